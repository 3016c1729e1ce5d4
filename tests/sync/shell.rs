//! Completions, man pages and help of the second program.

use predicates::str::{contains, starts_with};

use crate::home::Home;

const COMMANDS: [&str; 9] = [
    "init",
    "push",
    "pull",
    "status",
    "watch",
    "forget",
    "verify",
    "completions",
    "man",
];

/// What a shell gets for the last of these words.
fn completed(home: &Home, words: &[&str]) -> Vec<String> {
    let mut command = home.sync(&["--"]);
    command.env("FORTY_COMPLETE", "bash");
    command.env("_CLAP_COMPLETE_INDEX", (words.len() - 1).to_string());
    command.env("_CLAP_COMPLETE_COMP_TYPE", "9");
    command.env("_CLAP_IFS", "\n");
    let output = command.args(words).assert().success();
    let output = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    output.lines().map(str::to_owned).collect()
}

#[test]
fn a_shell_completes_commands_and_sessions() {
    let sam = Home::candidate("sam", 3, 70);
    assert_eq!(completed(&sam, &["forty-sync", "pus"]), ["push"]);
    let id = sam.finished()[0].clone();
    for command in ["forget", "push"] {
        let offered = completed(&sam, &["forty-sync", command, &id[..4]]);
        assert!(offered.contains(&id), "{offered:?}");
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = sam.sync(&["completions", shell]).assert().success();
        script.stdout(contains("forty-sync"));
    }
    sam.sync(&["completions", "tcsh"]).assert().code(2);
}

#[test]
fn every_command_has_a_man_page_and_help_with_examples() {
    let home = Home::empty();
    let folder = home.path().join("man");
    let written = home.sync(&["man"]).arg(&folder).assert().success();
    written.stderr(contains(format!("written: {} pages", COMMANDS.len() + 1)));
    for name in COMMANDS {
        let page = folder.join(format!("forty-sync-{name}.1"));
        let text = std::fs::read_to_string(page).unwrap();
        assert!(
            text.contains(".SH NAME") && text.contains(".SH EXAMPLES\n.EX"),
            "{name}"
        );
        let help = home.sync(&[name, "--help"]).assert().success();
        help.stdout(starts_with("Examples:\n"));
    }
    let text = std::fs::read_to_string(folder.join("forty-sync.1")).unwrap();
    assert!(text.contains("AWS_ACCESS_KEY_ID") && !text.contains(".SH KEYS"));
}

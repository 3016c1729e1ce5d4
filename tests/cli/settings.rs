//! `forty config` and the order in which flags, environment, file and defaults count.

use std::path::Path;

use predicates::prelude::*;
use predicates::str::{contains, is_empty};
use serde_json::Value;
use tempfile::TempDir;

use super::{forty, home, json};

fn write(home: &TempDir, text: &str) {
    let path = home.path().join("config.toml");
    forty::store::files::replace(&path, text.as_bytes()).unwrap();
}

/// Value and origin of a setting.
fn setting(shown: &Value, name: &str) -> (String, String) {
    let all = shown["settings"].as_array().unwrap();
    let found = all.iter().find(|setting| setting["name"] == name).unwrap();
    let text = |key: &str| found[key].as_str().unwrap().to_owned();
    (text("value"), text("origin"))
}

#[test]
fn init_writes_a_file_with_every_setting_that_check_accepts() {
    let home = home();
    let path = home.path().join("config.toml");
    let printed = forty(&home).args(["config", "path"]).assert().success();
    printed.stdout(format!("{}\n", path.display()));
    let absent = forty(&home).args(["config", "check"]).assert().success();
    absent.stderr(contains("the defaults are in use"));
    forty(&home).args(["config", "init"]).assert().success();
    let text = std::fs::read_to_string(&path).unwrap();
    let shown = json(forty(&home).args(["config", "show", "--json"]));
    for setting in shown["settings"].as_array().unwrap() {
        let line = format!("# {} = ", setting["name"].as_str().unwrap());
        assert!(text.contains(&line), "{line}");
        assert_eq!(setting["origin"], "default");
    }
    let checked = forty(&home).args(["config", "check"]).assert().success();
    checked.stdout(is_empty()).stderr(is_empty());
    let again = forty(&home).args(["config", "init"]).assert().code(1);
    again.stderr(contains("file already exists").and(contains("hint:")));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn flags_win_over_the_environment_and_that_over_the_file() {
    let home = home();
    write(&home, "clock = \"bar\"\nsessions = \"mine\"\n");
    let file = home.path().join("config.toml");
    let show = ["config", "show", "--json"];
    let shown = json(forty(&home).args(show));
    let line = |number: usize| format!("{}:{number}", file.display());
    assert_eq!(setting(&shown, "clock"), ("bar".into(), line(1)));
    assert_eq!(setting(&shown, "sessions"), ("mine".into(), line(2)));
    assert_eq!(
        setting(&shown, "theme"),
        ("terminal".into(), "default".into())
    );
    let mut command = forty(&home);
    let command = command
        .env("FORTY_CLOCK", "hidden")
        .env("FORTY_SESSIONS", "/b");
    let shown = json(command.args(show));
    let by = |name: &str| format!("environment {name}");
    assert_eq!(
        setting(&shown, "clock"),
        ("hidden".into(), by("FORTY_CLOCK"))
    );
    assert_eq!(
        setting(&shown, "sessions"),
        ("/b".into(), by("FORTY_SESSIONS"))
    );
    let mut command = forty(&home);
    let command = command
        .env("FORTY_SESSIONS", "/b")
        .args(["--sessions", "/c"]);
    let shown = json(command.args(show));
    assert_eq!(setting(&shown, "sessions"), ("/c".into(), "flag".into()));
    let shown = forty(&home)
        .args(["config", "show", "--origin"])
        .assert()
        .success();
    shown.stdout(contains(format!("# {}", line(1))).and(contains("theme = \"terminal\"")));
}

#[test]
fn show_has_the_values_in_use_with_what_is_refused_and_the_keys_of_the_file() {
    let home = home();
    write(
        &home,
        "minutes = \"5,10\"\nclock = \"bra\"\n[keys]\npause = \"k\"\nask = [\"K\", \"no key\"]\n",
    );
    let file = home.path().join("config.toml");
    let shown = forty(&home)
        .args(["config", "show", "--origin"])
        .assert()
        .success();
    let text = String::from_utf8(shown.get_output().stdout.clone()).unwrap();
    let place = file.display();
    for (line, origin) in [
        (
            "minutes = \"\"",
            format!("default; the value of {place}:1 is refused"),
        ),
        (
            "clock = \"digits\"",
            format!("default; the value of {place}:2 is refused"),
        ),
        ("pause = \"k\"", format!("{place}:4")),
        ("ask = \"K\"", format!("{place}:5; `no key` is refused")),
    ] {
        let found = text.lines().find(|found| found.starts_with(line));
        let found = found.unwrap_or_else(|| panic!("{line}: {text}"));
        assert_eq!(found.split_once("  # ").unwrap().1, origin, "{text}");
    }
    let mut command = forty(&home);
    let named = command.env("FORTY_MINUTES", "1,2,3");
    let shown = json(named.args(["config", "show", "--json"]));
    assert_eq!(
        setting(&shown, "minutes"),
        (String::new(), "default".into())
    );
    let all = shown["settings"].as_array().unwrap();
    let minutes = all.iter().find(|one| one["name"] == "minutes").unwrap();
    assert_eq!(
        minutes["refused"],
        serde_json::json!(["environment FORTY_MINUTES", format!("{place}:1")])
    );
    assert_eq!(shown["keys"][0]["keys"], serde_json::json!(["K"]));
    assert_eq!(shown["keys"][0]["refused"], serde_json::json!(["no key"]));
    assert_eq!(shown["keys"][1]["keys"], serde_json::json!(["k"]));
    // A right value of the file is in use where that of the environment is refused.
    write(&home, "minutes = \"60\"\n");
    let mut command = forty(&home);
    let named = command.env("FORTY_MINUTES", "1,2,3");
    let shown = json(named.args(["config", "show", "--json"]));
    assert_eq!(
        setting(&shown, "minutes"),
        ("60m".into(), format!("{place}:1"))
    );
}

#[test]
fn folders_in_the_file_move_sessions_and_designs() {
    let home = home();
    write(
        &home,
        "sessions = \"mine\"\ndesigns = \"/somewhere/designs\"\n",
    );
    let paths = json(forty(&home).args(["paths", "--json"]));
    assert_eq!(
        Path::new(paths["sessions"].as_str().unwrap()),
        home.path().join("mine")
    );
    assert_eq!(paths["designs"], "/somewhere/designs");
    let mut command = forty(&home);
    let paths = json(
        command
            .env("FORTY_SESSIONS", "/b")
            .args(["paths", "--json"]),
    );
    assert_eq!(paths["sessions"], "/b");
}

#[test]
fn check_finds_minutes_for_another_number_of_stages() {
    let home = home();
    write(&home, "minutes = \"1,2\"\n");
    let checked = forty(&home).args(["config", "check"]).assert().code(4);
    checked.stderr(
        contains("config.toml:1:11")
            .and(contains("`minutes` has 2 times for 5 stages"))
            .and(contains(
                "write 5 times, for Setup, Data, Model, Serving, Monitor",
            )),
    );
    write(&home, "# comment\r\nstrict = true\r\nminutes = \"1,2\"\r\n");
    let checked = forty(&home).args(["config", "check"]).assert().code(4);
    checked.stderr(contains("config.toml:3:11"));
    let mut command = forty(&home);
    let named = command.env("FORTY_MINUTES", "1,2,3");
    let checked = named.args(["config", "check"]).assert().code(4);
    checked.stderr(contains("`minutes` has 3 times for 5 stages"));
}

#[test]
fn check_shows_every_mistake_with_its_place_and_the_word_that_was_meant() {
    let home = home();
    write(
        &home,
        "muose = false\ntheme = \"drak\"\nstrict = \"yes\"\nminutes = \"5,5\"\n[keys]\nnxt-stage = \"N\"\npause = \"n\"\nask = \"Hyper-A\"\n",
    );
    let mut command = forty(&home);
    let checked = command
        .env("FORTY_CLOCK", "hiden")
        .args(["config", "check"]);
    let said = checked
        .assert()
        .code(4)
        .stdout(is_empty())
        .get_output()
        .stderr
        .clone();
    let said = String::from_utf8(said).unwrap();
    for part in [
        "config.toml:1:1",
        "unknown key `muose`",
        "did you mean `mouse`?",
        "^^^^^",
        "config.toml:2:9",
        "unknown theme `drak`",
        "did you mean `dark`?",
        "config.toml:3:10",
        "`strict` must be true or false",
        "config.toml:4:11",
        "`minutes` has 2 times for 5 stages",
        "config.toml:6:1",
        "there is no action `nxt-stage`",
        "did you mean `next-stage`?",
        "config.toml:7:1",
        "`n` is the key of `next-stage`",
        "config.toml:8:1",
        "`Hyper-A` is no key",
        "FORTY_CLOCK: unknown clock `hiden`",
        "did you mean `hidden`?",
    ] {
        assert!(said.contains(part), "{part} is not in\n{said}");
    }
}

#[test]
fn no_settings_file_stops_a_command() {
    for text in [
        "clock = ",
        "muose = 1\n",
        "theme = 3\n[keys]\nx = 1\n",
        "\0\u{1b}",
    ] {
        let home = home();
        write(&home, text);
        forty(&home).arg("list").assert().success();
        forty(&home)
            .args(["config", "show"])
            .assert()
            .success()
            .stderr(contains("note: "));
    }
    let home = home();
    std::fs::create_dir(home.path().join("config.toml")).unwrap();
    forty(&home).arg("designs").assert().success();
    forty(&home).args(["config", "check"]).assert().code(4);
}

/// Where the list of actions begins in the page of settings.
const MARK: &str = "<!-- actions -->";

#[test]
fn the_page_of_settings_lists_every_setting_and_every_action() {
    let home = home();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/settings.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let shown = json(forty(&home).args(["config", "show", "--json"]));
    // FORTY_BLESS=1 writes the list of actions again.
    let (rest, listed) = page.split_once(MARK).unwrap();
    let names = forty::tui::keys::remap::action_names();
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let wanted = format!("\n\n{}\n", names.join(", "));
    if std::env::var_os("FORTY_BLESS").is_some() {
        forty::store::files::replace(&path, format!("{rest}{MARK}{wanted}").as_bytes()).unwrap();
    } else {
        assert_eq!(listed, wanted);
    }
    for setting in shown["settings"].as_array().unwrap() {
        let (name, variable) = (&setting["name"], &setting["variable"]);
        let row = format!(
            "| `{}` | `{}` |",
            name.as_str().unwrap(),
            variable.as_str().unwrap()
        );
        assert!(page.contains(&row), "docs/settings.md lacks {row}");
    }
}

#[test]
fn with_a_screen_reader_home_and_interviews_are_plain_text() {
    let home = home();
    let with = |arguments: &[&str]| {
        let mut command = forty(&home);
        command.env("FORTY_SCREEN_READER", "true").args(arguments);
        command
    };
    let said = with(&[]).assert().success();
    said.stdout(contains(
        "`forty start DESIGN` begins an interview as plain text",
    ));
    let mut start = with(&["start", "fraud-detection"]);
    let said = start.write_stdin("a note\n/quit\n").assert();
    said.stdout(contains("Fraud Detection").and(contains("\u{2500}").not()));
}

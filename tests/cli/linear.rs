//! The interview as plain text through a pipe.

use assert_cmd::Command;
use assert_cmd::assert::Assert;
use predicates::prelude::*;
use predicates::str::{contains, is_empty};
use tempfile::TempDir;

use super::{forty, home, json};

const INTERVIEW: &str = "\
captions for blind readers
ingress = 4e6/day * 500 KB
/covered 1
/ask how many uploads per day?

/next
//etc is a path
/next
/next
/next
/next
2
";

/// What was printed, with one blank between two words.
fn words(run: &Assert) -> String {
    let printed = String::from_utf8_lossy(&run.get_output().stdout);
    printed.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_whole_interview_runs_through_a_pipe_and_is_on_record() {
    let home = home();
    let mut start = forty(&home);
    start.args([
        "start",
        "image-caption-generator",
        "--linear",
        "--seed",
        "7",
    ]);
    let run = start.env("TERM", "dumb").write_stdin(INTERVIEW).assert();
    let run = run
        .success()
        .stdout(contains("\x1b").not())
        .stderr(is_empty());
    let text = words(&run);
    for said in [
        "ingress = 4e6/day * 500 KB → 2 TB/day",
        "they upload four million pictures a day",
        "Stage 5 of 5",
        "forty debrief",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let printed = String::from_utf8_lossy(&run.get_output().stdout);
    assert!(
        printed.lines().all(|line| line.chars().count() <= 80),
        "{printed}"
    );
    let record = json(forty(&home).args(["show", "last", "--json"]));
    assert_eq!(record["status"], "finished");
    assert_eq!(
        record["stages"][0]["notes"],
        "captions for blind readers\ningress = 4e6/day * 500 KB → 2 TB/day\n"
    );
    assert_eq!(record["stages"][1]["notes"], "/etc is a path\n");
    assert_eq!(
        record["stages"][0]["covered"][0],
        "What is predicted or generated?"
    );
    assert_eq!(
        record["stages"][0]["asked"][0]["typed"],
        "how many uploads per day?"
    );
}

#[test]
fn the_end_of_input_saves_for_later_and_the_session_is_resumed_by_lines() {
    let home = home();
    let start = forty(&home)
        .args(["start", "fraud-detection", "--linear"])
        .write_stdin("one\nlast without a line end")
        .assert();
    start
        .success()
        .stderr(contains("saved at 0:00: `forty resume` continues it"));
    let resume = forty(&home)
        .args(["resume", "--linear"])
        .write_stdin("\ntwo\n/finish\n")
        .assert();
    resume
        .success()
        .stdout(contains("resumed at 0:00").and(contains("finished after 0:00")));
    let record = json(forty(&home).args(["show", "last", "--json"]));
    assert_eq!(
        record["stages"][0]["notes"],
        "one\nlast without a line end\ntwo\n"
    );
    assert_eq!(record["condition"][0], "resumed");
}

#[test]
fn the_example_of_help_is_a_question_that_the_interviewer_answers() {
    let home = home();
    for design in ["llm-serving", "recommendation-system"] {
        let run = |lines: &str| {
            let mut start = forty(&home);
            let start = start.args(["start", design, "--linear"]);
            words(&start.write_stdin(lines).assert().success())
        };
        let help = run("/help\n/finish\n");
        let example = help.split_once("/ask ").unwrap().1;
        let example = example.split_once('?').unwrap().0;
        let asked = run(&format!("/ask {example}?\n\n/finish\n"));
        assert!(
            asked.contains("An empty line takes 1."),
            "{example}: {asked}"
        );
    }
}

#[test]
fn the_screens_without_a_terminal_name_the_plain_text() {
    let home = home();
    let refused = forty(&home).arg("start").assert().code(1);
    refused.stderr(contains("`forty start --linear`"));
}

#[test]
fn a_whole_debrief_runs_through_a_pipe_and_is_on_record() {
    let home = home();
    let interview = forty(&home)
        .args([
            "start",
            "image-caption-generator",
            "--linear",
            "--seed",
            "7",
        ])
        .write_stdin(INTERVIEW)
        .assert();
    interview.success();
    // The first stage by numbers, a place, words and 0; the others without a mark.
    let lines = "/itemss\n1.1\nINGRESS\n1\n0\n0\n0\n0\n0\n0\n/items\n\n\n\
        /close\n\n/close\n\n/close\n\n/close\n\n\n\n\nsay the readers first\n";
    let run = forty(&home)
        .args(["debrief", "--linear"])
        .env("TERM", "dumb")
        .write_stdin(lines)
        .assert();
    let run = run
        .success()
        .stdout(contains("\x1b").not())
        .stderr(is_empty());
    let text = words(&run);
    for said in [
        "did you mean /items?",
        "Stage 1 of 5: Problem Setup",
        "Item 1 of 8, solid: names who reads the caption",
        "Shown by Setup line 1: captions for blind readers",
        "Shown by Setup line 2: ingress = 4e6/day * 500 KB → 2 TB/day",
        "Level so far: 2 solid. 2 of 3 solid items are shown: solid is reached.",
        "Problem Setup: level 2 solid.",
        "A strong answer:",
        "Never asked, 37 of 38:",
        "Your sums, 1: Setup line 2 ingress = 4e6/day * 500 KB → 2 TB/day",
        "Next step 1: ",
        "Next time I will say the readers first",
        "Everything marked is saved",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let printed = String::from_utf8_lossy(&run.get_output().stdout);
    for marks in ["**", "\n|", "---|", "\n#", " `"] {
        let is_command =
            marks == " `" && printed.matches(" `").count() == printed.matches(" `forty").count();
        assert!(is_command || !printed.contains(marks), "{marks}: {printed}");
    }
    // A paragraph is wrapped once: no row ends long before the word behind it would.
    let answer = printed.split_once("A strong answer:\n").unwrap().1;
    let paragraph: Vec<&str> = answer.lines().take_while(|line| !line.is_empty()).collect();
    assert!(paragraph.len() >= 2, "{paragraph:?}");
    for rows in paragraph.windows(2) {
        let next = rows[1].split(' ').next().unwrap();
        assert!(
            rows[0].chars().count() + 1 + next.chars().count() > 80,
            "{rows:?}"
        );
    }
    let record = json(forty(&home).args(["show", "last", "--json"]));
    assert_eq!(record["next_time"], "say the readers first");
    let stages = record["stages"].as_array().unwrap();
    let levels: Vec<_> = stages.iter().map(|stage| stage["level"].clone()).collect();
    assert_eq!(levels, [2, 1, 1, 1, 1]);
    assert_eq!(record["stages"][0]["evidence"][1]["line"], 2);
}

#[test]
fn a_debrief_that_ends_early_continues_where_it_was_left() {
    let home = home();
    let interview = forty(&home)
        .args(["start", "fraud-detection", "--linear"])
        .write_stdin("one\n/finish\n")
        .assert();
    interview.success();
    let debrief = |lines: &'static str| {
        let run = forty(&home)
            .args(["debrief", "--linear"])
            .write_stdin(lines)
            .assert();
        words(&run.success())
    };
    let untouched = debrief("/quit\n");
    assert!(
        untouched
            .contains("Nothing is marked yet: `forty debrief --linear` opens the debrief again."),
        "{untouched}"
    );
    assert!(debrief("0\n0\n").contains("Item 3 of 8"));
    let text = debrief("/answer\n/summary\n/back\n/quit\n");
    let answers = [
        "You can read the answer once the stage is closed.",
        "You can read that once every stage is closed",
        "Item 2 of 8",
        "Not shown.",
    ];
    for said in answers {
        assert!(text.contains(said), "{said}: {text}");
    }
}

/// The program with these arguments where no file may grow past so many KiB, so that writes fail as on a full disk.
#[cfg(target_os = "linux")]
fn limited(home: &TempDir, kib: u32, arguments: &str) -> Command {
    let program = env!("CARGO_BIN_EXE_forty");
    let limit = kib * 2;
    let mut command = Command::new("sh");
    command
        .args([
            "-c",
            &format!("trap '' XFSZ; ulimit -S -f {limit}; exec {program} {arguments}"),
        ])
        .env("FORTY_HOME", home.path())
        .env("HOME", home.path())
        .env("TMPDIR", home.path());
    command
}

#[cfg(target_os = "linux")]
#[test]
fn plain_text_that_cannot_be_saved_is_a_failure() {
    let home = home();
    let long = "0123456789".repeat(24 * 1024);
    let interview = limited(&home, 384, "start fraud-detection --linear")
        .write_stdin(format!("one\n{long}\n/finish\n"))
        .assert();
    let failed = interview.code(1).stderr(contains("NOT SAVED at 0:00"));
    failed.stderr(contains("hint:"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_debrief_in_plain_text_that_cannot_be_saved_is_a_failure() {
    let home = home();
    let interview = forty(&home)
        .args(["start", "fraud-detection", "--linear"])
        .write_stdin("one\n/finish\n")
        .assert();
    interview.success();
    let debrief = limited(&home, 4, "debrief --linear")
        .write_stdin("0\n0\n/quit\n")
        .assert();
    let failed = debrief.code(1).stderr(contains("NOT SAVED"));
    failed.stdout(contains("NOT SAVED"));
}

#[test]
fn lines_after_the_end_of_a_debrief_change_nothing() {
    let home = home();
    let interview = forty(&home)
        .args(["start", "fraud-detection", "--linear"])
        .write_stdin("one\n/finish\n")
        .assert();
    interview.success();
    let debrief = |script: &str| {
        let mut command = forty(&home);
        let run = command.args(["debrief", "--linear"]);
        run.write_stdin(script.to_owned()).assert().success();
        let shown = json(forty(&home).args(["show", "last", "--json"]));
        shown.to_string()
    };
    let after_one_mark = debrief("0\n/quit\n");
    assert_eq!(
        debrief("/quit\n0\n0\n/next-time say it first\n"),
        after_one_mark
    );
    let first = debrief("/next-time begin with the numbers\n/quit\n");
    assert!(first.contains("begin with the numbers"), "{first}");
    // The last question is for the line for next time, whose answer ends the debrief.
    let rest = "0\n".repeat(40) + &"\n".repeat(20);
    let last = debrief(&format!("{rest}the first line\nthe second line\n"));
    assert!(!last.contains("the second line"), "{last}");
}

#[test]
fn a_drill_runs_as_plain_text_too() {
    let home = home();
    let drill = forty(&home)
        .args(["drill", "llm-serving", "--stage", "serving", "--linear"])
        .write_stdin("weights = 70e9 * 2 B\n/finish\n")
        .assert();
    let run = drill.success().stderr(is_empty());
    assert!(words(&run).contains("Stage 1 of 1"), "{}", words(&run));
    let refused = forty(&home)
        .args(["drill", "llm-serving", "--cards"])
        .assert()
        .code(2);
    refused.stderr(contains("forty drill --cards"));
}

#[test]
fn the_session_of_somebody_else_is_neither_resumed_nor_debriefed_under_another_name() {
    let home = home();
    let run = |words: &[&str], typed: &'static str| {
        let mut command = forty(&home);
        command.env("FORTY_CANDIDATE", "Bob").args(words);
        command.arg("--linear").write_stdin(typed).assert()
    };
    run(&["start", "--as", "Ada L"], "a note\n/save\n").success();
    let whose = || {
        contains("is a session of Ada L, and you are Bob here")
            .and(contains("hint: if it is yours under another name: `forty "))
            .and(contains("--as 'Ada L'`"))
    };
    run(&["resume"], "/finish\n").code(2).stderr(whose());
    run(&["resume", "last"], "/finish\n")
        .code(2)
        .stderr(whose());
    run(&["resume", "--as", "ada l"], "/finish\n").success();
    run(&["debrief"], "/quit\n").code(2).stderr(whose());
    run(&["debrief", "--as", "Ada L"], "/quit\n").success();
}

#[test]
fn the_number_of_a_listed_line_marks_an_item_that_no_line_seems_to_show() {
    let home = home();
    let start = [
        "start",
        "image-caption-generator",
        "--linear",
        "--seed",
        "7",
    ];
    let interview = forty(&home)
        .args(start)
        .write_stdin("lorem ipsum\n?\n ?\n/finish\n")
        .assert()
        .success();
    // A sign of help alone lists the commands; behind a blank it is text.
    let text = words(&interview);
    assert!(text.contains("/help or ? lists the commands."), "{text}");
    assert_eq!(
        text.matches("/covered 3: mark prompt 3 covered").count(),
        1,
        "{text}"
    );
    let run = forty(&home)
        .args(["debrief", "--linear"])
        .write_stdin("3\n1\n?\n/quit\n")
        .assert()
        .success();
    let text = words(&run);
    for said in [
        "1 at 0:00: lorem ipsum 2 at 0:00: ?",
        "No line seems to show it. Type the number of a line of this stage, words to search for, or 0 for not shown.",
        "There is no such line.",
        "Shown by Setup line 1: lorem ipsum",
        "/items: list the items of this stage",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
}

//! The interview as plain text through a pipe.

use predicates::prelude::*;
use predicates::str::{contains, is_empty};

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
    let text = contains("ingress = 4e6/day * 500 KB → 2 TB/day")
        .and(contains("they upload four million pictures a day"))
        .and(contains("Stage 5 of 5"))
        .and(contains("forty debrief"))
        .and(contains("\x1b").not());
    run.success().stdout(text).stderr(is_empty());
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
fn the_screens_without_a_terminal_name_the_plain_text() {
    let home = home();
    let refused = forty(&home).arg("start").assert().code(1);
    refused.stderr(contains("with --linear"));
}

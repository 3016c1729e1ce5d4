//! An assignment on its way from a coach to a candidate and back to the coach's cohort.

use std::path::{Path, PathBuf};

use chrono::{Days, NaiveDate};
use forty::clock;
use predicates::prelude::*;
use predicates::str::{contains, is_empty};
use tempfile::TempDir;

use super::{forty, home, json};

fn in_days(days: u64) -> NaiveDate {
    clock::wall().date_naive() + Days::new(days)
}

/// A file of an assignment on this design for two candidates, from this coach's home.
fn assign(coach: &TempDir, design: &str) -> PathBuf {
    let file = coach.path().join("mail.toml");
    let due = in_days(3).to_string();
    let mut command = forty(coach);
    command.args(["assign", design, "--for", "Ada L", "Bob", "--due", &due]);
    command.args(["--as", "Grace", "--total", "20m", "--seed", "7"]);
    command.args(["--message", "Say the latency first."]);
    let written = command.args(["--force", "-o"]).arg(&file).assert();
    written.success().stderr(contains("forty unpack mail.toml"));
    file
}

/// The candidate's answer: a whole interview by lines.
fn answer(candidate: &TempDir, id: &str, name: &str) -> assert_cmd::assert::Assert {
    let mut start = forty(candidate);
    start.args(["start", "--linear", "--assignment", id, "--as", name]);
    start.write_stdin("a line\n/next\n/next\n/next\n/next\n/next\n2\n");
    start.assert()
}

fn put(path: &Path, text: &str) {
    forty::store::files::replace(path, text.as_bytes()).unwrap();
}

#[test]
fn an_assignment_goes_to_the_candidate_and_the_session_comes_back_as_done() {
    let (coach, ada) = (home(), home());
    let file = assign(&coach, "image-caption-generator");
    put(&ada.path().join("config.toml"), "candidate = \"ada  L\"\n");
    forty(&ada)
        .arg("unpack")
        .arg(&file)
        .assert()
        .success()
        .stderr(contains("assigned by Grace").and(contains("home offers it first")));
    forty(&ada)
        .args(["unpack", "-"])
        .write_stdin(std::fs::read(&file).unwrap())
        .assert()
        .success()
        .stderr(contains("is here already"));
    answer(&ada, "20", "ADA l").success().stderr(is_empty());
    let shown = json(forty(&ada).args(["show", "last", "--json"]));
    let id = shown["assignment"]["id"].as_str().unwrap().to_owned();
    assert!(id.contains("-image-caption-generator-"), "{id}");
    assert_eq!(shown["assignment"]["coach"], "Grace");
    let text = std::fs::read_to_string(&file).unwrap();
    let due = format!("due = {}\n", shown["assignment"]["due"]);
    assert!(text.contains(&due), "{due} is not in {text}");
    assert_eq!(shown["assignment"]["differs"].as_array().unwrap().len(), 0);
    assert_eq!(shown["seed"], 7);
    assert_eq!(shown["stages"][0]["budget_ms"], 150_000);
    let listed = json(forty(&ada).args(["list", "--json"]));
    assert_eq!(listed["sessions"][0]["assignment"], *id);
    forty(&ada)
        .args(["show", "last"])
        .assert()
        .stdout(contains(format!("assignment: {id} by Grace")));
    let packed = ada.path().join("mail.forty");
    let mut pack = forty(&ada);
    pack.args(["pack", "last", "-o"]).arg(&packed);
    pack.assert().success();
    forty(&coach).arg("unpack").arg(&packed).assert().success();
    let cohort = json(forty(&coach).args(["cohort", "--json"]));
    let assigned = |candidate: usize| &cohort["candidates"][candidate]["assigned"][0];
    assert_eq!(assigned(0)["outcome"], "done");
    assert_eq!(assigned(0)["session"], shown["id"]);
    assert_eq!(cohort["candidates"][1]["name"], "Bob");
    assert_eq!(assigned(1)["outcome"], "open");
    forty(&coach)
        .args(["assign", "--list"])
        .assert()
        .stdout(contains("1 done, 1 open").and(contains(&id)));
    let list = json(forty(&coach).args(["assign", "--list", "--json"]));
    assert_eq!(list["assignments"][0]["total_ms"], 1_200_000);
}

#[test]
fn a_changed_and_a_withdrawn_assignment_are_sent_as_the_first_one_was() {
    let (coach, ada) = (home(), home());
    let file = assign(&coach, "image-caption-generator");
    put(&ada.path().join("config.toml"), "candidate = \"ada  L\"\n");
    let unpack = |said: &'static str| {
        let unpacked = forty(&ada).arg("unpack").arg(&file).assert();
        unpacked.success().stderr(contains(said))
    };
    let change = |arguments: &[&str]| {
        let mut command = forty(&coach);
        command
            .arg("assign")
            .args(arguments)
            .args(["--force", "-o"]);
        command
            .arg(&file)
            .assert()
            .success()
            .stderr(contains("forty unpack mail.toml"))
    };
    unpack("assignment added");
    let due = in_days(9).to_string();
    change(&["--change", "20", "--due", &due, "--message", "Later."]);
    unpack("assignment changed").stderr(contains(&due));
    change(&["--withdraw", "20"]);
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(
        text.contains("withdrawn = true") && text.contains("Later."),
        "{text}"
    );
    unpack("assignment withdrawn").stderr(contains("home offers it").not());
    for home in [&coach, &ada] {
        let listed = forty(home).args(["assign", "--list"]).assert();
        listed.stdout(contains("2 withdrawn"));
        let cohort = forty(home).arg("cohort").assert().success();
        cohort.stdout(contains("withdrawn"));
    }
    answer(&ada, "20", "Ada L").code(1).stderr(
        contains("Grace has withdrawn this assignment")
            .and(contains("forty start image-caption-generator")),
    );
    // A later version that would say the same is not written.
    for same in [
        &["--withdraw", "20"][..],
        &["--change", "20", "--as", "Grace"],
    ] {
        forty(&coach).arg("assign").args(same).assert().code(2);
    }
    // Only its coach can do that, and a change assigns it again.
    forty(&ada)
        .args(["assign", "--withdraw", "20"])
        .assert()
        .code(1)
        .stderr(contains("is an assignment by Grace").and(contains("only Grace can")));
    change(&["--change", "20", "--total", "30m"]);
    forty(&coach)
        .args(["assign", "--change", "20", "--total", "30m"])
        .assert()
        .code(2)
        .stderr(contains("nothing to change"));
    unpack("assignment changed").stderr(contains("hint: home offers it first"));
    let listed = json(forty(&coach).args(["assign", "--list", "--json"]));
    assert_eq!(listed["assignments"][0]["withdrawn"], false);
    assert_eq!(listed["assignments"][0]["total_ms"], 1_800_000);
    for wrong in [
        &["--withdraw", "20", "--due", &due][..],
        &["--withdraw", "20", "--change", "20"],
        &["--withdraw", "20", "--list"],
    ] {
        forty(&coach).arg("assign").args(wrong).assert().code(2);
    }
}

#[test]
fn another_design_than_the_assigned_one_is_said_and_recorded_and_does_not_stop_the_start() {
    let (coach, ada) = (home(), home());
    let file = assign(&coach, "image-caption-generator");
    let text = std::fs::read_to_string(&file).unwrap();
    let crc = |line: &&str| line.starts_with("crc = ");
    let first = text.lines().find(crc).unwrap().to_owned();
    put(&file, &text.replace(&first, "crc = 1"));
    forty(&ada).arg("unpack").arg(&file).assert().success();
    answer(&ada, "20", "Ada L").success().stdout(contains(
        "the design here is not the one that Grace assigned",
    ));
    let shown = json(forty(&ada).args(["show", "last", "--json"]));
    assert_eq!(shown["assignment"]["differs"][0], "design");
    // A file with the id of another one, by another coach, does not replace it.
    let key = text.lines().find(|line| line.starts_with("key = "));
    let stranger = text.replace(key.unwrap(), &format!("key = \"{}\"", "f".repeat(32)));
    put(&file, &stranger);
    forty(&ada)
        .arg("unpack")
        .arg(&file)
        .assert()
        .code(1)
        .stderr(contains("another assignment has this id").and(contains("hint: ")));
}

#[test]
fn an_assignment_of_an_unknown_design_says_so_with_a_hint() {
    let (coach, ada) = (home(), home());
    let file = assign(&coach, "image-caption-generator");
    let text = std::fs::read_to_string(&file).unwrap();
    let id = "id = \"image-caption-generator\"";
    put(&file, &text.replace(id, "id = \"ad-\\u001branking\""));
    let says = || {
        contains("the assigned design `ad-␛ranking` is not on this machine")
            .and(contains("hint: ask Grace for"))
    };
    forty(&ada)
        .arg("unpack")
        .arg(&file)
        .assert()
        .success()
        .stderr(says());
    answer(&ada, "20", "Ada L").code(3).stderr(says());
    forty(&ada)
        .args(["start", "--linear", "--assignment", "nothing"])
        .assert()
        .code(3)
        .stderr(contains("no assignment `nothing`").and(contains("hint: ")));
}

#[test]
fn whom_an_assignment_is_for_is_said_to_somebody_else() {
    let (coach, other) = (home(), home());
    let file = assign(&coach, "image-caption-generator");
    put(&other.path().join("config.toml"), "candidate = \"Eve\"\n");
    let told = forty(&other).arg("unpack").arg(&file).assert().success();
    let told = told.stderr(contains("note: it is for Ada L, Bob, and you are Eve here"));
    // Each name in a command that works as it is.
    let said = String::from_utf8_lossy(&told.get_output().stderr).into_owned();
    let starts = said
        .split('`')
        .filter(|quoted| quoted.contains("start --assignment"));
    let starts: Vec<Vec<String>> = starts
        .map(|start| shell_words::split(start).unwrap())
        .collect();
    let named: Vec<&str> = starts
        .iter()
        .filter_map(|words| words.last())
        .map(String::as_str)
        .collect();
    assert_eq!(named, ["Ada L", "Bob"], "{said}");
    for words in starts {
        forty(&other)
            .args(&words[1..])
            .arg("--linear")
            .write_stdin("/finish\n")
            .assert()
            .success();
    }
    // On the coach's machine it is for others.
    forty(&coach)
        .arg("unpack")
        .arg(&file)
        .assert()
        .success()
        .stderr(contains("you are").not());
    answer(&other, "20", "Eve")
        .success()
        .stdout(contains("Grace did not assign this to Eve"));
}

#[test]
fn a_text_that_is_no_whole_assignment_is_refused_with_its_line() {
    let (coach, ada) = (home(), home());
    let file = assign(&coach, "image-caption-generator");
    let text = std::fs::read_to_string(&file).unwrap();
    let broken = ada.path().join("mail");
    put(&broken, &text.replace("seed = 7", "seed = \"x\""));
    forty(&ada)
        .arg("unpack")
        .arg(&broken)
        .assert()
        .code(4)
        .stdout(is_empty())
        .stderr(contains("line 10: ").and(contains("hint: ask the coach")));
    assert!(!ada.path().join("assignments").exists());
}

#[test]
fn what_cannot_be_assigned_is_refused_and_leaves_nothing() {
    let coach = home();
    let due = in_days(1).to_string();
    let whole = ["--for", "Ada", "--due", &due];
    let past = (clock::wall().date_naive() - Days::new(2)).to_string();
    for (arguments, code, said) in [
        (
            &["no-design", "--for", "Ada", "--due", &due][..],
            3,
            "no design",
        ),
        (&["llm-serving", "--for", "Ada"], 2, "--due"),
        (&["llm-serving", "--due", &due], 2, "--for"),
        (&["llm-serving", "--for", " ", "--due", &due], 2, "is empty"),
        (
            &["llm-serving", "--for", "Ada", "--due", &past],
            2,
            "is over",
        ),
        (
            &[
                "llm-serving",
                "--for",
                "Ada",
                "--due",
                &due,
                "--minutes",
                "1",
            ],
            2,
            "gives 1 time,",
        ),
        (&["--list", "llm-serving"], 2, "cannot be used with"),
    ] {
        let mut command = forty(&coach);
        let told = command.arg("assign").args(arguments).assert().code(code);
        told.stdout(is_empty()).stderr(contains(said));
    }
    assert!(!coach.path().join("assignments").exists());
    let file = coach.path().join("mail.toml");
    put(&file, "mine");
    let mut command = forty(&coach);
    command.args(["assign", "llm-serving"]).args(whole);
    let told = command.arg("-o").arg(&file).assert().code(1);
    told.stderr(contains("file already exists").and(contains("--force")));
    assert!(!coach.path().join("assignments").exists());
}

#[test]
fn a_date_in_words_is_wrong_use_and_the_form_of_a_date_is_said() {
    let home = home();
    for arguments in [
        &["list", "--since", "yesterday"][..],
        &[
            "assign",
            "llm-serving",
            "--for",
            "Nina",
            "--due",
            "tomorrow",
        ],
    ] {
        let wrong = forty(&home).args(arguments).assert().code(2);
        wrong.stderr(contains("write it as year, month and day: 2026-12-01"));
    }
}

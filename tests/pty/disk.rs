//! What the disk and other programs do to a running interview: kills at any instant, a full disk, a removed lock.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use rustix::process::Signal;
use serde_json::Value;
use tempfile::TempDir;

use super::{home, shown};
use crate::terminal::Terminal;

/// The number of kills, where the variable `FORTY_TEST_KILLS` gives none.
const KILLS: usize = 20;

/// Promise 1. More trials: `FORTY_TEST_KILLS=200 cargo test --test pty no_character_that_was_shown`.
#[test]
fn no_character_that_was_shown_is_lost_by_a_kill_at_any_instant() {
    let kills = std::env::var("FORTY_TEST_KILLS").ok();
    let kills = kills.and_then(|kills| kills.parse().ok()).unwrap_or(KILLS);
    let home = home();
    let mut seen = 0;
    let mut expected: Vec<String> = Vec::new();
    for trial in 0..kills {
        let mut terminal = if trial == 0 {
            Terminal::start(&home, &["start"], (80, 24))
        } else {
            Terminal::start(&home, &["resume"], (80, 24))
        };
        if trial == 0 {
            terminal.wait_for("5:00 left");
        } else {
            terminal.wait_for("Resumed").send("p").wait_for("left");
        }
        // The kill comes at another place of the line in each trial, while the rest of the line is on its way.
        let line = format!("t{trial}q abcdefghijklmnopqrstuvwxyz");
        terminal.send("\r");
        let until = line.len() - trial % 20;
        terminal.send(&line[..until]).wait_for(&line[..until]);
        terminal.send(&line[until..]);
        terminal.signal(Signal::KILL.as_raw());
        terminal.ended();
        let screen = terminal.screen();
        let shown_until = (until..=line.len()).rev();
        let mut prefixes = shown_until.map(|end| &line[..end]);
        let shown_text = prefixes.find(|text| screen.contains(text)).unwrap();
        seen += shown_text.len();
        expected.push(shown_text.to_owned());
        let record = shown(&home);
        let notes = record["stages"][0]["notes"].as_str().unwrap();
        for text in &expected {
            assert!(
                notes.contains(text),
                "trial {trial}: `{text}` is not in {notes}"
            );
        }
    }
    println!("{kills} kills, {seen} characters shown, none lost");
}

const SMALL_DISK: &str = "FORTY_TEST_SMALL_PTY_DISK";

/// Runs a test again with a disk of 950 KiB, on which no space can be reserved; `None` in the outer run.
fn small_disk(test: &str) -> Option<PathBuf> {
    if let Ok(disk) = std::env::var(SMALL_DISK) {
        return Some(disk.into());
    }
    let dir = tempfile::tempdir().unwrap();
    let run = "mount -t tmpfs -o size=950k tmpfs \"$1\" 2>/dev/null || exit 77; \
               exec \"$0\" --exact \"$2\" --nocapture";
    let mut command = Command::new("unshare");
    command.args(["-rm", "sh", "-c", run]);
    command
        .arg(std::env::current_exe().unwrap())
        .arg(dir.path())
        .arg(test);
    let Ok(out) = command.env(SMALL_DISK, dir.path()).output() else {
        println!("left out: there is no `unshare` to mount a small disk with");
        return None;
    };
    let said = String::from_utf8_lossy(&out.stdout) + String::from_utf8_lossy(&out.stderr);
    if out.status.code() == Some(77) || said.contains("unshare failed") {
        println!("left out: a small disk cannot be mounted here");
    } else {
        assert!(out.status.success(), "{said}");
    }
    None
}

fn put(path: &Path, text: &str) {
    let _ = std::fs::remove_file(path);
    let mut file = std::fs::File::create_new(path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
}

fn fill(disk: &Path) -> PathBuf {
    let path = disk.join("filler");
    let mut file = std::fs::File::create_new(&path).unwrap();
    for size in [64 * 1024, 4096, 1] {
        while file.write_all(&vec![b'x'; size]).is_ok() {}
    }
    path
}

/// Types more than a full disk takes. Returns the terminal that says so, the notes, and the file that fills the disk.
fn type_on_a_full_disk(disk: &Path, user_home: &TempDir) -> (Terminal, String, PathBuf) {
    let variables = [
        ("HOME", user_home.path().to_str().unwrap()),
        ("FORTY_HOME", disk.to_str().unwrap()),
    ];
    let mut terminal = Terminal::start_with(&home(), &["start"], (80, 24), &variables);
    terminal
        .wait_for("5:00 left")
        .send("before ")
        .wait_for("before");
    let filler = fill(disk);
    let long = "0123456789".repeat(2000);
    terminal
        .send(&format!("\x1b[200~{long}\x1b[201~"))
        .wait_for("NOT SAVED");
    terminal.send("ENDMARK").wait_for("ENDMARK");
    (terminal, format!("before {long}ENDMARK"), filler)
}

/// The one folder below the user's home to which the session was rescued.
fn rescued(user_home: &TempDir) -> PathBuf {
    let only = |folder: &Path| {
        let mut entries = std::fs::read_dir(folder).unwrap();
        entries.next().unwrap().unwrap().path()
    };
    only(&only(user_home.path()))
}

fn notes_in(folder: &Path) -> String {
    let mut show = Command::new(env!("CARGO_BIN_EXE_forty"));
    let out = show.arg("show").arg(folder).arg("--json").output().unwrap();
    let record: Value = serde_json::from_slice(&out.stdout).unwrap();
    record["stages"][0]["notes"].as_str().unwrap().to_owned()
}

/// Promise 5.
#[cfg(target_os = "linux")]
#[test]
fn on_a_full_disk_a_signal_rescues_the_session_says_where_and_resume_finds_it() {
    let test = "disk::on_a_full_disk_a_signal_rescues_the_session_says_where_and_resume_finds_it";
    let Some(disk) = small_disk(test) else {
        return;
    };
    for signal in [Signal::TERM, Signal::HUP] {
        let user_home = home();
        let (mut terminal, notes, filler) = type_on_a_full_disk(&disk, &user_home);
        terminal.signal(signal.as_raw());
        let code = terminal.ended().exit_code();
        assert_eq!(i32::try_from(code).unwrap(), 128 + signal.as_raw());
        terminal.wait_for("rescued at");
        assert_eq!(notes_in(&rescued(&user_home)), notes);
        std::fs::remove_file(filler).unwrap();
        let variables = [
            ("HOME", user_home.path().to_str().unwrap()),
            ("FORTY_HOME", disk.to_str().unwrap()),
        ];
        let mut again = Terminal::start_with(&home(), &["resume"], (80, 24), &variables);
        again
            .wait_for("continues from its rescued")
            .send("p")
            .wait_for("ENDMARK");
        again.send("\x1bq").wait_for("save for later").send("l");
        assert_eq!(again.ended().exit_code(), 0);
        assert_eq!(std::fs::read_dir(user_home.path()).unwrap().count(), 0);
        for entry in std::fs::read_dir(disk.join("trash")).unwrap() {
            std::fs::remove_dir_all(entry.unwrap().path()).unwrap();
        }
        std::fs::remove_dir_all(disk.join("sessions")).unwrap();
    }
}

/// Promise 5.
#[cfg(target_os = "linux")]
#[test]
fn while_the_disk_is_still_full_the_rescued_session_is_listed_shown_and_resumed_where_it_is() {
    let test = "disk::while_the_disk_is_still_full_the_rescued_session_is_listed_shown_and_resumed_where_it_is";
    let Some(disk) = small_disk(test) else {
        return;
    };
    let user_home = home();
    let (mut terminal, mut notes, filler) = type_on_a_full_disk(&disk, &user_home);
    terminal.signal(Signal::TERM.as_raw());
    terminal.ended();
    let variables = [
        ("HOME", user_home.path().to_str().unwrap()),
        ("FORTY_HOME", disk.to_str().unwrap()),
    ];
    for word in ["one", "two"] {
        let mut again = Terminal::start_with(&home(), &["resume"], (80, 24), &variables);
        again.wait_for("stays in").send("p").wait_for("ENDMARK");
        again.send(word).wait_for(word);
        notes.push_str(word);
        again.send("\x1bq").wait_for("save for later").send("l");
        assert_eq!(again.ended().exit_code(), 0);
        assert_eq!(notes_in(&rescued(&user_home)), notes);
        let said = |arguments: &[&str]| {
            let mut forty = Command::new(env!("CARGO_BIN_EXE_forty"));
            let out = forty.args(arguments).envs(variables).output().unwrap();
            let errors = String::from_utf8(out.stderr).unwrap();
            assert!(errors.contains("note: rescued to"), "{errors}");
            String::from_utf8(out.stdout).unwrap()
        };
        assert_eq!(said(&["list"]).lines().count(), 1);
        assert!(said(&["show", "last"]).contains(word));
        assert!(said(&["export", "last", "--format", "json", "-o", "-"]).contains(&notes));
    }
    std::fs::remove_file(filler).unwrap();
    let mut again = Terminal::start_with(&home(), &["resume"], (80, 24), &variables);
    again.wait_for("continues from its rescued").send("p");
    again
        .wait_for("ENDMARKonetwo")
        .send("\x1bq")
        .wait_for("save for later")
        .send("l");
    assert_eq!(again.ended().exit_code(), 0);
}

/// Promises 5 and 6.
#[cfg(target_os = "linux")]
#[test]
fn on_a_full_disk_a_closed_terminal_rescues_the_session() {
    let test = "disk::on_a_full_disk_a_closed_terminal_rescues_the_session";
    let Some(disk) = small_disk(test) else {
        return;
    };
    let user_home = home();
    let (mut terminal, notes, _) = type_on_a_full_disk(&disk, &user_home);
    terminal.close();
    assert_eq!(terminal.ended().exit_code(), 128 + 1);
    // The pseudoterminal sends a line end when it is closed.
    assert_eq!(notes_in(&rescued(&user_home)).trim_end(), notes);
}

/// Promise 5.
#[cfg(target_os = "linux")]
#[test]
fn on_a_full_disk_another_file_system_is_offered_and_the_last_line_has_the_command_that_resumes() {
    let test = "disk::on_a_full_disk_another_file_system_is_offered_and_the_last_line_has_the_command_that_resumes";
    let Some(disk) = small_disk(test) else {
        return;
    };
    let user_home = home();
    let (mut terminal, notes, _) = type_on_a_full_disk(&disk, &user_home);
    terminal.send("\x1bw").wait_for("write everything to");
    let offered = user_home.path().join("forty-rescued-");
    let screen = terminal.screen();
    assert!(screen.contains(offered.to_str().unwrap()), "{screen}");
    terminal.send("w").wait_for("written to");
    assert_eq!(terminal.ended().exit_code(), 0);
    let screen = terminal.screen();
    assert!(screen.contains("`forty resume` continues it"), "{screen}");
    assert_eq!(notes_in(&rescued(&user_home)), notes);
    let variables = [
        ("HOME", user_home.path().to_str().unwrap()),
        ("FORTY_HOME", disk.to_str().unwrap()),
    ];
    let mut again = Terminal::start_with(&home(), &["resume"], (80, 24), &variables);
    again.wait_for("stays in").send("p").wait_for("ENDMARK");
    again.send("\x1bq").wait_for("save for later").send("l");
    again.ended();
}

/// Promise 7.
#[test]
fn with_the_lock_removed_and_the_session_resumed_elsewhere_both_keep_what_they_show() {
    let home = home();
    let mut first = Terminal::start(&home, &["start"], (80, 24));
    first
        .wait_for("5:00 left")
        .send("shared ")
        .wait_for("shared");
    let sessions = home.path().join("sessions");
    let folder = std::fs::read_dir(&sessions)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    std::fs::remove_file(folder.join("lock")).unwrap();
    first.wait_for("the lock was removed");
    let mut second = Terminal::start(&home, &["resume"], (80, 24));
    second.wait_for("Resumed").send("p").wait_for("shared");
    first.send("of the first").wait_for("of the first");
    second.send("of the second").wait_for("of the second");
    first.send("\x1bq").wait_for("save for later").send("l");
    first.wait_for("rescued at");
    assert_eq!(first.ended().exit_code(), 0);
    second.send("\x1bq").wait_for("save for later").send("l");
    assert_eq!(second.ended().exit_code(), 0);
    assert_eq!(notes_in(&folder), "shared of the second");
    let rescued = home
        .path()
        .join("state/rescued")
        .join(folder.file_name().unwrap());
    assert_eq!(notes_in(&rescued), "shared of the first");
}

/// A damaged list of coaches makes other coaches of those who reviewed here, so that it is never replaced without a word.
#[test]
fn a_review_says_that_the_list_of_coaches_was_damaged_and_leaves_a_newer_one_alone() {
    let home = home();
    let mut start = Terminal::start(&home, &["start"], (80, 24));
    start.wait_for("5:00 left").send("notes").wait_for("notes");
    start.send("\x1bq").wait_for("save for later").send("l");
    start.ended();
    let list = home.path().join("state/coaches.toml");
    std::fs::create_dir_all(list.parent().unwrap()).unwrap();
    for (arguments, shown) in [
        (&["review"][..], "coaches.toml.aside"),
        (&["review", "--as", "Ada"], "coaches.toml.aside"),
        (&["review", "last"], "coaches.toml.aside"),
        (&["review", "last", "--as", "Ada"], "coaches.toml.aside"),
    ] {
        let _ = std::fs::remove_file(list.with_file_name("coaches.toml.aside"));
        put(&list, "format = 1\n[[coach");
        let mut review = Terminal::start(&home, arguments, (400, 24));
        review.wait_for(shown).signal(Signal::TERM.as_raw());
        review.ended();
    }
    put(&list, "format = 99\n");
    for arguments in [&["review", "--as", "Ada"][..], &["review", "last"]] {
        let mut review = Terminal::start(&home, arguments, (400, 24));
        review.wait_for("hint: update forty");
        assert_eq!(review.ended().exit_code(), 4);
    }
    let mut review = Terminal::start(&home, &["review"], (400, 24));
    review.wait_for("format 99, this program reads up to 1");
    review.signal(Signal::TERM.as_raw());
    review.ended();
    assert_eq!(std::fs::read(&list).unwrap(), b"format = 99\n");
}

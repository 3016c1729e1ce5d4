//! The real program in a pseudoterminal: start, type and finish, every way to end, and what each leaves on disk and in
//! the terminal.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![cfg(unix)]

mod disk;
mod editor;
mod reader;
mod settings;
mod tables;
mod terminal;
mod tutor;

use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::process::Command;

use rustix::process::Signal;
use serde_json::Value;
use tempfile::TempDir;
use terminal::Terminal;

/// The sequences that restore the terminal, in this order, however the program ends: mouse reports off, synchronized
/// update off, bracketed paste off, main screen, cursor shown.
const RESTORE_SEQUENCES: [&[u8]; 5] = [
    b"\x1b[?1000l",
    b"\x1b[?2026l",
    b"\x1b[?2004l",
    b"\x1b[?1049l",
    b"\x1b[?25h",
];

fn home() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// A program to use as `$EDITOR` that runs this shell script; `$1` is the file to edit.
fn editor(home: &TempDir, script: &str) -> String {
    let path = home.path().join("editor");
    let mut options = OpenOptions::new();
    options.create_new(true).write(true).mode(0o700);
    let mut file = options.open(&path).unwrap();
    // `stty` sets a mode, which a program can do only once it has the terminal. An editor may run a little before it does.
    writeln!(file, "#!/bin/sh\nstty echo\n{script}").unwrap();
    path.display().to_string()
}

/// The output of `forty show last --json`.
fn shown(home: &TempDir) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_forty"))
        .args(["show", "last", "--json"])
        .env("FORTY_HOME", home.path())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

fn assert_restored(terminal: &Terminal) {
    terminal.wait_until_written(
        "the sequences that restore the terminal, in order",
        |written| {
            let mut rest = written;
            RESTORE_SEQUENCES.iter().all(|sequence| {
                let found = rest
                    .windows(sequence.len())
                    .rposition(|window| window == *sequence);
                rest = found.map_or(&[], |at| &rest[at..]);
                found.is_some()
            })
        },
    );
}

#[test]
fn keys_that_arrive_together_with_a_signal_are_saved_in_order() {
    let home = home();
    let mut terminal = Terminal::start(&home, &["start"], (80, 24));
    terminal.wait_for("5:00 left").send("qzx ").wait_for("qzx");
    terminal.signal(Signal::STOP.as_raw());
    terminal.wait_until_stopped();
    terminal.send("two");
    terminal.signal(Signal::TERM.as_raw());
    terminal.signal(Signal::CONT.as_raw());
    assert_eq!(terminal.ended().exit_code(), 128 + 15);
    let record = shown(&home);
    let notes = record["stages"][0]["notes"].as_str().unwrap();
    // The signal may reach the program before the last keys do. Whatever did reach it is saved, in order.
    assert!(
        "qzx two".starts_with(notes) && notes.starts_with("qzx "),
        "{notes}"
    );
    assert_eq!(record["status"], "in-progress");
}

#[test]
fn the_external_editor_gets_every_key_and_its_text_becomes_one_edit() {
    let home = home();
    let editor = editor(
        &home,
        "printf 'type here: '\nread line\nprintf '%s\\n' \"$line\" >> \"$1\"",
    );
    let mut terminal = Terminal::start_with(&home, &["start"], (80, 24), &[("EDITOR", &editor)]);
    terminal
        .wait_for("5:00 left")
        .send("before\r")
        .wait_for("before");
    terminal
        .send("\x1be")
        .wait_for("type here:")
        .send("from outside\r")
        .wait_for("from outside")
        .wait_for("Notes");
    terminal
        .send("!")
        .wait_for("!")
        .send("\x1bq")
        .wait_for("save for later")
        .send("l");
    assert_eq!(terminal.ended().exit_code(), 0);
    // The caret stays where it was: before what the editor added.
    assert_eq!(
        shown(&home)["stages"][0]["notes"],
        "before\n!\nfrom outside"
    );
}

#[test]
fn an_external_editor_that_is_missing_or_fails_leaves_the_notes_unchanged() {
    for (editor, message) in [("/nowhere/editor", "cannot run"), ("false", "failed")] {
        let home = home();
        let mut terminal = Terminal::start_with(
            &home,
            &["start"],
            (80, 24),
            &[("EDITOR", editor), ("PATH", "/bin:/usr/bin")],
        );
        terminal
            .wait_for("5:00 left")
            .send("kept")
            .wait_for("kept")
            .send("\x1be")
            .wait_for(message);
        terminal.send("!").wait_for("kept!");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn after_sigstop_and_sigcont_the_terminal_modes_are_set_again() {
    let home = home();
    let mut terminal = Terminal::start(&home, &["start"], (80, 24));
    terminal.wait_for("5:00 left").send("qzx").wait_for("qzx");
    let modes = terminal.modes();
    terminal.signal(Signal::STOP.as_raw());
    terminal.wait_until_stopped();
    terminal.set_shell_modes();
    assert_ne!(terminal.modes(), modes);
    terminal.signal(Signal::CONT.as_raw());
    // A key without Enter arrives only in raw mode.
    terminal.wait_for_modes(&modes).send("!").wait_for("qzx!");
}

/// Lets no file grow past so many bytes: a write then fails, and does not kill a program that ignores the signal.
#[cfg(target_os = "linux")]
fn limit_files(terminal: &Terminal, bytes: Option<u64>) {
    let process = rustix::process::Pid::from_raw(terminal.process);
    let limit = rustix::process::Rlimit {
        current: bytes,
        maximum: None,
    };
    rustix::process::prlimit(process, rustix::process::Resource::Fsize, limit).unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn after_a_full_disk_the_notes_are_saved_without_a_key() {
    let home = home();
    let mut terminal = Terminal::start(&home, &["sh", "trap '' XFSZ"], (80, 24));
    terminal.wait_for("5:00 left").send("qzx").wait_for("qzx");
    limit_files(&terminal, Some(256 * 1024));
    let long = "0123456789".repeat(24 * 1024);
    terminal
        .send(&format!("\x1b[200~{long}\x1b[201~"))
        .wait_for("NOT SAVED");
    limit_files(&terminal, None);
    // No key is pressed: the running clock retries the write.
    terminal.wait_until("the notes saved", |screen| !screen.contains("NOT SAVED"));
    terminal.signal(Signal::KILL.as_raw());
    terminal.ended();
    assert_eq!(shown(&home)["stages"][0]["notes"], format!("qzx{long}"));
}

#[cfg(target_os = "linux")]
#[test]
fn leaving_without_saving_does_not_claim_that_it_saved() {
    let home = home();
    let mut terminal = Terminal::start(&home, &["sh", "trap '' XFSZ"], (80, 24));
    terminal.wait_for("5:00 left").send("qzx").wait_for("qzx");
    limit_files(&terminal, Some(256 * 1024));
    let long = "0123456789".repeat(24 * 1024);
    terminal
        .send(&format!("\x1b[200~{long}\x1b[201~"))
        .wait_for("NOT SAVED");
    terminal
        .send("\x1bw")
        .wait_for("write everything to another folder");
    terminal
        .send("s")
        .wait_until("the dialog closed", |screen| {
            !screen.contains("another folder, then")
        });
    terminal.send("\x1bq").wait_for("keep working");
    let dialog = terminal.screen();
    assert!(!dialog.contains("nothing is lost"), "{dialog}");
    terminal.send("l").wait_for("leave without saving");
    terminal.send("x").wait_for("NOT SAVED at 0:0");
}

#[test]
fn a_finished_interview_is_recorded_whole_and_the_terminal_restored() {
    let home = home();
    let mut terminal = Terminal::start(
        &home,
        &["start", "--minutes", "1,1,1,1,1", "--seed", "7"],
        (80, 24),
    );
    terminal
        .wait_for("1:00 left of 1:00")
        .send("first idea")
        .wait_for("first idea");
    terminal
        .send("\x1bn")
        .wait_for("▸ Data")
        .send("second\rthird")
        .wait_for("third");
    terminal
        .send("\x1bq")
        .wait_for("finish now")
        .send("f")
        .wait_for("finished after");
    assert_ne!(terminal.modes(), terminal.initial_modes);
    terminal.send("q");
    assert_eq!(terminal.ended().exit_code(), 0);
    assert_restored(&terminal);
    assert_eq!(terminal.modes(), terminal.initial_modes);
    let record = shown(&home);
    assert_eq!(record["status"], "finished");
    assert_eq!(record["stages"][0]["notes"], "first idea");
    assert_eq!(record["stages"][1]["notes"], "second\nthird");
    let spent = record["stages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|stage| stage["spent_ms"].as_u64().unwrap());
    assert_eq!(spent.sum::<u64>(), record["elapsed_ms"].as_u64().unwrap());
}

#[test]
fn after_sigkill_it_resumes_paused_with_every_character_that_was_shown() {
    let home = home();
    let mut terminal = Terminal::start(&home, &["start"], (80, 24));
    terminal
        .wait_for("5:00 left")
        .send("\x1bn")
        .wait_for("▸ Data")
        .send("all of this was shown")
        .wait_for("was shown");
    terminal.signal(Signal::KILL.as_raw());
    terminal.ended();
    let mut again = Terminal::start(&home, &["resume"], (80, 24));
    again
        .wait_for("Resumed")
        .send("p")
        .wait_for("all of this was shown");
    assert!(again.screen().contains("▸ Data"));
    again.send("\x1bq").wait_for("save for later").send("l");
    assert_eq!(again.ended().exit_code(), 0);
    let record = shown(&home);
    assert_eq!(record["stages"][1]["notes"], "all of this was shown");
    assert_eq!(record["condition"], serde_json::json!(["resumed"]));
    assert_eq!(record["pauses"][0]["why"], "away");
}

#[test]
fn after_many_resizes_the_screen_is_drawn_whole() {
    let home = home();
    let mut terminal = Terminal::start(&home, &["start"], (80, 24));
    terminal
        .wait_for("5:00 left")
        .send("kept through resizes")
        .wait_for("resizes");
    for step in 0..200_u16 {
        terminal.resize(20 + step % 140, 5 + step % 50);
    }
    terminal.resize(100, 30);
    terminal
        .wait_for("kept through resizes")
        .send("!")
        .wait_for("resizes!");
    terminal.wait_until("one frame over 100 columns", |screen| {
        screen
            .lines()
            .nth(1)
            .is_some_and(|line| line.ends_with("saved ─"))
    });
}

#[test]
fn a_closed_terminal_ends_the_program_with_the_notes_saved() {
    let home = home();
    let mut terminal = Terminal::start(&home, &["start"], (80, 24));
    terminal
        .wait_for("5:00 left")
        .send("before the window closed")
        .wait_for("closed");
    terminal.close();
    assert_eq!(terminal.ended().exit_code(), 128 + 1);
    let record = shown(&home);
    // The pseudoterminal sends a line end when it is closed.
    assert_eq!(
        record["stages"][0]["notes"].as_str().map(str::trim_end),
        Some("before the window closed")
    );
    assert_eq!(record["status"], "in-progress");
}

#[test]
fn a_signal_ends_the_program_with_its_exit_code_and_the_terminal_restored() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let home = home();
        let mut terminal = Terminal::start(&home, &["start"], (80, 24));
        terminal.wait_for("5:00 left").send("kept").wait_for("kept");
        terminal.signal(signal.as_raw());
        let code = terminal.ended().exit_code();
        assert_eq!(i32::try_from(code).unwrap(), 128 + signal.as_raw());
        assert_restored(&terminal);
        assert_eq!(shown(&home)["stages"][0]["notes"], "kept");
    }
}

#[test]
fn while_suspended_the_terminal_is_restored() {
    let home = home();
    let mut terminal = Terminal::start(&home, &["start"], (80, 24));
    terminal
        .wait_for("5:00 left")
        .send("around the stop")
        .wait_for("stop");
    let before = terminal.written().len();
    terminal.signal(Signal::TSTP.as_raw());
    terminal.wait_for_bytes(b"\x1b[?1049l", before);
    terminal.wait_until_stopped();
    let stopped = terminal.written().len();
    terminal.signal(Signal::CONT.as_raw());
    terminal
        .wait_for_bytes(b"\x1b[?1049h", stopped)
        .wait_for("around the stop")
        .send(" and on")
        .wait_for("stop and on");
    terminal.send("\x1bq").wait_for("save for later").send("l");
    assert_eq!(terminal.ended().exit_code(), 0);
    let record = shown(&home);
    assert_eq!(record["condition"], serde_json::json!(["stopped"]));
    assert_eq!(record["pauses"][0]["why"], "stopped");
}

#[test]
fn a_window_that_is_too_small_states_the_size_it_needs() {
    let home = home();
    let mut terminal = Terminal::start(&home, &["start"], (40, 10));
    terminal
        .wait_for("needs 60x20, have 40x10")
        .send("typed unseen");
    terminal.resize(80, 24);
    terminal.wait_for("typed unseen");
}

#[test]
fn ten_thousand_keys_in_one_burst_are_all_shown_and_saved() {
    let home = home();
    let mut terminal = Terminal::start(&home, &["start"], (80, 24));
    terminal.wait_for("5:00 left");
    let burst: String = (0..1000).fold(String::new(), |all, word| all + &format!("word{word:05} "));
    terminal.send(&burst).wait_for("word00999");
    terminal.send("\x1bq").wait_for("save for later").send("l");
    terminal.ended();
    assert_eq!(shown(&home)["stages"][0]["notes"], burst.as_str());
}

#[test]
fn a_second_process_on_a_session_is_refused_with_the_first_ones_process_id() {
    let home = home();
    let mut first = Terminal::start(&home, &["start"], (80, 24));
    first.wait_for("5:00 left").send("mine").wait_for("mine");
    let mut second = Terminal::start(&home, &["resume"], (80, 24));
    second.wait_for(&first.process.to_string());
    assert_eq!(second.ended().exit_code(), 5);
}

//! The key reader in a real terminal. It blocks, and still lets an editor read the keys, sees a resize and takes a
//! paste whole.

use rustix::process::Signal;

use crate::terminal::Terminal;
use crate::{editor, home, shown};

#[test]
fn each_time_the_editor_runs_it_gets_every_key_of_a_burst() {
    let home = home();
    let script =
        "printf 'type here: '\nread one\nread two\nprintf '%s, %s. ' \"$one\" \"$two\" >> \"$1\"";
    let editor = editor(&home, script);
    let mut terminal = Terminal::start_with(&home, &["start"], (80, 24), &[("EDITOR", &editor)]);
    terminal.wait_for("5:00 left");
    for round in ["red", "green", "blue"] {
        let before = terminal.written().len();
        terminal
            .send("\x1be")
            .wait_for_bytes(b"type here:", before)
            .send(&format!("{round}1\r{round}2\r"))
            .wait_for_bytes(b"\x1b[?1049h", before)
            .wait_for(&format!("{round}2"))
            .wait_for("Notes");
    }
    // The caret is still at the start of the notes.
    terminal.send("mine ").wait_for("mine red1");
    terminal.send("\x1bq").wait_for("keep for later").send("l");
    assert_eq!(terminal.ended().exit_code(), 0);
    let lines = ["red", "green", "blue"].map(|round| format!("{round}1, {round}2."));
    let expected = format!("mine {}", lines.join(" "));
    assert_eq!(
        shown(&home)["stages"][0]["notes"]
            .as_str()
            .map(str::trim_end),
        Some(expected.as_str())
    );
}

#[test]
fn a_resize_is_drawn_without_a_key_where_no_clock_runs() {
    let home = home();
    let mut terminal = Terminal::start(&home, &[], (80, 24));
    terminal.wait_for("Image Caption");
    terminal.resize(40, 10);
    terminal.wait_for("needs 60x20, have 40x10");
    terminal.resize(80, 24);
    terminal.wait_for("Image Caption");
}

#[test]
fn a_paste_that_arrives_in_pieces_is_taken_whole() {
    let home = home();
    let mut terminal = Terminal::start(&home, &["start"], (80, 24));
    terminal.wait_for("5:00 left");
    let line = "a pasted line \x1b q that commands nothing\r";
    terminal.send("\x1b[200").send("~");
    for _ in 0..300 {
        terminal.send(line);
    }
    terminal
        .send("the end\x1b[20")
        .send("1~!")
        .wait_for("the end!");
    terminal.send("\x1bq").wait_for("keep for later").send("l");
    terminal.ended();
    let notes = shown(&home)["stages"][0]["notes"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(notes.matches("a pasted line").count(), 300);
    assert!(notes.ends_with("the end!"));
}

#[test]
fn ctrl_c_in_the_editor_does_not_end_the_program() {
    let home = home();
    let script = "trap 'printf interrupted >> \"$1\"' INT\nprintf 'type here: '\nuntil read line; do :; done";
    let editor = editor(&home, script);
    let mut terminal = Terminal::start_with(&home, &["start"], (80, 24), &[("EDITOR", &editor)]);
    terminal
        .wait_for("5:00 left")
        .send("\x1be")
        .wait_for("type here:")
        .send("\x03")
        .wait_for("^C")
        .send("\r")
        .wait_for("interrupted")
        .send("not ")
        .wait_for("not interrupted");
}

#[test]
fn while_the_editor_is_stopped_the_program_is_stopped_too() {
    let home = home();
    let editor = editor(&home, "kill -STOP $$\nprintf edited >> \"$1\"");
    let mut terminal = Terminal::start_with(&home, &["start"], (80, 24), &[("EDITOR", &editor)]);
    terminal.wait_for("5:00 left").send("\x1be");
    terminal.wait_until_stopped();
    // The shell continues every process of the job.
    let job = rustix::process::Pid::from_raw(terminal.process).unwrap();
    rustix::process::kill_process_group(job, Signal::CONT).unwrap();
    terminal.wait_for("edited").send("\x1bq");
    terminal.wait_for("keep for later").send("l");
    assert_eq!(terminal.ended().exit_code(), 0);
    let record = shown(&home);
    assert_eq!(record["stages"][0]["notes"], "edited");
    assert_eq!(record["pauses"][0]["why"], "stopped");
}

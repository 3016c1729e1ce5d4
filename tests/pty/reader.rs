//! The key reader in a real terminal: it blocks, and still gives the keys away, sees a resize and takes a paste whole.

use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;

use tempfile::TempDir;

use crate::terminal::Terminal;
use crate::{home, shown};

/// An editor that asks for two lines and adds them to the file.
fn two_line_editor(home: &TempDir) -> String {
    let path = home.path().join("editor");
    let script = "#!/bin/sh\nprintf 'type here: '\nread one\nread two\nprintf '%s, %s. ' \"$one\" \"$two\" >> \"$1\"\n";
    let mut file = std::fs::OpenOptions::new()
        .create_new(true)
        .write(true)
        .mode(0o700)
        .open(&path)
        .unwrap();
    file.write_all(script.as_bytes()).unwrap();
    path.display().to_string()
}

#[test]
fn each_time_the_editor_runs_it_gets_every_key_of_a_burst() {
    let home = home();
    let editor = two_line_editor(&home);
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

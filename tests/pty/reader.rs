//! The key reader in a real terminal. It blocks, and still lets an editor read the keys, sees a resize and takes a
//! paste whole.

use rustix::process::Signal;
use tempfile::TempDir;

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
    terminal.send("\x1bq").wait_for("save for later").send("l");
    assert_eq!(terminal.ended().exit_code(), 0);
    let lines = ["red", "green", "blue"].map(|round| format!("{round}1, {round}2."));
    let expected = format!("mine {}", lines.join(" \n"));
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
    terminal.send("\x1bq").wait_for("save for later").send("l");
    terminal.ended();
    let notes = shown(&home)["stages"][0]["notes"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(notes.matches("a pasted line").count(), 300);
    assert!(notes.ends_with("the end!"));
}

#[test]
fn ctrl_c_in_the_editor_reaches_what_runs_in_it_and_does_not_end_the_program() {
    let home = home();
    // Only `sleep` ends at Ctrl-C, which it gets whenever it comes after the question.
    let script =
        "trap : INT\nsh -c 'printf \"type here: \"; exec sleep 1000'\nprintf interrupted >> \"$1\"";
    let editor = editor(&home, script);
    let mut terminal = Terminal::start_with(&home, &["start"], (80, 24), &[("EDITOR", &editor)]);
    terminal
        .wait_for("5:00 left")
        .send("\x1be")
        .wait_for("type here:")
        .send("\x03")
        .wait_for("interrupted")
        .send("not ")
        .wait_for("not interrupted");
}

#[test]
fn enter_and_backspace_are_known_as_terminals_send_them_with_shift_and_ctrl() {
    let home = home();
    let mut terminal = Terminal::start(&home, &["start"], (80, 24));
    terminal.wait_for("5:00 left");
    // Shift-Enter in two encodings, and Enter of the keypad.
    terminal.send("one\x1b[13;2utwo\x1b\rthree\x1b[57414u");
    // Shift-Backspace, then Ctrl-Backspace.
    terminal.send("fourx\x1b[127;2u five\x1b[127;5uend");
    terminal.wait_for("four end");
    terminal.send("\x1bq").wait_for("save for later").send("l");
    terminal.ended();
    let notes = &shown(&home)["stages"][0]["notes"];
    assert_eq!(notes, "one\ntwo\nthree\nfour end");
}

#[test]
fn a_paste_without_an_end_mark_is_kept_and_keys_arrive_after_it() {
    let home = home();
    let mut terminal = Terminal::start(&home, &["start"], (80, 24));
    terminal
        .wait_for("5:00 left")
        .send("\x1b[200~pasted, ")
        .wait_for("pasted,")
        .send("typed")
        .wait_for("pasted, typed");
    terminal.send("\x1bq").wait_for("save for later").send("l");
    assert_eq!(terminal.ended().exit_code(), 0);
    assert_eq!(shown(&home)["stages"][0]["notes"], "pasted, typed");
}

#[test]
fn late_replies_of_the_terminal_type_nothing_and_swallow_no_key() {
    let home = home();
    let mut terminal = Terminal::start(&home, &["start"], (80, 24));
    terminal.wait_for("5:00 left");
    terminal.send("a\x1b[?2026;2$yb\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\c\x1b[>41;388;0cd");
    terminal.send("\x1bP>|xterm(388)").send("\x1b\\e");
    // Enter of the keypad, Shift-Enter as xterm sends it, and a paste without marks.
    terminal.send("\x1bOMf\x1b[27;2;13~g\r\nh");
    terminal.wait_for("h");
    terminal.send("\x1bq").wait_for("save for later").send("l");
    terminal.ended();
    assert_eq!(shown(&home)["stages"][0]["notes"], "abcde\nf\ng\nh");
}

#[test]
fn ctrl_z_at_home_is_refused_where_no_shell_would_continue_the_program() {
    let home = home();
    let mut terminal = Terminal::start(&home, &[], (80, 24));
    terminal
        .wait_for("Image Caption")
        .send("\x1a")
        .wait_for("cannot suspend")
        .send("/cap")
        .wait_for("filter: cap");
}

#[test]
fn ctrl_z_at_home_gives_a_shell_its_prompt_also_from_a_script_and_fg_goes_on() {
    // In the second case the shell has a job that is a script without job control.
    for start in ["\"$FORTY\"", "sh -c '\"$FORTY\"; exit'"] {
        let home = home();
        let shell = format!("set -m; {start}; echo back in the shell; read line; fg; exit");
        let variables = [("FORTY", env!("CARGO_BIN_EXE_forty"))];
        let mut terminal = Terminal::start_with(&home, &["sh", &shell], (80, 24), &variables);
        terminal
            .wait_for("Image Caption")
            .send("\x1a")
            .wait_for("back in the shell")
            .send("\r")
            .wait_for("Image Caption")
            .send("/cap")
            .wait_for("filter: cap");
    }
}

/// An interview whose frame is larger than all that a terminal holds unread, and the text of its notes.
fn with_a_large_frame(home: &TempDir) -> (Terminal, String) {
    let mut terminal = Terminal::start(home, &["start"], (600, 200));
    let text = "e\u{300}\u{301}\u{302}\u{303}".repeat(19_000) + "kept";
    terminal
        .wait_for("5:00 left")
        .send(&format!("\x1b[200~{text}\x1b[201~"))
        .wait_for("kept");
    (terminal, text)
}

#[test]
fn a_signal_ends_the_program_while_the_terminal_reads_nothing() {
    for signal in [Signal::TERM, Signal::HUP] {
        let home = home();
        let (mut terminal, text) = with_a_large_frame(&home);
        terminal.stall_in_a_frame("\x0c").signal(signal.as_raw());
        let code = i32::try_from(terminal.ended().exit_code()).unwrap();
        assert_eq!(code, 128 + signal.as_raw());
        terminal.read_again();
        assert!(shown(&home)["stages"][0]["notes"] == text);
    }
}

/// The farewell says where the session is, since its lock was removed.
#[test]
fn a_farewell_that_the_terminal_does_not_read_does_not_hold_the_program() {
    let home = home();
    let (mut terminal, text) = with_a_large_frame(&home);
    let sessions = home.path().join("sessions");
    let session = std::fs::read_dir(sessions).unwrap().next().unwrap();
    std::fs::remove_file(session.unwrap().path().join("lock")).unwrap();
    terminal.wait_for("the lock was removed");
    terminal
        .stall_in_a_frame("\x0c")
        .signal(Signal::TERM.as_raw());
    let code = i32::try_from(terminal.ended().exit_code()).unwrap();
    assert_eq!(code, 128 + Signal::TERM.as_raw());
    terminal.read_again();
    assert!(shown(&home)["stages"][0]["notes"] == text);
}

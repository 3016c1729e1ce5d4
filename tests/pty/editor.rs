//! The external editor: it is a job of its own, and nothing that was typed in it is ever deleted.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::terminal::Terminal;
use crate::{editor, home, shown};

/// Asks for a line and appends it to the notes.
const ASK: &str = "printf 'type here: '\nread line\nprintf '%s\\n' \"$line\" >> \"$1\"";
/// Saves a text, then waits for a line that changes nothing.
const SAVE_AND_WAIT: &str =
    "printf 'saved in the editor\\n' >> \"$1\"\nprintf 'type here: '\nread line";

/// A program in an interview whose editor runs this script, with the editor open.
fn editing(home: &TempDir, script: &str) -> Terminal {
    let editor = editor(home, script);
    let mut terminal = Terminal::start_with(home, &["start"], (120, 24), &[("EDITOR", &editor)]);
    terminal.wait_for("5:00 left").send("\x1be");
    terminal
}

/// The same as a job of a shell, which says `back in the shell` and continues the job after a line.
fn editing_in_a_shell(home: &TempDir, script: &str) -> Terminal {
    let editor = editor(home, script);
    let shell = "set -m; \"$FORTY\" start; echo back in the shell; read line; fg; exit";
    let program = env!("CARGO_BIN_EXE_forty");
    let variables = [("EDITOR", editor.as_str()), ("FORTY", program)];
    let mut terminal = Terminal::start_with(home, &["sh", shell], (120, 24), &variables);
    terminal.wait_for("5:00 left").send("\x1be");
    terminal
}

/// The paths of the files that editors left.
fn left(home: &TempDir) -> Vec<PathBuf> {
    let folders = fs::read_dir(home.path().join("state/editor")).unwrap();
    folders
        .map(|folder| folder.unwrap().path().join("notes.md"))
        .collect()
}

fn notes(home: &TempDir) -> String {
    let shown = shown(home);
    shown["stages"][0]["notes"].as_str().unwrap().to_owned()
}

fn leave(terminal: &mut Terminal) {
    terminal.send("\x1bq").wait_for("save for later").send("l");
    assert_eq!(terminal.ended().exit_code(), 0);
}

#[test]
fn ctrl_z_in_the_editor_gives_the_shell_its_prompt_and_fg_goes_on_in_the_editor() {
    let home = home();
    let mut terminal = editing_in_a_shell(&home, ASK);
    terminal
        .wait_for("type here:")
        .send("\x1a")
        .wait_for("back in the shell")
        .send("\r")
        .wait_until("the job in the foreground", |screen| {
            screen.lines().any(|line| line.ends_with("start"))
        })
        .send("typed after fg\r")
        .wait_for("Notes")
        .wait_for("typed after fg");
    leave(&mut terminal);
    assert_eq!(notes(&home), "typed after fg");
    assert_eq!(shown(&home)["pauses"][0]["why"], "stopped");
    assert!(left(&home).is_empty());
}

#[test]
fn ctrl_z_in_the_editor_changes_nothing_where_no_shell_could_go_on() {
    let home = home();
    let mut terminal = editing(&home, ASK);
    terminal
        .wait_for("type here:")
        .send("\x1a")
        .wait_for("^Z")
        .send("typed after\r")
        .wait_for("Notes")
        .wait_for("typed after");
}

#[test]
fn ctrl_c_that_ends_the_editor_does_not_end_the_program_and_keeps_what_was_saved() {
    let home = home();
    let mut terminal = editing(&home, SAVE_AND_WAIT);
    terminal
        .wait_for("type here:")
        .send("\x03")
        .wait_for("failed (signal: 2")
        .wait_for("What the editor saved is in");
    terminal.send("mine").wait_for("mine");
    let kept = left(&home);
    assert_eq!(
        fs::read_to_string(&kept[0]).unwrap(),
        "saved in the editor\n"
    );
    terminal.send("\x1bq").wait_for("save for later").send("l");
    // After the end it says once more where the text is.
    let file = kept[0].display().to_string();
    terminal.wait_for_bytes(file.as_bytes(), 0);
    assert_eq!(terminal.ended().exit_code(), 0);
    assert_eq!(notes(&home), "mine");
}

#[test]
fn whatever_modes_an_editor_leaves_behind_the_shell_gets_its_own_back() {
    let raw = "stty raw -echo; printf 'type here: '; read line";
    let killed = "stty raw -echo; printf 'type here: '; kill -9 $$";
    for (script, is_signaled) in [(raw, true), (killed, false)] {
        let home = home();
        let editor = editor(&home, script);
        let shell = "stty sane; stty -g > modes; sh -c 'echo $$ > process; exec \"$FORTY\" start'; stty -g > after; echo back; exit";
        let program = env!("CARGO_BIN_EXE_forty");
        let folder = home.path().display().to_string();
        let shell = format!("cd {folder}; {shell}");
        let variables = [("EDITOR", editor.as_str()), ("FORTY", program)];
        let mut terminal = Terminal::start_with(&home, &["sh", &shell], (120, 24), &variables);
        terminal.wait_for("5:00 left").send("\x1be");
        if is_signaled {
            terminal.wait_for("type here:");
            let id = fs::read_to_string(home.path().join("process")).unwrap();
            let id = Pid::from_raw(id.trim().parse().unwrap()).unwrap();
            kill_process(id, Signal::TERM).unwrap();
        } else {
            let typed = terminal.wait_for("the notes are unchanged").send("mine");
            typed.wait_for("mine").send("\x1bq");
            terminal.wait_for("save for later").send("l");
        }
        terminal.wait_for("back");
        let modes = |name: &str| fs::read_to_string(home.path().join(name)).unwrap();
        assert_eq!(modes("modes"), modes("after"), "{script}");
    }
}

#[test]
fn an_editor_that_outlives_a_killed_program_keeps_its_file() {
    let home = home();
    let script = "trap '' TERM HUP; mkfifo \"$1.pipe\"; printf 'type here: '\nread line < \"$1.pipe\"; rm \"$1.pipe\"; printf late >> \"$1\"; printf . > \"$1.done\"";
    let editor = editor(&home, script);
    let mut terminal = Terminal::start_with(&home, &["start"], (120, 24), &[("EDITOR", &editor)]);
    terminal.wait_for("5:00 left").send("mine").wait_for("mine");
    terminal.send("\x1be").wait_for("type here:");
    terminal.signal(Signal::KILL.as_raw());
    terminal.ended();
    drop(terminal);
    let file = left(&home)[0].clone();
    let mut again = Terminal::start(&home, &["resume"], (120, 24));
    again.wait_for("Resumed at");
    leave(&mut again);
    // Lets the editor save.
    let mut pipe = fs::OpenOptions::new();
    let pipe = pipe.write(true).open(file.with_file_name("notes.md.pipe"));
    pipe.unwrap().write_all(b"\n").unwrap();
    again = Terminal::start(&home, &["list"], (120, 24));
    again.wait_until_written("the editor to end", |_| {
        file.with_file_name("notes.md.done").exists()
    });
    fs::remove_file(file.with_file_name("notes.md.done")).unwrap();
    let mut third = Terminal::start(&home, &["resume"], (120, 24));
    third
        .wait_for("the text saved in your editor was taken")
        .send("p")
        .wait_for("late");
    leave(&mut third);
    assert_eq!(notes(&home), "mine\nlate");
}

#[test]
fn an_editor_that_returns_at_once_keeps_its_file_and_is_named() {
    let home = home();
    let mut terminal = editing(&home, "true");
    terminal.wait_for("set one that waits");
    assert!(left(&home)[0].exists());
    terminal.send("mine").wait_for("mine");
    leave(&mut terminal);
    // It has nothing to say of a file in which there is no text.
    let mut again = Terminal::start(&home, &["resume"], (120, 24));
    again.wait_for("Resumed at").send("p").wait_for("mine");
    assert!(!again.screen().contains("left files"), "{}", again.screen());
    assert!(left(&home)[0].exists());
    leave(&mut again);
}

#[test]
fn a_signal_or_a_closed_terminal_ends_the_program_with_what_the_editor_saved() {
    for signal in [Some(Signal::TERM), Some(Signal::HUP), None] {
        let home = home();
        let mut terminal = editing(&home, SAVE_AND_WAIT);
        terminal.wait_for("type here:");
        match signal {
            Some(signal) => terminal.signal(signal.as_raw()),
            None => terminal.close(),
        }
        let code = i32::try_from(terminal.ended().exit_code()).unwrap();
        assert_eq!(code, 128 + signal.map_or(1, Signal::as_raw));
        assert_eq!(notes(&home), "saved in the editor", "{signal:?}");
        assert!(left(&home).is_empty());
    }
}

#[test]
fn an_editor_that_does_not_end_does_not_hold_the_program_and_its_file_stays() {
    let home = home();
    let script = "trap '' TERM HUP; mkfifo \"$1.pipe\"\nprintf saved > \"$1\"; printf 'type here: '\nread line < \"$1.pipe\"";
    let mut terminal = editing(&home, script);
    terminal.wait_for("type here:");
    terminal.signal(Signal::TERM.as_raw());
    terminal.wait_for("its files are kept in");
    assert_eq!(terminal.ended().exit_code(), 128 + 15);
    assert_eq!(notes(&home), "saved");
    let file = &left(&home)[0];
    assert_eq!(fs::read_to_string(file).unwrap(), "saved");
    // Lets the editor end.
    let mut pipe = fs::OpenOptions::new();
    let pipe = pipe.write(true).open(file.with_file_name("notes.md.pipe"));
    pipe.unwrap().write_all(b"\n").unwrap();
}

#[test]
fn a_file_in_another_encoding_or_saved_before_a_failing_exit_is_kept_and_named() {
    for (script, message, bytes) in [
        (
            "printf 'caf\\351\\n' > \"$1\"",
            "not text in UTF-8",
            &b"caf\xe9\n"[..],
        ),
        (
            "printf '\\377\\376h\\0i\\0' > \"$1\"",
            "not text in UTF-8",
            b"\xff\xfeh\0i\0",
        ),
        (
            "printf saved > \"$1\"; exit 3",
            "failed (exit status: 3)",
            b"saved",
        ),
    ] {
        let home = home();
        let mut terminal = editing(&home, script);
        terminal.wait_for(message).wait_for("notes.md");
        assert_eq!(fs::read(&left(&home)[0]).unwrap(), bytes, "{message}");
        terminal.send("mine").wait_for("mine");
        leave(&mut terminal);
        assert_eq!(notes(&home), "mine");
    }
}

#[test]
fn what_the_editor_saved_before_the_program_was_killed_is_taken_when_the_session_is_resumed() {
    let home = home();
    let mut terminal = editing(&home, SAVE_AND_WAIT);
    terminal.wait_for("type here:");
    terminal.signal(Signal::KILL.as_raw());
    terminal.ended();
    drop(terminal);
    let mut again = Terminal::start(&home, &["resume"], (120, 24));
    again
        .wait_for("the text saved in your editor was taken")
        .send("p")
        .wait_for("saved in the editor");
    leave(&mut again);
    assert_eq!(notes(&home), "saved in the editor");
    assert!(left(&home).is_empty());
}

#[test]
fn a_kill_while_the_editor_is_open_loses_at_most_two_seconds_of_interview_time() {
    let home = home();
    let mut terminal = editing(&home, SAVE_AND_WAIT);
    terminal.wait_for("type here:");
    let elapsed = || shown(&home)["elapsed_ms"].as_u64().unwrap();
    let opened = elapsed();
    // Nothing is drawn and no key is pressed meanwhile.
    let until = clock() + Duration::from_secs(30);
    while elapsed() < opened + 2000 {
        assert!(clock() < until, "interview time stands at {}", elapsed());
    }
    let before_kill = elapsed();
    terminal.signal(Signal::KILL.as_raw());
    terminal.ended();
    drop(terminal);
    assert!(elapsed() >= before_kill);
}

#[expect(clippy::disallowed_methods, reason = "a wait needs a deadline")]
fn clock() -> Instant {
    Instant::now()
}

#[test]
fn the_editor_command_is_split_like_a_shell_does() {
    let home = home();
    let command = "sh -c 'printf \"%s\" \"two words\" >> \"$0\"'";
    let mut terminal = Terminal::start_with(&home, &["start"], (80, 24), &[("EDITOR", command)]);
    terminal
        .wait_for("5:00 left")
        .send("\x1be")
        .wait_for("two words");
}

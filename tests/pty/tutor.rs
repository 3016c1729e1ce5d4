//! The tutor leaves nothing on disk, however it ends.

use std::path::Path;

use rustix::process::Signal;

use super::home;
use super::terminal::Terminal;

fn is_without_files(folder: &Path) -> bool {
    let mut entries = std::fs::read_dir(folder).unwrap();
    entries.all(|entry| {
        let path = entry.unwrap().path();
        path.is_dir() && is_without_files(&path)
    })
}

#[test]
fn the_tutor_that_is_left_or_ended_by_a_signal_leaves_nothing_on_disk() {
    for signal in [None, Some(Signal::TERM), Some(Signal::HUP)] {
        let home = home();
        let mut terminal = Terminal::start(&home, &["tutor"], (80, 24));
        terminal
            .wait_for("Step 1 of 7")
            .send("families\r")
            .wait_for("Step 2 of 7");
        match signal {
            None => _ = terminal.send("\x1bq"),
            Some(signal) => terminal.signal(signal.as_raw()),
        }
        let code = terminal.ended().exit_code();
        assert_eq!(
            code,
            signal.map_or(0, |signal| 128 + signal.as_raw() as u32)
        );
        assert!(is_without_files(home.path()), "{signal:?}");
    }
}

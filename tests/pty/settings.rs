//! Settings that only a terminal shows.

use crate::terminal::Terminal;
use crate::{editor, home};

#[test]
fn the_settings_choose_the_editor_and_leave_the_mouse_to_the_terminal() {
    let home = home();
    let editor = editor(&home, "printf 'from the settings\\n' >> \"$1\"");
    let text = format!("mouse = false\neditor = '{editor}'\n");
    forty::store::files::replace(&home.path().join("config.toml"), text.as_bytes()).unwrap();
    let variables = [("EDITOR", "false"), ("VISUAL", "false")];
    let mut terminal = Terminal::start_with(&home, &["start"], (80, 24), &variables);
    terminal
        .wait_for("5:00 left")
        .send("\x1be")
        .wait_for("from the settings");
    let written = terminal.written();
    let asks_for_mouse = written.windows(8).any(|bytes| bytes == b"\x1b[?1000h");
    assert!(!asks_for_mouse);
    terminal.send("\x1bq").wait_for("save for later").send("l");
    assert_eq!(terminal.ended().exit_code(), 0);
}

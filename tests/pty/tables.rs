//! Tables that a terminal shows: a row is one line of it.

use crate::home;
use crate::terminal::Terminal;

/// What `forty` printed with these arguments in a terminal of so many columns, by lines.
fn printed(arguments: &[&str], columns: u16) -> Vec<String> {
    let sessions = concat!(env!("CARGO_MANIFEST_DIR"), "/sessions");
    let variables = [("FORTY_SESSIONS", sessions)];
    let mut terminal = Terminal::start_with(&home(), arguments, (columns, 24), &variables);
    // The doctor may find something on this machine.
    assert!(terminal.ended().exit_code() == 0 || arguments == ["doctor"]);
    terminal.wait_until_whole();
    let written = String::from_utf8(terminal.written()).unwrap();
    written.lines().map(str::to_owned).collect()
}

#[test]
fn a_row_of_the_sessions_fits_the_terminal_and_has_id_state_and_time_whole() {
    for columns in [60, 72] {
        let narrow = printed(&["list"], columns);
        assert_eq!(narrow.len(), 8, "{narrow:?}");
        let fits = |line: &String| line.chars().count() <= usize::from(columns);
        assert!(narrow.iter().all(fits), "{narrow:?}");
    }
    for columns in [80, 100, 140] {
        let lines = printed(&["list"], columns);
        assert_eq!(lines.len(), 4, "{lines:?}");
        for line in &lines {
            let width = line.chars().count();
            assert!(width <= usize::from(columns), "{width}: {line}");
        }
        for whole in [
            "20261123-130512-image-caption-generator-661c",
            "finished",
            "34:48",
        ] {
            assert!(lines[3].contains(whole), "{lines:?}");
        }
        assert_eq!(
            lines[3].contains("sample candidate"),
            columns >= 140,
            "{lines:?}"
        );
    }
}

#[test]
fn a_row_of_the_designs_fits_the_terminal() {
    for columns in [72, 80, 140] {
        let lines = printed(&["designs"], columns);
        assert_eq!(lines.len(), 7, "{lines:?}");
        for line in &lines {
            let width = line.chars().count();
            assert!(width <= usize::from(columns), "{width}: {line}");
        }
        assert!(lines[2].starts_with("llm-serving"), "{lines:?}");
    }
}

#[test]
fn no_line_of_a_page_is_longer_than_the_terminal_where_its_words_allow_it() {
    for arguments in [
        &["show", "20261124"][..],
        &["compare", "20261123", "20261124"],
        &["cards"],
        &["doctor"],
        &["designs", "llm-serving", "--answers"],
    ] {
        let lines = printed(arguments, 80);
        assert!(lines.len() > 20, "{lines:?}");
        for line in &lines {
            // A word or a command stays on one line, so that it can be copied.
            let text = line.trim_start();
            let is_whole =
                !text.contains(' ') || text.starts_with("forty ") && !text.contains("  ");
            let width = line.chars().count();
            assert!(width <= 80 || is_whole, "{width}: {line}");
        }
    }
}

//! Drawing: the cells on the screen and the position of the caret.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;

use super::{notes, play};
use crate::tui::widgets::notes::{Notes, NotesLook};

/// The rows on a screen of this size, trimmed at the end, with selected cells as `_`, and the caret.
fn screen(
    notes: &mut Notes,
    width: u16,
    height: u16,
    look: &NotesLook<'_>,
) -> (Vec<String>, Option<Position>) {
    let area = Rect::new(0, 0, width, height);
    let mut buf = Buffer::empty(area);
    let caret = notes.render(area, &mut buf, look);
    let rows = area.rows().map(|row| {
        let mut text = String::new();
        let mut hidden = 0;
        for position in row.positions() {
            let cell = &buf[position];
            if hidden > 0 {
                hidden -= 1;
            } else if cell.modifier.contains(Modifier::REVERSED) {
                text.push('_');
            } else {
                text.push_str(cell.symbol());
                hidden = unicode_width::UnicodeWidthStr::width(cell.symbol()).saturating_sub(1);
            }
        }
        text.trim_end().to_string()
    });
    (rows.collect(), caret)
}

fn plain(notes: &mut Notes, width: u16, height: u16) -> (Vec<String>, Option<(u16, u16)>) {
    let (rows, caret) = screen(notes, width, height, &NotesLook::default());
    (rows, caret.map(|caret| (caret.x, caret.y)))
}

#[test]
fn the_minute_is_shown_where_it_changes_and_on_the_first_row_of_a_line_only() {
    let mut notes = notes("sources: uploads\n  ingress\nsplit by uploader\nlast\nx|");
    let minutes = [6 * 60, 6 * 60 + 59, 9 * 60, 0, 100 * 60].map(Duration::from_secs);
    let look = NotesLook {
        gutter: 3,
        touched: &minutes,
        ..NotesLook::default()
    };
    let (rows, caret) = screen(&mut notes, 15, 7, &look);
    assert_eq!(
        rows,
        [
            " 6 sources:",
            "   uploads",
            "     ingress",
            " 9 split by",
            "   uploader",
            "   last",
            "   x"
        ]
    );
    assert_eq!(caret, Some(Position { x: 4, y: 6 }));
    let (rows, _) = screen(&mut notes, 10, 2, &look);
    assert_eq!(
        rows,
        ["last", "x"],
        "no gutter where there is hardly room for words"
    );
}

#[test]
fn the_selection_is_reversed_and_shows_at_line_ends() {
    let mut notes = notes("a^b\n\ncd|e");
    assert_eq!(plain(&mut notes, 6, 3).0, ["a__", "_", "__e"]);
}

#[test]
fn tabs_and_control_characters_are_drawn_as_blanks_and_marks() {
    let mut notes = notes("a\tb|\n\u{1b}[1m\u{202e}x\n\u{301}z");
    let (rows, caret) = plain(&mut notes, 10, 3);
    assert_eq!(rows, ["a   b", "␛[1m\u{fffd}x", "\u{25cc}\u{301}z"]);
    assert_eq!(caret, Some((5, 0)));
}

#[test]
fn the_caret_has_a_cell_after_a_full_row_and_after_a_blank_past_the_edge() {
    assert_eq!(plain(&mut notes("aaaaa|"), 6, 2).1, Some((5, 0)));
    assert_eq!(plain(&mut notes("aaaaa| "), 6, 2).1, Some((5, 0)));
    assert_eq!(plain(&mut notes("aaaaa |"), 6, 2).1, Some((0, 1)));
    assert_eq!(plain(&mut notes("日本|"), 6, 2).1, Some((4, 0)));
    assert_eq!(plain(&mut notes("- aaa |"), 6, 2).1, Some((2, 1)));
}

#[test]
fn the_view_follows_the_caret_and_shows_no_empty_rows_below_the_text() {
    let mut notes = notes("|a\nb\nc\nd\ne");
    assert_eq!(plain(&mut notes, 5, 3).0, ["a", "b", "c"]);
    let _ = play(&mut notes, "<bottom>");
    assert_eq!(
        plain(&mut notes, 5, 3),
        (vec!["c".into(), "d".into(), "e".into()], Some((1, 2)))
    );
    let _ = play(&mut notes, "<up><up>");
    assert_eq!(plain(&mut notes, 5, 3).1, Some((1, 0)));
    let _ = play(&mut notes, "<up>");
    assert_eq!(plain(&mut notes, 5, 3).0, ["b", "c", "d"]);
    assert_eq!(plain(&mut notes, 5, 5).0, ["a", "b", "c", "d", "e"]);
    let _ = play(&mut notes, "<all><del>");
    assert_eq!(plain(&mut notes, 5, 3).1, Some((0, 0)));
}

#[test]
fn the_wheel_moves_the_view_but_not_the_caret_until_the_next_action() {
    let mut notes = notes("|a\nb\nc\nd\ne");
    let _ = plain(&mut notes, 5, 2);
    notes.scroll(2);
    assert_eq!(
        plain(&mut notes, 5, 2),
        (vec!["c".into(), "d".into()], None)
    );
    notes.scroll(9);
    assert_eq!(plain(&mut notes, 5, 2).0, ["d", "e"]);
    notes.scroll(-1);
    assert_eq!(plain(&mut notes, 5, 2).0, ["c", "d"]);
    let _ = play(&mut notes, "x");
    assert_eq!(
        plain(&mut notes, 5, 2),
        (vec!["xa".into(), "b".into()], Some((1, 0)))
    );
}

#[test]
fn a_long_line_scrolls_by_rows_and_stays_put_when_the_width_changes() {
    let text: Vec<String> = (10..40).map(|n| n.to_string()).collect();
    let mut notes = notes(&format!("{} |", text.join(" ")));
    assert_eq!(plain(&mut notes, 7, 2).0, ["36 37", "38 39"]);
    notes.scroll(-3);
    assert_eq!(plain(&mut notes, 7, 2).0, ["30 31", "32 33"]);
    assert_eq!(plain(&mut notes, 13, 2).0, ["30 31 32 33", "34 35 36 37"]);
}

#[test]
fn a_wide_sign_that_does_not_fit_is_drawn_as_a_mark() {
    assert_eq!(plain(&mut notes("|日"), 1, 1).0, ["\u{fffd}"]);
}

#[test]
fn an_area_outside_the_buffer_draws_nothing_and_has_no_caret() {
    let mut buf = Buffer::empty(Rect::new(0, 0, 5, 5));
    let look = NotesLook {
        gutter: 3,
        ..NotesLook::default()
    };
    let mut notes = notes("abc|");
    assert_eq!(notes.render(Rect::new(9, 9, 5, 5), &mut buf, &look), None);
    assert_eq!(notes.render(Rect::new(0, 0, 0, 0), &mut buf, &look), None);
    let caret = notes.render(Rect::new(4, 4, 65_000, 65_000), &mut buf, &look);
    assert_eq!(caret, Some(Position { x: 4, y: 4 }));
}

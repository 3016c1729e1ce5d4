//! Moves of the caret by graphemes, words, rows and pages, and by the mouse.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{check, drawn, notes, play};
use crate::tui::widgets::notes::{Notes, NotesLook};

/// Draws into an area of this size, which sets the width of the rows.
fn render(notes: &mut Notes, width: u16, height: u16) {
    let area = Rect::new(0, 0, width, height);
    notes.render(area, &mut Buffer::empty(area), &NotesLook::default());
}

#[test]
fn left_and_right_go_by_graphemes_and_leave_a_selection_at_its_ends() {
    check(&[
        ("a|b", "<left><left>", "|ab"),
        ("a|b", "<right><right>", "ab|"),
        ("e\u{301}|", "<left>", "|e\u{301}"),
        (
            "|👨\u{200d}👩\u{200d}👧x",
            "<right>",
            "👨\u{200d}👩\u{200d}👧|x",
        ),
        ("🇩🇪🇫🇷|", "<left>", "🇩🇪|🇫🇷"),
        ("a|\nb", "<right>", "a\n|b"),
        ("^abc|d", "<left>", "|abcd"),
        ("|abc^d", "<right>", "abc|d"),
        ("a|b", "<s-right>", "a^b|"),
        ("a^bc|d", "<s-left><s-left><s-left>", "|a^bcd"),
        ("a^b|", "<s-left><right>", "ab|"),
        ("नि|", "<left>", "|नि"),
    ]);
}

#[test]
fn words_are_runs_of_one_character_class() {
    check(&[
        ("|one two", "<wright>", "one| two"),
        ("one| two", "<wright>", "one two|"),
        ("|a+=b", "<wright>", "a|+=b"),
        ("a|+=b", "<wright>", "a+=|b"),
        ("one|\n two", "<wright>", "one\n| two"),
        ("|cafe\u{301}s x", "<wright>", "cafe\u{301}s| x"),
        ("one two|", "<wleft><wleft>", "|one two"),
        ("one\n|two", "<wleft>", "one|\ntwo"),
        ("|one", "<s-wright>", "^one|"),
        ("|", "<wleft><wright>", "|"),
    ]);
}

#[test]
fn home_and_end_go_by_lines_however_they_are_wrapped() {
    let mut wrapped = notes("x\naaa bbb c|cc\ny");
    render(&mut wrapped, 6, 5);
    let _ = play(&mut wrapped, "<home>");
    assert_eq!(drawn(&wrapped), "x\n|aaa bbb ccc\ny");
    let _ = play(&mut wrapped, "<end>");
    assert_eq!(drawn(&wrapped), "x\naaa bbb ccc|\ny");
    check(&[
        ("a\nb|c\nd", "<top>", "|a\nbc\nd"),
        ("a\nb|c\nd", "<s-bottom>", "a\nb^c\nd|"),
    ]);
}

#[test]
fn up_and_down_go_by_rows_and_keep_their_column() {
    for (before, keys, after) in [
        ("aaaa bb|bb cccc", "<down>", "aaaa bbbb cc|cc"),
        ("aaaa bb|bb cccc", "<up>", "aa|aa bbbb cccc"),
        ("abc|d\n\nabcd", "<down><down>", "abcd\n\nabc|d"),
        ("abcd|\nab\nabcd", "<down><down>", "abcd\nab\nabcd|"),
        ("abcd\nab\nabcd|", "<up><up><left>", "abc|d\nab\nabcd"),
        ("a|b", "<up>", "|ab"),
        ("a|b", "<down>", "ab|"),
        ("a|b\ncd", "<s-down>", "a^b\nc|d"),
        ("abc|\n日本語", "<down>", "abc\n日|本語"),
        ("- aa bb|b", "<up>", "- aa| bbb"),
        ("- a|a bbb", "<down>", "- aa b|bb"),
        ("|- aa bbb", "<down>", "- aa |bbb"),
        ("aaaaa |bb", "<up>", "|aaaaa bb"),
        ("aaaaa bb\naaaaa|", "<up><up>", "aaaaa| bb\naaaaa"),
    ] {
        let mut notes = notes(before);
        render(&mut notes, 6, 5);
        let _ = play(&mut notes, keys);
        assert_eq!(drawn(&notes), after, "{before:?} and {keys:?}");
    }
}

#[test]
fn a_page_is_one_row_less_than_the_area_shows() {
    let text: Vec<String> = (0..30).map(|line| format!("line {line}")).collect();
    let mut notes = notes(&format!("|{}", text.join("\n")));
    render(&mut notes, 20, 10);
    for (keys, line) in [
        ("<pgdn>", 9),
        ("<pgdn>", 18),
        ("<pgup>", 9),
        ("<pgdn><pgdn>", 27),
        ("<pgdn>", 29),
        ("<pgup>", 20),
        ("<pgup><pgup><pgup>", 0),
    ] {
        let _ = play(&mut notes, keys);
        render(&mut notes, 20, 10);
        assert_eq!(notes.caret_line(), line, "after {keys}");
    }
}

#[test]
fn a_click_puts_the_caret_under_the_cell() {
    for (column, row, after) in [
        (0, 0, "|ab日本\n\tx\nend"),
        (3, 0, "ab|日本\n\tx\nend"),
        (19, 0, "ab日本|\n\tx\nend"),
        (2, 1, "ab日本\n|\tx\nend"),
        (4, 1, "ab日本\n\t|x\nend"),
        (1, 2, "ab日本\n\tx\ne|nd"),
        (0, 4, "ab日本\n\tx\nend|"),
        (99, 99, "ab日本\n\tx\nend|"),
    ] {
        let mut notes = notes("ab日本\n\tx\n|end");
        render(&mut notes, 20, 5);
        notes.place_caret(column, row, false);
        assert_eq!(drawn(&notes), after, "cell {column}, {row}");
    }
    let mut dragged = notes("|abc\ndef");
    render(&mut dragged, 20, 5);
    dragged.place_caret(1, 0, false);
    dragged.place_caret(2, 1, true);
    assert_eq!(drawn(&dragged), "a^bc\nde|f");
}

#[test]
fn the_caret_can_move_to_any_offset_but_not_inside_a_grapheme() {
    let mut notes = notes("ae\u{301}b|");
    notes.go_to(2);
    assert_eq!(drawn(&notes), "a|e\u{301}b");
    notes.go_to(99);
    assert_eq!(drawn(&notes), "ae\u{301}b|");
}

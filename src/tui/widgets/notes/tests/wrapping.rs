//! The ends of rows. One blank may follow the last column of a row.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ropey::Rope;

use crate::domain::session::notes::line_slice;
use crate::tui::widgets::notes::glyphs::Glyphs;
use crate::tui::widgets::notes::wrap::WrappedLine;

/// The rows of a line, with a `>` for each column of indent.
fn rows(line: &str, width: usize) -> Vec<String> {
    let rope = Rope::from_str(line);
    let slice = line_slice(&rope, 0);
    let mut wrapped = WrappedLine::new(slice, width);
    (0..)
        .map_while(|row| wrapped.row(|| slice, width, row))
        .map(|row| ">".repeat(row.column) + &slice.slice(row.start..row.end).to_string())
        .collect()
}

fn check(table: &[(&str, usize, &[&str])]) {
    for (line, width, expected) in table {
        assert_eq!(rows(line, *width), *expected, "{line:?} at {width}");
    }
}

#[test]
fn rows_end_after_blanks() {
    check(&[
        ("", 5, &[""]),
        ("aaa bbb", 5, &["aaa ", "bbb"]),
        ("aa bb cc", 5, &["aa bb ", "cc"]),
        ("aaa bbb", 7, &["aaa bbb"]),
        ("aaa\tbbb", 5, &["aaa\t", "bbb"]),
    ]);
}

#[test]
fn one_blank_may_follow_a_full_row() {
    check(&[
        ("aaaaa", 5, &["aaaaa"]),
        ("aaaaa ", 5, &["aaaaa ", ""]),
        ("aaaaa  ", 5, &["aaaaa ", " "]),
        ("aaaaa bb", 5, &["aaaaa ", "bb"]),
        ("aaa     b", 5, &["aaa   ", "  b"]),
        ("     ", 5, &["     "]),
        ("      ", 5, &["      ", ">>"]),
    ]);
}

#[test]
fn words_longer_than_the_width_are_broken_between_graphemes() {
    check(&[
        ("aaaaabbbbbc", 5, &["aaaaa", "bbbbb", "c"]),
        ("xx aaaaabbb", 5, &["xx ", "aaaaa", "bbb"]),
        ("aaaae\u{301}bb", 5, &["aaaae\u{301}", "bb"]),
        ("ab", 1, &["a", "b"]),
    ]);
}

#[test]
fn wide_signs_never_straddle_the_edge_and_rows_may_end_between_them() {
    check(&[
        ("日本語", 5, &["日本", "語"]),
        ("日本語", 4, &["日本", "語"]),
        ("abc日本", 6, &["abc日", "本"]),
        ("ab 日本語", 5, &["ab 日", "本語"]),
        ("日本語。", 6, &["日本", "語。"]),
        ("日「本", 4, &["日", "「本"]),
        (
            "aaaa👨\u{200d}👩\u{200d}👧",
            5,
            &["aaaa", "👨\u{200d}👩\u{200d}👧"],
        ),
        ("aaaa❤\u{fe0f}", 5, &["aaaa", "❤\u{fe0f}"]),
        ("aaaa❤\u{fe0e}", 5, &["aaaa❤\u{fe0e}"]),
        ("aaaa🇩🇪", 5, &["aaaa", "🇩🇪"]),
        ("日", 1, &["日", ""]),
        ("日本", 1, &["日", "本", ""]),
    ]);
}

#[test]
fn later_rows_are_indented_like_the_text_of_the_first_but_at_most_half_the_width() {
    check(&[
        ("- aaaa bbbb", 8, &["- aaaa ", ">>bbbb"]),
        ("* aaaa bbbb", 8, &["* aaaa ", ">>bbbb"]),
        ("12. aaaa bb", 10, &["12. aaaa ", ">>>>bb"]),
        ("  - aaa bbb", 8, &["  - aaa ", ">>>>bbb"]),
        ("  aaaa bbbb", 8, &["  aaaa ", ">>bbbb"]),
        ("\taaa bbb", 8, &["\taaa ", ">>>>bbb"]),
        ("      aa bb", 8, &["      aa ", ">>>>bb"]),
        ("-aaaa bbbb", 8, &["-aaaa ", "bbbb"]),
        ("-- aaaa bbbb", 8, &["-- aaaa ", "bbbb"]),
        ("1.5 aaaa bb", 8, &["1.5 aaaa ", "bb"]),
        ("12 aaaaa bb", 8, &["12 aaaaa ", "bb"]),
        ("- aaaaaaaabb", 8, &["- aaaaaa", ">>aabb"]),
    ]);
}

#[test]
fn tabs_reach_to_the_next_multiple_of_four_columns() {
    let columns = |text: &str| Glyphs::new(text, 0).last().map(|glyph| glyph.end_column());
    assert_eq!(columns("\t"), Some(4));
    assert_eq!(columns("a\t"), Some(4));
    assert_eq!(columns("abcd\t"), Some(8));
    assert_eq!(columns("日\t"), Some(4));
    check(&[
        ("aaa\tb", 4, &["aaa\t", "b"]),
        ("aaaa\tb", 4, &["aaaa\t", "b"]),
    ]);
}

#[test]
fn a_control_character_is_as_wide_as_its_mark() {
    let widths = |text: &str| -> Vec<usize> { Glyphs::new(text, 0).map(|p| p.width).collect() };
    assert_eq!(widths("\u{1b}a"), [1, 1]);
    assert_eq!(widths("\u{301}a"), [1, 1]);
    assert_eq!(widths("\u{200b}\u{202e}"), [1, 1]);
    assert_eq!(widths(&format!("e{}", "\u{301}".repeat(30))), [2]);
}

#[test]
fn a_glyph_is_as_wide_as_it_is_drawn() {
    let text = "aé日한👨\u{200d}👩\u{200d}👧❤\u{fe0f}❤\u{fe0e}🇩🇪🇩ｶﾞﾞनि\u{301}\u{1b}\u{200b}\u{200d}\u{e0067}\u{1160}ᅡ각";
    let zalgo = format!("{text}e{}", "\u{301}".repeat(30));
    for glyph in Glyphs::new(&zalgo, 0) {
        let mut buf = Buffer::empty(Rect::new(0, 0, 40, 1));
        let (end, _) = buf.set_stringn(0, 0, &glyph.shown, 40, Style::default());
        assert_eq!(glyph.width, usize::from(end), "{:?}", glyph.text);
        assert!(glyph.width > 0);
    }
}

#[test]
fn a_long_line_is_wrapped_in_parts_as_at_once() {
    let line = "wörd 日本 \t👩\u{200d}🔬 - ".repeat(500);
    let rope = Rope::from_str(&line);
    let slice = line_slice(&rope, 0);
    let mut whole = WrappedLine::new(slice, 17);
    let count = whole.count(|| slice, 17);
    let mut some = WrappedLine::new(slice, 17);
    for row in 0..count {
        assert_eq!(some.row(|| slice, 17, row), whole.row(|| slice, 17, row));
    }
    assert_eq!(some.row(|| slice, 17, count), None);
}

#[test]
fn a_grapheme_longer_than_a_window_is_one_glyph() {
    let zalgo = format!("a{}", "\u{301}".repeat(5000));
    let line = format!("x {zalgo} y");
    assert_eq!(
        rows(&line, 3),
        ["x ".to_string(), format!("{zalgo} "), "y".to_string()]
    );
}

#[test]
fn a_grapheme_is_not_broken_where_a_window_ends() {
    let scientist = "👩\u{200d}🔬";
    let rows = rows(&scientist.repeat(1500), 1);
    let (last, others) = rows.split_last().expect("a row");
    assert_eq!(last, "", "for the caret");
    assert_eq!(others.len(), 1500);
    assert!(others.iter().all(|row| row == scientist));
}

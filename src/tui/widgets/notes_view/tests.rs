//! Chosen and selected lines, and the remarks between them.

use std::collections::BTreeMap;
use std::time::Duration;

use ratatui::buffer::Buffer;

use super::draw::LEAD;
use super::*;
use crate::domain::judging::review::CommentKind;
use crate::tui::theme;

/// A view of the notes of these stages.
fn view(notes: &[&str]) -> NotesView {
    let pages = notes.iter().map(|notes| {
        let mut page = StageState::default();
        page.notes.replace_with(notes, Duration::from_secs(120));
        page
    });
    NotesView::new(&pages.collect::<Vec<_>>())
}

fn between(notes: &[((usize, usize), &[&str])]) -> Remarks {
    let texts = |texts: &[&str]| texts.iter().map(|&text| Remark::of_line(text)).collect();
    let notes = notes.iter().map(|(place, notes)| (*place, texts(notes)));
    notes.collect()
}

/// The rows of a drawing, trimmed at the end, and those that are drawn as chosen.
fn drawn(view: &mut NotesView, width: u16, height: u16) -> (Vec<String>, Vec<u16>) {
    // The area is not at the corner, so that rows of the screen are not rows of the view.
    let area = Rect::new(2, 3, width, height);
    let mut buf = Buffer::empty(Rect::new(0, 0, width + 2, height + 3));
    view.draw(area, true, &mut buf);
    let row = |y| {
        let cells = (area.x..area.right()).map(|x| buf[(x, y)].symbol());
        cells.collect::<String>().trim_end().to_owned()
    };
    let is_chosen = |y: &u16| {
        let cell = buf.cell((area.x + LEAD as u16, *y));
        cell.is_some_and(|cell| cell.modifier.contains(theme::CHOSEN.add_modifier))
    };
    let rows = area.y..area.bottom();
    let chosen = rows.clone().filter(is_chosen).map(|y| y - area.y);
    (rows.clone().map(row).collect(), chosen.collect())
}

#[test]
fn a_selection_reaches_from_where_it_began_to_the_chosen_line_in_either_direction() {
    let mut view = view(&["a\nb\nc\nd"]);
    assert_eq!(view.selected(), None);
    view.show(0, Some(2));
    assert_eq!(view.selected(), Some((0, 2, 2)));
    assert!(!view.toggle_mark());
    view.step(-2);
    assert_eq!(view.selected(), Some((0, 0, 2)));
    view.step(99);
    assert_eq!(view.selected(), Some((0, 2, 3)));
    assert!(view.toggle_mark());
    assert_eq!(view.selected(), Some((0, 3, 3)));
    assert!(!view.clear_mark());
}

#[test]
fn extending_begins_a_selection_where_there_is_none() {
    let mut view = view(&["a\nb\nc\nd", "e"]);
    view.show(0, Some(1));
    view.extend(1);
    view.extend(1);
    assert_eq!(view.selected(), Some((0, 1, 3)));
    // The selection ends when another stage is shown.
    view.turn(1);
    view.step(0);
    assert_eq!(view.selected(), Some((1, 0, 0)));
    assert!(!view.clear_mark());
}

#[test]
fn where_there_are_no_notes_nothing_is_chosen_or_selected() {
    let mut view = view(&["", "a"]);
    for by in [-1, 0, 1] {
        view.step(by);
        view.extend(by);
    }
    assert!(!view.toggle_mark());
    assert_eq!((view.chosen(), view.selected()), (None, None));
    assert_eq!(drawn(&mut view, 24, 1).0, ["      no notes here"]);
    view.show(9, Some(0));
    assert_eq!(view.selected(), None);
    drawn(&mut view, 20, 1);
}

#[test]
fn selected_lines_are_marked_and_the_chosen_one_among_them() {
    let mut view = view(&["a\nb\nc"]);
    view.show(0, Some(0));
    view.extend(1);
    let (rows, chosen) = drawn(&mut view, 20, 3);
    assert_eq!(rows, ["┃  2  a", "▸     b", "      c"]);
    assert_eq!(chosen, [0, 1]);
}

#[test]
fn remarks_are_drawn_between_lines_and_never_as_chosen() {
    let mut view = view(&["a\nb", "other"]);
    view.annotate(
        between(&[((0, 1), &["asked"]), ((0, 2), &["at the end"])]),
        between(&[((0, 0), &["fix: a long remark"]), ((1, 0), &["elsewhere"])]),
    );
    view.show(0, Some(0));
    view.extend(1);
    let (rows, chosen) = drawn(&mut view, 22, 8);
    let expected = [
        "┃  2  a",
        "      ┃ fix: a long",
        "      ┃ remark",
        "      ┃ asked",
        "▸     b",
        "      ┃ at the end",
        "",
        "",
    ];
    assert_eq!(rows, expected);
    assert_eq!(chosen, [0, 4]);
    assert_eq!(view.selected(), Some((0, 0, 1)));
}

#[test]
fn notes_that_are_indented_or_begin_with_a_bar_are_no_rows_of_a_comment() {
    let mut view = view(&[
        "retrieval in two stages\n  - candidates by ANN\n┃ fix: my own bar\n  - ranking by a model",
    ]);
    view.annotate(
        between(&[((0, 2), &["moved on"])]),
        between(&[((0, 0), &["good: too short"])]),
    );
    let area = Rect::new(0, 0, 38, 7);
    let mut buf = Buffer::empty(area);
    view.draw(area, true, &mut buf);
    let row = |y| (0..38).map(|x| buf[(x, y)].symbol()).collect::<String>();
    let rows: Vec<String> = (0..7).map(|y| row(y).trim_end().to_owned()).collect();
    let expected = [
        "   2  retrieval in two stages",
        "      ┃ good: too short",
        "        - candidates by ANN",
        "      ┃ moved on",
        "      ┃ fix: my own bar",
        "        - ranking by a model",
        "",
    ];
    assert_eq!(rows, expected);
    let is_accent = |y: &u16| buf[(LEAD as u16, *y)].fg == theme::ACCENT.fg.unwrap_or_default();
    assert_eq!((0..7).filter(is_accent).collect::<Vec<u16>>(), [1, 3]);
}

#[test]
fn each_row_of_a_comment_has_a_bar_and_its_kind_the_color_of_the_kind() {
    let mut view = view(&["a"]);
    let text = "good: 数, fix: a long remark";
    let at = text.find("fix").unwrap_or_default();
    let comment = Remark::of_line(text).with_kind(at, CommentKind::Fix);
    view.annotate(Remarks::new(), BTreeMap::from([((0, 0), vec![comment])]));
    let (rows, _) = drawn(&mut view, 32, 3);
    assert_eq!(rows[2], "      ┃ remark");
    let area = Rect::new(0, 0, 32, 3);
    let mut buf = Buffer::empty(area);
    view.draw(area, true, &mut buf);
    let of_kind = theme::WARNING.fg.unwrap_or_default();
    let colored: String = (0..32)
        .filter(|x| buf[(*x, 1)].fg == of_kind)
        .map(|x| buf[(x, 1)].symbol())
        .collect();
    assert_eq!(colored, "fix");
    let is_dim = |x: u16| buf[(x, 1)].modifier.contains(theme::SECONDARY.add_modifier);
    assert!(!(LEAD as u16..32).any(is_dim));
}

#[test]
fn a_comment_has_the_lines_that_its_coach_gave_it() {
    let mut view = view(&["a"]);
    view.annotate(Remarks::new(), between(&[((0, 0), &["fix: one\n\n- two"])]));
    let (rows, _) = drawn(&mut view, 32, 5);
    let expected = [
        "   2  a",
        "      ┃ fix: one",
        "      ┃",
        "      ┃ - two",
        "",
    ];
    assert_eq!(rows, expected);
}

#[test]
fn blank_lines_at_the_end_cannot_be_chosen_and_what_stands_there_is_shown() {
    let mut view = view(&["a\nb\n\n"]);
    let at = Some(Duration::from_secs(749));
    let left = Remark::event(at, "next stage", "Data");
    view.annotate(
        BTreeMap::from([((0, 3), vec![left])]),
        between(&[((0, 2), &["good"])]),
    );
    view.step(99);
    assert_eq!(view.chosen(), Some(LinePosition { stage: 0, line: 1 }));
    let (rows, _) = drawn(&mut view, 32, 5);
    let expected = [
        "   2  a",
        "▸     b",
        "      ┃ good",
        "12:29 next stage Data",
        "",
    ];
    assert_eq!(rows, expected);
}

#[test]
fn a_likely_line_has_its_digit_at_the_end_of_its_row_and_the_margin_only_the_minute() {
    let mut view = view(&["a\nlonger than its row is\nc"]);
    view.set_likely([1, 0].map(|line| LinePosition { stage: 0, line }).into());
    let (rows, _) = drawn(&mut view, 26, 4);
    let expected = [
        "   2  a              [2]",
        "      longer than    [1]",
        "      its row is",
        "      c",
    ];
    assert_eq!(rows, expected);
}

#[test]
fn a_proposed_line_is_bold_and_in_view_and_the_chosen_one_keeps_its_marker() {
    let notes: Vec<String> = (0..40).map(|line| format!("line {line}")).collect();
    let mut view = view(&[&notes.join("\n")]);
    view.show(0, Some(1));
    let at = |line| Some(LinePosition { stage: 0, line });
    let area = Rect::new(0, 0, 30, 3);
    for (proposed, rows, bold) in [
        (2, ["      line 0", "▹     line 1", "      line 2"], 2),
        (20, ["      line 18", "      line 19", "      line 20"], 2),
    ] {
        view.set_proposed(at(proposed));
        let mut buf = Buffer::empty(area);
        view.draw(area, false, &mut buf);
        let row = |y| (0..30).map(|x| buf[(x, y)].symbol()).collect::<String>();
        let drawn: Vec<String> = (0..3).map(|y| row(y).trim_end().to_owned()).collect();
        assert_eq!(drawn[1..], rows[1..]);
        let chosen = theme::CHOSEN.add_modifier;
        let is_bold = |y: &u16| buf[(LEAD as u16, *y)].modifier.contains(chosen);
        assert_eq!((0..3).filter(is_bold).collect::<Vec<u16>>(), [bold]);
    }
    assert_eq!(view.chosen(), at(1));
}

#[test]
fn what_happened_stands_between_the_lines_behind_its_time() {
    let mut view = view(&["a\nb"]);
    let at = Some(Duration::from_secs(749));
    let asked = vec![
        Remark::event(at, "asked", "how many"),
        Remark::event(None, "answer", "two"),
    ];
    view.annotate(BTreeMap::from([((0, 1), asked)]), Remarks::new());
    let (rows, _) = drawn(&mut view, 30, 4);
    let expected = [
        "   2  a",
        "12:29 asked how many",
        "      answer two",
        "      b",
    ];
    assert_eq!(rows, expected);
}

#[test]
fn steps_go_from_line_to_line_past_remarks() {
    let mut view = view(&["a\nb"]);
    view.annotate(
        between(&[((0, 1), &["1", "2"])]),
        between(&[((0, 1), &["3"])]),
    );
    view.show(0, Some(0));
    view.step(1);
    assert_eq!(view.chosen_text(), Some(("b".to_owned(), 2)));
    view.step(1);
    assert_eq!(view.chosen(), Some(LinePosition { stage: 0, line: 1 }));
}

#[test]
fn a_click_on_a_remark_chooses_its_line() {
    let mut view = view(&["a\nb"]);
    view.annotate(
        between(&[((0, 2), &["end"])]),
        between(&[((0, 0), &["good"])]),
    );
    drawn(&mut view, 20, 6);
    for (row, line) in [(3, 0), (5, 1), (4, 0), (6, 0), (8, 0), (0, 0), (99, 0)] {
        view.click(row);
        assert_eq!(
            view.chosen(),
            Some(LinePosition { stage: 0, line }),
            "{row}"
        );
    }
}

#[test]
fn the_chosen_line_is_in_view_with_any_remarks() {
    let many: Vec<String> = (0..30).map(|number| format!("note {number}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let notes: Vec<String> = (0..40).map(|line| format!("line {line}")).collect();
    let mut view = view(&[&notes.join("\n")]);
    let around = between(&[((0, 3), &many), ((0, 20), &many)]);
    view.annotate(around.clone(), around);
    let back_and_forth = (0..40).chain((0..40).rev()).chain([20, 0, 39, 3]);
    for line in back_and_forth {
        view.show(0, Some(line));
        for height in [1, 4, 12] {
            let (rows, _) = drawn(&mut view, 20, height);
            let chosen = rows
                .iter()
                .filter(|row| row.starts_with('▸') && row.ends_with(&format!("  line {line}")));
            assert_eq!(chosen.count(), 1, "{line} {height}: {rows:#?}");
        }
    }
}

#[test]
fn hostile_text_in_an_empty_area_is_drawn_safely() {
    let mut view = view(&["\u{1b}[31m\u{202e}日本\r\n👩‍👩‍👧\n\n"]);
    view.annotate(
        between(&[((0, 0), &["\u{1b}]0;x", ""])]),
        between(&[((0, 3), &["\u{9b}"])]),
    );
    view.show(0, Some(1));
    let mut empty = self::view(&[""]);
    for width in 0..12 {
        for height in 0..6 {
            drawn(&mut empty, width, height);
            let (rows, _) = drawn(&mut view, width, height);
            assert!(!rows.concat().contains(['\u{1b}', '\u{202e}', '\u{9b}']));
        }
    }
}

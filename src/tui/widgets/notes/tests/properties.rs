//! Properties that hold after any actions on any text.

use std::time::Duration;

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ropey::Rope;
use unicode_segmentation::UnicodeSegmentation;

use super::splice_of;
use crate::domain::session::notes::{Splice, Text, line_slice};
use crate::tui::widgets::notes::graphemes::{after, before, ceil, floor};
use crate::tui::widgets::notes::rows::RowIndex;
use crate::tui::widgets::notes::wrap::WrappedLine;
use crate::tui::widgets::notes::{EditAction, EditOutcome, Move, Notes, NotesLook};

/// Letters that join others, separate them, change the direction of writing, or are wide.
const LETTERS: [&str; 24] = [
    "a",
    "B",
    "7",
    " ",
    " ",
    "-",
    "* ",
    "1. ",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "e\u{301}",
    "\u{301}",
    "日",
    "。",
    "👨\u{200d}👩\u{200d}👧",
    "\u{200d}",
    "🇩",
    "❤\u{fe0f}",
    "नि",
    "क",
    "\u{94d}",
    "\u{1b}",
];

fn words() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&LETTERS[..]), 0..40)
        .prop_map(|words| words.concat())
}

#[derive(Debug, Clone)]
enum Act {
    Do(EditAction),
    Wait,
    Draw(u16, u16, u16),
    Click(u16, u16, bool),
    Scroll(isize),
    Find(String, bool),
    ReplaceAll(String),
    Replace(usize, usize, String),
    GoTo(usize),
}

fn moves() -> impl Strategy<Value = EditAction> {
    use Move::{
        Down, Left, LineEnd, LineStart, PageDown, PageUp, Right, TextEnd, TextStart, Up, WordLeft,
        WordRight,
    };
    let all = [
        Left, Right, Up, Down, LineStart, LineEnd, PageUp, PageDown, WordLeft, WordRight,
        TextStart, TextEnd,
    ];
    (prop::sample::select(all.to_vec()), any::<bool>())
        .prop_map(|(to, select)| EditAction::Move { to, select })
}

fn edits() -> impl Strategy<Value = EditAction> {
    let plain = [
        EditAction::Newline,
        EditAction::PasteKept,
        EditAction::Backspace,
        EditAction::Delete,
        EditAction::WordBack,
        EditAction::Indent,
        EditAction::Unindent,
        EditAction::Undo,
        EditAction::Undo,
        EditAction::Redo,
        EditAction::SelectAll,
        EditAction::SetMark,
        EditAction::Unselect,
        EditAction::Cut,
        EditAction::Copy,
    ];
    prop_oneof![
        2 => prop::sample::select(plain.to_vec()),
        2 => prop::sample::select(&LETTERS[..])
            .prop_map(|letter| EditAction::Insert(letter.chars().next().expect("a letter"))),
        1 => any::<char>().prop_map(EditAction::Insert),
        1 => words().prop_map(EditAction::Paste),
    ]
}

fn acts() -> impl Strategy<Value = Act> {
    prop_oneof![
        8 => edits().prop_map(Act::Do),
        6 => moves().prop_map(Act::Do),
        1 => Just(Act::Wait),
        4 => (0..12_u16, 0..6_u16, 0..5_u16).prop_map(|(width, height, gutter)| Act::Draw(width, height, gutter)),
        1 => (0..15_u16, 0..9_u16, any::<bool>()).prop_map(|(x, y, select)| Act::Click(x, y, select)),
        1 => (-5..5_isize).prop_map(Act::Scroll),
        1 => ("[aBe日 ]{0,2}", any::<bool>()).prop_map(|(needle, on)| Act::Find(needle, on)),
        1 => words().prop_map(Act::ReplaceAll),
        1 => (0..50_usize, 0..9_usize, words()).prop_map(|(at, n, text)| Act::Replace(at, n, text)),
        1 => (0..60_usize).prop_map(Act::GoTo),
    ]
}

/// Performs an action and returns its change.
fn perform(notes: &mut Notes, act: &Act, now: &mut Duration) -> Option<Splice> {
    *now += Duration::from_millis(50);
    let outcome = match act {
        Act::Do(action) => notes.act(action.clone(), *now),
        Act::ReplaceAll(text) => notes.replace_all(text),
        Act::Replace(at, length, text) => notes.replace(*at..at + length, text),
        other => {
            look_around(notes, other, now);
            EditOutcome::Same
        }
    };
    splice_of(outcome)
}

fn look_around(notes: &mut Notes, act: &Act, now: &mut Duration) {
    match act {
        Act::Wait => *now += Duration::from_secs(2),
        Act::Draw(width, height, gutter) => draw(notes, *width, *height, *gutter),
        Act::Click(column, row, select) => notes.place_caret(*column, *row, *select),
        Act::Scroll(rows) => notes.scroll(*rows),
        Act::Find(needle, forward) => {
            let _ = notes.find(needle, *forward);
        }
        Act::GoTo(at) => notes.go_to(*at),
        Act::Do(_) | Act::ReplaceAll(_) | Act::Replace(..) => {}
    }
}

/// Draws on part of a small screen and checks the cell of the caret.
fn draw(notes: &mut Notes, width: u16, height: u16, gutter: u16) {
    let mut buf = Buffer::empty(Rect::new(1, 1, 10, 4));
    let area = Rect::new(2, 2, width, height);
    let touched: Vec<Duration> = (0..5)
        .map(|minute| Duration::from_secs(60 * minute))
        .collect();
    let look = NotesLook {
        gutter,
        touched: &touched,
        ..NotesLook::default()
    };
    let caret = notes.render(area, &mut buf, &look);
    if let Some(caret) = caret {
        assert!(
            area.contains(caret) && buf.area.contains(caret),
            "caret at {caret}"
        );
    }
    let inside = area.intersection(buf.area);
    for position in buf
        .area
        .positions()
        .filter(|position| !inside.contains(*position))
    {
        assert_eq!(buf[position].symbol(), " ", "drawn outside at {position}");
    }
}

/// Checks that every cached row is the row that wrapping the line again gives.
fn check_rows(notes: &mut Notes, width: usize) {
    for line in 0..notes.rope.len_lines() {
        let rope = notes.rope.clone();
        let slice = line_slice(&rope, line);
        let mut anew = WrappedLine::new(slice, width);
        for row in 0..=anew.count(|| slice, width) {
            let kept = notes.rows.row(&rope, RowIndex { line, row });
            assert_eq!(
                kept,
                anew.row(|| slice, width, row),
                "line {line}, row {row}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_given_splices_make_the_editor_s_text_after_every_action(
        start in words(),
        acts in prop::collection::vec(acts(), 1..60),
    ) {
        let mut notes = Notes::new(Rope::from_str(&start));
        let mut text = Text::default();
        text.replace_with(&start, Duration::ZERO);
        let mut now = Duration::ZERO;
        for act in acts {
            if let Some(splice) = perform(&mut notes, &act, &mut now) {
                prop_assert_eq!(text.rope().slice(splice.at..splice.removed_end()), splice.removed.as_str());
                prop_assert!(text.apply(&splice.to_edit(), now).is_ok(), "misfit: {splice:?}");
            }
            prop_assert_eq!(text.rope(), notes.rope());
            let caret = notes.cursor.offset;
            prop_assert_eq!(ceil(&notes.rope, caret), caret);
            let selected = notes.selection().unwrap_or_default();
            prop_assert_eq!(ceil(&notes.rope, selected.start), selected.start);
            prop_assert_eq!(ceil(&notes.rope, selected.end), selected.end);
        }
    }

    #[test]
    fn undoing_everything_gives_the_first_text_and_redoing_it_the_last(
        start in words(),
        acts in prop::collection::vec(acts(), 1..40),
    ) {
        let mut notes = Notes::new(Rope::from_str(&start));
        let mut now = Duration::ZERO;
        for act in acts {
            perform(&mut notes, &act, &mut now);
        }
        while notes.act(EditAction::Redo, now) != EditOutcome::Same {}
        let last = notes.rope().clone();
        while notes.act(EditAction::Undo, now) != EditOutcome::Same {}
        prop_assert_eq!(notes.rope().to_string(), start);
        while notes.act(EditAction::Redo, now) != EditOutcome::Same {}
        prop_assert_eq!(notes.rope(), &last);
    }

    #[test]
    fn graphemes_found_around_an_offset_are_those_of_the_whole_line(
        words in prop::collection::vec(words(), 0..6),
        long in 0..2000_usize,
    ) {
        // The rope stores a long text in chunks, which may end inside a grapheme.
        let text = format!("{}{}", "x".repeat(long), words.concat());
        let rope = Rope::from_str(&text);
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let (words, end) = line.strip_suffix('\n').map_or((line, None), |words| (words, Some("\n")));
            for grapheme in words.graphemes(true).chain(end) {
                let end = start + grapheme.chars().count();
                if end < long {
                    start = end;
                    continue;
                }
                prop_assert_eq!((floor(&rope, start), ceil(&rope, start)), (start, start));
                prop_assert_eq!((after(&rope, start), before(&rope, end)), (end, start));
                for inside in start + 1..end {
                    prop_assert_eq!((floor(&rope, inside), ceil(&rope, inside)), (start, end));
                }
                start = end;
            }
        }
    }

    #[test]
    fn cached_rows_are_those_of_wrapping_again(
        start in words(),
        acts in prop::collection::vec(acts(), 1..30),
        width in 1..12_u16,
    ) {
        let mut notes = Notes::new(Rope::from_str(&start));
        let mut now = Duration::ZERO;
        notes.rows.set_width(usize::from(width));
        for act in acts {
            if !matches!(act, Act::Draw(..)) {
                perform(&mut notes, &act, &mut now);
            }
            check_rows(&mut notes, usize::from(width));
        }
    }
}

//! Tests of the editor as tables: the text before, the keys, the text after. In a text `|` is the caret and `^` the other
//! end of the selection.

mod drawing;
mod edits;
mod moves;
mod properties;
mod undo;
mod wrapping;

use std::time::Duration;

use ropey::Rope;

use super::{Cursor, EditAction, EditOutcome, Move, Notes};
use crate::domain::session::notes::Splice;

/// An editor of a text with the caret and the selection drawn in it.
fn notes(drawn: &str) -> Notes {
    let index = |mark: char| {
        let before = drawn.split_once(mark)?.0;
        Some(before.chars().filter(|c| !matches!(c, '|' | '^')).count())
    };
    let text: String = drawn.chars().filter(|c| !matches!(c, '|' | '^')).collect();
    let mut notes = Notes::new(Rope::from_str(&text));
    notes.cursor = Cursor {
        anchor: index('^'),
        offset: index('|').expect("a caret is drawn"),
    };
    notes
}

/// The text with caret and selection drawn in it.
fn drawn(notes: &Notes) -> String {
    let mut marks = vec![(notes.cursor.offset, '|')];
    if notes.selection().is_some() {
        marks.extend(notes.cursor.anchor.map(|anchor| (anchor, '^')));
    }
    marks.sort_by(|a, b| b.cmp(a));
    let mut text: Vec<char> = notes.rope.chars().collect();
    for (at, mark) in marks {
        text.insert(at, mark);
    }
    text.into_iter().collect()
}

/// Presses keys: letters are typed, `<name>` is an action, `<s-name>` a move that selects, `<wait>` two seconds,
/// `<paste:text>` a paste.
fn play(notes: &mut Notes, keys: &str) -> Vec<EditOutcome> {
    let mut now = Duration::from_secs(60);
    let mut outcomes = Vec::new();
    let mut rest = keys;
    while let Some(first) = rest.chars().next() {
        let action = if let Some((name, behind)) =
            rest.strip_prefix('<').and_then(|rest| rest.split_once('>'))
        {
            rest = behind;
            if name == "wait" {
                now += Duration::from_secs(2);
                continue;
            }
            named(name)
        } else {
            rest = &rest[first.len_utf8()..];
            EditAction::Insert(first)
        };
        outcomes.push(notes.act(action, now));
        now += Duration::from_millis(100);
    }
    outcomes
}

/// The kinds of these outcomes.
fn kinds(outcomes: &[EditOutcome]) -> Vec<&'static str> {
    let kind = |outcome: &EditOutcome| match outcome {
        EditOutcome::Same => "same",
        EditOutcome::Changed(_) => "changed",
        EditOutcome::Full => "full",
        EditOutcome::Copied(_) => "copied",
        EditOutcome::Cut(_) => "cut",
    };
    outcomes.iter().map(kind).collect()
}

/// The change of an outcome, if any.
fn splice_of(outcome: EditOutcome) -> Option<Splice> {
    match outcome {
        EditOutcome::Changed(splice) | EditOutcome::Cut(splice) => Some(splice),
        EditOutcome::Same | EditOutcome::Full | EditOutcome::Copied(_) => None,
    }
}

fn named(name: &str) -> EditAction {
    if let Some(text) = name.strip_prefix("paste:") {
        return EditAction::Paste(text.to_string());
    }
    let (select, name) = match name.strip_prefix("s-") {
        Some(name) => (true, name),
        None => (false, name),
    };
    let to = match name {
        "left" => Move::Left,
        "right" => Move::Right,
        "up" => Move::Up,
        "down" => Move::Down,
        "home" => Move::LineStart,
        "end" => Move::LineEnd,
        "pgup" => Move::PageUp,
        "pgdn" => Move::PageDown,
        "wleft" => Move::WordLeft,
        "wright" => Move::WordRight,
        "top" => Move::TextStart,
        "bottom" => Move::TextEnd,
        other => return acting(other),
    };
    EditAction::Move { to, select }
}

fn acting(name: &str) -> EditAction {
    match name {
        "enter" => EditAction::Newline,
        "bs" => EditAction::Backspace,
        "del" => EditAction::Delete,
        "wordback" => EditAction::WordBack,
        "tab" => EditAction::Indent,
        "untab" => EditAction::Unindent,
        "undo" => EditAction::Undo,
        "redo" => EditAction::Redo,
        "all" => EditAction::SelectAll,
        "mark" => EditAction::SetMark,
        "esc" => EditAction::Unselect,
        "cut" => EditAction::Cut,
        "copy" => EditAction::Copy,
        "pastekept" => EditAction::PasteKept,
        other => panic!("no key is called `{other}`"),
    }
}

/// Checks rows of text before, keys, text after.
fn check(table: &[(&str, &str, &str)]) {
    for (before, keys, after) in table {
        let mut notes = notes(before);
        let _ = play(&mut notes, keys);
        assert_eq!(drawn(&notes), *after, "{before:?} and {keys:?}");
    }
}

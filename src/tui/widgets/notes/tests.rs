//! The editor held to its rules, in tables: text before with caret and selection drawn in it, keys, text after.
//! `|` is the caret, `^` where the selection began.

mod drawing;
mod edits;
mod moves;
mod properties;
mod undo;
mod wrapping;

use std::time::Duration;

use ropey::Rope;

use super::{Action, Move, Notes, Outcome, Span};
use crate::domain::session::notes::Splice;

/// An editor with the caret and the selection where they are drawn.
fn notes(drawn: &str) -> Notes {
    let place = |mark: char| {
        let before = drawn.split_once(mark)?.0;
        Some(before.chars().filter(|c| !matches!(c, '|' | '^')).count())
    };
    let text: String = drawn.chars().filter(|c| !matches!(c, '|' | '^')).collect();
    let mut notes = Notes::new(Rope::from_str(&text));
    notes.span = Span {
        anchor: place('^'),
        caret: place('|').expect("a caret is drawn"),
    };
    notes
}

/// The text with caret and selection drawn in it.
fn drawn(notes: &Notes) -> String {
    let mut marks = vec![(notes.span.caret, '|')];
    if notes.selection().is_some() {
        marks.extend(notes.span.anchor.map(|anchor| (anchor, '^')));
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
fn play(notes: &mut Notes, keys: &str) -> Vec<Outcome> {
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
            Action::Insert(first)
        };
        outcomes.push(notes.act(action, now));
        now += Duration::from_millis(100);
    }
    outcomes
}

/// Which kinds of outcome keys have.
fn kinds(outcomes: &[Outcome]) -> Vec<&'static str> {
    let kind = |outcome: &Outcome| match outcome {
        Outcome::Same => "same",
        Outcome::Changed(_) => "changed",
        Outcome::Full => "full",
        Outcome::Copied(_) => "copied",
        Outcome::Cut(_) => "cut",
    };
    outcomes.iter().map(kind).collect()
}

/// What an outcome changed.
fn splice_of(outcome: Outcome) -> Option<Splice> {
    match outcome {
        Outcome::Changed(splice) | Outcome::Cut(splice) => Some(splice),
        Outcome::Same | Outcome::Full | Outcome::Copied(_) => None,
    }
}

fn named(name: &str) -> Action {
    if let Some(text) = name.strip_prefix("paste:") {
        return Action::Paste(text.to_string());
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
    Action::Move { to, select }
}

fn acting(name: &str) -> Action {
    match name {
        "enter" => Action::Newline,
        "bs" => Action::Backspace,
        "del" => Action::Delete,
        "wordback" => Action::WordBack,
        "tab" => Action::Indent,
        "untab" => Action::Unindent,
        "undo" => Action::Undo,
        "redo" => Action::Redo,
        "all" => Action::SelectAll,
        "mark" => Action::SetMark,
        "esc" => Action::Unselect,
        "cut" => Action::Cut,
        "copy" => Action::Copy,
        "pastekept" => Action::PasteKept,
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

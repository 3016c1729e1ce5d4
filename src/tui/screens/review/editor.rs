//! A comment while it is typed: its kind, its words, and the coach's own phrases that hold what is typed so far.

use std::time::Duration;

use crate::domain::judging::anchor::Anchor;
use crate::domain::judging::review::{Comment, Draft, Kind};
use crate::domain::sanitize;
use crate::tui::input::Key;
use crate::tui::widgets::line::LineInput;

/// How many phrases come up at once.
pub(super) const MOST_PHRASES: usize = 4;

#[derive(Debug)]
pub(super) struct Editor {
    pub of: Option<usize>,
    pub kind: Kind,
    pub anchor: Anchor,
    pub line: LineInput,
    /// The chosen phrase among those that fit.
    pub chosen: Option<usize>,
}

impl Editor {
    /// Goes on with a draft.
    pub fn of(draft: &Draft) -> Self {
        let mut line = LineInput::default();
        line.paste(&draft.text, Duration::ZERO);
        Self {
            of: draft.of,
            kind: draft.kind,
            anchor: draft.anchor.clone(),
            line,
            chosen: None,
        }
    }

    /// What is to be kept of it.
    pub fn draft(&self) -> Draft {
        Draft {
            of: self.of,
            kind: self.kind,
            anchor: self.anchor.clone(),
            text: self.line.text(),
        }
    }

    /// Takes a key of the text.
    pub fn type_key(&mut self, key: Key) {
        if self.line.on(key, Duration::ZERO) {
            self.chosen = None;
        }
    }

    /// The phrases that hold what is typed, upper and lower case alike.
    pub fn fitting<'a>(&self, phrases: &'a [String]) -> Vec<&'a String> {
        let typed = self.line.text().trim().to_lowercase();
        let fits = |phrase: &&String| {
            let phrase = phrase.to_lowercase();
            phrase.contains(&typed) && phrase != typed
        };
        phrases.iter().filter(fits).take(MOST_PHRASES).collect()
    }

    /// Chooses the next phrase, or the one before; none before the first.
    pub fn step(&mut self, back: bool, phrases: &[String]) {
        let count = self.fitting(phrases).len();
        self.chosen = match (self.chosen, back) {
            (None, false) => (count > 0).then_some(0),
            (Some(chosen), false) => Some((chosen + 1).min(count.saturating_sub(1))),
            (chosen, true) => chosen.and_then(|chosen| chosen.checked_sub(1)),
        };
    }

    /// Puts the chosen phrase in place of what is typed; whether one was chosen.
    pub fn take_phrase(&mut self, phrases: &[String]) -> bool {
        let chosen = self.chosen.take();
        let fitting = self.fitting(phrases);
        let Some(phrase) = chosen.and_then(|chosen| fitting.get(chosen)) else {
            return false;
        };
        let phrase = (*phrase).clone();
        self.line.clear();
        self.line.paste(&phrase, Duration::ZERO);
        true
    }
}

/// A comment on one line: its kind, that it is resolved, its words.
pub(super) fn told(comment: &Comment) -> String {
    let resolved = if comment.resolved.is_some() {
        ", resolved"
    } else {
        ""
    };
    let text = sanitize::line(&comment.text);
    format!("{}{resolved}: {text}", comment.kind.word())
}

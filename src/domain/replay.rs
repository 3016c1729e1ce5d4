//! A session as it stood at any moment of its interview. It folds the same events as the running program, from the
//! nearest of the states that it keeps, so that a seek costs the same wherever it leads.

use std::time::Duration;

use super::event::{Entry, Event};
use super::log::Log;
use super::session::Session;
use super::text::Edit;

/// A state is kept every so many entries, and never more than this many states.
const STRIDE: usize = 256;
const MOST_STATES: usize = 256;

/// One change of the notes, as it happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// A place in the plan's stages.
    pub stage: usize,
    pub edit: Edit,
    /// The characters that went.
    pub removed: String,
}

/// A replay with its place in the log and its moment.
#[derive(Debug)]
pub struct Replay {
    log: Log,
    /// How many entries are the interview's.
    len: usize,
    stride: usize,
    /// The session after 0, `stride`, 2 `stride` … entries.
    states: Vec<Session>,
    /// The session after `place` entries.
    session: Session,
    place: usize,
    at: Duration,
    change: Option<Change>,
}

impl Replay {
    /// Stands at the start; `None` where the log has no head.
    pub fn of(log: Log) -> Option<Self> {
        let mut session = Session::new(log.head()?.clone());
        let len = log.interview_len();
        let stride = STRIDE.max(len / MOST_STATES + 1);
        let mut states = Vec::with_capacity(len / stride + 1);
        for place in 0..=len {
            if place % stride == 0 {
                states.push(session.clone());
            }
            if place < len {
                log.fold(place, &mut session);
            }
        }
        let mut replay = Self {
            session: states[0].clone(),
            log,
            len,
            stride,
            states,
            place: 0,
            at: Duration::ZERO,
            change: None,
        };
        replay.seek(Duration::ZERO);
        Some(replay)
    }

    /// The session as it stands at this moment.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The moment that is shown.
    pub fn at(&self) -> Duration {
        self.at
    }

    /// How many entries lie before this moment.
    pub fn place(&self) -> usize {
        self.place
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.len
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The moment of the interview's last entry.
    pub fn end(&self) -> Duration {
        self.moment_of(self.len)
    }

    /// What the last entry changed in the notes, where it did.
    pub fn change(&self) -> Option<&Change> {
        self.change.as_ref()
    }

    /// Goes to just behind an entry, counted from 1; 0 is before all.
    pub fn go(&mut self, place: usize) {
        let place = place.min(self.len);
        self.at = self.moment_of(place);
        self.stand(place);
    }

    /// Goes to a moment: everything up to it has happened.
    pub fn seek(&mut self, at: Duration) {
        let at = at.min(self.end());
        let happened = self.entries().partition_point(|entry| entry.at <= at);
        self.stand(happened);
        self.at = at;
    }

    /// The moment of the next entry that changes the notes or the open stage; `None` at the end.
    pub fn next_change(&self) -> Option<Duration> {
        let rest = &self.entries()[self.place..];
        let changes =
            |entry: &&Entry| matches!(entry.event, Event::Edit { .. } | Event::Entered { .. });
        rest.iter().find(changes).map(|entry| entry.at)
    }

    /// One edit on or back; whether there was one.
    pub fn step(&mut self, back: bool) -> bool {
        let is_edit = |entry: &Entry| matches!(entry.event, Event::Edit { .. });
        let to = if back {
            // Behind the edit before the last one that is shown.
            let before = &self.entries()[..self.place];
            let shown = before.iter().rposition(is_edit);
            shown.map(|shown| {
                before[..shown]
                    .iter()
                    .rposition(is_edit)
                    .map_or(0, |at| at + 1)
            })
        } else {
            let rest = &self.entries()[self.place..];
            rest.iter().position(is_edit).map(|at| self.place + at + 1)
        };
        to.inspect(|to| self.go(*to)).is_some()
    }

    /// To where the next stage began, or back to where this or the one before did; whether there was one.
    pub fn step_stage(&mut self, back: bool) -> bool {
        let is_enter = |entry: &Entry| matches!(entry.event, Event::Entered { .. });
        let to = if back {
            let before = &self.entries()[..self.place.saturating_sub(1)];
            before
                .iter()
                .rposition(|entry| is_enter(entry) && entry.at < self.at)
        } else {
            let rest = &self.entries()[self.place..];
            rest.iter().position(is_enter).map(|at| self.place + at)
        };
        to.inspect(|to| self.go(to + 1)).is_some()
    }

    /// The place behind the entry with which a word first stood in any stage's notes, upper and lower case alike;
    /// `None` where it never did.
    pub fn first_appearance(&self, word: &str) -> Option<usize> {
        let word = word.trim().to_lowercase();
        if word.is_empty() {
            return None;
        }
        let reach = word.chars().count();
        let mut session = self.states[0].clone();
        for (place, entry) in self.entries().iter().enumerate() {
            self.log.fold(place, &mut session);
            let (stage, around) = match &entry.event {
                Event::Edit { stage, edit } => {
                    let end = edit.at + edit.inserted.chars().count();
                    (*stage, edit.at.saturating_sub(reach)..end + reach)
                }
                Event::Keyframe { stage, .. } => (*stage, 0..usize::MAX),
                _ => continue,
            };
            let Some(page) = session.pages.get(stage) else {
                continue;
            };
            let rope = page.notes.rope();
            let end = around.end.min(rope.len_chars());
            let near = rope.slice(around.start.min(end)..end).to_string();
            if near.to_lowercase().contains(&word) {
                return Some(place + 1);
            }
        }
        None
    }

    fn entries(&self) -> &[Entry] {
        &self.log.entries()[..self.len]
    }

    fn moment_of(&self, place: usize) -> Duration {
        let last = place
            .checked_sub(1)
            .and_then(|last| self.log.entries().get(last));
        last.map_or(Duration::ZERO, |entry| entry.at)
    }

    /// Folds up to `place`, from here where that is near, and keeps what the last entry changed.
    fn stand(&mut self, place: usize) {
        if place == self.place {
            return;
        }
        let kept = place.saturating_sub(1) / self.stride;
        let mut from = self.place;
        if place < self.place || kept * self.stride > self.place {
            self.session = self.states[kept].clone();
            from = kept * self.stride;
        }
        self.change = None;
        for next in from..place {
            if next + 1 == place {
                self.change = self.change_of(next);
            }
            self.log.fold(next, &mut self.session);
        }
        self.place = place;
    }

    /// The change that an entry is about to make.
    fn change_of(&self, place: usize) -> Option<Change> {
        let Event::Edit { stage, edit } = &self.log.entries().get(place)?.event else {
            return None;
        };
        let rope = self.session.pages.get(*stage)?.notes.rope();
        let end = edit.at.saturating_add(edit.removed).min(rope.len_chars());
        let removed = rope.slice(edit.at.min(end)..end).to_string();
        Some(Change {
            stage: *stage,
            edit: edit.clone(),
            removed,
        })
    }
}

//! The replay: the notes and the countdown at any time of the interview, below a timeline of it.
//!
//! ```text
//!  Replay · sam · Image Caption Generator                       ▸ playing at 4x   skipped 2:40
//! ─ Timeline ───────── ? asked   ▼ follow-up   ◆ comment   ▄ edits in 30 s, at most 91 ─
//!  stage   Setup 5:00 Data 7:49              Model 9:05
//!          ━━━━━━━━━━ ━━━━━━━━╌╌╌╌╌╌╌╌╌╌╌╌╌╌ ╌╌╌╌╌╌╌╌╌╌╌╌╌╌
//!  edits   ██▄       ▃█ █   █▁ ▇▃   █  █     █   █▁    █▁
//!  marks   ?◆     ▼ ▼        ◆  ▼             ◆  ▼
//! ─ Notes at 12:49 · Data ── 4:28 left of 10:00 ─┬─ Events ───────────────── 12 of 20 ─
//!  11 sources: uploads 4M/day, [-maybe-]60k      │  12:25 follow-up "What if half …"
//!   Space stop   → edit   ] stage   / word   n comment   q back                ? help
//! ```
//! It does not know where the log and the comments come from.

mod act;
mod describe;
mod draw;
mod events;
mod notes;
mod play;
mod timeline;

#[cfg(test)]
mod tests;

use std::time::Duration;

use crate::domain::interview::ClockReading;
use crate::domain::judging::anchor::Anchor;
use crate::domain::session::replay::{Change, Replay};
use crate::tui::effect::Effect;
use crate::tui::input::Input;
use crate::tui::keys::Context;
use crate::tui::widgets::scroll::WHEEL;
use crate::tui::widgets::text_input::TextInput;
use events::Events;
use notes::ReplayNotes;
use play::Playback;
use timeline::ReplayTimeline;

/// A coach's comment, to go to its time, or to the edit that wrote its first line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentPin {
    /// A short description: `fix: name the unit`.
    pub label: String,
    pub anchor: Anchor,
}

/// A comment with its place in the interview.
#[derive(Debug)]
struct PlacedPin {
    place: ReplayPosition,
    label: String,
}

/// A position in the log and the interview time, which may be later than the last entry before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct ReplayPosition {
    position: usize,
    at: Duration,
}

#[derive(Debug)]
pub struct ReplayScreen {
    replay: Replay,
    /// Whether it is opened from a review, so that comments can be made.
    is_reviewed: bool,
    /// Whether the window shows notes and events beside each other, and else whether it shows the events.
    is_wide: bool,
    shows_events: bool,
    /// By their place.
    comments: Vec<PlacedPin>,
    /// The index of the comment that was shown last.
    comment: Option<usize>,
    play: Playback,
    notes: ReplayNotes,
    timeline: ReplayTimeline,
    events: Events,
    /// The word being typed, to go to its first appearance.
    word: Option<TextInput>,
}

impl ReplayScreen {
    /// Opens at the start, stopped. Without a review there are no comments, and none can be made.
    pub fn new(replay: Replay, pins: Option<&[CommentPin]>) -> Self {
        let mut screen = Self {
            replay,
            is_reviewed: pins.is_some(),
            is_wide: false,
            shows_events: false,
            comments: Vec::new(),
            comment: None,
            play: Playback::default(),
            notes: ReplayNotes::default(),
            timeline: ReplayTimeline::default(),
            events: Events::default(),
            word: None,
        };
        screen.set_comments(pins.unwrap_or_default());
        screen
    }

    /// Replaces the comments. One on a stage as a whole, and one whose first line was never in the notes, is left out.
    pub fn set_comments(&mut self, pins: &[CommentPin]) {
        let first_lines = pins.iter().map(|pin| {
            let mut lines = pin.anchor.text.lines();
            let first = lines.find(|line| !line.trim().is_empty());
            (pin.anchor.stage, first.unwrap_or_default())
        });
        let positions = self.replay.first_lines(&first_lines.collect::<Vec<_>>());
        let place = |pin: &CommentPin, written: Option<usize>| match pin.anchor.time {
            Some(time) => Some(ReplayPosition {
                position: self.replay.position_at(time),
                at: time.min(self.replay.end()),
            }),
            None if pin.anchor.is_on_stage() => None,
            None => written.map(|position| ReplayPosition {
                position,
                at: self.replay.time_of(position),
            }),
        };
        let comments = pins.iter().zip(positions);
        let comments = comments.filter_map(|(pin, written)| {
            Some(PlacedPin {
                place: place(pin, written)?,
                label: pin.label.clone(),
            })
        });
        let mut comments: Vec<PlacedPin> = comments.collect();
        comments.sort_by_key(|comment| comment.place);
        let entries = self.replay.entries();
        let timed = comments.iter();
        let timed = timed.map(|comment| (comment.place.at, comment.label.clone()));
        let times = timed.clone().map(|(at, _)| at);
        let plan = &self.replay.session().head.plan;
        self.timeline = ReplayTimeline::of(entries, self.replay.end(), times);
        self.events = Events::of(entries, plan, timed);
        (self.comments, self.comment) = (comments, None);
    }

    /// The contexts of all parts of the screen.
    pub const CONTEXTS: [Context; 2] = [Context::Replay, Context::Appearance];

    /// The context in which keys are looked up now.
    pub fn context(&self) -> Context {
        if self.word.is_some() {
            Context::Appearance
        } else {
            Context::Replay
        }
    }

    /// Stops playing.
    pub fn stop(&mut self) {
        self.play.stop();
    }

    /// Takes one input.
    pub fn on(&mut self, input: &Input, now: ClockReading) -> Vec<Effect> {
        self.pass(now);
        match (input, &mut self.word) {
            (Input::Key(key), _) => return self.key(*key, now),
            (Input::Paste(text), Some(word)) => {
                word.paste(text);
            }
            (Input::Click { column, row, .. }, None) => {
                if let Some(at) = self.timeline.time_at(*column, *row) {
                    self.play.stop();
                    self.replay.seek(at);
                }
            }
            (Input::Wheel { up, .. }, _) => self.notes.scroll(if *up { -WHEEL } else { WHEEL }),
            _ => {}
        }
        Vec::new()
    }

    /// The last edit while it is highlighted; during playback together with the letters typed right before it.
    fn recent_change(&self) -> Option<Change> {
        let since = self.replay.at().saturating_sub(self.play.highlight());
        let change = self.replay.change().filter(|change| change.at >= since)?;
        if self.play.is_on() {
            self.replay.typed_since(since)
        } else {
            Some(change.clone())
        }
    }

    /// The stage whose notes are shown: the stage of the highlighted change, else the open one.
    fn stage(&self) -> usize {
        let open = self.replay.session().stage;
        self.recent_change().map_or(open, |change| change.stage)
    }
}

//! The replay: the notes as they stood at any moment, with the countdown of that moment.
//!
//! ```text
//!  Replay · Image captions      1 Setup ▸2 Data  3 Model  4 Serve  5 Monitor
//!  12:31 of 36:48 ━━━━━━━┿━━━━━━●───────┿──────────┿─────────┿─── 4x playing
//!  4:28 left of 10:00, total 24:29 left                         skipped 2:40
//!  Notes · Data ────────────────────────────────────────────────────────────
//!  11 sources: uploads 4M/day, [-maybe-]60k user alt texts
//!
//!  - "maybe"
//!  12:25 follow-up "What if half of them are wrong?"
//!   Space stop   → edit   ] stage   / word   n comment   q back   ? help
//! ```
//! It must not know where the log comes from, nor whose comments these are.

mod act;
mod draw;
mod play;
mod sheet;
mod words;

#[cfg(test)]
mod tests;

use crate::domain::interview::ClockReading;
use crate::domain::judging::anchor::Anchor;
use crate::domain::session::replay::{Change, Replay};
use crate::tui::effect::Effect;
use crate::tui::input::Input;
use crate::tui::keys::Context;
use crate::tui::widgets::text_input::TextInput;
use play::Play;
use sheet::ReplayNotes;

/// How many rows the wheel moves.
const WHEEL: isize = 3;

/// A coach's comment, to go to where its lines came up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    /// What it says, in a few words: `fix: name the unit`.
    pub label: String,
    pub anchor: Anchor,
}

#[derive(Debug)]
pub struct ReplayScreen {
    replay: Replay,
    /// The labels of the comments by the place behind which their first line stood, in order.
    comments: Vec<(usize, String)>,
    /// The comment that was gone to last.
    comment: Option<usize>,
    play: Play,
    sheet: ReplayNotes,
    /// The word that is being typed, to go to its first appearance.
    word: Option<TextInput>,
}

impl ReplayScreen {
    /// Opens at the start, stopped. A comment whose words never stood in the log is left out.
    pub fn new(replay: Replay, pins: &[Pin]) -> Self {
        let first_line = |pin: &Pin| {
            let mut lines = pin.anchor.text.lines();
            let words = lines.find(|line| !line.trim().is_empty());
            words.unwrap_or_default().to_owned()
        };
        let lines: Vec<String> = pins.iter().map(first_line).collect();
        let wanted: Vec<(usize, &str)> = pins
            .iter()
            .zip(&lines)
            .map(|(pin, line)| (pin.anchor.stage, line.as_str()))
            .collect();
        let places = replay.first_lines(&wanted);
        let found = pins.iter().zip(places);
        let mut comments: Vec<(usize, String)> = found
            .filter_map(|(pin, place)| Some((place?, pin.label.clone())))
            .collect();
        comments.sort_by_key(|(place, _)| *place);
        Self {
            replay,
            comments,
            comment: None,
            play: Play::default(),
            sheet: ReplayNotes::default(),
            word: None,
        }
    }

    /// The contexts that its help explains.
    pub const HELP: [Context; 2] = [Context::Replay, Context::Appearance];

    /// Where keys are looked up now.
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
            (Input::Wheel { up, .. }, _) => self.sheet.scroll(if *up { -WHEEL } else { WHEEL }),
            _ => {}
        }
        Vec::new()
    }

    /// The last edit, while it is seen to happen; in playing with the letters that were typed right before it.
    fn fresh(&self) -> Option<Change> {
        let since = self.replay.at().saturating_sub(self.play.in_sight());
        let change = self.replay.change().filter(|change| change.at >= since)?;
        if self.play.is_on() {
            self.replay.typed_since(since)
        } else {
            Some(change.clone())
        }
    }

    /// The stage whose notes are shown: the one in which something changes, else the one that is open.
    fn stage(&self) -> usize {
        let open = self.replay.session().stage;
        self.fresh().map_or(open, |change| change.stage)
    }
}

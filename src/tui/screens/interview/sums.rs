//! Sum lines in the notes: computed by Enter at their end, or on command.

use std::borrow::Cow;

use super::InterviewScreen;
use crate::domain::calc;
use crate::domain::interview::ClockReading;
use crate::domain::sanitize;
use crate::domain::session::event::Event;
use crate::tui::effect::{Effect, say};
use crate::tui::widgets::notes::EditOutcome;

impl InterviewScreen {
    /// Enter at the end of a line computes it where it is certain; any other line just gets its new line.
    pub(super) fn compute_at_line_end(&mut self, now: ClockReading) {
        let notes = &self.notes[self.session().stage];
        if notes.at_line_end() && notes.selection().is_none() {
            let _ = self.compute(false, now);
        }
    }

    /// The command computes a definition, too, and says why a line cannot be computed.
    pub(super) fn compute_on_command(&mut self, now: ClockReading) -> Vec<Effect> {
        match self.compute(true, now) {
            Ok(()) => Vec::new(),
            Err(why) => say(sanitize::line(&why)),
        }
    }

    fn compute(&mut self, on_command: bool, now: ClockReading) -> Result<(), String> {
        let stage = self.session().stage;
        let notes = &self.notes[stage];
        let text = notes.line(notes.caret_line()).into_owned();
        let Some(computed) = calc::completed(&text, self.lines_above(stage), on_command)? else {
            return Ok(());
        };
        let outcome = self.notes[stage].replace_line(&computed);
        if outcome == EditOutcome::Full {
            return Err("the notes of this stage are full".into());
        }
        self.interview.record_now(Event::Computed { stage }, now);
        self.apply(stage, outcome, now);
        Ok(())
    }

    /// The lines above the caret that may define a name, then those of earlier stages: the nearest first.
    fn lines_above(&self, stage: usize) -> impl Iterator<Item = Cow<'_, str>> {
        let stages = self.notes[..=stage].iter().enumerate().rev();
        stages.flat_map(move |(index, notes)| {
            let is_current = index == stage;
            let end = if is_current {
                notes.caret_line()
            } else {
                notes.rope().len_lines()
            };
            (0..end).rev().map(|line| notes.line(line))
        })
    }
}

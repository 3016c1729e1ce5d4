//! Computes sum lines in the notes, with Enter at their end or on command. The engine is `domain::sums`.

use super::InterviewScreen;
use crate::domain::interview::ClockReading;
use crate::domain::session::event::Event;
use crate::domain::sums;
use crate::tui::effect::{Effect, say};
use crate::tui::widgets::notes::EditOutcome;

impl InterviewScreen {
    /// Computes the line where Enter is pressed at its end; a line that is no sum stays as it is.
    pub(super) fn compute_at_line_end(&mut self, now: ClockReading) {
        let notes = &self.notes[self.session().stage];
        if notes.at_line_end() && notes.selection().is_none() {
            let _ = self.compute(now);
        }
    }

    /// Computes the line, or says why it cannot be computed.
    pub(super) fn compute_on_command(&mut self, now: ClockReading) -> Vec<Effect> {
        match self.compute(now) {
            Ok(()) => Vec::new(),
            Err(why) => say(why),
        }
    }

    fn compute(&mut self, now: ClockReading) -> Result<(), String> {
        let stage = self.session().stage;
        let notes = &mut self.notes[stage];
        let text = notes.line(notes.caret_line()).into_owned();
        let line = sums::line(&text)
            .ok_or("not a sum: write `= 4e6/day * 500 KB`, or `load = 4e6 / 1 day`")?;
        let sum = line
            .compute()
            .map_err(|fault| format!("cannot be computed: {fault}"))?;
        let computed = line.with(&sum);
        if computed == text {
            return Ok(());
        }
        let outcome = notes.replace_line(&computed);
        if outcome == EditOutcome::Full {
            return Err("the notes of this stage are full".into());
        }
        self.interview.note(Event::Computed { stage }, now);
        self.apply(stage, outcome, now);
        Ok(())
    }
}

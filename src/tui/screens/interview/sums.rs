//! Sum lines in the notes: computed when the caret leaves them, or on command; and computed again when a line that they use
//! has changed.

use std::borrow::Cow;

use ropey::Rope;

use super::InterviewScreen;
use crate::domain::calc::{self, Refusal};
use crate::domain::interview::ClockReading;
use crate::domain::sanitize;
use crate::domain::session::event::Event;
use crate::domain::units::counted;
use crate::tui::effect::{Effect, say};
use crate::tui::widgets::notes::{EditOutcome, Notes};

/// What the sums were last computed for.
#[derive(Debug, Default)]
pub(super) struct Settled {
    /// The notes of each stage.
    notes: Vec<Rope>,
    /// The open stage and the line of the caret.
    caret: (usize, usize),
    /// The notes have changed since.
    pub(super) is_outdated: bool,
}

/// What was done to the sums at once.
#[derive(Debug, Default)]
struct Outcome {
    /// Results that were no longer true: computed again, and removed.
    updated: usize,
    removed: usize,
    refusal: Option<Refusal>,
}

impl Settled {
    pub(super) fn new(notes: &[Notes], stage: usize) -> Self {
        Self {
            notes: notes.iter().map(|notes| notes.rope().clone()).collect(),
            caret: (stage, notes[stage].caret_line()),
            is_outdated: false,
        }
    }
}

impl InterviewScreen {
    /// Enter at the end of a line computes it, and the results that depend on it; any other line just gets its new line.
    pub(super) fn compute_at_line_end(&mut self, now: ClockReading) -> Vec<Effect> {
        let notes = &self.notes[self.session().stage];
        if !notes.at_line_end() || notes.selection().is_some() {
            return Vec::new();
        }
        let refusal = self.compute(false, now).err();
        let mut outcome = Outcome {
            refusal,
            ..Outcome::default()
        };
        if self.settled.is_outdated {
            self.update_results(&mut outcome, now);
        }
        outcome.message()
    }

    /// The command computes a definition, too, and says why a line cannot be computed.
    pub(super) fn compute_on_command(&mut self, now: ClockReading) -> Vec<Effect> {
        match self.compute(true, now) {
            Ok(()) => self.settle(true, now),
            Err(why) => say(sanitize::line(&why.to_string())),
        }
    }

    fn compute(&mut self, on_command: bool, now: ClockReading) -> Result<(), Refusal> {
        let stage = self.session().stage;
        let notes = &self.notes[stage];
        let line = notes.caret_line();
        let text = notes.line(line).into_owned();
        let above = self.lines_above(stage, line);
        if let Some(computed) = calc::completed(&text, above, on_command)? {
            let outcome = self.notes[stage].replace_line(&computed);
            if outcome != EditOutcome::Full {
                self.interview.record_now(Event::Computed { stage }, now);
            }
            self.apply(stage, outcome, now);
        }
        Ok(())
    }

    /// Computes what was written since the caret came to a line that it has now left, and what depends on that.
    pub(super) fn settle_left_lines(&mut self, now: ClockReading) -> Vec<Effect> {
        let stage = self.session().stage;
        let notes = &self.notes[stage];
        let caret = (stage, notes.caret_line());
        if !self.settled.is_outdated {
            self.settled.caret = caret;
            return Vec::new();
        }
        let is_same_line = self.settled.caret == caret
            && notes.rope().len_lines() == self.settled.notes[stage].len_lines();
        if is_same_line {
            return Vec::new();
        }
        self.settle(false, now)
    }

    /// Computes the lines that are new since the sums were last computed, but for that of the caret unless it is left,
    /// and then every result that is no longer true.
    pub(super) fn settle(&mut self, leaves_line: bool, now: ClockReading) -> Vec<Effect> {
        if !self.settled.is_outdated || !self.interview.is_running() {
            return Vec::new();
        }
        let mut outcome = Outcome::default();
        let open = self.session().stage;
        for stage in 0..self.notes.len() {
            let caret = (stage == open && !leaves_line).then(|| self.notes[stage].caret_line());
            let new = new_lines(&self.settled.notes[stage], self.notes[stage].rope());
            for line in new.into_iter().filter(|line| Some(*line) != caret) {
                let text = self.notes[stage].line(line).into_owned();
                // A result that stands there by hand stays.
                let is_free =
                    calc::result(&text).is_none() || self.session().stages[stage].sums.wrote(&text);
                if !is_free {
                    continue;
                }
                match calc::completed(&text, self.lines_above(stage, line), false) {
                    Ok(Some(computed)) => self.rewrite(stage, line, &computed, now),
                    Ok(None) => {}
                    Err(refusal) => outcome.refuse(refusal),
                }
            }
        }
        self.update_results(&mut outcome, now);
        self.settled = Settled::new(&self.notes, open);
        outcome.message()
    }

    /// Computes every result again that is no longer true, in this stage and all others.
    fn update_results(&mut self, outcome: &mut Outcome, now: ClockReading) {
        let stages = self.session().stages.iter().zip(&self.notes);
        let stages = stages.map(|(state, notes)| {
            let lines = 0..notes.rope().len_lines();
            (&state.sums, lines.map(|line| notes.line(line)).collect())
        });
        for outdated in calc::outdated(stages) {
            let has_result = calc::result(&outdated.text).is_some();
            outcome.updated += usize::from(has_result);
            outcome.removed += usize::from(!has_result);
            self.rewrite(outdated.stage, outdated.line, &outdated.text, now);
        }
    }

    /// Writes a result that nobody asked for by a key: as an undo step of its own, and the line keeps its minute.
    fn rewrite(&mut self, stage: usize, line: usize, text: &str, now: ClockReading) {
        self.notes[stage].room = self.session().notes_room(stage);
        let touched = self.interview.touched(stage, line..line + 1);
        if let EditOutcome::Changed(splice) = self.notes[stage].rewrite_line(line, text) {
            self.interview.record_now(Event::Computed { stage }, now);
            let interview = &self.interview;
            let _ =
                self.notes[stage].exchange_times(&splice, |lines| interview.touched(stage, lines));
            self.interview.restore(stage, &splice, &touched, now);
        }
    }

    /// The lines above one that may define a name, then those of earlier stages: the nearest first.
    fn lines_above(&self, stage: usize, line: usize) -> impl Iterator<Item = Cow<'_, str>> {
        let stages = self.notes[..=stage].iter().enumerate().rev();
        stages.flat_map(move |(index, notes)| {
            let end = if index == stage {
                line
            } else {
                notes.rope().len_lines()
            };
            (0..end).rev().map(|line| notes.line(line))
        })
    }
}

impl Outcome {
    /// Keeps the first reason that its writer wants to know.
    fn refuse(&mut self, refusal: Refusal) {
        if refusal.is_meant {
            self.refusal.get_or_insert(refusal);
        }
    }

    /// What is said of it: why a line is not computed, else which results have changed.
    fn message(&self) -> Vec<Effect> {
        if let Some(refusal) = self.refusal.as_ref().filter(|refusal| refusal.is_meant) {
            return say(sanitize::line(&format!("not computed: {}", refusal.reason)));
        }
        let results = |count: usize| counted(count, "result");
        match (self.updated, self.removed) {
            (0, 0) => Vec::new(),
            (updated, 0) => say(format!("{} computed again", results(updated))),
            (0, removed) => say(format!("{} removed: no longer true", results(removed))),
            (updated, removed) => say(format!(
                "{} computed again, {removed} removed",
                results(updated)
            )),
        }
    }
}

/// The lines of `new` that differ from those of `old` at the same distance from both ends, but for lines that were among
/// those of `old` with another result.
fn new_lines(old: &Rope, new: &Rope) -> Vec<usize> {
    let (before, after) = (old.len_lines(), new.len_lines());
    let shared = before.min(after);
    let start = (0..shared).take_while(|line| old.line(*line) == new.line(*line));
    let start = start.count();
    let end =
        (1..=shared - start).take_while(|back| old.line(before - back) == new.line(after - back));
    let end = end.count();
    let old: Vec<String> = (start..before - end)
        .map(|line| old.line(line).to_string())
        .collect();
    let is_new = |line: &usize| {
        let text = new.line(*line).to_string();
        !old.iter().any(|old| calc::same_sum(old, &text))
    };
    (start..after - end).filter(is_new).collect()
}

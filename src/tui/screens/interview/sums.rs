//! Sum lines in the notes: computed when the caret leaves them, or on command; and computed again when a line that they use
//! has changed.

use std::borrow::Cow;
use std::collections::HashSet;
use std::time::Duration;

use ropey::Rope;

use super::InterviewScreen;
use crate::domain::calc::{self, SumRefusal};
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
    /// Something was undone since, so that results of the open stage may not be true.
    is_undone: bool,
    /// Lines that had no result when they were new, each with its stage: a change above may give them one.
    refused: HashSet<(usize, String)>,
}

/// What was done to the sums at once.
#[derive(Debug, Default)]
struct SumChanges {
    /// Results that were no longer true: computed again, and removed.
    updated: usize,
    removed: usize,
    refusal: Option<SumRefusal>,
}

impl Settled {
    pub(super) fn new(notes: &[Notes], stage: usize) -> Self {
        Self {
            notes: notes.iter().map(|notes| notes.rope().clone()).collect(),
            caret: (stage, notes[stage].caret_line()),
            is_outdated: false,
            is_undone: false,
            refused: HashSet::new(),
        }
    }
}

impl InterviewScreen {
    /// Enter at the end of a line computes it; any other line just gets its new line. What depends on it is computed once the
    /// line is left.
    pub(super) fn compute_at_line_end(&mut self, now: ClockReading) -> Vec<Effect> {
        let notes = &self.notes[self.session().stage];
        if !notes.at_line_end() || notes.selection().is_some() {
            return Vec::new();
        }
        let refusal = self.compute(false, now).err();
        let outcome = SumChanges {
            refusal,
            ..SumChanges::default()
        };
        outcome.message()
    }

    /// The command computes a definition, too, and says why a line cannot be computed.
    pub(super) fn compute_on_command(&mut self, now: ClockReading) -> Vec<Effect> {
        match self.compute(true, now) {
            Ok(()) => self.settle(true, now),
            Err(why) => say(sanitize::line(&why.to_string())),
        }
    }

    fn compute(&mut self, on_command: bool, now: ClockReading) -> Result<(), SumRefusal> {
        let stage = self.session().stage;
        let notes = &self.notes[stage];
        let line = notes.caret_line();
        let text = notes.line(line).into_owned();
        let is_by_hand =
            calc::result(&text).is_some() && !self.session().stages[stage].sums.wrote(&text);
        if is_by_hand && !on_command {
            return Ok(());
        }
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
        if self.is_about_to_end(now) {
            return self.settle(true, now);
        }
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

    /// Whether a strict interview ends within a second: what is not computed by then never is.
    fn is_about_to_end(&self, now: ClockReading) -> bool {
        let session = self.session();
        let is_last = session.stage + 1 == session.stages.len();
        if !session.head.options.strict || !is_last {
            return false;
        }
        let left = self.interview.timeline(now).stages[session.stage].left();
        !left.is_zero() && left <= Duration::from_secs(1)
    }

    /// Computes the lines that are new since the sums were last computed, but for that of the caret unless it is left,
    /// and then every result that is no longer true.
    pub(super) fn settle(&mut self, leaves_line: bool, now: ClockReading) -> Vec<Effect> {
        let is_undone = self.settled.is_undone && leaves_line;
        if !(self.settled.is_outdated || is_undone) || !self.interview.is_running() {
            return Vec::new();
        }
        let open = self.session().stage;
        let caret = self.notes[open].caret_line();
        let changes = self.notes.iter().zip(&self.settled.notes);
        let changes: Vec<Changed> = changes
            .map(|(notes, old)| Changed::between(old, notes.rope()))
            .collect();
        let mut outcome = SumChanges::default();
        if is_undone || changes.iter().any(|change| change.has_sums) {
            let new = changes.into_iter().map(|change| change.new).enumerate();
            let new = new.map(|(stage, mut new)| {
                if stage == open && !leaves_line {
                    new.remove(&caret);
                }
                new
            });
            let new: Vec<HashSet<usize>> = new.collect();
            self.update_results(new, None, &mut outcome, now);
        }
        self.settled = Settled {
            refused: std::mem::take(&mut self.settled.refused),
            ..Settled::new(&self.notes, open)
        };
        outcome.message()
    }

    /// After an undo or a redo only the results of other stages are computed: in this one, a new step would end the redo.
    pub(super) fn settle_after_undo(&mut self, now: ClockReading) {
        let open = self.session().stage;
        if self.settled.is_outdated {
            let none = vec![HashSet::new(); self.notes.len()];
            self.update_results(none, Some(open), &mut SumChanges::default(), now);
        }
        self.settled = Settled {
            is_undone: true,
            refused: std::mem::take(&mut self.settled.refused),
            ..Settled::new(&self.notes, open)
        };
    }

    /// Computes every result again that is no longer true, in all stages save `but`, and the first ones of new lines.
    fn update_results(
        &mut self,
        new: Vec<HashSet<usize>>,
        but: Option<usize>,
        outcome: &mut SumChanges,
        now: ClockReading,
    ) {
        let stages = self.session().stages.iter().zip(&self.notes).zip(new);
        let pages = stages.enumerate().map(|(stage, ((state, notes), new))| {
            let lines = 0..notes.rope().len_lines();
            let lines: Vec<_> = lines.map(|line| notes.line(line)).collect();
            let is_refused = |line: &str| {
                let refused = &self.settled.refused;
                !refused.is_empty() && refused.contains(&(stage, calc::head(line).to_owned()))
            };
            let refused = (0..lines.len()).filter(|line| is_refused(&lines[*line]));
            calc::StageLines {
                written: &state.sums,
                refused: refused.collect(),
                lines,
                new,
            }
        });
        let calc::Refreshed {
            lines,
            refused,
            reason,
        } = calc::outdated(pages);
        outcome.refusal = reason;
        self.settled.refused.extend(refused);
        for outdated in lines.into_iter().filter(|it| Some(it.stage) != but) {
            let before = calc::result(&self.notes[outdated.stage].line(outdated.line)).is_some();
            let after = calc::result(&outdated.text).is_some();
            if self.rewrite(outdated.stage, outdated.line, &outdated.text, now) && before {
                outcome.updated += usize::from(after);
                outcome.removed += usize::from(!after);
            }
        }
    }

    /// Writes a result that nobody asked for by a key: as an undo step of its own, and the line keeps its minute.
    /// Returns whether the notes had room.
    fn rewrite(&mut self, stage: usize, line: usize, text: &str, now: ClockReading) -> bool {
        self.notes[stage].room = self.session().notes_room(stage);
        let touched = self.interview.touched(stage, line..line + 1);
        let outcome = self.notes[stage].rewrite_line(line, text);
        if let EditOutcome::Changed(splice) = outcome {
            self.interview.record_now(Event::Computed { stage }, now);
            let interview = &self.interview;
            let _ =
                self.notes[stage].exchange_times(&splice, |lines| interview.touched(stage, lines));
            self.interview.restore(stage, &splice, &touched, now);
            return true;
        }
        false
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

impl SumChanges {
    /// What is said of it: why a line is not computed, else which results have changed.
    fn message(&self) -> Vec<Effect> {
        if let Some(refusal) = self.refusal.as_ref().filter(|refusal| refusal.is_meant) {
            return say(sanitize::line(&refusal.to_string()));
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

/// What is different between two versions of the notes of a stage.
#[derive(Debug)]
struct Changed {
    /// Indices of the lines that are new, but for those that were there with another result.
    new: HashSet<usize>,
    /// Whether a line that came or went may be a sum.
    has_sums: bool,
}

impl Changed {
    fn between(old: &Rope, new: &Rope) -> Self {
        let (before, after) = (old.len_lines(), new.len_lines());
        let shared = before.min(after);
        let start = (0..shared).take_while(|line| old.line(*line) == new.line(*line));
        let start = start.count();
        let end = (1..=shared - start)
            .take_while(|back| old.line(before - back) == new.line(after - back));
        let end = end.count();
        let went: Vec<String> = (start..before - end)
            .map(|line| old.line(line).to_string())
            .collect();
        let came: Vec<String> = (start..after - end)
            .map(|line| new.line(line).to_string())
            .collect();
        let is_sum =
            |line: &String| line.contains(['=', '≈', '→', '?']) || calc::named_line(line).is_some();
        let heads: HashSet<&str> = went.iter().map(|line| calc::head(line)).collect();
        let is_new = |(_, line): &(usize, &String)| !heads.contains(calc::head(line));
        Self {
            has_sums: went.iter().chain(&came).any(is_sum),
            new: (start..)
                .zip(&came)
                .filter(is_new)
                .map(|(line, _)| line)
                .collect(),
        }
    }
}

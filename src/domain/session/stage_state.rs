//! The state of one stage of a session: notes, covered prompts, questions and follow-ups, and self-score.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use super::event::{Event, Evidence};
use super::notes::{Edit, Text};
use super::touched::Touched;
use crate::domain::calc::Written;

/// The state of one stage.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "five independent facts")]
pub struct StageState {
    pub notes: Text,
    /// The number and the time of the last event that changed the notes.
    pub changed: Option<(u64, Duration)>,
    pub spent: Duration,
    pub entered: bool,
    /// Prompts marked as covered, as indexes into the stage's prompts.
    pub covered: BTreeSet<usize>,
    /// Prompts whose hint was shown, and the interview time, in order.
    pub hints: Vec<(usize, Duration)>,
    /// The questions to the interviewer, in order. The states of a replay share them.
    pub asked: Vec<Arc<Asked>>,
    /// The follow-ups that were asked, in order of time.
    pub follow_ups: Vec<AskedFollowUp>,
    /// The evidence of each rubric item marked as shown, by the item's index in the design's stage.
    pub evidence: BTreeMap<usize, Evidence>,
    /// The rubric items marked as not shown, by index.
    pub not_shown: BTreeSet<usize>,
    /// The self-scored level, 1 to 4, once the stage is closed.
    pub level: Option<u8>,
    pub reference_opened: bool,
    /// A mark changed after the reference was opened.
    pub marked_after_reference: bool,
    /// False between damage to the log and the next keyframe.
    pub notes_complete: bool,
    /// The results of sums that the program wrote in the notes.
    pub sums: Written,
    /// A sum was computed: the next edit writes its result.
    pub(super) awaits_result: bool,
}

/// One question to the interviewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub typed: String,
    /// The matched question and its answer; `None` if nothing matched.
    pub reply: Option<(String, String)>,
    /// The questions of the design that it may have been, where none was asked.
    pub close: Vec<String>,
    pub at: Duration,
}

/// A follow-up that the interviewer asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedFollowUp {
    /// The index in the follow-ups of the design's stage.
    pub follow_up: usize,
    pub ask: String,
    pub at: Duration,
    /// When the candidate marked it as answered; `None` while it is unanswered.
    pub answered: Option<Duration>,
}

impl StageState {
    /// Whether the candidate did something in the stage: wrote, asked, took a hint, or covered a prompt. A stage that was
    /// only passed through, or waited in, is not done.
    pub fn has_work(&self) -> bool {
        let said = !self.asked.is_empty() || !self.hints.is_empty();
        said || !self.notes.is_empty() || !self.covered.is_empty()
    }

    /// The follow-ups that are not marked as answered, in order of time.
    pub fn unanswered(&self) -> impl DoubleEndedIterator<Item = &AskedFollowUp> {
        let asked = self.follow_ups.iter();
        asked.filter(|follow_up| follow_up.answered.is_none())
    }

    /// Folds in an event of this stage that has `prompts` prompts; `now` is the event's number and time. Returns
    /// whether the event fits: the prompt exists, the follow-up was asked, and an edit lies inside notes that are complete.
    pub(super) fn apply(&mut self, event: &Event, prompts: usize, now: (u64, Duration)) -> bool {
        let (_, at) = now;
        match event {
            Event::Entered { .. } => self.entered = true,
            Event::Edit { edit, touched, .. } => return self.edit(edit, touched, now),
            Event::Keyframe { notes, touched, .. } => self.replace_notes(notes, touched, now),
            Event::Covered { prompt, .. }
            | Event::Uncovered { prompt, .. }
            | Event::Hint { prompt, .. }
                if *prompt >= prompts =>
            {
                return false;
            }
            Event::Covered { prompt, .. } => {
                self.covered.insert(*prompt);
            }
            Event::Uncovered { prompt, .. } => {
                self.covered.remove(prompt);
            }
            Event::Hint { prompt, .. } => self.hints.push((*prompt, at)),
            Event::Asked {
                typed,
                question,
                answer,
                close,
                ..
            } => self.asked.push(Arc::new(Asked {
                typed: typed.clone(),
                reply: question.clone().zip(answer.clone()),
                close: close.clone(),
                at,
            })),
            Event::FollowUp { follow_up, ask, .. } => {
                self.follow_ups.push(AskedFollowUp {
                    follow_up: *follow_up,
                    ask: ask.clone(),
                    at,
                    answered: None,
                });
            }
            Event::FollowUpAnswered { follow_up, .. } => {
                return self.set_answered(*follow_up, Some(at));
            }
            Event::FollowUpReopened { follow_up, .. } => {
                return self.set_answered(*follow_up, None);
            }
            Event::ItemShown { item, evidence, .. } => self.mark(*item, Some(evidence)),
            Event::ItemNotShown { item, .. } => self.mark(*item, None),
            Event::StageClosed { level, .. } => self.level = Some(*level),
            Event::ReferenceOpened { .. } => self.reference_opened = true,
            Event::Computed { .. } => self.awaits_result = true,
            // Other events of a stage change nothing but the time.
            _ => {}
        }
        true
    }

    /// Marks an item of the rubric as shown by this evidence, or as not shown.
    fn mark(&mut self, item: usize, evidence: Option<&Evidence>) {
        if let Some(evidence) = evidence {
            self.not_shown.remove(&item);
            self.evidence.insert(item, evidence.clone());
        } else {
            self.evidence.remove(&item);
            self.not_shown.insert(item);
        }
        self.marked_after_reference |= self.reference_opened;
    }

    /// Marks a follow-up as answered or not; returns whether it was asked.
    fn set_answered(&mut self, follow_up: usize, answered: Option<Duration>) -> bool {
        let mut asked = self.follow_ups.iter_mut();
        let found = asked.find(|asked| asked.follow_up == follow_up);
        found.is_some_and(|asked| {
            asked.answered = answered;
            true
        })
    }

    /// Applies an edit; `touched` may give its lines other times than the event's. Returns whether the edit fits.
    fn edit(&mut self, edit: &Edit, touched: &Touched, now: (u64, Duration)) -> bool {
        let (_, at) = now;
        self.notes_complete = self.notes_complete && self.notes.apply(edit, at).is_ok();
        if self.notes_complete {
            self.changed = Some(now);
            let first = self.notes.rope().char_to_line(edit.at);
            if std::mem::take(&mut self.awaits_result) {
                self.sums.note(&self.notes.line(first));
            }
            let lines = 1 + edit.inserted.matches('\n').count();
            let times = touched.times().take(lines);
            self.notes
                .set_touched(first, times.map(|time| time.min(at)));
        }
        self.notes_complete
    }

    /// Takes the whole text of a keyframe. Without `touched` only lines that differ get the event's time.
    fn replace_notes(&mut self, notes: &str, touched: &Touched, now: (u64, Duration)) {
        let (_, at) = now;
        if !touched.is_empty() || self.notes.rope() != notes {
            self.changed = Some(now);
            self.notes.replace_with(notes, at);
            let times = touched.times().map(|time| time.min(at));
            self.notes.set_touched(0, times);
        }
        self.notes_complete = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::Session;
    use crate::domain::session::log::tests::{entry, follow_up, head};

    #[test]
    fn a_follow_up_is_answered_and_reopened_and_one_that_was_not_asked_is_damage() {
        let answered = |follow_up| Event::FollowUpAnswered {
            stage: 0,
            follow_up,
        };
        let mut session = Session::new(head(&["Setup"]));
        let mut answered_at = |n: u64, event: Event| {
            session.apply(&entry(n, n * 1000, event));
            let asked = &session.stages[0].follow_ups;
            let answered = asked[0].answered.map(|at| at.as_secs());
            (
                answered,
                session.stages[0].unanswered().count(),
                session.damaged,
            )
        };
        assert_eq!(answered_at(1, follow_up(0, "why?")), (None, 1, false));
        assert_eq!(answered_at(2, answered(0)), (Some(2), 0, false));
        let reopened = Event::FollowUpReopened {
            stage: 0,
            follow_up: 0,
        };
        assert_eq!(answered_at(3, reopened), (None, 1, false));
        assert_eq!(answered_at(4, answered(7)), (None, 1, true));
    }
}

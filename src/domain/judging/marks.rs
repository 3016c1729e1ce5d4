//! A debrief in progress: marks in, events out. Every event is folded into the session and then waits in the outbox to be
//! written, as in an interview. Levels follow from the marks by the rule in `rubric`.

use super::rubric::{self, Verdict};
use crate::domain::content::design::RubricItem;
use crate::domain::session::Session;
use crate::domain::session::event::{CommentName, Entry, Event, Evidence, Wall};
use crate::domain::session::stage_state::StageState;

/// The candidate's own mark of a rubric item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SelfMark {
    /// Shown by this line of the notes.
    Shown(Evidence),
    NotShown,
}

/// The debrief of a finished session, at any time after its finish.
#[derive(Debug)]
pub struct Debrief {
    session: Session,
    /// Wall seconds from the finish to the last event of this debrief.
    after: u64,
    outbox: Vec<Entry>,
}

impl Debrief {
    /// Starts or continues the debrief of a session; `None` while the interview is not finished.
    pub fn of(session: Session) -> Option<Self> {
        session.is_finished().then_some(Self {
            session,
            after: 0,
            outbox: Vec::new(),
        })
    }

    pub fn session(&self) -> &Session {
        &self.session
    }

    /// What is said on leaving the debrief before its end; `again` is the command that opens it again.
    pub fn left_text(&self, again: &str) -> String {
        let is_marked = |state: &StageState| {
            !state.evidence.is_empty() || !state.not_shown.is_empty() || state.level.is_some()
        };
        if self.session.stages.iter().any(is_marked) || self.session.next_time.is_some() {
            format!("everything marked is saved: `{again}` continues there")
        } else {
            format!("nothing is marked yet: `{again}` opens the debrief again")
        }
    }

    /// Takes the events since the last call, to be written.
    pub fn take_outbox(&mut self) -> Vec<Entry> {
        std::mem::take(&mut self.outbox)
    }

    /// Marks one item; an unchanged mark records nothing. In a closed stage the level is updated at once.
    pub fn mark(
        &mut self,
        stage: usize,
        item: usize,
        mark: SelfMark,
        rubric: &[RubricItem],
        now: Wall,
    ) {
        let Some(state) = self.session.stages.get(stage) else {
            return;
        };
        let (is_same, event) = match mark {
            SelfMark::Shown(evidence) => (
                state.evidence.get(&item) == Some(&evidence),
                Event::ItemShown {
                    stage,
                    item,
                    evidence,
                },
            ),
            SelfMark::NotShown => (
                state.not_shown.contains(&item),
                Event::ItemNotShown { stage, item },
            ),
        };
        let closed = state.level.is_some();
        if !is_same {
            self.record(event, now);
            if closed {
                self.close(stage, rubric, now);
            }
        }
    }

    /// The level that a stage's marks reach; an item without a mark counts as not shown.
    pub fn verdict(&self, stage: usize, rubric: &[RubricItem]) -> Verdict {
        let state = self.session.stages.get(stage);
        let is_shown = |item| state.is_some_and(|state| state.evidence.contains_key(&item));
        let shown: Vec<bool> = (0..rubric.len()).map(is_shown).collect();
        rubric::level(&shown, rubric)
    }

    /// Closes a stage at the level that its marks reach. A stage without a rubric has no level.
    pub fn close(&mut self, stage: usize, rubric: &[RubricItem], now: Wall) {
        let level = self.verdict(stage, rubric).level;
        let state = self.session.stages.get(stage);
        if !rubric.is_empty() && state.is_some_and(|state| state.level != Some(level)) {
            self.record(Event::StageClosed { stage, level }, now);
        }
    }

    /// Records that a stage's reference answer was opened, the first time only.
    pub fn open_reference(&mut self, stage: usize, now: Wall) {
        let state = self.session.stages.get(stage);
        if state.is_some_and(|state| !state.reference_opened) {
            self.record(Event::ReferenceOpened { stage }, now);
        }
    }

    /// Sets the line "Next time I will ...".
    pub fn next_time(&mut self, text: &str, now: Wall) {
        if self.session.next_time.as_deref().unwrap_or_default() != text {
            let text = text.to_owned();
            self.record(Event::NextTime { text }, now);
        }
    }

    /// Records that the coaches' messages were read while so many stages were not closed, the first time only.
    pub fn open_message(&mut self, unscored: usize, now: Wall) {
        if self.session.message_opened.is_none() {
            self.record(Event::MessageOpened { unscored }, now);
        }
    }

    /// Replies to a coach's comment; a blank text removes the reply. An unchanged one records nothing.
    pub fn reply(&mut self, to: CommentName, text: &str, now: Wall) {
        let text = text.trim();
        let before = self.session.reply_to(&to);
        if before.map_or("", |reply| reply.text.as_str()) != text {
            let text = text.to_owned();
            self.record(Event::Reply { to, text }, now);
        }
    }

    fn record(&mut self, event: Event, now: Wall) {
        let ended = self.session.ended.unwrap_or(now);
        // The count never decreases, even if the wall clock was set back.
        let since = u64::try_from((now - ended).num_seconds()).unwrap_or(0);
        self.after = self.after.max(since);
        let entry = Entry {
            n: self.session.n + 1,
            at: self.session.at,
            after: Some(self.after),
            event,
        };
        self.session.apply(&entry);
        self.outbox.push(entry);
    }
}

#[cfg(test)]
mod tests;

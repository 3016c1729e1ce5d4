//! A debrief that is being held: marks in, events out. Every event goes through the session's fold and then waits in
//! the outbox to be written, as in an interview. It judges nothing: levels follow from the marks by `rubric` alone.

use super::rubric::{self, Verdict};
use crate::domain::content::design::RubricItem;
use crate::domain::session::Session;
use crate::domain::session::event::{Entry, Event, Evidence, Wall};

/// What is said of a rubric item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SelfMark {
    /// Here in the notes.
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
    /// Takes up the debrief of a session where it was left; `None` while the interview is not finished.
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

    /// Everything that happened since the last call, to be written.
    pub fn take_outbox(&mut self) -> Vec<Entry> {
        std::mem::take(&mut self.outbox)
    }

    /// Marks one item. Saying again what was said changes nothing; in a stage that is closed the level follows at
    /// once.
    pub fn mark(
        &mut self,
        stage: usize,
        item: usize,
        mark: SelfMark,
        rubric: &[RubricItem],
        now: Wall,
    ) {
        let Some(page) = self.session.stages.get(stage) else {
            return;
        };
        let (said, event) = match mark {
            SelfMark::Shown(evidence) => (
                page.evidence.get(&item) == Some(&evidence),
                Event::ItemShown {
                    stage,
                    item,
                    evidence,
                },
            ),
            SelfMark::NotShown => (
                page.not_shown.contains(&item),
                Event::ItemNotShown { stage, item },
            ),
        };
        let closed = page.level.is_some();
        if !said {
            self.record(event, now);
            if closed {
                self.close(stage, rubric, now);
            }
        }
    }

    /// The level that a stage's marks reach; what is not marked is not shown.
    pub fn verdict(&self, stage: usize, rubric: &[RubricItem]) -> Verdict {
        let page = self.session.stages.get(stage);
        let is_shown = |item| page.is_some_and(|page| page.evidence.contains_key(&item));
        let shown: Vec<bool> = (0..rubric.len()).map(is_shown).collect();
        rubric::level(&shown, rubric)
    }

    /// Closes a stage at the level that its marks reach. A stage without a rubric has no level.
    pub fn close(&mut self, stage: usize, rubric: &[RubricItem], now: Wall) {
        let level = self.verdict(stage, rubric).level;
        let stands = self.session.stages.get(stage).map(|page| page.level);
        if !rubric.is_empty() && stands.is_some_and(|stands| stands != Some(level)) {
            self.record(Event::StageClosed { stage, level }, now);
        }
    }

    /// A stage's reference answer is on the screen.
    pub fn open_reference(&mut self, stage: usize, now: Wall) {
        let page = self.session.stages.get(stage);
        if page.is_some_and(|page| !page.reference_opened) {
            self.record(Event::ReferenceOpened { stage }, now);
        }
    }

    /// The line "next time I will ...".
    pub fn next_time(&mut self, text: &str, now: Wall) {
        if self.session.next_time.as_deref().unwrap_or_default() != text {
            let text = text.to_owned();
            self.record(Event::NextTime { text }, now);
        }
    }

    fn record(&mut self, event: Event, now: Wall) {
        let ended = self.session.ended.unwrap_or(now);
        // A wall clock that was set back takes nothing back.
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

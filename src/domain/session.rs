//! The fold: events in, the session as it stands out. Running, resuming and replaying go through this one function,
//! so they cannot disagree. It takes any log and never panics.

pub mod activity;
pub mod condition;
pub mod event;
mod gaps;
pub mod log;
pub mod notes;
pub mod pace;
pub mod plan;
pub mod replay;
pub mod stage_state;
pub mod timeline;
pub mod touched;

use std::time::Duration;

pub use condition::{Condition, Gap, GapReason};
use event::{Entry, Event, Head, Wall};
pub use stage_state::{Asked, StageState};
use timeline::{StageTime, Timeline};

/// A session as it stands after the last event folded in.
#[derive(Debug, Clone)]
pub struct Session {
    pub head: Head,
    /// One a stage, in the plan's order.
    pub stages: Vec<StageState>,
    pub run: RunState,
    /// The stage that is open; its place in the plan.
    pub stage: usize,
    /// Every stretch that did not count, in order; the last may be open.
    pub gaps: Vec<Gap>,
    /// The number of the last event folded in.
    pub n: u64,
    /// The moment of the last event folded in.
    pub at: Duration,
    pub ended: Option<Wall>,
    /// "Next time I will ...", as written in the debrief.
    pub next_time: Option<String>,
    /// The log has a hole, or an event that does not fit.
    pub damaged: bool,
    /// The notes are not those of the finish.
    pub edited_later: bool,
    /// The CRC-32 of each stage's notes at the finish; empty before it.
    pub notes_crc: Vec<u32>,
    /// It was taken up again after having been left or killed.
    pub resumed: bool,
    /// A moment at which the wall time is known; in between, both run at one pace.
    pub known_wall: (Duration, Wall),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunState {
    Running,
    /// By key, or because the program was left.
    Paused,
    Finished,
}

impl Session {
    /// A session with nothing but its head.
    pub fn new(head: Head) -> Self {
        let stages = head.plan.stages.iter().map(|_| StageState {
            whole: true,
            ..StageState::default()
        });
        Self {
            stages: stages.collect(),
            run: RunState::Running,
            stage: 0,
            gaps: Vec::new(),
            n: 0,
            at: Duration::ZERO,
            ended: None,
            next_time: None,
            damaged: false,
            edited_later: false,
            notes_crc: Vec::new(),
            resumed: false,
            known_wall: (Duration::ZERO, head.wall),
            head,
        }
    }

    /// Folds in the next event. An event that names a stage or prompt outside the plan, or an edit that does not fit
    /// the notes, changes nothing but marks the session as damaged.
    pub fn apply(&mut self, entry: &Entry) {
        self.n = self.n.max(entry.n);
        self.charge(entry.at);
        match &entry.event {
            Event::Head(_)
            | Event::Here
            | Event::Computed { .. }
            | Event::EditorOpened { .. }
            | Event::EditorClosed { .. }
            | Event::Checkpoint { .. }
            | Event::Unknown => {}
            Event::NextTime { text } => self.next_time = Some(text.clone()),
            Event::Pause { .. }
            | Event::Resume { .. }
            | Event::Stopped { .. }
            | Event::Left { .. }
            | Event::Opened { .. } => self.apply_gap(&entry.event),
            Event::Finish {
                wall, notes_crc, ..
            } => self.finish(*wall, notes_crc),
            // The notes of a finished session never change; the fold only reports that a log tries to change them.
            Event::Edit { .. } if self.is_finished() => self.edited_later = true,
            Event::Keyframe { stage, notes, .. } if self.is_final(*stage) => {
                self.edited_later |= self.stages[*stage].notes != *notes;
            }
            Event::Entered { stage, .. }
            | Event::Edit { stage, .. }
            | Event::Keyframe { stage, .. }
            | Event::Covered { stage, .. }
            | Event::Uncovered { stage, .. }
            | Event::Hint { stage, .. }
            | Event::Asked { stage, .. }
            | Event::FollowUp { stage, .. }
            | Event::ItemShown { stage, .. }
            | Event::ItemNotShown { stage, .. }
            | Event::StageClosed { stage, .. }
            | Event::ReferenceOpened { stage } => self.apply_to_stage(*stage, &entry.event),
        }
    }

    fn apply_to_stage(&mut self, stage: usize, event: &Event) {
        let now = (self.n, self.at);
        let planned = self.head.plan.stages.get(stage);
        let fits = (self.stages.get_mut(stage).zip(planned))
            .is_some_and(|(state, planned)| state.apply(event, planned.prompts.len(), now));
        self.damaged |= !fits;
        if fits && matches!(event, Event::Entered { .. }) {
            self.stage = stage;
        }
    }

    /// Whether the notes of this stage are complete and the interview is finished.
    fn is_final(&self, stage: usize) -> bool {
        self.is_finished() && self.stages.get(stage).is_some_and(|state| state.whole)
    }

    /// A line of the log could not be read: edits are left out until each stage's next keyframe.
    pub fn lose_thread(&mut self) {
        self.damaged = true;
        for state in &mut self.stages {
            state.whole = false;
        }
    }

    /// The stages' times at `at`, which is not before the last event; the time since then counts for the open
    /// stage while the interview runs.
    pub fn timeline(&self, at: Duration) -> Timeline {
        let planned = self.head.plan.stages.iter().map(|stage| stage.budget);
        let mut stages: Vec<StageTime> = planned
            .zip(&self.stages)
            .map(|(planned, state)| StageTime {
                planned,
                spent: state.spent,
                entered: state.entered,
            })
            .collect();
        if let (RunState::Running, Some(open)) = (self.run, stages.get_mut(self.stage)) {
            open.spent += at.saturating_sub(self.at);
        }
        Timeline {
            stages,
            current: (self.run != RunState::Finished).then_some(self.stage),
        }
    }

    /// The stages' times after the last event.
    pub fn timeline_now(&self) -> Timeline {
        self.timeline(self.at)
    }

    pub fn is_finished(&self) -> bool {
        self.run == RunState::Finished
    }

    /// `in-progress` or `finished`.
    pub fn status(&self) -> &'static str {
        if self.is_finished() {
            "finished"
        } else {
            "in-progress"
        }
    }

    /// How the run went, `Clean` alone where there is nothing to say.
    pub fn condition(&self) -> Vec<Condition> {
        let had = |why| self.gaps.iter().any(|gap| gap.why == why);
        let all = [
            (Condition::Paused, had(GapReason::Pause)),
            (Condition::Resumed, self.resumed),
            (Condition::Stopped, had(GapReason::Stopped)),
            (Condition::Strict, self.head.options.strict),
            (Condition::Scaled, self.head.plan.is_scaled()),
            (Condition::Quiet, self.head.options.quiet),
            (Condition::EditedLater, self.edited_later),
            (Condition::Damaged, self.damaged),
        ];
        let told: Vec<Condition> = all
            .iter()
            .filter(|(_, holds)| *holds)
            .map(|(word, _)| *word)
            .collect();
        if told.is_empty() {
            vec![Condition::Clean]
        } else {
            told
        }
    }

    /// Whether a start by mistake is all that this is: left within a minute, with nothing written.
    pub fn leaves_no_mark(&self) -> bool {
        self.at < Duration::from_secs(60)
            && !self.is_finished()
            && self.stages.iter().all(|state| state.notes.is_empty())
    }

    /// The wall time of the last event, as far as the log knows it.
    pub fn last_wall(&self) -> Wall {
        let (at, wall) = self.known_wall;
        let since = chrono::Duration::from_std(self.at.saturating_sub(at)).unwrap_or_default();
        wall.checked_add_signed(since).unwrap_or(wall)
    }

    /// Time up to `at` counts for the open stage, so stage times always sum to the elapsed time.
    fn charge(&mut self, at: Duration) {
        let passed = at.saturating_sub(self.at);
        if self.run == RunState::Finished || passed.is_zero() {
            return;
        }
        self.at = at;
        if let Some(state) = self.stages.get_mut(self.stage) {
            state.spent += passed;
        }
    }

    /// Notes that damage left in pieces are no sign of editing, and whole after all where they are those of the finish.
    fn finish(&mut self, wall: Wall, notes_crc: &[u32]) {
        if self.is_finished() {
            return;
        }
        self.run = RunState::Finished;
        self.ended = Some(wall);
        self.notes_crc = notes_crc.to_vec();
        self.edited_later |= self.stages.len() != notes_crc.len();
        for (state, crc) in self.stages.iter_mut().zip(notes_crc) {
            let is_same = state.notes.crc() == *crc;
            self.edited_later |= state.whole && !is_same;
            state.whole |= is_same;
        }
    }
}

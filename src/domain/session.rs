//! The fold: events in, the state of the session out. Running, resuming and replaying use this one function, so they
//! cannot disagree. It accepts any log and never panics.

pub mod activity;
pub mod condition;
pub mod conversation;
pub mod event;
pub mod finished;
mod gaps;
pub mod log;
pub mod notes;
pub mod pace;
pub mod plan;
pub mod replay;
pub mod reply;
mod room;
pub mod shown_time;
pub mod stage_state;
pub mod time_table;
pub mod time_words;
pub mod timeline;
pub mod touched;

use std::time::Duration;

pub use condition::{Condition, Gap, GapReason};
use event::{Entry, Event, Head, Wall};
pub use reply::Reply;
pub use room::NotesRoom;
pub use stage_state::{Asked, AskedFollowUp, StageState};
use timeline::{StageTime, Timeline};

use crate::domain::units::counted;

/// The state of a session after the last event that was folded in.
#[derive(Debug, Clone)]
pub struct Session {
    pub head: Head,
    /// One state for each stage, in the plan's order.
    pub stages: Vec<StageState>,
    pub run: RunState,
    /// The open stage, as an index into the plan's stages.
    pub stage: usize,
    /// Every period that is not counted, in order; the last one may still be open.
    pub gaps: Vec<Gap>,
    /// The number of the last event folded in.
    pub n: u64,
    /// The interview time of the last event folded in.
    pub at: Duration,
    pub ended: Option<Wall>,
    /// "Next time I will ...", as written in the debrief.
    pub next_time: Option<String>,
    /// How many stages were not scored when the candidate first read the coaches' messages early.
    pub message_opened: Option<usize>,
    /// The candidate's replies to coaches' comments, one for each comment.
    pub replies: Vec<Reply>,
    /// The log has a gap, or an event that does not fit.
    pub damaged: bool,
    /// The id of the damaged session that this one was repaired from: some of it is lost, though the log is whole.
    pub repaired_from: Option<String>,
    /// The notes differ from those at the finish.
    pub edited_later: bool,
    /// The CRC-32 of each stage's notes at the finish; empty before it.
    pub notes_crc: Vec<u32>,
    /// The session was opened again after the program had ended.
    pub resumed: bool,
    /// An interview time and its wall time. From there on both advance equally until the next such pair.
    pub known_wall: (Duration, Wall),
    listed: room::ListSizes,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunState {
    Running,
    /// By key, or because the program ended.
    Paused,
    Finished,
}

/// The status of a session for people: `finished` or `unfinished`.
pub fn status_text(is_finished: bool) -> &'static str {
    if is_finished {
        "finished"
    } else {
        "unfinished"
    }
}

impl Session {
    /// A session without any event but its head.
    pub fn new(head: Head) -> Self {
        let stages = head.plan.stages.iter().map(|_| StageState {
            notes_complete: true,
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
            message_opened: None,
            replies: Vec::new(),
            damaged: false,
            repaired_from: None,
            edited_later: false,
            notes_crc: Vec::new(),
            resumed: false,
            known_wall: (Duration::ZERO, head.wall),
            listed: room::ListSizes::default(),
            head,
        }
    }

    /// Folds in the next event. An event that names a stage, prompt or follow-up that does not exist, or an edit that does not fit
    /// the notes, changes nothing but marks the session as damaged.
    pub fn apply(&mut self, entry: &Entry) {
        self.n = self.n.max(entry.n);
        self.charge(entry.at);
        match &entry.event {
            Event::Repaired { from, .. } => self.repaired_from = Some(from.clone()),
            Event::NextTime { text } => self.next_time = Some(text.clone()),
            Event::MessageOpened { unscored } => {
                self.message_opened.get_or_insert(*unscored);
            }
            Event::Reply { to, text } => self.reply(to, text, entry.after.unwrap_or_default()),
            Event::Finish {
                wall, notes_crc, ..
            } => self.finish(*wall, notes_crc),
            // The notes of a finished session never change; the fold only reports that a log tries to change them.
            Event::Edit { .. } if self.is_finished() => self.edited_later = true,
            Event::Keyframe { stage, notes, .. } if self.is_final(*stage) => {
                self.edited_later |= self.stages[*stage].notes != *notes;
            }
            event => match event.stage() {
                Some(stage) => self.apply_to_stage(stage, event),
                None => self.apply_gap(event),
            },
        }
    }

    fn apply_to_stage(&mut self, stage: usize, event: &Event) {
        if !self.has_room_for(stage, event) {
            self.damaged = true;
            if let (Event::Edit { .. } | Event::Keyframe { .. }, Some(state)) =
                (event, self.stages.get_mut(stage))
            {
                state.notes_complete = false;
            }
            return;
        }
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
        self.is_finished()
            && self
                .stages
                .get(stage)
                .is_some_and(|state| state.notes_complete)
    }

    /// Records that lines of the log are missing here: each stage ignores edits until its next keyframe.
    pub fn mark_gap(&mut self) {
        self.damaged = true;
        for state in &mut self.stages {
            state.notes_complete = false;
        }
    }

    /// The stages' times at the interview time `at`, which is not before the last event. While the interview runs, the
    /// time since the last event counts for the open stage.
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

    /// The conditions of the run; `Clean` alone if no other applies.
    pub fn condition(&self) -> Vec<Condition> {
        let had = |why| self.gaps.iter().any(|gap| gap.reason == why);
        let options = self.head.options;
        let all = [
            (Condition::Drill, options.drill),
            (Condition::Paused, had(GapReason::Pause)),
            (Condition::Resumed, self.resumed),
            (Condition::Stopped, had(GapReason::Stopped)),
            (Condition::Strict, options.strict),
            // Every drill has minutes of its own.
            (
                Condition::Scaled,
                self.head.plan.is_scaled() && !options.drill,
            ),
            (Condition::Quiet, options.quiet),
            (Condition::EditedLater, self.edited_later),
            (
                Condition::Damaged,
                self.damaged || self.repaired_from.is_some(),
            ),
        ];
        let holding = all.into_iter().filter(|(_, holds)| *holds);
        let mut conditions: Vec<Condition> = holding.map(|(condition, _)| condition).collect();
        if conditions.is_empty() {
            conditions.push(Condition::Clean);
        }
        conditions
    }

    /// Whether the session was started by mistake: it has no notes, less than a minute of time and no finish.
    pub fn is_false_start(&self) -> bool {
        self.at < Duration::from_secs(60)
            && !self.is_finished()
            && self.stages.iter().all(|state| state.notes.is_empty())
    }

    /// What goes with a session that has no notes: `with 1 question and 2 hints`; empty where nothing was asked, shown or
    /// marked.
    pub fn said_without_notes(&self) -> String {
        let all = |count: fn(&StageState) -> usize| self.stages.iter().map(count).sum();
        let counts = [
            (all(|stage| stage.asked.len()), "question"),
            (all(|stage| stage.hints.len()), "hint"),
            (all(|stage| stage.follow_ups.len()), "follow-up"),
            (all(|stage| stage.covered.len()), "covered prompt"),
        ];
        let counts = counts.into_iter().filter(|(count, _)| *count > 0);
        let parts: Vec<String> = counts.map(|(count, noun)| counted(count, noun)).collect();
        match parts.split_last() {
            None => String::new(),
            Some((last, [])) => format!("with {last}"),
            Some((last, others)) => format!("with {} and {last}", others.join(", ")),
        }
    }

    /// The wall time of the last event, computed from the last known wall time.
    pub fn last_wall(&self) -> Wall {
        let (at, wall) = self.known_wall;
        let since = chrono::Duration::from_std(self.at.saturating_sub(at)).unwrap_or_default();
        wall.checked_add_signed(since).unwrap_or(wall)
    }

    /// Counts the time up to `at` for the open stage, so that stage times always sum to the elapsed time.
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

    /// Ends the interview and compares the notes with the checksums that were logged. Incomplete notes do not count as
    /// edited later; they are complete after all if their checksum matches.
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
            self.edited_later |= state.notes_complete && !is_same;
            state.notes_complete |= is_same;
        }
    }
}

//! A live interview: commands and clock readings in, events out. It owns no clock: each call takes the clock reading
//! of the current turn of the loop. Every event is folded into the session and then waits in the outbox to be written.

mod advance;
pub mod announcements;
pub mod asking;
mod clock;
pub mod dialogue;
pub mod follow_ups;
pub mod questions;
pub mod setup;
mod typing;

use std::time::Duration;

use super::content::design::Design;
use super::session::event::{EnteredBy, Entry, Event, FinishedBy, Head, Wall, millis};
use super::session::timeline::Timeline;
use super::session::{GapReason, RunState, Session};
use clock::InterviewClock;
use follow_ups::DueFollowUp;
use typing::PendingEdit;

/// The clocks at one instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockReading {
    /// Runs only while the computer is awake; starts at an arbitrary value.
    pub awake: Duration,
    /// Also runs while the computer sleeps; starts at an arbitrary value.
    pub boot: Duration,
    pub wall: Wall,
}

/// How the loop waited before the current turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wait {
    /// The awake clock when the wait began.
    pub began: Duration,
    /// The longest time that the loop meant to wait.
    pub planned: Duration,
    /// The program received the signal that it runs again after a stop.
    pub continued: bool,
}

/// After this many edits of a stage its whole notes are logged (`docs/format.md`).
const KEYFRAME_AFTER: u32 = 200;

/// Something that happened because time passed, to be shown to the candidate once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    OneMinuteLeft,
    TimeUp,
    /// The interviewer asked a follow-up: the last one in the open stage's list.
    FollowUp,
    /// `--strict`: the stage with this index began because the stage before it ran out of time.
    StrictEntered(usize),
    /// `--strict`: the interview ended because the last stage ran out of time.
    StrictFinished,
    /// The program was stopped or the computer slept for this time.
    Stopped(Duration),
}

/// Why a change of stage is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no next stage.
    LastStage,
    /// There is no previous stage.
    FirstStage,
    /// `--strict`: the stage has no time left.
    NoTimeLeft,
}

impl Refusal {
    /// Why, as a sentence without its capital and period.
    pub fn words(self) -> &'static str {
        match self {
            Self::LastStage => "this is the last stage",
            Self::FirstStage => "this is the first stage",
            Self::NoTimeLeft => "--strict closed that stage when its time ran out",
        }
    }
}

/// An interview in progress.
#[derive(Debug)]
pub struct Interview {
    session: Session,
    clock: InterviewClock,
    outbox: Vec<Entry>,
    /// The scheduled follow-ups of each stage with their text, in order of time.
    scheduled: Vec<Vec<(DueFollowUp, String)>>,
    /// Whether follow-ups are held back, and until which interview time they were.
    holds_follow_ups: bool,
    held_until: Duration,
    edits_since_keyframe: Vec<u32>,
    /// What was typed in this turn and is not an event yet.
    pending_edit: Option<PendingEdit>,
}

impl Interview {
    /// Starts an interview. The first two events are the head and the entry into the first stage.
    pub fn start(head: Head, now: ClockReading) -> Self {
        let mut interview = Self::with_session(Session::new(head.clone()), now);
        interview.clock.run(now, Duration::ZERO);
        interview.record(Duration::ZERO, Event::Head(Box::new(head)));
        let (stage, by) = (0, EnteredBy::Start);
        interview.record(Duration::ZERO, Event::Entered { stage, by });
        interview
    }

    /// Opens an unfinished session again; it stays paused until `resume`. All notes are logged whole, so that damage
    /// to the earlier log cannot affect what is written from now on.
    pub fn reopen(session: Session, program: String, now: ClockReading) -> Self {
        let mut interview = Self::with_session(session, now);
        let at = interview.session.at;
        let wall = now.wall;
        interview.record(at, Event::Opened { wall, program });
        interview.clock.pause(now);
        for stage in 0..interview.edits_since_keyframe.len() {
            let state = &interview.session.stages[stage];
            // After a gap in the log even empty notes need a keyframe: without one the fold ignores later edits.
            interview.edits_since_keyframe[stage] =
                u32::from(!state.notes.is_empty() || !state.notes_complete);
            interview.keyframe(stage, at);
        }
        interview
    }

    fn with_session(session: Session, now: ClockReading) -> Self {
        Self {
            edits_since_keyframe: vec![0; session.stages.len()],
            session,
            clock: InterviewClock::new(now),
            outbox: Vec::new(),
            scheduled: Vec::new(),
            holds_follow_ups: false,
            held_until: Duration::ZERO,
            pending_edit: None,
        }
    }

    /// Schedules the follow-ups that the session's seed chooses. Those that were asked already are not asked again.
    pub fn schedule_follow_ups(&mut self, design: &Design) {
        let schedule = follow_ups::of_session(&self.session.head, design);
        let stages = schedule.into_iter().zip(&self.session.head.plan.stages);
        self.scheduled = stages
            .map(|(dues, stage)| {
                let stage = design.stage(&stage.id);
                let ask = |due: DueFollowUp| stage?.follow_ups.get(due.follow_up);
                dues.into_iter()
                    .filter_map(|due| Some((due, ask(due)?.ask.clone())))
                    .collect()
            })
            .collect();
    }

    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The interview time at a clock reading, in whole milliseconds.
    pub fn elapsed(&self, now: ClockReading) -> Duration {
        let at = self.clock.elapsed(now).unwrap_or(self.session.at);
        at.max(self.session.at)
    }

    /// The stages' times at a clock reading.
    pub fn timeline(&self, now: ClockReading) -> Timeline {
        self.session.timeline(self.elapsed(now))
    }

    /// Records that the program was stopped between two clock readings; it stopped itself, so both are known.
    pub fn was_stopped(&mut self, before: ClockReading, after: ClockReading) {
        if self.clock.is_running() {
            let at = self.elapsed(before);
            let gap = self.clock.exclude(before, after);
            let wall = after.wall;
            self.record(at, Event::Stopped { wall, gap });
        }
        self.clock.last_reading = after;
    }

    /// The time until the next shown second or follow-up: until then nothing on the screen changes by itself. `None`
    /// while the interview does not run.
    pub fn until_next_change(&self, now: ClockReading) -> Option<Duration> {
        if !self.is_running() {
            return None;
        }
        let timeline = self.timeline(now);
        let stage = timeline.stages.get(self.session.stage)?;
        // Interview time is cut off to whole milliseconds: one more makes sure that the next second is shown.
        let millisecond = Duration::from_millis(1);
        let second = Duration::from_secs(1).saturating_sub(stage.since_second()) + millisecond;
        let follow_up = self
            .next_due()
            .filter(|_| !self.holds_follow_ups)
            .map(|(due, _)| due.at.saturating_sub(stage.spent) + millisecond);
        Some(follow_up.map_or(second, |follow_up| follow_up.min(second)))
    }

    /// Enters the next stage.
    ///
    /// # Errors
    /// As [`Interview::may_go_on`] tells.
    pub fn next_stage(&mut self, now: ClockReading) -> Result<(), Refusal> {
        let next = self.may_go_on()?;
        self.enter_at(next, EnteredBy::Key, self.elapsed(now));
        Ok(())
    }

    /// Enters the previous stage again; its clock continues from where it was.
    ///
    /// # Errors
    /// As [`Interview::may_go_back`] tells.
    pub fn previous_stage(&mut self, now: ClockReading) -> Result<(), Refusal> {
        let before = self.may_go_back()?;
        self.enter_at(before, EnteredBy::Key, self.elapsed(now));
        Ok(())
    }

    /// The index of the stage that [`Interview::next_stage`] enters.
    ///
    /// # Errors
    /// On the last stage, and if `--strict` has closed the next one.
    pub fn may_go_on(&self) -> Result<usize, Refusal> {
        let next = self.session.stage + 1;
        if next == self.session.stages.len() {
            return Err(Refusal::LastStage);
        }
        self.may_enter(next)
    }

    /// The index of the stage that [`Interview::previous_stage`] enters.
    ///
    /// # Errors
    /// On the first stage, and if `--strict` has closed the previous one.
    pub fn may_go_back(&self) -> Result<usize, Refusal> {
        let before = self.session.stage.checked_sub(1);
        self.may_enter(before.ok_or(Refusal::FirstStage)?)
    }

    pub fn pause(&mut self, now: ClockReading) {
        if self.is_running() {
            let at = self.elapsed(now);
            self.record(at, Event::Pause { wall: now.wall });
            self.clock.pause(now);
        }
    }

    /// Continues after a pause, or after the session was opened again.
    pub fn resume(&mut self, now: ClockReading) {
        if !self.is_running() && !self.session.is_finished() {
            let at = self.session.at;
            self.record_resume(at, now);
            self.clock.run(now, at);
        }
    }

    /// Records that the program ends with the interview unfinished.
    pub fn leave(&mut self, now: ClockReading) {
        if self.session.is_finished() {
            return;
        }
        let at = self.elapsed(now);
        self.keyframe(self.session.stage, at);
        let paused = match self.session.gaps.last() {
            Some(gap) if gap.length.is_none() => self.gap_until(now),
            _ => Duration::ZERO,
        };
        let wall = now.wall;
        self.record(at, Event::Left { wall, paused });
        self.clock.end();
    }

    pub fn finish(&mut self, now: ClockReading) {
        self.finish_at(self.elapsed(now), FinishedBy::Key, now);
    }

    pub fn is_running(&self) -> bool {
        self.clock.is_running()
    }

    /// Takes the events since the last call, in order. They are to be written before anything is drawn.
    pub fn take_outbox(&mut self) -> Vec<Entry> {
        self.record_pending_edit();
        std::mem::take(&mut self.outbox)
    }

    fn record(&mut self, at: Duration, event: Event) {
        // Text that was typed before this event must come first in the log.
        self.record_pending_edit();
        let entry = Entry {
            n: self.session.n + 1,
            at: at.max(self.session.at),
            after: None,
            event,
        };
        self.session.apply(&entry);
        self.outbox.push(entry);
    }

    fn record_resume(&mut self, at: Duration, now: ClockReading) {
        let (wall, gap) = (now.wall, self.gap_until(now));
        self.record(at, Event::Resume { wall, gap });
    }

    /// Logs the whole notes of a stage if they were edited since the last keyframe.
    fn keyframe(&mut self, stage: usize, at: Duration) {
        self.record_pending_edit();
        if std::mem::take(&mut self.edits_since_keyframe[stage]) > 0 {
            let notes = self.session.stages[stage].notes.to_string();
            self.record(at, Event::keyframe(stage, notes));
        }
    }

    /// Only the open stage spends time, so that what is known of the others holds until it is left.
    fn may_enter(&self, stage: usize) -> Result<usize, Refusal> {
        let time = self.session.timeline_now().stages[stage];
        if self.session.head.options.strict && time.is_over() {
            return Err(Refusal::NoTimeLeft);
        }
        Ok(stage)
    }

    fn enter_at(&mut self, stage: usize, by: EnteredBy, at: Duration) {
        self.keyframe(self.session.stage, at);
        self.record(at, Event::Entered { stage, by });
        // With a keyframe at its start, damage to the log of an earlier stage does not affect this one.
        let notes = self.session.stages[stage].notes.to_string();
        self.record(at, Event::keyframe(stage, notes));
    }

    fn finish_at(&mut self, at: Duration, by: FinishedBy, now: ClockReading) {
        if self.session.is_finished() {
            return;
        }
        if self.session.run == RunState::Paused {
            self.record_resume(at, now);
        }
        for stage in 0..self.edits_since_keyframe.len() {
            self.keyframe(stage, at);
        }
        let notes_crc = self
            .session
            .stages
            .iter()
            .map(|state| state.notes.crc())
            .collect();
        self.record(
            at,
            Event::Finish {
                wall: now.wall,
                by,
                notes_crc,
            },
        );
        self.clock.end();
    }

    /// The length of the open gap: by the boot clock if this program saw its start, else by wall times.
    fn gap_until(&self, now: ClockReading) -> Duration {
        let Some(gap) = self.session.gaps.last() else {
            return Duration::ZERO;
        };
        let seen = self.clock.paused_for(now);
        let by_wall = (now.wall - gap.since).to_std().unwrap_or_default();
        let length = match gap.reason {
            GapReason::Pause => seen,
            _ => by_wall.max(seen),
        };
        Duration::from_millis(millis::whole(length))
    }

    /// The open stage and the whole second of the interview that is shown.
    fn shown_second(&self, now: ClockReading) -> (usize, u64) {
        (
            self.session.stage,
            self.timeline(now).as_shown().elapsed().as_secs(),
        )
    }
}

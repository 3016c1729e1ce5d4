//! A live interview: commands and clock readings in, events out. It owns no clock: each call takes the reading of
//! the turn it belongs to. Every event goes through the session's fold and then waits in the outbox to be written.

pub mod follow_ups;
mod passing;
pub mod questions;
pub mod setup;
mod typing;

use std::time::Duration;

use super::content::design::Design;
use super::interview::follow_ups::DueFollowUp;
use super::session::event::{EnteredBy, Entry, Event, FinishedBy, Head, Wall, millis};
use super::session::timeline::Timeline;
use super::session::{GapReason, RunState, Session};
use typing::PendingEdit;

/// The clocks at one instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockReading {
    /// Runs while the computer is awake; its start means nothing.
    pub awake: Duration,
    /// Runs also while the computer sleeps; its start means nothing.
    pub boot: Duration,
    pub wall: Wall,
}

/// How the loop waited for the turn that a reading belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wait {
    /// The awake clock when the wait began.
    pub began: Duration,
    /// How long it was to be at most.
    pub planned: Duration,
    /// The program was told that it had been stopped meanwhile.
    pub continued: bool,
}

/// A stage's whole notes are logged after this many edits of it (`docs/format.md`).
const KEYFRAME_AFTER: u32 = 200;

/// Something the clock did that the candidate should notice, once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    OneMinuteLeft,
    TimeUp,
    /// A follow-up came: the latest of the open stage's.
    FollowUp,
    /// `--strict`: this stage began by itself.
    StrictEntered(usize),
    /// `--strict`: the interview is over.
    StrictFinished,
    /// The program was stopped or the computer slept for this long.
    Stopped(Duration),
}

/// Why a command does nothing here and now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// This is the last stage.
    LastStage,
    /// This is the first stage.
    FirstStage,
    /// `--strict`: the stage has no time left.
    NoTimeLeft,
}

/// An interview that is being held.
#[derive(Debug)]
pub struct Interview {
    session: Session,
    /// The awake clock and the moment at which the interview last began to run; `None` while it does not.
    running_since: Option<(Duration, Duration)>,
    last: ClockReading,
    /// The boot clock at which this program found or made the pause.
    paused_since: Option<Duration>,
    outbox: Vec<Entry>,
    /// The follow-ups to come, with their words, stage by stage; moments rising.
    coming: Vec<Vec<(DueFollowUp, String)>>,
    /// Edits of each stage since its last keyframe.
    edits: Vec<u32>,
    /// What was typed in this turn and is not an event yet.
    typed: Option<PendingEdit>,
}

impl Interview {
    /// Starts at once: the head and the first stage are the first two events.
    pub fn start(head: Head, now: ClockReading) -> Self {
        let mut interview = Self::around(Session::new(head.clone()), now);
        interview.running_since = Some((now.awake, Duration::ZERO));
        interview.record(Duration::ZERO, Event::Head(Box::new(head)));
        interview.record(
            Duration::ZERO,
            Event::Entered {
                stage: 0,
                by: EnteredBy::Start,
            },
        );
        interview
    }

    /// Takes up an unfinished session, paused and covered. Its notes are logged whole, so that whatever befell the
    /// log before does not reach past this point.
    pub fn resume(session: Session, program: String, now: ClockReading) -> Self {
        let mut interview = Self::around(session, now);
        let at = interview.session.at;
        interview.record(
            at,
            Event::Opened {
                wall: now.wall,
                program,
            },
        );
        interview.paused_since = Some(now.boot);
        for stage in 0..interview.edits.len() {
            let page = &interview.session.stages[stage];
            // Empty notes too where the log has a hole: edits of a stage count from its next keyframe only.
            interview.edits[stage] = u32::from(!page.notes.is_empty() || !page.whole);
            interview.keyframe(stage, at);
        }
        interview
    }

    fn around(session: Session, now: ClockReading) -> Self {
        Self {
            edits: vec![0; session.stages.len()],
            session,
            running_since: None,
            last: now,
            paused_since: None,
            outbox: Vec::new(),
            coming: Vec::new(),
            typed: None,
        }
    }

    /// Lets the interviewer interrupt as the seed has it. What came already does not come again.
    pub fn expect_follow_ups(&mut self, design: &Design) {
        let schedule = follow_ups::of_session(&self.session.head, design);
        let stages = schedule.into_iter().zip(&self.session.head.plan.stages);
        self.coming = stages
            .map(|(dues, stage)| {
                let own = design.stages.iter().find(|own| own.id == stage.id);
                let ask = |due: DueFollowUp| own.and_then(|own| own.follow_ups.get(due.follow_up));
                dues.into_iter()
                    .filter_map(|due| Some((due, ask(due)?.ask.clone())))
                    .collect()
            })
            .collect();
    }

    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The moment of the interview at a reading, in whole milliseconds.
    pub fn moment(&self, now: ClockReading) -> Duration {
        self.running_since.map_or(self.session.at, |(awake, at)| {
            let passed = now.awake.saturating_sub(awake).as_millis();
            let at = at + Duration::from_millis(u64::try_from(passed).unwrap_or(u64::MAX));
            at.max(self.session.at)
        })
    }

    /// The stages' times at a reading.
    pub fn timeline(&self, now: ClockReading) -> Timeline {
        self.session.timeline(self.moment(now))
    }

    /// The program was stopped between two readings, and knew of it.
    pub fn was_stopped(&mut self, before: ClockReading, after: ClockReading) {
        let since = |then: Duration, now: Duration| now.saturating_sub(then);
        if let Some((awake, at)) = self.running_since {
            let stop = self.moment(before);
            self.running_since = Some((awake + since(before.awake, after.awake), at));
            let gap = Duration::from_millis(millis::whole(since(before.boot, after.boot)));
            self.record(
                stop,
                Event::Stopped {
                    wall: after.wall,
                    gap,
                },
            );
        }
        self.last = after;
    }

    /// How long nothing will change on the screen by itself: until the next shown second or follow-up. `None` where
    /// time stands.
    pub fn until_next_change(&self, now: ClockReading) -> Option<Duration> {
        self.running_since?;
        let timeline = self.timeline(now);
        let stage = timeline.stages.get(self.session.stage)?;
        // Moments are cut to whole milliseconds: one more makes sure that the second has turned.
        let millisecond = Duration::from_millis(1);
        let second = Duration::from_secs(1).saturating_sub(stage.since_second()) + millisecond;
        let follow_up = self
            .next_due()
            .map(|(due, _)| due.at.saturating_sub(stage.spent) + millisecond);
        Some(follow_up.map_or(second, |follow_up| follow_up.min(second)))
    }

    /// Marks a prompt of the open stage covered, or not covered if it was.
    pub fn toggle_covered(&mut self, prompt: usize, now: ClockReading) {
        let stage = self.session.stage;
        let covered = self.session.stages[stage].covered.contains(&prompt);
        let event = if covered {
            Event::Uncovered { stage, prompt }
        } else {
            Event::Covered { stage, prompt }
        };
        self.record(self.moment(now), event);
    }

    /// Puts the taking of a prompt's hint on record, the first time.
    pub fn take_hint(&mut self, prompt: usize, now: ClockReading) {
        let stage = self.session.stage;
        if self.session.stages[stage]
            .hints
            .iter()
            .all(|(taken, _)| *taken != prompt)
        {
            self.record(self.moment(now), Event::Hint { stage, prompt });
        }
    }

    /// Puts a question to the interviewer on record, with the reply where there is one.
    pub fn ask(&mut self, typed: String, reply: Option<(String, String)>, now: ClockReading) {
        let stage = self.session.stage;
        let (question, answer) = reply.unzip();
        let event = Event::Asked {
            stage,
            typed,
            question,
            answer,
        };
        self.record(self.moment(now), event);
    }

    /// Puts something that happened to the open stage's notes on record, beside the edit itself.
    pub fn note(&mut self, event: Event, now: ClockReading) {
        self.record(self.moment(now), event);
    }

    /// Goes on to the next stage.
    ///
    /// # Errors
    /// On the last stage, and where `--strict` has closed the next.
    pub fn next_stage(&mut self, now: ClockReading) -> Result<(), Refusal> {
        let next = self.session.stage + 1;
        if next == self.session.stages.len() {
            return Err(Refusal::LastStage);
        }
        self.enter(next, now)
    }

    /// Goes back to the stage before, whose clock goes on from where it was.
    ///
    /// # Errors
    /// On the first stage, and where `--strict` has closed the one before.
    pub fn previous_stage(&mut self, now: ClockReading) -> Result<(), Refusal> {
        let before = self
            .session
            .stage
            .checked_sub(1)
            .ok_or(Refusal::FirstStage)?;
        self.enter(before, now)
    }

    pub fn pause(&mut self, now: ClockReading) {
        if self.running_since.is_some() {
            let at = self.moment(now);
            self.record(at, Event::Pause { wall: now.wall });
            self.running_since = None;
            self.paused_since = Some(now.boot);
        }
    }

    /// Goes on after a pause, or after being taken up again.
    pub fn go_on(&mut self, now: ClockReading) {
        if self.running_since.is_none() && !self.session.is_finished() {
            let gap = self.gap_until(now);
            let at = self.session.at;
            self.record(
                at,
                Event::Resume {
                    wall: now.wall,
                    gap,
                },
            );
            self.running_since = Some((now.awake, at));
            self.paused_since = None;
        }
    }

    /// The program is about to end with the interview unfinished.
    pub fn leave(&mut self, now: ClockReading) {
        if self.session.is_finished() {
            return;
        }
        let at = self.moment(now);
        self.keyframe(self.session.stage, at);
        let paused = match self.session.gaps.last() {
            Some(gap) if gap.length.is_none() => self.gap_until(now),
            _ => Duration::ZERO,
        };
        self.record(
            at,
            Event::Left {
                wall: now.wall,
                paused,
            },
        );
        self.running_since = None;
    }

    pub fn finish(&mut self, now: ClockReading) {
        self.finish_at(self.moment(now), FinishedBy::Key, now);
    }

    pub fn is_running(&self) -> bool {
        self.running_since.is_some()
    }

    /// The events since the last call, in order, to be written before anything is drawn.
    pub fn take_outbox(&mut self) -> Vec<Entry> {
        self.record_typed();
        std::mem::take(&mut self.outbox)
    }

    fn record(&mut self, at: Duration, event: Event) {
        // What was typed before it came first.
        self.record_typed();
        let entry = Entry {
            n: self.session.n + 1,
            at: at.max(self.session.at),
            after: None,
            event,
        };
        self.session.apply(&entry);
        self.outbox.push(entry);
    }

    fn keyframe(&mut self, stage: usize, at: Duration) {
        self.record_typed();
        if std::mem::take(&mut self.edits[stage]) > 0 {
            let notes = self.session.stages[stage].notes.to_string();
            self.record(at, Event::keyframe(stage, notes));
        }
    }

    fn enter(&mut self, stage: usize, now: ClockReading) -> Result<(), Refusal> {
        let timeline = self.timeline(now);
        if self.session.head.options.strict && timeline.stages[stage].is_over() {
            return Err(Refusal::NoTimeLeft);
        }
        self.enter_at(stage, EnteredBy::Key, self.moment(now));
        Ok(())
    }

    fn enter_at(&mut self, stage: usize, by: EnteredBy, at: Duration) {
        self.keyframe(self.session.stage, at);
        self.record(at, Event::Entered { stage, by });
        // Damage in an earlier stage then costs nothing of this one.
        let notes = self.session.stages[stage].notes.to_string();
        self.record(at, Event::keyframe(stage, notes));
    }

    fn finish_at(&mut self, at: Duration, by: FinishedBy, now: ClockReading) {
        if self.session.is_finished() {
            return;
        }
        if self.session.run == RunState::Paused {
            let gap = self.gap_until(now);
            self.record(
                at,
                Event::Resume {
                    wall: now.wall,
                    gap,
                },
            );
        }
        for stage in 0..self.edits.len() {
            self.keyframe(stage, at);
        }
        let notes_crc = self
            .session
            .stages
            .iter()
            .map(|page| page.notes.crc())
            .collect();
        self.record(
            at,
            Event::Finish {
                wall: now.wall,
                by,
                notes_crc,
            },
        );
        self.running_since = None;
    }

    /// The wall time of the open gap: by the boot clock where this program saw it begin, else by wall times.
    fn gap_until(&self, now: ClockReading) -> Duration {
        let Some(gap) = self.session.gaps.last() else {
            return Duration::ZERO;
        };
        let seen = self
            .paused_since
            .map_or(Duration::ZERO, |since| now.boot.saturating_sub(since));
        let by_wall = (now.wall - gap.since).to_std().unwrap_or_default();
        let length = match gap.why {
            GapReason::Pause => seen,
            _ => by_wall.max(seen),
        };
        Duration::from_millis(millis::whole(length))
    }

    fn shown_second(&self, now: ClockReading) -> (usize, u64) {
        (
            self.session.stage,
            self.timeline(now).as_shown().elapsed().as_secs(),
        )
    }
}

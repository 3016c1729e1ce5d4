//! How an interview advances with time: stops and sleep are not counted, follow-ups and warnings come due, and under
//! `--strict` a stage ends when its time is up.

use std::time::Duration;

use super::follow_ups::DueFollowUp;
use super::{ClockReading, Interview, Notice, Wait};
use crate::domain::session::event::{EnteredBy, Event, FinishedBy, millis};
use crate::domain::session::timeline::Timeline;

/// If a wait took longer than planned by more than this, the program was stopped; less means a busy machine.
const STOP_SLACK: Duration = Duration::from_secs(2);
/// A stop that a signal reported is ignored if the wait was no longer than this: the program stopped itself, and
/// `was_stopped` has recorded that.
const REPORTED_STOP_SLACK: Duration = Duration::from_millis(100);
/// If the boot clock ran ahead of the awake clock by more than this, the computer slept.
const SLEEP_SLACK: Duration = Duration::from_millis(500);
/// The warning comes when this much time is left, in stages longer than twice as much.
const WARNING: Duration = Duration::from_secs(60);

impl Interview {
    /// Advances the interview to `now` and returns what the candidate should notice. `wait` is how the loop waited
    /// before this turn; time that the loop spent working counts, however long it was.
    pub fn advance(&mut self, now: ClockReading, wait: Wait) -> Vec<Notice> {
        let mut notices = Vec::new();
        let before = self.session.timeline(self.elapsed(self.last_reading));
        let second_before = self.shown_second(self.last_reading);
        if let Some(gap) = self.exclude_stop(now, wait) {
            notices.push(Notice::Stopped(gap));
        }
        self.last_reading = now;
        self.ask_due_follow_ups(now, &mut notices);
        self.end_strict_stages(now, &mut notices);
        self.warn(&before, now, &mut notices);
        if self.running_since.is_some()
            && self.outbox.is_empty()
            && self.shown_second(now) != second_before
        {
            self.record(self.elapsed(now), Event::Here);
        }
        notices
    }

    /// Detects a stop (reported by a signal, or a wait much longer than planned) or sleep (the boot clock ran ahead),
    /// excludes it from the interview's time and records it. A wait that contains a stop is excluded whole, because the
    /// start of the stop is unknown.
    fn exclude_stop(&mut self, now: ClockReading, wait: Wait) -> Option<Duration> {
        let (awake, at) = self.running_since?;
        let waited = now.awake.saturating_sub(wait.began);
        let late = waited.saturating_sub(wait.planned);
        let slack = if wait.continued {
            REPORTED_STOP_SLACK
        } else {
            STOP_SLACK
        };
        let stopped = if late > slack || (wait.continued && waited > slack) {
            waited
        } else {
            Duration::ZERO
        };
        let awake_since = now.awake.saturating_sub(self.last_reading.awake);
        let apart = now
            .boot
            .saturating_sub(self.last_reading.boot)
            .saturating_sub(awake_since);
        let asleep = if apart > SLEEP_SLACK {
            apart
        } else {
            Duration::ZERO
        };
        let gap = Duration::from_millis(millis::whole(stopped + asleep));
        if gap.is_zero() {
            return None;
        }
        let before = self.elapsed(self.last_reading);
        self.running_since = Some((awake + stopped, at));
        let wall = now.wall;
        self.record(before, Event::Stopped { wall, gap });
        Some(gap)
    }

    /// The next follow-up of the open stage that was not asked yet.
    pub(super) fn next_due(&self) -> Option<&(DueFollowUp, String)> {
        let stage = self.session.stage;
        let asked = &self.session.stages[stage].follow_ups;
        let mut scheduled = self.scheduled.get(stage)?.iter();
        scheduled.find(|(due, _)| asked.iter().all(|(asked, ..)| *asked != due.follow_up))
    }

    /// Records follow-ups at the exact stage time for which they are scheduled, however late the loop wakes.
    fn ask_due_follow_ups(&mut self, now: ClockReading, notices: &mut Vec<Notice>) {
        while self.is_running() {
            let stage = self.session.stage;
            let at = self.elapsed(now);
            let spent = self.session.timeline(at).stages[stage].spent;
            let Some((due, ask)) = self.next_due().filter(|(due, _)| due.at <= spent).cloned()
            else {
                return;
            };
            let follow_up = due.follow_up;
            let event = Event::FollowUp {
                stage,
                follow_up,
                ask,
            };
            self.record(at.saturating_sub(spent.saturating_sub(due.at)), event);
            notices.push(Notice::FollowUp);
        }
    }

    /// Under `--strict` a stage ends exactly when its time is up, not at the later turn that detects it.
    fn end_strict_stages(&mut self, now: ClockReading, notices: &mut Vec<Notice>) {
        while self.session.head.options.strict && self.running_since.is_some() {
            let at = self.elapsed(now);
            let timeline = self.session.timeline(at);
            let open = timeline.stages[self.session.stage];
            if !open.is_over() {
                return;
            }
            let end = at.saturating_sub(open.over());
            let mut later = self.session.stage + 1..timeline.stages.len();
            if let Some(next) = later.find(|stage| !timeline.stages[*stage].is_over()) {
                self.enter_at(next, EnteredBy::Strict, end);
                notices.push(Notice::StrictEntered(next));
                self.ask_due_follow_ups(now, notices);
            } else {
                self.finish_at(end, FinishedBy::Strict, now);
                notices.push(Notice::StrictFinished);
            }
        }
    }

    fn warn(&mut self, before: &Timeline, now: ClockReading, notices: &mut Vec<Notice>) {
        let after = self.timeline(now);
        let stage = self.session.stage;
        let (Some(was), Some(is)) = (before.stages.get(stage), after.stages.get(stage)) else {
            return;
        };
        if !self.is_running() {
            return;
        }
        if is.planned > 2 * WARNING && was.left() > WARNING && is.left() <= WARNING && !is.is_over()
        {
            notices.push(Notice::OneMinuteLeft);
        }
        if !was.is_over() && is.is_over() {
            notices.push(Notice::TimeUp);
        }
    }
}

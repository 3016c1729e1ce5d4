//! How time passes in an interview: stops and sleeps left out, warnings once, strict stages ended at their zero.

use std::time::Duration;

use super::follow_ups::DueFollowUp;
use super::{ClockReading, Interview, Notice, Wait};
use crate::domain::session::event::{EnteredBy, Event, FinishedBy, millis};
use crate::domain::session::timeline::Timeline;

/// Later than planned by more than this, the program was stopped; less is a busy machine.
const STOP_SLACK: Duration = Duration::from_secs(2);
/// A stop that was told of and lasted no longer than this is none: the program stopped by itself and knows it.
const NOTICED: Duration = Duration::from_millis(100);
/// The two clocks apart by more than this, the computer slept.
const SLEEP_SLACK: Duration = Duration::from_millis(500);
/// The warning comes with this much left, in stages longer than twice as much.
const WARNING: Duration = Duration::from_secs(60);

impl Interview {
    /// Lets the time up to `now` pass: stops and sleeps are found and left out, warnings come due, `--strict` moves
    /// on. `wait` is how the loop waited for this turn; what it did before that, however slowly, counts.
    pub fn pass(&mut self, now: ClockReading, wait: Wait) -> Vec<Notice> {
        let mut notices = Vec::new();
        let before = self.session.timeline(self.moment(self.last));
        let second_before = self.shown_second(self.last);
        if let Some(gap) = self.leave_out_stop(now, wait) {
            notices.push(Notice::Stopped(gap));
        }
        self.last = now;
        self.interrupt(now, &mut notices);
        self.move_on_strictly(now, &mut notices);
        self.warn(&before, now, &mut notices);
        if self.running_since.is_some()
            && self.outbox.is_empty()
            && self.shown_second(now) != second_before
        {
            self.record(self.moment(now), Event::Here);
        }
        notices
    }

    /// Finds a stop (told of, or a wait much longer than planned) or a sleep (the clocks apart), takes it out of the
    /// interview's time and records it. Of a wait with a stop in it nothing counts: nobody knows when it began.
    fn leave_out_stop(&mut self, now: ClockReading, wait: Wait) -> Option<Duration> {
        let (awake, at) = self.running_since?;
        let waited = now.awake.saturating_sub(wait.began);
        let late = waited.saturating_sub(wait.planned);
        let slack = if wait.continued { NOTICED } else { STOP_SLACK };
        let stopped = if late > slack || (wait.continued && waited > slack) {
            waited
        } else {
            Duration::ZERO
        };
        let awake_since = now.awake.saturating_sub(self.last.awake);
        let apart = now
            .boot
            .saturating_sub(self.last.boot)
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
        let before = self.moment(self.last);
        self.running_since = Some((awake + stopped, at));
        self.record(
            before,
            Event::Stopped {
                wall: now.wall,
                gap,
            },
        );
        Some(gap)
    }

    /// The next follow-up of the open stage that has not come yet.
    pub(super) fn next_due(&self) -> Option<&(DueFollowUp, String)> {
        let stage = self.session.stage;
        let came = &self.session.stages[stage].follow_ups;
        let mut coming = self.coming.get(stage)?.iter();
        coming.find(|(due, _)| came.iter().all(|(came, ..)| *came != due.follow_up))
    }

    /// Follow-ups come at their very moment of stage time, however late the loop wakes.
    fn interrupt(&mut self, now: ClockReading, notices: &mut Vec<Notice>) {
        while self.is_running() {
            let stage = self.session.stage;
            let at = self.moment(now);
            let spent = self.session.timeline(at).stages[stage].spent;
            let Some((due, ask)) = self.next_due().filter(|(due, _)| due.at <= spent).cloned()
            else {
                return;
            };
            let moment = at.saturating_sub(spent.saturating_sub(due.at));
            let follow_up = due.follow_up;
            self.record(
                moment,
                Event::FollowUp {
                    stage,
                    follow_up,
                    ask,
                },
            );
            notices.push(Notice::FollowUp);
        }
    }

    /// Under `--strict` each stage that has run out ends at its very zero, not at the turn that noticed.
    fn move_on_strictly(&mut self, now: ClockReading, notices: &mut Vec<Notice>) {
        while self.session.head.options.strict && self.running_since.is_some() {
            let at = self.moment(now);
            let timeline = self.session.timeline(at);
            let open = timeline.stages[self.session.stage];
            if !open.is_over() {
                return;
            }
            let zero = at.saturating_sub(open.over());
            let later = timeline
                .stages
                .iter()
                .enumerate()
                .skip(self.session.stage + 1);
            let open_later = later
                .map(|(place, stage)| (place, *stage))
                .find(|(_, stage)| !stage.is_over());
            if let Some((place, _)) = open_later {
                self.enter_at(place, EnteredBy::Strict, zero);
                notices.push(Notice::StrictEntered(place));
                self.interrupt(now, notices);
            } else {
                self.finish_at(zero, FinishedBy::Strict, now);
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

//! How an interview advances with time: stops and sleep are not counted, follow-ups and warnings come due, and under
//! `--strict` a stage ends when its time is up.

use std::time::Duration;

use super::follow_ups::DueFollowUp;
use super::{ClockReading, Interview, Notice, Wait};
use crate::domain::session::event::{EnteredBy, Event, FinishedBy};
use crate::domain::session::timeline::Timeline;

/// The warning comes when this much time is left, in stages longer than twice as much.
const WARNING: Duration = Duration::from_secs(60);

impl Interview {
    /// Advances the interview to `now` and returns what the candidate should notice. `wait` is how the loop waited
    /// before this turn; time that the loop spent working counts, however long it was.
    pub fn advance(&mut self, now: ClockReading, wait: Wait) -> Vec<Notice> {
        let mut notices = Vec::new();
        let last = self.clock.last_reading;
        let at = self.elapsed(last);
        let before = self.session.timeline(at);
        let second_before = self.shown_second(last);
        if let Some(gap) = self.clock.exclude_stop(now, wait) {
            let wall = now.wall;
            self.record(at, Event::Stopped { wall, gap });
            notices.push(Notice::Stopped(gap));
        }
        self.clock.last_reading = now;
        self.ask_due_follow_ups(now, &mut notices);
        self.end_strict_stages(now, &mut notices);
        self.warn(&before, now, &mut notices);
        if self.is_running() && self.outbox.is_empty() && self.shown_second(now) != second_before {
            self.record(self.elapsed(now), Event::Here);
        }
        notices
    }

    /// The next follow-up of the open stage that was not asked yet.
    pub(super) fn next_due(&self) -> Option<&(DueFollowUp, String)> {
        let stage = self.session.stage;
        let asked = &self.session.stages[stage].follow_ups;
        let mut scheduled = self.scheduled.get(stage)?.iter();
        scheduled.find(|(due, _)| {
            let mut asked = asked.iter();
            asked.all(|asked| asked.follow_up != due.follow_up)
        })
    }

    /// Records follow-ups at the exact stage time for which they are scheduled, however late the loop wakes; those that
    /// were held back, when that ended.
    fn ask_due_follow_ups(&mut self, now: ClockReading, notices: &mut Vec<Notice>) {
        while self.is_running() && !self.holds_follow_ups {
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
            let exact = at.saturating_sub(spent.saturating_sub(due.at));
            self.record(exact.max(self.held_until), event);
            notices.push(Notice::FollowUp);
        }
    }

    /// Under `--strict` a stage ends exactly when its time is up, not at the later turn that detects it.
    fn end_strict_stages(&mut self, now: ClockReading, notices: &mut Vec<Notice>) {
        while self.session.head.options.strict && self.is_running() {
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

//! How the session's clock stops and runs again: pauses, time away from the program, and stops of the program.

use std::time::Duration;

use super::event::{Event, Wall};
use super::room::MOST_LISTED;
use super::timeline::whole_seconds;
use super::{Gap, GapReason, RunState, Session};

impl Session {
    /// Folds in an event that begins or ends a gap; other events change nothing. After the finish only a stop is added.
    pub(super) fn apply_gap(&mut self, event: &Event) {
        match event {
            Event::Pause { wall } => self.open_gap(GapReason::Pause, *wall),
            Event::Resume { wall, gap } => {
                self.close_gap(*gap);
                if !self.is_finished() {
                    self.run = RunState::Running;
                    self.known_wall = (self.at, *wall);
                }
            }
            Event::Stopped { wall, gap } => self.add_stop(*wall, *gap),
            Event::Left { wall, paused } => {
                let gap = self.current_gap();
                if gap.is_some_and(|gap| gap.reason == GapReason::Pause) {
                    self.close_gap(*paused);
                }
                self.open_gap(GapReason::Away, *wall);
            }
            Event::Opened { wall, .. } if !self.is_finished() => self.reopen(*wall),
            _ => {}
        }
    }

    /// Every gap in the whole seconds that people see, by the rule of the tables: those that ended sum to their total, rounded
    /// down.
    pub fn shown_gaps(&self) -> Vec<Gap> {
        let lengths = self.gaps.iter().map(|gap| gap.length.unwrap_or_default());
        let shown = self.gaps.iter().zip(whole_seconds(lengths));
        let shown = shown.map(|(gap, length)| Gap {
            length: gap.length.map(|_| length),
            ..*gap
        });
        shown.collect()
    }

    /// The gap that has not ended yet.
    fn current_gap(&self) -> Option<Gap> {
        self.gaps.last().filter(|gap| gap.length.is_none()).copied()
    }

    fn open_gap(&mut self, reason: GapReason, since: Wall) {
        if self.current_gap().is_none() && !self.is_finished() {
            self.add_gap(Gap {
                at: self.at,
                reason,
                since,
                length: None,
            });
            self.run = RunState::Paused;
            self.known_wall = (self.at, since);
        }
    }

    fn add_gap(&mut self, gap: Gap) {
        if self.gaps.len() < MOST_LISTED {
            self.gaps.push(gap);
        } else {
            self.damaged = true;
        }
    }

    fn close_gap(&mut self, length: Duration) {
        if let Some(gap) = self.gaps.last_mut().filter(|gap| gap.length.is_none()) {
            gap.length = Some(length);
        }
    }

    fn add_stop(&mut self, wall: Wall, length: Duration) {
        let since = chrono::Duration::from_std(length)
            .ok()
            .and_then(|length| wall.checked_sub_signed(length));
        self.add_gap(Gap {
            at: self.at,
            reason: GapReason::Stopped,
            since: since.unwrap_or(wall),
            length: Some(length),
        });
        self.known_wall = (self.at, wall);
    }

    /// The program opened the session again at `wall`. After a kill the log has no `left`: the candidate was away
    /// since the last event, or, if the program was killed in a pause, paused until now.
    fn reopen(&mut self, wall: Wall) {
        self.resumed = true;
        match self.current_gap() {
            Some(gap) if gap.reason == GapReason::Away => {}
            Some(pause) => {
                self.close_gap((wall - pause.since).to_std().unwrap_or_default());
                self.open_gap(GapReason::Away, wall);
            }
            None => self.open_gap(GapReason::Away, self.last_wall()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::log::tests::{head, wall};

    #[test]
    fn the_shown_times_that_were_not_counted_sum_to_their_total_and_one_without_end_is_in_none() {
        let mut session = Session::new(head(&["Setup"]));
        let wall = wall();
        for millis in [1_600, 2_700, 400] {
            let gap = Duration::from_millis(millis);
            session.apply_gap(&Event::Pause { wall });
            session.apply_gap(&Event::Resume { wall, gap });
        }
        session.apply_gap(&Event::Pause { wall });
        let shown = session.shown_gaps();
        let lengths: Vec<Option<u64>> = (shown.iter())
            .map(|gap| gap.length.map(|length| length.as_secs()))
            .collect();
        // 4.7 s in all.
        assert_eq!(lengths, [Some(1), Some(3), Some(0), None]);
    }
}

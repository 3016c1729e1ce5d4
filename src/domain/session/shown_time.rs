//! The time of the interview at which somebody asks to see a session.

use std::fmt;
use std::time::Duration;

use super::timeline::clock;
use super::{Session, status_text};

/// A time of a session, which lasts until `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownTime {
    /// Never after the end. The last second is the end, since nobody sees the part of a second that is left of it.
    pub at: Duration,
    end: Duration,
    /// Whether the time that was asked for is after the end.
    is_past_end: bool,
    /// Whether the whole session is finished, as it may not have been at this time.
    is_finished: bool,
}

impl ShownTime {
    /// The time `wanted` of a session that has all its events.
    pub fn of(session: &Session, wanted: Duration) -> Self {
        let end = session.at;
        let is_end = wanted.as_secs() >= end.as_secs();
        Self {
            at: if is_end { end } else { wanted },
            end,
            is_past_end: wanted.as_secs() > end.as_secs(),
            is_finished: session.is_finished(),
        }
    }

    /// What a reader should know before the session: `the session at 0:30 of 8:00`.
    pub fn note(&self) -> String {
        let (at, end) = (clock(self.at), clock(self.end));
        match (self.is_past_end, self.is_finished) {
            (false, _) => format!("the session at {at} of {end}"),
            (true, true) => format!("the session ended at {end}: this is its end"),
            (true, false) => {
                format!("the session has no time after {end}: this is its last state")
            }
        }
    }
}

/// The status of the whole session, and the time at which it is shown: `finished, shown at 0:30 of 8:00`.
impl fmt::Display for ShownTime {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (at, end) = (clock(self.at), clock(self.end));
        write!(
            to,
            "{}, shown at {at} of {end}",
            status_text(self.is_finished)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::log::Log;
    use crate::domain::session::log::tests::{enter, finish, head, log_of};

    /// Two stages, left at 1.4 s and finished at 2.7 s.
    fn log() -> Log {
        log_of([(0, enter(0)), (1_400, enter(1)), (2_700, finish())])
    }

    #[test]
    fn a_session_at_a_time_has_lasted_until_that_time_and_at_its_last_second_or_later_it_is_at_its_end()
     {
        let whole = log().session_at(head(&["A", "B"]), Duration::from_secs(60));
        for (wanted, at, is_finished, note) in [
            (0, 0, false, "the session at 0:00 of 0:02"),
            (1, 1_000, false, "the session at 0:01 of 0:02"),
            (2, 2_700, true, "the session at 0:02 of 0:02"),
            (3, 2_700, true, "the session ended at 0:02: this is its end"),
        ] {
            let shown = ShownTime::of(&whole, Duration::from_secs(wanted));
            let session = log().session_at(head(&["A", "B"]), shown.at);
            assert_eq!(session.timeline_now().elapsed().as_millis(), at);
            assert_eq!(session.is_finished(), is_finished);
            assert_eq!(shown.note(), note);
        }
        let shown = ShownTime::of(&whole, Duration::from_secs(1));
        assert_eq!(shown.to_string(), "finished, shown at 0:01 of 0:02");
    }

    #[test]
    fn a_session_of_less_than_a_second_is_shown_at_its_end() {
        let mut whole = log_of([(0, enter(0))]).session_at(head(&["A", "B"]), Duration::ZERO);
        whole.charge(Duration::from_millis(300));
        let shown = ShownTime::of(&whole, Duration::ZERO);
        assert_eq!(shown.at, Duration::from_millis(300));
        assert_eq!(shown.note(), "the session at 0:00 of 0:00");
        let shown = ShownTime::of(&whole, Duration::from_secs(5));
        let note = "the session has no time after 0:00: this is its last state";
        assert_eq!(shown.note(), note);
    }
}

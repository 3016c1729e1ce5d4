//! The times of a stage that are said aloud where no countdown is shown: half, a quarter, five minutes and one minute left.

use std::time::Duration;

use crate::domain::session::timeline::StageTime;

/// Times left that are said in stages that are longer than twice as much.
const LEFT: [Duration; 2] = [Duration::from_secs(5 * 60), Duration::from_secs(60)];

/// Whether a time that is said was reached between two times of one stage. The end of the stage is not among them.
pub fn is_due(before: StageTime, after: StageTime) -> bool {
    let planned = after.planned;
    let parts = [planned / 2, planned / 4];
    let times = LEFT.into_iter().filter(|left| planned > 2 * *left);
    let mut times = parts.into_iter().chain(times);
    !after.is_over() && times.any(|left| before.left() > left && after.left() <= left)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(planned: u64) -> Vec<u64> {
        let at = |spent| StageTime {
            planned: Duration::from_secs(planned),
            spent: Duration::from_secs(spent),
            entered: true,
        };
        let seconds = 1..planned + 100;
        let due = seconds.filter(|second| is_due(at(second - 1), at(*second)));
        due.map(|second| planned - second).collect()
    }

    #[test]
    fn half_a_quarter_five_minutes_and_one_minute_left_are_said_once() {
        assert_eq!(said(300), [150, 75, 60]);
        assert_eq!(said(600), [300, 150, 60]);
        assert_eq!(said(1200), [600, 300, 60]);
        assert_eq!(said(1800), [900, 450, 300, 60]);
        assert_eq!(said(120), [60, 30]);
        assert_eq!(said(0), [0_u64; 0]);
    }
}

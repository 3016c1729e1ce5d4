//! When each of some lines was last edited, as stored in files: runs of lines that share one time.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::domain::units::millis;

/// Runs of lines in order: the number of lines, and their interview time in milliseconds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Touched(Vec<(usize, u64)>);

impl Touched {
    /// Makes runs of these times, one for each line.
    pub fn of(times: &[Duration]) -> Self {
        let runs = times.chunk_by(PartialEq::eq);
        Self(runs.map(|run| (run.len(), millis::whole(run[0]))).collect())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// One time for each line. A file may claim any number of lines, so take no more than the notes have.
    pub fn times(&self) -> impl Iterator<Item = Duration> {
        let runs = self.0.iter();
        runs.flat_map(|(lines, ms)| std::iter::repeat_n(Duration::from_millis(*ms), *lines))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::Session;
    use crate::domain::session::event::{Entry, Event};
    use crate::domain::session::log::tests::head;
    use crate::domain::session::notes::Edit;

    fn seconds(times: &[u64]) -> Vec<Duration> {
        times.iter().copied().map(Duration::from_secs).collect()
    }

    /// The times of the lines after these edits, one each second: (offset, removed, inserted, times).
    fn after(edits: &[(usize, usize, &str, &[u64])]) -> Vec<Duration> {
        let mut session = Session::new(head(&["One"]));
        for ((at, removed, inserted, touched), n) in edits.iter().zip(1..) {
            let edit = Edit {
                at: *at,
                removed: *removed,
                inserted: (*inserted).to_owned(),
            };
            session.apply(&Entry {
                n,
                at: Duration::from_secs(n),
                after: None,
                event: Event::Edit {
                    stage: 0,
                    edit,
                    touched: Touched::of(&seconds(touched)),
                },
            });
        }
        assert!(!session.damaged);
        session.stages[0].notes.touched_times().to_vec()
    }

    #[test]
    fn times_are_stored_as_runs_and_read_back() {
        let times = seconds(&[3, 3, 3, 1, 3]);
        let touched = Touched::of(&times);
        let json = serde_json::to_string(&touched).unwrap();
        assert_eq!(json, "[[3,3000],[1,1000],[1,3000]]");
        assert!(touched.times().eq(times));
    }

    #[test]
    fn an_undo_gives_its_lines_their_earlier_times_back() {
        let written = (0, 0, "one\ntwo\nthree", &[][..]);
        let cut = (4, 4, "", &[][..]);
        assert_eq!(after(&[written, cut]), seconds(&[1, 1]));
        let without = after(&[written, cut, (4, 0, "two\n", &[])]);
        assert_eq!(without, seconds(&[1, 3, 1]));
        let with = after(&[written, cut, (4, 0, "two\n", &[1, 1])]);
        assert_eq!(with, seconds(&[1, 1, 1]));
    }

    #[test]
    fn excess_times_and_times_in_the_future_change_nothing_else() {
        let written = (0, 0, "one\ntwo\nthree", &[][..]);
        let claimed = after(&[written, (0, 1, "O", &[9, 0, 0, 0])]);
        assert_eq!(claimed, seconds(&[2, 1, 1]));
    }
}

//! When each of some lines was last edited, as files hold it: runs of lines that share one time.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::domain::units::millis;

/// Runs of lines, in order: how many lines, and their time in milliseconds of the interview.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Touched(Vec<(usize, u64)>);

impl Touched {
    /// The runs of these times, one time a line.
    pub fn of(times: &[Duration]) -> Self {
        let runs = times.chunk_by(PartialEq::eq);
        Self(runs.map(|run| (run.len(), millis::whole(run[0]))).collect())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// One time a line. A file may claim any number of lines: take no more than there are.
    pub fn times(&self) -> impl Iterator<Item = Duration> {
        let runs = self.0.iter();
        runs.flat_map(|(lines, ms)| std::iter::repeat_n(Duration::from_millis(*ms), *lines))
    }
}

//! Random choices that are the same for the same seed.

use std::time::Duration;

use forty::domain::interview::follow_ups::SplitMix64;

pub struct Random(SplitMix64);

impl Random {
    /// The generator of the session with this index.
    pub fn of(seed: u64, index: usize) -> Self {
        let state = SplitMix64(seed).draw() ^ SplitMix64(index as u64).draw();
        Self(SplitMix64(state))
    }

    /// From 0 to one less than `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.0.draw() % end.max(1) as u64) as usize
    }

    /// True with this probability in percent.
    pub fn percent(&mut self, probability: usize) -> bool {
        self.below(100) < probability
    }

    pub fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    pub fn seconds(&mut self, from: usize, to: usize) -> Duration {
        Duration::from_secs((from + self.below(to - from)) as u64)
    }
}

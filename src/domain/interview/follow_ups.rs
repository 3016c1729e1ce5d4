//! The schedule of follow-ups: which ones a stage has and when. A seed chooses and shifts them with integer arithmetic, so
//! that the same seed and design give the same interview on every machine. It does not depend on the clock or on what was
//! already asked.
//!
//! For each stage of the plan, with its `index` from 0, and `budget` and `framework_budget` in whole milliseconds:
//!
//! 1. The generator is SplitMix64 with the state `seed * 2^32 + index`. `below(n)` is the high 64 bits of the next
//!    number times `n`.
//! 2. `1 + below(2)` follow-ups are chosen, at most as many as there are, without replacement: in the list 0, 1, 2, …
//!    the first number is swapped with the one `below(all)` after it, the second with the one `below(all - 1)` after it.
//!    The chosen ones are then sorted in the order of the file.
//! 3. For each of them its minutes, as milliseconds rounded to the nearest, are multiplied by `budget / framework_budget`
//!    and shifted by `below(2 * reach + 1) - reach`, where `reach = budget / 10`. The result is clamped between a tenth of
//!    the budget, rounded up, and nine tenths, rounded down.
//! 4. They are sorted by time. The second is at least `reach` behind the first, which gives way where nine tenths of the
//!    budget leave no room for that.
//!
//! Every division rounds down. SplitMix64: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators",
//! OOPSLA 2014, with the constants of the authors' later version (variant 13 of Stafford's mixers).

use std::time::Duration;

use crate::domain::content::design::{Design, FollowUp};
use crate::domain::session::event::{Head, millis};
use crate::domain::session::plan::{Plan, PlannedStage};

/// A scheduled follow-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueFollowUp {
    /// The index in the follow-ups of the design's stage.
    pub follow_up: usize,
    /// Time spent in the stage, in whole milliseconds.
    pub at: Duration,
}

/// The schedule of each stage of a session; empty for all stages with `--quiet`.
pub fn of_session(head: &Head, design: &Design) -> Vec<Vec<DueFollowUp>> {
    if head.options.quiet {
        return vec![Vec::new(); head.plan.stages.len()];
    }
    schedule(&head.plan, design, head.seed)
}

/// The schedule of each stage of a plan, in order of time. A stage has none if its budget is zero or if the design does
/// not have the stage.
pub fn schedule(plan: &Plan, design: &Design, seed: u32) -> Vec<Vec<DueFollowUp>> {
    let stages = plan.stages.iter().enumerate();
    stages
        .map(|(index, stage)| {
            let design_stage = design.stage(&stage.id);
            let follow_ups = design_stage.map_or(&[][..], |stage| &stage.follow_ups);
            let random = SplitMix64((u64::from(seed) << 32) + index as u64);
            of_stage(stage, follow_ups, random)
        })
        .collect()
}

fn of_stage(
    stage: &PlannedStage,
    follow_ups: &[FollowUp],
    mut random: SplitMix64,
) -> Vec<DueFollowUp> {
    let budget = millis::whole(stage.budget);
    if budget == 0 || follow_ups.is_empty() {
        return Vec::new();
    }
    let reach = budget / 10;
    let latest = u64::try_from(u128::from(budget) * 9 / 10).unwrap_or(budget);
    let earliest = budget.div_ceil(10).min(latest);
    let mut due: Vec<(u64, usize)> = choose(follow_ups.len(), &mut random)
        .into_iter()
        .map(|follow_up| {
            let planned = scaled(follow_ups[follow_up].minute, stage);
            let later = random.below(2 * reach + 1);
            let at = planned.saturating_add(later).saturating_sub(reach);
            (at.clamp(earliest, latest), follow_up)
        })
        .collect();
    due.sort_unstable();
    if let [(first, _), (second, _)] = &mut due[..] {
        let apart = reach.max(1);
        *second = (*second).max(*first + apart).min(latest);
        *first = (*first).min(second.saturating_sub(apart));
    }
    let due = due.into_iter();
    due.map(|(at, follow_up)| DueFollowUp {
        follow_up,
        at: Duration::from_millis(at),
    })
    .collect()
}

/// Chooses one or two of the indexes below `all`, in rising order.
fn choose(all: usize, random: &mut SplitMix64) -> Vec<usize> {
    let count = (1 + random.below(2) as usize).min(all);
    let mut indexes: Vec<usize> = (0..all).collect();
    for next in 0..count {
        let other = next + random.below((all - next) as u64) as usize;
        indexes.swap(next, other);
    }
    indexes.truncate(count);
    indexes.sort_unstable();
    indexes
}

/// Converts minutes of the framework's stage to milliseconds of this interview's stage.
fn scaled(minutes: f64, stage: &PlannedStage) -> u64 {
    // The only step in floating point: a product and a rounding, which IEEE 754 defines to the last bit.
    let planned = (minutes * 60_000.0).round() as u64;
    let framework = u128::from(millis::whole(stage.framework_budget).max(1));
    let budget = u128::from(millis::whole(stage.budget));
    u64::try_from(u128::from(planned) * budget / framework).unwrap_or(u64::MAX)
}

/// A pseudorandom number generator; the state is the seed (Steele, Lea, Flood 2014).
#[derive(Debug)]
pub struct SplitMix64(pub u64);

impl SplitMix64 {
    /// The next pseudorandom number.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A pseudorandom number below `n`; 0 if `n` is 0.
    pub fn below(&mut self, n: u64) -> u64 {
        ((u128::from(self.draw()) * u128::from(n)) >> 64) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_gives_the_numbers_of_its_authors() {
        let mut random = SplitMix64(1_234_567);
        let numbers: Vec<u64> = (0..5).map(|_| random.draw()).collect();
        assert_eq!(
            numbers,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423,
                4_593_380_528_125_082_431,
                16_408_922_859_458_223_821,
            ]
        );
    }

    #[test]
    fn every_draw_is_below_its_bound_and_every_value_occurs() {
        let mut random = SplitMix64(7);
        let mut met = [0; 3];
        for _ in 0..3000 {
            met[random.below(3) as usize] += 1;
        }
        assert!(
            met.iter().all(|times| (900..1100).contains(times)),
            "{met:?}"
        );
    }
}

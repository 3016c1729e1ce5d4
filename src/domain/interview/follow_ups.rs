//! Which follow-up of a stage comes when: chosen and shifted by a seed, in integers alone, so that the same seed and
//! design give the same interview on every machine. Must not know whether it was shown or what time it is.
//!
//! Per stage of the plan, at `place` from 0, with `budget` and `framework_budget` in whole milliseconds:
//!
//! 1. The generator is SplitMix64 from the state `seed * 2^32 + place`. `below(n)` is the high 64 bits of the next
//!    number times `n`.
//! 2. `1 + below(2)` follow-ups come, at most as many as there are. They are drawn without putting back: of the
//!    numbers 0.., the first changes places with the one `below(all)` after it, the second with the one
//!    `below(all - 1)` after it. What was drawn is then put in the order of the file.
//! 3. Each in turn: its minutes, made milliseconds and rounded to the nearest, are scaled by
//!    `* budget / framework_budget`; with `reach = budget / 10` it comes `below(2 * reach + 1) - reach` later; and it
//!    is held between a tenth of the budget, rounded up, and nine tenths, rounded down.
//! 4. They are put in the order of their moments. Two of the same moment are set a millisecond apart.
//!
//! Every division rounds down. SplitMix64: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators",
//! OOPSLA 2014, with the constants of the authors' later version (variant 13 of Stafford's mixers).

use std::time::Duration;

use crate::domain::content::design::{Design, FollowUp};
use crate::domain::session::event::{Head, millis};
use crate::domain::session::plan::{Plan, PlannedStage};

/// A follow-up that will come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueFollowUp {
    /// A place in the follow-ups of the design's stage.
    pub follow_up: usize,
    /// Stage time; whole milliseconds.
    pub at: Duration,
}

/// What comes in each stage of a session's plan; nothing at all if it runs without interruptions.
pub fn of_session(head: &Head, design: &Design) -> Vec<Vec<DueFollowUp>> {
    if head.options.quiet {
        return vec![Vec::new(); head.plan.stages.len()];
    }
    schedule(&head.plan, design, head.seed)
}

/// What comes in each stage of a plan, moments rising. A stage without time, or that the design lacks, has none.
pub fn schedule(plan: &Plan, design: &Design, seed: u32) -> Vec<Vec<DueFollowUp>> {
    let stages = plan.stages.iter().enumerate();
    stages
        .map(|(place, stage)| {
            let own = design.stages.iter().find(|own| own.id == stage.id);
            let follow_ups = own.map_or(&[][..], |own| &own.follow_ups);
            let chance = SplitMix64((u64::from(seed) << 32) + place as u64);
            of_stage(stage, follow_ups, chance)
        })
        .collect()
}

fn of_stage(
    stage: &PlannedStage,
    follow_ups: &[FollowUp],
    mut chance: SplitMix64,
) -> Vec<DueFollowUp> {
    let budget = millis::whole(stage.budget);
    if budget == 0 || follow_ups.is_empty() {
        return Vec::new();
    }
    let reach = budget / 10;
    let latest = u64::try_from(u128::from(budget) * 9 / 10).unwrap_or(budget);
    let earliest = budget.div_ceil(10).min(latest);
    let mut due: Vec<(u64, usize)> = drawn(follow_ups.len(), &mut chance)
        .into_iter()
        .map(|follow_up| {
            let planned = scaled(follow_ups[follow_up].minute, stage);
            let later = chance.below(2 * reach + 1);
            let at = planned.saturating_add(later).saturating_sub(reach);
            (at.clamp(earliest, latest), follow_up)
        })
        .collect();
    due.sort_unstable();
    if let [(first, _), (second, _)] = &mut due[..]
        && first == second
    {
        if *second < latest {
            *second += 1;
        } else {
            *first = first.saturating_sub(1);
        }
    }
    let due = due.into_iter();
    due.map(|(at, follow_up)| DueFollowUp {
        follow_up,
        at: Duration::from_millis(at),
    })
    .collect()
}

/// One or two of this many places, rising.
fn drawn(all: usize, chance: &mut SplitMix64) -> Vec<usize> {
    let count = (1 + chance.below(2) as usize).min(all);
    let mut places: Vec<usize> = (0..all).collect();
    for next in 0..count {
        let other = next + chance.below((all - next) as u64) as usize;
        places.swap(next, other);
    }
    places.truncate(count);
    places.sort_unstable();
    places
}

/// The framework's minutes of a stage as milliseconds of this interview's.
fn scaled(minutes: f64, stage: &PlannedStage) -> u64 {
    // The one step that is not in integers: a product and a rounding, which IEEE 754 fixes to the last bit.
    let planned = (minutes * 60_000.0).round() as u64;
    let framework = u128::from(millis::whole(stage.framework_budget).max(1));
    let budget = u128::from(millis::whole(stage.budget));
    u64::try_from(u128::from(planned) * budget / framework).unwrap_or(u64::MAX)
}

/// A generator of numbers that look random and repeat for the same seed (Steele, Lea, Flood 2014).
#[derive(Debug)]
pub struct SplitMix64(pub u64);

impl SplitMix64 {
    /// The next number.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `n`; 0 where `n` is 0.
    pub fn below(&mut self, n: u64) -> u64 {
        ((u128::from(self.draw()) * u128::from(n)) >> 64) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_gives_the_numbers_of_its_authors() {
        let mut chance = SplitMix64(1_234_567);
        let numbers: Vec<u64> = (0..5).map(|_| chance.draw()).collect();
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
    fn every_draw_stays_below_its_bound_and_each_is_met() {
        let mut chance = SplitMix64(7);
        let mut met = [0; 3];
        for _ in 0..3000 {
            met[chance.below(3) as usize] += 1;
        }
        assert!(
            met.iter().all(|times| (900..1100).contains(times)),
            "{met:?}"
        );
    }
}

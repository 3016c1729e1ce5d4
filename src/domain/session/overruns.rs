//! The pace ledger of a finished interview: what each stage was planned, took and left, and what paid for every
//! overrun. Arithmetic alone, exact in milliseconds; it follows the rule by which the live footer names the debt.

use std::time::Duration;

use super::timeline::StageTime;

/// One stage's account.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Account {
    pub planned: Duration,
    pub spent: Duration,
    pub over: Duration,
    pub unspent: Duration,
    /// Which stages left early paid for the overrun, and how much, in the plan's order.
    pub saved: Vec<(usize, Duration)>,
    /// Which stages the rest was taken from, and how much, the last first.
    pub taken: Vec<(usize, Duration)>,
    /// What nothing paid for: the interview ended later by this.
    pub past_end: Duration,
}

/// The accounts of all stages, in the plan's order; `open` is the stage in which the interview was finished.
///
/// Overruns are paid in the plan's order, first by time left unspent in stages left early. The rest is taken from the
/// stages that were still to be had, the last first: those never entered, and the one that the finish cut short.
pub fn accounts(stages: &[StageTime], open: usize) -> Vec<Account> {
    let is_early = |place: &usize| stages[*place].entered && *place != open;
    let (mut early, mut late): (Vec<usize>, Vec<usize>) = (0..stages.len()).partition(is_early);
    early.retain(|place| !stages[*place].left().is_zero());
    late.reverse();
    let mut left: Vec<Duration> = stages.iter().map(|stage| stage.left()).collect();
    let accounts = stages.iter().map(|stage| {
        let mut owed = stage.over();
        let saved = pay(&mut owed, &early, &mut left);
        let taken = pay(&mut owed, &late, &mut left);
        Account {
            planned: stage.planned,
            spent: stage.spent,
            over: stage.over(),
            unspent: stage.left(),
            saved,
            taken,
            past_end: owed,
        }
    });
    accounts.collect()
}

/// Pays what is owed out of what these stages have left, in this order.
fn pay(owed: &mut Duration, from: &[usize], left: &mut [Duration]) -> Vec<(usize, Duration)> {
    let mut paid = Vec::new();
    for place in from {
        let part = left[*place].min(*owed);
        if !part.is_zero() {
            left[*place] -= part;
            *owed -= part;
            paid.push((*place, part));
        }
    }
    paid
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::session::timeline::{Timeline, clock};

    /// Stages as `planned spent` in minutes; `-` was never entered.
    fn stages(words: &[&str]) -> Vec<StageTime> {
        let minutes = |word: &str| Duration::from_secs_f64(word.parse::<f64>().unwrap() * 60.0);
        let stage = |words: &&str| {
            let (planned, spent) = words.split_once(' ').unwrap();
            StageTime {
                planned: minutes(planned),
                spent: minutes(spent.replace('-', "0").as_str()),
                entered: spent != "-",
            }
        };
        words.iter().map(stage).collect()
    }

    /// What paid for every overrun, in words.
    fn told(words: &[&str], open: usize) -> Vec<String> {
        let accounts = accounts(&stages(words), open);
        let over = accounts.iter().enumerate();
        let over = over.filter(|(_, account)| !account.over.is_zero());
        over.map(|(place, account)| {
            let part = |verb, parts: &[(usize, Duration)]| {
                let part = |(from, time): &(usize, Duration)| {
                    format!(", {verb} {} {}", from + 1, clock(*time))
                };
                parts.iter().map(part).collect::<String>()
            };
            format!(
                "{} over {}{}{}{}",
                place + 1,
                clock(account.over),
                part("saved", &account.saved),
                part("taken", &account.taken),
                if account.past_end.is_zero() {
                    String::new()
                } else {
                    format!(", past the end {}", clock(account.past_end))
                }
            )
        })
        .collect()
    }

    #[test]
    fn every_overrun_is_paid_by_what_was_saved_and_then_from_the_end() {
        let table: [(&str, &[&str], usize, &[&str]); 8] = [
            (
                "the last stage is cut short by what the first went over",
                &["5 5.8", "10 10", "5 4.2"],
                2,
                &["1 over 0:48, taken 3 0:48"],
            ),
            (
                "time saved pays before anything is taken",
                &["5 7", "10 8.5", "10 10", "5 4"],
                3,
                &["1 over 2:00, saved 2 1:30, taken 4 0:30"],
            ),
            (
                "time saved earlier pays too",
                &["5 4", "10 11", "5 5"],
                2,
                &["2 over 1:00, saved 1 1:00"],
            ),
            (
                "two overruns are paid in the order of the plan",
                &["5 6", "10 12", "10 8", "5 4"],
                3,
                &[
                    "1 over 1:00, saved 3 1:00",
                    "2 over 2:00, saved 3 1:00, taken 4 1:00",
                ],
            ),
            (
                "a stage never reached is taken from, the last first",
                &["5 12", "10 11", "4 -", "5 -"],
                1,
                &[
                    "1 over 7:00, taken 4 5:00, taken 3 2:00",
                    "2 over 1:00, taken 3 1:00",
                ],
            ),
            (
                "what nothing pays for ends the interview later",
                &["5 9", "10 12", "5 4"],
                2,
                &[
                    "1 over 4:00, taken 3 1:00, past the end 3:00",
                    "2 over 2:00, past the end 2:00",
                ],
            ),
            (
                "an overrun of the last stage is past the end or was saved",
                &["5 4", "10 10", "5 8"],
                2,
                &["3 over 3:00, saved 1 1:00, past the end 2:00"],
            ),
            ("no overrun, nothing to pay", &["5 5", "10 3"], 1, &[]),
        ];
        for (rule, stages, open, expected) in table {
            assert_eq!(told(stages, open), expected, "{rule}");
        }
    }

    #[test]
    fn planned_spent_over_and_unspent_stand_as_they_were() {
        let accounts = accounts(&stages(&["5 6", "10 8", "5 -"]), 1);
        let figures: Vec<[u64; 4]> = accounts
            .iter()
            .map(|account| {
                [
                    account.planned,
                    account.spent,
                    account.over,
                    account.unspent,
                ]
                .map(|time| time.as_secs() / 60)
            })
            .collect();
        assert_eq!(figures, [[5, 6, 1, 0], [10, 8, 0, 2], [5, 0, 0, 5]]);
    }

    proptest! {
        #[test]
        fn no_second_is_paid_twice_and_none_is_lost(
            times in prop::collection::vec((0u64..900, 0u64..900, any::<bool>()), 1..8),
            open in 0usize..8,
        ) {
            let stages: Vec<StageTime> = times
                .into_iter()
                .map(|(planned, spent, entered)| StageTime {
                    planned: Duration::from_secs(planned),
                    spent: Duration::from_secs(if entered { spent } else { 0 }),
                    entered,
                })
                .collect();
            let accounts = accounts(&stages, open.min(stages.len() - 1));
            let mut given = vec![Duration::ZERO; stages.len()];
            let mut past_end = Duration::ZERO;
            for account in &accounts {
                let parts = account.saved.iter().chain(&account.taken);
                let paid: Duration = parts.clone().map(|(_, time)| *time).sum();
                prop_assert_eq!(paid + account.past_end, account.over);
                parts.for_each(|(from, time)| given[*from] += *time);
                past_end += account.past_end;
            }
            for (account, given) in accounts.iter().zip(given) {
                prop_assert!(given <= account.unspent);
            }
            let timeline = Timeline { stages, current: None };
            prop_assert_eq!(past_end, timeline.past_end());
        }
    }
}

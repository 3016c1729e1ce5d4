//! The words in which every format tells the same facts. Names of stages come in cleaned for the format; nothing here is
//! from outside.

use super::clock;
use super::facts::{Facts, Reaction};
use crate::domain::judging::review::Review;
use crate::domain::judging::rubric::level_word;
use crate::domain::session::activity::Silence;
use crate::domain::session::condition::{Condition, Gap};
use crate::domain::session::overruns::Account;

/// What a condition says of the run.
pub fn meaning(condition: Condition) -> &'static str {
    match condition {
        Condition::Clean => {
            "no pause, no stop and never taken up again, by the framework's own rules"
        }
        Condition::Paused => "stood still by key, with the notes covered; that time is not counted",
        Condition::Resumed => {
            "left or cut off, and taken up again later; the time away is not counted"
        }
        Condition::Stopped => {
            "the computer slept or the program was stopped; that time is not counted"
        }
        Condition::Strict => "every stage ended at zero",
        Condition::Scaled => "other minutes than the framework's",
        Condition::Quiet => "no follow-up questions interrupted",
        Condition::EditedLater => "the notes are no longer as they were at the finish",
        Condition::Damaged => "a part of the record is missing or does not fit",
    }
}

/// What the record is worth, said where it is shown.
pub const WORTH: &str = "Every edit of these notes is timed, and pauses, hints and overruns are on record. \
    The record guards against accident and memory, not against forgery: whoever can write the files can write them anew.";

/// `2:40 of silence, from 5:10`.
pub fn silence(silence: &Silence) -> String {
    let (length, from) = (clock(silence.length()), clock(silence.from));
    format!("{length} of silence, from {from}")
}

pub fn reaction(reaction: Reaction) -> String {
    match reaction {
        Reaction::After(time) => format!("the notes changed {} later", clock(time)),
        Reaction::Never => "the notes did not change after it".to_owned(),
    }
}

/// `pause at 10:30 for 3:00`.
pub fn gap(gap: &Gap) -> String {
    let length = gap.length.map_or("until now".to_owned(), |length| {
        format!("for {}", clock(length))
    });
    format!("{} at {} {length}", gap.why.word(), clock(gap.at))
}

/// `3 strong`; a dash where there is none.
pub fn level(level: Option<u8>) -> String {
    level.map_or("\u{2013}".to_owned(), |level| {
        format!("{level} {}", level_word(level))
    })
}

/// `3 of 4, strong`.
pub fn level_of_four(level: u8) -> String {
    format!("{level} of 4, {}", level_word(level))
}

/// `1 comment`, `2 comments`.
pub fn comments(count: usize) -> String {
    format!("{count} comment{}", if count == 1 { "" } else { "s" })
}

/// How the candidate's own level stands to a coach's: `own is 1 higher`.
pub fn gap_of_levels(own: Option<u8>, coach: Option<u8>) -> String {
    let Some((own, coach)) = own.zip(coach) else {
        return "\u{2013}".to_owned();
    };
    let by = own.abs_diff(coach);
    match own.cmp(&coach) {
        std::cmp::Ordering::Less => format!("own is {by} lower"),
        std::cmp::Ordering::Equal => "the same".to_owned(),
        std::cmp::Ordering::Greater => format!("own is {by} higher"),
    }
}

/// What paid for an overrun; `short` names a stage. None where the stage kept its time.
pub fn paid(account: &Account, short: impl Fn(usize) -> String) -> Option<String> {
    if account.over.is_zero() {
        return None;
    }
    let saved = account.saved.iter();
    let saved = saved.map(|(from, time)| format!("{} saved in {}", clock(*time), short(*from)));
    let taken = account.taken.iter();
    let taken = taken.map(|(from, time)| format!("{} taken from {}", clock(*time), short(*from)));
    let past_end =
        (!account.past_end.is_zero()).then(|| format!("{} past the end", clock(account.past_end)));
    let parts: Vec<String> = saved.chain(taken).chain(past_end).collect();
    Some(parts.join(", "))
}

/// What a review says of itself: how far it goes, when others' marks were seen, and what changed after that.
/// `short` names a stage.
pub fn standing(
    facts: &Facts<'_>,
    review: &Review,
    short: impl Fn(usize) -> String,
) -> Vec<String> {
    let complete = if facts.is_complete(review) {
        "Every item of every stage is marked."
    } else {
        "Not every item is marked."
    };
    let mut told = vec![complete.to_owned()];
    told.push(match review.revealed {
        None => "The marks of others were not revealed.".to_owned(),
        Some(revealed) => {
            let at = revealed.at.format("%Y-%m-%d %H:%M %:z");
            if revealed.early {
                format!(
                    "The marks of others were revealed early, before every stage was scored: {at}."
                )
            } else {
                format!("The marks of others were revealed after every stage was scored: {at}.")
            }
        }
    });
    if review.revealed.is_some() {
        let changed: Vec<String> = (review.marked_after_reveal.iter())
            .map(|stage| short(*stage))
            .collect();
        told.push(if changed.is_empty() {
            "No mark changed after that.".to_owned()
        } else {
            format!("Marks changed after that in {}.", changed.join(", "))
        });
    }
    told
}

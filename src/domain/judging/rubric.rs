//! The level that follows from the marks of a stage's rubric. People make the marks: nothing here grades the notes.

use std::fmt;

use crate::domain::content::design::{Level, RubricItem};

/// A stage's level and why it is not higher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// 1 weak, 2 solid, 3 strong, 4 exceptional.
    pub level: u8,
    pub reason: Reason,
}

/// The reason for a level; `Display` writes it as a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The next level needs more of its items to be shown.
    Lacking {
        next: Level,
        needed: usize,
        items: usize,
        shown: usize,
    },
    /// The rubric has no higher level.
    Highest {
        level: Level,
        items: usize,
        shown: usize,
    },
    /// The rubric has no items.
    NoItems,
}

/// The name of a level from 1 to 4.
fn level_word(level: u8) -> &'static str {
    let above_weak = usize::from(level).checked_sub(2);
    let level = above_weak.and_then(|index| Level::ALL.get(index));
    level.map_or("weak", |level| level.word())
}

/// A level as every screen and page writes it: `3 strong`, or `-` for none.
pub fn level_text(level: Option<u8>) -> String {
    level.map_or("-".to_owned(), |level| {
        format!("{level} {}", level_word(level))
    })
}

/// The self-scored level minus the coach's: `+1`, `0`, `-1`, or `-` if one of them is missing.
pub fn level_gap(self_level: Option<u8>, coach: Option<u8>) -> String {
    match self_level.zip(coach) {
        Some((level, coach)) if level == coach => "0".to_owned(),
        Some((level, coach)) => format!("{:+}", i16::from(level) - i16::from(coach)),
        None => "-".to_owned(),
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lacking {
                next,
                needed,
                items,
                shown,
            } => {
                let word = next.word();
                write!(
                    f,
                    "{word} needs {needed} of {items} {word} items, {shown} shown"
                )
            }
            Self::Highest {
                level,
                items,
                shown,
            } => write!(f, "{shown} of {items} {} items shown", level.word()),
            Self::NoItems => f.write_str("the rubric has no items"),
        }
    }
}

/// How many of a level's items are shown, and how many there are.
pub fn shown_of(level: Level, marks: impl Iterator<Item = (Level, bool)>) -> (usize, usize) {
    let of_level = marks.filter(|(of, _)| *of == level);
    of_level.fold((0, 0), |(shown, items), (_, is_shown)| {
        (shown + usize::from(is_shown), items + 1)
    })
}

/// How many of a level's items must be shown to reach it: two thirds.
pub fn needed(items: usize) -> usize {
    (items * 2).div_ceil(3)
}

/// The level that marks reach: the highest level with at least two thirds of its items shown, if the same is true of
/// every lower level. A missing mark counts as not shown. A level without items is skipped and cannot be the result.
pub fn level(shown: &[bool], items: &[RubricItem]) -> Verdict {
    let shown = shown.iter().copied().chain(std::iter::repeat(false));
    level_from_marks(&items.iter().map(|item| item.level).zip(shown))
}

/// Like [`level`], from each item's level and whether it is shown.
pub fn level_from_marks(marks: &(impl Iterator<Item = (Level, bool)> + Clone)) -> Verdict {
    let mut verdict = Verdict {
        level: 1,
        reason: Reason::NoItems,
    };
    for (level, number) in Level::ALL.into_iter().zip(2..) {
        let (shown, items) = shown_of(level, marks.clone());
        let needed = needed(items);
        if shown < needed {
            verdict.reason = Reason::Lacking {
                next: level,
                needed,
                items,
                shown,
            };
            break;
        }
        if items > 0 {
            verdict.level = number;
            verdict.reason = Reason::Highest {
                level,
                items,
                shown,
            };
        }
    }
    verdict
}

/// A level in the making: what the marks so far reach, and what is missing for the next level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub level: u8,
    /// One or two sentences; none without a rubric.
    pub sentences: Vec<String>,
}

/// Where the marks of a stage stand; a missing mark counts as not shown.
pub fn standing(shown: &[bool], items: &[RubricItem]) -> Standing {
    let verdict = level(shown, items);
    let mut sentences = Vec::new();
    let reached = usize::from(verdict.level).checked_sub(2);
    if let Some(reached) = reached.and_then(|index| Level::ALL.get(index)) {
        let shown = shown.iter().copied().chain(std::iter::repeat(false));
        let (count, all) = shown_of(*reached, items.iter().map(|item| item.level).zip(shown));
        let word = reached.word();
        let are = are(count);
        sentences.push(format!(
            "{count} of {all} {word} items {are} shown: {word} is reached."
        ));
    }
    if let Reason::Lacking {
        next,
        needed,
        items,
        shown,
    } = verdict.reason
    {
        let (word, level) = (next.word(), level_text(Some(number(next))));
        if sentences.is_empty() {
            let (is, are) = (are(shown), are(needed));
            sentences.push(format!(
                "{shown} of {items} {word} items {is} shown, {needed} {are} needed."
            ));
        }
        sentences.push(match needed - shown {
            1 => format!("One {word} item is missing to reach level {level}."),
            missing => format!("{missing} {word} items are missing to reach level {level}."),
        });
    }
    Standing {
        level: verdict.level,
        sentences,
    }
}

fn are(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

/// The number of a rubric's level, from 2 to 4.
pub fn number(level: Level) -> u8 {
    let above_weak = Level::ALL.into_iter().zip(2..);
    let mut found = above_weak.filter(|(other, _)| *other == level);
    found.next().map_or(1, |(_, number)| number)
}

#[cfg(test)]
mod tests;

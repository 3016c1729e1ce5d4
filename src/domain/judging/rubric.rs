//! The level that follows from the marks of a stage's rubric, and the line of the notes that most likely shows an item.
//! People make the marks: nothing here grades the notes.

use std::collections::BTreeSet;
use std::fmt;

use super::evidence::is_interviewer_exchange;
use crate::domain::content::design::{Level, RubricItem};
use crate::domain::stems::{Stems, Worth};

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
        let marks = marks.clone().filter(|(of, _)| *of == level);
        let items = marks.clone().count();
        let shown = marks.filter(|(_, shown)| *shown).count();
        let needed = (items * 2).div_ceil(3);
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

/// The stage and line, both from 0, that contain most of an item's signals; rare words weigh more. Among equals the
/// item's own stage comes first, then the earlier stage and line. `None` if no line contains half of a signal.
pub fn likeliest_line(
    item: &RubricItem,
    own_stage: usize,
    lines_by_stage: &[Vec<String>],
) -> Option<(usize, usize)> {
    let stems = Stems::default();
    let mut lines: Vec<(usize, usize, BTreeSet<String>)> = Vec::new();
    let stages = (lines_by_stage.iter().enumerate())
        .filter(|(stage, _)| *stage == own_stage)
        .chain((lines_by_stage.iter().enumerate()).filter(|(stage, _)| *stage != own_stage));
    for (stage, texts) in stages {
        let own_words = texts
            .iter()
            .enumerate()
            .filter(|(_, text)| !is_interviewer_exchange(text));
        for (line, text) in own_words {
            lines.push((stage, line, stems_of(&stems, text)));
        }
    }
    let rarity = |word: &String| {
        let with = lines
            .iter()
            .filter(|(_, _, words)| words.contains(word))
            .count() as f64;
        (1.0 + (lines.len() as f64 - with + 0.5) / (with + 0.5)).ln()
    };
    let signals: Vec<Vec<(String, f64)>> = (item.signals.iter())
        .map(|signal| stems_of(&stems, signal).into_iter())
        .map(|words| words.map(|word| (word.clone(), rarity(&word))).collect())
        .collect();
    let mut best: Option<(f64, usize, usize)> = None;
    for (stage, line, words) in &lines {
        let score: f64 = signals
            .iter()
            .map(|signal| signal_score(signal, words))
            .sum();
        if score > best.map_or(0.0, |(score, ..)| score) {
            best = Some((score, *stage, *line));
        }
    }
    best.map(|(_, stage, line)| (stage, line))
}

/// The score of a signal in a line: the weight of the words found, times their share of the signal's weight; 0 if more
/// than half of the words are missing.
fn signal_score(signal: &[(String, f64)], words: &BTreeSet<String>) -> f64 {
    let there = signal.iter().filter(|(word, _)| words.contains(word));
    if there.clone().count() * 2 < signal.len() {
        return 0.0;
    }
    let whole: f64 = signal.iter().map(|(_, rarity)| rarity).sum();
    let there: f64 = there.map(|(_, rarity)| rarity).sum();
    there * there / whole.max(f64::EPSILON)
}

/// The stems of a text without function words, unless it has no others.
fn stems_of(stems: &Stems, text: &str) -> BTreeSet<String> {
    let words = stems.words(text);
    let says_nothing = words.iter().all(|word| word.worth == Worth::None);
    let words = words.into_iter();
    words
        .filter(|word| says_nothing || word.worth != Worth::None)
        .map(|word| word.stem)
        .collect()
}

#[cfg(test)]
mod tests;

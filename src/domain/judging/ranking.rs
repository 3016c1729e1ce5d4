//! The lines of the notes that most likely show a rubric item, best first. A ranking helps people to find a line; it
//! never marks an item.

mod examples;
mod features;
mod terms;
mod words;

use std::collections::BTreeMap;

use super::anchor::LinePosition;
use super::evidence::can_be_evidence;
use super::report;
use crate::domain::content::design::{Design, RubricItem};
use crate::domain::session::Session;
use features::Wanted;
use words::{ComparedText, Rarity, StemId, Vocabulary};

/// The most lines of a ranking: as many as there are digits to choose them with.
pub const MOST_LINES: usize = 9;
/// The score from which the first line is highlighted. At this threshold, of 100 highlighted lines in `tests/evidence`
/// at most 3 are wrong.
const HIGHLIGHT: f64 = 1.3;
/// How far the second line must be behind the first for the first to be highlighted.
const MARGIN: f64 = 0.5;
/// The score, before other items are compared, below which a line is not likely: a long line of the item's stage that
/// shares nothing with the item has -5.3.
const LEAST: f64 = -5.25;
/// The most terms of the notes that are read, so that a hostile file cannot make a key slow. A search still finds the
/// lines after them.
const MOST_TERMS: usize = 10_000;

/// The likeliest lines for one rubric item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ranking {
    /// Best first, at most [`MOST_LINES`].
    pub lines: Vec<LinePosition>,
    is_clear: bool,
}

impl Ranking {
    /// The first line, if it is likely enough to be highlighted.
    pub fn highlighted(&self) -> Option<LinePosition> {
        self.lines.first().copied().filter(|_| self.is_clear)
    }
}

/// The notes ranked for every item of a rubric. It is made once, because a line that shows one item well is less likely
/// to be what shows another.
#[derive(Debug, Default)]
pub struct Rankings {
    lines: Vec<LinePosition>,
    /// The score of each line, by stage and item.
    scores: BTreeMap<(usize, usize), Vec<f64>>,
    /// The two highest scores of each line, with the stage and the item of the first.
    best: Vec<Best>,
}

#[derive(Debug, Clone, Copy)]
struct Best {
    item: (usize, usize),
    score: f64,
    second: f64,
}

/// A rubric as the ranking reads it: read once for any number of notes.
#[derive(Debug)]
pub struct ReadRubric {
    vocabulary: Vocabulary,
    /// By stage and item.
    items: Vec<((usize, usize), Wanted)>,
}

impl ReadRubric {
    /// Reads the rubric of every stage.
    pub fn new(rubric_by_stage: &[&[RubricItem]]) -> Self {
        let mut rubric = Self {
            vocabulary: Vocabulary::default(),
            items: Vec::new(),
        };
        for (stage, items) in rubric_by_stage.iter().enumerate() {
            for (index, item) in items.iter().enumerate() {
                let wanted = Wanted::of(&mut rubric.vocabulary, item);
                rubric.items.push(((stage, index), wanted));
            }
        }
        rubric
    }

    /// Scores the lines of every stage for every item.
    pub fn rankings(&mut self, lines_by_stage: &[Vec<String>]) -> Rankings {
        let notes = read_notes(&mut self.vocabulary, lines_by_stage);
        let rarity = self.rarity(notes.iter().map(|(_, line)| line));
        let wholes = notes.iter().map(|(_, line)| line.weight(&rarity));
        let wholes: Vec<f64> = wholes.collect();
        let mut rankings = Rankings {
            lines: notes.iter().map(|(position, _)| *position).collect(),
            ..Rankings::default()
        };
        for ((stage, index), wanted) in &self.items {
            let weighed = wanted.weighed(&rarity);
            let scores = notes.iter().zip(&wholes).map(|((position, line), whole)| {
                let is_own_stage = position.stage == *stage;
                weighed.features(line, *whole, is_own_stage).score()
            });
            rankings.add((*stage, *index), scores.collect());
        }
        rankings
    }

    /// How rare each stem is in the notes and in the rubric: a stem that many items have says less about each of them.
    fn rarity<'a>(&self, notes: impl ExactSizeIterator<Item = &'a ComparedText>) -> Rarity {
        let all = (notes.len(), self.items.len().saturating_sub(1));
        let lines = self.counts(notes.map(ComparedText::unique_stems));
        let items = self.counts(self.items.iter().map(|(_, wanted)| wanted.unique_stems()));
        let counts = lines.into_iter().zip(items);
        let rarities = counts.map(|(lines, items)| {
            // The item that has a stem is not counted: only the others make the stem less telling.
            let in_items = rarity_in(items.saturating_sub(1), all.1);
            rarity_in(lines, all.0) * (0.3 + 0.7 * in_items)
        });
        Rarity(rarities.collect())
    }

    /// In how many texts each stem is.
    fn counts<S: IntoIterator<Item = StemId>>(&self, texts: impl Iterator<Item = S>) -> Vec<usize> {
        let mut counts = vec![0; self.vocabulary.len()];
        for stem in texts.flatten() {
            counts[stem.0] += 1;
        }
        counts
    }
}

/// How rare something is that so many of all texts have: from nearly 0 for all to 1 for none.
fn rarity_in(with: usize, all: usize) -> f64 {
    let rarity = |with: f64| (1.0 + (all as f64 - with + 0.5) / (with + 0.5)).ln();
    rarity(with as f64) / rarity(0.0)
}

/// The lines that can be evidence, up to [`MOST_TERMS`].
fn read_notes(
    vocabulary: &mut Vocabulary,
    lines_by_stage: &[Vec<String>],
) -> Vec<(LinePosition, ComparedText)> {
    let mut notes = Vec::new();
    let mut terms = 0;
    for (stage, texts) in lines_by_stage.iter().enumerate() {
        for (line, text) in texts.iter().enumerate() {
            if terms < MOST_TERMS && can_be_evidence(text).is_ok() {
                let compared = ComparedText::of(vocabulary, text);
                terms += compared.terms.len();
                notes.push((LinePosition { stage, line }, compared));
            }
        }
    }
    notes
}

impl Rankings {
    /// Scores the lines of every stage for the rubric of every stage.
    pub fn new(lines_by_stage: &[Vec<String>], rubric_by_stage: &[&[RubricItem]]) -> Self {
        ReadRubric::new(rubric_by_stage).rankings(lines_by_stage)
    }

    /// Scores the notes of every stage of a session for the rubric of its design.
    pub fn of(session: &Session, design: Option<&Design>) -> Self {
        let lines = session.stages.iter().map(|state| {
            let lines = state.notes.lines();
            lines.map(|(text, _)| text.into_owned()).collect()
        });
        let rubrics = 0..session.stages.len();
        let rubrics = rubrics.map(|stage| report::rubric(session, design, stage));
        Self::new(
            &lines.collect::<Vec<Vec<String>>>(),
            &rubrics.collect::<Vec<_>>(),
        )
    }

    fn add(&mut self, item: (usize, usize), scores: Vec<f64>) {
        let none = Best {
            item,
            score: f64::NEG_INFINITY,
            second: f64::NEG_INFINITY,
        };
        self.best.resize(scores.len(), none);
        for (best, score) in self.best.iter_mut().zip(&scores) {
            if *score > best.score {
                let (score, second) = (*score, best.score);
                *best = Best {
                    item,
                    score,
                    second,
                };
            } else {
                best.second = best.second.max(*score);
            }
        }
        self.scores.insert(item, scores);
    }

    /// Ranks the lines for an item of a stage. Among equals the earlier line comes first.
    pub fn rank(&self, stage: usize, item: usize) -> Ranking {
        let item = (stage, item);
        let scores = self.scores.get(&item).map_or(&[][..], Vec::as_slice);
        let lines = scores.iter().zip(&self.best).zip(&self.lines);
        let lines = lines.filter(|((score, _), _)| **score > LEAST);
        let mut ranked: Vec<(f64, LinePosition)> = lines
            .map(|((score, best), position)| (against_rivals(item, *score, *best), *position))
            .collect();
        ranked.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        let score = |index: usize| {
            ranked
                .get(index)
                .map_or(f64::NEG_INFINITY, |(score, _)| *score)
        };
        let is_clear = score(0) >= HIGHLIGHT && score(0) - score(1) >= MARGIN;
        ranked.truncate(MOST_LINES);
        Ranking {
            lines: ranked.into_iter().map(|(_, position)| position).collect(),
            is_clear,
        }
    }
}

/// The score of a line for an item after the item that the line shows best among the others is compared with it: the
/// logistic regression of both on the same cases.
fn against_rivals(item: (usize, usize), score: f64, best: Best) -> f64 {
    let rival = if best.item == item {
        best.second
    } else {
        best.score
    };
    0.9 * score + 0.55 * (score - rival).clamp(-3.0, 3.0) - 0.2
}

#[cfg(test)]
mod tests;

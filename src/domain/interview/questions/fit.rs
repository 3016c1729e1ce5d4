//! How each target fits what was typed: by its best wording, and by how often all of its wordings have the typed words.

use std::collections::HashSet;

use super::frame::Frame;
use super::index::Index;
use super::match_terms::Typed;

/// How many figures describe the fit of a target.
pub const FIGURES: usize = 19;

/// The best wording's part of the score; the rest is what all wordings of the target cover.
const WORDING: f64 = 0.6;
/// How much it matters that the typed words stand in the wording, and that nothing of the wording is missing.
const OF_TYPED: f64 = 0.7;
const OF_WORDING: f64 = 0.5;
/// How many wordings make up the support of a target.
const FEW: usize = 4;
/// The wording and the typed words are the same from this part of both.
const SAME: f64 = 0.99;
/// So many wordings as all wordings are on average stand beside those of a target, so that a word that it lacks by
/// chance counts little where it has few.
const SMOOTHING: f64 = 5.0;
/// Most that one word says for or against a target, as a natural logarithm.
const MOST_OF_WORD: f64 = 3.0;

/// How a target fits what was typed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fit {
    /// How well the best wording covers the typed words and is covered by them.
    wording: f64,
    /// The part of the best wording, by weight, that was typed.
    of_wording: f64,
    /// Whether the best wording is one of the design.
    is_own: bool,
    /// The part of the typed words, by weight, that stand in some wording of the target.
    pub covered: f64,
    /// The sum, over the typed words, of the logarithm of how much more often the wordings of the target have the word
    /// than all wordings do.
    likelihood: f64,
    /// The same for words that bind a sentence.
    binding: f64,
    /// How many words have such a logarithm, of either kind.
    words: f64,
    binding_words: f64,
    /// The part of the typed pairs of words that stand in some wording of the target.
    pairs: f64,
    /// How many typed words that name a subject no wording of the target has.
    lost: f64,
    /// The part of the typed words, by weight, that stand in the best wording.
    of_typed: f64,
    /// How well the best few wordings fit on average.
    support: f64,
    /// The logarithm of how much more often the wordings of the target ask for the typed kind of answer than all do.
    frame: f64,
    /// Whether the best wording asks for another kind of answer.
    other_frame: bool,
    /// How many typed words that name a subject some wording of the target has.
    held: f64,
    /// The logarithm of its share by meaning alone.
    meaning: f64,
    /// The target is a topic that no question of the design has.
    is_topic: bool,
}

impl Fit {
    /// How well the target fits, before it is compared with the others: from 0 to 1.
    pub fn score(&self) -> f64 {
        WORDING * self.wording + (1.0 - WORDING) * self.covered
    }

    /// What the utility of the target is the weighted sum of.
    pub fn figures(&self) -> [f64; FIGURES] {
        let mean = self.likelihood / self.words.max(1.0);
        [
            self.wording,
            self.wording * self.wording,
            self.of_wording,
            self.covered,
            f64::from(self.covered.min(self.of_wording) >= SAME),
            self.likelihood,
            mean,
            self.binding,
            self.binding / self.binding_words.max(1.0),
            self.pairs,
            self.lost,
            f64::from(self.is_topic),
            f64::from(self.is_own),
            self.of_typed,
            self.support,
            self.frame,
            f64::from(self.other_frame),
            f64::from(self.held <= 1.0 && self.held + self.lost >= 2.0),
            self.meaning,
        ]
    }
}

/// The fit of each target. Wordings in `hidden` are left out, as if nobody had written them.
pub fn fits(index: &Index, typed: &Typed, hidden: &HashSet<usize>) -> Vec<Fit> {
    let mut fits = vec![Fit::default(); index.targets];
    for fit in &mut fits[index.questions..] {
        fit.is_topic = true;
    }
    for (fit, share) in fits.iter_mut().zip(&typed.shares.targets) {
        fit.meaning = *share;
    }
    let mut tally = Tally::new(index, hidden);
    let all: f64 = typed.words.iter().map(|matched| matched.weight).sum();
    for matched in &typed.words {
        let found = tally.take(&matched.terms, matched.weight);
        let often: f64 = found.all / tally.count.max(1.0);
        for (target, fit) in fits.iter_mut().enumerate() {
            let sure = found.best[target];
            let says = if found.all > 0.0 {
                let size = tally.sizes[target] + SMOOTHING;
                let share = (found.often[target] + SMOOTHING * often) / size;
                (share / often).ln().clamp(-MOST_OF_WORD, MOST_OF_WORD)
            } else {
                0.0
            };
            if matched.binds {
                fit.binding += says;
                fit.binding_words += 1.0;
                continue;
            }
            fit.likelihood += says;
            fit.words += 1.0;
            fit.covered += matched.weight * sure / all.max(f64::EPSILON);
            fit.lost += f64::from(!matched.faint && sure == 0.0);
            fit.held += f64::from(!matched.faint && sure > 0.0);
        }
    }
    tally.best_wordings(&mut fits, all, typed.frame);
    frames(index, typed, hidden, &mut fits);
    pairs(index, typed, hidden, &mut fits);
    fits
}

/// Fills in how often the wordings of each target ask for the typed kind of answer.
fn frames(index: &Index, typed: &Typed, hidden: &HashSet<usize>, fits: &mut [Fit]) {
    let Some(frame) = typed.frame else { return };
    let mut counts = vec![(0.0, 0.0); index.targets];
    let (mut of_frame, mut all) = (0.0_f64, 0.0_f64);
    for (position, wording) in index.wordings.iter().enumerate() {
        let Some(other) = wording.frame.filter(|_| !hidden.contains(&position)) else {
            continue;
        };
        let same = f64::from(other == frame);
        of_frame += same;
        all += 1.0;
        for target in &wording.targets {
            let (of_frame, all) = &mut counts[*target as usize];
            *of_frame += same;
            *all += 1.0;
        }
    }
    let often = of_frame.max(1.0) / all.max(1.0);
    for (fit, (same, all)) in fits.iter_mut().zip(counts) {
        fit.frame = ((same + SMOOTHING * often) / (all + SMOOTHING) / often).ln();
    }
}

/// Fills in the part of the typed pairs that each target has.
fn pairs(index: &Index, typed: &Typed, hidden: &HashSet<usize>, fits: &mut [Fit]) {
    let share = 1.0 / typed.pairs.len().max(1) as f64;
    for (one, other) in &typed.pairs {
        let mut has = vec![false; index.targets];
        let wordings = index.pair(*one, *other).iter();
        let wordings = wordings.map(|wording| *wording as usize);
        for wording in wordings.filter(|wording| !hidden.contains(wording)) {
            for target in &index.wordings[wording].targets {
                has[*target as usize] = true;
            }
        }
        for (fit, has) in fits.iter_mut().zip(has) {
            fit.pairs += if has { share } else { 0.0 };
        }
    }
}

/// What the typed words say of each wording.
struct Tally<'a> {
    index: &'a Index,
    hidden: &'a HashSet<usize>,
    /// How many wordings there are, and how many each target has.
    count: f64,
    sizes: Vec<f64>,
    /// The weight of the typed words that stand in each wording.
    typed: Vec<f64>,
    /// The weight of its own words that were typed.
    said: Vec<f64>,
    /// How surely the word that is being taken stands in it.
    sure: Vec<f64>,
}

/// Where a typed word stands.
struct Found {
    /// How surely it stands in some wording of each target.
    best: Vec<f64>,
    /// In how many wordings of each target it stands, less where that is not sure.
    often: Vec<f64>,
    /// In how many wordings at all.
    all: f64,
}

impl<'a> Tally<'a> {
    fn new(index: &'a Index, hidden: &'a HashSet<usize>) -> Self {
        let zeros = vec![0.0; index.wordings.len()];
        let mut sizes = index.sizes.clone();
        for position in hidden {
            for target in &index.wordings[*position].targets {
                sizes[*target as usize] -= 1.0;
            }
        }
        Self {
            index,
            hidden,
            count: (index.wordings.len() - hidden.len()) as f64,
            sizes,
            typed: zeros.clone(),
            said: zeros.clone(),
            sure: zeros,
        }
    }

    /// Counts a typed word.
    fn take(&mut self, terms: &[(usize, f64)], weight: f64) -> Found {
        let mut touched = Vec::new();
        for (term, sure) in terms {
            let term = &self.index.terms[*term];
            for wording in term.found.iter().map(|wording| *wording as usize) {
                let before = self.sure[wording];
                if before == 0.0 {
                    touched.push(wording);
                }
                if *sure > before {
                    self.said[wording] += term.rarity * (sure - before);
                    self.sure[wording] = *sure;
                }
            }
        }
        let zeros = vec![0.0_f64; self.index.targets];
        let mut found = Found {
            best: zeros.clone(),
            often: zeros,
            all: 0.0,
        };
        for wording in touched {
            let sure = std::mem::take(&mut self.sure[wording]);
            if self.hidden.contains(&wording) {
                continue;
            }
            self.typed[wording] += weight * sure;
            found.all += sure;
            let targets = self.index.wordings[wording].targets.iter();
            for target in targets.map(|target| *target as usize) {
                found.best[target] = found.best[target].max(sure);
                found.often[target] += sure;
            }
        }
        found
    }

    /// Fills in the best wording of each target; `all` is the weight of all typed words.
    fn best_wordings(&self, fits: &mut [Fit], all: f64, frame: Option<Frame>) {
        let mut best_few = vec![[0.0_f64; FEW]; fits.len()];
        for (position, wording) in self.index.wordings.iter().enumerate() {
            if self.typed[position] <= 0.0 || wording.weight <= 0.0 {
                continue;
            }
            let of_typed = (self.typed[position] / all).min(1.0);
            let of_wording = (self.said[position] / wording.weight).min(1.0);
            let fit = wording.counts * of_typed.powf(OF_TYPED) * of_wording.powf(OF_WORDING);
            let is_other =
                matches!((frame, wording.frame), (Some(one), Some(other)) if one != other);
            for target in wording.targets.iter().map(|target| *target as usize) {
                insert(&mut best_few[target], fit);
                let best = &mut fits[target];
                if fit > best.wording {
                    (best.wording, best.of_wording, best.of_typed) = (fit, of_wording, of_typed);
                    best.is_own = wording.counts >= 1.0;
                    best.other_frame = is_other;
                }
            }
        }
        for ((fit, few), size) in fits.iter_mut().zip(best_few).zip(&self.sizes) {
            fit.support = few.iter().sum::<f64>() / size.clamp(1.0, FEW as f64);
        }
    }
}

/// Inserts a fit among the best, which are in descending order.
fn insert(best: &mut [f64; FEW], fit: f64) {
    let position = best.partition_point(|other| *other >= fit);
    if position < FEW {
        best[position..].rotate_right(1);
        best[position] = fit;
    }
}

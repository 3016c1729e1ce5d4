//! How surely a part of a text asks what it matches by itself. A clause may be context instead of a question, as in
//! `do all users share a system prompt, so can we cache it?`; what the whole text may ask tells the two apart. Must not know
//! how questions are found.

use std::collections::BTreeSet;

use super::Part;
use super::rank::odds;

/// How many figures describe a part.
const FIGURES: usize = 6;
/// What speaks for the likeliest question of a part, in the order of the weights.
pub type PartFigures = [f64; FIGURES];

/// Weights of the figures of a part, in the order of [`figures`], and of the constant: those that make the rows of
/// `tests/ask/tuned`, `hurried`, `strangers` and `unanswered` with more than one clause most likely. `tests/ask/fit_parts.py`
/// fits them.
const WEIGHTS: [f64; FIGURES + 1] = [
    0.36,   // how sure its question is by itself
    0.481,  // how sure the whole text is of it, beside what the other parts ask
    0.125,  // how sure the least sure of the other parts is
    -1.291, // how many words the whole text has, as a logarithm
    0.862,  // two clauses or more begin as questions do
    0.837,  // it is the first part
    2.639,  // always
];

/// The least share, and the least distance of a share from 1, that is told apart.
const LEAST: f64 = 0.005;
/// The confidence from which a part asks what was foreseen: the words of a wording, or surely the same in others.
const FORESEEN: f64 = super::OF_SAME_CORE;
/// A text of so few words with two parts that were foreseen asks for both, whether or not two clauses begin as questions do.
const SHORT: usize = 8;
/// A part has nothing to do with the design below this confidence.
const STRANGE: f64 = 0.1;
/// The confidence from which the question of another part takes its share of the whole text.
const TAKEN: f64 = 0.5;
/// The least part of the whole text that is left beside the questions of other parts.
const LEAST_LEFT: f64 = 0.02;

/// What was typed, whole.
pub struct Whole<'a> {
    pub part: &'a Part,
    /// How many words it has.
    pub words: usize,
    /// How many of its clauses begin as questions do.
    pub questions: usize,
}

/// What speaks for the likeliest question of each part; `None` for a part that is as sure as it is by itself: the only one;
/// one that was foreseen, where it is the first of two questions or one of several such parts of a text that is short or
/// has two questions; and a question beside what has nothing to do with the design.
pub fn figures(whole: &Whole<'_>, parts: &[Part]) -> Vec<Option<PartFigures>> {
    let tops: Vec<Option<(usize, f64)>> = parts.iter().map(Part::likeliest).collect();
    let sure = |top: &Option<(usize, f64)>| top.map_or(0.0, |(_, sure)| sure);
    if parts.len() < 2 {
        return vec![None; parts.len()];
    }
    let is_foreseen = |place: usize| sure(&tops[place]) >= FORESEEN;
    let foreseen = (0..parts.len()).filter(|place| is_foreseen(*place)).count();
    let are_several = foreseen >= 2 && (whole.questions >= 2 || whole.words <= SHORT);
    let figures = (0..tops.len()).map(|place| {
        let others = tops.iter().enumerate();
        let others = others.filter(|(other, _)| *other != place);
        let others: Vec<_> = others.map(|(_, top)| *top).collect();
        let is_question = parts[place].typed.ends_with('?') || whole.questions >= 2;
        let is_beside_strange = is_question && others.iter().all(|top| sure(top) < STRANGE);
        let is_first = place == 0 && whole.questions >= 2;
        if is_foreseen(place) && (are_several || is_first) || is_beside_strange {
            return None;
        }
        let least = others.iter().map(sure).fold(1.0, f64::min);
        let of_whole = tops[place].map_or(0.0, |(question, _)| whole.share(question, &others));
        Some([
            odds(sure(&tops[place]), LEAST),
            odds(of_whole, LEAST),
            odds(least, LEAST),
            (1.0 + whole.words as f64).ln(),
            f64::from(whole.questions >= 2),
            f64::from(place == 0),
        ])
    });
    figures.collect()
}

impl Whole<'_> {
    /// How sure the whole text is of a question, beside those that other parts ask.
    fn share(&self, question: usize, others: &[Option<(usize, f64)>]) -> f64 {
        let others = others.iter().flatten();
        let taken = others.filter(|(other, sure)| *sure >= TAKEN && *other != question);
        let taken: BTreeSet<usize> = taken.map(|(other, _)| *other).collect();
        let left = 1.0 - taken.into_iter().map(|other| self.sure(other)).sum::<f64>();
        self.sure(question) / left.max(LEAST_LEFT)
    }

    fn sure(&self, question: usize) -> f64 {
        let found = self.part.candidate(question);
        found.map_or(0.0, |one| one.confidence)
    }
}

/// How surely a part with these figures asks its likeliest question, from 0 to 1.
pub fn confidence(figures: &PartFigures) -> f64 {
    let weighted = figures.iter().chain([&1.0]).zip(WEIGHTS);
    let margin: f64 = weighted.map(|(figure, weight)| figure * weight).sum();
    1.0 / (1.0 + (-margin).exp())
}

#[cfg(test)]
mod tests {
    use super::super::QuestionMatch;
    use super::*;

    /// A part with these questions and how sure they are.
    fn part(candidates: &[(usize, f64)]) -> Part {
        let candidates = candidates
            .iter()
            .map(|(question, confidence)| QuestionMatch {
                confidence: *confidence,
                ..QuestionMatch::certain(*question)
            });
        Part {
            typed: String::new(),
            candidates: candidates.collect(),
        }
    }

    fn whole(part: &Part, questions: usize) -> Whole<'_> {
        Whole {
            part,
            words: 10,
            questions,
        }
    }

    #[test]
    fn what_the_whole_text_does_not_hint_at_is_less_sure() {
        let parts = [part(&[(0, 0.95)]), part(&[(1, 0.85)])];
        let of_second = |of_whole: f64| {
            let text = part(&[(0, 0.6), (1, of_whole)]);
            let figures = figures(&whole(&text, 1), &parts);
            confidence(&figures[1].expect("it may be context"))
        };
        assert!(of_second(0.3) > of_second(0.1));
        assert!(of_second(0.1) > of_second(0.0));
    }

    #[test]
    fn what_another_part_asks_takes_its_share_of_the_whole_text() {
        let parts = [part(&[(0, 0.8)]), part(&[(1, 0.6)]), part(&[(2, 0.4)])];
        let text = part(&[(0, 0.5), (2, 0.2), (1, 0.1)]);
        let figures = figures(&whole(&text, 1), &parts).into_iter();
        let figures: Vec<PartFigures> = figures.flatten().collect();
        // Questions 0 and 1 are taken where they are another part's; 2 is not sure enough.
        let shares = [0.5 / 0.9, 0.1 / 0.5, 0.2 / 0.4];
        for (figures, share) in figures.iter().zip(shares) {
            assert!((figures[1] - odds(share, LEAST)).abs() < 1e-9, "{share}");
        }
        let least = figures.iter().map(|figures| figures[2]);
        let expected = [0.4, 0.4, 0.6].map(|sure| odds(sure, LEAST));
        assert!(
            least
                .zip(expected)
                .all(|(one, other)| (one - other).abs() < 1e-9)
        );
    }

    #[test]
    fn what_was_foreseen_is_as_sure_as_by_itself_where_nothing_speaks_against_it() {
        let is_by_itself = |questions: usize, parts: &[Part]| {
            let text = part(&[(0, 0.6)]);
            let figures = figures(&whole(&text, questions), parts);
            figures.iter().map(Option::is_none).collect::<Vec<_>>()
        };
        let foreseen = [part(&[(0, 1.0)]), part(&[(1, 0.9)])];
        assert_eq!(is_by_itself(2, &foreseen), [true, true]);
        assert_eq!(is_by_itself(1, &foreseen), [false, false]);
        let first = [part(&[(0, 0.9)]), part(&[(1, 0.5)])];
        assert_eq!(is_by_itself(2, &first), [true, false]);
        assert_eq!(is_by_itself(1, &first), [false, false]);
        let of_three = [part(&[(0, 1.0)]), part(&[]), part(&[(1, 0.9)])];
        assert_eq!(is_by_itself(2, &of_three), [true, false, true]);
        assert_eq!(is_by_itself(1, &foreseen[..1]), [true]);
        let sentence = Part {
            typed: "How many?".to_owned(),
            ..part(&[(0, 0.9)])
        };
        for (other, is) in [
            (part(&[]), true),
            (part(&[(1, 0.05)]), true),
            (part(&[(1, 0.2)]), false),
        ] {
            assert_eq!(is_by_itself(1, &[sentence.clone(), other]), [is, false]);
        }
        let no_sentence = part(&[(0, 0.9)]);
        assert_eq!(
            is_by_itself(1, &[no_sentence.clone(), part(&[])]),
            [false, false]
        );
        assert_eq!(is_by_itself(2, &[no_sentence, part(&[])]), [true, false]);
    }
}

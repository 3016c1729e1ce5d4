//! The words that count where a question is compared with wordings word for word: without its opening, or without all words
//! that change nothing. Must not know which questions there are.

use crate::domain::stems::{Stems, Word, Worth};

/// Words that open a question and change nothing in what it asks: `what latency`, `is there a latency budget`.
const OPENING: &str = "what whats which s is are the a an of there any about our your we do have and so ok please \
     hello hi could you tell me";

/// Words that change nothing in what a question asks where the rest of it is the same: `how many searches do you get`.
const EMPTY: &str = "a about actually all an and any are around at be been being by come comes coming currently did do does \
     each every exactly expect expected expecting for get gets getting give given going got had handle handled handling has \
     have having here i in is its just me my of on our ours per please really receive roughly see serve served serving \
     seeing so some the their there thing to us use used using was we were what whats which will with would you your";

/// Words for how often, with the period that each names.
const PERIODS: [(&str, &str); 6] = [
    ("hourly", "hour"),
    ("daily", "day"),
    ("weekly", "week"),
    ("monthly", "month"),
    ("yearly", "year"),
    ("annually", "year"),
];

/// Fewest words that are left without the empty ones; one of them must name a subject.
const FEWEST_CORE_WORDS: usize = 2;

/// The stems of the words that are not [`OPENING`].
pub fn bare(words: &[Word]) -> Vec<String> {
    let is_opening = |word: &Word| {
        word.worth == Worth::None && OPENING.split(' ').any(|opening| opening == word.written)
    };
    let rest = words.iter().filter(|word| !is_opening(word));
    rest.map(|word| word.stem.clone()).collect()
}

/// The stems of the words that are not [`EMPTY`], none where too few are left.
pub fn core(stems: &Stems, words: &[Word]) -> Vec<String> {
    let is_empty = |word: &&Word| EMPTY.split_whitespace().any(|empty| empty == word.written);
    let rest: Vec<&Word> = words.iter().filter(|word| !is_empty(word)).collect();
    let has_subject = rest
        .iter()
        .any(|word| matches!(word.worth, Worth::Full | Worth::Loose));
    if !has_subject || rest.len() < FEWEST_CORE_WORDS {
        return Vec::new();
    }
    let rest = rest.into_iter().map(|word| {
        let period = PERIODS.iter().find(|(period, _)| *period == word.written);
        period.map_or_else(|| word.stem.clone(), |(_, unit)| stems.of(unit))
    });
    rest.collect()
}

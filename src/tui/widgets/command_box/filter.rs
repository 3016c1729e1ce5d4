//! Which commands match what was typed, by the matcher of the Helix editor.

use std::cmp::Reverse;

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::CommandBoxKind;

/// In the palette a command must have this share of the best score, so that letters scattered over a long label do not
/// match. Beside a best match that is refused it must have more, so that Enter runs nothing that was not meant.
const LEAST_SHARE: f64 = 0.6;
const LEAST_BESIDE_REFUSED: f64 = 0.9;

/// The index of each text that matches, with the indexes of its matched characters. The keys of help stay in their order
/// and must have every word; the commands of the palette must have the letters in their order, the best match first.
pub fn matching(
    kind: CommandBoxKind,
    typed: &str,
    texts: &[String],
    is_refused: impl Fn(usize) -> bool,
) -> Vec<(usize, Vec<usize>)> {
    let atoms = match kind {
        CommandBoxKind::Help | CommandBoxKind::Messages => AtomKind::Substring,
        CommandBoxKind::Palette => AtomKind::Fuzzy,
    };
    let pattern = Pattern::new(typed, CaseMatching::Ignore, Normalization::Smart, atoms);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut found = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        let (mut letters, mut at) = (Vec::new(), Vec::new());
        let text = Utf32Str::new(text, &mut letters);
        if let Some(score) = pattern.indices(text, &mut matcher, &mut at) {
            let at = at.into_iter().map(|at| at as usize).collect();
            found.push((score, index, at));
        }
    }
    if kind == CommandBoxKind::Palette {
        found.sort_by_key(|(score, index, _)| (Reverse(*score), is_refused(*index), *index));
        let (best, share) = match found.first() {
            Some((best, index, _)) if is_refused(*index) => (*best, LEAST_BESIDE_REFUSED),
            Some((best, ..)) => (*best, LEAST_SHARE),
            None => (0, LEAST_SHARE),
        };
        found.retain(|(score, ..)| f64::from(*score) >= f64::from(best) * share);
        found.sort_by_key(|(_, index, _)| is_refused(*index));
    }
    found
        .into_iter()
        .map(|(_, index, at)| (index, at))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(kind: CommandBoxKind, typed: &str) -> Vec<&'static str> {
        let texts = [
            "Start Fraud Detection",
            "Start Recommendation System",
            "Resume Fraud Detection at 10:08",
            "Repair a session",
            "Set options: minutes, total, strict, seed",
        ];
        let owned = texts.map(str::to_owned);
        let found = matching(kind, typed, &owned, |_| false).into_iter();
        found.map(|(index, _)| texts[index]).collect()
    }

    #[test]
    fn help_wants_every_word_and_keeps_the_order() {
        assert_eq!(found(CommandBoxKind::Help, "").len(), 5);
        let fraud = ["Start Fraud Detection", "Resume Fraud Detection at 10:08"];
        assert_eq!(found(CommandBoxKind::Help, "DETECT fraud"), fraud);
        assert_eq!(found(CommandBoxKind::Help, "frdt"), [""; 0]);
    }

    #[test]
    fn the_palette_takes_letters_in_order_and_leaves_scattered_ones_out() {
        assert_eq!(
            found(CommandBoxKind::Palette, "sfd")[0],
            "Start Fraud Detection"
        );
        let begins = [
            "Start Recommendation System",
            "Resume Fraud Detection at 10:08",
            "Repair a session",
        ];
        assert_eq!(found(CommandBoxKind::Palette, "re"), begins);
        assert_eq!(found(CommandBoxKind::Palette, "").len(), 5);
        assert_eq!(found(CommandBoxKind::Palette, "zz"), [""; 0]);
    }

    #[test]
    fn what_is_refused_stands_last_and_where_it_was_typed_nothing_else_is_offered() {
        let texts = ["Go back one stage", "Show the notes, and back", "Go on"].map(str::to_owned);
        let found = |typed: &str| -> Vec<usize> {
            let found = matching(CommandBoxKind::Palette, typed, &texts, |index| index == 0);
            found.into_iter().map(|(index, _)| index).collect()
        };
        assert_eq!(found(""), [1, 2, 0]);
        assert_eq!(found("go"), [2, 0]);
        assert_eq!(found("back one"), [0]);
    }

    #[test]
    fn the_matched_letters_are_told() {
        let texts = ["Go back".to_owned()];
        assert_eq!(
            matching(CommandBoxKind::Palette, "gb", &texts, |_| false),
            [(0, vec![0, 3])]
        );
    }
}

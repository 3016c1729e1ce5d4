//! The words of a text as a search compares them: split, in lower case, cut to their stems. Must not know what the
//! words are compared with.

use std::collections::HashMap;
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

/// How much a word of a question says about what is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    /// Holds the sentence together: never compared.
    None,
    /// Tells questions apart, but is no subject of one: `many`, `who`, `day`, `3`.
    Faint,
    /// Names a subject if the design knows it, and is mere manner of speaking if not: `system`, `requirement`.
    Loose,
    /// Names a subject, known or not.
    Full,
}

impl Worth {
    /// What a known word of this worth counts, beside one that names a subject.
    pub fn share(self) -> f64 {
        match self {
            Self::None => 0.0,
            Self::Faint => 0.3,
            Self::Loose => 0.5,
            Self::Full => 1.0,
        }
    }
}

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    pub written: String,
    pub stem: String,
    pub worth: Worth,
}

/// Cuts words to their stems.
pub struct Stems(Stemmer);

impl Default for Stems {
    fn default() -> Self {
        Self(Stemmer::create(Algorithm::English))
    }
}

impl std::fmt::Debug for Stems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stems")
    }
}

impl Stems {
    /// The stem of a word in lower case. The stemmer takes the plural of an abbreviation on `-pu` for a Latin word.
    pub fn of(&self, word: &str) -> String {
        let word = match word {
            "gpus" | "cpus" | "tpus" => &word[..3],
            _ => word,
        };
        self.0.stem(word).into_owned()
    }

    /// Every word of a text that is split already, in its order.
    pub fn words_of(&self, words: Vec<String>) -> Vec<Word> {
        let words = words.into_iter();
        words
            .map(|written| Word {
                stem: self.of(&written),
                worth: worth(&written),
                written,
            })
            .collect()
    }
}

/// The words of a text in lower case; whatever is neither letter nor digit parts them, save a stroke between single
/// letters and a sign between digits: `a/b`, `0.25` and `250,000` are one word each.
pub fn split(text: &str) -> Vec<String> {
    let text: Vec<char> = text.chars().collect();
    let at = |index: Option<usize>| index.and_then(|index| text.get(index)).copied();
    let mut words = Vec::new();
    let mut word = String::new();
    for (index, letter) in text.iter().enumerate() {
        let (before, after) = (at(index.checked_sub(1)), at(Some(index + 1)));
        let is = |near: Option<char>, kind: fn(char) -> bool| near.is_some_and(kind);
        if letter.is_alphanumeric() {
            word.extend(letter.to_lowercase());
        } else if is(before, |c| c.is_ascii_digit()) && is(after, |c| c.is_ascii_digit()) {
            match letter {
                '.' => word.push('.'),
                ',' => {}
                _ => words.push(std::mem::take(&mut word)),
            }
        } else {
            let single = !is(at(index.checked_sub(2)), char::is_alphanumeric)
                && !is(at(Some(index + 2)), char::is_alphanumeric);
            let letters = is(before, char::is_alphabetic) && is(after, char::is_alphabetic);
            if !(*letter == '/' && single && letters) {
                words.push(std::mem::take(&mut word));
            }
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

/// What a word in lower case is worth.
pub fn worth(word: &str) -> Worth {
    if word.chars().all(|c| c.is_ascii_digit()) {
        return Worth::Faint;
    }
    if word.chars().count() < 2 {
        return Worth::None;
    }
    LISTED.get(word).copied().unwrap_or(Worth::Full)
}

/// The worth of every listed word. A table, because each word of a design is looked up before its first frame.
static LISTED: LazyLock<HashMap<&str, Worth>> = LazyLock::new(|| {
    let lists = [
        (BINDING, Worth::None),
        (FAINT, Worth::Faint),
        (LOOSE, Worth::Loose),
    ];
    let words = lists
        .into_iter()
        .flat_map(|(list, worth)| list.split_whitespace().map(move |word| (word, worth)));
    words.collect()
});

/// Whether this holds for any listed word that names no subject by itself.
pub fn of_no_subject(holds: impl Fn(&str) -> bool) -> bool {
    let lists = [BINDING, FAINT, LOOSE].into_iter();
    lists.flat_map(str::split_whitespace).any(holds)
}

/// Words that bind a sentence or make it polite.
const BINDING: &str = "
    a about above actually after again all already also although am an and another any anybody anyone anything are
    aren around as assume at based basically be because been before being below between both but by came can cannot
    come comes could couldn did didn do does doesn doing don done down during e each eg either else etc even ever
    every everybody everyone excuse first for from further g get gets getting give given go going good got had has
    hasn have haven having hello hey hi his how however i ie if in instead into is isn it its itself just know known
    let like likely ll look looks m make makes may maybe me might mine more most much must my need needed needs no nor
    not of off ok okay on once one only onto or other others our ours out over own per perhaps please put quite rather
    re really regarding right roughly s same say see seeing seen shall she should shouldn so some somebody somehow
    someone something sorry still such sure t take taken takes tell than thank thanks that the their them then there
    these they thing things think this those though through to together too towards typical typically under until up
    upon us usually ve very want wants was wasn way we well were weren what whatever whether which while will with
    within without won wonder wondering would wouldn yes yet you your yours
";

/// Words that many subjects share.
const FAINT: &str = "
    many often long who whom whose where when why day days daily hour hours minute minutes second seconds week month
    monthly year time number today now big large small high low average back ahead turn kind kinds type types sort
";

/// Words that name a subject in one design and are a manner of speaking in the next.
const LOOSE: &str = "
    system systems requirement requirements require required constraint constraints target targets expect expected
    handle handling support supported supporting design build use used using run running serve served work works
    working user users people customer customers app product platform service team business company model models data
    provide available exist existing currently current solution approach goal problem task process processing include
    including specific particular plan care matter consider considered default limit limits range total amount
    possible allow allowed approximate approximately exact exactly overall general question clarify ask asking mention
    describe explain understand quick quickly fast start begin meet deal share size count
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_parted_by_signs_and_figures_and_single_letters_kept_whole() {
        let table: [(&str, &[&str]); 8] = [
            ("What's the p99?", &["what", "s", "the", "p99"]),
            ("A/B-tests, opt-in", &["ab", "tests", "opt", "in"]),
            ("and/or", &["and", "or"]),
            ("0.25, 250,000. 3", &["0.25", "250000", "3"]),
            ("4/day 1-2 9:30", &["4", "day", "1", "2", "9", "30"]),
            ("99.9%", &["99.9"]),
            ("ÜBER straße", &["über", "straße"]),
            (" ... ", &[]),
        ];
        for (text, words) in table {
            assert_eq!(split(text), words, "{text}");
        }
    }

    #[test]
    fn no_word_is_worth_two_things() {
        let lists = [BINDING, FAINT, LOOSE].map(str::split_whitespace);
        let mut words: Vec<&str> = lists.into_iter().flatten().collect();
        words.sort_unstable();
        let twice: Vec<_> = words.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }
}

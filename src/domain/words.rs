//! The words of a text as a search compares them: split, in lower case, cut to their stems. Must not know what the
//! words are compared with.

use rust_stemmers::{Algorithm, Stemmer};

/// How much a word of a question says about what is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    /// Holds the sentence together: never compared.
    None,
    /// Tells questions apart, but is no subject of one: `many`, `who`, `day`.
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
    /// The stem of a word in lower case.
    pub fn of(&self, word: &str) -> String {
        self.0.stem(word).into_owned()
    }

    /// Every word of a text, in its order.
    pub fn words(&self, text: &str) -> Vec<Word> {
        let words = split(text).into_iter();
        words
            .map(|written| Word {
                stem: self.of(&written),
                worth: worth(&written),
                written,
            })
            .collect()
    }
}

/// The words of a text in lower case; whatever is neither letter nor digit parts them, save a stroke or a sign
/// between single letters: `a/b` is one word.
pub fn split(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for chunk in text.split_whitespace() {
        let mut single = false;
        for part in chunk.split(|c: char| !c.is_alphanumeric()) {
            if part.is_empty() {
                continue;
            }
            let is_single = part.chars().count() == 1 && part.chars().all(char::is_alphabetic);
            match words.last_mut() {
                Some(last) if single && is_single => last.push_str(&part.to_lowercase()),
                _ => words.push(part.to_lowercase()),
            }
            single = is_single;
        }
    }
    words
}

/// What a word in lower case is worth.
pub fn worth(word: &str) -> Worth {
    let holds = |list: &str| list.split_whitespace().any(|other| other == word);
    if word.chars().count() < 2 || holds(BINDING) {
        Worth::None
    } else if holds(FAINT) {
        Worth::Faint
    } else if holds(LOOSE) {
        Worth::Loose
    } else {
        Worth::Full
    }
}

/// Whether this holds for any listed word that names no subject by itself.
pub fn of_no_subject(holds: impl Fn(&str) -> bool) -> bool {
    let lists = [BINDING, FAINT, LOOSE].into_iter();
    lists.flat_map(str::split_whitespace).any(holds)
}

/// Words that bind a sentence or make it polite.
const BINDING: &str = "
    a about above actually after again all already also although am an and another any anybody anyone anything
    are aren around as assume at based basically be because been before being below between both but by came can cannot
    come comes could couldn did didn do does doesn doing don done down during e each eg either else etc even ever every
    everybody everyone excuse first for from further g get gets getting give given go going good got had has hasn have
    haven having hello hey hi his how however i ie if in instead into is isn it its itself just know known let like
    likely ll look looks m make makes may maybe me might mine more most much must my need needed needs no nor not of off
    ok okay on once one only onto or other others our ours out over own per perhaps please put quite rather re really
    regarding right roughly s same say see seeing seen shall she should shouldn so some somebody somehow someone something
    sorry still such sure t take taken takes tell than thank thanks that the their them then there these they thing
    things think this those though through to together too towards typical typically under until up upon us usually
    ve very want wants was wasn way we well were weren what whatever whether which while will with within without won
    wonder wondering would wouldn yes yet you your yours
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
    possible allow allowed approximate approximately exact exactly overall general question clarify ask asking
    mention describe explain understand quick quickly fast start begin meet care deal share size count
";

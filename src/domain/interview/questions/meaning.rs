//! What a text means, as a vector: the sum of the vectors of its words, pairs of words and pieces of words, at length 1.
//! They were learned so that the wordings of one question lie close together and those of others apart, by
//! `tests/ask/vectors.py` from the wordings of the shipped content and the rows that the matching is tuned on. Must not
//! know how a meaning is judged.

use std::borrow::Cow;
use std::iter::once;

use crate::domain::stems::Word;

/// How many numbers a vector has.
pub const DIM: usize = 64;
/// How many vectors there are. What a text is made of is told apart by a hash: unlike parts may share a vector.
pub const BUCKETS: usize = 1 << 13;
/// How many numbers stand before the vectors: how much nearness says, and what speaks for "no question", the constant
/// first.
const HEAD: usize = 2 + DIM;
const BYTES: usize = HEAD * size_of::<f32>() + BUCKETS * DIM;

/// The learned numbers: those of the head with 32 bits, the lowest byte first, then a signed byte for each of a vector.
static LEARNED: &[u8; BYTES] = include_bytes!("meaning/vectors.bin");

/// Letters of a piece of a word; a word of so many is one feature only.
const PIECE: usize = 4;

/// The least logarithm of a share: what is less likely is as good as excluded.
const LEAST: f64 = -12.0;

/// A vector of length 1, or of zeros for a text of which nothing is known.
pub type Vector = [f32; DIM];

/// The logarithm of the share of each target, and of "no question", by meaning alone.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shares {
    pub targets: Vec<f64>,
    pub none: f64,
}

/// What tells what a text means.
#[derive(Debug, Clone)]
pub struct Vectors {
    /// How much more likely the nearer of two questions is.
    scale: f32,
    none: f32,
    of_none: Vector,
    /// All learned numbers.
    bytes: Cow<'static, [u8]>,
}

impl Default for Vectors {
    /// Those that Forty comes with.
    fn default() -> Self {
        Self::of(Cow::Borrowed(LEARNED.as_slice()))
    }
}

impl Vectors {
    /// Reads learned vectors, to fit weights with such as have not seen the text at hand; `None` if they have another size.
    pub fn read(bytes: Vec<u8>) -> Option<Self> {
        (bytes.len() == BYTES).then(|| Self::of(Cow::Owned(bytes)))
    }

    fn of(bytes: Cow<'static, [u8]>) -> Self {
        let (numbers, _) = bytes.as_chunks();
        let mut head = numbers.iter().take(HEAD).copied().map(f32::from_le_bytes);
        let mut next = || head.next().unwrap_or_default();
        let (scale, none) = (next(), next());
        let of_none = std::array::from_fn(|_| next());
        Self {
            scale,
            none,
            of_none,
            bytes,
        }
    }

    /// The vector of a text with these words.
    pub fn vector(&self, words: &[Word]) -> Vector {
        let mut sum = [0_i32; DIM];
        let (vectors, _) = self.bytes[HEAD * size_of::<f32>()..].as_chunks::<DIM>();
        for bucket in features(words) {
            for (sum, one) in sum.iter_mut().zip(vectors[bucket]) {
                *sum += i32::from(one.cast_signed());
            }
        }
        normal(&sum.map(|one| one as f32))
    }

    /// The shares for a text among targets that mean this.
    pub fn shares(&self, text: &Vector, targets: &[Vector]) -> Shares {
        let near = |target: &Vector| f64::from(self.scale * dot(text, target));
        let mut targets: Vec<f64> = targets.iter().map(near).collect();
        let none = f64::from(self.none + dot(text, &self.of_none));
        let top = targets.iter().copied().fold(none, f64::max);
        let all: f64 = targets
            .iter()
            .chain([&none])
            .map(|one| (one - top).exp())
            .sum();
        let share = |one: f64| (one - top - all.ln()).max(LEAST);
        for target in &mut targets {
            *target = share(*target);
        }
        Shares {
            targets,
            none: share(none),
        }
    }
}

/// Adds a vector to a sum.
pub fn add(sum: &mut Vector, one: &Vector) {
    for (sum, one) in sum.iter_mut().zip(one) {
        *sum += one;
    }
}

/// The buckets of what a text is made of: the stem of each word, each two that follow one another, and the pieces of words.
pub fn features(words: &[Word]) -> Vec<usize> {
    let of_words = words.iter().map(|word| bucket("w", &word.stem));
    let pairs = words.windows(2);
    let of_pairs = pairs.map(|pair| bucket("b", &format!("{} {}", pair[0].stem, pair[1].stem)));
    let mut features: Vec<usize> = of_words.chain(of_pairs).collect();
    let written = words.iter().map(|word| &word.written);
    for word in written.filter(|word| word.chars().count() > PIECE) {
        let letters: Vec<char> = once('<').chain(word.chars()).chain(once('>')).collect();
        let pieces = letters.windows(PIECE);
        features.extend(pieces.map(|piece| bucket("g", &piece.iter().collect::<String>())));
    }
    features
}

/// The FNV-1a hash of a feature and its kind, cut to the number of buckets.
fn bucket(kind: &str, text: &str) -> usize {
    let bytes = kind.bytes().chain(text.bytes());
    let hash = bytes.fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    hash as usize % BUCKETS
}

fn dot(one: &Vector, other: &Vector) -> f32 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

/// A vector at length 1; zeros stay zeros.
pub fn normal(vector: &Vector) -> Vector {
    let length = dot(vector, vector).sqrt();
    vector.map(|one| if length > 0.0 { one / length } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::super::words;
    use super::*;
    use crate::domain::stems::Stems;

    fn vector(text: &str) -> Vector {
        Vectors::default().vector(&words(&Stems::default(), text))
    }

    #[test]
    fn wordings_of_one_question_lie_nearer_than_those_of_another() {
        let table = [
            (
                "how fast must it answer?",
                "what is the latency budget",
                "how much money may we spend",
            ),
            (
                "do we have people who could annotate",
                "is there a labeling team",
                "how many machines are there",
            ),
            (
                "are there laws about personal data",
                "what does privacy regulation require",
                "what is the peak traffic",
            ),
        ];
        for (text, same, other) in table {
            let near = dot(&vector(text), &vector(same));
            let far = dot(&vector(text), &vector(other));
            assert!(near > far, "{text}: {near} is not above {far}");
        }
    }

    #[test]
    fn a_text_without_a_known_feature_lies_near_nothing() {
        assert!(vector("").iter().all(|one| *one == 0.0));
        let vectors = Vectors::default();
        let targets = [vector("what latency"), vector("how many users")];
        let shares = vectors.shares(&vector(""), &targets);
        assert_eq!(
            shares.targets[0].total_cmp(&shares.targets[1]),
            std::cmp::Ordering::Equal
        );
    }

    #[test]
    fn the_shares_of_all_targets_and_of_none_are_one_together() {
        let vectors = Vectors::default();
        let targets = [vector("what latency"), vector("how many users")];
        let shares = vectors.shares(&vector("how many people use it"), &targets);
        let all = shares.targets.iter().chain([&shares.none]);
        let all: f64 = all.map(|one| one.exp()).sum();
        assert!((all - 1.0).abs() < 1e-4, "{all}");
    }

    #[test]
    fn a_feature_is_a_word_a_pair_of_words_or_a_piece_of_a_word_of_five_letters_and_more() {
        let count = |text: &str| features(&words(&Stems::default(), text)).len();
        let table = [
            ("", 0),
            ("gpu", 1),
            ("many gpu", 3),
            ("budget", 1 + 5),
            ("the budget", 3 + 5),
        ];
        for (text, features) in table {
            assert_eq!(count(text), features, "{text}");
        }
    }

    #[test]
    fn vectors_of_another_size_are_not_read() {
        assert!(Vectors::read(vec![0; BYTES]).is_some());
        for size in [0, BYTES - 1, BYTES + 1] {
            assert!(Vectors::read(vec![0; size]).is_none(), "{size}");
        }
    }
}

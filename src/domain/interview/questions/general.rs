//! Questions that no interviewer's answer tells: for general knowledge, such as `what is a feature store?`, and for advice on
//! the design, such as `which loss should I use?`. Must not know which questions there are.

/// Most words of what is to be defined.
const LONGEST: usize = 4;

/// Words behind `what is a` that ask for a property or a judgment, not for a definition.
const JUDGING: &str =
    "acceptable bad good normal realistic reasonable right success typical usual worth";

/// Words that make `how does it work` a question about this system.
const OF_SYSTEM: &str = "current currently existing it now our present product system that the these they this today us users we \
    you your";

/// What somebody asks who wants the design to be decided.
const ADVICE: [&str; 17] = [
    "should i use",
    "should we use",
    "should i go with",
    "should i pick",
    "should i choose",
    "should i try",
    "would you use",
    "would you go for",
    "would you go with",
    "would you recommend",
    "would you prefer a",
    "would you prefer one",
    "what to do about",
    "what do i do about",
    "what do you do about",
    "what would you do about",
    "what would i do about",
];

/// Words of a number that is asked for, not advice: `which peak QPS should I use?`.
const QUANTITIES: &str = "budget growth latency length load many much number percentage qps rate share size slo target \
     throughput tokens traffic volume";

/// Whether a question asks to explain a term or to decide the design, by its words in lower case. `knows` tells whether the
/// design's questions hold a word: how labeling works is asked of this system, how Kafka works is not.
pub fn is_general(words: &[String], knows: impl Fn(&str) -> bool) -> bool {
    let text = format!(" {} ", words.join(" "));
    let is_advice = ADVICE
        .iter()
        .any(|advice| text.contains(&format!(" {advice} ")));
    let is_quantity = words
        .iter()
        .any(|word| QUANTITIES.split_whitespace().any(|one| one == word));
    is_advice && !is_quantity || asks_definition(words, knows)
}

/// Whether a question asks to explain a term.
fn asks_definition(words: &[String], knows: impl Fn(&str) -> bool) -> bool {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let has = |list: &str, words: &[&str]| {
        words
            .iter()
            .any(|word| list.split_whitespace().any(|one| one == *word))
    };
    let is_short = |term: &[&str]| !term.is_empty() && term.len() <= LONGEST;
    match words.as_slice() {
        ["what", "is" | "s" | "are", rest @ ..] if is_difference(rest) => true,
        ["what", "is" | "s", "a" | "an", term @ ..] => is_short(term) && !has(JUDGING, term),
        ["define", term @ ..] | ["what", "does" | "do", term @ .., "stand", "for"] => {
            is_short(term)
        }
        ["how", "does" | "do", term @ .., "work" | "works"] => {
            is_short(term) && !has(OF_SYSTEM, term) && !term.iter().all(|word| knows(word))
        }
        _ => false,
    }
}

/// Whether words are `the difference between precision and recall`.
fn is_difference(words: &[&str]) -> bool {
    let words = words.strip_prefix(&["the"]).unwrap_or(words);
    matches!(words, ["difference" | "differences", "between", ..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::stems::split;

    #[test]
    fn a_term_to_explain_and_advice_are_general_and_what_this_system_does_is_not() {
        let table = [
            ("What is a feature store?", true),
            ("what's an L4 GPU?", true),
            ("What's the difference between TTFT and TPOT?", true),
            ("define NDCG", true),
            ("what does PSP stand for?", true),
            ("how does speculative decoding work?", true),
            ("which loss function should I use?", true),
            ("Would you go for beam search here?", true),
            ("would you prefer a two-tower model", true),
            ("would you prefer that people wait", false),
            ("which growth should I plan for", false),
            ("how many GPUs should we use?", false),
            ("what latency target should we use?", false),
            ("how does labeling work?", false),
            ("how does ranking work today?", false),
            ("how does your search work", false),
            ("what is a good caption?", false),
            ("what is a false positive worth", false),
            ("what is a realistic latency target", false),
            ("what is the latency", false),
            ("difference between peak and average traffic", false),
            (
                "what is a user who never comes back after the first week to us",
                false,
            ),
            ("", false),
        ];
        for (text, is) in table {
            let knows = |word: &str| ["labeling", "disputes"].contains(&word);
            assert_eq!(is_general(&split(text), knows), is, "{text}");
        }
    }
}

//! How a text asks: for advice, for a decision, for a fact of today. Most of the first have no answer, most of the last have
//! one. Must not know what it asks about.

/// How many forms are told apart.
pub const FORMS: usize = 10;

/// Index of the form in [`CUES`] that asks how the candidate would do something.
pub const ADVICE: usize = 0;

/// The words of each form. A text has every form of which any words stand in it.
const CUES: [&str; FORMS] = [
    // How the candidate would do something.
    "how do i, how would i, how can i, how could i, how to, how should, how will i, how might, what do i do, what to do, \
     what can i do",
    // How the two of them would.
    "how do we, how would we, how do you, how would you, how can we, how could we, how will we, what would you, what do you do",
    // What is to be decided.
    "should, do i need, do we need, need to, do you want, would you want, would you like, you expect me, am i expected",
    // A judgment.
    "suggest, recommend, prefer, think, advise, opinion, worth, better, best, sensible, make sense, overkill, good idea, \
     objection, enough, an option, reasonable, realistic",
    // A proposal.
    "could i, can i, could we, can we, would, i would, id like, i plan, i want, may i, may we, ill, possible, acceptable, \
     is it ok",
    // A case that may come.
    "what if, what happens, suppose, in case, imagine, when a, if a, if the",
    // A choice.
    "or, vs, versus, rather than, instead of",
    // A fact of today.
    "today, currently, right now, at the moment, existing, already, so far, current, in place",
    // Something that is there.
    "do we have, is there, are there, do you have, have we, any, do we get, do we already, does the",
    // A quantity.
    "how many, how much, how large, how big, how often, how long, how fast, how high, what share, what percentage, \
     number of, size of",
];

/// Which forms a text with these words in lower case has, in the order of the cues.
pub fn forms(words: &[String]) -> [bool; FORMS] {
    let text = format!(" {} ", words.join(" "));
    CUES.map(|cues| {
        cues.split(", ")
            .any(|cue| text.contains(&format!(" {cue} ")))
    })
}

#[cfg(test)]
mod tests {
    use super::super::vocabulary::split;
    use super::*;

    #[test]
    fn a_question_of_fact_asks_no_advice() {
        for text in [
            "how many searches do we get",
            "is there a cache today",
            "can we log clicks",
        ] {
            assert!(!forms(&split(text))[ADVICE], "{text}");
        }
        for text in [
            "how do I define fraud",
            "how to handle cold start",
            "what to do about bots",
        ] {
            assert!(forms(&split(text))[ADVICE], "{text}");
        }
    }
}

//! The words around a question that ask nothing: the opening `before I start I'd like to know`, and the tag `, correct?`. Must
//! not know what is asked.

/// Words that an opening is made of.
const OPENING: &str = "
    a about again ahead all alright also am an and another anything ask asking at be before begin beginning bit but can check
    checking clarify clear cool correct correctly could curious design dive diving else everything explain feel feeling few figure
    find first firstly for from further get getting give go going good great hear hello here hey hi hm hmm i id idea if im
    in interested into is it ive jump jumping just know lemme let like little love make may maybe me might more move moving
    my need now of off ok okay on once one or out own picture please properly question questions quick quickly real really
    right sake say see sense so solution something start started starting sure talk tell thank thanks that thats the there
    thing things this to try trying um understand understanding until us wanna want wanted was we well whether with wonder
    wondering would you
";

/// Words that ask nothing wherever a text begins with them.
const FILLERS: &str =
    "ah alright and also er hello hey hi hm hmm now ok okay right so then uh uhm um well";

/// Words of a first clause that only says that a question follows: `another quick question:`.
const LEAD: &str = "a ah alright also and another er first hello hey hi hm hmm just let me last more next now ok okay on one q question quick right \
    second see short small so sorry thanks then thing think third uh uhm um well";

/// Words behind which the question may begin.
const HINGES: &str = "
    about ask asking check checking clarify clear curious feel feeling hear idea know picture question questions sense sure
    tell understand understanding whether wonder wondering correctly ok right
";

/// The same in an opening that begins with `before`: `before we start`.
const HINGES_AFTER_BEFORE: &str = "ahead begin beginning design dive diving else everything further going in into jump jumping on solution start started \
     starting";

/// Words between an opening and its question.
const BRIDGES: &str = "about and for from if more me of out something that this to whether with";

/// Words that a tag is made of.
const TAG: &str = "a agree agreed am appreciated assume be can cheers correct do does fair good guess i is isnt it lot much no not \
    ok okay please presume right safe say so sound sounds suppose thank thanks that thats the then think this true \
    very we yeah yep yes you";

/// What a text asks, without what leads up to it and what only wants a yes; empty if that is all.
pub fn question_of(text: &str) -> &str {
    without_tags(without_opening(text))
}

/// A text without the clauses at its end that are tags.
fn without_tags(text: &str) -> &str {
    let mut rest = text;
    loop {
        let clauses = rest.trim_end_matches(|c: char| !c.is_alphanumeric());
        let start = clauses.rfind([',', ';', '.', '?', '!', '-', '–', '—']);
        let start = start.map_or(0, |at| {
            at + clauses[at..].chars().next().map_or(0, char::len_utf8)
        });
        let words: Vec<String> = clauses[start..].split_whitespace().map(bare).collect();
        let is_tag = |word: &String| TAG.split_whitespace().any(|other| other == word);
        if words.is_empty() || !words.iter().all(is_tag) {
            return rest;
        }
        rest = &rest[..start];
    }
}

/// A text without its opening; the whole text if it has none.
fn without_opening(text: &str) -> &str {
    without_fillers(without_introduction(without_fillers(text)))
}

/// A text without the fillers that it begins with, and without a first clause that only says that a question follows:
/// `so, one thing: `.
fn without_fillers(text: &str) -> &str {
    let mut rest = text;
    loop {
        let Some(piece) = rest.split_inclusive(char::is_whitespace).next() else {
            return rest;
        };
        // A hyphen ends a clause only behind a space.
        let end = [",", ":", ".", " -", "–", "—"].iter().filter_map(|mark| {
            let at = rest.find(mark)?;
            Some((at, at + mark.len()))
        });
        let end = end.min();
        let clause = end.map(|(end, _)| &rest[..end]);
        let words = clause.into_iter().flat_map(str::split_whitespace);
        let mut words = words.map(bare).peekable();
        let is_lead = words.peek().is_some() && words.all(|word| is_of(LEAD, &word));
        let cut = match end {
            Some((_, end)) if is_lead => end,
            _ if is_of(FILLERS, &bare(piece)) => piece.len(),
            _ => return rest,
        };
        rest = rest[cut..].trim_start();
    }
}

/// A text without what leads up to its question in a sentence of the candidate's own: `I'd like to know`.
fn without_introduction(text: &str) -> &str {
    let (mut of_candidate, mut is_before, mut is_cut) = (false, false, false);
    let (mut cut, mut end) = (0, 0);
    let mut last = String::new();
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = bare(piece);
        end += piece.len();
        if word.is_empty() {
            continue;
        }
        // `we` leads up to a question only in `before we start`: `can we ask users` is one.
        let is_we = word == "we" && !["before", "until", "once"].contains(&last.as_str());
        if is_we || !is_of(OPENING, &word) {
            break;
        }
        is_before |= ["before", "until", "once"].contains(&word.as_str());
        of_candidate |= ["i", "id", "im", "ive", "me", "my", "lemme"].contains(&word.as_str());
        let is_hinge = is_of(HINGES, &word) || is_before && is_of(HINGES_AFTER_BEFORE, &word);
        let is_bridge = cut > 0 && is_cut && is_of(BRIDGES, &word);
        is_cut = (of_candidate || is_before) && is_hinge || is_bridge;
        if is_cut {
            cut = end;
        }
        last = word;
    }
    &text[cut..]
}

/// Whether a word stands in a list.
fn is_of(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|other| other == word)
}

/// A word in lower case, without what is no letter: `I'd` and `id` are the same.
fn bare(piece: &str) -> String {
    let letters = piece.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_up_to_a_question_is_left_out_and_a_question_is_whole() {
        let table = [
            (
                "Before I start, I'd like to know how many users there are",
                "how many users there are",
            ),
            ("could you tell me whether we have labels", "we have labels"),
            (
                "ok so just to check before we dive in: is it for adults",
                "is it for adults",
            ),
            (
                "I was wondering, for my own understanding, if there is a cache",
                "there is a cache",
            ),
            ("let me ask about money", "money"),
            ("can we ask users for labels", "can we ask users for labels"),
            (
                "can I start from a pre-trained model",
                "can I start from a pre-trained model",
            ),
            ("is it in scope", "is it in scope"),
            ("do I know the age of users", "do I know the age of users"),
            ("how many users", "how many users"),
            ("so how many users", "how many users"),
            ("Quick question: how many users", "how many users"),
            ("hmm, let me think, is there a cache", "is there a cache"),
            ("ok so one more thing - and the budget", "the budget"),
            ("so I'd like to know how many users", "how many users"),
            ("p99, is it a hard limit", "p99, is it a hard limit"),
            ("right now what runs", "what runs"),
            (
                "one region or several, and where",
                "one region or several, and where",
            ),
            ("ok – how many users", "how many users"),
            ("so-called power users", "so-called power users"),
            ("so", ""),
            ("I want to know", ""),
            ("before we start", ""),
            ("", ""),
        ];
        for (text, rest) in table {
            assert_eq!(question_of(text), rest, "{text}");
        }
    }

    #[test]
    fn a_tag_asks_nothing_and_the_same_words_inside_a_question_do() {
        let table = [
            ("correct?", ""),
            ("is that right?", ""),
            ("ok. yes!", ""),
            ("we have labels, correct?", "we have labels,"),
            ("we have labels - is that correct", "we have labels -"),
            ("no labels. Right? ok?", "no labels."),
            (
                "how correct does it need to be?",
                "how correct does it need to be?",
            ),
            ("what share is correct?", "what share is correct?"),
            ("is p99.9 ok", "is p99.9 ok"),
        ];
        for (text, rest) in table {
            assert_eq!(question_of(text), rest, "{text}");
        }
    }
}

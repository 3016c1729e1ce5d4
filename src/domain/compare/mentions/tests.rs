use proptest::prelude::*;

use super::*;
use crate::domain::compare::tests::Attempted;
use crate::domain::session::event::Entry;
use crate::domain::session::notes::Edit;

/// The moments in seconds at which words first stood in notes that were written by these edits, ten seconds apart.
fn mentioned(edits: &[(usize, usize, &str)], words: &[&str]) -> Vec<Option<u64>> {
    let mut log = Attempted::on(1, &["a"]).log;
    for (number, (at, removed, inserted)) in (1..).zip(edits) {
        log.push(edit(number * 10, 0, *at, *removed, inserted));
    }
    let moments = first_mentions(&log, words).into_iter();
    moments.map(|at| at.map(|at| at.as_secs())).collect()
}

fn edit(seconds: u64, stage: usize, at: usize, removed: usize, inserted: &str) -> Entry {
    Entry {
        n: 2 + seconds,
        at: Duration::from_secs(seconds),
        after: None,
        event: Event::edit(
            stage,
            Edit {
                at,
                removed,
                inserted: inserted.to_owned(),
            },
        ),
    }
}

#[test]
fn a_word_is_mentioned_once_it_stands_where_a_word_begins() {
    type Edits<'a> = &'a [(usize, usize, &'a str)];
    let table: [(&str, Edits<'_>, &str, Option<u64>); 13] = [
        ("written at once", &[(0, 0, "a cache")], "cache", Some(10)),
        (
            "letter by letter",
            &[(0, 0, "ca"), (2, 0, "ch"), (4, 0, "e")],
            "cache",
            Some(30),
        ),
        ("in capitals", &[(0, 0, "KV CACHE")], "kv cache", Some(10)),
        (
            "as the begin of a word",
            &[(0, 0, "caching")],
            "cach",
            Some(10),
        ),
        ("not inside a word", &[(0, 0, "recap")], "cap", None),
        (
            "by a blank put before it",
            &[(0, 0, "recap"), (2, 0, " ")],
            "cap",
            Some(20),
        ),
        (
            "by what stood before it going",
            &[(0, 0, "recap"), (0, 2, "")],
            "cap",
            Some(20),
        ),
        (
            "by two parts coming together",
            &[(0, 0, "KV\ncache"), (2, 1, " ")],
            "KV cache",
            Some(20),
        ),
        (
            "not over two lines",
            &[(0, 0, "KV\ncache")],
            "KV cache",
            None,
        ),
        (
            "with a sign before it",
            &[(0, 0, "x<200 ms")],
            "<200 ms",
            Some(10),
        ),
        (
            "not in the interviewer's answer",
            &[(0, 0, "Q: cache?\nA: a cache")],
            "cache",
            None,
        ),
        (
            "inside another one of itself",
            &[(0, 0, "xa a a")],
            "a a",
            Some(10),
        ),
        (
            "in what was an answer before",
            &[(0, 0, "A: 4M a day, and a cache"), (0, 3, "")],
            "cache",
            Some(20),
        ),
    ];
    for (rule, edits, word, at) in table {
        assert_eq!(mentioned(edits, &[word]), [at], "{rule}");
    }
}

#[test]
fn no_word_and_no_log_are_never_mentioned() {
    assert_eq!(
        mentioned(&[(0, 0, "a cache")], &["", " ", "cache"]),
        [None, None, Some(10)]
    );
    assert_eq!(first_mentions(&Log::default(), &["cache"]), [None]);
}

/// Whether a word begins at any place of a line.
fn stands_in(line: &str, word: &str) -> bool {
    let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let inside =
        |at: usize| is_letter(line[..at].chars().next_back()) && is_letter(word.chars().next());
    let mut places = line.char_indices();
    places.any(|(at, _)| line[at..].starts_with(word) && !inside(at))
}

/// The same, by looking through all notes after every entry.
fn by_looking_at_all(log: &Log, words: &[&str]) -> Vec<Option<Duration>> {
    let mut session = Session::new(log.head().unwrap().clone());
    let mut found = vec![None; words.len()];
    for place in 0..log.interview_len() {
        log.fold(place, &mut session);
        let notes: Vec<String> = session
            .pages
            .iter()
            .map(|page| page.notes.to_string())
            .collect();
        let lines = notes.iter().flat_map(|notes| notes.split('\n'));
        let lines = lines.filter(|line| !is_from_the_room(line));
        let lines: Vec<String> = lines.map(|line| folded(line.chars())).collect();
        for (found, word) in found.iter_mut().zip(words) {
            let word = folded(word.chars());
            if found.is_none() && lines.iter().any(|line| stands_in(line, &word)) {
                *found = Some(session.at);
            }
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_pass_finds_what_looking_at_all_finds(
        edits in prop::collection::vec(
            (0usize..2, 0.0f64..=1.0, 0usize..4, "[abİΣ:Q \n]{0,4}|A: |Q: "), 0..30),
        words in prop::collection::vec("[abiσ]{1,2}|a b|ab[ab]{1,3}|: a", 1..6),
        is_whole in prop::collection::vec(0usize..30, 0..2),
    ) {
        let mut attempted = Attempted::on(1, &["a", "b"]);
        for (number, (stage, place, removed, inserted)) in (1_u64..).zip(&edits) {
            let len = attempted.session.pages[*stage].notes.rope().len_chars();
            let at = (place * len as f64) as usize;
            let mut entry = edit(number, *stage, at, (*removed).min(len - at), inserted);
            if is_whole.contains(&(number as usize)) {
                entry.event = Event::keyframe(*stage, inserted.clone());
            }
            attempted.session.apply(&entry);
            attempted.log.push(entry);
        }
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let found = first_mentions(&attempted.log, &words);
        prop_assert_eq!(found, by_looking_at_all(&attempted.log, &words));
    }
}

mod asking;

use std::collections::BTreeSet;

use super::*;
use crate::domain::content::design::Clarify;

/// Each question with its topics and its other wordings.
type Asked = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

const WITH_TOPICS: [Asked; 6] = [
    (
        "How many parcels do we deliver?",
        &["traffic"],
        &["parcels a day"],
    ),
    (
        "How late may an estimate come?",
        &["latency"],
        &["how long may it take"],
    ),
    ("Who reads the estimate?", &["audience"], &["mobile app"]),
    (
        "Which catalogue of vans is there?",
        &[],
        &["fleet", "vehicles", "catalogue"],
    ),
    (
        "How long is a delivery logged?",
        &["privacy"],
        &["how long are logs kept"],
    ),
    (
        "May we follow a driver?",
        &["privacy"],
        &["tracking of drivers", "driver privacy"],
    ),
];

const TOPICS: [(&str, &[&str]); 5] = [
    ("traffic", &["qps", "throughput", "how many requests"]),
    (
        "latency",
        &["latency", "latency budget", "p99", "response time"],
    ),
    ("audience", &["audience", "who are the users"]),
    ("privacy", &["privacy", "gdpr"]),
    ("budget", &["budget", "cost", "how much may it cost"]),
];

fn topics() -> Vec<Topic> {
    let topics = TOPICS.iter().map(|(id, phrasings)| Topic {
        id: (*id).to_owned(),
        phrasings: phrasings.iter().map(|text| (*text).to_owned()).collect(),
    });
    topics.chain(other_topics()).collect()
}

/// As many topics of other subjects as a framework has: a word says more the fewer of all wordings have it.
fn other_topics() -> impl Iterator<Item = Topic> {
    (0..100).map(|number| Topic {
        id: format!("other-{number}"),
        phrasings: (0..20)
            .map(|wording| format!("wex{number} qua{wording}"))
            .collect(),
    })
}

fn design(asked: &[Asked]) -> Design {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    let clarify = asked.iter().map(|(ask, topics, also)| Clarify {
        ask: (*ask).to_owned(),
        topics: owned(topics),
        except: Vec::new(),
        also: owned(also),
        answer: "Zebras cross at dawn.".to_owned(),
    });
    Design {
        title: "Parcel Arrival".to_owned(),
        clarify: clarify.collect(),
        ..Design::default()
    }
}

fn questions() -> Questions {
    Questions::new(&design(&WITH_TOPICS), &topics())
}

/// The questions of all parts, `None` for a part without a match.
fn asked(typed: &str) -> Vec<Option<usize>> {
    let found = questions().find(typed);
    found.parts.iter().map(Part::question).collect()
}

#[test]
fn a_question_is_found_by_its_own_words_and_by_those_of_its_topics() {
    let table = [
        ("parcels a day", 0),
        ("how many parcels", 0),
        ("qps?", 0),
        ("what latency", 1),
        ("which latency?", 1),
        ("what's the latency budget?", 1),
        ("and what is the p99?", 1),
        ("who are the users", 2),
        ("fleet", 3),
        ("how long are the logs kept?", 4),
        ("Do we have to think of the privacy of drivers", 5),
    ];
    for (typed, question) in table {
        assert_eq!(asked(typed), [Some(question)], "{typed}");
    }
}

#[test]
fn words_are_the_wording_of_the_one_question_that_has_them_and_a_topic_comes_last() {
    let design = design(&WITH_TOPICS);
    let wordings = Wordings::new(&design.clarify, &topics(), split_words);
    for (typed, question) in [
        ("how many parcels do we deliver", Some(0)),
        ("parcels a day", Some(0)),
        ("QPS", Some(0)),
        ("privacy", None),
        ("driver privacy", Some(5)),
        ("a day parcels", None),
        ("parcels", None),
        ("", None),
    ] {
        assert_eq!(wordings.question(&split_words(typed)), question, "{typed}");
    }
}

#[test]
fn a_phrasing_that_a_question_leaves_out_of_its_topic_is_no_wording_of_it() {
    let mut design = design(&WITH_TOPICS);
    design.clarify[0].except = vec!["throughput".to_owned()];
    design.clarify[4].except = vec!["privacy".to_owned()];
    let questions = Questions::new(&design, &topics());
    for (typed, question) in [
        ("throughput?", None),
        ("what throughput", None),
        ("qps?", Some(0)),
        ("how many requests", Some(0)),
        ("privacy?", Some(5)),
    ] {
        let found = questions.find(typed);
        let found: Vec<_> = found.parts.iter().map(Part::question).collect();
        assert_eq!(found, [question], "{typed}");
    }
}

#[test]
fn a_topic_of_no_question_is_no_match_however_near_its_words_are() {
    for typed in ["cost?", "what is the budget", "how much may it cost"] {
        assert_eq!(asked(typed), [None], "{typed}");
    }
}

#[test]
fn a_topic_of_two_questions_is_told_apart_by_their_own_words_or_not_at_all() {
    assert_eq!(asked("driver privacy"), [Some(5)]);
    let found = questions().find("privacy?");
    assert_eq!(found.verdict(), MatchVerdict::Closest);
    let offered = found.parts[0].candidates.iter();
    let mut offered: Vec<usize> = offered.map(|candidate| candidate.question).collect();
    offered.sort_unstable();
    assert_eq!(offered, [4, 5]);
}

#[test]
fn nothing_is_found_before_the_third_letter_and_only_the_last_word_may_be_unfinished() {
    let table = [
        ("qp", None),
        ("throughp", Some(0)),
        ("cata", Some(3)),
        ("thro ", None),
        ("cat", None),
    ];
    for (typed, question) in table {
        assert_eq!(asked(typed).first().copied().flatten(), question, "{typed}");
    }
}

#[test]
fn a_typo_or_another_form_of_a_word_finds_the_same() {
    for typed in ["latncy", "latnecy?", "latencyy", "the latencies", "altency"] {
        assert_eq!(asked(typed), [Some(1)], "{typed}");
    }
    for typed in ["p98?", "ltnecy?"] {
        assert_eq!(asked(typed), [None], "{typed}");
    }
}

#[test]
fn a_compound_question_is_found_by_parts_each_once() {
    let table: [(&str, &[Option<usize>]); 10] = [
        (
            "how many parcels? do they graze with zebras?",
            &[Some(0), None],
        ),
        (
            "how many parcels do we deliver? do they graze with zebras?",
            &[Some(0), None],
        ),
        ("what throughput and what latency?", &[Some(0), Some(1)]),
        ("qps? latency? audience?", &[Some(0), Some(1), Some(2)]),
        (
            "What is the qps, the latency budget, and which fleet is there?",
            &[Some(0), Some(1), Some(3)],
        ),
        ("latency / throughput", &[Some(1), Some(0)]),
        (
            "what is the latency, and may zebras graze?",
            &[Some(1), None],
        ),
        ("what is the latency, and the p99?", &[Some(1)]),
        ("hello, could you tell me the latency?", &[Some(1)]),
        ("if parcels are late, who are the users?", &[Some(2)]),
    ];
    for (typed, parts) in table {
        assert_eq!(asked(typed), parts, "{typed}");
    }
    let found = questions().find("What throughput, and may zebras graze?");
    let typed: Vec<&str> = found.parts.iter().map(|part| part.typed.as_str()).collect();
    assert_eq!(typed, ["What throughput", "may zebras graze?"]);
}

#[test]
fn words_that_hold_a_sentence_together_and_words_of_an_answer_find_nothing() {
    for typed in [
        "what is the",
        "could you please tell me",
        "who",
        "???",
        "   ",
        "",
        "zebras at dawn",
    ] {
        assert_eq!(
            questions().find(typed).verdict(),
            MatchVerdict::None,
            "{typed}"
        );
    }
}

#[test]
fn subjects_that_the_design_does_not_know_weigh_against_what_it_knows() {
    assert_eq!(asked("what about latency"), [Some(1)]);
    assert_eq!(asked("giraffe zoo opening latency"), [None]);
}

#[test]
fn a_design_without_topics_is_found_by_its_own_words_and_by_topics_whose_phrasings_it_has() {
    let own: [Asked; 3] = [
        ("How many parcels do we deliver?", &[], &["parcels a day"]),
        ("What response time is needed?", &[], &["how soon"]),
        ("What may it cost?", &[], &["money"]),
    ];
    let questions = Questions::new(&design(&own), &topics());
    let first = |typed: &str| questions.find(typed).parts[0].question();
    assert_eq!(first("parcels a day"), Some(0));
    assert_eq!(first("what's the latency?"), Some(1));
    assert_eq!(first("how much money may it cost"), Some(2));
    assert_eq!(first("who are the users"), None);
}

#[test]
fn at_most_five_are_offered_best_first_and_each_once() {
    let found = questions().find("parcels estimate catalogue delivery driver privacy fleet");
    let candidates = &found.parts[0].candidates;
    assert!((2..=MOST).contains(&candidates.len()), "{candidates:?}");
    let different: BTreeSet<usize> = candidates.iter().map(|one| one.question).collect();
    assert_eq!(different.len(), candidates.len(), "{candidates:?}");
    let sorted = candidates.is_sorted_by(|one, other| one.confidence >= other.confidence);
    assert!(sorted, "{candidates:?}");
}

#[test]
fn whatever_is_typed_or_pasted_does_no_harm() {
    let questions = questions();
    for typed in [
        "\u{0}\u{1b}[31m",
        "é́́́́",
        "日本語の質問",
        "a/b/c/d",
        "🦀🦀🦀",
        ",,,;;;",
        "and and and",
        "? ? ?",
    ] {
        let _ = questions.find(typed);
    }
    let _ = questions.find(&"latency ".repeat(100_000));
    let _ = questions.find(&"é, ".repeat(100_000));
    let empty = Questions::new(&design(&[]), &topics());
    assert_eq!(empty.find("latency").verdict(), MatchVerdict::None);
}

#[test]
fn a_remark_behind_a_question_changes_nothing_in_what_it_asks() {
    let questions = questions();
    for remark in [
        "",
        " I suspect it varies.",
        " I guess 50 ms.",
        " Maybe some drivers wait longer",
        " I guess 50 ms, maybe 60.",
        " I suspect it varies. I guess 50 ms.",
    ] {
        let found = questions.find(&format!("what is the latency?{remark}"));
        let asked: Vec<_> = found.parts.iter().map(Part::question).collect();
        assert_eq!(asked, [Some(1)], "{remark}");
    }
}

#[test]
fn a_request_behind_a_question_is_no_remark() {
    let questions = questions();
    let found =
        questions.find("what is the latency? I also need to know how many parcels we deliver");
    let asked: Vec<_> = found.parts.iter().map(Part::question).collect();
    assert!(asked.contains(&Some(0)), "{asked:?}");
}

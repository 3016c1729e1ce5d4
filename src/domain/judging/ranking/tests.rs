//! Which lines are ranked first and which are highlighted. How well this works on real notes is measured in
//! `tests/evidence`.

use std::slice;

use proptest::prelude::*;

use super::*;

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn item(look_for: &str, signals: &[&str]) -> RubricItem {
    RubricItem {
        look_for: look_for.into(),
        signals: texts(signals),
        ..RubricItem::default()
    }
}

/// The text of the lines of each stage.
fn lines(notes: &[&str]) -> Vec<Vec<String>> {
    let notes = notes.iter();
    let lines = notes.map(|notes| notes.lines().map(str::to_owned).collect());
    lines.collect()
}

/// The ranked lines for an item of the first stage, best first, and the highlighted one.
fn ranked(item: &RubricItem, notes: &[&str]) -> (Vec<String>, Option<String>) {
    let lines = lines(notes);
    let ranking = Rankings::new(&lines, &[slice::from_ref(item)]).rank(0, 0);
    let text = |position: LinePosition| lines[position.stage][position.line].clone();
    let ranked = ranking.lines.iter().map(|position| text(*position));
    (ranked.collect(), ranking.highlighted().map(text))
}

fn rollout() -> RubricItem {
    item(
        "rolls out by shadow, canary and an A/B test with a rule to roll back",
        &["shadow", "canary", "A/B", "rollback"],
    )
}

#[test]
fn a_line_that_says_most_of_an_item_is_first_and_highlighted() {
    let best = "shadow a week, then canary, then A/B test; rollback on errors";
    let notes = ["a canary\nlatency 20 ms\nrollback", best];
    let (lines, highlighted) = ranked(&rollout(), &[notes[0], ""]);
    assert_eq!((lines.len(), highlighted), (2, None));
    let notes = [format!("a canary\n{best}\nlatency 20 ms\nrollback")];
    let (lines, highlighted) = ranked(&rollout(), &[&notes[0]]);
    assert_eq!(lines[0], best);
    assert_eq!(highlighted.as_deref(), Some(best));
}

#[test]
fn one_shared_word_highlights_nothing() {
    for near in ["canary", "the shadow theme of the UI", "A/B", "5% canary"] {
        let (_, highlighted) = ranked(&rollout(), &[near]);
        assert_eq!(highlighted, None, "{near}");
    }
}

#[test]
fn a_number_is_no_evidence_by_itself() {
    let budget = item(
        "splits the 1 s budget over hops and says what happens when it runs out",
        &["450", "budget", "per hop", "timeout", "no suggestion"],
    );
    let (lines, highlighted) = ranked(&budget, &["Setup 8\n46.3 images\n1 s\n450"]);
    assert_eq!((lines.len(), highlighted), (0, None));
    let item = item("computes 46.3 images a second", &["46", "46.3"]);
    let (_, highlighted) = ranked(&item, &["46.3\n46 people in the team"]);
    assert_eq!(highlighted, None);
}

#[test]
fn a_budget_in_parts_is_before_a_line_that_only_names_it() {
    let item = item("splits the p95 budget over hops", &["budget", "p95"]);
    let parts = "p95: gateway 20 + features 60 + model 120 + network 40 = 240 ms";
    let notes = format!("the p95 budget is important\n{parts}");
    assert_eq!(ranked(&item, &[&notes]).0[0], parts);
}

#[test]
fn a_sum_is_before_a_line_without_numbers_if_the_item_asks_for_one() {
    let item = item(
        "computes the requests a second at peak",
        &["peak", "requests"],
    );
    let sum = "peak requests = 4e6/day * 3 → 139/s";
    let notes = format!("peak requests matter\n{sum}");
    assert_eq!(ranked(&item, &[&notes]).0[0], sum);
}

#[test]
fn between_equal_lines_the_one_of_the_items_stage_is_first() {
    let lines = lines(&["shadow, then canary", "shadow, then canary"]);
    let rubric = [rollout()];
    for stage in [0, 1] {
        let rubrics: [&[RubricItem]; 2] = if stage == 0 {
            [&rubric, &[]]
        } else {
            [&[], &rubric]
        };
        let first = Rankings::new(&lines, &rubrics).rank(stage, 0).lines[0];
        assert_eq!(first, LinePosition { stage, line: 0 });
    }
}

#[test]
fn a_line_that_shows_another_item_better_comes_later() {
    let lines =
        lines(&["release by canary, rollback on errors\nrelease by canary, notify by mail"]);
    let release = item("releases by canary", &["canary", "release"]);
    let rollback = item("rolls back on errors", &["rollback", "errors"]);
    let first = |rubric: &[RubricItem]| Rankings::new(&lines, &[rubric]).rank(0, 0).lines[0].line;
    assert_eq!(first(slice::from_ref(&release)), 0);
    assert_eq!(first(&[release, rollback]), 1);
}

#[test]
fn two_equally_likely_lines_are_not_highlighted() {
    let line = "shadow a week, then canary, then A/B test; rollback on errors";
    let notes = format!("{line}\n{line}");
    let (lines, highlighted) = ranked(&rollout(), &[&notes]);
    assert_eq!((lines.len(), highlighted), (2, None));
}

#[test]
fn words_match_in_any_form_spelling_and_synonym() {
    let cases = [
        ("removes duplicated pictures", "dedup images"),
        ("normalises colours", "normalize color"),
        ("rolls back", "rollback"),
        ("time-outs of the host", "timeout per node"),
        ("p99 latency", "delay at the 99th percentile"),
    ];
    for (look_for, line) in cases {
        let (lines, _) = ranked(&item(look_for, &[]), &[line]);
        assert_eq!(lines, [line], "{look_for}");
    }
}

#[test]
fn the_interviewers_words_and_blank_lines_are_not_ranked() {
    let notes = "Q: shadow, canary or A/B?\nA: canary with rollback\n\n \nshadow, then canary";
    assert_eq!(ranked(&rollout(), &[notes]).0, ["shadow, then canary"]);
}

#[test]
fn a_line_like_the_examples_is_before_one_like_those_that_only_come_near() {
    let item = RubricItem {
        look_for: "splits the p95 budget over the hops of a request".into(),
        shows: texts(&[
            "p95 300 ms = gateway 20 + features 60 + ranker 150 + rest 70",
            "features may take 60 ms, the ranker 150 ms",
        ]),
        near: texts(&["keep p95 latency low", "the p95 budget is 300 ms in all"]),
        ..RubricItem::default()
    };
    let shows = "190 ms = gateway 20 + features 40 + ranker 100 + rest 30";
    let near = "p95 budget: 200 ms in all";
    let (lines, highlighted) = ranked(&item, &[&format!("{near}\n{shows}")]);
    assert_eq!(lines[0], shows);
    assert_ne!(highlighted.as_deref(), Some(near));
}

#[test]
fn a_line_that_comes_near_misleads_where_it_says_more_of_the_item_than_the_lines_that_show_it() {
    let near = "p95 budget over the hops is important";
    let item = |shows: &[&str], near: &[&str]| RubricItem {
        look_for: "splits the p95 budget over the hops of a request".into(),
        shows: texts(shows),
        near: texts(near),
        ..RubricItem::default()
    };
    let split = "p95 300 ms = gateway 20 + features 60 + ranker 150 + rest 70";
    let items = [
        item(&[split, "be quick"], &["be fast"]),
        item(&["be quick"], &["be fast", near]),
        item(&["same line"], &["same line"]),
        item(&[], &[near]),
        item(&[split], &[]),
    ];
    let [last, first] =
        [&items[..1], &items[..]].map(|items| ReadRubric::misleading(&[&[], items]));
    assert_eq!(last, [vec![], vec![None]]);
    assert_eq!(
        first,
        [
            vec![],
            vec![None, Some(near), Some("same line"), None, None]
        ]
    );
}

#[test]
fn a_rubric_that_is_read_once_ranks_all_notes_as_one_that_is_read_again() {
    let items = [
        rollout(),
        item("splits the p95 budget over hops", &["budget"]),
    ];
    let mut read = ReadRubric::new(&[&items]);
    for notes in [
        "canary, then rollback\nbudget 300 ms",
        "p95 budget in hops\ncanary",
        "",
    ] {
        let lines = lines(&[notes]);
        let [once, again] = [read.rankings(&lines), Rankings::new(&lines, &[&items])];
        for index in 0..items.len() {
            assert_eq!(once.rank(0, index), again.rank(0, index), "{notes}");
        }
    }
}

#[test]
fn a_word_that_many_items_have_says_less_than_one_of_a_single_item() {
    let common = ["model", "model", "model"].map(|word| item(&format!("names the {word}"), &[]));
    let wanted = item("names the model and its quantile", &[]);
    let items = [&common[..], &[wanted]].concat();
    let notes = lines(&["a model\na quantile"]);
    let ranking = Rankings::new(&notes, &[&items]).rank(0, 3);
    assert_eq!(ranking.lines[0].line, 1);
}

#[test]
fn without_notes_or_without_words_in_the_item_nothing_is_ranked() {
    assert_eq!(ranked(&rollout(), &[]), (Vec::new(), None));
    assert_eq!(ranked(&rollout(), &["", ""]), (Vec::new(), None));
    assert_eq!(ranked(&item("", &[]), &["canary"]), (Vec::new(), None));
    assert_eq!(ranked(&item("1 s", &["2%"]), &["1 s"]), (Vec::new(), None));
}

#[test]
fn at_most_nine_lines_are_ranked() {
    let notes = ["canary"; 20].join("\n");
    assert_eq!(ranked(&rollout(), &[&notes]).0.len(), MOST_LINES);
}

proptest! {
    #[test]
    fn whatever_the_texts_each_ranked_line_exists_once_and_can_be_evidence(
        notes in prop::collection::vec("([a-z]{1,3}[ =*/.,%$→0-9-]{0,3}|\\PC|\n|[0-9]{1,3}(ms|%|k|e9)){0,30}", 0..4),
        look_for in ".{0,40}",
        words in prop::collection::vec(".{0,12}", 0..4),
    ) {
        let lines: Vec<Vec<String>> = notes.iter().map(|notes| notes.lines().map(str::to_owned).collect()).collect();
        let item = RubricItem { look_for, signals: words.clone(), shows: words.clone(), near: words, ..RubricItem::default() };
        let ranking = Rankings::new(&lines, &[&[], slice::from_ref(&item)]).rank(1, 0);
        let mut seen = std::collections::HashSet::new();
        for position in &ranking.lines {
            prop_assert!(seen.insert(*position));
            prop_assert!(can_be_evidence(&lines[position.stage][position.line]).is_ok());
        }
        prop_assert!(ranking.lines.len() <= MOST_LINES);
    }
}

use std::time::Duration;

use super::*;
use crate::domain::compare::Comparison;
use crate::domain::compare::tests::Attempted;

/// Two finished attempts with marks of the candidate and of a coach. Only the later attempt has the second stage.
fn pair() -> [Attempted; 2] {
    let (mut old, mut new) = (Attempted::on(3, &["a"]), Attempted::on(9, &["a", "b"]));
    old.pass(60).write(0, "users\n  p95 under 200 ms\nend");
    old.cover(0, &[0]).pass(270).finish();
    old.mark(0, "snn").close(0, 1);
    old.review("Grace *H*", &["nns"], true);
    new.pass(30).write(0, "users\n  p95 under 100 ms\nend");
    new.cover(0, &[0, 1]).pass(210).enter(1);
    new.write(1, "beam search").pass(100).finish();
    new.mark(0, "ssn").close(0, 2).close(1, 1);
    new.review("Grace *H*", &["sns", "nnn"], true);
    [old, new]
}

fn compared([old, new]: &[Attempted; 2]) -> Comparison {
    Comparison::of(&old.report(None), &new.report(None)).unwrap()
}

#[test]
fn plain_text_has_figures_in_columns_and_signs_before_changed_lines() {
    let expected = "\
Captions: two attempts
earlier  20261103-captions  Ada, started 2026-11-03 09:00 +01:00, finished, clean
later    20261109-captions  Ada, started 2026-11-09 09:00 +01:00, finished, clean

                            earlier                      later
stage       planned   spent    over    planned   spent    over
1. The *a*     5:00    5:30    0:30       5:00    4:00    0:00
2. The *b*   not in the earlier one       5:00    1:40    0:00
Total          5:00    5:30    0:30      10:00    5:40    0:00

1. The *a*
prompts covered: 1 of 2, then 2 of 2
    gained  a: why?
    both    a: who?
self marks: level 1 weak, then 2 solid
    gained  solid: a latency
marks by Grace *H*: level 1 weak, then 1 weak
    gained  solid: a users
notes: 1 line removed, 1 line added, 2 lines the same
  users
-   p95 under 200 ms
+   p95 under 100 ms
  end

2. The *b*
not in the earlier one
";
    assert_eq!(plain(&compared(&pair())), expected);
}

#[test]
fn a_title_wider_than_any_terminal_is_printed_and_widens_no_other_row() {
    let endless = "a".repeat(70_000);
    let [mut old, mut new] = [3, 9].map(|day| Attempted::on(day, &[endless.as_str(), "b"]));
    for attempt in [&mut old, &mut new] {
        attempt
            .pass(60)
            .write(0, "users")
            .pass(10)
            .enter(1)
            .finish();
    }
    let comparison = compared(&[old, new]);
    let text = plain(&comparison);
    assert!(text.contains(&endless));
    let wide = text.lines().filter(|line| line.len() > 1_000).count();
    assert_eq!(wide, 2, "the row of the table and the heading");
}

#[test]
fn the_changes_of_a_stage_are_its_prompts_and_marks() {
    let changes = changes(&compared(&pair()));
    assert_eq!(changes.len(), 2);
    let marks = "\
Prompts covered: 1 of 2, then 2 of 2

gained: a: why?

both: a: who?

**self marks:** level 1 weak, then 2 solid

gained, **solid:** a latency

**marks by Grace \\*H\\*:** level 1 weak, then 1 weak

gained, **solid:** a users";
    assert_eq!(changes[0], marks);
}

#[test]
fn json_has_both_attempts_by_name_and_null_where_one_has_nothing() {
    let json: serde_json::Value = serde_json::from_str(&json(&compared(&pair()))).unwrap();
    assert_eq!(json["schema_version"], 1);
    assert_eq!(json["attempts"]["earlier"]["id"], "20261103-captions");
    assert_eq!(json["attempts"]["later"]["status"], "finished");
    let pace = serde_json::json!({
        "earlier": null,
        "later": {"planned_ms": 300_000, "spent_ms": 100_000, "over_ms": 0},
    });
    assert_eq!(json["stages"][1]["pace"], pace);
    let stage = &json["stages"][0];
    let prompts = serde_json::json!({
        "earlier": {"covered": 1, "of": 2},
        "later": {"covered": 2, "of": 2},
    });
    assert_eq!(stage["prompts"], prompts);
    let covered = serde_json::json!({"both": ["a: who?"], "lost": [], "gained": ["a: why?"]});
    assert_eq!(stage["covered"], covered);
    let marks = serde_json::json!([
        {"by": "candidate", "levels": {"earlier": 1, "later": 2}, "lost": [],
         "gained": [{"look_for": "a latency", "level": "solid"}]},
        {"by": "Grace *H*", "levels": {"earlier": 1, "later": 1}, "lost": [],
         "gained": [{"look_for": "a users", "level": "solid"}]},
    ]);
    assert_eq!(stage["marks"], marks);
    assert_eq!(json["stages"][1]["notes"], serde_json::Value::Null);
    let pieces = serde_json::json!([
        {"text": "  p95 under ", "changed": false},
        {"text": "200", "changed": true},
        {"text": " ms", "changed": false},
    ]);
    assert_eq!(stage["notes"]["rows"][1]["pieces"], pieces);
}

#[test]
fn what_would_drive_a_terminal_is_shown_as_a_mark() {
    let [mut old, mut new] = pair();
    let hostile = "\u{1b}[2J\u{202e}x";
    old.session.head.candidate = hostile.into();
    new.session.head.design.title = hostile.into();
    new.session.head.plan.stages[0].title = hostile.into();
    new.session.head.plan.stages[0].prompts[1].ask = hostile.into();
    for design in [&mut old.design, &mut new.design] {
        design.stages[0].rubric[0].look_for = hostile.into();
    }
    for attempted in [&mut old, &mut new] {
        attempted.reviews[0].coach = hostile.into();
    }
    new.session.stages[0]
        .notes
        .replace_with(hostile, Duration::ZERO);
    let comparison = compared(&[old, new]);
    let texts = [plain(&comparison), changes(&comparison).concat()];
    for text in texts {
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
        assert!(text.contains('␛'), "{text}");
    }
    let json = json(&comparison);
    assert!(!json.contains(['\u{1b}', '\u{202e}']) && json.contains("\\u001b"));
}

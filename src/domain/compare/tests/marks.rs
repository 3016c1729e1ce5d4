//! Whose marks are compared, and which items are gained and lost.

use super::*;

#[test]
fn an_item_marked_in_both_attempts_is_gained_or_lost() {
    let table = [
        ("shown later", ("nns", 2), ("sns", 2), "own 2/2, +a users"),
        ("shown before", ("ssn", 2), ("nsn", 1), "own 2/1, -a users"),
        (
            "unmarked in a closed stage is not shown",
            ("---", 1),
            ("ss-", 2),
            "own 1/2, +a users, +a latency",
        ),
        (
            "unmarked in an open stage says nothing",
            ("n--", 0),
            ("sss", 4),
            "own none/4, +a users",
        ),
        ("the same both times", ("sns", 2), ("sns", 2), "own 2/2"),
    ];
    for (rule, earlier, later, expected) in table {
        let [old, new] = [(3, earlier), (9, later)].map(|(day, (marks, level))| {
            let mut attempted = Attempted::on(day, &["a"]);
            attempted.finish().mark(0, marks);
            if level > 0 {
                attempted.close(0, level);
            }
            attempted
        });
        assert_eq!(described(&compared(&old, &new), 0), [expected], "{rule}");
    }
}

#[test]
fn every_coach_who_reviewed_both_is_a_source_and_items_not_assessed_are_left_out() {
    let (mut old, mut new) = (Attempted::on(3, &["a"]), Attempted::on(9, &["a"]));
    old.finish().mark(0, "snn").close(0, 1);
    old.review("Grace", &["nnu"], false)
        .review("Edsger", &["sss"], false);
    new.finish().mark(0, "ssn").close(0, 2);
    new.review("Alan", &["sss"], false)
        .review("Grace", &["sus"], false);
    let comparison = compared(&old, &new);
    assert_eq!(
        described(&comparison, 0),
        ["own 1/2, +a latency", "Grace 1/3, +a users"]
    );
}

#[test]
fn marks_that_the_reader_must_not_see_are_left_out() {
    let (mut old, mut new) = (Attempted::on(3, &["a"]), Attempted::on(9, &["a"]));
    for attempted in [&mut old, &mut new] {
        attempted.finish().mark(0, "ssn").close(0, 2);
    }
    old.review("Grace", &["ssn"], true)
        .review("Alan", &["sss"], true);
    new.review("Grace", &["nsn"], false)
        .review("Alan", &["nnn"], true);
    let seen = |mine: [Option<usize>; 2]| {
        let reports = [old.report(mine[0]), new.report(mine[1])];
        let comparison = Comparison::of(&reports[0], &reports[1]).unwrap();
        described(&comparison, 0)
    };
    // Grace has revealed only the first attempt, so of the second she sees only her own marks.
    assert_eq!(seen([Some(0), Some(0)]), ["Grace 2/1, -a users"]);
    // Alan has revealed both.
    let all = [
        "own 2/2",
        "Grace 2/1, -a users",
        "Alan 3/1, -a users, -a latency, -a cost",
    ];
    assert_eq!(seen([Some(1), Some(1)]), all);
    // A candidate who has not marked one of them sees no coach.
    let mut unmarked = Attempted::on(12, &["a"]);
    unmarked.finish().review("Grace", &["sss"], true);
    assert_eq!(described(&compared(&old, &unmarked), 0), ["own 2/none"]);
}

#[test]
fn an_unfinished_attempt_shows_no_marks() {
    let (mut old, mut new) = (Attempted::on(3, &["a"]), Attempted::on(9, &["a"]));
    old.write(0, "users").finish().mark(0, "sss").close(0, 4);
    old.review("Grace", &["sss"], true);
    new.write(0, "users").review("Grace", &["sss"], true);
    let comparison = compared(&old, &new);
    let stage = &comparison.stages[0];
    assert!(stage.marks.is_empty());
    assert_eq!(stage.text.as_ref().unwrap().same, 1);
}

use chrono::DateTime;

use super::*;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, day).unwrap()
}

/// An assignment for `Ada L` and `Bob`, due on 2026-12-05.
pub fn assignment() -> Assignment {
    let content = |id: &str| AssignedContent {
        id: id.into(),
        title: "A title".into(),
        crc: 7,
    };
    Assignment {
        id: "20261128-101500-fraud-detection-4f2a".into(),
        coach: "Grace".into(),
        key: "0123456789abcdef0123456789abcdef".into(),
        changed: DateTime::parse_from_rfc3339("2026-11-28T11:15:00+01:00").unwrap(),
        design: content("fraud-detection"),
        framework: content("ml-system-design"),
        minutes: Minutes::AsFramework,
        seed: 4711,
        due: day(5),
        candidates: vec!["Ada L".into(), "Bob".into()],
        message: String::new(),
        is_withdrawn: false,
    }
}

#[test]
fn it_is_done_by_the_due_date_late_after_it_and_missing_without_a_finish() {
    for (finished, today, outcome) in [
        (&[][..], 4, Outcome::Open),
        (&[], 5, Outcome::Open),
        (&[], 6, Outcome::Missing),
        (&[5], 5, Outcome::Done),
        (&[6], 6, Outcome::Late),
        (&[9, 3], 9, Outcome::Done),
        (&[9, 7], 9, Outcome::Late),
    ] {
        let days = finished.iter().map(|finished| day(*finished));
        assert_eq!(
            assignment().outcome(days, day(today)),
            outcome,
            "{finished:?} on {today}"
        );
    }
}

#[test]
fn a_withdrawn_one_is_asked_of_nobody_and_what_was_finished_counts() {
    let change = AssignmentChange {
        is_withdrawn: true,
        ..AssignmentChange::default()
    };
    let withdrawn = assignment().with(change, assignment().changed);
    for (finished, outcome, is_offered) in [
        (&[][..], Outcome::Withdrawn, false),
        (&[5], Outcome::Done, false),
        (&[6], Outcome::Late, false),
    ] {
        let days = finished.iter().map(|finished| day(*finished));
        let found = withdrawn.outcome(days, day(9));
        assert_eq!((found, found.is_offered()), (outcome, is_offered));
    }
    assert!(Outcome::Open.is_offered() && Outcome::Missing.is_offered());
}

#[test]
fn a_change_keeps_what_it_does_not_name_and_is_later_also_by_a_clock_that_is_behind() {
    let old = assignment();
    let change = AssignmentChange {
        due: Some(day(12)),
        candidates: Some(vec!["Bob".into()]),
        ..AssignmentChange::default()
    };
    let behind = old.changed - chrono::TimeDelta::days(1);
    let new = old.clone().with(change, behind);
    assert!(new.replaces(&old));
    assert_eq!(
        (new.due, new.seed, new.id.as_str()),
        (day(12), 4711, old.id.as_str())
    );
    assert!(new.is_for("bob") && !new.is_for("Ada L"));
    // A change after a withdrawal assigns it again.
    let mut withdrawn = new;
    withdrawn.is_withdrawn = true;
    let now = old.changed + chrono::TimeDelta::days(2);
    let again = withdrawn.with(AssignmentChange::default(), now);
    assert_eq!((again.is_withdrawn, again.changed), (false, now));
}

#[test]
fn what_differs_from_the_assigned_files_is_recorded_and_times_of_another_framework_are_shared_out()
{
    let mut assignment = assignment();
    assert_eq!(assignment.answered(7, 7).differs, [""; 0]);
    assert_eq!(assignment.answered(7, 8).differs, ["framework"]);
    assert_eq!(assignment.answered(8, 8).differs, ["design", "framework"]);
    let times = vec![Duration::from_secs(60); 4];
    assignment.minutes = Minutes::Each(times.clone());
    assert_eq!(assignment.minutes_for(4), Minutes::Each(times));
    let total = Minutes::Total(Duration::from_secs(240));
    assert_eq!(assignment.minutes_for(5), total);
    let framework = [10, 30].map(Duration::from_secs);
    let shared = [60, 180].map(Duration::from_secs);
    assert_eq!(assignment.times(&framework), shared);
}

#[test]
fn candidates_are_compared_as_names_are() {
    let assignment = assignment();
    assert!(assignment.is_for(" ada  l"));
    assert!(!assignment.is_for("ada"));
}

#[test]
fn only_a_later_version_of_the_same_coach_replaces_another() {
    let old = assignment();
    let mut new = assignment();
    assert!(!new.replaces(&old));
    new.changed += chrono::TimeDelta::seconds(1);
    assert!(new.replaces(&old) && !old.replaces(&new));
    new.key = "f".repeat(32);
    assert!(!new.replaces(&old));
}

#[test]
fn the_due_date_is_said_with_a_word_where_it_is_near_or_over() {
    for (today, text) in [
        (1, "due 2026-12-05"),
        (4, "due 2026-12-05, tomorrow"),
        (5, "due 2026-12-05, today"),
        (6, "overdue since 2026-12-05"),
    ] {
        assert_eq!(due_text(day(5), day(today)), text);
    }
}

#[test]
fn what_is_out_of_bounds_is_refused_with_its_reason() {
    type Change = fn(&mut Assignment);
    let changes: [(Change, &str); 11] = [
        (|it| it.candidates.clear(), "`for` names no candidate"),
        (
            |it| it.candidates[1] = " ".into(),
            "a name in `for` is empty",
        ),
        (
            |it| it.candidates = vec!["a".into(); MOST_CANDIDATES + 1],
            "more than 2000 candidates",
        ),
        (
            |it| it.coach = "x".repeat(121),
            "`coach` is longer than 120",
        ),
        (
            |it| it.design.id = String::new(),
            "the design's id is empty",
        ),
        (|it| it.key = "K".repeat(32), "32 hex digits"),
        (|it| it.message = "ä".repeat(4001), "`message` is longer"),
        (|it| it.seed = 1_000_000, "`seed` is above 999999"),
        (|it| it.minutes = Minutes::Each(Vec::new()), "1 to 64 times"),
        (
            |it| it.minutes = Minutes::Total(Duration::ZERO),
            "zero or more than a day",
        ),
        (
            |it| it.minutes = Minutes::Each(vec![LONGEST + Duration::from_millis(1)]),
            "zero or more than a day",
        ),
    ];
    assert_eq!(assignment().check(), Ok(()));
    for (change, why) in changes {
        let mut wrong = assignment();
        change(&mut wrong);
        let refused = wrong.check().unwrap_err();
        assert!(refused.contains(why), "{refused}");
    }
}

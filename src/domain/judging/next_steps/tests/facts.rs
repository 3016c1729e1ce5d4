//! What the steps are made of: ties, follow-ups and questions, and the sums of the notes.

use super::*;

/// What is read from the facts of a session.
fn read<T>(session: &Session, read: impl FnOnce(&SessionFacts<'_>) -> T) -> T {
    let (design, log) = (design(), Log::default());
    let report = Report::new(session, Some(&design), &log, &[], Viewer::Candidate);
    read(&SessionFacts::of(&report))
}

#[allow(
    clippy::redundant_closure_for_method_calls,
    reason = "the lifetimes of a path do not fit"
)]
#[test]
fn a_tie_of_the_weakest_stages_is_told_as_a_tie() {
    for (levels, told) in [
        ([Some(2), Some(1)], Some("weakest: two")),
        ([Some(1), Some(1)], Some("all 2: 1 weak")),
        ([Some(1), None], None),
        ([None, None], None),
    ] {
        let mut session = session();
        for (state, level) in session.stages.iter_mut().zip(levels) {
            state.level = level;
        }
        let text = read(&session, |facts| facts.weakest_text());
        assert_eq!(text.as_deref(), told, "{levels:?}");
    }
}

#[test]
fn a_follow_up_in_the_last_seconds_is_not_blamed() {
    let mut session = session();
    session.stages[1].follow_ups = vec![AskedFollowUp {
        follow_up: 0,
        ask: "And if it fails?".into(),
        at: minutes(2),
        answered: None,
    }];
    let events = vec![
        Event::Entered {
            stage: 1,
            by: EnteredBy::Key,
        },
        Event::FollowUp {
            stage: 1,
            follow_up: 0,
            ask: "And if it fails?".into(),
        },
    ];
    for (after, is_blamed) in [(19, false), (20, true)] {
        session.at = minutes(2) + Duration::from_secs(after);
        let mut log = log(events.clone());
        log.push(Entry {
            n: 3,
            at: session.at,
            after: None,
            event: Event::Finish {
                wall: session.head.wall,
                by: FinishedBy::Key,
                notes_crc: Vec::new(),
            },
        });
        let steps = steps(&session, &log);
        let blamed = steps.iter().any(|(kind, ..)| *kind == StepKind::FollowUp);
        assert_eq!(blamed, is_blamed, "{after} s");
    }
}

#[allow(
    clippy::redundant_closure_for_method_calls,
    reason = "the lifetimes of a path do not fit"
)]
#[test]
fn own_sums_have_their_results_and_say_whether_these_stand_in_the_notes() {
    let mut session = session();
    let notes = [
        "users = 2M\nload = users * 3 → 6M\nprose = nothing",
        "= 4 * 5\ntotal = load * 2 → 12M",
    ];
    for (state, notes) in session.stages.iter_mut().zip(notes) {
        state.notes.replace_with(notes, minutes(1));
    }
    let sums = read(&session, |facts| facts.own_sums());
    let sums = sums.iter();
    let sums: Vec<_> = sums
        .map(|sum| (sum.stage, sum.line, sum.text.as_str(), sum.is_written))
        .collect();
    assert_eq!(
        sums,
        [
            (0, 2, "load = users * 3 → 6M", true),
            (1, 1, "= 4 * 5 → 20", false),
            (1, 2, "total = load * 2 → 12M", true),
        ]
    );
    let uncomputed = "y = 5 GB + 3 s\nz = 4 * node_cost\nloss = BCE + 0.1 * KL\nx = 3 * 4 → 12";
    session.stages[1].notes.replace_with(uncomputed, minutes(1));
    let uncomputed = read(&session, |facts| facts.uncomputed_sums());
    let uncomputed: Vec<_> = uncomputed
        .iter()
        .map(|sum| (sum.stage, sum.line, sum.text.as_str(), sum.reason.as_str()))
        .collect();
    let (bytes, name) = ("y = 5 GB + 3 s", "z = 4 * node_cost");
    assert_eq!(
        uncomputed,
        [
            (1, 1, bytes, "bytes and seconds do not add up"),
            (1, 2, name, "`node_cost` is not defined above"),
        ]
    );
    session.stages[1].notes.replace_with(notes[1], minutes(1));
    let counts = read(&session, |facts| facts.counts());
    assert_eq!(
        counts.text(),
        "0 of 1 questions asked · 0 hints · 0 follow-ups, 0 followed by changed notes · 3 sums · time not counted: none"
    );
}

#[test]
fn a_question_that_was_asked_twice_counts_once() {
    let mut session = session();
    for minute in [1, 2] {
        session.stages[0].asked.push(
            Asked {
                at: minutes(minute),
                typed: "users?".into(),
                reply: Some(("How many users?".into(), "Ten million.".into())),
                close: Vec::new(),
            }
            .into(),
        );
    }
    let asked = read(&session, |facts| {
        let counts = facts.counts();
        (counts.asked, counts.questions)
    });
    assert_eq!(asked, (1, Some(1)));
}

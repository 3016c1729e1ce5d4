//! Which marks each reader sees.

use super::*;
use crate::domain::content::design::{DesignStage, Difficulty, Level};
use crate::domain::judging::review::CoachMark;
use crate::domain::session::RunState;
use crate::domain::session::log::tests::{head, wall};

const STAGES: [&str; 3] = ["one", "two", "talk"];

/// Three stages, finished or not; the last one has no rubric in the design.
fn session(run: RunState, levels: [Option<u8>; 3]) -> Session {
    let mut session = Session::new(head(&STAGES));
    session.run = run;
    for (state, level) in session.stages.iter_mut().zip(levels) {
        state.level = level;
    }
    session
}

fn design() -> Design {
    let stage = |id: &str, items: usize| DesignStage {
        id: id.into(),
        rubric: vec![
            RubricItem {
                level: Level::Solid,
                look_for: id.into(),
                ..RubricItem::default()
            };
            items
        ],
        ..DesignStage::default()
    };
    Design {
        id: "a".into(),
        title: "A".into(),
        category: String::new(),
        difficulty: Difficulty::Medium,
        stars: 3,
        summary: String::new(),
        concepts: Vec::new(),
        brief: String::new(),
        clarify: Vec::new(),
        // In another order than the plan's.
        stages: vec![stage("two", 2), stage("one", 1)],
        estimates: Vec::new(),
        sources: Vec::new(),
    }
}

/// A coach's published review that scores the first two stages; revealed or not.
fn review(coach: &str, revealed: bool) -> Review {
    let mut review = Review::new(coach);
    for (stage, item) in [(0, 0), (1, 0), (1, 1)] {
        review.mark(stage, item, CoachMark::NotShown, wall());
    }
    if revealed {
        review.reveal(true, wall());
    }
    review.publish(wall());
    review
}

/// The candidate, or the coach of this review.
fn viewer(review: Option<usize>) -> Viewer {
    review.map_or(Viewer::Candidate, |review| Viewer::Coach { review })
}

const OPEN: [Option<u8>; 3] = [Some(3), None, None];
/// The stage without a rubric cannot be closed.
const CLOSED: [Option<u8>; 3] = [Some(3), Some(2), None];

#[test]
fn each_reader_sees_only_permitted_marks() {
    let design = design();
    let both = ["Ada", "Grace"];
    // The reader, the candidate's levels, whether the reader revealed; the visible self-level, the visible reviews.
    let table = [
        (None, OPEN, false, Some(3), &[][..]),
        (None, CLOSED, false, Some(3), &[0, 1]),
        (Some(0), OPEN, false, None, &[0]),
        (Some(1), CLOSED, false, None, &[1]),
        (Some(0), OPEN, true, Some(3), &[0, 1]),
        (Some(0), CLOSED, true, Some(3), &[0, 1]),
        (Some(1), CLOSED, true, Some(3), &[0, 1]),
    ];
    for (mine, levels, revealed, own, seen) in table {
        let seen: Vec<&str> = seen.iter().map(|index: &usize| both[*index]).collect();
        let session = session(RunState::Finished, levels);
        let reviews = [0, 1].map(|index| review(both[index], revealed && mine == Some(index)));
        let log = Log::default();
        let report = Report::new(&session, Some(&design), &log, &reviews, viewer(mine));
        let case = format!("{mine:?} {levels:?} {revealed}");
        assert_eq!(report.self_level(0), own, "{case}");
        let coaches: Vec<&str> = report.reviews().map(|review| &*review.coach).collect();
        assert_eq!(coaches, seen, "{case}");
        assert_eq!(report.rubric(1).len(), 2, "{case}");
    }
}

#[test]
fn nobody_but_its_coach_sees_a_review_that_is_not_published_or_says_nothing() {
    let (session, log, design) = (
        session(RunState::Finished, CLOSED),
        Log::default(),
        design(),
    );
    let mut secret = review("Ada", false);
    secret.published = None;
    let mut empty = Review::new("Ada");
    empty.publish(wall());
    for hidden in [secret, empty] {
        let reviews = [hidden, review("Grace", true)];
        let seen_by = |viewer| {
            let report = Report::new(&session, Some(&design), &log, &reviews, viewer);
            let coaches = report.reviews().map(|review| &*review.coach);
            coaches.collect::<Vec<_>>()
        };
        assert_eq!(seen_by(Viewer::Candidate), ["Grace"]);
        assert_eq!(seen_by(viewer(Some(1))), ["Grace"]);
        assert_eq!(seen_by(viewer(Some(0))), ["Ada"]);
        assert_eq!(seen_by(Viewer::NewCoach), [""; 0]);
    }
}

#[test]
fn before_the_finish_there_is_no_rubric_no_level_and_no_review_for_the_candidate() {
    let design = design();
    let log = Log::default();
    for run in [RunState::Running, RunState::Paused] {
        for levels in [OPEN, CLOSED] {
            let session = session(run, levels);
            let reviews = [review("Ada", true)];
            let report = Report::new(&session, Some(&design), &log, &reviews, Viewer::Candidate);
            assert_eq!(report.reviews().count(), 0);
            assert!(report.design.is_none());
            for stage in 0..4 {
                assert!(report.rubric(stage).is_empty());
                assert_eq!(report.level(&reviews[0], stage), None);
            }
        }
    }
}

#[test]
fn a_coach_who_has_not_begun_a_review_sees_no_marks_at_all() {
    let (session, log) = (session(RunState::Finished, CLOSED), Log::default());
    let reviews = [review("Ada", true)];
    let report = Report::new(&session, None, &log, &reviews, Viewer::NewCoach);
    assert_eq!((report.self_level(0), report.reviews().count()), (None, 0));
}

#[test]
fn the_line_for_next_time_is_the_candidates_until_it_is_revealed() {
    let (mut session, log) = (session(RunState::Finished, CLOSED), Log::default());
    session.next_time = Some("mind my weak 2".into());
    for (mine, revealed, seen) in [
        (None, false, true),
        (Some(0), false, false),
        (Some(0), true, true),
    ] {
        let reviews = [review("Ada", revealed)];
        let report = Report::new(&session, None, &log, &reviews, viewer(mine));
        assert_eq!(report.next_time().is_some(), seen, "{mine:?} {revealed}");
    }
    session.next_time = Some(String::new());
    assert_eq!(
        Report::new(&session, None, &log, &[], Viewer::Candidate).next_time(),
        None
    );
}

#[test]
fn the_candidates_marks_are_done_when_every_stage_with_a_rubric_is_closed() {
    let design = design();
    let is_done = |run, levels| is_debriefed(&session(run, levels), Some(&design));
    assert!(!is_done(RunState::Finished, [None, None, None]));
    assert!(!is_done(RunState::Finished, OPEN));
    assert!(is_done(RunState::Finished, CLOSED));
    assert!(!is_done(RunState::Paused, CLOSED));
    // Without a design there is nothing to mark.
    assert!(is_debriefed(&session(RunState::Finished, OPEN), None));
}

#[test]
fn a_review_is_scored_when_every_item_of_every_stage_carries_a_mark() {
    let (design, session) = (design(), session(RunState::Finished, OPEN));
    let mut review = review("Ada", false);
    assert!(is_scored(&session, Some(&design), &review));
    review.marks.remove(&0);
    assert!(!is_scored(&session, Some(&design), &review));
}

#[test]
fn rubrics_and_levels_go_by_the_ids_of_stages() {
    let (design, session) = (design(), session(RunState::Finished, CLOSED));
    let sizes = [0, 1, 2, 3].map(|stage| rubric(&session, Some(&design), stage).len());
    assert_eq!(sizes, [1, 2, 0, 0]);
    let reviews = [review("Ada", false)];
    let log = Log::default();
    let report = Report::new(
        &session,
        Some(&design),
        &log,
        &reviews,
        Viewer::Coach { review: 0 },
    );
    let levels = [0, 1, 2, 3].map(|stage| report.level(&reviews[0], stage));
    assert_eq!(levels, [Some(1), Some(1), None, None]);
    assert_eq!(report.self_level(9), None);
}

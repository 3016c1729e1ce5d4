//! Sessions and reviews of each format version stay readable. `tests/golden/v1` and the reviews of its finished session,
//! `tests/golden/v1-reviews`, are never written again.

use std::path::{Path, PathBuf};
use std::time::Duration;

use forty::domain::judging::anchor::Anchor;
use forty::domain::judging::review::{CoachMark, CommentKind, Draft, Review};
use forty::domain::session::event::Evidence;
use forty::domain::session::{Condition, GapReason, RunState};
use forty::store::{Coach, Glance, ReadFrom, ReviewFile, ScanStep, Scores, glance, reviews, visit};
use forty::store::{list, read};

use crate::fixture::{DESIGN_TEXT, Desk, ID, OTHER_ID, TEXTS, copy, notes, put, wall};

fn version(version: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(version)
}

/// Run it by hand once for a new format: `cargo test --test store -- --ignored golden`.
#[test]
#[ignore = "writes the golden folder of a new format"]
fn write_the_golden_sessions() {
    let place = version("v1");
    assert!(!place.exists(), "golden folders are only read");
    let dir = tempfile::tempdir().unwrap();
    let (_, finished) = Desk::finished(dir.path(), ID);
    let (_, _, killed) = Desk::killed(dir.path(), OTHER_ID);
    for folder in [finished, killed] {
        std::fs::remove_file(folder.join("lock")).unwrap();
        copy(&folder, &place);
    }
    let torn = place.join(OTHER_ID).join("journal.jsonl");
    let mut bytes = std::fs::read(&torn).unwrap();
    bytes.extend(b"{\"n\":400,\"ms\":9");
    put(&torn, &bytes);
}

/// Run it by hand when the format changes: it rewrites the checkpoint and the summary of the session for other tests.
#[test]
#[ignore = "writes files of a session in the repository"]
fn write_the_checkpoint_of_the_kept_session_golden() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kept/sessions");
    for entry in std::fs::read_dir(kept).unwrap() {
        let folder = entry.unwrap().path();
        let (found, mut recorder) = forty::store::Recorder::open(&folder, &wall()).unwrap();
        recorder.checkpoint(&found.session, forty::report::markdown::page);
        recorder.close();
        std::fs::remove_file(folder.join("lock")).unwrap();
    }
}

#[test]
fn a_finished_session_of_version_1_is_read() {
    let found = read(&version("v1").join(ID)).unwrap();
    let session = &found.session;
    assert_eq!(found.remarks, Vec::<String>::new());
    assert_eq!(found.source, ReadFrom::Journal);
    assert_eq!(found.design_text.as_deref(), Ok(DESIGN_TEXT));
    assert_eq!(session.head.candidate, "Ada \u{202e}Lovelace");
    assert_eq!((session.head.seed, session.head.format), (4711, 1));
    assert_eq!(session.condition(), [Condition::Paused]);
    assert_eq!(session.gaps[0].reason, GapReason::Pause);
    assert_eq!(session.gaps[0].length, Some(Duration::from_secs(65)));
    let written = notes(session);
    assert_eq!(written[0], TEXTS[0]);
    assert!(written[1].contains(TEXTS[1]) && written[1].ends_with("after the checkpoint\n"));
    assert_eq!(written[2], "end");
    assert_eq!(session.at, session.timeline_now().elapsed());
    assert_eq!(
        session.stages[1].notes.touched(0),
        Duration::from_millis(23_520)
    );
    assert!(session.stages[0].covered.contains(&0));
}

#[test]
fn a_killed_session_of_version_1_is_read() {
    let found = read(&version("v1").join(OTHER_ID)).unwrap();
    assert_eq!(found.remarks.len(), 1);
    assert!(found.remarks[0].contains("the last line is torn"));
    assert_eq!(found.session.run, RunState::Running);
    assert_eq!(notes(&found.session)[2], "the end");
    assert!(!found.session.damaged);
}

#[test]
fn checkpoints_of_version_1_are_read_without_their_journals() {
    let dir = tempfile::tempdir().unwrap();
    for id in [ID, OTHER_ID] {
        let folder = copy(&version("v1").join(id), dir.path());
        let whole = read(&folder).unwrap();
        std::fs::remove_file(folder.join("journal.jsonl")).unwrap();
        let found = read(&folder).unwrap();
        assert_eq!(found.source, ReadFrom::Checkpoint);
        assert_eq!(found.session.head, whole.session.head);
        assert_eq!(notes(&found.session)[0], TEXTS[0]);
    }
}

#[test]
fn sessions_of_version_1_are_listed_and_visited() {
    let listing = list(&version("v1")).unwrap();
    let statuses = listing
        .sessions
        .iter()
        .map(|listed| listed.summary.status.word());
    let mut statuses: Vec<&str> = statuses.collect();
    statuses.sort_unstable();
    assert_eq!(statuses, ["finished", "in-progress"]);
    let mut entries = 0;
    visit(&version("v1").join(ID), |step| {
        entries += u64::from(matches!(step, ScanStep::Entry(_)));
    })
    .unwrap();
    let found = read(&version("v1").join(ID)).unwrap();
    assert_eq!(entries, found.session.n);
}

const REVIEW: &str = "ada-lovelace-4f2a.toml";

/// A review that uses every key of the format.
fn review() -> Review {
    let later = |seconds| wall() + chrono::Duration::seconds(seconds);
    let anchor = |line: usize, text: &str| Anchor {
        stage: 1,
        line,
        text: text.to_owned(),
        time: None,
    };
    let mut review = Review::new("Ada Lovelace");
    let evidence = Evidence {
        look_for: "names a \"budget\"".to_owned(),
        level: "solid".to_owned(),
        in_stage: 0,
        line: 0,
        text: "latency p95 < 200 ms \"hard\"\r".to_owned(),
    };
    review.mark(0, 0, CoachMark::Shown(evidence), later(3600));
    review.mark(0, 1, CoachMark::NotShown, later(3610));
    review.mark(1, 7, CoachMark::NotAssessed, later(3620));
    let comments = [
        (
            CommentKind::Good,
            anchor(0, "every word of it is kept"),
            "said early",
        ),
        (
            CommentKind::Fix,
            anchor(1, "[notes]\nformat = 2"),
            "says \"\"\"no\"\"\"\nand why",
        ),
        (
            CommentKind::Question,
            anchor(0, "日本語"),
            "which one?\u{1b}",
        ),
    ];
    for ((kind, anchor, text), at) in comments.into_iter().zip([3700, 3710, 3720]) {
        review.draft = Some(Draft {
            replaces: None,
            kind,
            anchor,
            text: text.to_owned(),
        });
        review.save_draft(later(at));
    }
    review.resolve(0, later(3730));
    let draft = |text: &str| Draft {
        replaces: Some(2),
        kind: CommentKind::Question,
        anchor: review.comments[2].anchor.clone(),
        text: text.to_owned(),
    };
    let (edited, open) = (draft("which?\u{1b}"), draft("which of"));
    review.draft = Some(edited);
    review.save_draft(later(3740));
    review.draft = Some(open);
    review.reveal(false, later(3800));
    review.mark(1, 0, CoachMark::NotShown, later(3810));
    review
}

/// Run it by hand once for a new format: `cargo test --test store -- --ignored golden`.
#[test]
#[ignore = "writes the golden review of a new format"]
fn write_the_golden_review() {
    let place = version("v1-reviews");
    assert!(!place.exists(), "golden folders are only read");
    let dir = tempfile::tempdir().unwrap();
    let folder = copy(&version("v1").join(ID), dir.path());
    let session = read(&folder).unwrap().session;
    let state = dir.path().join("state");
    let coach = Coach::of("Ada Lovelace", &state, 0x1234_5678_9abc_4f2a, &wall());
    let coach = coach.unwrap().0;
    let (_, file, _) = ReviewFile::open(&folder, &session, &coach, &state, &wall()).unwrap();
    let levels = [("problem-setup".to_owned(), 2)].into();
    let complete = false;
    file.save(&review(), &Scores { levels, complete }, true)
        .unwrap();
    std::fs::create_dir_all(place.join(ID)).unwrap();
    copy(&folder.join("reviews"), &place.join(ID));
}

#[test]
fn a_review_of_version_1_is_read() {
    let session = read(&version("v1").join(ID)).unwrap().session;
    let folder = version("v1-reviews").join(ID);
    let (kept, remarks) = reviews(&folder, &session);
    assert_eq!(remarks, Vec::<String>::new());
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].name, REVIEW);
    assert_eq!(kept[0].review, review());
    let seen = Glance {
        key: kept[0].key.clone(),
        coach: review().coach,
        complete: false,
        revealed: true,
        is_public: false,
        published: None,
        age: (0, review().changed),
        levels: std::collections::BTreeMap::from([("problem-setup".to_owned(), 2)]),
        goal: None,
        earlier_goal: None,
    };
    assert_eq!(glance(&folder, REVIEW).unwrap(), seen);
    let found = review()
        .comments
        .into_iter()
        .map(|comment| comment.anchor.find(&session));
    let found: Vec<_> = found
        .map(|spot| spot.map(|spot| (spot.stage, spot.line)))
        .collect();
    assert_eq!(found[1..], [Some((1, 1)), Some((1, 0))]);
}

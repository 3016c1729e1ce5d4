//! Sessions written once by each version of the format, and read for ever. `tests/golden/v1` is never written again.

use std::path::{Path, PathBuf};
use std::time::Duration;

use forty::domain::session::{Condition, Run, Why};
use forty::store::{Source, Step, list, read, visit};

use crate::fixture::{DESIGN_TEXT, Desk, ID, OTHER_ID, TEXTS, copy, notes, put};

fn version(version: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(version)
}

/// Run by hand once, when the format gets a new number: `cargo test --test store -- --ignored golden`.
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

#[test]
fn a_finished_session_of_version_1_is_read() {
    let found = read(&version("v1").join(ID)).unwrap();
    let session = &found.session;
    assert_eq!(found.remarks, Vec::<String>::new());
    assert_eq!(found.source, Source::Journal);
    assert_eq!(found.design_text.as_deref(), Some(DESIGN_TEXT));
    assert_eq!(session.head.candidate, "Ada \u{202e}Lovelace");
    assert_eq!((session.head.seed, session.head.format), (4711, 1));
    assert_eq!(session.condition(), [Condition::Paused]);
    assert_eq!(session.gaps[0].why, Why::Pause);
    assert_eq!(session.gaps[0].length, Some(Duration::from_secs(65)));
    let written = notes(session);
    assert_eq!(written[0], TEXTS[0]);
    assert!(written[1].contains(TEXTS[1]) && written[1].ends_with("after the checkpoint\n"));
    assert_eq!(written[2], "end");
    assert_eq!(session.at, session.timeline_now().elapsed());
    assert_eq!(
        session.pages[1].notes.touched(0),
        Duration::from_millis(23_520)
    );
    assert!(session.pages[0].covered.contains(&0));
}

#[test]
fn a_killed_session_of_version_1_is_read() {
    let found = read(&version("v1").join(OTHER_ID)).unwrap();
    assert_eq!(found.remarks.len(), 1);
    assert!(found.remarks[0].contains("the last line is torn"));
    assert_eq!(found.session.run, Run::Running);
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
        assert_eq!(found.source, Source::Checkpoint);
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
        entries += u64::from(matches!(step, Step::Entry(_)));
    })
    .unwrap();
    let found = read(&version("v1").join(ID)).unwrap();
    assert_eq!(entries, found.session.n);
}

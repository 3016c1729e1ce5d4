//! Resuming a session: only this changes files that another run wrote.

use std::path::Path;
use std::time::Duration;

use forty::domain::interview::Interview;
use forty::domain::session::{Condition, Session};
use forty::store::read;
use forty::store::{Recorder, SaveState};

use crate::fixture::{Desk, ID, lines, notes, put, reading, wall};

/// Opens, resumes, types into every stage, and leaves; returns the session and the remarks of opening.
fn go_on(folder: &Path) -> (Session, Vec<String>) {
    let (found, recorder) = Recorder::open(folder, &wall()).unwrap();
    let now = Duration::from_secs(100_000);
    let mut desk = Desk {
        recorder,
        interview: Interview::reopen(found.session, "forty 0.1.0".to_owned(), reading(now)),
        now,
        entries: Vec::new(),
    };
    desk.record();
    desk.act(Interview::resume);
    desk.type_text("on");
    while desk.interview.session().stage > 0 {
        desk.act(|interview, now| interview.previous_stage(now).unwrap());
        desk.type_text("back");
    }
    (desk.interview.session().clone(), found.remarks)
}

#[test]
fn a_killed_session_is_resumed_from_a_pause_and_complete_after_another_kill() {
    let dir = tempfile::tempdir().unwrap();
    let (before, _, folder) = Desk::killed(dir.path(), ID);
    let (after, remarks) = go_on(&folder);
    assert_eq!(remarks, Vec::<String>::new());
    assert!(after.condition().contains(&Condition::Resumed));
    assert_eq!(
        after.stages[2].notes.to_string(),
        notes(&before)[2].clone() + "on"
    );
    let found = read(&folder).unwrap();
    assert_eq!(notes(&found.session), notes(&after));
    assert_eq!(found.session.timeline_now(), after.timeline_now());
    assert!(!found.session.damaged);
    assert!(!folder.join("journal.torn").exists());
}

/// Promise 3.
#[test]
fn a_torn_tail_is_copied_aside_and_cut_off_before_anything_is_appended() {
    let dir = tempfile::tempdir().unwrap();
    let (_, _, folder) = Desk::killed(dir.path(), ID);
    let path = folder.join("journal.jsonl");
    let whole = std::fs::read(&path).unwrap();
    put(&path, &[&whole[..], b"{\"n\":9999,\"ms\":12"].concat());
    let (after, _) = go_on(&folder);
    let torn = std::fs::read(folder.join("journal.torn")).unwrap();
    assert_eq!(torn, b"{\"n\":9999,\"ms\":12");
    let found = read(&folder).unwrap();
    assert_eq!(notes(&found.session), notes(&after));
    assert!(!found.session.damaged);
    // A second tail does not replace the first.
    let whole = std::fs::read(&path).unwrap();
    put(&path, &[&whole[..], b"\0\0"].concat());
    go_on(&folder);
    assert_eq!(std::fs::read(folder.join("journal.torn")).unwrap(), torn);
    assert_eq!(
        std::fs::read(folder.join("journal.torn.2")).unwrap(),
        b"\0\0"
    );
}

/// Promise 3.
#[test]
fn after_damage_in_the_middle_later_edits_are_read_in_every_stage() {
    let dir = tempfile::tempdir().unwrap();
    let (_, _, folder) = Desk::killed(dir.path(), ID);
    // The last stage stays empty, so that only its keyframe restores it.
    std::fs::remove_file(folder.join("checkpoint.jsonl")).unwrap();
    let path = folder.join("journal.jsonl");
    let mut lines = lines(&path);
    lines.truncate(lines.len() - 10);
    lines.remove(5);
    put(&path, &lines.concat());
    let (after, _) = go_on(&folder);
    let found = read(&folder).unwrap();
    assert_eq!(notes(&found.session), notes(&after));
    assert!(notes(&after)[0].ends_with("back"));
    assert!(
        found
            .session
            .stages
            .iter()
            .all(|state| state.notes_complete)
    );
}

/// Promise 4.
#[test]
fn a_session_without_its_journal_continues_in_the_next_file() {
    let dir = tempfile::tempdir().unwrap();
    let (_, _, folder) = Desk::killed(dir.path(), ID);
    std::fs::remove_file(folder.join("journal.jsonl")).unwrap();
    let (after, _) = go_on(&folder);
    assert!(folder.join("journal.2.jsonl").exists());
    let found = read(&folder).unwrap();
    assert_eq!(notes(&found.session), notes(&after));
    assert_eq!(found.session.timeline_now(), after.timeline_now());
    assert_eq!(found.session.stages[0].hints, after.stages[0].hints);
}

/// Promise 4.
#[test]
fn what_cannot_be_read_is_set_aside_and_never_rewritten() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["journal.jsonl", "checkpoint.jsonl"] {
        let id = format!("{ID}-{}", &name[..7]);
        let (_, _, folder) = Desk::killed(dir.path(), &id);
        put(&folder.join(name), b"rubbish\nand more\n");
        let (after, _) = go_on(&folder);
        let aside = std::fs::read(folder.join(format!("{name}.aside"))).unwrap();
        assert_eq!(aside, b"rubbish\nand more\n");
        assert_eq!(
            notes(&read(&folder).unwrap().session),
            notes(&after),
            "{name}"
        );
    }
}

/// Promise 4.
#[test]
fn a_journal_whose_head_is_lost_is_kept_and_continued_in_the_next_file() {
    let dir = tempfile::tempdir().unwrap();
    let (_, _, folder) = Desk::killed(dir.path(), ID);
    let path = folder.join("journal.jsonl");
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[3] ^= 1;
    put(&path, &bytes);
    let (after, _) = go_on(&folder);
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
    let found = read(&folder).unwrap();
    assert_eq!(notes(&found.session), notes(&after));
    assert_eq!(found.session.timeline_now(), after.timeline_now());
}

#[test]
fn a_cut_journal_is_completed_by_the_checkpoint() {
    let dir = tempfile::tempdir().unwrap();
    let (_, _, folder) = Desk::killed(dir.path(), ID);
    let path = folder.join("journal.jsonl");
    let lines = lines(&path);
    put(&path, &lines[..30].concat());
    let (after, remarks) = go_on(&folder);
    assert!(
        remarks
            .join("\n")
            .contains("are missing at the journal's end"),
        "{remarks:?}"
    );
    let found = read(&folder).unwrap();
    assert_eq!(notes(&found.session), notes(&after));
    assert_eq!(found.session.timeline_now(), after.timeline_now());
}

#[test]
fn files_left_half_replaced_are_cleared_away() {
    let dir = tempfile::tempdir().unwrap();
    let (_, _, folder) = Desk::killed(dir.path(), ID);
    put(&folder.join(".replacing-a1b2c3"), b"half");
    go_on(&folder);
    assert!(!folder.join(".replacing-a1b2c3").exists());
}

#[test]
fn a_finished_session_can_be_opened_for_its_debrief() {
    let dir = tempfile::tempdir().unwrap();
    let (written, folder) = Desk::finished(dir.path(), ID);
    let before = std::fs::read(folder.join("journal.jsonl")).unwrap();
    let (found, mut recorder) = Recorder::open(&folder, &wall()).unwrap();
    assert!(found.session.is_finished());
    recorder.checkpoint(&found.session, |_| "page".to_owned());
    assert_eq!(recorder.close(), SaveState::Saved);
    assert_eq!(std::fs::read(folder.join("journal.jsonl")).unwrap(), before);
    assert_eq!(notes(&read(&folder).unwrap().session), notes(&written));
}

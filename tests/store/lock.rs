//! Two processes never write the same session, and a dead process leaves no lock.

use forty::store::{Class, Recorder, StoreError, delete};
use forty::store::{list, read};

use crate::fixture::{Desk, ID, notes, paths_in, put, wall};

/// Promise 7.
#[test]
fn a_second_writer_is_told_the_process_and_since_when() {
    let dir = tempfile::tempdir().unwrap();
    let desk = Desk::start(dir.path(), ID);
    let error = Recorder::open(&desk.folder(), &wall()).unwrap_err();
    assert_eq!(error.class(), Class::InUse);
    let pid = std::process::id();
    assert_eq!(
        error.to_string(),
        format!(
            "session `{ID}` is open in another window or program (process {pid}, since 2026-11-23 14:05): close it there first"
        )
    );
}

/// Promise 7.
#[test]
fn a_session_in_use_can_be_read() {
    let dir = tempfile::tempdir().unwrap();
    let mut desk = Desk::start(dir.path(), ID);
    desk.type_text("while it runs");
    let found = read(&desk.folder()).unwrap();
    assert_eq!(notes(&found.session), notes(desk.interview.session()));
}

/// Promise 7.
#[test]
fn a_lock_of_a_dead_process_is_free() {
    let dir = tempfile::tempdir().unwrap();
    let (_, _, folder) = Desk::killed(dir.path(), ID);
    assert!(folder.join("lock").exists());
    let (_, recorder) = Recorder::open(&folder, &wall()).unwrap();
    drop(recorder);
    put(&folder.join("lock"), b"\0rubbish");
    Recorder::open(&folder, &wall()).unwrap();
}

/// Promise 7.
#[test]
fn a_session_in_use_is_listed_as_such_and_not_thrown_away() {
    let dir = tempfile::tempdir().unwrap();
    let mut desk = Desk::start(dir.path(), ID);
    desk.checkpoint();
    desk.type_text("more than the checkpoint knows");
    let folder = desk.folder();
    let sessions = folder.parent().unwrap();
    assert!(list(sessions).unwrap().sessions[0].in_use);
    let error = delete(&paths_in(dir.path()), ID, &wall()).unwrap_err();
    assert!(matches!(error, StoreError::InUse { .. }));
    drop(desk);
    assert!(!list(sessions).unwrap().sessions[0].in_use);
}

//! The promises of the format about versions, names, the finish, and sessions that cannot be read.

use forty::domain::session::Condition;
use forty::store::{Class, Recorder, StoreError, visit};
use forty::store::{list, read};

use crate::fixture::{Desk, ID, OTHER_ID, copy, lines, notes, put, sealed, wall};

#[test]
fn a_newer_journal_is_refused_by_naming_both_numbers() {
    let dir = tempfile::tempdir().unwrap();
    let (_, folder) = Desk::finished(dir.path(), ID);
    let head = sealed(&format!(
        r#"{{"n":1,"ms":0,"kind":"head","format":7,"id":"{ID}","shape":"other"}}"#
    ));
    put(&folder.join("journal.jsonl"), &head);
    let error = read(&folder).unwrap_err();
    let said = error.to_string();
    assert!(
        said.starts_with("format 7, this program reads up to 1: "),
        "{said}"
    );
    assert_eq!(error.class(), Class::InvalidContent);
    assert_eq!(error.hint().as_deref(), Some("update forty"));
    assert!(matches!(
        visit(&folder, |_| ()),
        Err(StoreError::Newer { found: 7, .. })
    ));
    assert!(matches!(
        Recorder::open(&folder, &wall()),
        Err(StoreError::Newer { found: 7, .. })
    ));
}

#[test]
fn a_newer_checkpoint_is_refused_by_naming_both_numbers() {
    let dir = tempfile::tempdir().unwrap();
    let (written, folder) = Desk::finished(dir.path(), ID);
    let head = format!(r#"{{"n":1,"ms":0,"kind":"head","format":2,"id":"{ID}"}}"#);
    put(&folder.join("checkpoint.jsonl"), &sealed(&head));
    // The journal can be read, so nothing is lost.
    let found = read(&folder).unwrap();
    assert_eq!(notes(&found.session), notes(&written));
    let said = &found.remarks[0];
    assert!(
        said.starts_with("format 2, this program reads up to 1: "),
        "{said}"
    );
    std::fs::remove_file(folder.join("journal.jsonl")).unwrap();
    assert!(matches!(
        read(&folder),
        Err(StoreError::Newer { found: 2, .. })
    ));
    let listing = list(folder.parent().unwrap()).unwrap();
    assert!(matches!(
        listing.unreadable[0].why,
        StoreError::Newer { found: 2, .. }
    ));
}

#[test]
fn a_folder_under_another_name_says_which_session_it_holds() {
    let dir = tempfile::tempdir().unwrap();
    let (_, folder) = Desk::finished(dir.path(), ID);
    let renamed = folder.with_file_name(OTHER_ID);
    std::fs::rename(&folder, &renamed).unwrap();
    let error = read(&renamed).unwrap_err();
    assert_eq!(error.hint(), Some(format!("name the folder `{ID}`")));
    assert!(matches!(error, StoreError::Misnamed { .. }), "{error}");
}

/// Promise 4.
#[test]
fn without_journal_and_checkpoint_the_error_names_the_notes_file() {
    let dir = tempfile::tempdir().unwrap();
    let (_, folder) = Desk::finished(dir.path(), ID);
    put(&folder.join("journal.jsonl"), b"");
    put(&folder.join("checkpoint.jsonl"), b"\0\0\0");
    let error = read(&folder).unwrap_err();
    let said = error.to_string();
    assert!(
        said.contains("neither the journal nor the checkpoint"),
        "{said}"
    );
    assert!(error.hint().unwrap().contains("notes.md"));
    let StoreError::Lost { reasons, .. } = error else {
        panic!("{said}");
    };
    assert_eq!(reasons[0], "`journal.jsonl` is empty");
    std::fs::remove_file(folder.join("notes.md")).unwrap();
    assert_eq!(
        read(&folder).unwrap_err().hint().as_deref(),
        Some("`journal.jsonl` is empty")
    );
}

#[test]
fn a_folder_that_is_not_there_is_not_found() {
    let dir = tempfile::tempdir().unwrap();
    let error = read(&dir.path().join(ID)).unwrap_err();
    assert_eq!(
        (error.class(), error.to_string()),
        (Class::NotFound, format!("no session `{ID}`"))
    );
}

#[test]
fn a_newer_summary_is_refused_by_naming_both_numbers() {
    let dir = tempfile::tempdir().unwrap();
    let (_, folder) = Desk::finished(dir.path(), ID);
    put(&folder.join("session.toml"), b"format = 2\nother = true\n");
    let listing = list(folder.parent().unwrap()).unwrap();
    assert!(matches!(
        listing.unreadable[0].why,
        StoreError::Newer { found: 2, .. }
    ));
}

/// The lines of a checkpoint in which the first stage's notes were changed, with valid checksums.
fn edited_checkpoint(folder: &std::path::Path) -> Vec<u8> {
    let lines = lines(&folder.join("checkpoint.jsonl"));
    let edited = lines.into_iter().map(|line| {
        let text = String::from_utf8(line.clone()).unwrap();
        let edited = text.replace("latency p95 < 200", "latency p95 < 50");
        if edited == text {
            return line;
        }
        sealed(&format!("{}}}", edited.rsplit_once(",\"crc\":").unwrap().0))
    });
    edited.collect::<Vec<_>>().concat()
}

/// Promise 9.
#[test]
fn notes_edited_in_the_checkpoint_after_the_finish_are_noticed() {
    let dir = tempfile::tempdir().unwrap();
    let (written, folder) = Desk::finished(dir.path(), ID);
    put(
        &folder.join("checkpoint.jsonl"),
        &edited_checkpoint(&folder),
    );
    let found = read(&folder).unwrap();
    assert_eq!(notes(&found.session), notes(&written));
    assert_eq!(
        found.session.condition(),
        [Condition::Paused, Condition::EditedLater]
    );
    // Without the journal the edited notes are read, and the session is marked as edited later.
    std::fs::remove_file(folder.join("journal.jsonl")).unwrap();
    let found = read(&folder).unwrap();
    assert!(notes(&found.session)[0].starts_with("latency p95 < 50"));
    assert!(found.session.edited_later);
}

/// Promise 9.
#[test]
fn notes_edited_in_the_journal_are_noticed() {
    let dir = tempfile::tempdir().unwrap();
    let (written, folder) = Desk::finished(dir.path(), ID);
    let path = folder.join("journal.jsonl");
    let (n, ms) = (written.n + 1, written.at.as_millis());
    let mut late = lines(&path);
    late.push(sealed(&format!(
        r#"{{"n":{n},"ms":{ms},"kind":"edit","stage":0,"at":0,"removed":0,"inserted":"p99, too"}}"#
    )));
    put(&path, &late.concat());
    let found = read(&folder).unwrap();
    assert_eq!(notes(&found.session), notes(&written));
    assert!(found.session.edited_later);

    // The same with a keyframe, and with a change to a line before the finish.
    let keyframe = format!(r#"{{"n":{n},"ms":{ms},"kind":"keyframe","stage":0,"notes":"other"}}"#);
    *late.last_mut().unwrap() = sealed(&keyframe);
    put(&path, &late.concat());
    assert!(read(&folder).unwrap().session.edited_later);
    late.pop();
    let last = late
        .iter_mut()
        .rev()
        .find(|line| contains(line, "\"keyframe\""));
    let last = last.unwrap();
    let line = String::from_utf8(last.clone()).unwrap();
    let (before, _) = line.split_once("\"notes\":").unwrap();
    *last = sealed(&format!("{before}\"notes\":\"other\"}}"));
    put(&path, &late.concat());
    assert!(read(&folder).unwrap().session.edited_later);
}

fn contains(line: &[u8], part: &str) -> bool {
    String::from_utf8_lossy(line).contains(part)
}

/// Promise 9.
#[test]
fn the_notes_of_a_finished_checkpoint_are_never_replaced() {
    let dir = tempfile::tempdir().unwrap();
    let (_, folder) = Desk::finished(dir.path(), ID);
    let path = folder.join("checkpoint.jsonl");
    let edited = edited_checkpoint(&folder);
    put(&path, &edited);
    let (found, mut recorder) = Recorder::open(&folder, &wall()).unwrap();
    recorder.checkpoint(&found.session, |_| "page".to_owned());
    recorder.close();
    assert_eq!(std::fs::read(&path).unwrap(), edited);
    let summary = std::fs::read_to_string(folder.join("session.toml")).unwrap();
    assert!(summary.contains("\"edited-later\""), "{summary}");
    assert!(read(&folder).unwrap().session.edited_later);
}

/// Promise 7: reading a session ignores its reviews.
#[test]
fn folders_copied_together_are_read_as_each_was() {
    let dir = tempfile::tempdir().unwrap();
    let (one, folder) = Desk::finished(dir.path(), ID);
    let other = tempfile::tempdir().unwrap();
    let copied = copy(&folder, other.path());
    std::fs::create_dir(copied.join("reviews")).unwrap();
    put(&copied.join("reviews/grace-00ff.toml"), b"format = 1\n");
    assert_eq!(notes(&read(&copied).unwrap().session), notes(&one.clone()));
    assert_eq!(
        list(other.path()).unwrap().sessions[0].review_files.len(),
        1
    );
}

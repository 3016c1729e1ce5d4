//! Archives of a session that exists: one that continues ours replaces it, and nothing else does.

use std::path::{Path, PathBuf};

use forty::domain::interview::Interview;
use forty::domain::session::event::{Entry, Event};
use forty::store::{Arrived, Class, Merged, Record, Recorder, StoreError, pack, read, unpack};

use crate::fixture::{Desk, ID, copy, put, tree, wall};
use crate::round_trip::same;

const REVIEW: &str = "reviews/grace-00aa.toml";
const REVIEW_TEXT: &str = "format = 1\ncoach = \"Grace\"\nkey = \"k\"\nchanged = \"2026-11-24T10:00:00Z\"\n\
    published_at = \"2026-11-24T10:00:00Z\"\n\
    [[stage]]\nid = \"one\"\nmark = [{ item = 0, mark = \"not-shown\" }]\n";

fn take_in(from: &Path, to: &Path) -> Result<Merged, StoreError> {
    let bytes = pack(from).unwrap().bytes;
    let sessions = to.parent().unwrap();
    let unpacked = unpack(&*bytes, Path::new("mail.tgz"), sessions, &wall())?;
    match unpacked.arrived {
        Arrived::Merged(merged) => Ok(merged),
        Arrived::Session => panic!("it was there"),
    }
}

/// The same finished session at the candidate's and at the coach's, who has a review of it.
fn at_both(dir: &Path) -> (PathBuf, PathBuf) {
    let (_, folder) = Desk::finished(dir, ID);
    let coach = copy(&folder, &dir.join("coach"));
    std::fs::create_dir(coach.join("reviews")).unwrap();
    put(&coach.join(REVIEW), REVIEW_TEXT.as_bytes());
    (folder, coach)
}

/// Writes further lines of the debrief.
fn go_on(folder: &Path, texts: &[&str]) {
    let (found, mut recorder) = Recorder::open(folder, &wall()).unwrap();
    let mut session = found.session;
    for text in texts {
        let entry = Entry {
            n: session.n + 1,
            at: session.at,
            after: Some(9),
            event: Event::NextTime {
                text: (*text).to_owned(),
            },
        };
        session.apply(&entry);
        recorder.append(&[entry], &session);
    }
    recorder.checkpoint(&session, |session| {
        session.next_time.clone().unwrap_or_default()
    });
    recorder.close();
}

#[test]
fn an_archive_that_continues_ours_replaces_the_record_and_keeps_the_reviews() {
    let dir = tempfile::tempdir().unwrap();
    let (folder, coach) = at_both(dir.path());
    let reviews = coach.join(REVIEW);
    go_on(&folder, &["say the peak", "say the peak first"]);
    let merged = take_in(&folder, &coach).unwrap();
    assert_eq!(merged.record, Record::Continued(2));
    let (ours, theirs) = (read(&coach).unwrap(), read(&folder).unwrap());
    assert!(ours.remarks.is_empty(), "{:?}", ours.remarks);
    same(&ours.session, &theirs.session);
    assert_eq!(std::fs::read_to_string(reviews).unwrap(), REVIEW_TEXT);
    for name in [
        "journal.jsonl",
        "checkpoint.jsonl",
        "session.toml",
        "notes.md",
    ] {
        let [ours, theirs] =
            [&coach, &folder].map(|folder| std::fs::read(folder.join(name)).unwrap());
        assert_eq!(ours, theirs, "{name}");
    }
    assert_eq!(take_in(&folder, &coach).unwrap().record, Record::Same);
}

#[test]
fn an_archive_that_ours_is_ahead_of_changes_nothing_but_adds_its_reviews() {
    let dir = tempfile::tempdir().unwrap();
    let (folder, coach) = at_both(dir.path());
    go_on(&folder, &["say the peak"]);
    let mut before = tree(&folder);
    let merged = take_in(&coach, &folder).unwrap();
    assert_eq!(merged.record, Record::Ahead(1));
    assert!(merged.reviews[0].1.is_new());
    let mut after = tree(&folder);
    after.retain(|name, _| !name.starts_with("reviews"));
    before.retain(|name, _| !name.starts_with("reviews"));
    assert_eq!(after, before);
}

#[test]
fn an_archive_that_differs_is_refused_and_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (folder, coach) = at_both(dir.path());
    go_on(&folder, &["say the peak"]);
    go_on(&coach, &["name the readers", "and the uploads"]);
    let before = tree(dir.path());
    for (from, to) in [(&folder, &coach), (&coach, &folder)] {
        let error = take_in(from, to).unwrap_err();
        assert!(matches!(error, StoreError::Differs { .. }), "{error}");
        assert_eq!(error.class(), Class::Failed);
        assert_eq!(tree(dir.path()), before);
    }
}

#[test]
fn an_archive_that_lost_events_that_are_here_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let (folder, coach) = at_both(dir.path());
    go_on(&folder, &["say the peak"]);
    let path = folder.join("journal.jsonl");
    let journal = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = journal.split_inclusive('\n').collect();
    put(
        &path,
        (lines[..5].concat() + &lines[6..].concat()).as_bytes(),
    );
    let before = tree(&coach);
    let error = take_in(&folder, &coach).unwrap_err();
    assert!(
        matches!(error, StoreError::Differs { from: 6, .. }),
        "{error}"
    );
    assert_eq!(tree(&coach), before);
}

#[test]
fn a_session_that_is_open_is_not_replaced() {
    let dir = tempfile::tempdir().unwrap();
    let (folder, coach) = at_both(dir.path());
    go_on(&folder, &["say the peak"]);
    let (_, recorder) = Recorder::open(&coach, &wall()).unwrap();
    let before = tree(&coach);
    let error = take_in(&folder, &coach).unwrap_err();
    assert_eq!(error.class(), Class::InUse);
    assert_eq!(tree(&coach), before);
    recorder.close();
    assert!(take_in(&folder, &coach).is_ok());
}

/// The first part was packed while the interview was running, with a torn tail; then the journal went on in a second file.
#[test]
fn a_record_continues_over_torn_tails_and_further_journal_files() {
    let dir = tempfile::tempdir().unwrap();
    let mut desk = Desk::start(dir.path(), ID);
    desk.work();
    let folder = desk.folder();
    let coach = copy(&folder, &dir.path().join("coach"));
    let path = coach.join("journal.jsonl");
    let journal = std::fs::read(&path).unwrap();
    put(&path, &journal[..journal.len() - 7]);
    desk.type_text("end");
    desk.act(Interview::finish);
    desk.checkpoint();
    desk.recorder.close();
    // The last events are in a second file.
    let path = folder.join("journal.jsonl");
    let journal = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = journal.split_inclusive('\n').collect();
    let (first, second) = lines.split_at(lines.len() - 2);
    put(&path, first.concat().as_bytes());
    put(&folder.join("journal.2.jsonl"), second.concat().as_bytes());
    let theirs = read(&folder).unwrap();
    let merged = take_in(&folder, &coach).unwrap();
    assert!(matches!(merged.record, Record::Continued(_)));
    let ours = read(&coach).unwrap();
    assert_eq!(ours.remarks, theirs.remarks);
    same(&ours.session, &theirs.session);
}

//! Merging on a disk whose n-th call fails, for every n: what is read afterwards is the old session or the new one.

use rustix::io::Errno;

use super::*;
use crate::domain::interview::{ClockReading, Interview};
use crate::domain::session::Session;
use crate::domain::session::log::tests::head;
use crate::domain::session::notes::Edit;
use crate::store::disk::tests::{Call, Disk, Fault, use_disk};
use crate::store::session::read;
use crate::store::session::recorder::Recorder;
use std::time::Duration;

/// A session that was typed in for so many seconds; the first seconds are the same in each.
fn typed(sessions: &Path, seconds: u64) -> (Session, PathBuf) {
    let head = head(&["One"]);
    let at = |second| ClockReading {
        awake: Duration::from_secs(second),
        boot: Duration::from_secs(second),
        wall: head.wall,
    };
    let mut recorder = Recorder::create(sessions, &head, "format = 1\n").unwrap();
    let mut interview = Interview::start(head.clone(), at(0));
    for second in 0..seconds {
        let edit = Edit {
            at: 0,
            removed: 0,
            inserted: format!("line {second}\n"),
        };
        interview.edit(0, edit, at(second));
        recorder.append(&interview.take_outbox(), interview.session());
    }
    recorder.checkpoint(interview.session(), |_| "page".to_owned());
    recorder.close();
    let folder = sessions.join(&head.id);
    (interview.session().clone(), folder)
}

/// Promise 2.
#[test]
fn whichever_call_fails_the_session_is_the_old_one_or_the_new_one() {
    let new = tempfile::tempdir().unwrap();
    let (later, theirs) = typed(new.path(), 6);
    let now = head(&["One"]).wall;
    let id = later.head.id.clone();
    for call in Call::ALL {
        for number in 0..40 {
            let old = tempfile::tempdir().unwrap();
            let (earlier, ours) = typed(old.path(), 3);
            let disk = Disk::with(call, number, true, Fault::Fails(Errno::IO));
            use_disk(Some(disk.clone()));
            let merged = merge(&theirs, &ours, &id, &now);
            use_disk(None);
            let found = read::read(&ours).unwrap();
            let what = format!("{call:?} {number}: {:?}", found.remarks);
            assert!(found.remarks.is_empty(), "{what}");
            assert!([earlier.n, later.n].contains(&found.session.n), "{what}");
            if disk.count(call) <= number {
                assert_eq!(found.session.n, later.n, "{what}");
                assert!(
                    matches!(merged, Ok(merged) if matches!(merged.record, Record::Continued(_)))
                );
                break;
            }
        }
    }
}

/// The same session, whose journal goes on in another file at each of these seconds: a sync failed there.
fn typed_in_files(sessions: &Path, seconds: u64, breaks: &[u64]) -> (Session, PathBuf) {
    let disk = Disk::with(Call::Sync, usize::MAX, false, Fault::Fails(Errno::IO));
    use_disk(Some(disk.clone()));
    let head = head(&["One"]);
    let at = |second| ClockReading {
        awake: Duration::from_secs(second),
        boot: Duration::from_secs(second),
        wall: head.wall,
    };
    let mut recorder = Recorder::create(sessions, &head, "format = 1\n").unwrap();
    let mut interview = Interview::start(head.clone(), at(0));
    recorder.flush();
    for second in 0..seconds {
        if breaks.contains(&second) {
            disk.fail_from_now(Call::Sync, Errno::IO);
        }
        let edit = Edit {
            at: 0,
            removed: 0,
            inserted: format!("line {second}\n"),
        };
        interview.edit(0, edit, at(second));
        recorder.append(&interview.take_outbox(), interview.session());
        recorder.flush();
        disk.heal();
        recorder.retry(interview.session());
        recorder.flush();
    }
    recorder.checkpoint(interview.session(), |_| "page".to_owned());
    recorder.close();
    use_disk(None);
    (interview.session().clone(), sessions.join(&head.id))
}

/// How many journal files a session has.
fn journal_files(folder: &Path) -> usize {
    codec::files(folder).unwrap().len()
}

/// Promise 2, for a journal of several files: a power cut between them leaves a session that reads whole, of some time
/// between the old record and the new one, and unpacking once more finishes.
#[test]
fn a_power_cut_between_two_journal_files_leaves_a_whole_session_that_unpacking_again_completes() {
    let now = head(&["One"]).wall;
    for (ours_breaks, theirs_breaks) in [
        (&[][..], &[2][..]),
        (&[], &[2, 4]),
        // What was sent before has the beginning of the same files.
        (&[1], &[1, 4]),
        (&[2], &[2, 4]),
    ] {
        let new = tempfile::tempdir().unwrap();
        let (later, theirs) = typed_in_files(new.path(), 6, theirs_breaks);
        let files = journal_files(&theirs);
        assert_eq!(files, theirs_breaks.len() + 1, "{theirs_breaks:?}");
        let id = later.head.id.clone();
        let mut cuts = 0;
        for number in 0..40 {
            let old = tempfile::tempdir().unwrap();
            let (earlier, ours) = typed_in_files(old.path(), 3, ours_breaks);
            let disk = Disk::with(Call::Rename, number, true, Fault::Fails(Errno::IO));
            use_disk(Some(disk.clone()));
            let merged = merge(&theirs, &ours, &id, &now);
            use_disk(None);
            let found = read::read(&ours).unwrap();
            let what = format!(
                "{ours_breaks:?} {theirs_breaks:?} {number}: {:?}",
                found.remarks
            );
            assert!(found.remarks.is_empty(), "{what}");
            let n = found.session.n;
            assert!((earlier.n..=later.n).contains(&n), "{what}: {n}");
            // What is read is a state that was on the candidate's screen.
            let notes = found.session.stages[0].notes.to_string();
            let whole = later.stages[0].notes.to_string();
            assert!(whole.ends_with(&notes), "{what}: {notes:?}");
            cuts += usize::from(merged.is_err());
            let again = merge(&theirs, &ours, &id, &now).unwrap();
            // Once all journal files are there, the rest follows from them.
            assert_eq!(again.record == Record::Same, n == later.n, "{what}");
            let found = read::read(&ours).unwrap();
            assert_eq!(found.session.n, later.n, "{what}");
            assert_eq!(found.remarks, Vec::<String>::new(), "{what}");
            if merged.is_ok() {
                break;
            }
        }
        assert!(cuts >= files, "{cuts} cuts of {files} files");
    }
}

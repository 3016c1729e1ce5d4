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

//! A session on a disk whose n-th call fails, is cut short or hangs, for every n, once and for ever. What is read afterwards
//! is always a state that the user had, and the thread that types never waits for a sync.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rustix::io::Errno;

use super::read;
use super::recorder::{Recorder, SaveState};
use crate::domain::interview::{ClockReading, Interview};
use crate::domain::session::Session;
use crate::domain::session::log::tests::head;
use crate::domain::session::notes::Edit;
use crate::store::disk::tests::{Call, Disk, Fault, use_disk};
use crate::store::paths::{Given, Paths};

/// How many seconds each session is typed in.
const SECONDS: u64 = 6;

fn reading(second: u64) -> ClockReading {
    let awake = Duration::from_secs(second);
    ClockReading {
        awake,
        boot: awake,
        wall: head(&["One", "Two"]).wall + awake,
    }
}

fn notes(session: &Session) -> Vec<String> {
    let stages = session.stages.iter();
    stages.map(|stage| stage.notes.to_string()).collect()
}

/// A session that was typed on a disk.
pub(super) struct TypedSession {
    pub recorder: Recorder,
    pub session: Session,
    /// The notes after each event, by its number.
    history: Vec<(u64, Vec<String>)>,
}

/// Types a session; each step is a second. `None` where it cannot even be started.
pub(super) fn type_session(
    sessions: &Path,
    disk: &Arc<Disk>,
    may_wait: bool,
) -> Option<TypedSession> {
    use_disk(Some(Arc::clone(disk)));
    let head = head(&["One", "Two"]);
    let mut recorder = Recorder::create(sessions, &head, "format = 1\n").ok()?;
    let mut interview = Interview::start(head, reading(0));
    let mut folded = Session::new(interview.session().head.clone());
    let mut history = vec![(0, notes(interview.session()))];
    for second in 0..SECONDS {
        if second == SECONDS / 2 {
            interview.next_stage(reading(second)).unwrap();
        }
        let stage = interview.session().stage;
        let edit = Edit {
            at: 0,
            removed: 0,
            inserted: format!("line {second}\n"),
        };
        interview.edit(stage, edit, reading(second));
        let entries = interview.take_outbox();
        let session = interview.session();
        recorder.append(&entries, session);
        for entry in &entries {
            folded.apply(entry);
            history.push((entry.n, notes(&folded)));
        }
        if second % 3 == 1 {
            recorder.checkpoint(session, |_| "page".to_owned());
        }
        recorder.check();
        recorder.retry(session);
        if may_wait {
            recorder.flush();
        }
    }
    assert_eq!(disk.own_count(Call::Sync), 0, "typing waited for a sync");
    let session = interview.session().clone();
    Some(TypedSession {
        recorder,
        session,
        history,
    })
}

/// Checks what a reader finds now, with the state that the screen shows.
fn check(typed: &TypedSession, what: &str) {
    let state = typed.recorder.state();
    let is_written = !matches!(state, SaveState::NotSaved(_));
    match read::read(typed.recorder.folder()) {
        Ok(found) => {
            let had = |(n, notes_then): &(u64, Vec<String>)| {
                *n == found.session.n && *notes_then == self::notes(&found.session)
            };
            let (n, notes) = (found.session.n, notes(&found.session));
            assert!(
                typed.history.iter().any(had),
                "{what}: {notes:?} at event {n}, {:?}",
                found.remarks
            );
            if is_written {
                assert_eq!(found.session.n, typed.session.n, "{what}: {state:?}");
            }
        }
        Err(why) => assert!(!is_written, "{what}: {why}, {state:?}"),
    }
}

/// Types a session on the disk, checks it, then repairs the disk, and checks that everything is saved in the end.
fn run(disk: &Arc<Disk>, may_wait: bool, what: &str) {
    let dir = tempfile::tempdir().unwrap();
    let Some(mut typed) = type_session(dir.path(), disk, may_wait) else {
        return use_disk(None);
    };
    check(&typed, what);
    disk.heal();
    for _ in 0..70 {
        typed.recorder.retry(&typed.session);
        if typed.recorder.flush() == SaveState::Saved {
            break;
        }
    }
    assert_eq!(typed.recorder.state(), SaveState::Saved, "{what}");
    check(&typed, what);
    use_disk(None);
}

/// How many calls of this kind a session makes on a good disk.
fn calls(call: Call) -> usize {
    let disk = Disk::with(call, usize::MAX, false, Fault::Torn);
    run(&disk, true, "a good disk");
    disk.count(call)
}

/// Promises 1, 2 and 5.
#[test]
fn whichever_call_fails_once_or_for_ever_what_is_read_is_a_state_that_the_user_had() {
    for call in Call::ALL {
        let faults = match call {
            Call::Write => vec![
                Fault::Fails(Errno::NOSPC),
                Fault::Fails(Errno::IO),
                Fault::Torn,
            ],
            _ => vec![Fault::Fails(Errno::IO)],
        };
        for fault in faults {
            for number in 0..calls(call) {
                for for_ever in [false, true] {
                    let what = format!("{call:?} {number}, for ever: {for_ever}, {fault:?}");
                    run(&Disk::with(call, number, for_ever, fault), true, &what);
                }
            }
        }
    }
}

/// Promise 5. What cannot be cut off must not be written after.
#[test]
fn where_a_torn_line_cannot_be_cut_off_the_next_file_goes_on() {
    for number in 0..calls(Call::Write) {
        for for_ever in [false, true] {
            let disk = Disk::with(Call::Write, number, for_ever, Fault::Torn);
            disk.add(Call::Truncate, 0, true, Fault::Fails(Errno::IO));
            let what = format!("write {number} torn, for ever: {for_ever}, never cut");
            run(&disk, true, &what);
        }
    }
}

/// Network file systems and other mounts lack locks, modes or syncs of folders. None of that keeps a session from starting.
#[test]
fn a_file_system_without_locks_modes_or_syncs_holds_a_session_all_the_same() {
    let lacks = [
        (Call::Lock, Errno::NOLCK),
        (Call::Lock, Errno::NOTSUP),
        (Call::Mode, Errno::PERM),
        (Call::Mode, Errno::NOTSUP),
        (Call::Sync, Errno::INVAL),
    ];
    for (call, why) in lacks {
        let dir = tempfile::tempdir().unwrap();
        let disk = Disk::with(call, 0, true, Fault::Fails(why));
        let mut typed = type_session(dir.path(), &disk, true).unwrap();
        assert!(disk.count(call) > 0);
        assert_eq!(typed.recorder.flush(), SaveState::Saved, "{call:?} {why}");
        check(&typed, "without them");
        // Two writers are told apart by the length of the journal, but the user must know.
        assert_eq!(typed.recorder.note().is_some(), call == Call::Lock);
        use_disk(None);
    }
}

/// Promise 2. Each sync hangs until all is typed, so that a key that waited for one would hang the test; and the thread
/// that types makes none itself, whatever is due.
#[test]
fn whichever_sync_hangs_no_key_waits_for_it() {
    let all = calls(Call::Sync);
    assert!(all > SECONDS as usize);
    for number in 0..all {
        for for_ever in [false, true] {
            let disk = Disk::with(Call::Sync, number, for_ever, Fault::Waits);
            let what = format!("sync {number} hangs, for ever: {for_ever}");
            run(&disk, false, &what);
        }
    }
}

/// Promise 2. A session that moves to a rescue folder while its keys are typed, on a disk whose syncs all hang.
#[test]
fn a_session_that_goes_on_in_a_rescue_folder_waits_for_no_sync() {
    let dir = tempfile::tempdir().unwrap();
    let given = Given {
        home: Some(dir.path().to_owned()),
        ..Given::default()
    };
    let paths = Paths {
        user_home: None,
        ..Paths::resolve(&given).unwrap()
    };
    let disk = Disk::with(Call::Sync, 0, true, Fault::Waits);
    let typed = type_session(&paths.sessions, &disk, false).unwrap();
    let page = |_: &Session| "page".to_owned();
    let rescued = (typed.recorder)
        .rescue_anywhere(&paths, &typed.session, page, false)
        .unwrap();
    let (found, mut recorder) = Recorder::open(&rescued, &reading(SECONDS).wall).unwrap();
    assert_eq!(notes(&found.session), notes(&typed.session));
    let mut interview = Interview::reopen(found.session, "forty".to_owned(), reading(SECONDS));
    let edit = Edit {
        at: 0,
        removed: 0,
        inserted: "on ".to_owned(),
    };
    interview.resume(reading(SECONDS));
    interview.edit(1, edit, reading(SECONDS + 1));
    recorder.append(&interview.take_outbox(), interview.session());
    recorder.checkpoint(interview.session(), page);
    recorder.check();
    assert_eq!(disk.own_count(Call::Sync), 0);
    disk.heal();
    assert_eq!(recorder.flush(), SaveState::Saved);
    use_disk(None);
}

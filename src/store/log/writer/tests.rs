//! The writer with files that fail: devices simulate a full disk and a disk that cannot sync.

use std::path::Path;
use std::time::Duration;

use super::*;
use crate::domain::session::event::{DesignName, FORMAT, Head, RunOptions};
use crate::domain::session::plan::{Plan, PlannedStage};
use crate::store::log::scan::{self, ScanStep};

const ID: &str = "20261123-130512-a-4f2a";

fn session() -> Session {
    let stage = PlannedStage {
        id: "one".to_owned(),
        title: "One".to_owned(),
        short: "1".to_owned(),
        framework_budget: Duration::from_secs(60),
        budget: Duration::from_secs(60),
        done: String::new(),
        prompts: Vec::new(),
    };
    Session::new(Head {
        format: FORMAT,
        program: "forty".to_owned(),
        id: ID.to_owned(),
        design: DesignName {
            id: "a".to_owned(),
            title: "A".to_owned(),
        },
        candidate: "Ada".to_owned(),
        seed: 1,
        options: RunOptions::default(),
        wall: chrono::DateTime::parse_from_rfc3339("2026-11-23T13:05:12Z").unwrap(),
        design_crc: None,
        plan: Plan {
            framework: "f".to_owned(),
            brief: String::new(),
            stages: vec![stage],
        },
    })
}

/// Applies the next entry to a session and returns it.
fn next(session: &mut Session) -> Entry {
    let event = match session.n {
        0 => Event::Head(Box::new(session.head.clone())),
        n => Event::edit(
            0,
            crate::domain::session::notes::Edit {
                at: 0,
                removed: 0,
                inserted: format!("{n}\n"),
            },
        ),
    };
    let entry = Entry {
        n: session.n + 1,
        at: Duration::from_millis(session.n * 10),
        after: None,
        event,
    };
    session.apply(&entry);
    entry
}

fn write(writer: &mut Writer, session: &mut Session, many: usize) {
    for _ in 0..many {
        let entry = next(session);
        append(writer, &entry, session);
    }
}

fn append(writer: &mut Writer, entry: &Entry, session: &Session) {
    writer.push(&codec::encode(entry));
    writer.write_lines(session, entry.event != Event::Here);
}

/// The session as read from the folder.
fn read(folder: &Path) -> (Session, scan::JournalScan) {
    let mut read = session();
    let scan = scan::scan(folder, ID, |step, _| match step {
        ScanStep::Entry(entry) => read.apply(entry),
        ScanStep::Gap => read.mark_gap(),
    });
    (read, scan)
}

fn device(path: &str) -> File {
    let mut options = std::fs::OpenOptions::new();
    options.append(true).open(path).unwrap()
}

/// A folder with the session's id as its name.
fn folder() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join(ID);
    std::fs::create_dir(&folder).unwrap();
    (dir, folder)
}

/// Promise 5.
#[test]
fn what_a_full_disk_does_not_take_stays_in_memory_and_is_reported() {
    let (_dir, folder) = folder();
    let mut session = session();
    let mut writer = Writer::over(&folder, 1, device("/dev/full"), 0, 0, Vec::new()).unwrap();
    write(&mut writer, &mut session, 3);
    assert!(writer.trouble().unwrap().contains("no space left"));
    let lines = writer.pending().split(|byte| *byte == b'\n');
    assert_eq!(lines.count(), 4);
    writer.retry(&session);
    assert!(writer.trouble().is_some());
    assert_eq!(writer.bytes(), 0);
}

/// Promise 2.
#[test]
fn after_a_failed_sync_a_new_file_repeats_the_unsynced_lines() {
    let (_dir, folder) = folder();
    let mut session = session();
    // Writes to this file succeed, its sync fails, and its data is lost: the worst disk.
    let mut writer = Writer::over(&folder, 1, device("/dev/null"), 0, 0, Vec::new()).unwrap();
    write(&mut writer, &mut session, 4);
    assert!(!writer.flush(Duration::from_secs(10)));
    assert!(writer.trouble().is_some());
    write(&mut writer, &mut session, 1);
    assert_eq!(writer.number(), 2);
    assert!(writer.flush(Duration::from_secs(10)));
    assert_eq!(writer.trouble(), None);
    write(&mut writer, &mut session, 2);
    let (read, scan) = read(&folder);
    assert_eq!(
        read.stages[0].notes.to_string(),
        session.stages[0].notes.to_string()
    );
    assert_eq!(read.n, session.n);
    assert!(!read.damaged, "{:?}", scan.remarks);
}

#[test]
fn a_disk_that_never_syncs_gets_new_files_at_growing_intervals() {
    let (_dir, folder) = folder();
    let mut session = session();
    let mut writer = Writer::over(&folder, 1, device("/dev/null"), 0, 0, Vec::new()).unwrap();
    for _ in 0..100 {
        write(&mut writer, &mut session, 1);
        writer.file = Arc::new(device("/dev/null"));
        let file = Arc::clone(&writer.file);
        writer.syncer.turn_to(file, folder.clone());
        writer.syncer.wrote(writer.good, true);
        writer.syncer.flush(Duration::from_secs(10));
        assert!(writer.trouble().is_some());
        writer.retry(&session);
    }
    assert!(writer.number() < 12, "{}", writer.number());
    assert_eq!(session.n, 100);
}

#[test]
fn a_file_at_its_size_limit_is_followed_by_the_next() {
    let (_dir, folder) = folder();
    let mut session = session();
    let mut writer = Writer::begin(&folder, 1, 0, &session, Vec::new()).unwrap();
    write(&mut writer, &mut session, 5);
    let before = writer.bytes();
    // This simulates a file that has grown.
    writer.before = before;
    writer.good = codec::ROLL_AT;
    writer.unsynced.clear();
    let entry = next(&mut session);
    append(&mut writer, &entry, &session);
    assert_eq!(writer.number(), 2);
    write(&mut writer, &mut session, 2);
    let second = std::fs::read(folder.join("journal.2.jsonl")).unwrap();
    let head = codec::decode(second.split(|byte| *byte == b'\n').next().unwrap());
    assert!(matches!(head, Line::Entry(head) if head.n == 5));
    std::fs::remove_file(folder.join("journal.jsonl")).unwrap();
    let (read, scan) = read(&folder);
    assert_eq!(
        read.stages[0].notes.to_string(),
        session.stages[0].notes.to_string()
    );
    assert_eq!(scan.remarks[0], "`journal.jsonl` is missing");
}

#[test]
fn here_events_alone_ask_for_no_sync() {
    let (_dir, folder) = folder();
    let mut session = session();
    let mut writer = Writer::begin(&folder, 1, 0, &session, Vec::new()).unwrap();
    write(&mut writer, &mut session, 2);
    assert!(writer.flush(Duration::from_secs(10)));
    let here = Entry {
        event: Event::Here,
        ..next(&mut session)
    };
    append(&mut writer, &here, &session);
    assert!(!writer.syncer.is_wanted());
    write(&mut writer, &mut session, 1);
    assert!(writer.syncer.is_wanted());
}

/// A sync that blocks until it is released.
#[derive(Default)]
struct Gate {
    is_open: std::sync::Mutex<bool>,
    changed: std::sync::Condvar,
}

impl Gate {
    fn pass(&self) {
        let shut = self.is_open.lock().unwrap();
        drop(self.changed.wait_while(shut, |open| !*open).unwrap());
    }

    fn open(&self) {
        *self.is_open.lock().unwrap() = true;
        self.changed.notify_all();
    }
}

/// Promise 2. The sync is released only after the last line, so a line that waited for it would hang the test.
#[test]
fn no_line_waits_for_a_sync_or_a_save_and_both_happen_in_the_end() {
    let (_dir, folder) = folder();
    let mut session = session();
    let mut writer = Writer::begin(&folder, 1, 0, &session, Vec::new()).unwrap();
    let gate = Arc::new(Gate::default());
    let its = Arc::clone(&gate);
    let slow = move |file: &File| {
        its.pass();
        file.sync_data()
    };
    let file = Arc::clone(&writer.file);
    writer.syncer = Syncer::with(file, 0, Vec::new(), Box::new(slow)).unwrap();
    let path = folder.join("saved");
    for line in 0..300 {
        write(&mut writer, &mut session, 1);
        let path = path.clone();
        writer.save(Box::new(move || {
            files::replace(&path, line.to_string().as_bytes())
        }));
    }
    let written = std::fs::read(folder.join("journal.jsonl")).unwrap();
    assert_eq!(written.split(|byte| *byte == b'\n').count(), 301);
    assert_eq!(writer.syncer.synced(), 0);
    assert!(!path.exists());
    gate.open();
    assert!(writer.flush(Duration::from_secs(10)));
    assert_eq!(std::fs::read(&path).unwrap(), b"299");
    assert_eq!(writer.trouble(), None);
}

#[test]
fn a_failed_save_is_reported_until_a_retry_succeeds() {
    let (_dir, folder) = folder();
    let mut session = session();
    let mut writer = Writer::begin(&folder, 1, 0, &session, Vec::new()).unwrap();
    write(&mut writer, &mut session, 2);
    let path = folder.join("not yet").join("saved");
    let its = path.clone();
    writer.save(Box::new(move || files::replace(&its, b"saved")));
    writer.flush(Duration::from_secs(10));
    assert!(writer.trouble().is_some());
    write(&mut writer, &mut session, 1);
    assert!(writer.trouble().is_some(), "the journal alone is written");
    std::fs::create_dir(path.parent().unwrap()).unwrap();
    writer.retry(&session);
    writer.flush(Duration::from_secs(10));
    assert_eq!(writer.trouble(), None);
    assert_eq!(std::fs::read(&path).unwrap(), b"saved");
}

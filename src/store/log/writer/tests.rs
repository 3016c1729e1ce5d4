//! The writer with files that fail: devices simulate a full disk and a disk that cannot sync.

mod waiting;

use std::path::Path;
use std::time::Duration;

use rustix::io::Errno;

use super::*;
use crate::domain::session::event::{DesignName, FORMAT, Head, RunOptions};
use crate::domain::session::plan::{Plan, PlannedStage};
use crate::store::disk::tests::{Call, Disk, Fault, use_disk};
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
        assignment: None,
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
    let disk = Disk::with(Call::Write, 2, true, Fault::Fails(Errno::NOSPC));
    let (mut session, mut writer) = on_disk(&disk, &folder);
    write(&mut writer, &mut session, 5);
    assert!(writer.trouble().unwrap().contains("no space left"));
    writer.retry(&session);
    assert!(writer.trouble().is_some());
    assert_eq!(read(&folder).0.n, 2, "what was saved is whole");
    let lines = writer.pending.split(|byte| *byte == b'\n');
    assert_eq!(lines.count(), 4);
    disk.heal();
    writer.retry(&session);
    assert_eq!(writer.trouble(), None);
    assert_all_read(&folder, &session);
}

/// A writer of a new session on this disk.
fn on_disk(disk: &Arc<Disk>, folder: &Path) -> (Session, Writer) {
    let session = session();
    use_disk(Some(Arc::clone(disk)));
    let writer = Writer::begin(folder, 1, 0, &session, Vec::new()).unwrap();
    (session, writer)
}

fn settle(writer: &mut Writer) {
    writer.flush(Duration::from_secs(10));
}

/// Checks that the folder has all of the session's notes, undamaged.
fn assert_all_read(folder: &Path, session: &Session) {
    let (read, scan) = read(folder);
    let notes = |session: &Session| session.stages[0].notes.to_string();
    assert_eq!(notes(&read), notes(session));
    assert_eq!(read.n, session.n);
    assert!(!read.damaged, "{:?}", scan.remarks);
}

fn journals(folder: &Path) -> Vec<u32> {
    let files = codec::files(folder).unwrap().into_iter();
    files.map(|(number, _)| number).collect()
}

/// Promise 2.
#[test]
fn after_a_failed_sync_the_next_file_repeats_the_unsynced_lines() {
    let (_dir, folder) = folder();
    // The calls of number 0 to 2 sync the folder and the file, then the file again.
    let disk = Disk::with(Call::Sync, 2, false, Fault::Fails(Errno::IO));
    let (mut session, mut writer) = on_disk(&disk, &folder);
    write(&mut writer, &mut session, 3);
    settle(&mut writer);
    assert_eq!(writer.sync_error(), None);
    write(&mut writer, &mut session, 2);
    settle(&mut writer);
    assert!(writer.sync_error().is_some());
    assert_eq!(writer.trouble(), None, "everything is written");
    writer.retry(&session);
    settle(&mut writer);
    assert_eq!(writer.sync_error(), None);
    write(&mut writer, &mut session, 2);
    assert_eq!(journals(&folder), [1, 2]);
    assert_all_read(&folder, &session);
    // The worst disk has lost what it could not sync.
    let lines = std::fs::read(folder.join("journal.jsonl")).unwrap();
    let kept: Vec<&[u8]> = lines.split_inclusive(|byte| *byte == b'\n').collect();
    files::replace(&folder.join("journal.jsonl"), &kept[..3].concat()).unwrap();
    assert_all_read(&folder, &session);
}

/// Promises 1 and 2.
#[test]
fn a_disk_that_never_syncs_still_takes_every_line_at_once() {
    for why in [Errno::IO, Errno::DQUOT] {
        let (_dir, folder) = folder();
        let disk = Disk::with(Call::Sync, 0, true, Fault::Fails(why));
        let (mut session, mut writer) = on_disk(&disk, &folder);
        for second in 0..150 {
            write(&mut writer, &mut session, 2);
            settle(&mut writer);
            assert_eq!(writer.trouble(), None, "second {second}");
            assert!(writer.sync_error().is_some(), "second {second}");
            if second % 20 == 0 {
                assert_all_read(&folder, &session);
            }
            writer.retry(&session);
        }
        assert_all_read(&folder, &session);
        // Nothing of the first file was ever synced, so that each new one replaces it.
        assert_eq!(journals(&folder), [1]);
        assert!(disk.count(Call::Rename) < 12);
        disk.heal();
        for _ in 0..70 {
            writer.retry(&session);
        }
        settle(&mut writer);
        assert_eq!(writer.sync_error(), None);
        assert_all_read(&folder, &session);
    }
}

#[test]
fn the_numbers_of_the_files_do_not_run_out_on_a_disk_that_fails_now_and_then() {
    let (_dir, folder) = folder();
    let disk = Disk::with(Call::Sync, usize::MAX, false, Fault::Fails(Errno::IO));
    let (mut session, mut writer) = on_disk(&disk, &folder);
    for _ in 0..150 {
        write(&mut writer, &mut session, 1);
        settle(&mut writer);
        disk.fail_from_now(Call::Sync, Errno::IO);
        write(&mut writer, &mut session, 1);
        settle(&mut writer);
        assert_eq!(writer.trouble(), None);
        disk.heal();
        writer.retry(&session);
        settle(&mut writer);
    }
    let files = journals(&folder);
    assert!(files.len() < 20, "{files:?}");
    for number in &files {
        let path = folder.join(codec::file_name(*number));
        assert!(path.metadata().unwrap().len() > 0, "{number} is empty");
    }
    assert_all_read(&folder, &session);
}

#[test]
fn with_the_last_number_taken_a_failed_sync_does_not_stop_the_writing() {
    let (_dir, folder) = folder();
    let disk = Disk::with(Call::Sync, usize::MAX, false, Fault::Fails(Errno::IO));
    let (mut session, mut writer) = on_disk(&disk, &folder);
    write(&mut writer, &mut session, 3);
    settle(&mut writer);
    let last = codec::file_name(codec::LAST_NUMBER);
    files::create_new(&folder.join(last)).unwrap();
    writer.file.pretend_number(codec::LAST_NUMBER - 1);
    std::fs::rename(
        folder.join("journal.jsonl"),
        folder.join(codec::file_name(codec::LAST_NUMBER - 1)),
    )
    .unwrap();
    disk.fail_from_now(Call::Sync, Errno::IO);
    for _ in 0..5 {
        write(&mut writer, &mut session, 1);
        settle(&mut writer);
        writer.retry(&session);
        assert_eq!(writer.trouble(), None);
        assert!(writer.sync_error().is_some());
    }
    assert_eq!(read(&folder).0.n, session.n);
}

/// Where a file system cannot sync, there is nothing to wait for and nothing to report for good.
#[test]
fn a_file_system_without_syncs_is_no_error() {
    for why in [Errno::INVAL, Errno::NOTSUP, Errno::NOSYS] {
        let (_dir, folder) = folder();
        let disk = Disk::with(Call::Sync, 0, true, Fault::Fails(why));
        let (mut session, mut writer) = on_disk(&disk, &folder);
        write(&mut writer, &mut session, 3);
        settle(&mut writer);
        assert_eq!((writer.trouble(), writer.sync_error()), (None, None));
        assert_all_read(&folder, &session);
    }
}

/// Promise 7.
#[test]
fn what_another_program_wrote_to_the_journal_is_never_cut_and_nothing_is_written_after_it() {
    let (_dir, folder) = folder();
    let mut session = session();
    let mut writer = Writer::begin(&folder, 1, 0, &session, Vec::new()).unwrap();
    write(&mut writer, &mut session, 3);
    let path = folder.join("journal.jsonl");
    let mut other = std::fs::OpenOptions::new()
        .append(true)
        .open(&path)
        .unwrap();
    std::io::Write::write_all(&mut other, b"its own line\n").unwrap();
    let before = std::fs::read(&path).unwrap();
    write(&mut writer, &mut session, 2);
    assert!(writer.trouble().unwrap().contains("another program"));
    writer.retry(&session);
    writer.release();
    assert_eq!(std::fs::read(&path).unwrap(), before);
    let lines = writer.lines().unwrap();
    assert_eq!(lines.split(|byte| *byte == b'\n').count(), 6);
}

#[test]
fn a_journal_that_was_removed_or_replaced_is_noticed_and_not_written() {
    type Act = fn(&Path);
    let acts: [Act; 3] = [
        |path| std::fs::remove_file(path).unwrap(),
        |path| {
            let copy = path.with_extension("copy");
            std::fs::copy(path, &copy).unwrap();
            std::fs::rename(copy, path).unwrap();
        },
        |path| std::fs::remove_dir_all(path.parent().unwrap()).unwrap(),
    ];
    for act in acts {
        let (_dir, folder) = folder();
        let mut session = session();
        let mut writer = Writer::begin(&folder, 1, 0, &session, Vec::new()).unwrap();
        write(&mut writer, &mut session, 3);
        writer.check_file();
        assert_eq!(writer.lost(), None);
        act(&folder.join("journal.jsonl"));
        writer.check_file();
        assert!(writer.lost().unwrap().contains("removed or replaced"));
        write(&mut writer, &mut session, 2);
        assert!(writer.trouble().is_some());
        let lines = writer.lines().unwrap();
        assert_eq!(lines.split(|byte| *byte == b'\n').count(), 6);
    }
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
    writer.file.pretend_good(codec::ROLL_AT);
    writer.unsynced.clear();
    let entry = next(&mut session);
    append(&mut writer, &entry, &session);
    assert_eq!(writer.number(), 2);
    write(&mut writer, &mut session, 2);
    let second = std::fs::read(folder.join("journal.2.jsonl")).unwrap();
    let head = codec::decode(second.split(|byte| *byte == b'\n').next().unwrap());
    assert!(matches!(head, JournalLine::Entry(head) if head.n == 5));
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

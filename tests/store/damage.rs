//! Any damage to one file leaves the notes complete.

use std::collections::BTreeSet;
use std::path::Path;

use forty::domain::session::Session;
use forty::domain::session::event::Event;
use forty::store::read;
use forty::store::{ReadFrom, ScanStep, visit};

use crate::fixture::{Desk, ID, OTHER_ID, copy, lines, notes, put, sealed};

/// Promise 3.
#[test]
fn a_torn_tail_of_any_length_is_no_damage_and_leaves_all_events_before_it() {
    let dir = tempfile::tempdir().unwrap();
    let mut desk = Desk::start(dir.path(), ID);
    desk.type_text("p95 \u{1f469} \"\\\"\n");
    let folder = desk.folder();
    drop(desk);
    let path = folder.join("journal.jsonl");
    let lines = lines(&path);
    let sure = lines.len() - 8;
    let from: usize = lines[..sure].iter().map(Vec::len).sum();
    let whole = lines.concat();
    for cut in from..=whole.len() {
        put(&path, &whole[..cut]);
        let found = read(&folder).unwrap();
        let left = whole[..cut].split(|byte| *byte == b'\n').count() - 1;
        let torn = cut > 0 && whole[cut - 1] != b'\n';
        assert_eq!(found.session.n, left as u64);
        assert!(!found.session.damaged, "cut at {cut}");
        assert_eq!(found.source, ReadFrom::Journal);
        let told = found.remarks.join("\n");
        assert_eq!(told.contains("the last line is torn"), torn, "{told}");
    }
}

/// Promise 3.
#[test]
fn zeros_after_the_last_line_are_a_torn_tail() {
    let dir = tempfile::tempdir().unwrap();
    let (written, _, folder) = Desk::killed(dir.path(), ID);
    let path = folder.join("journal.jsonl");
    let mut bytes = std::fs::read(&path).unwrap();
    bytes.extend([0; 5000]);
    put(&path, &bytes);
    let found = read(&folder).unwrap();
    assert_eq!(notes(&found.session), notes(&written));
    assert!(!found.session.damaged);
}

/// Promise 3.
#[test]
fn any_lost_line_of_a_finished_journal_costs_none_of_the_final_notes() {
    let dir = tempfile::tempdir().unwrap();
    let (written, folder) = Desk::finished(dir.path(), ID);
    let path = folder.join("journal.jsonl");
    std::fs::remove_file(folder.join("checkpoint.jsonl")).unwrap();
    let lines = lines(&path);
    // The plan is in the head and the end in the finish; without them the checkpoint is read.
    for lost in 1..lines.len() - 1 {
        let mut left = lines.clone();
        left.remove(lost);
        put(&path, &left.concat());
        let found = read(&folder).unwrap();
        assert_eq!(notes(&found.session), notes(&written), "line {lost}");
        assert!(found.session.damaged);
        assert!(!found.session.edited_later);
        let told = found.remarks.join("\n");
        assert!(
            told.contains(&format!("event {} is missing", lost + 1)),
            "{told}"
        );
    }
}

/// Promise 3.
#[test]
fn after_a_lost_line_edits_count_again_within_200_of_them() {
    let dir = tempfile::tempdir().unwrap();
    let (_, entries, folder) = Desk::killed(dir.path(), ID);
    let path = folder.join("journal.jsonl");
    let lines = lines(&path);
    for lost in (1..lines.len() - 1).step_by(7) {
        let mut left = lines.clone();
        left[lost] = b"no line of ours\n".to_vec();
        put(&path, &left.concat());
        let mut truth = Session::new(crate::fixture::head(ID));
        let mut entries = entries.iter();
        let mut read = truth.clone();
        let mut wrong = 0;
        visit(&folder, |step| match step {
            ScanStep::Gap => read.mark_gap(),
            ScanStep::Entry(entry) => {
                for known in entries.by_ref() {
                    truth.apply(known);
                    if known.n == entry.n {
                        break;
                    }
                }
                read.apply(entry);
                let place = read.stage;
                let edit = matches!(entry.event, Event::Edit { .. });
                let right = truth.stages[place].notes.to_string();
                wrong += usize::from(edit && read.stages[place].notes != right);
            }
        })
        .unwrap();
        assert!(wrong <= 200, "{wrong} after line {lost}");
    }
}

#[test]
fn garbage_between_lines_loses_no_event_and_gives_a_remark() {
    let dir = tempfile::tempdir().unwrap();
    let (written, _, folder) = Desk::killed(dir.path(), ID);
    let path = folder.join("journal.jsonl");
    let mut lines = lines(&path);
    lines.insert(20, b"\xff\xfe rubbish {\n".to_vec());
    lines.insert(21, lines[3].clone());
    put(&path, &lines.concat());
    let found = read(&folder).unwrap();
    assert_eq!(notes(&found.session), notes(&written));
    assert!(found.session.damaged);
    assert_eq!(
        found.remarks[0],
        "`journal.jsonl`: line 21 cannot be read, left out"
    );
}

#[test]
fn a_repeated_number_is_skipped() {
    let dir = tempfile::tempdir().unwrap();
    let (written, _, folder) = Desk::killed(dir.path(), ID);
    let path = folder.join("journal.jsonl");
    let lines = lines(&path);
    // A file sync service kept both versions.
    put(&folder.join("journal.2.jsonl"), &lines.concat());
    let doubled: Vec<Vec<u8>> = lines
        .iter()
        .flat_map(|line| [line.clone(), line.clone()])
        .collect();
    put(&path, &doubled.concat());
    let found = read(&folder).unwrap();
    assert_eq!(notes(&found.session), notes(&written));
    assert_eq!(found.session.timeline_now(), written.timeline_now());
    assert_eq!(found.session.stages[0].hints.len(), 1);
    assert!(!found.session.damaged);
    assert_eq!(found.remarks, Vec::<String>::new());
}

/// Every kind of damage to one file, as its new bytes; `None` if the file is deleted.
fn faults(bytes: &[u8], others: &[u8]) -> Vec<(String, Option<Vec<u8>>)> {
    let length = bytes.len();
    let mut faults = vec![
        ("missing".to_owned(), None),
        ("empty".to_owned(), Some(Vec::new())),
        ("zeroed".to_owned(), Some(vec![0; length])),
        ("another session's".to_owned(), Some(others.to_vec())),
        ("not text".to_owned(), Some(vec![0xff; length])),
    ];
    for part in 0..12 {
        let at = length * part / 12;
        let mut flipped = bytes.to_vec();
        if let Some(byte) = flipped.get_mut(at) {
            *byte ^= 1 << (part % 8);
        }
        faults.push((format!("flipped at {at}"), Some(flipped)));
        faults.push((format!("cut at {at}"), Some(bytes[..at].to_vec())));
        let mut block = bytes.to_vec();
        block[at..(at + 512).min(length)].fill(0);
        faults.push((format!("zeroed from {at}"), Some(block)));
    }
    let ends = (1..=length).filter(|end| bytes[end - 1] == b'\n');
    for end in ends.step_by(23) {
        let fault = format!("cut after a line at {end}");
        faults.push((fault, Some(bytes[..end].to_vec())));
    }
    faults
}

fn each_fault(folder: &Path, other: &Path, check: impl Fn(&Path, &str, &str)) {
    for name in [
        "journal.jsonl",
        "checkpoint.jsonl",
        "session.toml",
        "notes.md",
        "design.toml",
        "lock",
    ] {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        let others = std::fs::read(other.join(name)).unwrap();
        for (fault, after) in faults(&bytes, &others) {
            let dir = tempfile::tempdir().unwrap();
            let copied = copy(folder, dir.path());
            match after {
                Some(after) => put(&copied.join(name), &after),
                None => std::fs::remove_file(copied.join(name)).unwrap(),
            }
            check(&copied, name, &fault);
        }
    }
}

/// Promise 4.
#[test]
fn any_one_file_of_a_finished_session_may_be_damaged_and_the_notes_are_all_there() {
    let dir = tempfile::tempdir().unwrap();
    let (written, folder) = Desk::finished(dir.path(), ID);
    let (_, other) = Desk::finished(dir.path(), OTHER_ID);
    each_fault(&folder, &other, |copied, name, fault| {
        let found = read(copied).unwrap_or_else(|why| panic!("{name} {fault}: {why}"));
        assert_eq!(notes(&found.session), notes(&written), "{name} {fault}");
        assert_eq!(
            found.session.head.candidate, written.head.candidate,
            "{name} {fault}"
        );
    });
}

/// Promise 4.
#[test]
fn any_one_file_of_a_killed_session_may_be_damaged_and_costs_at_most_what_came_after_the_checkpoint()
 {
    let dir = tempfile::tempdir().unwrap();
    let (written, entries, folder) = Desk::killed(dir.path(), ID);
    let (_, _, other) = Desk::killed(dir.path(), OTHER_ID);
    let last = lines(&folder.join("checkpoint.jsonl")).pop().unwrap();
    let last: serde_json::Value = serde_json::from_slice(&last).unwrap();
    let from = last["n"].as_u64().unwrap();
    let mut session = Session::new(written.head.clone());
    let mut later = vec![BTreeSet::new(); session.stages.len()];
    for entry in &entries {
        session.apply(entry);
        for (stage, text) in notes(&session).into_iter().enumerate() {
            if entry.n >= from {
                later[stage].insert(text);
            }
        }
    }
    each_fault(&folder, &other, |copied, name, fault| {
        let found = read(copied).unwrap_or_else(|why| panic!("{name} {fault}: {why}"));
        let found = notes(&found.session);
        if name != "journal.jsonl" {
            assert_eq!(found, notes(&written), "{name} {fault}");
        }
        for (stage, text) in found.iter().enumerate() {
            assert!(later[stage].contains(text), "{name} {fault}: {text:?}");
        }
    });
}

/// Promise 4.
#[test]
fn the_events_of_a_damaged_journal_after_the_checkpoint_are_applied() {
    let dir = tempfile::tempdir().unwrap();
    let (written, _, folder) = Desk::killed(dir.path(), ID);
    let path = folder.join("journal.jsonl");
    let mut lines = lines(&path);
    lines.drain(10..40);
    put(&path, &lines.concat());
    let found = read(&folder).unwrap();
    assert_eq!(found.source, ReadFrom::Both);
    assert_eq!(notes(&found.session), notes(&written));
    assert_eq!(found.session.timeline_now(), written.timeline_now());
    assert_eq!(found.session.stages[1].covered, written.stages[1].covered);
    assert!(found.session.damaged);
}

#[test]
fn an_edit_beyond_the_end_of_the_notes_marks_the_session_damaged() {
    let dir = tempfile::tempdir().unwrap();
    let (written, _, folder) = Desk::killed(dir.path(), ID);
    let path = folder.join("journal.jsonl");
    let mut bytes = std::fs::read(&path).unwrap();
    let n = written.n + 1;
    let ms = written.at.as_millis();
    bytes.extend(sealed(&format!(
        r#"{{"n":{n},"ms":{ms},"kind":"edit","stage":2,"at":999,"removed":5,"inserted":"x"}}"#
    )));
    put(&path, &bytes);
    let found = read(&folder).unwrap();
    assert!(found.session.damaged);
    assert_eq!(notes(&found.session), notes(&written));
}

//! A session is read exactly as it was written.

use std::time::Duration;

use forty::domain::interview::Interview;
use forty::domain::session::Session;
use forty::domain::session::event::Event;
use forty::store::{ReadFrom, SaveState, ScanStep, Summary, visit};
use forty::store::{list, read};

use crate::fixture::{DESIGN_TEXT, Desk, ID, notes, notes_md};

pub fn same(found: &Session, written: &Session) {
    assert_eq!(found.head, written.head);
    assert_eq!(notes(found), notes(written));
    assert_eq!(found.timeline_now(), written.timeline_now());
    assert_eq!(found.condition(), written.condition());
    assert_eq!(found.gaps, written.gaps);
    assert_eq!((found.n, found.at), (written.n, written.at));
    assert_eq!(found.ended, written.ended);
    assert_eq!(found.run, written.run);
    assert_eq!(found.last_wall(), written.last_wall());
    assert_eq!(found.notes_crc, written.notes_crc);
    for (found, written) in found.stages.iter().zip(&written.stages) {
        assert_eq!(found.covered, written.covered);
        assert_eq!(found.hints, written.hints);
        assert_eq!(found.entered, written.entered);
        assert_eq!(found.asked, written.asked);
        assert_eq!(found.follow_ups, written.follow_ups);
        assert_eq!(found.evidence, written.evidence);
        assert_eq!(found.not_shown, written.not_shown);
        assert_eq!(found.level, written.level);
        assert_eq!(found.reference_opened, written.reference_opened);
        assert_eq!(found.marked_after_reference, written.marked_after_reference);
    }
    assert_eq!(found.next_time, written.next_time);
}

/// Promise 1.
#[test]
fn a_killed_session_is_read_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let (written, _, folder) = Desk::killed(dir.path(), ID);
    let found = read(&folder).unwrap();
    same(&found.session, &written);
    assert_eq!(found.source, ReadFrom::Journal);
    assert_eq!(found.remarks, Vec::<String>::new());
    assert_eq!(found.design_text.as_deref(), Ok(DESIGN_TEXT));
}

#[test]
fn a_finished_session_is_read_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let (written, folder) = Desk::finished(dir.path(), ID);
    let found = read(&folder).unwrap();
    same(&found.session, &written);
    assert!(found.session.is_finished());
    assert_eq!(found.remarks, Vec::<String>::new());
}

#[test]
fn lines_keep_the_time_of_their_last_edit() {
    let dir = tempfile::tempdir().unwrap();
    let (written, _, folder) = Desk::killed(dir.path(), ID);
    let found = read(&folder).unwrap().session;
    for (found, written) in found.stages.iter().zip(&written.stages) {
        for line in 0..written.notes.line_count() {
            assert_eq!(found.notes.touched(line), written.notes.touched(line));
        }
    }
}

/// Promise 4.
#[test]
fn the_checkpoint_alone_gives_the_whole_session_with_the_times_of_lines() {
    let dir = tempfile::tempdir().unwrap();
    let (mut written, folder) = Desk::finished(dir.path(), ID);
    std::fs::remove_file(folder.join("journal.jsonl")).unwrap();
    let found = read(&folder).unwrap();
    // A session without a journal says so.
    written.damaged = true;
    same(&found.session, &written);
    for (found, written) in found.session.stages.iter().zip(&written.stages) {
        assert_eq!(found.notes.touched_times(), written.notes.touched_times());
    }
    assert_eq!(found.source, ReadFrom::Checkpoint);
    let told = found.remarks.join("\n");
    assert!(told.contains("`journal.jsonl` is missing"), "{told}");
    assert!(
        told.contains("the checkpoint in `checkpoint.jsonl` is shown"),
        "{told}"
    );
}

#[test]
fn a_visit_hands_out_every_entry_once_and_in_order() {
    let dir = tempfile::tempdir().unwrap();
    let (_, entries, folder) = Desk::killed(dir.path(), ID);
    let mut visited = Vec::new();
    visit(&folder, |step| match step {
        ScanStep::Entry(entry) => visited.push(entry.clone()),
        ScanStep::Gap => panic!("no gap"),
    })
    .unwrap();
    assert_eq!(visited, entries);
}

#[test]
fn the_summary_is_that_of_the_session() {
    let dir = tempfile::tempdir().unwrap();
    let (written, folder) = Desk::finished(dir.path(), ID);
    let listing = list(folder.parent().unwrap()).unwrap();
    let bytes = folder.join("journal.jsonl").metadata().unwrap().len();
    assert_eq!(listing.sessions[0].summary, Summary::of(&written, bytes));
}

#[test]
fn the_summary_is_a_small_file_without_the_notes() {
    let dir = tempfile::tempdir().unwrap();
    let (_, folder) = Desk::finished(dir.path(), ID);
    let text = std::fs::read_to_string(folder.join("session.toml")).unwrap();
    assert!(text.contains("\nformat = 1\nid = "), "{text}");
    assert!(text.len() <= 4096 && !text.contains("every word of it is kept"));
}

#[test]
fn names_of_any_length_are_kept_and_leave_the_summary_small() {
    let dir = tempfile::tempdir().unwrap();
    let mut head = crate::fixture::head(ID);
    head.candidate = "\u{1f469}".repeat(5000);
    head.design.title = "\"".repeat(3000);
    let stage = head.plan.stages[0].clone();
    head.plan.stages = vec![stage; 64];
    let mut recorder = forty::store::Recorder::create(dir.path(), &head, DESIGN_TEXT).unwrap();
    let now = crate::fixture::reading(Duration::ZERO);
    let mut interview = Interview::start(head.clone(), now);
    recorder.append(&interview.take_outbox(), interview.session());
    recorder.checkpoint(interview.session(), notes_md);
    assert_eq!(recorder.flush(), SaveState::Saved);
    let path = recorder.folder().join("session.toml");
    assert!(path.metadata().unwrap().len() <= 4096);
    let summary = list(dir.path()).unwrap().sessions.remove(0).summary;
    assert_eq!(summary.candidate, "\u{1f469}".repeat(120));
    assert_eq!(summary.stages, []);
    std::fs::remove_file(recorder.folder().join("journal.jsonl")).unwrap();
    assert_eq!(read(recorder.folder()).unwrap().session.head, head);
}

#[test]
fn keys_of_another_program_stay_in_the_summary() {
    let dir = tempfile::tempdir().unwrap();
    let (session, folder) = Desk::finished(dir.path(), ID);
    let path = folder.join("session.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let text = text.replacen(
        "format = 1\n",
        "format = 1\nhouse = \"mine\"\n\"odd key\" = 1979-05-27\n",
        1,
    );
    let text = text + "\n[other]\na.b = [1]\n";
    crate::fixture::put(&path, text.as_bytes());

    let (_, mut recorder) = forty::store::Recorder::open(&folder, &crate::fixture::wall()).unwrap();
    for _ in 0..2 {
        recorder.checkpoint(&session, notes_md);
        recorder.flush();
    }
    let table: toml::Table = toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    assert_eq!(table["house"].as_str(), Some("mine"));
    assert_eq!(table["other"]["a"]["b"][0].as_integer(), Some(1));
    assert!(table["odd key"].is_datetime());
}

#[test]
fn a_checkpoint_repeats_the_journal_without_edits_keyframes_and_heartbeats() {
    let dir = tempfile::tempdir().unwrap();
    let (written, folder) = Desk::finished(dir.path(), ID);
    let journal = crate::fixture::lines(&folder.join("journal.jsonl"));
    let checkpoint = crate::fixture::lines(&folder.join("checkpoint.jsonl"));
    let kind = |line: &[u8]| {
        let line: serde_json::Value = serde_json::from_slice(line).unwrap();
        line["kind"].as_str().unwrap().to_owned()
    };
    let dropped = |line: &&Vec<u8>| !["edit", "keyframe", "here"].contains(&&*kind(line));
    let repeated = checkpoint.iter().filter(dropped);
    let repeated = repeated.filter(|line| kind(line) != "checkpoint");
    assert!(repeated.eq(journal.iter().filter(dropped)));
    let keyframes = checkpoint.iter().filter(|line| kind(line) == "keyframe");
    assert_eq!(keyframes.count(), 3);
    let last = checkpoint.last().unwrap();
    assert_eq!(kind(last), "checkpoint");
    let last: serde_json::Value = serde_json::from_slice(last).unwrap();
    assert_eq!(last["n"].as_u64(), Some(written.n));
    assert_eq!(last["lines"].as_u64(), Some(checkpoint.len() as u64 - 1));
}

#[test]
fn an_unknown_kind_is_skipped() {
    let dir = tempfile::tempdir().unwrap();
    let mut desk = Desk::start(dir.path(), ID);
    desk.wait(Duration::from_secs(1));
    let n = desk.interview.session().n + 1;
    let path = desk.folder().join("journal.jsonl");
    let mut bytes = std::fs::read(&path).unwrap();
    let line = format!(r#"{{"n":{n},"ms":1500,"kind":"applause","by":["all"],"stage":0}}"#);
    bytes.extend(crate::fixture::sealed(&line));
    crate::fixture::put(&path, &bytes);
    let found = read(&desk.folder()).unwrap();
    assert_eq!(found.remarks, ["`checkpoint.jsonl` is missing"]);
    assert_eq!((found.session.n, found.session.damaged), (n, false));
    assert_eq!(found.session.at, Duration::from_millis(1500));
}

#[test]
fn events_after_the_finish_keep_its_time_and_count_wall_seconds() {
    let entry = forty::domain::session::event::Entry {
        n: 9,
        at: Duration::from_secs(60),
        after: Some(30),
        event: Event::Here,
    };
    let dir = tempfile::tempdir().unwrap();
    let mut desk = Desk::start(dir.path(), ID);
    desk.act(Interview::finish);
    let mut entry = entry;
    entry.n = desk.interview.session().n + 1;
    entry.at = desk.interview.session().at;
    let session = desk.interview.session();
    desk.recorder.append(std::slice::from_ref(&entry), session);
    let mut last = None;
    visit(&desk.folder(), |step| {
        if let ScanStep::Entry(entry) = step {
            last = Some(entry.clone());
        }
    })
    .unwrap();
    assert_eq!(last, Some(entry));
}

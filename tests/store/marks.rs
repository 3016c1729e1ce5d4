//! Questions, follow-ups and debrief marks are read again from the journal and from the checkpoint.

use forty::domain::interview::Interview;
use forty::domain::session::Session;
use forty::domain::session::event::{Entry, Event, Evidence};
use forty::store::{ReadFrom, SaveState};
use forty::store::{list, read};

use crate::fixture::{Desk, ID};
use crate::round_trip::same;

fn evidence() -> Evidence {
    Evidence {
        look_for: "Names a \"number\"\nand \u{202e}where".to_owned(),
        level: "strong".to_owned(),
        in_stage: 1,
        line: 2,
        text: "日本 \\ p95\r".to_owned(),
    }
}

fn heard() -> [Event; 3] {
    let asked = |typed: &str, reply: Option<&str>| Event::Asked {
        stage: 1,
        typed: typed.to_owned(),
        question: reply.map(|_| "How many?".to_owned()),
        answer: reply.map(str::to_owned),
        close: reply
            .is_none()
            .then(|| "How “many”?\n".to_owned())
            .into_iter()
            .collect(),
    };
    [
        asked("how many \u{1b}[31m", Some("4M\na day")),
        asked("", None),
        Event::FollowUp {
            stage: 1,
            follow_up: 3,
            ask: "Why \"that\"?".to_owned(),
        },
    ]
}

fn judged() -> [Event; 9] {
    let shown = |item| Event::ItemShown {
        stage: 1,
        item,
        evidence: evidence(),
    };
    let not_shown = |item| Event::ItemNotShown { stage: 1, item };
    [
        shown(4),
        not_shown(0),
        not_shown(2),
        shown(7),
        Event::StageClosed { stage: 1, level: 3 },
        Event::StageClosed { stage: 2, level: 1 },
        Event::ReferenceOpened { stage: 1 },
        shown(0),
        Event::NextTime {
            text: "say \"why\"\nfirst".to_owned(),
        },
    ]
}

/// A finished and debriefed session, and its folder.
fn debriefed(dir: &std::path::Path) -> (Session, std::path::PathBuf) {
    let mut desk = Desk::start(dir, ID);
    desk.work();
    for event in heard() {
        desk.act(|interview, now| interview.record_now(event, now));
    }
    desk.act(Interview::finish);
    let mut session = desk.interview.session().clone();
    for (place, event) in judged().into_iter().enumerate() {
        let entry = Entry {
            n: session.n + 1,
            at: session.at,
            after: Some(place as u64),
            event,
        };
        session.apply(&entry);
        desk.recorder.append(&[entry], &session);
    }
    desk.recorder.checkpoint(&session, |_| String::new());
    let folder = desk.folder();
    assert_eq!(desk.recorder.close(), SaveState::Saved);
    (session, folder)
}

#[test]
fn a_debriefed_session_is_read_as_it_was_written() {
    let dir = tempfile::tempdir().unwrap();
    let (written, folder) = debriefed(dir.path());
    let found = read(&folder).unwrap();
    assert_eq!((found.source, found.remarks.len()), (ReadFrom::Journal, 0));
    same(&found.session, &written);
    let page = &found.session.stages[1];
    assert_eq!((page.asked.len(), page.follow_ups.len()), (2, 1));
    assert_eq!(page.evidence.keys().collect::<Vec<_>>(), [&0, &4, &7]);
    assert!(page.reference_opened && page.marked_after_reference);
}

#[test]
fn the_checkpoint_alone_restores_questions_and_marks() {
    let dir = tempfile::tempdir().unwrap();
    let (mut written, folder) = debriefed(dir.path());
    std::fs::remove_file(folder.join("journal.jsonl")).unwrap();
    let found = read(&folder).unwrap();
    written.damaged = true;
    assert_eq!(found.source, ReadFrom::Checkpoint);
    same(&found.session, &written);
    assert_eq!(found.session.stages[1].evidence[&4], evidence());
}

#[test]
fn the_summary_has_the_levels_of_closed_stages() {
    let dir = tempfile::tempdir().unwrap();
    let (_, folder) = debriefed(dir.path());
    let levels = list(folder.parent().unwrap()).unwrap().sessions[0]
        .summary
        .levels
        .clone();
    let wanted = [("data-pipeline", 3), ("monitoring", 1)];
    assert_eq!(
        levels,
        wanted.map(|(id, level)| (id.to_owned(), level)).into()
    );
}

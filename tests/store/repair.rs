//! `forty repair`: a new session from what can be read of a damaged one, which stays as it is.

use std::path::Path;

use forty::domain::session::{Condition, Session};
use forty::store::{self, NotesPage, ReadFrom, Recorder, Repaired, StoreError, read, reviews};

use crate::fixture::{
    DESIGN_TEXT, Desk, ID, OTHER_ID, copy, lines, notes, notes_md, put, tree, wall,
};

/// Repairs a session into the folder that has it.
fn repair(
    folder: &Path,
    random: u16,
    design: impl FnOnce(&str) -> Option<String>,
    page: NotesPage,
) -> Result<Option<Repaired>, StoreError> {
    store::repair(folder, folder.parent().unwrap(), random, design, page)
}

/// Repairs a session, asserts that it is unchanged, and reads the new one.
fn repaired(folder: &Path) -> (Repaired, Session) {
    let before = tree(folder);
    let done = repair(folder, 0xbeef, |_| None, notes_md).unwrap().unwrap();
    assert!(tree(folder) == before, "the damaged session has changed");
    let found = read(&done.folder).unwrap();
    assert_eq!(found.source, ReadFrom::Journal);
    (done, found.session)
}

type Damage = fn(&Path);

/// Every way of damage to one file of a finished and of a killed session.
#[test]
fn a_repaired_session_has_the_notes_that_could_be_read_and_no_damage_in_its_files() {
    let dir = tempfile::tempdir().unwrap();
    let (_, finished) = Desk::finished(dir.path(), ID);
    let (_, _, killed) = Desk::killed(dir.path(), OTHER_ID);
    let damages: [(&str, Damage); 7] = [
        ("the journal is lost", |folder| {
            std::fs::remove_file(folder.join("journal.jsonl")).unwrap();
        }),
        (
            "the checkpoint is lost, and lines of the journal",
            |folder| {
                std::fs::remove_file(folder.join("checkpoint.jsonl")).unwrap();
                let path = folder.join("journal.jsonl");
                let mut lines = lines(&path);
                lines.drain(40..60);
                lines.remove(90);
                put(&path, &lines.concat());
            },
        ),
        ("lines of the journal are lost", |folder| {
            let path = folder.join("journal.jsonl");
            let mut lines = lines(&path);
            lines.drain(100..140);
            put(&path, &lines.concat());
        }),
        ("the journal is cut", |folder| {
            let path = folder.join("journal.jsonl");
            let bytes = std::fs::read(&path).unwrap();
            put(&path, &bytes[..bytes.len() / 2]);
        }),
        ("the journal is zeroed in the middle", |folder| {
            let path = folder.join("journal.jsonl");
            let mut bytes = std::fs::read(&path).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle..middle + 700].fill(0);
            put(&path, &bytes);
        }),
        ("the checkpoint is not text", |folder| {
            put(&folder.join("checkpoint.jsonl"), &[0xff; 900]);
        }),
        ("the design is lost", |folder| {
            std::fs::remove_file(folder.join("design.toml")).unwrap();
        }),
    ];
    for (what, damage) in damages {
        for folder in [&finished, &killed] {
            let place = tempfile::tempdir().unwrap();
            let copied = copy(folder, place.path());
            damage(&copied);
            let readable = read(&copied).unwrap();
            let (done, session) = repaired(&copied);
            assert_eq!(notes(&session), notes(&readable.session), "{what}");
            assert_eq!(session.is_finished(), readable.session.is_finished());
            assert_eq!(session.timeline_now(), readable.session.timeline_now());
            assert_eq!(
                session.stages[0].covered,
                readable.session.stages[0].covered
            );
            assert_eq!(
                session.edited_later, readable.session.edited_later,
                "{what}"
            );
            // Its files are whole, and all the same it never counts as clean.
            assert!(!session.damaged, "{what}");
            assert!(session.condition().contains(&Condition::Damaged));
            assert_eq!(done.lost, readable.remarks, "{what}");
            let lost_design = what.contains("design");
            let remarks = read(&done.folder).unwrap().remarks;
            assert_eq!(remarks.is_empty(), !lost_design, "{what}: {remarks:?}");
            if !session.is_finished() {
                Recorder::open(&done.folder, &wall()).unwrap();
            }
        }
    }
}

#[test]
fn a_lost_design_comes_from_the_library_and_readable_reviews_come_along() {
    let dir = tempfile::tempdir().unwrap();
    let (_, folder) = Desk::finished(dir.path(), ID);
    std::fs::remove_file(folder.join("design.toml")).unwrap();
    std::fs::create_dir(folder.join("reviews")).unwrap();
    let review = format!("format = 1\ncoach = \"Grace\"\nkey = \"k\"\nsession = \"{ID}\"\n");
    put(&folder.join("reviews/grace-0001.toml"), review.as_bytes());
    put(&folder.join("reviews/linus-0001.toml"), b"format = ");
    let design = |id: &str| (id == "caption-generator").then(|| DESIGN_TEXT.to_owned());
    let done = repair(&folder, 1, design, notes_md).unwrap().unwrap();
    let found = read(&done.folder).unwrap();
    assert_eq!(found.design_text.as_deref(), Ok(DESIGN_TEXT));
    assert!(found.remarks.is_empty(), "{:?}", found.remarks);
    let (reviews, remarks) = reviews(&done.folder, &found.session);
    assert_eq!((reviews.len(), remarks.len()), (1, 0));
    assert_eq!(reviews[0].review.coach, "Grace");
    let lost = done.lost.join("\n");
    assert!(
        lost.contains("design.toml") && lost.contains("linus-0001"),
        "{lost}"
    );
}

#[test]
fn a_whole_session_a_running_one_and_a_lost_one_are_not_repaired() {
    let dir = tempfile::tempdir().unwrap();
    let (_, whole) = Desk::finished(dir.path(), ID);
    assert!(repair(&whole, 1, |_| None, notes_md).unwrap().is_none());
    let running = Desk::start(dir.path(), OTHER_ID);
    let error = repair(&running.folder(), 1, |_| None, notes_md).unwrap_err();
    assert!(matches!(error, StoreError::InUse { .. }), "{error}");
    for name in ["journal.jsonl", "checkpoint.jsonl"] {
        put(&whole.join(name), b"nothing\n");
    }
    let error = repair(&whole, 1, |_| None, notes_md).unwrap_err();
    assert!(matches!(error, StoreError::Lost { .. }), "{error}");
    assert_eq!(
        std::fs::read_dir(dir.path().join("sessions"))
            .unwrap()
            .count(),
        2
    );
}

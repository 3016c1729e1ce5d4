//! A full disk: what was saved is complete, and the rest stays in memory until there is space. Promise 5. The tests mount a
//! small disk in their own namespace; where the system forbids that, only the writer's unit tests cover this.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use forty::domain::judging::review::{CoachMark, Review};
use forty::store::read;
use forty::store::{Coach, ReadFrom, ReviewFile, SaveState, Scores, reviews};

use crate::fixture::{Desk, ID, OTHER_ID, notes, put, wall};

const PLACE: &str = "FORTY_TEST_SMALL_DISK";

/// Runs a test of this file again with a disk of 8 MiB; `None` in the outer run.
fn small_disk(test: &str) -> Option<PathBuf> {
    if let Ok(place) = std::env::var(PLACE) {
        return Some(place.into());
    }
    let dir = tempfile::tempdir().unwrap();
    let run = "mount -t tmpfs -o size=8m tmpfs \"$1\" 2>/dev/null || exit 77; \
               exec \"$0\" --exact \"$2\" --nocapture";
    let mut command = Command::new("unshare");
    command.args(["-rm", "sh", "-c", run]);
    command
        .arg(std::env::current_exe().unwrap())
        .arg(dir.path())
        .arg(test);
    let out = command.env(PLACE, dir.path()).output();
    if let Ok(out) = out {
        let said = String::from_utf8_lossy(&out.stdout) + String::from_utf8_lossy(&out.stderr);
        let may_not = out.status.code() == Some(77) || said.contains("unshare failed");
        assert!(out.status.success() || may_not, "{said}");
    }
    None
}

fn fill(place: &Path) -> PathBuf {
    use std::io::Write;
    let path = place.join("filler");
    put(&path, b"");
    let mut file = std::fs::OpenOptions::new()
        .append(true)
        .open(&path)
        .unwrap();
    for size in [64 * 1024, 4096, 1] {
        while file
            .write(&vec![b'x'; size])
            .is_ok_and(|written| written == size)
        {}
    }
    path
}

#[test]
fn a_full_disk_still_takes_a_mebibyte_then_says_so_and_catches_up_by_itself() {
    let test =
        "full_disk::a_full_disk_still_takes_a_mebibyte_then_says_so_and_catches_up_by_itself";
    let Some(place) = small_disk(test) else {
        return;
    };
    let mut desk = Desk::start(&place, ID);
    desk.type_text("before");
    assert_eq!(desk.checkpoint(), SaveState::Saved);
    let filler = fill(&place);
    let length = |desk: &Desk| {
        let path = desk.folder().join("journal.jsonl");
        path.metadata().unwrap().len()
    };
    let before = length(&desk);
    let line = "0123456789abcde\n".repeat(64);
    let lost = loop {
        if let SaveState::NotSaved(why) = desk.insert(&line) {
            break why;
        }
    };
    let taken = length(&desk) - before;
    assert!(taken >= 1024 * 1024, "{taken}");
    assert!(lost.contains("no space left"), "{lost}");

    // The saved lines are complete, up to the last one that was written.
    let found = read(&desk.folder()).unwrap();
    assert_eq!(found.remarks, Vec::<String>::new());
    assert_eq!(found.session.n, desk.interview.session().n - 1);

    // The state is "not saved" until everything is saved, and nothing typed meanwhile is lost.
    assert!(matches!(desk.insert("more\n"), SaveState::NotSaved(_)));
    let session = desk.interview.session().clone();
    let retried = desk.recorder.retry(&session);
    assert!(matches!(retried, SaveState::NotSaved(_)));
    assert!(matches!(desk.checkpoint(), SaveState::NotSaved(_)));
    assert_eq!(read(&desk.folder()).unwrap().source, ReadFrom::Journal);
    std::fs::remove_file(filler).unwrap();
    desk.recorder.retry(&session);
    assert_eq!(desk.recorder.flush(), SaveState::Saved);
    let found = read(&desk.folder()).unwrap();
    assert_eq!(notes(&found.session), notes(desk.interview.session()));
    assert!(!found.session.damaged);
    assert_eq!(found.remarks, Vec::<String>::new());
}

#[test]
fn the_space_in_reserve_is_given_back_at_the_end() {
    let test = "full_disk::the_space_in_reserve_is_given_back_at_the_end";
    let Some(place) = small_disk(test) else {
        return;
    };
    let mut desk = Desk::start(&place, ID);
    desk.type_text("little");
    let path = desk.folder().join("journal.jsonl");
    assert!(path.metadata().unwrap().blocks() * 512 >= 1024 * 1024);
    assert_eq!(desk.recorder.close(), SaveState::Saved);
    assert!(path.metadata().unwrap().blocks() * 512 < 64 * 1024);
}

#[test]
fn an_unsaved_session_can_be_written_whole_to_another_folder() {
    let test = "full_disk::an_unsaved_session_can_be_written_whole_to_another_folder";
    let Some(place) = small_disk(test) else {
        return;
    };
    let mut desk = Desk::start(&place, OTHER_ID);
    desk.type_text("before");
    fill(&place);
    while desk.insert(&"x".repeat(4096)) == SaveState::Saved {}
    let elsewhere = tempfile::tempdir_in("/var/tmp").unwrap();
    let session = desk.interview.session().clone();
    let folder = desk
        .recorder
        .rescue(elsewhere.path(), &session, |_| "page".to_owned())
        .unwrap();
    let found = read(&folder).unwrap();
    assert_eq!(notes(&found.session), notes(&session));
    assert_eq!(found.remarks, Vec::<String>::new());
    assert_eq!(found.source, ReadFrom::Journal);
}

#[test]
fn a_review_that_finds_no_room_says_so_and_the_old_one_stands() {
    let test = "full_disk::a_review_that_finds_no_room_says_so_and_the_old_one_stands";
    let Some(place) = small_disk(test) else {
        return;
    };
    let (session, folder) = Desk::finished(&place, ID);
    let state = place.join("state");
    let coach = Coach::of("Ada", &state, 1, &wall()).unwrap().0;
    let (mut review, file, _) =
        ReviewFile::open(&folder, &session, &coach, &state, &wall()).unwrap();
    let save = |review: &Review, synced| file.save(review, &Scores::default(), synced);
    review.mark_rest(0, 8, &CoachMark::NotShown, wall());
    save(&review, true).unwrap();
    file.flush();
    let before = std::fs::read(file.path()).unwrap();
    let filler = fill(&place);
    review.mark_rest(1, 8, &CoachMark::NotAssessed, wall());
    for synced in [false, true] {
        let why = save(&review, synced).unwrap_err();
        let cause = std::error::Error::source(&why).unwrap().to_string();
        assert!(cause.to_lowercase().contains("no space left"), "{cause}");
        assert_eq!(std::fs::read(file.path()).unwrap(), before);
        let left = std::fs::read_dir(folder.join("reviews")).unwrap();
        assert_eq!(left.count(), 1);
    }
    std::fs::remove_file(filler).unwrap();
    save(&review, false).unwrap();
    assert_eq!(reviews(&folder, &session).0[0].review, review);
}

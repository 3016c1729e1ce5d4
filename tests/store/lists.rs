//! Lists of sessions, the trash, and the user's own designs.

use std::path::Path;
use std::time::Duration;

use forty::domain::interview::Interview;
use forty::store::list;
use forty::store::{
    Class, Paths, Recorder, Status, StoreError, delete, design_files, newest, restore,
};

use crate::fixture::{Desk, ID, OTHER_ID, notes, paths_in, put, wall};

#[test]
fn sessions_are_listed_newest_first_and_one_bad_folder_hides_no_other() {
    let dir = tempfile::tempdir().unwrap();
    let (_, folder) = Desk::finished(dir.path(), ID);
    Desk::killed(dir.path(), OTHER_ID);
    let sessions = folder.parent().unwrap();
    let empty = sessions.join("20261124-000000-empty-0000");
    std::fs::create_dir(&empty).unwrap();
    put(&empty.join("notes.md"), b"all that is left");
    std::fs::create_dir(sessions.join("No Session")).unwrap();
    std::fs::create_dir(sessions.join(".trash")).unwrap();
    put(&sessions.join("20261124-000000-a-file-0000"), b"");
    std::os::unix::fs::symlink(&folder, sessions.join("20261125-000000-a-link-0000")).unwrap();
    let listing = list(sessions).unwrap();
    let ids: Vec<&str> = listing
        .sessions
        .iter()
        .map(|listed| listed.summary.id.as_str())
        .collect();
    assert_eq!(ids.len(), 2);
    assert!(ids.contains(&ID) && ids.contains(&OTHER_ID));
    assert_eq!(listing.unreadable.len(), 1);
    assert_eq!(listing.unreadable[0].folder, empty);
    assert!(matches!(listing.unreadable[0].why, StoreError::Lost { .. }));
}

#[test]
fn a_folder_that_is_not_there_has_no_sessions() {
    let nowhere = Path::new("/nowhere/at/all");
    assert!(list(nowhere).unwrap().sessions.is_empty());
    assert!(design_files(nowhere).unwrap().is_empty());
}

#[test]
fn a_journal_is_opened_only_where_the_summary_does_not_know_all_of_it() {
    let dir = tempfile::tempdir().unwrap();
    let (session, folder) = Desk::finished(dir.path(), ID);
    let sessions = folder.parent().unwrap();
    let path = folder.join("journal.jsonl");
    let length = path.metadata().unwrap().len() as usize;
    let journal = std::fs::read(&path).unwrap();
    // The size is the same, so the journal is not read.
    put(&path, &vec![0; length]);
    let listed = list(sessions).unwrap().sessions.remove(0);
    assert_eq!(listed.summary.condition, ["paused"]);
    // The size differs, so the journal is read and fails.
    put(&path, &journal[..length / 2]);
    let listed = list(sessions).unwrap().sessions.remove(0);
    assert_eq!(listed.summary.condition, ["paused", "damaged"]);
    assert_eq!(listed.summary.elapsed, session.at);
}

#[test]
fn reviews_are_listed_by_name_and_only_ordinary_files_of_an_ordinary_folder() {
    let dir = tempfile::tempdir().unwrap();
    let (_, folder) = Desk::finished(dir.path(), ID);
    let sessions = folder.parent().unwrap();
    let names = || list(sessions).unwrap().sessions.remove(0).review_files;
    assert!(names().is_empty());
    let reviews = folder.join("reviews");
    std::fs::create_dir(&reviews).unwrap();
    for name in [
        "grace-00ff.toml",
        "ada-4f2a.toml",
        "ada-4f2a.toml.aside",
        ".a.toml",
    ] {
        put(&reviews.join(name), b"not even read");
    }
    std::fs::create_dir(reviews.join("folder.toml")).unwrap();
    std::os::unix::fs::symlink("ada-4f2a.toml", reviews.join("link.toml")).unwrap();
    assert_eq!(names(), ["ada-4f2a.toml", "grace-00ff.toml"]);
    let elsewhere = dir.path().join("elsewhere");
    std::fs::rename(&reviews, &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, &reviews).unwrap();
    assert!(names().is_empty());
}

#[test]
fn the_worst_overrun_is_that_of_one_stage() {
    let dir = tempfile::tempdir().unwrap();
    let mut desk = Desk::start(dir.path(), ID);
    for minutes in [7, 6] {
        desk.wait(Duration::from_secs(minutes * 60));
        desk.act(|interview, now| interview.next_stage(now).unwrap());
    }
    desk.act(Interview::finish);
    desk.checkpoint();
    let mut summary = list(desk.folder().parent().unwrap())
        .unwrap()
        .sessions
        .remove(0)
        .summary;
    assert_eq!(summary.over, Duration::from_secs(180));
    assert_eq!(summary.worst_over(), Some(Duration::from_secs(120)));
    summary.stages.clear();
    assert_eq!(summary.worst_over(), None);
}

#[test]
fn more_sessions_than_one_thread_looks_at_keep_their_order() {
    let dir = tempfile::tempdir().unwrap();
    let (_, folder) = Desk::finished(dir.path(), ID);
    let many = dir.path().join("many");
    let ids: Vec<String> = (0..150)
        .map(|place| format!("20261123-130512-caption-generator-{place:04}"))
        .collect();
    for id in &ids {
        let to = many.join(id);
        std::fs::create_dir_all(&to).unwrap();
        for name in ["session.toml", "journal.jsonl"] {
            let text = std::fs::read_to_string(folder.join(name)).unwrap();
            put(&to.join(name), text.replace(ID, id).as_bytes());
        }
    }
    std::fs::remove_file(many.join(&ids[7]).join("session.toml")).unwrap();
    let listing = list(&many).unwrap();
    // All started at the same time: sorted by name, the last first.
    let listed = listing.sessions.iter().map(|listed| &listed.summary.id);
    let expected = ids.iter().rev().filter(|id| **id != ids[7]);
    assert!(listed.eq(expected));
    assert_eq!(listing.unreadable.len(), 1);
    assert_eq!(listing.unreadable[0].folder, many.join(&ids[7]));
}

#[test]
fn a_killed_session_is_listed_as_its_journal_tells_it() {
    let dir = tempfile::tempdir().unwrap();
    let (session, _, folder) = Desk::killed(dir.path(), ID);
    let listed = list(folder.parent().unwrap()).unwrap().sessions.remove(0);
    assert_eq!(listed.summary.event, session.n);
    assert_eq!(listed.summary.elapsed, session.at);
    assert_eq!(listed.summary.status, Status::InProgress);
}

#[test]
fn the_newest_come_one_by_one_and_no_more_folders_are_opened_than_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    let (_, folder) = Desk::finished(dir.path(), ID);
    let (_, _, older) = Desk::killed(dir.path(), OTHER_ID);
    Desk::killed(dir.path(), "a-name-without-a-moment");
    let sessions = folder.parent().unwrap();
    std::fs::create_dir(sessions.join("20261124-000000-empty-0000")).unwrap();
    let later = wall() + Duration::from_secs(2 * 24 * 60 * 60);
    let ids = |now, most| -> Vec<String> {
        let newest = newest(sessions, &now, most).unwrap();
        newest.map(|listed| listed.summary.id).collect()
    };
    assert_eq!(ids(later, 9), [ID, OTHER_ID, "a-name-without-a-moment"]);
    assert_eq!(ids(later, 3), [ID, OTHER_ID]);
    assert!(
        ids(later, 1).is_empty(),
        "the empty folder is the one looked into"
    );
    // A start after now was dated by a wrong clock and comes after the others.
    assert_eq!(ids(wall(), 1), [ID]);
    let mut one_by_one = newest(sessions, &later, 9).unwrap();
    assert_eq!(one_by_one.next().unwrap().summary.id, ID);
    std::fs::remove_dir_all(older).unwrap();
    let next = one_by_one.next().unwrap().summary.id;
    assert_eq!(next, "a-name-without-a-moment");
}

#[test]
fn a_session_goes_to_the_trash_and_comes_back() {
    let dir = tempfile::tempdir().unwrap();
    let (session, folder) = Desk::finished(dir.path(), ID);
    let paths = paths_in(dir.path());
    let gone = delete(&paths, ID, &wall()).unwrap();
    assert_eq!(gone, [paths.trash.join(ID)]);
    assert!(!folder.exists());
    assert_eq!(restore(&paths, "20261123").unwrap(), folder);
    let found = forty::store::read(&folder).unwrap();
    assert_eq!(notes(&found.session), notes(&session));
    let again = restore(&paths, ID).unwrap_err();
    assert_eq!(again.class(), Class::NotFound);
}

#[test]
fn the_trash_keeps_every_session_and_gives_back_the_last_one_thrown_away() {
    let dir = tempfile::tempdir().unwrap();
    let paths = paths_in(dir.path());
    for text in ["first", "second"] {
        let mut desk = Desk::start(dir.path(), ID);
        desk.type_text(text);
        desk.recorder.discard(&paths.trash).unwrap();
    }
    let back = restore(&paths, ID).unwrap();
    let found = forty::store::read(&back).unwrap();
    assert_eq!(notes(&found.session)[0], "second");
    let taken = restore(&paths, ID).unwrap_err();
    assert!(matches!(taken, StoreError::Exists(_)), "{taken}");
}

/// Waits until the file system's coarse clock shows a later time.
fn let_the_disk_see_time_pass(dir: &Path) {
    use std::os::unix::fs::MetadataExt;
    let stamp = |name: &str| {
        let path = dir.join(name);
        put(&path, b"x");
        let about = path.metadata().unwrap();
        (about.ctime(), about.ctime_nsec())
    };
    let now = stamp("one");
    while stamp("other") == now {}
}

#[test]
fn the_last_in_the_trash_is_the_one_thrown_away_last_wherever_it_went() {
    let dir = tempfile::tempdir().unwrap();
    let paths = paths_in(dir.path());
    let none = restore(&paths, "last").unwrap_err();
    assert_eq!(none.class(), Class::NotFound);
    let ids = [ID, OTHER_ID, "20250101-000000-a-0000"];
    let folders = ids.map(|id| Desk::finished(dir.path(), id).1);
    let near = Paths {
        trash: paths.sessions.join(".trash"),
        ..paths.clone()
    };
    let mut away = Vec::new();
    for (id, paths) in ids.into_iter().zip([&near, &paths, &near]) {
        away.extend(delete(paths, id, &wall()).unwrap());
        let_the_disk_see_time_pass(dir.path());
    }
    std::fs::create_dir(paths.trash.join("No Session")).unwrap();
    for folder in folders.iter().rev() {
        assert_eq!(restore(&paths, "last").unwrap(), *folder);
    }
    assert!(away.iter().all(|place| !place.exists()));
}

#[test]
fn a_start_by_mistake_can_be_discarded_while_it_is_open() {
    let dir = tempfile::tempdir().unwrap();
    let mut desk = Desk::start(dir.path(), ID);
    desk.wait(Duration::from_secs(5));
    assert!(desk.interview.session().is_false_start());
    let folder = desk.folder();
    let gone = desk.recorder.discard(&dir.path().join("trash")).unwrap();
    assert!(!folder.exists());
    Recorder::open(&gone, &wall()).unwrap();
}

#[test]
fn an_id_that_is_taken_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let (_, folder) = Desk::finished(dir.path(), ID);
    let before = std::fs::read(folder.join("journal.jsonl")).unwrap();
    let head = crate::fixture::head(ID);
    let error = Recorder::create(folder.parent().unwrap(), &head, "").unwrap_err();
    assert!(matches!(error, StoreError::Exists(_)));
    assert_eq!(std::fs::read(folder.join("journal.jsonl")).unwrap(), before);
}

#[test]
fn designs_are_read_by_name_and_one_bad_file_hides_no_other() {
    let dir = tempfile::tempdir().unwrap();
    put(&dir.path().join("b.toml"), "title = \"日\"".as_bytes());
    put(&dir.path().join("a.toml"), b"\xff");
    put(&dir.path().join("c.toml"), &vec![b'x'; 512 * 1024 + 1]);
    put(&dir.path().join("readme.md"), b"no design");
    std::os::unix::fs::symlink(dir.path().join("b.toml"), dir.path().join("d.toml")).unwrap();
    let files = design_files(dir.path()).unwrap();
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["a", "b", "c", "d"]);
    assert!(matches!(files[0].text, Err(StoreError::NotText(_))));
    assert_eq!(files[1].text.as_deref().unwrap(), "title = \"日\"");
    assert!(matches!(files[2].text, Err(StoreError::TooLarge { .. })));
    assert!(matches!(files[3].text, Err(StoreError::NotAFile(_))));
}

//! Reviews that cannot be written in their session's folder: a later start brings them back, and no version is lost.

use std::path::{Path, PathBuf};

use forty::domain::judging::anchor::Anchor;
use forty::domain::judging::review::{CommentKind, Draft, Review};
use forty::domain::session::Session;
use forty::store::{
    Coach, Paths, ReviewFile, Scores, StoreError, command_to_bring, reviews, take_back,
};

use crate::fixture::{Desk, ID, paths_in, put, wall};

/// A finished session in the sessions folder, and the folders of its coach.
struct Room {
    _dir: tempfile::TempDir,
    paths: Paths,
    session: Session,
    folder: PathBuf,
}

impl Room {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut paths = paths_in(dir.path());
        let (session, folder) = Desk::finished(dir.path(), ID);
        folder.parent().unwrap().clone_into(&mut paths.sessions);
        Self {
            _dir: dir,
            paths,
            session,
            folder,
        }
    }

    fn open(&self) -> ReviewFile {
        let (state, chance) = (&self.paths.state, 0x1234_5678_9abc_4f2a);
        let coach = Coach::of("Ada", state, chance, &wall()).unwrap().0;
        let opened = ReviewFile::open(&self.folder, &self.session, &coach, state, &wall());
        opened.unwrap().1
    }

    fn save(&self, text: &str) {
        let file = self.open();
        file.save(&said(text), &Scores::default(), true).unwrap();
        file.flush();
    }

    /// Writes a review where a rescue would, and closes it.
    fn rescue(&self, text: &str) -> Result<PathBuf, StoreError> {
        let rescued = self.paths.rescued_reviews();
        self.open()
            .save_elsewhere(&rescued, &said(text), &Scores::default())
    }

    /// The comments of the copies that opening the review offers to merge.
    fn copies(&self) -> Vec<String> {
        let file = self.open();
        let comments = file.copies().iter().flat_map(|it| &it.review.comments);
        comments.map(|comment| comment.text.clone()).collect()
    }

    /// The comments of the review as it is read.
    fn read(&self) -> Vec<String> {
        let (stored, remarks) = reviews(&self.folder, &self.session);
        assert_eq!(remarks, [""; 0]);
        let comments = stored.into_iter().flat_map(|stored| stored.review.comments);
        comments.map(|comment| comment.text).collect()
    }
}

fn said(text: &str) -> Review {
    let mut review = Review::new("Ada");
    review.draft = Some(Draft {
        replaces: None,
        kind: CommentKind::Fix,
        anchor: Anchor {
            stage: 1,
            line: 0,
            text: "every word".to_owned(),
            time: None,
        },
        text: text.to_owned(),
    });
    review.save_draft(wall());
    review
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort_unstable();
    names
}

#[test]
fn a_rescued_review_comes_back_at_the_next_start_and_leaves_no_folder() {
    let room = Room::new();
    room.rescue("kept").unwrap();
    assert_eq!(room.read(), [""; 0]);
    let back = format!("the rescued review of `{ID}` by Ada is back");
    assert_eq!(take_back(&room.paths), [back]);
    assert_eq!(room.read(), ["kept"]);
    assert!(!room.paths.rescued_reviews().exists());
    assert_eq!(take_back(&room.paths), [""; 0]);
}

#[test]
fn the_earlier_version_is_set_aside_by_the_rescued_one() {
    let room = Room::new();
    room.save("before");
    room.rescue("after").unwrap();
    let lines = take_back(&room.paths);
    assert!(
        lines[0].contains("is back; the earlier version is now "),
        "{lines:?}"
    );
    assert_eq!(room.read(), ["after"]);
    let reviews = room.folder.join("reviews");
    assert_eq!(names(&reviews).len(), 2, "{:?}", names(&reviews));
    assert!(names(&reviews)[1].contains(".toml.aside"));
}

#[test]
fn where_the_review_went_on_in_its_folder_too_both_stay_and_can_be_merged() {
    let room = Room::new();
    room.rescue("rescued").unwrap();
    for text in ["one", "two", "three"] {
        room.save(text);
    }
    let lines = take_back(&room.paths);
    assert!(lines[0].contains("is back as a copy"), "{lines:?}");
    assert_eq!(room.read(), ["three"]);
    assert_eq!(room.copies(), ["rescued"]);
}

#[test]
fn a_review_that_is_open_or_of_another_sessions_folder_stays_for_a_later_start() {
    let room = Room::new();
    let rescued = room.rescue("kept").unwrap();
    let open = room.open();
    assert_eq!(take_back(&room.paths), [""; 0]);
    drop(open);
    let mut other = room.paths.clone();
    other.sessions = other.data.join("other");
    assert_eq!(take_back(&other), [""; 0]);
    assert!(rescued.exists());
    assert_eq!(take_back(&room.paths).len(), 1);
}

#[test]
fn a_review_that_cannot_come_back_stays_with_the_command_that_brings_it() {
    let room = Room::new();
    let rescued = room.rescue("kept").unwrap();
    let in_the_way = room.folder.join("reviews");
    put(&in_the_way, b"no folder");
    let lines = take_back(&room.paths);
    let (from, to) = (rescued.display(), in_the_way.display());
    let copy = rescued.file_stem().unwrap().to_str().unwrap();
    let command =
        format!("`mkdir -p {to} && cp -n {from} {to}/{copy}-copy.toml` brings it to the session");
    assert!(
        lines[0].contains(&format!("stays in {from}")) && lines[0].ends_with(&command),
        "{lines:?}"
    );
    assert!(rescued.exists());
    std::fs::remove_file(in_the_way).unwrap();
    take_back(&room.paths);
    assert_eq!(room.read(), ["kept"]);
}

#[test]
fn of_two_rescued_reviews_both_come_back_to_be_merged_and_leave_no_folder() {
    let room = Room::new();
    room.save("before");
    for text in ["first", "second", "third"] {
        room.rescue(text).unwrap();
    }
    assert_eq!(take_back(&room.paths).len(), 3);
    assert!(!room.paths.rescued_reviews().exists());
    assert_eq!(room.read().len(), 1);
    let mut texts = room.copies();
    texts.extend(room.read());
    texts.sort_unstable();
    assert_eq!(texts, ["first", "second", "third"]);
}

#[test]
fn a_copy_that_was_not_merged_yet_is_replaced_by_no_rescued_review() {
    let room = Room::new();
    room.rescue("copy").unwrap();
    for text in ["one", "two"] {
        room.save(text);
    }
    take_back(&room.paths);
    assert_eq!(room.copies(), ["copy"]);
    room.rescue("later").unwrap();
    take_back(&room.paths);
    assert_eq!(
        (room.read(), room.copies()),
        (vec!["later".to_owned()], vec!["copy".to_owned()])
    );
}

#[test]
fn the_named_command_brings_a_review_and_replaces_none() {
    let room = Room::new();
    let found = room.paths.rescued_reviews();
    let rescued = room.rescue("rescued").unwrap();
    let command =
        |paths: &Paths, folder: &Path| command_to_bring(paths, &rescued, folder, &room.folder);
    let review = room.paths.command(&format!("review {ID}"));
    assert_eq!(command(&room.paths, &found), review);
    // What no start brings back is copied: from a folder of the user's, and to a session of another folder.
    let mut other = room.paths.clone();
    other.sessions = other.data.join("other");
    let copy = command(&other, &found);
    assert_eq!(command(&room.paths, &other.data), copy);
    room.save("went on");
    let run = std::process::Command::new("sh")
        .args(["-c", &copy])
        .status();
    assert!(run.unwrap().success(), "{copy}");
    assert_eq!(room.copies().len() + room.read().len(), 2);
}

#[test]
fn a_review_of_another_sessions_folder_is_never_mixed_with_it() {
    let room = Room::new();
    room.rescue("second").unwrap();
    let mut elsewhere = Room::new();
    elsewhere.paths.state = room.paths.state.clone();
    let refused = elsewhere.rescue("third").unwrap_err();
    assert!(matches!(refused, StoreError::Exists(_)), "{refused}");
    take_back(&room.paths);
    assert_eq!(room.read(), ["second"]);
}

//! Several files of one coach's review, as a sync service leaves them.

use std::path::{Path, PathBuf};

use forty::domain::judging::anchor::Anchor;
use forty::domain::judging::review::{CommentKind, Draft, Review};
use forty::domain::session::Session;
use forty::store::{Coach, ReviewFile, Scores, glances, reviews};

use crate::fixture::{Desk, ID, wall};

/// Names that sync services give to the second file.
const NAMES: [&str; 4] = [
    "ada-4f2a (conflicted copy 2026-11-24).toml",
    "ada-4f2a.sync-conflict-20261124-090000-ABCDEFG.toml",
    "ada-4f2a 2.toml",
    "zoe.toml",
];

/// A session with a review by Ada that says `own`, and a second file of it that says `copy`.
struct Room {
    dir: tempfile::TempDir,
    session: Session,
    folder: PathBuf,
    coach: Coach,
}

impl Room {
    fn new(name: &str, copy_is_later: bool) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let (session, folder) = Desk::finished(dir.path(), ID);
        let coach = Coach::of("Ada", dir.path(), 0x4f2a, &wall()).unwrap().0;
        let room = Self {
            dir,
            session,
            folder,
            coach,
        };
        let saved = |texts: &[&str], times: usize| {
            let (_, file) = room.open();
            for _ in 0..times {
                file.save(&said(texts), &Scores::default(), true).unwrap();
            }
            file.flush();
            file.path().to_owned()
        };
        let path = saved(&["both", "copy"], if copy_is_later { 5 } else { 1 });
        std::fs::rename(&path, path.with_file_name(name)).unwrap();
        saved(&["both", "own"], 2);
        room
    }

    fn open(&self) -> (Review, ReviewFile) {
        let state = self.dir.path();
        let opened = ReviewFile::open(&self.folder, &self.session, &self.coach, state, &wall());
        let (review, file, remark) = opened.unwrap();
        assert_eq!(remark, None);
        (review, file)
    }

    fn shown(&self) -> Vec<Vec<String>> {
        let (found, remarks) = reviews(&self.folder, &self.session);
        assert_eq!(remarks, Vec::<String>::new());
        found.iter().map(|found| texts(&found.review)).collect()
    }

    fn files(&self) -> Vec<String> {
        names(&self.folder.join("reviews"))
    }
}

fn names(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

fn said(texts: &[&str]) -> Review {
    let mut review = Review::new("Ada");
    for text in texts {
        review.draft = Some(Draft {
            replaces: None,
            kind: CommentKind::Fix,
            anchor: Anchor::on_stage(0),
            text: (*text).to_owned(),
        });
        review.save_draft(wall());
    }
    review
}

fn texts(review: &Review) -> Vec<String> {
    let comments = review.comments.iter();
    comments.map(|comment| comment.text.clone()).collect()
}

#[test]
fn a_second_file_of_a_coach_is_no_second_coach_and_the_later_one_is_shown() {
    for name in NAMES {
        for (copy_is_later, text) in [(true, "copy"), (false, "own")] {
            let room = Room::new(name, copy_is_later);
            assert_eq!(room.shown(), [["both", text]], "{name}");
            let listed = glances(&room.folder, &room.files());
            assert_eq!(listed.len(), 1, "{name}");
        }
    }
}

#[test]
fn nothing_is_lost_before_a_merge_and_the_copy_is_kept_after_it() {
    for copy_is_later in [true, false] {
        let room = Room::new(NAMES[0], copy_is_later);
        let (mut review, mut file) = room.open();
        assert_eq!(texts(&review), ["both", "own"]);
        let [copy] = file.copies() else {
            panic!("one copy");
        };
        assert_eq!(copy.is_newer, copy_is_later);
        let bytes = std::fs::read(&copy.path).unwrap();
        review.merge(&copy.review.clone(), copy.is_newer, wall());
        assert_eq!(room.files(), [NAMES[0], "ada-4f2a.toml"]);
        file.take_in_copies();
        file.save(&review, &Scores::default(), true).unwrap();
        file.flush();
        // Also before the copy is renamed the merged review is the later one.
        assert_eq!(room.shown(), [["both", "own", "copy"]]);
        file.set_copies_aside().unwrap();
        assert!(file.copies().is_empty());
        let merged = format!("{}.merged", NAMES[0]);
        assert_eq!(room.files(), [&merged, "ada-4f2a.toml"]);
        let kept = room.folder.join("reviews").join(merged);
        assert_eq!(std::fs::read(kept).unwrap(), bytes);
        assert_eq!(room.shown(), [["both", "own", "copy"]]);
    }
}

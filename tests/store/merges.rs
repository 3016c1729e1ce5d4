//! Two coaches work in clones of one repository of sessions; git merges them without a conflict. Promise 7.

use std::path::Path;
use std::process::Command;

use forty::domain::judging::review::{CoachMark, Review};
use forty::store::{Coach, ReviewFile, Scores, read, reviews};

use crate::fixture::{Desk, ID, notes, wall};

/// Runs git without the user's settings; `None` where git is not installed.
fn git(folder: &Path, words: &[&str]) -> Option<String> {
    let nobody = [
        "-c",
        "user.name=nobody",
        "-c",
        "user.email=nobody@localhost",
        "-c",
        "commit.gpgsign=false",
        "-c",
        "init.defaultBranch=main",
        "-c",
        "core.hooksPath=/dev/null",
    ];
    let mut command = Command::new("git");
    command.current_dir(folder).args(nobody).args(words);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null");
    let out = command.env("GIT_CONFIG_NOSYSTEM", "1").output().ok()?;
    let said = String::from_utf8_lossy(&out.stdout) + String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "git {words:?}: {said}");
    Some(said.into_owned())
}

/// Marks one item as this coach and commits everything.
fn review(clone: &Path, name: &str, chance: u64) {
    let folder = clone.join(ID);
    let session = read(&folder).unwrap().session;
    let state = clone.with_extension("state");
    let coach = Coach::of(name, &state, chance, &wall()).unwrap().0;
    let (mut review, file, _) =
        ReviewFile::open(&folder, &session, &coach, &state, &wall()).unwrap();
    let item = review
        .marks
        .get(&0)
        .map_or(0, std::collections::BTreeMap::len);
    review.mark(0, item, CoachMark::NotShown, wall());
    file.save(&review, &Scores::default(), true).unwrap();
    drop(file);
    git(clone, &["add", "-A"]);
    git(clone, &["commit", "-qm", name]);
}

#[test]
fn two_coaches_in_two_clones_are_merged_by_git_without_a_conflict() {
    let dir = tempfile::tempdir().unwrap();
    if git(dir.path(), &["--version"]).is_none() {
        eprintln!("git is missing: the merge of two coaches was not tried");
        return;
    }
    let (written, folder) = Desk::finished(dir.path(), ID);
    let sessions = folder.parent().unwrap();
    for words in [
        &["init", "-q"][..],
        &["add", "-A"],
        &["commit", "-qm", "start"],
    ] {
        git(sessions, words);
    }
    let [left, right] = ["left", "right"].map(|name| dir.path().join(name));
    for clone in [&left, &right] {
        git(
            dir.path(),
            &[
                "clone",
                "-q",
                sessions.to_str().unwrap(),
                clone.to_str().unwrap(),
            ],
        );
    }
    // The same name and the same digits on both machines are two coaches, too; they have other keys.
    for (name, chances) in [("Ada", [1, 2]), ("Grace", [0x1_4f2a, 0x2_4f2b])] {
        for (clone, chance) in [&left, &right].into_iter().zip(chances) {
            review(clone, name, chance);
        }
    }
    review(&left, "Ada", 1);
    git(&left, &["fetch", "-q", right.to_str().unwrap(), "main"]);
    git(&left, &["merge", "-q", "--no-edit", "FETCH_HEAD"]);
    let found = read(&left.join(ID)).unwrap();
    assert_eq!(notes(&found.session), notes(&written));
    let (merged, remarks) = reviews(&left.join(ID), &found.session);
    assert_eq!(remarks, Vec::<String>::new());
    let marks = merged
        .iter()
        .map(|stored| (&*stored.review.coach, marked(&stored.review)));
    let marks: Vec<(&str, usize)> = marks.collect();
    assert_eq!(marks, [("Ada", 2), ("Ada", 1), ("Grace", 1), ("Grace", 1)]);
}

fn marked(review: &Review) -> usize {
    review
        .marks
        .values()
        .map(std::collections::BTreeMap::len)
        .sum()
}

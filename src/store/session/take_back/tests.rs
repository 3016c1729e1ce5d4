//! Rescued sessions are taken back on disks with faults and from other file systems.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::io::Errno;

use super::super::faults::type_session;
use super::*;
use crate::store::disk::tests::{Call, Disk, Fault, use_disk};
use crate::store::paths::Given;

/// Reviews that this program cannot read, and files beside them: name and text.
const ODD: [(&str, &str); 5] = [
    ("ada-4f2a.toml", "format = 99\nfuture = true\n"),
    ("bo-0001.toml", "<<<<<<< ours\nformat = 1\n=======\n"),
    ("cy-0002.toml.aside", "set aside"),
    ("cy-0002.toml.merged", "merged"),
    (".di-0003.toml.unsynced", "not synced"),
];

/// A rescued session with odd reviews, and a shorter copy of it with others of the same names in its own folder.
struct Rescued {
    _dir: tempfile::TempDir,
    paths: Paths,
    copy: PathBuf,
    own: PathBuf,
    events: u64,
}

impl Rescued {
    fn new(has_shorter: bool) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let given = Given {
            home: Some(dir.path().join("forty")),
            ..Given::default()
        };
        let paths = Paths {
            user_home: None,
            temporary: dir.path().join("temporary"),
            ..Paths::resolve(&given).unwrap()
        };
        let good = Disk::with(Call::Write, usize::MAX, false, Fault::Torn);
        let typed = type_session(&paths.sessions, &good, true).unwrap();
        let page = |_: &crate::domain::session::Session| "page".to_owned();
        let copy = (typed.recorder).rescue_anywhere(&paths, &typed.session, page, true);
        let (copy, own) = (copy.unwrap(), typed.recorder.folder().to_owned());
        drop(typed.recorder);
        use_disk(None);
        write_reviews(&copy, "");
        if has_shorter {
            for name in ["checkpoint.jsonl", "journal.jsonl"] {
                let _ = fs::remove_file(own.join(name));
            }
            write_reviews(&own, "of the own folder: ");
        } else {
            fs::remove_dir_all(&own).unwrap();
        }
        Self {
            _dir: dir,
            paths,
            copy,
            own,
            events: typed.session.n,
        }
    }

    /// Checks that the session is back whole, and that each text of a review is in its folder.
    fn assert_back(&self, prefixes: &[&str], what: &str) {
        assert_eq!(events(&self.own), self.events, "{what}");
        let texts = texts(&self.own.join("reviews"));
        for (name, text) in ODD {
            for prefix in prefixes {
                let text = format!("{prefix}{text}");
                assert!(texts.contains(&text), "{what}: {name}: {text}");
            }
        }
        assert!(copies(&self.paths).is_empty(), "{what}");
    }
}

fn write_reviews(folder: &Path, prefix: &str) {
    let reviews = folder.join("reviews");
    fs::create_dir_all(&reviews).unwrap();
    for (name, text) in ODD {
        files::replace(&reviews.join(name), format!("{prefix}{text}").as_bytes()).unwrap();
    }
}

fn texts(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| fs::read_to_string(entry.path()).ok())
        .collect()
}

/// A disk on which the first rename leads to another file system.
fn other_file_system() -> Arc<Disk> {
    Disk::with(Call::Rename, 0, false, Fault::Fails(Errno::XDEV))
}

#[test]
fn reviews_that_cannot_be_read_come_back_from_another_file_system_byte_for_byte() {
    let rescued = Rescued::new(false);
    use_disk(Some(other_file_system()));
    let remarks = take_back(&rescued.paths);
    use_disk(None);
    assert_eq!(remarks.len(), 1, "{remarks:?}");
    rescued.assert_back(&[""], "from another file system");
    let mut names = files::names(&rescued.own.join("reviews"), |_| true).unwrap();
    let mut expected = ODD.map(|(name, _)| name.to_owned());
    expected.sort_unstable();
    names.sort_unstable();
    assert_eq!(names, expected);
    assert!(!rescued.copy.exists() && !rescued.paths.trash.exists());
}

#[test]
fn what_cannot_be_copied_from_another_file_system_goes_to_the_trash() {
    let rescued = Rescued::new(false);
    symlink("elsewhere", rescued.copy.join("reviews/link")).unwrap();
    fs::create_dir(rescued.copy.join("more")).unwrap();
    fs::write(rescued.copy.join("more/text"), "mine").unwrap();
    use_disk(Some(other_file_system()));
    take_back(&rescued.paths);
    use_disk(None);
    rescued.assert_back(&[""], "with a link and a folder");
    let id = rescued.copy.file_name().unwrap();
    let trashed = rescued.paths.trash.join(id);
    assert_eq!(texts(&trashed.join("more")), ["mine"]);
    assert!(trashed.join("reviews/link").symlink_metadata().is_ok());
}

#[test]
fn reviews_of_both_copies_stay_where_a_longer_or_an_equal_copy_is_taken_back() {
    for has_shorter in [true, false] {
        let rescued = Rescued::new(has_shorter);
        let mut prefixes = vec![""];
        if has_shorter {
            prefixes.push("of the own folder: ");
        }
        for _ in 0..2 {
            take_back(&rescued.paths);
            rescued.assert_back(&prefixes, "both");
        }
    }
    // The session is back already, and the reviews of the copy are not.
    let rescued = Rescued::new(false);
    files::make_folders(&rescued.own).unwrap();
    for name in files::names(&rescued.copy, fs::FileType::is_file).unwrap() {
        if name != ORIGIN {
            fs::copy(rescued.copy.join(&name), rescued.own.join(&name)).unwrap();
        }
    }
    let remarks = take_back(&rescued.paths);
    assert!(remarks[0].contains("is not longer"), "{remarks:?}");
    rescued.assert_back(&[""], "an equal copy");
}

/// Promise 5. Afterwards the disk is good again, as at the next start.
#[test]
fn whichever_call_fails_while_a_session_is_taken_back_none_of_its_texts_is_lost() {
    for is_near in [true, false] {
        for call in [Call::Create, Call::Write, Call::Sync, Call::Rename] {
            for number in 0.. {
                let rescued = Rescued::new(true);
                let disk = Disk::with(call, number, false, Fault::Fails(Errno::IO));
                if !is_near {
                    disk.add(Call::Rename, 0, false, Fault::Fails(Errno::XDEV));
                }
                use_disk(Some(Arc::clone(&disk)));
                take_back(&rescued.paths);
                use_disk(None);
                take_back(&rescued.paths);
                let what = format!("{call:?} {number}, near: {is_near}");
                rescued.assert_back(&["", "of the own folder: "], &what);
                if disk.count(call) <= number {
                    break;
                }
            }
        }
    }
}

#[test]
fn while_one_program_takes_sessions_back_another_one_leaves_them_alone() {
    let rescued = Rescued::new(false);
    let near = rescued.paths.sessions.join(NEAR);
    // The first program has copied half of the session.
    let half = near.join(rescued.copy.file_name().unwrap());
    files::make_folders(&half).unwrap();
    fs::write(half.join("journal.jsonl"), "half").unwrap();
    let first = File::open(&rescued.paths.sessions).unwrap();
    first.lock().unwrap();
    assert_eq!(take_back(&rescued.paths), Vec::<String>::new());
    assert!(rescued.copy.exists());
    assert_eq!(texts(&half), ["half"]);
    drop(first);
    assert_eq!(take_back(&rescued.paths).len(), 1);
    rescued.assert_back(&[""], "after the first program");
    assert!(!near.exists());
}

#[test]
fn a_session_whose_review_is_open_is_not_moved() {
    let rescued = Rescued::new(false);
    let id = rescued.copy.file_name().unwrap().to_str().unwrap();
    let locks = rescued.paths.state.join("reviewing");
    files::make_folders(&locks).unwrap();
    let review = File::create_new(locks.join(format!("{id}.ada-4f2a.lock"))).unwrap();
    review.lock().unwrap();
    assert_eq!(take_back(&rescued.paths), Vec::<String>::new());
    assert!(rescued.copy.exists());
    drop(review);
    assert_eq!(take_back(&rescued.paths).len(), 1);
    rescued.assert_back(&[""], "after the review");
}

//! A rescued session and another copy of it, and what is asked of both.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rustix::io::Errno;

use super::super::super::faults::type_session;
use super::super::super::known::find;
use super::super::super::recorder::{Recorder, SaveState};
use super::super::*;
use crate::domain::interview::{ClockReading, Interview};
use crate::domain::session::event::Wall;
use crate::domain::session::notes::Edit;
use crate::store::disk::tests::{Call, Disk, Fault, use_disk};
use crate::store::paths::{Given, Paths};

/// Reviews that this program cannot read, and files beside them: name and text.
pub(super) const ODD: [(&str, &str); 5] = [
    ("ada-4f2a.toml", "format = 99\nfuture = true\n"),
    ("bo-0001.toml", "<<<<<<< ours\nformat = 1\n=======\n"),
    ("cy-0002.toml.aside", "set aside"),
    ("cy-0002.toml.merged", "merged"),
    (".di-0003.toml.unsynced", "not synced"),
];

/// What is in the session's own folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Own {
    Missing,
    /// A part of the rescued session.
    Shorter,
    /// The whole session, of which a part is rescued.
    Longer,
    /// No more than files that have no events.
    Empty,
}

/// A rescued session with odd reviews, and another copy of it with others of the same names in its own folder.
pub(super) struct Rescued {
    _dir: tempfile::TempDir,
    pub(super) paths: Paths,
    pub(super) copy: PathBuf,
    pub(super) own: PathBuf,
    /// How many events the longer copy has.
    pub(super) events: u64,
}

impl Rescued {
    pub(super) fn new(own_is: Own) -> Self {
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
        match own_is {
            Own::Missing => fs::remove_dir_all(&own).unwrap(),
            Own::Shorter => shorten(&own),
            Own::Longer => shorten(&copy),
            Own::Empty => {
                for name in ["checkpoint.jsonl", "journal.jsonl"] {
                    let _ = fs::remove_file(own.join(name));
                }
            }
        }
        if own_is != Own::Missing {
            write_reviews(&own, "of the own folder: ");
        }
        Self {
            _dir: dir,
            paths,
            copy,
            own,
            events: typed.session.n,
        }
    }

    pub(super) fn id(&self) -> &str {
        self.own.file_name().unwrap().to_str().unwrap()
    }

    /// Checks that the session is back whole, and that each text of a review is in its folder.
    pub(super) fn assert_back(&self, prefixes: &[&str], what: &str) {
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

    /// Checks that what is said is true: what is named is there, and the command finds the session there.
    pub(super) fn assert_true(&self, remarks: &[String], what: &str) {
        for remark in remarks {
            let behind = |words: &str| {
                let (_, rest) = remark.split_once(words)?;
                let end = [", where", ": "].map(|end| rest.find(end).unwrap_or(rest.len()));
                Some(Path::new(&rest[..*end.iter().min()?]))
            };
            let is_not_longer = remark.contains("not longer");
            if let Some(place) = behind(" stays in ") {
                assert!(is_from(place, &self.paths.sessions), "{what}: {remark}");
                if remark.contains("` opens it") {
                    let found = find(&self.paths, self.id(), &now()).unwrap();
                    assert_eq!(found, place, "{what}: {remark}");
                    assert_eq!(events(place), self.events, "{what}: {remark}");
                }
            }
            for words in ["; the shorter copy is in ", " and is now in "] {
                if let Some(trash) = behind(words) {
                    assert!(
                        trash.join("rescued-from").exists() == is_not_longer,
                        "{remark}"
                    );
                    assert!(trash.is_dir(), "{what}: {remark}");
                }
            }
            if remark.contains(" continues from its rescued copy") {
                assert_eq!(events(&self.own), self.events, "{what}: {remark}");
            }
        }
    }
}

/// Removes the second half of a session's events.
fn shorten(folder: &Path) {
    let _ = fs::remove_file(folder.join("checkpoint.jsonl"));
    let journal = folder.join("journal.jsonl");
    let text = fs::read_to_string(&journal).unwrap();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    files::replace(&journal, lines[..lines.len() / 2].concat().as_bytes()).unwrap();
}

pub(super) fn now() -> Wall {
    Wall::parse_from_rfc3339("2026-11-23T14:05:12+00:00").unwrap()
}

pub(super) fn events(folder: &Path) -> u64 {
    let recorded = recorded(folder);
    assert!(recorded.unread.is_none(), "{:?}", recorded.unread);
    recorded.events()
}

/// Writes on in a copy of a session.
pub(super) fn type_on(folder: &Path, text: &str) {
    let (found, mut recorder) = Recorder::open(folder, &now()).unwrap();
    let second = ClockReading {
        awake: Duration::ZERO,
        boot: Duration::ZERO,
        wall: now(),
    };
    let mut interview = Interview::reopen(found.session, "forty".to_owned(), second);
    interview.resume(second);
    let edit = Edit {
        at: 0,
        removed: 0,
        inserted: text.to_owned(),
    };
    let stage = interview.session().stage;
    interview.edit(stage, edit, second);
    recorder.append(&interview.take_outbox(), interview.session());
    assert_eq!(recorder.flush(), SaveState::Saved);
}

fn write_reviews(folder: &Path, prefix: &str) {
    let reviews = folder.join("reviews");
    fs::create_dir_all(&reviews).unwrap();
    for (name, text) in ODD {
        files::replace(&reviews.join(name), format!("{prefix}{text}").as_bytes()).unwrap();
    }
}

pub(super) fn texts(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| fs::read_to_string(entry.path()).ok())
        .collect()
}

/// A disk on which the first rename leads to another file system.
pub(super) fn other_file_system() -> Arc<Disk> {
    Disk::with(Call::Rename, 0, false, Fault::Fails(Errno::XDEV))
}

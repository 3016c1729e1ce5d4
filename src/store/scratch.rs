//! The file in which an external editor has the notes of a stage. It lies in a folder of its own in the state folder, whose
//! name tells the session, the stage and the text that the editor was given, so that a resumed session finds what was saved
//! before a kill. Only the file itself is ever deleted: swap files and copies of the editor stay.

use std::fs::{self, Permissions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Local, TimeDelta};

use super::error::StoreError;
use super::files;
use crate::domain::session::event::Wall;

/// The largest text that is read back, in bytes.
const LIMIT: u64 = 4 * 1024 * 1024;
/// From this age on a file that nobody changed is of no use: an editor that outlived the program has long been closed.
const OLD: TimeDelta = TimeDelta::days(1);
/// The folder in the state folder.
const FOLDER: &str = "editor";
/// The name of the file, which editors show.
const NAME: &str = "notes.md";
const BOM: &str = "\u{feff}";
/// How a text in UTF-16 begins, low byte first or high byte first.
const UTF_16: [&[u8]; 2] = [b"\xff\xfe", b"\xfe\xff"];

#[derive(Debug)]
pub struct Scratch {
    folder: PathBuf,
    /// The index of the stage whose notes these are.
    pub stage: usize,
    /// The bytes that the editor was given.
    given: Vec<u8>,
}

/// The files that editors left behind when this program was killed.
#[derive(Debug, Default)]
pub struct LeftScratch {
    /// Those whose notes are still as the editor was given them.
    pub pending: Vec<Scratch>,
    /// Those whose notes have changed since, but which have no text of their own: it is the one that the editor was given,
    /// or the notes have it.
    pub unchanged: Vec<Scratch>,
    /// The folders of all others.
    pub other: Vec<PathBuf>,
}

impl Scratch {
    /// Creates a file that only this user can read, in the state folder or else in the folder for temporary files.
    ///
    /// # Errors
    /// When it can be written to neither.
    pub fn new(state: &Path, session: &str, stage: usize, text: &str) -> Result<Self, StoreError> {
        let folder = state.join(FOLDER);
        let created = files::make_folders_unsynced(&folder)
            .and_then(|_| Self::create(&folder, session, stage, text));
        created.or_else(|error| {
            Self::create(&std::env::temp_dir(), session, stage, text).map_err(|_| error)
        })
    }

    fn create(parent: &Path, session: &str, stage: usize, text: &str) -> Result<Self, StoreError> {
        let given = as_file(text);
        let made = tempfile::Builder::new()
            .prefix(&format!(
                "{session}.{stage}.{:08x}.",
                crc32fast::hash(&given)
            ))
            .permissions(Permissions::from_mode(files::FOLDER_MODE))
            .tempdir_in(parent)
            .map_err(StoreError::io("create a folder in", parent))?;
        let path = made.path().join(NAME);
        files::create_new(&path)?
            .write_all(&given)
            .map_err(StoreError::io("write", &path))?;
        Ok(Self {
            folder: made.keep(),
            stage,
            given,
        })
    }

    /// The files of a session that was killed while an editor was open. `notes` is the text of a stage now.
    pub fn left(
        state: &Path,
        session: &str,
        notes: impl Fn(usize) -> Option<String>,
    ) -> LeftScratch {
        let mut left = LeftScratch::default();
        let parent = state.join(FOLDER);
        for entry in files::entries(&parent).into_iter().flatten() {
            let name = entry.file_name();
            let Some(rest) = (name.to_str())
                .and_then(|name| name.strip_prefix(session))
                .and_then(|rest| rest.strip_prefix('.'))
            else {
                continue;
            };
            let mut parts = rest.split('.');
            let stage = parts.next().and_then(|stage| stage.parse().ok());
            let crc = parts
                .next()
                .and_then(|crc| u32::from_str_radix(crc, 16).ok());
            let folder = entry.path();
            // Only an empty folder is removed: nobody left anything in it.
            if fs::remove_dir(&folder).is_ok() {
                continue;
            }
            let (Some(stage), Some(crc)) = (stage, crc) else {
                left.other.push(folder);
                continue;
            };
            let is_given = |bytes: &Vec<u8>| crc == crc32fast::hash(bytes);
            let scratch = |given| Self {
                folder: folder.clone(),
                stage,
                given,
            };
            let notes = notes(stage).map(|text| as_file(&text));
            let saved = files::read_bytes(&folder.join(NAME), LIMIT).ok();
            let known = saved.filter(|bytes| is_given(bytes) || notes.as_ref() == Some(bytes));
            match (notes.filter(is_given), known.map(&scratch)) {
                (Some(given), _) => left.pending.push(scratch(given)),
                (None, Some(same)) if !same.has_other_files() => left.unchanged.push(same),
                _ => left.other.push(folder),
            }
        }
        left
    }

    /// Whether the editor may still be open that a killed program has left behind: the file is not a day old.
    pub fn may_be_open(&self, now: &Wall) -> bool {
        let changed = fs::metadata(&self.folder).and_then(|folder| folder.modified());
        changed.is_ok_and(|changed| *now - Wall::from(DateTime::<Local>::from(changed)) < OLD)
    }

    /// The path of the file.
    pub fn path(&self) -> PathBuf {
        self.folder.join(NAME)
    }

    /// The text that the editor saved, without the line end of its last line and without a byte order mark; `None` where the
    /// file is as the editor was given it.
    ///
    /// # Errors
    /// When it cannot be read, is not UTF-8, or is too large.
    pub fn saved(&self) -> Result<Option<String>, StoreError> {
        let path = self.path();
        let bytes = files::read_bytes(&path, LIMIT)?;
        if bytes == self.given {
            return Ok(None);
        }
        if UTF_16.iter().any(|mark| bytes.starts_with(mark)) {
            return Err(StoreError::NotText(path));
        }
        let text = String::from_utf8(bytes).map_err(|_| StoreError::NotText(path))?;
        let text = text.strip_prefix(BOM).unwrap_or(&text);
        let line_end = ["\r\n", "\n"].into_iter().find(|end| text.ends_with(end));
        let text = line_end.map_or(text, |end| &text[..text.len() - end.len()]);
        Ok(Some(text.to_owned()))
    }

    /// Whether the editor left other files beside this one, such as a swap file.
    pub fn has_other_files(&self) -> bool {
        files::entries(&self.folder)
            .is_ok_and(|mut entries| entries.any(|entry| entry.file_name() != NAME))
    }

    /// Deletes the file, and its folder where nothing else is in it.
    pub fn remove(self) {
        // What cannot be deleted stays, which loses nothing.
        let _ = fs::remove_file(self.path());
        let _ = fs::remove_dir(&self.folder);
    }

    /// Keeps the file, so that no resumed session takes it up by itself, and returns its path.
    pub fn keep(self) -> PathBuf {
        let name = self.folder.file_name().unwrap_or_default();
        let kept = self
            .folder
            .with_file_name(format!("kept.{}", name.display()));
        let is_moved = files::rename_new(&self.folder, &kept).is_ok();
        (if is_moved { kept } else { self.folder }).join(NAME)
    }
}

/// A text as a file in which every line has its end. An empty text is an empty file.
fn as_file(text: &str) -> Vec<u8> {
    let line_end = if text.is_empty() { "" } else { "\n" };
    format!("{text}{line_end}").into_bytes()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot continue has failed")]
#[allow(
    clippy::disallowed_methods,
    reason = "the tests write as an editor would"
)]
mod tests {
    use super::*;

    /// What is read back after an editor wrote these bytes over a text.
    fn saved(text: &str, bytes: &[u8]) -> Result<Option<String>, String> {
        let state = tempfile::tempdir().unwrap();
        let scratch = Scratch::new(state.path(), "id", 0, text).unwrap();
        fs::write(scratch.path(), bytes).unwrap();
        scratch.saved().map_err(|error| error.cause())
    }

    #[test]
    fn a_file_that_the_editor_did_not_change_is_no_edit() {
        for text in ["", "a", "a\n", "a\n\n\n", "\n"] {
            let state = tempfile::tempdir().unwrap();
            let scratch = Scratch::new(state.path(), "id", 0, text).unwrap();
            assert_eq!(scratch.saved().unwrap(), None, "{text:?}");
        }
    }

    #[test]
    fn blank_last_lines_are_read_as_the_editor_showed_them() {
        for (bytes, text) in [
            ("b", "b"),
            ("b\n", "b"),
            ("b\r\n", "b"),
            ("b\n\n", "b\n"),
            ("b\n\n\n", "b\n\n"),
            ("\u{feff}b\n", "b"),
            ("\n", ""),
            ("", ""),
        ] {
            assert_eq!(
                saved("a", bytes.as_bytes()),
                Ok(Some(text.into())),
                "{bytes:?}"
            );
        }
    }

    #[test]
    fn a_file_in_another_encoding_is_an_error_and_stays() {
        for bytes in [&b"caf\xe9\n"[..], b"\xff\xfea\0", b"\xfe\xff\0a"] {
            let why = saved("a", bytes).unwrap_err();
            assert!(why.contains("not text in UTF-8"), "{why}");
        }
    }

    #[test]
    fn only_files_whose_notes_are_as_they_were_given_are_pending() {
        let state = tempfile::tempdir().unwrap();
        let same = Scratch::new(state.path(), "id", 1, "as it was").unwrap();
        let stale = Scratch::new(state.path(), "id", 2, "before").unwrap();
        let kept = Scratch::new(state.path(), "id", 1, "as it was").unwrap();
        assert!(kept.keep().exists());
        let _ = Scratch::new(state.path(), "id2", 1, "as it was").unwrap();
        let notes = |stage: usize| {
            ["", "as it was", "after"]
                .get(stage)
                .map(|text| (*text).to_owned())
        };
        let left = Scratch::left(state.path(), "id", notes);
        let pending: Vec<_> = left.pending.iter().map(Scratch::path).collect();
        assert_eq!(pending, [same.path()]);
        let unchanged: Vec<_> = left.unchanged.iter().map(Scratch::path).collect();
        assert_eq!(unchanged, [stale.path()]);
        assert_eq!(left.other, Vec::<PathBuf>::new());
    }

    #[test]
    fn a_file_of_other_notes_is_named_only_if_there_is_a_text_in_it_or_beside_it() {
        type Leave = fn(&Scratch);
        let cases: [(Leave, usize, usize); 5] = [
            (|_| (), 1, 0),
            // The program was killed after it took the text.
            (
                |scratch| fs::write(scratch.path(), "after\n").unwrap(),
                1,
                0,
            ),
            (
                |scratch| fs::write(scratch.path(), "typed\n").unwrap(),
                0,
                1,
            ),
            (
                |scratch| fs::write(scratch.path().with_file_name(".swp"), "typed").unwrap(),
                0,
                1,
            ),
            (|scratch| fs::remove_file(scratch.path()).unwrap(), 0, 0),
        ];
        for (leave, unchanged, other) in cases {
            let state = tempfile::tempdir().unwrap();
            let scratch = Scratch::new(state.path(), "id", 0, "before").unwrap();
            leave(&scratch);
            for _ in 0..2 {
                let left = Scratch::left(state.path(), "id", |_| Some("after".to_owned()));
                assert!(left.pending.is_empty());
                assert_eq!((left.unchanged.len(), left.other.len()), (unchanged, other));
            }
        }
    }

    #[test]
    fn what_an_editor_left_beside_the_file_is_not_deleted() {
        let state = tempfile::tempdir().unwrap();
        let scratch = Scratch::new(state.path(), "id", 0, "a").unwrap();
        let swap = scratch.path().with_file_name(".notes.md.swp");
        fs::write(&swap, "typed").unwrap();
        assert!(scratch.has_other_files());
        let path = scratch.path();
        scratch.remove();
        assert!(!path.exists() && swap.exists());
    }
}

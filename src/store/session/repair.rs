//! Writes what can be read of a damaged session as a new session whose files are whole. The damaged one is only read.

use std::path::{Path, PathBuf};

use super::id::check_id;
use super::lock;
use super::read::{self, ReadFrom, Reading};
use super::recorder::{NotesPage, Recorder, SaveState};
use crate::domain::session::Session;
use crate::domain::session::event::{Entry, Event};
use crate::store::error::StoreError;
use crate::store::log::codec::{self, Line};
use crate::store::log::scan::{self, ScanStep};
use crate::store::reviews;

/// A repaired session.
#[derive(Debug)]
pub struct Repaired {
    /// The new session's id and folder.
    pub id: String,
    pub folder: PathBuf,
    /// What could not be read, each on one sanitized line.
    pub lost: Vec<String>,
}

/// Writes what can be read of the session in `folder` into a new session in the same sessions folder. `random` makes the
/// new id. `design` is the text of the design in the library, for a session that lost its own copy. Returns `None` if there
/// is nothing to repair.
///
/// # Errors
/// When the session is in use, nothing of it can be read, or the new one cannot be written.
pub fn repair(
    folder: &Path,
    random: u16,
    design: impl FnOnce(&str) -> Option<String>,
    page: NotesPage,
) -> Result<Option<Repaired>, StoreError> {
    let id = read::id_of(folder)?;
    lock::refuse_if_held(folder)?;
    let reading = read::reading(folder)?;
    let (_, unread) = reviews::reviews(folder, &reading.found.session);
    let mut lost = reading.found.remarks.clone();
    lost.extend(unread);
    if lost.is_empty() && !reading.found.session.damaged {
        return Ok(None);
    }
    let new_id = sibling_of(&id, random);
    check_id(&new_id)?;
    let (entries, session) = rebuilt(folder, &reading, &new_id, &lost);
    let design_id = &session.head.design.id;
    let text = match &reading.found.design_text {
        Ok(text) => text.clone(),
        Err(_) => design(design_id).unwrap_or_default(),
    };
    let sessions = folder.parent().unwrap_or(Path::new("."));
    let mut recorder = Recorder::create(sessions, &session.head, &text)?;
    let to = recorder.folder().to_owned();
    recorder.append(&entries, &session);
    recorder.checkpoint(&session, page);
    let saved = match recorder.close() {
        SaveState::Saved | SaveState::NotSynced(_) => reviews::copy_to(folder, &to, (&id, &new_id)),
        SaveState::NotSaved(why) => Err(StoreError::Unfit {
            doing: "repaired",
            why,
            path: folder.to_owned(),
        }),
    };
    saved.inspect_err(|_| {
        // The new folder has nothing that the damaged one lacks.
        let _ = std::fs::remove_dir_all(&to);
    })?;
    Ok(Some(Repaired {
        id: new_id,
        folder: to,
        lost,
    }))
}

/// The id with other last digits.
fn sibling_of(id: &str, random: u16) -> String {
    let is_hex = |digits: &str| digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_hexdigit());
    let stem = id.rsplit_once('-').filter(|(_, digits)| is_hex(digits));
    let stem = stem.map_or(id.get(..90).unwrap_or(id), |(stem, _)| stem);
    format!("{stem}-{random:04x}")
}

/// The entries of the new session, numbered without gaps, and the session that they lead to.
fn rebuilt(folder: &Path, reading: &Reading, id: &str, lost: &[String]) -> (Vec<Entry>, Session) {
    let found = &reading.found.session;
    let mut head = found.head.clone();
    let from = std::mem::replace(&mut head.id, id.to_owned());
    let mut rebuilding = Rebuilding {
        old: Session::new(found.head.clone()),
        new: Session::new(head.clone()),
        entries: Vec::new(),
    };
    rebuilding.push(&found_first(), Event::Head(Box::new(head)));
    if reading.found.source == ReadFrom::Journal {
        scan::scan(folder, &from, |step, _| match step {
            ScanStep::Gap => rebuilding.old.mark_gap(),
            ScanStep::Entry(entry) => rebuilding.take(entry),
        });
    } else {
        // A checkpoint is a journal with the last notes of each stage instead of their edits.
        let checkpoint = reading.compacted.text(found, 0).unwrap_or_default();
        for line in checkpoint.split(|byte| *byte == b'\n') {
            if let Line::Entry(entry) = codec::decode(line) {
                rebuilding.take(&entry);
            }
        }
    }
    let last = rebuilding.entries.last().cloned();
    let lost = lost.to_vec();
    rebuilding.push(
        &last.unwrap_or_else(found_first),
        Event::Repaired { from, lost },
    );
    (rebuilding.entries, rebuilding.new)
}

/// An entry with the time of the start.
fn found_first() -> Entry {
    Entry {
        n: 0,
        at: std::time::Duration::ZERO,
        after: None,
        event: Event::Here,
    }
}

struct Rebuilding {
    /// The damaged session, folded up to here.
    old: Session,
    new: Session,
    entries: Vec<Entry>,
}

impl Rebuilding {
    /// Adds an entry of the damaged session, unless the fold leaves it out.
    fn take(&mut self, entry: &Entry) {
        let was_finished = self.old.is_finished();
        let complete: Vec<bool> = (self.old.stages.iter())
            .map(|state| state.notes_complete)
            .collect();
        let was_damaged = std::mem::take(&mut self.old.damaged);
        self.old.apply(entry);
        let fits = !self.old.damaged;
        self.old.damaged |= was_damaged;
        let is_notes = matches!(entry.event, Event::Edit { .. } | Event::Keyframe { .. });
        match &entry.event {
            Event::Head(_) | Event::Checkpoint { .. } | Event::Repaired { .. } => {}
            _ if !fits || (was_finished && is_notes) => {}
            Event::Finish {
                wall,
                by,
                notes_crc,
            } => {
                // Incomplete notes are not those of the finish, and nobody edited them.
                let crc = notes_crc.iter().zip(&self.new.stages).zip(complete);
                let crc = crc.map(
                    |((crc, state), complete)| {
                        if complete { *crc } else { state.notes.crc() }
                    },
                );
                let notes_crc = crc.collect();
                let (wall, by) = (*wall, *by);
                self.push(
                    entry,
                    Event::Finish {
                        wall,
                        by,
                        notes_crc,
                    },
                );
            }
            event => self.push(entry, event.clone()),
        }
    }

    /// Appends an event with the times of `entry`.
    fn push(&mut self, entry: &Entry, event: Event) {
        let entry = Entry {
            n: self.entries.len() as u64 + 1,
            at: entry.at.max(self.new.at),
            after: entry.after,
            event,
        };
        self.new.apply(&entry);
        self.entries.push(entry);
    }
}

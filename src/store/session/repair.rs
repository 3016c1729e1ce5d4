//! Writes what can be read of a damaged session as a new session whose files are whole. The damaged one is only read.

use std::path::{Path, PathBuf};

use super::id::check_id;
use super::lock;
use super::read::{self, Parts, ReadFrom, Reading};
use super::recorder::{NotesPage, Recorder, SaveState};
use crate::domain::session::Session;
use crate::domain::session::event::{Entry, Event, Head};
use crate::store::error::StoreError;
use crate::store::log::codec::{self, JournalLine};
use crate::store::log::scan::{self, ScanStep};
use crate::store::reviews;

/// How many entries are written at once.
const AT_ONCE: usize = 1000;

/// A repaired session.
#[derive(Debug)]
pub struct Repaired {
    /// The new session's id and folder.
    pub id: String,
    pub folder: PathBuf,
    /// What could not be read, each on one sanitized line.
    pub lost: Vec<String>,
}

/// Writes what can be read of the session in `folder` into a new session in a sessions folder. `random` makes the
/// new id. `design` is the text of the design in the library, for a session that lost its own copy. Returns `None` if there
/// is nothing to repair.
///
/// # Errors
/// When the session is in use, nothing of it can be read, or the new one cannot be written.
pub fn repair(
    folder: &Path,
    sessions: &Path,
    random: u16,
    design: impl FnOnce(&str) -> Option<String>,
    page: NotesPage,
) -> Result<Option<Repaired>, StoreError> {
    let id = read::id_of(folder)?;
    lock::refuse_if_held(folder)?;
    let reading = read::reading_parts(folder, Parts::default())?;
    let (_, unread) = reviews::reviews(folder, &reading.found.session);
    let mut lost = reading.found.remarks.clone();
    lost.extend(unread);
    if lost.is_empty() && !reading.found.session.damaged {
        return Ok(None);
    }
    let new_id = sibling_of(&id, random);
    check_id(&new_id)?;
    let mut head = reading.found.session.head.clone();
    head.id.clone_from(&new_id);
    let text = match &reading.found.design_text {
        Ok(text) => text.clone(),
        Err(_) => design(&head.design.id).unwrap_or_default(),
    };
    let mut recorder = Recorder::create(sessions, &head, &text)?;
    let to = recorder.folder().to_owned();
    let session = rebuild(folder, reading, head, &lost, &mut recorder);
    recorder.checkpoint(&session, page);
    drop(session);
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

/// Appends the entries of the new session, numbered without gaps, and returns the session that they lead to. Nothing of a
/// long journal is held but the two sessions.
fn rebuild(
    folder: &Path,
    reading: Reading,
    head: Head,
    lost: &[String],
    recorder: &mut Recorder,
) -> Session {
    let is_journal = reading.found.source == ReadFrom::Journal;
    let checkpoint = if is_journal {
        Vec::new()
    } else {
        let compacted = &reading.compacted;
        compacted
            .text(&reading.found.session, 0)
            .unwrap_or_default()
    };
    let old = reading.found.session.head.clone();
    let from = old.id.clone();
    drop(reading);
    let mut rebuilding = Rebuilding {
        old: Session::new(old),
        new: Session::new(head.clone()),
        last: first(),
        waiting: Vec::new(),
        recorder,
    };
    rebuilding.push(&first(), Event::Head(Box::new(head)));
    if is_journal {
        scan::scan(folder, &from, |step, _| match step {
            ScanStep::Gap => rebuilding.old.mark_gap(),
            ScanStep::Entry(entry) => rebuilding.take(entry),
        });
    } else {
        // A checkpoint is a journal with the last notes of each stage instead of their edits.
        for line in checkpoint.split(|byte| *byte == b'\n') {
            if let JournalLine::Entry(entry) = codec::decode(line) {
                rebuilding.take(&entry);
            }
        }
    }
    let (last, lost) = (rebuilding.last.clone(), lost.to_vec());
    rebuilding.push(&last, Event::Repaired { from, lost });
    rebuilding.write();
    rebuilding.new
}

/// An entry with the time of the start.
fn first() -> Entry {
    Entry {
        n: 0,
        at: std::time::Duration::ZERO,
        after: None,
        event: Event::Here,
    }
}

struct Rebuilding<'a> {
    /// The damaged session, folded up to here.
    old: Session,
    new: Session,
    /// The last entry of the new session.
    last: Entry,
    /// The entries that are not written yet.
    waiting: Vec<Entry>,
    recorder: &'a mut Recorder,
}

impl Rebuilding<'_> {
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
                // Incomplete notes are not those that the session had at its finish, and nobody edited them.
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
            n: self.new.n + 1,
            at: entry.at.max(self.new.at),
            after: entry.after,
            event,
        };
        self.new.apply(&entry);
        self.last = Entry {
            event: Event::Here,
            n: entry.n,
            at: entry.at,
            after: entry.after,
        };
        self.waiting.push(entry);
        if self.waiting.len() >= AT_ONCE {
            self.write();
        }
    }

    fn write(&mut self) {
        self.recorder.append(&self.waiting, &self.new);
        self.waiting.clear();
    }
}

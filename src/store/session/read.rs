//! Reads a session from its folder, for every command and screen. It never writes and follows no link. Remarks say what was
//! left out or taken from the checkpoint.

use std::path::{Path, PathBuf};

use super::id::check_id;
use crate::domain::sanitize;
use crate::domain::session::Session;
use crate::domain::session::event::Event;
use crate::domain::session::log::Log;
use crate::store::error::StoreError;
use crate::store::files;
use crate::store::log::checkpoint::{self, Checkpoint, Compacted};
pub use crate::store::log::scan::ScanStep;
use crate::store::log::scan::{self, JournalScan, ScannedFile};

pub(in crate::store) const DESIGN: &str = "design.toml";
pub(in crate::store) const NOTES: &str = "notes.md";
pub(in crate::store) const DESIGN_LIMIT: u64 = 512 * 1024;

/// A session as read from disk.
#[derive(Debug)]
pub struct StoredSession {
    pub session: Session,
    pub folder: PathBuf,
    pub source: ReadFrom,
    /// What is wrong with the files; each remark is one sanitized line.
    pub remarks: Vec<String>,
    /// The text of the session's `design.toml`, not parsed, or what is wrong with the file.
    pub design_text: Result<String, String>,
    /// The size of all journal files, in bytes.
    pub journal_bytes: u64,
    /// The events, as far as the journal has them; empty where it cannot be read.
    pub log: Log,
}

/// Where the session's state was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadFrom {
    Journal,
    Checkpoint,
    /// The checkpoint, then the later lines of a damaged journal.
    Both,
}

/// A session with what its next writer needs.
#[derive(Debug)]
pub(in crate::store) struct Reading {
    pub found: StoredSession,
    pub files: Vec<ScannedFile>,
    pub compacted: Compacted,
    /// The checkpoint is usable.
    pub has_checkpoint: bool,
    /// Why a file could not be read, so that there may be more events.
    pub unread: Option<StoreError>,
}

/// Reads a session.
///
/// # Errors
/// When the folder is missing, a file has a newer format, or neither journal nor checkpoint can be read.
pub fn read(folder: &Path) -> Result<StoredSession, StoreError> {
    let parts = Parts {
        log: true,
        compacted: false,
    };
    reading_parts(folder, parts).map(|reading| reading.found)
}

/// The same without the log, for whoever needs only the last state: the log of a long session takes most of the memory.
///
/// # Errors
/// As for [`read`].
pub fn read_state(folder: &Path) -> Result<StoredSession, StoreError> {
    reading_parts(folder, Parts::default()).map(|reading| reading.found)
}

/// Calls `each` with every step of a session's journal in order, the head first, without repeats.
///
/// # Errors
/// When the folder is missing, or the journal cannot be read.
pub fn visit(folder: &Path, mut each: impl FnMut(ScanStep<'_>)) -> Result<(), StoreError> {
    let id = id_of(folder)?;
    let scan = scan::scan(folder, &id, |step, _| each(step));
    if let Some((path, found)) = scan.newer {
        return Err(StoreError::Newer { path, found });
    }
    if scan.last > 0 {
        Ok(())
    } else {
        Err(lost(folder, &id, scan.remarks))
    }
}

/// What is collected while the journal is read.
#[derive(Debug, Default, Clone, Copy)]
pub(in crate::store) struct Parts {
    /// The events.
    pub log: bool,
    /// The lines of the next checkpoint.
    pub compacted: bool,
}

/// Reads a session with what its next writer needs.
pub(in crate::store) fn reading(folder: &Path) -> Result<Reading, StoreError> {
    let parts = Parts {
        log: true,
        compacted: true,
    };
    reading_parts(folder, parts)
}

pub(in crate::store) fn reading_parts(folder: &Path, parts: Parts) -> Result<Reading, StoreError> {
    let id = id_of(folder)?;
    let checkpoint = checkpoint::read(folder, &id);
    let mut journal = Folding {
        parts,
        ..Folding::default()
    };
    let mut scan = scan::scan(folder, &id, |step, line| journal.take(step, line));
    if let Some((path, found)) = scan.newer.take() {
        return Err(StoreError::Newer { path, found });
    }
    let log = std::mem::take(&mut journal.log);
    let mut remarks = std::mem::take(&mut scan.remarks);
    remark_on_checkpoint(&checkpoint, &mut remarks);
    let has_checkpoint = checkpoint.is_ok();
    let mut unread = scan.unread.take();
    let (session, compacted, source) = match (journal.session, checkpoint) {
        (Some(session), Ok(checkpoint)) if is_whole(&session, &scan, &checkpoint) => {
            let mut session = session;
            note_later_edit(&mut session, &checkpoint, &mut remarks);
            let mut compacted = journal.compacted;
            compacted.final_notes = checkpoint.compacted.final_notes;
            (session, compacted, ReadFrom::Journal)
        }
        (journal, Ok(checkpoint)) => {
            let known = journal.map_or(0, |session| session.n);
            remark_on_source(&checkpoint, known, &mut remarks);
            from_checkpoint(folder, &id, checkpoint)
        }
        (Some(session), Err(why)) => {
            if may_hold_more(&why) {
                unread.get_or_insert(why);
            }
            (session, journal.compacted, ReadFrom::Journal)
        }
        (None, Err(why)) => return Err(unreadable(folder, id, why, &scan, remarks)),
    };
    let mut session = session;
    session.damaged |= scan.damaged || source != ReadFrom::Journal;
    remark_on_incomplete_notes(&session, &mut remarks);
    let design_text = read_design(folder, session.head.design_crc, &mut remarks);
    let remarks = remarks.iter().map(|remark| sanitize::line(remark));
    let found = StoredSession {
        session,
        folder: folder.to_owned(),
        source,
        remarks: remarks.collect(),
        design_text,
        journal_bytes: scan.files.iter().map(|file| file.bytes).sum(),
        log,
    };
    Ok(Reading {
        found,
        files: scan.files,
        compacted,
        has_checkpoint,
        unread,
    })
}

/// Takes over from the checkpoint that the notes of a finished session were edited later.
fn note_later_edit(session: &mut Session, checkpoint: &Checkpoint, remarks: &mut Vec<String>) {
    let is_edited = checkpoint.session.edited_later && session.is_finished();
    if is_edited && !session.edited_later {
        let name = checkpoint::NAME;
        remarks.push(format!(
            "the notes in `{name}` are not those that the session had at its finish"
        ));
    }
    session.edited_later |= is_edited;
}

/// Whether a checkpoint that gives this error may hold events that the journal lacks.
fn may_hold_more(why: &StoreError) -> bool {
    let is_closed = matches!(why, StoreError::Io { .. } | StoreError::Newer { .. });
    is_closed && !why.is_missing()
}

/// A session while the lines of its journal are folded.
#[derive(Default)]
struct Folding {
    parts: Parts,
    session: Option<Session>,
    log: Log,
    compacted: Compacted,
    /// Entries are missing before the next one.
    gap: bool,
}

impl Folding {
    fn take(&mut self, step: ScanStep<'_>, line: &[u8]) {
        let ScanStep::Entry(entry) = step else {
            self.gap = true;
            self.log.mark_gap();
            return;
        };
        if self.parts.log {
            self.log.push(entry.clone());
        }
        let session = match (&mut self.session, &entry.event) {
            (Some(session), _) => session,
            (none, Event::Head(head)) => none.insert(Session::new((**head).clone())),
            // Entries without a head cannot be folded.
            (None, _) => return,
        };
        if std::mem::take(&mut self.gap) {
            session.mark_gap();
        }
        session.apply(entry);
        if self.parts.compacted {
            self.compacted.push(entry, line);
        }
    }
}

/// Whether the journal is complete: it is not damaged, and the checkpoint knows no later event.
fn is_whole(session: &Session, scan: &JournalScan, checkpoint: &Checkpoint) -> bool {
    !session.damaged && !scan.damaged && session.n >= checkpoint.session.n
}

/// The session of the checkpoint with the journal's later lines.
fn from_checkpoint(
    folder: &Path,
    id: &str,
    checkpoint: Checkpoint,
) -> (Session, Compacted, ReadFrom) {
    let known = checkpoint.session.n;
    let (mut session, mut compacted) = (checkpoint.session, checkpoint.compacted);
    let mut last = known;
    scan::scan(folder, id, |step, line| {
        let ScanStep::Entry(entry) = step else { return };
        if entry.n <= known || matches!(entry.event, Event::Head(_)) {
            return;
        }
        if entry.n > last + 1 {
            session.mark_gap();
        }
        last = entry.n;
        session.apply(entry);
        compacted.push(entry, line);
    });
    let source = if last > known {
        ReadFrom::Both
    } else {
        ReadFrom::Checkpoint
    };
    (session, compacted, source)
}

/// Remarks that the checkpoint is shown, and which events the journal lacks.
fn remark_on_source(checkpoint: &Checkpoint, known: u64, remarks: &mut Vec<String>) {
    let session = &checkpoint.session;
    if (1..session.n).contains(&known) {
        remarks.push(format!(
            "events {} to {} are missing at the journal's end",
            known + 1,
            session.n
        ));
    }
    let at = session.at.as_secs();
    remarks.push(format!(
        "the checkpoint in `{}` is shown, made at {}:{:02} of the interview, event {}, and what the journal has after it",
        checkpoint::NAME,
        at / 60,
        at % 60,
        session.n
    ));
}

fn remark_on_checkpoint(checkpoint: &Result<Checkpoint, StoreError>, remarks: &mut Vec<String>) {
    let name = checkpoint::NAME;
    match checkpoint {
        Ok(_) => {}
        Err(why) if why.is_missing() => remarks.push(format!("`{name}` is missing")),
        Err(StoreError::Misnamed { id, .. }) => remarks.push(format!(
            "`{name}` is that of another session, `{id}`: left out"
        )),
        Err(why) => remarks.push(why.to_string()),
    }
}

fn remark_on_incomplete_notes(session: &Session, remarks: &mut Vec<String>) {
    let stages = session.head.plan.stages.iter().zip(&session.stages);
    for (stage, _) in stages.filter(|(_, page)| !page.notes_complete) {
        remarks.push(format!("the notes of `{}` are incomplete", stage.title));
    }
}

fn read_design(
    folder: &Path,
    crc: Option<u32>,
    remarks: &mut Vec<String>,
) -> Result<String, String> {
    let text = files::read_text(&folder.join(DESIGN), DESIGN_LIMIT);
    let wrong = match text {
        Ok(text) => {
            if crc.is_some_and(|crc| crc != crc32fast::hash(text.as_bytes())) {
                remarks.push("`design.toml` is not the one that the session ran with".to_owned());
            }
            return Ok(text);
        }
        Err(why) if why.is_missing() => "`design.toml` is missing".to_owned(),
        Err(StoreError::NotText(_)) => "`design.toml` is not text in UTF-8".to_owned(),
        Err(StoreError::NotAFile(_)) => "`design.toml` is not an ordinary file".to_owned(),
        Err(why) => why.with_cause(),
    };
    remarks.push(wrong.clone());
    Err(sanitize::line(&wrong))
}

/// The id of a session's folder.
pub(in crate::store) fn id_of(folder: &Path) -> Result<String, StoreError> {
    let name = folder.file_name().map(|name| name.to_string_lossy());
    let name = name.unwrap_or_default().into_owned();
    check_id(&name)?;
    if files::is_own_folder(folder) {
        Ok(name)
    } else {
        Err(StoreError::NoSession(name))
    }
}

/// The error of a folder whose session cannot be read.
fn unreadable(
    folder: &Path,
    id: String,
    checkpoint: StoreError,
    scan: &JournalScan,
    reasons: Vec<String>,
) -> StoreError {
    let misnamed = |id: String, named: String| StoreError::Misnamed {
        folder: folder.to_owned(),
        named,
        id,
    };
    match (checkpoint, &scan.foreign) {
        (newer @ StoreError::Newer { .. }, _) => newer,
        (StoreError::Misnamed { id: other, .. }, _) => misnamed(other, id),
        (_, Some(other)) => misnamed(other.clone(), id),
        _ => lost(folder, &id, reasons),
    }
}

fn lost(folder: &Path, id: &str, reasons: Vec<String>) -> StoreError {
    let notes = folder.join(NOTES);
    StoreError::Lost {
        id: id.to_owned(),
        folder: folder.to_owned(),
        reasons,
        notes: notes
            .symlink_metadata()
            .is_ok_and(|about| about.is_file())
            .then_some(notes),
    }
}

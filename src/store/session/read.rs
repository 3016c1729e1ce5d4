//! The one reading of a session's folder, for resume, show, export and review alike. It never writes and follows no
//! link; what it had to leave out or make up for it says in remarks.

use std::path::{Path, PathBuf};

use super::checkpoint::{self, Checkpoint};
use super::id::check_id;
use super::summary::Status;
use crate::domain::sanitize;
use crate::domain::session::Session;
use crate::domain::session::event::{Entry, Event};
use crate::domain::session::log::Log;
use crate::store::error::StoreError;
use crate::store::files;
pub use crate::store::log::scan::Step;
use crate::store::log::scan::{self, Tape};

pub(in crate::store) const DESIGN: &str = "design.toml";
pub(in crate::store) const NOTES: &str = "notes.md";
pub(in crate::store) const DESIGN_LIMIT: u64 = 512 * 1024;

/// A session as found on disk.
#[derive(Debug)]
pub struct Found {
    pub session: Session,
    pub folder: PathBuf,
    pub source: Source,
    /// What the reader of the session should know about its files, each one line, clean.
    pub remarks: Vec<String>,
    /// The design the session ran with, as its file holds it; not parsed.
    pub design_text: Option<String>,
    /// The length of all journal files together.
    pub journal_bytes: u64,
}

/// Which file the session's state is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    Journal,
    Checkpoint,
    /// A damaged journal, put right by the checkpoint where it could be.
    Both,
}

/// A session with what its next writer must know.
#[derive(Debug)]
pub(in crate::store) struct Reading {
    pub found: Found,
    pub tape: Tape,
    pub checkpoint: Result<Checkpoint, StoreError>,
}

/// Reads a session.
///
/// # Errors
/// When there is no such folder, its files are of a newer format, or none of them can be read.
pub fn read(folder: &Path) -> Result<Found, StoreError> {
    reading(folder).map(|reading| reading.found)
}

/// Goes through a session's journal in order, the head first, without repeats.
///
/// # Errors
/// When there is no such folder, or no journal that can be read.
pub fn visit(folder: &Path, each: impl FnMut(Step<'_>)) -> Result<(), StoreError> {
    let id = id_of(folder)?;
    let tape = scan::play(folder, &id, each);
    if let Some((path, found)) = tape.newer {
        return Err(StoreError::Newer { path, found });
    }
    if tape.has_entries() {
        Ok(())
    } else {
        Err(lost(folder, &id, tape.remarks))
    }
}

/// A session's events, as far as its journal has them.
///
/// # Errors
/// When there is no such folder, or no journal that can be read.
pub fn log(folder: &Path) -> Result<Log, StoreError> {
    let mut log = Log::default();
    visit(folder, |step| match step {
        Step::Entry(entry) => log.push(entry.clone()),
        Step::Hole => log.lose_thread(),
    })?;
    Ok(log)
}

pub(in crate::store) fn reading(folder: &Path) -> Result<Reading, StoreError> {
    let id = id_of(folder)?;
    let checkpoint = checkpoint::read(folder, &id);
    let mut fold = Fold {
        session: None,
        checkpoint: checkpoint.as_ref().ok(),
        laid_over: None,
        hole: false,
    };
    let mut tape = scan::play(folder, &id, |step| fold.take(step));
    if let Some((path, found)) = tape.newer.take() {
        return Err(StoreError::Newer { path, found });
    }
    let mut remarks = std::mem::take(&mut tape.remarks);
    tell_of_checkpoint(&checkpoint, &mut remarks);
    let ended = fold.end(&tape, &mut remarks);
    let Some((mut session, source)) = ended else {
        return Err(nothing(folder, id, checkpoint.err(), &tape, remarks));
    };
    session.damaged |= tape.damaged;
    settle(&mut session, checkpoint.as_ref().ok(), &mut remarks);
    tell_of_pieces(&session, &mut remarks);
    let design_crc = checkpoint.as_ref().ok().and_then(|kept| kept.design_crc);
    let design_text = read_design(folder, design_crc, &mut remarks);
    let found = Found {
        session,
        folder: folder.to_owned(),
        source,
        remarks: remarks
            .iter()
            .map(|remark| sanitize::line(remark))
            .collect(),
        design_text,
        journal_bytes: tape.files.iter().map(|file| file.bytes).sum(),
    };
    Ok(Reading {
        found,
        tape,
        checkpoint,
    })
}

/// The journal's entries as they come, with the checkpoint laid over at its place where the journal has holes.
struct Fold<'a> {
    session: Option<Session>,
    checkpoint: Option<&'a Checkpoint>,
    /// The event after which it was laid over.
    laid_over: Option<u64>,
    /// Entries are missing before the next.
    hole: bool,
}

impl Fold<'_> {
    fn take(&mut self, step: Step<'_>) {
        match step {
            Step::Hole => self.hole = true,
            Step::Entry(entry) => self.fold(entry),
        }
    }

    fn fold(&mut self, entry: &Entry) {
        let session = match (&mut self.session, &entry.event, self.checkpoint) {
            (Some(session), ..) => session,
            (none, Event::Head(head), _) => none.insert(Session::new((**head).clone())),
            (none, _, Some(kept)) => {
                let session = none.insert(Session::new(kept.head.clone()));
                session.damaged = true;
                // Only the head is missing, and the checkpoint has it.
                self.hole &= entry.n > 2;
                session
            }
            // Without a plan nothing can be made of it.
            (None, _, None) => return,
        };
        session.damaged |= self.hole;
        if let Some(kept) = self.checkpoint
            && self.laid_over.is_none()
            && session.damaged
            && kept.summary.event < entry.n
        {
            kept.lay_over(session);
            session.damaged = true;
            self.laid_over = Some(session.n);
            self.hole = entry.n > session.n + 1;
        }
        if std::mem::take(&mut self.hole) {
            session.lose_thread();
        }
        session.apply(entry);
    }

    /// The session in the end, and where it is from. A checkpoint that is as it was written and knows of more
    /// events is believed over the journal; so is any where the journal has holes.
    fn end(self, tape: &Tape, remarks: &mut Vec<String>) -> Option<(Session, Source)> {
        let kept = self.checkpoint;
        let Some(mut session) = self.session else {
            let kept = kept?;
            remarks.push(shown(kept));
            let mut session = kept.to_session();
            session.damaged = true;
            return Some((session, Source::Checkpoint));
        };
        if let Some(event) = self.laid_over {
            remarks.push(format!(
                "up to event {event} the checkpoint in `session.toml` is shown, then the journal"
            ));
            return Some((session, Source::Both));
        }
        let broken = session.damaged || tape.damaged;
        let Some(kept) = kept.filter(|kept| kept.summary.event >= session.n) else {
            return Some((session, Source::Journal));
        };
        let knows_more = kept.summary.event > session.n;
        if session.damaged || (knows_more && (kept.sound || broken)) {
            if knows_more {
                remarks.push(format!(
                    "events {} to {} are missing at the journal's end",
                    session.n + 1,
                    kept.summary.event
                ));
            }
            remarks.push(shown(kept));
            kept.lay_over(&mut session);
            session.damaged = true;
            return Some((session, Source::Checkpoint));
        }
        if knows_more {
            remarks.push("`session.toml` was changed by another hand: the journal is shown".into());
        }
        Some((session, Source::Journal))
    }
}

/// The notes of a finished session are those of its finish. Where the journal lost some, the checkpoint may have
/// them; where the checkpoint has others, somebody edited it.
fn settle(session: &mut Session, kept: Option<&Checkpoint>, remarks: &mut Vec<String>) {
    if !session.is_finished() {
        return;
    }
    let kept = kept.filter(|kept| kept.summary.status == Status::Finished);
    let at = session.at;
    let pages = session.pages.iter_mut().zip(&session.notes_crc);
    for (place, (page, crc)) in pages.enumerate() {
        let notes = kept.and_then(|kept| kept.notes.get(place));
        if page.notes.crc() == *crc {
            page.whole = true;
        } else if let Some(notes) = notes.filter(|notes| crc32fast::hash(notes.as_bytes()) == *crc)
        {
            page.notes.become_text(notes, at);
            page.whole = true;
        }
    }
    if kept.is_some_and(|kept| kept.notes_crc() != session.notes_crc) {
        session.edited_later = true;
        remarks.push("the notes in `session.toml` are not those of the finish".to_owned());
    }
}

fn shown(kept: &Checkpoint) -> String {
    let at = kept.summary.elapsed.as_secs();
    format!(
        "the checkpoint in `session.toml` is shown, made at {}:{:02} of the interview, event {}",
        at / 60,
        at % 60,
        kept.summary.event
    )
}

fn tell_of_checkpoint(checkpoint: &Result<Checkpoint, StoreError>, remarks: &mut Vec<String>) {
    match checkpoint {
        Ok(kept) if kept.sound => {}
        Ok(_) => remarks.push("`session.toml` is not as it was written".to_owned()),
        Err(why) if why.is_missing() => remarks.push("`session.toml` is missing".to_owned()),
        Err(StoreError::Misnamed { id, .. }) => remarks.push(format!(
            "`session.toml` is that of another session, `{id}`: left out"
        )),
        Err(why) => remarks.push(why.to_string()),
    }
}

fn tell_of_pieces(session: &Session, remarks: &mut Vec<String>) {
    let stages = session.head.plan.stages.iter().zip(&session.pages);
    for (stage, _) in stages.filter(|(_, page)| !page.whole) {
        remarks.push(format!("the notes of `{}` are incomplete", stage.title));
    }
}

fn read_design(folder: &Path, crc: Option<u32>, remarks: &mut Vec<String>) -> Option<String> {
    match files::read_text(&folder.join(DESIGN), DESIGN_LIMIT) {
        Ok(text) => {
            if crc.is_some_and(|crc| crc != crc32fast::hash(text.as_bytes())) {
                remarks.push("`design.toml` is not the one that the session ran with".to_owned());
            }
            Some(text)
        }
        Err(why) if why.is_missing() => {
            remarks.push("`design.toml` is missing".to_owned());
            None
        }
        Err(why) => {
            remarks.push(why.to_string());
            None
        }
    }
}

/// The id that a folder's name is.
pub(in crate::store) fn id_of(folder: &Path) -> Result<String, StoreError> {
    let name = folder.file_name().map(|name| name.to_string_lossy());
    let name = name.unwrap_or_default().into_owned();
    check_id(&name)?;
    match folder.symlink_metadata() {
        Ok(about) if about.is_dir() => Ok(name),
        _ => Err(StoreError::NoSession(name)),
    }
}

/// Why nothing could be made of a folder.
fn nothing(
    folder: &Path,
    id: String,
    checkpoint: Option<StoreError>,
    tape: &Tape,
    reasons: Vec<String>,
) -> StoreError {
    let misnamed = |id: String, named: String| StoreError::Misnamed {
        folder: folder.to_owned(),
        named,
        id,
    };
    match (checkpoint, &tape.foreign) {
        (Some(newer @ StoreError::Newer { .. }), _) => newer,
        (Some(StoreError::Misnamed { id: other, .. }), _) => misnamed(other, id),
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

//! `checkpoint.jsonl`: the journal without edits, and the last notes as keyframes. It is written whole, and used only if
//! every line is good.

use std::path::Path;
use std::sync::Arc;

use super::codec::{self, JournalLine, Lines, Shape};
use super::limits::Limits;
use crate::domain::session::Session;
use crate::domain::session::event::{Entry, Event};
use crate::domain::session::touched::Touched;
use crate::store::error::StoreError;
use crate::store::files;

pub(in crate::store) const NAME: &str = "checkpoint.jsonl";
pub(in crate::store) const LIMIT: u64 = 4 * 1024 * 1024;

/// A line without its LF, and its number.
type NumberedLine = (u64, Arc<[u8]>);

/// The journal lines that a checkpoint repeats. Cloning it shares the lines.
#[derive(Debug, Clone, Default)]
pub(in crate::store) struct Compacted {
    /// The head, then every event but edits, keyframes and heartbeats.
    events: Vec<NumberedLine>,
    bytes: u64,
    /// The keyframes of a finished session's checkpoint: they are written again and never replaced.
    pub final_notes: Option<Vec<NumberedLine>>,
}

/// A checkpoint as read.
#[derive(Debug)]
pub(in crate::store) struct Checkpoint {
    pub session: Session,
    pub compacted: Compacted,
}

impl Compacted {
    /// The lines of the events, without their LF.
    pub fn events(&self) -> &[NumberedLine] {
        &self.events
    }

    /// Adds the line of the next entry, with or without its LF, if a checkpoint repeats it.
    pub fn push(&mut self, entry: &Entry, line: &[u8]) {
        let is_kept = match &entry.event {
            Event::Head(_) => self.events.is_empty(),
            Event::Edit { .. } | Event::Keyframe { .. } | Event::Here => entry.after.is_some(),
            Event::Checkpoint { .. } => false,
            _ => true,
        };
        // Lines over the limit are dropped, so that a journal cannot fill the memory.
        if is_kept && self.bytes <= LIMIT {
            let line = line.strip_suffix(b"\n").unwrap_or(line);
            self.bytes += line.len() as u64;
            self.events.push((entry.n, line.into()));
        }
    }

    /// The text of the checkpoint; `journal_bytes` is the size of all journal files. Without the times of the lines if it
    /// would be too large with them; `None` if it still is.
    pub fn text(&self, session: &Session, journal_bytes: u64) -> Option<Vec<u8>> {
        let texts = [true, false].into_iter();
        let mut texts = texts.map(|touched| self.lines(session, journal_bytes, touched));
        texts.find(|text| text.len() as u64 <= LIMIT)
    }

    fn lines(&self, session: &Session, journal_bytes: u64, touched: bool) -> Vec<u8> {
        let mut lines = self.final_notes.clone();
        let lines = lines.get_or_insert_with(|| keyframes(session, touched));
        lines.extend(self.events.iter().skip(1).cloned());
        // The sort is stable: keyframes come before the event of the same number, as the finish checks the notes.
        lines.sort_by_key(|(n, _)| *n);
        let mut text = Vec::new();
        for (_, line) in self.events.first().into_iter().chain(&*lines) {
            text.extend_from_slice(line);
            text.push(b'\n');
        }
        text.extend(codec::encode(&Entry {
            n: session.n,
            at: session.at,
            after: None,
            event: Event::Checkpoint {
                journal_bytes,
                lines: lines.len() as u64 + 1,
            },
        }));
        text
    }
}

/// The notes of each changed stage as a keyframe with the number and time of the last change.
fn keyframes(session: &Session, touched: bool) -> Vec<NumberedLine> {
    let stages = session.stages.iter().enumerate();
    let changed = stages.filter_map(|(stage, state)| Some((stage, state, state.changed?)));
    let lines = changed.map(|(stage, state, (n, at))| {
        let times = if touched {
            state.notes.touched_times()
        } else {
            &[]
        };
        let mut line = codec::encode(&Entry {
            n,
            at,
            after: None,
            event: Event::Keyframe {
                stage,
                notes: state.notes.to_string(),
                touched: Touched::of(times),
            },
        });
        line.pop();
        (n, line.into())
    });
    lines.collect()
}

/// Reads the checkpoint of the session `id`.
///
/// # Errors
/// When it is missing, has a newer format, belongs to another session, or a line of it is missing or bad.
pub(in crate::store) fn read(folder: &Path, id: &str) -> Result<Checkpoint, StoreError> {
    let path = folder.join(NAME);
    let mut lines = Lines::new(files::open(&path, LIMIT)?);
    let mut reading: Option<Checkpoint> = None;
    let mut keyframes = Vec::new();
    let mut limits = Limits::default();
    let (mut number, mut last, mut is_closed) = (0, 0, false);
    let unusable = |number: u64, why: &str| StoreError::Unreadable {
        path: path.clone(),
        why: format!("line {number}: {why}"),
    };
    while let Some(shape) = lines.next().map_err(StoreError::io("read", &path))? {
        let before = number;
        number += 1;
        let entry = match codec::decode(lines.line()) {
            JournalLine::Newer(found) => return Err(StoreError::Newer { path, found }),
            JournalLine::Entry(entry) if shape == Shape::Whole => entry,
            _ => return Err(unusable(number, "it cannot be read")),
        };
        let checkpoint = match &entry.event {
            Event::Head(head) if head.id != id => {
                return Err(StoreError::Misnamed {
                    folder: folder.to_owned(),
                    named: id.to_owned(),
                    id: head.id.clone(),
                });
            }
            Event::Head(head) => reading.get_or_insert_with(|| Checkpoint {
                session: Session::new((**head).clone()),
                compacted: Compacted::default(),
            }),
            _ => reading
                .as_mut()
                .ok_or_else(|| unusable(number, "it is no head"))?,
        };
        if is_closed || entry.n < last || !limits.allow(&entry.event) {
            return Err(unusable(number, "no checkpoint continues like this"));
        }
        last = entry.n;
        match entry.event {
            Event::Checkpoint { lines, .. } if lines != before => {
                return Err(unusable(number, "lines are missing before it"));
            }
            Event::Checkpoint { .. } => is_closed = true,
            Event::Keyframe { .. } if entry.after.is_none() => {
                keyframes.push((entry.n, lines.line().into()));
            }
            _ => {}
        }
        checkpoint.session.apply(&entry);
        checkpoint.compacted.push(&entry, lines.line());
    }
    let whole = reading.filter(|_| is_closed);
    let mut whole = whole.ok_or_else(|| unusable(number + 1, "the last line is missing"))?;
    if whole.session.is_finished() {
        whole.compacted.final_notes = Some(keyframes);
    }
    Ok(whole)
}

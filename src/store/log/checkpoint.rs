//! `checkpoint.jsonl`: the journal compacted to what its fold needs, in the same lines. Written whole, and of use only
//! whole.

use std::path::Path;
use std::sync::Arc;

use super::codec::{self, Line, Lines, Shape};
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

/// A session while its lines are folded, and the lines that a checkpoint repeats. Cloning it shares the lines.
#[derive(Debug, Clone, Default)]
pub(in crate::store) struct Compacted {
    /// The head, then every event but edits, keyframes and heartbeats.
    events: Vec<NumberedLine>,
    bytes: u64,
    /// The keyframes of the checkpoint that a finished session was found with: its notes are never replaced.
    final_notes: Option<Vec<NumberedLine>>,
}

/// A checkpoint as read.
#[derive(Debug)]
pub(in crate::store) struct Checkpoint {
    pub session: Session,
    pub compacted: Compacted,
    notes: Vec<NumberedLine>,
}

impl Compacted {
    /// Takes the next event's line, with or without its LF, if a checkpoint repeats it.
    pub fn push(&mut self, entry: &Entry, line: &[u8]) {
        let is_kept = match &entry.event {
            Event::Head(_) => self.events.is_empty(),
            Event::Edit { .. } | Event::Keyframe { .. } | Event::Here => entry.after.is_some(),
            Event::Checkpoint { .. } => false,
            _ => true,
        };
        // More than a checkpoint takes is not kept, so that no journal fills the memory.
        if is_kept && self.bytes <= LIMIT {
            let line = line.strip_suffix(b"\n").unwrap_or(line);
            self.bytes += line.len() as u64;
            self.events.push((entry.n, line.into()));
        }
    }

    /// Keeps the notes of a finished session's checkpoint as they stand in it.
    pub fn keep_notes(&mut self, checkpoint: &Checkpoint) {
        if checkpoint.session.is_finished() {
            self.final_notes = Some(checkpoint.notes.clone());
        }
    }

    /// The checkpoint of a session whose journal files hold `journal_bytes`; `None` where it would be larger than any
    /// that is read.
    pub fn text(&self, session: &Session, journal_bytes: u64) -> Option<Vec<u8>> {
        let fits = |text: &Vec<u8>| text.len() as u64 <= LIMIT;
        let with = |touched| self.lines(session, journal_bytes, touched);
        Some(with(true))
            .filter(fits)
            .or_else(|| Some(with(false)).filter(fits))
    }

    fn lines(&self, session: &Session, journal_bytes: u64, touched: bool) -> Vec<u8> {
        let mut lines = self.final_notes.clone();
        let lines = lines.get_or_insert_with(|| keyframes(session, touched));
        lines.extend(self.events.iter().skip(1).cloned());
        // Stable: notes stand before the event of the same number, so that a finish finds them.
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

/// Each stage's last change as a keyframe.
fn keyframes(session: &Session, touched: bool) -> Vec<NumberedLine> {
    let pages = session.stages.iter().enumerate();
    let changed = pages.filter_map(|(stage, page)| Some((stage, page, page.changed?)));
    let lines = changed.map(|(stage, page, (n, at))| {
        let times = if touched {
            page.notes.touched_times()
        } else {
            &[]
        };
        let mut line = codec::encode(&Entry {
            n,
            at,
            after: None,
            event: Event::Keyframe {
                stage,
                notes: page.notes.to_string(),
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
/// When it is missing, of a newer format, of another session, or not whole.
pub(in crate::store) fn read(folder: &Path, id: &str) -> Result<Checkpoint, StoreError> {
    let path = folder.join(NAME);
    let mut lines = Lines::new(files::open(&path, LIMIT)?);
    let mut reading = None;
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
            Line::Newer(found) => return Err(StoreError::Newer { path, found }),
            Line::Entry(entry) if shape == Shape::Whole => entry,
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
            Event::Head(head) => reading.get_or_insert_with(|| Checkpoint::new(head)),
            _ => reading
                .as_mut()
                .ok_or_else(|| unusable(number, "it is no head"))?,
        };
        if is_closed || entry.n < last || !limits.allow(&entry.event) {
            return Err(unusable(number, "no checkpoint goes on like this"));
        }
        last = entry.n;
        if let Event::Checkpoint { lines, .. } = entry.event {
            is_closed = true;
            if lines != before {
                return Err(unusable(number, "lines are missing before it"));
            }
        }
        checkpoint.push(&entry, lines.line());
    }
    let whole = reading.filter(|_| is_closed);
    whole.ok_or_else(|| unusable(number + 1, "the last line is missing"))
}

impl Checkpoint {
    fn new(head: &crate::domain::session::event::Head) -> Self {
        Self {
            session: Session::new(head.clone()),
            compacted: Compacted::default(),
            notes: Vec::new(),
        }
    }

    fn push(&mut self, entry: &Entry, line: &[u8]) {
        self.session.apply(entry);
        self.compacted.push(entry, line);
        if matches!(entry.event, Event::Keyframe { .. }) && entry.after.is_none() {
            self.notes.push((entry.n, line.into()));
        }
    }
}

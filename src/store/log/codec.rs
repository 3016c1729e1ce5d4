//! Encodes and decodes the lines of a journal or a checkpoint, names journal files, and reads a file line by line.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;

use crate::domain::session::event::{Entry, Event, FORMAT, Head};
use crate::domain::session::plan::MOST_STAGES;
use crate::store::error::StoreError;
use crate::store::files;
use crate::store::session::id::check_id;

pub(in crate::store) const LINE_LIMIT: u64 = 2 * 1024 * 1024;
pub(in crate::store) const FILE_LIMIT: u64 = 64 * 1024 * 1024;
/// The size at which the writer begins the next file, in bytes.
pub(in crate::store) const ROLL_AT: u64 = 48 * 1024 * 1024;
/// The highest number of a journal file.
pub(in crate::store) const LAST_NUMBER: u32 = 99;

/// Limits far above any real session, so that sums of times cannot overflow.
const LONGEST: Duration = Duration::from_secs(366 * 24 * 3600);
const HIGHEST: u64 = 1 << 53;

const CRC_KEY: &[u8] = b",\"crc\":";

/// A decoded line.
#[derive(Debug)]
pub(in crate::store) enum JournalLine {
    Entry(Box<Entry>),
    /// A head with a newer format.
    Newer(u64),
    Bad,
}

/// Encodes an entry as a line with its LF.
pub(in crate::store) fn encode(entry: &Entry) -> Vec<u8> {
    let mut line = serde_json::to_vec(entry).expect("an entry has text keys and finite numbers");
    line.pop();
    let crc = crc32fast::hash(&line);
    line.extend_from_slice(CRC_KEY);
    line.extend_from_slice(crc.to_string().as_bytes());
    line.extend_from_slice(b"}\n");
    line
}

/// Decodes a line, given without its LF.
pub(in crate::store) fn decode(line: &[u8]) -> JournalLine {
    if !has_valid_crc(line) {
        return JournalLine::Bad;
    }
    let entry = serde_json::from_slice::<Entry>(line).ok();
    if entry
        .as_ref()
        .is_none_or(|entry| matches!(entry.event, Event::Head(_)))
    {
        let version = serde_json::from_slice::<Version>(line).ok();
        let newer = version.filter(|head| head.kind == "head" && head.format > u64::from(FORMAT));
        if let Some(head) = newer {
            return JournalLine::Newer(head.format);
        }
    }
    entry
        .filter(|entry| (1..=HIGHEST).contains(&entry.n) && entry.at <= LONGEST)
        .filter(|entry| match &entry.event {
            Event::Head(head) => is_sane(head),
            _ => true,
        })
        .map_or(JournalLine::Bad, |entry| {
            JournalLine::Entry(Box::new(entry))
        })
}

/// Whether the head has a valid id, a possible number of stages, and budgets within the limits.
pub(in crate::store) fn is_sane(head: &Head) -> bool {
    let stages = &head.plan.stages;
    check_id(&head.id).is_ok()
        && (1..=MOST_STAGES).contains(&stages.len())
        && stages
            .iter()
            .all(|stage| stage.budget <= LONGEST && stage.framework_budget <= LONGEST)
}

fn has_valid_crc(line: &[u8]) -> bool {
    // A CRC-32 has at most ten digits, so its key is within this distance of the end.
    let longest = CRC_KEY.len() + "4294967295}".len();
    let from = line.len().saturating_sub(longest);
    let at = line[from..]
        .windows(CRC_KEY.len())
        .position(|part| part == CRC_KEY);
    at.is_some_and(|at| {
        let (before, crc) = line.split_at(from + at);
        let digits = crc[CRC_KEY.len()..].strip_suffix(b"}").unwrap_or_default();
        let crc = std::str::from_utf8(digits).ok();
        crc.and_then(|crc| crc.parse().ok()) == Some(crc32fast::hash(before))
    })
}

#[derive(Debug, Deserialize)]
struct Version {
    kind: String,
    format: u64,
}

/// The name of a journal file by its number, from 1.
pub(in crate::store) fn file_name(number: u32) -> String {
    match number {
        1 => "journal.jsonl".to_owned(),
        number => format!("journal.{number}.jsonl"),
    }
}

/// The journal files of a folder by number, whether or not they can be read.
pub(in crate::store) fn files(folder: &Path) -> Result<Vec<(u32, PathBuf)>, StoreError> {
    let names = files::names(folder, |_| true)?;
    let numbered = names.iter();
    let numbered = numbered.filter_map(|name| Some((number_of(name)?, folder.join(name))));
    let mut files: Vec<(u32, PathBuf)> = numbered.collect();
    files.sort_unstable();
    Ok(files)
}

/// The number of the journal file of that name.
pub(in crate::store) fn number_of(name: &str) -> Option<u32> {
    if name == "journal.jsonl" {
        return Some(1);
    }
    let number = name.strip_prefix("journal.")?.strip_suffix(".jsonl")?;
    let number: u32 = number.parse().ok()?;
    ((2..=LAST_NUMBER).contains(&number) && name == file_name(number)).then_some(number)
}

/// The size of all journal files of a folder, in bytes; only regular files count.
pub(in crate::store) fn bytes(folder: &Path) -> u64 {
    let sizes = files(folder).unwrap_or_default().into_iter();
    sizes
        .filter_map(|(_, path)| path.symlink_metadata().ok())
        .filter(std::fs::Metadata::is_file)
        .map(|about| about.len())
        .sum()
}

/// Reads a file line by line.
#[derive(Debug)]
pub(in crate::store) struct Lines {
    input: BufReader<File>,
    line: Vec<u8>,
    /// Bytes read so far, up to the end of the last line.
    pub read: u64,
}

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Shape {
    /// With its LF.
    Whole,
    /// The file ends before the line does.
    Torn,
    /// The line is longer than `LINE_LIMIT` and was skipped.
    TooLong,
}

impl Lines {
    pub fn new(file: File) -> Self {
        Self {
            input: BufReader::with_capacity(64 * 1024, file),
            line: Vec::new(),
            read: 0,
        }
    }

    /// Reads the next line; `None` at the end of the file.
    pub fn next(&mut self) -> io::Result<Option<Shape>> {
        self.line.clear();
        let mut input = (&mut self.input).take(LINE_LIMIT);
        let mut length = input.read_until(b'\n', &mut self.line)? as u64;
        let shape = if length == 0 {
            None
        } else if self.line.pop_if(|last| *last == b'\n').is_some() {
            Some(Shape::Whole)
        } else if length < LINE_LIMIT {
            Some(Shape::Torn)
        } else {
            length += self.input.skip_until(b'\n')? as u64;
            Some(Shape::TooLong)
        };
        self.read += length;
        Ok(shape)
    }

    /// The last line, without its LF.
    pub fn line(&self) -> &[u8] {
        &self.line
    }
}

#[cfg(test)]
mod tests;

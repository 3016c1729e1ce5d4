//! Reads all journal files of a session in order: it skips repeats and reports gaps and damage. It never writes.

use std::path::{Path, PathBuf};

use super::codec::{self, JournalLine, Lines, Shape};
use super::limits::Limits;
use crate::domain::session::event::{Entry, Event};
use crate::store::error::StoreError;
use crate::store::files;

/// The most bytes that are read of all files.
pub(in crate::store) const TOTAL_LIMIT: u64 = 3 * codec::FILE_LIMIT;

/// The most bad lines of one file. Damage leaves far fewer; beyond it a file is made to cost time.
const MOST_BAD_LINES: u64 = 10_000;

/// The most remarks on bad lines and gaps; further ones are only counted.
const MOST_REMARKS: usize = 8;

/// One step of a journal.
#[derive(Debug, Clone, Copy)]
pub enum ScanStep<'a> {
    /// Apply it with `Session::apply`.
    Entry(&'a Entry),
    /// Entries are missing before the next one: call `Session::mark_gap`.
    Gap,
}

/// The result of reading the journal files.
#[derive(Debug, Default)]
pub(in crate::store) struct JournalScan {
    pub files: Vec<ScannedFile>,
    pub remarks: Vec<String>,
    /// A bad line comes before a good one, or two lines of one number differ.
    pub damaged: bool,
    /// A file with a newer format, and that format.
    pub newer: Option<(PathBuf, u64)>,
    /// The id of another session that a file belongs to.
    pub foreign: Option<String>,
    /// Why a file, or the end of one, could not be read: it may hold more events.
    pub unread: Option<StoreError>,
    /// The number of the last event read.
    pub last: u64,
    has_head: bool,
    /// The number and the checksum of every event's line, to distinguish a repeat from a contradiction.
    checksums: Vec<(u64, u32)>,
    limits: Limits,
    /// How many remarks were left out.
    omitted: usize,
}

/// One journal file.
#[derive(Debug, Default)]
pub(in crate::store) struct ScannedFile {
    pub number: u32,
    pub path: PathBuf,
    pub bytes: u64,
    /// Bytes up to the end of the last good line.
    pub good_bytes: u64,
    pub good_lines: u64,
    /// The first line is a head of this session.
    pub headed: bool,
    /// The file could be read to its end.
    pub readable: bool,
}

impl ScannedFile {
    fn name(&self) -> String {
        codec::file_name(self.number)
    }
}

/// Reads the journal of the session `id`. `each` gets every step and, with an entry, its line without the LF.
pub(in crate::store) fn scan(
    folder: &Path,
    id: &str,
    mut each: impl FnMut(ScanStep<'_>, &[u8]),
) -> JournalScan {
    let mut scan = JournalScan::default();
    let files = codec::files(folder).unwrap_or_else(|why| {
        scan.remarks.push(why.with_cause());
        scan.unread = Some(why);
        Vec::new()
    });
    let last = files.last().map(|(number, _)| *number);
    let expected = 1..=last.unwrap_or(1);
    for missing in expected.filter(|number| files.iter().all(|(there, _)| there != number)) {
        let name = codec::file_name(missing);
        scan.remarks.push(format!("`{name}` is missing"));
    }
    let mut left = TOTAL_LIMIT;
    for (number, path) in files {
        let mut file = ScannedFile {
            number,
            path,
            ..ScannedFile::default()
        };
        let read = files::open(&file.path, codec::FILE_LIMIT.min(left)).and_then(|opened| {
            file.bytes = opened.metadata().map_or(0, |about| about.len());
            scan.read_file(&mut file, Lines::new(opened), id, &mut each)
        });
        match read {
            Ok(torn) => {
                file.readable = true;
                scan.remark_on_end(&file, torn, Some(number) == last);
            }
            Err(why) => {
                scan.damaged |= file.good_lines > 0;
                let why_not = why.with_cause();
                scan.remarks.push(format!("`{}`: {why_not}", file.name()));
                scan.unread.get_or_insert(why);
            }
        }
        left = left.saturating_sub(file.bytes);
        scan.files.push(file);
    }
    if scan.omitted > 0 {
        let more = format!("and so on, {} times more", scan.omitted);
        scan.remarks.push(more);
    }
    scan
}

/// Bad lines in a row; they are counted and not collected.
#[derive(Debug, Default, Clone, Copy)]
struct BadLines {
    /// The number of the first one.
    first: u64,
    count: u64,
}

impl BadLines {
    fn add(&mut self, number: u64) {
        if self.count == 0 {
            self.first = number;
        }
        self.count += 1;
    }
}

impl JournalScan {
    /// Reads one file; returns the number of bad lines at its end.
    fn read_file(
        &mut self,
        file: &mut ScannedFile,
        mut lines: Lines,
        id: &str,
        each: &mut impl FnMut(ScanStep<'_>, &[u8]),
    ) -> Result<u64, StoreError> {
        let mut bad = BadLines::default();
        let (mut number, mut all_bad) = (0, 0);
        while let Some(shape) = lines.next().map_err(StoreError::io("read", &file.path))? {
            number += 1;
            let line = match shape {
                Shape::Whole => codec::decode(lines.line()),
                Shape::Torn | Shape::TooLong => JournalLine::Bad,
            };
            match line {
                JournalLine::Newer(found) => {
                    self.newer.get_or_insert((file.path.clone(), found));
                    return Ok(0);
                }
                JournalLine::Entry(entry) if !is_of(&entry, id) => {
                    if number == 1 {
                        self.remark_on_foreign(file, &entry);
                        return Ok(0);
                    }
                    bad.add(number);
                    all_bad += 1;
                }
                JournalLine::Entry(entry) => {
                    if !self.limits.allow(&entry.event) {
                        return Err(StoreError::Unreadable {
                            path: file.path.clone(),
                            why: format!("more than any session holds from line {number} on"),
                        });
                    }
                    self.remark_on_bad(file, std::mem::take(&mut bad));
                    file.headed |= number == 1 && matches!(entry.event, Event::Head(_));
                    file.good_lines += 1;
                    file.good_bytes = lines.read;
                    self.step(&entry, lines.line(), each);
                }
                JournalLine::Bad => {
                    bad.add(number);
                    all_bad += 1;
                }
            }
            if all_bad > MOST_BAD_LINES {
                self.damaged |= file.good_lines > 0;
                return Err(StoreError::Unreadable {
                    path: file.path.clone(),
                    why: format!(
                        "more than {MOST_BAD_LINES} bad lines, left out from line {number} on"
                    ),
                });
            }
        }
        Ok(bad.count)
    }

    /// Passes a good entry to `each`, unless it is a repeat.
    fn step(&mut self, entry: &Entry, line: &[u8], each: &mut impl FnMut(ScanStep<'_>, &[u8])) {
        let is_head = matches!(entry.event, Event::Head(_));
        // The head of a later file has the number of the last event that the files before surely hold.
        let is_later_head = is_head && entry.n != 1;
        let next = self.last + u64::from(!is_later_head);
        if entry.n > next {
            self.remark_on_gap(next.max(1), entry.n - u64::from(!is_later_head));
            each(ScanStep::Gap, &[]);
        }
        // The first keyframes of a later file have the number of the event before them.
        let is_state = entry.n == self.last && matches!(entry.event, Event::Keyframe { .. });
        let is_first_head = is_head && !self.has_head;
        let checksum = crc32fast::hash(line);
        if entry.n > self.last || is_state || is_first_head {
            self.has_head |= is_head;
            each(ScanStep::Entry(entry), line);
        } else if !is_head && self.contradicts(entry.n, checksum) {
            self.damaged = true;
            let n = entry.n;
            self.remark(format!(
                "event {n} is there twice with different content: the first is used"
            ));
        }
        if entry.n > self.last {
            self.last = entry.n;
            self.checksums.push((entry.n, checksum));
        }
    }

    /// Whether an earlier line with this number was different.
    fn contradicts(&self, n: u64, checksum: u32) -> bool {
        let read = self.checksums.binary_search_by_key(&n, |(n, _)| *n);
        read.is_ok_and(|index| self.checksums[index].1 != checksum)
    }

    fn remark(&mut self, remark: String) {
        if self.remarks.len() < MOST_REMARKS {
            self.remarks.push(remark);
        } else {
            self.omitted += 1;
        }
    }

    fn remark_on_gap(&mut self, from: u64, to: u64) {
        let which = if from == to {
            format!("event {from} is")
        } else {
            format!("events {from} to {to} are")
        };
        self.remark(format!(
            "{which} missing: edits are left out until each stage's next keyframe"
        ));
    }

    fn remark_on_bad(&mut self, file: &ScannedFile, bad: BadLines) {
        let BadLines { first, count } = bad;
        let which = match count {
            0 => return,
            1 => format!("line {first}"),
            many => format!("{many} lines from line {first} on"),
        };
        self.damaged = true;
        self.remark(format!(
            "`{}`: {which} cannot be read, left out",
            file.name()
        ));
    }

    fn remark_on_foreign(&mut self, file: &ScannedFile, entry: &Entry) {
        if let Event::Head(head) = &entry.event {
            self.remarks.push(format!(
                "`{}` is the journal of another session, `{}`: left out",
                file.name(),
                head.id
            ));
            self.foreign.get_or_insert_with(|| head.id.clone());
        }
    }

    /// Remarks on the bad lines at the end of a file.
    fn remark_on_end(&mut self, file: &ScannedFile, torn: u64, is_last: bool) {
        let name = file.name();
        if file.bytes == 0 {
            self.remarks.push(format!("`{name}` is empty"));
        } else if file.good_lines == 0 && torn > 0 {
            let remark = format!("`{name}` holds nothing that can be read");
            self.remarks.push(remark);
        } else if torn > 0 && is_last {
            let bytes = file.bytes - file.good_bytes;
            let remark = format!("`{name}`: the last line is torn, left out ({bytes} bytes)");
            self.remarks.push(remark);
        }
    }
}

/// Only a head says which session a line belongs to.
fn is_of(entry: &Entry, id: &str) -> bool {
    match &entry.event {
        Event::Head(head) => head.id == id,
        _ => true,
    }
}

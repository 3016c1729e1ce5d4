//! All journal files of a session read in order: repeats left out, holes and damage reported, and what each file is
//! good for. It never writes, and makes no session of what it reads.

use std::path::{Path, PathBuf};

use super::codec::{self, Line, Lines, Shape};
use super::limits::Limits;
use crate::domain::session::event::{Entry, Event};
use crate::store::error::StoreError;
use crate::store::files;

/// Most bytes of all files together that are read.
pub(in crate::store) const TOTAL_LIMIT: u64 = 3 * codec::FILE_LIMIT;

/// Bad lines and holes are counted, and only so many described.
const MOST_REMARKS: usize = 8;

/// One step of a journal.
#[derive(Debug, Clone, Copy)]
pub enum ScanStep<'a> {
    /// Fold it in with `Session::apply`.
    Entry(&'a Entry),
    /// Entries are missing before the next: tell the session with `mark_gap`.
    Hole,
}

/// What was found while reading.
#[derive(Debug, Default)]
pub(in crate::store) struct JournalScan {
    pub files: Vec<JournalFile>,
    pub remarks: Vec<String>,
    /// Lines that cannot be read stand before lines that can, or two lines of one number differ.
    pub damaged: bool,
    /// A file of a newer format, and which.
    pub newer: Option<(PathBuf, u64)>,
    /// A file is the journal of this other session.
    pub foreign: Option<String>,
    /// The number of the last event read.
    pub last: u64,
    has_head: bool,
    /// The number and the checksum of every event's line, to tell a repeat from a contradiction.
    read: Vec<(u64, u32)>,
    limits: Limits,
    /// Remarks beyond the most that are made.
    unsaid: usize,
}

/// One journal file.
#[derive(Debug)]
pub(in crate::store) struct JournalFile {
    pub number: u32,
    pub path: PathBuf,
    pub bytes: u64,
    /// Up to the end of the last line that can be read.
    pub good_bytes: u64,
    /// Lines that can be read.
    pub good_lines: u64,
    /// The first line is a head of this session.
    pub headed: bool,
    /// It could be opened and read to its end.
    pub readable: bool,
}

impl JournalFile {
    fn name(&self) -> String {
        codec::file_name(self.number)
    }
}

/// Reads the journal of the session `id`; `each` gets every step and, with an entry, its line without the LF.
pub(in crate::store) fn scan(
    folder: &Path,
    id: &str,
    mut each: impl FnMut(ScanStep<'_>, &[u8]),
) -> JournalScan {
    let mut scan = JournalScan::default();
    let files = codec::files(folder).unwrap_or_else(|why| {
        let remark = format!("the folder cannot be listed: {why}");
        scan.remarks.push(remark);
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
        let mut file = JournalFile {
            number,
            path,
            bytes: 0,
            good_bytes: 0,
            good_lines: 0,
            headed: false,
            readable: false,
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
                scan.remarks.push(format!("`{}`: {why}", file.name()));
            }
        }
        left = left.saturating_sub(file.bytes);
        scan.files.push(file);
    }
    if scan.unsaid > 0 {
        let more = format!("and so on, {} times more", scan.unsaid);
        scan.remarks.push(more);
    }
    scan
}

impl JournalScan {
    /// Reads one file; returns how many bad lines its end holds.
    fn read_file(
        &mut self,
        file: &mut JournalFile,
        mut lines: Lines,
        id: &str,
        each: &mut impl FnMut(ScanStep<'_>, &[u8]),
    ) -> Result<u64, StoreError> {
        let mut bad: Vec<u64> = Vec::new();
        let mut number = 0;
        while let Some(shape) = lines.next().map_err(StoreError::io("read", &file.path))? {
            number += 1;
            let line = match shape {
                Shape::Whole => codec::decode(lines.line()),
                Shape::Torn | Shape::TooLong => Line::Bad,
            };
            match line {
                Line::Newer(found) => {
                    self.newer.get_or_insert((file.path.clone(), found));
                    return Ok(0);
                }
                Line::Entry(entry) if !is_of(&entry, id) => {
                    if number == 1 {
                        self.remark_on_foreign(file, &entry);
                        return Ok(0);
                    }
                    bad.push(number);
                }
                Line::Entry(entry) => {
                    if !self.limits.allow(&entry.event) {
                        return Err(StoreError::Unreadable {
                            path: file.path.clone(),
                            why: format!("more than any session holds from line {number} on"),
                        });
                    }
                    self.remark_on_bad(file, &bad);
                    bad.clear();
                    file.headed |= number == 1 && matches!(entry.event, Event::Head(_));
                    file.good_lines += 1;
                    file.good_bytes = lines.read;
                    self.step(&entry, lines.line(), each);
                }
                Line::Bad => bad.push(number),
            }
        }
        Ok(bad.len() as u64)
    }

    /// Hands on one good entry, unless it repeats one.
    fn step(&mut self, entry: &Entry, line: &[u8], each: &mut impl FnMut(ScanStep<'_>, &[u8])) {
        let is_head = matches!(entry.event, Event::Head(_));
        // A later file's head bears the number of the last event that is surely in the files before.
        let is_later_head = is_head && entry.n != 1;
        let next = self.last + u64::from(!is_later_head);
        if entry.n > next {
            self.remark_on_hole(next.max(1), entry.n - u64::from(!is_later_head));
            each(ScanStep::Hole, &[]);
        }
        // The keyframes that a later file begins with bear the number of the event before them.
        let is_state = entry.n == self.last && matches!(entry.event, Event::Keyframe { .. });
        let is_first_head = is_head && !self.has_head;
        let checksum = crc32fast::hash(line);
        if entry.n > self.last || is_state || is_first_head {
            self.has_head |= is_head;
            each(ScanStep::Entry(entry), line);
        } else if !is_head && self.contradicts(entry.n, checksum) {
            self.damaged = true;
            self.remark(format!(
                "event {} is there twice and differs: the first is taken",
                entry.n
            ));
        }
        if entry.n > self.last {
            self.last = entry.n;
            self.read.push((entry.n, checksum));
        }
    }

    /// Whether another line was read under this number.
    fn contradicts(&self, n: u64, checksum: u32) -> bool {
        let read = self.read.binary_search_by_key(&n, |(n, _)| *n);
        read.is_ok_and(|index| self.read[index].1 != checksum)
    }

    fn remark(&mut self, remark: String) {
        if self.remarks.len() < MOST_REMARKS {
            self.remarks.push(remark);
        } else {
            self.unsaid += 1;
        }
    }

    fn remark_on_hole(&mut self, from: u64, to: u64) {
        let which = if from == to {
            format!("event {from} is")
        } else {
            format!("events {from} to {to} are")
        };
        self.remark(format!(
            "{which} missing: edits are left out until each stage's next keyframe"
        ));
    }

    fn remark_on_bad(&mut self, file: &JournalFile, bad: &[u64]) {
        let Some(first) = bad.first() else {
            return;
        };
        self.damaged = true;
        let which = match bad.len() {
            1 => format!("line {first}"),
            many => format!("{many} lines from line {first} on"),
        };
        self.remark(format!(
            "`{}`: {which} cannot be read, left out",
            file.name()
        ));
    }

    fn remark_on_foreign(&mut self, file: &JournalFile, entry: &Entry) {
        if let Event::Head(head) = &entry.event {
            self.remarks.push(format!(
                "`{}` is the journal of another session, `{}`: left out",
                file.name(),
                head.id
            ));
            self.foreign.get_or_insert_with(|| head.id.clone());
        }
    }

    /// Remarks on the lines at a file's end that cannot be read.
    fn remark_on_end(&mut self, file: &JournalFile, torn: u64, is_last: bool) {
        if file.bytes == 0 {
            self.remarks.push(format!("`{}` is empty", file.name()));
        } else if file.good_lines == 0 && torn > 0 {
            self.remarks
                .push(format!("`{}` holds nothing that can be read", file.name()));
        } else if torn > 0 && is_last {
            self.remarks.push(format!(
                "`{}`: the last line is torn, left out ({} bytes)",
                file.name(),
                file.bytes - file.good_bytes
            ));
        }
    }
}

/// Every line but a head belongs to whichever file it stands in.
fn is_of(entry: &Entry, id: &str) -> bool {
    match &entry.event {
        Event::Head(head) => head.id == id,
        _ => true,
    }
}

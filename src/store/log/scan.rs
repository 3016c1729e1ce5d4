//! All journal files of a session played in order: repeats left out, holes told, and what each file is good for.
//! It never writes, and makes no session of what it reads.

use std::path::{Path, PathBuf};

use super::codec::{self, Line, Lines, Shape};
use crate::domain::session::event::{Entry, Event};
use crate::store::effort::Effort;
use crate::store::error::StoreError;
use crate::store::files;

/// All files together hold no more than this that is read.
pub(in crate::store) const TOTAL_LIMIT: u64 = 3 * codec::FILE_LIMIT;

/// More remarks of the same kind help nobody.
const MOST_REMARKS: usize = 8;

/// One step of a journal.
#[derive(Debug, Clone, Copy)]
pub enum Step<'a> {
    /// Fold it in with `Session::apply`.
    Entry(&'a Entry),
    /// Entries are missing before the next: tell the session with `lose_thread`.
    Hole,
}

/// What was found out while playing.
#[derive(Debug, Default)]
pub(in crate::store) struct Tape {
    pub files: Vec<TapeFile>,
    pub remarks: Vec<String>,
    /// Lines that cannot be read stand before lines that can.
    pub damaged: bool,
    /// A file of a newer format, and which.
    pub newer: Option<(PathBuf, u64)>,
    /// A file is the journal of this other session.
    pub foreign: Option<String>,
    last: u64,
    head_told: bool,
    effort: Effort,
    /// Remarks that would repeat what is said often enough.
    unsaid: usize,
}

/// One journal file.
#[derive(Debug)]
pub(in crate::store) struct TapeFile {
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

impl TapeFile {
    fn name(&self) -> String {
        codec::file_name(self.number)
    }
}

/// Plays the journal of the session `id`.
pub(in crate::store) fn play(folder: &Path, id: &str, mut each: impl FnMut(Step<'_>)) -> Tape {
    let mut tape = Tape::default();
    let files = match codec::files(folder) {
        Ok(files) => files,
        Err(why) => {
            tape.remarks
                .push(format!("the folder cannot be listed: {why}"));
            Vec::new()
        }
    };
    let mut left = TOTAL_LIMIT;
    let last = files.last().map(|(number, _)| *number);
    let expected = 1..=last.unwrap_or(1);
    for missing in expected.filter(|number| files.iter().all(|(there, _)| there != number)) {
        let name = codec::file_name(missing);
        tape.remarks.push(format!("`{name}` is missing"));
    }
    for (number, path) in files {
        let mut file = TapeFile {
            number,
            path,
            bytes: 0,
            good_bytes: 0,
            good_lines: 0,
            headed: false,
            readable: false,
        };
        let opened = files::open(&file.path, codec::FILE_LIMIT.min(left));
        match opened.and_then(|opened| {
            file.bytes = opened.metadata().map_or(0, |about| about.len());
            tape.play_file(&mut file, Lines::new(opened), id, &mut each)
        }) {
            Ok(torn) => {
                file.readable = true;
                tape.tell_of_end(&file, torn, Some(number) == last);
            }
            Err(why) => {
                tape.damaged |= file.good_lines > 0;
                tape.remarks.push(format!("`{}`: {why}", file.name()));
            }
        }
        left = left.saturating_sub(file.bytes);
        tape.files.push(file);
    }
    if tape.unsaid > 0 {
        let more = format!("and so on, {} times more", tape.unsaid);
        tape.remarks.push(more);
    }
    tape
}

impl Tape {
    pub fn has_entries(&self) -> bool {
        self.last > 0
    }

    /// Plays one file; returns how many bad lines its end holds.
    fn play_file(
        &mut self,
        file: &mut TapeFile,
        mut lines: Lines,
        id: &str,
        each: &mut impl FnMut(Step<'_>),
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
                        self.tell_of_foreign(file, &entry);
                        return Ok(0);
                    }
                    bad.push(number);
                }
                Line::Entry(entry) => {
                    if !self.effort.add(&entry.event, lines.line().len()) {
                        return Err(StoreError::Unreadable {
                            path: file.path.clone(),
                            why: format!("more than any session holds from line {number} on"),
                        });
                    }
                    self.tell_of_bad(file, &bad);
                    bad.clear();
                    file.headed |= number == 1 && matches!(entry.event, Event::Head(_));
                    file.good_lines += 1;
                    file.good_bytes = lines.read;
                    self.step(&entry, each);
                }
                Line::Bad => bad.push(number),
            }
        }
        Ok(bad.len() as u64)
    }

    /// Hands on one good entry, unless it repeats one.
    fn step(&mut self, entry: &Entry, each: &mut impl FnMut(Step<'_>)) {
        let is_head = matches!(entry.event, Event::Head(_));
        // A later file's head bears the number of the last event that is surely in the files before.
        let stands_for_before = is_head && entry.n != 1;
        let next = self.last + u64::from(!stands_for_before);
        if entry.n > next {
            self.tell_of_hole(next.max(1), entry.n - u64::from(!stands_for_before));
            each(Step::Hole);
        }
        let is_new = entry.n > self.last;
        let is_state = entry.n == self.last && matches!(entry.event, Event::Keyframe { .. });
        let is_first_head = is_head && !self.head_told;
        if is_new || is_state || is_first_head {
            self.head_told |= is_head;
            each(Step::Entry(entry));
        }
        self.last = self.last.max(entry.n);
    }

    fn say(&mut self, remark: String) {
        if self.remarks.len() < MOST_REMARKS {
            self.remarks.push(remark);
        } else {
            self.unsaid += 1;
        }
    }

    fn tell_of_hole(&mut self, from: u64, to: u64) {
        let which = if from == to {
            format!("event {from} is")
        } else {
            format!("events {from} to {to} are")
        };
        self.say(format!(
            "{which} missing: edits are left out until each stage's next whole text"
        ));
    }

    fn tell_of_bad(&mut self, file: &TapeFile, bad: &[u64]) {
        let Some(first) = bad.first() else {
            return;
        };
        self.damaged = true;
        let which = match bad.len() {
            1 => format!("line {first}"),
            many => format!("{many} lines from line {first} on"),
        };
        self.say(format!(
            "`{}`: {which} cannot be read, left out",
            file.name()
        ));
    }

    fn tell_of_foreign(&mut self, file: &TapeFile, entry: &Entry) {
        if let Event::Head(head) = &entry.event {
            self.remarks.push(format!(
                "`{}` is the journal of another session, `{}`: left out",
                file.name(),
                head.id
            ));
            self.foreign.get_or_insert_with(|| head.id.clone());
        }
    }

    /// The lines that a file's end holds and nobody can read.
    fn tell_of_end(&mut self, file: &TapeFile, torn: u64, is_last: bool) {
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

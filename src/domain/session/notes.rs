//! The notes of one stage: the text, and the time at which each line was last edited. Offsets count Unicode scalar values.
//! The journal, undo and replay use the same type of edit.

mod splice;

use std::borrow::Cow;
use std::time::Duration;

use ropey::{Rope, RopeSlice};
use serde::{Deserialize, Serialize};

pub use splice::Splice;

/// Replaces `removed` characters at the offset `at` by `inserted`. Offset and count are in Unicode scalar values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    pub at: usize,
    pub removed: usize,
    pub inserted: String,
}

impl Edit {
    /// Whether both edits only insert, and `next` inserts directly after this one.
    pub fn continues_with(&self, next: &Self) -> bool {
        let end = self.at.saturating_add(self.inserted.chars().count());
        self.removed == 0 && next.removed == 0 && end == next.at
    }
}

/// An edit that reaches past the end of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("edit at {at} removes {removed} of a text of {len} characters")]
pub struct EditError {
    at: usize,
    removed: usize,
    len: usize,
}

/// A text, and the interview time at which each of its lines was last edited. Only LF ends a line; a text has at least
/// one line.
#[derive(Debug, Clone)]
pub struct Text {
    rope: Rope,
    touched: Vec<Duration>,
}

impl Default for Text {
    fn default() -> Self {
        Self {
            rope: Rope::new(),
            touched: vec![Duration::ZERO],
        }
    }
}

impl Text {
    /// Applies an edit made at the interview time `at`. Lines whose text changes get that time; a line that only moves
    /// keeps its own.
    ///
    /// # Errors
    /// If the edit reaches past the end; the text is then unchanged.
    pub fn apply(&mut self, edit: &Edit, at: Duration) -> Result<(), EditError> {
        let len = self.rope.len_chars();
        let end = edit.at.checked_add(edit.removed).filter(|end| *end <= len);
        let Some(end) = end else {
            return Err(EditError {
                at: edit.at,
                removed: edit.removed,
                len,
            });
        };
        let first = self.rope.char_to_line(edit.at);
        if first == self.rope.char_to_line(end) && !edit.inserted.contains('\n') {
            // The common case of one line avoids copying it, however long it is.
            if self.rope.slice(edit.at..end) != edit.inserted.as_str() {
                self.touched[first] = at;
            }
            self.rope.remove(edit.at..end);
            self.rope.insert(edit.at, &edit.inserted);
            return Ok(());
        }
        let old: Vec<(String, Duration)> = (first..=self.rope.char_to_line(end))
            .map(|line| (self.line(line).into_owned(), self.touched[line]))
            .collect();
        self.rope.remove(edit.at..end);
        self.rope.insert(edit.at, &edit.inserted);
        let last = self
            .rope
            .char_to_line(edit.at + edit.inserted.chars().count());
        let new: Vec<Cow<'_, str>> = (first..=last).map(|line| self.line(line)).collect();
        let touched = touched_after(&old, &new, at);
        self.touched.splice(first..first + old.len(), touched);
        Ok(())
    }

    /// The times of the lines that an edit would change, as it would leave them: the first of those lines, how many they
    /// are now, and one time for each that they would be.
    pub fn touched_after(&self, edit: &Edit, at: Duration) -> (usize, usize, Vec<Duration>) {
        let length = self.rope.len_chars();
        let (start, end) = (edit.at.min(length), (edit.at + edit.removed).min(length));
        let (first, last) = (self.rope.char_to_line(start), self.rope.char_to_line(end));
        let before = self.rope.slice(self.rope.line_to_char(first)..start);
        let behind = end - self.rope.line_to_char(last);
        let behind = line_slice(&self.rope, last).slice(behind..);
        let new = format!("{before}{}{behind}", edit.inserted);
        let new: Vec<Cow<'_, str>> = new.split('\n').map(Cow::from).collect();
        let old: Vec<(String, Duration)> = (first..=last)
            .map(|line| (self.line(line).into_owned(), self.touched[line]))
            .collect();
        (first, old.len(), touched_after(&old, &new, at))
    }

    /// Changes the text to `to` by the smallest edit; lines that stay keep their time.
    pub fn replace_with(&mut self, to: &str, at: Duration) {
        if self.rope == *to {
            return;
        }
        let edit = Splice::between(&self.rope, to).to_edit();
        // The edit cannot fail: it was computed from this text.
        let _ = self.apply(&edit, at);
    }

    /// The text; cloning it is cheap.
    pub fn rope(&self) -> &Rope {
        &self.rope
    }

    pub fn is_empty(&self) -> bool {
        self.rope.len_bytes() == 0
    }

    /// The number of lines: one more than there are LFs.
    pub fn line_count(&self) -> usize {
        self.touched.len()
    }

    /// A line without its LF; empty past the end.
    pub fn line(&self, line: usize) -> Cow<'_, str> {
        line_of(&self.rope, line)
    }

    /// Every line without its LF, and the interview time at which it was last edited; faster than [`Text::line`] for each.
    pub fn lines(&self) -> impl Iterator<Item = (Cow<'_, str>, Duration)> {
        let lines = self.rope.lines().map(|line| Cow::from(without_lf(line)));
        lines.zip(self.touched.iter().copied())
    }

    /// The interview time at which the line was last edited; zero if it never was.
    pub fn touched(&self, line: usize) -> Duration {
        self.touched.get(line).copied().unwrap_or_default()
    }

    /// The interview times at which the lines were last edited, in order.
    pub fn touched_times(&self) -> &[Duration] {
        &self.touched
    }

    /// Replaces the times of lines from `first` on; times past the last line are ignored.
    pub fn set_touched(&mut self, first: usize, times: impl Iterator<Item = Duration>) {
        let lines = self.touched.iter_mut().skip(first);
        lines.zip(times).for_each(|(line, time)| *line = time);
    }

    /// CRC-32 of the text in UTF-8.
    pub fn crc(&self) -> u32 {
        let mut hasher = crc32fast::Hasher::new();
        for chunk in self.rope.chunks() {
            hasher.update(chunk.as_bytes());
        }
        hasher.finalize()
    }
}

impl PartialEq<String> for Text {
    fn eq(&self, other: &String) -> bool {
        self.rope == *other
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.rope.fmt(f)
    }
}

/// A line of a rope without its LF; empty past the end.
pub fn line_of(rope: &Rope, line: usize) -> Cow<'_, str> {
    if line < rope.len_lines() {
        Cow::from(line_slice(rope, line))
    } else {
        Cow::Borrowed("")
    }
}

/// A line that the rope has, without its LF.
pub fn line_slice(rope: &Rope, line: usize) -> RopeSlice<'_> {
    without_lf(rope.line(line))
}

fn without_lf(slice: RopeSlice<'_>) -> RopeSlice<'_> {
    let end = slice.len_chars();
    let ends_in_lf = end > 0 && slice.char(end - 1) == '\n';
    slice.slice(..end - usize::from(ends_in_lf))
}

/// The times of the `new` lines: a line equal to the old line at the same distance from either end keeps its time.
fn touched_after(old: &[(String, Duration)], new: &[Cow<'_, str>], at: Duration) -> Vec<Duration> {
    let same_start = old
        .iter()
        .zip(new)
        .take_while(|(old, new)| old.0 == **new)
        .count();
    let rest = old.len().min(new.len()) - same_start;
    let from_end = old.iter().rev().zip(new.iter().rev()).take(rest);
    let same_end = from_end.take_while(|(old, new)| old.0 == **new).count();
    let kept_start = old[..same_start].iter().map(|line| line.1);
    let kept_end = old[old.len() - same_end..].iter().map(|line| line.1);
    let fresh = new.len() - same_start - same_end;
    kept_start
        .chain(std::iter::repeat_n(at, fresh))
        .chain(kept_end)
        .collect()
}

#[cfg(test)]
mod tests;

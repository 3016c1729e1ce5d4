//! The notes of one stage: text in Unicode scalar values, and the moment each line was last touched.
//! One type of edit serves the journal, undo and replay.

mod splice;

use std::borrow::Cow;
use std::time::Duration;

use ropey::{Rope, RopeSlice};
use serde::{Deserialize, Serialize};

pub use splice::Splice;

/// At `at`, `removed` characters go and `inserted` comes; places and counts in Unicode scalar values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    pub at: usize,
    pub removed: usize,
    pub inserted: String,
}

impl Edit {
    /// Whether nothing goes here or there, and `next` goes on right behind what comes here.
    pub fn leads_to(&self, next: &Self) -> bool {
        let end = self.at.saturating_add(self.inserted.chars().count());
        self.removed == 0 && next.removed == 0 && end == next.at
    }
}

/// An edit that reaches past the end of the text it is applied to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("edit at {at} removes {removed} of a text of {len} characters")]
pub struct Misfit {
    at: usize,
    removed: usize,
    len: usize,
}

/// A text and when each of its lines was last touched. Lines end at LF alone; a text has at least one line.
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
    /// Applies an edit made at `moment`. Lines whose words change are touched; a line that only moves is not.
    ///
    /// # Errors
    /// When the edit does not fit; the text then stays as it was.
    pub fn apply(&mut self, edit: &Edit, moment: Duration) -> Result<(), Misfit> {
        let len = self.rope.len_chars();
        let end = edit.at.checked_add(edit.removed).filter(|end| *end <= len);
        let Some(end) = end else {
            return Err(Misfit {
                at: edit.at,
                removed: edit.removed,
                len,
            });
        };
        let first = self.rope.char_to_line(edit.at);
        if first == self.rope.char_to_line(end) && !edit.inserted.contains('\n') {
            // Most edits: the line is not copied, however long it is.
            if self.rope.slice(edit.at..end) != edit.inserted.as_str() {
                self.touched[first] = moment;
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
        let touched = touched_after(&old, &new, moment);
        self.touched.splice(first..first + old.len(), touched);
        Ok(())
    }

    /// Makes the text `to` by the smallest edit; lines that stay keep their moment.
    pub fn become_text(&mut self, to: &str, moment: Duration) {
        if self.rope == *to {
            return;
        }
        let edit = Splice::between(&self.rope, to).to_edit();
        // Cannot misfit: the edit was cut from this very text.
        let _ = self.apply(&edit, moment);
    }

    /// The text itself; cloning it is cheap.
    pub fn rope(&self) -> &Rope {
        &self.rope
    }

    pub fn is_empty(&self) -> bool {
        self.rope.len_bytes() == 0
    }

    /// How many lines: one more than there are LFs.
    pub fn line_count(&self) -> usize {
        self.touched.len()
    }

    /// A line without its LF; empty past the end.
    pub fn line(&self, line: usize) -> Cow<'_, str> {
        line_of(&self.rope, line)
    }

    /// When the line was last touched; zero for a line never written on.
    pub fn touched(&self, line: usize) -> Duration {
        self.touched.get(line).copied().unwrap_or_default()
    }

    /// When each line was last touched, from the first line on.
    pub fn moments(&self) -> &[Duration] {
        &self.touched
    }

    /// Gives lines from `first` on other times; those past the last line are left out.
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

/// A line of a rope, which it has, without its LF.
pub fn line_slice(rope: &Rope, line: usize) -> RopeSlice<'_> {
    let slice = rope.line(line);
    let end = slice.len_chars();
    let ends_in_lf = end > 0 && slice.char(end - 1) == '\n';
    slice.slice(..end - usize::from(ends_in_lf))
}

/// Moments of the `new` lines: those equal to an old line at the same distance from either end keep its moment.
fn touched_after(
    old: &[(String, Duration)],
    new: &[Cow<'_, str>],
    moment: Duration,
) -> Vec<Duration> {
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
        .chain(std::iter::repeat_n(moment, fresh))
        .chain(kept_end)
        .collect()
}

#[cfg(test)]
mod tests;

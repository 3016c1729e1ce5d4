//! A change of a text that also stores the removed text, so that it can be undone, joined with the next one and trimmed.

use super::Edit;

/// Replaces `removed` at the offset `at` by `inserted`; `at` counts Unicode scalar values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    pub at: usize,
    pub removed: String,
    pub inserted: String,
}

impl Splice {
    /// The smallest splice that turns `before` into `after`.
    pub fn between(before: impl Into<String>, after: impl Into<String>) -> Self {
        let whole = Self {
            at: 0,
            removed: before.into(),
            inserted: after.into(),
        };
        whole.trimmed()
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.removed.is_empty() && self.inserted.is_empty()
    }

    /// The end of the removed text, as an offset into the text before.
    pub fn removed_end(&self) -> usize {
        self.at + self.removed.chars().count()
    }

    /// The end of the inserted text, as an offset into the text after.
    pub fn inserted_end(&self) -> usize {
        self.at + self.inserted.chars().count()
    }

    /// The splice that undoes this one.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self {
            at: self.at,
            removed: self.inserted.clone(),
            inserted: self.removed.clone(),
        }
    }

    /// The same change as the log records it.
    pub fn to_edit(&self) -> Edit {
        Edit {
            at: self.at,
            removed: self.removed.chars().count(),
            inserted: self.inserted.clone(),
        }
    }

    /// The same change without the equal characters at both ends of the removed and the inserted text.
    #[must_use]
    pub fn trimmed(mut self) -> Self {
        let (start, bytes) = common(self.removed.chars(), self.inserted.chars());
        self.at += start;
        self.removed.drain(..bytes);
        self.inserted.drain(..bytes);
        let (_, bytes) = common(self.removed.chars().rev(), self.inserted.chars().rev());
        self.removed.truncate(self.removed.len() - bytes);
        self.inserted.truncate(self.inserted.len() - bytes);
        self
    }

    /// Joins this splice with `next`, which was made directly after it. Returns false and changes nothing if the two are
    /// not adjacent.
    #[must_use]
    pub fn join(&mut self, next: &Self) -> bool {
        let (end, next_end) = (self.inserted_end(), next.removed_end());
        if next.at > end || next_end < self.at {
            return false;
        }
        // What `next` removed outside this splice was already in the text before both.
        let before = byte_of(&next.removed, self.at.saturating_sub(next.at));
        let behind = byte_of(&next.removed, next_end.min(end) - next.at);
        self.removed.insert_str(0, &next.removed[..before]);
        self.removed.push_str(&next.removed[behind..]);
        let from = byte_of(&self.inserted, next.at.saturating_sub(self.at));
        let to = byte_of(&self.inserted, next_end.min(end) - self.at);
        self.inserted.replace_range(from..to, &next.inserted);
        self.at = self.at.min(next.at);
        true
    }
}

/// The number of characters that two texts have in common at their start, and their length in bytes.
fn common(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> (usize, usize) {
    let same = a.zip(b).take_while(|(a, b)| a == b);
    same.fold((0, 0), |(count, bytes), (letter, _)| {
        (count + 1, bytes + letter.len_utf8())
    })
}

/// The byte offset of a character. The end is requested most often, and counting is faster than walking to it.
fn byte_of(text: &str, at: usize) -> usize {
    if at == text.chars().count() {
        return text.len();
    }
    text.char_indices()
        .nth(at)
        .map_or(text.len(), |(byte, _)| byte)
}

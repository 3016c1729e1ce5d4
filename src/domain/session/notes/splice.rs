//! A change of a text that keeps what it took out: it can be undone, joined with the next one and made smaller.

use super::Edit;

/// At `at`, `removed` goes and `inserted` comes; `at` in Unicode scalar values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    pub at: usize,
    pub removed: String,
    pub inserted: String,
}

impl Splice {
    /// The smallest splice that makes `after` out of `before`.
    pub fn between(before: impl Into<String>, after: impl Into<String>) -> Self {
        let whole = Self {
            at: 0,
            removed: before.into(),
            inserted: after.into(),
        };
        whole.trimmed()
    }

    /// Whether nothing goes and nothing comes.
    pub fn is_empty(&self) -> bool {
        self.removed.is_empty() && self.inserted.is_empty()
    }

    /// The offset behind what goes, in the text before.
    pub fn removed_end(&self) -> usize {
        self.at + self.removed.chars().count()
    }

    /// The offset behind what comes, in the text after.
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

    /// The same change without the characters at its ends that are the same before and after.
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

    /// Makes this splice and `next`, which was made right after it, into one. False, and nothing changes, where the
    /// two do not touch.
    #[must_use]
    pub fn join(&mut self, next: &Self) -> bool {
        let (end, next_end) = (self.inserted_end(), next.removed_end());
        if next.at > end || next_end < self.at {
            return false;
        }
        // What `next` removed beyond this splice was in the text before both.
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

/// How many characters two texts have in common from their start, and how many bytes those take.
fn common(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> (usize, usize) {
    let same = a.zip(b).take_while(|(a, b)| a == b);
    same.fold((0, 0), |(count, bytes), (letter, _)| {
        (count + 1, bytes + letter.len_utf8())
    })
}

/// The byte at which a character of the text starts. The end is asked for most, and counting is faster than walking.
fn byte_of(text: &str, at: usize) -> usize {
    if at == text.chars().count() {
        return text.len();
    }
    text.char_indices()
        .nth(at)
        .map_or(text.len(), |(byte, _)| byte)
}

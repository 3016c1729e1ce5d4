//! Finds text in the notes without regard to case.

use std::ops::Range;

use super::Notes;
use super::graphemes::{ceil, floor};

impl Notes {
    /// Selects the next match of `needle`, or the previous one if not `forward`, and returns whether there is one. The
    /// search wraps around at the ends. A selected match is skipped, so that a second call finds the next one; a needle
    /// that is typed letter by letter keeps its match.
    pub fn find(&mut self, needle: &str, forward: bool) -> bool {
        let from = self
            .selection()
            .unwrap_or(self.cursor.offset..self.cursor.offset);
        let matches = self.matches(needle);
        let other = |found: &&Range<usize>| **found != from;
        let found = if forward {
            let mut behind = matches.iter().filter(|found| found.start >= from.start);
            behind.find(other).or(matches.first())
        } else {
            let before = matches.iter().filter(|found| found.start <= from.start);
            before.rev().find(other).or(matches.last())
        };
        let Some(found) = found.cloned() else {
            return false;
        };
        let _ = self.select(Some(found.start), found.end, false);
        true
    }

    /// Every match in the text, extended to whole graphemes.
    fn matches(&self, needle: &str) -> Vec<Range<usize>> {
        let needle: Vec<char> = needle.chars().flat_map(char::to_lowercase).collect();
        if needle.is_empty() {
            return Vec::new();
        }
        let (offsets, letters): (Vec<usize>, Vec<char>) = (0..)
            .zip(self.rope.chars())
            .flat_map(|(at, letter)| letter.to_lowercase().map(move |letter| (at, letter)))
            .unzip();
        let hits = letters
            .windows(needle.len())
            .zip(offsets.windows(needle.len()));
        hits.filter(|(letters, _)| **letters == needle)
            .map(|(_, offsets)| {
                let last = offsets[offsets.len() - 1];
                floor(&self.rope, offsets[0])..ceil(&self.rope, last + 1)
            })
            .collect()
    }
}

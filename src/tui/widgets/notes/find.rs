//! Finds words in the notes, upper and lower case alike. It knows the text and the selection only.

use std::ops::Range;

use super::Notes;
use super::graphemes::{ceil, floor};

impl Notes {
    /// Selects the next match of `needle` (before the selection if not `forward`), going round at the end of the text,
    /// and says whether there is one. What is selected now is passed over, so that asking again goes on; a needle that
    /// grows letter by letter stays at its match.
    pub fn find(&mut self, needle: &str, forward: bool) -> bool {
        let from = self.selection().unwrap_or(self.span.caret..self.span.caret);
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

    /// Every match in the text, widened to whole graphemes.
    fn matches(&self, needle: &str) -> Vec<Range<usize>> {
        let needle: Vec<char> = needle.chars().flat_map(char::to_lowercase).collect();
        if needle.is_empty() {
            return Vec::new();
        }
        let (places, letters): (Vec<usize>, Vec<char>) = (0..)
            .zip(self.rope.chars())
            .flat_map(|(at, letter)| letter.to_lowercase().map(move |letter| (at, letter)))
            .unzip();
        let hits = letters
            .windows(needle.len())
            .zip(places.windows(needle.len()));
        hits.filter(|(letters, _)| **letters == needle)
            .map(|(_, places)| {
                let last = places[places.len() - 1];
                floor(&self.rope, places[0])..ceil(&self.rope, last + 1)
            })
            .collect()
    }
}

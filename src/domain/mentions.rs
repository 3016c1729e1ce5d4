//! When words first stood in the notes: one fold over the log for all of them together. It reads words, never meaning,
//! and leaves out what the interviewer said.

use std::ops::Range;
use std::time::Duration;

use super::event::Event;
use super::log::Log;
use super::rubric::is_from_the_room;
use super::session::Session;
use super::text::Text;

/// How many characters tell whose line it is.
const MARK: usize = 3;

/// For each of these words the interview moment at which it first stood in any stage's notes; `None` where it never
/// did. Upper and lower case are alike; a word may be several words, stands on one line and begins where a word
/// begins, so that `cap` is in `caption` and not in `recap`. Lines of what was asked and answered do not count.
pub fn first_mentions(log: &Log, words: &[&str]) -> Vec<Option<Duration>> {
    let mut found = vec![None; words.len()];
    let Some(head) = log.head() else {
        return found;
    };
    let wanted = words.iter().map(|word| folded(word.trim().chars()));
    let mut wanted: Vec<(usize, String)> = wanted.enumerate().collect();
    wanted.retain(|(_, word)| !word.is_empty());
    let reach = wanted.iter().map(|(_, word)| word.chars().count()).max();
    let reach = reach.unwrap_or(0);
    let mut session = Session::new(head.clone());
    for (place, entry) in log.entries()[..log.interview_len()].iter().enumerate() {
        if wanted.is_empty() {
            break;
        }
        log.fold(place, &mut session);
        let (stage, fresh) = match &entry.event {
            Event::Edit { stage, edit } => {
                let end = edit.at.saturating_add(edit.inserted.chars().count());
                (*stage, edit.at..end)
            }
            Event::Keyframe { stage, .. } => (*stage, 0..usize::MAX),
            _ => continue,
        };
        let Some(page) = session.pages.get(stage) else {
            continue;
        };
        let near = near(&page.notes, fresh, reach);
        wanted.retain(|(word, folded)| {
            let is_there = near.iter().any(|part| part.holds(folded));
            if is_there {
                found[*word] = Some(session.at);
            }
            !is_there
        });
    }
    found
}

/// Part of a line, folded.
struct Part {
    text: String,
    /// It begins where its line does.
    begins: bool,
}

/// What stands near characters that are new, a part a line: as far around them as the longest word reaches,
/// and one character more that tells whether a word begins there. Where a line's begin may be new, the whole line.
fn near(notes: &Text, fresh: Range<usize>, reach: usize) -> Vec<Part> {
    let rope = notes.rope();
    let len = rope.len_chars();
    let (start, end) = (fresh.start.min(len), fresh.end.min(len));
    let (first, last) = (rope.char_to_line(start), rope.char_to_line(end));
    let part = |line: usize| {
        let (from, to) = (rope.line_to_char(line), rope.line_to_char(line + 1));
        let mark: String = rope.slice(from..to.min(from + MARK)).chars().collect();
        if is_from_the_room(&mark) {
            return None;
        }
        let near = if line > first || start <= from + MARK {
            from..to
        } else {
            let to = end.saturating_add(reach).min(to);
            from.max(start.saturating_sub(reach + 1))..to
        };
        Some(Part {
            begins: near.start == from,
            text: folded(rope.slice(near).chars()),
        })
    };
    (first..=last).filter_map(part).collect()
}

impl Part {
    /// Whether a folded word stands in it and begins a word there; what begins with a sign always does.
    fn holds(&self, word: &str) -> bool {
        let begins = |at: usize| {
            let before = self.text[..at].chars().next_back();
            before.map_or(self.begins, |before| !before.is_alphanumeric())
        };
        let is_sign = |letter: char| !letter.is_alphanumeric();
        let mut from = 0;
        while let Some(at) = self.text[from..].find(word).map(|at| from + at) {
            if word.starts_with(is_sign) || begins(at) {
                return true;
            }
            // One that begins inside this one may be the one.
            from = at + word.chars().next().map_or(1, char::len_utf8);
        }
        false
    }
}

/// Letter by letter, so that a letter becomes the same one whatever stands beside it.
fn folded(letters: impl Iterator<Item = char>) -> String {
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests;

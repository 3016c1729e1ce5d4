//! When words first stood in the notes: one fold over the log for all of them together. It reads words, never meaning,
//! and leaves out what the interviewer said.

use std::ops::Range;
use std::time::Duration;

use crate::domain::judging::rubric::is_from_the_room;
use crate::domain::session::Session;
use crate::domain::session::event::Event;
use crate::domain::session::log::Log;
use crate::domain::session::notes::Text;

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
        let was_answer = ends_answer(&session, &entry.event);
        log.fold(place, &mut session);
        let (stage, fresh) = match &entry.event {
            Event::Edit { stage, edit, .. } => {
                let end = edit.at.saturating_add(edit.inserted.chars().count());
                (*stage, edit.at..end)
            }
            Event::Keyframe { stage, .. } => (*stage, 0..usize::MAX),
            _ => continue,
        };
        let Some(page) = session.pages.get(stage) else {
            continue;
        };
        let near = near(&page.notes, fresh, reach, was_answer);
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

/// Whether an edit is about to touch a line of what was asked or answered: it may become the candidate's own.
fn ends_answer(session: &Session, event: &Event) -> bool {
    let Event::Edit { stage, edit, .. } = event else {
        return false;
    };
    session.pages.get(*stage).is_some_and(|page| {
        let rope = page.notes.rope();
        let is_answer = |place: usize| {
            let line = rope.char_to_line(place.min(rope.len_chars()));
            is_answer(&page.notes, line)
        };
        is_answer(edit.at) || is_answer(edit.at.saturating_add(edit.removed))
    })
}

/// Whether a line is what was asked or answered.
fn is_answer(notes: &Text, line: usize) -> bool {
    let rope = notes.rope();
    let begin = rope.line_to_char(line);
    let end = rope.len_chars().min(begin + MARK);
    is_from_the_room(&rope.slice(begin..end).to_string())
}

/// What stands near characters that are new, a part a line: as far around them as the longest word reaches, and one
/// character more that tells whether a word begins there; `whole` takes the lines whole.
fn near(notes: &Text, fresh: Range<usize>, reach: usize, whole: bool) -> Vec<Part> {
    let rope = notes.rope();
    let len = rope.len_chars();
    let (start, end) = (fresh.start.min(len), fresh.end.min(len));
    let (first, last) = (rope.char_to_line(start), rope.char_to_line(end));
    let lines = (first..=last).filter(|line| !is_answer(notes, *line));
    let part = |line: usize| {
        let (begin, end_of_line) = (rope.line_to_char(line), rope.line_to_char(line + 1));
        let (from, to) = if whole {
            (begin, end_of_line)
        } else {
            let from = start.saturating_sub(reach + 1);
            let to = end.saturating_add(reach);
            (from.max(begin), to.min(end_of_line))
        };
        Part {
            text: folded(rope.slice(from..to).chars()),
            begins: from == begin,
        }
    };
    lines.map(part).collect()
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

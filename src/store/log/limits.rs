//! Limits on a journal, so that one from a stranger is read within two seconds and 150 MB. Twelve hours of fast typing
//! stay below them.

use crate::domain::session::event::Event;
use crate::domain::session::plan::MOST_STAGES;

/// The most events in all files.
const MOST_EVENTS: u64 = 500_000;
/// The most events of kinds that this version does not know: such a line costs more to read than one that it knows.
const MOST_UNKNOWN: u64 = 100_000;
/// The most bytes and lines in the notes of all stages; the program itself writes at most 256 KiB per stage.
const MOST_BYTES: u64 = 16 * 1024 * 1024;
const MOST_LINES: u64 = 1024 * 1024;
/// The most bytes of notes that all edits together may make a reader copy or move.
const MOST_WORK: u64 = 2_000_000_000;

/// What a byte of a keyframe costs beside a byte that an edit moves.
const KEYFRAME_WORK: u64 = 20;

/// What was read so far.
#[derive(Debug, Default)]
pub(in crate::store) struct Limits {
    events: u64,
    unknown: u64,
    work: u64,
    /// By stage: an upper bound of the bytes and lines of its notes.
    notes: Vec<(u64, u64)>,
}

impl Limits {
    /// Counts an event; false if the journal is now over a limit.
    pub fn allow(&mut self, event: &Event) -> bool {
        self.events += 1;
        self.unknown += u64::from(matches!(event, Event::Unknown));
        let (stage, text) = match event {
            Event::Edit { stage, edit, .. } => (*stage, &edit.inserted),
            Event::Keyframe { stage, notes, .. } => (*stage, notes),
            _ => return self.events <= MOST_EVENTS && self.unknown <= MOST_UNKNOWN,
        };
        // Stages beyond the most that a plan may have are counted as one.
        self.notes.resize(MOST_STAGES, (0, 0));
        let (bytes, lines) = &mut self.notes[stage.min(MOST_STAGES - 1)];
        let new_bytes = text.len() as u64;
        let new_lines = text.bytes().filter(|byte| *byte == b'\n').count() as u64;
        if let Event::Edit { edit, .. } = event {
            *bytes += new_bytes;
            *lines += new_lines;
            // A new line end copies the line that it splits and moves the times of all later lines.
            self.work += match (new_lines, edit.removed) {
                (0, 0) => 0,
                (0, _) => 2 * *lines,
                _ => *bytes,
            };
            *bytes = bytes.saturating_sub(edit.removed as u64);
            *lines = (*lines).min(*bytes + 1);
        } else {
            // A keyframe is compared with the notes before it, and both are split into lines.
            self.work += KEYFRAME_WORK * (*bytes + new_bytes);
            (*bytes, *lines) = (new_bytes, new_lines);
        }
        let all = |part: fn(&(u64, u64)) -> u64| self.notes.iter().map(part).sum::<u64>();
        all(|notes| notes.0) <= MOST_BYTES
            && all(|notes| notes.1) <= MOST_LINES
            && self.work <= MOST_WORK
            && self.events <= MOST_EVENTS
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::notes::Edit;

    fn edit(inserted: &str, removed: usize) -> Event {
        let inserted = inserted.to_owned();
        Event::edit(
            1,
            Edit {
                at: 0,
                removed,
                inserted,
            },
        )
    }

    #[test]
    fn hours_of_typing_in_full_notes_are_allowed() {
        let mut limits = Limits::default();
        let notes = "sixteen letters\n".repeat(16 * 1024);
        for second in 0..4 * 3600 {
            assert!(limits.allow(&edit("a", 0)));
            assert!(limits.allow(&edit("b", 1)));
            if second % 20 == 0 {
                assert!(limits.allow(&edit("\n", 0)), "{second}");
            }
            if second % 200 == 0 {
                assert!(limits.allow(&Event::keyframe(1, notes.clone())), "{second}");
            }
        }
    }

    #[test]
    fn endless_events_work_and_notes_are_refused() {
        let lines = "\n".repeat(1000);
        let keyframe = Event::keyframe(1, "sixteen letters\n".repeat(16 * 1024));
        for event in [
            edit("a\n", 0),
            edit(&lines, 0),
            Event::Here,
            Event::Unknown,
            keyframe,
        ] {
            let mut limits = Limits::default();
            let end = (0..2_000_000).find(|_| !limits.allow(&event));
            assert!(end.is_some());
        }
    }
}

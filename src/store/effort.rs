//! How much work a journal may make, so that a file from a stranger is read in a bounded time and space. Estimates
//! in nanoseconds, from above and from the lines alone; a session of hours of typing stays far below.

use crate::domain::session::event::Event;

/// All of a session's journal.
const MOST_WORK: u64 = 1_200_000_000;
/// Notes of all stages together; the program itself stops at 256 KiB a stage.
const MOST_BYTES: u64 = 16 * 1024 * 1024;
const MOST_LINES: u64 = 1024 * 1024;

/// What was spent so far, and how long each stage's notes may have become.
#[derive(Debug, Default)]
pub(super) struct Effort {
    spent: u64,
    stages: Vec<Size>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Size {
    bytes: u64,
    lines: u64,
}

impl Effort {
    /// Adds a line of so many bytes that holds this event; false where that is more than a journal may make.
    pub fn add(&mut self, event: &Event, line: usize) -> bool {
        let text = match event {
            Event::Edit { edit, .. } => edit.inserted.len(),
            Event::Keyframe { notes, .. } => notes.len(),
            _ => 0,
        };
        // Numbers and brackets cost more to take apart than text.
        let reading = text + 20 * line.saturating_sub(text);
        let work = match event {
            Event::Edit { stage, edit } => {
                let new = size(&edit.inserted);
                let notes = self.stage(*stage);
                notes.bytes = (notes.bytes + new.bytes).saturating_sub(edit.removed as u64);
                notes.lines = (notes.lines + new.lines).min(notes.bytes + 1);
                match (new.lines, edit.removed) {
                    (0, 0) => 0,
                    (0, _) => notes.lines,
                    _ => notes.bytes / 2 + 2 * notes.lines + 100 * new.lines,
                }
            }
            Event::Keyframe { stage, notes: text } => {
                let notes = self.stage(*stage);
                let (old, new) = (*notes, size(text));
                *notes = new;
                5 * (old.bytes + new.bytes) + 100 * (old.lines + new.lines)
            }
            _ => 0,
        };
        self.spent = self.spent.saturating_add(500 + reading as u64 + work);
        let all = |part: fn(&Size) -> u64| self.stages.iter().map(part).sum::<u64>();
        self.spent <= MOST_WORK
            && all(|size| size.bytes) <= MOST_BYTES
            && all(|size| size.lines) <= MOST_LINES
    }

    fn stage(&mut self, stage: usize) -> &mut Size {
        // More stages than any plan may have share one place.
        let place = stage.min(crate::domain::session::plan::MOST_STAGES);
        if self.stages.len() <= place {
            self.stages.resize(place + 1, Size::default());
        }
        &mut self.stages[place]
    }
}

fn size(text: &str) -> Size {
    Size {
        bytes: text.len() as u64,
        lines: text.bytes().filter(|byte| *byte == b'\n').count() as u64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::notes::Edit;

    fn edit(inserted: &str, removed: usize) -> Event {
        let inserted = inserted.to_owned();
        let edit = Edit {
            at: 0,
            removed,
            inserted,
        };
        Event::Edit { stage: 1, edit }
    }

    #[test]
    fn hours_of_typing_in_full_notes_are_not_too_much() {
        let mut effort = Effort::default();
        let notes = "sixteen letters\n".repeat(16 * 1024);
        for second in 0..4 * 3600 {
            assert!(effort.add(&edit("a", 0), 90));
            assert!(effort.add(&edit("b", 1), 90));
            if second % 20 == 0 {
                assert!(effort.add(&edit("\n", 0), 90), "{second}");
            }
            if second % 200 == 0 {
                let keyframe = Event::Keyframe {
                    stage: 1,
                    notes: notes.clone(),
                };
                assert!(effort.add(&keyframe, notes.len() + 100), "{second}");
            }
        }
    }

    #[test]
    fn endless_work_and_endless_notes_are_too_much() {
        let lines = "\n".repeat(1000);
        for event in [edit("a\n", 0), edit(&lines, 0), Event::Here] {
            let mut effort = Effort::default();
            let end = (0..2_000_000).find(|_| !effort.add(&event, 50));
            assert!(end.is_some());
        }
    }
}

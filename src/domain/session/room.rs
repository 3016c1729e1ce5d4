//! What one session may hold, far above any real interview. What a stranger's file has beyond it changes nothing but marks
//! the session as damaged, so that any session is shown within bounded time and memory.

use super::Session;
use super::event::{CommentName, Event, Evidence};

/// The most bytes of UTF-8 and the most lines that the editor writes in the notes of one stage, and of all stages.
const STAGE_BYTES: usize = 256 * 1024;
const STAGE_LINES: usize = 16 * 1024;
const SESSION_BYTES: usize = 2 * 1024 * 1024;
const SESSION_LINES: usize = 128 * 1024;
/// The most that is read in the notes of all stages: some more, so that nothing written is refused.
const READ_BYTES: usize = SESSION_BYTES + SESSION_BYTES / 4;
const READ_LINES: usize = SESSION_LINES + SESSION_LINES / 4;
/// The most questions, hints, follow-ups and marks, and the most pauses and stops.
pub(super) const MOST_LISTED: usize = 20_000;
/// The most replies to comments.
const MOST_REPLIES: usize = 1000;
/// The most bytes of their texts.
const MOST_LISTED_BYTES: usize = 8 * 1024 * 1024;

/// How large the notes of a stage may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotesRoom {
    pub bytes: usize,
    pub lines: usize,
}

impl Default for NotesRoom {
    fn default() -> Self {
        Self {
            bytes: STAGE_BYTES,
            lines: STAGE_LINES,
        }
    }
}

/// What the lists of a session hold so far.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ListSizes {
    count: usize,
    bytes: usize,
}

impl Session {
    /// How large the editor may make the notes of this stage, given those of the other stages.
    pub fn notes_room(&self, stage: usize) -> NotesRoom {
        let others = self.size_without(stage);
        NotesRoom {
            bytes: STAGE_BYTES.min(SESSION_BYTES.saturating_sub(others.bytes)),
            lines: STAGE_LINES.min(SESSION_LINES.saturating_sub(others.lines)),
        }
    }

    /// The size of the notes of all stages but this one.
    fn size_without(&self, stage: usize) -> NotesRoom {
        let others = self.stages.iter().enumerate();
        let others = others.filter(|(other, _)| *other != stage);
        let none = NotesRoom { bytes: 0, lines: 0 };
        others.fold(none, |sum, (_, state)| {
            let rope = state.notes.rope();
            NotesRoom {
                bytes: sum.bytes + rope.len_bytes(),
                lines: sum.lines + rope.len_lines(),
            }
        })
    }

    /// Whether the session may hold this event of a stage, and counts it if so.
    pub(super) fn has_room_for(&mut self, stage: usize, event: &Event) -> bool {
        match event {
            Event::Edit { edit, .. } => {
                let Some(state) = self.stages.get(stage) else {
                    return true;
                };
                let rope = state.notes.rope();
                let removed = rope.get_slice(edit.at..edit.at.saturating_add(edit.removed));
                let (bytes, lines) = removed.map_or((0, 0), |removed| {
                    (removed.len_bytes(), removed.len_lines() - 1)
                });
                let after = NotesRoom {
                    bytes: rope.len_bytes() - bytes + edit.inserted.len(),
                    lines: rope.len_lines() - lines + line_ends(&edit.inserted),
                };
                // Notes may always shrink.
                edit.inserted.len() <= bytes || self.fits(stage, after)
            }
            Event::Keyframe { notes, .. } => {
                let after = NotesRoom {
                    bytes: notes.len(),
                    lines: 1 + line_ends(notes),
                };
                self.fits(stage, after)
            }
            Event::Hint { .. } => self.may_list(0),
            Event::FollowUp { ask, .. } => self.may_list(ask.len()),
            Event::Asked {
                typed,
                question,
                answer,
                close,
                ..
            } => {
                let said = [question, answer].into_iter().flatten().chain(close);
                self.may_list(typed.len() + said.map(String::len).sum::<usize>())
            }
            Event::ItemShown { item, evidence, .. } => {
                let old = self
                    .stages
                    .get(stage)
                    .and_then(|state| state.evidence.get(item));
                let size = |evidence: &Evidence| {
                    evidence.look_for.len() + evidence.level.len() + evidence.text.len()
                };
                if let Some(old) = old {
                    self.listed.count -= 1;
                    self.listed.bytes -= size(old);
                }
                self.may_list(size(evidence))
            }
            _ => true,
        }
    }

    /// Whether the session may hold one more reply, and counts it if so.
    pub(super) fn has_room_for_reply(&mut self, to: &CommentName, text: &str) -> bool {
        // A session has few replies, and each is looked up by every comment.
        self.replies.len() < MOST_REPLIES
            && self.may_list(to.coach.len() + to.on.len() + text.len())
    }

    fn fits(&self, stage: usize, after: NotesRoom) -> bool {
        let others = self.size_without(stage);
        others.bytes + after.bytes <= READ_BYTES && others.lines + after.lines <= READ_LINES
    }

    fn may_list(&mut self, bytes: usize) -> bool {
        let after = ListSizes {
            count: self.listed.count + 1,
            bytes: self.listed.bytes + bytes,
        };
        let is_allowed = after.count <= MOST_LISTED && after.bytes <= MOST_LISTED_BYTES;
        if is_allowed {
            self.listed = after;
        }
        is_allowed
    }
}

fn line_ends(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::domain::session::event::Entry;
    use crate::domain::session::log::tests::head;
    use crate::domain::session::notes::Edit;

    fn apply(session: &mut Session, event: Event) {
        let entry = Entry {
            n: session.n + 1,
            at: Duration::ZERO,
            after: None,
            event,
        };
        session.apply(&entry);
    }

    fn insert(stage: usize, inserted: String) -> Event {
        let (at, removed) = (0, 0);
        Event::edit(
            stage,
            Edit {
                at,
                removed,
                inserted,
            },
        )
    }

    #[test]
    fn the_notes_of_a_session_stay_within_two_mebibytes_and_their_lines_within_a_bound() {
        let titles = ["stage"; 12];
        for text in ["x".repeat(READ_BYTES / 9), "\n".repeat(READ_LINES / 9)] {
            let mut session = Session::new(head(&titles));
            for stage in 0..titles.len() {
                apply(&mut session, insert(stage, text.clone()));
            }
            let all = session.stages.iter().map(|state| state.notes.rope());
            let (bytes, lines) = all.fold((0, 0), |(bytes, lines), rope| {
                (bytes + rope.len_bytes(), lines + rope.len_lines())
            });
            assert!(bytes <= READ_BYTES && lines <= READ_LINES + titles.len());
            let room = session.notes_room(0);
            let is_less = room.bytes < STAGE_BYTES || room.lines < STAGE_LINES;
            assert!(is_less, "the editor stops earlier");
            assert!(session.damaged);
        }
    }

    #[test]
    fn full_notes_may_be_replaced_by_shorter_ones_and_written_again_for_ever() {
        let mut session = Session::new(head(&["one"]));
        // Three bytes a character.
        let text = "日".repeat(STAGE_BYTES / 3);
        for _ in 0..300 {
            apply(&mut session, insert(0, text.clone()));
            let removed = text.chars().count();
            let inserted = String::new();
            let cut = Edit {
                at: 0,
                removed,
                inserted,
            };
            apply(&mut session, Event::edit(0, cut));
        }
        assert!(!session.damaged && session.stages[0].notes.is_empty());
        apply(&mut session, insert(0, "x".repeat(READ_BYTES + 1)));
        assert!(session.damaged);
    }

    #[test]
    fn endless_questions_hints_and_pauses_are_counted_up_to_a_bound() {
        let asked = Event::Asked {
            stage: 0,
            typed: "how many?".into(),
            question: None,
            answer: None,
            close: Vec::new(),
        };
        let long = Event::FollowUp {
            stage: 0,
            follow_up: 0,
            ask: "x".repeat(1024 * 1024),
        };
        let stopped = Event::Stopped {
            wall: head(&["one"]).wall,
            gap: Duration::from_secs(1),
        };
        for (event, most) in [(asked, MOST_LISTED), (long, 8), (stopped, MOST_LISTED)] {
            let mut session = Session::new(head(&["one"]));
            for _ in 0..MOST_LISTED + 10 {
                apply(&mut session, event.clone());
            }
            let state = &session.stages[0];
            let listed = state.asked.len() + state.follow_ups.len() + session.gaps.len();
            assert_eq!(listed, most);
            assert!(session.damaged);
        }
    }
}

//! How soon the words of the notes changed after a follow-up.

use std::fmt;
use std::time::Duration;

use crate::domain::session::Session;
use crate::domain::session::event::Event;
use crate::domain::session::log::Log;
use crate::domain::session::timeline::clock;

/// A change of words that is gone after this time was a slip, not a reaction.
const LASTING: Duration = Duration::from_secs(5);
/// After so many comparisons of words any edit counts as a reaction, so that no log takes long.
const MOST_COMPARISONS: u32 = 2000;

/// A follow-up, and the time until the notes of its stage changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reaction {
    /// An index into the plan's stages.
    pub stage: usize,
    /// The interview time of the follow-up.
    pub at: Duration,
    /// The time until words of the stage changed and stayed changed; `None` if none did.
    pub after: Option<Duration>,
}

/// `the notes changed 0:50 later`.
impl fmt::Display for Reaction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.after {
            Some(after) => write!(f, "the notes changed {} later", clock(after)),
            None => f.write_str("the notes did not change after it"),
        }
    }
}

/// The reaction to each follow-up, in order of time.
pub fn reactions(log: &Log) -> Vec<Reaction> {
    let end = log.interview_len();
    let entries = &log.entries()[..end];
    let has_follow_up = (entries.iter()).any(|it| matches!(it.event, Event::FollowUp { .. }));
    if !has_follow_up {
        return Vec::new();
    }
    let mut session = log.head().map(|head| Session::new(head.clone()));
    let mut asked: Vec<Asked> = Vec::new();
    // Without its head a log does not tell the words.
    let mut left = session.as_ref().map_or(0, |_| MOST_COMPARISONS);
    for (index, entry) in entries.iter().enumerate() {
        if let Some(session) = &mut session {
            log.fold(index, session);
        }
        match entry.event {
            Event::Edit { stage, .. } | Event::Keyframe { stage, .. } => {
                let open = asked.iter_mut().filter(|it| it.is_open(entry.at));
                for follow_up in open.filter(|it| it.stage == stage) {
                    follow_up.see(entry.at, &mut left, || words(session.as_ref(), stage));
                }
            }
            Event::FollowUp { stage, .. } => asked.push(Asked {
                stage,
                at: entry.at,
                words: words(session.as_ref(), stage),
                changed: None,
            }),
            _ => {}
        }
    }
    let reactions = asked.into_iter().map(|asked| Reaction {
        stage: asked.stage,
        at: asked.at,
        after: asked
            .changed
            .map(|changed| changed.saturating_sub(asked.at)),
    });
    reactions.collect()
}

/// A follow-up that may still get a reaction.
struct Asked {
    stage: usize,
    at: Duration,
    /// The words of the stage when it was asked.
    words: Vec<String>,
    /// Since when they are others.
    changed: Option<Duration>,
}

impl Asked {
    /// Whether a later edit can still take the change back.
    fn is_open(&self, now: Duration) -> bool {
        (self.changed).is_none_or(|changed| now.saturating_sub(changed) < LASTING)
    }

    fn see(&mut self, now: Duration, left: &mut u32, words: impl FnOnce() -> Vec<String>) {
        let is_other = *left == 0 || {
            *left -= 1;
            words() != self.words
        };
        self.changed = is_other.then_some(self.changed.unwrap_or(now));
    }
}

/// The words of a stage's notes, without signs that stand alone.
fn words(session: Option<&Session>, stage: usize) -> Vec<String> {
    let Some(state) = session.and_then(|session| session.stages.get(stage)) else {
        return Vec::new();
    };
    let text = state.notes.to_string();
    let words = text.split_whitespace();
    let words = words.filter(|word| word.contains(char::is_alphanumeric));
    words.map(str::to_owned).collect()
}

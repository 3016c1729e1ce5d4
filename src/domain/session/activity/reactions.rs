//! How soon the words of the notes changed after a follow-up.

use std::collections::BTreeMap;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

use crate::domain::session::Session;
use crate::domain::session::event::Event;
use crate::domain::session::log::Log;
use crate::domain::session::timeline::clock;

/// A change of words that is gone after this time was a slip, not a reaction.
const LASTING: Duration = Duration::from_secs(5);
/// A follow-up that comes later than this before the end asks for no answer.
const TIME_TO_ANSWER: Duration = Duration::from_secs(20);
/// Nor does one in the last part of so many of the interview, where that is less.
const SHARE_TO_ANSWER: u32 = 6;
/// The bytes of notes that are read, and the comparisons, at most: after them any edit counts as a reaction, so that no log
/// takes long.
const MOST_WORK: usize = 32 * 1024 * 1024;

/// A follow-up, and the time until the notes of its stage changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reaction {
    /// An index into the plan's stages.
    pub stage: usize,
    /// The interview time of the follow-up.
    pub at: Duration,
    /// The time until words of the stage changed and stayed changed; `None` if none did.
    pub after: Option<Duration>,
    /// It came so shortly before the end of the finished interview that nobody could answer it.
    pub is_too_late: bool,
}

/// `the notes changed 0:50 later`; within the first second `at once`.
impl fmt::Display for Reaction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.after {
            Some(after) if after.as_secs() == 0 => f.write_str("the notes changed at once"),
            Some(after) => write!(f, "the notes changed {} later", clock(after)),
            None if self.is_too_late => f.write_str("it came in the last seconds of the interview"),
            None => f.write_str("the notes did not change after it"),
        }
    }
}

/// The reaction to each follow-up, in order of time.
pub fn reactions(log: &Log) -> Vec<Reaction> {
    let entries = &log.entries()[..log.interview_len()];
    let finish = entries
        .last()
        .filter(|entry| matches!(entry.event, Event::Finish { .. }));
    let end = finish.map(|entry| entry.at);
    let has_follow_up = (entries.iter()).any(|it| matches!(it.event, Event::FollowUp { .. }));
    if !has_follow_up {
        return Vec::new();
    }
    let mut session = log.head().map(|head| Session::new(head.clone()));
    let mut asked: Vec<OpenFollowUp> = Vec::new();
    let mut stages: BTreeMap<usize, Watched> = BTreeMap::new();
    // Without its head a log does not tell the words.
    let mut left = session.as_ref().map_or(0, |_| MOST_WORK);
    for (index, entry) in entries.iter().enumerate() {
        if let Some(session) = &mut session {
            log.fold(index, session);
        }
        match entry.event {
            Event::Edit { stage, .. } | Event::Keyframe { stage, .. } => {
                let watched = stages.entry(stage).or_default();
                watched.words = None;
                watched.see(entry.at, &mut asked, session.as_ref(), stage, &mut left);
            }
            Event::FollowUp { stage, .. } => {
                let watched = stages.entry(stage).or_default();
                let words = watched.words(session.as_ref(), stage, &mut left);
                watched.open.push(asked.len());
                asked.push(OpenFollowUp {
                    stage,
                    at: entry.at,
                    words,
                    changed: None,
                });
            }
            _ => {}
        }
    }
    let is_too_late = |at: Duration| {
        // Of a short interview, the last seconds are fewer.
        end.is_some_and(|end| end.saturating_sub(at) < TIME_TO_ANSWER.min(end / SHARE_TO_ANSWER))
    };
    let reactions = asked.into_iter().map(|asked| Reaction {
        stage: asked.stage,
        at: asked.at,
        after: asked
            .changed
            .map(|changed| changed.saturating_sub(asked.at)),
        is_too_late: is_too_late(asked.at),
    });
    reactions.collect()
}

/// A follow-up that may get a reaction.
struct OpenFollowUp {
    stage: usize,
    at: Duration,
    /// The hash of the stage's words when it was asked.
    words: u64,
    /// When the words became others, if they still are.
    changed: Option<Duration>,
}

impl OpenFollowUp {
    /// Whether a later edit can still take the change back.
    fn is_open(&self, now: Duration) -> bool {
        (self.changed).is_none_or(|changed| now.saturating_sub(changed) < LASTING)
    }
}

/// A stage with follow-ups or edits.
#[derive(Default)]
struct Watched {
    /// The follow-ups that later edits can still change, as indexes.
    open: Vec<usize>,
    /// The hash of the words, once something asked for it since the last edit.
    words: Option<u64>,
}

impl Watched {
    /// Takes in an edit of the stage.
    fn see(
        &mut self,
        now: Duration,
        asked: &mut [OpenFollowUp],
        session: Option<&Session>,
        stage: usize,
        left: &mut usize,
    ) {
        self.open.retain(|index| asked[*index].is_open(now));
        if self.open.is_empty() {
            return;
        }
        let words = self.words(session, stage, left);
        *left = left.saturating_sub(self.open.len());
        let is_used_up = *left == 0;
        for index in &self.open {
            let follow_up = &mut asked[*index];
            let is_other = is_used_up || follow_up.words != words;
            follow_up.changed = is_other.then_some(follow_up.changed.unwrap_or(now));
        }
        if is_used_up {
            self.open.clear();
        }
    }

    /// The hash of the stage's words now; any value where no work is left.
    fn words(&mut self, session: Option<&Session>, stage: usize, left: &mut usize) -> u64 {
        if let Some(words) = self.words {
            return words;
        }
        let state = session.and_then(|session| session.stages.get(stage));
        let Some(state) = state.filter(|_| *left > 0) else {
            return 0;
        };
        let text = state.notes.to_string();
        *left = left.saturating_sub(text.len());
        *self.words.insert(hash_of_words(&text))
    }
}

/// The hash of the words of a text, without signs that stand alone.
fn hash_of_words(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    let words = text.split_whitespace();
    for word in words.filter(|word| word.contains(char::is_alphanumeric)) {
        word.hash(&mut hasher);
    }
    hasher.finish()
}

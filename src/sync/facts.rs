//! The facts of the log of a store, one line for each, and what they add up to.
//!
//! ```text
//! pushed KEY EVENT BYTES      it is in the store: a session with this last event and this size of the journal
//! pushed-review KEY PLAIN     it is in the store: a review, and the key that it would have if it were not encrypted
//! planned KEY EVENT BYTES     it is about to be sent, so that a killed push finds it again
//! done KEY                    it was received
//! done KEY NAME               it is an assignment that was not for the candidate of this name
//! refused VERSION             this version of an object will never be taken
//! bad VERSION                 the bytes of this version were not those of its hash
//! locked VERSION MARK         no key of the key file with this mark opens this version
//! lost KEY                    it was pushed and is not in the store
//! damaged KEY                 it was pushed and has other bytes now
//! dropped KEY                 it was damaged, and another object has what it had
//! removed SESSION             every object of it was removed
//! learned                     the store was listed for sessions that this machine had sent before
//! listed DAY                  all sessions up to this day were received
//! listed-all TIME             the whole store was listed
//! at COMMAND TIME             a command ended without failures
//! ```

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::{DateTime, NaiveDate};

use super::keys::Object;
use crate::domain::session::event::Wall;

/// How far a session is: the number of its last event, and the size of its journal in bytes.
pub type JournalProgress = (u64, u64);

/// The first half of a key's hash: 50,000 keys take a megabyte.
pub(super) type Short = [u8; 16];

#[derive(Debug, Default)]
pub(super) struct Facts {
    /// What was received or sent, by key.
    pub done: HashSet<Short>,
    /// What is of no use, by version: other bytes under the same key are looked at again.
    pub refused: HashSet<Short>,
    pub bad: HashMap<Short, u8>,
    pub locked: HashMap<Short, String>,
    /// What is in the store of the sessions of this machine, by id.
    pub pushed: BTreeMap<String, (JournalProgress, String)>,
    /// The reviews that this machine sent: the keys that they would have if they were not encrypted, by their own.
    pub reviews: BTreeMap<String, String>,
    pub planned: BTreeMap<String, (JournalProgress, String)>,
    /// The keys of objects of this machine whose bytes are wrong.
    pub damaged: BTreeSet<String>,
    pub removed: HashSet<String>,
    pub has_learned: bool,
    pub listed: Option<NaiveDate>,
    pub listed_all: Option<Wall>,
    pub last: BTreeMap<String, String>,
}

impl Facts {
    /// Takes in a line; one that says nothing is passed over.
    pub fn read(&mut self, line: &str) {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            "pushed" | "planned" => {
                if let Some((key, object, progress)) = sent(rest) {
                    self.took(word == "pushed", key, &object, progress);
                }
            }
            "done" => {
                self.done.insert(short(rest));
            }
            "pushed-review" => {
                if let Some((key, plain)) = rest.split_once(' ') {
                    self.took_review(key, plain);
                }
            }
            "refused" => {
                self.refused.insert(short(rest));
            }
            "locked" => {
                if let Some((version, mark)) = rest.split_once(' ') {
                    self.locked.insert(short(version), mark.to_owned());
                }
            }
            "bad" => {
                let tries = self.bad.entry(short(rest)).or_default();
                *tries = tries.saturating_add(1);
            }
            "lost" => self.set_missing(rest),
            "damaged" => {
                self.set_missing(rest);
                self.damaged.insert(rest.to_owned());
            }
            "dropped" => {
                self.damaged.remove(rest);
            }
            "removed" => {
                self.pushed.remove(rest);
                self.planned.remove(rest);
                let is_of =
                    |key: &str| Object::parse(key).is_some_and(|it| it.session() == Some(rest));
                self.drop_reviews(is_of);
                self.damaged.retain(|key| !is_of(key));
                self.removed.insert(rest.to_owned());
            }
            "learned" => self.has_learned = true,
            "listed" => self.listed = rest.parse().ok().or(self.listed),
            "listed-all" => {
                self.listed_all = DateTime::parse_from_rfc3339(rest).ok().or(self.listed_all);
            }
            "at" => {
                if let Some((command, time)) = rest.split_once(' ') {
                    self.last.insert(command.to_owned(), time.to_owned());
                }
            }
            _ => {}
        }
    }

    /// Forgets that an object was sent, so that it is sent again.
    fn set_missing(&mut self, key: &str) {
        self.done.remove(&short(key));
        self.drop_reviews(|sent| sent == key);
        self.pushed.retain(|_, (_, sent)| sent != key);
        self.planned.retain(|_, (_, planned)| planned != key);
    }

    fn took(&mut self, is_sent: bool, key: &str, object: &Object, progress: JournalProgress) {
        let Object::Session { session, .. } = object else {
            return;
        };
        let entry = (progress, key.to_owned());
        if is_sent {
            self.done.insert(short(key));
            self.damaged.remove(key);
            self.planned.remove(session);
            self.removed.remove(session);
            self.pushed.insert(session.clone(), entry);
        } else {
            self.planned.insert(session.clone(), entry);
        }
    }

    fn took_review(&mut self, key: &str, plain: &str) {
        if let Some(Object::Review { session, .. }) = Object::parse(key) {
            self.done.extend([short(key), short(plain)]);
            self.removed.remove(&session);
            self.damaged.remove(key);
            self.reviews.insert(key.to_owned(), plain.to_owned());
        }
    }

    /// Forgets that reviews with these keys were sent, so that they are sent again.
    fn drop_reviews(&mut self, is_dropped: impl Fn(&str) -> bool) {
        let done = &mut self.done;
        self.reviews.retain(|key, plain| {
            let is_kept = !is_dropped(key);
            if !is_kept {
                done.remove(&short(key));
                done.remove(&short(plain));
            }
            is_kept
        });
    }
}

/// The key, the object and the progress of a line `KEY EVENT BYTES`.
fn sent(rest: &str) -> Option<(&str, Object, JournalProgress)> {
    let parts: Vec<&str> = rest.split(' ').collect();
    let [key, event, bytes] = *parts.as_slice() else {
        return None;
    };
    Some((
        key,
        Object::parse(key)?,
        (event.parse().ok()?, bytes.parse().ok()?),
    ))
}

/// What the facts have of a key or a version.
pub(super) fn short(key: &str) -> Short {
    use sha2::{Digest, Sha256};
    let mut short = Short::default();
    short.copy_from_slice(&Sha256::digest(key.as_bytes())[..16]);
    short
}

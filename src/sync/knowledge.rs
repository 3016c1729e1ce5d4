//! What this machine knows of the store, folded from its log: what was sent and received, and up to which day the store was
//! listed. Nothing in it is needed: where a line is lost, an object is looked at or sent once more.
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
//! removed SESSION             every object of it was removed
//! learned                     the store was listed for sessions that this machine had sent before
//! listed DAY                  all sessions up to this day were received
//! listed-all TIME             the whole store was listed
//! at COMMAND TIME             a command ended without failures
//! ```

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, NaiveDate, TimeDelta};

use super::keys::{Object, sha_of};
use crate::app::failure::Failure;
use crate::domain::session::event::Wall;
use crate::store::{Paths, StoreError, SyncLog, SyncSettings};

/// How many days before the last listed one are listed again: clocks differ, and a slow push ends after midnight.
const OVERLAP: TimeDelta = TimeDelta::days(2);
/// How often the whole store is listed, for machines whose clock is wrong by days.
const FULL_EVERY: TimeDelta = TimeDelta::hours(24);
/// How often an object with wrong bytes is fetched.
const MOST_TRIES: u8 = 3;

/// How far a session is: the number of its last event, and the size of its journal in bytes.
pub type Progress = (u64, u64);

/// The first half of a key's hash: 50,000 keys take a megabyte.
type Short = [u8; 16];

#[derive(Debug, Default)]
struct Facts {
    /// What was received or sent, by key.
    done: HashSet<Short>,
    /// What is of no use, by version: other bytes under the same key are looked at again.
    refused: HashSet<Short>,
    bad: HashMap<Short, u8>,
    locked: HashMap<Short, String>,
    /// What is in the store of the sessions of this machine, by id.
    pushed: BTreeMap<String, (Progress, String)>,
    /// The reviews that this machine sent: the keys that they would have if they were not encrypted, by their own.
    reviews: BTreeMap<String, String>,
    planned: BTreeMap<String, (Progress, String)>,
    removed: HashSet<String>,
    has_learned: bool,
    listed: Option<NaiveDate>,
    listed_all: Option<Wall>,
    last: BTreeMap<String, String>,
}

/// What is known, and the log that keeps it.
#[derive(Debug)]
pub struct Knowledge {
    facts: Facts,
    log: SyncLog,
    /// A dry run writes nothing.
    is_dry: bool,
    now: Wall,
}

impl Knowledge {
    /// Reads the log of the store of the settings.
    ///
    /// # Errors
    /// When another `forty-sync` uses it, or it cannot be read.
    pub fn open(
        settings: &SyncSettings,
        paths: &Paths,
        now: Wall,
        is_dry: bool,
    ) -> Result<Self, Failure> {
        let mut facts = Facts::default();
        // Another address is another store, of which nothing is known.
        let name = &sha_of(settings.url.as_bytes())[..16];
        let log = SyncLog::open(&paths.state, name, &now, |line| facts.read(line));
        let log = log.map_err(|why| match why {
            StoreError::InUse { pid, .. } => {
                let by = pid.map_or(String::new(), |pid| format!(": process {pid}"));
                let message = format!("another forty-sync is running{by}");
                Failure::new(crate::app::failure::Code::InUse, message)
                    .hint("wait until it has ended, or end it first")
            }
            why => why.into(),
        })?;
        Ok(Self {
            facts,
            log,
            is_dry,
            now,
        })
    }

    /// Whether the object was sent or received.
    pub fn is_done(&self, key: &str) -> bool {
        self.facts.done.contains(&short(key))
    }

    /// Whether this version of an object will never be taken.
    pub fn is_refused(&self, version: &str) -> bool {
        self.facts.refused.contains(&short(version))
    }

    /// Whether this version of an object had wrong bytes too often.
    pub fn is_bad(&self, version: &str) -> bool {
        let tries = self.facts.bad.get(&short(version));
        tries.is_some_and(|tries| *tries >= MOST_TRIES)
    }

    /// The mark of the key file that does not open this version of an object.
    pub fn locked(&self, version: &str) -> Option<&str> {
        self.facts.locked.get(&short(version)).map(String::as_str)
    }

    /// Whether the session was sent with this progress.
    pub fn is_pushed(&self, session: &str, progress: Progress) -> bool {
        let pushed = self.facts.pushed.get(session);
        pushed.is_some_and(|(sent, _)| *sent == progress)
    }

    /// Whether the session's objects were removed by this machine, so that it is not sent again by itself.
    pub fn is_removed(&self, session: &str) -> bool {
        self.facts.removed.contains(session)
    }

    /// The key under which a push of the session with this progress began.
    pub fn planned(&self, session: &str, progress: Progress) -> Option<&str> {
        let planned = self.facts.planned.get(session);
        let planned = planned.filter(|(sent, _)| *sent == progress);
        planned.map(|(_, key)| key.as_str())
    }

    /// Whether the store was listed for what this machine sent before its log was lost.
    pub fn has_learned(&self) -> bool {
        self.facts.has_learned
    }

    /// The keys of everything that this machine sent and did not remove.
    pub fn sent(&self) -> impl Iterator<Item = &str> {
        let sessions = self.facts.pushed.values().map(|(_, key)| key.as_str());
        sessions.chain(self.facts.reviews.keys().map(String::as_str))
    }

    /// The first day to list; `None` where the whole store is due.
    pub fn list_from(&self) -> Option<NaiveDate> {
        let full = self.facts.listed_all?;
        let age = self.now.signed_duration_since(full);
        if age > FULL_EVERY || age < TimeDelta::zero() {
            return None;
        }
        // A day from the future, in a key or on this clock, must not hide today's.
        let last = self.facts.listed?.min(super::keys::day(&self.now));
        last.checked_sub_signed(OVERLAP)
    }

    /// When a command ended last, as text.
    pub fn last(&self, command: &str) -> Option<&str> {
        self.facts.last.get(command).map(String::as_str)
    }

    pub fn pushed(&mut self, key: &str, progress: Progress) -> Result<(), Failure> {
        self.note(&format!("pushed {key} {} {}", progress.0, progress.1))
    }

    pub fn planned_to_push(&mut self, key: &str, progress: Progress) -> Result<(), Failure> {
        self.note(&format!("planned {key} {} {}", progress.0, progress.1))
    }

    pub fn done(&mut self, key: &str) -> Result<(), Failure> {
        self.note(&format!("done {key}"))
    }

    pub fn pushed_review(&mut self, key: &str, plain: &str) -> Result<(), Failure> {
        self.note(&format!("pushed-review {key} {plain}"))
    }

    pub fn refused(&mut self, version: &str) -> Result<(), Failure> {
        self.note(&format!("refused {version}"))
    }

    pub fn bad(&mut self, version: &str) -> Result<(), Failure> {
        self.note(&format!("bad {version}"))
    }

    pub fn not_opened(&mut self, version: &str, mark: &str) -> Result<(), Failure> {
        self.note(&format!("locked {version} {mark}"))
    }

    pub fn lost(&mut self, key: &str) -> Result<(), Failure> {
        self.note(&format!("lost {key}"))
    }

    pub fn removed(&mut self, session: &str) -> Result<(), Failure> {
        self.note(&format!("removed {session}"))
    }

    pub fn learned(&mut self) -> Result<(), Failure> {
        self.note("learned")
    }

    /// Records that everything up to today was received, and whether that was the whole store.
    pub fn listed(&mut self, is_full: bool) -> Result<(), Failure> {
        let day = super::keys::day_text(super::keys::day(&self.now));
        if self.facts.listed.map(super::keys::day_text).as_deref() != Some(&day) {
            self.note(&format!("listed {day}"))?;
        }
        if is_full {
            self.note(&format!("listed-all {}", self.now.to_rfc3339()))?;
        }
        Ok(())
    }

    /// Records that a command ended without failures.
    pub fn ended(&mut self, command: &str) -> Result<(), Failure> {
        let time = self.now.format("%Y-%m-%d %H:%M:%S %:z");
        self.note(&format!("at {command} {time}"))
    }

    fn note(&mut self, line: &str) -> Result<(), Failure> {
        if !self.is_dry {
            self.log.append(line)?;
        }
        self.facts.read(line);
        Ok(())
    }
}

impl Facts {
    /// Takes in a line; one that says nothing is passed over.
    fn read(&mut self, line: &str) {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            "pushed" | "planned" => {
                let parts: Vec<&str> = rest.split(' ').collect();
                let [key, event, bytes] = *parts.as_slice() else {
                    return;
                };
                let (Some(object), Ok(event), Ok(bytes)) =
                    (Object::parse(key), event.parse(), bytes.parse())
                else {
                    return;
                };
                self.took(word == "pushed", key, &object, (event, bytes));
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
            "lost" => {
                self.done.remove(&short(rest));
                self.drop_reviews(|key| key == rest);
                self.pushed.retain(|_, (_, key)| key != rest);
                self.planned.retain(|_, (_, key)| key != rest);
            }
            "removed" => {
                self.pushed.remove(rest);
                self.planned.remove(rest);
                self.drop_reviews(|key| {
                    Object::parse(key).is_some_and(|it| it.session() == Some(rest))
                });
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

    fn took(&mut self, is_sent: bool, key: &str, object: &Object, progress: Progress) {
        let Object::Session { session, .. } = object else {
            return;
        };
        let entry = (progress, key.to_owned());
        if is_sent {
            self.done.insert(short(key));
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

fn short(key: &str) -> Short {
    use sha2::{Digest, Sha256};
    let mut short = Short::default();
    short.copy_from_slice(&Sha256::digest(key.as_bytes())[..16]);
    short
}

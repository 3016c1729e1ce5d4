//! What this machine knows of the store, folded from its log: what was sent and received, and up to which day the store was
//! listed. Nothing in it is needed: where a line is lost, an object is looked at or sent once more.
//!
//! ```text
//! pushed KEY EVENT BYTES      it is in the store: a session with this last event and this size of the journal, or a review
//! planned KEY EVENT BYTES     it is about to be sent, so that a killed push finds it again
//! done KEY                    it was received, or refused for good
//! bad KEY                     its bytes were not those of its hash
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
    /// What was received or sent.
    done: HashSet<Short>,
    bad: HashMap<Short, u8>,
    /// What is in the store of the sessions of this machine, by id.
    pushed: BTreeMap<String, (Progress, String)>,
    /// The reviews that this machine sent.
    reviews: HashSet<String>,
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

    /// Whether the object needs no further look: it was sent, received, refused, or was wrong too often.
    pub fn is_done(&self, key: &str) -> bool {
        let key = short(key);
        self.facts.done.contains(&key)
            || self
                .facts
                .bad
                .get(&key)
                .is_some_and(|tries| *tries >= MOST_TRIES)
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
        sessions.chain(self.facts.reviews.iter().map(String::as_str))
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

    pub fn bad(&mut self, key: &str) -> Result<(), Failure> {
        self.note(&format!("bad {key}"))
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
            "bad" => {
                let tries = self.bad.entry(short(rest)).or_default();
                *tries = tries.saturating_add(1);
            }
            "lost" => {
                self.done.remove(&short(rest));
                self.reviews.remove(rest);
                self.pushed.retain(|_, (_, key)| key != rest);
                self.planned.retain(|_, (_, key)| key != rest);
            }
            "removed" => {
                self.pushed.remove(rest);
                self.planned.remove(rest);
                self.reviews
                    .retain(|key| Object::parse(key).is_some_and(|it| it.session() != Some(rest)));
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
        match object {
            Object::Session { session, .. } => {
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
            _ if is_sent => {
                self.done.insert(short(key));
                self.reviews.insert(key.to_owned());
            }
            _ => {}
        }
    }
}

fn short(key: &str) -> Short {
    use sha2::{Digest, Sha256};
    let mut short = Short::default();
    short.copy_from_slice(&Sha256::digest(key.as_bytes())[..16]);
    short
}

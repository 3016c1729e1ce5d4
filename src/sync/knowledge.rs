//! What this machine knows of the store, folded from its log: what was sent and received, and up to which day the store was
//! listed. Nothing in it is needed: where a line is lost, an object is looked at or sent once more. `facts` has the lines.

use chrono::{NaiveDate, TimeDelta};

use super::facts::{Facts, JournalProgress, short};
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
    pub fn is_pushed(&self, session: &str, progress: JournalProgress) -> bool {
        let pushed = self.facts.pushed.get(session);
        pushed.is_some_and(|(sent, _)| *sent == progress)
    }

    /// Whether the session's objects were removed by this machine, so that it is not sent again by itself.
    pub fn is_removed(&self, session: &str) -> bool {
        self.facts.removed.contains(session)
    }

    /// The key under which a push of the session with this progress began.
    pub fn planned(&self, session: &str, progress: JournalProgress) -> Option<&str> {
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

    /// Whether a version of the session is in the store.
    pub fn has_pushed(&self, session: &str) -> bool {
        self.facts.pushed.contains_key(session)
    }

    /// Whether an object of this machine has wrong bytes.
    pub fn is_damaged(&self, key: &str) -> bool {
        self.facts.damaged.contains(key)
    }

    /// The day in the key of an object that should have this hash and has wrong bytes.
    pub fn damaged_on(&self, id: &str, hash: &str) -> Option<NaiveDate> {
        let objects = self
            .facts
            .damaged
            .iter()
            .filter_map(|key| Object::parse(key));
        let mut days = objects.filter_map(|object| match object {
            Object::Session {
                day, session, sha, ..
            } => (session == id && sha == hash).then_some(day),
            _ => None,
        });
        days.next()
    }

    /// The keys of damaged objects of which another version was sent.
    pub fn replaced(&self) -> Vec<String> {
        let facts = &self.facts;
        let is_replaced = |key: &&String| match Object::parse(key) {
            Some(Object::Session { session, .. }) => facts.pushed.contains_key(&session),
            Some(Object::Review { session, coach, .. }) => {
                let folder = format!("{}{session}/{coach}/", super::keys::REVIEWS);
                facts.reviews.keys().any(|key| key.starts_with(&folder))
            }
            _ => false,
        };
        facts.damaged.iter().filter(is_replaced).cloned().collect()
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

    pub fn pushed(&mut self, key: &str, progress: JournalProgress) -> Result<(), Failure> {
        self.note(&format!("pushed {key} {} {}", progress.0, progress.1))
    }

    pub fn planned_to_push(&mut self, key: &str, progress: JournalProgress) -> Result<(), Failure> {
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

    pub fn damaged(&mut self, key: &str) -> Result<(), Failure> {
        self.note(&format!("damaged {key}"))
    }

    pub fn dropped(&mut self, key: &str) -> Result<(), Failure> {
        self.note(&format!("dropped {key}"))
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

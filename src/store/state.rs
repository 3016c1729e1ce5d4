//! The state folder: who a coach is on this machine, and what that coach has read. Nothing here is part of a session.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::files;
use super::session::lock::Lock;
use super::toml_file;
use crate::domain::session::event::{FORMAT, Wall};

const COACHES: &str = "coaches.toml";
pub(super) const LIMIT: u64 = 16 * 1024 * 1024;
/// Most characters of a coach's name in the name of a file.
const SLUG: usize = 32;

/// A coach on this machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coach {
    pub name: String,
    /// Four hex digits, drawn once, that tell this coach from another of the same name.
    pub digits: String,
    /// Stands in every review that this coach writes here: whose file a file is.
    pub key: String,
}

#[derive(Serialize, Deserialize)]
struct Coaches {
    format: u32,
    #[serde(default)]
    coach: Vec<Coach>,
    #[serde(flatten)]
    other: toml::Table,
}

impl Coaches {
    fn read(state: &Path) -> Result<Self, StoreError> {
        let found = read_file(&state.join(COACHES))?;
        Ok(found.unwrap_or_else(|| Self {
            format: FORMAT,
            coach: Vec::new(),
            other: toml::Table::new(),
        }))
    }
}

impl Coach {
    /// The coach of this name, drawn from `chance` and written down where the name is new here.
    ///
    /// # Errors
    /// When the state folder cannot be read or written.
    pub fn of(name: &str, state: &Path, chance: u64, now: &Wall) -> Result<Self, StoreError> {
        if let Some(coach) = known(state)?.into_iter().find(|coach| coach.name == name) {
            return Ok(coach);
        }
        files::make_folders(state)?;
        // Another window may be drawing too.
        let _lock = Lock::take(state, now)?;
        let mut coaches = Coaches::read(state)?;
        if let Some(coach) = coaches.coach.iter().find(|coach| coach.name == name) {
            return Ok(coach.clone());
        }
        let is_free = |digits: &String| coaches.coach.iter().all(|coach| coach.digits != *digits);
        let mut digits =
            (0..=u16::MAX).map(|next| format!("{:04x}", (chance as u16).wrapping_add(next)));
        let coach = Self {
            name: name.to_owned(),
            digits: digits.find(is_free).unwrap_or_default(),
            key: format!(
                "{chance:016x}{:016x}",
                chance.rotate_left(29).wrapping_mul(0x9e37_79b9_7f4a_7c15)
            ),
        };
        coaches.coach.push(coach.clone());
        files::replace(&state.join(COACHES), toml_file::write(&coaches).as_bytes())?;
        Ok(coach)
    }

    /// The name as part of a file's name: lower-case letters and digits, `coach` where the name has none.
    pub fn slug(&self) -> String {
        let mut slug = String::new();
        for character in self.name.to_lowercase().chars() {
            if character.is_ascii_alphanumeric() {
                slug.push(character);
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        slug.truncate(SLUG);
        match slug.trim_end_matches('-') {
            "" => "coach".to_owned(),
            slug => slug.to_owned(),
        }
    }
}

/// Every coach who ever reviewed on this machine.
///
/// # Errors
/// When the file that says so cannot be read.
pub fn known(state: &Path) -> Result<Vec<Coach>, StoreError> {
    Coaches::read(state).map(|coaches| coaches.coach)
}

/// What a coach has read: the number of the last event of each session as it was when it was opened, by session id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    format: u32,
    #[serde(default)]
    seen: BTreeMap<String, u64>,
}

impl Default for Seen {
    fn default() -> Self {
        Self {
            format: FORMAT,
            seen: BTreeMap::new(),
        }
    }
}

impl Seen {
    /// What was written down; nothing where that cannot be read: then all is unread.
    pub fn of(coach: &Coach, state: &Path) -> Self {
        let found = read_file(&Self::path(coach, state));
        found.ok().flatten().unwrap_or_default()
    }

    /// Whether the session was opened since this event.
    pub fn is_read(&self, id: &str, event: u64) -> bool {
        self.seen.get(id).is_some_and(|seen| *seen >= event)
    }

    /// Notes that a session was opened, and writes it down.
    ///
    /// # Errors
    /// When the state folder cannot be written.
    pub fn open(
        &mut self,
        id: &str,
        event: u64,
        coach: &Coach,
        state: &Path,
    ) -> Result<(), StoreError> {
        if self.is_read(id, event) {
            return Ok(());
        }
        self.seen.insert(id.to_owned(), event);
        files::make_folders(state)?;
        files::replace(&Self::path(coach, state), toml_file::write(self).as_bytes())
    }

    fn path(coach: &Coach, state: &Path) -> PathBuf {
        state.join(format!("seen-{}-{}.toml", coach.slug(), coach.digits))
    }
}

/// What a file of the state or the config folder says; `None` where there is none.
pub(super) fn read_file<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, StoreError> {
    match files::read_text(path, LIMIT) {
        Ok(text) => toml_file::parse(path, &text).map(Some),
        Err(why) if why.is_missing() => Ok(None),
        Err(why) => Err(why),
    }
}

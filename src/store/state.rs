//! The state folder: the coaches of this machine, and which sessions each of them has opened.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::files;
use super::session::lock::Lock;
use super::toml_file;
use crate::domain::sanitize;
use crate::domain::session::event::{FORMAT, Wall};

const COACHES: &str = "coaches.toml";
/// What the loss of the list means.
const LOST: &str = "reviews written on this machine count as those of other coaches";
/// The longest part of a file name that is made of a coach's name, in bytes.
const SLUG_LIMIT: usize = 32;

/// A coach on this machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coach {
    pub name: String,
    /// Four random hex digits that distinguish coaches of the same name.
    pub digits: String,
    /// A random key that marks the review files of this coach.
    pub key: String,
}

#[derive(Default, Serialize, Deserialize)]
struct Coaches {
    format: u32,
    #[serde(default)]
    coach: Vec<Coach>,
    #[serde(flatten)]
    other: toml::Table,
}

impl Coach {
    /// The coach of this name. A new name gets digits and a key from the random number `chance`, and is written down.
    /// Returns a remark if the list of coaches could not be read and was set aside.
    ///
    /// # Errors
    /// When the state folder cannot be written.
    pub fn of(
        name: &str,
        state: &Path,
        chance: u64,
        now: &Wall,
    ) -> Result<(Self, Option<String>), StoreError> {
        let path = state.join(COACHES);
        let is_named = |coach: &&Self| coach.name == name;
        let found = toml_file::read::<Coaches>(&path);
        if let Some(coach) = found.iter().flat_map(|found| &found.coach).find(is_named) {
            return Ok((coach.clone(), None));
        }
        files::make_folders(state)?;
        // Another process may add the same coach.
        let _lock = Lock::take(state, now)?;
        let (mut coaches, remark) = toml_file::read_or_set_aside::<Coaches>(&path);
        if let Some(coach) = coaches.coach.iter().find(is_named) {
            return Ok((coach.clone(), remark));
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
        coaches.format = FORMAT;
        coaches.coach.push(coach.clone());
        files::replace(&path, toml_file::write(&coaches).as_bytes())?;
        Ok((coach, remark.map(|remark| format!("{remark}; {LOST}"))))
    }

    /// The name as part of a file name: lowercase ASCII letters and digits, or `coach` if the name has none.
    pub fn slug(&self) -> String {
        let mut slug = String::new();
        for character in self.name.to_lowercase().chars() {
            if character.is_ascii_alphanumeric() {
                slug.push(character);
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        slug.truncate(SLUG_LIMIT);
        match slug.trim_end_matches('-') {
            "" => "coach".to_owned(),
            slug => slug.to_owned(),
        }
    }
}

/// Every coach who has reviewed on this machine. If the list cannot be read, there is none, and a remark: a damaged list is
/// set aside, one of a newer program stays for that program.
pub fn known(state: &Path) -> (Vec<Coach>, Option<String>) {
    let path = state.join(COACHES);
    let (coaches, remark) = match toml_file::read::<Coaches>(&path) {
        Err(newer @ StoreError::Newer { .. }) => {
            (Coaches::default(), Some(sanitize::line(&newer.to_string())))
        }
        Ok(coaches) => (coaches, None),
        Err(_) => toml_file::read_or_set_aside(&path),
    };
    let remark = remark.map(|remark| format!("{remark}; {LOST}"));
    (coaches.coach, remark)
}

/// What a coach has read: by session id, the number of the session's last event when it was opened.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    format: u32,
    #[serde(default)]
    seen: BTreeMap<String, u64>,
}

impl Seen {
    /// What the coach has read; nothing if the file cannot be read, which is then set aside.
    pub fn of(coach: &Coach, state: &Path) -> Self {
        toml_file::read_or_set_aside(&Self::path(coach, state)).0
    }

    /// Whether the session was opened when it already had this event.
    pub fn is_read(&self, id: &str, event: u64) -> bool {
        self.seen.get(id).is_some_and(|seen| *seen >= event)
    }

    /// Whether the session has more than the coach has read. A reviewed session that this machine does not know was read
    /// on another one.
    pub fn is_unread(&self, id: &str, event: u64, is_reviewed: bool) -> bool {
        match self.seen.get(id) {
            Some(seen) => *seen < event,
            None => !is_reviewed,
        }
    }

    /// Records that the session is to be read again.
    ///
    /// # Errors
    /// When the state folder cannot be written.
    pub fn mark_unread(&mut self, id: &str, coach: &Coach, state: &Path) -> Result<(), StoreError> {
        self.write(id, 0, coach, state)
    }

    /// Records that the session was opened at this event.
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
        self.write(id, event, coach, state)
    }

    fn write(
        &mut self,
        id: &str,
        event: u64,
        coach: &Coach,
        state: &Path,
    ) -> Result<(), StoreError> {
        self.format = FORMAT;
        self.seen.insert(id.to_owned(), event);
        files::make_folders(state)?;
        files::replace(&Self::path(coach, state), toml_file::write(self).as_bytes())
    }

    fn path(coach: &Coach, state: &Path) -> PathBuf {
        state.join(format!("seen-{}-{}.toml", coach.slug(), coach.digits))
    }
}

//! The state folder: the coaches of this machine, and which sessions each of them has opened.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::files;
use super::session::lock::Lock;
use super::toml_file;
use crate::domain::names;
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

/// A coach in a file of its own, on the way to another machine.
#[derive(Serialize, Deserialize)]
struct CoachFile {
    format: u32,
    #[serde(flatten)]
    coach: Coach,
}

/// What importing a coach did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Imported {
    Added,
    /// This machine had the coach with this key.
    Known,
    /// The coach of this name had another key, which was replaced.
    Replaced,
    /// The coach of this name has another key; nothing was changed.
    OtherKey,
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
        let is_named = |coach: &&Self| names::is_same(&coach.name, name);
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
            digits: digits.find(is_free).unwrap_or_default(),
            ..Self::unsaved(name, chance)
        };
        coaches.format = FORMAT;
        coaches.coach.push(coach.clone());
        files::replace(&path, toml_file::write(&coaches).as_bytes())?;
        Ok((coach, remark.map(|remark| format!("{remark}; {LOST}"))))
    }

    /// A coach of this name who is not written down: somebody who only looks at a list.
    pub fn unsaved(name: &str, chance: u64) -> Self {
        Self {
            name: name.to_owned(),
            digits: format!("{:04x}", chance as u16),
            key: format!(
                "{chance:016x}{:016x}",
                chance.rotate_left(29).wrapping_mul(0x9e37_79b9_7f4a_7c15)
            ),
        }
    }

    /// The text of a file that carries this coach to another machine.
    pub fn to_file(&self) -> String {
        toml_file::write(&CoachFile {
            format: FORMAT,
            coach: self.clone(),
        })
    }

    /// The coach in the text of a file; `path` is for error messages.
    ///
    /// # Errors
    /// When the text is not that of `to_file`, or has a newer format.
    pub fn from_file(path: &Path, text: &str) -> Result<Self, StoreError> {
        let coach = toml_file::parse::<CoachFile>(path, text)?.coach;
        let is_hex = |text: &str, length| {
            text.len() == length
                && text
                    .bytes()
                    .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        };
        let name = &coach.name;
        let is_name = name.trim() == name
            && !name.is_empty()
            && !names::is_same(name, "candidate")
            && !name.chars().any(char::is_control);
        if is_name && is_hex(&coach.digits, 4) && is_hex(&coach.key, 32) {
            return Ok(coach);
        }
        Err(StoreError::Unreadable {
            path: path.to_owned(),
            why: "it holds no name and key of a coach".to_owned(),
        })
    }

    /// Adds this coach, who comes from another machine, to the coaches of this one. A coach of the same name with another
    /// key is replaced only with `over`. Returns a remark if the list could not be read and was set aside.
    ///
    /// # Errors
    /// When the state folder cannot be written, or its list has a newer format.
    pub fn import(
        &self,
        state: &Path,
        over: bool,
        now: &Wall,
    ) -> Result<(Imported, Option<String>), StoreError> {
        files::make_folders(state)?;
        let _lock = Lock::take(state, now)?;
        let path = state.join(COACHES);
        if let Err(newer @ StoreError::Newer { .. }) = toml_file::read::<Coaches>(&path) {
            return Err(newer);
        }
        let (mut coaches, remark) = toml_file::read_or_set_aside::<Coaches>(&path);
        let all = &mut coaches.coach;
        let imported = match all
            .iter()
            .find(|known| names::is_same(&known.name, &self.name))
        {
            Some(known) if known.key == self.key => return Ok((Imported::Known, remark)),
            Some(_) if !over => return Ok((Imported::OtherKey, remark)),
            Some(_) => Imported::Replaced,
            None => Imported::Added,
        };
        // The key is the coach's identity: a known one under another name takes the new name.
        all.retain(|known| !names::is_same(&known.name, &self.name) && known.key != self.key);
        all.push(self.clone());
        coaches.format = FORMAT;
        files::replace(&path, toml_file::write(&coaches).as_bytes())?;
        Ok((imported, remark))
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

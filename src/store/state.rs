//! The state folder: the coaches of this machine, and which sessions each of them has opened.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::files;
use super::session::lock::{self, Lock};
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

/// A coach in the list of this machine.
#[derive(Serialize, Deserialize)]
struct ListedCoach {
    #[serde(flatten)]
    coach: Coach,
    /// The coach has opened reviews of own sessions only, and is no reviewer from whom marks are hidden.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    only_own: bool,
}

#[derive(Default, Serialize, Deserialize)]
struct Coaches {
    format: u32,
    #[serde(default)]
    coach: Vec<ListedCoach>,
    #[serde(flatten)]
    other: toml::Table,
}

/// Which of a machine's coaches are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    All,
    /// Those who have reviewed a session of somebody else.
    Reviewers,
}

impl Coach {
    /// The coach of this name. A new name gets digits and a key from the random number `chance`, and is written down; it
    /// becomes a reviewer by [`Self::set_reviewer`]. Returns a remark if the list of coaches could not be read and was set aside.
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
        let found = toml_file::read::<Coaches>(&path).unwrap_or_default();
        if let Some(coach) = found.named(name) {
            return Ok((coach, None));
        }
        files::make_folders(state)?;
        // Another process may add the same coach.
        let _lock = Lock::take_state(&state.join(lock::NAME), now)?;
        let (mut coaches, remark) = toml_file::read_or_set_aside::<Coaches>(&path);
        if let Some(coach) = coaches.named(name) {
            return Ok((coach, remark));
        }
        let all = coaches.coach.iter().map(|listed| &listed.coach);
        let is_free = |digits: &String| all.clone().all(|coach| coach.digits != *digits);
        let mut digits =
            (0..=u16::MAX).map(|next| format!("{:04x}", (chance as u16).wrapping_add(next)));
        let coach = Self {
            digits: digits.find(is_free).unwrap_or_default(),
            ..Self::unsaved(name, chance)
        };
        coaches.coach.push(ListedCoach {
            coach: coach.clone(),
            only_own: true,
        });
        coaches.write(&path)?;
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
        let _lock = Lock::take_state(&state.join(lock::NAME), now)?;
        let path = state.join(COACHES);
        if let Err(newer @ StoreError::Newer { .. }) = toml_file::read::<Coaches>(&path) {
            return Err(newer);
        }
        let (mut coaches, remark) = toml_file::read_or_set_aside::<Coaches>(&path);
        let imported = match coaches.named(&self.name) {
            Some(known) if known.key == self.key => return Ok((Imported::Known, remark)),
            Some(_) if !over => return Ok((Imported::OtherKey, remark)),
            Some(_) => Imported::Replaced,
            None => Imported::Added,
        };
        let all = &mut coaches.coach;
        let before = all.iter().map(|listed| &listed.coach);
        let before: Option<Self> = before.clone().find(|known| known.key == self.key).cloned();
        // The key is the coach's identity: a known one under another name takes the new name.
        all.retain(|ListedCoach { coach, .. }| {
            !names::is_same(&coach.name, &self.name) && coach.key != self.key
        });
        // Whoever carries a key to another machine reviews.
        all.push(ListedCoach {
            coach: self.clone(),
            only_own: false,
        });
        coaches.write(&path)?;
        if let Some(before) = before {
            let (old, new) = (Seen::path(&before, state), Seen::path(self, state));
            // Where the new name has a file already, that one is later; without any, all sessions count as unread.
            let _ = files::rename_new(&old, &new);
        }
        Ok((imported, remark))
    }

    /// Notes that this coach reviews sessions of others, so that marks are hidden from who reads on this machine.
    ///
    /// # Errors
    /// When the state folder cannot be written.
    pub fn set_reviewer(&self, state: &Path, now: &Wall) -> Result<(), StoreError> {
        let _lock = Lock::take_state(&state.join(lock::NAME), now)?;
        let path = state.join(COACHES);
        let mut coaches = toml_file::read::<Coaches>(&path)?;
        let mut all = coaches.coach.iter_mut();
        match all.find(|listed| listed.coach.key == self.key) {
            Some(listed) if listed.only_own => listed.only_own = false,
            _ => return Ok(()),
        }
        coaches.write(&path)
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

impl Coaches {
    fn named(&self, name: &str) -> Option<Coach> {
        let mut all = self.coach.iter().map(|listed| &listed.coach);
        all.find(|coach| names::is_same(&coach.name, name)).cloned()
    }

    fn write(&mut self, path: &Path) -> Result<(), StoreError> {
        self.format = FORMAT;
        files::replace(path, toml_file::write(self).as_bytes())
    }
}

/// The coaches of this machine. If the list cannot be read, there is none, and a remark: a damaged list is
/// set aside, one of a newer program stays for that program.
pub fn known(state: &Path, which: Which) -> (Vec<Coach>, Option<String>) {
    let path = state.join(COACHES);
    let (coaches, remark) = match toml_file::read::<Coaches>(&path) {
        Err(newer @ StoreError::Newer { .. }) => {
            (Coaches::default(), Some(sanitize::line(&newer.to_string())))
        }
        Ok(coaches) => (coaches, None),
        Err(_) => toml_file::read_or_set_aside(&path),
    };
    let remark = remark.map(|remark| format!("{remark}; {LOST}"));
    let coaches = coaches.coach.into_iter();
    let coaches = coaches.filter(|listed| which == Which::All || !listed.only_own);
    (coaches.map(|listed| listed.coach).collect(), remark)
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
        // State that is lost without regret: no key waits for the disk.
        let text = toml_file::write(self);
        files::replace_with(&Self::path(coach, state), text.as_bytes(), false)
    }

    fn path(coach: &Coach, state: &Path) -> PathBuf {
        state.join(format!("seen-{}-{}.toml", coach.slug(), coach.digits))
    }
}

//! Who a coach is on this machine, what that coach has read, and the coach's own phrases. Names and digits are in the
//! state folder, phrases in the config folder; nothing here is part of a session.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::domain::session::event::{FORMAT, Wall};
use crate::store::error::StoreError;
use crate::store::files;
use crate::store::form;
use crate::store::session::lock::Lock;
use crate::store::toml_text::{Page, on_one_line};

const COACHES: &str = "coaches.toml";
const PHRASES: &str = "phrases.toml";
const LIMIT: u64 = 16 * 1024 * 1024;
/// Most characters of a name that stand in a file's name.
const SLUG: usize = 32;

/// A coach on this machine.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Coach {
    pub name: String,
    /// Four hex digits, drawn once, that tell this coach from another of the same name.
    pub digits: String,
    /// Stands in every review that this coach writes here: whose file a file is.
    pub key: String,
}

#[derive(Deserialize, Default)]
struct Coaches {
    #[serde(default)]
    coach: Vec<Coach>,
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
        let mut coaches = known(state)?;
        if let Some(coach) = coaches.iter().find(|coach| coach.name == name) {
            return Ok(coach.clone());
        }
        let taken = |digits: &String| coaches.iter().any(|coach| coach.digits == *digits);
        let mut digits =
            (0..=u16::MAX).map(|next| format!("{:04x}", (chance as u16).wrapping_add(next)));
        let coach = Self {
            name: name.to_owned(),
            digits: digits.find(|digits| !taken(digits)).unwrap_or_default(),
            key: format!(
                "{chance:016x}{:016x}",
                chance.rotate_left(29).wrapping_mul(0x9e37_79b9_7f4a_7c15)
            ),
        };
        coaches.push(coach.clone());
        let mut page = Page::default();
        page.key("format", FORMAT);
        for coach in &coaches {
            page.table("[[coach]]");
            page.text("name", &coach.name);
            page.text("digits", &coach.digits);
            page.text("key", &coach.key);
        }
        files::replace(&state.join(COACHES), page.into_text().as_bytes())?;
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

    fn seen_path(&self, state: &Path) -> PathBuf {
        state.join(format!("seen-{}-{}.toml", self.slug(), self.digits))
    }
}

/// Every coach who ever reviewed on this machine.
///
/// # Errors
/// When the file that says so cannot be read.
pub fn known(state: &Path) -> Result<Vec<Coach>, StoreError> {
    let path = state.join(COACHES);
    match files::read_text(&path, LIMIT) {
        Ok(text) => form::parse::<Coaches>(&path, &text).map(|coaches| coaches.coach),
        Err(why) if why.is_missing() => Ok(Vec::new()),
        Err(why) => Err(why),
    }
}

/// What a coach has read: the number of the last event of each session as it was when it was opened, by session id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen(BTreeMap<String, u64>);

#[derive(Deserialize, Default)]
struct SeenForm {
    #[serde(default)]
    seen: BTreeMap<String, u64>,
}

impl Seen {
    /// What was written down; nothing where that cannot be read: then all is unread.
    pub fn of(coach: &Coach, state: &Path) -> Self {
        let text = files::read_text(&coach.seen_path(state), LIMIT).unwrap_or_default();
        Self(toml::from_str::<SeenForm>(&text).unwrap_or_default().seen)
    }

    /// Whether the session was opened since this event.
    pub fn is_read(&self, id: &str, event: u64) -> bool {
        self.0.get(id).is_some_and(|seen| *seen >= event)
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
        self.0.insert(id.to_owned(), event);
        let mut page = Page::default();
        page.key("format", FORMAT);
        page.table("[seen]");
        for (id, event) in &self.0 {
            page.number(id, *event);
        }
        files::make_folders(state)?;
        files::replace(&coach.seen_path(state), page.into_text().as_bytes())
    }
}

#[derive(Deserialize, Default)]
struct PhrasesForm {
    #[serde(default)]
    phrases: Vec<String>,
}

/// The coach's own phrases, in the order of the file.
///
/// # Errors
/// When there is such a file and it cannot be read.
pub fn phrases(config: &Path) -> Result<Vec<String>, StoreError> {
    let path = config.join(PHRASES);
    match files::read_text(&path, LIMIT) {
        Ok(text) => form::parse::<PhrasesForm>(&path, &text).map(|form| form.phrases),
        Err(why) if why.is_missing() => Ok(Vec::new()),
        Err(why) => Err(why),
    }
}

/// Writes the phrases, one a line, so that a person edits them.
///
/// # Errors
/// When the config folder cannot be written.
pub fn keep_phrases(config: &Path, phrases: &[String]) -> Result<(), StoreError> {
    let mut page = Page::default();
    page.key("format", FORMAT);
    let lines = phrases.iter().map(|phrase| on_one_line(phrase));
    let lines: Vec<String> = lines.map(|line| format!("  {line},\n")).collect();
    page.key("phrases", format_args!("[\n{}]", lines.concat()));
    files::make_folders(config)?;
    files::replace(&config.join(PHRASES), page.into_text().as_bytes())
}

//! The keys of the objects in the store: what `docs/sync.md` lays down. A key that is not exactly of this form is no object
//! of ours, whatever it says.

use std::fmt::Write;

use chrono::{NaiveDate, NaiveDateTime};
use sha2::{Digest, Sha256};

use crate::domain::names;
use crate::domain::session::event::Wall;
use crate::store;

/// The prefix of the sessions.
pub const SESSIONS: &str = "v1/sessions/";
/// The prefix of the reviews.
pub const REVIEWS: &str = "v1/reviews/";
/// The prefix of the assignments.
pub const ASSIGNMENTS: &str = "v1/assignments/";
/// The description of the cohort.
pub const COHORT: &str = "v1/cohort.toml";

/// The ending of encrypted objects.
const SEALED: &str = ".age";
const DAY: &str = "%Y-%m-%d";
const CHANGED: &str = "%Y%m%dT%H%M%S%3fZ";
/// The longest part of a candidate's folder that is made of the name, in bytes.
const SLUG_LIMIT: usize = 32;
/// How many hex digits tell candidates apart whose names make the same slug.
const DIGITS: usize = 8;

/// What a key says of its object.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Object {
    Session {
        /// The day, in UTC, on which it was sent.
        day: NaiveDate,
        /// See [`candidate`].
        candidate: String,
        session: String,
        sha: String,
        /// Whether it is encrypted.
        is_sealed: bool,
    },
    Review {
        session: String,
        /// The key of the coach.
        coach: String,
        /// When the review was changed last, in UTC with milliseconds.
        changed: String,
        sha: String,
        /// Whether it is encrypted.
        is_sealed: bool,
    },
    Assignment {
        id: String,
    },
    Cohort,
}

impl Object {
    /// Reads a key; `None` if it is not of a form that this program writes.
    pub fn parse(key: &str) -> Option<Self> {
        let object = Self::parts(key)?;
        // Another spelling of the same parts would be another object.
        (object.key() == key).then_some(object)
    }

    fn parts(key: &str) -> Option<Self> {
        if key == COHORT {
            return Some(Self::Cohort);
        }
        let parts: Vec<&str> = key.strip_prefix("v1/")?.split('/').collect();
        match *parts.as_slice() {
            ["sessions", day, candidate, session, file] => Some(Self::Session {
                day: NaiveDate::parse_from_str(day, DAY).ok()?,
                candidate: id(candidate)?,
                session: id(session)?,
                sha: sha(unsealed(file).strip_suffix(".tar.gz")?)?,
                is_sealed: unsealed(file) != file,
            }),
            ["reviews", session, coach, file] => {
                let name = unsealed(file).strip_suffix(".toml")?;
                let (changed, hash) = name.split_once('-')?;
                NaiveDateTime::parse_from_str(changed, CHANGED).ok()?;
                Some(Self::Review {
                    session: id(session)?,
                    coach: hex(coach, 32)?,
                    changed: changed.to_owned(),
                    sha: sha(hash)?,
                    is_sealed: unsealed(file) != file,
                })
            }
            ["assignments", file] => Some(Self::Assignment {
                id: id(file.strip_suffix(".toml")?)?,
            }),
            _ => None,
        }
    }

    /// The key of the object.
    pub fn key(&self) -> String {
        match self {
            Self::Session {
                day,
                candidate,
                session,
                sha,
                is_sealed,
            } => format!(
                "{SESSIONS}{}/{candidate}/{session}/{sha}.tar.gz{}",
                day.format(DAY),
                ending(*is_sealed)
            ),
            Self::Review {
                session,
                coach,
                changed,
                sha,
                is_sealed,
            } => format!(
                "{REVIEWS}{session}/{coach}/{changed}-{sha}.toml{}",
                ending(*is_sealed)
            ),
            Self::Assignment { id } => format!("{ASSIGNMENTS}{id}.toml"),
            Self::Cohort => COHORT.to_owned(),
        }
    }

    /// The hash that the object's bytes must have.
    pub fn sha(&self) -> Option<&str> {
        match self {
            Self::Session { sha, .. } | Self::Review { sha, .. } => Some(sha),
            Self::Assignment { .. } | Self::Cohort => None,
        }
    }

    /// Whether it is encrypted.
    pub fn is_sealed(&self) -> bool {
        match self {
            Self::Session { is_sealed, .. } | Self::Review { is_sealed, .. } => *is_sealed,
            Self::Assignment { .. } | Self::Cohort => false,
        }
    }

    /// The id of the session or the assignment; empty for the cohort.
    pub fn id(&self) -> &str {
        match self {
            Self::Session { session, .. } | Self::Review { session, .. } => session,
            Self::Assignment { id } => id,
            Self::Cohort => "",
        }
    }

    /// The id of the session that the object is about.
    pub fn session(&self) -> Option<&str> {
        match self {
            Self::Session { session, .. } | Self::Review { session, .. } => Some(session),
            Self::Assignment { .. } | Self::Cohort => None,
        }
    }
}

/// The name of a file without the ending of encrypted ones.
fn unsealed(file: &str) -> &str {
    file.strip_suffix(SEALED).unwrap_or(file)
}

fn ending(is_sealed: bool) -> &'static str {
    if is_sealed { SEALED } else { "" }
}

fn id(text: &str) -> Option<String> {
    store::check_id(text).ok().map(str::to_owned)
}

fn hex(text: &str, length: usize) -> Option<String> {
    let is_hex = |byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    (text.len() == length && text.bytes().all(is_hex)).then(|| text.to_owned())
}

fn sha(text: &str) -> Option<String> {
    hex(text, 64)
}

/// The SHA-256 of the bytes in hex digits.
pub fn sha_of(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The day of a time in UTC.
pub fn day(time: &Wall) -> NaiveDate {
    time.to_utc().date_naive()
}

/// A day in the form of the keys.
pub fn day_text(day: NaiveDate) -> String {
    day.format(DAY).to_string()
}

/// The time of a review's last change in the form of the keys.
pub fn changed(time: &Wall) -> String {
    time.to_utc().format(CHANGED).to_string()
}

/// The folder of a candidate: the letters of the name that are plain, and digits of its hash, the same for names that
/// differ in case and blanks alone.
pub fn candidate(name: &str) -> String {
    let name = names::key(name);
    let plain = name.chars().filter(char::is_ascii_alphanumeric);
    let slug: String = plain.take(SLUG_LIMIT).collect();
    let slug = if slug.is_empty() { "name" } else { &slug };
    format!("{slug}-{}", &sha_of(name.as_bytes())[..DIGITS])
}

/// The day on which a session of this id was started, if the id says so.
pub fn start_of(session: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(session.get(..8)?, "%Y%m%d").ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHA: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    #[test]
    fn a_key_that_is_written_is_read_again() {
        let coach = "0123456789abcdef0123456789abcdef";
        for key in [
            format!(
                "v1/sessions/2026-11-28/sam-0a1b2c3d/20261123-130512-fraud-detection-661c/{SHA}.tar.gz"
            ),
            format!("v1/reviews/20261123-130512-fraud-661c/{coach}/20261128T101112345Z-{SHA}.toml"),
            format!("v1/sessions/2026-11-28/sam-0a1b2c3d/a/{SHA}.tar.gz.age"),
            format!("v1/reviews/a/{coach}/20261128T101112345Z-{SHA}.toml.age"),
            "v1/assignments/week-3.toml".into(),
            COHORT.into(),
        ] {
            assert_eq!(Object::parse(&key).map(|object| object.key()), Some(key));
        }
    }

    #[test]
    fn a_key_of_any_other_form_is_no_object() {
        for key in [
            "",
            "v1/",
            "v2/cohort.toml",
            "v1/cohort.toml/",
            "/v1/cohort.toml",
            "v1/assignments/../cohort.toml",
            "v1/assignments/a/b.toml",
            "v1/assignments/.toml",
            "v1/assignments/A.toml",
            "v1/assignments/a.toml.age",
            &format!("v1/sessions/2026-11-28/sam/a/{SHA}.tar.gz.age.age"),
            &format!("v1/sessions/2026-11-28/sam/../{SHA}.tar.gz"),
            &format!("v1/sessions/2026-11-28/sam/../../etc/{SHA}.tar.gz"),
            &format!("v1/sessions/2026-11-28//a/{SHA}.tar.gz"),
            &format!("v1/sessions/2026-1-2/sam/a/{SHA}.tar.gz"),
            &format!("v1/sessions/2026-02-30/sam/a/{SHA}.tar.gz"),
            &format!("v1/sessions/+2026-02-03/sam/a/{SHA}.tar.gz"),
            &format!("v1/sessions/2026-11-28/sam/a/{}.tar.gz", &SHA[1..]),
            &format!("v1/sessions/2026-11-28/sam/a/{}.tar.gz", SHA.to_uppercase()),
            &format!("v1/sessions/2026-11-28/sam/a\\..\\b/{SHA}.tar.gz"),
            &format!("v1/sessions/2026-11-28/sam/a%2f..%2fb/{SHA}.tar.gz"),
            &format!(
                "v1/reviews/a/{}/20261128T101112345Z-{SHA}.toml",
                "0".repeat(31)
            ),
            &format!("v1/reviews/a/{}/2026-{SHA}.toml", "0".repeat(32)),
            &format!(
                "v1/reviews/a/{}/20261128T101112345Z-{SHA}.tar.gz",
                "0".repeat(32)
            ),
        ] {
            assert_eq!(Object::parse(key), None, "{key}");
        }
    }

    #[test]
    fn names_of_one_person_make_one_folder_and_others_do_not() {
        assert_eq!(candidate("Sam L"), candidate(" sam  l"));
        assert_ne!(candidate("Özlem"), candidate("zlem"));
        for name in ["", "..", "李雷", "a/b", &"x".repeat(500)] {
            assert!(store::check_id(&candidate(name)).is_ok(), "{name}");
        }
    }
}

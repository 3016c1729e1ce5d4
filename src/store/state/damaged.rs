//! What can be read of a damaged list of coaches: each coach stands in a table of its own.

use std::path::Path;

use serde::Deserialize;

use super::{Coach, Coaches, ListedCoach};
use crate::domain::names;
use crate::domain::sanitize;
use crate::store::error::StoreError;
use crate::store::files;
use crate::store::toml_file;

/// What the loss of a coach's key means.
const LOST: &str = "reviews written on this machine count as those of other coaches, unless `forty coach import` brings the key from another machine";

/// The beginning of a coach's table.
const TABLE: &str = "[[coach]]";

/// The list of coaches. What can be read of a damaged list is kept, and a remark says so; the file is left as it is.
///
/// # Errors
/// When the list has a newer format: it belongs to a newer program.
pub(super) fn read(path: &Path) -> Result<(Coaches, Option<String>), StoreError> {
    match toml_file::read(path) {
        Ok(coaches) => Ok((coaches, None)),
        Err(newer @ StoreError::Newer { .. }) => Err(newer),
        Err(why) => {
            let good = good_part(path);
            let remark = format!("{}; {}", why.with_cause(), said_of(&good));
            Ok((good, Some(sanitize::line(&remark))))
        }
    }
}

/// The same to write the list again: a damaged one is set aside. Who calls it holds the lock.
///
/// # Errors
/// When the list has a newer format.
pub(super) fn read_to_write(path: &Path) -> Result<(Coaches, Option<String>), StoreError> {
    let (coaches, remark) = read(path)?;
    if remark.is_none() {
        return Ok((coaches, None));
    }
    let (_, aside) = toml_file::read_or_set_aside::<Coaches>(path);
    let remark = aside.map(|aside| format!("{aside}; {}", said_of(&coaches)));
    Ok((coaches, remark.map(|remark| sanitize::line(&remark))))
}

/// Who is kept, or what it means that nobody is.
fn said_of(good: &Coaches) -> String {
    let names = good.coach.iter().map(|listed| listed.coach.name.as_str());
    let names: Vec<&str> = names.collect();
    match names.as_slice() {
        [] => LOST.to_owned(),
        names => format!("kept: {}; for any other coach, {LOST}", names.join(", ")),
    }
}

/// The coaches of a damaged list whose tables are whole; of one name the first.
fn good_part(path: &Path) -> Coaches {
    #[derive(Deserialize)]
    struct OneCoach {
        coach: Vec<ListedCoach>,
    }
    let mut good = Coaches::default();
    let bytes = files::read_bytes(path, toml_file::LIMIT).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    for table in toml_file::tables(&text, TABLE).1 {
        let whole = toml::from_str::<OneCoach>(table);
        for listed in whole.into_iter().flat_map(|one| one.coach) {
            let coach = &listed.coach;
            let is_there = |other: &ListedCoach| {
                names::is_same(&other.coach.name, &coach.name) || other.coach.key == coach.key
            };
            let is_whole = coach.is_valid() && !coach.name.contains(char::REPLACEMENT_CHARACTER);
            if is_whole && !good.coach.iter().any(is_there) {
                good.coach.push(listed);
            }
        }
    }
    good
}

impl Coach {
    /// Whether name, digits and key can be those of a coach.
    pub(super) fn is_valid(&self) -> bool {
        let is_hex = |text: &str, length| {
            text.len() == length
                && text
                    .bytes()
                    .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        };
        let name = &self.name;
        name.trim() == name
            && !name.is_empty()
            && !names::is_same(name, "candidate")
            && !name.chars().any(char::is_control)
            && is_hex(&self.digits, 4)
            && is_hex(&self.key, 32)
    }
}

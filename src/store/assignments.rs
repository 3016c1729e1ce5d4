//! The assignments in the data folder, one file each. `docs/format.md` describes the file. Its bytes are stored as they
//! came, so that keys which this program does not know stay.

use std::path::Path;
use std::time::Duration;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::files;
use super::session::id::check_id;
use super::toml_file;
use crate::domain::assignment::{AssignedContent, Assignment};
use crate::domain::session::event::{FORMAT, Wall};
use crate::domain::session::plan::Minutes;
use crate::domain::units::millis;

/// The largest file of an assignment, in bytes.
pub const ASSIGNMENT_LIMIT: u64 = 256 * 1024;
/// What the file says that it is.
const KIND: &str = "assignment";
/// The first line of the file.
const COMMENT: &str = "# An assignment for Forty: `forty unpack FILE` adds it.\n";

/// The file, in the order in which people read it.
#[derive(Serialize, Deserialize)]
struct AssignmentToml {
    format: u32,
    kind: String,
    id: String,
    due: NaiveDate,
    coach: String,
    key: String,
    changed: Wall,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    withdrawn: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    message: String,
    seed: u32,
    /// The time of all stages together; without it and `stages_ms` the framework's times.
    #[serde(skip_serializing_if = "Option::is_none")]
    total_ms: Option<u64>,
    /// The time of each stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    stages_ms: Option<Vec<u64>>,
    #[serde(rename = "for")]
    candidates: Vec<String>,
    design: ContentToml,
    framework: ContentToml,
}

#[derive(Serialize, Deserialize)]
struct ContentToml {
    id: String,
    title: String,
    crc: u32,
}

/// What adding an assignment did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddedAssignment {
    New,
    /// A later version took the place of the one that was there.
    Replaced,
    /// Exactly this file was there.
    Same,
    /// A later version is there, which stays.
    Older,
}

/// Whether bytes are meant as an assignment: a text that says so in a line of its own.
pub fn is_assignment(bytes: &[u8]) -> bool {
    let says_so = |line: &str| {
        let value = line.strip_prefix("kind").map(str::trim_start);
        let value = value.and_then(|rest| rest.strip_prefix('=')).map(str::trim);
        value.is_some_and(|value| value.trim_matches(['"', '\'']) == KIND)
    };
    std::str::from_utf8(bytes).is_ok_and(|text| text.lines().any(says_so))
}

/// The text of the file of an assignment.
pub fn assignment_text(assignment: &Assignment) -> String {
    let ms = |time: &Duration| millis::whole(*time);
    let (total_ms, stages_ms) = match &assignment.minutes {
        Minutes::AsFramework => (None, None),
        Minutes::Each(times) => (None, Some(times.iter().map(ms).collect())),
        Minutes::Total(time) => (Some(ms(time)), None),
    };
    let content = |content: &AssignedContent| ContentToml {
        id: content.id.clone(),
        title: content.title.clone(),
        crc: content.crc,
    };
    let file = AssignmentToml {
        format: FORMAT,
        kind: KIND.to_owned(),
        id: assignment.id.clone(),
        due: assignment.due,
        coach: assignment.coach.clone(),
        key: assignment.key.clone(),
        changed: assignment.changed,
        withdrawn: assignment.is_withdrawn,
        message: assignment.message.clone(),
        seed: assignment.seed,
        total_ms,
        stages_ms,
        candidates: assignment.candidates.clone(),
        design: content(&assignment.design),
        framework: content(&assignment.framework),
    };
    format!("{COMMENT}{}", toml_file::write(&file))
}

/// The assignment in the bytes of a file; `from` is the file's path for error messages.
///
/// # Errors
/// When the bytes are larger than [`ASSIGNMENT_LIMIT`], no text, of a newer format, or no assignment within its limits.
pub fn parse_assignment(bytes: &[u8], from: &Path) -> Result<Assignment, StoreError> {
    if bytes.len() as u64 > ASSIGNMENT_LIMIT {
        return Err(StoreError::TooLarge {
            path: from.to_owned(),
            limit: ASSIGNMENT_LIMIT,
        });
    }
    let text = std::str::from_utf8(bytes).map_err(|_| StoreError::NotText(from.to_owned()))?;
    let file: AssignmentToml = toml_file::parse(from, text)?;
    let assignment = file.assignment();
    assignment.map_err(|why| StoreError::Unreadable {
        path: from.to_owned(),
        why,
    })
}

impl AssignmentToml {
    fn assignment(self) -> Result<Assignment, String> {
        if self.kind != KIND {
            return Err(format!("its `kind` is not `{KIND}`"));
        }
        check_id(&self.id).map_err(|_| "`id` is no id".to_owned())?;
        let minutes = match (self.total_ms, self.stages_ms) {
            (None, None) => Minutes::AsFramework,
            (Some(total), None) => Minutes::Total(Duration::from_millis(total)),
            (None, Some(each)) => {
                Minutes::Each(each.into_iter().map(Duration::from_millis).collect())
            }
            (Some(_), Some(_)) => return Err("it has both `total_ms` and `stages_ms`".to_owned()),
        };
        let content = |content: ContentToml| AssignedContent {
            id: content.id,
            title: content.title,
            crc: content.crc,
        };
        let assignment = Assignment {
            id: self.id,
            coach: self.coach,
            key: self.key,
            changed: self.changed,
            design: content(self.design),
            framework: content(self.framework),
            minutes,
            seed: self.seed,
            due: self.due,
            candidates: self.candidates,
            message: self.message,
            is_withdrawn: self.withdrawn,
        };
        assignment.check().map(|()| assignment)
    }
}

/// Adds the assignment in the bytes of a file to a folder, which is created if it is missing; `from` is the file's path for
/// error messages. Of two versions by the same coach the later one stays.
///
/// # Errors
/// When the bytes are no assignment, another one has its id, or the folder cannot be written.
pub fn add_assignment(
    folder: &Path,
    bytes: &[u8],
    from: &Path,
) -> Result<(Assignment, AddedAssignment), StoreError> {
    let assignment = parse_assignment(bytes, from)?;
    let path = folder.join(format!("{}.toml", assignment.id));
    let added = match files::read_bytes(&path, ASSIGNMENT_LIMIT) {
        Ok(there) if there == bytes => return Ok((assignment, AddedAssignment::Same)),
        Ok(there) => match parse_assignment(&there, &path) {
            Ok(there) if assignment.replaces(&there) => AddedAssignment::Replaced,
            Ok(there) if there.replaces(&assignment) => return Ok((there, AddedAssignment::Older)),
            Ok(_) => return Err(StoreError::Exists(path)),
            Err(newer @ StoreError::Newer { .. }) => return Err(newer),
            // A file that nothing can read is replaced by one that can be read.
            Err(_) => AddedAssignment::Replaced,
        },
        Err(why) if why.is_missing() => AddedAssignment::New,
        Err(StoreError::TooLarge { .. }) => AddedAssignment::Replaced,
        Err(why) => return Err(why),
    };
    files::make_folders(folder)?;
    files::replace(&path, bytes)?;
    Ok((assignment, added))
}

/// Every assignment in a folder, the first due first, and why files cannot be used; none if the folder is missing.
///
/// # Errors
/// When the folder exists and cannot be listed.
pub fn assignments(folder: &Path) -> Result<(Vec<Assignment>, Vec<StoreError>), StoreError> {
    let names = files::names(folder, |_| true)?;
    let visible = names.iter().filter(|name| !name.starts_with('.'));
    let (mut found, mut unreadable) = (Vec::new(), Vec::new());
    for (name, stem) in visible.filter_map(|name| Some((name, name.strip_suffix(".toml")?))) {
        match read(&folder.join(name), stem) {
            Ok(assignment) => found.push(assignment),
            Err(why) => unreadable.push(why),
        }
    }
    found.sort_by(|a, b| (a.due, &a.id).cmp(&(b.due, &b.id)));
    Ok((found, unreadable))
}

/// The assignment in the file of this name without its ending.
fn read(path: &Path, stem: &str) -> Result<Assignment, StoreError> {
    let bytes = files::read_bytes(path, ASSIGNMENT_LIMIT)?;
    let assignment = parse_assignment(&bytes, path)?;
    if assignment.id == stem {
        return Ok(assignment);
    }
    Err(StoreError::Unreadable {
        path: path.to_owned(),
        why: "its `id` is not the file's name".to_owned(),
    })
}

#[cfg(test)]
mod tests;

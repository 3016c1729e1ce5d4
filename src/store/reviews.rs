//! The reviews in a session's folder. A coach's program reads all of them and writes only its own file, so that folders
//! can be merged by copying.
//!
//! ```text
//! reviews/ada-4f2a.toml             the name and the digits: coaches of the same name write different files
//! reviews/.ada-4f2a.toml.unsynced   a later version, until the disk has the first file
//! ```

mod copies;
mod exchange;
mod file;
mod gather;
mod origin;
mod own;
mod rescued;
mod saver;

use std::collections::BTreeMap;
use std::fs::FileType;
use std::path::Path;

pub use copies::ReviewCopy;
pub use exchange::{PublicReview, published, receive_review};
use file::ReviewToml;
pub(super) use gather::add_all;
pub use own::ReviewFile;
pub(super) use own::is_open;
pub(super) use rescued::rescued;
pub use rescued::{command_to_bring, rescue_folder_for_reviews};

use super::error::StoreError;
use super::files;
use super::toml_file;
use crate::domain::judging::message::GoalOutcome;
use crate::domain::judging::review::Review;
use crate::domain::sanitize;
use crate::domain::session::Session;
use crate::domain::session::event::Wall;

/// The folder of the reviews in a session's folder.
pub(super) const FOLDER: &str = "reviews";
/// The largest review, in bytes.
pub(super) const LIMIT: u64 = 1024 * 1024;
/// The most bytes of all reviews of a session that are read.
pub(super) const TOTAL_LIMIT: u64 = 8 * LIMIT;

/// A review as found on disk.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredReview {
    /// The file's name.
    pub name: String,
    /// The key of the coach who wrote it.
    pub key: String,
    pub review: Review,
}

/// The scores that follow from a review's marks. They are written into the file for lists and other programs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scores {
    /// By stage id, from 1 to 4.
    pub levels: BTreeMap<String, u8>,
    /// Every item of every stage has a mark.
    pub complete: bool,
}

/// All reviews of a session, by file name, one of each coach, and a remark on each that cannot be read.
pub fn reviews(folder: &Path, session: &Session) -> (Vec<StoredReview>, Vec<String>) {
    let (mut found, mut remarks) = (Vec::new(), Vec::new());
    let mut remark = |why: StoreError| remarks.push(sanitize::line(&why.to_string()));
    if let Err(why) = check_folder(&folder.join(FOLDER)) {
        remark(why);
    }
    let (mut left, mut omitted) = (TOTAL_LIMIT, 0);
    for name in names(folder, |_| true) {
        let path = folder.join(FOLDER).join(&name);
        left = left.saturating_sub(cost(&path));
        if left == 0 {
            omitted += 1;
            continue;
        }
        match read_newest(&path, &session.head.id) {
            Ok(file) => found.push((name, file)),
            Err(why) => remark(why),
        }
    }
    if omitted > 0 {
        let most = TOTAL_LIMIT / 1024 / 1024;
        remarks.push(format!(
            "{omitted} reviews are left out: all together are larger than {most} MiB"
        ));
    }
    let found = copies::latest(found, |(_, file)| &file.key, |(_, file)| file.age());
    let stored = found.iter().map(|(name, file)| file.stored(name, session));
    (stored.collect(), remarks)
}

/// The names whose review files are together within the limit.
fn affordable<'a>(folder: &Path, names: &'a [String]) -> impl Iterator<Item = &'a String> {
    let reviews = folder.join(FOLDER);
    let mut left = TOTAL_LIMIT;
    names.iter().take_while(move |name| {
        left = left.saturating_sub(cost(&reviews.join(name)));
        left > 0
    })
}

/// What reading a review file costs, in bytes. A file over the limit is not read.
fn cost(path: &Path) -> u64 {
    let about = path.symlink_metadata();
    about.map_or(0, |about| about.len().min(LIMIT))
}

/// The sorted names of the review files of this type; none if `reviews` is not a folder.
pub(super) fn names(folder: &Path, is_wanted: fn(&FileType) -> bool) -> Vec<String> {
    let reviews = folder.join(FOLDER);
    if check_folder(&reviews).is_err() {
        return Vec::new();
    }
    let mut names = files::names(&reviews, is_wanted).unwrap_or_default();
    for name in &mut names {
        if let Some(review) = saver::name_of_unsynced(name) {
            *name = review.to_owned();
        }
    }
    names.retain(|name| !name.starts_with('.') && name.strip_suffix(".toml").is_some());
    names.sort_unstable();
    names.dedup();
    names
}

/// Refuses anything but a folder. A link would lead to files of another session.
pub(super) fn check_folder(reviews: &Path) -> Result<(), StoreError> {
    match reviews.symlink_metadata() {
        Ok(about) if !about.is_dir() => Err(StoreError::NotAFolder(reviews.to_owned())),
        _ => Ok(()),
    }
}

/// How a review file is parsed.
type Parse = fn(&Path, &str) -> Result<ReviewToml, StoreError>;

/// Reads a review file of the session with this id.
fn read_file(path: &Path, id: &str) -> Result<ReviewToml, StoreError> {
    read_with(path, id, toml_file::parse)
}

fn read_with(path: &Path, id: &str, parse: Parse) -> Result<ReviewToml, StoreError> {
    let file = parse(path, &files::read_text(path, LIMIT)?)?;
    if file.session.is_empty() || file.session == id {
        return Ok(file);
    }
    Err(StoreError::Unreadable {
        path: path.to_owned(),
        why: format!("it is of session `{}`", sanitize::line(&file.session)),
    })
}

/// Reads the newest version of a review file: the one that is not synced yet, if its revision is later.
fn read_newest(path: &Path, id: &str) -> Result<ReviewToml, StoreError> {
    newest_with(path, id, toml_file::parse)
}

fn newest_with(path: &Path, id: &str, parse: Parse) -> Result<ReviewToml, StoreError> {
    // In this order: the writer removes the unsynced version after it replaced the other one.
    let newer = read_with(&saver::unsynced(path), id, parse);
    let synced = read_with(path, id, parse);
    match (newer, synced) {
        (Ok(newer), Ok(synced)) if newer.is_later_than(&synced) => Ok(newer),
        (Ok(newer), Err(why)) if why.is_missing() => Ok(newer),
        (_, synced) => synced,
    }
}

/// Parses what a list shows: only the part before the marks and comments, which are nine tenths of a review, where that
/// says enough.
fn parse_for_list(path: &Path, text: &str) -> Result<ReviewToml, StoreError> {
    let marks = ["\n[[stage]]", "\n[[comment]]", "\n[draft]"];
    let end = marks.into_iter().filter_map(|start| text.find(start)).min();
    let head = end.filter(|end| !text[*end..].contains("\n[message]"));
    let head = head.and_then(|end| toml_file::parse::<ReviewToml>(path, &text[..=end]).ok());
    match head.filter(ReviewToml::says_enough) {
        Some(head) => Ok(head),
        None => toml_file::parse(path, text),
    }
}

/// The bytes to send of the newest version of a review file of the session with this id: none if its coach has not
/// published it, its exact bytes if it cannot be read as a review.
pub(super) fn public_bytes(path: &Path, id: &str) -> Result<Option<Vec<u8>>, StoreError> {
    match read_newest(path, id) {
        Ok(review) if !review.is_public() => Ok(None),
        _ => read_bytes(path, id).map(Some),
    }
}

/// The bytes of the newest version of a review file of the session with this id; its exact bytes if it cannot be read as
/// a review.
pub(super) fn read_bytes(path: &Path, id: &str) -> Result<Vec<u8>, StoreError> {
    let unsynced = saver::unsynced(path);
    if let Ok(newer) = read_file(&unsynced, id)
        && match read_file(path, id) {
            Ok(synced) => newer.is_later_than(&synced),
            Err(why) => why.is_missing(),
        }
        && let Ok(bytes) = files::read_bytes(&unsynced, LIMIT)
    {
        return Ok(bytes);
    }
    files::read_bytes(path, LIMIT)
}

/// Sets aside the version of a review that is not synced yet, before another one replaces the review.
pub(super) fn set_aside_unsynced(path: &Path) -> Result<(), StoreError> {
    let unsynced = saver::unsynced(path);
    match unsynced.symlink_metadata() {
        Ok(_) => files::set_aside(&unsynced).map(drop),
        Err(_) => Ok(()),
    }
}

/// Copies the reviews that can be read to the folder of another session. `ids` are those of both sessions.
pub(super) fn copy_to(from: &Path, to: &Path, ids: (&str, &str)) -> Result<(), StoreError> {
    let reviews = to.join(FOLDER);
    for name in names(from, |_| true) {
        if let Ok(mut review) = read_newest(&from.join(FOLDER).join(&name), ids.0) {
            ids.1.clone_into(&mut review.session);
            files::make_folders(&reviews)?;
            files::replace(&reviews.join(&name), toml_file::write(&review).as_bytes())?;
        }
    }
    Ok(())
}

/// What a list shows of a review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glance {
    /// The key of the coach who wrote it.
    pub key: String,
    /// The coach's name, as written in the file.
    pub coach: String,
    /// Every stage is scored.
    pub complete: bool,
    /// The coach has seen the marks of others.
    pub revealed: bool,
    /// Others than the coach may see the review.
    pub is_public: bool,
    /// When it was published last.
    pub published: Option<Wall>,
    /// How late a version it is: its number, then its last change.
    pub age: (u64, Option<Wall>),
    /// By stage id, from 1 to 4, as written in the file.
    pub levels: BTreeMap<String, u8>,
    /// The goal for the next session, and what became of an earlier one.
    pub goal: Option<String>,
    pub earlier_goal: Option<GoalOutcome>,
}

/// Reads of one review file what a list shows.
///
/// # Errors
/// When the file cannot be read.
pub fn glance(folder: &Path, name: &str) -> Result<Glance, StoreError> {
    check_folder(&folder.join(FOLDER))?;
    let id = folder.file_name().unwrap_or_default().to_string_lossy();
    let file = newest_with(&folder.join(FOLDER).join(name), &id, parse_for_list)?;
    Ok(file.glance())
}

/// What a list shows of the review files of these names: one of each coach, without those that cannot be read.
pub fn glances(folder: &Path, names: &[String]) -> Vec<Glance> {
    let glances = affordable(folder, names);
    let glances = glances.filter_map(|name| glance(folder, name).ok());
    copies::latest(glances.collect(), |it| &it.key, |it| it.age)
}

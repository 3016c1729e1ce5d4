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
mod saver;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs::FileType;
use std::path::{Path, PathBuf};

pub use copies::ReviewCopy;
pub use exchange::{PublicReview, published, receive_review};
use file::ReviewToml;
use saver::Saver;

use super::error::StoreError;
use super::files;
use super::session::lock::Lock;
use super::state::Coach;
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
/// How many file names a coach's own review may have.
const MOST_TRIES: u16 = 64;

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
        && read_file(path, id).is_ok_and(|synced| newer.is_later_than(&synced))
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
    /// Every stage is scored.
    pub complete: bool,
    /// The coach has seen the marks of others.
    pub revealed: bool,
    /// Others than the coach may see the review.
    pub is_public: bool,
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

/// The file of this coach's review of one session, open for writing.
#[derive(Debug)]
pub struct ReviewFile {
    saver: Saver,
    coach: Coach,
    session: String,
    stages: Vec<String>,
    /// The file as found; its unknown keys are written again.
    old: ReviewToml,
    /// The number of the last version.
    revision: Cell<u64>,
    /// Other files of the same review, and the latest number of any of them.
    copies: (Vec<ReviewCopy>, u64),
}

impl ReviewFile {
    /// Opens this coach's review of a session, or begins one. Returns a remark if a file could not be read and was set
    /// aside. Nothing is written before the first `save`.
    ///
    /// # Errors
    /// When the review is in use or has a newer format, or the state folder cannot be written.
    pub fn open(
        folder: &Path,
        session: &Session,
        coach: &Coach,
        state: &Path,
        now: &Wall,
    ) -> Result<(Review, Self, Option<String>), StoreError> {
        let id = &session.head.id;
        let locks = state.join("reviewing");
        files::make_folders(&locks)?;
        let lock = locks.join(format!("{id}.{}-{}.lock", coach.slug(), coach.digits));
        let lock = Lock::take_file(&lock, id, now)?;
        check_folder(&folder.join(FOLDER))?;
        let (path, found, remark) = own_file(folder, id, coach)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let review = match &found {
            Some(file) => file.stored(&name, session).review,
            None => Review::new(&coach.name),
        };
        let stages = session.head.plan.stages.iter();
        let old = found.unwrap_or_default();
        let file = Self {
            copies: copies::of((&path, &old), folder, session, &coach.key),
            saver: Saver::start(&path, lock)?,
            coach: coach.clone(),
            session: id.clone(),
            stages: stages.map(|stage| stage.id.clone()).collect(),
            revision: Cell::new(old.revision),
            old,
        };
        Ok((review, file, remark))
    }

    pub fn path(&self) -> &Path {
        self.saver.path()
    }

    /// Other files of the same review, as a sync service writes them.
    pub fn copies(&self) -> &[ReviewCopy] {
        &self.copies.0
    }

    /// Makes the next version later than every copy, since it has what they have.
    pub fn take_in_copies(&self) {
        self.revision.set(self.revision.get().max(self.copies.1));
    }

    /// Renames the copies to `NAME.merged`, once the review has what they have.
    ///
    /// # Errors
    /// When one cannot be renamed; it is still a copy then.
    pub fn set_copies_aside(&mut self) -> Result<(), StoreError> {
        while let Some(copy) = self.copies.0.last() {
            copies::keep_as_merged(&copy.path)?;
            self.copies.0.pop();
        }
        Ok(())
    }

    /// Saves this review without waiting for the disk: a kill loses nothing from here on, a power cut at most what was
    /// saved within half a second, or with `at_once` within the time that the disk takes.
    ///
    /// # Errors
    /// When the file cannot be written or would be too large to be read; the old file is then unchanged.
    pub fn save(&self, review: &Review, scores: &Scores, at_once: bool) -> Result<(), StoreError> {
        let owner = (&*self.coach.key, &*self.session);
        let mut file = self.old.replaced_by(owner, &self.stages, review, scores);
        file.revision = self.revision.get() + 1;
        let text = toml_file::write(&file);
        if text.len() as u64 > LIMIT {
            return Err(StoreError::TooLarge {
                path: self.path().to_owned(),
                limit: LIMIT,
            });
        }
        let reviews = files::parent(self.path());
        check_folder(reviews)?;
        if !reviews.is_dir() {
            // Only this folder is created: the session's own folder may have been moved away.
            match files::create_folder_unsynced(reviews) {
                Err(_) if reviews.is_dir() => {}
                made => made?,
            }
        }
        self.saver.save(text, at_once)?;
        self.revision.set(file.revision);
        Ok(())
    }

    /// Writes this review to another file, where its own cannot be written.
    ///
    /// # Errors
    /// When that file cannot be written either.
    pub fn save_to(&self, path: &Path, review: &Review, scores: &Scores) -> Result<(), StoreError> {
        let owner = (&*self.coach.key, &*self.session);
        let mut file = self.old.replaced_by(owner, &self.stages, review, scores);
        file.revision = self.revision.get() + 1;
        files::make_folders(files::parent(path))?;
        files::replace(path, toml_file::write(&file).as_bytes())
    }

    /// Why the last version is not on disk, as far as that is known without waiting.
    pub fn failed(&self) -> Option<String> {
        self.saver.failed()
    }

    /// Waits at most half a second until the last version is on disk.
    pub fn flush(&self) {
        self.saver.flush();
    }
}

/// The path, the file found there, and a remark if a file was set aside.
type OwnFile = (PathBuf, Option<ReviewToml>, Option<String>);

/// Finds the file of this coach's review: the one with this coach's key, whatever its name, else the first free name after
/// the files of other coaches. Only an unreadable file under this coach's first name is taken for the coach's own and set aside.
fn own_file(folder: &Path, id: &str, coach: &Coach) -> Result<OwnFile, StoreError> {
    let digits = u16::from_str_radix(&coach.digits, 16).unwrap_or_default();
    let (mut free, mut damaged) = (None, None);
    for next in 0..MOST_TRIES {
        let digits = digits.wrapping_add(next);
        let name = format!("{}-{digits:04x}.toml", coach.slug());
        let path = folder.join(FOLDER).join(name);
        match read_newest(&path, id) {
            Ok(file) if file.key == coach.key => return Ok((path, Some(file), None)),
            Err(why) if why.is_missing() => free = free.or(Some(path)),
            Err(why @ (StoreError::Newer { .. } | StoreError::Io { .. })) => return Err(why),
            Err(why) if next == 0 && !matches!(why, StoreError::NotAFile(_)) => {
                damaged = Some((path, why));
            }
            _ => {}
        }
    }
    // A coach who got another name keeps the files of the earlier one.
    if let Some((path, file)) = renamed_file(folder, id, &coach.key) {
        return Ok((path, Some(file), None));
    }
    if let Some((path, why)) = damaged {
        files::set_aside(&path)?;
        let remark = format!("set aside, a new review begins: {why}");
        return Ok((path, None, Some(sanitize::line(&remark))));
    }
    let free = free.ok_or_else(|| StoreError::Exists(folder.join(FOLDER)))?;
    Ok((free, None, None))
}

/// The latest file of the review with this key, under any name that a program gives a coach's file: a sync service's copy
/// is none of them.
fn renamed_file(folder: &Path, id: &str, key: &str) -> Option<(PathBuf, ReviewToml)> {
    let names = names(folder, |_| true);
    let own = affordable(folder, &names).filter(|name| is_of_coach(name));
    let files = own.filter_map(|name| {
        let path = folder.join(FOLDER).join(name);
        let file = read_newest(&path, id).ok()?;
        (file.key == key).then_some((path, file))
    });
    files.max_by_key(|(_, file)| file.age())
}

/// Whether a program writes a coach's review under this name: `ada-4f2a.toml`.
fn is_of_coach(name: &str) -> bool {
    let stem = name.strip_suffix(".toml").unwrap_or_default();
    let is_plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
    let is_hex = |byte: u8| matches!(byte, b'a'..=b'f' | b'0'..=b'9');
    stem.bytes().all(is_plain)
        && stem
            .rsplit_once('-')
            .is_some_and(|(_, digits)| digits.len() == 4 && digits.bytes().all(is_hex))
}

//! The reviews in a session's folder. A coach's program reads all of them and writes only its own file, so that folders
//! can be merged by copying.
//!
//! ```text
//! reviews/ada-4f2a.toml     the name and the digits: coaches of the same name write different files
//! ```

mod file;

use std::collections::BTreeMap;
use std::fs::FileType;
use std::path::{Path, PathBuf};

use file::ReviewToml;

use super::error::StoreError;
use super::files;
use super::session::lock::Lock;
use super::state::Coach;
use super::toml_file;
use crate::domain::judging::review::Review;
use crate::domain::sanitize;
use crate::domain::session::Session;
use crate::domain::session::event::Wall;

/// The folder of the reviews in a session's folder.
pub(super) const FOLDER: &str = "reviews";
/// The largest review, in bytes.
pub(super) const LIMIT: u64 = 1024 * 1024;
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

/// All reviews of a session, by file name, and a remark on each that cannot be read.
pub fn reviews(folder: &Path, session: &Session) -> (Vec<StoredReview>, Vec<String>) {
    let (mut stored, mut remarks) = (Vec::new(), Vec::new());
    let mut remark = |why: StoreError| remarks.push(sanitize::line(&why.to_string()));
    if let Err(why) = check_folder(&folder.join(FOLDER)) {
        remark(why);
    }
    for name in names(folder, |_| true) {
        match read_file(&folder.join(FOLDER).join(&name), &session.head.id) {
            Ok(file) => stored.push(file.stored(&name, session)),
            Err(why) => remark(why),
        }
    }
    (stored, remarks)
}

/// The sorted names of the review files of this type; none if `reviews` is not a folder.
pub(super) fn names(folder: &Path, is_wanted: fn(&FileType) -> bool) -> Vec<String> {
    let reviews = folder.join(FOLDER);
    if check_folder(&reviews).is_err() {
        return Vec::new();
    }
    let mut names = files::names(&reviews, is_wanted).unwrap_or_default();
    names.retain(|name| !name.starts_with('.') && name.strip_suffix(".toml").is_some());
    names
}

/// Refuses anything but a folder. A link would lead to files of another session.
pub(super) fn check_folder(reviews: &Path) -> Result<(), StoreError> {
    match reviews.symlink_metadata() {
        Ok(about) if !about.is_dir() => Err(StoreError::NotAFolder(reviews.to_owned())),
        _ => Ok(()),
    }
}

/// Reads a review file of the session with this id.
fn read_file(path: &Path, id: &str) -> Result<ReviewToml, StoreError> {
    let file: ReviewToml = toml_file::parse(path, &files::read_text(path, LIMIT)?)?;
    if file.session.is_empty() || file.session == id {
        return Ok(file);
    }
    Err(StoreError::Unreadable {
        path: path.to_owned(),
        why: format!("it is of session `{}`", sanitize::line(&file.session)),
    })
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
    /// By stage id, from 1 to 4, as written in the file.
    pub levels: BTreeMap<String, u8>,
}

/// Reads of one review file what a list shows.
///
/// # Errors
/// When the file cannot be read.
pub fn glance(folder: &Path, name: &str) -> Result<Glance, StoreError> {
    check_folder(&folder.join(FOLDER))?;
    let id = folder.file_name().unwrap_or_default().to_string_lossy();
    let file = read_file(&folder.join(FOLDER).join(name), &id)?;
    Ok(file.glance())
}

/// The file of this coach's review of one session, open for writing.
#[derive(Debug)]
pub struct ReviewFile {
    path: PathBuf,
    coach: Coach,
    session: String,
    stages: Vec<String>,
    /// The file as found; its unknown keys are written again.
    old: ReviewToml,
    _lock: Lock,
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
        let file = Self {
            path,
            coach: coach.clone(),
            session: id.clone(),
            stages: stages.map(|stage| stage.id.clone()).collect(),
            old: found.unwrap_or_default(),
            _lock: lock,
        };
        Ok((review, file, remark))
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Replaces the file by this review. Without `synced` a power cut may lose the new version.
    ///
    /// # Errors
    /// When the file cannot be written or would be too large to be read; the old file is then unchanged.
    pub fn save(&self, review: &Review, scores: &Scores, synced: bool) -> Result<(), StoreError> {
        let owner = (&*self.coach.key, &*self.session);
        let file = self.old.replaced_by(owner, &self.stages, review, scores);
        let text = toml_file::write(&file);
        if text.len() as u64 > LIMIT {
            return Err(StoreError::TooLarge {
                path: self.path.clone(),
                limit: LIMIT,
            });
        }
        let reviews = self.path.parent().unwrap_or(Path::new("."));
        check_folder(reviews)?;
        if !reviews.is_dir() {
            // Only this folder is created: the session's own folder may have been moved away.
            match files::create_folder(reviews) {
                Err(_) if reviews.is_dir() => {}
                made => made?,
            }
        }
        files::replace_with(&self.path, text.as_bytes(), synced)
    }
}

/// The path, the file found there, and a remark if a file was set aside.
type OwnFile = (PathBuf, Option<ReviewToml>, Option<String>);

/// Finds the file of this coach's review: the one with this coach's key, else the first free name after the files of
/// other coaches. Only an unreadable file under this coach's first name is taken for the coach's own and set aside.
fn own_file(folder: &Path, id: &str, coach: &Coach) -> Result<OwnFile, StoreError> {
    let digits = u16::from_str_radix(&coach.digits, 16).unwrap_or_default();
    let (mut free, mut damaged) = (None, None);
    for next in 0..MOST_TRIES {
        let digits = digits.wrapping_add(next);
        let name = format!("{}-{digits:04x}.toml", coach.slug());
        let path = folder.join(FOLDER).join(name);
        match read_file(&path, id) {
            Ok(file) if file.key == coach.key => return Ok((path, Some(file), None)),
            Err(why) if why.is_missing() => free = free.or(Some(path)),
            Err(why @ (StoreError::Newer { .. } | StoreError::Io { .. })) => return Err(why),
            Err(why) if next == 0 && !matches!(why, StoreError::NotAFile(_)) => {
                damaged = Some((path, why));
            }
            _ => {}
        }
    }
    if let Some((path, why)) = damaged {
        files::set_aside(&path)?;
        let remark = format!("set aside, a new review begins: {why}");
        return Ok((path, None, Some(sanitize::line(&remark))));
    }
    let free = free.ok_or_else(|| StoreError::Exists(folder.join(FOLDER)))?;
    Ok((free, None, None))
}

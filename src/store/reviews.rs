//! The reviews in a session's folder: reading all of them, and writing the one that is this coach's. A coach's program
//! writes its own file alone, so that folders merge by plain copy.
//!
//! ```text
//! reviews/ada-4f2a.toml     name and digits: two coaches never write one file, not even two of the same name
//! ```

mod file;

use std::collections::BTreeMap;
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

/// The folder of a session's reviews.
pub const FOLDER: &str = "reviews";
/// The largest review.
pub const LIMIT: u64 = 1024 * 1024;
/// More files of one name and other digits than this are nobody's.
const MOST_TRIES: u16 = 64;

/// A review as found on disk.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredReview {
    /// The file's name.
    pub name: String,
    /// Whose it is: the key of the coach who wrote it.
    pub key: String,
    pub review: Review,
}

/// What a review's marks come to: written into the file, so that lists and other programs need no design.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scores {
    /// 1 to 4 by stage id.
    pub levels: BTreeMap<String, u8>,
    pub complete: bool,
}

/// All reviews of a session, by file name, and what was the matter with those that cannot be read. Names are checked:
/// ordinary `*.toml` files of the folder alone.
pub fn reviews(folder: &Path, session: &Session) -> (Vec<StoredReview>, Vec<String>) {
    let (mut stored, mut remarks) = (Vec::new(), Vec::new());
    let mut remark = |why: StoreError| remarks.push(sanitize::line(&why.to_string()));
    if let Err(why) = refuse_odd(&folder.join(FOLDER)) {
        remark(why);
    }
    for name in names(folder) {
        match read_file(&folder.join(FOLDER).join(&name), &session.head.id) {
            Ok(file) => stored.push(file.stored(&name, session)),
            Err(why) => remark(why),
        }
    }
    (stored, remarks)
}

/// The names of the review files of a session, sorted, ordinary files alone: what a list counts.
pub(super) fn ordinary(folder: &Path) -> Vec<String> {
    sorted(folder, std::fs::FileType::is_file)
}

/// The names of all that is named like a review, sorted: what is no file is told of by who reads it.
fn names(folder: &Path) -> Vec<String> {
    sorted(folder, |_| true)
}

/// Names of the folder's entries of this kind; none where `reviews` is no folder of its own.
fn sorted(folder: &Path, is_wanted: impl Fn(&std::fs::FileType) -> bool) -> Vec<String> {
    let reviews = folder.join(FOLDER);
    if refuse_odd(&reviews).is_err() {
        return Vec::new();
    }
    let entries = std::fs::read_dir(reviews).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter(|entry| entry.file_type().is_ok_and(|kind| is_wanted(&kind)))
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.') && name.strip_suffix(".toml").is_some())
        .collect();
    names.sort_unstable();
    names
}

/// Refuses what stands where the folder of reviews belongs and is none: through a link, somebody else's files would be
/// read and written.
fn refuse_odd(reviews: &Path) -> Result<(), StoreError> {
    match reviews.symlink_metadata() {
        Ok(about) if !about.is_dir() => Err(StoreError::NotAFolder(reviews.to_owned())),
        _ => Ok(()),
    }
}

/// One review file of the session with this id.
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

/// What a list shows of a review, without the session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glance {
    /// Whose it is.
    pub key: String,
    /// Every stage is scored.
    pub complete: bool,
    /// The coach saw the marks of others.
    pub revealed: bool,
    /// 1 to 4 by stage id, as they were when it was written.
    pub levels: BTreeMap<String, u8>,
}

/// A look at one review file of a session.
///
/// # Errors
/// When it cannot be read.
pub fn glance(folder: &Path, name: &str) -> Result<Glance, StoreError> {
    refuse_odd(&folder.join(FOLDER))?;
    let id = folder.file_name().unwrap_or_default().to_string_lossy();
    let file = read_file(&folder.join(FOLDER).join(name), &id)?;
    Ok(file.glance())
}

/// This coach's review of one session while it is being written.
#[derive(Debug)]
pub struct ReviewFile {
    path: PathBuf,
    coach: Coach,
    session: String,
    stages: Vec<String>,
    /// The file as it was found, for what this program does not know.
    old: ReviewToml,
    _lock: Lock,
}

impl ReviewFile {
    /// Opens this coach's review of a session, a new one where there is none; with it a remark on a file that could
    /// not be read and was set aside. Nothing is written before the first `save`.
    ///
    /// # Errors
    /// When it is in use, of a newer format, or the state folder cannot be written.
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
        refuse_odd(&folder.join(FOLDER))?;
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

    /// Replaces the file by this review; `synced` where it must outlast a power cut as well as a kill.
    ///
    /// # Errors
    /// When it cannot be written, or is too large to be read again; the old file then still stands.
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
        refuse_odd(reviews)?;
        if !reviews.is_dir() {
            // The session's own folder is not made anew: it may have been moved away.
            match files::create_folder(reviews) {
                Err(_) if reviews.is_dir() => {}
                made => made?,
            }
        }
        if synced {
            files::replace(&self.path, text.as_bytes())
        } else {
            files::replace_unsynced(&self.path, text.as_bytes())
        }
    }
}

/// A path, the file there, and a remark on what was set aside.
type OwnFile = (PathBuf, Option<ReviewToml>, Option<String>);

/// Where this coach's review is or will be: the file with this coach's key; else the first free name, files of
/// another coach of the same name and digits passed by. Only what cannot be read under this coach's very name is taken
/// for this coach's own and set aside.
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

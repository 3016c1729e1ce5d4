//! The reviews in a session's folder: reading all of them, and writing the one that is this coach's. A coach's program
//! writes its own file alone, so that folders merge by plain copy.
//!
//! ```text
//! reviews/ada-4f2a.toml     name and digits: two coaches never write one file, not even two of the same name
//! ```

mod form;
mod out;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::coach::Coach;
use super::error::StoreError;
use super::files;
use super::lock::Lock;
use crate::domain::clean;
use crate::domain::event::Wall;
use crate::domain::review::Review;
use crate::domain::session::Session;

/// The folder of a session's reviews.
pub const FOLDER: &str = "reviews";
/// The largest review.
pub const LIMIT: u64 = 1024 * 1024;
/// More files of one name and other digits than this are nobody's.
const MOST_TRIES: u16 = 64;

/// A review as found on disk.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptReview {
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
pub fn reviews(folder: &Path, session: &Session) -> (Vec<KeptReview>, Vec<String>) {
    let (mut kept, mut remarks) = (Vec::new(), Vec::new());
    for name in names(folder) {
        match read_one(&folder.join(FOLDER).join(&name), session) {
            Ok(review) => kept.push(review),
            Err(why) => remarks.push(clean::line(&why.to_string())),
        }
    }
    (kept, remarks)
}

/// The names of the review files of a session, sorted; none where `reviews` is no folder of its own.
pub(super) fn names(folder: &Path) -> Vec<String> {
    let reviews = folder.join(FOLDER);
    if !reviews.symlink_metadata().is_ok_and(|about| about.is_dir()) {
        return Vec::new();
    }
    let entries = std::fs::read_dir(reviews).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| {
            name.strip_suffix(".toml")
                .is_some_and(|stem| !stem.starts_with('.'))
        })
        .collect();
    names.sort_unstable();
    names
}

fn read_one(path: &Path, session: &Session) -> Result<KeptReview, StoreError> {
    let text = files::read_text(path, LIMIT)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let form: form::Form = super::form::parse(path, &text)?;
    Ok(form.kept(&name, session))
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
}

/// A look at one review file of a session.
///
/// # Errors
/// When it cannot be read.
pub fn glance(folder: &Path, name: &str) -> Result<Glance, StoreError> {
    let path = folder.join(FOLDER).join(name);
    let form: form::Form = super::form::parse(&path, &files::read_text(&path, LIMIT)?)?;
    Ok(form.glance())
}

/// This coach's review of one session while it is being written.
#[derive(Debug)]
pub struct ReviewFile {
    path: PathBuf,
    coach: Coach,
    session: String,
    stages: Vec<String>,
    /// The file as it was found, for what this program does not know.
    old: Option<toml::Table>,
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
        let (path, found, remark) = own_place(folder, session, coach)?;
        let old = found.as_ref().and_then(|_| {
            let text = files::read_text(&path, LIMIT).ok()?;
            toml::from_str(&text).ok()
        });
        let review = found.map_or_else(|| Review::new(&coach.name), |kept| kept.review);
        let stages = session.head.plan.stages.iter();
        let file = Self {
            path,
            coach: coach.clone(),
            session: id.clone(),
            stages: stages.map(|stage| stage.id.clone()).collect(),
            old,
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
    /// When it cannot be written; the old file then still stands.
    pub fn save(&self, review: &Review, scores: &Scores, synced: bool) -> Result<(), StoreError> {
        let text = out::text(self, review, scores);
        files::make_folders(self.path.parent().unwrap_or(Path::new(".")))?;
        if synced {
            files::replace(&self.path, text.as_bytes())
        } else {
            files::replace_unsynced(&self.path, text.as_bytes())
        }
    }
}

/// Where this coach's review stands or will stand: another coach's file of the same name and digits is passed by.
fn own_place(
    folder: &Path,
    session: &Session,
    coach: &Coach,
) -> Result<(PathBuf, Option<KeptReview>, Option<String>), StoreError> {
    let first = u16::from_str_radix(&coach.digits, 16).unwrap_or_default();
    for next in 0..MOST_TRIES {
        let name = format!("{}-{:04x}.toml", coach.slug(), first.wrapping_add(next));
        let path = folder.join(FOLDER).join(name);
        if path.symlink_metadata().is_err() {
            return Ok((path, None, None));
        }
        match read_one(&path, session) {
            Ok(kept) if kept.key == coach.key => return Ok((path, Some(kept), None)),
            Ok(_) => {}
            Err(newer @ StoreError::Newer { .. }) => return Err(newer),
            Err(why) => {
                files::set_aside(&path)?;
                let remark = format!("set aside, a new review begins: {why}");
                return Ok((path, None, Some(clean::line(&remark))));
            }
        }
    }
    Err(StoreError::Exists(folder.join(FOLDER)))
}

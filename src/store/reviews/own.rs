//! The file of a coach's own review of one session: found under this coach's key, and open for writing.

use std::cell::Cell;
use std::path::{Path, PathBuf};

use super::copies::{self, ReviewCopy};
use super::file::ReviewToml;
use super::gather;
use super::origin;
use super::saver::Saver;
use super::{FOLDER, LIMIT, Scores, affordable, check_folder, names, read_newest};
use crate::domain::judging::review::Review;
use crate::domain::sanitize;
use crate::domain::session::Session;
use crate::domain::session::event::Wall;
use crate::store::error::StoreError;
use crate::store::files;
use crate::store::session::lock::{self, Lock};
use crate::store::state::Coach;
use crate::store::toml_file;

/// The folder of the locks in the state folder.
const LOCKS: &str = "reviewing";
/// How many file names a coach's own review may have.
const MOST_TRIES: u16 = 64;

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
        let locks = state.join(LOCKS);
        files::make_folders(&locks)?;
        let lock = Lock::take_file(&lock_path(state, id, coach), id, now)?;
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

    /// Writes this review to `FOLDER/SESSION/reviews`, where its own file cannot be written. Where an earlier version was
    /// written there too, this one gets the name of a copy, so that both come back. Returns its path.
    ///
    /// # Errors
    /// When it cannot be written there either.
    pub fn save_elsewhere(
        &self,
        folder: &Path,
        review: &Review,
        scores: &Scores,
    ) -> Result<PathBuf, StoreError> {
        let rescued = folder.join(&self.session);
        let reviews = rescued.join(FOLDER);
        let owner = (&*self.coach.key, &*self.session);
        let mut file = self.old.replaced_by(owner, &self.stages, review, scores);
        file.revision = self.revision.get() + 1;
        files::make_folders(&reviews)?;
        origin::note(&rescued, files::parent(files::parent(self.path())))?;
        let path = gather::free_path(self.path(), &reviews)?;
        files::replace(&path, toml_file::write(&file).as_bytes())?;
        Ok(path)
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

/// The file of the lock that a coach holds while reviewing the session with this id.
fn lock_path(state: &Path, id: &str, coach: &Coach) -> PathBuf {
    let name = format!("{id}.{}-{}.lock", coach.slug(), coach.digits);
    state.join(LOCKS).join(name)
}

/// Takes the lock of this coach's review of the session with this id, so that nobody opens the review meanwhile.
///
/// # Errors
/// When the review is open, or the state folder cannot be written.
pub(super) fn lock_review(state: &Path, id: &str, coach: &Coach) -> Result<Lock, StoreError> {
    files::make_folders(&state.join(LOCKS))?;
    Lock::take_briefly(&lock_path(state, id, coach), id)
}

/// Whether a process of this machine has a review of the session with this id open for writing.
pub(in crate::store) fn is_open(state: &Path, id: &str) -> bool {
    let locks = state.join(LOCKS);
    let names = files::names(&locks, std::fs::FileType::is_file).unwrap_or_default();
    let own = names.iter().filter(|name| {
        let rest = name.strip_prefix(id);
        rest.is_some_and(|rest| rest.starts_with('.'))
    });
    own.map(|name| locks.join(name))
        .any(|path| lock::is_file_held(&path))
}

/// Finds the file of this coach's review: the one with this coach's key, whatever its name, else the first free name after
/// the files of other coaches. Only an unreadable file under this coach's first name counts as the coach's own and is set
/// aside.
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
pub(super) fn renamed_file(folder: &Path, id: &str, key: &str) -> Option<(PathBuf, ReviewToml)> {
    let names = names(folder, |_| true);
    let own = affordable(folder, &names).filter(|name| gather::is_of_coach(name));
    let files = own.filter_map(|name| {
        let path = folder.join(FOLDER).join(name);
        let file = read_newest(&path, id).ok()?;
        (file.key == key).then_some((path, file))
    });
    files.max_by_key(|(_, file)| file.age())
}

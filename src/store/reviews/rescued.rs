//! Reviews that were written to another folder because their session's own did not take them, and how they come back.
//!
//! ```text
//! FOLDER/SESSION/reviews/ada-4f2a.toml   the review
//! FOLDER/SESSION/review-rescued-from     the path of the session's folder
//! ```

use std::ffi::OsStr;
use std::fs::FileType;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::{FOLDER, LIMIT, check_folder, exchange, gather, names, read_file, read_newest};
use crate::domain::sanitize;
use crate::domain::shell;
use crate::store::error::StoreError;
use crate::store::files;
use crate::store::paths::Paths;
use crate::store::roomy;
use crate::store::session::id::is_id;

/// The file beside a rescued review with the path of its session's folder.
const ORIGIN: &str = "review-rescued-from";
/// The most bytes of a path.
const PATH_LIMIT: u64 = 64 * 1024;
/// The name of the folder outside the state folder.
const NAME: &str = "forty-reviews";

/// The folder with the rescued reviews of one session.
#[derive(Debug)]
pub(in crate::store) struct RescuedReviews {
    pub id: String,
    folder: PathBuf,
    /// The session's folder for which they were written.
    pub origin: PathBuf,
}

/// The folders in which rescued reviews are looked for, the one in the state folder first.
fn places(paths: &Paths) -> [Option<PathBuf>; 3] {
    let in_home = paths.user_home.as_ref().map(|home| home.join(NAME));
    let temporary = paths.temporary.join(NAME);
    [Some(paths.rescued_reviews()), in_home, Some(temporary)]
}

/// The folder to offer for the reviews of the session in a folder that does not take them.
pub fn elsewhere_for_reviews(paths: &Paths, session: &Path) -> PathBuf {
    roomy::elsewhere(paths, session, paths.rescued_reviews(), NAME)
}

/// Whether the next start finds reviews in this folder and brings them back.
pub fn are_reviews_found_in(paths: &Paths, folder: &Path) -> bool {
    places(paths).iter().flatten().any(|place| place == folder)
}

/// Notes beside a review that was written to `folder/SESSION/reviews` for which session's folder it is.
///
/// # Errors
/// When reviews for another folder's session of this id are there, or the file cannot be written.
pub(super) fn note_origin(rescued: &Path, session: &Path) -> Result<(), StoreError> {
    let path = rescued.join(ORIGIN);
    let origin = session.as_os_str().as_bytes();
    match files::read_bytes(&path, PATH_LIMIT) {
        Ok(found) if found != origin => Err(StoreError::Exists(rescued.to_owned())),
        Ok(_) => Ok(()),
        Err(_) => files::replace(&path, origin),
    }
}

/// All rescued reviews, by session.
pub(in crate::store) fn rescued(paths: &Paths) -> Vec<RescuedReviews> {
    let user = rustix::process::geteuid().as_raw();
    let is_own = |place: &PathBuf| {
        let about = place.symlink_metadata();
        about.is_ok_and(|about| about.is_dir() && about.uid() == user)
    };
    let places = places(paths).into_iter().flatten().filter(is_own);
    let folders = places.flat_map(|place| {
        let names = files::names(&place, FileType::is_dir).unwrap_or_default();
        let ids = names.into_iter().filter(|name| is_id(name));
        ids.map(move |id| (place.join(&id), id))
    });
    let rescued = folders.filter_map(|(folder, id)| {
        let origin = files::read_bytes(&folder.join(ORIGIN), PATH_LIMIT).ok()?;
        let origin = PathBuf::from(OsStr::from_bytes(&origin));
        Some(RescuedReviews { id, folder, origin })
    });
    rescued.collect()
}

/// What became of a rescued review.
enum Fate {
    /// It is the coach's review now; the earlier one has this path.
    Back(Option<PathBuf>),
    /// The same is there.
    There,
    /// The review went on in another way too: the rescued one is beside it as a copy.
    Copy,
}

impl RescuedReviews {
    /// Brings the reviews to the session in a folder. Of two versions of a review the later one counts; where the one in
    /// the folder is not an earlier one, both stay. What cannot be brought stays where it is. Returns what the user must
    /// know, a line for each review.
    pub fn take_back(&self, own: &Path) -> Vec<String> {
        let names = names(&self.folder, FileType::is_file);
        let lines = names
            .iter()
            .filter_map(|name| self.take_back_one(name, own));
        let lines = lines.collect();
        self.remove_empty();
        lines
    }

    fn take_back_one(&self, name: &str, own: &Path) -> Option<String> {
        let (path, id) = (self.folder.join(FOLDER).join(name), &self.id);
        let brought = self.bring(&path, own).map(|(coach, fate)| {
            // Where it stays, the next start finds that the same is there.
            let _ = std::fs::remove_file(&path);
            (sanitize::line(&coach), fate)
        });
        match brought {
            Ok((_, Fate::There)) => None,
            Ok((coach, Fate::Back(earlier))) => {
                let earlier = earlier.map_or(String::new(), |path| {
                    format!("; the earlier version is now {}", path.display())
                });
                Some(format!(
                    "the rescued review of `{id}` by {coach} is back{earlier}"
                ))
            }
            Ok((coach, Fate::Copy)) => Some(format!(
                "the rescued review of `{id}` by {coach} is back as a copy, since the review changed there too: \
                 opening it offers to merge both"
            )),
            Err(why) => {
                let (why, command) = (why.with_cause(), copying(&path, &own.join(FOLDER)));
                let place = path.display();
                Some(format!(
                    "the rescued review of `{id}` stays in {place}: {why}. `{command}` brings it to the session"
                ))
            }
        }
    }

    /// Returns the name of the coach, not sanitized, and what became of the review.
    fn bring(&self, path: &Path, own: &Path) -> Result<(String, Fate), StoreError> {
        let id = &self.id;
        let review = read_file(path, id)?;
        let bytes = files::read_bytes(path, LIMIT)?;
        let reviews = own.join(FOLDER);
        check_folder(&reviews)?;
        files::make_folders(&reviews)?;
        let to = exchange::place(own, id, &review)?;
        let coach = review.coach_name().to_owned();
        let fate = match read_newest(&to, id) {
            Err(why) if why.is_missing() => {
                files::replace(&to, &bytes)?;
                Fate::Back(None)
            }
            Ok(_) if files::read_bytes(&to, LIMIT).is_ok_and(|there| there == bytes) => Fate::There,
            Ok(old) if review.is_later_than(&old) => {
                super::set_aside_unsynced(&to)?;
                let is_there = to.symlink_metadata().is_ok();
                let aside = is_there.then(|| files::set_aside(&to)).transpose()?;
                files::replace(&to, &bytes)?;
                Fate::Back(aside)
            }
            _ => {
                gather::add(path, &reviews)?;
                Fate::Copy
            }
        };
        files::sync_folder(&reviews)?;
        Ok((coach, fate))
    }

    /// Removes the folders in which nothing is left.
    fn remove_empty(&self) {
        let _ = std::fs::remove_dir(self.folder.join(FOLDER));
        if !self.folder.join(FOLDER).exists() {
            let _ = std::fs::remove_file(self.folder.join(ORIGIN));
            let _ = std::fs::remove_dir(&self.folder);
            let _ = std::fs::remove_dir(files::parent(&self.folder));
        }
    }
}

/// The command that copies a review to a folder of reviews.
pub fn copying(review: &Path, reviews: &Path) -> String {
    let word = |path: &Path| shell::word(&path.display().to_string());
    let (from, to) = (word(review), word(reviews));
    format!("mkdir -p {to} && cp {from} {to}")
}

//! Reviews that were written to another folder because their session's own could not be written, and how they come back.
//!
//! ```text
//! FOLDER/SESSION/reviews/ada-4f2a.toml   the review; after it is written there again also ada-4f2a-copy.toml
//! FOLDER/SESSION/review-rescued-from     the path of the session's folder
//! ```

use std::fs::FileType;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::file::ReviewToml;
use super::{
    FOLDER, LIMIT, check_folder, exchange, gather, names, origin, own, read_file, read_newest,
};
use crate::domain::sanitize;
use crate::domain::shell;
use crate::store::error::StoreError;
use crate::store::files;
use crate::store::paths::Paths;
use crate::store::rescue_folder::rescue_folder;
use crate::store::session::id::is_id;
use crate::store::session::rescued::is_same;
use crate::store::state::{self, Coach, Which};

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

/// The folder to offer for reviews that cannot be written in the folder of their session.
pub fn rescue_folder_for_reviews(paths: &Paths) -> PathBuf {
    rescue_folder(paths, paths.rescued_reviews(), NAME)
}

/// The command that brings a review, which was written to `folder/SESSION/reviews`, to the folder of its session. A start
/// does so by itself, but only for the sessions of its sessions folder, and only from the folders in which it looks.
pub fn command_to_bring(paths: &Paths, review: &Path, folder: &Path, session: &Path) -> String {
    let is_found = places(paths).iter().flatten().any(|place| place == folder);
    if is_found && is_same(files::parent(session), &paths.sessions) {
        let id = session.file_name().unwrap_or_default().display();
        paths.command(&format!("review {id}"))
    } else {
        copying(review, &session.join(FOLDER))
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
        let origin = origin::read(&folder)?;
        Some(RescuedReviews { id, folder, origin })
    });
    rescued.collect()
}

/// What became of a rescued review.
enum ReviewReturn {
    /// It is the coach's review now; the earlier one has this path.
    Back(Option<PathBuf>),
    /// The same is there.
    There,
    /// The review was changed there too: the rescued one is beside it as a copy.
    Copy,
}

impl RescuedReviews {
    /// Brings the reviews to the session in a folder. Of two versions of a review the later one counts; where the one in
    /// the folder is not an earlier one, both stay. What cannot be brought stays where it is, and so does a review that is
    /// open: `state` has the locks. Returns what the user must know, a line for each review.
    pub fn take_back(&self, own: &Path, state: &Path) -> Vec<String> {
        let mut names = names(&self.folder, FileType::is_file);
        // After the latest version no other one is later, so that each of them becomes a copy that can be merged.
        let age = |name: &String| {
            let review = read_file(&self.folder.join(FOLDER).join(name), &self.id);
            review.map_or((0, None), |review| review.age())
        };
        names.sort_by_cached_key(|name| std::cmp::Reverse(age(name)));
        let coaches = state::known(state, Which::All).0;
        let lines = names
            .iter()
            .filter_map(|name| self.take_back_one(name, own, (state, &coaches)));
        let lines = lines.collect();
        self.remove_empty();
        lines
    }

    fn take_back_one(&self, name: &str, own: &Path, machine: (&Path, &[Coach])) -> Option<String> {
        let (path, id) = (self.folder.join(FOLDER).join(name), &self.id);
        let brought = self.bring(&path, own, machine).map(|(coach, outcome)| {
            // Where it stays, the next start finds that the same is there.
            let _ = std::fs::remove_file(&path);
            (sanitize::line(&coach), outcome)
        });
        match brought {
            // One that is open stays for a later start.
            Ok((_, ReviewReturn::There)) | Err(StoreError::InUse { .. }) => None,
            Ok((coach, ReviewReturn::Back(earlier))) => {
                let earlier = earlier.map_or(String::new(), |path| {
                    format!("; the earlier version is now {}", path.display())
                });
                Some(format!(
                    "the rescued review of `{id}` by {coach} is back{earlier}"
                ))
            }
            Ok((coach, ReviewReturn::Copy)) => Some(format!(
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
    fn bring(
        &self,
        path: &Path,
        own: &Path,
        (state, coaches): (&Path, &[Coach]),
    ) -> Result<(String, ReviewReturn), StoreError> {
        let id = &self.id;
        let review = read_file(path, id)?;
        let bytes = files::read_bytes(path, LIMIT)?;
        // Until the file is in its place, no program of this machine opens the review.
        let _lock = own::lock_review(state, id, &coach_of(&review, coaches))?;
        let reviews = own.join(FOLDER);
        check_folder(&reviews)?;
        files::make_folders(&reviews)?;
        let there = own::renamed_file(own, id, &review.key).filter(|_| !review.key.is_empty());
        let to = match there {
            Some((path, _)) => path,
            None => exchange::place(own, id, &review)?,
        };
        let coach = review.coach_name().to_owned();
        let outcome = match read_newest(&to, id) {
            Err(why) if why.is_missing() => {
                files::replace(&to, &bytes)?;
                ReviewReturn::Back(None)
            }
            Ok(_) if files::read_bytes(&to, LIMIT).is_ok_and(|there| there == bytes) => {
                ReviewReturn::There
            }
            // A copy that was not merged yet is never replaced.
            Ok(old) if review.is_later_than(&old) && is_of_coach(&to) => {
                super::set_aside_unsynced(&to)?;
                let is_there = to.symlink_metadata().is_ok();
                let aside = is_there.then(|| files::set_aside(&to)).transpose()?;
                files::replace(&to, &bytes)?;
                ReviewReturn::Back(aside)
            }
            _ => {
                gather::add(path, &reviews)?;
                ReviewReturn::Copy
            }
        };
        files::sync_folder(&reviews)?;
        Ok((coach, outcome))
    }

    /// Removes the folders in which nothing is left.
    fn remove_empty(&self) {
        let _ = std::fs::remove_dir(self.folder.join(FOLDER));
        if !self.folder.join(FOLDER).exists() {
            let _ = std::fs::remove_file(self.folder.join(origin::NAME));
            let _ = std::fs::remove_dir(&self.folder);
            let _ = std::fs::remove_dir(files::parent(&self.folder));
        }
    }
}

/// The command that copies a review to a folder of reviews under the name of a copy, which opening the review offers to
/// merge. The review in that folder may have changed until the command is run, so `-n` keeps what has that name.
fn copying(review: &Path, reviews: &Path) -> String {
    let word = |path: &Path| shell::word(&path.display().to_string());
    let to = gather::free_copy_path(review, reviews);
    let (from, folder, to) = (word(review), word(reviews), word(&to));
    format!("mkdir -p {folder} && cp -n {from} {to}")
}

/// The coach of this machine who wrote a review, else one of the same name and key.
fn coach_of(review: &ReviewToml, coaches: &[Coach]) -> Coach {
    let known = coaches.iter().find(|coach| coach.key == review.key);
    known.cloned().unwrap_or_else(|| review.writer())
}

/// Whether a program gives a coach's own review the name of this file.
fn is_of_coach(path: &Path) -> bool {
    gather::is_of_coach(&path.file_name().unwrap_or_default().to_string_lossy())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot continue has failed")]
mod tests {
    use super::*;

    #[test]
    fn a_lock_has_the_digits_of_a_key_and_no_other_text_of_a_review() {
        for (key, digits) in [
            ("0123456789abcdef0123456789abcdef", "cdef"),
            ("0123456789ab/../0123456789abcdef", "0000"),
            ("short", "0000"),
        ] {
            let dir = tempfile::tempdir().unwrap();
            let path = dir.path().join("ada-cdef.toml");
            let text = format!("format = 1\ncoach = \"Ada\"\nkey = \"{key}\"\n");
            files::replace(&path, text.as_bytes()).unwrap();
            let review = read_file(&path, "one").unwrap();
            let coach = coach_of(&review, &[]);
            assert_eq!(
                (coach.name.as_str(), coach.digits.as_str()),
                ("Ada", digits)
            );
            let name = exchange::place(dir.path(), "one", &review).unwrap();
            let name = name.file_name().unwrap().to_string_lossy().into_owned();
            assert_eq!(name, format!("ada-{digits}.toml"));
        }
    }

    #[test]
    fn no_review_is_brought_while_its_coach_holds_the_lock() {
        let dir = tempfile::tempdir().unwrap();
        let (state, own) = (dir.path().join("state"), dir.path().join("session"));
        let rescued = RescuedReviews {
            id: "one".to_owned(),
            folder: dir.path().join("rescued"),
            origin: own.clone(),
        };
        let reviews = rescued.folder.join(FOLDER);
        files::make_folders(&reviews).unwrap();
        let coach = Coach::unsaved("Ada", 0x1234_5678_9abc_4f2a);
        let text = format!("format = 1\ncoach = \"Ada\"\nkey = \"{}\"\n", coach.key);
        let path = reviews.join("ada-4f2a.toml");
        files::replace(&path, text.as_bytes()).unwrap();
        let lock = own::lock_review(&state, "one", &coach).unwrap();
        assert_eq!(rescued.take_back(&own, &state), [""; 0]);
        assert!(path.exists() && !own.join(FOLDER).join("ada-4f2a.toml").exists());
        drop(lock);
        let lines = rescued.take_back(&own, &state);
        assert_eq!(lines, ["the rescued review of `one` by Ada is back"]);
        assert!(!path.exists());
    }
}

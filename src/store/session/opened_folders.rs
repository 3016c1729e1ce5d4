//! What became of the folders of an open session, for a message that says more than which file is gone.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::store::files;

/// Device and number of a folder, by which it is told from another one at its path.
type Identity = (u64, u64);

/// The folders of an open session as they were when it was opened, the sessions folder first.
#[derive(Debug)]
pub(super) struct OpenedFolders([(&'static str, PathBuf, Option<Identity>); 2]);

impl OpenedFolders {
    pub fn of(folder: &Path) -> Self {
        let named = |name, path: &Path| (name, path.to_owned(), identity(path));
        Self([
            named("the sessions folder", files::parent(folder)),
            named("the folder of this session", folder),
        ])
    }

    /// Which of the folders is no longer at its path, and how; `None` where both are.
    pub fn lost(&self) -> Option<String> {
        self.0.iter().find_map(|(name, path, before)| {
            let before = before.as_ref()?;
            match identity(path) {
                None => Some(format!("{name} was moved or removed")),
                Some(now) if now != *before => Some(format!("{name} was replaced by another one")),
                Some(_) => None,
            }
        })
    }
}

/// The folder at a path, also behind a link; `None` where there is none.
fn identity(path: &Path) -> Option<Identity> {
    let about = path.metadata().ok().filter(std::fs::Metadata::is_dir)?;
    Some((about.dev(), about.ino()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot continue has failed")]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn it_says_which_folder_is_gone_or_another_one() {
        type Act = fn(&Path, &Path);
        let table: [(Act, Option<&str>); 6] = [
            (|_, _| (), None),
            (
                |_, folder| fs::remove_dir(folder).unwrap(),
                Some("the folder of this session was moved or removed"),
            ),
            (
                |sessions, _| fs::remove_dir_all(sessions).unwrap(),
                Some("the sessions folder was moved or removed"),
            ),
            (
                |sessions, folder| {
                    fs::rename(sessions, sessions.with_extension("moved")).unwrap();
                    fs::create_dir_all(folder).unwrap();
                },
                Some("the sessions folder was replaced by another one"),
            ),
            (
                |_, folder| {
                    fs::rename(folder, folder.with_extension("moved")).unwrap();
                    fs::create_dir(folder).unwrap();
                },
                Some("the folder of this session was replaced by another one"),
            ),
            (
                |sessions, _| {
                    fs::rename(sessions, sessions.with_extension("moved")).unwrap();
                    fs::File::create_new(sessions).unwrap();
                },
                Some("the sessions folder was moved or removed"),
            ),
        ];
        for (act, lost) in table {
            let dir = tempfile::tempdir().unwrap();
            let sessions = dir.path().join("sessions");
            let folder = sessions.join("one");
            fs::create_dir_all(&folder).unwrap();
            let folders = OpenedFolders::of(&folder);
            act(&sessions, &folder);
            assert_eq!(folders.lost().as_deref(), lost);
        }
    }
}

//! The folder that is offered for what cannot be written in its own folder.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rustix::fs::{Access, access, statvfs};

use super::files;
use super::paths::Paths;

/// The free bytes that a folder must have to be offered. A long session has a fraction of that.
const LEAST_FREE: u64 = 8 * 1024 * 1024;

/// The folder to offer: `first` where it can be written and its disk has free space, else a folder of this name in the home
/// folder, else one among the temporary files, which are often kept in memory. Where none of them can be written, `first`.
pub fn rescue_folder(paths: &Paths, first: PathBuf, name: &str) -> PathBuf {
    let in_home = paths.user_home.iter().map(|home| home.join(name));
    let others = in_home.chain([paths.temporary.join(name)]);
    // Anybody may make folders or links among the temporary files.
    let others = others.filter(|folder| is_new_or_own(folder));
    let mut folders = std::iter::once(first.clone()).chain(others);
    folders.find(|folder| has_space(folder)).unwrap_or(first)
}

/// Whether a folder, or the first one above it that exists, can be written and has free space.
fn has_space(folder: &Path) -> bool {
    let Some(there) = folder.ancestors().find(|path| path.is_dir()) else {
        return false;
    };
    let free = statvfs(there).map(|disk| disk.f_bavail.saturating_mul(disk.f_frsize));
    free.is_ok_and(|free| free >= LEAST_FREE) && access(there, Access::WRITE_OK).is_ok()
}

/// Whether nothing has this path, or a folder of this user.
fn is_new_or_own(folder: &Path) -> bool {
    let user = rustix::process::geteuid().as_raw();
    match folder.symlink_metadata() {
        Ok(about) => about.uid() == user && files::is_own_folder(folder),
        Err(_) => true,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot continue has failed")]
mod tests {
    use super::*;
    use crate::store::Given;

    /// A file system on which nothing can be created, also not by root.
    const NOT_WRITABLE: &str = "/proc/forty";

    fn paths_in(dir: &Path) -> Paths {
        let mut paths = Paths::resolve(&Given {
            home: Some(dir.join("data")),
            ..Given::default()
        })
        .unwrap();
        paths.user_home = Some(dir.join("home"));
        paths.temporary = dir.join("tmp");
        paths
    }

    #[test]
    fn another_folder_is_offered_only_where_the_first_cannot_be_written_and_the_temporary_files_last()
     {
        let dir = tempfile::tempdir().unwrap();
        let paths = paths_in(dir.path());
        let offered = |paths: &Paths, first: &Path| rescue_folder(paths, first.to_owned(), "name");
        assert_eq!(offered(&paths, &paths.rescued()), paths.rescued());
        let full = Path::new(NOT_WRITABLE);
        assert_eq!(offered(&paths, full), dir.path().join("home/name"));
        let no_home = Paths {
            user_home: Some(full.to_owned()),
            ..paths.clone()
        };
        assert_eq!(offered(&no_home, full), dir.path().join("tmp/name"));
        let none = Paths {
            temporary: full.to_owned(),
            ..no_home
        };
        assert_eq!(offered(&none, full), full);
    }

    #[test]
    fn a_link_is_never_offered() {
        let dir = tempfile::tempdir().unwrap();
        let paths = paths_in(dir.path());
        std::fs::create_dir(dir.path().join("home")).unwrap();
        std::os::unix::fs::symlink("/", dir.path().join("home/name")).unwrap();
        let offered = rescue_folder(&paths, NOT_WRITABLE.into(), "name");
        assert_eq!(offered, dir.path().join("tmp/name"));
    }
}

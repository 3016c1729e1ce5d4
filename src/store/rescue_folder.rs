//! A folder for what cannot be written where it belongs: a full disk does not take it in another of its folders either.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rustix::fs::{Access, access, statvfs};

use super::files;
use super::paths::Paths;

/// The least room that is offered, in bytes: many times what a long session takes.
const ROOM: u64 = 8 * 1024 * 1024;

/// What a folder would be written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Disk {
    device: u64,
    /// Free bytes for this user.
    free: u64,
    is_writable: bool,
}

/// The folder to offer in place of the one that cannot be written: `first`, or where that is on the same file system or has
/// no room, a new folder of this name in the home folder, in its cache, or among the temporary files. Where none of these
/// is better, `first`.
pub fn elsewhere(paths: &Paths, cannot: &Path, first: PathBuf, name: &str) -> PathBuf {
    let home = paths.user_home.iter();
    let in_home = home.flat_map(|home| [home.join(name), home.join(".cache").join(name)]);
    let mut folders: Vec<PathBuf> = in_home.collect();
    folders.push(paths.temporary.join(name));
    // Anybody may make folders among the temporary files, or a link.
    folders.retain(|folder| is_new_or_own(folder));
    folders.insert(0, first);
    let disks: Vec<Option<Disk>> = folders.iter().map(|folder| disk(folder)).collect();
    let better = better(&disks, disk(cannot).map(|disk| disk.device));
    folders.swap_remove(better.unwrap_or(0))
}

/// The first of the disks that is not the one with this device, and has room.
fn better(disks: &[Option<Disk>], device: Option<u64>) -> Option<usize> {
    disks.iter().position(|disk| {
        disk.is_some_and(|disk| {
            Some(disk.device) != device && disk.is_writable && disk.free >= ROOM
        })
    })
}

/// The disk of a folder, or of the first one above it that is there.
fn disk(folder: &Path) -> Option<Disk> {
    let there = folder.ancestors().find(|path| path.is_dir())?;
    let room = statvfs(there).ok()?;
    Some(Disk {
        device: there.metadata().ok()?.dev(),
        free: room.f_bavail.saturating_mul(room.f_frsize),
        is_writable: access(there, Access::WRITE_OK).is_ok(),
    })
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
#[allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
mod tests {
    use super::*;
    use crate::store::Given;

    #[test]
    fn another_file_system_with_room_is_offered_first() {
        let disk = |device, free, is_writable| {
            Some(Disk {
                device,
                free,
                is_writable,
            })
        };
        let full = disk(1, 0, true);
        let table = [
            (vec![full, full, disk(2, ROOM, true)], Some(2)),
            (vec![disk(3, ROOM, true), disk(2, ROOM, true)], Some(0)),
            (
                vec![full, disk(2, ROOM - 1, true), disk(3, ROOM, true)],
                Some(2),
            ),
            (vec![full, disk(2, ROOM, false), None], None),
            // Room on the same file system is no other place.
            (vec![disk(1, ROOM, true), full], None),
        ];
        for (disks, offered) in table {
            assert_eq!(better(&disks, Some(1)), offered, "{disks:?}");
        }
    }

    #[test]
    fn where_no_place_is_better_the_first_is_offered_and_a_link_never() {
        let dir = tempfile::tempdir().unwrap();
        let mut paths = Paths::resolve(&Given {
            home: Some(dir.path().join("data")),
            ..Given::default()
        })
        .unwrap();
        paths.user_home = Some(dir.path().to_owned());
        paths.temporary = dir.path().join("tmp");
        std::os::unix::fs::symlink("/", dir.path().join("name")).unwrap();
        let offered = elsewhere(&paths, dir.path(), paths.rescued(), "name");
        assert_eq!(offered, paths.rescued());
        assert!(!is_new_or_own(&dir.path().join("name")));
    }
}

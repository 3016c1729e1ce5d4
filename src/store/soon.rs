//! Replaces a small file without waiting for the disk, for what a key changes. A power cut may empty a file that was renamed
//! before it was synced, so the last synced version stays beside it as `.NAME.synced`.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};

use super::error::StoreError;
use super::files::{self, TEMPORARY};

/// Replaces a file; a kill loses nothing from now on. A thread of its own, which is returned, syncs the file and then keeps it
/// as the synced version.
///
/// # Errors
/// When it cannot be written; the old file is then unchanged.
pub(super) fn replace_soon(
    path: &Path,
    bytes: &[u8],
) -> Result<Option<JoinHandle<()>>, StoreError> {
    let file = files::replace_open(path, bytes, false)?;
    let path = path.to_owned();
    // Where no thread starts, the system syncs the file within seconds by itself.
    let thread = thread::Builder::new().name("sync".into());
    Ok(thread.spawn(move || keep_synced(&file, &path)).ok())
}

/// The last synced version of a file.
pub(super) fn synced(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default();
    path.with_file_name(format!(".{}.synced", name.display()))
}

/// Syncs a file and keeps it as the synced version, unless a later one has taken its place. What fails is tried again with
/// the next version.
fn keep_synced(file: &File, path: &Path) {
    let folder = files::parent(path);
    let new = folder.join(link_name(std::process::id()));
    if files::sync_file(file).is_err() || fs::hard_link(path, &new).is_err() {
        return;
    }
    // The link may already be to a later version, which is not synced.
    if files::is_at(file, &new).unwrap_or(false) && fs::rename(&new, synced(path)).is_ok() {
        let _ = files::sync(folder);
    }
    // A rename between two links to one file leaves both.
    let _ = fs::remove_file(&new);
}

/// A name that no other thread of any process uses.
fn link_name(process: u32) -> String {
    format!("{TEMPORARY}{process}-{:?}", thread::current().id())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot continue has failed")]
mod tests {
    use super::*;
    use crate::store::files::tests::SYNCS;

    #[test]
    fn no_key_waits_for_a_sync_and_the_last_synced_version_stays_beside_the_file() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("cards.toml");
        let before = SYNCS.get();
        let first = replace_soon(&path, b"one").unwrap().unwrap();
        first.join().unwrap();
        assert_eq!(fs::read(synced(&path)).unwrap(), b"one");
        let second = replace_soon(&path, b"two").unwrap().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(SYNCS.get(), before);
        second.join().unwrap();
        assert_eq!(fs::read(synced(&path)).unwrap(), b"two");
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 2);
    }

    #[test]
    fn the_links_of_two_processes_and_of_two_threads_have_different_names() {
        let other = thread::spawn(|| link_name(1)).join().unwrap();
        assert_ne!(link_name(1), other);
        assert_ne!(link_name(1), link_name(2));
        assert!(link_name(1).starts_with(TEMPORARY));
    }
}

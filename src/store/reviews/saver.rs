//! Saves a review twice, so that no key waits for the disk and no power cut empties what was saved. The thread of the
//! screen writes `.NAME.unsynced`, which a kill cannot lose. A thread that waits for the disk replaces the review itself,
//! always by synced bytes, and then removes the other file.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::store::error::StoreError;
use crate::store::files;
use crate::store::session::lock::Lock;

/// The longest delay of a sync while a comment is being typed.
const DELAY: Duration = Duration::from_millis(400);
/// How long leaving a review waits for the disk.
const FLUSH_TIMEOUT: Duration = Duration::from_millis(500);
const ENDING: &str = ".unsynced";

/// How the review is replaced: `replace_synced`, except in tests.
type Replace = Box<dyn Fn(&Path, &[u8]) -> Result<(), StoreError> + Send + Sync>;

/// The file that holds a review until the review file itself is synced.
pub(super) fn unsynced(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(ENDING);
    path.with_file_name(name)
}

/// The name of the review that a file of this name holds until it is synced.
pub(super) fn name_of_unsynced(name: &str) -> Option<&str> {
    name.strip_prefix('.')?.strip_suffix(ENDING)
}

/// The files of one open review, and the thread that syncs them.
#[derive(Debug)]
pub(super) struct Saver {
    shared: Arc<SaverShared>,
    thread: Option<JoinHandle<()>>,
}

struct SaverShared {
    path: PathBuf,
    replace: Replace,
    state: Mutex<State>,
    changed: Condvar,
    /// Held until the thread has ended, too: no other process may write meanwhile.
    _lock: Option<Lock>,
}

impl std::fmt::Debug for SaverShared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SaverShared").finish_non_exhaustive()
    }
}

#[derive(Default)]
struct State {
    /// The version that is not synced yet.
    pending: Option<String>,
    /// It is synced without a delay.
    at_once: bool,
    /// The thread is replacing the file.
    busy: bool,
    /// Why the last version is not synced.
    failed: Option<String>,
    closing: bool,
}

impl Saver {
    /// Saves to `path`; `lock` is held as long as the file may be written.
    pub fn start(path: &Path, lock: Lock) -> Result<Self, StoreError> {
        Self::with(path, Some(lock), Box::new(replace_synced))
    }

    fn with(path: &Path, lock: Option<Lock>, replace: Replace) -> Result<Self, StoreError> {
        let shared = Arc::new(SaverShared {
            path: path.to_owned(),
            replace,
            state: Mutex::default(),
            changed: Condvar::new(),
            _lock: lock,
        });
        let of_thread = Arc::clone(&shared);
        let thread = std::thread::Builder::new()
            .name("review".to_owned())
            .spawn(move || of_thread.run())
            .map_err(StoreError::io("start the sync of", path))?;
        Ok(Self {
            shared,
            thread: Some(thread),
        })
    }

    pub fn path(&self) -> &Path {
        &self.shared.path
    }

    /// Writes the text without waiting for the disk. It is synced soon, or with `at_once` as soon as possible.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save(&self, text: String, at_once: bool) -> Result<(), StoreError> {
        let mut state = self.shared.lock();
        files::replace_with(&unsynced(&self.shared.path), text.as_bytes(), false)?;
        state.pending = Some(text);
        state.at_once |= at_once;
        drop(state);
        self.shared.changed.notify_all();
        Ok(())
    }

    /// Why the last version is not synced.
    pub fn failed(&self) -> Option<String> {
        self.shared.lock().failed.clone()
    }

    /// Waits at most half a second until the last version is synced.
    pub fn flush(&self) {
        let mut state = self.shared.lock();
        state.at_once = true;
        self.shared.changed.notify_all();
        drop(
            self.shared
                .changed
                .wait_timeout_while(state, FLUSH_TIMEOUT, |state| state.is_unfinished()),
        );
    }
}

impl Drop for Saver {
    /// Waits for the thread only if it is idle: a disk that hangs must not keep the program from ending.
    fn drop(&mut self) {
        self.flush();
        let mut state = self.shared.lock();
        state.closing = true;
        let is_idle = !state.is_unfinished();
        drop(state);
        self.shared.changed.notify_all();
        if let Some(thread) = self.thread.take().filter(|_| is_idle) {
            let _ = thread.join();
        }
    }
}

impl State {
    fn is_unfinished(&self) -> bool {
        self.busy || self.pending.is_some()
    }
}

impl SaverShared {
    fn lock(&self) -> MutexGuard<'_, State> {
        // No code under this lock can panic between related changes, so a poisoned state is still valid.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self) {
        let mut state = self.lock();
        loop {
            let is_idle = |state: &mut State| state.pending.is_none() && !state.closing;
            let waited = self.changed.wait_while(state, is_idle);
            state = waited.unwrap_or_else(PoisonError::into_inner);
            let is_early = |state: &mut State| !state.at_once && !state.closing;
            let waited = self.changed.wait_timeout_while(state, DELAY, is_early);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
            let Some(text) = state.pending.take() else {
                return;
            };
            state.at_once = false;
            state.busy = true;
            drop(state);
            let replaced = (self.replace)(&self.path, text.as_bytes());
            state = self.lock();
            state.busy = false;
            state.failed = replaced.err().map(|why| why.with_cause());
            if state.failed.is_none() && state.pending.is_none() {
                // Where it stays, its lower or equal revision says that it is not newer.
                let _ = std::fs::remove_file(unsynced(&self.path));
            }
            self.changed.notify_all();
        }
    }
}

/// Replaces the review by synced bytes, and syncs the name of its folder, which may be new.
fn replace_synced(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    files::replace(path, bytes)?;
    files::sync_folder(files::parent(files::parent(path)))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;
    use crate::store::files::tests::SYNCS;

    /// A saver whose disk takes each version only when the test says so, and what that disk answers.
    fn slow(path: &Path) -> (Saver, mpsc::Sender<bool>, mpsc::Receiver<String>) {
        let (answer, answers) = mpsc::channel::<bool>();
        let (started, begun) = mpsc::channel();
        let answers = Mutex::new(answers);
        let replace = move |path: &Path, bytes: &[u8]| {
            let text = String::from_utf8(bytes.to_vec()).unwrap();
            // A test that has ended no longer listens.
            let _ = started.send(text);
            match answers.lock().unwrap().recv() {
                Ok(false) => Err(StoreError::NotAFile(path.to_owned())),
                _ => replace_synced(path, bytes),
            }
        };
        let saver = Saver::with(path, None, Box::new(replace)).unwrap();
        (saver, answer, begun)
    }

    fn read(path: &Path) -> String {
        std::fs::read_to_string(path).unwrap_or_default()
    }

    #[test]
    fn a_key_makes_no_sync_and_a_kill_at_any_time_loses_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("ada.toml");
        let (saver, disk, begun) = slow(&path);
        let before = SYNCS.get();
        saver.save("one".into(), true).unwrap();
        assert_eq!(begun.recv().unwrap(), "one");
        // The disk is busy with the first version for as long as it likes.
        for text in ["two", "three"] {
            saver.save(text.into(), false).unwrap();
            assert_eq!(read(&unsynced(&path)), text);
        }
        assert_eq!(SYNCS.get(), before, "the key thread syncs nothing");
        disk.send(true).unwrap();
        assert_eq!(begun.recv().unwrap(), "three");
        assert_eq!(
            (read(&path).as_str(), read(&unsynced(&path)).as_str()),
            ("one", "three")
        );
        disk.send(true).unwrap();
        saver.flush();
        assert_eq!(read(&path), "three");
        assert!(!unsynced(&path).exists());
    }

    /// Promise 2: the model of a power cut is that every file renamed without a sync is empty afterwards.
    #[test]
    fn a_power_cut_while_a_comment_is_typed_leaves_the_last_synced_review() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("ada.toml");
        let (saver, disk, begun) = slow(&path);
        saver.save("marks".into(), true).unwrap();
        begun.recv().unwrap();
        disk.send(true).unwrap();
        saver.flush();
        for length in 1..=24 {
            let typed = format!("marks and {}", "x".repeat(length));
            saver.save(typed, length == 1).unwrap();
            std::fs::OpenOptions::new()
                .write(true)
                .truncate(true)
                .open(unsynced(&path))
                .unwrap();
            assert_eq!(read(&path), "marks");
        }
    }

    #[test]
    fn a_failed_sync_is_reported_until_a_later_version_is_synced() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("ada.toml");
        let (saver, disk, _begun) = slow(&path);
        for (is_good, text) in [(false, "one"), (true, "two")] {
            saver.save(text.into(), true).unwrap();
            disk.send(is_good).unwrap();
            saver.flush();
            assert_eq!(saver.failed().is_none(), is_good);
            assert_eq!(
                unsynced(&path).exists(),
                !is_good,
                "a failed sync keeps the text"
            );
        }
        assert_eq!(read(&path), "two");
    }
}

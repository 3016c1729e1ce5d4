//! The thread that waits for the disk, so that typing never does. It syncs the journal and writes the files that are
//! replaced whole. The writer decides what to do about a failed sync.

use std::fs::File;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::store::disk;
use crate::store::error::StoreError;
use crate::store::files;

/// The delay of a sync after the first write that needs one.
const DELAY: Duration = Duration::from_millis(400);

/// Writes the files that are replaced whole. It may be run again after an error.
pub(in crate::store) type SaveJob = Box<dyn Fn() -> Result<(), StoreError> + Send>;

/// How a file is synced: `disk::sync_data`, except in tests.
type SyncFile = Box<dyn Fn(&File) -> std::io::Result<()> + Send + Sync>;

/// Why a job failed, in a few words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) enum JobError {
    NotWritten(String),
    /// Everything is written, and the disk does not confirm it.
    NotSynced(String),
}

impl JobError {
    fn of(why: &StoreError) -> Self {
        if why.is_sync() {
            Self::NotSynced(why.cause())
        } else {
            Self::NotWritten(why.cause())
        }
    }
}

/// A journal file that is synced in the background.
#[derive(Debug)]
pub(in crate::store) struct Syncer {
    shared: Arc<SyncShared>,
    thread: Option<JoinHandle<()>>,
}

struct SyncShared {
    state: Mutex<State>,
    changed: Condvar,
    sync: SyncFile,
}

impl std::fmt::Debug for SyncShared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SyncShared").finish_non_exhaustive()
    }
}

struct State {
    file: Arc<File>,
    /// How many bytes of the file are written, and how many are synced.
    written: u64,
    synced: u64,
    /// New files, and folders with new names in them; they are synced before the journal.
    new_paths: Vec<PathBuf>,
    due: SyncDue,
    /// Why a sync of this file failed. It is not retried: the kernel may have dropped the data and report success.
    failed: Option<String>,
    /// The next job; a later job replaces one that has not started.
    job: Option<SaveJob>,
    /// The job that failed, until there is a later one.
    failed_job: Option<SaveJob>,
    /// Why the last job failed.
    job_error: Option<JobError>,
    /// A sync or a job is running.
    busy: bool,
    closing: bool,
}

/// When the next sync is due.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum SyncDue {
    Never,
    /// Within `DELAY`.
    Soon,
    Now,
}

impl Syncer {
    /// Starts the thread for a file with `length` synced bytes. `new_paths` are files and folders to sync too.
    pub fn start(file: Arc<File>, length: u64, new_paths: Vec<PathBuf>) -> std::io::Result<Self> {
        Self::with(file, length, new_paths, Box::new(disk::sync_data))
    }

    pub(super) fn with(
        file: Arc<File>,
        length: u64,
        new_paths: Vec<PathBuf>,
        sync: SyncFile,
    ) -> std::io::Result<Self> {
        let shared = Arc::new(SyncShared {
            state: Mutex::new(State {
                file,
                written: length,
                synced: length,
                new_paths,
                due: SyncDue::Never,
                failed: None,
                job: None,
                failed_job: None,
                job_error: None,
                busy: false,
                closing: false,
            }),
            changed: Condvar::new(),
            sync,
        });
        let of_thread = Arc::clone(&shared);
        #[cfg(test)]
        let disk = disk::tests::current();
        let run = move || {
            #[cfg(test)]
            disk::tests::use_disk(disk);
            of_thread.run();
        };
        let thread = std::thread::Builder::new();
        let thread = thread.name("sync".to_owned()).spawn(run)?;
        Ok(Self {
            shared,
            thread: Some(thread),
        })
    }

    /// Reports that the file has `written` bytes; with `wanted` they are synced soon.
    pub fn wrote(&self, written: u64, wanted: bool) {
        let mut state = self.shared.lock();
        state.written = written;
        // A thread that is already waiting for the delay need not be woken.
        let is_first = wanted && state.due < SyncDue::Soon;
        if wanted {
            state.due = state.due.max(SyncDue::Soon);
        }
        drop(state);
        if is_first {
            self.shared.changed.notify_all();
        }
    }

    /// Continues with a new file in `folder` that has `written` bytes.
    pub fn turn_to(&self, file: Arc<File>, written: u64, folder: PathBuf) {
        let mut state = self.shared.lock();
        state.file = file;
        state.written = written;
        state.synced = 0;
        if !state.new_paths.contains(&folder) {
            state.new_paths.push(folder);
        }
        state.failed = None;
        state.due = SyncDue::Now;
        drop(state);
        self.shared.changed.notify_all();
    }

    /// Runs the job after the next sync of the journal: after a power cut the journal must not be older than a checkpoint.
    pub fn save(&self, job: SaveJob) {
        let mut state = self.shared.lock();
        state.failed_job = None;
        state.job = Some(job);
        drop(state);
        self.shared.changed.notify_all();
    }

    /// Retries a failed job.
    pub fn retry(&self) {
        let mut state = self.shared.lock();
        if state.job.is_none() {
            state.job = state.failed_job.take();
        }
        drop(state);
        self.shared.changed.notify_all();
    }

    pub fn synced(&self) -> u64 {
        self.shared.lock().synced
    }

    /// Why the last sync failed.
    pub fn failed(&self) -> Option<String> {
        self.shared.lock().failed.clone()
    }

    /// Why the last job failed.
    pub fn job_error(&self) -> Option<JobError> {
        self.shared.lock().job_error.clone()
    }

    /// Whether the thread has nothing to do. Heartbeats alone need no sync.
    pub fn is_settled(&self) -> bool {
        let state = self.shared.lock();
        !state.busy && !state.is_due()
    }

    #[cfg(test)]
    pub fn is_wanted(&self) -> bool {
        self.shared.lock().due > SyncDue::Never
    }

    /// Syncs and saves now, and waits at most `timeout`. Returns whether everything written is synced.
    pub fn flush(&self, timeout: Duration) -> bool {
        let mut state = self.shared.lock();
        if state.needs_sync() {
            state.due = SyncDue::Now;
        }
        self.shared.changed.notify_all();
        let state = self.shared.wait(state, Some(timeout), State::is_waited_for);
        !state.needs_sync() && state.failed.is_none()
    }
}

impl Drop for Syncer {
    /// Waits for the thread only if it is idle: a disk that hangs must not keep the program from ending.
    fn drop(&mut self) {
        let mut state = self.shared.lock();
        state.closing = true;
        let is_idle = !state.is_waited_for();
        drop(state);
        self.shared.changed.notify_all();
        if let Some(thread) = self.thread.take().filter(|_| is_idle) {
            let _ = thread.join();
        }
    }
}

impl State {
    fn needs_sync(&self) -> bool {
        self.synced < self.written || !self.new_paths.is_empty()
    }

    fn is_due(&self) -> bool {
        self.due > SyncDue::Never || self.job.is_some()
    }

    fn is_waited_for(&self) -> bool {
        self.busy || self.job.is_some() || (self.needs_sync() && self.failed.is_none())
    }
}

impl SyncShared {
    fn lock(&self) -> MutexGuard<'_, State> {
        // No code under this lock can panic between related changes, so a poisoned state is still valid.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits while the condition is true, at most for the timeout.
    fn wait<'a>(
        &self,
        state: MutexGuard<'a, State>,
        timeout: Option<Duration>,
        condition: fn(&State) -> bool,
    ) -> MutexGuard<'a, State> {
        let condition = |state: &mut State| condition(state);
        match timeout {
            None => {
                let waited = self.changed.wait_while(state, condition);
                waited.unwrap_or_else(PoisonError::into_inner)
            }
            Some(timeout) => {
                let waited = self.changed.wait_timeout_while(state, timeout, condition);
                waited.unwrap_or_else(PoisonError::into_inner).0
            }
        }
    }

    fn run(&self) {
        let mut state = self.lock();
        loop {
            let is_idle = |state: &State| !state.is_due() && !state.closing;
            state = self.wait(state, None, is_idle);
            if !state.is_due() {
                return;
            }
            let is_early =
                |state: &State| state.due < SyncDue::Now && state.job.is_none() && !state.closing;
            state = self.wait(state, Some(DELAY), is_early);
            state.busy = true;
            state = self.sync_journal(state);
            if let Some(job) = state.job.take() {
                drop(state);
                let saved = job();
                state = self.lock();
                state.job_error = saved.err().as_ref().map(JobError::of);
                if state.job_error.is_some() && state.job.is_none() {
                    state.failed_job = Some(job);
                }
            }
            state.busy = false;
            self.changed.notify_all();
        }
    }

    /// Syncs new files and folders, then the journal.
    fn sync_journal<'a>(&'a self, mut state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
        state.due = SyncDue::Never;
        if state.failed.is_some() || !state.needs_sync() {
            return state;
        }
        let (file, written) = (Arc::clone(&state.file), state.written);
        let new_paths = std::mem::take(&mut state.new_paths);
        drop(state);
        let named = new_paths.iter().try_for_each(|path| files::sync(path));
        let is_named = named.is_ok();
        let result = named.and_then(|()| (self.sync)(&file));
        state = self.lock();
        if !is_named {
            // The next file needs these names too.
            state.new_paths.splice(0..0, new_paths);
        }
        if Arc::ptr_eq(&file, &state.file) {
            match result {
                Ok(()) => state.synced = state.synced.max(written),
                Err(why) => state.failed = Some(why.to_string()),
            }
        }
        state
    }
}

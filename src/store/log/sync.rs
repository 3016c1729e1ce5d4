//! The thread that makes a journal outlast a power cut, so that typing never waits for the disk.
//! It syncs the file it is told of and reports; what to do about a failure is the writer's affair.

use std::fs::File;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::JoinHandle;
use std::time::Duration;

/// From the first write that waits for a sync to its beginning; the sync itself takes milliseconds.
const DELAY: Duration = Duration::from_millis(400);

/// A file that is being synced in the background.
#[derive(Debug)]
pub(in crate::store) struct Syncer {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug)]
struct State {
    file: Arc<File>,
    /// Bytes of the file that were written, and of those, that were synced.
    written: u64,
    synced: u64,
    /// A sync is due.
    wanted: bool,
    /// It is due now.
    hurry: bool,
    /// Why a sync of this file failed: it is not tried again, since the kernel may have dropped what it could not
    /// write and say that all is well.
    failed: Option<String>,
    closing: bool,
}

impl Syncer {
    pub fn new(file: Arc<File>, length: u64) -> std::io::Result<Self> {
        let shared = Arc::new(Shared {
            state: Mutex::new(State {
                file,
                written: length,
                synced: length,
                wanted: false,
                hurry: false,
                failed: None,
                closing: false,
            }),
            changed: Condvar::new(),
        });
        let its = Arc::clone(&shared);
        let thread = std::thread::Builder::new()
            .name("sync".to_owned())
            .spawn(move || its.run())?;
        Ok(Self {
            shared,
            thread: Some(thread),
        })
    }

    /// The file holds `written` bytes now; with `wanted` they are to be synced soon.
    pub fn wrote(&self, written: u64, wanted: bool) {
        let mut state = self.shared.lock();
        state.written = written;
        // A thread that already waits out its delay need not be woken for each key.
        let is_first = wanted && !state.wanted;
        state.wanted |= wanted;
        drop(state);
        if is_first {
            self.shared.changed.notify_all();
        }
    }

    /// Goes on with another file, of which nothing is synced.
    pub fn turn_to(&self, file: Arc<File>, written: u64) {
        let mut state = self.shared.lock();
        state.file = file;
        state.written = written;
        state.synced = 0;
        state.failed = None;
        state.wanted = true;
        state.hurry = true;
        drop(state);
        self.shared.changed.notify_all();
    }

    pub fn synced(&self) -> u64 {
        self.shared.lock().synced
    }

    pub fn failed(&self) -> Option<String> {
        self.shared.lock().failed.clone()
    }

    #[cfg(test)]
    pub fn is_wanted(&self) -> bool {
        self.shared.lock().wanted
    }

    /// Syncs now and waits for it, `patience` at most; whether all that was written is synced.
    pub fn flush(&self, patience: Duration) -> bool {
        let mut state = self.shared.lock();
        let written = state.written;
        if state.synced < written && state.failed.is_none() {
            state.wanted = true;
            state.hurry = true;
            self.shared.changed.notify_all();
            let waiting = |state: &mut State| state.synced < written && state.failed.is_none();
            state = match self
                .shared
                .changed
                .wait_timeout_while(state, patience, waiting)
            {
                Ok((state, _)) => state,
                Err(poisoned) => poisoned.into_inner().0,
            };
        }
        state.synced >= written
    }
}

impl Drop for Syncer {
    /// A disk that hangs must not keep the program from ending, so the thread is only waited for when it is idle.
    fn drop(&mut self) {
        let idle = {
            let mut state = self.shared.lock();
            state.closing = true;
            !state.wanted && (state.synced >= state.written || state.failed.is_some())
        };
        self.shared.changed.notify_all();
        if let Some(thread) = self.thread.take().filter(|_| idle) {
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        // No step under this lock can leave the state half changed.
        self.state
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn run(&self) {
        let mut state = self.lock();
        loop {
            let idle = |state: &mut State| !state.wanted && !state.closing;
            state = match self.changed.wait_while(state, idle) {
                Ok(state) => state,
                Err(poisoned) => poisoned.into_inner(),
            };
            if !state.wanted {
                return;
            }
            let early = |state: &mut State| !state.hurry && !state.closing;
            state = match self.changed.wait_timeout_while(state, DELAY, early) {
                Ok((state, _)) => state,
                Err(poisoned) => poisoned.into_inner().0,
            };
            state.wanted = false;
            state.hurry = false;
            if state.failed.is_some() {
                continue;
            }
            let (file, upto) = (Arc::clone(&state.file), state.written);
            drop(state);
            let result = file.sync_data();
            state = self.lock();
            if Arc::ptr_eq(&file, &state.file) {
                match result {
                    Ok(()) => state.synced = state.synced.max(upto),
                    Err(why) => state.failed = Some(why.to_string()),
                }
            }
            self.changed.notify_all();
        }
    }
}

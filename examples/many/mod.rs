//! Many made-up sessions, each held by the program's own interview and written by its own recorder, so that none has
//! anything on disk that a real one has not. The same seed and count make the same sessions.

mod chance;
mod held;
mod seat;
mod words;

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, ScopedJoinHandle};

use forty::content::library::{Library, OpenedDesign};
use forty::domain::content::framework::Framework;
use forty::store::{self, StoreError};

/// A recorder waits for the disk nine times a session, so that it outlasts a power cut; a disk takes the waits of many
/// at once. Measured for 1,000 sessions on two cores: one after the other 7.9 s, eight at once 4.1 s, 32 at once 2.3 s.
const AT_ONCE: usize = 32;

/// What sessions are held with.
struct Content {
    framework: Framework,
    designs: Vec<OpenedDesign>,
}

impl Content {
    fn shipped() -> Self {
        let library = Library::new(Vec::new());
        let rows = library.rows().iter();
        let designs = rows.map(|row| library.open(&row.id).expect("a shipped design is right"));
        Self {
            designs: designs.collect(),
            framework: library.framework().clone(),
        }
    }
}

/// Why there are not as many sessions as were asked for.
#[derive(Debug, thiserror::Error)]
pub enum Unwritten {
    #[error("{0} holds sessions already\nhint: name a folder that is new")]
    Taken(String),
    #[error("{0} could not be saved: {1}")]
    Unsaved(String, String),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Writes `count` sessions into a folder, which is made where it is missing.
///
/// # Errors
/// When the folder holds sessions already, or cannot be written.
pub fn write(folder: &Path, count: usize, seed: u64) -> Result<(), Unwritten> {
    store::files::make_folders(folder)?;
    if store::newest(folder, usize::MAX)?.next().is_some() {
        return Err(Unwritten::Taken(folder.display().to_string()));
    }
    let content = Content::shipped();
    let next = AtomicUsize::new(0);
    let work = || {
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            if place >= count {
                return Ok(());
            }
            held::hold(&content, (place, count), seed).write(folder)?;
        }
    };
    thread::scope(|scope| {
        let workers: Vec<ScopedJoinHandle<'_, Result<(), Unwritten>>> =
            (0..AT_ONCE.min(count)).map(|_| scope.spawn(work)).collect();
        let mut ends = workers
            .into_iter()
            .map(|worker| worker.join().expect("no worker panics"));
        ends.find(Result::is_err).unwrap_or(Ok(()))
    })
}

//! Generates many sessions with the program's own interview and recorder, so that their files are like those of real ones.
//! The same seed and count generate the same sessions.

mod candidate;
mod random;
mod review;
mod session;
mod texts;

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, ScopedJoinHandle};

use chrono::{DateTime, NaiveDate};
use forty::content::library::{Library, OpenedDesign};
use forty::domain::content::framework::Framework;
use forty::store::{self, Coach, StoreError};

/// The number of threads. A recorder syncs to disk nine times for each session, and the disk handles many syncs at once.
/// Measured for 1,000 sessions on two cores: 1 thread 7.9 s, 8 threads 4.1 s, 32 threads 2.3 s.
const THREADS: usize = 32;

/// The content that the sessions use.
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

/// When the sessions are, and whose.
#[derive(Clone, Copy)]
pub struct Spread<'a> {
    /// The day of the first session.
    pub first: NaiveDate,
    /// The number of days over which the sessions are spread evenly.
    pub days: usize,
    /// The names of the candidates; without any they are numbered.
    pub candidates: &'a [&'a str],
    /// The name of the coach who reviewed them.
    pub coach: &'a str,
    /// How many percent of the finished sessions have a self-score.
    pub scored: usize,
    /// By how many percent more often an item of the rubric is shown at the end than at the beginning.
    pub progress: usize,
}

impl Default for Spread<'_> {
    fn default() -> Self {
        Self {
            first: NaiveDate::from_ymd_opt(2024, 11, 25).expect("it is a day"),
            days: 730,
            candidates: &[],
            coach: "generated coach",
            scored: 60,
            progress: 0,
        }
    }
}

/// Why not all sessions were written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("{0} holds sessions already\nhint: name a new folder")]
    Taken(String),
    #[error("{0} could not be saved: {1}")]
    Unsaved(String, String),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Writes `count` sessions into a folder, which is created if it is missing. With a state folder, a coach of that folder
/// has reviewed nine in ten of the finished ones.
///
/// # Errors
/// If the folder already contains sessions, or cannot be written.
pub fn write(
    folder: &Path,
    count: usize,
    seed: u64,
    state: Option<&Path>,
    spread: &Spread<'_>,
) -> Result<(), WriteError> {
    store::files::make_folders(folder)?;
    if !store::list(folder)?.sessions.is_empty() {
        return Err(WriteError::Taken(folder.display().to_string()));
    }
    let content = Content::shipped();
    let coach = state.map(|state| {
        let now = DateTime::UNIX_EPOCH.fixed_offset();
        Ok::<_, StoreError>((Coach::of(spread.coach, state, seed, &now)?.0, state))
    });
    let coach = coach.transpose()?;
    let next = AtomicUsize::new(0);
    let work = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= count {
                return Ok(());
            }
            let coach = coach.as_ref().map(|(coach, state)| (coach, *state));
            session::generate(&content, (index, count), seed, spread).write(folder, coach)?;
        }
    };
    thread::scope(|scope| {
        let workers: Vec<ScopedJoinHandle<'_, Result<(), WriteError>>> =
            (0..THREADS.min(count)).map(|_| scope.spawn(work)).collect();
        let mut ends = workers
            .into_iter()
            .map(|worker| worker.join().expect("no worker panics"));
        ends.find(Result::is_err).unwrap_or(Ok(()))
    })
}

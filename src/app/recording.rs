//! Records the open session: it decides when a checkpoint is written, and closes, rescues or discards the session.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::app::failure::Failure;
use crate::domain::session::Session;
use crate::domain::session::event::{Entry, Event};
use crate::report::markdown;
use crate::store::{Recorder, SaveState};

/// The longest time between two checkpoints.
const CHECKPOINT_INTERVAL: Duration = Duration::from_secs(5);

/// The session that is being recorded.
#[derive(Debug)]
pub struct Recording {
    recorder: Recorder,
    /// Time of the last checkpoint, on the awake clock.
    last_checkpoint: Duration,
    /// Whether the log has changes that the checkpoint lacks.
    is_changed: bool,
}

impl Recording {
    pub fn new(recorder: Recorder) -> Self {
        Self {
            recorder,
            last_checkpoint: Duration::ZERO,
            is_changed: true,
        }
    }

    pub fn folder(&self) -> &Path {
        self.recorder.folder()
    }

    /// Whether everything that was recorded is on disk.
    pub fn is_saved(&self) -> bool {
        self.recorder.is_saved()
    }

    /// Why some entries are not on disk, in a few words; `None` where all are.
    pub fn save_error(&self) -> Option<String> {
        match self.recorder.state() {
            SaveState::Saved => None,
            SaveState::NotSaved(reason) => Some(reason),
        }
    }

    /// Whether no write waits to be retried.
    pub fn is_settled(&self) -> bool {
        self.recorder.is_settled()
    }

    /// Retries the failed writes of the entries that led to this session.
    ///
    /// # Errors
    /// Why some entries are still not on disk, in a few words.
    pub fn retry(&mut self, session: &Session) -> Result<(), String> {
        self.recorder.retry(session);
        self.save_error().map_or(Ok(()), Err)
    }

    /// Writes the entries that led to this session, and a checkpoint when it is due. `now` is the awake clock.
    pub fn record(&mut self, entries: &[Entry], session: &Session, now: Duration) {
        let was_saved = self.is_saved();
        let is_due = entries.iter().any(|entry| needs_checkpoint(&entry.event));
        self.is_changed |= entries.iter().any(|entry| changes_checkpoint(&entry.event));
        self.recorder.append(entries, session);
        if !was_saved {
            self.recorder.retry(session);
        }
        if is_due || now.saturating_sub(self.last_checkpoint) >= CHECKPOINT_INTERVAL {
            self.checkpoint(session, now);
        }
    }

    /// Writes a checkpoint if anything has changed since the last one.
    pub fn checkpoint(&mut self, session: &Session, now: Duration) {
        if self.is_changed {
            self.recorder.checkpoint(session, markdown::page);
            self.last_checkpoint = now;
            self.is_changed = false;
        }
    }

    /// Writes the whole session into another sessions folder and returns its folder there.
    ///
    /// # Errors
    /// When it cannot be written there.
    pub fn rescue(&mut self, sessions: &Path, session: &Session) -> Result<PathBuf, Failure> {
        Ok(self.recorder.rescue(sessions, session, markdown::page)?)
    }

    /// Waits for the last sync and closes the session.
    ///
    /// # Errors
    /// Why not everything is on disk, in a few words.
    pub fn close(self) -> Result<(), String> {
        match self.recorder.close() {
            SaveState::Saved => Ok(()),
            SaveState::NotSaved(why) => Err(why),
        }
    }

    /// Closes the session and moves it to the trash.
    ///
    /// # Errors
    /// When it cannot be moved.
    pub fn discard(self, trash: &Path) -> Result<(), Failure> {
        self.recorder.discard(trash)?;
        Ok(())
    }
}

/// Whether a checkpoint is written right after an event, such as a stage change, a pause or the finish.
fn needs_checkpoint(event: &Event) -> bool {
    matches!(
        event,
        Event::Head(_)
            | Event::Entered { .. }
            | Event::Pause { .. }
            | Event::Opened { .. }
            | Event::Left { .. }
            | Event::Finish { .. }
            | Event::StageClosed { .. }
            | Event::NextTime { .. }
    )
}

/// Whether an event changes more of the session than its time.
fn changes_checkpoint(event: &Event) -> bool {
    !matches!(event, Event::Here | Event::Unknown)
}

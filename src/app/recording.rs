//! The session that is being written: when its checkpoint is due, and every way to let go of it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::app::failure::Failure;
use crate::domain::session::Session;
use crate::domain::session::event::{Entry, Event};
use crate::report::markdown;
use crate::store::{Recorder, SaveState};

/// How long the checkpoint may lag behind the log.
const CHECKPOINT: Duration = Duration::from_secs(5);

/// The session that is being written.
#[derive(Debug)]
pub struct Recording {
    recorder: Recorder,
    /// When the checkpoint was last written, on the awake clock.
    checkpointed: Duration,
    /// Whether the log knows more than the checkpoint.
    is_changed: bool,
}

impl Recording {
    pub fn new(recorder: Recorder) -> Self {
        Self {
            recorder,
            checkpointed: Duration::ZERO,
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

    /// Why not everything is on disk, in a few words.
    pub fn why_not(&self) -> Option<String> {
        match self.recorder.state() {
            SaveState::Saved => None,
            SaveState::NotSaved(why) => Some(why),
        }
    }

    /// Whether nothing waits to be tried again.
    pub fn is_settled(&self) -> bool {
        self.recorder.is_settled()
    }

    /// Tries to write what could not be written before, which led to this session.
    ///
    /// # Errors
    /// Why not everything is on disk, in a few words.
    pub fn retry(&mut self, session: &Session) -> Result<(), String> {
        self.recorder.retry(session);
        self.why_not().map_or(Ok(()), Err)
    }

    /// Writes the latest entries, which led to this session, and the checkpoint where it is due. `now` is the awake
    /// clock.
    pub fn record(&mut self, entries: &[Entry], session: &Session, now: Duration) {
        let was_saved = self.is_saved();
        let is_due = entries.iter().any(|entry| wants_checkpoint(&entry.event));
        self.is_changed |= entries.iter().any(|entry| changes_checkpoint(&entry.event));
        self.recorder.append(entries, session);
        if !was_saved {
            self.recorder.retry(session);
        }
        if is_due || now.saturating_sub(self.checkpointed) >= CHECKPOINT {
            self.checkpoint(session, now);
        }
    }

    /// Writes the checkpoint where the log knows more.
    pub fn checkpoint(&mut self, session: &Session, now: Duration) {
        if self.is_changed {
            self.recorder.checkpoint(session, markdown::page);
            self.checkpointed = now;
            self.is_changed = false;
        }
    }

    /// Writes the whole session into another sessions folder; returns its folder there.
    ///
    /// # Errors
    /// When it cannot be written there either.
    pub fn rescue(&mut self, sessions: &Path, session: &Session) -> Result<PathBuf, Failure> {
        Ok(self.recorder.rescue(sessions, session, markdown::page)?)
    }

    /// Waits for the last sync and lets go of the session.
    pub fn close(self) {
        self.recorder.close();
    }

    /// Lets go of the session and moves it to the trash.
    ///
    /// # Errors
    /// When it cannot be moved.
    pub fn discard(self, trash: &Path) -> Result<(), Failure> {
        self.recorder.discard(trash)?;
        Ok(())
    }
}

/// Whether the checkpoint is written right after an event: stage changes, pauses, the end, stages closed in the
/// debrief.
fn wants_checkpoint(event: &Event) -> bool {
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

/// Whether an event changes more of the session than the time.
fn changes_checkpoint(event: &Event) -> bool {
    !matches!(event, Event::Here | Event::Unknown)
}

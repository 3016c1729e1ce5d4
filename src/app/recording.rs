//! Records the open session: it decides when a checkpoint is written and when a failed write is retried, rescues the
//! session to another folder, and closes or discards it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::app::failure::Failure;
use crate::domain::interview::ClockReading;
use crate::domain::sanitize;
use crate::domain::session::Session;
use crate::domain::session::event::{Entry, Event, Wall};
use crate::domain::session::finished::Place;
use crate::domain::session::timeline::clock;
use crate::domain::shell;
use crate::report::markdown;
use crate::store::{self, Paths, Recorder, SaveState};

/// The longest time between two checkpoints.
const CHECKPOINT_INTERVAL: Duration = Duration::from_secs(5);

/// The time between two checks of the files, and between two retries of a failed write: a running clock turns each second.
const CHECK_INTERVAL: Duration = Duration::from_millis(900);

/// The session that is being recorded.
#[derive(Debug)]
pub struct Recording {
    recorder: Recorder,
    /// Time of the last checkpoint, on the awake clock.
    last_checkpoint: Duration,
    /// Time of the last check of the files, on the awake clock.
    last_check: Option<Duration>,
    /// Whether the log has changes that the checkpoint lacks.
    is_changed: bool,
    /// The session continues in this folder, because its own was lost.
    moved_to: Option<PathBuf>,
    /// What the user must be told once.
    notice: Option<String>,
}

/// How a recording ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// Whether everything is on disk, here or in the other folder.
    pub state: SaveState,
    /// The session's folder, if it is not the one in which it was opened.
    pub rescued_to: Option<PathBuf>,
    /// What a command does with the session from now on.
    next: String,
}

/// How a session was closed, and what is said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// Whether all went as usual.
    pub is_usual: bool,
    /// Whether everything is on disk, here or in another folder.
    pub is_saved: bool,
    /// What became of the session.
    pub said: String,
    /// What a command does with it from now on; empty if nothing is said of that.
    pub next: String,
}

impl Ending {
    /// All that is said of it.
    pub fn message(&self) -> String {
        format!("{}{}", self.said, self.next)
    }
}

impl Closed {
    /// Whether everything is saved and synced in the session's own folder.
    pub fn is_usual(&self) -> bool {
        self.state == SaveState::Saved && self.rescued_to.is_none()
    }

    /// The last message about the session, which never claims more than is true. `at` is the time of the interview.
    pub fn farewell(&self, at: &str) -> String {
        format!("{}{}", self.said(at), self.next())
    }

    /// The message without what a command does with the session.
    fn said(&self, at: &str) -> String {
        let place = self.rescued_to.as_ref().map(|folder| folder.display());
        match (&self.state, place) {
            (SaveState::Saved, None) => format!("saved at {at}: "),
            (SaveState::Saved, Some(place)) => {
                format!("rescued at {at}, written whole to {place}: ")
            }
            (SaveState::NotSynced(why), None) => {
                format!("saved at {at}, NOT SYNCED ({why}): a power cut may lose it. ")
            }
            (SaveState::NotSynced(why), Some(place)) => {
                format!("rescued at {at} to {place}, NOT SYNCED ({why}): a power cut may lose it. ")
            }
            (SaveState::NotSaved(why), _) => format!("NOT SAVED at {at}: {why}"),
        }
    }

    /// What a command does with the session from now on; empty where it is not saved.
    fn next(&self) -> &str {
        match &self.state {
            SaveState::NotSaved(_) => "",
            SaveState::Saved | SaveState::NotSynced(_) => &self.next,
        }
    }
}

impl Recording {
    pub fn new(recorder: Recorder) -> Self {
        Self {
            notice: recorder.note().map(str::to_owned),
            recorder,
            last_checkpoint: Duration::ZERO,
            last_check: None,
            is_changed: true,
            moved_to: None,
        }
    }

    pub fn folder(&self) -> &Path {
        self.recorder.folder()
    }

    /// What the user must be told; only once.
    pub fn take_notice(&mut self) -> Option<String> {
        self.notice.take()
    }

    /// Whether everything that was recorded is on disk.
    pub fn is_saved(&self) -> bool {
        self.recorder.is_saved()
    }

    /// Why some entries are not written, in a few words; `None` where all are.
    pub fn save_error(&self) -> Option<String> {
        match self.recorder.state() {
            SaveState::NotSaved(reason) => Some(reason),
            SaveState::Saved | SaveState::NotSynced(_) => None,
        }
    }

    /// Why a power cut may lose what is written, in a few words; `None` where it cannot.
    pub fn sync_error(&self) -> Option<String> {
        match self.recorder.state() {
            SaveState::NotSynced(reason) => Some(reason),
            SaveState::Saved | SaveState::NotSaved(_) => None,
        }
    }

    /// Whether no write waits to be retried.
    pub fn is_settled(&self) -> bool {
        self.recorder.is_settled()
    }

    /// Retries a failed write at once.
    ///
    /// # Errors
    /// Why some entries are still not written, in a few words.
    pub fn retry(&mut self) -> Result<(), String> {
        self.recorder.retry_write();
        self.save_error().map_or(Ok(()), Err)
    }

    /// Writes the entries that led to this session, and a checkpoint when it is due. Once a second it checks the files and
    /// retries what failed, however many keys are pressed.
    pub fn record(
        &mut self,
        entries: &[Entry],
        session: &Session,
        now: ClockReading,
        paths: &Paths,
    ) {
        let is_due = entries.iter().any(|entry| needs_checkpoint(&entry.event));
        self.is_changed |= entries.iter().any(|entry| changes_checkpoint(&entry.event));
        let is_second = self
            .last_check
            .is_none_or(|last| now.awake.saturating_sub(last) >= CHECK_INTERVAL);
        if is_second {
            self.last_check = Some(now.awake);
            self.recorder.check();
        }
        if !entries.is_empty() {
            self.recorder.append(entries, session);
        }
        if is_second && !self.is_saved() {
            self.recorder.retry(session);
        }
        if is_second {
            self.leave_lost_folder(session, now.wall, paths);
        }
        let since = now.awake.saturating_sub(self.last_checkpoint);
        if is_due || since >= CHECKPOINT_INTERVAL {
            self.checkpoint(session, now.awake);
        }
    }

    /// Continues in another folder if another program has taken this one. What the other program writes is left alone.
    fn leave_lost_folder(&mut self, session: &Session, wall: Wall, paths: &Paths) {
        let Some(why) = self.recorder.lost().map(str::to_owned) else {
            return;
        };
        let copied = (self.recorder).rescue_anywhere(paths, session, markdown::page, false);
        let moved = copied.and_then(|folder| Recorder::open(&folder, &wall));
        // Where that fails it is tried again each second, and the screen says that nothing is saved.
        if let Ok((found, recorder)) = moved {
            let folder = found.folder;
            self.notice = Some(format!(
                "{why}: this session continues in {}",
                folder.display()
            ));
            self.moved_to = Some(folder);
            self.recorder = recorder;
            self.is_changed = true;
        }
    }

    /// Writes a checkpoint if anything has changed since the last one.
    pub fn checkpoint(&mut self, session: &Session, now: Duration) {
        if self.is_changed && self.recorder.lost().is_none() {
            self.recorder.checkpoint(session, markdown::page);
            self.last_checkpoint = now;
            self.is_changed = false;
        }
    }

    /// The sessions folder to offer where the session cannot be written in its own.
    pub fn rescue_folder(session: &Session, paths: &Paths) -> PathBuf {
        let name = store::rescue_name(&session.head.id);
        store::rescue_folder(paths, paths.rescued(), &name)
    }

    /// Writes the whole session into another sessions folder and returns its folder there.
    ///
    /// # Errors
    /// When it cannot be written there.
    pub fn rescue(&mut self, sessions: &Path, session: &Session) -> Result<PathBuf, Failure> {
        Ok(self.recorder.rescue(sessions, session, markdown::page)?)
    }

    /// Waits for the last sync and closes the session. What cannot be written in its folder is written to another one,
    /// unless the user has chosen to lose it.
    pub fn close(
        mut self,
        session: &Session,
        now: ClockReading,
        paths: &Paths,
        may_lose: bool,
    ) -> Closed {
        self.recorder.check();
        self.leave_lost_folder(session, now.wall, paths);
        self.checkpoint(session, now.awake);
        let mut rescued_to = self.moved_to.take();
        let mut state = self.recorder.flush();
        if matches!(state, SaveState::NotSaved(_)) && !may_lose {
            let page = markdown::page;
            match self.recorder.rescue_anywhere(paths, session, page, true) {
                Ok(folder) => {
                    rescued_to = Some(folder);
                    state = SaveState::Saved;
                }
                Err(why) => state = SaveState::NotSaved(why.with_cause()),
            }
        }
        let folder = rescued_to.clone().unwrap_or(self.folder().to_owned());
        self.recorder.close();
        let next = next(session, &folder, paths, &now.wall);
        Closed {
            state,
            rescued_to,
            next,
        }
    }

    /// Closes the session of an interview that was open until now, or of a debrief; an interview without notes in its
    /// first minute goes to the trash. Returns how it ended, where a message is due.
    pub fn end(
        self,
        session: &Session,
        was_open: bool,
        now: ClockReading,
        paths: &Paths,
        may_lose: bool,
    ) -> Option<Ending> {
        if was_open && session.is_false_start() {
            let sessions = store::beside(paths, self.folder()).sessions;
            let restore = paths.command_in(&sessions, "delete --undo");
            let discarded = self.discard(&paths.trash);
            let message = || {
                let with = match session.said_without_notes() {
                    with if with.is_empty() => with,
                    with => format!(", {with}"),
                };
                format!(
                    "no notes in the first minute: the session was moved to the trash{with}. `{restore}` restores it"
                )
            };
            return Some(Ending {
                is_usual: discarded.is_ok(),
                is_saved: true,
                said: discarded.map_or_else(|error| error.to_string(), |()| message()),
                next: String::new(),
            });
        }
        let closed = self.close(session, now, paths, may_lose);
        let is_usual = closed.is_usual();
        (was_open || !is_usual).then(|| Ending {
            is_usual,
            is_saved: !matches!(closed.state, SaveState::NotSaved(_)),
            said: closed.said(&clock(session.at)),
            next: closed.next().to_owned(),
        })
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

/// The command that continues the interview in this folder, or opens its debrief. The latest session needs no name, and one
/// in a folder that no command searches is named by its path.
pub fn reopening(session: &Session, folder: &Path, paths: &Paths, now: &Wall) -> String {
    let act = if session.is_finished() {
        "debrief"
    } else {
        "resume"
    };
    paths.command(&match word(session, folder, paths, now) {
        Some(word) => format!("{act} {word}"),
        None => act.to_owned(),
    })
}

/// Where the record of the session in this folder is, and how commands open it.
pub fn place(session: &Session, folder: &Path, paths: &Paths, now: &Wall) -> Place {
    let word = word(session, folder, paths, now);
    Place {
        folder: sanitize::line(&folder.display().to_string()),
        program: sanitize::line(&paths.command("")),
        word: word.map(|word| sanitize::line(&word)),
    }
}

/// The word that names the session in this folder in a command: its path where no command searches, and `None` for the latest.
fn word(session: &Session, folder: &Path, paths: &Paths, now: &Wall) -> Option<String> {
    let id = &session.head.id;
    if !store::is_found(folder, paths) {
        Some(shell::word(&folder.display().to_string()))
    } else if store::is_latest(paths, id, now) {
        None
    } else {
        Some(id.clone())
    }
}

/// What is said of a session that was written to this folder and closed in its own.
pub fn written_text(session: &Session, folder: &Path, paths: &Paths, now: &Wall) -> String {
    let next = next(session, folder, paths, now);
    format!("written to {}: {next}", folder.display())
}

/// What a command does from now on with the session in this folder.
fn next(session: &Session, folder: &Path, paths: &Paths, now: &Wall) -> String {
    let command = reopening(session, folder, paths, now);
    if session.is_finished() {
        format!("`{command}` opens it")
    } else {
        format!("`{command}` continues it")
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
            | Event::Reply { .. }
            | Event::MessageOpened { .. }
    )
}

/// Whether an event changes more of the session than its time.
fn changes_checkpoint(event: &Event) -> bool {
    !matches!(event, Event::Here | Event::Unknown)
}

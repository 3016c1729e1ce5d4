//! The notes in an external editor: what becomes of the file that it saved. The file is deleted only once its text is in the
//! journal.

use std::path::Path;
use std::time::Duration;

use super::screen::Screen;
use super::{App, Order};
use crate::app::editor::{LeftScratch, Scratch};
use crate::app::failure::Failure;
use crate::app::recording::Recording;
use crate::domain::interview::{ClockReading, Wait};
use crate::tui::effect::StatusMessage;

/// Nobody reads notes and closes an editor in so short a time: it went on in the background.
const AT_ONCE: Duration = Duration::from_millis(300);

/// How the time in the editor ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditorEnd {
    /// The editor ended or could not be started; with the reason where it failed.
    Ended(Result<(), String>),
    /// This program must end, so the editor was asked to end too.
    Cut {
        /// Whether the editor has ended.
        has_ended: bool,
    },
}

/// What the file of the editor has: its text if it was changed, or why it cannot be taken.
type Saved = Result<Option<String>, String>;

impl App {
    /// Writes the notes to a file for the user's editor.
    pub(super) fn open_editor(&mut self, text: &str, now: ClockReading) {
        let Screen::Interview(screen, _) = &mut self.screen else {
            return;
        };
        let (id, stage) = (&screen.session().head.id, screen.session().stage);
        match Scratch::new(&self.context.paths.state, id, stage, text) {
            Ok(scratch) => {
                self.orders.push(Order::Edit(scratch.path()));
                self.scratch = Some((scratch, now.awake));
            }
            Err(error) => {
                screen.take_back(None, now);
                self.message = Some(Failure::from(error).to_string().into());
            }
        }
    }

    /// Records that time passes while the user's editor has the terminal. What there is to say or to ring waits until it
    /// is closed.
    pub fn pass_in_editor(&mut self, now: ClockReading) {
        // The time in the editor is no stop.
        let wait = Wait {
            began: now.awake,
            ..Wait::default()
        };
        let effects = self.screen.pass(now, wait);
        self.perform_all(effects, now);
        self.record(now);
    }

    /// Takes the text that the user's editor saved. On any doubt the file stays and the message has its path.
    pub fn take_back(&mut self, end: &EditorEnd, now: ClockReading) {
        self.changed = true;
        // The time in the editor is no stop.
        self.wait = Wait {
            began: now.awake,
            ..Wait::default()
        };
        let Some((scratch, opened)) = self.scratch.take() else {
            return;
        };
        let saved: Saved = scratch
            .saved()
            .map_err(|error| Failure::from(error).message);
        let is_failed = matches!(end, EditorEnd::Ended(Err(_)));
        let text = saved.as_ref().ok().and_then(Option::as_deref);
        let is_in_journal = self.take_text(text.filter(|_| !is_failed), now);
        let is_unchanged = matches!((end, &saved), (EditorEnd::Ended(Ok(())), Ok(None)));
        if is_unchanged && now.awake.saturating_sub(opened) < AT_ONCE {
            self.message = Some(ended_at_once(&scratch.path()).into());
            return;
        }
        let has_nothing_else = match (end, &saved) {
            (_, Err(_)) | (EditorEnd::Cut { has_ended: false }, _) => false,
            (EditorEnd::Ended(Ok(())), Ok(None)) => true,
            (EditorEnd::Ended(Ok(())), Ok(Some(_))) => is_in_journal,
            (_, Ok(None)) => !scratch.has_other_files(),
            (_, Ok(Some(_))) => !is_failed && is_in_journal && !scratch.has_other_files(),
        };
        let kept = if has_nothing_else {
            scratch.remove();
            None
        } else if saved.is_err() || matches!(end, EditorEnd::Cut { has_ended: false }) {
            // A file that is not text, or is still open, keeps its name.
            Some(scratch.path())
        } else {
            Some(scratch.keep())
        };
        let kept = kept.map(|path| path.display().to_string());
        let message = describe(end, &saved, is_in_journal, kept.as_deref());
        if kept.is_some() {
            self.farewell.clone_from(&message);
        }
        let message = message.map(StatusMessage::from);
        self.message = message.or(self.message.take());
    }

    /// Gives a text to the open interview, or none, and records it; returns whether it is in the journal.
    fn take_text(&mut self, text: Option<&str>, now: ClockReading) -> bool {
        let Screen::Interview(screen, _) = &mut self.screen else {
            return false;
        };
        let (effects, taken) = screen.take_back(text, now);
        self.perform_all(effects, now);
        self.record(now);
        taken && self.recording.as_ref().is_some_and(Recording::is_saved)
    }

    /// Takes up what editors saved before this program was killed; the message says so.
    pub(super) fn take_up_left(&mut self, now: ClockReading) {
        let Screen::Interview(screen, None) = &self.screen else {
            return;
        };
        let session = screen.session();
        let notes = |stage: usize| screen.notes_of(stage);
        let state = &self.context.paths.state;
        let left = Scratch::left(state, &session.head.id, notes);
        let LeftScratch {
            pending,
            unchanged,
            other,
        } = left;
        // What an open editor saves later is found by the next resume.
        let old = unchanged.into_iter();
        old.filter(|scratch| !scratch.may_be_open(&now.wall))
            .for_each(Scratch::remove);
        let mut remarks: Vec<String> = (other.iter())
            .map(|folder| format!("an editor left files in {}", folder.display()))
            .collect();
        for scratch in pending {
            if let Some(remark) = self.take_up(scratch, now) {
                remarks.push(remark);
            }
        }
        if !remarks.is_empty() {
            let earlier = self.message.take().map(|message| message.text);
            let all: Vec<String> = earlier.into_iter().chain(remarks).collect();
            self.message = Some(all.join("; ").into());
        }
    }

    fn take_up(&mut self, scratch: Scratch, now: ClockReading) -> Option<String> {
        let text = match scratch.saved() {
            Ok(text) => text,
            Err(error) => return Some(Failure::from(error).message),
        };
        let stage = scratch.stage;
        if text.is_none() && scratch.may_be_open(&now.wall) {
            // What it saves later is found by the next resume.
            return None;
        }
        if let Some(text) = &text {
            if let Screen::Interview(screen, None) = &mut self.screen {
                screen.expect_edit_of(stage);
            }
            if !self.take_text(Some(text), now) {
                let path = scratch.path();
                return Some(format!(
                    "the text of an editor is still in {}",
                    path.display()
                ));
            }
        }
        if scratch.has_other_files() {
            let path = scratch.keep();
            return Some(format!("an editor left files beside {}", path.display()));
        }
        scratch.remove();
        let taken = format!(
            "stage {}: the text saved in your editor was taken",
            stage + 1
        );
        text.map(|_| taken)
    }
}

/// The message about an editor that returned at once, as a graphical one does that does not wait.
fn ended_at_once(path: &Path) -> String {
    format!(
        "the editor returned at once and changed nothing. If its window is open, set one that waits, such as `gvim -f`; what it \
         saves stays in {}",
        path.display()
    )
}

/// The message about the end of the editor, if there is anything to say.
fn describe(end: &EditorEnd, saved: &Saved, taken: bool, kept: Option<&str>) -> Option<String> {
    let unchanged = "the notes are unchanged";
    Some(match (end, saved, kept) {
        (EditorEnd::Ended(Err(why)), _, None) => format!("{why}; {unchanged}"),
        (EditorEnd::Ended(Err(why)), _, Some(kept)) => {
            format!("{why}; {unchanged}. What the editor saved is in {kept}")
        }
        // The reason names the file.
        (_, Err(why), _) => format!("{unchanged}: {why}"),
        (_, _, None) => return None,
        (EditorEnd::Ended(Ok(())), _, Some(kept)) if taken => {
            format!("the text of the editor is in the notes, and its file is kept in {kept}")
        }
        (EditorEnd::Ended(Ok(())), _, Some(kept)) => {
            format!("{unchanged}: the text of the editor is in {kept}")
        }
        (EditorEnd::Cut { .. }, _, Some(kept)) => {
            format!("the editor was still open: its files are kept in {kept}")
        }
    })
}

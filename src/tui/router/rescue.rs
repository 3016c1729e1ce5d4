//! The dialog for leaving with a session that cannot be saved. It offers another folder.

use std::path::PathBuf;

use ratatui::Frame;

use crate::domain::sanitize;
use crate::tui::input::Key;
use crate::tui::keys::{self, Action, Context};
use crate::tui::theme;
use crate::tui::widgets::{draw_dialog, fit, inset, put_lines};

/// The open dialog.
#[derive(Debug)]
pub struct Rescue {
    /// Why the session is not saved.
    pub reason: String,
    /// The sessions folder that is offered instead.
    pub folder: PathBuf,
    /// Why the session cannot be written to that folder either.
    pub why_not: Option<String>,
    /// Whether leaving ends the program or shows home.
    pub then_quit: bool,
}

/// The answer of the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Write everything to the offered folder, then leave.
    Write,
    /// Leave without saving what is not on disk.
    Leave,
    /// Continue the interview.
    Stay,
}

impl Rescue {
    /// The answer of a key, if it is one.
    pub fn on(key: Key) -> Option<Answer> {
        match keys::action(Context::Unsaved, key)? {
            Action::WriteElsewhere => Some(Answer::Write),
            Action::LeaveUnsaved => Some(Answer::Leave),
            Action::Stay => Some(Answer::Stay),
            _ => None,
        }
    }

    /// Draws the dialog in the middle of the screen.
    pub fn draw(&self, frame: &mut Frame<'_>) {
        let area = frame.area();
        let buf = frame.buffer_mut();
        let title = format!("NOT SAVED: {}", sanitize::line(&self.reason));
        let inner = inset(draw_dialog(&title, theme::WRONG, (70, 7), area, buf));
        let width = usize::from(inner.width);
        let folder = sanitize::line(&self.folder.display().to_string());
        let folder = fit(&folder, width.saturating_sub(4));
        let lines = [
            "w  write everything to another folder, then leave:".to_owned(),
            format!("   {folder}"),
            "s  keep working: writing is tried again each second (Esc too)".to_owned(),
            "x  leave without saving: what is not saved is lost".to_owned(),
        ];
        let why_not = self.why_not.iter().map(|why| sanitize::line(why));
        put_lines(lines.into_iter().chain(why_not), theme::PLAIN, inner, buf);
        frame.set_cursor_position(inner.as_position());
    }
}

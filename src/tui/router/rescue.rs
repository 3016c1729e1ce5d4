//! A dialog: the candidate wants to leave, and the session cannot be written. It offers another folder.

use std::path::PathBuf;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::{Block, Clear, Widget};

use crate::domain::sanitize;
use crate::tui::input::Key;
use crate::tui::keys::{self, Action, Context};
use crate::tui::theme;
use crate::tui::widgets::fit;

/// The open dialog.
#[derive(Debug)]
pub struct Rescue {
    /// Why the session is not saved, in a few words.
    pub reason: String,
    /// The sessions folder that is offered instead.
    pub folder: PathBuf,
    /// Why the session cannot be written there either.
    pub why_not: Option<String>,
    /// Whether the program ends after it, or home is shown.
    pub then_quit: bool,
}

/// What was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Write everything to the offered folder, then leave.
    Write,
    /// Leave with what is on disk.
    Leave,
    Stay,
}

impl Rescue {
    /// Takes one key.
    pub fn on(key: Key) -> Option<Answer> {
        match keys::action(Context::Unsaved, key)? {
            Action::WriteElsewhere => Some(Answer::Write),
            Action::LeaveUnsaved => Some(Answer::Leave),
            Action::Stay => Some(Answer::Stay),
            _ => None,
        }
    }

    /// Draws the dialog over the middle of the screen.
    pub fn draw(&self, frame: &mut Frame<'_>) {
        let area = frame.area();
        let size = (area.width.min(70), area.height.min(7));
        let (x, y) = ((area.width - size.0) / 2, (area.height - size.1) / 2);
        let dialog = Rect::new(x, y, size.0, size.1);
        let buf = frame.buffer_mut();
        Clear.render(dialog, buf);
        let block = Block::bordered()
            .title(fit(
                &format!(" NOT SAVED: {} ", sanitize::line(&self.reason)),
                60,
            ))
            .border_style(theme::WRONG);
        let inner = block.inner(dialog);
        block.render(dialog, buf);
        let width = usize::from(inner.width).saturating_sub(2);
        let folder = fit(&self.folder.display().to_string(), width.saturating_sub(4));
        let lines = [
            "w  write everything to another folder, then leave:".to_owned(),
            format!("   {folder}"),
            "s  keep working: writing is tried again each second (Esc too)".to_owned(),
            "x  leave without saving: what is not saved is lost".to_owned(),
        ];
        let why_not = self
            .why_not
            .iter()
            .map(|why| fit(&sanitize::line(why), width));
        let lines: Vec<String> = lines.into_iter().chain(why_not).collect();
        for (row, line) in lines.iter().take(usize::from(inner.height)).enumerate() {
            buf.set_stringn(inner.x + 1, inner.y + row as u16, line, width, theme::PLAIN);
        }
        frame.set_cursor_position(Position::new(inner.x + 1, inner.y));
    }
}

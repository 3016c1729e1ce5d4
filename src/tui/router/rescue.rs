//! The dialog for leaving with a session that cannot be saved. It offers another folder.

use std::path::PathBuf;

use ratatui::Frame;
use ratatui::layout::{Margin, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};

use crate::domain::sanitize;
use crate::tui::input::Key;
use crate::tui::keys::{self, Action, Context};
use crate::tui::theme;
use crate::tui::widgets::text_input::TextInput;
use crate::tui::widgets::{below, draw_dialog, fit, from_column, put_lines};

/// The most characters of a typed folder.
const LONGEST_PATH: usize = 1000;

/// The open dialog.
#[derive(Debug)]
pub struct Rescue {
    /// Why the session is not saved.
    pub reason: String,
    /// The sessions folder that is offered instead.
    pub folder: PathBuf,
    /// The folder while it is edited.
    pub input: Option<TextInput>,
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
    /// The dialog about a session that is not saved for this reason.
    pub fn new(reason: String, folder: PathBuf, then_quit: bool) -> Self {
        Self {
            reason,
            folder,
            input: None,
            why_not: None,
            then_quit,
        }
    }

    /// Handles a key; returns the answer if it is one.
    pub fn on(&mut self, key: Key) -> Option<Answer> {
        if let Some(input) = &mut self.input {
            let action = keys::action(Context::Naming, key);
            match action {
                Some(Action::Back) => self.input = None,
                Some(Action::Clear) => input.set(""),
                Some(Action::Accept) if input.is_blank() => {}
                Some(Action::Accept) => {
                    // The path is absolute, so that the message about it can be used anywhere.
                    let typed = PathBuf::from(input.text().trim());
                    self.folder = std::path::absolute(&typed).unwrap_or(typed);
                    self.input = None;
                    return Some(Answer::Write);
                }
                action => {
                    input.on(action.as_ref(), key);
                }
            }
            return None;
        }
        match keys::action(Context::Unsaved, key)? {
            Action::WriteElsewhere => Some(Answer::Write),
            Action::LeaveUnsaved => Some(Answer::Leave),
            Action::Stay => Some(Answer::Stay),
            Action::EditFolder => {
                let folder = self.folder.display().to_string();
                self.input = Some(TextInput::new(&folder, LONGEST_PATH));
                None
            }
            _ => None,
        }
    }

    /// Inserts a pasted text into the folder while it is edited.
    pub fn paste(&mut self, text: &str) {
        if let Some(input) = &mut self.input {
            input.paste(text);
        }
    }

    /// Draws the dialog in the middle of the screen.
    pub fn draw(&mut self, frame: &mut Frame<'_>) {
        let area = frame.area();
        let buf = frame.buffer_mut();
        let title = format!("NOT SAVED: {}", sanitize::line(&self.reason));
        let title = Line::styled(fit(&title, 62), theme::ERROR);
        let inner = draw_dialog(title, Line::default(), (70, 8), area, buf);
        let inner = inner.inner(Margin::new(1, 0));
        let width = usize::from(inner.width);
        let folder = sanitize::line(&self.folder.display().to_string());
        let folder = fit(&folder, width.saturating_sub(4));
        let lines = [
            "w  write everything to another folder, then leave:".to_owned(),
            format!("   {folder}"),
            "e  type another folder".to_owned(),
            "s  keep working: writing is tried again each second (Esc too)".to_owned(),
            "x  leave without saving: what is not saved is lost".to_owned(),
        ];
        let why_not = self.why_not.iter().map(|why| sanitize::line(why));
        put_lines(lines.into_iter().chain(why_not), theme::PLAIN, inner, buf);
        let field = Rect {
            height: inner.height.min(1),
            ..below(from_column(inner, 3), 1)
        };
        let caret = match &mut self.input {
            Some(input) => {
                Clear.render(field, buf);
                input.draw(field, theme::ACCENT_STRONG, buf)
            }
            None => inner.as_position(),
        };
        frame.set_cursor_position(caret);
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyCode;
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    use super::*;

    fn dialog() -> Rescue {
        let reason = "no space left on the disk".to_owned();
        Rescue::new(reason, "/home/ada/state/rescued".into(), true)
    }

    fn screen(rescue: &mut Rescue, width: u16) -> String {
        let mut terminal = Terminal::new(TestBackend::new(width, 20)).unwrap();
        terminal.draw(|frame| rescue.draw(frame)).unwrap();
        terminal.backend().to_string()
    }

    #[test]
    fn the_dialog_says_why_nothing_is_saved_and_offers_a_folder() {
        let mut rescue = dialog();
        rescue.why_not = Some("cannot write /mnt: Read-only file system".to_owned());
        for width in [60, 80] {
            let screen = screen(&mut rescue, width);
            for words in [
                "NOT SAVED: no space left on the disk",
                "write everything to another folder, then leave:",
                "/home/ada/state/rescued",
                "keep working: writing is tried again each second",
                "leave without saving: what is not saved is lost",
                "cannot write /mnt: Read-only file system",
            ] {
                assert!(screen.contains(words), "{words}: {screen}");
            }
        }
    }

    #[test]
    fn the_offered_folder_can_be_edited_and_the_edited_one_is_written_to() {
        let mut rescue = dialog();
        let key = |code| Key::plain(code);
        assert_eq!(rescue.on(Key::char('e')), None);
        for _ in 0.."rescued".len() {
            assert_eq!(rescue.on(key(KeyCode::Backspace)), None);
        }
        // These letters are answers elsewhere in the dialog.
        for letter in "wsx".chars() {
            assert_eq!(rescue.on(Key::char(letter)), None);
        }
        assert!(screen(&mut rescue, 80).contains("/home/ada/state/wsx"));
        assert_eq!(rescue.on(key(KeyCode::Enter)), Some(Answer::Write));
        assert_eq!(rescue.folder, PathBuf::from("/home/ada/state/wsx"));
        assert_eq!(rescue.input.as_ref().map(TextInput::text), None);
    }

    #[test]
    fn esc_while_the_folder_is_edited_keeps_the_offered_one() {
        let mut rescue = dialog();
        rescue.on(Key::char('e'));
        rescue.on(Key::char('x'));
        assert_eq!(rescue.on(Key::plain(KeyCode::Esc)), None);
        assert_eq!(rescue.folder, PathBuf::from("/home/ada/state/rescued"));
        assert_eq!(rescue.on(Key::char('w')), Some(Answer::Write));
    }
}

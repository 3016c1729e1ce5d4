//! What a screen is drawn with, beside its own state.

use ratatui::style::Style;

use crate::domain::interview::ClockReading;
use crate::tui::theme;

/// What the app knows and a screen shows.
#[derive(Debug, Clone, Copy)]
pub struct DrawContext<'a> {
    pub now: ClockReading,
    /// What is said in the status line until the next key.
    pub message: Option<&'a str>,
    /// Why what is shown is not on disk, where it is not.
    pub unsaved: Option<&'a str>,
}

impl DrawContext<'_> {
    /// The status line: that something is not saved, else the message, else `otherwise`.
    pub fn status(&self, otherwise: &str) -> (String, Style) {
        match self.unsaved {
            Some(why) => (format!("NOT SAVED: {why}"), theme::WRONG),
            None => (self.message.unwrap_or(otherwise).to_owned(), theme::PLAIN),
        }
    }
}

//! What a screen needs to draw itself, besides its own state.

use ratatui::style::Style;

use crate::domain::interview::ClockReading;
use crate::tui::theme;

/// What the router passes to the open screen.
#[derive(Debug, Clone, Copy)]
pub struct DrawContext<'a> {
    pub now: ClockReading,
    /// The message in the status line until the next key.
    pub message: Option<&'a str>,
    /// The error because of which the session or review is not saved, if so.
    pub unsaved: Option<&'a str>,
}

impl DrawContext<'_> {
    /// The status line: the error of an unsaved session or review, else the message, else `otherwise`.
    pub fn status(&self, otherwise: &str) -> (String, Style) {
        match self.unsaved {
            Some(why) => (format!("NOT SAVED: {why}"), theme::WRONG),
            None => (self.message.unwrap_or(otherwise).to_owned(), theme::PLAIN),
        }
    }
}

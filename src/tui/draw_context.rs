//! What a screen needs to draw itself, besides its own state.

use std::time::Duration;

use ratatui::style::Style;

use crate::domain::interview::ClockReading;
use crate::domain::session::timeline::clock;
use crate::domain::symbols::Symbols;
use crate::tui::effect::StatusMessage;
use crate::tui::keys::remap::KeyMap;
use crate::tui::theme;
use crate::tui::widgets::clicks::Clicks;

/// What the router passes to the open screen.
#[derive(Debug, Clone, Copy)]
pub struct DrawContext<'a> {
    pub now: ClockReading,
    pub symbols: Symbols,
    /// The keys that the user has bound to other actions.
    pub keys: &'a KeyMap,
    /// Where the keys of this frame are drawn.
    pub clicks: &'a Clicks,
    /// The message in the status line until the next key.
    pub message: Option<&'a StatusMessage>,
    /// The error because of which the session or review is not saved, if so.
    pub unsaved: Option<&'a str>,
    /// How long it has not been saved.
    pub unsaved_for: Duration,
    /// The error because of which a power cut may lose what is written, if so.
    pub unsynced: Option<&'a str>,
}

impl DrawContext<'_> {
    /// The status line: the error of an unsaved session or review, else the message, else `otherwise`.
    pub fn status(&self, otherwise: &str) -> (String, Style) {
        match (self.unsaved, self.unsynced) {
            (Some(why), _) => (format!("NOT SAVED: {why}"), theme::ERROR),
            (None, Some(why)) => (format!("NOT SYNCED: {why}"), theme::ERROR),
            _ => {
                let said = self.status_message();
                said.unwrap_or_else(|| (otherwise.to_owned(), theme::PLAIN))
            }
        }
    }

    /// The message in its style.
    pub fn status_message(&self) -> Option<(String, Style)> {
        let message = self.message?;
        let style = if message.is_warning {
            theme::WARNING
        } else {
            theme::PLAIN
        };
        Some((message.text.clone(), style))
    }

    /// How a title says whether everything is saved.
    pub fn save_label(&self) -> (String, Style) {
        match (self.unsaved, self.unsynced) {
            (Some(_), _) => {
                let words = format!("NOT SAVED for {}", clock(self.unsaved_for));
                (words, theme::ALARM)
            }
            (None, Some(_)) => ("NOT SYNCED".to_owned(), theme::ALARM),
            (None, None) => ("● recording · saved".to_owned(), theme::SECONDARY),
        }
    }
}

//! What the settings say about signals and motion: bell, flash or nothing, and how often a running clock is drawn.

use std::time::Duration;

use ratatui::Frame;
use ratatui::style::{Modifier, Style};

use super::screen::Screen;
use super::{App, Order};
use crate::domain::interview::ClockReading;
use crate::domain::settings::{Settings, Warnings};

/// How long a flash takes.
const FLASH: Duration = Duration::from_millis(150);
/// How many of the last messages are kept.
const MOST_SAID: usize = 50;
/// How often a running interview is drawn by itself with reduced motion, in seconds.
const SLOW: u64 = 10;

impl App {
    /// The settings in use.
    pub fn settings(&self) -> &Settings {
        &self.context.settings
    }

    /// Draws attention to a message, as the settings have it.
    pub(super) fn warn(&mut self, now: ClockReading) {
        let settings = self.settings();
        match settings.warnings {
            Warnings::Bell => self.orders.push(Order::Ring),
            Warnings::Flash if !settings.reduced_motion => {
                self.flash_until = Some(now.awake + FLASH);
                self.changed = true;
            }
            Warnings::Flash | Warnings::None => {}
        }
    }

    /// Keeps the message that is shown, so that it can be read when it is gone.
    pub(super) fn keep_message(&mut self) {
        let shown = self.message.as_ref().map(|message| &message.text);
        let Some(shown) = shown.filter(|shown| self.said.last() != Some(shown)) else {
            return;
        };
        self.said.push(shown.clone());
        if self.said.len() > MOST_SAID {
            self.said.remove(0);
        }
    }

    /// Ends a flash whose time is over.
    pub(super) fn end_flash(&mut self, now: ClockReading) {
        if self.flash_until.take_if(|end| now.awake >= *end).is_some() {
            self.changed = true;
        }
    }

    /// Ends a message that is shown for some time only.
    pub(super) fn end_notice(&mut self, now: ClockReading) {
        if let Some((_, text)) = self.notice.take_if(|(end, _)| now.awake >= *end)
            && self.message.as_ref() == Some(&text)
        {
            self.message = None;
            self.changed = true;
        }
    }

    /// Shows the whole screen in reverse during a flash.
    pub(super) fn draw_flash(&self, frame: &mut Frame<'_>) {
        if self.flash_until.is_some() {
            let reverse = Style::new().add_modifier(Modifier::REVERSED);
            let area = frame.area();
            frame.buffer_mut().set_style(area, reverse);
        }
    }

    /// Whether the open screen must be drawn because of its running clock.
    pub(super) fn moves_by_itself(&self, now: ClockReading) -> bool {
        let step = match &self.screen {
            screen if !screen.is_running() => return false,
            _ if !self.settings().reduced_motion => return true,
            Screen::Replay(_) => 1,
            _ => SLOW,
        };
        now.awake.as_secs() / step != self.drawn.as_secs() / step
    }
}

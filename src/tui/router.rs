//! The open screen, the screens that opened it, and the message line. In every turn of the main loop time passes, inputs
//! reach the screen, its effects are performed, and what happened is saved before the next frame.

mod commands;
mod editor;
mod input;
mod leave;
mod open;
mod perform;
mod previews;
mod rescue;
mod screen;
mod start;
mod warn;

use std::path::PathBuf;
use std::time::Duration;

use ratatui::Frame;
use ratatui::style::Style;

use commands::OpenBox;
pub use editor::EditorEnd;
use previews::Previews;
use rescue::Rescue;
use screen::Screen;

use super::draw_context::DrawContext;
use super::effect::StatusMessage;
use super::input::{Decoder, Input};
use super::keys::remap::KeyMap;
use super::look::Look;
use super::os_events::{LoopMessage, OsEvent};
use super::widgets::clicks::Clicks;
use super::widgets::{put_lines, wrap};
use crate::app::context::AppContext;
use crate::app::editor::Scratch;
use crate::app::preview::PreviewJob;
use crate::app::recording::Recording;
use crate::domain::interview::{ClockReading, Wait};

/// The least columns and rows of a window.
const SMALLEST: (u16, u16) = (60, 20);
/// How long to wait before a failed write is retried.
const RETRY: Duration = Duration::from_secs(1);

/// What the main loop must do with the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    Ring,
    Copy(String),
    Redraw,
    /// Run the user's editor on this file, then call [`App::take_back`].
    Edit(PathBuf),
    /// Restore the terminal, stop the program, and take the terminal over once continued.
    Stop,
    /// The same on a key; where no shell would continue the program, call [`App::refuse_to_suspend`] instead.
    Suspend,
    /// Read this preview off the loop, and send it back as a message.
    LoadPreview(PreviewJob),
    /// Take the terminal over again, since its modes may have changed.
    TakeOver,
    Exit(Exit),
}

/// How the program ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exit {
    /// As asked, with a line to print.
    Done(Option<String>),
    /// By this signal, with a line to print if not everything is saved as usual.
    Signal(i32, Option<String>),
    /// By a panic: the file of the report, and a line to print if not everything is saved as usual.
    Panicked(String, Option<String>),
}

/// The state of the program.
#[derive(Debug)]
pub struct App {
    context: AppContext,
    screen: Screen,
    /// The screens that opened the open one, the latest last.
    beneath: Vec<Screen>,
    /// The session that the screen records, if any.
    recording: Option<Recording>,
    /// The file that is open in the user's editor.
    scratch: Option<(Scratch, Duration)>,
    /// Where a text is that only a file outside of the session has, to say so at the end too.
    farewell: Option<String>,
    decoder: Decoder,
    message: Option<StatusMessage>,
    /// The last messages, the newest last.
    said: Vec<String>,
    /// A message that ends at this time of the awake clock, unless another took its place.
    notice: Option<(Duration, StatusMessage)>,
    /// Whether a frame must be drawn.
    changed: bool,
    /// The time of the awake clock at the last frame.
    drawn: Duration,
    /// Until when the screen is shown in reverse.
    flash_until: Option<Duration>,
    /// The last wait of the main loop.
    wait: Wait,
    /// Keys before this time of the awake clock are ignored, since they were meant for another screen.
    deaf_until: Duration,
    /// The open dialog about an unsaved session, which gets every key.
    rescue: Option<Rescue>,
    /// Help or the palette over the screen, which gets every key too.
    command_box: Option<OpenBox>,
    /// Where the keys of the last frame were drawn.
    clicks: Clicks,
    /// Whether leaving the last screen opens home or ends the program.
    from_home: bool,
    /// When a frame first showed that something is not saved, on the awake clock; `None` while all is.
    unsaved_since: Option<Duration>,
    /// The colors and symbols of every frame.
    pub look: Look,
    /// The keys that the user has bound to other actions.
    pub keys: KeyMap,
    previews: Previews,
    orders: Vec<Order>,
}

impl App {
    /// Whether a frame must be drawn.
    pub fn is_changed(&self) -> bool {
        self.changed
    }

    /// How long the main loop may wait for a message; `None` for no limit, if nothing changes by itself.
    pub fn wait(&mut self, now: ClockReading) -> Option<Duration> {
        let decoder = self
            .decoder
            .deadline()
            .map(|deadline| deadline.saturating_sub(now.awake));
        let recording = self.recording.as_ref();
        let is_unsaved = recording.is_some_and(|recording| !recording.is_settled())
            || self.screen.unsaved_review().is_some();
        let retry = is_unsaved.then_some(RETRY);
        let flash = self.flash_until.map(|end| end.saturating_sub(now.awake));
        let preview = self.has_missing_preview().then_some(Duration::ZERO);
        let wait = [decoder, self.screen.wait(now), retry, flash, preview]
            .into_iter()
            .flatten()
            .min();
        self.wait = Wait {
            began: now.awake,
            planned: wait.unwrap_or(Duration::MAX),
            continued: false,
        };
        wait
    }

    /// One turn of the main loop: time passes, the messages are handled, and what happened is saved. Returns what to do
    /// with the terminal.
    pub fn turn(&mut self, messages: &[LoopMessage], now: ClockReading) -> Vec<Order> {
        self.wait.continued = messages
            .iter()
            .any(|message| matches!(message, LoopMessage::OsEvent(OsEvent::Continued)));
        let effects = self.screen.pass(now, self.wait);
        self.wait = Wait {
            began: now.awake,
            ..Wait::default()
        };
        // A screen with a running clock wakes up each second to be drawn.
        self.changed = self.moves_by_itself(now) || !effects.is_empty();
        self.end_flash(now);
        self.end_notice(now);
        self.perform_all(effects, now);
        let mut inputs = Vec::new();
        for message in messages {
            match message {
                LoopMessage::Bytes(bytes, at) => self.decoder.feed(bytes, *at, &mut inputs),
                LoopMessage::Editor(_) => {}
                LoopMessage::Preview(number, preview) => {
                    self.take_preview(*number, preview.clone());
                }
                LoopMessage::OsEvent(event) => {
                    // The inputs before the signal are handled first.
                    self.handle_all(std::mem::take(&mut inputs), now);
                    self.os_event(*event, now);
                    self.changed = true;
                }
            }
        }
        self.decoder.pass(now.awake, &mut inputs);
        self.handle_all(inputs, now);
        self.record(now);
        self.keep_message();
        self.ask_for_preview();
        std::mem::take(&mut self.orders)
    }

    /// Says why Ctrl-Z does nothing.
    pub fn refuse_to_suspend(&mut self) {
        self.message = Some("cannot suspend: no shell is there to continue the program".into());
        self.changed = true;
    }

    /// The program was stopped between two clock readings.
    pub fn was_stopped(&mut self, before: ClockReading, after: ClockReading) {
        if let Screen::Interview(screen, None) = &mut self.screen {
            screen.was_stopped(before, after);
        }
        self.record(after);
        self.changed = true;
    }

    /// Draws the open screen, or one line if the window is too small.
    pub fn draw(&mut self, frame: &mut Frame<'_>, now: ClockReading) {
        self.changed = false;
        self.drawn = now.awake;
        let area = frame.area();
        if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
            let (columns, rows) = SMALLEST;
            let (width, height) = (area.width, area.height);
            let message = format!("needs {columns}x{rows}, have {width}x{height}");
            let lines = wrap(&message, area.width.into());
            put_lines(lines, Style::new(), area, frame.buffer_mut());
            return self.look.apply(frame.buffer_mut());
        }
        let lost = self.recording.as_ref().and_then(Recording::save_error);
        let lost = lost.map(|why| format!("{why}; trying each second"));
        let unsynced = self.recording.as_ref().and_then(Recording::sync_error);
        let unsaved = self.screen.unsaved_review().map(str::to_owned).or(lost);
        self.unsaved_since = unsaved
            .as_ref()
            .map(|_| self.unsaved_since.unwrap_or(now.awake));
        let since = self.unsaved_since;
        self.keys
            .set_back_quits(self.beneath.is_empty() && !self.from_home);
        let context = DrawContext {
            now,
            symbols: self.look.symbols,
            keys: &self.keys,
            clicks: &self.clicks,
            message: (self.message.as_ref()).filter(|_| self.command_box.is_none()),
            unsaved: unsaved.as_deref(),
            unsaved_for: since.map_or(Duration::ZERO, |since| now.awake.saturating_sub(since)),
            unsynced: unsynced.as_deref(),
        };
        self.clicks.clear();
        self.screen.draw(frame, &context);
        let own = (&self.keys, &self.clicks);
        if let Some(open) = &mut self.command_box {
            self.clicks.clear();
            let said = self.message.as_ref().map(|message| &*message.text);
            open.view.draw(said, own, frame);
        }
        if let Some(rescue) = &mut self.rescue {
            self.clicks.clear();
            rescue.draw(own, frame);
        }
        self.draw_flash(frame);
        self.look.apply(frame.buffer_mut());
    }

    fn os_event(&mut self, event: OsEvent, now: ClockReading) {
        match event {
            OsEvent::Stop => self.orders.push(Order::Stop),
            OsEvent::Continued => self.orders.push(Order::TakeOver),
            OsEvent::Resized => self.handle(Input::Resize, now),
            OsEvent::End(signal) => self.end(signal, now),
            OsEvent::HungUp => self.end(signal_hook::consts::SIGHUP, now),
        }
    }

    /// Saves what happened on the open screen.
    fn record(&mut self, now: ClockReading) {
        let (entries, session) = match &mut self.screen {
            Screen::Review(screen, writer, _) => {
                let was_saved = writer.save_error().is_none();
                writer.save(screen.review(), screen.session(), screen.design());
                let is_saved = writer.save_error().is_none();
                self.changed |= was_saved != is_saved;
                if is_saved && self.rescue.take().is_some() {
                    self.message = Some("saved again: everything is on disk".into());
                }
                return;
            }
            Screen::Interview(screen, _) => (screen.take_events(), screen.session()),
            Screen::Debrief(screen) => (screen.take_events(), screen.session()),
            _ => return,
        };
        let Some(recording) = &mut self.recording else {
            return;
        };
        let was_saved = recording.is_saved();
        recording.record(&entries, session, now, &self.context.paths);
        if let Some(notice) = recording.take_notice() {
            self.changed = true;
            self.message = Some(notice.into());
        }
        if !was_saved && recording.is_saved() {
            self.changed = true;
            if self.rescue.take().is_some() {
                self.message = Some("saved again: everything is on disk".into());
            }
        }
    }
}

//! The open screen, the screens that opened it, and the message line. In every turn of the main loop time passes, inputs
//! reach the screen, its effects are performed, and what happened is saved before the next frame.

mod leave;
mod open;
mod perform;
mod rescue;
mod screen;

use std::path::Path;
use std::time::Duration;

use ratatui::Frame;
use ratatui::widgets::Widget;

use open::OpenedScreen;
use rescue::Rescue;
use screen::Screen;

use super::draw_context::DrawContext;
use super::input::{Decoder, Input, Key};
use super::keys::Action;
use super::os_events::{Message, OsEvent};
use super::screens::home::HomeScreen;
use super::widgets::help::Help;
use crate::app::context::AppContext;
use crate::app::editor::Edited;
use crate::app::failure::Failure;
use crate::app::recording::Recording;
use crate::app::start::StartRequest;
use crate::domain::interview::{ClockReading, Wait};
use crate::domain::overview::Role;

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
    /// Run the user's editor on this text, then call [`App::take_back`].
    Edit(String),
    /// Restore the terminal, stop the program, and take the terminal over once continued.
    Stop,
    /// Take the terminal over again, since its modes may have changed.
    TakeOver,
    Exit(Exit),
}

/// How the program ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exit {
    /// As asked, with a line to print.
    Done(Option<String>),
    /// By this signal.
    Signal(i32),
    /// By a panic; the report is in this file.
    Panicked(String),
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
    decoder: Decoder,
    message: Option<String>,
    /// Whether a frame must be drawn.
    changed: bool,
    /// The last wait of the main loop.
    wait: Wait,
    /// Keys before this time of the awake clock are ignored, since they were meant for another screen.
    deaf_until: Duration,
    /// The open dialog about an unsaved session, which gets every key.
    rescue: Option<Rescue>,
    /// Help over the screen, which gets every key too.
    help: Option<Help>,
    /// Whether leaving the last screen opens home or ends the program.
    from_home: bool,
    orders: Vec<Order>,
}

impl App {
    /// Opens on home.
    pub fn home(context: AppContext) -> Self {
        let home = HomeScreen::new(context.home_data());
        let mut app = Self::on(context, OpenedScreen::new(Screen::Home(home)));
        app.message = app.context.library.framework_warning();
        app.from_home = true;
        app
    }

    /// Opens on an interview, new or resumed.
    ///
    /// # Errors
    /// When it cannot be started or resumed.
    pub fn interview(
        mut context: AppContext,
        start: &StartRequest,
        now: ClockReading,
    ) -> Result<Self, Failure> {
        let mut opened = open::interview(&mut context, start, now)?;
        opened.message = opened.message.or(context.library.framework_warning());
        let mut app = Self::on(context, opened);
        app.wait.began = now.awake;
        app.record(now);
        Ok(app)
    }

    /// Opens on the debrief of the finished session in this folder.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn debrief(context: AppContext, folder: &Path, now: ClockReading) -> Result<Self, Failure> {
        let mut app = Self::on(context, open::debrief(folder, now.wall)?);
        app.record(now);
        Ok(app)
    }

    /// Opens on a coach's table of sessions.
    ///
    /// # Errors
    /// When the sessions folder cannot be listed.
    pub fn sessions(context: AppContext, now: ClockReading) -> Result<Self, Failure> {
        let opened = open::table(&context, Role::Coach, now.wall)?;
        Ok(Self::on(context, opened))
    }

    /// Opens on the review of the session in this folder.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn review(context: AppContext, folder: &Path, now: ClockReading) -> Result<Self, Failure> {
        let opened = open::review(&context, folder, now.wall)?;
        Ok(Self::on(context, opened))
    }

    fn on(context: AppContext, opened: OpenedScreen) -> Self {
        Self {
            context,
            screen: opened.screen,
            beneath: Vec::new(),
            recording: opened.recording,
            decoder: Decoder::default(),
            message: opened.message,
            changed: true,
            wait: Wait::default(),
            deaf_until: Duration::ZERO,
            rescue: None,
            help: None,
            from_home: false,
            orders: Vec::new(),
        }
    }

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
        let wait = [decoder, self.screen.wait(now), retry]
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
    pub fn turn(&mut self, messages: &[Message], now: ClockReading) -> Vec<Order> {
        self.wait.continued = messages
            .iter()
            .any(|message| matches!(message, Message::OsEvent(OsEvent::Continued)));
        let effects = self.screen.pass(now, self.wait);
        self.wait = Wait {
            began: now.awake,
            ..Wait::default()
        };
        // A screen with a running clock wakes up each second to be drawn.
        self.changed = self.screen.is_running();
        self.perform_all(effects, now);
        let mut inputs = Vec::new();
        for message in messages {
            match message {
                Message::Event(event, at) => self.decoder.feed(event.clone(), *at, &mut inputs),
                Message::OsEvent(event) => {
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
        std::mem::take(&mut self.orders)
    }

    fn handle_all(&mut self, inputs: Vec<Input>, now: ClockReading) {
        self.changed |= !inputs.is_empty();
        for input in inputs {
            self.handle(input, now);
        }
    }

    fn handle(&mut self, input: Input, now: ClockReading) {
        if matches!(input, Input::Key(_) | Input::Paste(_)) {
            if now.awake < self.deaf_until {
                return;
            }
            self.message = None;
        }
        if self.rescue.is_some() {
            return self.answer(&input, now);
        }
        if let Some(help) = &mut self.help {
            match input {
                Input::Key(key) if help.on(key) => self.help = None,
                Input::Wheel { up, .. } => help.wheel(up),
                Input::Paste(_) => self.message = Some("not pasted: help is open".into()),
                Input::Key(_) | Input::Click { .. } | Input::Resize => {}
            }
            return;
        }
        if let Input::Key(key) = input
            && self.screen_independent(key, now)
        {
            return;
        }
        let effects = self.screen.on(input, now);
        self.perform_all(effects, now);
    }

    /// Handles a key that does the same on every screen; returns whether it was one.
    fn screen_independent(&mut self, key: Key, now: ClockReading) -> bool {
        match self.screen.action(key) {
            Some(Action::Help) => self.help = Some(self.screen.open_help()),
            Some(Action::Redraw) => self.orders.push(Order::Redraw),
            Some(Action::Suspend) => self.orders.push(Order::Stop),
            Some(Action::Quit) => self.leave(true, now),
            _ => return false,
        }
        true
    }

    /// Takes the text from the user's editor, or the error. A text that the screen does not take stays in its file, and
    /// the message has the path.
    pub fn take_back(&mut self, edited: Edited, now: ClockReading) {
        let Screen::Interview(screen, _) = &mut self.screen else {
            return;
        };
        let text = match &edited {
            Ok(scratch) => Some(scratch.text()),
            Err(_) => None,
        };
        let (effects, taken) = screen.take_back(text, now);
        self.perform_all(effects, now);
        match edited {
            Err(why) => self.message = Some(format!("{why}: the notes stay as they were")),
            Ok(scratch) if !taken => {
                let kept = scratch.keep();
                let message =
                    kept.map(|kept| format!("not taken; the text is in {}", kept.display()));
                self.message = message.or(self.message.take());
            }
            Ok(_) => {}
        }
        self.record(now);
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
        let area = frame.area();
        if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
            let (columns, rows) = SMALLEST;
            let (width, height) = (area.width, area.height);
            let message = format!("needs {columns}x{rows}, have {width}x{height}");
            return message.render(area, frame.buffer_mut());
        }
        let lost = self.recording.as_ref().and_then(Recording::save_error);
        let lost = lost.map(|why| format!("{why}; trying each second"));
        let unsaved = self.screen.unsaved_review().map(str::to_owned).or(lost);
        let context = DrawContext {
            now,
            message: self.message.as_deref(),
            unsaved: unsaved.as_deref(),
        };
        self.screen.draw(frame, &context);
        if let Some(help) = &mut self.help {
            help.draw(frame);
        }
        if let Some(rescue) = &self.rescue {
            rescue.draw(frame);
        }
    }

    fn os_event(&mut self, event: OsEvent, now: ClockReading) {
        match event {
            OsEvent::Stop => self.orders.push(Order::Stop),
            OsEvent::Continued => self.orders.push(Order::TakeOver),
            OsEvent::End(signal) => self.end(signal, now),
            OsEvent::HungUp => self.end(signal_hook::consts::SIGHUP, now),
        }
    }

    /// Saves what happened on the open screen.
    fn record(&mut self, now: ClockReading) {
        let (entries, session) = match &mut self.screen {
            Screen::Review(screen, writer) => {
                let was_saved = writer.save_error().is_none();
                writer.save(screen.review(), screen.session(), screen.design());
                self.changed |= was_saved && writer.save_error().is_some();
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
        recording.record(&entries, session, now.awake);
        if !was_saved && recording.is_saved() {
            self.changed = true;
            if self.rescue.take().is_some() {
                self.message = Some("saved again: everything is on disk".into());
            }
        }
    }
}

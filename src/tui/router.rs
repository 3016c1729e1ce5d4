//! The open screen, the status line, and the one place that performs what screens ask for: open designs and
//! sessions, write the log before the frame that shows it, leave.

mod coach;
mod debrief;
mod leave;
mod perform;
mod reading;
mod rescue;
mod stock;
mod table;

use std::path::PathBuf;
use std::time::Duration;

use crossterm::event::Event;
use ratatui::Frame;

use coach::Reviewing;
pub use reading::topics;
use rescue::Rescue;
pub use stock::{Start, Stock};

use super::input::{Decoder, Input};
use super::os_events::Outside;
use super::screens::compared::ComparedScreen;
use super::screens::debrief::DebriefScreen;
use super::screens::desk::DeskScreen;
use super::screens::finished::Finished;
use super::screens::home::{Home, Options};
use super::screens::interview::{InterviewScreen, Outlook};
use super::screens::reading::ReadingScreen;
use super::screens::replay::ReplayScreen;
use super::screens::review::ReviewScreen;
use crate::app::failure::Failure;
use crate::domain::interview::{Reading, Wait};
use crate::domain::session::Session;
use crate::store::{Recorder, Scratch};

/// The smallest window that is of use.
const SMALLEST: (u16, u16) = (60, 20);
/// How often what the disk refused is offered again.
const RETRY: Duration = Duration::from_secs(1);
/// How long the checkpoint may lag behind the log.
const CHECKPOINT: Duration = Duration::from_secs(5);

/// What reaches the loop.
#[derive(Debug, Clone)]
pub enum Message {
    /// A terminal event and when it came, on the awake clock.
    Event(Event, Duration),
    Outside(Outside),
}

/// What the loop must do to the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    Ring,
    Copy(String),
    Redraw,
    /// Give the terminal to the user's editor with this text, and bring back what comes of it.
    Edit(String),
    /// Give the terminal back, stop, and take it over once continued.
    Stop,
    /// Take the terminal over anew, whatever happened to it.
    TakeOver,
    Exit(Exit),
}

/// How the program ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exit {
    /// Well, with a line for the shell.
    Done(Option<String>),
    /// By this signal.
    Signal(i32),
    /// By a bug of ours; the report is in this file.
    Panicked(String),
}

#[derive(Debug)]
enum Screen {
    Home(Home),
    Interview(Box<InterviewScreen>),
    /// The page after the finish, over the interview that it is about.
    Finished(Finished, Box<InterviewScreen>),
    Reading(ReadingScreen),
    Debrief(Box<DebriefScreen>),
    Desk(DeskScreen),
    Review(Box<ReviewScreen>),
    Replay(Box<ReplayScreen>),
    Compared(ComparedScreen),
}

/// The session that is being written.
#[derive(Debug)]
struct Open {
    recorder: Recorder,
    /// When the checkpoint was last written, on the awake clock, and whether something changed since.
    checkpointed: Duration,
    changed: bool,
}

#[derive(Debug)]
pub struct App {
    stock: Stock,
    screen: Screen,
    open: Option<Open>,
    decoder: Decoder,
    message: Option<String>,
    changed: bool,
    /// How long the loop was told to wait, and since when.
    wait: Wait,
    /// Keys before this moment of the awake clock were meant for a screen that is gone.
    deaf_until: Duration,
    /// An open question that takes every key.
    rescue: Option<Rescue>,
    /// The screens that opened the open one, the last one last.
    beneath: Vec<Screen>,
    reviewing: Option<Reviewing>,
    /// Whether leaving an interview leads home or out.
    from_home: bool,
    /// What home keeps while something is read.
    kept: Option<Options>,
    orders: Vec<Order>,
}

impl App {
    /// Opens on home.
    pub fn home(stock: Stock) -> Self {
        let home = Home::new(stock.shelf());
        let message = stock.complaint();
        let mut app = Self::on(stock, Screen::Home(home), None, true);
        app.message = message;
        app
    }

    /// Opens on an interview, just started or taken up again.
    ///
    /// # Errors
    /// When it cannot be started or opened; in words for the user.
    pub fn interview(mut stock: Stock, start: &Start, now: Reading) -> Result<Self, Failure> {
        let seat = stock.open(start, now)?;
        let message = seat.remark.or(stock.complaint());
        let screen = Screen::Interview(Box::new(seat.screen));
        let mut app = Self::on(stock, screen, Some(seat.recorder), false);
        app.message = message;
        app.wait.began = now.awake;
        app.record(now);
        Ok(app)
    }

    fn on(stock: Stock, screen: Screen, recorder: Option<Recorder>, from_home: bool) -> Self {
        Self {
            stock,
            screen,
            open: recorder.map(Open::new),
            decoder: Decoder::default(),
            message: None,
            changed: true,
            wait: Wait::default(),
            deaf_until: Duration::ZERO,
            rescue: None,
            beneath: Vec::new(),
            reviewing: None,
            from_home,
            kept: None,
            orders: Vec::new(),
        }
    }

    /// Where a report of our own bugs goes.
    pub fn reports_folder(&self) -> PathBuf {
        self.stock.paths.state.clone()
    }

    /// Whether a frame is due.
    pub fn is_changed(&self) -> bool {
        self.changed
    }

    /// How long the loop may wait for a message: for ever on a still screen.
    pub fn wait(&mut self, now: Reading) -> Option<Duration> {
        let decoder = self
            .decoder
            .deadline()
            .map(|deadline| deadline.saturating_sub(now.awake));
        let second = match &self.screen {
            Screen::Interview(screen) => screen.wait(now),
            Screen::Replay(screen) => screen.wait(now),
            _ => None,
        };
        let retry = self
            .open
            .as_ref()
            .filter(|open| !open.recorder.is_saved())
            .map(|_| RETRY);
        let owed = self
            .reviewing
            .as_ref()
            .filter(|open| open.why_not.is_some());
        let retry = retry.or(owed.map(|_| RETRY));
        let wait = [decoder, second, retry].into_iter().flatten().min();
        self.wait = Wait {
            began: now.awake,
            planned: wait.unwrap_or(Duration::MAX),
            continued: false,
        };
        wait
    }

    /// One turn: time passes, what came is taken in, what happened is written. The terminal's part is returned.
    pub fn turn(&mut self, messages: &[Message], now: Reading) -> Vec<Order> {
        self.wait.continued = messages
            .iter()
            .any(|message| matches!(message, Message::Outside(Outside::Continued)));
        let effects = match &mut self.screen {
            Screen::Interview(screen) => screen.pass(now, self.wait),
            Screen::Replay(screen) => {
                screen.pass(now);
                Vec::new()
            }
            _ => Vec::new(),
        };
        self.wait = Wait {
            began: now.awake,
            ..Wait::default()
        };
        // A running clock wakes for its second to turn, and that is drawn.
        self.changed = matches!(self.screen, Screen::Interview(_) | Screen::Replay(_));
        self.perform_all(effects, now);
        let mut inputs = Vec::new();
        for message in messages {
            match message {
                Message::Event(event, at) => self.decoder.feed(event.clone(), *at, &mut inputs),
                Message::Outside(outside) => {
                    // What was typed before it came first.
                    self.take(std::mem::take(&mut inputs), now);
                    self.outside(*outside, now);
                    self.changed = true;
                }
            }
        }
        self.decoder.pass(now.awake, &mut inputs);
        self.take(inputs, now);
        self.record(now);
        std::mem::take(&mut self.orders)
    }

    fn take(&mut self, inputs: Vec<Input>, now: Reading) {
        self.changed |= !inputs.is_empty();
        for input in inputs {
            self.input(input, now);
        }
    }

    fn input(&mut self, input: Input, now: Reading) {
        if matches!(input, Input::Key(_) | Input::Paste(_)) {
            if now.awake < self.deaf_until {
                return;
            }
            self.message = None;
        }
        if self.rescue.is_some() {
            return self.answer(&input, now);
        }
        let effects = match &mut self.screen {
            Screen::Home(home) => home.on(&input),
            Screen::Interview(screen) => screen.on(input, now),
            Screen::Finished(finished, _) => finished.on(&input),
            Screen::Reading(reading) => reading.on(&input),
            Screen::Debrief(debrief) => debrief.on(&input, now.wall),
            Screen::Desk(desk) => desk.on(&input),
            Screen::Review(review) => review.on(&input, now.wall),
            Screen::Replay(replay) => replay.on(&input, now),
            Screen::Compared(compared) => compared.on(&input),
        };
        self.perform_all(effects, now);
    }

    /// The editor is done: its text, or why there is none. What cannot be taken stays in its file, and that is said.
    pub fn take_back(&mut self, edited: Result<Scratch, String>, now: Reading) {
        let (scratch, why) = match edited {
            Ok(scratch) => (Some(scratch), None),
            Err(why) => (None, Some(why)),
        };
        let text = scratch.as_ref().map(Scratch::text);
        let Some(screen) = self.interview_mut() else {
            return;
        };
        let (effects, taken) = screen.take_back(text, now);
        self.perform_all(effects, now);
        if let Some(why) = why {
            self.message = Some(format!("{why}: the notes stay as they were"));
        }
        if let Some(kept) = scratch.filter(|_| !taken).and_then(Scratch::keep) {
            self.message = Some(format!("not taken; the text is in {}", kept.display()));
        }
        self.record(now);
        self.changed = true;
    }

    /// The program was stopped between two readings, as an order asked for.
    pub fn was_stopped(&mut self, before: Reading, after: Reading) {
        if let Screen::Interview(screen) = &mut self.screen {
            screen.was_stopped(before, after);
        }
        self.record(after);
        self.changed = true;
    }

    /// Draws the open screen, or one line where the window is too small for it.
    pub fn draw(&mut self, frame: &mut Frame<'_>, now: Reading) {
        self.changed = false;
        let area = frame.area();
        if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
            let words = format!(
                "needs {}x{}, have {}x{}",
                SMALLEST.0, SMALLEST.1, area.width, area.height
            );
            let width = usize::from(area.width);
            if area.height > 0 {
                frame
                    .buffer_mut()
                    .set_stringn(0, 0, words, width, crate::tui::theme::PLAIN);
            }
            return;
        }
        let saved = self
            .open
            .as_ref()
            .is_none_or(|open| open.recorder.is_saved());
        let message = self.message.as_deref();
        match &mut self.screen {
            Screen::Home(home) => home.draw(frame, message),
            Screen::Interview(screen) => screen.draw(
                frame,
                Outlook {
                    now,
                    message,
                    saved,
                },
            ),
            Screen::Finished(finished, _) => finished.draw(frame, message, saved),
            Screen::Reading(reading) => reading.draw(frame, message),
            Screen::Debrief(debrief) => debrief.draw(frame, message, saved),
            Screen::Desk(desk) => desk.draw(frame, message),
            Screen::Review(review) => {
                let open = self.reviewing.as_ref();
                let why = open.and_then(|open| open.why_not.as_deref());
                review.draw(frame, message, why);
            }
            Screen::Replay(replay) => replay.draw(frame, message),
            Screen::Compared(compared) => compared.draw(frame, message),
        }
        if let Some(rescue) = &self.rescue {
            rescue.draw(frame);
        }
    }

    /// The interview on the screen, or under the page after its finish.
    fn interview_mut(&mut self) -> Option<&mut InterviewScreen> {
        match &mut self.screen {
            Screen::Interview(screen) | Screen::Finished(_, screen) => Some(screen),
            _ => None,
        }
    }

    fn outside(&mut self, outside: Outside, now: Reading) {
        match outside {
            Outside::Stop => self.orders.push(Order::Stop),
            Outside::Continued => self.orders.push(Order::TakeOver),
            // The next frame asks for the size itself.
            Outside::Resized => {}
            Outside::End(signal) => self.end(signal, now),
            Outside::HungUp => self.end(signal_hook::consts::SIGHUP, now),
        }
    }

    /// Writes what happened, and the checkpoint where one is due.
    fn record(&mut self, now: Reading) {
        self.keep_review();
        let Some(open) = &mut self.open else {
            return;
        };
        let entries = match &mut self.screen {
            Screen::Interview(screen) | Screen::Finished(_, screen) => screen.take_events(),
            Screen::Debrief(screen) => screen.take_events(),
            _ => return,
        };
        let due = entries
            .iter()
            .any(|entry| stock::wants_checkpoint(&entry.event));
        open.changed |= entries
            .iter()
            .any(|entry| stock::changes_checkpoint(&entry.event));
        let was_saved = open.recorder.is_saved();
        open.recorder.append(&entries);
        if !was_saved {
            open.recorder.retry();
        }
        let late = open.changed && now.awake.saturating_sub(open.checkpointed) >= CHECKPOINT;
        if due || late {
            open.checkpoint(self.screen.session(), now);
        }
        if !was_saved && open.recorder.is_saved() {
            self.changed = true;
            if self.rescue.take().is_some() {
                self.message = Some("saved again: everything is on disk".into());
            }
        }
    }
}

impl Screen {
    /// The session on the screen, or under the page after its finish.
    fn session(&self) -> Option<&Session> {
        match self {
            Self::Interview(screen) | Self::Finished(_, screen) => Some(screen.session()),
            Self::Debrief(screen) => Some(screen.session()),
            _ => None,
        }
    }
}

impl Open {
    fn new(recorder: Recorder) -> Self {
        Self {
            recorder,
            checkpointed: Duration::ZERO,
            changed: true,
        }
    }

    fn checkpoint(&mut self, session: Option<&Session>, now: Reading) {
        if let Some(session) = session {
            let page = crate::report::markdown::page(session);
            self.recorder.checkpoint(session, &page);
            self.checkpointed = now.awake;
            self.changed = false;
        }
    }
}

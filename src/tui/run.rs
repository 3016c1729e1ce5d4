//! The main loop: draw, wait, read the clock once, update, carry out orders. One thread reads keys, one waits for
//! signals, and both send to the loop through one channel.

use std::backtrace::Backtrace;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::process;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use signal_hook::consts::SIGHUP;

use super::editing::{self, Channel, Meanwhile};
use super::job_control;
use super::os_events::{self, LoopMessage, OsEvent};
use super::previews::PreviewReader;
use super::reader::KeyReader;
use super::router::{App, EditorEnd, Exit, Order};
use super::terminal::TerminalGuard;
use crate::app::failure::write_crash_report;
use crate::clock::{self, Clock};

/// How long the message about a signal may take that ended a write to the screen.
const SIGNAL_WAIT: Duration = Duration::from_millis(200);

/// Runs the app in the terminal until it ends. A panic ends it too: the terminal is restored and a report is written
/// to a file in `reports`.
///
/// # Errors
/// When the terminal cannot be set up, or signals and keys cannot be read.
pub fn run(mut app: App, clock: Clock, reports: &Path) -> io::Result<Exit> {
    let report = reports.join(format!("panic-{}.txt", process::id()));
    let path = report.clone();
    panic::set_hook(Box::new(move |panic| {
        let trace = Backtrace::force_capture();
        // Printing would damage the screen, so an error of this write cannot be shown.
        let _ = write_crash_report(&path, &format!("{panic}\n\n{trace}\n"));
    }));
    let ended = panic::catch_unwind(AssertUnwindSafe(|| run_in_terminal(&mut app, clock)));
    let _ = panic::take_hook();
    ended.unwrap_or_else(|_| {
        // What is not saved yet is rescued, if the state allows it.
        let saved = panic::catch_unwind(AssertUnwindSafe(|| hang_up(&mut app, Vec::new(), clock)));
        let message = match saved {
            Ok(Exit::Signal(_, message)) => message,
            _ => Some("the last words may not be saved".to_owned()),
        };
        Ok(Exit::Panicked(report.display().to_string(), message))
    })
}

fn run_in_terminal(app: &mut App, clock: Clock) -> io::Result<Exit> {
    let (sender, messages) = mpsc::channel();
    let must_end = os_events::listen(sender.clone())?;
    let mut term = TerminalGuard::enter(must_end, app.settings().mouse)?;
    let keys = KeyReader::start(sender.clone(), clock)?;
    let previews = PreviewReader::start(sender.clone())?;
    let mut running = Running {
        app: &mut *app,
        term: &mut term,
        keys: &keys,
        previews: &previews,
        channel: Channel {
            sender: &sender,
            messages: &messages,
            clock,
        },
    };
    let exit = running.run_until_exit();
    // A write to the screen failed: the program got a signal, or the terminal is gone.
    Ok(exit.unwrap_or_else(|_| hang_up(app, wait(&messages, Some(SIGNAL_WAIT)), clock)))
}

/// Ends the program by the signal in these messages, or else as after a hang-up. The session is saved or rescued.
fn hang_up(app: &mut App, mut batch: Vec<LoopMessage>, clock: Clock) -> Exit {
    batch.push(LoopMessage::OsEvent(OsEvent::HungUp));
    let orders = app.turn(&batch, clock.read());
    let exit = orders.into_iter().find_map(|order| match order {
        Order::Exit(exit) => Some(exit),
        _ => None,
    });
    exit.unwrap_or(Exit::Signal(SIGHUP, None))
}

/// The parts that the main loop joins.
struct Running<'a> {
    app: &'a mut App,
    term: &'a mut TerminalGuard,
    keys: &'a KeyReader,
    previews: &'a PreviewReader,
    channel: Channel<'a>,
}

impl Running<'_> {
    fn run_until_exit(&mut self) -> io::Result<Exit> {
        let mut now = self.channel.clock.read();
        let mut early = Vec::new();
        loop {
            let mut batch = std::mem::take(&mut early);
            if batch.is_empty() {
                if self.app.is_changed() {
                    let app = &mut *self.app;
                    self.term.draw(|frame| app.draw(frame, now))?;
                }
                // The clock is read again because the wait is measured from here, after drawing and writing.
                let limit = self.app.wait(self.channel.clock.read());
                batch = wait(self.channel.messages, limit);
            }
            now = self.channel.clock.read();
            for order in self.app.turn(&batch, now) {
                match order {
                    Order::Ring => self.term.ring()?,
                    Order::Copy(text) => self.term.copy(&text)?,
                    Order::Redraw => self.term.redraw_all()?,
                    Order::Suspend if !job_control::is_job() => self.app.refuse_to_suspend(),
                    Order::Stop | Order::Suspend => {
                        self.term.give_back()?;
                        stop(self.app, self.channel.clock);
                        self.term.take_over()?;
                    }
                    Order::LoadPreview(job) => self.previews.read(job),
                    Order::Edit(path) => early = self.edit(&path)?,
                    Order::TakeOver => self.term.take_over()?,
                    Order::Exit(exit) => {
                        // The terminal may be gone, and then it cannot be restored.
                        let _ = self.term.give_back();
                        return Ok(exit);
                    }
                }
                now = self.channel.clock.read();
            }
        }
    }

    /// Lets the user's editor have the terminal, and takes what it saved. Returns the messages that came meanwhile.
    fn edit(&mut self, path: &Path) -> io::Result<Vec<LoopMessage>> {
        let mut others = Vec::new();
        self.keys.paused(|| {
            self.term.give_back()?;
            let (app, clock) = (&mut *self.app, self.channel.clock);
            let setting = app.settings().editor.clone();
            let end = editing::run(&setting, path, self.channel, &mut others, |act| match act {
                Meanwhile::Stop => stop(app, clock),
                Meanwhile::Second => app.pass_in_editor(clock.read()),
            });
            self.app.take_back(&end, self.channel.clock.read());
            match end {
                EditorEnd::Ended(_) => self.term.take_over(),
                // The program ends now.
                EditorEnd::Cut { .. } => Ok(()),
            }
        })?;
        Ok(others)
    }
}

/// Stops this program until it is continued; the app does not count the time between.
fn stop(app: &mut App, clock: Clock) {
    let before = clock.read();
    job_control::stop();
    app.was_stopped(before, clock.read());
}

/// Waits for messages. A channel that is closed is a terminal that hung up.
fn wait(messages: &Receiver<LoopMessage>, limit: Option<Duration>) -> Vec<LoopMessage> {
    clock::wait(messages, limit, LoopMessage::OsEvent(OsEvent::HungUp))
}

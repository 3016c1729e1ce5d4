//! The main loop: draw, wait, read the clock once, update, carry out orders. One thread reads keys, one waits for
//! signals, and both send to the loop through one channel.

use std::backtrace::Backtrace;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::process;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT};

use super::os_events::{self, Message, OsEvent};
use super::reader::KeyReader;
use super::router::{App, Exit, Order};
use super::terminal::TerminalGuard;
use crate::app::editor;
use crate::app::failure::write_crash_report;
use crate::clock::Clock;

/// Runs the app in the terminal until it ends. A panic ends it too: the terminal is restored and a report is written
/// to a file in `reports`.
///
/// # Errors
/// When the terminal cannot be set up, or signals and keys cannot be read.
pub fn run(app: App, clock: Clock, reports: &Path) -> io::Result<Exit> {
    let report = reports.join(format!("panic-{}.txt", process::id()));
    let path = report.clone();
    panic::set_hook(Box::new(move |panic| {
        let trace = Backtrace::force_capture();
        // Printing would damage the screen, so an error of this write cannot be shown.
        let _ = write_crash_report(&path, &format!("{panic}\n\n{trace}\n"));
    }));
    let ended = panic::catch_unwind(AssertUnwindSafe(|| run_in_terminal(app, clock)));
    let _ = panic::take_hook();
    ended.unwrap_or_else(|_| Ok(Exit::Panicked(report.display().to_string())))
}

fn run_in_terminal(mut app: App, clock: Clock) -> io::Result<Exit> {
    let (sender, messages) = mpsc::channel();
    os_events::listen(sender.clone())?;
    let mut term = TerminalGuard::enter()?;
    let keys = KeyReader::start(sender, clock)?;
    let exit = run_until_exit(&mut app, &mut term, (&messages, &keys), clock);
    // A write to the screen failed, so the terminal is gone. The session is saved as after a hang-up.
    Ok(exit.unwrap_or_else(|_| {
        app.turn(&[Message::OsEvent(OsEvent::HungUp)], clock.read());
        Exit::Signal(SIGHUP)
    }))
}

fn run_until_exit(
    app: &mut App,
    term: &mut TerminalGuard,
    (messages, keys): (&Receiver<Message>, &KeyReader),
    clock: Clock,
) -> io::Result<Exit> {
    let mut now = clock.read();
    let mut early = Vec::new();
    loop {
        if app.is_changed() {
            term.draw(|frame| app.draw(frame, now))?;
        }
        let mut batch = std::mem::take(&mut early);
        if batch.is_empty() {
            // The clock is read again because the wait is measured from here, after drawing and writing.
            batch = wait(messages, app.wait(clock.read()));
        }
        now = clock.read();
        for order in app.turn(&batch, now) {
            match order {
                Order::Ring => term.ring()?,
                Order::Copy(text) => term.copy(&text)?,
                Order::Redraw => term.redraw_all()?,
                Order::Stop => {
                    term.give_back()?;
                    stop(app, clock);
                    now = clock.read();
                    term.take_over()?;
                }
                Order::Edit(text) => {
                    let edited = keys.paused(|| {
                        term.give_back()?;
                        let edited = editor::edit(&text, || stop(app, clock));
                        term.take_over()?;
                        Ok(edited)
                    })?;
                    now = clock.read();
                    app.take_back(edited, now);
                    early.extend(
                        messages
                            .try_iter()
                            .filter(|message| !is_for_editor(message)),
                    );
                }
                Order::TakeOver => term.take_over()?,
                Order::Exit(exit) => {
                    // The terminal may be gone, and then it cannot be restored.
                    let _ = term.give_back();
                    return Ok(exit);
                }
            }
        }
    }
}

/// Stops this program until it is continued; the app does not count the time between.
fn stop(app: &mut App, clock: Clock) {
    let before = clock.read();
    os_events::stop_here();
    app.was_stopped(before, clock.read());
}

/// Whether a message is a signal that the terminal sent to the editor and, as always, to this program too: Ctrl-C,
/// Ctrl-\ and Ctrl-Z.
fn is_for_editor(message: &Message) -> bool {
    use OsEvent::{Continued, End, Stop};
    matches!(
        message,
        Message::OsEvent(Stop | Continued | End(SIGINT | SIGQUIT))
    )
}

/// Waits for a message, at most for `limit` if there is one, then takes all that are pending.
fn wait(messages: &Receiver<Message>, limit: Option<Duration>) -> Vec<Message> {
    let first = match limit {
        Some(limit) => messages.recv_timeout(limit),
        None => messages.recv().map_err(|_| RecvTimeoutError::Disconnected),
    };
    match first {
        Ok(first) => std::iter::once(first).chain(messages.try_iter()).collect(),
        Err(RecvTimeoutError::Timeout) => Vec::new(),
        Err(RecvTimeoutError::Disconnected) => vec![Message::OsEvent(OsEvent::HungUp)],
    }
}

//! The loop: draw, wait, read the clock once, update, perform. One thread blocks on the terminal, one on signals;
//! both talk to the loop through one channel.

use std::backtrace::Backtrace;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::process;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use super::os_events::{self, OsEvent};
use super::reader::KeyReader;
use super::router::{App, Exit, Message, Order};
use super::terminal::TerminalGuard;
use crate::app::editor;
use crate::app::failure::write_crash_report;
use crate::clock::Clock;

/// Runs the app in the terminal until it ends. A bug of ours ends it too: the terminal is restored, and what went
/// wrong is in a file in `reports`.
///
/// # Errors
/// When the terminal cannot be taken over or drawn on.
pub fn run(app: App, clock: Clock, reports: &Path) -> io::Result<Exit> {
    let report = reports.join(format!("panic-{}.txt", process::id()));
    let path = report.clone();
    panic::set_hook(Box::new(move |what| {
        let trace = Backtrace::force_capture();
        // Nothing may be printed while the screen is ours, and there is nowhere else to tell of a failure.
        let _ = write_crash_report(&path, &format!("{what}\n\n{trace}\n"));
    }));
    let ended = panic::catch_unwind(AssertUnwindSafe(|| run_in_terminal(app, clock)));
    let _ = panic::take_hook();
    ended.unwrap_or_else(|_| Ok(Exit::Panicked(report.display().to_string())))
}

fn run_in_terminal(mut app: App, clock: Clock) -> io::Result<Exit> {
    let (sender, messages) = mpsc::channel();
    os_events::listen(sender.clone(), Message::OsEvent)?;
    let mut term = TerminalGuard::enter()?;
    let keys = KeyReader::start(sender, clock)?;
    let exit = turn_until_exit(&mut app, &mut term, (&messages, &keys), clock);
    // A screen that takes no more bytes is gone, and the session is not: everything is kept, as at a hang-up.
    Ok(exit.unwrap_or_else(|_| {
        app.turn(&[Message::OsEvent(OsEvent::HungUp)], clock.read());
        Exit::Signal(signal_hook::consts::SIGHUP)
    }))
}

fn turn_until_exit(
    app: &mut App,
    term: &mut TerminalGuard,
    (messages, keys): (&Receiver<Message>, &KeyReader),
    clock: Clock,
) -> io::Result<Exit> {
    let mut now = clock.read();
    loop {
        if app.is_changed() {
            term.draw(|frame| app.draw(frame, now))?;
        }
        // Drawing and writing take their time, and it counts; only the wait is watched for a stop.
        let batch = wait(messages, app.wait(clock.read()));
        now = clock.read();
        for order in app.turn(&batch, now) {
            match order {
                Order::Ring => term.ring()?,
                Order::Copy(text) => term.copy(&text)?,
                Order::Redraw => term.redraw_all()?,
                Order::Stop => {
                    term.give_back()?;
                    let before = clock.read();
                    os_events::stop_here();
                    now = clock.read();
                    app.was_stopped(before, now);
                    term.take_over()?;
                }
                Order::Edit(text) => {
                    let edited = keys.paused(|| {
                        term.give_back()?;
                        let edited = editor::edit(&text);
                        term.take_over()?;
                        Ok(edited)
                    })?;
                    now = clock.read();
                    app.take_back(edited, now);
                }
                Order::TakeOver => term.take_over()?,
                Order::Exit(exit) => {
                    // With the terminal gone there is nothing to give back to.
                    let _ = term.give_back();
                    return Ok(exit);
                }
            }
        }
    }
}

/// Waits for a message at most `limit`, for ever without one, then takes all that are pending.
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

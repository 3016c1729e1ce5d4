//! Signals and the terminal's hang-up, as messages to the main loop. One thread waits for all of them. It watches for
//! the hang-up itself.

use std::io::{self, Read};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::flag;
use signal_hook::low_level::pipe;

use crate::app::editor::EditorEvent;
use crate::domain::overview::SessionPreview;

/// A message to the main loop.
#[derive(Debug, Clone)]
pub enum LoopMessage {
    /// Bytes from the terminal and when they were read, on the awake clock.
    Bytes(Vec<u8>, Duration),
    OsEvent(OsEvent),
    Editor(EditorEvent),
    /// A preview for a coach's list, with the number of the question.
    Preview(u64, SessionPreview),
}

/// An event from the operating system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OsEvent {
    /// A signal that ends the program.
    End(i32),
    /// The terminal is gone.
    HungUp,
    /// SIGTSTP: the program is asked to suspend itself.
    Stop,
    /// SIGCONT: the program was stopped and continues.
    Continued,
    /// SIGWINCH: the window has a new size.
    Resized,
}

/// Starts the thread, which sends what it sees to the main loop. The flag is set once a signal came that ends the program
/// whatever it does: SIGTERM or SIGHUP.
///
/// # Errors
/// When signals cannot be registered or the thread cannot be started.
pub fn listen(channel: Sender<LoopMessage>) -> io::Result<Arc<AtomicBool>> {
    let must_end = Arc::new(AtomicBool::new(false));
    for signal in [SIGTERM, SIGHUP] {
        flag::register(signal, Arc::clone(&must_end))?;
    }
    let mut pipes = Vec::new();
    for signal in [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH] {
        let (ours, theirs) = UnixStream::pair()?;
        pipe::register(signal, theirs)?;
        pipes.push((signal, ours));
    }
    thread::Builder::new()
        .name("signals".into())
        .spawn(move || {
            while let Ok(events) = wait(&mut pipes) {
                for event in events {
                    let is_gone = channel.send(LoopMessage::OsEvent(event)).is_err();
                    if is_gone || event == OsEvent::HungUp {
                        return;
                    }
                }
            }
        })?;
    Ok(must_end)
}

/// Blocks until a signal or the hang-up; every event that is due, the hang-up last.
fn wait(pipes: &mut [(i32, UnixStream)]) -> io::Result<Vec<OsEvent>> {
    let terminal = io::stdin();
    let mut fds: Vec<PollFd<'_>> = pipes
        .iter()
        .map(|(_, pipe)| PollFd::new(pipe, PollFlags::IN))
        .collect();
    // `poll` reports a hang-up even where no other event is asked for.
    fds.push(PollFd::new(&terminal, PollFlags::empty()));
    while let Err(error) = poll(&mut fds, None) {
        if error != Errno::INTR {
            return Err(error.into());
        }
    }
    let ready: Vec<bool> = fds.iter().map(|fd| !fd.revents().is_empty()).collect();
    drop(fds);
    let mut events = Vec::new();
    for ((signal, pipe), _) in pipes.iter_mut().zip(&ready).filter(|(_, ready)| **ready) {
        let _ = pipe.read(&mut [0; 64])?;
        events.push(match *signal {
            SIGTSTP => OsEvent::Stop,
            SIGCONT => OsEvent::Continued,
            SIGWINCH => OsEvent::Resized,
            signal => OsEvent::End(signal),
        });
    }
    if ready.last() == Some(&true) {
        events.push(OsEvent::HungUp);
    }
    Ok(events)
}

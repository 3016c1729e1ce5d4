//! Signals and the terminal's hang-up, as messages to the loop. One thread blocks on all of them without a timeout:
//! the key reader cannot be counted on once the terminal is gone.

use std::io::{self, Read};
use std::os::unix::net::UnixStream;
use std::sync::mpsc::Sender;
use std::thread;

use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::low_level::pipe;

/// What came from outside the terminal's keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OsEvent {
    /// A signal that ends the program.
    End(i32),
    /// The terminal is gone.
    HungUp,
    /// SIGTSTP: somebody wants the program to stop for now.
    Stop,
    /// SIGCONT: it was stopped and goes on.
    Continued,
}

/// Starts listening; `wrap` makes messages for the loop's channel.
///
/// # Errors
/// When signals cannot be registered or the thread not started.
pub fn listen<M: Send + 'static>(channel: Sender<M>, wrap: fn(OsEvent) -> M) -> io::Result<()> {
    let mut pipes = Vec::new();
    for signal in [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT] {
        let (ours, theirs) = UnixStream::pair()?;
        pipe::register(signal, theirs)?;
        pipes.push((signal, ours));
    }
    thread::Builder::new()
        .name("signals".into())
        .spawn(move || {
            while let Ok(heard) = wait(&mut pipes) {
                let over = heard.contains(&OsEvent::HungUp);
                let gone = heard
                    .into_iter()
                    .any(|outside| channel.send(wrap(outside)).is_err());
                if gone || over {
                    break;
                }
            }
        })?;
    Ok(())
}

/// Blocks until a signal or the hang-up.
fn wait(pipes: &mut [(i32, UnixStream)]) -> io::Result<Vec<OsEvent>> {
    let terminal = io::stdin();
    let mut ready: Vec<bool> = Vec::new();
    let mut fds: Vec<PollFd<'_>> = pipes
        .iter()
        .map(|(_, pipe)| PollFd::new(pipe, PollFlags::IN))
        .collect();
    // Asked for nothing, the terminal still reports that it is gone.
    fds.push(PollFd::new(&terminal, PollFlags::empty()));
    while ready.is_empty() {
        match poll(&mut fds, None) {
            Ok(_) => ready = fds.iter().map(|fd| !fd.revents().is_empty()).collect(),
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    drop(fds);
    let mut heard = Vec::new();
    for ((signal, pipe), _) in pipes.iter_mut().zip(&ready).filter(|(_, ready)| **ready) {
        let _ = pipe.read(&mut [0; 64])?;
        heard.push(match *signal {
            SIGTSTP => OsEvent::Stop,
            SIGCONT => OsEvent::Continued,
            signal => OsEvent::End(signal),
        });
    }
    if ready.last() == Some(&true) {
        heard.push(OsEvent::HungUp);
    }
    Ok(heard)
}

/// Stops this program as Ctrl-Z does; returns once it goes on.
pub fn stop_here() {
    // A self-sent SIGTSTP may be dropped; SIGSTOP may not. Failing to stop is no harm.
    let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::STOP);
}

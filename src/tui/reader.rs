//! The thread that blocks on the terminal and sends what it reads. It can be paused, so that another program has the
//! terminal's keys to itself.

use std::io;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use crossterm::event;
use rustix::process::{Signal, getpid, kill_process};

use super::os_events::OsEvent;
use super::router::Message;
use crate::clock::Clock;

/// The key reader, from the loop's side.
#[derive(Debug)]
pub struct KeyReader {
    pauses: Sender<Pause>,
}

/// A request to stand still until `resume` is dropped.
#[derive(Debug)]
struct Pause {
    paused: Sender<()>,
    resume: Receiver<()>,
}

impl KeyReader {
    /// Starts to read; every event goes to `sender` with the time at which it came.
    ///
    /// # Errors
    /// When the terminal cannot be read or the thread not be started.
    pub fn start(sender: Sender<Message>, clock: Clock) -> io::Result<Self> {
        // The library listens for SIGWINCH from its first look on: before the first frame asks for the size.
        event::poll(Duration::ZERO)?;
        let (pauses, requests) = mpsc::channel();
        thread::Builder::new()
            .name("keys".into())
            .spawn(move || read_until_gone(&sender, &requests, clock))?;
        Ok(Self { pauses })
    }

    /// Runs something while no key is read.
    ///
    /// # Errors
    /// Its own, and when the thread is gone.
    pub fn paused<T>(&self, act: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        let (paused, is_paused) = mpsc::channel();
        let (resume_when_dropped, resume) = mpsc::channel();
        let pause = Pause { paused, resume };
        let is_gone = |_| io::Error::from(io::ErrorKind::BrokenPipe);
        self.pauses.send(pause).map_err(is_gone)?;
        // It ends a blocked read without taking a key.
        kill_process(getpid(), Signal::WINCH)?;
        is_paused.recv().map_err(io::Error::other)?;
        let done = act();
        drop(resume_when_dropped);
        done
    }
}

/// Blocks without a time limit: with one, the library spins through the last millisecond of each wait.
fn read_until_gone(sender: &Sender<Message>, requests: &Receiver<Pause>, clock: Clock) {
    while let Ok(event) = event::read() {
        if sender.send(Message::Event(event, clock.awake())).is_err() {
            return;
        }
        if let Ok(pause) = requests.try_recv() {
            // An error means that the loop is gone, or done with what it paused for.
            let _ = pause.paused.send(());
            let _ = pause.resume.recv();
        }
    }
    let _ = sender.send(Message::OsEvent(OsEvent::HungUp));
}

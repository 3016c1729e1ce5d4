//! The thread that reads events from the terminal and sends them to the main loop. It can be paused while another
//! program reads the terminal.

use std::io;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use crossterm::event;
use rustix::process::{Signal, getpid, kill_process};

use super::os_events::Message;
use super::os_events::OsEvent;
use crate::clock::Clock;

/// The main loop's handle of the key reader.
#[derive(Debug)]
pub struct KeyReader {
    pauses: Sender<PauseRequest>,
}

/// Asks the thread to read nothing until the sender of `resume` is dropped.
#[derive(Debug)]
struct PauseRequest {
    /// Where the thread says that it is paused.
    paused: Sender<()>,
    resume: Receiver<()>,
}

impl KeyReader {
    /// Starts the thread. It sends every event with the time at which it was read.
    ///
    /// # Errors
    /// When the terminal cannot be read or the thread cannot be started.
    pub fn start(sender: Sender<Message>, clock: Clock) -> io::Result<Self> {
        // The first poll makes crossterm listen for SIGWINCH. A resize after the first frame must not be missed.
        event::poll(Duration::ZERO)?;
        let (pauses, requests) = mpsc::channel();
        thread::Builder::new()
            .name("keys".into())
            .spawn(move || read_until_gone(&sender, &requests, clock))?;
        Ok(Self { pauses })
    }

    /// Runs `act` while this program reads no key.
    ///
    /// # Errors
    /// Those of `act`, and when the thread has ended.
    pub fn paused<T>(&self, act: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        let (paused, is_paused) = mpsc::channel();
        let (resume_when_dropped, resume) = mpsc::channel();
        let request = PauseRequest { paused, resume };
        let is_gone = |_| io::Error::from(io::ErrorKind::BrokenPipe);
        self.pauses.send(request).map_err(is_gone)?;
        // The signal ends a blocked read without consuming a key.
        kill_process(getpid(), Signal::WINCH)?;
        is_paused.recv().map_err(io::Error::other)?;
        let result = act();
        drop(resume_when_dropped);
        result
    }
}

/// Sends events until the terminal or the main loop is gone. It waits without a time limit: with one, crossterm polls
/// in a busy loop for the last millisecond of each wait.
fn read_until_gone(sender: &Sender<Message>, requests: &Receiver<PauseRequest>, clock: Clock) {
    while let Ok(event) = event::read() {
        if sender.send(Message::Event(event, clock.awake())).is_err() {
            return;
        }
        if let Ok(request) = requests.try_recv() {
            let _ = request.paused.send(());
            // This returns an error once the sender is dropped, which is the sign to continue.
            let _ = request.resume.recv();
        }
    }
    let _ = sender.send(Message::OsEvent(OsEvent::HungUp));
}

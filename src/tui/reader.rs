//! The thread that blocks on the terminal and sends what it reads. It can be paused, so that another program has the
//! terminal's keys to itself.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};

use super::app::Message;
use super::signals::Outside;
use crate::clock::Clock;

/// Longer than no time at all, so that the library looks at what it has read already; nobody feels it.
const A_LOOK: Duration = Duration::from_millis(1);

/// The reading thread, from the loop's side.
#[derive(Debug)]
pub struct Keys {
    control: UnixStream,
    /// One for each time the thread stands still.
    standing: Receiver<()>,
}

impl Keys {
    /// Starts to read.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn read(sender: Sender<Message>, clock: Clock) -> io::Result<Self> {
        let (control, theirs) = UnixStream::pair()?;
        let (stands, standing) = mpsc::channel();
        thread::Builder::new().name("keys".into()).spawn(move || {
            let mut control = theirs;
            // An error means that the terminal or the loop is gone; the loop learns of the first.
            if let Err(Gone::Terminal) = read_until_gone(&mut control, &stands, &sender, clock) {
                let _ = sender.send(Message::Outside(Outside::HungUp));
            }
        })?;
        Ok(Self { control, standing })
    }

    /// Runs something while no key is read.
    ///
    /// # Errors
    /// Its own, and when the thread is gone.
    pub fn paused<T>(&mut self, act: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        self.control.write_all(b"p")?;
        self.standing.recv().map_err(io::Error::other)?;
        let done = act();
        self.control.write_all(b"g")?;
        done
    }
}

enum Gone {
    Terminal,
    Loop,
}

fn read_until_gone(
    control: &mut UnixStream,
    stands: &Sender<()>,
    sender: &Sender<Message>,
    clock: Clock,
) -> Result<(), Gone> {
    loop {
        let (told, typed) = wait(control).map_err(|_| Gone::Terminal)?;
        if told {
            let mut word = [0; 1];
            control.read_exact(&mut word).map_err(|_| Gone::Loop)?;
            stands.send(()).map_err(|_| Gone::Loop)?;
            control.read_exact(&mut word).map_err(|_| Gone::Loop)?;
            continue;
        }
        while typed {
            let event = crossterm::event::read().map_err(|_| Gone::Terminal)?;
            let message = Message::Event(event, clock.read().awake);
            sender.send(message).map_err(|_| Gone::Loop)?;
            if !crossterm::event::poll(A_LOOK).map_err(|_| Gone::Terminal)? {
                break;
            }
        }
    }
}

/// Blocks until the loop says something or a key is there: which of the two.
fn wait(control: &UnixStream) -> io::Result<(bool, bool)> {
    let terminal = io::stdin();
    let mut fds = [
        PollFd::new(control, PollFlags::IN),
        PollFd::new(&terminal, PollFlags::IN),
    ];
    loop {
        match poll(&mut fds, None) {
            Ok(_) => break,
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let [told, typed] = fds.map(|fd| fd.revents());
    if !typed.is_empty() && !typed.contains(PollFlags::IN) {
        return Err(io::ErrorKind::BrokenPipe.into());
    }
    Ok((!told.is_empty(), typed.contains(PollFlags::IN)))
}

//! The thread that blocks on the terminal and sends what it reads. It can be paused, so that another program has the
//! terminal's keys to itself.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};

use super::os_events::Outside;
use super::router::Message;
use crate::clock::Clock;

/// A look at what the library has read already takes some time, or it does not look at all.
const A_LOOK: Duration = Duration::from_millis(5);
/// On a busy machine a look can run out of its time before it begins: only so many in a row say that nothing is left.
const LOOKS: u32 = 3;

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
        if typed {
            read_what_is_there(sender, clock)?;
        }
    }
}

/// Reads every event of what came, also of bytes that the library has taken in but not yet handed out.
fn read_what_is_there(sender: &Sender<Message>, clock: Clock) -> Result<(), Gone> {
    let mut looks = 0;
    while looks < LOOKS {
        if crossterm::event::poll(A_LOOK).map_err(|_| Gone::Terminal)? {
            let event = crossterm::event::read().map_err(|_| Gone::Terminal)?;
            let message = Message::Event(event, clock.read().awake);
            sender.send(message).map_err(|_| Gone::Loop)?;
            looks = 0;
        } else {
            looks += 1;
        }
    }
    Ok(())
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

//! The thread that reads the bytes of the terminal and sends them to the main loop. It can be paused while another program
//! reads the terminal.

use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;

use super::os_events::LoopMessage;
use super::os_events::OsEvent;
use crate::clock::Clock;

/// The main loop's handle of the key reader.
#[derive(Debug)]
pub struct KeyReader {
    pauses: Sender<PauseRequest>,
    /// A byte that is written here ends the wait of the thread for a key.
    waker: UnixStream,
}

/// Asks the thread to read nothing until the sender of `resume` is dropped.
#[derive(Debug)]
struct PauseRequest {
    /// Where the thread says that it is paused.
    paused: Sender<()>,
    resume: Receiver<()>,
}

impl KeyReader {
    /// Starts the thread. It sends all bytes with the time at which they were read.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn start(sender: Sender<LoopMessage>, clock: Clock) -> io::Result<Self> {
        let (pauses, requests) = mpsc::channel();
        let (waker, woken) = UnixStream::pair()?;
        let terminal = File::from(io::stdin().as_fd().try_clone_to_owned()?);
        thread::Builder::new().name("keys".into()).spawn(move || {
            // Any error means that the terminal is gone.
            let _ = read_until_gone(&sender, &requests, terminal, woken, clock);
            let _ = sender.send(LoopMessage::OsEvent(OsEvent::HungUp));
        })?;
        Ok(Self { pauses, waker })
    }

    /// Runs `act` while this program reads no key.
    ///
    /// # Errors
    /// Those of `act`, and when the thread has ended.
    pub fn paused<T>(&self, act: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        let (paused, is_paused) = mpsc::channel();
        let (resume_when_dropped, resume) = mpsc::channel();
        let request = PauseRequest { paused, resume };
        let is_gone = |_| io::Error::from(ErrorKind::BrokenPipe);
        self.pauses.send(request).map_err(is_gone)?;
        (&self.waker).write_all(&[0])?;
        is_paused.recv().map_err(io::Error::other)?;
        let result = act();
        drop(resume_when_dropped);
        result
    }
}

/// Sends bytes until the main loop or the terminal is gone. It waits without a time limit.
fn read_until_gone(
    sender: &Sender<LoopMessage>,
    requests: &Receiver<PauseRequest>,
    mut terminal: File,
    mut woken: UnixStream,
    clock: Clock,
) -> io::Result<()> {
    let mut bytes = vec![0; 16 * 1024];
    loop {
        let mut fds = [
            PollFd::new(&woken, PollFlags::IN),
            PollFd::new(&terminal, PollFlags::IN),
        ];
        match poll(&mut fds, None) {
            Err(Errno::INTR) => continue,
            polled => polled?,
        };
        let [is_woken, has_bytes] = fds.map(|fd| !fd.revents().is_empty());
        if is_woken {
            let _ = woken.read(&mut [0])?;
            if let Ok(request) = requests.try_recv() {
                let _ = request.paused.send(());
                // This returns an error once the sender is dropped, which is the sign to continue.
                let _ = request.resume.recv();
            }
            // What was typed meanwhile may have been read by the other program.
            continue;
        }
        if has_bytes {
            let count = match terminal.read(&mut bytes) {
                Err(why)
                    if matches!(why.kind(), ErrorKind::Interrupted | ErrorKind::WouldBlock) =>
                {
                    continue;
                }
                count => count?,
            };
            let message = LoopMessage::Bytes(bytes[..count].to_vec(), clock.awake());
            if count == 0 || sender.send(message).is_err() {
                return Ok(());
            }
        }
    }
}

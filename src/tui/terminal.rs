//! Sets the terminal up and restores it on every exit: return, error, panic, signal, suspend. All bytes to the screen
//! are written here, one write per frame.

use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::os::fd::AsFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
};
use crossterm::{clipboard::CopyToClipboard, cursor, queue};
use ratatui::{Frame, Terminal};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr, ttyname};

use super::backend::FrameBytes;
use super::job_control;

/// Reports presses, drags and the wheel by cell, but no other motion.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1002h\x1b[?1006h";
/// Makes the keypad send plain characters, in case another program left it in the mode in which its Enter is `ESC O M`.
const KEYPAD_PLAIN: &[u8] = b"\x1b>";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1002l\x1b[?1000l";

/// How long a terminal may read nothing when the program must end.
const STALL: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 200_000_000,
};

/// The terminal, which is restored when this is dropped.
pub struct TerminalGuard {
    terminal: Terminal<FrameBytes>,
    output: TerminalOutput,
    entered: bool,
    /// Whether clicks and the wheel are read, or the terminal keeps the mouse for itself.
    takes_mouse: bool,
    /// The modes that the terminal had before the program took it over. They are read once: an editor that is killed leaves its
    /// own behind.
    shell: Termios,
    /// The modes while the program has the terminal.
    raw: Termios,
}

impl TerminalGuard {
    /// Takes the terminal over for the first time. Once `must_end` is set, a terminal that reads nothing is an error.
    ///
    /// # Errors
    /// When raw mode cannot be set or the terminal cannot be written to. The terminal is then restored.
    pub fn enter(must_end: Arc<AtomicBool>, takes_mouse: bool) -> io::Result<Self> {
        let shell = tcgetattr(io::stdin())?;
        let mut raw = shell.clone();
        raw.make_raw();
        let mut term = Self {
            terminal: Terminal::new(FrameBytes::default())?,
            output: TerminalOutput::open(must_end)?,
            entered: false,
            takes_mouse,
            shell,
            raw,
        };
        term.take_over()?;
        Ok(term)
    }

    /// Takes the terminal over, again after [`TerminalGuard::give_back`]. The next frame draws every cell.
    ///
    /// # Errors
    /// Those of the terminal.
    pub fn take_over(&mut self) -> io::Result<()> {
        tcsetattr(io::stdin(), OptionalActions::Now, &self.raw)?;
        self.entered = true;
        let mut opening = Vec::new();
        queue!(opening, EnterAlternateScreen, EnableBracketedPaste)?;
        if self.takes_mouse {
            opening.extend_from_slice(MOUSE_ON);
        }
        opening.extend_from_slice(KEYPAD_PLAIN);
        self.output.write(&opening)?;
        self.redraw_all()
    }

    /// Restores the terminal. A second call restores only its modes, which the user's editor may have changed since.
    ///
    /// # Errors
    /// Those of the terminal.
    pub fn give_back(&mut self) -> io::Result<()> {
        let modes = || tcsetattr(io::stdin(), OptionalActions::Now, &self.shell);
        if !std::mem::take(&mut self.entered) {
            return Ok(job_control::unstopped(modes)?);
        }
        let mut closing = MOUSE_OFF.to_vec();
        queue!(
            closing,
            EndSynchronizedUpdate,
            DisableBracketedPaste,
            LeaveAlternateScreen,
            cursor::Show
        )?;
        let written = self.output.write(&closing);
        job_control::unstopped(modes)?;
        written
    }

    /// Makes the next frame draw every cell.
    ///
    /// # Errors
    /// Those of the terminal.
    pub fn redraw_all(&mut self) -> io::Result<()> {
        // `Terminal::clear` would ask the terminal for the cursor position, whose answer the key reader may read.
        let size = self.terminal.size()?;
        self.terminal.resize(size.into())
    }

    /// Draws one frame as one write between synchronized-update marks.
    ///
    /// # Errors
    /// Those of the terminal.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        queue!(self.terminal.backend_mut().pending, BeginSynchronizedUpdate)?;
        self.terminal.draw(draw)?;
        let frame = &mut self.terminal.backend_mut().pending;
        queue!(frame, EndSynchronizedUpdate)?;
        let written = self.output.write(frame);
        frame.clear();
        written
    }

    /// Rings the bell.
    ///
    /// # Errors
    /// Those of the terminal.
    pub fn ring(&mut self) -> io::Result<()> {
        self.output.write(b"\x07")
    }

    /// Sends a text to the clipboard of the terminal. Not every terminal accepts it.
    ///
    /// # Errors
    /// Those of the terminal.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        let mut bytes = Vec::new();
        queue!(bytes, CopyToClipboard::to_clipboard_from(text))?;
        self.output.write(&bytes)
    }
}

/// The terminal as this program writes to it: without blocking, so that a terminal that reads nothing holds up no signal.
struct TerminalOutput {
    file: File,
    must_end: Arc<AtomicBool>,
}

impl TerminalOutput {
    /// Opens the terminal once more, since others share the mode of standard output. Where that fails, writes block.
    fn open(must_end: Arc<AtomicBool>) -> io::Result<Self> {
        let flags = OFlags::WRONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        let own = ttyname(io::stdout(), Vec::new())
            .and_then(|name| rustix::fs::open(name, flags, Mode::empty()));
        let file = match own {
            Ok(own) => own,
            Err(_) => io::stdout().as_fd().try_clone_to_owned()?,
        };
        Ok(Self {
            file: file.into(),
            must_end,
        })
    }

    /// Writes bytes without buffering.
    ///
    /// # Errors
    /// Those of the terminal, and when it reads nothing while the program must end.
    fn write(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            match self.file.write(bytes) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(count) => bytes = &bytes[count..],
                Err(why) if why.kind() == ErrorKind::Interrupted => {}
                Err(why) if why.kind() == ErrorKind::WouldBlock => self.wait()?,
                Err(why) => return Err(why),
            }
        }
        Ok(())
    }

    /// Waits until the terminal reads again.
    fn wait(&self) -> io::Result<()> {
        let must_end = self.must_end.load(Ordering::Relaxed);
        let mut fds = [PollFd::new(&self.file, PollFlags::OUT)];
        match poll(&mut fds, Some(&STALL)) {
            Ok(0) if must_end => Err(ErrorKind::TimedOut.into()),
            Ok(_) | Err(Errno::INTR) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

impl Drop for TerminalGuard {
    fn drop(&mut self) {
        // An error cannot be shown: the terminal may be gone.
        let _ = self.give_back();
    }
}

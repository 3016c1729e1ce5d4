//! Sets the terminal up and restores it on every exit: return, error, panic, signal, suspend. All bytes to the screen
//! are written here, one write per frame.

use std::io::{self, Write};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{clipboard::CopyToClipboard, cursor, execute, queue};
use ratatui::{Frame, Terminal};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

use super::backend::FrameBytes;

/// Reports presses, drags and the wheel by cell, but no other motion.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1002l\x1b[?1000l";

/// The terminal, which is restored when this is dropped.
pub struct TerminalGuard {
    terminal: Terminal<FrameBytes>,
    entered: bool,
    /// The modes of the terminal while the program has it; `None` before the first [`TerminalGuard::take_over`].
    raw: Option<Termios>,
}

impl TerminalGuard {
    /// Takes the terminal over for the first time.
    ///
    /// # Errors
    /// When raw mode cannot be set or the terminal cannot be written to. The terminal is then restored.
    pub fn enter() -> io::Result<Self> {
        let mut term = Self {
            terminal: Terminal::new(FrameBytes::default())?,
            entered: false,
            raw: None,
        };
        term.take_over()?;
        Ok(term)
    }

    /// Takes the terminal over, again after [`TerminalGuard::give_back`]. The next frame draws every cell.
    ///
    /// # Errors
    /// Those of the terminal.
    pub fn take_over(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        self.entered = true;
        // While the program was stopped, another may have set other modes, of which crossterm knows nothing.
        match &self.raw {
            None => self.raw = Some(tcgetattr(io::stdin())?),
            Some(raw) => tcsetattr(io::stdin(), OptionalActions::Now, raw)?,
        }
        let mut opening = Vec::new();
        queue!(opening, EnterAlternateScreen, EnableBracketedPaste)?;
        opening.extend_from_slice(MOUSE_ON);
        write_now(&opening)?;
        self.redraw_all()
    }

    /// Restores the terminal. A second call does nothing.
    ///
    /// # Errors
    /// Those of the terminal.
    pub fn give_back(&mut self) -> io::Result<()> {
        if !std::mem::take(&mut self.entered) {
            return Ok(());
        }
        let mut closing = MOUSE_OFF.to_vec();
        queue!(
            closing,
            EndSynchronizedUpdate,
            DisableBracketedPaste,
            LeaveAlternateScreen,
            cursor::Show
        )?;
        let written = write_now(&closing);
        disable_raw_mode()?;
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
        let written = write_now(frame);
        frame.clear();
        written
    }

    /// Rings the bell.
    ///
    /// # Errors
    /// Those of the terminal.
    pub fn ring(&mut self) -> io::Result<()> {
        write_now(b"\x07")
    }

    /// Sends a text to the clipboard of the terminal. Not every terminal accepts it.
    ///
    /// # Errors
    /// Those of the terminal.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))
    }
}

/// Writes bytes to the terminal without buffering.
fn write_now(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

impl Drop for TerminalGuard {
    fn drop(&mut self) {
        // An error cannot be shown: the terminal may be gone.
        let _ = self.give_back();
    }
}

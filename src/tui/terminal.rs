//! Into the terminal's raw mode and out again, on every way out: return, error, panic, signal, suspend. All bytes to
//! the screen go through here, one write a frame.

use std::io::{self, Stdout, Write};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{clipboard::CopyToClipboard, cursor, execute, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::{Frame, Terminal};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

/// The last bytes of a frame: end of the synchronised update.
const FRAME_END: &[u8] = b"\x1b[?2026l";

/// Presses, drags and the wheel, told by cell; motion alone is not asked for.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1002l\x1b[?1000l";

/// The terminal, taken over for as long as this lives.
pub struct Term {
    terminal: Terminal<CrosstermBackend<Frames<Stdout>>>,
    mouse: bool,
    entered: bool,
    /// The modes of the terminal while it is ours.
    raw: Option<Termios>,
}

impl Term {
    /// Takes the terminal over.
    ///
    /// # Errors
    /// When the terminal refuses raw mode or does not take bytes; it is then as before.
    pub fn enter(mouse: bool) -> io::Result<Self> {
        let backend = CrosstermBackend::new(Frames::new(io::stdout()));
        let mut term = Self {
            terminal: Terminal::new(backend)?,
            mouse,
            entered: false,
            raw: None,
        };
        term.take_over()?;
        Ok(term)
    }

    /// Takes the terminal over again after [`Term::give_back`], with everything drawn anew.
    ///
    /// # Errors
    /// Those of the terminal.
    pub fn take_over(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        self.entered = true;
        // Whoever stopped the program may have set other modes, of which the library knows nothing.
        match &self.raw {
            None => self.raw = Some(tcgetattr(io::stdin())?),
            Some(raw) => tcsetattr(io::stdin(), OptionalActions::Now, raw)?,
        }
        execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
        if self.mouse {
            io::stdout().write_all(MOUSE_ON)?;
        }
        self.redraw_all()
    }

    /// Gives the terminal back as it was found; does nothing the second time.
    ///
    /// # Errors
    /// Those of the terminal.
    pub fn give_back(&mut self) -> io::Result<()> {
        if !std::mem::take(&mut self.entered) {
            return Ok(());
        }
        let mut out = io::stdout();
        let mut closing = Vec::new();
        if self.mouse {
            closing.extend_from_slice(MOUSE_OFF);
        }
        queue!(
            closing,
            EndSynchronizedUpdate,
            DisableBracketedPaste,
            LeaveAlternateScreen,
            cursor::Show
        )?;
        let written = out.write_all(&closing).and_then(|()| out.flush());
        disable_raw_mode()?;
        written
    }

    /// Forgets what the screen shows, so that the next frame draws every cell.
    ///
    /// # Errors
    /// Those of the terminal.
    pub fn redraw_all(&mut self) -> io::Result<()> {
        // `Terminal::clear` would ask the terminal for its cursor and race the key reader.
        let size = self.terminal.size()?;
        self.terminal.resize(size.into())
    }

    /// Draws one frame as one write between synchronised-update marks.
    ///
    /// # Errors
    /// Those of the terminal.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal.draw(draw)?;
        queue!(self.terminal.backend_mut(), EndSynchronizedUpdate)?;
        self.terminal.backend_mut().flush()
    }

    /// Rings the bell.
    ///
    /// # Errors
    /// Those of the terminal.
    pub fn ring(&mut self) -> io::Result<()> {
        let mut out = io::stdout();
        out.write_all(b"\x07")?;
        out.flush()
    }

    /// Sends a text to the terminal's clipboard, which may or may not take it.
    ///
    /// # Errors
    /// Those of the terminal.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))
    }
}

impl Drop for Term {
    fn drop(&mut self) {
        // The terminal may be gone; there is nobody left to tell.
        let _ = self.give_back();
    }
}

/// Holds the bytes of a frame back until its end mark is in, however often it is flushed before.
struct Frames<W: Write> {
    pending: Vec<u8>,
    out: W,
}

impl<W: Write> Frames<W> {
    fn new(out: W) -> Self {
        Self {
            pending: Vec::with_capacity(16 * 1024),
            out,
        }
    }
}

impl<W: Write> Write for Frames<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.pending.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.pending.ends_with(FRAME_END) {
            self.out.write_all(&self.pending)?;
            self.pending.clear();
            self.out.flush()?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts writes.
    #[derive(Default)]
    struct Writes(Vec<Vec<u8>>);

    impl Write for Writes {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.push(bytes.to_vec());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_frame_is_one_write_between_its_marks() {
        let mut frames = Frames::new(Writes::default());
        queue!(frames, BeginSynchronizedUpdate).unwrap();
        for part in ["one", "two"] {
            frames.write_all(part.as_bytes()).unwrap();
            frames.flush().unwrap();
        }
        queue!(frames, EndSynchronizedUpdate).unwrap();
        frames.flush().unwrap();
        assert_eq!(frames.out.0, [b"\x1b[?2026honetwo\x1b[?2026l".to_vec()]);
    }
}

//! Interview, debrief and cards as plain scrolling text, for screen readers, dumb terminals and pipes: lines from standard input, lines
//! on standard output, no cursor movement and no raw mode. It makes the same record as the screens.
//!
//! ```text
//! run ── the loop                            room ── one turn: time, notices, lines, saving
//! input ── the threads of lines and signals  talk ── what commands work on
//! commands ── the one table of commands      act ── what each command does
//! describe ── what is said of stages, times  notes ── the notes, their undo and sums
//! finished ── what is said at the finish
//! debrief ── the debrief by lines, with its commands and what is said in it
//! cards ── the drill of concept cards by lines
//! ```

mod act;
pub mod cards;
mod commands;
pub mod debrief;
mod describe;
mod finished;
pub mod input;
mod notes;
pub mod room;
mod talk;

use std::io::{self, Write};
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use crate::app::context::AppContext;
use crate::app::failure::Failure;
use crate::app::start::StartRequest;
use crate::clock::{self, Clock};
use crate::domain::interview::ClockReading;
use crate::domain::symbols::Symbols;
use crate::domain::wrapping::wrapped;
use cards::CardsRoom;
use debrief::DebriefRoom;
use input::InputMessage;
use room::{Ended, Room, Turn};

/// Messages that wait; a pipe that is read faster than its lines are handled waits too.
const MOST_WAITING: usize = 64;

/// How the text is written.
#[derive(Debug, Clone, Copy)]
pub struct Output {
    /// Whether standard output can ring a bell.
    pub rings: bool,
    /// The columns at which text is wrapped.
    pub width: usize,
    pub symbols: Symbols,
}

/// Runs an interview until it ends.
///
/// # Errors
/// When the interview cannot be opened, or signals cannot be read.
pub fn run(context: AppContext, start: &StartRequest, output: Output) -> Result<Ended, Failure> {
    let open = |now| Room::open(context, start, now);
    turns(open, Room::turn, Room::wait, output)
}

/// Runs the debrief of the session in this folder until it ends.
///
/// # Errors
/// When the debrief cannot be opened, or signals cannot be read.
pub fn run_debrief(context: AppContext, folder: &Path, output: Output) -> Result<Ended, Failure> {
    let open = |now| DebriefRoom::open(context, folder, now);
    turns(open, DebriefRoom::turn, |room, _| room.wait(), output)
}

/// Runs the drill of concept cards until it ends.
///
/// # Errors
/// When the cards cannot be read, or signals cannot be read.
pub fn run_cards(context: AppContext, output: Output) -> Result<Ended, Failure> {
    let open = |now| CardsRoom::open(context, now);
    turns(open, CardsRoom::turn, |room, _| room.wait(), output)
}

fn listen() -> io::Result<Receiver<InputMessage>> {
    let (sender, messages) = mpsc::sync_channel(MOST_WAITING);
    input::listen(&sender)?;
    Ok(messages)
}

/// Opens something that is done by lines of text and takes its turns until it ends. `turn` lets time pass, handles the
/// messages and saves what happened; `wait` says how long the loop may wait for a message, `None` for no limit.
fn turns<R>(
    open: impl FnOnce(ClockReading) -> Result<R, Failure>,
    turn: impl Fn(&mut R, &[InputMessage], ClockReading) -> Turn,
    wait: impl Fn(&mut R, ClockReading) -> Option<Duration>,
    output: Output,
) -> Result<Ended, Failure> {
    let clock = Clock::new();
    let messages = listen()?;
    let mut room = open(clock.read())?;
    let mut done = turn(&mut room, &[], clock.read());
    loop {
        let is_written = write(&done, output).is_ok();
        if let Some(ended) = done.ended {
            return Ok(ended);
        }
        let batch = if is_written {
            let limit = wait(&mut room, clock.read());
            clock::wait(&messages, limit, InputMessage::EndOfInput)
        } else {
            // Nobody reads any more.
            vec![InputMessage::EndOfInput]
        };
        done = turn(&mut room, &batch, clock.read());
    }
}

fn write(turn: &Turn, output: Output) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let text = output.symbols.printed(&turn.text);
    out.write_all(wrapped(&text, output.width, |_| 0).as_bytes())?;
    if turn.rings && output.rings {
        out.write_all(b"\x07")?;
    }
    out.flush()
}

//! The interview as plain scrolling text, for screen readers, dumb terminals and pipes: lines from standard input, lines
//! on standard output, no cursor movement and no raw mode. It makes the same record as the screens.
//!
//! ```text
//! run ── the loop                            room ── one turn: time, notices, lines, saving
//! input ── the threads of lines and signals  talk ── what commands work on
//! commands ── the one table of commands      act ── what each command does
//! describe ── what is said of stages, times  notes ── the notes, their undo and sums
//! ```

mod act;
mod commands;
mod describe;
pub mod input;
mod notes;
pub mod room;
mod talk;

use std::io::{self, Write};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use crate::app::context::AppContext;
use crate::app::failure::Failure;
use crate::app::start::StartRequest;
use crate::clock::Clock;
use input::Message;
use room::{Ended, Room, Turn};

/// Messages that wait; a pipe that is read faster than its lines are handled waits too.
const MOST_WAITING: usize = 64;

/// Runs an interview until it ends. `rings` says whether standard output can ring a bell.
///
/// # Errors
/// When the interview cannot be opened, or signals cannot be read.
pub fn run(context: AppContext, start: &StartRequest, rings: bool) -> Result<Ended, Failure> {
    let clock = Clock::new();
    let (sender, messages) = mpsc::sync_channel(MOST_WAITING);
    input::listen(&sender)?;
    let mut room = Room::open(context, start, clock.read())?;
    let mut turn = room.turn(&[], clock.read());
    loop {
        let is_written = write(&turn, rings).is_ok();
        if let Some(ended) = turn.ended {
            return Ok(ended);
        }
        let batch = if is_written {
            let limit = room.wait(clock.read());
            wait(&messages, limit)
        } else {
            // Nobody reads any more.
            vec![Message::EndOfInput]
        };
        turn = room.turn(&batch, clock.read());
    }
}

fn write(turn: &Turn, rings: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(turn.text.as_bytes())?;
    if turn.rings && rings {
        out.write_all(b"\x07")?;
    }
    out.flush()
}

/// Waits for a message, at most for `limit` if there is one, then takes all that are pending.
fn wait(messages: &Receiver<Message>, limit: Option<Duration>) -> Vec<Message> {
    let first = match limit {
        Some(limit) => messages.recv_timeout(limit),
        None => messages.recv().map_err(|_| RecvTimeoutError::Disconnected),
    };
    match first {
        Ok(first) => std::iter::once(first).chain(messages.try_iter()).collect(),
        Err(RecvTimeoutError::Timeout) => Vec::new(),
        Err(RecvTimeoutError::Disconnected) => vec![Message::EndOfInput],
    }
}

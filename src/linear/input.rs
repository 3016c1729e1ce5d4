//! Lines of standard input and signals, as messages to the loop. One thread waits for each.

use std::io::{self, BufRead, Read};
use std::sync::mpsc::SyncSender;
use std::thread;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::Signals;

/// The most bytes of a line; the notes of a stage hold less.
const LONGEST: u64 = 512 * 1024;

/// What the loop waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InputMessage {
    /// A line without its end.
    Line(String),
    /// A line that is longer than any notes; it was not read.
    TooLong,
    EndOfInput,
    /// A signal that ends the program.
    End(i32),
    /// SIGCONT: the program was stopped and continues.
    Continued,
}

/// Starts the threads.
///
/// # Errors
/// When signals cannot be registered or a thread cannot be started.
pub fn listen(sender: &SyncSender<InputMessage>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGCONT])?;
    let to_loop = sender.clone();
    let forward = move || {
        for signal in signals.forever() {
            let message = match signal {
                SIGCONT => InputMessage::Continued,
                signal => InputMessage::End(signal),
            };
            if to_loop.send(message).is_err() {
                return;
            }
        }
    };
    thread::Builder::new()
        .name("signals".into())
        .spawn(forward)?;
    let to_loop = sender.clone();
    let read = move || {
        let mut input = io::stdin().lock();
        loop {
            // An input that cannot be read has ended.
            let message = next(&mut input).unwrap_or(InputMessage::EndOfInput);
            let is_end = message == InputMessage::EndOfInput;
            if to_loop.send(message).is_err() || is_end {
                return;
            }
        }
    };
    thread::Builder::new().name("lines".into()).spawn(read)?;
    Ok(())
}

/// The next line. What is no UTF-8 becomes replacement characters.
fn next(input: &mut impl BufRead) -> io::Result<InputMessage> {
    let mut line = Vec::new();
    if input.take(LONGEST).read_until(b'\n', &mut line)? == 0 {
        return Ok(InputMessage::EndOfInput);
    }
    let is_whole = line.ends_with(b"\n");
    if !is_whole && line.len() as u64 == LONGEST {
        input.skip_until(b'\n')?;
        return Ok(InputMessage::TooLong);
    }
    line.truncate(line.len() - usize::from(is_whole));
    let line = String::from_utf8_lossy(&line);
    Ok(InputMessage::Line(line.trim_end_matches('\r').to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_without_their_ends_and_one_too_long_is_skipped_whole() {
        let long = "x".repeat(LONGEST as usize + 5);
        let text = format!("one\r\n{long}\n\nlast");
        let mut input = text.as_bytes();
        let expected = [
            InputMessage::Line("one".into()),
            InputMessage::TooLong,
            InputMessage::Line(String::new()),
            InputMessage::Line("last".into()),
            InputMessage::EndOfInput,
        ];
        for message in expected {
            assert_eq!(next(&mut input).unwrap(), message);
        }
    }
}

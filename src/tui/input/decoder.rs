//! Makes inputs from the bytes that the terminal sends. Crossterm's own parser is not used: it drops what it does not know byte
//! by byte or as typed keys, and it waits for the end mark of a paste without any limit.
//!
//! An Esc is delayed for 50 ms, since it may begin Alt and a key or the sequence of a special key. Sequences that are no key
//! are dropped whole. Every wait for more bytes has a limit.

use std::time::Duration;

use crossterm::event::{KeyCode, KeyModifiers};

use super::sequence::{self, SequenceMeaning};
use super::{ESC, Input, Key};

/// An Esc and another key within this time are one key: Alt and that key, or a key sequence that arrived in parts.
pub const ESC_WAIT: Duration = Duration::from_millis(50);
/// A key sequence that is not complete after this time is typed text.
const SEQUENCE_WAIT: Duration = Duration::from_millis(500);
/// A reply of the terminal that is not complete after this time is dropped.
const REPLY_WAIT: Duration = Duration::from_secs(1);
/// A paste whose end mark is missing ends when no byte has come for this long.
const PASTE_WAIT: Duration = Duration::from_secs(1);
/// The most bytes of a key sequence that are looked at; the rest up to its final byte is dropped.
const SEQUENCE_LIMIT: usize = 256;
/// The most bytes of a paste, well over what notes can take.
const PASTE_LIMIT: usize = 4 * 1024 * 1024;
const PASTE_END: &[u8] = b"\x1b[201~";

/// Makes inputs from bytes.
#[derive(Debug, Default)]
pub struct Decoder {
    state: State,
    /// When the wait of the state began.
    since: Duration,
    /// The first bytes of a character.
    partial: Vec<u8>,
    /// Whether the next key is with Alt, since an Esc came before it.
    alt: bool,
    /// When a CR was the last byte.
    cr: Option<Duration>,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Ground,
    /// After one Esc, or after two.
    Esc {
        twice: bool,
    },
    /// After Esc and `[` or `O`; with the bytes from there on.
    Sequence {
        twice: bool,
        bytes: Vec<u8>,
    },
    /// After Esc and `]`, `P` or `_`: the reply of a terminal that ends in `Esc \` or BEL, or that key with Alt.
    Reply {
        opening: u8,
        is_empty: bool,
        after_esc: bool,
    },
    Paste(Vec<u8>),
}

impl Decoder {
    /// Decodes bytes that arrived at `at` and adds the inputs that they complete.
    pub fn feed(&mut self, bytes: &[u8], at: Duration, inputs: &mut Vec<Input>) {
        self.pass(at, inputs);
        for byte in bytes {
            self.byte(*byte, at, inputs);
        }
    }

    /// Adds what is pending to the inputs if its time is over.
    pub fn pass(&mut self, now: Duration, inputs: &mut Vec<Input>) {
        if self.deadline().is_some_and(|deadline| deadline <= now) {
            self.flush(inputs);
        }
    }

    /// When [`Decoder::pass`] must be called, if anything is pending.
    pub fn deadline(&self) -> Option<Duration> {
        let wait = match &self.state {
            State::Ground => return None,
            State::Esc { .. } | State::Reply { is_empty: true, .. } => ESC_WAIT,
            State::Sequence { bytes, .. } if !sequence::is_reply(bytes) => SEQUENCE_WAIT,
            State::Sequence { .. } | State::Reply { .. } => REPLY_WAIT,
            State::Paste(_) => PASTE_WAIT,
        };
        Some(self.since + wait)
    }

    /// Ends what is pending: an Esc and the start of a sequence are keys, a paste ends, a reply is dropped.
    fn flush(&mut self, inputs: &mut Vec<Input>) {
        match std::mem::take(&mut self.state) {
            State::Ground => {}
            State::Esc { twice } => escs(twice, inputs),
            State::Sequence { twice, bytes } => {
                if !sequence::is_reply(&bytes) {
                    escs(twice, inputs);
                    let typed = bytes.iter().map(|byte| Key::char(char::from(*byte)));
                    inputs.extend(typed.map(Input::Key));
                }
            }
            State::Reply {
                opening, is_empty, ..
            } => {
                if is_empty {
                    inputs.push(Input::Key(with_alt(Key::char(char::from(opening)))));
                }
            }
            State::Paste(bytes) => inputs.push(paste(&bytes)),
        }
    }

    fn byte(&mut self, byte: u8, at: Duration, inputs: &mut Vec<Input>) {
        match &mut self.state {
            State::Ground => self.ground(byte, at, inputs),
            State::Esc { twice } => {
                let twice = *twice;
                self.after_esc(byte, twice, at, inputs);
            }
            State::Sequence { .. } => self.in_sequence(byte, at, inputs),
            State::Reply { .. } => self.in_reply(byte, at, inputs),
            State::Paste(bytes) => {
                self.since = at;
                bytes.push(byte);
                if byte == b'~' && bytes.ends_with(PASTE_END) {
                    self.flush(inputs);
                } else if bytes.len() == PASTE_LIMIT + PASTE_END.len() {
                    // The last bytes stay, which may be the first of the end mark.
                    bytes.remove(PASTE_LIMIT);
                }
            }
        }
    }

    fn wait(&mut self, state: State, at: Duration) {
        self.state = state;
        self.since = at;
    }

    /// A byte outside of any sequence.
    fn ground(&mut self, byte: u8, at: Duration, inputs: &mut Vec<Input>) {
        let cr = self.cr.take();
        if byte >= 0x80 {
            return self.in_character(byte, inputs);
        }
        if !self.partial.is_empty() {
            self.partial.clear();
            self.key(Key::char(char::REPLACEMENT_CHARACTER), inputs);
        }
        match byte {
            0x1b => self.wait(State::Esc { twice: false }, at),
            b'\r' => {
                self.cr = Some(at);
                self.key(Key::plain(KeyCode::Enter), inputs);
            }
            // A paste without marks has both bytes at each line end. Nobody types them this fast.
            b'\n' if cr.is_some_and(|cr| at.saturating_sub(cr) < ESC_WAIT) => {}
            b'\t' => self.key(Key::plain(KeyCode::Tab), inputs),
            0x7f => self.key(Key::plain(KeyCode::Backspace), inputs),
            0 => self.key(Key::ctrl(' '), inputs),
            1..=0x1a => self.control(byte - 1 + b'a', inputs),
            0x1c..=0x1f => self.control(byte - 0x1c + b'4', inputs),
            _ => self.key(Key::char(char::from(byte)), inputs),
        }
    }

    fn control(&mut self, letter: u8, inputs: &mut Vec<Input>) {
        let key = Key::of(KeyCode::Char(char::from(letter)), KeyModifiers::CONTROL);
        self.key(key, inputs);
    }

    fn key(&mut self, key: Key, inputs: &mut Vec<Input>) {
        let is_alt = std::mem::take(&mut self.alt);
        inputs.push(Input::Key(if is_alt { with_alt(key) } else { key }));
    }

    /// A byte of a character of several bytes. What is no character is shown as U+FFFD.
    fn in_character(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        self.partial.push(byte);
        match std::str::from_utf8(&self.partial) {
            Ok(text) => {
                let character = text.chars().next();
                self.partial.clear();
                if let Some(character) = character {
                    self.key(Key::char(character), inputs);
                }
            }
            Err(error) if error.error_len().is_none() => {}
            Err(_) => {
                // The byte that does not fit may begin a character.
                let begins = self.partial.len() > 1;
                self.partial.clear();
                self.key(Key::char(char::REPLACEMENT_CHARACTER), inputs);
                if begins {
                    self.in_character(byte, inputs);
                }
            }
        }
    }

    fn after_esc(&mut self, byte: u8, twice: bool, at: Duration, inputs: &mut Vec<Input>) {
        match byte {
            0x1b => {
                if twice {
                    inputs.push(Input::Key(ESC));
                }
                self.wait(State::Esc { twice: true }, at);
            }
            b'[' | b'O' => {
                let bytes = vec![byte];
                self.wait(State::Sequence { twice, bytes }, at);
            }
            b']' | b'P' | b'_' if !twice => {
                let reply = State::Reply {
                    opening: byte,
                    is_empty: true,
                    after_esc: false,
                };
                self.wait(reply, at);
            }
            _ => {
                if twice {
                    inputs.push(Input::Key(ESC));
                }
                self.state = State::Ground;
                self.alt = true;
                self.ground(byte, at, inputs);
            }
        }
    }

    fn in_sequence(&mut self, byte: u8, at: Duration, inputs: &mut Vec<Input>) {
        let State::Sequence { twice, bytes } = &mut self.state else {
            return;
        };
        let is_mouse = bytes.starts_with(b"[M");
        if !is_mouse && !(b' '..0x7f).contains(&byte) {
            // The sequence was cut off.
            self.flush(inputs);
            return self.ground(byte, at, inputs);
        }
        let twice = *twice;
        if bytes.len() < SEQUENCE_LIMIT {
            bytes.push(byte);
        } else if let Some(last) = bytes.last_mut() {
            *last = byte;
        }
        if !sequence::is_complete(bytes) {
            self.since = at;
            return;
        }
        let meaning = sequence::meaning(bytes);
        self.state = State::Ground;
        match meaning {
            SequenceMeaning::PasteStart => self.wait(State::Paste(Vec::new()), at),
            SequenceMeaning::Input(Input::Key(key)) if twice => {
                inputs.push(Input::Key(with_alt(key)));
            }
            SequenceMeaning::Input(input) => inputs.push(input),
            SequenceMeaning::Nothing => {}
        }
    }

    fn in_reply(&mut self, byte: u8, at: Duration, inputs: &mut Vec<Input>) {
        let State::Reply {
            opening,
            is_empty,
            after_esc,
        } = &mut self.state
        else {
            return;
        };
        if *is_empty && !begins_reply(*opening, byte) {
            self.flush(inputs);
            return self.ground(byte, at, inputs);
        }
        if std::mem::take(is_empty) {
            self.since = at;
        }
        if std::mem::take(after_esc) {
            self.state = State::Ground;
            if byte != b'\\' {
                // The reply was cut off.
                self.after_esc(byte, false, at, inputs);
            }
        } else if byte == 0x1b {
            *after_esc = true;
        } else if byte < b' ' {
            self.state = State::Ground;
            if byte != 0x07 {
                self.ground(byte, at, inputs);
            }
        }
    }
}

/// Whether a reply may begin with this byte: a number after `]`, what was asked after `P`, graphics after `_`.
fn begins_reply(opening: u8, byte: u8) -> bool {
    match opening {
        b']' => byte.is_ascii_digit() || matches!(byte, b'l' | b'L'),
        b'P' => byte.is_ascii_digit() || b";<=>?!$+|{".contains(&byte),
        _ => byte == b'G',
    }
}

fn escs(twice: bool, inputs: &mut Vec<Input>) {
    inputs.extend(vec![Input::Key(ESC); 1 + usize::from(twice)]);
}

fn with_alt(key: Key) -> Key {
    Key::with(key.code, key.modifiers | KeyModifiers::ALT)
}

/// A paste of these bytes, which end in the end mark or in a part of it, or have none.
fn paste(bytes: &[u8]) -> Input {
    let mark = (1..=PASTE_END.len()).rev();
    let mark = mark
        .map(|length| &PASTE_END[..length])
        .find(|mark| bytes.ends_with(mark));
    let text = &bytes[..bytes.len() - mark.map_or(0, <[u8]>::len)];
    Input::Paste(String::from_utf8_lossy(text).into_owned())
}

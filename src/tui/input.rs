//! What the terminal sends, made into what the user did. The one place that knows how keys arrive: releases are
//! dropped, twins folded, and an Esc is held back a moment to see whether it begins something longer.

use std::time::Duration;

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

/// An Esc followed by another key within this is one key: Alt and that key, or the late rest of a key sequence.
pub const ESC_WAIT: Duration = Duration::from_millis(50);
/// A late key sequence whose end does not come within this was none.
const SEQUENCE_WAIT: Duration = Duration::from_millis(500);
/// No key sequence is longer than this.
const SEQUENCE_LIMIT: usize = 16;

/// Something the user did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    Key(Key),
    Paste(String),
    /// The left button went down, or moved while down.
    Click {
        column: u16,
        row: u16,
        dragged: bool,
    },
    Wheel {
        column: u16,
        row: u16,
        up: bool,
    },
    /// The window has another size, or lost what it showed.
    Resize,
}

/// A key with its modifiers. Characters carry their own case, never Shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    pub code: KeyCode,
    pub modifiers: KeyModifiers,
}

impl Key {
    pub const fn plain(code: KeyCode) -> Self {
        Self {
            code,
            modifiers: KeyModifiers::NONE,
        }
    }

    pub const fn char(character: char) -> Self {
        Self::plain(KeyCode::Char(character))
    }

    pub const fn ctrl(character: char) -> Self {
        Self {
            code: KeyCode::Char(character),
            modifiers: KeyModifiers::CONTROL,
        }
    }

    pub const fn with(code: KeyCode, modifiers: KeyModifiers) -> Self {
        Self { code, modifiers }
    }

    pub fn has(self, modifier: KeyModifiers) -> bool {
        self.modifiers.contains(modifier)
    }

    /// The same key without a modifier.
    #[must_use]
    pub fn without(self, modifier: KeyModifiers) -> Self {
        Self {
            code: self.code,
            modifiers: self.modifiers - modifier,
        }
    }

    /// The character that typing this key writes, if it writes one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(character) if self.modifiers.is_empty() => Some(character),
            _ => None,
        }
    }

    /// Folds what terminals cannot tell apart: Ctrl-J and Ctrl-M are Enter, Ctrl-H is Backspace, Ctrl-I is Tab.
    fn of(event: KeyEvent) -> Self {
        let mut key = Self::with(event.code, event.modifiers);
        key.modifiers &= KeyModifiers::SHIFT | KeyModifiers::CONTROL | KeyModifiers::ALT;
        if let KeyCode::Char(character) = key.code {
            key.modifiers -= KeyModifiers::SHIFT;
            let alt_gr = KeyModifiers::CONTROL | KeyModifiers::ALT;
            if cfg!(windows) && key.has(alt_gr) {
                key.modifiers -= alt_gr;
            }
            if key.has(KeyModifiers::CONTROL) {
                let twin = match character.to_ascii_lowercase() {
                    'j' | 'm' => Some(KeyCode::Enter),
                    'h' => Some(KeyCode::Backspace),
                    'i' => Some(KeyCode::Tab),
                    _ => None,
                };
                key = match twin {
                    Some(code) => Self::plain(code),
                    None => {
                        Self::with(KeyCode::Char(character.to_ascii_lowercase()), key.modifiers)
                    }
                };
            }
        }
        key
    }
}

const ESC: Key = Key::plain(KeyCode::Esc);

/// Makes inputs of terminal events. Holds at most one Esc, or the beginning of one key sequence.
#[derive(Debug, Default)]
pub struct Decoder {
    held: Option<Held>,
}

#[derive(Debug)]
struct Held {
    since: Duration,
    /// Empty after the Esc alone; else `[` or `O` and what followed.
    sequence: String,
}

impl Decoder {
    /// Takes one event that arrived at `at` and adds the inputs it completes.
    pub fn feed(&mut self, event: Event, at: Duration, inputs: &mut Vec<Input>) {
        match event {
            Event::Key(key) if key.kind == KeyEventKind::Release => {}
            Event::Key(key) => self.key(Key::of(key), at, inputs),
            other => {
                self.give_up(inputs);
                inputs.extend(other_input(other));
            }
        }
    }

    /// Lets time pass: an Esc held long enough was an Esc.
    pub fn pass(&mut self, now: Duration, inputs: &mut Vec<Input>) {
        if self.deadline().is_some_and(|deadline| deadline <= now) {
            self.give_up(inputs);
        }
    }

    /// When [`Decoder::pass`] will have something to say.
    pub fn deadline(&self) -> Option<Duration> {
        let held = self.held.as_ref()?;
        let wait = if held.sequence.is_empty() {
            ESC_WAIT
        } else {
            SEQUENCE_WAIT
        };
        Some(held.since + wait)
    }

    fn key(&mut self, key: Key, at: Duration, inputs: &mut Vec<Input>) {
        self.pass(at, inputs);
        let Some(held) = &mut self.held else {
            self.begin(key, at, inputs);
            return;
        };
        match (held.sequence.is_empty(), key.typed()) {
            (true, Some(opening @ ('[' | 'O'))) => {
                held.sequence.push(opening);
                held.since = at;
            }
            (true, _) if key == ESC => {
                inputs.push(Input::Key(ESC));
                held.since = at;
            }
            (true, _) => {
                self.held = None;
                inputs.push(Input::Key(Key::with(
                    key.code,
                    key.modifiers | KeyModifiers::ALT,
                )));
            }
            (false, Some(character)) => {
                held.sequence.push(character);
                held.since = at;
                if is_complete(&held.sequence) {
                    inputs.extend(late_key(&held.sequence).map(Input::Key));
                    self.held = None;
                } else if held.sequence.len() > SEQUENCE_LIMIT {
                    self.give_up(inputs);
                }
            }
            (false, None) => {
                self.give_up(inputs);
                self.begin(key, at, inputs);
            }
        }
    }

    fn begin(&mut self, key: Key, at: Duration, inputs: &mut Vec<Input>) {
        if key == ESC {
            self.held = Some(Held {
                since: at,
                sequence: String::new(),
            });
        } else {
            inputs.push(Input::Key(key));
        }
    }

    /// What is held was what it looked like: an Esc, and characters behind it.
    fn give_up(&mut self, inputs: &mut Vec<Input>) {
        if let Some(held) = self.held.take() {
            inputs.push(Input::Key(ESC));
            inputs.extend(
                held.sequence
                    .chars()
                    .map(|character| Input::Key(Key::char(character))),
            );
        }
    }
}

fn other_input(event: Event) -> Option<Input> {
    match event {
        Event::Paste(text) => Some(Input::Paste(text)),
        Event::Resize(..) => Some(Input::Resize),
        Event::Mouse(MouseEvent {
            kind, column, row, ..
        }) => match kind {
            MouseEventKind::Down(MouseButton::Left) => Some(Input::Click {
                column,
                row,
                dragged: false,
            }),
            MouseEventKind::Drag(MouseButton::Left) => Some(Input::Click {
                column,
                row,
                dragged: true,
            }),
            MouseEventKind::ScrollUp => Some(Input::Wheel {
                column,
                row,
                up: true,
            }),
            MouseEventKind::ScrollDown => Some(Input::Wheel {
                column,
                row,
                up: false,
            }),
            _ => None,
        },
        _ => None,
    }
}

/// A sequence ends at its final byte: any of `@` to `~` after `[`, any but a digit or `;` after `O`.
fn is_complete(sequence: &str) -> bool {
    let mut rest = sequence.chars();
    let opening = rest.next();
    match (opening, rest.last()) {
        (Some('O'), Some(last)) => !(last.is_ascii_digit() || last == ';'),
        (Some(_), Some(last)) => matches!(last, '@'..='~') || !last.is_ascii(),
        _ => false,
    }
}

/// The key that a whole sequence stands for; none for one we do not know, which then does nothing.
fn late_key(sequence: &str) -> Option<Key> {
    let body = &sequence[1..];
    let last = body.chars().last()?;
    let parameters = &body[..body.len() - last.len_utf8()];
    let mut numbers = parameters
        .split(';')
        .map(|number| number.parse::<u8>().unwrap_or(1));
    let (first, second) = (numbers.next().unwrap_or(1), numbers.next());
    let code = match (last, first) {
        ('A', _) => KeyCode::Up,
        ('B', _) => KeyCode::Down,
        ('C', _) => KeyCode::Right,
        ('D', _) => KeyCode::Left,
        ('H', _) | ('~', 1 | 7) => KeyCode::Home,
        ('F', _) | ('~', 4 | 8) => KeyCode::End,
        ('P', _) | ('~', 11) => KeyCode::F(1),
        ('Z', _) => KeyCode::BackTab,
        ('~', 3) => KeyCode::Delete,
        ('~', 5) => KeyCode::PageUp,
        ('~', 6) => KeyCode::PageDown,
        _ => return None,
    };
    let bits = second.unwrap_or(1).saturating_sub(1);
    let mut modifiers = KeyModifiers::NONE;
    for (bit, modifier) in [
        (1, KeyModifiers::SHIFT),
        (2, KeyModifiers::ALT),
        (4, KeyModifiers::CONTROL),
    ] {
        if bits & bit != 0 {
            modifiers |= modifier;
        }
    }
    Some(Key::with(code, modifiers))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Feeds characters (`\x1b` is Esc), each some milliseconds after the one before, then lets a second pass.
    fn keys(typed: &[(char, u64)]) -> Vec<Key> {
        let mut decoder = Decoder::default();
        let mut inputs = Vec::new();
        let mut at = Duration::ZERO;
        for (character, after) in typed {
            at += Duration::from_millis(*after);
            let code = if *character == '\x1b' {
                KeyCode::Esc
            } else {
                KeyCode::Char(*character)
            };
            decoder.feed(Event::Key(KeyEvent::from(code)), at, &mut inputs);
        }
        decoder.pass(at + Duration::from_secs(1), &mut inputs);
        let keys = inputs.into_iter().map(|input| match input {
            Input::Key(key) => key,
            other => panic!("{other:?} is no key"),
        });
        keys.collect()
    }

    fn alt(character: char) -> Key {
        Key::with(KeyCode::Char(character), KeyModifiers::ALT)
    }

    #[test]
    fn a_key_soon_after_esc_is_alt_and_that_key() {
        assert_eq!(keys(&[('\x1b', 0), ('n', 49)]), [alt('n')]);
    }

    #[test]
    fn a_key_long_after_esc_is_a_key_of_its_own() {
        assert_eq!(keys(&[('\x1b', 0), ('n', 50)]), [ESC, Key::char('n')]);
    }

    #[test]
    fn a_split_arrow_is_the_arrow() {
        let up = Key::plain(KeyCode::Up);
        assert_eq!(keys(&[('\x1b', 0), ('[', 20), ('A', 200)]), [up]);
        assert_eq!(keys(&[('\x1b', 0), ('O', 20), ('A', 0)]), [up]);
        let shifted = Key::with(KeyCode::Right, KeyModifiers::SHIFT);
        assert_eq!(
            keys(&[
                ('\x1b', 0),
                ('[', 0),
                ('1', 0),
                (';', 0),
                ('2', 0),
                ('C', 0)
            ]),
            [shifted]
        );
        assert_eq!(
            keys(&[('\x1b', 0), ('[', 0), ('5', 0), ('~', 0)]),
            [Key::plain(KeyCode::PageUp)]
        );
    }

    #[test]
    fn an_unknown_late_sequence_types_nothing() {
        assert_eq!(
            keys(&[
                ('\x1b', 0),
                ('[', 0),
                ('9', 0),
                ('9', 0),
                ('~', 0),
                ('a', 0)
            ]),
            [Key::char('a')]
        );
    }

    #[test]
    fn a_bracket_long_after_esc_is_a_bracket() {
        assert_eq!(keys(&[('\x1b', 0), ('[', 60)]), [ESC, Key::char('[')]);
    }

    #[test]
    fn a_sequence_that_never_ends_loses_no_key() {
        assert_eq!(keys(&[('\x1b', 0), ('[', 10)]), [ESC, Key::char('[')]);
    }

    #[test]
    fn two_escs_are_two() {
        assert_eq!(keys(&[('\x1b', 0), ('\x1b', 10)]), [ESC, ESC]);
    }

    #[test]
    fn keys_that_terminals_confuse_are_one_key() {
        for (control, plain) in [
            ('j', KeyCode::Enter),
            ('m', KeyCode::Enter),
            ('h', KeyCode::Backspace),
            ('i', KeyCode::Tab),
        ] {
            let event = KeyEvent::new(KeyCode::Char(control), KeyModifiers::CONTROL);
            assert_eq!(Key::of(event), Key::plain(plain));
        }
    }

    #[test]
    fn a_release_is_no_key() {
        let mut inputs = Vec::new();
        let mut event = KeyEvent::from(KeyCode::Char('a'));
        event.kind = KeyEventKind::Release;
        Decoder::default().feed(Event::Key(event), Duration::ZERO, &mut inputs);
        assert_eq!(inputs, []);
    }
}

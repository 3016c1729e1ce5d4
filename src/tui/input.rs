//! Decodes terminal events to user input. Key releases are dropped, keys that terminals confuse become one key, and an
//! Esc is delayed for 50 ms, since it may begin Alt and a key or the sequence of a special key.

use std::time::Duration;

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

/// An Esc and another key within this time are one key: Alt and that key, or a key sequence that arrived in parts.
pub const ESC_WAIT: Duration = Duration::from_millis(50);
/// A key sequence that is not complete after this time is typed text.
const SEQUENCE_WAIT: Duration = Duration::from_millis(500);
/// The most characters of a key sequence.
const SEQUENCE_LIMIT: usize = 16;

/// One input of the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    Key(Key),
    Paste(String),
    /// The left button was pressed, or the mouse was dragged with it.
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
    /// The window has a new size.
    Resize,
}

/// A key with its modifiers. A character has its own case instead of Shift.
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

    /// The character that this key types, if any.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(character) if self.modifiers.is_empty() => Some(character),
            _ => None,
        }
    }

    /// Maps keys that terminals cannot distinguish: Ctrl-J and Ctrl-M are Enter, Ctrl-H is Backspace, Ctrl-I is Tab.
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
                key = match character.to_ascii_lowercase() {
                    'j' | 'm' => Self::plain(KeyCode::Enter),
                    'h' => Self::plain(KeyCode::Backspace),
                    'i' => Self::plain(KeyCode::Tab),
                    lower => Self::with(KeyCode::Char(lower), key.modifiers),
                };
            }
        }
        key
    }
}

const ESC: Key = Key::plain(KeyCode::Esc);

/// Decodes terminal events. It delays at most one Esc, or the start of one key sequence.
#[derive(Debug, Default)]
pub struct Decoder {
    pending: Option<Pending>,
}

#[derive(Debug)]
struct Pending {
    /// When its last key arrived.
    since: Duration,
    /// What followed the Esc: nothing yet, or `[` or `O` and the characters after it.
    sequence: String,
}

impl Decoder {
    /// Decodes one event that arrived at `at` and adds the inputs that it completes.
    pub fn feed(&mut self, event: Event, at: Duration, inputs: &mut Vec<Input>) {
        match event {
            Event::Key(key) if key.kind == KeyEventKind::Release => {}
            Event::Key(key) => self.key(Key::of(key), at, inputs),
            other => {
                self.flush(inputs);
                inputs.extend(other_input(other));
            }
        }
    }

    /// Adds the pending Esc to the inputs if its time is over.
    pub fn pass(&mut self, now: Duration, inputs: &mut Vec<Input>) {
        if self.deadline().is_some_and(|deadline| deadline <= now) {
            self.flush(inputs);
        }
    }

    /// When [`Decoder::pass`] must be called, if anything is pending.
    pub fn deadline(&self) -> Option<Duration> {
        let pending = self.pending.as_ref()?;
        let is_alone = pending.sequence.is_empty();
        Some(pending.since + if is_alone { ESC_WAIT } else { SEQUENCE_WAIT })
    }

    fn key(&mut self, key: Key, at: Duration, inputs: &mut Vec<Input>) {
        self.pass(at, inputs);
        let Some(pending) = &mut self.pending else {
            self.begin(key, at, inputs);
            return;
        };
        match (pending.sequence.is_empty(), key.typed()) {
            (true, Some(opening @ ('[' | 'O'))) => {
                pending.sequence.push(opening);
                pending.since = at;
            }
            (true, _) if key == ESC => {
                inputs.push(Input::Key(ESC));
                pending.since = at;
            }
            (true, _) => {
                self.pending = None;
                let with_alt = Key::with(key.code, key.modifiers | KeyModifiers::ALT);
                inputs.push(Input::Key(with_alt));
            }
            (false, Some(character)) => {
                pending.sequence.push(character);
                pending.since = at;
                if is_complete(&pending.sequence) {
                    inputs.extend(late_key(&pending.sequence).map(Input::Key));
                    self.pending = None;
                } else if pending.sequence.len() > SEQUENCE_LIMIT {
                    self.flush(inputs);
                }
            }
            (false, None) => {
                self.flush(inputs);
                self.begin(key, at, inputs);
            }
        }
    }

    fn begin(&mut self, key: Key, at: Duration, inputs: &mut Vec<Input>) {
        if key == ESC {
            self.pending = Some(Pending {
                since: at,
                sequence: String::new(),
            });
        } else {
            inputs.push(Input::Key(key));
        }
    }

    /// Adds what is pending as an Esc and typed characters.
    fn flush(&mut self, inputs: &mut Vec<Input>) {
        if let Some(pending) = self.pending.take() {
            inputs.push(Input::Key(ESC));
            let characters = pending.sequence.chars();
            inputs.extend(characters.map(|character| Input::Key(Key::char(character))));
        }
    }
}

fn other_input(event: Event) -> Option<Input> {
    match event {
        Event::Paste(text) => Some(Input::Paste(text)),
        Event::Resize(..) => Some(Input::Resize),
        Event::Mouse(mouse) => mouse_input(mouse),
        _ => None,
    }
}

fn mouse_input(mouse: MouseEvent) -> Option<Input> {
    let (column, row) = (mouse.column, mouse.row);
    let click = |dragged| Input::Click {
        column,
        row,
        dragged,
    };
    let wheel = |up| Input::Wheel { column, row, up };
    match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => Some(click(false)),
        MouseEventKind::Drag(MouseButton::Left) => Some(click(true)),
        MouseEventKind::ScrollUp => Some(wheel(true)),
        MouseEventKind::ScrollDown => Some(wheel(false)),
        _ => None,
    }
}

/// Whether a sequence has its final byte: `@` to `~` after `[`, anything but a digit or `;` after `O`.
fn is_complete(sequence: &str) -> bool {
    let mut rest = sequence.chars();
    let opening = rest.next();
    match (opening, rest.last()) {
        (Some('O'), Some(last)) => !(last.is_ascii_digit() || last == ';'),
        (Some(_), Some(last)) => matches!(last, '@'..='~') || !last.is_ascii(),
        _ => false,
    }
}

/// The key of a complete sequence; `None` if it is unknown.
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
    modifiers.set(KeyModifiers::SHIFT, bits & 1 != 0);
    modifiers.set(KeyModifiers::ALT, bits & 2 != 0);
    modifiers.set(KeyModifiers::CONTROL, bits & 4 != 0);
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
    fn the_keys_of_an_incomplete_sequence_are_typed() {
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

//! The input of the user: keys, pastes, the mouse. Keys that terminals confuse become one key. `decoder` makes inputs from
//! the bytes of the terminal, `sequence` knows the escape sequences of keys and of the mouse.

mod decoder;
mod sequence;

use crossterm::event::{KeyCode, KeyModifiers};
pub use decoder::{Decoder, ESC_WAIT};

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

    /// Maps keys that not every terminal distinguishes: Ctrl-J, Ctrl-M, Shift-Enter and Ctrl-Enter are Enter, Ctrl-H and
    /// Shift-Backspace are Backspace, Ctrl-I is Tab.
    fn of(code: KeyCode, modifiers: KeyModifiers) -> Self {
        let mut key = Self::with(code, modifiers);
        key.modifiers &= KeyModifiers::SHIFT | KeyModifiers::CONTROL | KeyModifiers::ALT;
        match key.code {
            KeyCode::Enter => key.modifiers &= KeyModifiers::ALT,
            KeyCode::Backspace | KeyCode::BackTab => key.modifiers -= KeyModifiers::SHIFT,
            KeyCode::Tab if key.has(KeyModifiers::SHIFT) => {
                key = Self::with(KeyCode::BackTab, key.modifiers - KeyModifiers::SHIFT);
            }
            _ => {}
        }
        if let KeyCode::Char(character) = key.code {
            // Some encodings of a shifted letter have the letter in lower case and Shift.
            if key.has(KeyModifiers::SHIFT) && character.is_ascii_lowercase() {
                key.code = KeyCode::Char(character.to_ascii_uppercase());
            }
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

#[cfg(test)]
mod tests;

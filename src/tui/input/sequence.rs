//! The escape sequences that terminals send for keys and for the mouse, without their Esc: `[` or `O`, parameters and a final
//! byte. What is no key, such as the reply to a question that another program asked the terminal, means nothing.

use crossterm::event::{KeyCode, KeyModifiers};

use super::{Input, Key};

/// The meaning of a complete sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SequenceMeaning {
    Input(Input),
    /// A paste begins.
    PasteStart,
    /// Nothing that this program uses.
    Nothing,
}

/// The bytes of a mouse report in the oldest encoding: `[M`, button, column and row.
const OLD_MOUSE: usize = 5;

/// Whether a sequence has its final byte: `@` to `~` after `[`, anything but a digit or `;` after `O`.
pub(super) fn is_complete(sequence: &[u8]) -> bool {
    match sequence {
        // The Linux console sends F1 as `[[A`.
        [] | [_] | b"[[" => false,
        [b'[', b'M', ..] => sequence.len() >= OLD_MOUSE,
        // Rxvt ends a key with Shift by one number and `$`, which is no final byte in the replies of other terminals.
        [b'[', number @ .., b'$'] if number.iter().all(u8::is_ascii_digit) => !number.is_empty(),
        [b'O', .., last] => !(last.is_ascii_digit() || *last == b';'),
        [.., last] => matches!(last, b'@'..=b'~'),
    }
}

/// Whether no key begins like this sequence, only a report or a reply of the terminal.
pub(super) fn is_reply(sequence: &[u8]) -> bool {
    matches!(sequence, [b'[', b'<'..=b'?', ..])
}

/// What a complete sequence means.
pub(super) fn meaning(sequence: &[u8]) -> SequenceMeaning {
    let found = match sequence {
        b"[200~" => return SequenceMeaning::PasteStart,
        [b'[', b'M', button, column, row] => {
            let [button, column, row] = [button, column, row].map(|byte| u16::from(*byte));
            mouse(
                button.wrapping_sub(32),
                column.saturating_sub(32),
                row.saturating_sub(32),
            )
        }
        [b'[', b'<', report @ .., b'M'] => numbers(report).and_then(|numbers| match numbers[..] {
            [button, column, row] => mouse(button, column, row),
            _ => None,
        }),
        [b'[', b'[', letter @ b'A'..=b'E'] => {
            Some(Input::Key(Key::plain(KeyCode::F(1 + letter - b'A'))))
        }
        [opening, parameters @ .., last] if !is_reply(sequence) => {
            key(*opening == b'O', parameters, *last).map(Input::Key)
        }
        _ => None,
    };
    found.map_or(SequenceMeaning::Nothing, SequenceMeaning::Input)
}

/// The numbers of a mouse report.
fn numbers(report: &[u8]) -> Option<Vec<u16>> {
    let report = std::str::from_utf8(report).ok()?;
    report
        .split(';')
        .map(|number| number.parse().ok())
        .collect()
}

/// A mouse report: the button with its modifiers, and the cell, counted from 1.
fn mouse(button: u16, column: u16, row: u16) -> Option<Input> {
    let (column, row) = (column.checked_sub(1)?, row.checked_sub(1)?);
    // Shift, Alt and Ctrl make no difference.
    let click = |dragged| Input::Click {
        column,
        row,
        dragged,
    };
    let wheel = |up| Input::Wheel { column, row, up };
    match button & !0b1_1100 {
        0 => Some(click(false)),
        32 => Some(click(true)),
        64 => Some(wheel(true)),
        65 => Some(wheel(false)),
        _ => None,
    }
}

/// The parameters of a key: the number of the key, the bits of its modifiers, the third parameter, and whether the key was
/// released.
#[derive(Debug, Clone, Copy, Default)]
struct Parameters {
    first: Option<u32>,
    bits: u32,
    third: Option<u32>,
    is_release: bool,
}

impl Parameters {
    /// Reads `first;1+bits:event;third`; each may be missing, and may have more parts after a colon.
    fn read(parameters: &[u8]) -> Self {
        let parameters = std::str::from_utf8(parameters).unwrap_or_default();
        let mut values = parameters.split(';').map(|value| {
            let mut parts = value.split(':').map(|part| part.parse::<u32>().ok());
            (parts.next().flatten(), parts.next().flatten())
        });
        let (first, _) = values.next().unwrap_or_default();
        let (bits, event) = values.next().unwrap_or_default();
        let (third, _) = values.next().unwrap_or_default();
        Self {
            first,
            bits: bits.unwrap_or(1).saturating_sub(1),
            third,
            is_release: event == Some(3),
        }
    }
}

fn key(is_ss3: bool, parameters: &[u8], last: u8) -> Option<Key> {
    let read = Parameters::read(parameters);
    if read.is_release {
        return None;
    }
    let first = read.first.unwrap_or(1);
    let mut bits = read.bits;
    let code = match (last, first) {
        // What xterm and kitty send for keys with modifiers.
        (b'~', 27) if read.third.is_some() => key_of_number(read.third?)?,
        (b'u', number) => key_of_number(number)?,
        (b'~', number) => numbered(number)?,
        (b'$', number) => {
            bits |= 1;
            numbered(number)?
        }
        (b'^', number) => {
            bits |= 4;
            numbered(number)?
        }
        (b'@', number) if read.first.is_some() => {
            bits |= 5;
            numbered(number)?
        }
        // With other numbers this is where the cursor is.
        (b'R', number) if number != 1 => return None,
        (b'P'..=b'S', _) => KeyCode::F(1 + last - b'P'),
        (b'Z', _) => KeyCode::BackTab,
        (b'a'..=b'd', 1) => {
            bits |= if is_ss3 { 4 } else { 1 };
            arrow(last.to_ascii_uppercase())?
        }
        (last, _) if is_ss3 => arrow(last).or_else(|| keypad(last))?,
        (last, _) => arrow(last)?,
    };
    let mut modifiers = KeyModifiers::NONE;
    modifiers.set(KeyModifiers::SHIFT, bits & 1 != 0);
    modifiers.set(KeyModifiers::ALT, bits & 2 != 0);
    modifiers.set(KeyModifiers::CONTROL, bits & 4 != 0);
    Some(Key::of(code, modifiers))
}

fn arrow(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        _ => return None,
    })
}

/// A key of the keypad in its application mode.
fn keypad(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'M' => KeyCode::Enter,
        b'I' => KeyCode::Tab,
        b' ' => KeyCode::Char(' '),
        b'X' => KeyCode::Char('='),
        // `j` to `y` stand for `*` to `9`.
        b'j'..=b'y' => KeyCode::Char(char::from(last - b'j' + b'*')),
        _ => return None,
    })
}

/// The key of a sequence that ends in `~`.
fn numbered(number: u32) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F(number as u8 - 10),
        17..=21 => KeyCode::F(number as u8 - 11),
        23..=24 => KeyCode::F(number as u8 - 12),
        _ => return None,
    })
}

/// The key that an encoding names by a number: mostly the character that the key types.
fn key_of_number(number: u32) -> Option<KeyCode> {
    const KEYPAD: [KeyCode; 10] = [
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::Insert,
        KeyCode::Delete,
    ];
    Some(match number {
        13 | 57414 => KeyCode::Enter,
        9 => KeyCode::Tab,
        27 => KeyCode::Esc,
        8 | 127 => KeyCode::Backspace,
        57399..=57408 => KeyCode::Char(char::from(b'0' + (number - 57399) as u8)),
        57409..=57413 => KeyCode::Char(char::from(b"./*-+"[(number - 57409) as usize])),
        57415 => KeyCode::Char('='),
        57416 => KeyCode::Char(','),
        57417..=57426 => KEYPAD[(number - 57417) as usize],
        // Other keys without a character, such as those of the media.
        57344..=63743 => return None,
        number => KeyCode::Char(char::from_u32(number).filter(|letter| !letter.is_control())?),
    })
}

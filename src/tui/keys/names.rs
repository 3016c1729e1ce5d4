//! The names of keys, as help shows them and settings write them.

use crossterm::event::{KeyCode, KeyModifiers};

use crate::domain::sanitize;
use crate::tui::input::Key;

/// The name of a key: `n`, `Ctrl-Z`, `PgUp`.
pub fn name(key: Key) -> String {
    let with = |modifier, prefix| if key.has(modifier) { prefix } else { "" };
    let code = match key.code {
        KeyCode::Char(' ') => "Space".to_owned(),
        KeyCode::Char(character) if key.has(KeyModifiers::CONTROL) => {
            character.to_uppercase().to_string()
        }
        KeyCode::Char(character) => sanitize::shown(character).to_string(),
        KeyCode::Up => "↑".to_owned(),
        KeyCode::Down => "↓".to_owned(),
        KeyCode::Left => "←".to_owned(),
        KeyCode::Right => "→".to_owned(),
        KeyCode::PageUp => "PgUp".to_owned(),
        KeyCode::PageDown => "PgDn".to_owned(),
        KeyCode::BackTab => "Shift-Tab".to_owned(),
        KeyCode::F(number) => format!("F{number}"),
        other => format!("{other:?}"),
    };
    let ctrl = with(KeyModifiers::CONTROL, "Ctrl-");
    let alt = with(KeyModifiers::ALT, "Alt-");
    let shift = with(KeyModifiers::SHIFT, "Shift-");
    format!("{ctrl}{alt}{shift}{code}")
}

/// The key with this name, as help shows it: `n`, `F2`, `Ctrl-N`, `PgUp`.
pub fn parse(text: &str) -> Option<Key> {
    let mut modifiers = KeyModifiers::NONE;
    let mut rest = text.trim();
    let prefixes = [
        ("ctrl-", KeyModifiers::CONTROL),
        ("alt-", KeyModifiers::ALT),
        ("shift-", KeyModifiers::SHIFT),
    ];
    while let Some((prefix, modifier)) = prefixes.iter().find(|(prefix, _)| {
        let start = rest.get(..prefix.len());
        rest.len() > prefix.len() && start.is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    }) {
        modifiers |= *modifier;
        rest = &rest[prefix.len()..];
    }
    let mut letters = rest.chars();
    let code = match (letters.next()?, letters.next()) {
        (letter, None) if modifiers.contains(KeyModifiers::CONTROL) => {
            KeyCode::Char(letter.to_ascii_lowercase())
        }
        (letter, None) if !letter.is_control() => KeyCode::Char(letter),
        _ => code(rest)?,
    };
    Some(Key::with(code, modifiers))
}

fn code(name: &str) -> Option<KeyCode> {
    Some(match name.to_ascii_lowercase().as_str() {
        "space" => KeyCode::Char(' '),
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "backspace" => KeyCode::Backspace,
        "delete" => KeyCode::Delete,
        "insert" => KeyCode::Insert,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pgup" => KeyCode::PageUp,
        "pgdn" => KeyCode::PageDown,
        name => {
            let number = name.strip_prefix('f')?.parse().ok();
            KeyCode::F(number.filter(|number| (1..=12).contains(number))?)
        }
    })
}

/// The start of a message for a key of a layout without Latin letters.
pub const NOT_LATIN: &str = "the keyboard layout is not Latin";

/// Whether a key types a letter that no layout with Latin letters has.
pub fn is_not_latin(key: Key) -> bool {
    let is_latin = |letter| matches!(letter, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
    matches!(key.code, KeyCode::Char(letter) if letter.is_alphabetic() && !is_latin(letter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::keys::table::table;

    #[test]
    fn the_name_of_every_key_in_the_table_is_parsed_as_that_key() {
        for row in table().flat_map(|group| group.rows) {
            for key in row.keys {
                let arrow = ["↑", "↓", "←", "→", "Shift-Tab"];
                let name = name(*key);
                if !arrow.iter().any(|arrow| name.ends_with(arrow)) {
                    assert_eq!(parse(&name), Some(*key), "{name}");
                }
            }
        }
        for text in ["", "nn", "F0", "F13", "Ctrl-", "Hyper-x", "\n"] {
            assert_eq!(parse(text), None, "{text:?}");
        }
    }
}

//! Reads the texts of a content file and checks their characters and words.

use toml::de::DeValue;

use super::checker::Gravity;
use super::diagnostic::quoted;
use super::lines::ByteSpan;
use super::node::{NodeValue, TextForm, TomlNode};
use crate::domain::content::text::join_lines;
use crate::domain::sanitize;

/// The mark for a text that its author has not written yet.
const TODO: &str = "TODO";

/// The text of a string; empty, with a diagnostic, where the value is not a string.
pub fn read(node: &TomlNode<'_>) -> String {
    match node.value {
        NodeValue::Given(DeValue::String(raw)) => return displayed(node, node.form, raw),
        NodeValue::Given(DeValue::Integer(_) | DeValue::Float(_)) => {
            let quotes = format!("\"{}\"", node.checker.lines.slice(&node.span));
            node.wrong_type("text in quotes", &format!("write {}", quoted(&quotes)));
        }
        NodeValue::Given(_) if node.is_item => {
            node.wrong_type("text in quotes", "write it in quotes, as `\"…\"`");
        }
        NodeValue::Given(_) => {
            let hint = format!("write `{} = \"…\"`", node.key);
            node.wrong_type("text in quotes", &hint);
        }
        _ if node.form == TextForm::AsWritten => node.missing("\"\"\"…\"\"\""),
        _ => node.missing("\"…\""),
    }
    String::new()
}

/// The text of a string as screens show it. Its mistakes are reported.
fn displayed(node: &TomlNode<'_>, form: TextForm, raw: &str) -> String {
    check_characters(node, raw);
    let text = match form {
        TextForm::Line | TextForm::Paragraphs => join_lines(raw),
        TextForm::AsWritten => raw.trim_matches('\n').trim_end().to_owned(),
    };
    if text.trim().is_empty() {
        if node.is_item {
            let message = format!("an item of `{}` is empty", node.key);
            node.error(&message, "write it between the quotes, or remove it");
        } else {
            let message = format!("`{}` is empty", node.key);
            node.error(&message, "write it between the quotes");
        }
        return String::new();
    }
    check_todo(node, &text);
    if form == TextForm::Line && text.contains('\n') {
        let message = format!(
            "`{}` must be one paragraph, a blank line makes it two",
            node.key
        );
        node.error(&message, "remove the blank line");
        return text.replace("\n\n", " ");
    }
    text
}

/// The words of a text in lower case without punctuation, to compare two texts.
pub fn bare_words(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whether the author has still to write a text.
pub fn is_open(text: &str) -> bool {
    todo_in(text).is_some()
}

fn check_todo(node: &TomlNode<'_>, text: &str) {
    if !is_open(text) {
        return;
    }
    let source = node.checker.lines.slice(&node.span);
    let at = todo_in(source).map_or(node.span.clone(), |at| {
        let start = node.span.start + at;
        start..start + TODO.len()
    });
    let message = format!("`{}` still says {TODO}", node.key);
    node.checker
        .report(Gravity::Unwritten, &at, &message, "write what belongs here");
}

/// The byte of a TODO that is a word of its own.
fn todo_in(text: &str) -> Option<usize> {
    let is_apart = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
    let mut offsets = text.match_indices(TODO).map(|(at, _)| at);
    offsets.find(|&at| {
        is_apart(text[..at].chars().next_back()) && is_apart(text[at + TODO.len()..].chars().next())
    })
}

fn check_characters(node: &TomlNode<'_>, raw: &str) {
    // Emoji and some scripts need joiners.
    let is_unsafe = |letter: &char| {
        !matches!(letter, '\u{200c}' | '\u{200d}') && sanitize::shown(*letter) != *letter
    };
    let Some(letter) = raw.chars().find(is_unsafe) else {
        return;
    };
    let kind = if letter.is_control() {
        "control"
    } else {
        "invisible"
    };
    let code = letter as u32;
    node.checker.report(
        Gravity::Wrong,
        &span_of(node, letter),
        &format!("`{}` contains the {kind} character U+{code:04X}", node.key),
        "remove it: it would not be shown",
    );
}

/// The bytes of a character, written as itself or as an escape; the whole string where it is not found.
fn span_of(node: &TomlNode<'_>, letter: char) -> ByteSpan {
    let code = letter as u32;
    let spellings = [
        letter.to_string(),
        format!("\\u{code:04x}"),
        format!("\\u{code:04X}"),
        format!("\\U{code:08X}"),
        format!("\\x{code:02x}"),
        letter.escape_default().to_string(),
    ];
    let mut spans = spellings
        .iter()
        .map(|spelling| node.checker.lines.locate(&node.span, spelling));
    spans
        .find(|span| *span != node.span)
        .unwrap_or(node.span.clone())
}

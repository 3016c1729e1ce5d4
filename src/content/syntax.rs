//! The parser's syntax errors in plain words.

use toml::de::Error;

use super::checker::{Checker, Gravity};
use super::diagnostic::quoted;

const LINE: &str = "each line is `key = value`, a table such as `[[stage]]`, or a `# comment`; \
     if this line is right, a text or list above it is not closed";
const CONTROL: &str = "remove it: it would not be shown";
const HEADER: &str = "end it with as many `]` as it begins with `[`";
const NUMBER: &str = "write the digits alone, such as `10` or `2.5`";

/// How messages of the parser begin or what they contain, what is said instead, and what to do; the first that fits counts.
const WORDS: [(&str, &str, &str); 12] = [
    (
        "string, expected `",
        "the text is not closed on its line",
        "end it with the same quote, or write several lines between `\"\"\"` and `\"\"\"`",
    ),
    (
        "invalid basic string",
        "the text contains a control character",
        CONTROL,
    ),
    (
        "invalid multi-line basic string",
        "the text contains a control character",
        CONTROL,
    ),
    (
        "string values must be quoted",
        "the value is missing",
        "write it after the `=`, or remove the key",
    ),
    (
        "invalid boolean",
        "the value is missing",
        "write it after the `=`, or remove the key",
    ),
    (
        "missing escaped value",
        "`\\` precedes a character that it cannot escape",
        "write `\\\\` for the character itself",
    ),
    (
        "missing comma between array",
        "a comma is missing between two items",
        "put a `,` after each item of the list",
    ),
    (
        "unclosed array table",
        "the header of the table is not closed",
        HEADER,
    ),
    (
        "unclosed table",
        "the header of the table is not closed",
        HEADER,
    ),
    (
        "cannot recurse further",
        "there are too many brackets inside one another",
        "remove the inner ones",
    ),
    ("key with no value", "the key has no `=` and no value", LINE),
    (
        "unexpected key or value",
        "the line continues after its value",
        LINE,
    ),
];

pub fn report(checker: &Checker<'_>, error: &Error) {
    let at = error.span().unwrap_or(0..0);
    let (message, hint) = words(error.message(), checker.lines.slice(&at));
    checker.report(Gravity::Wrong, &at, &message, &hint);
}

fn words(message: &str, source: &str) -> (String, String) {
    let is_bare = message.starts_with("string values must be quoted")
        || message.starts_with("invalid boolean");
    if is_bare && !source.trim().is_empty() {
        let hint = format!("write {}", quoted(&format!("\"{source}\"")));
        return (format!("the text {} has no quotes", quoted(source)), hint);
    }
    if message == "duplicate key" {
        let hint = "keep one of the two; tables that repeat begin with double brackets, `[[…]]`";
        return (
            format!("{} is here a second time", quoted(source)),
            hint.to_owned(),
        );
    }
    if let Some((_, said, hint)) = WORDS.iter().find(|(part, ..)| message.contains(part)) {
        return ((*said).to_owned(), (*hint).to_owned());
    }
    let is_number = ["digit", "leading zero", "sign", "radix", "integer number"]
        .iter()
        .any(|word| message.contains(word));
    let said = message
        .strip_suffix(", expected nothing")
        .unwrap_or(message);
    (
        said.to_owned(),
        if is_number { NUMBER } else { LINE }.to_owned(),
    )
}

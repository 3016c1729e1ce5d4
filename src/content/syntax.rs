//! Explains the parser's syntax errors.

use toml::de::Error;

use super::checker::{Checker, Gravity};
use super::diagnostic::quoted;

const LINE: &str = "each line is `key = value`, a table such as `[[stage]]`, or a `# comment`; \
     if this line is right, a text or list above it is not closed";
const VALUE: &str = "write it after the `=`, or remove the key";
const HEADER: &str = "end it with as many `]` as it begins with `[`";
const NUMBER: &str = "write the digits alone, such as `10` or `2.5`";

/// A part of the parser's message, our message and its hint; the first matching row counts.
#[rustfmt::skip]
const MESSAGES: [(&str, &str, &str); 14] = [
    ("string, expected `", "the text is not closed on its line", "end it with the same quote, or write several lines between `\"\"\"` and `\"\"\"`"),
    ("basic string", "the text contains a control character", "remove it: it would not be shown"),
    ("string values must be quoted", "the value is missing", VALUE),
    ("invalid boolean", "the value is missing", VALUE),
    ("missing escaped value", "`\\` precedes a character that it cannot escape", "write `\\\\` for the character itself"),
    ("missing comma between array", "a comma is missing between two items", "put a `,` after each item of the list"),
    ("unexpected `=` in array", "the list above this line is not closed", "end it with `]`"),
    ("unclosed array table", "the header of the table is not closed", HEADER),
    ("unclosed array", "the list is not closed", "end it with `]`"),
    ("unclosed table", "the header of the table is not closed", HEADER),
    ("cannot recurse further", "there are too many brackets inside one another", "remove the inner ones"),
    ("extra `=`", "there is one `=` too many", LINE),
    ("key with no value", "the key has no `=` and no value", LINE),
    ("unexpected key or value", "the line continues after its value", LINE),
];

/// Reports the first of the errors in the file; the others may follow from it.
pub fn report(checker: &Checker<'_>, errors: &[Error]) {
    // In a list without its closing bracket the next key is reported as unquoted text, and then its `=`, which explains
    // more.
    let order = |error: &&Error| {
        let start = error.span().map_or(0, |span| span.start);
        (
            checker.lines.number_at(start),
            is_unquoted(error.message()),
            start,
        )
    };
    let Some(first) = errors.iter().min_by_key(order) else {
        return;
    };
    let at = first.span().unwrap_or(0..0);
    let (message, hint) = explain(first.message(), checker.lines.slice(&at));
    checker.report(Gravity::Wrong, &at, &message, &hint);
}

fn is_unquoted(message: &str) -> bool {
    message.starts_with("string values must be quoted") || message.starts_with("invalid boolean")
}

fn explain(message: &str, source: &str) -> (String, String) {
    if is_unquoted(message) && !source.trim().is_empty() {
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
    if let Some((_, said, hint)) = MESSAGES.iter().find(|(part, ..)| message.contains(part)) {
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

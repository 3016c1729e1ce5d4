//! TOML that does not parse: its errors in our words, and a copy of the text that can be read in spite of them,
//! so that the other mistakes are found in the same pass. Must not know what any key means.

use std::collections::BTreeSet;

use toml::de::{DeTable, Error};

use super::findings::Findings;
use super::limits;
use super::lines::{Lines, Span};
use super::mistake::named;
use super::unclosed::{Unclosed, unclosed};

/// How often lines that do not parse are taken out before the rest is read as it is.
const ROUNDS: usize = 4;

/// Reports the syntax errors and gives the text with what caused them blanked out, every byte in its place.
pub fn mend(
    text: &str,
    errors: Vec<Error>,
    is_key: &dyn Fn(&str) -> bool,
    findings: &mut Findings<'_>,
) -> String {
    let (mut readable, mut errors) = close(text, errors, is_key, findings);
    report(&errors, findings);
    for _ in 0..ROUNDS {
        if errors.is_empty() {
            break;
        }
        let rows: BTreeSet<_> = errors
            .iter()
            .map(|error| findings.lines.row(start_of(error)))
            .collect();
        for &row in &rows {
            findings.spoil(row);
            blank(&mut readable, findings.lines.line_span(row), "");
        }
        errors = DeTable::parse_recoverable(&readable).1;
    }
    for error in &errors {
        findings.spoil(findings.lines.row(start_of(error)));
    }
    readable
}

/// Closes what was never closed, where that leaves fewer errors.
fn close(
    text: &str,
    errors: Vec<Error>,
    is_key: &dyn Fn(&str) -> bool,
    findings: &mut Findings<'_>,
) -> (String, Vec<Error>) {
    let swallowing = unclosed(text, is_key);
    let mut closed = text.to_owned();
    for open in &swallowing {
        blank(&mut closed, open.value.clone(), "0");
    }
    let left = DeTable::parse_recoverable(&closed).1;
    if swallowing.is_empty() || left.len() + swallowing.len() > errors.len() {
        return (text.to_owned(), errors);
    }
    for open in swallowing.iter().take(limits::SYNTAX_ERRORS) {
        let (message, hint) = unclosed_words(open, &findings.lines);
        findings.syntax(&open.opening, &message, &hint);
    }
    for open in &swallowing {
        let rows = findings.lines.row(open.value.start)..=findings.lines.row(open.value.end);
        rows.for_each(|row| findings.spoil(row));
    }
    (closed, left)
}

fn unclosed_words(open: &Unclosed, lines: &Lines<'_>) -> (String, String) {
    let what = if open.is_string { "string" } else { "list" };
    let quotes = &lines.text()[open.opening.clone()];
    let end = if open.is_string { quotes } else { "]" };
    let next = lines.row(open.value.end) + 1;
    if open.to_the_end {
        let hint = format!("end it with `{end}`");
        (format!("the {what} opened here is never closed"), hint)
    } else {
        (
            format!("the {what} opened here is not closed before line {next}"),
            format!("end it with `{end}` above line {next}"),
        )
    }
}

/// One error a line, in the order of the file.
fn report(errors: &[Error], findings: &mut Findings<'_>) {
    let mut in_order: Vec<_> = errors.iter().collect();
    in_order.sort_by_key(|error| start_of(error));
    in_order.dedup_by_key(|error| findings.lines.row(start_of(error)));
    for error in in_order.iter().take(limits::SYNTAX_ERRORS) {
        let at = error.span().unwrap_or(0..0);
        let culprit = findings.lines.text().get(at.clone()).unwrap_or("");
        let (message, hint) = words(error.message(), culprit);
        findings.syntax(&at, &message, &hint);
    }
    if let Some(next) = in_order.get(limits::SYNTAX_ERRORS) {
        let more = in_order.len() - limits::SYNTAX_ERRORS;
        findings.syntax(
            &next.span().unwrap_or(0..0),
            &format!("syntax errors on {more} more lines from here on"),
            "mend the ones above first: the rest may follow from them",
        );
    }
}

/// The parser's message in our words, and what mends it.
fn words(message: &str, culprit: &str) -> (String, String) {
    let (said, hint) = match message {
        "duplicate key" => (
            format!("{} stands here a second time", named(culprit)),
            "keep one of the two; tables that repeat begin with double brackets, `[[…]]`".into(),
        ),
        _ if message.starts_with("invalid basic string, expected `\"`") => (
            "the string is not closed on its line".into(),
            "end it with `\"`, or write a text of several lines between `\"\"\"` and `\"\"\"`"
                .into(),
        ),
        _ if message.starts_with("invalid literal string, expected `'`") => (
            "the string is not closed on its line".into(),
            "end it with `'`".into(),
        ),
        _ if is_bare_string(message) && culprit.trim().is_empty() => (
            "the value is missing".into(),
            "write it behind the `=`, or take the key out".into(),
        ),
        _ if is_bare_string(message) => (
            format!("the string {} has no quotes", named(culprit)),
            format!("write {}", named(&format!("\"{culprit}\""))),
        ),
        _ if message.starts_with("key with no value") => (
            "the key has no `=` and no value".into(),
            "each line is `key = value`, a table such as `[[stage]]`, or a `# comment`".into(),
        ),
        _ if message.starts_with("missing comma between array") => (
            "a comma is missing between two items".into(),
            "put a `,` behind each item of the list".into(),
        ),
        _ if message.starts_with("missing escaped value") => (
            "`\\` stands before a character that it cannot escape".into(),
            "write `\\\\` for the character itself".into(),
        ),
        _ => (
            message.to_owned(),
            "each line is `key = value`, a table such as `[[stage]]`, or a `# comment`".into(),
        ),
    };
    (said, hint)
}

fn is_bare_string(message: &str) -> bool {
    message.starts_with("string values must be quoted") || message.starts_with("invalid boolean")
}

fn start_of(error: &Error) -> usize {
    error.span().map_or(0, |span| span.start)
}

/// Writes `instead` over the start of a span and blanks over the rest; line ends stay.
fn blank(text: &mut String, span: Span, instead: &str) {
    let Some(old) = text.get(span.clone()) else {
        return;
    };
    let blanks = old.bytes().map(|byte| {
        if matches!(byte, b'\n' | b'\r') {
            byte as char
        } else {
            ' '
        }
    });
    let mut new: String = blanks.collect();
    if new.len() >= instead.len() {
        new.replace_range(..instead.len(), instead);
    }
    text.replace_range(span, &new);
}

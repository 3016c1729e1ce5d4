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
            for lost in row..=last_lost(&findings.lines, row) {
                findings.spoil(lost);
                blank(&mut readable, findings.lines.line_span(lost), "");
            }
        }
        errors = DeTable::parse_recoverable(&readable).1;
    }
    for error in &errors {
        findings.spoil(findings.lines.row(start_of(error)));
    }
    readable
}

/// The last line that cannot be read for want of a broken one: with a table's header go its keys and inner tables,
/// which would count as another table's.
fn last_lost(lines: &Lines<'_>, row: usize) -> usize {
    let header_name = |row| {
        let line: &str = lines.line(row).trim_start();
        let name = line.strip_prefix('[')?.trim_start_matches('[');
        Some(name.split([']', ' ', '#']).next().unwrap_or(""))
    };
    let Some(name) = header_name(row) else {
        return row;
    };
    let is_inside = |other: &str| {
        other
            .strip_prefix(name)
            .is_some_and(|rest| rest.starts_with('.'))
    };
    let next = (row + 1..=lines.count())
        .find(|&next| header_name(next).is_some_and(|other| !is_inside(other)));
    next.map_or(lines.count(), |next| next - 1)
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
    if swallowing.is_empty() || left.len() >= errors.len() {
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
    let is_header = |error: &Error| {
        let row = findings.lines.row(start_of(error));
        findings.lines.line(row).trim_start().starts_with('[')
    };
    // A header cut short is read as another kind of table, and each sound one after it as a repetition.
    let has_cut_header = errors
        .iter()
        .any(|error| error.message().starts_with("unclosed array table"));
    let follows =
        |error: &&Error| has_cut_header && error.message() == "duplicate key" && is_header(error);
    let mut in_order: Vec<_> = errors.iter().filter(|error| !follows(error)).collect();
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

const LINE_HINT: &str = "each line is `key = value`, a table such as `[[stage]]`, or a `# comment`";

/// How messages of the parser begin, what we say instead, and what mends it; the first that fits counts.
const WORDS: [(&str, &str, &str); 13] = [
    (
        "invalid basic string, expected `\"`",
        "the string is not closed on its line",
        "end it with `\"`, or write a text of several lines between `\"\"\"` and `\"\"\"`",
    ),
    (
        "invalid literal string, expected `'`",
        "the string is not closed on its line",
        "end it with `'`",
    ),
    (
        "invalid basic string",
        "the string holds a control character",
        "take it out: it would not be shown",
    ),
    (
        "invalid multi-line basic string",
        "the string holds a control character",
        "take it out: it would not be shown",
    ),
    (
        "string values must be quoted",
        "the value is missing",
        "write it behind the `=`, or take the key out",
    ),
    (
        "invalid boolean",
        "the value is missing",
        "write it behind the `=`, or take the key out",
    ),
    (
        "missing escaped value",
        "`\\` stands before a character that it cannot escape",
        "write `\\\\` for the character itself",
    ),
    (
        "missing comma between array",
        "a comma is missing between two items",
        "put a `,` behind each item of the list",
    ),
    (
        "unclosed array table",
        "the table's header is not closed",
        "end it with as many `]` as it begins with `[`",
    ),
    (
        "unclosed table",
        "the table's header is not closed",
        "end it with as many `]` as it begins with `[`",
    ),
    (
        "key with no value",
        "the key has no `=` and no value",
        LINE_HINT,
    ),
    (
        "cannot recurse further",
        "brackets stand too deep inside one another",
        "take the inner ones out",
    ),
    (
        "unexpected key or value",
        "the line goes on after its end",
        "put each key with its value on a line of its own",
    ),
];

/// Words of the parser's messages that are about a number.
const NUMBER_WORDS: [&str; 5] = ["digit", "leading zero", "sign", "radix", "integer number"];

/// The parser's message in our words, and what mends it.
fn words(message: &str, culprit: &str) -> (String, String) {
    let starts = |start: &str| message.starts_with(start);
    let is_bare = starts("string values must be quoted") || starts("invalid boolean");
    if is_bare && !culprit.trim().is_empty() {
        return (
            format!("the string {} has no quotes", named(culprit)),
            format!("write {}", named(&format!("\"{culprit}\""))),
        );
    }
    if message == "duplicate key" {
        return (
            format!("{} stands here a second time", named(culprit)),
            "keep one of the two; tables that repeat begin with double brackets, `[[…]]`".into(),
        );
    }
    if let Some((_, said, hint)) = WORDS.iter().find(|(start, _, _)| starts(start)) {
        return ((*said).to_owned(), (*hint).to_owned());
    }
    let is_number = NUMBER_WORDS.iter().any(|word| message.contains(word));
    let hint = if is_number {
        "write the digits alone, such as `10` or `2.5`"
    } else {
        LINE_HINT
    };
    let said = message.strip_suffix(", expected nothing");
    (said.unwrap_or(message).to_owned(), hint.to_owned())
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

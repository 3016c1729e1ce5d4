//! Rules that hold for designs and frameworks alike: format, ids, counts, things that must not stand twice.

use std::collections::HashMap;

use super::findings::{Findings, Gravity};
use super::lines::Span;
use super::mistake::named;
use super::reader::Table;
use super::text::Text;
use super::{limits, names, prose};

/// Whether nothing speaks against the file's format; of a file in another format nothing else can be said.
pub fn format_is_known(findings: &mut Findings<'_>, file: &Table<'_>) -> bool {
    let Some((format, at)) = file.integer(findings, "format", "1", Gravity::Absent) else {
        return true;
    };
    if format == limits::FORMAT {
        return true;
    }
    let known = limits::FORMAT;
    if format > known {
        findings.wrong(
            &at,
            &format!("`format` is {format}, this version of forty reads format {known}"),
            "get a newer version of forty for this file",
        );
    } else {
        findings.wrong(
            &at,
            &format!("`format` is {format}, there is only format {known}"),
            &format!("write `format = {known}`"),
        );
    }
    false
}

pub fn id_form(findings: &mut Findings<'_>, id: &Text) {
    if id.is_missing() || names::is_id(&id.words) {
        return;
    }
    let length = id.words.chars().count();
    let message = if length > limits::ID {
        format!("`id` has {length} characters, at most {}", limits::ID)
    } else {
        format!("{} is no id", named(&id.words))
    };
    let like = names::id_like(&id.words);
    let hint = if like.is_empty() {
        "an id has lower-case letters a-z, digits and hyphens".to_owned()
    } else {
        format!("an id has lower-case letters a-z, digits and hyphens, such as `{like}`")
    };
    findings.wrong(&id.at, &message, &hint);
}

/// That no two texts of one kind say the same, whatever their punctuation.
pub fn no_two_alike<'t>(
    findings: &mut Findings<'_>,
    key: &str,
    texts: impl IntoIterator<Item = &'t Text>,
) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for text in texts {
        let words = prose::bare_words(&text.words);
        let row = findings.lines.row(text.at.start);
        if words.is_empty() {
            continue;
        }
        match seen.get(&words) {
            Some(first) => findings.wrong(
                &text.at,
                &format!("`{key}` says the same as on line {first}"),
                "take one of the two out, or make them differ",
            ),
            None => {
                seen.insert(words, row);
            }
        }
    }
}

/// A count below its minimum: wrong in what ships, a warning in a user's own file. `what` names the things
/// counted and where they belong; `add` is what one more begins with.
pub fn at_least(
    findings: &mut Findings<'_>,
    at: &Span,
    (found, least): (usize, usize),
    what: &str,
    add: &str,
) {
    if found < least {
        findings.report(
            Gravity::Thin,
            at,
            &format!("{found} {what}, at least {least} are wanted"),
            &format!("add {} more: {add}", least - found),
        );
    }
}

/// That a hint says more than its prompt.
pub fn hint_differs(findings: &mut Findings<'_>, ask: &Text, hint: &Text) {
    let words = prose::bare_words(&hint.words);
    if !words.is_empty() && words == prose::bare_words(&ask.words) {
        findings.wrong(
            &hint.at,
            "the hint repeats its prompt",
            "write a nudge that helps somebody who is stuck",
        );
    }
}

/// Physical lines that are too long to compare two versions of the file by.
pub fn long_lines(findings: &mut Findings<'_>) {
    for number in 1..=findings.lines.count() {
        let line = findings.lines.line(number);
        let Some((cut, _)) = line.char_indices().nth(limits::FILE_LINE) else {
            continue;
        };
        let span = findings.lines.line_span(number);
        let length = line.chars().count();
        findings.doubt(
            &(span.start + cut..span.end),
            &format!("the line has {length} characters, at most {}", limits::FILE_LINE),
            "break it inside `\"\"\"` and `\"\"\"`: single line breaks are joined when the text is shown",
        );
    }
}

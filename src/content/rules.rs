//! Rules that hold for designs and frameworks alike: format, ids, counts, things that must not stand twice.

use std::collections::HashMap;

use toml::de::{DeTable, DeValue};

use super::findings::{Findings, Gravity};
use super::mistake::named;
use super::reader::Table;
use super::text::Text;
use super::{limits, names, prose};

/// Whether nothing speaks against the file's format; of a file in another format nothing else can be said.
pub fn format_is_known(findings: &mut Findings<'_>, file: &DeTable<'_>) -> bool {
    let Some(value) = file.get("format") else {
        return true;
    };
    let DeValue::Integer(digits) = value.get_ref() else {
        return true;
    };
    let known = limits::FORMAT;
    let format = i64::from_str_radix(digits.as_str(), digits.radix()).unwrap_or(i64::MAX);
    if format > known {
        findings.wrong(
            &value.span(),
            &format!("`format` is {digits}, this version of forty reads format {known}"),
            "get a newer version of forty for this file",
        );
    } else if format < known {
        findings.wrong(
            &value.span(),
            &format!("`format` is {digits}, there is only format {known}"),
            &format!("write `format = {known}`"),
        );
    }
    format == known
}

/// That the file says its format.
pub fn format_is_given(findings: &mut Findings<'_>, file: &Table<'_>) {
    file.integer(findings, "format", "1", Gravity::Absent);
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

/// The items of a list counted: fewer than `least` are wrong in what ships and a warning in a user's own file.
/// `what` names the items; `add` is how one more is written.
pub fn at_least(
    findings: &mut Findings<'_>,
    table: &Table<'_>,
    key: &str,
    least: usize,
    what: &str,
    add: &str,
) {
    if let Some(found) = table.count(key).filter(|found| *found < least) {
        findings.report(
            Gravity::Thin,
            &table.place(key),
            &format!("{found} of at least {least} {what}"),
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

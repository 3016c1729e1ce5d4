//! A string of the file made a text, with what is wrong with its characters and words. Must not know which key of
//! which table it belongs to, beyond the key's name.

use toml::Spanned;
use toml::de::DeValue;

use super::expected::Expected;
use super::findings::Findings;
use super::lines::Span;
use super::prose;

/// What a text may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One paragraph.
    Line,
    /// One paragraph, of a list of them.
    Item,
    /// Paragraphs.
    Prose,
    /// As written.
    Markdown,
}

/// A text with its place; without words where the file has none, which is then already on record.
#[derive(Debug, Clone, Default)]
pub struct Text {
    pub words: String,
    pub at: Span,
}

impl Text {
    pub fn is_missing(&self) -> bool {
        self.words.is_empty()
    }
}

/// The words alone.
pub fn words(texts: Vec<Text>) -> Vec<String> {
    texts.into_iter().map(|text| text.words).collect()
}

/// The words of a string value, with what is wrong with them put on record.
pub fn read(
    findings: &mut Findings<'_>,
    key: &str,
    key_at: &Span,
    value: &Spanned<DeValue<'_>>,
    form: Form,
) -> Text {
    let DeValue::String(raw) = value.get_ref() else {
        let expected = if form == Form::Item {
            Expected::Item
        } else {
            Expected::String
        };
        wrong_type(findings, key, key_at, value, expected);
        return Text::default();
    };
    let at = value.span();
    if let Some(foul) = prose::foul_character(raw) {
        report_foul(findings, key, &at, foul);
    }
    let words = match form {
        Form::Line | Form::Item | Form::Prose => prose::paragraphs(raw),
        Form::Markdown => prose::markdown(raw),
    };
    if words.trim().is_empty() {
        let (what, hint) = match form {
            Form::Item => ("an item of ", "write it between the quotes, or take it out"),
            _ => ("", "write it between the quotes"),
        };
        findings.wrong(&at, &format!("{what}`{key}` is empty"), hint);
        return Text::default();
    }
    if prose::gap(&words).is_some() {
        report_gap(findings, key, &at);
    }
    if matches!(form, Form::Line | Form::Item) && words.contains('\n') {
        findings.wrong(
            &at,
            &format!("`{key}` should be one paragraph, a blank line parts it in two"),
            "take the blank line out",
        );
        return Text {
            words: prose::one_line(raw),
            at,
        };
    }
    Text { words, at }
}

fn report_gap(findings: &mut Findings<'_>, key: &str, within: &Span) {
    let raw = findings.lines.text().get(within.clone()).unwrap_or("");
    let at = prose::gap(raw).map_or(within.clone(), |at| {
        within.start + at..within.start + at + prose::GAP.len()
    });
    findings.doubt(
        &at,
        &format!("`{key}` still says {}", prose::GAP),
        "write what belongs there",
    );
}

fn report_foul(findings: &mut Findings<'_>, key: &str, at: &Span, foul: char) {
    let kind = if foul.is_control() {
        "control"
    } else {
        "invisible"
    };
    let code = foul as u32;
    // Where it does not stand as itself, it was written as an escape.
    let escapes = [
        foul.to_string(),
        format!("\\u{code:04x}"),
        format!("\\u{code:04X}"),
        format!("\\U{code:08x}"),
        format!("\\U{code:08X}"),
        format!("\\x{code:02x}"),
        format!("\\x{code:02X}"),
        "\\e".to_owned(),
        "\\b".to_owned(),
        "\\f".to_owned(),
        "\\r".to_owned(),
    ];
    let places = escapes
        .iter()
        .map(|escape| findings.lines.locate(at, escape));
    let place = places.into_iter().find(|place| place != at);
    findings.wrong(
        &place.unwrap_or_else(|| at.clone()),
        &format!("`{key}` holds the {kind} character U+{code:04X}"),
        "take it out: it would not be shown",
    );
}

/// Says that a value has the wrong type.
pub fn wrong_type(
    findings: &mut Findings<'_>,
    key: &str,
    key_at: &Span,
    value: &Spanned<DeValue<'_>>,
    expected: Expected,
) {
    // The parser leaves a value that it could not read without a place.
    let at = if value.span().is_empty() {
        key_at.clone()
    } else {
        value.span()
    };
    let (message, hint) = expected.not_met(key, value.get_ref());
    findings.wrong(&at, &message, &hint);
}

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

/// A list of texts; `at` is its key, or its table where the key is missing.
#[derive(Debug, Default)]
pub struct Texts {
    pub items: Vec<Text>,
    pub at: Span,
}

impl Texts {
    pub fn words(self) -> Vec<String> {
        self.items.into_iter().map(|item| item.words).collect()
    }
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
        wrong_type(findings, key, key_at, value, Expected::String);
        return Text::default();
    };
    let at = value.span();
    if let Some(foul) = prose::foul_character(raw) {
        report_foul(findings, key, &at, foul);
    }
    let words = match form {
        Form::Line | Form::Prose => prose::paragraphs(raw),
        Form::Markdown => prose::markdown(raw),
    };
    if words.trim().is_empty() {
        findings.wrong(
            &at,
            &format!("`{key}` is empty"),
            "write it between the quotes",
        );
        return Text::default();
    }
    if prose::has_gap(&words) {
        let gap = findings.lines.locate(&at, "TODO");
        findings.doubt(
            &gap,
            &format!("`{key}` still says TODO"),
            "write what belongs there",
        );
    }
    if form == Form::Line && words.contains('\n') {
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

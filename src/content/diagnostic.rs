//! A mistake in a content file: where it is, what is wrong and how to correct it, and its picture for the terminal.

use std::collections::HashMap;

use codespan_reporting::diagnostic::{Diagnostic as Report, Label};
use codespan_reporting::files::{Error, Files};
use codespan_reporting::term::{Chars, Config, emit_into_string};
use serde::Serialize;

use super::lines::{ByteSpan, SourceLines, SourcePosition};
use super::{limits, without_bom};
use crate::domain::sanitize;

/// The longest part of a source line in a picture, in characters.
const EXCERPT: usize = 200;

/// The longest message or hint, in characters; both may repeat text of the file.
const SENTENCE: usize = 400;

/// Whether a diagnostic makes a file unusable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The file cannot be used.
    Error,
    Warning,
}

/// A mistake or a doubtful place in a content file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    pub severity: Severity,
    /// From 1.
    pub line: usize,
    /// From 1, in characters; a byte order mark is not counted.
    pub column: usize,
    /// The number of characters that the carets mark; 0 marks a position between two characters.
    #[serde(skip)]
    pub length: usize,
    /// It starts in lower case, has no full stop, and is safe to print.
    pub message: String,
    /// How to correct the mistake; it is safe to print.
    pub hint: String,
    /// A text that its author has still to write.
    #[serde(skip)]
    pub is_todo: bool,
}

impl Diagnostic {
    /// Makes a diagnostic, and cleans its message and hint because they may repeat text of the file.
    pub fn new(severity: Severity, position: SourcePosition, message: &str, hint: &str) -> Self {
        Self {
            severity,
            line: position.line,
            column: position.column,
            length: position.length,
            message: capped(message, SENTENCE),
            hint: capped(hint, SENTENCE),
            is_todo: false,
        }
    }

    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    fn render(&self, path: &str, lines: &SourceLines<'_>) -> String {
        let line = lines.slice(&lines.span_of(self.line));
        let excerpt = Excerpt::new(self, path, line);
        let report = match self.severity {
            Severity::Error => Report::error(),
            Severity::Warning => Report::warning(),
        };
        let report = report
            .with_message(&self.message)
            .with_label(Label::primary((), excerpt.marked.clone()))
            .with_note(format!("hint: {}", self.hint));
        let config = Config {
            chars: Chars::ascii(),
            ..Config::default()
        };
        emit_into_string(&config, &excerpt, &report)
            .unwrap_or_else(|_| format!("{path}:{}: {}\n", self.line, self.message))
    }
}

/// The pictures of the diagnostics of one file, each with its source line, carets, hint and a blank line.
pub fn render_all(diagnostics: &[Diagnostic], file: &str, text: &str) -> String {
    let lines = SourceLines::new(without_bom(text));
    let path = sanitize::line(file);
    let rendered = diagnostics.iter().map(|one| one.render(&path, &lines));
    rendered.collect()
}

/// The diagnostics with each warning once: one that is repeated says in how many places, at the first of them. Mistakes all
/// stay, since each must be corrected by itself.
pub fn without_repeats(diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for one in diagnostics.iter().filter(|one| !one.is_error()) {
        *counts.entry(&one.message).or_default() += 1;
    }
    let kept = diagnostics.iter().filter_map(|one| {
        if one.is_error() {
            return Some(one.clone());
        }
        // The first one takes the count.
        match counts.remove(&*one.message)? {
            1 => Some(one.clone()),
            count => Some(Diagnostic {
                message: format!("{} in {count} places, first here", one.message),
                ..one.clone()
            }),
        }
    });
    kept.collect()
}

/// A text of the file for a message: clean, short and in backticks.
pub fn quoted(name: &str) -> String {
    format!("`{}`", capped(name, limits::NAME))
}

/// Several texts of the file for a message, with commas.
pub fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let names: Vec<_> = names.into_iter().map(quoted).collect();
    names.join(", ")
}

fn capped(text: &str, most: usize) -> String {
    let mut text = sanitize::line(text);
    if let Some((end, _)) = text.char_indices().nth(most) {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// The part of a source line in a picture, as a file of one line for `codespan_reporting`.
struct Excerpt<'d> {
    diagnostic: &'d Diagnostic,
    path: &'d str,
    text: String,
    /// The bytes of `text` above the carets.
    marked: ByteSpan,
}

impl<'d> Excerpt<'d> {
    fn new(diagnostic: &'d Diagnostic, path: &'d str, line: &str) -> Self {
        let count = line.chars().count();
        let start = (diagnostic.column - 1).min(count);
        // A third of the excerpt precedes the mark, because the text after a mistake explains more than the text before.
        let from = start.saturating_sub(EXCERPT / 3);
        let from = from.min(count.saturating_sub(EXCERPT));
        let to = (from + EXCERPT).min(count);
        let end = (start + diagnostic.length).min(to);
        let part = |from: usize, to: usize| {
            let part: String = line.chars().skip(from).take(to - from).collect();
            sanitize::line(&part)
        };
        let before = format!("{}{}", if from > 0 { "…" } else { "" }, part(from, start));
        let marked = part(start, end);
        // A wide character takes two carets.
        let width = EXCERPT.saturating_sub(sanitize::columns(&before));
        let mut ends = marked.char_indices().map(|(at, _)| at);
        let fits = ends.find(|&at| sanitize::columns(&marked[..at]) >= width);
        let marked_end = before.len() + fits.unwrap_or(marked.len());
        let after = format!("{}{}", part(end, to), if to < count { "…" } else { "" });
        Self {
            marked: before.len()..marked_end,
            text: before + &marked + &after,
            diagnostic,
            path,
        }
    }
}

impl<'a> Files<'a> for Excerpt<'_> {
    type FileId = ();
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(self.path)
    }

    fn source(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(&self.text)
    }

    fn line_index(&'a self, (): (), _byte: usize) -> Result<usize, Error> {
        Ok(0)
    }

    fn line_number(&'a self, (): (), _line: usize) -> Result<usize, Error> {
        Ok(self.diagnostic.line)
    }

    fn column_number(&'a self, (): (), _line: usize, _byte: usize) -> Result<usize, Error> {
        Ok(self.diagnostic.column)
    }

    fn line_range(&'a self, (): (), _line: usize) -> Result<ByteSpan, Error> {
        Ok(0..self.text.len())
    }
}

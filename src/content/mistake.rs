//! A mistake in a content file: where it stands, what it is and what mends it, and how that is shown.
//! Must not know what any key means.

use std::fmt::Write;

use super::limits;
use super::lines::Lines;
use crate::domain::sanitize;

/// Most characters of the source line shown around a mistake.
const EXCERPT: usize = 200;

/// Most characters of a message or a hint; both may repeat words of the file.
const SENTENCE: usize = 400;

/// Whether the file can be used in spite of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    Error,
    Warning,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    pub severity: Severity,
    /// From 1.
    pub line: usize,
    /// From 1, in characters; a byte order mark is not counted.
    pub column: usize,
    /// How many characters the caret line marks; 0 marks the place itself.
    pub length: usize,
    /// Lower case, no full stop, clean.
    pub message: String,
    /// What mends it; clean.
    pub hint: String,
}

impl Mistake {
    /// A mistake whose words are safe to show, whatever the file held.
    pub fn new(
        severity: Severity,
        (line, column, length): (usize, usize, usize),
        message: &str,
        hint: &str,
    ) -> Self {
        Self {
            severity,
            line,
            column,
            length,
            message: capped(&sanitize::line(message), SENTENCE),
            hint: capped(&sanitize::line(hint), SENTENCE),
        }
    }

    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// `file:line:column: message`, the source line with carets under the place, then the hint; ends in LF.
    pub fn render(&self, file: &str, text: &str) -> String {
        self.render_in(file, &Lines::new(without_mark(text)))
    }

    fn render_in(&self, file: &str, lines: &Lines<'_>) -> String {
        let warning = match self.severity {
            Severity::Error => "",
            Severity::Warning => "warning: ",
        };
        let excerpt = Excerpt::of(lines.line(self.line), self.column, self.length);
        let margin = " ".repeat(self.line.to_string().len());
        let mut shown = format!(
            "{}:{}:{}: {warning}{}\n",
            sanitize::line(file),
            self.line,
            self.column,
            self.message
        );
        let _ = writeln!(shown, "{margin} |");
        let source = format!("{} | {}", self.line, excerpt.line);
        let _ = writeln!(shown, "{}", source.trim_end());
        let indent = " ".repeat(excerpt.before);
        let carets = "^".repeat(excerpt.marked.max(1));
        let _ = writeln!(shown, "{margin} | {indent}{carets}");
        let _ = writeln!(shown, "hint: {}", self.hint);
        shown
    }
}

/// All mistakes of one file as they are shown, a blank line between two.
pub fn render_all(mistakes: &[Mistake], file: &str, text: &str) -> String {
    let lines = Lines::new(without_mark(text));
    let shown: Vec<_> = mistakes
        .iter()
        .map(|mistake| mistake.render_in(file, &lines))
        .collect();
    shown.join("\n")
}

/// The text behind a byte order mark, which some editors put in front.
pub fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// A name out of the file as a message repeats it: cleaned, short, in backticks.
pub fn named(name: &str) -> String {
    format!("`{}`", capped(&sanitize::line(name), limits::NAME))
}

fn capped(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The part of a source line that is shown, and the columns before and under the carets.
struct Excerpt {
    line: String,
    before: usize,
    marked: usize,
}

impl Excerpt {
    fn of(line: &str, column: usize, length: usize) -> Self {
        let whole = line.chars().count();
        let place = (column - 1).min(whole);
        // A third of the room stands before the place: what follows a mistake tells more than what precedes it.
        let start = place
            .saturating_sub(EXCERPT / 3)
            .min(whole.saturating_sub(EXCERPT));
        let end = (start + EXCERPT).min(whole);
        let part = |from: usize, to: usize| -> String {
            sanitize::line(&line.chars().skip(from).take(to - from).collect::<String>())
        };
        let cut = |is_cut| if is_cut { "…" } else { "" };
        let marked_end = (place + length).clamp(place, end.max(place));
        let before = format!("{}{}", cut(start > 0), part(start, place));
        let marked = part(place, marked_end);
        let after = format!(
            "{}{}",
            part(marked_end, end.max(marked_end)),
            cut(end < whole)
        );
        let indent = sanitize::columns(&before);
        Self {
            before: indent,
            marked: sanitize::columns(&marked).min(EXCERPT.saturating_sub(indent)),
            line: format!("{before}{marked}{after}"),
        }
    }
}

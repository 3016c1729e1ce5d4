//! A line of the notes that asks to be computed: which part of it, and the line with its result. Must not know where
//! in the notes it stands.

use super::{Fault, Sum, compute};

const ARROW: char = '→';

/// A line with a sum in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'t> {
    /// Up to the end of the expression.
    head: &'t str,
    /// What is to be computed.
    pub expression: &'t str,
}

impl Line<'_> {
    /// # Errors
    /// When the expression has no result.
    pub fn compute(&self) -> Result<Sum, Fault> {
        compute(self.expression)
    }

    /// The whole line with this result behind its arrow, in place of what stood there.
    pub fn with(&self, sum: &Sum) -> String {
        format!("{} {ARROW} {sum}", self.head)
    }
}

/// Finds the sum of a line: one that begins with `=`, after blanks or a bullet, or holds ` = ` with numbers and an
/// operator behind it. None for prose with `=` in it.
pub fn line(text: &str) -> Option<Line<'_>> {
    // What stands behind the arrow is a result, unless the sum itself does.
    let before_arrow = text.rsplit_once(ARROW).and_then(|(head, _)| sum(head));
    before_arrow.or_else(|| sum(text))
}

fn sum(text: &str) -> Option<Line<'_>> {
    let head = text.trim_end();
    let start = unbulleted(head);
    let equals = last_equals(head)?;
    let expression = head[equals + 1..].trim();
    if expression.is_empty() {
        return None;
    }
    let begins = head.len() - start.len();
    let is_asked = start.starts_with('=') && !is_double(head, begins);
    let is_spaced = head[..equals].ends_with(char::is_whitespace)
        && head[equals + 1..].starts_with(char::is_whitespace);
    (is_asked || is_spaced && has_operator(expression)).then_some(Line { head, expression })
}

/// The line without blanks and a bullet before it.
fn unbulleted(line: &str) -> &str {
    let line = line.trim_start();
    let bullet = ["- ", "* ", "+ ", "• "]
        .iter()
        .find_map(|bullet| line.strip_prefix(bullet));
    bullet.map_or(line, str::trim_start)
}

/// The last `=` that stands for itself.
fn last_equals(text: &str) -> Option<usize> {
    let mut places = text.rmatch_indices('=').map(|(at, _)| at);
    places.find(|at| !is_double(text, *at))
}

/// Whether the `=` is a part of `==`, `<=`, `!=`, `=>` or the like.
fn is_double(text: &str, at: usize) -> bool {
    text[..at].ends_with(['=', '<', '>', '!', ':', '~', '+', '-', '*', '/'])
        || text[at + 1..].starts_with(['=', '>', '~'])
}

/// Whether it computes something: an operator and a number. A hyphen in a date or a name is no operator.
fn has_operator(expression: &str) -> bool {
    let signs = ['+', '*', '/', '^', '×', '÷', '·', '−'];
    let operates = expression.contains(signs) || expression.contains(" - ");
    operates && expression.contains(|letter: char| letter.is_ascii_digit())
}

//! A line of the notes with its sum computed, or why it is not.

use std::fmt;

use super::{Prose, Sheet, SumLine, Why, line, sum_line, text, with_result};

/// Only so many lines above a sum are searched for names, the nearest first: Enter must not be felt.
const MOST_LINES: usize = 3000;

/// Why a line is not computed. Its text is a whole sentence for somebody who asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The reason alone, in a few words.
    pub reason: String,
    /// The line was surely meant as a sum, so that its writer wants to know.
    pub is_meant: bool,
    kind: &'static str,
}

impl fmt::Display for Refusal {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}: {}", self.kind, self.reason)
    }
}

/// The line with its result; `None` where nothing changes, and where the line only defines its name and nobody asked
/// for its value. `above` are the lines that may define a name, the nearest first.
///
/// # Errors
/// Why it cannot be computed.
pub fn completed<T: AsRef<str>>(
    line: &str,
    above: impl Iterator<Item = T>,
    on_command: bool,
) -> Result<Option<String>, Refusal> {
    let sum = sum_line(line).ok_or_else(|| Refusal {
        kind: "not a sum",
        reason: "write `= 4e6/day * 500 KB`, or `load = 4e6 / 1 day`".to_owned(),
        is_meant: false,
    })?;
    let above = above.filter(|line| line.as_ref().contains(['=', '≈', ':']));
    let above: Vec<T> = above.take(MOST_LINES).collect();
    let sheet = Sheet::above(&sum, above.iter());
    let answer = sheet.compute(&sum).map_err(|why| {
        let names = above.iter().filter_map(|line| line::defined(line.as_ref()));
        refusal(why, &sum, &sheet, names)
    })?;
    let computed = with_result(line, &text(&answer.quantity));
    let is_shown = computed != line && (answer.is_computed || on_command);
    Ok(is_shown.then_some(computed))
}

/// Why a line is not computed, in words. `names` are those that the lines above define.
pub fn refusal<'n>(
    why: Why,
    sum: &SumLine<'_>,
    sheet: &Sheet,
    names: impl Iterator<Item = &'n str>,
) -> Refusal {
    let (kind, reason, is_meant) = match why {
        Why::Ambiguous(question) => ("not clear", question, true),
        Why::Error(why) => ("cannot be computed", why, true),
        Why::Silent => {
            let prose = sheet.explain(sum);
            let missing = missing_name(&prose, sum, names);
            let is_meant = missing.is_some();
            let reason = missing.unwrap_or_else(|| prose.to_string());
            ("cannot be computed", reason, is_meant)
        }
    };
    Refusal {
        reason,
        is_meant,
        kind,
    }
}

/// A sum fails for a name alone where the name has an underscore, which no prose has, is nearly one that is known, or stands
/// beside one that is.
fn missing_name<'n>(
    prose: &Prose<'_>,
    sum: &SumLine<'_>,
    names: impl Iterator<Item = &'n str>,
) -> Option<String> {
    let Prose::Word(word) = prose else {
        return None;
    };
    let expression = sum.expression;
    let has_operator = expression.contains(['*', '/', '+', '×', '·', '÷', 'x', '-']);
    if !has_operator || !word.starts_with(char::is_alphabetic) {
        return None;
    }
    let names: Vec<&str> = names.flat_map(line::names).collect();
    let (has_digit, has_known) = (
        expression.contains(|c: char| c.is_ascii_digit()),
        names.iter().any(|name| is_operand(name, expression)),
    );
    if !has_digit && !has_known {
        return None;
    }
    // A name may have several words: it ends at the next sign.
    let behind = expression.split_once(word).map_or("", |(_, behind)| behind);
    let end = behind.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ' '));
    let whole = format!("{word}{}", &behind[..end.unwrap_or(behind.len())]);
    let meant = [plain(&whole), plain(word)];
    let is_meant = |name: &&&str| meant.iter().any(|meant| is_near(&plain(name), meant));
    // `avg` below `avg qps = …`.
    let is_operand_word = is_operand(word, expression) && word.len() > 1;
    let is_part = |name: &&&str| is_operand_word && name.split(' ').any(|part| part == *word);
    let near = names
        .iter()
        .find(is_meant)
        .or_else(|| names.iter().find(is_part));
    let is_operand = has_known && is_operand(whole.trim(), expression);
    match near {
        Some(name) => Some(format!("`{word:.24}` is not defined, but `{name:.24}` is")),
        None if word.contains('_') => Some(format!("`{word:.24}` is not defined above")),
        None if is_operand => Some(format!("`{:.24}` is not defined above", whole.trim())),
        None => None,
    }
}

/// Whether this is all that stands between two operators of an expression.
fn is_operand(name: &str, expression: &str) -> bool {
    let signs = ['*', '/', '+', '×', '·', '÷', '-', '(', ')', '^'];
    let expression = expression.replace(" x ", " * ");
    let mut operands = expression.split(signs).map(str::trim);
    operands.any(|operand| operand.eq_ignore_ascii_case(name))
}

/// A name in lower case without blanks and what stands for them.
fn plain(name: &str) -> String {
    name.to_lowercase().replace(['_', '-', ' '], "")
}

/// Whether two plain names are the same but for one letter.
fn is_near(name: &str, written: &str) -> bool {
    let (long, short) = (name.len().max(written.len()), name.len().min(written.len()));
    // One letter has at most four bytes.
    name == written
        || short > 3 && long - short <= 4 && strsim::damerau_levenshtein(name, written) == 1
}

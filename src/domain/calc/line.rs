//! The shape of a line of notes that asks to be computed: its name, its expression, and what is left alone. Of
//! numbers it knows only which words are their units.

use super::units;

/// The sign between a sum and its result.
const ARROW: char = '→';
/// The same where results are printed in ASCII.
const ASCII_ARROW: &str = " -> ";

/// Most words before a colon that are a name.
const LABEL_WORDS: usize = 4;

/// Most bytes of an expression with comments; a longer line is no sum.
const LONGEST_COMMENTED: usize = 8 * super::LONGEST;

/// What begins a comment.
const COMMENTS: [&str; 5] = [" #", "\t#", " //", " -- ", " — "];

/// What stands before a name of its own.
const LABELS: [&str; 3] = [": ", "-> ", "→ "];

/// What ends a clause before a name.
const CLAUSES: [&str; 3] = ["; ", ", ", " so "];

/// Words with which a question about a name begins: `is load = 10k/s * 3 enough?`.
const ASKING: [&str; 12] = [
    "are", "can", "could", "do", "does", "how", "is", "should", "what", "which", "why", "would",
];

/// A line with a sum in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SumLine<'t> {
    /// What stands before the `=`; `None` where the line begins with `=` or ends with `=` or `?`.
    pub name: Option<&'t str>,
    /// What is to be computed, without a trailing comment.
    pub expression: &'t str,
}

impl<'t> SumLine<'t> {
    /// An expression alone.
    pub fn unnamed(expression: &'t str) -> Self {
        Self {
            name: None,
            expression,
        }
    }

    /// The name without what stands before it: the last of its [`names`].
    pub fn own_name(&self) -> Option<&'t str> {
        names(self.name?).last()
    }
}

/// The whole line with this result behind its arrow, in place of the one that was there.
pub fn with_result(line: &str, result: &str) -> String {
    format!("{} {ARROW} {result}", head(line))
}

/// The result of a line; `None` where none is written.
pub fn result(line: &str) -> Option<&str> {
    parted(line).map(|(_, result)| result.trim())
}

/// The line without its result.
pub fn head(line: &str) -> &str {
    parted(line).map_or(line, |(head, _)| head).trim_end()
}

/// What stands before and behind the arrow of a result, also of one that was printed in ASCII. `2 shifts → heads = 125 * 2`
/// has a sum behind its arrow, and no result.
fn parted(line: &str) -> Option<(&str, &str)> {
    let ascii = || line.rsplit_once(ASCII_ARROW).filter(|it| is_result(*it));
    let (head, result) = line.rsplit_once(ARROW).or_else(ascii)?;
    (!result.contains(['=', '≈'])).then_some((head, result))
}

/// Whether what stands behind an arrow of ASCII is the result of what stands before it: behind a sum, or the same number
/// again. `recall = 0.8 -> 0.9` is a change.
fn is_result((head, result): (&str, &str)) -> bool {
    let head = unbulleted(head);
    let named = head.split_once(['=', '≈']);
    let expression = named.map_or(head, |(_, expression)| expression);
    let number = |text: &str| -> String {
        let text = text.trim_start_matches(|c: char| " ~$€£".contains(c));
        let digits = text.chars().take_while(|c| c.is_ascii_digit() || *c == '.');
        digits.collect()
    };
    let has_sign = [" * ", " / ", " x ", " + ", " - ", "*", "^"]
        .iter()
        .any(|sign| expression.trim_start().contains(sign));
    let is_sum = has_sign || has_call(expression);
    let result = result.trim_start().trim_start_matches(['-', '−']);
    result.starts_with(begins_amount) && (is_sum || number(result) == number(expression))
}

/// The sum of a line; `None` for prose.
pub fn sum_line(text: &str) -> Option<SumLine<'_>> {
    let line = unbulleted(head(text));
    let (name, expression) = if let Some(asked) = line.strip_prefix('=') {
        (None, alone(asked.trim_end().trim_end_matches('?'))?)
    } else {
        let asked = line.strip_suffix('?').unwrap_or(line).trim_end();
        let asked = asked.strip_suffix('=').unwrap_or(asked);
        match equals(asked) {
            Equals::None if asked.len() < line.len() => {
                let label = label(asked).filter(|_| line.contains('='));
                label.map_or((None, asked), |(name, expression)| (Some(name), expression))
            }
            // A question about a name, such as `peak = 10k?`, is prose; `peak = 3 * 4?` and `peak = 3 * 4 = ?` are sums.
            Equals::One(from, to)
                if asked.len() == line.len()
                    || line[asked.len()..].contains('=')
                    || asks_result(&asked[..from], &asked[to..]) =>
            {
                (Some(named(&asked[..from])?), &asked[to..])
            }
            _ => return None,
        }
    };
    let expression = uncommented(expression.trim()).trim();
    (!expression.is_empty()).then_some(SumLine { name, expression })
}

/// A line such as `DAU: 30M` or `egress: 120 TB/month * $0.08/GB`: it gives its name a value for the lines below, and gets no
/// result itself. `None` where what stands before the colon is no name of a few words.
pub fn label_line(text: &str) -> Option<SumLine<'_>> {
    let line = unbulleted(head(text));
    if equals(line) != Equals::None || line.ends_with('?') {
        return None;
    }
    let (name, expression) = label(line)?;
    let expression = uncommented(expression.trim()).trim();
    let is_value = expression.contains(|c: char| c.is_ascii_digit());
    is_value.then_some(SumLine {
        name: Some(name),
        expression,
    })
}

/// The line that gives a name a value, by a sum or without one.
pub fn named_line(text: &str) -> Option<SumLine<'_>> {
    sum_line(text).or_else(|| label_line(text))
}

/// What stands before and behind the colon of a line, where the first is a name of a few words.
fn label(line: &str) -> Option<(&str, &str)> {
    let at = line.match_indices(':').map(|(at, _)| at).find(|at| {
        let (before, behind) = (&line[..*at], &line[at + 1..]);
        let is_glued = behind.starts_with(begins_amount);
        behind.starts_with(' ') || is_glued && before.ends_with(char::is_alphabetic)
    })?;
    let expression = &line[at + 1..];
    let name = line[..at].trim_matches(['*', '`', ' ']);
    let is_name = name.contains(char::is_alphabetic)
        && name.split_whitespace().nth(LABEL_WORDS).is_none()
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || " _-/%@".contains(c));
    is_name.then_some((name, expression))
}

/// Whether a name and an expression before a question mark ask for a result: `boxes = peak / 400 ?`, but not `is k = 2 * 3?` and
/// not the choice `size = 32 / 64?`.
fn asks_result(name: &str, expression: &str) -> bool {
    let has_operator = has_call(expression)
        || ["*", "×", "÷", "^", " / ", " x ", " + ", " of "]
            .iter()
            .any(|sign| expression.contains(sign));
    let first = name
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let is_choice = expression
        .split('/')
        .all(|part| part.trim().parse::<f64>().is_ok());
    has_operator && !ASKING.contains(&&*first) && !is_choice
}

/// Whether a function is called: `log2(8)`, and not the remark in `100 ms (p50)`.
fn has_call(expression: &str) -> bool {
    let mut before_brackets = expression.split('(').rev().skip(1);
    before_brackets.any(|text| text.ends_with(char::is_alphanumeric))
}

/// Whether an amount may begin with a character: `5 GB`, `~$3`.
pub fn begins_amount(c: char) -> bool {
    c.is_ascii_digit() || "$€£~".contains(c)
}

/// The name that a line gives a value.
pub fn defined(text: &str) -> Option<&str> {
    named_line(text)?.name
}

/// What is before an equals sign, where it can be a name.
fn named(text: &str) -> Option<&str> {
    let name = text.trim();
    name.contains(char::is_alphabetic).then_some(name)
}

/// A text without any equals sign.
fn alone(text: &str) -> Option<&str> {
    (equals(text) == Equals::None).then_some(text)
}

/// The names that a line's own name is known by below it: the whole, and what stands behind a label and a colon, an arrow,
/// or a clause.
pub fn names(name: &str) -> impl Iterator<Item = &str> {
    let whole = name.trim_matches(['*', '`', ' ']);
    let behind = behind(whole, &LABELS).max(behind(whole, &CLAUSES));
    let behind = behind.map(|at| whole[at..].trim());
    std::iter::once(whole)
        .chain(behind)
        .filter(|name| !name.is_empty())
}

/// Whether the last of a line's names stands behind a clause, such as `with a cache, qps`: it may hold for that case alone.
pub fn is_conditional(name: &str) -> bool {
    behind(name, &CLAUSES) > behind(name, &LABELS)
}

/// Where what stands behind the last of these marks begins.
fn behind(name: &str, marks: &[&str]) -> Option<usize> {
    let ends = marks
        .iter()
        .filter_map(|mark| name.rfind(mark).map(|at| at + mark.len()));
    ends.max()
}

/// The line without blanks and a bullet or a number before it.
pub fn unbulleted(line: &str) -> &str {
    let line = line.trim_start();
    let bullet = ["- ", "* ", "+ ", "• ", "· ", "> "]
        .iter()
        .find_map(|bullet| line.strip_prefix(bullet));
    let numbered = || {
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_numbered = rest.len() < line.len() && line.len() - rest.len() < 3;
        rest.strip_prefix(". ")
            .or_else(|| rest.strip_prefix(") "))
            .filter(|_| is_numbered)
    };
    bullet.or_else(numbered).map_or(line, str::trim_start)
}

#[derive(Debug, PartialEq, Eq)]
enum Equals {
    None,
    /// One sign that stands for itself: where it begins and ends.
    One(usize, usize),
    /// Several, or a comparison.
    Prose,
}

/// The equals signs of a text; `~=` and `≈` are one each.
fn equals(text: &str) -> Equals {
    let mut found = Equals::None;
    for (at, sign) in text.char_indices().filter(|(_, c)| ['=', '≈'].contains(c)) {
        let end = at + sign.len_utf8();
        let before = text[..at].chars().next_back();
        let after = text[end..].chars().next();
        let joined = before.is_some_and(|c| "=<>!:≈+-*/^".contains(c))
            || after.is_some_and(|c| "=>≈".contains(c));
        if found != Equals::None || joined {
            return Equals::Prose;
        }
        // `~=` and `=~`, but not `=~5`, an approximate number.
        let from = if before == Some('~') { at - 1 } else { at };
        let is_tilde = text[end..].starts_with("~ ");
        found = Equals::One(from, end + usize::from(is_tilde));
    }
    found
}

/// Words in parentheses that are no part of a sum: `(peak)`, `(A100 80GB)`, `(N-1 zones)`, `(weights + gradients)`, but not
/// `(x2 replicas)`.
fn is_remark(words: &str) -> bool {
    // `(4:1 ratio)`, `(1 in 500)`.
    let is_ratio = words.starts_with(|c: char| c.is_ascii_digit())
        && words.contains(char::is_alphabetic)
        && (words.contains(':') || words.contains(" in "));
    let factors = ["x", "times", "plus", "minus", "over", "of", "per"];
    // `(per user)`
    let has_digit = words.contains(|c: char| c.is_ascii_digit());
    let is_per = |word: &str| word == "per" && !has_digit;
    (words.starts_with(char::is_alphabetic) || is_ratio)
        && !words.contains(['*', '^', ')', '×'])
        && (!words.contains(['/', '+']) || !has_digit)
        && !words.split_whitespace().any(|word| {
            let word = word.to_lowercase();
            let digits = word.strip_prefix('x').unwrap_or_default();
            factors.contains(&&*word) && !is_per(&word)
                || digits.starts_with(|c: char| c.is_ascii_digit())
        })
}

/// The expression without the comments behind it.
fn uncommented(text: &str) -> &str {
    // A longer line is no sum, whatever is a comment in it.
    if text.len() > LONGEST_COMMENTED {
        return text;
    }
    let mut text = before_mark(text).trim_end();
    while let Some(before) = before_remark(text).or_else(|| before_gap(text)) {
        text = before.trim_end();
    }
    text
}

/// What stands before the first mark of a comment with text behind it. Numbers alone are no text: `4 // 3` divides in some
/// languages.
fn before_mark(text: &str) -> &str {
    let next = |from: usize| {
        let marks = COMMENTS.iter();
        marks
            .filter_map(|mark| Some((from + text[from..].find(mark)?, mark.len())))
            .min()
    };
    let mut mark = next(0);
    while let Some((at, length)) = mark {
        mark = next(at + length);
        let end = mark.map_or(text.len(), |(at, _)| at);
        if is_text(&text[at + length..end]) {
            return &text[..at];
        }
    }
    text
}

/// Whether a comment is words or signs, and not just numbers with their units.
fn is_text(comment: &str) -> bool {
    let mut words = comment.split(|c: char| !c.is_alphanumeric());
    let is_word = |word: &str| {
        let letters = word.trim_start_matches(|c: char| c.is_ascii_digit());
        let factor = letters.strip_prefix(['x', 'X']).unwrap_or("?");
        let is_number = factor.bytes().all(|byte| byte.is_ascii_digit())
            || letters.is_empty()
            || units::magnitude(letters).is_some()
            || units::unit(letters, false).is_some();
        !is_number
    };
    !comment.contains(|c: char| c.is_ascii_digit()) || words.any(is_word)
}

/// What stands before a gap of two blanks or more and several words behind it: `L / 0.7   util 70%`.
fn before_gap(text: &str) -> Option<&str> {
    let (before, words) = text.rsplit_once("  ")?;
    let is_plain = !words.contains(['*', '/', '+', '^', '=', '(', ')', '×', '$']);
    let first = words.split_whitespace().next()?;
    let is_joined = [
        "x", "of", "per", "in", "a", "an", "each", "every", "times", "over", "plus", "minus", "to",
    ]
    .contains(&first.to_lowercase().as_str());
    let is_ended = before
        .trim_end()
        .ends_with(|c: char| c.is_alphanumeric() || c == '%' || c == ')');
    let is_several = words.split_whitespace().nth(1).is_some();
    (is_plain && is_several && is_ended && !is_joined && first.starts_with(char::is_alphabetic))
        .then_some(before)
}

/// What stands before the last words behind a comma or in parentheses, where they are a remark.
fn before_remark(text: &str) -> Option<&str> {
    let is_words = |text: &str| {
        text.contains(char::is_alphabetic) && !text.contains(|c: char| c.is_ascii_digit())
    };
    let clause = text.rsplit_once([',', ';']);
    let clause = clause
        .filter(|(_, words)| is_words(words) && words.starts_with(' ') && !words.contains(')'));
    if let Some((before, _)) = clause {
        return Some(before);
    }
    let (before, words) = text.strip_suffix(')')?.rsplit_once('(')?;
    let ends = before
        .trim_end()
        .ends_with(|c: char| c.is_alphanumeric() || c == '%' || c == ')');
    // `5 (a + b)` may multiply.
    let is_sum = words.contains(['/', '+']) && !before.trim_end().ends_with(char::is_alphabetic);
    let is_apart = before.ends_with(' ') && (!is_sum || before.ends_with("  "));
    (ends && is_apart && is_remark(words)).then_some(before)
}

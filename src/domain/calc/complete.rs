//! A line of the notes with its sum computed, or why it is not.

use std::borrow::Cow;
use std::fmt;

use strsim::osa_distance;

use super::line::{label_line, named_line};
use super::{Prose, Sheet, SumLine, Why, line, sum_line, text, with_result};

/// Only so many lines above a sum are searched for names, the nearest first: Enter must not be felt.
const MOST_LINES: usize = 3000;

/// Why a line is not computed. Its text is a whole sentence for somebody who asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SumRefusal {
    /// The reason alone, in a few words.
    pub reason: String,
    /// The line was surely meant as a sum, so that its writer wants to know.
    pub is_meant: bool,
    kind: &'static str,
}

impl fmt::Display for SumRefusal {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}: {}", self.kind, self.reason)
    }
}

/// A line such as `4e6/day * 500 KB` with the equals sign that it lacks; `None` where it has no result with one either.
fn with_equals_sign<T: AsRef<str>>(line: &str, above: &[T]) -> Option<String> {
    if named_line(line).is_some() || line.contains(['=', '≈', '→']) {
        return None;
    }
    let expression = line::unbulleted(line);
    let asked = format!("{}= {expression}", &line[..line.len() - expression.len()]);
    let sum = sum_line(&asked)?;
    let answer = Sheet::above(&sum, above.iter()).compute(&sum);
    answer.is_ok().then_some(asked)
}

/// Why a line that was to be computed is no sum, and what to write instead.
fn no_sum<T: AsRef<str>>(line: &str, above: &[T]) -> SumRefusal {
    let value = label_line(line).and_then(|label| {
        let mut sheet = Sheet::above(&label, above.iter());
        let _ = sheet.line(line);
        let answer = sheet.compute(&SumLine::unnamed(label.name?)).ok()?;
        Some((label.name?, text(&answer.quantity)))
    });
    let reason = match value {
        Some((name, value)) => {
            format!("`{name:.24}` is {value} below: write `=` for `:` to show it")
        }
        None => "write `= 4e6/day * 500 KB`, or `load = 4e6 / 1 day`".to_owned(),
    };
    SumRefusal {
        kind: "not a sum",
        reason,
        is_meant: false,
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
) -> Result<Option<String>, SumRefusal> {
    let above = above.filter(|line| line.as_ref().contains(['=', '≈', ':']));
    let above: Vec<T> = above.take(MOST_LINES).collect();
    let asked = on_command.then(|| with_equals_sign(line, &above)).flatten();
    let line = asked.as_deref().unwrap_or(line);
    let sum = sum_line(line).ok_or_else(|| no_sum(line, &above))?;
    let sheet = Sheet::above(&sum, above.iter());
    let answer = sheet.compute(&sum).map_err(|why| {
        let names = || {
            let mut names = Names::default();
            for line in &above {
                names.add_line(line.as_ref());
            }
            Cow::Owned(names)
        };
        refusal(why, &sum, &sheet, &names)
    })?;
    let computed = with_result(line, &text(&answer.quantity));
    let is_shown = computed != line && (answer.is_computed || on_command);
    Ok(is_shown.then_some(computed))
}

/// The names that lines give values, in the forms in which a word that is not known is compared with them.
#[derive(Debug, Clone, Default)]
pub struct Names {
    known: Vec<Known>,
}

#[derive(Debug, Clone)]
struct Known {
    name: String,
    /// In lower case.
    lower: String,
    plain: String,
}

impl Names {
    /// These names.
    pub fn of<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let known = names.map(|name| Known {
            name: name.to_owned(),
            lower: name.to_lowercase(),
            plain: plain(name),
        });
        Self {
            known: known.collect(),
        }
    }

    /// Adds the names that a line of notes gives a value, if it gives one.
    pub fn add_line(&mut self, text: &str) {
        let names = line::defined(text).into_iter().flat_map(line::names);
        self.known.extend(Self::of(names).known);
    }
}

/// Why a line is not computed, in words. `names` gives those that the lines above define; it is asked only where a word is
/// not understood.
pub fn refusal<'n>(
    why: Why,
    sum: &SumLine<'_>,
    sheet: &Sheet,
    names: &dyn Fn() -> Cow<'n, Names>,
) -> SumRefusal {
    let (kind, reason, is_meant) = match why {
        Why::Ambiguous(question) => ("ambiguous", question, true),
        Why::Error(why) => ("not computed", why, true),
        Why::Silent => {
            let prose = sheet.explain(sum);
            let missing = match prose {
                Prose::Word { word, behind } if may_be_name(word, sum.expression) => {
                    missing_name(word, behind, sum.expression, &names())
                }
                _ => None,
            };
            let is_meant = missing.is_some();
            let reason = missing.unwrap_or_else(|| prose.to_string());
            ("not computed", reason, is_meant)
        }
    };
    SumRefusal {
        reason,
        is_meant,
        kind,
    }
}

/// Whether a word that is not understood may be a name: prose has no operators.
fn may_be_name(word: &str, expression: &str) -> bool {
    let has_operator = expression.contains(['*', '/', '+', '×', '·', '÷', 'x', '-']);
    has_operator && word.starts_with(char::is_alphabetic)
}

/// A sum fails for a name alone where the name has an underscore, which no prose has, is nearly one that is known, or stands
/// beside one that is. `behind` is what stands behind the word.
fn missing_name(word: &str, behind: &str, expression: &str, names: &Names) -> Option<String> {
    let operands = operands(expression);
    let is_operand = |lower: &str| operands.iter().any(|operand| operand == lower);
    let has_known = names.known.iter().any(|name| is_operand(&name.lower));
    if !expression.contains(|c: char| c.is_ascii_digit()) && !has_known {
        return None;
    }
    // A name may have several words: it ends at the next sign.
    let end = behind.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ' '));
    let whole = format!("{word}{}", &behind[..end.unwrap_or(behind.len())]);
    let whole = whole.trim();
    let mut meant = vec![plain(whole), plain(word)];
    meant.dedup();
    let is_meant = |name: &&Known| meant.iter().any(|meant| is_near(&name.plain, meant));
    // `avg` below `avg qps = …`.
    let is_operand_word = word.len() > 1 && is_operand(&word.to_lowercase());
    let is_part = |name: &&Known| is_operand_word && name.name.split(' ').any(|part| part == word);
    let known = || names.known.iter();
    let near = known().find(is_meant).or_else(|| known().find(is_part));
    match near {
        Some(Known { name, .. }) => {
            Some(format!("`{word:.24}` is not defined, but `{name:.24}` is"))
        }
        None if word.contains('_') => Some(format!("`{word:.24}` is not defined above")),
        None if has_known && is_operand(&whole.to_lowercase()) => {
            Some(format!("`{whole:.24}` is not defined above"))
        }
        None => None,
    }
}

/// What stands between the operators of an expression, in lower case.
fn operands(expression: &str) -> Vec<String> {
    let signs = ['*', '/', '+', '×', '·', '÷', '-', '(', ')', '^'];
    let expression = expression.to_lowercase().replace(" x ", " * ");
    let operands = expression.split(signs).map(str::trim);
    operands.map(str::to_owned).collect()
}

/// A name in lower case without blanks and what stands for them.
fn plain(name: &str) -> String {
    name.to_lowercase().replace(['_', '-', ' '], "")
}

/// Whether two plain names are the same but for one letter, which is another, is missing, or is swapped with its neighbor.
/// Names of three letters and fewer must be the same.
fn is_near(name: &str, written: &str) -> bool {
    if name == written {
        return true;
    }
    // Each name is compared, so the cheap questions come first.
    let (shorter, longer) = (name.len().min(written.len()), name.len().max(written.len()));
    let may_be = shorter >= 4 && longer - shorter <= char::MAX.len_utf8();
    may_be && osa_distance(name, written) == 1
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot continue has failed")]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn names_are_collected_only_for_a_word_that_is_not_understood() {
        let mut sheet = Sheet::default();
        for (line, expected) in [
            ("load = 3 * users * 2", true),
            ("load = 3 GB + 2 s", false),
            ("load = 80/10/10", false),
            ("load = later", false),
        ] {
            let why = sheet.line(line).unwrap_err();
            let has_asked = Cell::new(false);
            let names = || {
                has_asked.set(true);
                Cow::Owned(Names::default())
            };
            let sum = sum_line(line).unwrap();
            refusal(why, &sum, &Sheet::default(), &names);
            assert_eq!(has_asked.get(), expected, "{line}");
        }
    }

    #[test]
    fn one_word_says_why_a_line_has_no_result() {
        for (line, expected) in [
            ("load = 1.4/0.6", "ambiguous: "),
            ("load = 3 GB + 2 s", "not computed: "),
        ] {
            let refusal = completed(line, std::iter::empty::<&str>(), false).unwrap_err();
            assert_eq!(refusal.to_string(), format!("{expected}{}", refusal.reason));
        }
    }

    #[test]
    fn a_line_without_a_sign_is_computed_on_command() {
        let lines = ["users = 10M", "- 4e6/day * 500 KB", "users * 3/day"];
        let on_command = |line: &str| completed(line, lines.iter(), true);
        assert_eq!(
            on_command(lines[1]).unwrap().as_deref(),
            Some("- = 4e6/day * 500 KB → 2 TB/day")
        );
        assert_eq!(
            on_command(lines[2]).unwrap().as_deref(),
            Some("= users * 3/day → 347/s")
        );
        assert!(completed(lines[1], lines.iter(), false).is_err());
        for (line, reason) in [
            ("later in 3 days", "write `= 4e6"),
            ("table: 100M * 4 bytes", "`table` is 400 MB below"),
            ("start: 3 pm", "write `= 4e6"),
            ("range: 5k - 10k", "write `= 4e6"),
        ] {
            let refusal = on_command(line).unwrap_err();
            assert!(refusal.reason.starts_with(reason), "{refusal}");
        }
    }

    #[test]
    fn a_name_is_near_another_that_differs_in_one_letter() {
        let near = [
            ("peakqps", "peakqps"),
            ("peakqps", "peakqs"),
            ("peakqps", "peakkqps"),
            ("peakqps", "paekqps"),
            ("peakqps", "peakqpz"),
            ("aaaa", "aaaaa"),
            ("größe", "große"),
        ];
        let far = [
            ("qps", "rps"),
            ("peakqps", "peqkqpz"),
            ("peakqps", "peakspq"),
            ("peakqps", "peakqpsin"),
            ("load", "daol"),
            ("größe", "grösse"),
        ];
        for (one, other) in near {
            assert!(is_near(one, other) && is_near(other, one), "{one} {other}");
        }
        for (one, other) in far {
            assert!(
                !is_near(one, other) && !is_near(other, one),
                "{one} {other}"
            );
        }
    }
}

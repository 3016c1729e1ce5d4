//! A line of the notes with its sum computed.

use super::{Sheet, Why, sum_line, text, with_result};

/// Only so many lines above a sum are searched for names, the nearest first: Enter must not be felt.
const MOST_LINES: usize = 3000;

/// The line with its result; `None` where nothing changes, and where the line only defines its name and nobody asked
/// for its value. `above` are the lines that may define a name, the nearest first.
///
/// # Errors
/// Why it cannot be computed, in words.
pub fn completed<T: AsRef<str>>(
    line: &str,
    above: impl Iterator<Item = T>,
    on_command: bool,
) -> Result<Option<String>, String> {
    let sum =
        sum_line(line).ok_or("not a sum: write `= 4e6/day * 500 KB`, or `load = 4e6 / 1 day`")?;
    let above = above.filter(|line| line.as_ref().contains(['=', '≈']));
    let sheet = Sheet::above(&sum, above.take(MOST_LINES));
    let answer = sheet.compute(&sum).map_err(|why| match why {
        Why::Silent => {
            let why = sheet.explain(&sum);
            format!("cannot be computed: {why}")
        }
        Why::Ambiguous(question) => format!("not clear: {question}"),
        Why::Error(why) => format!("cannot be computed: {why}"),
    })?;
    let computed = with_result(line, &text(&answer.quantity));
    let is_shown = computed != line && (answer.is_computed || on_command);
    Ok(is_shown.then_some(computed))
}

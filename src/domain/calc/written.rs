//! Which results of the notes the program wrote, and which of them are no longer true.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

use super::{
    LONGEST, Names, Sheet, SumRefusal, line, named_line, refusal, result, sum_line, text,
    with_result,
};

/// Most results that are known of one stage, and most lines of a session that are computed again: no key may be felt.
const MOST_RESULTS: usize = 4000;
const MOST_LINES: usize = 2000;
/// Most lines at once whose refusal is looked into; the reason of one is said.
const MOST_REASONS: usize = 8;

/// The results that the program wrote in the notes of one stage, and those that it took away.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// Names of lines, or nothing, each with a result.
    results: BTreeSet<(String, String)>,
    /// Lines that lost their result, without it.
    withdrawn: BTreeSet<String>,
}

impl Written {
    /// Takes a line that the program has just written, with its result or without.
    pub fn note(&mut self, line: &str) {
        if line.len() > 8 * LONGEST || self.results.len() + self.withdrawn.len() > MOST_RESULTS {
            return;
        }
        let Some(sum) = sum_line(line) else { return };
        let head = line::head(line).to_owned();
        if let Some(result) = result(line) {
            self.withdrawn.remove(&head);
            self.results.insert(key(sum.name, result));
        } else {
            self.withdrawn.insert(head);
        }
    }

    /// Whether the program wrote the result of this line: a result that was typed or changed by hand is not its own.
    pub fn wrote(&self, line: &str) -> bool {
        let both = sum_line(line).zip(result(line));
        both.is_some_and(|(sum, result)| self.results.contains(&key(sum.name, result)))
    }

    /// Whether the program took the result of this line away because it had become wrong.
    fn withdrew(&self, line: &str) -> bool {
        self.withdrawn.contains(line.trim_end())
    }
}

fn key(name: Option<&str>, result: &str) -> (String, String) {
    (name.unwrap_or_default().to_owned(), result.to_owned())
}

/// A line whose result is no longer true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outdated {
    /// Index of the stage, and of the line in its notes.
    pub stage: usize,
    pub line: usize,
    /// The line with its result of now, or without one where it has none any more.
    pub text: String,
}

/// The notes of one stage.
#[derive(Debug)]
pub struct StageLines<'n> {
    pub written: &'n Written,
    pub lines: Vec<Cow<'n, str>>,
    /// Indices of the lines that were written since the sums were last computed: those get a first result.
    pub new: HashSet<usize>,
    /// Indices of the lines that were new once and had no result.
    pub refused: HashSet<usize>,
}

/// What one look at all sums found.
#[derive(Debug, Default)]
pub struct Refreshed {
    /// The lines that need another result: new ones, and those whose result was written by the program and is not what the
    /// line gives now.
    pub lines: Vec<Outdated>,
    /// New lines without a result, each with its stage: a change above may give them one.
    pub refused: Vec<(usize, String)>,
    /// Why the first new line that was surely meant as a sum has no result.
    pub reason: Option<SumRefusal>,
}

/// Looks at the sums of all stages. `pages` are the notes in order. One pass computes each line once.
pub fn outdated<'n>(pages: impl Iterator<Item = StageLines<'n>>) -> Refreshed {
    let mut sheet = Sheet::default();
    let mut found = Refreshed::default();
    let (mut left, mut reasons) = (MOST_LINES, MOST_REASONS);
    for (stage, page) in pages.enumerate() {
        for (index, line) in page.lines.iter().enumerate() {
            if left == 0 || named_line(line).is_none() {
                continue;
            }
            left -= 1;
            let is_own = page.written.wrote(line);
            let is_free = is_own || result(line).is_none();
            let is_new = is_free && page.new.contains(&index);
            let waits = is_free && (is_new || page.refused.contains(&index));
            let now = match sheet.line(line) {
                Ok(answer)
                    if is_own || page.written.withdrew(line) || waits && answer.is_computed =>
                {
                    with_result(line, &text(&answer.quantity))
                }
                Err(why) => {
                    if is_new && found.reason.is_none() && reasons > 0 {
                        reasons -= 1;
                        let sum = sum_line(line);
                        let why = sum.map(|sum| {
                            let names = || Cow::Owned(Names::of(sheet.names(&sum)));
                            refusal(why, &sum, &sheet, &names)
                        });
                        found.reason = why.filter(|why| why.is_meant);
                    }
                    if waits {
                        found.refused.push((stage, line::head(line).to_owned()));
                    }
                    if !is_own {
                        continue;
                    }
                    line::head(line).to_owned()
                }
                Ok(_) => continue,
            };
            if now != *line {
                found.lines.push(Outdated {
                    stage,
                    line: index,
                    text: now,
                });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines of two stages after the program wrote the results that they have.
    fn refreshed(stages: [&[&str]; 2], by_program: &[&str]) -> Vec<(usize, usize, String)> {
        let mut written = Written::default();
        for line in by_program {
            written.note(line);
        }
        let stages = stages.into_iter().map(|lines| {
            let lines = lines.iter().map(|line| Cow::Borrowed(*line));
            StageLines {
                written: &written,
                lines: lines.collect(),
                new: HashSet::new(),
                refused: HashSet::new(),
            }
        });
        let found = outdated(stages).lines.into_iter();
        found.map(|it| (it.stage, it.line, it.text)).collect()
    }

    #[test]
    fn what_depends_on_a_changed_line_is_computed_again_through_all_stages() {
        let setup = ["qps = 100/s * 2 → 200/s", "bw = qps * 1 KB → 100 KB/s"];
        let data = ["day = bw * 1 day → 8.64 GB", "other = 2 * 3 → 6"];
        let all: Vec<&str> = setup.iter().chain(&data).copied().collect();
        assert_eq!(
            refreshed([&setup, &data], &all),
            [
                (0, 1, "bw = qps * 1 KB → 200 KB/s".to_owned()),
                (1, 0, "day = bw * 1 day → 17.3 GB".to_owned()),
            ]
        );
    }

    #[test]
    fn a_result_by_hand_stays_and_one_that_is_gone_is_not_put_back() {
        let lines = ["a = 4", "b = a * 2 → 6", "c = a * 3", "d = a * 5 → 15"];
        let changed = refreshed([&lines, &[]], &["d = a * 5 → 15", "c = a * 3 → 9"]);
        assert_eq!(changed, [(0, 3, "d = a * 5 → 20".to_owned())]);
    }

    #[test]
    fn a_result_that_was_taken_away_comes_back_when_it_can() {
        let without = refreshed([&["a = dog", "b = a * 2 → 6"], &[]], &["b = a * 2 → 6"]);
        assert_eq!(without, [(0, 1, "b = a * 2".to_owned())]);
        let known = ["b = a * 2 → 6", "b = a * 2"];
        let back = refreshed([&["a = 4", "b = a * 2"], &[]], &known);
        assert_eq!(back, [(0, 1, "b = a * 2 → 8".to_owned())]);
    }
}

//! The difference between two texts by lines, with the changed words inside a line.

use serde::Serialize;
use similar::algorithms::{Capture, Compact, Replace, myers};
use similar::{DiffOp, DiffableStr};

/// The number of unchanged lines that are shown before and after a change.
const CONTEXT: usize = 2;

/// The difference between two texts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Difference {
    /// The number of lines that only the first text has.
    pub removed: usize,
    /// The number of lines that only the second text has.
    pub added: usize,
    /// The number of lines that both have.
    pub same: usize,
    /// In order; unchanged lines that are not near a change are skipped.
    pub rows: Vec<DiffRow>,
}

/// One line with its pieces, or several skipped unchanged lines without pieces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DiffRow {
    #[serde(rename = "is")]
    pub kind: DiffKind,
    pub lines: usize,
    pub pieces: Vec<DiffPiece>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DiffKind {
    Same,
    Removed,
    Added,
    Skipped,
}

/// A part of a line. A line without a counterpart in the other text is changed as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DiffPiece {
    pub text: String,
    pub changed: bool,
}

impl DiffRow {
    fn of(kind: DiffKind, pieces: Vec<DiffPiece>) -> Self {
        Self {
            kind,
            lines: 1,
            pieces,
        }
    }

    fn same(line: &str) -> Self {
        let piece = DiffPiece {
            text: without_lf(line).to_owned(),
            changed: false,
        };
        Self::of(DiffKind::Same, vec![piece])
    }

    fn skipped(lines: usize) -> Self {
        Self {
            kind: DiffKind::Skipped,
            lines,
            pieces: Vec::new(),
        }
    }
}

impl Difference {
    /// Compares two texts. Only LF ends a line; empty lines at the end of a text are ignored.
    pub fn of(old: &str, new: &str) -> Self {
        let (old, new) = (with_line_ends(old), with_line_ends(new));
        let (old, new): (Vec<&str>, Vec<&str>) = (
            old.split_inclusive('\n').collect(),
            new.split_inclusive('\n').collect(),
        );
        let mut difference = Self::default();
        let ops = compared(&old, &new);
        let last = ops.len().saturating_sub(1);
        for (index, op) in ops.iter().enumerate() {
            let (old, new) = (&old[op.old_range()], &new[op.new_range()]);
            if let DiffOp::Equal { len, .. } = op {
                difference.same += len;
                difference.add_unchanged(old, index > 0, index < last);
            } else {
                difference.change(old, new);
            }
        }
        difference
    }

    /// Adds unchanged lines; `after` and `before` say whether a change precedes and follows them.
    fn add_unchanged(&mut self, lines: &[&str], after: bool, before: bool) {
        let context = |is_near: bool| if is_near { CONTEXT } else { 0 };
        let (first, last) = (context(after), context(before));
        let same = |line: &&str| DiffRow::same(line);
        let skipped = lines.len().saturating_sub(first + last);
        // A row for one skipped line would be as long as the line.
        if skipped < 2 && (after || before) {
            return self.rows.extend(lines.iter().map(same));
        }
        self.rows.extend(lines[..first].iter().map(same));
        self.rows.push(DiffRow::skipped(skipped));
        let last = &lines[lines.len() - last..];
        self.rows.extend(last.iter().map(same));
    }

    /// Adds the removed and the added lines of a change.
    fn change(&mut self, old: &[&str], new: &[&str]) {
        let (before, after) = changed_words(old, new);
        self.removed += old.len();
        self.added += new.len();
        let removed = before.iter().map(|line| (DiffKind::Removed, line));
        let added = after.iter().map(|line| (DiffKind::Added, line));
        let rows = removed.chain(added);
        self.rows
            .extend(rows.map(|(kind, words)| DiffRow::of(kind, pieces(words))));
    }
}

/// The operations that make one list out of another. Only this one algorithm, and only for this type of list, becomes a
/// part of the program; there is no deadline, so that the result does not depend on the speed of the machine.
fn compared(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    let mut ops = Compact::new(Replace::new(Capture::new()), old, new);
    let Ok(()) = myers::diff(&mut ops, old, 0..old.len(), new, 0..new.len());
    ops.into_inner().into_inner().into_ops()
}

/// The words and blanks of a line, each with whether it is changed.
type Words<'a> = Vec<(bool, &'a str)>;

/// The words of removed lines and of the lines in their place. None is marked as changed where the two sides have less than
/// half in common: every line is then shown as changed as a whole.
fn changed_words<'a>(old: &[&'a str], new: &[&'a str]) -> (Vec<Words<'a>>, Vec<Words<'a>>) {
    let mut before: Vec<Words<'a>> = old.iter().map(|line| words(line)).collect();
    let mut after: Vec<Words<'a>> = new.iter().map(|line| words(line)).collect();
    let is_alike = |same: usize, old: usize, new: usize| 4 * same >= old + new;
    if !is_alike(old.len().min(new.len()), old.len(), new.len()) {
        return (before, after);
    }
    let list = |lines: &[Words<'a>]| -> Vec<&'a str> {
        let words = lines.iter().flatten();
        words.map(|(_, word)| *word).collect()
    };
    let (old, new) = (list(&before), list(&after));
    let ops = compared(&old, &new);
    let same = ops.iter().map(|op| match op {
        DiffOp::Equal { len, .. } => *len,
        _ => 0,
    });
    if is_alike(same.sum(), old.len(), new.len()) {
        for op in ops.iter().filter(|op| !matches!(op, DiffOp::Equal { .. })) {
            for (side, range) in [(&mut before, op.old_range()), (&mut after, op.new_range())] {
                let words = side.iter_mut().flatten().skip(range.start);
                words
                    .take(range.len())
                    .for_each(|(changed, word)| *changed = !word.ends_with('\n'));
            }
        }
    }
    (before, after)
}

/// The words and blanks of a line, with its end as the last of them.
fn words(line: &str) -> Words<'_> {
    let (text, end) = line.split_at(line.trim_end_matches(['\r', '\n']).len());
    let words = text.tokenize_words().into_iter().chain([end]);
    words.map(|word| (false, word)).collect()
}

/// The text with LF after every line and without empty lines at its end.
fn with_line_ends(text: &str) -> String {
    let text = text.trim_end_matches('\n');
    if text.is_empty() {
        String::new()
    } else {
        format!("{text}\n")
    }
}

fn without_lf(line: &str) -> &str {
    line.strip_suffix('\n').unwrap_or(line)
}

fn pieces(values: &[(bool, &str)]) -> Vec<DiffPiece> {
    let mut pieces: Vec<DiffPiece> = Vec::new();
    for (changed, text) in values {
        let text = without_lf(text);
        match pieces.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.changed == *changed => last.text.push_str(text),
            _ => pieces.push(DiffPiece {
                text: text.to_owned(),
                changed: *changed,
            }),
        }
    }
    let is_whole = !pieces.iter().any(|piece| piece.changed);
    for piece in &mut pieces {
        piece.changed |= is_whole;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The rows as text, with changed words in brackets if a part of the line is unchanged.
    fn drawn(old: &str, new: &str) -> Vec<String> {
        let line = |sign: char, pieces: &[DiffPiece]| {
            let whole = pieces.iter().all(|piece| piece.changed);
            let piece = |piece: &DiffPiece| {
                if piece.changed && !whole {
                    format!("[{}]", piece.text)
                } else {
                    piece.text.clone()
                }
            };
            format!("{sign}{}", pieces.iter().map(piece).collect::<String>())
        };
        let rows = Difference::of(old, new).rows;
        let rows = rows.iter().map(|row| match row.kind {
            DiffKind::Same => format!(" {}", row.pieces[0].text),
            DiffKind::Removed => line('-', &row.pieces),
            DiffKind::Added => line('+', &row.pieces),
            DiffKind::Skipped => format!("~{}", row.lines),
        });
        rows.collect()
    }

    #[test]
    fn differences_show_changed_lines_and_words() {
        let table: [(&str, &str, &str, &[&str]); 10] = [
            ("nothing on either side", "", "", &[]),
            ("one the same as the other", "a\nb", "a\nb", &["~2"]),
            ("lines at the end that say nothing", "a", "a\n\n", &["~1"]),
            ("all new", "", "a\n\nb", &["+a", "+", "+b"]),
            ("all gone", "a\n\nb", "", &["-a", "-", "-b"]),
            (
                "a word inside a line",
                "latency p95 under 200 ms, always",
                "latency p95 under 100 ms, always",
                &[
                    "-latency p95 under [200] ms, always",
                    "+latency p95 under [100] ms, always",
                ],
            ),
            (
                "two lines with nothing in common",
                "cats",
                "dogs",
                &["-cats", "+dogs"],
            ),
            (
                "two lines of context on either side of a change",
                "1\n2\n3\n4\nx\n6\n7\n8\n9",
                "1\n2\n3\n4\ny\n6\n7\n8\n9",
                &["~2", " 3", " 4", "-x", "+y", " 6", " 7", "~2"],
            ),
            (
                "a single line is shown rather than counted",
                "x\n2\n3\n4\n5\n6\ny",
                "X\n2\n3\n4\n5\n6\nY",
                &["-x", "+X", " 2", " 3", " 4", " 5", " 6", "-y", "+Y"],
            ),
            (
                "a carriage return is part of its line",
                "a\r\nb",
                "a\nb",
                &["-a\r", "+a", " b"],
            ),
        ];
        for (rule, old, new, rows) in table {
            assert_eq!(drawn(old, new), rows, "{rule}");
        }
    }

    #[test]
    fn an_empty_line_among_changed_ones_stays() {
        let drawn = drawn("one two\n\nthree", "one 2\n\n\nfour");
        let signs: String = drawn.iter().filter_map(|row| row.chars().next()).collect();
        assert_eq!(signs.matches('-').count(), 2, "{drawn:?}");
        assert_eq!(signs.matches('+').count(), 3, "{drawn:?}");
    }

    proptest! {
        #[test]
        fn the_counts_of_lines_sum_to_the_lines_of_each_text(
            old in "([a-c ]{0,4}\n){0,12}",
            new in "([a-c ]{0,4}\n){0,12}",
        ) {
            let difference = Difference::of(&old, &new);
            let count = |text: &str| with_line_ends(text).matches('\n').count();
            prop_assert_eq!(difference.same + difference.removed, count(&old));
            prop_assert_eq!(difference.same + difference.added, count(&new));
            let side = |wanted: DiffKind| -> Vec<String> {
                let lines = difference.rows.iter().filter(|row| row.kind == wanted);
                lines.map(|line| line.pieces.iter().map(|piece| piece.text.as_str()).collect()).collect()
            };
            let (removed, added) = (side(DiffKind::Removed), side(DiffKind::Added));
            let is_within = |lines: &[String], text: &str| {
                let mut rest = text.split('\n');
                lines.iter().all(|line| rest.any(|other| other == line))
            };
            prop_assert!(is_within(&removed, &old));
            prop_assert!(is_within(&added, &new));
        }
    }
}

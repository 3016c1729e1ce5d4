//! The difference between two texts by lines, with the changed words inside a line.

use serde::Serialize;
use similar::{Algorithm, ChangeTag, DiffOp, InlineChangeMode, InlineChangeOptions, TextDiff};

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
        let texts = TextDiff::from_slices(&old, &new);
        let mut difference = Self::default();
        let last = texts.ops().len().saturating_sub(1);
        for (index, op) in texts.ops().iter().enumerate() {
            match *op {
                DiffOp::Equal { old_index, len, .. } => {
                    difference.same += len;
                    let lines = &old[old_index..old_index + len];
                    difference.add_unchanged(lines, index > 0, index < last);
                }
                _ => difference.change(&texts, op),
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

    fn change(&mut self, texts: &TextDiff<'_, '_, str>, op: &DiffOp) {
        // No deadline, so that the result does not depend on the speed of the machine.
        let mut words = InlineChangeOptions::default();
        words
            .mode(InlineChangeMode::Words)
            .algorithm(Algorithm::Myers);
        for change in texts.iter_inline_changes_with_options_deadline(op, words, None) {
            let pieces = pieces(change.values());
            match change.tag() {
                ChangeTag::Equal => {}
                ChangeTag::Delete => {
                    self.removed += 1;
                    self.rows.push(DiffRow::of(DiffKind::Removed, pieces));
                }
                ChangeTag::Insert => {
                    self.added += 1;
                    self.rows.push(DiffRow::of(DiffKind::Added, pieces));
                }
            }
        }
    }
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

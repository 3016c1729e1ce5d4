//! How one text became another, line by line, with the words that changed inside a line. Knows no session.

use serde::Serialize;
use similar::{Algorithm, ChangeTag, DiffOp, InlineChangeMode, InlineChangeOptions, TextDiff};

/// How many unchanged lines are kept beside a change.
const CONTEXT: usize = 2;

/// What changed from one text to another.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Difference {
    /// Lines of the first text that the second has not.
    pub removed: usize,
    /// Lines of the second text that the first has not.
    pub added: usize,
    /// Lines that both have.
    pub same: usize,
    /// In order; of unchanged lines those nearest to a change.
    pub rows: Vec<DiffRow>,
}

/// One line with its parts, or several unchanged lines that are left out and have none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DiffRow {
    pub is: DiffKind,
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

/// Part of a line. A line that has no counterpart changed as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DiffPiece {
    pub text: String,
    pub changed: bool,
}

impl DiffRow {
    fn of(is: DiffKind, pieces: Vec<DiffPiece>) -> Self {
        Self {
            is,
            lines: 1,
            pieces,
        }
    }

    fn same(line: &str) -> Self {
        let piece = DiffPiece {
            text: without_end(line).to_owned(),
            changed: false,
        };
        Self::of(DiffKind::Same, vec![piece])
    }

    fn skipped(lines: usize) -> Self {
        Self {
            is: DiffKind::Skipped,
            lines,
            pieces: Vec::new(),
        }
    }
}

impl Difference {
    /// Lines end at LF alone; empty lines at the end of a text say nothing and are left out.
    pub fn of(old: &str, new: &str) -> Self {
        let (old, new) = (ended(old), ended(new));
        let (old, new): (Vec<&str>, Vec<&str>) = (
            old.split_inclusive('\n').collect(),
            new.split_inclusive('\n').collect(),
        );
        let texts = TextDiff::from_slices(&old, &new);
        let mut difference = Self::default();
        let last = texts.ops().len().saturating_sub(1);
        for (place, op) in texts.ops().iter().enumerate() {
            match *op {
                DiffOp::Equal { old_index, len, .. } => {
                    difference.same += len;
                    let lines = &old[old_index..old_index + len];
                    difference.keep_near(lines, place > 0, place < last);
                }
                _ => difference.change(&texts, op),
            }
        }
        difference
    }

    /// Unchanged lines, behind a change or before one.
    fn keep_near(&mut self, lines: &[&str], behind: bool, before: bool) {
        let kept = |beside: bool| if beside { CONTEXT } else { 0 };
        let (first, last) = (kept(behind), kept(before));
        let same = |line: &&str| DiffRow::same(line);
        let skipped = lines.len().saturating_sub(first + last);
        // Naming one line as left out takes as much room as the line.
        if skipped < 2 && (behind || before) {
            return self.rows.extend(lines.iter().map(same));
        }
        self.rows.extend(lines[..first].iter().map(same));
        self.rows.push(DiffRow::skipped(skipped));
        let last = &lines[lines.len() - last..];
        self.rows.extend(last.iter().map(same));
    }

    fn change(&mut self, texts: &TextDiff<'_, '_, str>, op: &DiffOp) {
        // No deadline: what comes out must not depend on how fast the machine is.
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

/// The text with each line ended, and no empty lines at its end.
fn ended(text: &str) -> String {
    let text = text.trim_end_matches('\n');
    if text.is_empty() {
        String::new()
    } else {
        format!("{text}\n")
    }
}

fn without_end(line: &str) -> &str {
    line.strip_suffix('\n').unwrap_or(line)
}

fn pieces(values: &[(bool, &str)]) -> Vec<DiffPiece> {
    let mut pieces: Vec<DiffPiece> = Vec::new();
    for (changed, text) in values {
        let text = without_end(text);
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

    /// The rows as text: changed words in brackets where a part of the line stayed.
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
        let rows = rows.iter().map(|row| match row.is {
            DiffKind::Same => format!(" {}", row.pieces[0].text),
            DiffKind::Removed => line('-', &row.pieces),
            DiffKind::Added => line('+', &row.pieces),
            DiffKind::Skipped => format!("~{}", row.lines),
        });
        rows.collect()
    }

    #[test]
    fn lines_and_the_words_inside_them_are_told_apart() {
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
        fn each_text_is_its_own_lines_and_the_counts_are_theirs(
            old in "([a-c ]{0,4}\n){0,12}",
            new in "([a-c ]{0,4}\n){0,12}",
        ) {
            let difference = Difference::of(&old, &new);
            let count = |text: &str| ended(text).matches('\n').count();
            prop_assert_eq!(difference.same + difference.removed, count(&old));
            prop_assert_eq!(difference.same + difference.added, count(&new));
            let side = |wanted: DiffKind| -> Vec<String> {
                let lines = difference.rows.iter().filter(|row| row.is == wanted);
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

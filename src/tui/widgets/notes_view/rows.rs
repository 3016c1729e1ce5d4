//! Lays out notes to read in rows: the lines, wrapped, with the remarks above and below them.

use std::ops::Range;
use std::time::Duration;

use ratatui::style::Style;

use super::super::wrap;
use super::remark::{Remark, Remarks};
use crate::domain::judging::review::CommentKind;
use crate::domain::sanitize;
use crate::domain::session::notes::Text;
use crate::tui::theme;

/// Columns behind the text of a line: a blank and the digit of a likely line, `[1]`.
pub(super) const DIGIT: usize = 4;
/// What stands in place of empty notes.
pub(super) const NOTHING: &str = "no notes here";
/// Columns by which the later rows of a remark stand behind its first, and all rows of a comment behind its bar.
pub(super) const HANG: usize = 2;

/// One row of the screen.
#[derive(Debug)]
pub(super) struct ScreenRow {
    /// The stage and the line to which it belongs.
    pub(super) stage: usize,
    pub(super) line: usize,
    pub(super) kind: RowKind,
    pub(super) text: String,
    /// The time of a remark on its first row.
    pub(super) at: Option<Duration>,
    /// The bytes of the text that are the word of a remark or the kind of a comment, with their style.
    pub(super) word: Option<(Range<usize>, Style)>,
    /// Whether it is a row of a comment, which has a bar.
    pub(super) is_comment: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowKind {
    /// The first row of a line.
    Start,
    /// A later row of a line.
    Rest,
    /// A remark above or below a line.
    Remark,
    /// The title of a stage with its fact, or a blank above it.
    Heading,
}

/// Notes with what stands between their lines.
pub(super) struct Annotated<'a> {
    pub(super) stages: &'a [Text],
    pub(super) above: &'a Remarks,
    pub(super) below: &'a Remarks,
}

impl Annotated<'_> {
    /// The rows of all stages at a width of the lines, each below its title.
    pub(super) fn all_rows(&self, headings: &[(String, String)], width: usize) -> Vec<ScreenRow> {
        let mut rows = Vec::new();
        for (stage, (title, _)) in headings.iter().enumerate().take(self.stages.len()) {
            let row = |kind, text: &str| ScreenRow {
                stage,
                line: 0,
                kind,
                text: text.to_owned(),
                at: None,
                word: None,
                is_comment: false,
            };
            rows.extend((stage > 0).then(|| row(RowKind::Heading, "")));
            rows.push(row(RowKind::Heading, title));
            let lines = self.rows_of(stage, width);
            rows.extend(lines.is_empty().then(|| row(RowKind::Remark, NOTHING)));
            rows.extend(lines);
        }
        rows
    }

    /// The rows of a stage at a width of the lines; remarks have no digit behind them, so they are wider.
    pub(super) fn rows_of(&self, stage: usize, width: usize) -> Vec<ScreenRow> {
        let mut rows = Vec::new();
        let count = self.stages.get(stage).map_or(0, written);
        for line in 0..count {
            rows.extend(remarks(self.above, (stage, line), width));
            let text = sanitize::line(&self.stages[stage].line(line));
            let kinds = std::iter::once(RowKind::Start).chain(std::iter::repeat(RowKind::Rest));
            let texts = wrap(&text, width).into_iter().zip(kinds);
            rows.extend(texts.map(|(text, kind)| ScreenRow {
                stage,
                line,
                kind,
                text,
                at: None,
                word: None,
                is_comment: false,
            }));
            rows.extend(remarks(self.below, (stage, line), width));
        }
        // What stands at the blank lines behind the last one, and above the line after them, is shown too.
        let all = self.stages.get(stage).map_or(0, Text::line_count);
        for line in count..=all {
            for remarks_at in [self.above, self.below] {
                rows.extend(remarks(remarks_at, (stage, line), width));
            }
        }
        rows
    }
}

/// The rows of the remarks on a line.
fn remarks(
    remarks: &Remarks,
    (stage, line): (usize, usize),
    width: usize,
) -> impl Iterator<Item = ScreenRow> {
    let remarks = remarks.get(&(stage, line)).into_iter().flatten();
    remarks.flat_map(move |remark| {
        let text = format!("{} {}", remark.word, remark.text);
        // A comment has the lines that its coach gave it.
        let lines: Vec<String> = text.trim().lines().map(sanitize::line).collect();
        let rows = wrap(&lines.join("\n"), (width + DIGIT).saturating_sub(HANG));
        rows.into_iter().enumerate().map(move |(index, row)| {
            let is_first = index == 0;
            let hangs = !is_first && !remark.is_comment;
            let blanks = if hangs { HANG } else { 0 };
            let word = word_of(remark, &row).filter(|_| is_first);
            ScreenRow {
                stage,
                line,
                kind: RowKind::Remark,
                text: " ".repeat(blanks) + &row,
                at: remark.at.filter(|_| is_first),
                word,
                is_comment: remark.is_comment,
            }
        })
    })
}

/// The bytes of a remark's first row that have a style of their own.
fn word_of(remark: &Remark, row: &str) -> Option<(Range<usize>, Style)> {
    let (from, word, style) = match remark.kind {
        Some((from, kind)) => (from, kind.word(), kind_style(kind)),
        None => (0, remark.word.as_str(), theme::ACCENT_WORD),
    };
    let word_range = from..from + word.len();
    // A long name before the kind may leave it to the next row.
    let is_there = !word.is_empty() && row.get(word_range.clone()) == Some(word);
    is_there.then_some((word_range, style))
}

fn kind_style(kind: CommentKind) -> Style {
    match kind {
        CommentKind::Good => theme::GOOD,
        CommentKind::Fix => theme::WARNING,
        CommentKind::Question => theme::ACCENT,
    }
}

/// The number of lines to show: without the blank ones at the end, where the caret stood last.
pub(super) fn written(notes: &Text) -> usize {
    let is_blank = |line: usize| notes.line(line).trim().is_empty();
    let count = notes.line_count();
    (0..count)
        .rev()
        .find(|line| !is_blank(*line))
        .map_or(0, |last| last + 1)
}

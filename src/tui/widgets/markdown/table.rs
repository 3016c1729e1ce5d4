//! A table fitted to a width, drawn as all tables of the screens are: dim heads, and blanks between the columns. Columns are
//! as wide as their texts, or narrower with wrapped cells and a blank row between the rows. If the width is too small for
//! columns, each row is a list of titles and cells.

use pulldown_cmark::Alignment;
use ratatui::text::Span;

use super::styled_text::StyledText;
use crate::tui::theme;

/// The blanks between two columns, and their number.
const BETWEEN: &str = "   ";
const BETWEEN_WIDTH: usize = 3;
/// The least useful width of a column.
const NARROWEST: usize = 6;

/// The spans of one line.
type Spans = Vec<Span<'static>>;

/// A table; its first row has the titles.
#[derive(Debug)]
pub struct TableBuilder {
    alignments: Vec<Alignment>,
    rows: Vec<Vec<StyledText>>,
}

impl TableBuilder {
    pub fn new(alignments: Vec<Alignment>) -> Self {
        Self {
            alignments,
            rows: Vec::new(),
        }
    }

    pub fn begin_row(&mut self) {
        self.rows.push(Vec::new());
    }

    pub fn add(&mut self, cell: StyledText) {
        let cell = match self.rows.len() {
            1 => cell.over(theme::SECONDARY),
            _ => cell,
        };
        if let Some(row) = self.rows.last_mut() {
            row.push(cell);
        }
    }

    /// The table in lines of at most `width` columns.
    pub fn drawn(&self, width: usize) -> Vec<Spans> {
        let between = BETWEEN_WIDTH * self.alignments.len().saturating_sub(1);
        let room = width.saturating_sub(between);
        let wants = self.wants();
        let wanted: usize = wants.iter().map(|(line, _)| line).sum();
        if wanted > room && room < NARROWEST * wants.len() {
            return self.stacked(width);
        }
        self.in_columns(&fitted(&wants, room))
    }

    /// The widths of the widest line and the widest word of each column.
    fn wants(&self) -> Vec<(usize, usize)> {
        let column = |index: usize| {
            let cells = self.rows.iter().filter_map(move |row| row.get(index));
            cells
                .map(StyledText::widths)
                .fold((1, 1), |(line, word), more| {
                    (line.max(more.0), word.max(more.1))
                })
        };
        (0..self.alignments.len()).map(column).collect()
    }

    fn in_columns(&self, widths: &[usize]) -> Vec<Spans> {
        let rows = self.rows.iter().map(|row| self.row(row, widths));
        let rows: Vec<Vec<Spans>> = rows.collect();
        // If cells wrap, a blank row shows where a row ends.
        let is_spaced = rows.iter().skip(1).any(|row| row.len() > 1);
        let mut lines = Vec::new();
        for (index, row) in rows.into_iter().enumerate() {
            lines.extend((is_spaced && index > 1).then(Spans::new));
            lines.extend(row);
        }
        lines
    }

    fn row(&self, row: &[StyledText], widths: &[usize]) -> Vec<Spans> {
        let cells = widths.iter().enumerate().map(|(index, width)| {
            row.get(index)
                .map_or(Vec::new(), |cell| cell.wrapped(*width))
        });
        let mut cells: Vec<Vec<Spans>> = cells.collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let mut lines = Vec::new();
        for index in 0..height {
            let mut line = Spans::new();
            for (column, cell) in cells.iter_mut().enumerate() {
                if column > 0 {
                    line.push(Span::raw(BETWEEN));
                }
                let text = cell.get_mut(index).map(std::mem::take).unwrap_or_default();
                let is_last = column + 1 == widths.len();
                line.extend(aligned(
                    text,
                    widths[column],
                    self.alignments[column],
                    is_last,
                ));
            }
            lines.push(line);
        }
        lines
    }

    /// Each row as lines of a title and a cell.
    fn stacked(&self, width: usize) -> Vec<Spans> {
        let Some((titles, rows)) = self.rows.split_first() else {
            return Vec::new();
        };
        if rows.is_empty() {
            return titles
                .iter()
                .flat_map(|title| title.wrapped(width))
                .collect();
        }
        let mut lines = Vec::new();
        for row in rows {
            if !lines.is_empty() {
                lines.push(Spans::new());
            }
            for (title, cell) in titles.iter().zip(row) {
                lines.extend(title.clone().and(": ", cell).wrapped(width));
            }
        }
        lines
    }
}

/// Pads a line of a cell to the width of its column; the last column is not padded on the right.
fn aligned(text: Spans, width: usize, alignment: Alignment, is_last: bool) -> Spans {
    let used: usize = text.iter().map(Span::width).sum();
    let room = width.saturating_sub(used);
    let before = match alignment {
        Alignment::Right => room,
        Alignment::Center => room / 2,
        Alignment::Left | Alignment::None => 0,
    };
    let after = if is_last { 0 } else { room - before };
    let pad = |count: usize| (count > 0).then(|| Span::raw(" ".repeat(count)));
    pad(before)
        .into_iter()
        .chain(text)
        .chain(pad(after))
        .collect()
}

/// Column widths that sum to at most `room`. If the widest lines do not fit, each column gets its widest word, and the
/// rest goes to the columns with the longest texts.
fn fitted(wants: &[(usize, usize)], room: usize) -> Vec<usize> {
    let wanted: usize = wants.iter().map(|(line, _)| line).sum();
    if wanted <= room {
        return wants.iter().map(|(line, _)| *line).collect();
    }
    let words: usize = wants.iter().map(|(_, word)| word).sum();
    let start = |(_, word): &(usize, usize)| if words <= room { *word } else { 1 };
    let limit = |(line, word): &(usize, usize)| if words <= room { *line } else { *word };
    let mut widths: Vec<usize> = wants.iter().map(start).collect();
    let mut spare = room.saturating_sub(widths.iter().sum());
    while spare > 0 {
        // The column whose text takes the most lines grows.
        let lines = |index: &usize| limit(&wants[*index]) * 1000 / widths[*index];
        let grows = (0..widths.len()).filter(|index| widths[*index] < limit(&wants[*index]));
        let Some(index) = grows.max_by_key(|index| (lines(index), usize::MAX - index)) else {
            break;
        };
        widths[index] += 1;
        spare -= 1;
    }
    widths
}

//! A table of plain text for a terminal: its rows fit the width, since a row that the terminal wraps cannot be read as one.

use unicode_segmentation::UnicodeSegmentation;

use crate::domain::symbols::Symbols;
use crate::domain::{sanitize, wrapping};

/// What stands between two columns.
const BETWEEN: &str = "  ";

/// The most columns to which the texts of a column are padded. A longer text, as in a stranger's file, is printed whole,
/// and pads no other row.
const WIDEST: usize = 200;

/// What a column does where the rows are too wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Narrow {
    /// It stays whole, also where the rows stay too wide.
    Stays,
    /// Its texts are cut to this many columns at least, then the column is left out.
    Gives(usize),
    /// It is never cut, and left out before any other column.
    Goes,
}

/// A column with the text of each row.
#[derive(Debug)]
pub struct Column {
    pub cells: Vec<String>,
    pub is_right: bool,
    pub narrow: Narrow,
    /// Its least width where nothing is cut.
    pub least: usize,
}

impl Column {
    /// A column of texts that begin at its left edge.
    pub fn left(cells: Vec<String>, narrow: Narrow) -> Self {
        Self {
            cells,
            is_right: false,
            narrow,
            least: 0,
        }
    }

    /// A column of figures that end at its right edge and stay whole.
    pub fn right(cells: Vec<String>) -> Self {
        Self {
            cells,
            is_right: true,
            narrow: Narrow::Stays,
            least: 0,
        }
    }

    /// The column in at least so many columns where nothing is cut.
    #[must_use]
    pub fn at_least(self, least: usize) -> Self {
        Self { least, ..self }
    }

    fn wanted(&self) -> usize {
        let wide = self.cells.iter().map(|cell| sanitize::columns(cell));
        wide.max().unwrap_or(0).max(self.least)
    }

    /// The text of a row in so many columns; where it is longer, it is cut with the ellipsis of these symbols, if any are given.
    fn cell(&self, row: usize, width: usize, cuts: Option<Symbols>) -> String {
        let text = self.cells.get(row).map_or("", String::as_str);
        let text = cuts.map_or_else(|| text.to_owned(), |symbols| cut(text, width, symbols));
        let gap = " ".repeat(width.saturating_sub(sanitize::columns(&text)));
        if self.is_right {
            gap + &text
        } else {
            text + &gap
        }
    }
}

/// The rows, in at most `width` columns where the columns that stay whole allow it; without a width nothing is cut. The
/// first column that gives is cut first. Of those that are left out, the last is the first one. The texts are clean and of
/// one line each.
pub fn rows(columns: &[Column], width: Option<usize>, symbols: Symbols) -> Vec<String> {
    let widths = match width {
        Some(width) => fitted(columns, width),
        None => wanted(columns),
    };
    let cuts = width.map(|_| symbols);
    let count = columns.iter().map(|column| column.cells.len()).max();
    let row = |row| {
        let cells = columns.iter().zip(&widths);
        let cells = cells.filter_map(|(column, cell)| Some(column.cell(row, (*cell)?, cuts)));
        let cells: Vec<String> = cells.collect();
        cells.join(BETWEEN).trim_end().to_owned()
    };
    (0..count.unwrap_or(0)).map(row).collect()
}

/// Whether the rows fit `width` columns with every column that has a text, except those that [`Narrow::Goes`] leaves out.
pub fn fits(columns: &[Column], width: usize) -> bool {
    let widths = fitted(columns, width);
    let mut shown = columns.iter().zip(&widths);
    let is_all = shown.all(|(column, shown)| {
        shown.is_some() || column.wanted() == 0 || column.narrow == Narrow::Goes
    });
    is_all && total(&widths) <= width
}

/// The width of each column as wide as its texts; `None` for one without any.
fn wanted(columns: &[Column]) -> Vec<Option<usize>> {
    let wanted = columns.iter().map(|column| column.wanted().min(WIDEST));
    wanted
        .map(|wanted| Some(wanted).filter(|wanted| *wanted > 0))
        .collect()
}

/// The width of each column in rows of at most `width` columns; `None` for one that is left out.
fn fitted(columns: &[Column], width: usize) -> Vec<Option<usize>> {
    let mut widths = wanted(columns);
    let least = |column: &Column| match column.narrow {
        Narrow::Stays => None,
        Narrow::Gives(least) => Some(least),
        Narrow::Goes => Some(usize::MAX),
    };
    for (index, column) in columns.iter().enumerate() {
        let too_many = total(&widths).saturating_sub(width);
        if let (Some(least), Some(wide)) = (least(column), &mut widths[index]) {
            *wide = wide.saturating_sub(too_many).max(least.min(*wide));
        }
    }
    for is_first in [true, false] {
        for (index, column) in columns.iter().enumerate().rev() {
            let may_go = least(column).is_some() && (column.narrow == Narrow::Goes) == is_first;
            if may_go && total(&widths) > width {
                widths[index] = None;
            }
        }
    }
    // What a column that was left out makes free.
    for (index, column) in columns.iter().enumerate().rev() {
        let spare = width.saturating_sub(total(&widths));
        if let Some(wide) = &mut widths[index] {
            *wide = column.wanted().min(*wide + spare);
        }
    }
    widths
}

fn total(widths: &[Option<usize>]) -> usize {
    let shown = widths.iter().flatten();
    let between = BETWEEN.len() * shown.clone().count().saturating_sub(1);
    shown.sum::<usize>() + between
}

/// The farthest column at which the second line of a long one begins.
const DEEPEST: usize = 40;

/// A page of which no line is longer than so many columns, where its words and commands allow it. What is wrapped hangs
/// below the last part of its line that blanks set apart, else two columns deeper than its line.
pub fn wrapped(page: &str, width: usize) -> String {
    wrapping::wrapped(page, width, hang)
}

/// The column at which the second line of a long line begins.
fn hang(line: &str) -> usize {
    let text = line.trim_start();
    let lead = line.len() - text.len();
    let parts = line.match_indices(BETWEEN).map(|(at, _)| {
        let behind = line[at..].trim_start();
        sanitize::columns(&line[..line.len() - behind.len()])
    });
    let parts = parts.filter(|column| *column > lead && *column <= DEEPEST);
    // The minute of a line of notes, or the sign of a changed one.
    let first = text.split(' ').next().unwrap_or_default();
    let is_sign = ["-", "+"].contains(&first)
        || !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_digit());
    let own = if is_sign { first.len() + 1 } else { 2 };
    parts.max().unwrap_or(lead + own)
}

/// A text in at most `width` columns; one that is cut says so.
fn cut(text: &str, width: usize, symbols: Symbols) -> String {
    if sanitize::columns(text) <= width {
        return text.to_owned();
    }
    let end = symbols.ellipsis(width);
    let mut used = sanitize::columns(end);
    let graphemes = text.graphemes(true).take_while(|grapheme| {
        used += sanitize::columns(grapheme);
        used <= width
    });
    let cut: String = graphemes.collect();
    format!("{}{end}", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> [Column; 4] {
        let cells = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        [
            Column::left(cells(["20261124-one", "20261125-two"]), Narrow::Stays),
            Column::right(cells(["34:28", "5:00"])),
            Column::left(cells(["Ada Lovelace", "日本語日本語"]), Narrow::Gives(6)),
            Column::left(cells(["paused, resumed", "clean"]), Narrow::Gives(5)),
        ]
    }

    #[test]
    fn a_row_fits_the_width_by_its_texts_and_never_by_what_stays() {
        let table = table();
        let expected = [
            (
                80,
                [
                    "20261124-one  34:28  Ada Lovelace  paused, resumed",
                    "20261125-two   5:00  日本語日本語  clean",
                ],
            ),
            (
                44,
                [
                    "20261124-one  34:28  Ada L…  paused, resumed",
                    "20261125-two   5:00  日本…   clean",
                ],
            ),
            (
                35,
                [
                    "20261124-one  34:28  Ada L…  pause…",
                    "20261125-two   5:00  日本…   clean",
                ],
            ),
            (
                28,
                [
                    "20261124-one  34:28  Ada Lo…",
                    "20261125-two   5:00  日本語…",
                ],
            ),
            (10, ["20261124-one  34:28", "20261125-two   5:00"]),
        ];
        for (width, lines) in expected {
            assert_eq!(
                rows(&table, Some(width), Symbols::Unicode),
                lines,
                "{width}"
            );
        }
        for width in 19..60 {
            let lines = rows(&table, Some(width), Symbols::Unicode);
            assert!(
                lines.iter().all(|line| sanitize::columns(line) <= width),
                "{lines:?}"
            );
        }
    }

    #[test]
    fn in_ascii_a_cut_text_fits_its_column_too() {
        for width in 19..60 {
            for line in rows(&table(), Some(width), Symbols::Ascii) {
                assert!(
                    sanitize::columns(&line) <= width && !line.contains('…'),
                    "{line}"
                );
            }
        }
        let lines = rows(&table(), Some(44), Symbols::Ascii);
        assert_eq!(lines[0], "20261124-one  34:28  Ada...  paused, resumed");
    }

    #[test]
    fn a_column_that_goes_is_left_out_before_any_other_one() {
        let mut table = table();
        table[1].narrow = Narrow::Goes;
        for (width, row, is_whole) in [
            (
                50,
                "20261124-one  34:28  Ada Lovelace  paused, resumed",
                true,
            ),
            (30, "20261124-one  Ada L…  paused,…", true),
            (20, "20261124-one  Ada L…", false),
        ] {
            assert_eq!(rows(&table, Some(width), Symbols::Unicode)[0], row);
            assert_eq!(fits(&table, width), is_whole, "{width}");
        }
        assert!(!fits(&table, 11));
    }

    #[test]
    fn a_command_in_a_page_stays_on_one_line_below_which_the_rest_hangs() {
        let command = "`forty --home /tmp/home --sessions /srv/sessions config check`";
        let page =
            format!("settings  not good: one value is wrong, see hint: {command} lists it\n");
        let wrapped = wrapped(&page, 60);
        assert!(
            wrapped.contains(&format!("\n          {command}\n")),
            "{wrapped}"
        );
    }

    #[test]
    fn a_column_without_any_text_takes_no_room() {
        let mut table = table();
        table[2].cells = vec![String::new(), String::new()];
        assert_eq!(
            rows(&table, None, Symbols::Unicode)[1],
            "20261125-two   5:00  clean"
        );
    }
}

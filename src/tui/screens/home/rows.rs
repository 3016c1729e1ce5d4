//! The rows of the list of assignments and designs, in columns.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::{HomeScreen, assigned, preview};
use crate::domain::overview::DesignCard;
use crate::domain::units::counted;
use crate::tui::theme;
use crate::tui::widgets::blocks::marker;
use crate::tui::widgets::list::ListRow;
use crate::tui::widgets::{below, fit, from_column, put, put_styled};

/// Widest title in columns.
const TITLES: usize = 28;
/// The columns of the difficulty, the stars and the number of attempts, with the blanks before them.
const DIFFICULTY: usize = 2 + 11;
const STARS: usize = 2 + 5;
const ATTEMPTS: usize = 2 + 8;
/// The least columns of the result: `not tried yet`.
const RESULT: usize = 14;

/// Which columns have room, and how wide two of them are.
struct Columns {
    title: usize,
    result: usize,
    has_difficulty: bool,
    has_stars: bool,
    has_attempts: bool,
}

impl HomeScreen {
    /// Draws the list with the heads of its columns; returns where the cursor is.
    pub(super) fn draw_list(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        let columns = self.columns(area.width.into());
        let selected = self.list.selected();
        if selected.is_none() {
            let words = "No design has these letters. Esc clears the filter.";
            put(words, theme::PLAIN, 0, from_column(area, 2), buf);
        } else if !self.has_headings() {
            put_styled(&[columns.heads()], from_column(area, 2), buf);
        }
        // Between assignments and designs the heads of the columns are rows of the list.
        let above = u16::from(selected.is_none() || !self.has_headings());
        let area = below(area, above);
        let assignments = &self.data.assignments;
        for (row, shown) in (0..area.height).zip(self.list.lay_out(area)) {
            let area = below(area, row);
            let (index, is_heading) = match *shown {
                ListRow::Entry(index) => (index, false),
                ListRow::Heading(index) => (index, true),
            };
            let is_selected = Some(index) == selected && !self.on_offer;
            let line = match (assignments.get(index), is_heading) {
                (Some(_), true) => assigned::heading(),
                (Some(one), false) => {
                    assigned::row(one, is_selected, columns.title, area.width.into())
                }
                (None, true) => columns.heads(),
                (None, false) => {
                    columns.row(&self.data.designs[index - assignments.len()], is_selected)
                }
            };
            let area = if is_heading {
                from_column(area, 2)
            } else {
                area
            };
            put_styled(&[line], area, buf);
        }
        if !self.on_offer {
            self.list.draw_selection(buf);
        }
        self.list.cursor()
    }

    /// Whether the list has a heading above each of its parts.
    fn has_headings(&self) -> bool {
        !self.data.assignments.is_empty()
    }

    /// The rows that the whole list takes with the heads of its columns.
    pub(super) fn list_rows(&self) -> u16 {
        let heads = usize::from(!self.has_headings());
        u16::try_from(self.list.row_count() + heads).unwrap_or(u16::MAX)
    }

    fn columns(&self, width: usize) -> Columns {
        let (assigned, designs) = (&self.data.assignments, &self.data.designs);
        let titles = self.list.shown().map(|index| match assigned.get(index) {
            Some(one) => one.title.width(),
            None => designs[index - assigned.len()].title.width(),
        });
        let title = titles.max().unwrap_or(0).min(TITLES);
        let result = (self.data.stages.len() * 3).max(RESULT);
        let mut room = width.saturating_sub(2 + title + 2 + result);
        let mut has = |columns: usize| {
            let fits = columns <= room;
            room = if fits { room - columns } else { 0 };
            fits
        };
        Columns {
            title,
            result,
            has_difficulty: has(DIFFICULTY),
            has_stars: has(STARS),
            has_attempts: has(ATTEMPTS),
        }
    }
}

impl Columns {
    fn heads(&self) -> Line<'static> {
        let mut heads = vec![format!("{:<1$}", "design", self.title)];
        if self.has_difficulty {
            heads.push(format!("{:<11}", "difficulty"));
        }
        if self.has_stars {
            heads.push(" ".repeat(STARS - 2));
        }
        heads.push(format!("{:<1$}", "last levels", self.result));
        if self.has_attempts {
            heads.push("attempts".to_owned());
        }
        let heads = heads.join("  ");
        Line::styled(heads, theme::SECONDARY)
    }

    fn row(&self, card: &DesignCard, is_selected: bool) -> Line<'static> {
        let title = fit(&card.title, self.title);
        let blanks = " ".repeat(self.title.saturating_sub(title.width()));
        let lead = format!("{} {title}{blanks}", marker(is_selected));
        let mut row = vec![Span::styled(lead, theme::entry(is_selected))];
        if let Some(why) = &card.problem {
            row.push(Span::styled(format!("  ! {why}"), theme::WARNING));
            return Line::from(row);
        }
        if self.has_difficulty {
            row.push(Span::raw(format!("  {:<11}", card.difficulty)));
        }
        if self.has_stars {
            let stars = "★".repeat(card.stars.into());
            row.push(Span::raw(format!("  {stars:<5}")));
        }
        row.push(Span::raw("  "));
        let result = result(card);
        let used: usize = result.iter().map(Span::width).sum();
        row.extend(result);
        if self.has_attempts {
            let blanks = self.result.saturating_sub(used) + ATTEMPTS;
            row.push(Span::raw(format!("{:>blanks$}", card.started)));
        }
        Line::from(row)
    }
}

/// The levels of the last attempt, or why there are none.
fn result(card: &DesignCard) -> Vec<Span<'static>> {
    match card.attempts.first() {
        Some(last) if last.levels.iter().any(Option::is_some) => preview::level_row(&last.levels),
        Some(_) => vec![Span::styled("not scored", theme::SECONDARY)],
        None if card.is_unfinished => vec![Span::styled("unfinished", theme::WARNING)],
        None if card.todos > 0 => {
            vec![Span::styled(
                format!("{} left", counted(card.todos, "TODO")),
                theme::WARNING,
            )]
        }
        None => vec![Span::styled("not tried yet", theme::SECONDARY)],
    }
}

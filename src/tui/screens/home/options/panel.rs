//! Draws the options over home.
//!
//! ```text
//! ╭─ Options · Image Caption Generator ─────────────────────╮
//! │ ▸ minutes        5,10,10,10,5                           │
//! │   total          none                                   │
//! │   strict         off                                    │
//! │   seed           random                                 │
//! │   interruptions  on                                     │
//! │   clock          digits                                 │
//! │                                                         │
//! │ sum 40:00: Setup 5:00, Data 10:00, …                    │
//! │                                                         │
//! │ what the selected option means                          │
//! ╰─ Enter start   ↑ ↓ choose   Space change   Esc keep ─────╯
//! ```

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Position, Rect};
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use super::{FIELDS, Field, NO_BREAK_SPACE, OptionsPanel};
use crate::tui::draw_context::DrawContext;
use crate::tui::theme;
use crate::tui::widgets::blocks::marker;
use crate::tui::widgets::boxes::{draw_border_keys, draw_dialog};
use crate::tui::widgets::{below, from_column, put, put_lines, row_of, wrap_at_most};

/// Greatest width of the panel in columns, with its frame.
const WIDEST: u16 = 84;
/// Columns that are left at each side of the panel; where there are fewer, it takes the whole width, so that no piece of
/// what is behind it is left.
const MARGIN: u16 = 8;
/// Columns before the values: marker, name and gap.
const LEAD: u16 = 17;
/// Most lines of an error, of the stages' times, or of the meaning.
const MOST_LINES: usize = 3;

/// What the options are for.
#[derive(Debug, Clone, Copy)]
pub struct OptionsSubject<'a> {
    pub title: &'a str,
    /// What a coach says about the assignment; empty where it is none.
    pub said: &'a str,
}

/// The texts of the panel beside its options.
struct PanelTexts {
    /// Why each option is wrong, if it is.
    mistakes: [Vec<String>; FIELDS.len()],
    /// What a coach says, with a blank row below.
    said: Vec<String>,
    sum: Vec<String>,
    meaning: Vec<String>,
}

impl PanelTexts {
    /// Their rows, with a blank one below the options.
    fn rows(&self) -> u16 {
        let wrong: usize = self.mistakes.iter().map(Vec::len).sum();
        (wrong + 1 + self.said.len() + self.sum.len() + self.meaning.len()) as u16
    }
}

impl OptionsPanel {
    /// Draws the panel over the screen except its last line; returns where the cursor is.
    pub fn draw(
        &mut self,
        about: OptionsSubject<'_>,
        context: &DrawContext<'_>,
        frame: &mut Frame<'_>,
    ) -> Position {
        let whole = frame.area();
        let has_margins = whole.width >= WIDEST + 2 * MARGIN;
        let width = if has_margins { WIDEST } else { whole.width };
        let room = usize::from(width.saturating_sub(4));
        let texts = self.texts(about.said, room);
        let rows = FIELDS.len() as u16 + texts.rows();
        // A blank row between the times and the meaning, where it has room.
        let gap = u16::from(rows + 5 <= whole.height);
        let height = (rows + gap + 2).min(whole.height.saturating_sub(2));
        let across = Rect {
            // In the middle, but never over the title row.
            y: whole.y + (whole.height.saturating_sub(height) / 2).max(1),
            height,
            ..whole
        }
        .intersection(whole);
        let buf = frame.buffer_mut();
        buf.set_style(below(whole, 1), theme::BEHIND);
        let title = Line::styled(format!("Options · {}", about.title), theme::ACCENT_STRONG);
        let inner = draw_dialog(title, Line::default(), (width, across.height), across, buf);
        let keys = context.keys.box_keys(self.context());
        draw_border_keys(&keys, inner, context.clicks, buf);
        let mut rest = inner.inner(Margin::new(1, 0));
        let mut cursor = rest.as_position();
        for (field, wrong) in FIELDS.into_iter().zip(&texts.mistakes) {
            let at = self.draw_field(field, rest, buf);
            if FIELDS[self.selected] == field {
                cursor = at;
            }
            rest = below(rest, 1);
            put_lines(wrong, theme::ERROR, from_column(rest, LEAD), buf);
            rest = below(rest, wrong.len() as u16);
        }
        rest = below(rest, 1);
        put_lines(&texts.said, theme::PLAIN, rest, buf);
        rest = below(rest, texts.said.len() as u16);
        put_lines(&texts.sum, theme::STRONG, rest, buf);
        rest = below(rest, texts.sum.len() as u16 + gap);
        put_lines(&texts.meaning, theme::SECONDARY, rest, buf);
        cursor
    }

    /// What stands below the options in so many columns, and below those that are wrong.
    fn texts(&self, said: &str, columns: usize) -> PanelTexts {
        let beside = columns.saturating_sub(usize::from(LEAD));
        let mistakes = FIELDS.map(|field| {
            let why = self.mistake(field);
            why.map_or(Vec::new(), |why| wrap_at_most(&why, beside, MOST_LINES))
        });
        let mut said = if said.is_empty() {
            Vec::new()
        } else {
            wrap_at_most(said, columns, MOST_LINES)
        };
        said.extend((!said.is_empty()).then(String::new));
        PanelTexts {
            mistakes,
            said,
            sum: self.sum_lines(columns),
            meaning: wrap_at_most(FIELDS[self.selected].meaning(), columns, MOST_LINES),
        }
    }

    /// The sum of the minutes with the stages' times, broken where it leaves no single stage on a line.
    fn sum_lines(&self, room: usize) -> Vec<String> {
        let sum = self.sum();
        let lines = match sum.split_once(": ") {
            Some((total, stages)) if sum.width() > room && stages.width() <= room => {
                vec![total.to_owned(), stages.to_owned()]
            }
            _ => wrap_at_most(&sum, room, MOST_LINES),
        };
        let lines = lines.iter();
        lines
            .map(|line| line.replace(NO_BREAK_SPACE, " "))
            .collect()
    }

    /// Draws an option on the first row of an area; returns where the cursor is in its value.
    fn draw_field(&mut self, field: Field, area: Rect, buf: &mut Buffer) -> Position {
        let is_selected = FIELDS[self.selected] == field;
        let style = theme::entry(is_selected);
        let name = format!("{} {}", marker(is_selected), field.name());
        put(&name, style, 0, area, buf);
        let text = self.value(field);
        let value = row_of(from_column(area, LEAD), 0);
        match self.text(field) {
            None => put(&text, style, 0, value, buf),
            Some(input) => {
                if input.text().is_empty() {
                    put(&text, theme::SECONDARY, 0, value, buf);
                }
                return input.draw(value, style, buf);
            }
        }
        value.as_position()
    }
}

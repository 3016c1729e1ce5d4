//! The options as they are seen, over home. Drawing changes none of them.
//!
//! ```text
//! ┌ Options · Image Caption Generator ──────────────────────┐
//! │ ▸ minutes        5,10,10,10,5                           │
//! │   total          none                                   │
//! │   strict         off                                    │
//! │   seed           random                                 │
//! │   interruptions  on                                     │
//! │   clock          digits                                 │
//! │                                                         │
//! │ sum 40:00: Setup 5:00, Data 10:00, …                    │
//! │ what the chosen option means                            │
//! └─────────────────────────────────────────────────────────┘
//! ```

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Block, Clear, Widget};

use super::{CLOCKS, FIELDS, Field, HOLD, Options};
use crate::domain::units::write_times;
use crate::tui::theme;
use crate::tui::widgets::{fit, wrap};

/// Widest the panel gets, frame and all.
const WIDEST: u16 = 76;
/// Columns before the values: marker, name, gap.
const LEAD: u16 = 17;
/// Most lines that a mistake or the stages' times take.
const MOST_LINES: usize = 3;

impl Options {
    /// What stands beside an option's name, and whether it only stands for an empty text.
    fn value(&self, field: Field) -> (String, bool) {
        let switch = |on: bool| if on { "on" } else { "off" };
        let word = match field {
            Field::Minutes if self.minutes.text().is_empty() => {
                let words = if self.total.is_empty() {
                    format!("as usual: {}", write_times(&self.framework()))
                } else {
                    "in the usual proportions".into()
                };
                return (words, true);
            }
            Field::Total if self.total.text().is_empty() => return ("none".into(), true),
            Field::Seed if self.seed.text().is_empty() => return ("random".into(), true),
            Field::Minutes | Field::Total | Field::Seed => return (String::new(), false),
            Field::Strict => switch(self.strict),
            Field::Interruptions => switch(self.interruptions),
            Field::Clock => CLOCKS[self.clock].1,
        };
        if FIELDS[self.chosen] == field {
            (format!("‹ {word} ›"), false)
        } else {
            (word.to_owned(), false)
        }
    }

    /// Draws the panel over the screen, the last line left free; where the cursor stands.
    pub fn draw(&self, title: &str, frame: &mut Frame<'_>) -> Position {
        let width = WIDEST.min(frame.area().width.saturating_sub(2));
        let room = usize::from(width.saturating_sub(4));
        let beside = room.saturating_sub(usize::from(LEAD));
        let mistakes = FIELDS.map(|field| {
            self.mistake(field)
                .map_or(Vec::new(), |why| lines(&why, beside))
        });
        let sum = lines(&self.sum(), room);
        let meaning = lines(FIELDS[self.chosen].meaning(), room);
        let wrong: usize = mistakes.iter().map(Vec::len).sum();
        let rows = FIELDS.len() + wrong + 1 + sum.len() + meaning.len();
        let mut pen = Pen::over(frame, (width, rows as u16 + 2), title);
        let mut cursor = Position::new(pen.area.x, pen.y);
        for (field, wrong) in FIELDS.into_iter().zip(mistakes) {
            let column = self.draw_field(field, &mut pen);
            if FIELDS[self.chosen] == field {
                cursor = Position::new(pen.area.x + LEAD + column, pen.y);
            }
            pen.y += 1;
            for line in wrong {
                pen.line(LEAD, &line, theme::WRONG);
            }
        }
        pen.y += 1;
        for line in sum {
            pen.line(0, &line.replace(HOLD, " "), theme::STRONG);
        }
        for line in meaning {
            pen.line(0, &line, theme::PLAIN);
        }
        cursor
    }

    /// Draws an option on the pen's line; how far behind its beginning the cursor stands in the value.
    fn draw_field(&self, field: Field, pen: &mut Pen<'_>) -> u16 {
        let here = FIELDS[self.chosen] == field;
        let style = if here { theme::CHOSEN } else { theme::PLAIN };
        let marker = if here { "▸" } else { " " };
        pen.put(0, &format!("{marker} {}", field.name()), style);
        let (words, stands_for_nothing) = self.value(field);
        let room = usize::from(pen.area.width.saturating_sub(LEAD));
        let ink = if stands_for_nothing {
            theme::QUIET
        } else {
            style
        };
        pen.put(LEAD, &fit(&words, room), ink);
        let Some(entry) = self.entry(field) else {
            return 0;
        };
        let (seen, caret) = entry.seen(room);
        pen.put(LEAD, seen, style);
        caret as u16
    }
}

/// Where the panel is being drawn.
struct Pen<'a> {
    area: Rect,
    y: u16,
    buf: &'a mut Buffer,
}

impl<'a> Pen<'a> {
    /// Frames a place of this size under the top line, the last line left free, and goes to its beginning.
    fn over(frame: &'a mut Frame<'_>, (width, height): (u16, u16), title: &str) -> Self {
        let whole = frame.area();
        let buf = frame.buffer_mut();
        // Nothing of home stands beside the panel: a second marker there would mislead.
        let across = Rect {
            y: whole.y + 1,
            height: height.min(whole.height.saturating_sub(2)),
            ..whole
        };
        Clear.render(across, buf);
        let area = Rect {
            x: whole.x + whole.width.saturating_sub(width) / 2,
            width,
            ..across
        };
        let title = format!(" Options · {title} ");
        let block = Block::bordered()
            .title(fit(&title, usize::from(width.saturating_sub(4))))
            .border_style(theme::QUIET);
        let inner = block.inner(area);
        block.render(area, buf);
        Self {
            area: Rect {
                x: inner.x + 1,
                width: inner.width.saturating_sub(2),
                ..inner
            },
            y: inner.y,
            buf,
        }
    }

    fn put(&mut self, x: u16, words: &str, style: Style) {
        if self.y < self.area.bottom() {
            let width = usize::from(self.area.width.saturating_sub(x));
            self.buf
                .set_stringn(self.area.x + x, self.y, words, width, style);
        }
    }

    fn line(&mut self, x: u16, words: &str, style: Style) {
        self.put(x, words, style);
        self.y += 1;
    }
}

/// At most a few lines; the last says where more is left out.
fn lines(text: &str, width: usize) -> Vec<String> {
    let mut lines = wrap(text, width);
    if lines.len() > MOST_LINES {
        let rest = lines.split_off(MOST_LINES - 1).join(" ");
        lines.push(fit(&rest, width));
    }
    lines
}

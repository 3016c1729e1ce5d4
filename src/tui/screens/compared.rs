//! Two attempts at one design on one screen: a row for each stage with time, level and rubric items of both, and below it what
//! changed in the selected stage. It does not know where the attempts come from.
//!
//! ```text
//!   Compare · Image Caption Generator    2026-11-23 sam, then 2026-11-24 sam
//! ─ Stages ───────────────────────────────────────── earlier → later, self marks ─
//!   stage                      time            over    level   items    prompts
//! ▸ Problem Setup      5:39 →  3:36   +0:39 →     -   ▄2 → ▆3   +2 –0    6 → 8
//! ─ Rubric and prompts · Setup ─────────────┬─ Notes · 3 removed, 5 added, 9 same ─
//! ```

mod notes;
mod table;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use crate::domain::compare::Comparison;
use crate::domain::sanitize;
use crate::tui::draw_context::DrawContext;
use crate::tui::effect::{Effect, Route, go};
use crate::tui::input::Input;
use crate::tui::keys::{self, Action, Availability, Context};
use crate::tui::theme;
use crate::tui::widgets::frame::{self, Heading, LEAD, ScreenFrame};
use crate::tui::widgets::page::{self, Page};
use crate::tui::widgets::scroll::{Scroll, around};
use crate::tui::widgets::{below, panes, put_styled, row_of};

/// From this width in columns on, marks and notes stand beside each other.
const WIDE: u16 = 100;

#[derive(Debug)]
pub struct ComparedScreen {
    comparison: Comparison,
    /// What changed in the marks and prompts of each stage, as Markdown.
    changes: Vec<String>,
    /// The index of the selected stage.
    stage: usize,
    /// The marks and prompts of the selected stage, and its notes, which have the keys or not.
    marks: Page,
    notes: ComparedNotes,
    at_notes: bool,
}

/// The differing notes of a stage.
#[derive(Debug, Default)]
struct ComparedNotes {
    scroll: Scroll,
    /// Their lines, wrapped to so many columns; `None` until they are drawn.
    wrapped: Option<(usize, Vec<Line<'static>>)>,
}

impl ComparedScreen {
    /// The screen of a comparison; `changes` has the marks and prompts of each stage as Markdown.
    pub fn new(comparison: Comparison, changes: Vec<String>) -> Self {
        let mut screen = Self {
            comparison,
            changes,
            stage: 0,
            marks: Page::default(),
            notes: ComparedNotes::default(),
            at_notes: true,
        };
        screen.select(0);
        screen
    }

    /// The context in which keys are looked up.
    pub fn context(&self) -> Context {
        Context::Compared
    }

    /// Whether an action is possible now, and its state.
    pub fn availability(&self, action: &Action) -> Availability {
        self.scroll().availability(action)
    }

    /// The position in the page that has the keys.
    fn scroll(&self) -> &Scroll {
        if self.at_notes {
            &self.notes.scroll
        } else {
            &self.marks.scroll
        }
    }

    fn scroll_mut(&mut self) -> &mut Scroll {
        if self.at_notes {
            &mut self.notes.scroll
        } else {
            &mut self.marks.scroll
        }
    }

    /// Takes one input.
    pub fn on(&mut self, input: &Input) -> Vec<Effect> {
        match input {
            Input::Key(key) => match keys::action(self.context(), *key) {
                Some(Action::Back) => return go(Route::Back),
                Some(Action::Up) => self.step(-1),
                Some(Action::Down) => self.step(1),
                Some(Action::OtherPane) => self.at_notes = !self.at_notes,
                Some(action) => _ = self.scroll_mut().act(&action),
                None => {}
            },
            Input::Wheel { up, .. } => self.scroll_mut().wheel(*up),
            _ => {}
        }
        Vec::new()
    }

    fn step(&mut self, by: isize) {
        self.select(around(self.stage, by, self.comparison.stages.len()));
    }

    fn select(&mut self, stage: usize) {
        self.stage = stage;
        let marks = self.changes.get(stage).cloned().unwrap_or_default();
        self.marks = Page::new(String::new(), vec![marks]);
        self.notes = ComparedNotes::default();
    }

    /// Draws the screen; the cursor is at the selected stage.
    pub fn draw(&mut self, frame: &mut Frame<'_>, context: &DrawContext<'_>) {
        let table = table::lines(&self.comparison, self.stage, frame.area().width.into());
        let rows = table.len() as u16;
        let parts = ScreenFrame::new(frame.area(), &context.status(""), 1);
        let buf = frame.buffer_mut();
        let title = format!(
            "Compare · {}",
            sanitize::line(&self.comparison.design.title)
        );
        // Where not both have room, what is compared comes first.
        let room = usize::from(parts.title_text().width);
        let room = room.saturating_sub(title.width() + 3);
        let attempts = table::attempts(&self.comparison, room);
        parts.draw_title((&title, theme::STRONG), (&attempts, theme::SECONDARY), buf);
        let fact = table::source(&self.comparison);
        parts.draw_head(&[Heading::new("Stages", false).with(fact)], buf);
        let area = parts.content(parts.body);
        let cursor = Position::new(area.x, area.y + 1 + self.stage as u16);
        put_styled(&table, area, buf);
        let gap = area.y - parts.body.y;
        let split = self.draw_changes(below(area, rows), gap, buf);
        let keys = context
            .keys
            .footer(self.context(), |action| self.availability(action).is_ok());
        parts.draw_foot(&self.scroll().position(), buf);
        if let Some(x) = split {
            parts.join_foot(x, buf);
        }
        parts.draw_keys(&keys, context.clicks, buf);
        frame.set_cursor_position(cursor);
    }

    /// Draws what changed in the selected stage below a line with its headings and a gap: both pages, or the one with the
    /// keys. Returns the column of the line between both.
    fn draw_changes(&mut self, area: Rect, gap: u16, buf: &mut Buffer) -> Option<u16> {
        let stage = self.comparison.stages.get(self.stage)?;
        let marks = format!("Rubric and prompts · {}", sanitize::line(&stage.title));
        let notes = "Notes".to_owned();
        let changes = match (&stage.text, &stage.absence) {
            (Some(text), _) => table::changes(text),
            (None, absence) => absence.clone().unwrap_or_default(),
        };
        let [marks, notes] = [(marks, false), (notes, true)]
            .map(|(title, is_notes)| Heading::new(title, self.at_notes == is_notes));
        let notes = notes.with(changes);
        frame::draw_rule(area, buf);
        let gap = 1 + gap;
        if area.width < WIDE {
            let line = row_of(area, 0);
            if self.at_notes {
                frame::draw_heading(&notes, line, buf);
                self.draw_notes(below(area, gap), buf);
            } else {
                frame::draw_heading(&marks.with("Tab notes"), line, buf);
                self.marks.draw(below(area, gap), buf);
            }
            return None;
        }
        let left = area.width * 2 / 5;
        let halves = [
            Rect {
                width: left,
                ..area
            },
            Rect {
                x: area.x + left + 1,
                width: area.width - left - 1,
                ..area
            },
        ];
        frame::draw_split(area, area.x + left, buf);
        let headings = panes::headings([marks, notes]);
        for (half, heading) in halves.into_iter().zip(headings) {
            frame::draw_heading(&heading, row_of(half, 0), buf);
        }
        self.marks.draw(below(halves[0], gap), buf);
        self.draw_notes(below(halves[1], gap), buf);
        Some(area.x + left)
    }

    /// Draws the notes of the selected stage.
    fn draw_notes(&mut self, area: Rect, buf: &mut Buffer) {
        let Some(stage) = self.comparison.stages.get(self.stage) else {
            return;
        };
        let width = usize::from(area.width.saturating_sub(2 * LEAD));
        let ComparedNotes { scroll, wrapped } = &mut self.notes;
        // Notes may have thousands of lines, and a key must not wait until they are wrapped again.
        let known = wrapped.take().filter(|(columns, _)| *columns == width);
        let (_, lines) = wrapped.insert(known.unwrap_or_else(|| {
            let text = stage.text.as_ref();
            let lines = text.map_or_else(Vec::new, |text| notes::lines(text, width));
            scroll.rescale(lines.len());
            (width, lines)
        }));
        page::draw_scrolled(lines, scroll, area, buf);
    }
}

//! Draws the table of sessions: one line for each session in view.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::columns::{ListColumns, own_state, reviewed_by};
use super::sort_order::order;
use super::{SessionsScreen, history, preview};
use crate::domain::overview::Role;
use crate::tui::draw_context::DrawContext;
use crate::tui::keys::Action;
use crate::tui::theme;
use crate::tui::widgets::frame::{self, Heading, ScreenFrame};
use crate::tui::widgets::list::ListRow;
use crate::tui::widgets::{REST, below, footer, inset, put_lines, put_styled, row_of, rows, wrap};

/// From these widths in columns on, a coach's list has the preview beside it, and every column too.
const WITH_PREVIEW: u16 = 110;
const WITH_BOTH: u16 = 150;
/// The columns of the preview, at least and at most.
const PREVIEW: (u16, u16) = (43, 60);
/// In a narrower window the preview is below the list where so many rows are left, with the line above it.
const BELOW: u16 = 9;

/// What the column of a coach's list means.
const WORST: &str = "worst: longest overrun of a stage";

impl SessionsScreen {
    /// Draws the table with the selected row in view and the terminal's cursor at it, or in the filter.
    pub fn draw(&mut self, frame: &mut Frame<'_>, context: &DrawContext<'_>) {
        let filter = self.list.filter_line("filter").unwrap_or_default();
        let year = context.now.wall.format("%Y-").to_string();
        self.drawn.has_both = history::fits_both(frame.area().width);
        self.drawn.needs_year = self.rows.iter().any(|row| !row.date.starts_with(&year));
        let mut message = context.status(&filter);
        if message.0.is_empty() {
            let others = self.others.describe(frame::message_columns(frame.area()));
            message = (others, theme::SECONDARY);
        }
        let mut parts = ScreenFrame::new(frame.area(), &message, 1);
        if let Some(cursor) = self.draw_history(&mut parts, frame.buffer_mut()) {
            return self.finish(&parts, cursor, context, frame);
        }
        let buf = frame.buffer_mut();
        self.draw_title(&parts, buf);
        let (order, _) = order(self.role, self.order);
        let heading = Heading::new("Sessions", true);
        let heading = match self.role {
            Role::Coach => heading.with(format!("{WORST} · {order}")).or_fact(order),
            Role::Candidate => heading.with(order),
        };
        let width = parts.body.width;
        let table = if self.has_preview(width) {
            let preview = (width * 36 / 100).clamp(PREVIEW.0, PREVIEW.1);
            let panes = parts.panes([width - preview - 1], buf);
            parts.draw_head(&[heading, self.preview_heading()], buf);
            self.draw_preview(parts.text(parts.content(panes[1])), buf);
            parts.content(panes[0])
        } else {
            parts.draw_head(&[heading], buf);
            let [table, preview] = self.split_below(parts.content(parts.body));
            if preview.height > 0 {
                frame::draw_rule(preview, buf);
                let line = row_of(preview, 0);
                frame::draw_heading(&self.preview_heading(), line, buf);
                self.draw_preview(parts.text(below(preview, 1)), buf);
            }
            table
        };
        self.draw_table(table, buf);
        self.finish(&parts, self.list.cursor(), context, frame);
    }

    /// The table, and the rows that it leaves for a coach's preview below it, from the line above it on; none where they are
    /// few.
    fn split_below(&self, area: Rect) -> [Rect; 2] {
        // The heads, a row for each session, and a blank one.
        let table = 2 + u16::try_from(self.list.count().0).unwrap_or(u16::MAX - 2);
        let left = area.height.saturating_sub(table);
        let is_wanted = self.role == Role::Coach && !self.shows_columns;
        let has_room = is_wanted && left >= BELOW && self.list.selected().is_some();
        rows(area, [REST, if has_room { left } else { 0 }])
    }

    fn preview_heading(&self) -> Heading {
        let selected = self.list.selected().map(|index| &self.rows[index]);
        selected.map_or_else(Heading::default, |row| {
            Heading::new(row.candidate.clone(), false).with(row.date.clone())
        })
    }

    /// Draws what is known of the selected session.
    fn draw_preview(&self, area: Rect, buf: &mut Buffer) {
        let Some(index) = self.list.selected() else {
            return;
        };
        let row = &self.rows[index];
        let shown = self.preview.as_ref().filter(|preview| preview.id == row.id);
        let size = (area.width.into(), area.height.into());
        let lines = preview::lines(row, shown, self.is_calibration(), size);
        put_styled(&lines, area, buf);
    }

    /// Whether the preview is beside the list in a window of so many columns.
    fn has_preview(&self, width: u16) -> bool {
        let is_chosen = width >= WITH_BOTH || !self.shows_columns;
        self.role == Role::Coach && width >= WITH_PREVIEW && is_chosen
    }

    /// Draws the heads and a line for each session in view.
    fn draw_table(&mut self, area: Rect, buf: &mut Buffer) {
        let columns = ListColumns::of(
            &self.rows,
            self.role,
            self.drawn.needs_year,
            area.width.into(),
        );
        let columns = if self.is_calibration() {
            columns.without_others()
        } else {
            columns
        };
        // Heads of no rows say nothing.
        let heads = u16::from(!self.rows.is_empty());
        if heads > 0 {
            put_styled(&[columns.heads()], area, buf);
        }
        let body = below(area, heads);
        let selected = self.list.selected();
        if selected.is_none() {
            self.draw_empty(inset(body), buf);
        }
        let shown = self.list.lay_out(body).to_vec();
        for (down, shown) in (0..body.height).zip(shown) {
            if let ListRow::Entry(index) = shown {
                let row = &self.rows[index];
                let is_marked = self.marked.contains(&row.id);
                let line = columns.row(row, Some(index) == selected, is_marked);
                put_styled(&[line], below(body, down), buf);
            }
        }
        self.list.draw_selection(buf);
    }

    /// Draws foot line and keys, with the terminal's cursor there or in the filter.
    fn finish(
        &self,
        parts: &ScreenFrame,
        mut cursor: Position,
        context: &DrawContext<'_>,
        frame: &mut Frame<'_>,
    ) {
        let buf = frame.buffer_mut();
        parts.draw_foot(&self.position(parts.body.width), buf);
        let works = |action: &Action| self.availability(action).is_ok();
        let mut keys = self.list.footer(context.keys, self.context(), works);
        if self.role == Role::Candidate {
            footer::keep_way_out(&mut keys, parts.keys.width);
        }
        if self.progress_alone {
            for key in keys
                .iter_mut()
                .filter(|key| key.action == Action::OtherPane)
            {
                key.word = "sessions".into();
            }
        }
        if self.resumes() {
            for key in keys.iter_mut().filter(|key| key.action == Action::Open) {
                key.word = "resume".into();
            }
        }
        parts.draw_keys(&keys, context.clicks, buf);
        cursor = (self.list.caret("filter", parts.message_area())).unwrap_or(cursor);
        frame.set_cursor_position(cursor);
    }

    /// Whether Enter resumes the selected session in place of opening its debrief.
    fn resumes(&self) -> bool {
        let selected = self.list.selected().map(|index| &self.rows[index]);
        self.role == Role::Candidate && selected.is_some_and(|row| !row.is_finished)
    }

    /// Which rows or lines are in view if not all are, and for a coach without a preview how far the selected review is.
    fn position(&self, width: u16) -> String {
        if self.progress_alone {
            return self.progress_scroll.position();
        }
        let position = self.list.position();
        let selected = self.list.selected().map(|index| &self.rows[index]);
        let state = match self.role {
            _ if self.is_calibration() => None,
            Role::Coach if self.has_preview(width) => None,
            Role::Coach => selected.map(|row| own_state(row).to_owned()),
            Role::Candidate if history::fits_both(width) => None,
            Role::Candidate => selected.and_then(reviewed_by),
        };
        match (state, position.is_empty()) {
            (Some(state), true) => state,
            (Some(state), false) => format!("{state} · {position}"),
            (None, _) => position,
        }
    }

    pub(super) fn draw_empty(&self, area: Rect, buf: &mut Buffer) {
        let hint = match self.role {
            _ if !self.rows.is_empty() => "No session matches the filter: Esc clears it.",
            Role::Coach => {
                "No sessions here. forty unpack FILE adds one that came by mail; --sessions DIR shows another folder."
            }
            Role::Candidate => "No sessions yet. Enter at home starts one.",
        };
        let lines = wrap(hint, usize::from(area.width));
        put_lines(lines, theme::PLAIN, area, buf);
    }
}

//! Draws the table of sessions: one line for each session in view.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use super::columns::Columns;
use super::sort_order::ORDERS;
use super::{SessionsScreen, history, preview};
use crate::domain::overview::{ReviewProgress, Role};
use crate::domain::progress::Progress;
use crate::tui::draw_context::DrawContext;
use crate::tui::keys::Action;
use crate::tui::theme;
use crate::tui::widgets::frame::{Heading, ScreenFrame};
use crate::tui::widgets::list::ListRow;
use crate::tui::widgets::{below, from_column, inset, put_lines, put_styled, wrap};

/// From these widths in columns on, a coach's list has the preview beside it, and every column too.
const WITH_PREVIEW: u16 = 110;
const WITH_BOTH: u16 = 150;
/// The columns of the preview, at least and at most.
const PREVIEW: (u16, u16) = (43, 60);

impl SessionsScreen {
    /// Draws the table with the selected row in view and the terminal's cursor at it, or in the filter.
    pub fn draw(&mut self, frame: &mut Frame<'_>, context: &DrawContext<'_>) {
        let filter = self.list.filter_line("filter").unwrap_or_default();
        let mut parts = ScreenFrame::new(frame.area(), &context.status(&filter), 1);
        if let Some(cursor) = self.draw_history(&mut parts, frame.buffer_mut()) {
            return self.finish(&parts, &filter, (cursor, context), frame);
        }
        let buf = frame.buffer_mut();
        self.draw_title(&parts, buf);
        let heading = Heading::new("Sessions", true).with(ORDERS[self.order].0);
        let width = parts.body.width;
        let table = if self.has_preview(width) {
            let preview = (width * 36 / 100).clamp(PREVIEW.0, PREVIEW.1);
            let panes = parts.panes([width - preview - 1], buf);
            let selected = self.list.selected().map(|index| &self.rows[index]);
            let about = selected.map_or_else(Heading::default, |row| {
                Heading::new(row.candidate.clone(), false).with(row.date.clone())
            });
            parts.draw_head(&[heading, about], buf);
            if let Some(row) = selected {
                let area = parts.text(parts.content(panes[1]));
                let shown = self.preview.as_ref().filter(|preview| preview.id == row.id);
                let lines = preview::lines(row, shown, area.width.into(), area.height.into());
                put_styled(&lines, area, buf);
            }
            panes[0]
        } else {
            parts.draw_head(&[heading], buf);
            parts.body
        };
        self.draw_table(parts.content(table), buf);
        self.finish(&parts, &filter, (self.list.cursor(), context), frame);
    }

    /// Whether the preview is beside the list in a window of so many columns.
    fn has_preview(&self, width: u16) -> bool {
        let is_chosen = width >= WITH_BOTH || !self.shows_columns;
        self.role == Role::Coach && width >= WITH_PREVIEW && is_chosen
    }

    /// Draws the heads and a line for each session in view.
    fn draw_table(&mut self, area: Rect, buf: &mut Buffer) {
        let columns = Columns::of(&self.rows, self.role, area.width.into());
        put_styled(&[columns.heads()], area, buf);
        let body = below(area, 1);
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
        filter: &str,
        (mut cursor, context): (Position, &DrawContext<'_>),
        frame: &mut Frame<'_>,
    ) {
        let is_narrow = !history::fits_both(parts.body.width);
        let buf = frame.buffer_mut();
        parts.draw_foot(&self.list.position(), buf);
        let keys = context.keys.footer(self.context(), |action| match action {
            Action::OtherPane => is_narrow,
            Action::Compare | Action::Select | Action::Cohort if self.is_calibration => false,
            Action::Compare => self.marked.len() == 2,
            _ => true,
        });
        parts.draw_keys(&keys, context.clicks, buf);
        if self.list.is_filtering() {
            cursor = from_column(parts.message_area(), filter.width() as u16).as_position();
        }
        frame.set_cursor_position(cursor);
    }

    /// Draws the title row: what is listed, and in the history the time practiced and the weakest stage.
    pub(super) fn draw_title(&self, parts: &ScreenFrame, buf: &mut Buffer) {
        let all = self.rows.len();
        let unread = self.rows.iter().filter(|row| row.is_unread).count();
        let shown = if self.list.filter().is_none() {
            let s = if all == 1 { "" } else { "s" };
            match self.role {
                Role::Coach => format!("{all} session{s}, {unread} unread"),
                Role::Candidate => format!("{all} session{s}"),
            }
        } else {
            format!("{} of {all} sessions", self.list.count().0)
        };
        let unreadable = match self.unreadable {
            0 => String::new(),
            some => format!(", {some} cannot be read: forty list tells why"),
        };
        let title = match self.role {
            Role::Coach if self.is_calibration => "Coach: calibration",
            Role::Coach => "Coach: sessions",
            Role::Candidate => "History",
        };
        let practiced = self.progress.as_ref();
        let practiced = practiced.filter(|progress| progress.sessions > 0);
        let practiced = practiced.map_or_else(Vec::new, |progress| {
            let practiced = format!(", {} practiced", progress.time_text());
            let with_streak = format!("{practiced}, {}", progress.streak_text());
            vec![with_streak, practiced]
        });
        let weakest = self.progress.as_ref().and_then(Progress::weakest_text);
        let is_complete = (self.rows.iter()).all(|row| row.own_review == ReviewProgress::Done);
        let calibration = if is_complete {
            "the round is complete: q shows how your marks agree".to_owned()
        } else {
            "score all, then q shows how your marks agree".to_owned()
        };
        let nothing = String::new();
        let (right, style) = match &weakest {
            Some(weakest) => (weakest, theme::WARNING),
            None if self.is_calibration => (&calibration, theme::SECONDARY),
            // One's own folder is no news.
            None if self.role == Role::Candidate => (&nothing, theme::SECONDARY),
            None => (&self.folder, theme::SECONDARY),
        };
        // What has no room beside it is left out whole: first the streak, then the time.
        let room = usize::from(parts.title_text().width).saturating_sub(right.width() + 2);
        let headings = practiced.into_iter().chain([String::new()]);
        let mut headings = headings.map(|said| format!("{title}   {shown}{said}{unreadable}"));
        let heading = headings.find(|heading| heading.width() <= room);
        let heading = heading.unwrap_or_else(|| format!("{title}   {shown}{unreadable}"));
        parts.draw_title((&heading, theme::STRONG), (right, style), buf);
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

//! The title row of the debrief: its name at the left, a tab for each page at the right. A closed stage has its level.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::{DebriefScreen, DebriefStep};
use crate::domain::sanitize;
use crate::domain::session::Session;
use crate::domain::session::pace::Pace;
use crate::domain::session::timeline::clock;
use crate::tui::theme;
use crate::tui::widgets::frame::LEAD;
use crate::tui::widgets::{charts, from_column, put};

/// Columns between two tabs, and at the right edge of the screen.
const GAP: usize = 2;
/// The least columns of the title before levels are left out of the tabs.
const LEAST_TITLE: usize = 7;
/// Below this width, a title that would be cut has no design.
const SHORT_TITLE: u16 = 20;

/// The title of each stage, and its time in the notes.
pub(super) fn headings(session: &Session) -> Vec<(String, String)> {
    let pace = Pace::of(session);
    let stages = session.head.plan.stages.iter().zip(&pace.stages);
    let headings = stages.map(|(plan, pace)| {
        let (spent, planned) = (clock(pace.times.spent), clock(pace.times.planned));
        (sanitize::line(&plan.title), format!("{spent} of {planned}"))
    });
    headings.collect()
}

impl DebriefScreen {
    /// Draws the title row, and keeps where its tabs are.
    pub(super) fn draw_top(&mut self, area: Rect, buf: &mut Buffer) {
        let title = sanitize::line(&self.session().head.design.title);
        let title = format!("Debrief · {title}");
        let (steps, open) = (self.steps(), self.tab());
        let room = usize::from(area.width).saturating_sub(usize::from(LEAD) + GAP);
        let tabs_of = |has_levels| -> Vec<Line<'static>> {
            let tabs = steps.iter().enumerate();
            tabs.map(|(index, step)| self.tab_line(*step, index == open, has_levels))
                .collect()
        };
        let width = |tabs: &[Line<'_>]| -> usize { tabs.iter().map(|tab| tab.width() + GAP).sum() };
        let mut tabs = tabs_of(true);
        if width(&tabs) + LEAST_TITLE > room {
            tabs = tabs_of(false);
        }
        let mut first = 0;
        if width(&tabs) + LEAST_TITLE > room {
            let Some(tab) = tabs.into_iter().nth(open) else {
                return;
            };
            let mut tab = tab;
            tab.push_span(Span::raw(format!(" · {} of {}", open + 1, steps.len())));
            tabs = vec![tab];
            first = open;
        }
        let start = room.saturating_sub(width(&tabs)) + GAP;
        let left = Rect {
            width: start.saturating_sub(GAP) as u16,
            ..from_column(area, LEAD)
        };
        let is_short = left.width < SHORT_TITLE && title.width() > usize::from(left.width);
        let title = if is_short { "Debrief" } else { &title };
        put(title, theme::STRONG, 0, left, buf);
        let mut rest = from_column(area, start as u16 + LEAD);
        self.tabs.clear();
        for (tab, step) in tabs.iter().zip(steps.iter().skip(first)) {
            let columns = tab.width() as u16;
            buf.set_line(rest.x, rest.y, tab, rest.width);
            let place = Rect {
                width: columns.min(rest.width),
                height: 1,
                ..rest
            };
            self.tabs.push((place, *step));
            rest = from_column(rest, columns + GAP as u16);
        }
    }

    /// `Setup ▆3`, `▸ Data`, `Sums`.
    fn tab_line(&self, step: DebriefStep, is_open: bool, has_levels: bool) -> Line<'static> {
        let (word, level) = match step {
            DebriefStep::Mark(stage) | DebriefStep::Compare(stage) => {
                let plan = self.session().head.plan.stages.get(stage);
                let short = plan.map_or(String::new(), |plan| sanitize::line(&plan.short));
                (short, self.session().stages[stage].level)
            }
            DebriefStep::Page(page) => (page.title().to_owned(), None),
            DebriefStep::NextTime => (String::new(), None),
        };
        let (lead, style) = if is_open {
            ("▸ ", theme::ACCENT_STRONG)
        } else {
            ("", theme::PLAIN)
        };
        let mut spans = vec![Span::styled(format!("{lead}{word}"), style)];
        if let Some(level) = level.filter(|_| has_levels) {
            spans.extend([Span::raw(" "), charts::level_in_row(Some(level))]);
        }
        Line::from(spans)
    }

    /// The step of the tab at a cell of the screen.
    pub(super) fn tab_at(&self, column: u16, row: u16) -> Option<DebriefStep> {
        let cell = Position::new(column, row);
        let mut tabs = self.tabs.iter();
        tabs.find(|(area, _)| area.contains(cell))
            .map(|(_, step)| *step)
    }
}

//! The title row of the debrief: its name at the left, a tab for each page at the right. A closed stage has its level.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{DebriefScreen, DebriefStep};
use crate::domain::sanitize;
use crate::domain::session::Session;
use crate::domain::session::pace::Pace;
use crate::domain::session::timeline::clock;
use crate::tui::widgets::tabs::{self, Tab, TabRow};

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
        let design = sanitize::line(&self.session().head.design.title);
        let title = format!("Debrief · {design}");
        let steps = self.steps();
        let pages: Vec<Tab> = steps.iter().map(|step| self.page_tab(*step)).collect();
        let row = TabRow {
            titles: &[&title, &design],
            short: "Debrief",
            tabs: &pages,
            open: self.tab(),
            noun: "page",
        };
        let places = tabs::draw(row, area, buf).into_iter();
        self.tabs = places
            .filter_map(|(place, index)| Some((place, *steps.get(index)?)))
            .collect();
    }

    fn page_tab(&self, step: DebriefStep) -> Tab {
        let (word, level) = match step {
            DebriefStep::Mark(stage) | DebriefStep::Compare(stage) => {
                let plan = self.session().head.plan.stages.get(stage);
                let short = plan.map_or(String::new(), |plan| sanitize::line(&plan.short));
                (short, self.session().stages[stage].level)
            }
            DebriefStep::Page(page) => (page.title().to_owned(), None),
            DebriefStep::NextTime => (String::new(), None),
        };
        Tab { word, level }
    }

    /// The step of the tab at a cell of the screen.
    pub(super) fn tab_at(&self, column: u16, row: u16) -> Option<DebriefStep> {
        let cell = Position::new(column, row);
        let mut tabs = self.tabs.iter();
        tabs.find(|(area, _)| area.contains(cell))
            .map(|(_, step)| *step)
    }
}

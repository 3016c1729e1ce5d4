//! Draws the debrief: two panes side by side where they fit, else one of them. Changes only where things were drawn.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{DebriefScreen, DebriefStep};
use crate::domain::sanitize;
use crate::domain::session::StageState;
use crate::domain::session::plan::PlannedStage;
use crate::tui::draw_context::DrawContext;
use crate::tui::keys::{self, Action};
use crate::tui::theme;
use crate::tui::widgets::blocks::Drawn;
use crate::tui::widgets::{REST, below, footer, inset, panes, put, rows, rubric, stages};

/// Rows below the rubric for the line that a mark of the selected item would name.
const PROPOSAL: u16 = 4;

impl DebriefScreen {
    /// Draws the screen, with the terminal's cursor at what is selected or typed.
    pub fn draw(&mut self, frame: &mut Frame<'_>, context: &DrawContext<'_>) {
        let [top, heads, body, foot] = rows(frame.area(), [1, 1, REST, 1]);
        (self.notes_area, self.right) = (Rect::default(), Drawn::default());
        let buf = frame.buffer_mut();
        self.draw_top(top, buf);
        let cursor = match self.step {
            DebriefStep::Mark(stage) | DebriefStep::Compare(stage) => {
                self.draw_panes(stage, heads, body, buf)
            }
            DebriefStep::Summary(page) => {
                self.draw_titles(page, heads, buf);
                self.page.draw(body, buf)
            }
            DebriefStep::NextTime => {
                self.draw_titles(self.titles().len(), heads, buf);
                self.draw_line(below(inset(body), 1), buf)
            }
        };
        self.draw_foot(context, foot, buf);
        frame.set_cursor_position(cursor);
    }

    fn draw_top(&self, area: Rect, buf: &mut Buffer) {
        let head = &self.session().head;
        let title = format!("Debrief · {}", sanitize::line(&head.design.title));
        match self.step {
            DebriefStep::Mark(stage) | DebriefStep::Compare(stage) => {
                let shorts: Vec<String> = head.plan.stages.iter().map(short).collect();
                stages::draw(&title, &shorts, stage, "", area, buf);
            }
            DebriefStep::Summary(_) | DebriefStep::NextTime => {
                put(&title, theme::STRONG, 0, inset(area), buf);
            }
        }
    }

    /// Draws the titles of the summary's pages and of the line for next time.
    fn draw_titles(&self, open: usize, area: Rect, buf: &mut Buffer) {
        let titles = self.titles().iter().chain([&"Next time"]).enumerate();
        let titles = titles.map(|(index, title)| (title, index == open));
        panes::draw_tabs(titles, 2, area, buf);
    }

    /// Draws both panes, or the one that has the arrow keys; then the headings, which name the lines in view.
    fn draw_panes(&mut self, stage: usize, heads: Rect, body: Rect, buf: &mut Buffer) -> Position {
        if !panes::fit_side_by_side(body) {
            let cursor = if self.at_notes {
                self.draw_notes(body, buf)
            } else {
                self.draw_right(stage, body, buf)
            };
            let titles = [
                (self.right_heading(stage), !self.at_notes),
                (self.notes_heading(stage), self.at_notes),
            ];
            panes::draw_tabs(titles, 3, heads, buf);
            return cursor;
        }
        let (left, right) = panes::split(body);
        let at_notes = self.draw_notes(left, buf);
        let at_right = self.draw_right(stage, right, buf);
        panes::draw_divider(body, buf);
        let (left, right) = panes::split(heads);
        panes::draw_title(&self.notes_heading(stage), self.at_notes, left, buf);
        panes::draw_title(&self.right_heading(stage), !self.at_notes, right, buf);
        if self.at_notes { at_notes } else { at_right }
    }

    fn notes_heading(&self, stage: usize) -> String {
        let shown = self.picker.notes.stage();
        let short = (self.session().head.plan.stages.get(shown)).map_or(String::new(), short);
        let other = if shown == stage {
            ""
        } else {
            " (another stage)"
        };
        format!("Notes · {short}{other}")
    }

    fn right_heading(&self, stage: usize) -> String {
        if !matches!(self.step, DebriefStep::Mark(_)) {
            return self.page.heading();
        }
        let late = self.session().stages[stage].reference_opened;
        let late = if late { ", after the reference" } else { "" };
        let (marked, all) = (self.marked(stage), self.rubric(stage).len());
        format!("Rubric · {marked} of {all} marked{late}")
    }

    fn draw_notes(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        self.notes_area = area;
        self.picker.notes.draw(area, buf)
    }

    fn draw_right(&mut self, stage: usize, area: Rect, buf: &mut Buffer) -> Position {
        if !matches!(self.step, DebriefStep::Mark(_)) {
            self.right.area = area;
            return self.page.draw(area, buf);
        }
        let [list, proposal] = rows(area, [REST, PROPOSAL]);
        let stage_state = &self.session().stages[stage];
        let items = 0..self.rubric(stage).len();
        let marks: Vec<&str> = items.map(|item| mark(stage_state, item)).collect();
        let item = self.picker.item;
        let marked = self.evidence(stage, item);
        self.picker
            .draw_proposal(self.session(), marked, proposal, buf);
        self.right = rubric::draw(self.rubric(stage), &marks, item, list, buf);
        self.right.cursor
    }

    fn draw_line(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        put("Next time I will …", theme::STRONG, 0, area, buf);
        self.next_time.draw(below(area, 2), theme::PLAIN, buf)
    }

    fn draw_foot(&self, context: &DrawContext<'_>, area: Rect, buf: &mut Buffer) {
        let is_summary = matches!(self.step, DebriefStep::Summary(_));
        let keys = keys::footer(self.context(), |action| match action {
            Action::PageDown => self.page.scroll.scrolls(),
            Action::OtherPane | Action::MarkAgain => !is_summary,
            _ => true,
        });
        let status = context.status("");
        footer::draw(&status, &keys, area, buf);
    }
}

/// The box that shows how an item is marked.
fn mark(state: &StageState, item: usize) -> &'static str {
    if state.evidence.contains_key(&item) {
        "[x]"
    } else if state.not_shown.contains(&item) {
        "[-]"
    } else {
        "[ ]"
    }
}

fn short(stage: &PlannedStage) -> String {
    sanitize::line(&stage.short)
}

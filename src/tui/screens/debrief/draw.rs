//! Draws the debrief: two panes side by side where they fit, else one of them. Changes only where things were drawn.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{DebriefScreen, DebriefStep, early, reply};
use crate::domain::sanitize;
use crate::domain::session::StageState;
use crate::domain::session::plan::{Plan, PlannedStage};
use crate::tui::draw_context::DrawContext;
use crate::tui::keys::{Action, Availability, Context};
use crate::tui::theme;
use crate::tui::widgets::blocks::Drawn;
use crate::tui::widgets::frame::{Heading, ScreenFrame};
use crate::tui::widgets::rubric::Mark;
use crate::tui::widgets::{REST, below, from_column, inset, panes, put, rows, rubric, stages};

/// Rows below the rubric for the line that a mark of the selected item would name.
const PROPOSAL: u16 = 5;
/// Columns of the pane for an answer, so that the diagrams of the designs are not wrapped.
const ANSWER: u16 = 80;
/// The least columns that the notes keep beside an answer.
const NOTES: u16 = 30;

impl DebriefScreen {
    /// Draws the screen, with the terminal's cursor at what is selected or typed.
    pub fn draw(&mut self, frame: &mut Frame<'_>, context: &DrawContext<'_>) {
        let mut parts = ScreenFrame::new(frame.area(), &context.status(""), 1);
        (self.notes_area, self.right) = (Rect::default(), Drawn::default());
        let buf = frame.buffer_mut();
        self.draw_top(parts.title, buf);
        let cursor = match self.step {
            DebriefStep::Mark(stage) | DebriefStep::Compare(stage) => {
                self.draw_panes(stage, &mut parts, buf)
            }
            DebriefStep::Summary(page) => {
                let body = self.draw_titles(page, &parts, buf);
                if page == 0 {
                    let (width, height) = (parts.text(body).width, body.height);
                    let lines = self.overview.lines(width.into(), height.into());
                    self.page.draw_lines(&lines, body, buf)
                } else {
                    self.page.draw(body, buf)
                }
            }
            DebriefStep::NextTime => {
                let body = self.draw_titles(self.titles().len(), &parts, buf);
                self.draw_line(parts.text(body), buf)
            }
        };
        let position = if matches!(self.step, DebriefStep::Summary(_)) {
            self.page.scroll.position()
        } else {
            String::new()
        };
        parts.draw_foot(&position, buf);
        let keys = context
            .keys
            .footer(self.context(), |action| self.availability(action).is_ok());
        parts.draw_keys(&keys, context.clicks, buf);
        let cursor = if self.is_asking {
            self.draw_question(frame.area(), context, frame.buffer_mut())
        } else if self.reply.is_some() {
            self.draw_reply(frame.area(), context, frame.buffer_mut())
        } else {
            cursor
        };
        frame.set_cursor_position(cursor);
    }

    fn draw_top(&self, area: Rect, buf: &mut Buffer) {
        let head = &self.session().head;
        let title = format!("Debrief · {}", sanitize::line(&head.design.title));
        match self.step {
            DebriefStep::Mark(stage) | DebriefStep::Compare(stage) => {
                let shorts: Vec<String> = head.plan.stages.iter().map(short).collect();
                stages::draw(&title, &shorts, stage, area, buf);
            }
            DebriefStep::Summary(_) | DebriefStep::NextTime => {
                put(&title, theme::STRONG, 0, inset(area), buf);
            }
        }
    }

    /// Draws the head line of the summary and below it the titles of its pages and of the line for next time; returns the
    /// area below them.
    fn draw_titles(&self, open: usize, parts: &ScreenFrame, buf: &mut Buffer) -> Rect {
        let heading = if open == 0 {
            Heading::new("Levels and time", true).with(&self.overview.fact)
        } else {
            Heading::new("Summary", true)
        };
        parts.draw_head(&[heading], buf);
        let titles = self.titles().iter().chain([&"Next time"]).enumerate();
        let titles = titles.map(|(index, title)| (title, index == open));
        let body = parts.content(parts.body);
        panes::draw_tabs(titles, 2, from_column(body, 1), buf);
        below(body, 2)
    }

    /// Draws both panes, or the one that has the arrow keys; then the headings, which name the lines in view.
    fn draw_panes(&mut self, stage: usize, parts: &mut ScreenFrame, buf: &mut Buffer) -> Position {
        if !panes::fit_side_by_side(parts.body) {
            let body = parts.content(parts.body);
            let cursor = if self.at_notes {
                self.draw_notes(body, buf)
            } else {
                self.draw_right(stage, body, buf)
            };
            let (open, other) = if self.at_notes {
                (self.notes_heading(stage), self.right_heading(stage))
            } else {
                (self.right_heading(stage), self.notes_heading(stage))
            };
            let heading = Heading::new(open, true).with(format!("Tab {other}"));
            parts.draw_head(&[heading], buf);
            return cursor;
        }
        let middle = self.middle(parts.body.width);
        let panes = parts.panes([middle], buf);
        let at_notes = self.draw_notes(parts.content(panes[0]), buf);
        let at_right = self.draw_right(stage, parts.content(panes[1]), buf);
        let headings = [
            Heading::new(self.notes_heading(stage), self.at_notes),
            Heading::new(self.right_heading(stage), !self.at_notes),
        ];
        parts.draw_head(&headings, buf);
        if self.at_notes { at_notes } else { at_right }
    }

    /// The column between the panes: the middle, or further left for an answer that needs the room.
    fn middle(&self, width: u16) -> u16 {
        let middle = width / 2;
        match self.step {
            DebriefStep::Compare(_) if width > ANSWER + NOTES => middle.min(width - ANSWER - 1),
            _ => middle,
        }
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
        if let Some(caret) = self.picker.draw_search(area, buf) {
            return caret;
        }
        let [list, proposal] = rows(area, [REST, PROPOSAL]);
        let stage_state = &self.session().stages[stage];
        let items = 0..self.rubric(stage).len();
        let plan = &self.session().head.plan;
        let marks: Vec<Mark> = items.map(|item| mark(stage_state, item, plan)).collect();
        let item = self.picker.item;
        let marked = self.evidence(stage, item);
        self.picker.draw_proposal(marked, proposal, buf);
        self.right = rubric::draw(self.rubric(stage), &marks, &[], item, list, buf);
        self.right.cursor
    }

    fn draw_line(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        put("Next time I will …", theme::STRONG, 0, area, buf);
        self.next_time.draw(below(area, 2), theme::PLAIN, buf)
    }

    /// Whether an action is possible now.
    pub fn availability(&self, action: &Action) -> Availability {
        let is_summary = matches!(self.step, DebriefStep::Summary(_));
        let is_page = self.context() == Context::Compare;
        let why = match action {
            Action::PageDown if is_page && !self.page.scroll.scrolls() => "all of it is in view",
            Action::OtherPane if is_summary => "the summary has one pane",
            Action::Message if !self.has_message() => early::NO_MESSAGE,
            Action::Reply if !self.can_reply() => reply::NO_COMMENT,
            Action::MarkAgain if is_summary => "the summary has no marks",
            _ => return Ok(String::new()),
        };
        Err(why.to_owned())
    }
}

/// How an item is marked.
fn mark(state: &StageState, item: usize, plan: &Plan) -> Mark {
    match state.evidence.get(&item) {
        Some(evidence) => Mark::Shown(plan.place(evidence.in_stage, evidence.line)),
        None if state.not_shown.contains(&item) => Mark::NotShown,
        None => Mark::Open,
    }
}

fn short(stage: &PlannedStage) -> String {
    sanitize::line(&stage.short)
}

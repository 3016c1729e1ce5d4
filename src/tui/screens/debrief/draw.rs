//! Draws the debrief: two panes side by side where they fit, else one of them. Changes only where things were drawn.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::overview::{NEXT_TIME, rule};
use super::pages::DebriefPage;
use super::sections::SectionLines;
use super::{DebriefScreen, DebriefStep, questions, reply};
use crate::domain::sanitize;
use crate::domain::session::Session;
use crate::tui::draw_context::DrawContext;
use crate::tui::keys::{Action, Availability, Context, FooterKey};
use crate::tui::theme;
use crate::tui::widgets::blocks::{Drawn, marker};
use crate::tui::widgets::frame::{Heading, ScreenFrame};
use crate::tui::widgets::rubric::{Mark, Opened};
use crate::tui::widgets::{REST, footer, inset, panes, put, put_styled, rows, rubric};

/// Rows below the rubric for the level so far.
const LEVEL: u16 = 4;
/// The least rows of the pane in which the level has its own part below a line.
const LEAST_ROWS: u16 = 24;
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
            DebriefStep::Page(page) => self.draw_page(page, &parts, buf),
            DebriefStep::NextTime => self.draw_next_time(&parts, buf),
        };
        let position = match self.step {
            DebriefStep::Page(_) => self.page.scroll.position(),
            DebriefStep::Mark(_) => self.right.position(),
            _ => String::new(),
        };
        parts.draw_foot(&position, buf);
        let keys = self.footer(context, parts.keys.width);
        parts.draw_keys(&keys, context.clicks, buf);
        let cursor = if let Some(question) = self.question {
            self.draw_question(question, frame.area(), context, frame.buffer_mut())
        } else if self.reply.is_some() {
            self.draw_reply(frame.area(), context, frame.buffer_mut())
        } else {
            cursor
        };
        frame.set_cursor_position(cursor);
    }

    /// The keys that work now; the key to the other pane says which one it is.
    fn footer(&self, context: &DrawContext<'_>, width: u16) -> Vec<FooterKey> {
        let works = |action: &Action| self.availability(action).is_ok();
        let mut keys = context.keys.screen_keys(self.context(), works);
        let has_panes = matches!(self.context(), Context::Debrief | Context::Compare);
        let has_line = self.picker.notes.chosen().is_some();
        for key in &mut keys {
            if key.action == Action::LikelyLine && !has_line {
                key.word = "choose a line".into();
            }
            if key.action == Action::DoStep {
                // The label of the table names all steps that there may be.
                key.label = match self.overview.steps.len() {
                    1 => key.label.replace("1-3", "1"),
                    count => key.label.replace("1-3", &format!("1-{count}")),
                };
            }
            if self.is_from_summary && key.action == Action::Back {
                key.word = "back".into();
            }
            if has_panes && key.action == Action::OtherPane {
                key.word = self.other_pane().into();
            }
        }
        // The last page names the way out, also where not all keys have room.
        if self.is_at_end() {
            footer::keep_way_out(&mut keys, width);
        }
        keys
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.step == DebriefStep::Page(DebriefPage::Summary)
    }

    /// The name of the pane to which Tab leads.
    fn other_pane(&self) -> &'static str {
        match (self.step, self.at_notes) {
            (DebriefStep::Compare(stage), false) if !self.rubric(stage).is_empty() => "rubric",
            (_, false) => "notes",
            (DebriefStep::Mark(stage), true) if self.is_open(stage) => "rubric",
            (_, true) => "answer",
        }
    }

    /// Draws a page behind the stages.
    fn draw_page(&mut self, page: DebriefPage, parts: &ScreenFrame, buf: &mut Buffer) -> Position {
        let body = parts.content(parts.body);
        if page == DebriefPage::Summary {
            let heading = Heading::new("Levels and time", true).with(&self.overview.fact);
            parts.draw_head(&[heading], buf);
            let (width, height) = (body.width.into(), body.height.into());
            let lines = self.overview.lines(width, height, false);
            return self.page.draw_whole(&lines, body, buf);
        }
        parts.draw_head(&[Heading::new(page.title(), true)], buf);
        if page == DebriefPage::Reviews {
            return self.page.draw(body, buf);
        }
        let SectionLines { lines, wanted } = self.sections.lines(parts.text(body).width.into());
        if std::mem::take(&mut self.sections.is_new) {
            // The heading above it is seen as well.
            let first = wanted.map_or(0, |row| row.saturating_sub(1));
            self.page.scroll.begin_at(first);
        }
        let cursor = self.page.draw_lines(&lines, body, buf);
        let row = wanted.and_then(|row| row.checked_sub(self.page.scroll.first()));
        if let Some(row) = row.filter(|row| *row < body.height.into()) {
            put(marker(true), theme::ACCENT, row as u16, body, buf);
        }
        cursor
    }

    /// Draws the summary with the line for next time while it is typed.
    fn draw_next_time(&mut self, parts: &ScreenFrame, buf: &mut Buffer) -> Position {
        let heading = Heading::new("Levels and time", false).with(&self.overview.fact);
        parts.draw_head(&[heading], buf);
        let text = inset(parts.body);
        let typed = self.next_time.rows_of_lines(text.width).iter().sum::<u16>();
        let typed = typed.clamp(1, 3);
        let [above, line, field] = rows(parts.content(parts.body), [REST, 1, typed]);
        let (width, height) = (above.width.into(), above.height.into());
        let lines = self.overview.lines(width, height, true);
        self.page.draw_whole(&lines, above, buf);
        put_styled(&[rule(NEXT_TIME, line.width.into())], line, buf);
        self.next_time.draw(inset(field), theme::PLAIN, buf)
    }

    /// Draws both panes, or the one that has the arrow keys; then the headings, which name the lines in view.
    fn draw_panes(&mut self, stage: usize, parts: &mut ScreenFrame, buf: &mut Buffer) -> Position {
        if self.is_wide || !panes::fit_side_by_side(parts.body) {
            let body = parts.content(parts.body);
            let cursor = if self.at_notes {
                let notes = self.draw_item_below(stage, body, buf);
                self.draw_notes(notes, buf)
            } else {
                self.draw_right(stage, body, false, buf)
            };
            let heading = if self.at_notes {
                self.notes_heading(true)
            } else {
                self.right_heading(stage, true)
            };
            parts.draw_head(&[heading], buf);
            return cursor;
        }
        let middle = self.middle(parts.body.width);
        let panes = parts.panes([middle], buf);
        let at_notes = self.draw_notes(parts.content(panes[0]), buf);
        let at_right = self.draw_right(stage, parts.content(panes[1]), true, buf);
        let headings = [
            self.notes_heading(self.at_notes),
            self.right_heading(stage, !self.at_notes),
        ];
        parts.draw_head(&panes::headings(headings), buf);
        if self.at_notes { at_notes } else { at_right }
    }

    /// Draws the item that Space would mark below notes that stand alone; returns the area of the notes.
    fn draw_item_below(&self, stage: usize, body: Rect, buf: &mut Buffer) -> Rect {
        if !matches!(self.step, DebriefStep::Mark(_)) {
            return body;
        }
        let index = self.picker.item;
        let item = self.rubric(stage).get(index);
        let item = item.map(|item| (item, mark(self.session(), stage, index)));
        rubric::draw_below_notes(item, body, buf)
    }

    /// The column between the panes: the middle, or further left for an answer that needs the room.
    fn middle(&self, width: u16) -> u16 {
        let middle = width / 2;
        match self.step {
            DebriefStep::Compare(_) if width > ANSWER + NOTES => middle.min(width - ANSWER - 1),
            _ => middle,
        }
    }

    fn notes_heading(&self, is_focused: bool) -> Heading {
        Heading::new("Notes", is_focused).with(self.picker.notes.position())
    }

    /// The heading of the right pane.
    fn right_heading(&self, stage: usize, is_focused: bool) -> Heading {
        let plan = self.session().head.plan.stages.get(stage);
        let titles = plan.map_or_else(Default::default, |plan| {
            [&plan.title, &plan.short].map(|title| sanitize::line(title))
        });
        let (name, fact) = if matches!(self.step, DebriefStep::Mark(_)) {
            let late = self.session().stages[stage].reference_opened;
            let late = if late { ", after the reference" } else { "" };
            let (marked, all) = (self.marked(stage), self.rubric(stage).len());
            ("Rubric", format!("{marked} of {all} marked{late}"))
        } else {
            (self.page.title(), self.page.scroll.position())
        };
        let [whole, short] = titles.map(|title| format!("{name} · {title}"));
        Heading::new(whole, is_focused).or_short(short).with(fact)
    }

    fn draw_notes(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        self.notes_area = area;
        self.picker.notes.draw(area, self.at_notes, buf)
    }

    /// Draws the answer or the rubric; beside the notes, the rubric names the likely lines and the notes show them.
    fn draw_right(
        &mut self,
        stage: usize,
        area: Rect,
        is_beside: bool,
        buf: &mut Buffer,
    ) -> Position {
        if !matches!(self.step, DebriefStep::Mark(_)) {
            self.right.area = area;
            return self.page.draw(area, buf);
        }
        if let Some(caret) = self.picker.draw_search(area, buf) {
            return caret;
        }
        let item = self.picker.item;
        let marked = self.evidence(stage, item);
        let lines = if is_beside {
            vec![self.picker.describe_line(marked)]
        } else {
            Vec::new()
        };
        let items = 0..self.rubric(stage).len();
        let marks = items.map(|item| mark(self.session(), stage, item));
        let marks: Vec<Mark> = marks.collect();
        let opened = Opened {
            item,
            has_keys: !self.at_notes,
            lines: &lines,
        };
        let list = if is_beside {
            let is_high = area.height >= LEAST_ROWS;
            let below_list = if is_high { LEVEL } else { 1 };
            let [list, lower] = rows(area, [REST, below_list]);
            if is_high {
                self.draw_level(stage, lower, buf);
            } else {
                let level = self.level_row(stage);
                put_styled(
                    &[level.in_one(inset(lower).width.into())],
                    inset(lower),
                    buf,
                );
            }
            list
        } else {
            let whole = rubric::whole_rows(self.rubric(stage), &marks, opened, area.width);
            let lower = self.below_rubric(stage, area, whole);
            let [list, rest] = rows(area, [REST, lower.len() as u16]);
            put_styled(&lower, inset(rest), buf);
            list
        };
        self.right = rubric::draw(self.rubric(stage), &marks, &[], opened, list, buf);
        self.right.cursor
    }

    /// Whether an action is possible now.
    pub fn availability(&self, action: &Action) -> Availability {
        let is_page = matches!(self.step, DebriefStep::Page(_) | DebriefStep::Compare(_));
        let why = match action {
            Action::PageDown if is_page => return self.page.scroll.availability(action),
            Action::Shown if self.picker.notes.chosen().is_none() => self.picker.choose_first(),
            Action::Message if !self.has_message() => questions::NO_MESSAGE,
            Action::Reply if !self.can_reply() => reply::NO_COMMENT,
            Action::DoStep if self.overview.steps.is_empty() => "there is no step",
            Action::MarkAgain if matches!(self.step, DebriefStep::Page(_)) => {
                "this page has no marks"
            }
            _ => return Ok(String::new()),
        };
        Err(why.to_owned())
    }
}

/// How an item is marked.
fn mark(session: &Session, stage: usize, item: usize) -> Mark {
    let state = &session.stages[stage];
    match state.evidence.get(&item) {
        Some(evidence) => Mark::shown_by(evidence, session),
        None if state.not_shown.contains(&item) => Mark::NotShown,
        None => Mark::Open,
    }
}

//! Draws a review: notes and the selected pane side by side where they fit, else one of them, and below them a comment
//! editor or a question. Changes only where things were drawn.

use std::time::Duration;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};
use unicode_width::UnicodeWidthStr;

use super::{Pane, ReviewScreen, evidence};
use crate::domain::content::design::RubricItem;
use crate::domain::judging::review::CoachMark;
use crate::domain::sanitize;
use crate::domain::session::time_table::PlanDifference;
use crate::domain::session::timeline::clock;
use crate::tui::draw_context::DrawContext;
use crate::tui::theme;
use crate::tui::widgets::blocks::Drawn;
use crate::tui::widgets::frame::{self, Heading, ScreenFrame};
use crate::tui::widgets::rubric::{Mark, Opened};
use crate::tui::widgets::tabs::{Tab, TabRow};
use crate::tui::widgets::{
    REST, below, charts, fit, from_column, inset, panes, put_styled, put_wrapped, rows, rubric,
    tabs,
};

/// The rows below the rubric: a rule, and the level in one row, or in a high pane with its reason and what is scored.
const LEAST_FOOT: u16 = 2;
const FOOT: u16 = 4;
/// From this height of the pane in rows on, it is high.
const HIGH: u16 = 20;
/// The most columns of a line of text; longer lines are hard to read.
const MOST_COLUMNS: usize = 120;

impl ReviewScreen {
    /// Draws the screen, with the terminal's cursor at what is selected or typed.
    pub fn draw(&mut self, frame: &mut Frame<'_>, context: &DrawContext<'_>) {
        let lower = self.lower_rows(frame.area());
        let mut parts = ScreenFrame::new(frame.area(), &context.status(""), 1);
        let [body, lower] = rows(parts.body, [REST, lower]);
        parts.body = body;
        (self.notes_area, self.drawn) = (Rect::default(), Drawn::default());
        let buf = frame.buffer_mut();
        self.draw_top(parts.title, buf);
        let mut cursor = self.draw_body(&mut parts, buf);
        let copies = match self.copies.len() {
            0 => String::new(),
            1 => "a second copy of this review: M merges it".to_owned(),
            more => format!("{more} more copies of this review: M merges them"),
        };
        let position = if copies.is_empty() {
            self.drawn.position()
        } else {
            copies
        };
        if lower.height > 0 {
            parts.end_dividers();
        }
        parts.draw_foot(&position, buf);
        let keys = self.footer(context);
        parts.draw_keys(&keys, context.clicks, buf);
        if lower.height > 0 {
            buf.set_style(parts.below_title(), theme::BEHIND);
        }
        if self.editor.is_some() {
            cursor = self.draw_editor(lower, context, buf);
        } else if self.question.is_some() {
            let below_title = parts.below_title();
            cursor = self.draw_question(below_title, context, buf);
        } else if self.item_note.is_some() {
            cursor = self.draw_item_note(lower, context, buf);
        }
        if self.message.is_some() {
            cursor = self.draw_message(frame.area(), context, frame.buffer_mut());
        }
        if self.phrase_list.is_some() {
            cursor = self.draw_phrases(frame.area(), context, frame.buffer_mut());
        }
        frame.set_cursor_position(cursor);
    }

    /// Draws the comment that is typed over the lower rows of another screen, with the terminal's cursor in it.
    pub fn draw_comment_over(&mut self, frame: &mut Frame<'_>, context: &DrawContext<'_>) {
        let area = frame.area();
        let parts = ScreenFrame::new(area, &context.status(""), 1);
        if self.editor.is_none() {
            return;
        }
        let [_, lower] = rows(parts.body, [REST, self.lower_rows(area)]);
        let covered = Rect {
            height: area.bottom().saturating_sub(lower.y),
            ..lower
        };
        let buf = frame.buffer_mut();
        buf.set_style(parts.below_title(), theme::BEHIND);
        Clear.render(covered.intersection(area), buf);
        context.clicks.clear();
        let cursor = self.draw_editor(lower, context, buf);
        parts.draw_foot("", buf);
        let keys = context.keys.screen_keys(self.context(), |_| true);
        parts.draw_keys(&keys, context.clicks, buf);
        frame.set_cursor_position(cursor);
    }

    fn draw_top(&mut self, area: Rect, buf: &mut Buffer) {
        let head = &self.session.head;
        let candidate = sanitize::line(&head.candidate);
        let design = sanitize::line(&head.design.title);
        let running = if self.is_running { " · running" } else { "" };
        let title = format!("Review{running} · {candidate} · {design}");
        let stages = head.plan.stages.iter().enumerate();
        let pages = stages.map(|(index, stage)| Tab {
            word: sanitize::line(&stage.short),
            level: self.level(index),
        });
        let pages: Vec<Tab> = pages.collect();
        let row = TabRow {
            titles: &[&title],
            short: &format!("Review{running}"),
            tabs: &pages,
            open: self.stage,
            noun: "stage",
        };
        self.tabs = tabs::draw(row, area, buf);
    }

    fn draw_body(&mut self, parts: &mut ScreenFrame, buf: &mut Buffer) -> Position {
        if !panes::fit_side_by_side(parts.body) {
            let [tabs, body] = rows(parts.content(parts.body), [1, REST]);
            let cursor = self.draw_one(body, buf);
            let is_focused = self.has_keys(self.pane);
            parts.draw_head(&[self.heading(self.pane, is_focused)], buf);
            let titles = Pane::ALL.map(|pane| (pane.title().to_owned(), pane == self.pane));
            panes::draw_tabs(titles, 2, from_column(tabs, frame::LEAD), buf);
            return cursor;
        }
        let other = match self.pane {
            Pane::Notes => Pane::Rubric,
            pane => pane,
        };
        let panes = parts.panes([parts.body.width / 2], buf);
        let at_notes = self.draw_notes(parts.content(panes[0]), buf);
        let at_right = self.draw_pane(other, true, parts.content(panes[1]), buf);
        let headings = [Pane::Notes, other].map(|pane| self.heading(pane, self.has_keys(pane)));
        parts.draw_head(&panes::headings(headings), buf);
        if self.pane == Pane::Notes {
            at_notes
        } else {
            at_right
        }
    }

    /// Draws the open pane alone; below the notes, the item that would be marked.
    fn draw_one(&mut self, body: Rect, buf: &mut Buffer) -> Position {
        if self.pane != Pane::Notes {
            return self.draw_pane(self.pane, false, body, buf);
        }
        let index = self.picker.item;
        let item = self.rubric(self.stage).get(index);
        let item = item.map(|item| (item, self.mark_of(index)));
        let notes = rubric::draw_below_notes(item, body, buf);
        self.draw_notes(notes, buf)
    }

    fn heading(&self, pane: Pane, is_focused: bool) -> Heading {
        match pane {
            Pane::Notes => {
                Heading::new(self.notes_heading(), is_focused).with(self.picker.notes.position())
            }
            Pane::Rubric => {
                let items = self.rubric(self.stage).len();
                let marked = self.review.marked(self.stage, items);
                let short = sanitize::line(&self.session.head.plan.stages[self.stage].short);
                Heading::new(format!("Rubric · {short}"), is_focused)
                    .with(format!("{marked} of {items} marked"))
            }
            Pane::Comments => {
                let others = self.others_here().count();
                let title = format!("Comments · {}", self.comments_here().len() + others);
                Heading::new(title, is_focused)
            }
            Pane::Record | Pane::Scores => Heading::new(self.page.heading(), is_focused),
        }
    }

    fn notes_heading(&self) -> String {
        let shown = self.picker.notes.stage();
        let times = self.pace.stages[shown].times;
        let short = sanitize::line(&self.session.head.plan.stages[shown].short);
        let over = match times.over {
            Duration::ZERO => String::new(),
            over => format!(", {}", PlanDifference::Over(over)),
        };
        format!(
            "Notes · {short} {} of {}{over}",
            clock(times.spent),
            clock(times.planned)
        )
    }

    fn draw_notes(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        self.notes_area = area;
        // While a comment is typed, the lines that it is on are the selected ones.
        let comment = self.editor.as_ref().map(|editor| &editor.draft.anchor);
        let is_on_lines = comment.is_some_and(|anchor| !anchor.is_on_stage());
        let has_keys = self.has_keys(Pane::Notes) || is_on_lines;
        let proposed = self.picker.proposed().filter(|_| comment.is_none());
        self.picker.notes.set_proposed(proposed);
        self.picker.notes.draw(area, has_keys, buf)
    }

    /// Draws a pane, beside the notes or alone.
    fn draw_pane(&mut self, pane: Pane, is_beside: bool, area: Rect, buf: &mut Buffer) -> Position {
        match pane {
            Pane::Rubric | Pane::Notes => self.draw_rubric(area, is_beside, buf),
            Pane::Comments => self.draw_comments(area, buf),
            Pane::Record | Pane::Scores => self.draw_text(pane, area, buf),
        }
    }

    /// Draws the record or the scores.
    fn draw_text(&mut self, pane: Pane, area: Rect, buf: &mut Buffer) -> Position {
        let width = usize::from(inset(area).width).min(MOST_COLUMNS);
        let lines = match pane {
            Pane::Scores => self.scores.lines(width),
            _ => self.record.lines(width),
        };
        self.page.draw_lines(&lines, area, buf)
    }

    fn draw_rubric(&mut self, area: Rect, is_beside: bool, buf: &mut Buffer) -> Position {
        if let Some(caret) = self.picker.draw_search(area, buf) {
            return caret;
        }
        let rubric = self.rubric(self.stage);
        if rubric.is_empty() {
            let why = match &self.design {
                Ok(_) => "This stage has no rubric.".to_owned(),
                Err(why) => format!("There is no rubric: {}.", sanitize::line(why)),
            };
            put_wrapped(&why, area, buf);
            return area.as_position();
        }
        let marked = evidence(&self.session, &self.review, self.stage, self.picker.item);
        let [list, lower] = rows(area, [REST, foot_rows(area.height)]);
        let width = usize::from(inset(area).width);
        frame::draw_rule(lower, buf);
        if is_beside {
            frame::join_left(lower, buf);
        }
        let level = self.level_lines(rubric, width, lower.height == FOOT);
        put_styled(&level, below(inset(lower), 1), buf);
        let lines = if is_beside {
            vec![self.picker.describe_line(marked)]
        } else {
            self.picker.describe_lines(marked)
        };
        let marks = (0..rubric.len()).map(|item| self.mark_of(item));
        let marks: Vec<Mark> = marks.collect();
        let notes = (0..rubric.len()).map(|item| self.review.note_of(self.stage, item));
        let notes: Vec<&str> = notes.map(Option::unwrap_or_default).collect();
        let opened = Opened {
            item: self.picker.item,
            has_keys: self.has_keys(Pane::Rubric),
            lines: &lines,
        };
        self.drawn = rubric::draw(rubric, &marks, &notes, opened, list, buf);
        self.drawn.cursor
    }

    /// The level that the marks reach so far, why, and how many stages are scored; in a low pane in one row.
    fn level_lines(
        &self,
        rubric: &[RubricItem],
        width: usize,
        is_high: bool,
    ) -> Vec<Line<'static>> {
        let verdict = self.review.verdict_so_far(self.stage, rubric);
        let is_scored = self.is_scored(self.stage);
        let title = if is_scored { "Level" } else { "Level so far" };
        let mut first = vec![Span::styled(format!("{title}  "), theme::STRONG)];
        let level = verdict.as_ref().map(|verdict| verdict.level);
        first.extend(match (level, is_high) {
            (None, _) => vec![Span::raw("not assessed")],
            (level, true) => charts::level(level),
            (level, false) => vec![charts::level_in_words(level)],
        });
        let mut first = Line::from(first);
        let (scored, all) = self.scored();
        let scored = format!("{scored} of {all} stages scored");
        if !is_high {
            let blanks = width.saturating_sub(first.width() + scored.width());
            if blanks > 2 {
                first.push_span(Span::raw(" ".repeat(blanks)));
                first.push_span(Span::styled(scored, theme::SECONDARY));
            }
            return vec![first];
        }
        let why = match verdict {
            Some(verdict) if is_scored => {
                let mut why = format!("{}.", verdict.reason);
                why[..1].make_ascii_uppercase();
                why
            }
            _ => "An unmarked item counts as not shown.".to_owned(),
        };
        let scores = if self.is_calibration || self.is_revealed() {
            format!("{scored}.")
        } else {
            format!("{scored}. Candidate scores are hidden.")
        };
        let secondary = |text: String| Line::styled(fit(&text, width), theme::SECONDARY);
        vec![first, Line::raw(fit(&why, width)), secondary(scores)]
    }

    /// Whether a pane has the keys: not while a comment is typed.
    fn has_keys(&self, pane: Pane) -> bool {
        self.pane == pane && self.editor.is_none()
    }

    fn mark_of(&self, item: usize) -> Mark {
        match self.review.mark_of(self.stage, item) {
            Some(CoachMark::Shown(evidence)) => Mark::shown_by(evidence, &self.session),
            Some(CoachMark::NotShown) => Mark::NotShown,
            Some(CoachMark::NotAssessed) => Mark::NotAssessed,
            None => Mark::Open,
        }
    }
}

/// The rows below a rubric in a pane of this height, the same for every item.
fn foot_rows(height: u16) -> u16 {
    if height < HIGH { LEAST_FOOT } else { FOOT }
}

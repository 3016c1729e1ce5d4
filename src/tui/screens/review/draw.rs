//! Draws a review: notes and the selected pane side by side where they fit, else one of them, and below them a comment
//! editor or a question. Changes only where things were drawn.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Pane, Question, ReviewScreen, comments, evidence};
use crate::domain::judging::review::CoachMark;
use crate::domain::judging::rubric::level_text;
use crate::domain::sanitize;
use crate::domain::session::timeline::clock;
use crate::tui::draw_context::DrawContext;
use crate::tui::keys;
use crate::tui::theme;
use crate::tui::widgets::blocks::{Blocks, Drawn, marker};
use crate::tui::widgets::{
    REST, below, fit, footer, inset, panes, put, put_lines, rows, rubric, stages, wrap,
};

/// Rows below the rubric for the level with its reason, and for the line that a mark would name.
const PROPOSAL: u16 = 5;
/// Rows of the comment editor: a rule, two rows of text, the phrases.
const EDITOR: u16 = 3 + comments::MOST_PHRASES as u16;

impl ReviewScreen {
    /// Draws the screen, with the terminal's cursor at what is selected or typed.
    pub fn draw(&mut self, frame: &mut Frame<'_>, context: &DrawContext<'_>) {
        let below = match (&self.editor, &self.question) {
            (Some(_), _) => EDITOR,
            (None, Some(_)) => 3,
            (None, None) => 0,
        };
        let [top, heads, body, below, foot] = rows(frame.area(), [1, 1, REST, below, 1]);
        (self.notes_area, self.drawn) = (Rect::default(), Drawn::default());
        let buf = frame.buffer_mut();
        self.draw_top(top, buf);
        let mut cursor = self.draw_body(heads, body, buf);
        if self.editor.is_some() {
            cursor = self.draw_editor(below, buf);
        } else if self.question.is_some() {
            cursor = self.draw_question(below, buf);
        }
        let status = context.status("");
        let keys = keys::footer(self.context(), |_| true);
        footer::draw(&status, &keys, foot, buf);
        frame.set_cursor_position(cursor);
    }

    fn draw_top(&self, area: Rect, buf: &mut Buffer) {
        let head = &self.session.head;
        let candidate = sanitize::line(&head.candidate);
        let design = sanitize::line(&head.design.title);
        let title = format!("Review · {candidate} · {design}");
        let shorts = head.plan.stages.iter().enumerate().map(|(index, stage)| {
            let is_done = self.is_scored(index) && !self.rubric(index).is_empty();
            sanitize::line(&stage.short) + if is_done { "✓" } else { "" }
        });
        let shorts: Vec<String> = shorts.collect();
        stages::draw(&title, &shorts, self.stage, "", area, buf);
    }

    fn draw_body(&mut self, heads: Rect, body: Rect, buf: &mut Buffer) -> Position {
        if !panes::fit_side_by_side(body) {
            let cursor = self.draw_one(body, buf);
            let titles = Pane::ALL.map(|pane| {
                if pane == self.pane {
                    (self.heading(pane), true)
                } else {
                    (pane.title().to_owned(), false)
                }
            });
            panes::draw_tabs(titles, 2, heads, buf);
            return cursor;
        }
        let other = match self.pane {
            Pane::Notes => Pane::Rubric,
            pane => pane,
        };
        let (left, right) = panes::split(body);
        let at_notes = self.draw_notes(left, buf);
        let at_right = self.draw_pane(other, right, buf);
        panes::draw_divider(body, buf);
        let (left, right) = panes::split(heads);
        for (pane, area) in [(Pane::Notes, left), (other, right)] {
            panes::draw_title(&self.heading(pane), self.pane == pane, area, buf);
        }
        if self.pane == Pane::Notes {
            at_notes
        } else {
            at_right
        }
    }

    /// Draws the open pane alone; below the notes, the item that would be marked.
    fn draw_one(&mut self, body: Rect, buf: &mut Buffer) -> Position {
        if self.pane != Pane::Notes {
            return self.draw_pane(self.pane, body, buf);
        }
        let [notes, below] = rows(body, [REST, 2]);
        let index = self.picker.item;
        if let Some(item) = self.rubric(self.stage).get(index) {
            let (mark, level) = (self.mark_of(index), item.level.word());
            let line = format!("{mark} {level}: {}", sanitize::line(&item.look_for));
            put(&line, theme::STRONG, 1, inset(below), buf);
        }
        self.draw_notes(notes, buf)
    }

    fn heading(&self, pane: Pane) -> String {
        match pane {
            Pane::Notes => self.notes_heading(),
            Pane::Rubric => {
                let items = self.rubric(self.stage).len();
                let marked = self.review.marked(self.stage, items);
                format!("Rubric · {marked} of {items} marked")
            }
            Pane::Comments => format!("Comments · {}", self.comments_here().len()),
            Pane::Record | Pane::Scores => self.page.heading(),
        }
    }

    fn notes_heading(&self) -> String {
        let shown = self.picker.notes.stage();
        let times = self.pace.stages[shown].times;
        let short = sanitize::line(&self.session.head.plan.stages[shown].short);
        let over = if times.over.is_zero() {
            String::new()
        } else {
            format!(", +{} over", clock(times.over))
        };
        format!(
            "Notes · {short} {} of {}{over}",
            clock(times.spent),
            clock(times.planned)
        )
    }

    fn draw_notes(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        self.notes_area = area;
        self.picker.notes.draw(area, buf)
    }

    fn draw_pane(&mut self, pane: Pane, area: Rect, buf: &mut Buffer) -> Position {
        match pane {
            Pane::Rubric | Pane::Notes => self.draw_rubric(area, buf),
            Pane::Comments => self.draw_comments(area, buf),
            Pane::Record | Pane::Scores => self.page.draw(area, buf),
        }
    }

    fn draw_rubric(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        let [list, proposal] = rows(area, [REST, PROPOSAL]);
        let rubric = self.rubric(self.stage);
        if rubric.is_empty() {
            let why = match &self.design {
                Ok(_) => "This stage has no rubric.".to_owned(),
                Err(why) => format!("There is no rubric: {}.", sanitize::line(why)),
            };
            put_wrapped(&why, list, buf);
            return area.as_position();
        }
        let level = match self.review.verdict(self.stage, rubric) {
            Some(verdict) => {
                let level = level_text(Some(verdict.level));
                format!("Level {level}: {}", verdict.reason)
            }
            None if self.is_scored(self.stage) => "Not assessed: no level".to_owned(),
            None => "No level before every item is marked".to_owned(),
        };
        put(&level, theme::STRONG, 1, inset(proposal), buf);
        let marked = evidence(&self.review, self.stage, self.picker.item);
        self.picker
            .draw_proposal(&self.session, marked, below(proposal, 1), buf);
        let marks = (0..rubric.len()).map(|item| self.mark_of(item));
        let marks: Vec<&str> = marks.collect();
        self.drawn = rubric::draw(rubric, &marks, self.picker.item, list, buf);
        self.drawn.cursor
    }

    fn mark_of(&self, item: usize) -> &'static str {
        match self.review.mark_of(self.stage, item) {
            Some(CoachMark::Shown(_)) => "[x]",
            Some(CoachMark::NotShown) => "[-]",
            Some(CoachMark::NotAssessed) => "[u]",
            None => "[ ]",
        }
    }

    fn draw_comments(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        let here = self.comments_here();
        if here.is_empty() {
            let hint = "No comments on this stage: c makes one on the chosen line.";
            put_wrapped(hint, area, buf);
            return area.as_position();
        }
        let width = usize::from(area.width).saturating_sub(1);
        let mut blocks = Blocks::default();
        for (index, (comment, spot)) in here.iter().enumerate() {
            let comment = &self.review.comments[*comment];
            let on = sanitize::line(&comment.anchor.text);
            let on = match spot {
                Some(spot) => format!("line {}: {on}", spot.line + 1),
                None => format!("the commented text was removed: {on}"),
            };
            let lead = format!("{} ", marker(index == self.comment));
            blocks.add(index, &lead, &comments::describe(comment), width, true);
            blocks.add(index, "    ", &on, width, false);
        }
        self.drawn = blocks.draw(Some(self.comment), area, buf);
        self.drawn.cursor
    }

    fn draw_editor(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        let Some(editor) = &mut self.editor else {
            return area.as_position();
        };
        let on = sanitize::line(&editor.draft.anchor.text);
        let title = format!("{} · on: {on}", editor.draft.kind.word());
        draw_rule(&title, area, buf);
        let caret = editor.input.draw(field(area), theme::PLAIN, buf);
        let phrases = below(inset(area), 3);
        for (index, phrase) in editor.matching(&self.phrases).iter().enumerate() {
            let is_selected = editor.selected == Some(index);
            let style = if is_selected {
                theme::CHOSEN
            } else {
                theme::QUIET
            };
            let line = format!("{} {}", marker(is_selected), sanitize::line(phrase));
            put(&line, style, index as u16, phrases, buf);
        }
        caret
    }

    fn draw_question(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        let (scored, all) = self.scored();
        match &mut self.question {
            Some(Question::Reveal) => {
                draw_rule("Reveal the candidate's own marks?", area, buf);
                let warning = format!(
                    "{scored} of {all} stages are scored. What you have seen, you cannot unsee: revealing now goes on record."
                );
                put_wrapped(&warning, below(area, 1), buf);
                field(area).as_position()
            }
            Some(Question::Export(input)) => {
                draw_rule("Write the report to", area, buf);
                input.draw(field(area), theme::PLAIN, buf)
            }
            None => area.as_position(),
        }
    }
}

/// The area below a rule in which text is typed.
fn field(area: Rect) -> Rect {
    let area = below(inset(area), 1);
    Rect {
        height: area.height.min(2),
        ..area
    }
}

/// Draws a text wrapped to an area.
fn put_wrapped(text: &str, area: Rect, buf: &mut Buffer) {
    let area = inset(area);
    let lines = wrap(text, usize::from(area.width));
    put_lines(lines, theme::PLAIN, area, buf);
}

/// Draws a line over the whole width with a title in it.
fn draw_rule(title: &str, area: Rect, buf: &mut Buffer) {
    let width = usize::from(area.width);
    put(&"─".repeat(width), theme::STRONG, 0, area, buf);
    let title = fit(&format!("── {title} "), width);
    put(&title, theme::STRONG, 0, area, buf);
}

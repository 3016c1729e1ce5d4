//! How a review looks: notes and the chosen side next to each other where there is room, else one of them; a comment
//! or a question below. Reads the state; changes only where things were drawn.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use super::{Question, ReviewScreen, Side, editor};
use crate::domain::judging::review::Mark;
use crate::domain::judging::rubric::level_text;
use crate::domain::sanitize;
use crate::domain::session::timeline::clock;
use crate::tui::keys::{self, Context};
use crate::tui::theme;
use crate::tui::widgets::{fit, footer, rubric, stages, wrap};

/// From this many columns on, notes and one side stand next to each other.
const WIDE: u16 = 100;
/// Rows below the rubric for the line that the chosen item is held against, and why the level is what it is.
const PROPOSAL: u16 = 5;
/// Rows of a comment while it is typed: a rule, its words, phrases.
const EDITOR: u16 = 3 + editor::MOST_PHRASES as u16;

/// Where things were last drawn.
#[derive(Debug, Default)]
pub(super) struct Places {
    notes: Rect,
    list: Rect,
    /// The place in the list that each row shows.
    rows: Vec<usize>,
}

impl Places {
    pub fn is_in_notes(&self, column: u16) -> bool {
        (self.notes.left()..self.notes.right()).contains(&column)
    }

    /// The place in the list at a spot of the screen.
    pub fn item_at(&self, column: u16, row: u16) -> Option<usize> {
        let inside = (self.list.left()..self.list.right()).contains(&column);
        let down = row.checked_sub(self.list.y).filter(|_| inside)?;
        self.rows.get(usize::from(down)).copied()
    }
}

impl ReviewScreen {
    /// Draws the screen, with the real cursor at what is chosen or typed; `unsaved` says why the review is not on
    /// disk.
    pub fn draw(&mut self, frame: &mut Frame<'_>, message: Option<&str>, unsaved: Option<&str>) {
        let below = match (&self.editor, &self.question) {
            (Some(_), _) => EDITOR,
            (None, Some(_)) => 3,
            (None, None) => 0,
        };
        let [top, heads, body, below, foot] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(1),
            Constraint::Min(1),
            Constraint::Length(below),
            Constraint::Length(1),
        ])
        .areas(frame.area());
        self.places = Places::default();
        let buf = frame.buffer_mut();
        self.draw_top(top, buf);
        let mut cursor = self.draw_body(heads, body, buf);
        if self.editor.is_some() {
            cursor = self.draw_editor(below, buf);
        } else if self.question.is_some() {
            cursor = self.draw_question(below, buf);
        }
        self.draw_foot(message, unsaved, foot, buf);
        match &mut self.help {
            Some(open) => open.draw(frame),
            None => frame.set_cursor_position(cursor),
        }
    }

    fn draw_top(&self, area: Rect, buf: &mut Buffer) {
        let head = &self.session.head;
        let (design, candidate) = (
            sanitize::line(&head.design.title),
            sanitize::line(&head.candidate),
        );
        let title = format!("Review · {candidate} · {design}");
        let shorts = head.plan.stages.iter().enumerate().map(|(place, stage)| {
            let done = self.is_scored(place) && !self.rubric(place).is_empty();
            let done = if done { "✓" } else { "" };
            sanitize::line(&stage.short) + done
        });
        let shorts: Vec<String> = shorts.collect();
        let shorts: Vec<&str> = shorts.iter().map(String::as_str).collect();
        stages::draw(&title, &shorts, self.stage, "", area, buf);
    }

    fn draw_body(&mut self, heads: Rect, body: Rect, buf: &mut Buffer) -> Position {
        if body.width < WIDE {
            let cursor = if self.side == Side::Notes {
                let [notes, item] =
                    Layout::vertical([Constraint::Min(1), Constraint::Length(2)]).areas(body);
                self.draw_item(item, buf);
                self.draw_notes(notes, buf)
            } else {
                self.draw_side(self.side, body, buf)
            };
            let mut x = heads.x;
            for side in Side::ALL {
                let words = if side == self.side {
                    self.heading(side)
                } else {
                    title(side).to_owned()
                };
                let room = usize::from(heads.right().saturating_sub(x));
                heading(
                    &words,
                    side == self.side,
                    Position::new(x, heads.y),
                    room,
                    buf,
                );
                x = heads.right().min(x + words.width() as u16 + 3);
            }
            return cursor;
        }
        let middle = body.width / 2;
        let halves = |area: Rect| {
            let left = Rect {
                width: middle - 1,
                ..area
            };
            let right = Rect {
                x: area.x + middle + 1,
                width: area.width - middle - 1,
                ..area
            };
            (left, right)
        };
        let ((left, right), (left_head, right_head)) = (halves(body), halves(heads));
        let side = if self.side == Side::Notes {
            Side::Rubric
        } else {
            self.side
        };
        let at_notes = self.draw_notes(left, buf);
        let at_side = self.draw_side(side, right, buf);
        for row in body.rows() {
            buf.set_stringn(body.x + middle, row.y, "│", 1, theme::QUIET);
        }
        for (side, area) in [(Side::Notes, left_head), (side, right_head)] {
            let room = usize::from(area.width);
            let words = self.heading(side);
            heading(&words, self.side == side, area.as_position(), room, buf);
        }
        if self.side == Side::Notes {
            at_notes
        } else {
            at_side
        }
    }

    fn heading(&self, side: Side) -> String {
        match side {
            Side::Notes => self.notes_heading(),
            Side::Rubric => {
                let items = self.rubric(self.stage).len();
                let marked = self.review.marked(self.stage, items);
                format!("Rubric · {marked} of {items} marked")
            }
            Side::Comments => format!("Comments · {}", self.comments_here().len()),
            Side::Record | Side::Scores => {
                let how_much = self.page.how_much();
                let gap = if how_much.is_empty() { "" } else { " · " };
                format!("{}{gap}{how_much}", title(side))
            }
        }
    }

    fn notes_heading(&self) -> String {
        let shown = self.sheet.stage();
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
        self.places.notes = area;
        self.sheet.draw(area, buf)
    }

    /// The item that Space would mark, where the rubric itself is not in sight.
    fn draw_item(&self, area: Rect, buf: &mut Buffer) {
        let Some(item) = self.rubric(self.stage).get(self.item) else {
            return;
        };
        let (mark, level) = (self.mark_shown_as(self.item), item.level.word());
        let words = format!("{mark} {level}: {}", sanitize::line(&item.look_for));
        let below = Rect {
            y: area.y + 1.min(area.height.saturating_sub(1)),
            height: 1,
            ..area
        };
        let width = usize::from(area.width).saturating_sub(2);
        lines(&fit(&words, width), below, theme::STRONG, buf);
    }

    fn draw_side(&mut self, side: Side, area: Rect, buf: &mut Buffer) -> Position {
        match side {
            Side::Rubric | Side::Notes => self.draw_rubric(area, buf),
            Side::Comments => self.draw_comments(area, buf),
            Side::Record | Side::Scores => self.page.draw(area, buf),
        }
    }

    fn draw_rubric(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        let [list, below] =
            Layout::vertical([Constraint::Min(1), Constraint::Length(PROPOSAL)]).areas(area);
        let items = self.rubric(self.stage).len();
        if items == 0 {
            let words = match &self.design {
                Ok(_) => "This stage has no rubric.".to_owned(),
                Err(why) => format!("There is no rubric: {}.", sanitize::line(why)),
            };
            lines(&words, list, theme::PLAIN, buf);
            return area.as_position();
        }
        let marks = (0..items).map(|item| self.mark_shown_as(item));
        let marks: Vec<&str> = marks.collect();
        let drawn = rubric::draw(self.rubric(self.stage), &marks, self.item, list, buf);
        self.draw_proposal(below, buf);
        (self.places.list, self.places.rows) = (list, drawn.rows);
        Position::new(area.x, area.y + drawn.chosen)
    }

    fn mark_shown_as(&self, item: usize) -> &'static str {
        match self.review.mark_of(self.stage, item) {
            Some(Mark::Shown(_)) => "[x]",
            Some(Mark::NotShown) => "[-]",
            Some(Mark::NotAssessed) => "[u]",
            None => "[ ]",
        }
    }

    /// The level and why it is no higher, then the line that Space would take for the chosen item.
    fn draw_proposal(&self, area: Rect, buf: &mut Buffer) {
        let rubric = self.rubric(self.stage);
        let level = match self.review.verdict(self.stage, rubric) {
            Some(verdict) => {
                let level = level_text(Some(verdict.level));
                format!("Level {level}: {}", verdict.reason)
            }
            None if self.is_scored(self.stage) => "Not assessed: no level".to_owned(),
            None => "No level before every item is marked".to_owned(),
        };
        let width = usize::from(area.width).saturating_sub(2);
        let put = |row: u16, words: &str, style: Style, buf: &mut Buffer| {
            if row < area.height {
                buf.set_stringn(area.x + 1, area.y + row, fit(words, width), width, style);
            }
        };
        put(1, &level, theme::STRONG, buf);
        let (Some((words, minute)), Some((shown, line))) =
            (self.sheet.chosen_words(), self.sheet.chosen())
        else {
            put(2, "No line chosen: J and K choose one", theme::PLAIN, buf);
            return;
        };
        let marked = self.review.mark_of(self.stage, self.item);
        let is_marked =
            matches!(marked, Some(Mark::Shown(at)) if (at.in_stage, at.line) == (shown, line));
        let verb = if is_marked { "Shown by" } else { "Shown by?" };
        let short = sanitize::line(&self.session.head.plan.stages[shown].short);
        let head = format!("{verb} {short}, line {}, minute {minute}:", line + 1);
        put(2, &head, theme::STRONG, buf);
        for (row, words) in wrap(words.trim(), width).iter().take(2).enumerate() {
            put(3 + row as u16, words, theme::PLAIN, buf);
        }
    }

    fn draw_comments(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        let here = self.comments_here();
        if here.is_empty() {
            lines(
                "No comments on this stage: c makes one on the chosen line.",
                area,
                theme::PLAIN,
                buf,
            );
            return area.as_position();
        }
        let width = usize::from(area.width).saturating_sub(3);
        let mut rows: Vec<(usize, String)> = Vec::new();
        for (at, (place, spot)) in here.iter().enumerate() {
            let comment = &self.review.comments[*place];
            let on = sanitize::line(&comment.anchor.text);
            let on = match spot {
                Some(spot) => format!("line {}: {on}", spot.line + 1),
                None => format!("its words are gone: {on}"),
            };
            let marker = if at == self.comment { "▸" } else { " " };
            for (row, words) in wrap(&editor::told(comment), width).into_iter().enumerate() {
                let marker = if row == 0 { marker } else { " " };
                rows.push((at, format!("{marker} {words}")));
            }
            rows.push((at, format!("    {}", fit(&on, width.saturating_sub(2)))));
        }
        let height = usize::from(area.height);
        let end = rows
            .iter()
            .rposition(|(at, _)| *at == self.comment)
            .unwrap_or(0);
        let first = (end + 1).saturating_sub(height);
        let mut cursor = area.as_position();
        self.places.list = area;
        for (row, (at, words)) in rows.into_iter().skip(first).take(height).enumerate() {
            let style = if at == self.comment {
                theme::CHOSEN
            } else {
                theme::PLAIN
            };
            let y = area.y + row as u16;
            if words.starts_with('▸') {
                cursor = Position::new(area.x, y);
            }
            buf.set_stringn(area.x, y, words, usize::from(area.width), style);
            self.places.rows.push(at);
        }
        cursor
    }

    fn draw_editor(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        let Some(editor) = &mut self.editor else {
            return area.as_position();
        };
        let width = usize::from(area.width).saturating_sub(2);
        let on = sanitize::line(&editor.anchor.text);
        let rule = format!("── {} · on: {on} ", editor.kind.word());
        rule_line(&rule, area, buf);
        let field = Rect {
            x: area.x + 1,
            y: area.y + 1,
            width: area.width.saturating_sub(2),
            height: 2.min(area.height.saturating_sub(1)),
        };
        let caret = editor.line.draw(field, buf);
        let chosen = editor.chosen;
        for (place, phrase) in editor.fitting(&self.phrases).iter().enumerate() {
            let y = area.y + 3 + place as u16;
            let (marker, style) = if chosen == Some(place) {
                ("▸", theme::CHOSEN)
            } else {
                (" ", theme::QUIET)
            };
            if y < area.bottom() {
                let words = format!("{marker} {}", sanitize::line(phrase));
                buf.set_stringn(area.x + 1, y, fit(&words, width), width, style);
            }
        }
        caret
    }

    fn draw_question(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        let (scored, all) = self.scored();
        match &mut self.question {
            Some(Question::Reveal) => {
                rule_line("── Reveal the candidate's own marks? ", area, buf);
                let words = format!(
                    "{scored} of {all} stages are scored. What you have seen, you cannot unsee: revealing now goes on record."
                );
                let text = Rect {
                    y: area.y + 1,
                    height: area.height.saturating_sub(1),
                    ..area
                };
                lines(&words, text, theme::PLAIN, buf);
                Position::new(area.x + 1, area.y + 1)
            }
            Some(Question::Export(line)) => {
                rule_line("── Write the report to ", area, buf);
                let field = Rect {
                    x: area.x + 1,
                    y: area.y + 1,
                    width: area.width.saturating_sub(2),
                    height: 2.min(area.height.saturating_sub(1)),
                };
                line.draw(field, buf)
            }
            None => area.as_position(),
        }
    }

    fn context(&self) -> Context {
        match (&self.editor, &self.question) {
            (Some(_), _) => Context::Commenting,
            (None, Some(Question::Reveal)) => Context::Revealing,
            (None, Some(Question::Export(_))) => Context::Naming,
            (None, None) => Context::Review,
        }
    }

    fn draw_foot(
        &self,
        message: Option<&str>,
        unsaved: Option<&str>,
        area: Rect,
        buf: &mut Buffer,
    ) {
        let keys = keys::footer(self.context()).map(|row| (row.name.to_owned(), row.short));
        let keys: Vec<_> = keys.collect();
        let unsaved = unsaved.map(|why| format!("NOT SAVED: {why}"));
        let said = match &unsaved {
            Some(words) => (words.as_str(), theme::WRONG),
            None => (message.unwrap_or(""), theme::PLAIN),
        };
        footer::draw(said, &keys, footer::First::Message, area, buf);
    }
}

fn title(side: Side) -> &'static str {
    match side {
        Side::Notes => "Notes",
        Side::Rubric => "Rubric",
        Side::Comments => "Comments",
        Side::Record => "Record",
        Side::Scores => "Scores",
    }
}

fn heading(words: &str, here: bool, at: Position, room: usize, buf: &mut Buffer) {
    let (marker, style) = if here {
        ("▸", theme::STRONG)
    } else {
        (" ", theme::PLAIN)
    };
    buf.set_stringn(
        at.x,
        at.y,
        fit(&format!("{marker}{words}"), room),
        room,
        style,
    );
}

fn lines(words: &str, area: Rect, style: Style, buf: &mut Buffer) {
    let width = usize::from(area.width).saturating_sub(2);
    for (row, words) in wrap(words, width)
        .iter()
        .take(usize::from(area.height))
        .enumerate()
    {
        buf.set_stringn(area.x + 1, area.y + row as u16, words, width, style);
    }
}

fn rule_line(words: &str, area: Rect, buf: &mut Buffer) {
    let width = usize::from(area.width);
    let words = fit(words, width);
    let rest = "─".repeat(width.saturating_sub(words.width()));
    buf.set_stringn(area.x, area.y, words + &rest, width, theme::STRONG);
}

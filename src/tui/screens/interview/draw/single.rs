//! Draws the notes over the whole width, below what the interviewer said: on a narrow screen, and where the notes are wide.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::super::conversation::PartLines;
use super::super::{Focus, InterviewScreen, Panel};
use super::section::draw_lines;
use super::{GUTTER, lent_rows};
use crate::domain::interview::setup::ClockForm;
use crate::domain::sanitize;
use crate::domain::session::timeline::Timeline;
use crate::tui::draw_context::DrawContext;
use crate::tui::keys::remap::KeyMap;
use crate::tui::theme;
use crate::tui::widgets::frame::{Heading, ScreenFrame};
use crate::tui::widgets::hanging::cut_line;
use crate::tui::widgets::{bars, below, countdown, prompts, put_right};

/// The blanks before the bar of the clock, and the fewest and the most columns of the bar.
const BAR_GAP: usize = 2;
const LEAST_BAR: usize = 4;
const WIDEST_BAR: usize = 26;

/// What has room above the notes.
#[derive(Debug, Default)]
struct Above {
    follow_ups: PartLines,
    others: PartLines,
    /// How many follow-ups and new answers have none.
    hidden: usize,
}

/// What the interviewer said, in the rows that it has.
pub(super) struct SaidWithin {
    pub(super) lines: PartLines,
    /// Rows of the newest follow-up.
    newest: u16,
    /// Whether nothing is hidden or cut.
    pub(super) is_whole: bool,
}

impl InterviewScreen {
    /// Draws the notes over the whole width, below the clock, the chosen prompt, what the interviewer asks and the open
    /// text; returns where the caret is.
    pub(super) fn draw_single(
        &mut self,
        timeline: &Timeline,
        saved: Heading,
        context: &DrawContext<'_>,
        parts: &mut ScreenFrame,
        buf: &mut Buffer,
    ) -> Position {
        let width = usize::from(parts.title_text().width);
        let unanswered = self.unanswered_words();
        let room = width.saturating_sub(unanswered.width() + 2);
        let mut top = vec![self.time_line(timeline, room)];
        if !self.wide {
            top.extend(self.chosen_prompt(width));
        }
        let first = below(parts.title_text(), 1);
        *parts = parts.clone().with_title_rows(top.len() as u16);
        let top_area = Rect {
            height: top.len() as u16,
            ..first
        };
        draw_lines(&top, top_area, buf);
        put_right(&unanswered, theme::WARNING, top_area, buf);
        self.clock_area = Rect { height: 1, ..first };
        parts.draw_head(&[saved], buf);
        let rows = self.draw_above(width, context.keys, parts, buf);
        let notes = below(parts.body, rows);
        self.brief_hidden = true;
        let caret = self.draw_notes(notes, context.keys, parts, buf);
        if self.focus == Focus::Asking && !self.is_tutor() {
            // The box may take what the text above the notes does not need.
            self.notes_pane = below(parts.body, rows.saturating_sub(1));
        }
        caret
    }

    /// The time left in the stage and in total, on one line of so many columns; with the clock as a bar, the bar behind them.
    pub(super) fn time_line(&self, timeline: &Timeline, columns: usize) -> Line<'static> {
        let time = self.now(timeline);
        let style = countdown::style(time);
        let stage = self.stage_words(timeline);
        if self.clock == ClockForm::Hidden && !time.is_over() {
            return Line::styled(stage, style);
        }
        let total = countdown::total_words(timeline);
        let left = countdown::left_or_over(time);
        let whole = format!("{stage} · {total}");
        let short = format!("{left}{} · {total}", self.strict_words());
        // A bar over its plan is longer by up to its half.
        let of_bar = |text: &str| columns.saturating_sub(text.width() + BAR_GAP) * 2 / 3;
        let has_bar = self.clock == ClockForm::Bar;
        let fits = |text: &String| {
            let bar = if has_bar {
                of_bar(text) >= LEAST_BAR
            } else {
                true
            };
            bar && text.width() <= columns
        };
        let text = [whole, short].into_iter();
        let text = text.min_by_key(|text| !fits(text)).unwrap_or_default();
        let bar = of_bar(&text).min(WIDEST_BAR);
        let mut line = Line::from(Span::styled(text, style));
        if has_bar && bar >= LEAST_BAR {
            line.push_span(Span::raw(" ".repeat(BAR_GAP)));
            line.extend(bars::time(time, bar));
        }
        line
    }

    /// Draws what the interviewer said at the start of `body`; returns how many rows it took, with a blank one below.
    /// The rows that open commands took from its end do not change what is shown.
    fn draw_above(
        &mut self,
        width: usize,
        own: &KeyMap,
        parts: &ScreenFrame,
        buf: &mut Buffer,
    ) -> u16 {
        let body = parts.body;
        let height = usize::from(body.height + lent_rows(parts));
        let step = self.tutor_step(own, parts.text(body).width).len();
        let room = if self.focus == Focus::Asking {
            height.saturating_sub(self.asking_rows(body.width) + step)
        } else {
            // The rows that the notes do not use, but never less than this share of them.
            let used = self.notes_rows(body.width, step, height);
            let room = (height * 3 / 5).max(height.saturating_sub(used + 1));
            room.min(usize::from(body.height).saturating_sub(2))
        };
        let mut said = self.said_within(width, room);
        let mut has_gap = true;
        if !said.is_whole && self.focus != Focus::Asking {
            // The blank row above the notes gives way to what would be hidden without it.
            let more = self.said_within(width, room + 1);
            has_gap = !more.is_whole;
            said = if has_gap {
                self.said_within(width, room)
            } else {
                more
            };
        }
        let rows = self.draw_said_within(&said, body, buf);
        rows + u16::from(rows > 0 && has_gap)
    }

    /// How many rows the notes take in a pane of so many columns below the rows of the tutor's step, at most `most`.
    pub(super) fn notes_rows(&self, pane: u16, step: usize, most: usize) -> usize {
        let session = self.session();
        if session.stages[session.stage].notes.line_count() >= most {
            return most;
        }
        let rows = self.notes[session.stage].rows_of_lines(pane.saturating_sub(GUTTER + 2));
        let rows = rows.into_iter().map(usize::from).sum::<usize>();
        (rows + step).min(most)
    }

    /// What the interviewer said, in at most so many rows.
    pub(super) fn said_within(&mut self, width: usize, room: usize) -> SaidWithin {
        let mut above = self.above(width, room);
        if above.hidden > 0 && room > 1 {
            above = self.above(width, room - 1);
        }
        let newest = (self.follow_up_parts(width).first().map_or(0, Vec::len)).min(room) as u16;
        let count = usize::from(above.hidden > 0 && room > 1);
        let mut lines = above.follow_ups;
        lines.extend(above.others);
        let rows = lines.len().min(room - count.min(room));
        let shown = self.scroll.lay_out(lines.len(), rows);
        let is_cut = shown.end < lines.len();
        let is_whole = above.hidden == 0 && rows == lines.len();
        let mut lines: PartLines = lines.drain(..).skip(shown.start).take(rows).collect();
        if let Some(last) = lines.last_mut().filter(|_| is_cut) {
            *last = cut_line(last, width);
        }
        if count > 0 {
            let words = format!("  {} more: Esc r", above.hidden);
            lines.push(Line::styled(words, theme::SECONDARY));
        }
        SaidWithin {
            lines,
            newest,
            is_whole,
        }
    }

    /// Draws it at the start of an area; returns how many rows it took.
    pub(super) fn draw_said_within(
        &mut self,
        said: &SaidWithin,
        area: Rect,
        buf: &mut Buffer,
    ) -> u16 {
        self.follow_up_area = Rect {
            height: said.newest.min(area.height),
            ..area
        };
        let rows = said.lines.len() as u16;
        let area = Rect {
            height: rows.min(area.height),
            ..area
        };
        draw_lines(&said.lines, area, buf);
        rows
    }

    /// What has so many rows above the notes: the newest follow-up, an answer that was just given, the other follow-ups,
    /// an open text, and the newest answers. An open text that does not fit is cut.
    fn above(&self, width: usize, room: usize) -> Above {
        let mut above = Above::default();
        let mut free = room;
        let mut take = |part: PartLines, may_cut: bool, to: &mut PartLines| {
            let fits = part.len() <= free || may_cut && free > 1;
            if fits {
                free = free.saturating_sub(part.len());
                to.extend(part);
            }
            usize::from(!fits)
        };
        let mut follow_ups = self.follow_up_parts(width).into_iter();
        if let Some(newest) = follow_ups.next() {
            above.hidden += take(newest, true, &mut above.follow_ups);
        }
        if self.focus == Focus::Asking {
            for part in follow_ups {
                above.hidden += take(part, false, &mut above.follow_ups);
            }
            return above;
        }
        let is_answer = self.shows_answer();
        let newest = if self.answers > 0 {
            self.newest_asked()
        } else {
            0
        };
        let asked = self.asked_parts(true, width).into_iter();
        let mut asked = asked.take(newest);
        if is_answer
            && self.is_understood()
            && let Some(part) = asked.next()
        {
            above.hidden += take(part, true, &mut above.others);
        }
        for part in follow_ups {
            above.hidden += take(part, false, &mut above.follow_ups);
        }
        if let Some(text) = self.open_text(width) {
            take(text, true, &mut above.others);
        }
        for part in asked {
            above.hidden += take(part, is_answer, &mut above.others);
        }
        above
    }

    /// The hint, if it is open. The brief stands in the empty notes, and gives way to them.
    fn open_text(&self, width: usize) -> Option<PartLines> {
        match self.panel {
            Some(Panel::Hint(prompt)) => Some(self.hint_part(prompt, width)),
            Some(Panel::Brief) | None => None,
        }
    }

    /// The chosen prompt with its marker, in full.
    fn chosen_prompt(&self, width: usize) -> Vec<Line<'static>> {
        let session = self.session();
        let prompts = &session.head.plan.stages[session.stage].prompts;
        let chosen = self.chosen();
        let Some((index, prompt)) = chosen.and_then(|index| Some((index, prompts.get(index)?)))
        else {
            return vec![Line::styled("Esc r brief", theme::SECONDARY)];
        };
        let covered = &session.stages[session.stage].covered;
        let ask = sanitize::line(&prompt.ask);
        prompts::ask_lines("▸ ", &ask, covered.contains(&index), width)
    }
}

//! Draws the left pane: the clock, and below it the prompts, a text of the interviewer, or a question being asked.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::{Block, Clear, Widget};

use super::super::{Focus, InterviewScreen, Panel};
use crate::domain::interview::setup::ClockForm;
use crate::domain::sanitize;
use crate::domain::session::RunState;
use crate::domain::session::timeline::Timeline;
use crate::tui::theme;
use crate::tui::widgets::blocks::Drawn;
use crate::tui::widgets::countdown::{self, DigitSize};
use crate::tui::widgets::{below, fit, from_column, prompts, put, put_lines, wrap};

/// The pane's least height in rows for large digits, and for small ones.
const TALL: u16 = 28;
const LOW: u16 = 12;

impl InterviewScreen {
    /// Draws the pane; returns where the cursor is when the pane has the focus.
    pub(super) fn draw_left(
        &mut self,
        timeline: &Timeline,
        area: Rect,
        buf: &mut Buffer,
    ) -> Position {
        let session = self.session();
        let title = sanitize::line(&session.head.plan.stages[session.stage].title);
        let title = fit(&title, usize::from(area.width).saturating_sub(4));
        let block = Block::bordered()
            .title(format!(" {title} "))
            .border_style(theme::QUIET);
        let inner = from_column(block.inner(area), 1);
        Clear.render(area, buf);
        block.render(area, buf);
        let is_paused = session.run == RunState::Paused;
        let panel = self.panel_text().filter(|_| !is_paused);
        let lines = panel.as_ref().map_or(0, |(_, text)| {
            wrap(text, usize::from(inner.width)).len() + 2
        });
        let room = usize::from(inner.height).saturating_sub(lines);
        let used = self.draw_clock(timeline, digit_size(area, room), inner, buf);
        let gap = u16::from(panel.is_none() && area.height > 16) + 1;
        let rest = below(inner, used + gap);
        match panel {
            _ if self.focus == Focus::Asking => self.draw_asking(rest, buf),
            Some((title, text)) => self.draw_panel(title, &text, rest, buf),
            None if is_paused => inner.as_position(),
            None => self.draw_prompts(rest, buf),
        }
    }

    /// Draws digits, time, bar and total; returns how many rows they took.
    fn draw_clock(
        &self,
        timeline: &Timeline,
        size: Option<DigitSize>,
        area: Rect,
        buf: &mut Buffer,
    ) -> u16 {
        let time = timeline.stages[self.session().stage];
        if self.clock == ClockForm::Hidden && !time.is_over() {
            put("clock hidden", theme::PLAIN, 0, area, buf);
            return 1;
        }
        let style = countdown::style(time);
        let mut row = 0;
        if let (ClockForm::Digits, Some(size)) = (self.clock, size) {
            let digits = from_column(area, 1);
            let text = countdown::clock_words(time);
            if countdown::draw_digits(&text, size, style, digits, buf) {
                row = size.rows();
            }
        }
        put(&countdown::time_words(time), style, row, area, buf);
        let bar = Rect {
            width: area.width.saturating_sub(2),
            ..below(area, row + 1)
        };
        countdown::draw_bar(time, bar, buf);
        let total = countdown::total_words(timeline);
        put(&total, theme::PLAIN, row + 2, area, buf);
        row + 3
    }

    /// Draws the prompts, and below them one line for each thing that the interviewer said.
    fn draw_prompts(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        let headlines = self.headlines();
        let rows = (headlines.len() + 1)
            .min(usize::from(area.height) / 3)
            .max(2);
        let session = self.session();
        let covered = &session.stages[session.stage].covered;
        let prompts = session.head.plan.stages[session.stage].prompts.iter();
        let prompts: Vec<(String, bool)> = prompts
            .enumerate()
            .map(|(index, prompt)| (sanitize::line(&prompt.ask), covered.contains(&index)))
            .collect();
        let title = format!("Prompts {}/{}", covered.len(), prompts.len());
        put(&title, theme::STRONG, 0, area, buf);
        let list = Rect {
            height: area.height.saturating_sub(rows as u16 + 2),
            ..below(area, 1)
        };
        let interviewer = below(area, area.height.saturating_sub(rows as u16));
        put("Interviewer", theme::STRONG, 0, interviewer, buf);
        let latest = headlines.len().saturating_sub(rows - 1);
        let latest = headlines.iter().skip(latest);
        let latest = latest.map(|line| format!(" {line}"));
        put_lines(latest, theme::PLAIN, below(interviewer, 1), buf);
        let selected = self.selected[session.stage];
        self.prompts = prompts::draw(&prompts, selected, list, buf);
        self.prompts.cursor
    }

    /// Draws a text of the interviewer, scrolled; returns where the cursor belongs.
    pub(super) fn draw_panel(
        &mut self,
        title: &str,
        text: &str,
        area: Rect,
        buf: &mut Buffer,
    ) -> Position {
        let lines = wrap(text, usize::from(area.width));
        let room = usize::from(area.height).saturating_sub(1);
        let shown = self.scroll.lay_out(lines.len(), room);
        let title = match &self.panel {
            _ if self.scroll.scrolls() => {
                let last = lines.len() - room + 1;
                format!("{title} {}/{last} Esc PgDn", shown.start + 1)
            }
            Some(Panel::Brief) => format!("{title}, prompts: Esc ↓"),
            _ => title.to_owned(),
        };
        put(&title, theme::STRONG, 0, area, buf);
        put_lines(&lines[shown], theme::PLAIN, below(area, 1), buf);
        self.prompts = Drawn::default();
        area.as_position()
    }
}

/// Large digits on tall screens, small ones where they fit, else none.
fn digit_size(area: Rect, room: usize) -> Option<DigitSize> {
    let fits = |size: DigitSize| usize::from(size.rows()) + 3 <= room;
    [(DigitSize::Large, TALL), (DigitSize::Small, LOW)]
        .into_iter()
        .find(|(size, rows)| area.height >= *rows && fits(*size))
        .map(|(size, _)| size)
}

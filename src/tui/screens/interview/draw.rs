//! How the interview looks, at every size. Reads the state; changes only where things were drawn.

use std::time::Duration;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Block, Clear, Widget};
use unicode_width::UnicodeWidthStr;

use super::footer::debt_words;
use super::{Focus, InterviewScreen, Panel};
use crate::domain::interview::Reading;
use crate::domain::interview::setup::ClockForm;
use crate::domain::sanitize;
use crate::domain::session::timeline::{Timeline, clock};
use crate::domain::session::{Gap, Run, Why};
use crate::tui::theme;
use crate::tui::widgets::countdown::{self, DigitSize};
use crate::tui::widgets::notes::Look;
use crate::tui::widgets::{fit, footer, prompts, stages, wrap};

/// Below this many columns the left pane is three lines on top.
const WIDE: u16 = 80;
/// Columns of the left pane, its frame included.
const LEFT: u16 = 28;
/// From this many rows on the digits are large.
const TALL: u16 = 30;

/// What the app knows and the screen shows.
#[derive(Debug, Clone, Copy)]
pub struct Outlook<'a> {
    pub now: Reading,
    pub message: Option<&'a str>,
    /// Whether everything shown is on disk.
    pub saved: bool,
}

impl InterviewScreen {
    /// Draws the whole screen, with the real cursor at the caret or at what is chosen.
    pub fn draw(&mut self, frame: &mut Frame<'_>, outlook: Outlook<'_>) {
        let timeline = self.interview.timeline(outlook.now).as_shown();
        let [head, body, foot] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Min(1),
            Constraint::Length(1),
        ])
        .areas(frame.area());
        self.draw_head(head, frame.buffer_mut());
        self.draw_foot(&timeline, outlook, foot, frame.buffer_mut());
        let left_needed = matches!(self.focus, Focus::Row | Focus::Asking);
        let cursor = if self.wide && !left_needed {
            self.draw_wide(&timeline, outlook.saved, body, frame.buffer_mut())
        } else if body.width >= WIDE {
            let [left, right] =
                Layout::horizontal([Constraint::Length(LEFT), Constraint::Min(1)]).areas(body);
            let at_prompt = self.draw_left(&timeline, left, frame.buffer_mut());
            let caret = self.draw_notes(outlook.saved, right, frame.buffer_mut());
            if left_needed { at_prompt } else { caret }
        } else {
            self.draw_narrow(&timeline, outlook.saved, body, frame.buffer_mut())
        };
        let cursor = match (self.focus, self.help.as_mut()) {
            (_, Some(help)) => return help.draw(frame),
            (Focus::Leaving, _) => draw_leaving(body, frame.buffer_mut()),
            (Focus::Finding, _) => self.draw_finding(foot, frame.buffer_mut()),
            _ => cursor,
        };
        frame.set_cursor_position(cursor);
    }

    fn draw_head(&self, area: Rect, buf: &mut Buffer) {
        let session = self.session();
        let title = sanitize::line(&session.head.design.title);
        let shorts = self.shorts();
        let shorts: Vec<&str> = shorts.iter().map(String::as_str).collect();
        let mark = if session.run == Run::Paused {
            "="
        } else {
            "·"
        };
        stages::draw(&title, &shorts, session.stage, mark, area, buf);
    }

    fn draw_foot(&self, timeline: &Timeline, outlook: Outlook<'_>, area: Rect, buf: &mut Buffer) {
        let shorts = self.shorts();
        let shorts: Vec<&str> = shorts.iter().map(String::as_str).collect();
        let debt = debt_words(timeline, &shorts);
        let (message, style) = match outlook.message {
            Some(said) => (said, theme::PLAIN),
            // The title of the notes says it too, whatever is said here.
            None if !outlook.saved => (
                "NOT SAVED: the disk does not take it; trying each second",
                theme::WRONG,
            ),
            None => (debt.as_str(), theme::OVER),
        };
        // Whoever opens the command row wants its keys; what was said comes before the debt.
        let first = match outlook.message {
            None if self.focus == Focus::Row => footer::First::Keys,
            _ => footer::First::Message,
        };
        footer::draw((message, style), &self.footer_keys(), first, area, buf);
    }

    fn shorts(&self) -> Vec<String> {
        let stages = self.session().head.plan.stages.iter();
        stages.map(|stage| sanitize::line(&stage.short)).collect()
    }

    /// The left pane whole; where the cursor stands when it has the focus.
    fn draw_left(&mut self, timeline: &Timeline, area: Rect, buf: &mut Buffer) -> Position {
        let session = self.session();
        let title = sanitize::line(&session.head.plan.stages[session.stage].title);
        let title = fit(&title, usize::from(area.width).saturating_sub(4));
        let block = Block::bordered()
            .title(format!(" {title} "))
            .border_style(theme::QUIET);
        let inner = block.inner(area);
        Clear.render(area, buf);
        block.render(area, buf);
        let inner = Rect {
            x: inner.x + 1,
            width: inner.width.saturating_sub(1),
            ..inner
        };
        let panel = self.panel_text().filter(|_| session.run == Run::Running);
        let lines = panel.as_ref().map_or(0, |(_, text)| {
            wrap(text, usize::from(inner.width)).len() + 2
        });
        let room = usize::from(inner.height).saturating_sub(lines);
        let size = digit_size(area, room);
        let used = self.draw_clock(timeline, size, inner, buf);
        let gap = u16::from(panel.is_none() && area.height > 16) + 1;
        let rest = below(inner, used + gap);
        match panel {
            _ if self.focus == Focus::Asking => self.draw_asking(rest, buf),
            Some((title, text)) => self.draw_panel(title, &text, rest, buf),
            None if session.run == Run::Paused => inner.as_position(),
            None => self.draw_prompts(rest, buf),
        }
    }

    /// Digits, words, bar and total; how many rows they took.
    fn draw_clock(
        &self,
        timeline: &Timeline,
        size: Option<DigitSize>,
        area: Rect,
        buf: &mut Buffer,
    ) -> u16 {
        let time = timeline.stages[self.session().stage];
        let hidden = self.clock == ClockForm::Hidden && !time.is_over();
        let mut row = 0;
        if let (ClockForm::Digits, Some(size)) = (self.clock, size) {
            let digits = Rect {
                x: area.x + 1,
                width: area.width.saturating_sub(1),
                ..area
            };
            let words = countdown::clock_words(time);
            if countdown::draw_digits(&words, size, countdown::style(time), digits, buf) {
                row += size.rows();
            }
        }
        let width = usize::from(area.width);
        if hidden {
            buf.set_stringn(area.x, area.y, "clock hidden", width, theme::PLAIN);
            return 1;
        }
        let line = |row: u16| Rect {
            y: area.y + row,
            height: u16::from(row < area.height),
            ..area
        };
        let words = countdown::time_words(time);
        put(&words, countdown::style(time), line(row), buf);
        let bar = Rect {
            width: area.width.saturating_sub(2),
            ..line(row + 1)
        };
        countdown::draw_bar(time, bar, buf);
        put(
            &countdown::total_words(timeline),
            theme::PLAIN,
            line(row + 2),
            buf,
        );
        row + 3
    }

    fn draw_prompts(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        let entries = self.entries();
        let said = (entries.len() + 1).min(usize::from(area.height) / 3).max(2);
        let interviewer = Rect {
            y: area.bottom().saturating_sub(said as u16),
            height: (said as u16).min(area.height),
            ..area
        };
        let session = self.session();
        let asks: Vec<String> = (session.head.plan.stages[session.stage].prompts.iter())
            .map(|prompt| sanitize::line(&prompt.ask))
            .collect();
        let covered = &session.pages[session.stage].covered;
        let rows: Vec<prompts::Row<'_>> = (asks.iter().enumerate())
            .map(|(place, ask)| prompts::Row {
                ask,
                covered: covered.contains(&place),
            })
            .collect();
        let title = format!("Prompts {}/{}", covered.len(), rows.len());
        put(&title, theme::STRONG, area, buf);
        let list = Rect {
            height: area.height.saturating_sub(said as u16 + 2),
            ..below(area, 1)
        };
        let chosen = self.chosen[session.stage];
        let places = prompts::draw(&rows, chosen, list, buf);
        put("Interviewer", theme::STRONG, interviewer, buf);
        // The latest that fit, the brief first of all where there is room.
        let latest = entries.len().saturating_sub(said - 1);
        for (row, entry) in entries.iter().skip(latest).enumerate() {
            let line = fit(&format!(" {entry}"), usize::from(area.width));
            put(&line, theme::PLAIN, below(interviewer, 1 + row as u16), buf);
        }
        let row = places
            .iter()
            .position(|place| Some(*place) == chosen)
            .unwrap_or(0);
        self.places.prompts = list;
        self.places.prompt_rows = places;
        Position::new(list.x, list.y + row as u16)
    }

    fn draw_panel(&mut self, title: &str, text: &str, area: Rect, buf: &mut Buffer) -> Position {
        let lines = wrap(text, usize::from(area.width));
        let room = usize::from(area.height).saturating_sub(1);
        let last = lines.len().saturating_sub(room);
        self.scroll = self.scroll.min(last);
        let title = match (&self.panel, last) {
            (_, 1..) => format!("{title} {}/{} Esc PgDn", self.scroll + 1, last + 1),
            (Some(Panel::Brief), _) => format!("{title}, prompts: Esc ↓"),
            _ => title.to_owned(),
        };
        put(&title, theme::STRONG, area, buf);
        for (row, line) in lines.iter().skip(self.scroll).take(room).enumerate() {
            put(line, theme::PLAIN, below(area, 1 + row as u16), buf);
        }
        self.places.prompts = Rect::default();
        area.as_position()
    }

    /// The notes in their frame; where the caret stands.
    fn draw_notes(&mut self, saved: bool, area: Rect, buf: &mut Buffer) -> Position {
        let session = self.interview.session();
        let stage = session.stage;
        let title = sanitize::line(&session.head.plan.stages[stage].title);
        let title = fit(
            &format!("Notes · {title}"),
            usize::from(area.width).saturating_sub(16),
        );
        let saved_words = if saved {
            (" saved ", theme::QUIET)
        } else {
            (" NOT SAVED ", theme::WRONG)
        };
        let block = Block::bordered()
            .title(format!(" {title} "))
            .title(Line::styled(saved_words.0, saved_words.1).right_aligned())
            .border_style(theme::QUIET);
        let inner = block.inner(area);
        block.render(area, buf);
        self.places.notes = inner;
        if session.run == Run::Paused {
            return draw_cover(session.gaps.last(), session.at, inner, buf);
        }
        let look = Look {
            text: theme::PLAIN,
            minute: theme::QUIET,
            gutter: 3,
            touched: session.pages[stage].notes.moments(),
            ..Look::default()
        };
        let caret = self.notes[stage].render(inner, buf, &look);
        caret.unwrap_or(inner.as_position())
    }

    /// The notes over the full width, under one line of time.
    fn draw_wide(
        &mut self,
        timeline: &Timeline,
        saved: bool,
        area: Rect,
        buf: &mut Buffer,
    ) -> Position {
        let time = timeline.stages[self.session().stage];
        let words = match (self.clock, time.is_over()) {
            (ClockForm::Hidden, false) => "clock hidden".to_owned(),
            _ => format!(
                "{}, {}",
                countdown::time_words(time),
                countdown::total_words(timeline)
            ),
        };
        put(&format!(" {words}"), countdown::style(time), area, buf);
        self.draw_notes(saved, below(area, 1), buf)
    }

    /// The line that is looked for, in place of the footer's words; where the caret stands.
    fn draw_finding(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        let label = if self.missed { "not here: " } else { "find: " };
        let width = area.width / 2;
        Clear.render(Rect { width, ..area }, buf);
        put(&format!(" {label}"), theme::STRONG, area, buf);
        let lead = (label.len() as u16 + 1).min(width);
        let input = Rect {
            x: area.x + lead,
            width: width - lead,
            ..area
        };
        self.needle.draw(input, buf)
    }

    /// Stage, time and the chosen prompt, a line each.
    fn draw_top(&self, timeline: &Timeline, area: Rect, buf: &mut Buffer) {
        let session = self.session();
        let plan = &session.head.plan.stages[session.stage];
        let time = timeline.stages[session.stage];
        let chosen = self.chosen[session.stage].and_then(|place| plan.prompts.get(place));
        let prompt = chosen.map_or("Esc r brief".to_owned(), |prompt| {
            format!("▸{}", sanitize::line(&prompt.ask))
        });
        let shown_time = match (self.clock, time.is_over()) {
            (ClockForm::Hidden, false) => "clock hidden".to_owned(),
            _ => format!(
                "{}, {}",
                countdown::time_words(time),
                countdown::total_words(timeline)
            ),
        };
        let width = usize::from(area.width).saturating_sub(1);
        let top = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(1),
            height: 3.min(area.height),
            ..area
        };
        put(
            &fit(&sanitize::line(&plan.title), width),
            theme::STRONG,
            top,
            buf,
        );
        put(
            &fit(&shown_time, width),
            countdown::style(time),
            below(top, 1),
            buf,
        );
        if session.run != Run::Paused {
            put(&fit(&prompt, width), theme::PLAIN, below(top, 2), buf);
        }
    }

    /// Below 80 columns: stage, time and the chosen prompt on top; the command row opens the left pane whole.
    fn draw_narrow(
        &mut self,
        timeline: &Timeline,
        saved: bool,
        area: Rect,
        buf: &mut Buffer,
    ) -> Position {
        self.draw_top(timeline, area, buf);
        let paused = self.session().run == Run::Paused;
        let width = usize::from(area.width).saturating_sub(1);
        let mut rest = below(area, 3);
        if let Some((title, text)) = self
            .panel_text()
            .filter(|_| !paused && self.focus != Focus::Row)
        {
            let lines = wrap(&text, width).len() as u16 + 1;
            let height = lines.min(rest.height / 2);
            let panel = Rect {
                x: rest.x + 1,
                width: rest.width.saturating_sub(1),
                height,
                ..rest
            };
            self.draw_panel(title, &text, panel, buf);
            rest = below(rest, height);
        }
        let caret = self.draw_notes(saved, rest, buf);
        if matches!(self.focus, Focus::Row | Focus::Asking) && !paused {
            let left = Rect {
                width: (area.width / 2).max(LEFT).min(area.width),
                ..area
            };
            return self.draw_left(timeline, left, buf);
        }
        caret
    }
}

/// Large digits on tall screens, small ones where they leave room, none where they do not.
fn digit_size(area: Rect, room: usize) -> Option<DigitSize> {
    let with_words = |size: DigitSize| usize::from(size.rows()) + 3 <= room;
    [(DigitSize::Large, TALL - 2), (DigitSize::Small, 12)]
        .into_iter()
        .find(|(size, rows)| area.height >= *rows && with_words(*size))
        .map(|(size, _)| size)
}

/// What stands over the notes while time stands still.
fn draw_cover(gap: Option<&Gap>, at: Duration, area: Rect, buf: &mut Buffer) -> Position {
    let away = gap.is_some_and(|gap| gap.why == Why::Away);
    let first = if away { "Taken up again" } else { "Paused" };
    let since = gap.map(|gap| {
        gap.since
            .format("standing since %Y-%m-%d %H:%M")
            .to_string()
    });
    let lines = [
        format!("{first} at {} of the interview", clock(at)),
        since.unwrap_or_default(),
        String::new(),
        "The notes are covered, nothing is counted.".into(),
        "p, Space or Enter go on; q leaves.".into(),
    ];
    let widest = lines.iter().map(|line| line.width()).max().unwrap_or(0) as u16;
    let x = area.x + area.width.saturating_sub(widest) / 2;
    let y = area.y + area.height.saturating_sub(lines.len() as u16) / 2;
    let block = Rect::new(x, y, widest.min(area.width), lines.len() as u16).intersection(area);
    for (row, line) in lines.iter().enumerate() {
        put(line, theme::PLAIN, below(block, row as u16), buf);
    }
    block.as_position()
}

/// The leave dialog over the middle of the screen; where its first choice stands.
fn draw_leaving(area: Rect, buf: &mut Buffer) -> Position {
    let lines = [
        ("l", "keep for later: nothing is lost"),
        ("f", "finish now: then it cannot be resumed"),
        ("s", "stay (Esc too)"),
    ];
    let size = (46.min(area.width), 5.min(area.height));
    let dialog = Rect::new(
        area.x + (area.width - size.0) / 2,
        area.y + (area.height - size.1) / 2,
        size.0,
        size.1,
    );
    Clear.render(dialog, buf);
    let block = Block::bordered()
        .title(" Leave the interview? ")
        .border_style(theme::STRONG);
    let inner = block.inner(dialog);
    block.render(dialog, buf);
    for (row, (key, words)) in lines.iter().enumerate() {
        let line = below(inner, row as u16);
        put(&format!(" {key}"), theme::KEY, line, buf);
        let words_at = Rect {
            x: line.x + 4,
            width: line.width.saturating_sub(4),
            ..line
        };
        put(words, theme::PLAIN, words_at, buf);
    }
    Position::new(inner.x + 1, inner.y)
}

/// The rows of an area below its first `rows`.
fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect {
        y: area.y + rows,
        height: area.height - rows,
        ..area
    }
}

/// One line at the top of an area, cut at its edge; nothing where the area has no rows.
fn put(text: &str, style: ratatui::style::Style, area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    if area.height > 0 && area.width > 0 {
        buf.set_stringn(area.x, area.y, text, usize::from(area.width), style);
    }
}

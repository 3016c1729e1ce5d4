//! Draws home: the unfinished session, the designs, a summary of the selected design, a message and the keys.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use super::{HomeScreen, steps};
use crate::domain::overview::DesignCard;
use crate::domain::sanitize;
use crate::domain::session::timeline::clock;
use crate::tui::draw_context::DrawContext;
use crate::tui::theme;
use crate::tui::widgets::blocks::marker;
use crate::tui::widgets::frame::{self, Heading, ScreenFrame};
use crate::tui::widgets::list::ListRow;
use crate::tui::widgets::{below, fit, from_column, put, put_lines, wrap_at_most};

/// Widest title in columns.
const TITLES: usize = 28;
/// From this width in columns on, the selected design is beside the list, else below it.
const WIDE: u16 = 100;
/// The columns between the bars of two stages.
const GAP: u16 = 2;

/// Below this width in columns, a list is narrow.
const NARROW: u16 = 64;

impl HomeScreen {
    /// Draws the screen; the cursor is at the selected design, in the filter, or in the options.
    pub fn draw(&mut self, frame: &mut Frame<'_>, context: &DrawContext<'_>) {
        let whole = frame.area();
        let stages = if whole.width >= WIDE { 4 } else { 1 };
        let offer = if self.data.unfinished.is_some() { 2 } else { 0 };
        let filter = self.footer_text();
        let mut parts =
            ScreenFrame::new(whole, &context.status(&filter), 1).with_title_rows(stages + offer);
        let buf = frame.buffer_mut();
        parts.draw_title(
            ("Forty", theme::ACCENT_STRONG),
            (&self.tagline(), theme::SECONDARY),
            buf,
        );
        let rest = below(parts.title_text(), stages.min(2));
        self.draw_stages(
            Rect {
                height: rest.height - offer,
                ..rest
            },
            buf,
        );
        self.draw_offer(below(rest, rest.height - offer), buf);
        let mut cursor = self.draw_body(&mut parts, buf);
        let keys = context
            .keys
            .footer(self.context(), |action| self.availability(action).is_ok());
        parts.draw_foot("", buf);
        parts.draw_keys(&keys, context.clicks, buf);
        if self.list.is_filtering() {
            cursor = from_column(parts.message_area(), filter.width() as u16).as_position();
        }
        if self.shows_options {
            let title = self.card().map_or(String::new(), |card| card.title.clone());
            cursor = self.options.draw(&title, context, frame);
        }
        frame.set_cursor_position(cursor);
    }

    /// What the program is, in one line.
    fn tagline(&self) -> String {
        let minutes = self.data.stages.iter().map(|stage| stage.time).sum();
        let stages = self.data.stages.len();
        format!(
            "ML system design interviews: {} in {stages} stages",
            clock(minutes)
        )
    }

    /// The filter, else the options that are kept for the next run.
    fn footer_text(&self) -> String {
        let options = || Some(format!("options kept: {}", self.options.changes()?));
        let line = self.list.filter_line("filter").or_else(options);
        line.filter(|_| !self.shows_options).unwrap_or_default()
    }

    /// Draws the framework's stages with their minutes: over bars as long as their times where every name has room, else
    /// on one line.
    fn draw_stages(&self, area: Rect, buf: &mut Buffer) {
        let stages = &self.data.stages;
        let labels: Vec<String> = (stages.iter().enumerate())
            .map(|(index, stage)| {
                let name = sanitize::line(&stage.short);
                format!("{} {name} {}", index + 1, clock(stage.time))
            })
            .collect();
        let gaps = GAP.saturating_mul(stages.len() as u16);
        let room = (area.width + GAP).saturating_sub(gaps);
        let least: Vec<u16> = labels.iter().map(|label| label.width() as u16).collect();
        if area.height < 2 || least.iter().sum::<u16>() > room {
            let line = fit(&labels.join("  "), usize::from(area.width));
            put(&line, theme::SECONDARY, 0, area, buf);
            return;
        }
        let times: Vec<f64> = stages
            .iter()
            .map(|stage| stage.time.as_secs_f64())
            .collect();
        let bars = labels.into_iter().zip(bar_widths(&times, &least, room));
        let mut column = 0;
        for (label, columns) in bars {
            let part = Rect {
                width: columns.min(area.width - column),
                ..from_column(area, column)
            };
            put(&label, theme::PLAIN, 0, part, buf);
            put(
                &"━".repeat(usize::from(columns)),
                theme::ACCENT,
                1,
                part,
                buf,
            );
            column = (column + columns + GAP).min(area.width);
        }
    }

    /// Draws the list and the selected design beside or below it; returns where the cursor is.
    fn draw_body(&mut self, parts: &mut ScreenFrame, buf: &mut Buffer) -> Position {
        let area = parts.body;
        let about = self.about_heading();
        if area.width >= WIDE {
            let panes = parts.panes([area.width / 2 - 2], buf);
            parts.draw_head(&[Heading::new("Designs", true), about], buf);
            let text = parts.text(parts.content(panes[1]));
            self.draw_about(text, buf);
            let list = parts.content(panes[0]);
            let below_list = below(list, self.list.count().0 as u16 + 1);
            let steps = steps::lines(self.data.next_steps.as_ref(), parts.text(below_list));
            let list = Rect {
                height: list.height - steps.len() as u16,
                ..list
            };
            let area = parts.text(below(parts.content(panes[0]), list.height));
            steps::draw(&steps, area, buf);
            return self.draw_list(list, buf);
        }
        parts.draw_head(&[Heading::new("Designs", true)], buf);
        let text = parts.text(area);
        let lines = self.about(text.width.into(), usize::from(area.height / 2));
        let above = lines.len() as u16 + 1;
        let rest = below(text, self.list.count().0 as u16 + above);
        let steps = steps::short_lines(self.data.next_steps.as_ref(), rest);
        let area = Rect {
            height: area.height - steps.len() as u16,
            ..area
        };
        let list = Rect {
            height: area.height.saturating_sub(above),
            ..area
        };
        steps::draw(&steps, below(text, area.height), buf);
        let rule = below(area, list.height);
        frame::draw_rule(rule, buf);
        frame::draw_heading(&about, Rect { height: 1, ..rule }, buf);
        let about = Rect {
            height: above - 1,
            ..below(text, list.height + 1)
        };
        self.draw_about(about, buf);
        self.draw_list(list, buf)
    }

    /// The title of the selected design, with its difficulty and minutes.
    fn about_heading(&self) -> Heading {
        let Some(card) = self.card() else {
            return Heading::default();
        };
        let stars = "★".repeat(card.stars.into());
        let fact = format!("{} {stars} · {} minutes", card.difficulty, card.minutes);
        Heading::new(sanitize::line(&card.title), false).with(fact)
    }

    fn draw_offer(&self, area: Rect, buf: &mut Buffer) {
        let Some(session) = &self.data.unfinished else {
            return;
        };
        let more = if self.data.more_unfinished {
            ", and more"
        } else {
            ""
        };
        let line = format!("unfinished: {}{more}", session.description);
        let line = fit(&line, usize::from(area.width).saturating_sub(12));
        put(&line, theme::STRONG, 0, area, buf);
        let rest = from_column(area, line.width() as u16 + 2);
        put("r resume", theme::ACCENT_STRONG, 0, rest, buf);
    }

    fn draw_list(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        let designs = &self.data.designs;
        let titles = self.list.shown().map(|index| designs[index].title.width());
        let titles = titles.max().unwrap_or(0).min(TITLES);
        let selected = self.list.selected();
        if selected.is_none() {
            let words = "no design has these letters: Esc clears the filter";
            put(words, theme::PLAIN, 0, from_column(area, 2), buf);
        }
        for (row, shown) in (0..area.height).zip(self.list.lay_out(area)) {
            let ListRow::Entry(index) = *shown else {
                continue;
            };
            let is_selected = Some(index) == selected;
            let style = theme::entry(is_selected);
            let line = line(&designs[index], is_selected, titles, area.width < NARROW);
            put(&line, style, row, area, buf);
        }
        self.list.draw_selection(buf);
        self.list.cursor()
    }

    /// Draws what the selected design is.
    fn draw_about(&self, area: Rect, buf: &mut Buffer) {
        let lines = self.about(area.width.into(), area.height.into());
        put_lines(lines, theme::PLAIN, area, buf);
    }

    /// The brief of the selected design or why it cannot be started, then as far as the rows last its last session and,
    /// once it was practiced, its concepts.
    fn about(&self, width: usize, room: usize) -> Vec<String> {
        let Some(card) = self.card() else {
            return Vec::new();
        };
        let text = match &card.problem {
            Some(why) => why,
            None if card.brief.is_empty() => &card.summary,
            None => &card.brief,
        };
        let mut lines = wrap_at_most(text, width, room);
        let mut add = |text: &str| {
            let left = room.saturating_sub(lines.len() + 1);
            if left > 0 {
                lines.push(String::new());
                lines.extend(wrap_at_most(text, width, left));
            }
        };
        if !card.last.is_empty() {
            add(&format!("last: {}", card.last));
        }
        if !card.concepts.is_empty() {
            add(&format!("concepts: {}", card.concepts.join(", ")));
        }
        lines
    }
}

/// The widths of bars in proportion to the times, none below its least width; their sum is at most `room`.
fn bar_widths(times: &[f64], least: &[u16], room: u16) -> Vec<u16> {
    let total = times.iter().sum::<f64>().max(f64::EPSILON);
    let share = |time: &f64| (f64::from(room) * time / total) as u16;
    let widths = times.iter().zip(least);
    let mut widths: Vec<u16> = widths
        .map(|(time, least)| share(time).max(*least))
        .collect();
    let mut excess = widths.iter().sum::<u16>().saturating_sub(room);
    while excess > 0 {
        // The bar that is the farthest above its least width gives way.
        let longest = (0..widths.len()).max_by_key(|index| widths[*index] - least[*index]);
        let Some(index) = longest.filter(|index| widths[*index] > least[*index]) else {
            break;
        };
        widths[index] -= 1;
        excess -= 1;
    }
    widths
}

/// One line for a design, its title padded to `titles` columns. In a narrow list the minutes give way to the last result:
/// the heading of the selected design has them.
fn line(card: &DesignCard, is_selected: bool, titles: usize, is_narrow: bool) -> String {
    let minutes = if is_narrow {
        String::new()
    } else {
        format!("{} min  ", card.minutes)
    };
    let title = fit(&card.title, titles);
    let blanks = " ".repeat(titles.saturating_sub(title.width()));
    let rest = match &card.problem {
        Some(why) => format!("! {why}"),
        None => format!(
            "{:<11}  {:<5}  {minutes}{}",
            card.difficulty,
            "*".repeat(usize::from(card.stars)),
            card.last
        ),
    };
    format!("{} {title}{blanks}  {rest}", marker(is_selected))
}

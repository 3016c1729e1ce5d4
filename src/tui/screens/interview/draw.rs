//! Draws the interview at every size; changes only where things were drawn.

mod left;
mod notes;
mod pause;
mod right;
mod said;
mod section;
mod share;
mod single;
mod strip;
mod wrapped;

pub use wrapped::Wrapped;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;

use self::section::{LeftPane, draw_lines};
use super::{Focus, InterviewScreen};
use crate::domain::interview::setup::ClockForm;
use crate::domain::sanitize;
use crate::domain::session::time_words::debt_text_within;
use crate::domain::session::timeline::Timeline;
use crate::domain::session::{RunState, StageState};
use crate::domain::symbols::Symbols;
use crate::tui::draw_context::DrawContext;
use crate::tui::keys::{Context, FooterKey};
use crate::tui::theme;
use crate::tui::widgets::blocks::Drawn;
use crate::tui::widgets::frame::{self, Heading, LEAD, ScreenFrame};
use crate::tui::widgets::shorten::shorten;
use crate::tui::widgets::timeline::{self as title_row, StageTab};
use crate::tui::widgets::{below, countdown, footer, from_column, key_grid, put, wrap};

/// Below this width in columns, the left pane becomes three lines at the top.
const WIDE: u16 = 80;
/// Width of the left pane in columns; from [`WIDER`] columns on it is two fifths, but at most the last.
const LEFT: u16 = 32;
const WIDER: u16 = 110;
const WIDEST_LEFT: u16 = 52;
/// From this width on there are three panes, the outer two of this width.
const THREE: u16 = 160;
const OUTER: u16 = 44;
/// Columns of the minutes beside the notes.
const GUTTER: u16 = 3;
/// From this height of the screen in rows, the countdown has large digits.
const TALL: u16 = 30;

impl InterviewScreen {
    /// Draws the screen, with the terminal's cursor at the caret or at what is selected.
    pub fn draw(&mut self, frame: &mut Frame<'_>, context: &DrawContext<'_>) {
        let timeline = self.interview.timeline(context.now).as_shown();
        let area = frame.area();
        let is_saved = context.unsaved.is_none();
        let is_row = self.context() == Context::Command;
        let keys = if is_row {
            Self::command_keys(context.keys, is_saved, area.width)
        } else {
            self.footer_keys(context.keys, is_saved)
        };
        let key_rows = if is_row {
            key_grid::rows(&keys, area.width)
        } else {
            1
        };
        let columns = frame::message_columns(area);
        let message = if is_row {
            ("Command: press one key".to_owned(), theme::ACCENT_STRONG)
        } else {
            self.message(&timeline, columns, context)
        };
        let mut parts = ScreenFrame::new(area, &message, key_rows);
        (self.prompts, self.notes_area) = (Drawn::default(), Rect::default());
        (self.clock_area, self.follow_up_area) = (Rect::default(), Rect::default());
        self.brief_hidden = false;
        let buf = frame.buffer_mut();
        let tabs = self.stage_tabs();
        self.draw_title(&timeline, &tabs, parts.title_text(), buf);
        let mut cursor = if self.session().run == RunState::Paused {
            self.draw_paused(&timeline, &tabs, context, &parts, buf)
        } else {
            self.draw_body(&timeline, context, &mut parts, buf)
        };
        let position = match &self.transcript {
            Some(transcript) => transcript.position(),
            // Not where the notes are not drawn.
            None if self.notes_area.is_empty() => String::new(),
            None => self.notes[self.session().stage].position(),
        };
        parts.draw_foot(&position, buf);
        let drawn = if is_row {
            let is_possible = |key: &FooterKey| self.availability(&key.action, is_saved).is_ok();
            key_grid::draw(&keys, is_possible, parts.keys, buf)
        } else {
            footer::draw_keys(&keys, parts.keys, buf)
        };
        context.clicks.add(&keys, drawn);
        match self.focus {
            Focus::Leaving { .. } => cursor = self.draw_leaving(context, parts.body, buf),
            Focus::Asking => {
                buf.set_style(parts.below_title(), theme::BEHIND);
                cursor = self.draw_asking(self.notes_pane, context, buf);
            }
            Focus::Finding => cursor = self.draw_finding(parts.clear_message(buf), buf),
            _ => {}
        }
        frame.set_cursor_position(cursor);
    }

    /// Draws the design and the timeline of the stages.
    fn draw_title(&self, timeline: &Timeline, tabs: &[StageTab], area: Rect, buf: &mut Buffer) {
        let title = sanitize::line(&self.session().head.design.title);
        let shows_clock = self.clock != ClockForm::Hidden;
        let screen = usize::from(area.width + 2 * LEAD);
        let line = title_row::line(&title, tabs, timeline, shows_clock, screen);
        draw_lines(&[line], area, buf);
    }

    /// What the timeline says of the stages.
    fn stage_tabs(&self) -> Vec<StageTab> {
        let states = self.session().stages.iter().map(StageState::has_work);
        let tabs = self.shorts().into_iter().zip(states);
        tabs.map(|(short, has_work)| StageTab { short, has_work })
            .collect()
    }

    /// Draws the panes and their titles; returns where the cursor belongs.
    fn draw_body(
        &mut self,
        timeline: &Timeline,
        context: &DrawContext<'_>,
        parts: &mut ScreenFrame,
        buf: &mut Buffer,
    ) -> Position {
        let width = parts.body.width;
        let saved = self.notes_heading(context);
        let is_choosing = self.focus == Focus::Choosing;
        if self.transcript.is_some() {
            let heading = Heading::new("Interviewer", true).with(self.unanswered_words());
            parts.draw_head(&[heading], buf);
            let text = parts.text(parts.content(parts.body));
            let time = self.time_line(timeline, text.width.into());
            draw_lines(&[time], text, buf);
            return self.draw_transcript(below(text, 2), buf);
        }
        if is_choosing && width < WIDE {
            parts.draw_head(&[self.stage_heading()], buf);
            return self.draw_left_pane(timeline, parts.body, true, parts, context, buf);
        }
        if width < WIDE || (self.wide && !is_choosing) {
            return self.draw_single(timeline, saved, context, parts, buf);
        }
        if width >= THREE {
            let panes = parts.panes([OUTER, width - 2 * OUTER - 2], buf);
            let count = self.unanswered_words();
            let said = Heading::new("Interviewer", false).with_styled(count, theme::WARNING);
            parts.draw_head(&[self.stage_heading(), saved, said], buf);
            let pane = parts.content(panes[2]);
            self.draw_right(pane, parts.text(pane).width, buf);
            let at_prompt = self.draw_left_pane(timeline, panes[0], false, parts, context, buf);
            let caret = self.draw_notes(panes[1], context.keys, parts, buf);
            return if is_choosing { at_prompt } else { caret };
        }
        self.draw_two(timeline, context, saved, parts, buf)
    }

    /// The left pane as a place to draw in.
    fn left_pane(
        pane: Rect,
        has_interviewer: bool,
        parts: &ScreenFrame,
        context: &DrawContext<'_>,
    ) -> LeftPane {
        let height = parts.keys.bottom() - parts.title.y;
        let pane = parts.content(pane);
        LeftPane {
            pane,
            width: parts.text(pane).width,
            one_line: parts.body.width >= WIDER || parts.body.width < WIDE,
            digits: height >= TALL && context.symbols == Symbols::Unicode,
            has_interviewer,
            lent: lent_rows(parts),
        }
    }

    fn draw_left_pane(
        &mut self,
        timeline: &Timeline,
        pane: Rect,
        has_interviewer: bool,
        parts: &ScreenFrame,
        context: &DrawContext<'_>,
        buf: &mut Buffer,
    ) -> Position {
        let left = Self::left_pane(pane, has_interviewer, parts, context);
        let plan = self.plan_left(timeline, left);
        self.draw_left(timeline, left, &plan, buf)
    }

    /// Draws what a pause shows in place of everything else; returns where the cursor belongs.
    fn draw_paused(
        &self,
        timeline: &Timeline,
        tabs: &[StageTab],
        context: &DrawContext<'_>,
        parts: &ScreenFrame,
        buf: &mut Buffer,
    ) -> Position {
        let session = self.session();
        parts.draw_head(&[Heading::new("Paused", true)], buf);
        let stage = &tabs[session.stage].short;
        let text = below(parts.text(parts.body), 1);
        let lines = pause::pause_lines(stage, timeline, session, self.is_tutor(), context.keys);
        let lines = lines.iter().flat_map(|line| wrap(line, text.width.into()));
        let mut lines: Vec<Line<'_>> = lines.map(Line::raw).collect();
        let stages = pause::stage_lines(tabs, timeline);
        if !self.is_tutor() && lines.len() + 1 + stages.len() <= usize::from(text.height) {
            lines.push(Line::default());
            lines.extend(stages);
        }
        draw_lines(&lines, text, buf);
        text.as_position()
    }

    /// The title of the left pane: the number and title of the stage.
    fn stage_heading(&self) -> Heading {
        let session = self.session();
        let title = sanitize::line(&session.head.plan.stages[session.stage].title);
        Heading::new(
            format!("{} {title}", session.stage + 1),
            self.focus == Focus::Choosing,
        )
    }

    /// The title of the notes with whether they are saved.
    fn notes_heading(&self, context: &DrawContext<'_>) -> Heading {
        let session = self.session();
        let plan = &session.head.plan.stages[session.stage];
        let (fact, style) = if self.is_tutor() {
            ("not recorded".to_owned(), theme::SECONDARY)
        } else {
            context.save_label()
        };
        let titles = [&plan.title, &plan.short];
        let [whole, short] = titles.map(|title| format!("Notes · {}", sanitize::line(title)));
        let heading = Heading::new(whole, self.focus == Focus::Notes).or_short(short);
        heading.with_styled(fact, style)
    }

    fn unanswered_words(&self) -> String {
        match self.unanswered() {
            0 => String::new(),
            count => format!("{count} unanswered"),
        }
    }

    /// The text above the footer: a message, else why something is not saved, else what overruns do to later stages.
    fn message(
        &self,
        timeline: &Timeline,
        columns: usize,
        context: &DrawContext<'_>,
    ) -> (String, Style) {
        // The title of the notes says meanwhile that something is not saved.
        if let Some(message) = context.status_message() {
            return message;
        }
        if let Some(why) = context.unsaved {
            let text = format!("NOT SAVED: {why}. Esc w writes to another folder.");
            return (text, theme::ERROR);
        }
        if let Some(why) = context.unsynced {
            let text = format!(
                "NOT SYNCED: {why}. The notes are written, but a power cut may lose them. Retrying."
            );
            return (text, theme::ERROR);
        }
        let style = match timeline
            .current
            .and_then(|stage| timeline.stages.get(stage))
        {
            Some(time) if time.over().as_secs() > 0 => theme::OVER,
            _ if timeline.debt().is_zero() => theme::SECONDARY,
            _ => theme::WARNING,
        };
        let mut text = debt_text_within(timeline, &self.shorts(), columns);
        if text.is_empty() && self.session().head.options.strict {
            text = self.strict_text();
        }
        (shorten(&text, columns), style)
    }

    /// What happens at zero when no stage may go over.
    fn strict_text(&self) -> String {
        match self.shorts().get(self.session().stage + 1) {
            Some(next) => format!("strict: at 0:00 {next} begins"),
            None => "strict: at 0:00 the interview ends".to_owned(),
        }
    }

    fn shorts(&self) -> Vec<String> {
        let stages = self.session().head.plan.stages.iter();
        stages.map(|stage| sanitize::line(&stage.short)).collect()
    }

    /// The time of the open stage.
    fn now(&self, timeline: &Timeline) -> crate::domain::session::timeline::StageTime {
        timeline.stages[self.session().stage]
    }

    /// The time of the open stage in words, and whether it ends by itself.
    fn stage_words(&self, timeline: &Timeline) -> String {
        let time = self.now(timeline);
        let words = if self.clock == ClockForm::Hidden && !time.is_over() {
            "clock hidden".to_owned()
        } else {
            countdown::time_words(time)
        };
        format!("{words}{}", self.strict_words())
    }

    /// What stands behind the time of a stage that ends at zero.
    fn strict_words(&self) -> &'static str {
        if self.session().head.options.strict {
            " · strict"
        } else {
            ""
        }
    }

    /// Draws the text to find in place of the message; returns where the caret is.
    fn draw_finding(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        let label = if self.missed { "not here: " } else { "find: " };
        put(label, theme::STRONG, 0, area, buf);
        let input = from_column(area, label.len() as u16);
        self.needle.draw(input, theme::PLAIN, buf)
    }
}

/// The rows of the keys beyond the one that a screen without open commands has.
fn lent_rows(parts: &ScreenFrame) -> u16 {
    parts.keys.height.saturating_sub(1)
}

/// Width of the left pane on a screen of this width.
fn left_width(screen: u16) -> u16 {
    if screen < WIDER {
        LEFT
    } else {
        (screen * 2 / 5).min(WIDEST_LEFT)
    }
}

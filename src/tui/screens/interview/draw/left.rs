//! Draws the left pane: the clock, the prompts of the stage, and below them what the interviewer said.

use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::super::conversation::{PartLines, text_lines};
use super::super::{Focus, InterviewScreen, Panel};
use super::said::{RowLimits, Said};
use super::section::{LeftPane, draw_lines, draw_section};
use super::share::{Shared, WantedRows, give_back, share};
use super::wrapped::prompt_columns;
use crate::domain::interview::setup::ClockForm;
use crate::domain::session::timeline::Timeline;
use crate::tui::symbols::shown;
use crate::tui::theme;
use crate::tui::widgets::frame::LEAD;
use crate::tui::widgets::hanging::cut_line;
use crate::tui::widgets::{bars, below, countdown, from_column, prompts, put};

/// The least columns of a pane in which the whole heading of the prompts fits beside its key.
const WHOLE_HEADING: u16 = 40;

/// What the pane shows.
pub(super) struct LeftPlan {
    clock: Vec<Line<'static>>,
    list: Vec<prompts::WrappedPrompt>,
    said: Said,
    shared: Shared,
    /// Whether the brief has no room at all.
    brief_hidden: bool,
    /// Whether the chosen prompt with its hint, the unanswered follow-ups and the newest answers are shown in full.
    pub(super) is_whole: bool,
}

impl LeftPlan {
    /// Rows of the clock, the heading and the chosen prompt, which are never cut.
    pub(super) fn least_rows(&self, chosen: Option<usize>) -> usize {
        let prompt = chosen.and_then(|index| self.list.get(index));
        self.clock.len() + 1 + prompt.map_or(1, |prompt| prompt.ask)
    }
}

impl InterviewScreen {
    /// Gives out the rows of the pane.
    pub(super) fn plan_left(&mut self, timeline: &Timeline, left: LeftPane) -> LeftPlan {
        let width = usize::from(left.width);
        let clock = self.clock_lines(timeline, left);
        self.wrapped.update(self.interview.session(), width);
        let list = self.prompt_list(width, left.has_interviewer);
        let chosen = self.chosen();
        let prompt = chosen.and_then(|index| list.get(index));
        let mut said = self.said_beside(prompt, clock.len(), left);
        let mut wanted = WantedRows {
            height: left.height(),
            clock: clock.len(),
            digits: self.digits_rows(timeline, left),
            prompts: list.iter().map(|prompt| prompt.lines.len()).collect(),
            covered: list.iter().map(|prompt| prompt.is_covered).collect(),
            chosen,
            ask: prompt.map_or(0, |prompt| prompt.ask),
            must: said.must.iter().map(|part| part.len()).collect(),
            more: said.more.iter().map(|part| part.len()).collect(),
            may_cut: (!self.brief_is_new()).then_some(said.brief),
            has_interviewer: left.has_interviewer,
        };
        let mut shared = share(&wanted);
        // An answer that takes the lines of prompts stands better below both panes, from the first frame on.
        let has_prompts = self.answers == 0 || shared.list >= shared.prompts.len();
        let is_whole = wanted.has_room() && said.hidden(&shared) == 0 && has_prompts;
        shared = said.say_hidden(&mut wanted, shared);
        let brief_hidden = left.has_interviewer && shared.more.get(said.brief) == Some(&false);
        let may_say = shared.free > 0 || self.panel == Some(Panel::Brief);
        if brief_hidden && may_say {
            shared = said.say_where_brief_is(&mut wanted, shared);
        }
        shared = without_lent(shared, wanted, left);
        for (index, rows) in &shared.cuts {
            if let Some(part) = said.more.get_mut(*index) {
                cut_part(Rc::make_mut(part), *rows, width);
            }
        }
        LeftPlan {
            clock,
            list,
            said,
            shared,
            brief_hidden,
            is_whole,
        }
    }

    /// What the interviewer said, as far as it may have room beside the clock and the chosen prompt.
    fn said_beside(
        &self,
        prompt: Option<&prompts::WrappedPrompt>,
        clock: usize,
        left: LeftPane,
    ) -> Said {
        if !left.has_interviewer {
            return Said::default();
        }
        // Two headings, and the row that says what is hidden.
        let rest = left.height().saturating_sub(clock + 3);
        let room = RowLimits {
            follow_ups: rest.saturating_sub(prompt.map_or(1, |prompt| prompt.ask)),
            all: rest.saturating_sub(prompt.map_or(1, |prompt| prompt.lines.len())),
        };
        self.said(left.width.into(), room)
    }

    /// Draws the pane; returns where the cursor is when the pane has the keys.
    pub(super) fn draw_left(
        &mut self,
        timeline: &Timeline,
        left: LeftPane,
        plan: &LeftPlan,
        buf: &mut Buffer,
    ) -> Position {
        let shared = &plan.shared;
        self.brief_hidden = plan.brief_hidden;
        let mut rest = left.pane;
        let used = self.draw_clock(timeline, &plan.clock, shared.digits, rest, buf);
        rest = below(rest, used + u16::from(shared.gaps));
        let cursor = self.draw_prompts(&plan.list, shared, left, &mut rest, buf);
        if left.has_interviewer {
            self.draw_said(&plan.said, shared, left, rest, buf);
        }
        cursor
    }

    fn digits_rows(&self, timeline: &Timeline, left: LeftPane) -> Option<usize> {
        let time = timeline.stages[self.session().stage];
        let is_hidden = self.clock != ClockForm::Digits;
        if !left.digits || is_hidden && !(self.clock == ClockForm::Hidden && time.is_over()) {
            return None;
        }
        let columns = countdown::digit_columns(&countdown::clock_words(time));
        let rows = usize::from(countdown::DIGIT_ROWS);
        let below = if self.fits_beside(timeline, left.width) {
            0
        } else {
            2
        };
        (columns <= left.width).then_some(rows + below)
    }

    /// Whether the time in words has room beside the large digits.
    fn fits_beside(&self, timeline: &Timeline, width: u16) -> bool {
        let time = timeline.stages[self.session().stage];
        let words = self.stage_words(timeline).width();
        let words = words.max(countdown::total_words(timeline).len());
        let digits = countdown::digit_columns(&countdown::clock_words(time));
        usize::from(digits) + 3 + words <= usize::from(width)
    }

    /// The clock as text: the time of the stage and of the interview, on one line where both fit.
    fn clock_lines(&self, timeline: &Timeline, left: LeftPane) -> Vec<Line<'static>> {
        let time = timeline.stages[self.session().stage];
        if self.clock == ClockForm::Hidden && !time.is_over() {
            return vec![Line::styled(self.stage_words(timeline), theme::SECONDARY)];
        }
        let stage = Span::styled(self.stage_words(timeline), self.clock_style(timeline));
        let total = countdown::total_words(timeline);
        let one = Line::from_iter([
            stage.clone(),
            Span::styled(format!(" · {total}"), theme::SECONDARY),
        ]);
        let mut lines = if left.one_line && one.width() <= usize::from(left.width) {
            vec![one]
        } else {
            vec![Line::from(stage), Line::styled(total, theme::SECONDARY)]
        };
        if self.clock == ClockForm::Bar {
            let columns = usize::from(left.width).min(40) * 2 / 3;
            lines.push(Line::from(bars::time(time, columns)));
        }
        lines
    }

    /// The style of the time in words: plain and bold while there is time.
    fn clock_style(&self, timeline: &Timeline) -> ratatui::style::Style {
        let style = countdown::style(timeline.stages[self.session().stage]);
        if style == theme::ACCENT_STRONG {
            theme::STRONG
        } else {
            style
        }
    }

    /// Draws the clock; returns how many rows it took.
    fn draw_clock(
        &mut self,
        timeline: &Timeline,
        lines: &[Line<'_>],
        has_digits: bool,
        pane: Rect,
        buf: &mut Buffer,
    ) -> u16 {
        let text = from_column(pane, LEAD);
        self.clock_area = Rect {
            height: if has_digits {
                countdown::DIGIT_ROWS
            } else {
                lines.len() as u16
            }
            .min(pane.height),
            ..pane
        };
        if !has_digits {
            draw_lines(lines, text, buf);
            return self.clock_area.height;
        }
        let time = timeline.stages[self.session().stage];
        let words = countdown::clock_words(time);
        countdown::draw_digits(&words, countdown::style(time), text, buf);
        let mut beside = from_column(text, countdown::digit_columns(&words) + 3);
        let width = text.width.saturating_sub(1);
        if !self.fits_beside(timeline, width) {
            beside = below(text, countdown::DIGIT_ROWS);
            self.clock_area.height = (countdown::DIGIT_ROWS + 2).min(pane.height);
        }
        let stage = self.stage_words(timeline);
        let stage = stage.trim_start_matches('+');
        put(stage, self.clock_style(timeline), 0, beside, buf);
        put(
            &countdown::total_words(timeline),
            theme::SECONDARY,
            1,
            beside,
            buf,
        );
        self.clock_area.height
    }

    /// The prompts of the stage with their lines; below the chosen one its hint, if it is open and belongs to this pane.
    fn prompt_list(&self, width: usize, has_hint: bool) -> Vec<prompts::WrappedPrompt> {
        let session = self.session();
        let covered = &session.stages[session.stage].covered;
        let chosen = self.chosen();
        let items = self.wrapped.prompts.iter().enumerate();
        let items = items.map(|(index, [plain, checked])| {
            let is_covered = covered.contains(&index);
            let has_check = is_covered && chosen == Some(index);
            let mut lines = Rc::clone(if has_check { checked } else { plain });
            let ask = lines.len();
            if has_hint && self.panel == Some(Panel::Hint(index)) {
                let hint = self.hint_part(index, prompt_columns(width));
                Rc::make_mut(&mut lines).extend(hint);
            }
            prompts::WrappedPrompt {
                lines,
                ask,
                is_covered,
            }
        });
        items.collect()
    }

    /// The hint of a prompt.
    pub(super) fn hint_part(&self, prompt: usize, width: usize) -> PartLines {
        let session = self.session();
        let prompts = &session.head.plan.stages[session.stage].prompts;
        let hint = prompts.get(prompt).map(|prompt| prompt.hint.as_str());
        hint.map_or(PartLines::new(), |hint| {
            text_lines(&format!("Hint: {hint}"), "│ ", width)
        })
    }

    /// Draws the prompts at the start of `rest`, which becomes the area below them; returns where the cursor is if they
    /// have the keys.
    fn draw_prompts(
        &mut self,
        list: &[prompts::WrappedPrompt],
        shared: &Shared,
        left: LeftPane,
        rest: &mut Rect,
        buf: &mut Buffer,
    ) -> Position {
        if list.is_empty() {
            return rest.as_position();
        }
        let covered = list.iter().filter(|prompt| prompt.is_covered).count();
        // Where prompts are cut or the list scrolls, a key says so though the room is small.
        let is_cut = |(prompt, rows): (&prompts::WrappedPrompt, &usize)| prompt.lines.len() > *rows;
        let is_whole = shared.list >= shared.prompts.iter().sum()
            && !list.iter().zip(&shared.prompts).any(is_cut);
        let (word, keys) = if is_whole || left.width >= WHOLE_HEADING {
            (" covered", "Esc ↓ choose")
        } else {
            ("", "Esc ↓ all")
        };
        let count = format!(" · {covered} of {}{word}", list.len());
        // The name of the arrow key in ASCII is longer than the arrow.
        let fits = |count: &str| {
            let used = "Prompts".len() + count.width() + shown(keys).width() + 2;
            used <= left.width.into()
        };
        let short = format!(" · {covered}/{}", list.len());
        let (count, keys) = if fits(&count) {
            (count, keys)
        } else if word.is_empty() && fits(&short) {
            (short, keys)
        } else {
            (count, "Esc ↓")
        };
        let title = [
            Span::styled("Prompts", theme::STRONG),
            Span::styled(count, theme::SECONDARY),
        ];
        draw_section(title, keys, *rest, left.width, buf);
        *rest = below(*rest, 1);
        let area = Rect {
            height: (shared.list as u16).min(rest.height),
            width: (left.width + LEAD).min(rest.width),
            ..*rest
        };
        let chosen = self.chosen();
        let has_keys = self.focus == Focus::Choosing;
        self.prompts = prompts::draw(list, &shared.prompts, (chosen, has_keys), area, buf);
        *rest = below(*rest, area.height + u16::from(shared.gaps));
        self.prompts.cursor
    }
}

/// What is shown beside open commands: the same without their rows, or where it cannot give them back, what fits.
fn without_lent(mut shared: Shared, mut wanted: WantedRows, left: LeftPane) -> Shared {
    if give_back(&mut shared, &wanted, left.lent.into()) {
        return shared;
    }
    wanted.height = left.pane.height.into();
    share(&wanted)
}

/// Cuts a part to so many rows, the last with the key that reads the rest.
fn cut_part(lines: &mut PartLines, rows: usize, width: usize) {
    let key = "  Esc r";
    lines.truncate(rows);
    if let Some(last) = lines.last_mut() {
        *last = cut_line(last, width.saturating_sub(key.len()));
        last.spans.push(Span::styled(key, theme::SECONDARY));
    }
}

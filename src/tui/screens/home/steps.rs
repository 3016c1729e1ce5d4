//! What to do next, below the list of designs as far as its rows last: the next steps of the latest session, or before the
//! first one the framework's warning.

use ratatui::text::{Line, Span};

use crate::domain::overview::{HomeData, OpenSteps};
use crate::tui::symbols::ellipsis;
use crate::tui::theme;
use crate::tui::widgets::hanging::{below_lead, hang, section};
use crate::tui::widgets::shorten::shortened_rows;
use crate::tui::widgets::{fit, wrap_at_most};

/// The heading for a new user.
const BEFORE_THE_FIRST: &str = "Before your first interview";
const NEXT_STEPS: &str = "Next steps";
/// What stands before a coach's goal.
const GOAL: &str = "Goal for your next session";

/// How much room the steps may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepsForm {
    /// Each with what its key does, and a blank row between two.
    Spaced,
    /// Without the blank rows.
    Close,
    /// Without what their keys do, below a heading that says it.
    Short,
}

/// How many steps there are to show; the advice for a new user counts as one.
pub fn wanted(data: &HomeData) -> usize {
    let steps = data.next_steps.as_ref().map(|open| open.steps.len());
    steps.unwrap_or_else(|| usize::from(has_advice(data)))
}

/// The steps below a heading in this form, and how many of them: the last ones are dropped where the rows end. None where
/// not even the first has room. The advice for a new user counts where it is whole.
pub fn lines(
    data: &HomeData,
    width: usize,
    height: usize,
    form: StepsForm,
) -> (Vec<Line<'static>>, usize) {
    if form == StepsForm::Short && data.next_steps.is_some() {
        return short_section(data, width, height);
    }
    let mut lines = goal(data, width, height);
    let height = height.saturating_sub(lines.len());
    let (steps, shown) = numbered(data, width, height, form == StepsForm::Spaced);
    lines.extend(steps);
    (lines, shown)
}

/// The goal that a coach set for the next session, below its heading, with a blank row below.
fn goal(data: &HomeData, width: usize, height: usize) -> Vec<Line<'static>> {
    let goal = (data.waiting.as_ref()).and_then(|waiting| waiting.news.goal());
    let Some(goal) = goal.filter(|_| height > 2) else {
        return Vec::new();
    };
    let mut lines = vec![Line::styled(GOAL, theme::STRONG)];
    let goal = wrap_at_most(goal, width, height - 2);
    lines.extend(goal.into_iter().map(Line::raw));
    lines.push(Line::default());
    lines
}

fn numbered(
    data: &HomeData,
    width: usize,
    height: usize,
    is_spaced: bool,
) -> (Vec<Line<'static>>, usize) {
    let Some(OpenSteps { from, steps, .. }) = &data.next_steps else {
        return advice(data, width, height);
    };
    let (mut lines, mut shown) = (vec![Line::default()], 0);
    for (number, step) in (1..).zip(steps) {
        let mut own = Vec::new();
        let lead = Span::styled(format!("{number} "), theme::ACCENT_STRONG);
        hang(&mut own, vec![lead], &step.task, theme::PLAIN, width);
        let words = format!("Press {number} to {}.", step.words);
        below_lead(&mut own, 2, &words, theme::ACCENT, width);
        let gap = usize::from(is_spaced && number > 1);
        if lines.len() + gap + own.len() > height {
            break;
        }
        lines.extend((gap > 0).then(Line::default));
        lines.extend(own);
        shown = number;
    }
    if shown == 0 {
        return (Vec::new(), 0);
    }
    let more = more(steps.len(), shown);
    let room = width.saturating_sub(NEXT_STEPS.len() + 3 + more.len());
    let mut heading = Vec::new();
    section(
        &mut heading,
        NEXT_STEPS,
        &format!("{}{more}", fit(from, room)),
    );
    lines.splice(..1, heading);
    (lines, shown)
}

/// How many of the steps have no room: ` · 1 more`, or nothing where all are shown.
fn more(all: usize, shown: usize) -> String {
    match all.saturating_sub(shown) {
        0 => String::new(),
        more => format!(" · {more} more"),
    }
}

/// The steps without what their keys do, below a heading that says it, and how many of them.
fn short_section(data: &HomeData, width: usize, height: usize) -> (Vec<Line<'static>>, usize) {
    let mut own = goal(data, width, height);
    let rows = height.saturating_sub(own.len() + 1);
    let (steps, shown) = numbered_in_short(data, width, rows);
    if shown > 0 {
        section(&mut own, NEXT_STEPS, &numbers(data, shown));
        own.extend(steps);
    }
    (own, shown)
}

/// Of which session the steps are, and how one is done, where what each key does has no room.
fn numbers(data: &HomeData, shown: usize) -> String {
    let steps = data.next_steps.as_ref();
    let (from, all) = steps.map_or(("", 0), |open| (&open.from, open.steps.len()));
    format!("{from} · press a number{}", more(all, shown))
}

/// The heading over [`short_lines`], of which so many steps are shown.
pub fn short_heading(data: &HomeData, shown: usize) -> String {
    if data.next_steps.is_some() {
        format!("{NEXT_STEPS} · {}", numbers(data, shown))
    } else if data.practice.is_some() {
        NEXT_STEPS.to_owned()
    } else {
        BEFORE_THE_FIRST.to_owned()
    }
}

/// The steps, as many as there are rows, each in full as far as there are more, and how many of them; before the first
/// interview the common mistake and the tutor.
pub fn short_lines(data: &HomeData, width: usize, height: usize) -> (Vec<Line<'static>>, usize) {
    let goal = (data.waiting.as_ref()).and_then(|waiting| waiting.news.goal());
    let goal = goal.filter(|_| height > 0).map(|goal| {
        let text = format!("{GOAL}: {goal}");
        Line::raw(fit(&text, width))
    });
    if data.next_steps.is_none() {
        let is_new = data.practice.is_none() && height > 0;
        if goal.is_some() || !is_new {
            return (goal.into_iter().collect(), 0);
        }
        return (advice_lines(data, width, height), 0);
    }
    let height = height - usize::from(goal.is_some());
    let (steps, shown) = numbered_in_short(data, width, height);
    (goal.into_iter().chain(steps).collect(), shown)
}

/// The steps alone, as many as there are rows, each in full as far as there are more, and how many of them.
fn numbered_in_short(data: &HomeData, width: usize, height: usize) -> (Vec<Line<'static>>, usize) {
    let steps = data.next_steps.as_ref().map_or(&[][..], |open| &open.steps);
    let mut free = height.saturating_sub(steps.len());
    let mut lines: Vec<Line<'static>> = Vec::new();
    for (number, step) in (1..).zip(steps).take(height) {
        let rows = wrap_at_most(&step.task, width.saturating_sub(2), 1 + free);
        free = free.saturating_sub(rows.len().saturating_sub(1));
        for (at, row) in rows.into_iter().enumerate() {
            let label = if at == 0 {
                format!("{number} ")
            } else {
                "  ".to_owned()
            };
            lines.push(Line::from(vec![
                Span::styled(label, theme::ACCENT_STRONG),
                Span::raw(row),
            ]));
        }
    }
    (lines, steps.len().min(height))
}

/// Whether a new user is told what to know before the first interview.
fn has_advice(data: &HomeData) -> bool {
    data.practice.is_none() && !data.warning.is_empty()
}

/// What a new user should know: the common mistake, and the tutor; and 1 where the former is whole, else 0.
fn advice(data: &HomeData, width: usize, height: usize) -> (Vec<Line<'static>>, usize) {
    if !has_advice(data) || height < 3 {
        return (Vec::new(), 0);
    }
    let mut lines = vec![Line::styled(BEFORE_THE_FIRST, theme::STRONG)];
    lines.extend(advice_lines(data, width, height - 1));
    let whole = advice_lines(data, width, usize::MAX).len();
    let is_whole = lines.len() > whole;
    (lines, usize::from(is_whole))
}

/// The sentences on the common mistake that have room, and the tutor.
fn advice_lines(data: &HomeData, width: usize, height: usize) -> Vec<Line<'static>> {
    let mut warning = if data.warning.is_empty() || height < 2 {
        Vec::new()
    } else {
        shortened_rows(&data.warning, width, height - 1)
    };
    // Half a sentence warns of nothing.
    if warning
        .last()
        .is_some_and(|last| last.ends_with(ellipsis(width)))
    {
        warning.clear();
    }
    let warning = warning.into_iter().map(Line::raw);
    warning.chain([tutor()]).collect()
}

fn tutor() -> Line<'static> {
    Line::from(vec![
        Span::styled("t", theme::ACCENT_STRONG),
        Span::raw(" tutor, 90 seconds, leaves no history"),
    ])
}

//! The selected design: its brief, its stages with the candidate's levels, the attempts and the concepts, as far as the
//! rows last.

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::domain::overview::{AttemptRow, DesignCard, StageMinutes};
use crate::domain::session::timeline::clock;
use crate::tui::theme;
use crate::tui::widgets::{charts, fit, wrap, wrap_at_most};

/// The columns of a date with its time, of a length, of the best level, and of the blanks before the last one.
const DATE: usize = 16;
const TIME: usize = 7;
const BEST: usize = 6;
const GAP: usize = 3;
/// The most attempts that are listed.
const ATTEMPTS: usize = 5;

/// The lines of the preview in an area of this size. The brief comes first and is cut last; parts that have no room are
/// left out from the end.
pub fn lines(
    card: &DesignCard,
    stages: &[StageMinutes],
    width: usize,
    height: usize,
) -> Vec<Line<'static>> {
    let mut lines = brief(card, width, height);
    for part in [
        stage_table(card, stages, width),
        attempts(card, width),
        concepts(card, width),
    ] {
        if !part.is_empty() && lines.len() + 1 + part.len() <= height {
            lines.push(Line::default());
            lines.extend(part);
        }
    }
    lines
}

/// The brief, or why the design cannot be started.
pub fn brief(card: &DesignCard, width: usize, height: usize) -> Vec<Line<'static>> {
    let text = match &card.problem {
        Some(why) => why,
        None if card.brief.is_empty() => &card.summary,
        None => &card.brief,
    };
    let lines = wrap_at_most(text, width, height).into_iter();
    lines.map(Line::raw).collect()
}

/// Each stage with its minutes, and once the design was practiced the last level and the best.
fn stage_table(card: &DesignCard, stages: &[StageMinutes], width: usize) -> Vec<Line<'static>> {
    let title = stages.iter().map(|stage| stage.title.width()).max();
    let title = title.unwrap_or(0).min(width.saturating_sub(TIME));
    let level = |attempt: &AttemptRow, index: usize| attempt.levels.get(index).copied().flatten();
    let last = card.attempts.first();
    let last = (0..stages.len()).map(|index| level(last?, index));
    let room = width.saturating_sub(title + TIME + GAP + BEST);
    let levels = last_levels(&last.collect::<Vec<_>>(), room).filter(|_| !card.attempts.is_empty());
    let mut head = vec![
        Span::styled(format!("{:<title$}", "Stage"), theme::STRONG),
        Span::styled(format!("{:>TIME$}", "time"), theme::SECONDARY),
    ];
    let widest = levels.iter().flatten().map(|level| columns(level)).max();
    let widest = widest.unwrap_or(0).max("last level".len());
    if levels.is_some() {
        let heads = format!("{:GAP$}{:<widest$}{:>BEST$}", "", "last level", "best");
        head.push(Span::styled(heads, theme::SECONDARY));
    }
    let mut lines = vec![Line::from(head)];
    for (index, stage) in stages.iter().enumerate() {
        let name = fit(&stage.title, title);
        let blanks = " ".repeat(title - name.width());
        let time = clock(stage.time);
        let mut row = vec![Span::raw(format!("{name}{blanks}{time:>TIME$}"))];
        if let Some(shown) = levels.as_ref().and_then(|levels| levels.get(index)) {
            let best = card
                .attempts
                .iter()
                .filter_map(|attempt| level(attempt, index));
            let best = best.max().map_or("-".to_owned(), |best| best.to_string());
            let blanks = widest - columns(shown) + BEST;
            row.push(Span::raw(" ".repeat(GAP)));
            row.extend(shown.iter().cloned());
            row.push(Span::raw(format!("{best:>blanks$}")));
        }
        lines.push(Line::from(row));
    }
    lines
}

/// The levels as bars with words, or in words alone where bars have no room; `None` where neither has.
fn last_levels(levels: &[Option<u8>], room: usize) -> Option<Vec<Vec<Span<'static>>>> {
    let bars = levels.iter().map(|level| charts::level(*level));
    let words = levels
        .iter()
        .map(|level| vec![charts::level_in_words(*level)]);
    let fits = |shown: &Vec<Vec<Span<'_>>>| shown.iter().all(|level| columns(level) <= room);
    let bars: Vec<_> = bars.collect();
    if fits(&bars) {
        return Some(bars);
    }
    Some(words.collect()).filter(fits)
}

fn columns(spans: &[Span<'_>]) -> usize {
    spans.iter().map(Span::width).sum()
}

/// The newest finished sessions.
fn attempts(card: &DesignCard, width: usize) -> Vec<Line<'static>> {
    let Some(first) = card.attempts.first() else {
        return Vec::new();
    };
    let condition = card.attempts.iter().map(|it| it.condition.width()).max();
    let levels = (first.levels.len() * 3).saturating_sub(1);
    let room = width.saturating_sub(DATE + 2 * TIME + 2 + 1 + levels);
    let condition = condition.unwrap_or(0).max("condition".len()).min(room);
    let heads = format!(
        "{:>TIME$}{:>TIME$}  {:<condition$} levels",
        "time", "over", "condition"
    );
    let mut lines = vec![Line::from(vec![
        Span::styled(format!("{:<DATE$}", "Attempts"), theme::STRONG),
        Span::styled(heads, theme::SECONDARY),
    ])];
    for attempt in card.attempts.iter().take(ATTEMPTS) {
        let (over, style) = if attempt.over.is_zero() {
            ("-".to_owned(), theme::PLAIN)
        } else {
            (format!("+{}", clock(attempt.over)), theme::OVER)
        };
        let words = fit(&attempt.condition, condition);
        let blanks = " ".repeat(condition.saturating_sub(words.width()));
        let time = clock(attempt.elapsed);
        let mut row = vec![
            Span::raw(format!("{:<DATE$}{time:>TIME$}", attempt.date)),
            Span::styled(format!("{over:>TIME$}"), style),
            Span::raw(format!("  {words}{blanks} ")),
        ];
        row.extend(level_row(&attempt.levels));
        lines.push(Line::from(row));
    }
    lines
}

fn concepts(card: &DesignCard, width: usize) -> Vec<Line<'static>> {
    if card.concepts.is_empty() {
        return Vec::new();
    }
    let text = format!("Concepts: {}", card.concepts.join(", "));
    let lines = wrap(&text, width).into_iter();
    lines
        .map(|line| Line::styled(line, theme::SECONDARY))
        .collect()
}

/// `▆3 ▆3 ▆3 ▄2 ▆3`.
pub fn level_row(levels: &[Option<u8>]) -> Vec<Span<'static>> {
    let levels = levels.iter().enumerate().flat_map(|(index, level)| {
        let blank = if index == 0 { "" } else { " " };
        [Span::raw(blank), charts::level_in_row(*level)]
    });
    levels.collect()
}

//! The first page of the summary: level and time of each stage, what to do next, what became of the last session's steps,
//! the record in counts, and the line for next time.

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::domain::judging::facts::{ExchangeKind, SessionFacts};
use crate::domain::judging::next_steps::{EarlierSteps, NextStep, is_met, next_steps};
use crate::domain::sanitize;
use crate::domain::session::Condition;
use crate::domain::session::pace::{Bar, Times};
use crate::domain::session::timeline::clock;
use crate::domain::units::counted;
use crate::tui::theme;
use crate::tui::widgets::{charts, fit, wrap, wrap_command};

/// Columns for the titles of the stages, and for the columns behind them.
const TITLE: usize = 26;
const LEVEL: usize = 26;
const DENSE_LEVEL: usize = 16;
const SHOWN: usize = 8;
const TIME: usize = 8;
const NOTE: usize = 13;
/// The widest and the narrowest bar of a time.
const WIDEST_BAR: usize = 24;
const NARROWEST_BAR: usize = 8;

/// The facts of the page, with clean texts.
#[derive(Debug, Default)]
pub struct Overview {
    /// Start, time and condition.
    pub fact: String,
    stages: Vec<StageRow>,
    total: Times,
    weakest: Option<String>,
    steps: Vec<NextStep>,
    earlier: Option<Outcome>,
    record: Vec<String>,
    next_time: String,
}

/// What became of the steps of the session before.
#[derive(Debug)]
struct Outcome {
    /// The day of that session.
    date: String,
    /// Each step and whether it was met, as far as this session tells.
    steps: Vec<(String, Option<bool>)>,
}

#[derive(Debug)]
struct StageRow {
    title: String,
    level: Option<u8>,
    shown: usize,
    items: usize,
    times: Times,
    bar: Bar,
}

impl Overview {
    /// The page of a session; `earlier` has the steps of the session before it.
    pub fn of(facts: &SessionFacts<'_>, earlier: Option<&EarlierSteps>) -> Self {
        let session = facts.report.session;
        let started = session.head.wall.format("%Y-%m-%d %H:%M");
        let condition = session.condition().into_iter();
        let condition: Vec<&str> = condition.map(Condition::word).collect();
        let (spent, planned) = (facts.pace.total.spent, facts.pace.total.planned);
        Self {
            fact: format!(
                "{started} · {} of {} · {}",
                clock(spent),
                clock(planned),
                condition.join(", ")
            ),
            stages: stage_rows(facts),
            total: facts.pace.total,
            weakest: weakest(facts),
            steps: next_steps(facts).iter().map(clean).collect(),
            earlier: earlier.and_then(|earlier| became(earlier, facts)),
            record: record(facts),
            next_time: facts
                .report
                .next_time()
                .map_or_else(String::new, sanitize::line),
        }
    }

    /// The lines of the page. The second sentences of the steps are left out where everything else has room only then.
    pub fn lines(&self, width: usize, height: usize) -> Vec<Line<'static>> {
        let whole = self.lay_out(width, true);
        if whole.len() <= height {
            return whole;
        }
        let short = self.lay_out(width, false);
        if short.len() <= height { short } else { whole }
    }

    fn lay_out(&self, width: usize, details: bool) -> Vec<Line<'static>> {
        let mut lines = self.table(width);
        self.add_steps(&mut lines, width, details);
        self.add_earlier(&mut lines, width);
        lines.extend([Line::default(), heading("Record")]);
        let mut add = |text: &str| hang(&mut lines, Span::raw(""), text, theme::PLAIN, width);
        self.record.iter().for_each(|sentence| add(sentence));
        if !self.next_time.is_empty() {
            lines.extend([Line::default(), heading("Next time I will")]);
            hang(
                &mut lines,
                Span::raw(""),
                &self.next_time,
                theme::PLAIN,
                width,
            );
        }
        lines
    }

    fn add_steps(&self, lines: &mut Vec<Line<'static>>, width: usize, details: bool) {
        if self.steps.is_empty() {
            return;
        }
        lines.extend([Line::default(), heading("Next steps")]);
        for (number, step) in (1..).zip(&self.steps) {
            let lead = Span::styled(format!("{number}  "), theme::ACCENT_STRONG);
            let blanks = || Span::raw("   ");
            hang(lines, lead, &step.task, theme::STRONG, width);
            if details && !step.detail.is_empty() {
                hang(lines, blanks(), &step.detail, theme::PLAIN, width);
            }
            for line in wrap_command(&step.command, width.saturating_sub(3)) {
                lines.push(Line::from(vec![
                    blanks(),
                    Span::styled(line, theme::ACCENT),
                ]));
            }
        }
    }

    fn add_earlier(&self, lines: &mut Vec<Line<'static>>, width: usize) {
        let Some(Outcome { date, steps }) = &self.earlier else {
            return;
        };
        lines.extend([Line::default(), heading(&format!("Steps from {date}"))]);
        for (task, is_met) in steps {
            let (lead, style) = match is_met {
                Some(true) => ("✓ met      ", theme::GOOD),
                Some(false) => ("· open     ", theme::WARNING),
                None => ("- unknown  ", theme::SECONDARY),
            };
            hang(lines, Span::styled(lead, style), task, theme::PLAIN, width);
        }
    }

    fn table(&self, width: usize) -> Vec<Line<'static>> {
        let columns = Columns::of(width);
        let heads = format!(
            "{}{}{:>SHOWN$}{:>TIME$}{:>TIME$}",
            left("stage", columns.title),
            left("level", columns.level),
            "shown",
            "planned",
            "spent"
        );
        let mut lines = vec![Line::styled(heads, theme::SECONDARY)];
        lines.extend(self.stages.iter().map(|stage| stage.line(&columns)));
        lines.push(Line::styled("─".repeat(width), theme::SECONDARY));
        self.add_total(&mut lines, &columns);
        lines
    }

    fn add_total(&self, lines: &mut Vec<Line<'static>>, columns: &Columns) {
        let weakest = self.weakest.as_ref();
        let weakest = weakest.map_or(String::new(), |stage| format!("weakest: {stage}"));
        let shown: usize = self.stages.iter().map(|stage| stage.shown).sum();
        let items: usize = self.stages.iter().map(|stage| stage.items).sum();
        let total = format!(
            "{}{}{}",
            left("Total", columns.title),
            left(&weakest, columns.level),
            numbers_of(&format!("{shown} of {items}"), self.total)
        );
        let over = format!("   over {}", clock(self.total.over));
        let early = format!("{} early", clock(self.total.unspent));
        let mut spans = vec![Span::styled(total, theme::STRONG)];
        spans.extend(columns.bar.map(|bar| Span::raw(left(&over, bar + 4))));
        spans.push(Span::raw(format!("{early:>NOTE$}")));
        lines.push(Line::from(spans));
        if columns.bar.is_none() {
            lines.push(Line::raw(over.trim_start().to_owned()));
        }
    }
}

/// How wide the columns of the table are. Where it is narrow, first the bars of the times go, then those of the levels.
struct Columns {
    title: usize,
    level: usize,
    has_level_bars: bool,
    bar: Option<usize>,
}

impl Columns {
    fn of(width: usize) -> Self {
        let numbers = SHOWN + 2 * TIME;
        let wide = TITLE + LEVEL + numbers + NOTE;
        let bar = width.saturating_sub(wide + 4).min(WIDEST_BAR);
        let has_level_bars = width >= wide;
        let rest = width.saturating_sub(DENSE_LEVEL + numbers + NOTE);
        Self {
            title: if has_level_bars {
                TITLE
            } else {
                rest.clamp(8, TITLE)
            },
            level: if has_level_bars { LEVEL } else { DENSE_LEVEL },
            has_level_bars,
            bar: (bar >= NARROWEST_BAR).then_some(bar),
        }
    }
}

impl StageRow {
    fn line(&self, columns: &Columns) -> Line<'static> {
        let mut spans = vec![Span::raw(left(&self.title, columns.title))];
        let level = if columns.has_level_bars {
            charts::level(self.level)
        } else {
            vec![charts::level_in_words(self.level)]
        };
        push_padded(&mut spans, level, columns.level);
        let of = format!("{} of {}", self.shown, self.items);
        spans.push(Span::raw(numbers_of(&of, self.times)));
        if let Some(bar) = columns.bar {
            spans.push(Span::raw("   "));
            push_padded(&mut spans, charts::time(&self.bar, bar as u16), bar + 1);
        }
        spans.push(note(self.times));
        Line::from(spans)
    }
}

/// `5 of 8`, the planned and the spent time, right-aligned.
fn numbers_of(shown: &str, times: Times) -> String {
    let (planned, spent) = (clock(times.planned), clock(times.spent));
    format!("{shown:>SHOWN$}{planned:>TIME$}{spent:>TIME$}")
}

/// `0:37 early`, `+0:39 over`, or blanks.
fn note(times: Times) -> Span<'static> {
    let (text, style) = if !times.over.is_zero() {
        (format!("+{} over", clock(times.over)), theme::OVER)
    } else if !times.unspent.is_zero() {
        (format!("{} early", clock(times.unspent)), theme::GOOD)
    } else {
        (String::new(), theme::PLAIN)
    };
    Span::styled(format!("{text:>NOTE$}"), style)
}

fn stage_rows(facts: &SessionFacts<'_>) -> Vec<StageRow> {
    let paces = facts.pace.stages.iter().zip(facts.pace.bars());
    let rows = facts.stages().zip(paces).enumerate();
    let rows = rows.map(|(index, ((plan, state), (pace, bar)))| StageRow {
        title: sanitize::line(&plan.title),
        level: state.level,
        shown: state.evidence.len(),
        items: facts.report.rubric(index).len(),
        times: pace.times,
        bar,
    });
    rows.collect()
}

/// The short title of the first stage with the lowest level.
fn weakest(facts: &SessionFacts<'_>) -> Option<String> {
    let levels = facts.stages();
    let levels = levels.filter_map(|(plan, state)| Some((state.level?, plan)));
    let (_, plan) = levels.min_by_key(|(level, _)| *level)?;
    Some(sanitize::line(&plan.short))
}

fn clean(step: &NextStep) -> NextStep {
    NextStep {
        task: sanitize::line(&step.task),
        detail: sanitize::line(&step.detail),
        command: sanitize::line(&step.command),
        ..step.clone()
    }
}

/// What became of the steps of an earlier session; `None` where it had none.
fn became(earlier: &EarlierSteps, facts: &SessionFacts<'_>) -> Option<Outcome> {
    let steps = earlier.steps.iter().map(|step| {
        let met = is_met(step, &earlier.session, facts);
        (sanitize::line(&step.task), met)
    });
    let steps: Vec<_> = steps.collect();
    let date = earlier.session.head.wall.format("%Y-%m-%d").to_string();
    (!steps.is_empty()).then_some(Outcome { date, steps })
}

/// The record in counts, and what was marked late.
fn record(facts: &SessionFacts<'_>) -> Vec<String> {
    let session = facts.report.session;
    let stages = 0..session.stages.len();
    let exchanges: Vec<_> = stages.flat_map(|stage| facts.exchanges(stage)).collect();
    let of = |kind| {
        let exchanges = exchanges.iter();
        exchanges.filter(move |exchange| exchange.kind == kind)
    };
    let asked = of(ExchangeKind::Asked).filter(|exchange| exchange.reply.is_some());
    let all = facts.report.design.map(|design| design.clarify.len());
    let all = all.map_or(String::new(), |all| format!(" of {all}"));
    let hints = of(ExchangeKind::Hint).count();
    let reacted = of(ExchangeKind::FollowUp).filter(|exchange| {
        exchange
            .reaction
            .is_some_and(|reaction| reaction.after.is_some())
    });
    let follow_ups = of(ExchangeKind::FollowUp).count();
    let gaps = session.gaps.len();
    let gaps = if gaps == 0 {
        "none".to_owned()
    } else {
        gaps.to_string()
    };
    let mut record = vec![format!(
        "{}{all} questions asked · {} · {}, {} with a reaction in the notes · pauses and stops: {gaps}",
        asked.count(),
        counted(hints, "hint"),
        counted(follow_ups, "follow-up"),
        reacted.count(),
    )];
    let late = facts.stages();
    let late = late.filter(|(_, state)| state.marked_after_reference);
    let late: Vec<String> = late.map(|(plan, _)| sanitize::line(&plan.short)).collect();
    if !late.is_empty() {
        let late = late.join(", ");
        record.push(format!("Marked after the reference was opened: {late}."));
    }
    if let Some(early) = facts.report.early_message() {
        record.push(format!("You {early}."));
    }
    record
}

fn heading(text: &str) -> Line<'static> {
    Line::styled(text.to_owned(), theme::STRONG)
}

/// Adds a text behind a lead, wrapped so that it hangs under its own first letter.
fn hang(
    lines: &mut Vec<Line<'static>>,
    lead: Span<'static>,
    text: &str,
    style: Style,
    width: usize,
) {
    let columns = lead.content.width();
    let mut lead = Some(lead);
    for line in wrap(text, width.saturating_sub(columns)) {
        let before = lead.take().unwrap_or_else(|| " ".repeat(columns).into());
        lines.push(Line::from(vec![before, Span::styled(line, style)]));
    }
}

/// A text cut and padded to a width, with at least one blank behind it.
fn left(text: &str, width: usize) -> String {
    let text = fit(text, width.saturating_sub(1));
    let blanks = width.saturating_sub(text.width());
    text + &" ".repeat(blanks)
}

fn push_padded(spans: &mut Vec<Span<'static>>, added: Vec<Span<'static>>, width: usize) {
    let used: usize = added.iter().map(|span| span.content.width()).sum();
    spans.extend(added);
    spans.push(Span::raw(" ".repeat(width.saturating_sub(used))));
}

//! The summary: level and time of each stage, what to do next, what became of the last session's steps, the record in
//! counts, and the line for next time.

mod table;

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::domain::judging::facts::SessionFacts;
use crate::domain::judging::next_steps::{EarlierSteps, NextStep, next_steps, outcomes};
use crate::domain::judging::summary::{lost_to_overruns, record, shown_items};
use crate::domain::sanitize;
use crate::domain::session::Condition;
use crate::domain::session::time_table::TimeTable;
use crate::domain::session::timeline::clock;
use crate::tui::theme;
use crate::tui::widgets::fit;
use crate::tui::widgets::hanging::hang;
use table::StageRow;

/// The heading of the line for next time.
pub const NEXT_TIME: &str = "Next time I will";
/// Columns before the text of a line.
const LEAD: usize = 2;
/// From this height of the page in rows, a blank row follows the heading of a section.
const TALL: usize = 28;

/// Steps of the session before, each with whether it was met, as far as this session tells.
type Outcomes = Vec<(String, Option<bool>)>;

/// The facts of the page, with clean texts.
#[derive(Debug, Default)]
pub struct Overview {
    /// Start, time and condition.
    pub fact: String,
    stages: Vec<StageRow>,
    times: TimeTable,
    /// How many items are shown in all stages, and how many there are.
    shown: (usize, usize),
    weakest: Option<String>,
    pub steps: Vec<NextStep>,
    /// The day of the session before, and what became of its steps.
    earlier: Option<(String, Outcomes)>,
    /// What paid for each overrun.
    overruns: Vec<String>,
    record: Vec<String>,
    next_time: String,
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
            times: TimeTable::of(session, &facts.pace),
            shown: shown_items(facts),
            weakest: facts.weakest_text().map(|text| sanitize::line(&text)),
            steps: next_steps(facts).iter().map(clean).collect(),
            earlier: earlier.and_then(|earlier| became(earlier, facts)),
            overruns: lost_to_overruns(facts)
                .iter()
                .map(|text| sanitize::line(text))
                .collect(),
            record: record(facts)
                .iter()
                .map(|text| sanitize::line(text))
                .collect(),
            next_time: facts
                .report
                .next_time()
                .map_or_else(String::new, sanitize::line),
        }
    }

    /// The lines of the page from the left edge of the screen on, in so many columns and rows. The second sentences of the
    /// steps are left out where everything else has room only then. The line for next time is left out where it is typed.
    pub fn lines(&self, width: usize, height: usize, is_typing: bool) -> Vec<Line<'static>> {
        let form = |has_details, is_tall| {
            let form = Form {
                width: width.saturating_sub(2 * LEAD),
                has_details,
                is_tall,
            };
            self.lay_out(form, is_typing)
        };
        let is_tall = height >= TALL;
        let forms = [(true, is_tall), (true, false), (false, false)];
        let fits = |lines: &Vec<Line<'_>>| lines.len() <= height;
        let fitting = forms.into_iter().map(|(details, tall)| form(details, tall));
        let mut fitting = fitting.filter(fits);
        fitting.next().unwrap_or_else(|| form(true, is_tall))
    }

    fn lay_out(&self, form: Form, is_typing: bool) -> Vec<Line<'static>> {
        let mut lines = self.table(form.width);
        lines = lines.into_iter().map(indented).collect();
        if !self.steps.is_empty() {
            form.add("Next steps", self.step_lines(form), &mut lines);
        }
        if let Some((date, steps)) = &self.earlier {
            let steps = outcome_lines(steps, form.width);
            form.add(&format!("Steps from {date}"), steps, &mut lines);
        }
        if !self.overruns.is_empty() {
            let overruns = plain(&self.overruns, form.width);
            form.add("Time lost to overruns", overruns, &mut lines);
        }
        form.add("Record", plain(&self.record, form.width), &mut lines);
        if !is_typing {
            let next_time = if self.next_time.is_empty() {
                vec![Line::styled("Enter writes one line.", theme::SECONDARY)]
            } else {
                plain(std::slice::from_ref(&self.next_time), form.width)
            };
            form.add(NEXT_TIME, next_time, &mut lines);
        }
        lines
    }

    fn step_lines(&self, form: Form) -> Vec<Line<'static>> {
        let mut lines = Vec::new();
        for (number, step) in (1..).zip(&self.steps) {
            lines.extend((form.is_tall && number > 1).then(Line::default));
            let lead = Span::styled(format!("{number}  "), theme::ACCENT_STRONG);
            let blanks = || Span::raw("   ");
            hang(
                &mut lines,
                vec![lead],
                &step.task,
                theme::STRONG,
                form.width,
            );
            if form.has_details && !step.detail.is_empty() {
                hang(
                    &mut lines,
                    vec![blanks()],
                    &step.detail,
                    theme::PLAIN,
                    form.width,
                );
            }
            let words = format!("Press {number} to {}.", self.step_words(step));
            hang(
                &mut lines,
                vec![blanks()],
                &words,
                theme::ACCENT,
                form.width,
            );
            // The same in the shell, where it has room in the row.
            let last = lines.last_mut();
            let fits = |line: &&mut Line<'_>| line.width() + 3 + step.command.width() <= form.width;
            if let Some(line) = last.filter(fits) {
                let command = format!("   {}", step.command);
                line.push_span(Span::styled(command, theme::SECONDARY));
            }
        }
        lines
    }

    fn step_words(&self, step: &NextStep) -> String {
        let stage = self.times.rows.get(step.stage);
        step.words(stage.map_or("", |stage| &stage.short))
    }
}

/// How the page is laid out.
#[derive(Debug, Clone, Copy)]
struct Form {
    /// The columns of the text.
    width: usize,
    has_details: bool,
    is_tall: bool,
}

impl Form {
    /// Adds a section below its heading.
    fn add(self, title: &str, section: Vec<Line<'static>>, lines: &mut Vec<Line<'static>>) {
        lines.push(Line::default());
        lines.push(rule(title, self.width + 2 * LEAD));
        lines.extend(self.is_tall.then(Line::default));
        lines.extend(section.into_iter().map(indented));
    }
}

fn stage_rows(facts: &SessionFacts<'_>) -> Vec<StageRow> {
    let rows = facts.stages().enumerate();
    let rows = rows.map(|(index, (_, state))| StageRow {
        level: state.level,
        shown: state.evidence.len(),
        items: facts.report.rubric(index).len(),
    });
    rows.collect()
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
fn became(earlier: &EarlierSteps, facts: &SessionFacts<'_>) -> Option<(String, Outcomes)> {
    let steps = outcomes(earlier, facts).into_iter();
    let steps = steps.map(|(task, is_met)| (sanitize::line(&task), is_met));
    let steps: Vec<_> = steps.collect();
    let date = earlier.session.head.wall.format("%Y-%m-%d").to_string();
    (!steps.is_empty()).then_some((date, steps))
}

fn outcome_lines(steps: &[(String, Option<bool>)], width: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for (task, is_met) in steps {
        let (lead, style) = match is_met {
            Some(true) => ("✓ met        ", theme::GOOD),
            Some(false) => ("· open       ", theme::WARNING),
            None => ("- not tested ", theme::SECONDARY),
        };
        let lead = Span::styled(lead, style);
        hang(&mut lines, vec![lead], task, theme::PLAIN, width);
    }
    lines
}

/// Sentences, each wrapped.
fn plain(sentences: &[String], width: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for sentence in sentences {
        hang(&mut lines, Vec::new(), sentence, theme::PLAIN, width);
    }
    lines
}

/// A line behind the blank columns at the left edge.
fn indented(mut line: Line<'static>) -> Line<'static> {
    line.spans.insert(0, Span::raw(" ".repeat(LEAD)));
    line
}

/// `─ Next steps ─────`, over the full width of the screen.
pub fn rule(title: &str, width: usize) -> Line<'static> {
    let title = fit(title, width.saturating_sub(4));
    let rest = width.saturating_sub(title.width() + 3);
    Line::from(vec![
        Span::styled("─ ", theme::SECONDARY),
        Span::styled(title, theme::STRONG),
        Span::styled(format!(" {}", "─".repeat(rest)), theme::SECONDARY),
    ])
}

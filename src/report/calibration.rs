//! A coach's calibrations as text for the terminal and as JSON.

use std::fmt::Write;

use serde::Serialize;

use super::json;
use crate::domain::judging::agreement::Agreement;
use crate::domain::judging::calibration::{
    Calibration, KAPPA, MarkDifference, StageAgreement, UNDEFINED,
};
use crate::domain::sanitize;
use crate::domain::session::event::Wall;
use crate::domain::units::{date, rfc3339};

#[derive(Serialize)]
struct CalibrationsView<'a> {
    coach: &'a str,
    /// The gold sessions of a round, and how many of the open round are scored; null where no round is open.
    sessions: usize,
    scored: Option<usize>,
    /// The first round first.
    results: Vec<ResultView<'a>>,
}

#[derive(Serialize)]
struct ResultView<'a> {
    at: String,
    items: AgreementView,
    levels: AgreementView,
    stages: Vec<StageView<'a>>,
    differences: &'a [MarkDifference],
}

#[derive(Serialize)]
struct StageView<'a> {
    id: &'a str,
    title: &'a str,
    items: AgreementView,
    levels: AgreementView,
}

#[derive(Serialize)]
struct AgreementView {
    equal: usize,
    of: usize,
    percent: Option<usize>,
    /// Null where it is undefined: both gave one and the same mark to everything.
    kappa: Option<f64>,
}

impl From<&Agreement> for AgreementView {
    fn from(agreement: &Agreement) -> Self {
        Self {
            equal: agreement.equal,
            of: agreement.of,
            percent: agreement.percent(),
            kappa: agreement.kappa,
        }
    }
}

/// The results of a coach, the first round first.
#[derive(Debug, Clone, Copy)]
pub struct Rounds<'a> {
    pub coach: &'a str,
    pub results: &'a [(Wall, &'a Calibration)],
    /// How many gold sessions a round has, and how many of the open one are scored.
    pub sessions: usize,
    pub scored: Option<usize>,
}

pub fn as_json(rounds: Rounds<'_>) -> String {
    let results = rounds.results.iter().map(|(at, calibration)| ResultView {
        at: rfc3339(*at),
        items: (&calibration.items).into(),
        levels: (&calibration.levels).into(),
        stages: calibration.stages.iter().map(stage_view).collect(),
        differences: &calibration.differences,
    });
    json::versioned(&CalibrationsView {
        coach: rounds.coach,
        sessions: rounds.sessions,
        scored: rounds.scored,
        results: results.collect(),
    })
}

fn stage_view(stage: &StageAgreement) -> StageView<'_> {
    StageView {
        id: &stage.id,
        title: &stage.title,
        items: (&stage.items).into(),
        levels: (&stage.levels).into(),
    }
}

/// The latest result with the items that differ, and a line for each earlier one; empty without any.
pub fn as_text(rounds: Rounds<'_>) -> String {
    let Some(((at, latest), earlier)) = rounds.results.split_last() else {
        return String::new();
    };
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "Calibration of {} on {}: {} gold sessions, {} rubric items\n",
        sanitize::line(rounds.coach),
        date(*at),
        rounds.sessions,
        latest.items.of,
    );
    out.push_str(&summary(latest));
    out.push_str(&table(latest));
    let _ = writeln!(out, "\n{}", indented(KAPPA, 0));
    if latest.has_undefined() {
        let _ = writeln!(out, "{}", indented(UNDEFINED, 0));
    }
    if !earlier.is_empty() {
        out.push_str("\nEarlier calibrations\n");
        for (at, calibration) in earlier {
            let (items, levels) = (figures(&calibration.items), figures(&calibration.levels));
            let _ = writeln!(out, "  {}\n    items {items}   levels {levels}", date(*at));
        }
    }
    out.push_str(&differences(&latest.differences));
    out
}

/// `104 of 120 marks and 12 of 15 levels are as agreed.`
fn summary(calibration: &Calibration) -> String {
    let (items, levels) = (&calibration.items, &calibration.levels);
    format!(
        "{} of {} marks and {} of {} levels are as agreed.\n\n",
        items.equal, items.of, levels.equal, levels.of
    )
}

/// The columns of a narrow terminal.
const COLUMNS: usize = 79;
/// Columns of [`figures`]; with a stage's title twice of them have room on 80 columns.
const FIGURES: usize = 26;

fn table(calibration: &Calibration) -> String {
    let stages = calibration.stages.iter();
    let rows = stages.map(|stage| (sanitize::line(&stage.title), &stage.items, &stage.levels));
    let total = (
        "All stages".to_owned(),
        &calibration.items,
        &calibration.levels,
    );
    let rows: Vec<_> = rows.chain([total]).collect();
    let width = rows.iter().map(|row| row.0.chars().count()).max();
    let width = width.unwrap_or_default();
    let mut out = format!(
        "{:width$}  {:<FIGURES$}  levels: equal, kappa\n",
        "", "items: equal, kappa"
    );
    for (title, items, levels) in rows {
        let line = format!("{title:<width$}  {}  {}", figures(items), figures(levels));
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}

/// `104 of 120   87 %   0.73`.
fn figures(agreement: &Agreement) -> String {
    let percent = agreement.percent();
    let percent = percent.map_or("-".to_owned(), |percent| format!("{percent} %"));
    format!(
        "{:>3} of {:<3}{percent:>6} {:>9}",
        agreement.equal,
        agreement.of,
        agreement.kappa_text()
    )
}

/// A text behind so many blanks, wrapped at words to the columns of a narrow terminal.
fn indented(text: &str, blanks: usize) -> String {
    let blanks = " ".repeat(blanks);
    let options = textwrap::Options::new(COLUMNS).initial_indent(&blanks);
    textwrap::fill(text, options.subsequent_indent(&blanks))
}

fn differences(all: &[MarkDifference]) -> String {
    let mut out = match all.len() {
        0 => return "\nEvery mark is as agreed.\n".to_owned(),
        1 => "\n1 mark differs\n".to_owned(),
        count => format!("\n{count} marks differ\n"),
    };
    let mut group = None;
    for one in all {
        if group != Some((&one.session, &one.stage)) {
            group = Some((&one.session, &one.stage));
            let (design, stage) = (sanitize::line(&one.design), sanitize::line(&one.stage));
            let _ = writeln!(out, "\n{design} · {stage}");
        }
        let _ = writeln!(
            out,
            "{}\n    you: {}   agreed: {}\n{}",
            indented(&sanitize::line(&one.look_for), 2),
            one.own.word(),
            one.agreed.word(),
            indented(&sanitize::line(&one.reason), 4)
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::domain::judging::calibration::PlainMark;

    #[test]
    fn a_calibration_says_percent_kappa_and_why_the_agreed_mark_is_as_it_is() {
        let agreement = |equal, of, kappa| Agreement { equal, of, kappa };
        let stage = |title: &str, items, levels| StageAgreement {
            id: title.to_lowercase(),
            title: title.to_owned(),
            items,
            levels,
        };
        let calibration = Calibration {
            items: agreement(14, 16, Some(0.734)),
            levels: agreement(2, 2, None),
            stages: vec![
                stage("Setup", agreement(8, 8, None), agreement(1, 1, None)),
                stage("Data", agreement(6, 8, Some(-0.004)), agreement(1, 1, None)),
            ],
            differences: vec![MarkDifference {
                session: "s".into(),
                design: "Fraud Detection".into(),
                stage: "Data".into(),
                look_for: "splits by time".into(),
                own: PlainMark::Shown,
                agreed: PlainMark::NotShown,
                reason: "A share is named, and no order of time.".into(),
            }],
            sessions: Vec::new(),
        };
        let at = DateTime::parse_from_rfc3339("2026-11-28T18:00:00+01:00").expect("a time");
        let text = as_text(Rounds {
            coach: "ada",
            results: &[(at, &calibration), (at, &calibration)],
            sessions: 3,
            scored: None,
        });
        insta::assert_snapshot!(text);
    }
}

//! What is said at the finish: planned and spent time by stage, the condition, and where the record is.

use std::time::Duration;

use unicode_width::UnicodeWidthStr;

use super::Session;
use super::pace::{Bar, Pace, Times};
use super::timeline::clock;
use crate::domain::sanitize;

/// The columns of the times and of the prompts, with the blanks before them.
const FIGURES: usize = 4 * 9 + 2 + 8;

/// The name of the last row, as long as the head `stage`.
const TOTAL: &str = "Total";

/// What is said at the finish. Its texts are sanitized.
#[derive(Debug, Clone, PartialEq)]
pub struct Finished {
    pub title: String,
    /// The condition of the session in words: `clean`, or `paused, strict`.
    pub condition: String,
    /// The stages in the plan's order.
    pub stages: Vec<StageRow>,
    pub total: Times,
    /// The prompts of all stages that are covered, and how many there are.
    pub prompts: (usize, usize),
    /// Whose record it is, and how to change that.
    pub candidate: String,
    /// The path of the session's folder.
    pub folder: String,
    /// Commands for later, each with what it does; the first opens the debrief.
    pub commands: Vec<String>,
}

/// A stage at the finish.
#[derive(Debug, Clone, PartialEq)]
pub struct StageRow {
    pub title: String,
    pub short: String,
    pub times: Times,
    pub bar: Bar,
    /// Whether time was spent in the stage.
    pub was_run: bool,
    /// The prompts that are covered, and how many there are.
    pub prompts: (usize, usize),
}

/// Where the record of a session is and how commands open it, sanitized.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The path of the session's folder.
    pub folder: String,
    /// The command without its words.
    pub program: String,
    /// The word that names the session; `None` for the latest.
    pub word: Option<String>,
}

impl Place {
    /// The command that opens the debrief.
    pub fn debrief(&self) -> String {
        match &self.word {
            Some(word) => format!("{} debrief {word}", self.program),
            None => format!("{} debrief", self.program),
        }
    }
}

/// What is said at the finish of a session whose record is in this place.
pub fn of(session: &Session, place: &Place) -> Finished {
    let pace = Pace::of(session);
    let design = sanitize::line(&session.head.design.title);
    let condition = session.condition();
    let condition: Vec<&str> = condition.iter().map(|condition| condition.word()).collect();
    let Place {
        folder, program, ..
    } = place;
    let word = place.word.as_deref().unwrap_or("last");
    let command = |command: String, does| format!("{command:<23}  {does}");
    let stages = stages(session, &pace);
    let prompts = stages.iter().map(|stage| stage.prompts);
    let prompts = prompts.fold((0, 0), |all, own| (all.0 + own.0, all.1 + own.1));
    Finished {
        title: format!("{design}: finished after {}", clock(pace.total.spent)),
        condition: condition.join(", "),
        stages,
        total: pace.total,
        prompts,
        candidate: format!(
            "{} (`--as NAME` or `{program} config init` changes it)",
            sanitize::line(&session.head.candidate)
        ),
        folder: folder.clone(),
        commands: vec![
            command(place.debrief(), "the debrief, at any time later"),
            command(
                format!("{program} show {word}"),
                "the record with its minutes",
            ),
            command(
                format!("{program} export {word}"),
                "the same as a page of Markdown",
            ),
        ],
    }
}

fn stages(session: &Session, pace: &Pace) -> Vec<StageRow> {
    let plan = session.head.plan.stages.iter().zip(&session.stages);
    let rows = plan.zip(pace.stages.iter().zip(pace.bars()));
    let rows = rows.map(|((stage, state), (pace, bar))| StageRow {
        title: sanitize::line(&stage.title),
        short: sanitize::line(&stage.short),
        times: pace.times,
        bar,
        // A stage that was only passed through was not run.
        was_run: !pace.times.spent.is_zero(),
        prompts: (state.covered.len(), stage.prompts.len()),
    });
    rows.collect()
}

impl Finished {
    /// The rows of the table of the stages as plain text in so many columns, with the heads of its columns, and with short
    /// titles where the whole ones have no room.
    pub fn table(&self, columns: usize) -> Vec<String> {
        let stages = self.stages.iter();
        let mut titles: Vec<&str> = stages.map(|stage| &*stage.title).collect();
        let widest = |titles: &[&str]| {
            let widths = titles.iter().map(|title| title.width());
            widths.max().unwrap_or(0).max(TOTAL.len())
        };
        if widest(&titles) + FIGURES > columns {
            titles = self.stages.iter().map(|stage| &*stage.short).collect();
        }
        let title_columns = widest(&titles);
        let row = |title: &str, times: [String; 4], prompts: &str| {
            let blanks = " ".repeat(title_columns - title.width());
            let times = times.map(|time| format!("  {time:>7}")).concat();
            format!("{title}{blanks}{times}  {prompts:>8}")
        };
        let heads = ["planned", "spent", "over", "early"].map(str::to_owned);
        let mut lines = vec![row("stage", heads, "prompts")];
        for (title, stage) in titles.iter().zip(&self.stages) {
            let Times {
                planned,
                spent,
                over,
                unspent,
            } = stage.times;
            let or_none = |time: Duration| {
                let shown = stage.was_run.then(|| clock(time));
                shown.unwrap_or_else(|| "-".to_owned())
            };
            let times = [
                clock(planned),
                or_none(spent),
                or_none(over),
                or_none(unspent),
            ];
            lines.push(row(title, times, &of_all(stage.prompts)));
        }
        let total = self.total;
        let total = [total.planned, total.spent, total.over, total.unspent].map(clock);
        lines.push(row(TOTAL, total, &of_all(self.prompts)));
        lines
    }

    /// The condition, the candidate and the place of the record as plain text; a row may be longer than the screen is wide.
    pub fn facts(&self) -> Vec<String> {
        vec![
            format!("condition: {}", self.condition),
            format!("candidate: {}", self.candidate),
            format!("record: {}", self.folder),
        ]
    }
}

/// `2 of 10`.
pub fn of_all((part, all): (usize, usize)) -> String {
    format!("{part} of {all}")
}

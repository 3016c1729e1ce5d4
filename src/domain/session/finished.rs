//! What is said at the finish: planned and spent time by stage, the condition, and where the record is.

use unicode_width::UnicodeWidthStr;

use super::Session;
use super::pace::Pace;
use super::timeline::clock;
use crate::domain::sanitize;

/// The columns of the times and of the prompts, with the blanks before them.
const FIGURES: usize = 4 * 9 + 2 + 7;

/// The name of the last row, as long as the head `stage`.
const TOTAL: &str = "Total";

/// What is said at the finish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    pub title: String,
    /// The rows of the table of the stages, with the heads of its columns.
    pub table: Vec<String>,
    /// The condition, the candidate and the place of the record; a row may be longer than the screen is wide.
    pub facts: Vec<String>,
    /// Commands for later, each with what it does; the first opens the debrief.
    pub commands: Vec<String>,
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

/// What is said at the finish of a session whose record is in this place, with a table for so many columns.
pub fn of(session: &Session, place: &Place, columns: usize) -> Finished {
    let pace = Pace::of(session);
    let design = sanitize::line(&session.head.design.title);
    let condition = session.condition();
    let condition: Vec<&str> = condition.iter().map(|condition| condition.word()).collect();
    let Place {
        folder, program, ..
    } = place;
    let word = place.word.as_deref().unwrap_or("last");
    let command = |command: String, does| format!("{command:<23}  {does}");
    Finished {
        title: format!("{design}: finished after {}", clock(pace.total.spent)),
        table: table(session, &pace, columns),
        facts: vec![
            format!("condition: {}", condition.join(", ")),
            format!(
                "candidate: {} (`--as NAME` or `{program} config init` changes it)",
                sanitize::line(&session.head.candidate)
            ),
            format!("record: {folder}"),
        ],
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

/// The table of the stages, with short titles where the whole ones have no room.
fn table(session: &Session, pace: &Pace, columns: usize) -> Vec<String> {
    let stages = &session.head.plan.stages;
    let titles = stages.iter().map(|stage| sanitize::line(&stage.title));
    let mut titles: Vec<String> = titles.collect();
    let widest = |titles: &[String]| {
        let widths = titles.iter().map(|title| title.width());
        widths.max().unwrap_or(0).max(TOTAL.len())
    };
    if widest(&titles) + FIGURES > columns {
        let shorts = stages.iter().map(|stage| sanitize::line(&stage.short));
        titles = shorts.collect();
    }
    let title_columns = widest(&titles);
    let row = |title: &str, times: [&str; 4], prompts: &str| {
        let blanks = " ".repeat(title_columns - title.width());
        let times = times.map(|time| format!("  {time:>7}")).concat();
        format!("{title}{blanks}{times}  {prompts}")
    };
    let heads = ["planned", "spent", "over", "unspent"];
    let mut lines = vec![row("stage", heads, "prompts")];
    let states = session.stages.iter().zip(&pace.stages);
    for ((title, stage), (state, pace)) in titles.iter().zip(stages).zip(states) {
        let times = pace.times;
        let times = [times.planned, times.spent, times.over, times.unspent].map(clock);
        let prompts = format!("{}/{}", state.covered.len(), stage.prompts.len());
        lines.push(row(title, times.each_ref().map(String::as_str), &prompts));
    }
    let total = pace.total;
    let total = [total.planned, total.spent, total.over, total.unspent].map(clock);
    let covered = session.stages.iter().map(|state| state.covered.len());
    let all = stages.iter().map(|stage| stage.prompts.len());
    let prompts = format!("{}/{}", covered.sum::<usize>(), all.sum::<usize>());
    lines.push(row(TOTAL, total.each_ref().map(String::as_str), &prompts));
    lines
}

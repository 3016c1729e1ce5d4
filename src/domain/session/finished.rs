//! What is said at the finish: planned and spent time by stage, the condition, and where the record is.

use unicode_width::UnicodeWidthStr;

use super::Session;
use super::pace::Pace;
use super::time_table::TimeTable;
use super::timeline::clock;
use crate::domain::sanitize;

/// The columns behind the titles: planned and spent time, the difference from the plan, and the prompts.
const TIME: usize = 9;
const DIFFERENCE: usize = 24;
const PROMPTS: usize = 10;
const FIGURES: usize = 2 * TIME + DIFFERENCE + PROMPTS;

/// The name of the last row, as long as the head `stage`.
const TOTAL: &str = "Total";

/// What is said at the finish. Its texts are sanitized.
#[derive(Debug, Clone, PartialEq)]
pub struct Finished {
    pub title: String,
    /// The condition of the session in words: `clean`, or `paused, strict`.
    pub condition: String,
    pub times: TimeTable,
    /// The prompts of each stage that are covered, and how many there are.
    pub prompts: Vec<(usize, usize)>,
    /// Whose record it is, and how to change that.
    pub candidate: String,
    /// The path of the session's folder.
    pub folder: String,
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
    let stages = session.head.plan.stages.iter().zip(&session.stages);
    let prompts = stages.map(|(stage, state)| (state.covered.len(), stage.prompts.len()));
    Finished {
        title: format!("{design}: finished after {}", clock(pace.total.spent)),
        condition: condition.join(", "),
        times: TimeTable::of(session, &pace),
        prompts: prompts.collect(),
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

impl Finished {
    /// The prompts of all stages that are covered, and how many there are.
    pub fn all_prompts(&self) -> (usize, usize) {
        let prompts = self.prompts.iter();
        prompts.fold((0, 0), |all, own| (all.0 + own.0, all.1 + own.1))
    }

    /// The rows of the table of the stages as plain text in so many columns, with the heads of its columns, and with short
    /// titles where the whole ones have no room.
    pub fn table(&self, columns: usize) -> Vec<String> {
        let stages = self.times.rows.iter();
        let mut titles: Vec<&str> = stages.map(|stage| &*stage.title).collect();
        let widest = |titles: &[&str]| {
            let widths = titles.iter().map(|title| title.width());
            widths.max().unwrap_or(0).max(TOTAL.len())
        };
        if widest(&titles) + FIGURES > columns {
            let stages = self.times.rows.iter();
            titles = stages.map(|stage| &*stage.short).collect();
        }
        let title_columns = widest(&titles);
        let row = |title: &str, [planned, spent, difference, prompts]: [&str; 4]| {
            let blanks = " ".repeat(title_columns - title.width());
            format!(
                "{title}{blanks}{planned:>TIME$}{spent:>TIME$}{difference:>DIFFERENCE$}{prompts:>PROMPTS$}"
            )
        };
        let mut lines = vec![row(
            "stage",
            ["planned", "spent", "against the plan", "prompts"],
        )];
        let stages = self.times.rows.iter().zip(&self.prompts);
        for (title, (stage, prompts)) in titles.iter().zip(stages) {
            let planned = clock(stage.times.planned);
            let (spent, difference) = (stage.spent_text(), stage.difference_text());
            lines.push(row(
                title,
                [&planned, &spent, &difference, &of_all(*prompts)],
            ));
        }
        let total = &self.times.total;
        let (planned, spent) = (clock(total.planned), clock(total.spent));
        let (differences, prompts) = (self.times.differences_text(), of_all(self.all_prompts()));
        lines.push(row(TOTAL, [&planned, &spent, &differences, &prompts]));
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

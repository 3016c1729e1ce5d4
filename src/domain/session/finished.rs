//! What is said at the finish: planned and spent time by stage, the condition, and where the record is.

use super::Session;
use super::pace::Pace;
use super::time_table::TimeTable;
use super::timeline::clock;
use crate::domain::sanitize;

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
}

/// `2 of 10`.
pub fn of_all((part, all): (usize, usize)) -> String {
    format!("{part} of {all}")
}

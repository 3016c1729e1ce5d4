//! What commands work on: the live interview, what the next line answers, and the text that is to be printed.

use std::cell::LazyCell;

use super::describe;
use super::notes::{self, NotesHistory};
use crate::app::questions::questions_in_background;
use crate::domain::calc;
use crate::domain::content::design::{Clarify, Design};
use crate::domain::content::framework::Topic;
use crate::domain::interview::asking::{self, Asking};
use crate::domain::interview::questions::Questions;
use crate::domain::interview::{ClockReading, Interview};
use crate::domain::sanitize;
use crate::domain::session::Session;

/// Adds a text, cleaned, on lines of its own to what is printed.
pub fn say(printed: &mut String, text: &str) {
    printed.push_str(&sanitize::text(text));
    printed.push('\n');
}

/// The questions that the interviewer can answer.
pub struct Interviewer {
    /// Made or waited for at the first use.
    pub questions: LazyCell<Questions, Box<dyn FnOnce() -> Questions>>,
    pub clarify: Vec<Clarify>,
}

impl Interviewer {
    pub fn new(
        design: &Design,
        topics: impl FnOnce() -> Vec<Topic> + Send + Clone + 'static,
    ) -> Self {
        Self {
            questions: LazyCell::new(Box::new(questions_in_background(design, topics))),
            clarify: design.clarify.clone(),
        }
    }

    /// A question that this interviewer answers.
    pub fn example(&self) -> String {
        asking::example(&self.questions, &self.clarify)
    }
}

/// What the next line answers.
pub enum PendingChoice {
    /// Which of these questions to ask.
    Ask(Asking),
    /// How to leave.
    Leave,
}

/// How the candidate leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leave {
    Save,
    Finish,
}

/// An interview and what is said in it.
pub struct Talk {
    pub interview: Interview,
    /// `None` where the session's design cannot be read.
    pub interviewer: Option<Interviewer>,
    pub choice: Option<PendingChoice>,
    /// What can be undone, by stage.
    pub histories: Vec<NotesHistory>,
    /// Whether results may be out of date although no line was added since: after a start, and in a stage where something
    /// was undone.
    pub may_be_outdated: bool,
    /// Set by a command that ends the program.
    pub leave: Option<Leave>,
    /// The text that is not printed yet, whole lines.
    pub text: String,
}

impl Talk {
    pub fn new(interview: Interview, interviewer: Option<Interviewer>) -> Self {
        let stages = interview.session().stages.iter();
        Self {
            histories: stages.map(|_| NotesHistory::default()).collect(),
            interview,
            interviewer,
            choice: None,
            may_be_outdated: true,
            leave: None,
            text: String::new(),
        }
    }

    /// Says which results were computed again because a line that they use has changed, but for those of the stage `but`.
    pub fn update_results(&mut self, but: Option<usize>, now: ClockReading) {
        self.may_be_outdated = but.is_some();
        for line in notes::update_results(&mut self.interview, &mut self.histories, but, now) {
            let word = match calc::result(&line) {
                Some(_) => "Computed again",
                None => "The result is no longer true and was removed",
            };
            self.say(&format!("{word}: {line}"));
        }
    }

    pub fn session(&self) -> &Session {
        self.interview.session()
    }

    /// Says something, cleaned, on lines of its own.
    pub fn say(&mut self, text: &str) {
        say(&mut self.text, text);
    }

    pub fn say_all(&mut self, lines: &[String]) {
        for line in lines {
            self.say(line);
        }
    }

    /// Says where the interview stands, at its start and after a pause.
    pub fn say_stage(&mut self, now: ClockReading) {
        let timeline = self.interview.timeline(now).as_shown();
        let lines = describe::stage(self.session(), &timeline);
        self.say_all(&lines);
    }
}

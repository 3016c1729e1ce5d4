//! The debrief in plain text: the rubric of each stage by numbered choices, then the answer, and at the end the pages. Its
//! marks are the same events as those of the screens.

mod act;
mod commands;
mod describe;

use std::path::Path;
use std::time::Duration;

use super::input::InputMessage;
use super::room::{Ended, RETRY, Turn};
use super::talk::say;
use crate::app::context::AppContext;
use crate::app::debrief::{self as app_debrief, OpenDebrief};
use crate::app::failure::Failure;
use crate::app::load::LoadedSession;
use crate::app::recording::{Recording, reopening};
use crate::domain::content::design::{Design, DesignStage, RubricItem};
use crate::domain::interview::ClockReading;
use crate::domain::judging::anchor::LinePosition;
use crate::domain::judging::facts::SessionFacts;
use crate::domain::judging::marks::Debrief;
use crate::domain::judging::next_steps::EarlierSteps;
use crate::domain::judging::ranking::{Ranking, Rankings};
use crate::domain::judging::report::{self, Report};
use crate::domain::judging::review::Review;
use crate::domain::judging::viewer::Viewer;
use crate::domain::session::Session;
use crate::domain::session::log::Log;
use crate::linear::describe::capital;

/// What the next line answers. Stages and items count from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    /// Whether an item is shown, and by which of these lines; the first is proposed only where that is clear.
    Item {
        stage: usize,
        item: usize,
        lines: Vec<LinePosition>,
        is_clear: bool,
    },
    /// Whether to close a stage whose items are all marked.
    Close { stage: usize },
    /// Whether to go on after the answer of a stage.
    Answer { stage: usize },
    /// Whether to go on after a page.
    Page(RoomPage),
    /// The line for next time.
    NextTime,
}

/// A page behind the stages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RoomPage {
    Interviewer,
    Sums,
    Reviews,
    Summary,
}

/// A debrief in plain text.
pub struct DebriefRoom {
    context: AppContext,
    debrief: Debrief,
    /// The design that the session ran with, or why it cannot be read.
    design: Result<Design, String>,
    reviews: Vec<Review>,
    log: Log,
    earlier: Option<EarlierSteps>,
    /// The command that opens this debrief again.
    again: String,
    rankings: Rankings,
    recording: Option<Recording>,
    is_saved: bool,
    step: Step,
    /// Whether the program ends after this turn.
    leaves: bool,
    /// What is not printed yet, whole lines.
    text: String,
    turn: Turn,
}

impl DebriefRoom {
    /// Opens the debrief of the session in this folder.
    ///
    /// # Errors
    /// When it is not finished, is in use, or cannot be read or written.
    pub fn open(context: AppContext, folder: &Path, now: ClockReading) -> Result<Self, Failure> {
        let OpenDebrief {
            debrief,
            loaded,
            recording,
        } = app_debrief::open(folder, &context.paths, &now.wall)?;
        let again = reopening(debrief.session(), folder, &context.paths, &now.wall);
        let earlier =
            app_debrief::earlier_steps(debrief.session(), folder, &context.paths, &now.wall);
        let reviews = loaded.published_reviews();
        let LoadedSession {
            design,
            log,
            remarks,
            ..
        } = loaded;
        let mut room = Self {
            rankings: Rankings::of(debrief.session(), design.as_ref().ok()),
            context,
            debrief,
            design,
            reviews,
            log,
            earlier,
            again,
            recording: Some(recording),
            is_saved: true,
            step: Step::NextTime,
            leaves: false,
            text: String::new(),
            turn: Turn::default(),
        };
        for remark in room.context.rescued.clone().into_iter().chain(remarks) {
            room.say(&format!("Note: {remark}"));
        }
        room.greet();
        Ok(room)
    }

    /// The session so far.
    pub fn session(&self) -> &Session {
        self.debrief.session()
    }

    /// How long the loop may wait for a message; `None` for no limit.
    pub fn wait(&mut self) -> Option<Duration> {
        let recording = self.recording.as_ref();
        let is_unsaved = recording.is_some_and(|recording| !recording.is_settled());
        is_unsaved.then_some(RETRY)
    }

    /// One turn: the messages are handled, and what happened is saved.
    pub fn turn(&mut self, messages: &[InputMessage], now: ClockReading) -> Turn {
        for message in messages {
            // After the last answer only a signal counts: it makes another exit code.
            let is_over = self.leaves && !matches!(message, InputMessage::End(_));
            if self.turn.ended.is_some() || is_over {
                continue;
            }
            match message {
                InputMessage::Line(line) => self.line(line, now.wall),
                InputMessage::TooLong => self.say("The line is too long and was not read."),
                InputMessage::EndOfInput => self.end(None, now),
                InputMessage::End(signal) => self.end(Some(*signal), now),
                InputMessage::Continued => {}
            }
        }
        self.record(now);
        if self.leaves && self.turn.ended.is_none() {
            self.end(None, now);
        }
        self.turn.text = std::mem::take(&mut self.text);
        std::mem::take(&mut self.turn)
    }

    fn say(&mut self, text: &str) {
        say(&mut self.text, text);
    }

    fn say_all(&mut self, lines: &[String]) {
        for line in lines {
            self.say(line);
        }
    }

    /// Saves what happened, and says when something cannot be saved and when it is saved again.
    fn record(&mut self, now: ClockReading) {
        let entries = self.debrief.take_outbox();
        let Some(recording) = &mut self.recording else {
            return;
        };
        let (session, paths) = (self.debrief.session(), &self.context.paths);
        recording.record(&entries, session, now, paths);
        let notice = recording.take_notice();
        let error = recording.save_error();
        let was_saved = std::mem::replace(&mut self.is_saved, error.is_none());
        if let Some(notice) = notice {
            self.say(&format!("Note: {notice}"));
        }
        match error {
            Some(why) if was_saved => {
                self.say(&format!("NOT SAVED: {why}. Retrying every second."));
            }
            None if !was_saved => self.say("Saved again: everything is on disk."),
            _ => {}
        }
    }

    /// Saves and closes the session; the program then ends.
    fn end(&mut self, signal: Option<i32>, now: ClockReading) {
        self.record(now);
        let Some(recording) = self.recording.take() else {
            return;
        };
        let ending = recording.end(
            self.debrief.session(),
            false,
            now,
            &self.context.paths,
            false,
        );
        if ending.is_none() {
            let left = self.debrief.left_text(&format!("{} --linear", self.again));
            self.say(&format!("{}.", capital(&left)));
        }
        self.turn.ended = Some(Ended::of(ending, signal));
    }

    fn stage(&self, index: usize) -> Option<&DesignStage> {
        let id = &self.session().head.plan.stages.get(index)?.id;
        self.design.as_ref().ok()?.stage(id)
    }

    fn rubric(&self, stage: usize) -> &[RubricItem] {
        report::rubric(self.session(), self.design.as_ref().ok(), stage)
    }

    /// The stages that have a rubric and are not closed yet.
    fn open_stages(&self) -> impl Iterator<Item = usize> {
        report::open_stages(self.session(), self.design.as_ref().ok())
    }

    fn is_open(&self, stage: usize) -> bool {
        self.open_stages().any(|open| open == stage)
    }

    /// The first stage that is not closed, from this one on and then from the first on.
    fn open_from(&self, stage: usize) -> Option<usize> {
        let later = self.open_stages().find(|open| *open >= stage);
        later.or_else(|| self.open_stages().next())
    }

    fn rank(&self, stage: usize, item: usize) -> Ranking {
        self.rankings.rank(stage, item)
    }

    /// Reads the facts of the session as the candidate may see them now.
    fn with_facts<T>(&self, read: impl FnOnce(&SessionFacts<'_>) -> T) -> T {
        let (session, design) = (self.debrief.session(), self.design.as_ref().ok());
        let viewer = Viewer::Candidate;
        let report = Report::new(session, design, &self.log, &self.reviews, viewer);
        read(&SessionFacts::of(&report))
    }
}

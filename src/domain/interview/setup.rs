//! What an interview is started with.

use std::time::Duration;

use crate::domain::assignment::Assignment;
use crate::domain::session::event::RunOptions;
use crate::domain::session::plan::Minutes;

pub use crate::domain::session::event::HIGHEST_SEED;

/// The design of an interview and the options it runs with.
#[derive(Debug, Clone, PartialEq)]
pub struct Setup {
    /// The id of the design.
    pub design: String,
    pub minutes: Minutes,
    /// The only stage to practice, with its time, in place of `minutes`.
    pub drill: Option<StageDrill>,
    /// At most [`HIGHEST_SEED`]; a random one if `None`.
    pub seed: Option<u32>,
    /// The options that are stored in the session's log.
    pub options: RunOptions,
    pub clock: ClockForm,
    /// Who practices, where it is somebody else than the settings say.
    pub candidate: Option<String>,
    /// The assignment that the interview answers.
    pub assignment: Option<Box<Assignment>>,
}

impl Setup {
    /// A design with the default options and the framework's minutes.
    pub fn of(design: &str) -> Self {
        Self {
            design: design.to_owned(),
            minutes: Minutes::AsFramework,
            drill: None,
            seed: None,
            options: RunOptions::default(),
            clock: ClockForm::Digits,
            candidate: None,
            assignment: None,
        }
    }

    /// The same options with the design, the times and the seed of an assignment.
    #[must_use]
    pub fn answering(self, assignment: Assignment) -> Self {
        Self {
            design: assignment.design.id.clone(),
            minutes: assignment.minutes.clone(),
            drill: None,
            seed: Some(assignment.seed),
            assignment: Some(Box::new(assignment)),
            ..self
        }
    }
}

/// One stage to practice on its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageDrill {
    /// The id of the stage in the framework.
    pub stage: String,
    pub time: Duration,
}

/// How long a drill takes where nothing else is asked for.
pub const DRILL_TIME: Duration = Duration::from_secs(5 * 60);

/// How the countdown is shown. All forms but `Hidden` also show the time left as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ClockForm {
    #[default]
    Digits,
    Bar,
    /// Shows only overruns.
    Hidden,
}

impl ClockForm {
    pub const ALL: [Self; 3] = [Self::Digits, Self::Bar, Self::Hidden];

    /// The next form; after the last one the first.
    #[must_use]
    pub fn next(self) -> Self {
        Self::ALL[(self as usize + 1) % Self::ALL.len()]
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Digits => "digits",
            Self::Bar => "bar",
            Self::Hidden => "hidden",
        }
    }
}

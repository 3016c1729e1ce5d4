//! The rows of the lists of designs and sessions, as plain values. Their texts are sanitized.

pub mod others;
pub mod waiting;

use std::time::Duration;

use crate::domain::assignment::Assignment;
use crate::domain::session::Condition;
use crate::domain::session::pace::Pace;
use crate::domain::session::time_table::TimeTable;
use crate::domain::settings::Settings;
use others::OtherCandidates;
use waiting::WaitingDebrief;

/// The data of the home screen.
#[derive(Debug, Default)]
pub struct HomeData {
    pub designs: Vec<DesignCard>,
    /// What coaches assigned to the candidate and is not finished, the first due first. Then what came for somebody else.
    pub assignments: Vec<OpenAssignment>,
    /// Why an assignment is left out, for the first message.
    pub remark: Option<String>,
    /// The name of the candidate whose home it is, sanitized.
    pub candidate: String,
    /// The other candidates whose sessions are in the folder.
    pub others: OtherCandidates,
    /// The candidate's latest unfinished session, which home offers to resume.
    pub unfinished: Option<Unfinished>,
    /// How many more of the candidate's sessions are unfinished.
    pub more_unfinished: usize,
    /// Whether an unfinished session is open in another window, so that it cannot be resumed here.
    pub is_open_elsewhere: bool,
    /// The finished session whose debrief waits for the candidate.
    pub waiting: Option<WaitingDebrief>,
    /// What to do next after the candidate's latest finished session.
    pub next_steps: Option<OpenSteps>,
    /// The drill that `d` offers; `None` where no design can be started.
    pub drill: Option<DrillOffer>,
    /// The framework's warning of the common mistake; empty if it has none.
    pub warning: String,
    /// The candidate's practice so far; `None` before the first session.
    pub practice: Option<Practice>,
    /// The framework's stages, in order.
    pub stages: Vec<StageMinutes>,
    /// The settings, whose minutes and options the next run has at first.
    pub settings: Settings,
}

impl HomeData {
    /// Why no session can be resumed, where none is offered.
    pub fn why_no_resume(&self) -> &'static str {
        if self.is_open_elsewhere {
            "the unfinished session is open in another window"
        } else {
            "nothing is unfinished"
        }
    }
}

/// The drill that home offers.
#[derive(Debug, Clone)]
pub struct DrillOffer {
    /// The stage's short title.
    pub stage: String,
    /// The design's title.
    pub design: String,
}

/// The candidate's practice so far, in words.
#[derive(Debug, Clone)]
pub struct Practice {
    /// `streak 3 days`.
    pub streak: String,
    /// `1 h 19 min practiced`; empty where there are more sessions than home reads.
    pub time: String,
}

/// A stage of the framework and its time.
#[derive(Debug, Clone)]
pub struct StageMinutes {
    pub id: String,
    pub title: String,
    /// The stage's short title.
    pub short: String,
    pub time: Duration,
}

/// The time of all these stages.
pub fn total(stages: &[StageMinutes]) -> Duration {
    stages.iter().map(|stage| stage.time).sum()
}

/// Why the answers of a design are sealed in Study.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seal {
    /// No interview on it was finished: its answers would give the interview away.
    NotPracticed,
    /// One was finished and none is scored: its answers would help to score.
    NotScored,
}

/// A design in the list of designs.
#[derive(Debug, Clone, Default)]
pub struct DesignCard {
    pub id: String,
    pub title: String,
    /// `medium-hard`, and so on.
    pub difficulty: String,
    pub stars: u8,
    /// The framework's total time in whole minutes.
    pub minutes: u64,
    pub summary: String,
    /// What the interviewer says first.
    pub brief: String,
    /// Empty until a session of the design was finished, since they give answers away.
    pub concepts: Vec<String>,
    /// The candidate's finished sessions of it, newest first.
    pub attempts: Vec<AttemptRow>,
    /// How many sessions the candidate has started, and whether one of them is unfinished.
    pub started: usize,
    pub is_unfinished: bool,
    /// How often its file still says TODO; such a design is not ready.
    pub todos: usize,
    /// The reason why the design cannot be started, if it cannot.
    pub problem: Option<String>,
}

/// A finished session in the table of a design's attempts.
#[derive(Debug, Clone)]
pub struct AttemptRow {
    /// Date and time of the start in the candidate's time zone.
    pub date: String,
    pub elapsed: Duration,
    /// The sum of the stages' overruns, as every table shows it.
    pub over: Duration,
    pub condition: String,
    /// The candidate's level of each stage of the framework, in its order.
    pub levels: Vec<Option<u8>>,
    /// Whether every stage is scored, so that the answers are open.
    pub is_scored: bool,
}

/// The next steps of a session.
#[derive(Debug, Clone)]
pub struct OpenSteps {
    /// The design's title and the day of the session.
    pub from: String,
    /// The id of the session.
    pub session: String,
    /// At least one.
    pub steps: Vec<OpenStep>,
}

/// A next step of a session.
#[derive(Debug, Clone)]
pub struct OpenStep {
    /// What to do.
    pub task: String,
    /// What its key does, in a few words.
    pub words: String,
}

/// An unfinished session.
#[derive(Debug, Clone)]
pub struct Unfinished {
    pub id: String,
    /// The design's title, or that it is a drill of the design.
    pub title: String,
    /// `10:08 of 40:00`.
    pub at: String,
    /// `in 3 Model`.
    pub stage: String,
    /// `paused since 2026-11-25 14:15`.
    pub since: String,
}

impl Unfinished {
    /// Its design and how far it is: `Fraud Detection, 10:08 of 40:00`.
    pub fn words(&self) -> String {
        format!("{}, {}", self.title, self.at)
    }
}

/// An assignment that the candidate has not finished.
#[derive(Debug, Clone)]
pub struct OpenAssignment {
    /// As it came, for the start.
    pub assignment: Assignment,
    /// The design's title.
    pub title: String,
    /// The coach's name.
    pub coach: String,
    /// What the coach says about it; may be empty.
    pub message: String,
    /// `due 2026-12-05, tomorrow`.
    pub due: String,
    /// Whether its due date is today or over.
    pub is_pressing: bool,
    /// The framework's stages with the times of the assignment.
    pub stages: Vec<StageMinutes>,
    /// The id of the candidate's unfinished session that answers it.
    pub unfinished: Option<String>,
    /// The reason why it cannot be started, if it cannot.
    pub problem: Option<String>,
    /// The names of the candidates, where none is the candidate whose home it is: `Ada L, Bob`. Empty otherwise.
    pub others: String,
}

impl OpenAssignment {
    /// Whether it came for somebody else.
    pub fn is_for_others(&self) -> bool {
        !self.others.is_empty()
    }

    /// What the coach says about it, with the coach's name; `None` without a message.
    pub fn said(&self) -> Option<String> {
        let message = self.message.trim();
        (!message.is_empty()).then(|| format!("{}: {message}", self.coach))
    }

    /// The id of the design.
    pub fn design(&self) -> &str {
        &self.assignment.design.id
    }
}

/// The role of the reader of a list of sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Sees a candidate's self-score only after scoring the session.
    Coach,
    /// Sees the levels of coaches only after completing the self-score.
    Candidate,
}

/// The self-scored levels of a session, as far as the reader may see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SelfLevels {
    None,
    /// There are some, but this coach has not scored the session yet.
    Hidden,
    /// One digit for each stage, `-` for none.
    Levels(String),
}

/// The progress of the coach's own review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReviewProgress {
    None,
    Begun,
    /// Every stage is scored.
    Done,
    /// Others may read it, however much of it is scored.
    Published,
}

/// A session in a list of sessions.
#[derive(Debug, Clone)]
pub struct SessionRow {
    pub id: String,
    pub candidate: String,
    pub design: String,
    /// Date and time of the start in the candidate's time zone.
    pub date: String,
    /// The start in seconds since 1970, for sorting.
    pub started: i64,
    pub elapsed: Duration,
    /// The overruns of all stages, and the longest of a stage.
    pub over: Duration,
    pub worst: Duration,
    pub condition: String,
    pub is_finished: bool,
    pub is_in_use: bool,
    pub is_unread: bool,
    pub self_levels: SelfLevels,
    /// The progress of the review by the coach who reads the list.
    pub own_review: ReviewProgress,
    /// That coach's level of each stage; empty without a review.
    pub own_levels: Vec<Option<u8>>,
    /// The number of reviews by other coaches.
    pub others: usize,
    /// The name and the levels of each coach, one digit for each stage, as far as the reader may see them.
    pub coaches: Vec<(String, String)>,
    /// Short title, planned and spent time of each stage; empty where the summary does not have them.
    pub stages: Vec<(String, Duration, Duration)>,
    /// The text that a filter searches, in lower case.
    pub filter_text: String,
}

impl SessionRow {
    /// The time of each stage against its plan; without rows where the summary does not have them.
    pub fn time_table(&self) -> TimeTable {
        let stages = self.stages.iter();
        let pace = Pace::of_times(stages.map(|(_, planned, spent)| (*planned, *spent)));
        let names = self.stages.iter();
        let names = names.map(|(short, ..)| (short.as_str(), short.as_str()));
        TimeTable::new(names, &pace, self.is_finished)
    }

    /// Whether it is a drill of one stage.
    pub fn is_drill(&self) -> bool {
        let mut words = self.condition.split(", ");
        words.any(|word| word == Condition::Drill.word())
    }
}

/// What a coach's list shows of the selected session beside its row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SessionPreview {
    /// The session's id.
    pub id: String,
    /// The first lines of the notes with the minute of each, in the order of the stages.
    pub lines: Vec<(u64, String)>,
    /// `1 good · 1 fix · 1 question`; empty without comments.
    pub comments: String,
    /// The goal that the coach's message sets.
    pub goal: String,
    /// Whether the coach wrote a message.
    pub has_message: bool,
    /// `published 2026-11-24`, `draft · not published`; empty without a review.
    pub publication: String,
    /// Why there is no more to show.
    pub problem: Option<String>,
}

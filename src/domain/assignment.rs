//! An assignment: a coach asks candidates to practice one design until a day, all of them with the same times and the same
//! follow-up questions.

use std::time::Duration;

use chrono::{NaiveDate, TimeDelta};

use super::names;
use super::session::event::{AnsweredAssignment, HIGHEST_SEED, Wall};
use super::session::plan::{MOST_STAGES, Minutes, scaled};
use super::units::LONGEST;

/// The most candidates of one assignment.
pub const MOST_CANDIDATES: usize = 2000;
/// The longest name or title, in characters.
pub const NAME_LIMIT: usize = 120;
/// The longest message, in characters.
pub const MESSAGE_LIMIT: usize = 4000;
/// How much later than the version before it a change is at least.
const STEP: TimeDelta = TimeDelta::milliseconds(1);

/// What a coach asks candidates to practice. Its texts come from another person and are not sanitized.
#[derive(Debug, Clone, PartialEq)]
pub struct Assignment {
    /// Also the name of its file.
    pub id: String,
    /// The name and the key of the coach who wrote it.
    pub coach: String,
    pub key: String,
    /// When it was written or last changed.
    pub changed: Wall,
    pub design: AssignedContent,
    pub framework: AssignedContent,
    pub minutes: Minutes,
    /// At most [`HIGHEST_SEED`].
    pub seed: u32,
    /// The last day on which it is in time, in the candidate's time zone.
    pub due: NaiveDate,
    /// The names of the candidates, at least one.
    pub candidates: Vec<String>,
    /// What the coach says about it; may be empty.
    pub message: String,
    /// Whether the coach withdrew it: nobody need begin it.
    pub is_withdrawn: bool,
}

/// What a coach changes about an assignment; what is `None` stays.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AssignmentChange {
    pub due: Option<NaiveDate>,
    pub candidates: Option<Vec<String>>,
    pub minutes: Option<Minutes>,
    pub seed: Option<u32>,
    pub message: Option<String>,
    /// Whether it is withdrawn from now on; any other change assigns it again.
    pub is_withdrawn: bool,
}

/// The design or the framework of an assignment, as the coach has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssignedContent {
    pub id: String,
    pub title: String,
    /// The CRC-32 of its file.
    pub crc: u32,
}

/// What became of an assignment of one candidate; what a coach should know first is the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Finished by the due date.
    Done,
    /// Not finished, and the coach withdrew it.
    Withdrawn,
    /// Not finished, and the due date is not over.
    Open,
    /// Finished after the due date.
    Late,
    /// Not finished, and the due date is over.
    Missing,
}

impl Outcome {
    pub const ALL: [Self; 5] = [
        Self::Done,
        Self::Late,
        Self::Missing,
        Self::Open,
        Self::Withdrawn,
    ];

    /// Whether the candidate is still asked for it: nothing is finished that answers it, and it is not withdrawn.
    pub fn is_offered(self) -> bool {
        matches!(self, Self::Open | Self::Missing)
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Late => "late",
            Self::Missing => "missing",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl Assignment {
    /// Whether it is for the candidate of this name.
    pub fn is_for(&self, candidate: &str) -> bool {
        let wanted = names::key(candidate);
        self.candidates
            .iter()
            .any(|name| names::key(name) == wanted)
    }

    /// What became of it: `finished` are the days on which the candidate finished a session that answers it.
    pub fn outcome(
        &self,
        finished: impl IntoIterator<Item = NaiveDate>,
        today: NaiveDate,
    ) -> Outcome {
        match finished.into_iter().min() {
            Some(day) if day <= self.due => Outcome::Done,
            Some(_) => Outcome::Late,
            None if self.is_withdrawn => Outcome::Withdrawn,
            None if today <= self.due => Outcome::Open,
            None => Outcome::Missing,
        }
    }

    /// Whether this version of the assignment takes the place of the other one: the same coach changed it later.
    pub fn replaces(&self, other: &Self) -> bool {
        self.id == other.id && self.key == other.key && self.changed > other.changed
    }

    /// The version with these changes. It is later than this one, also where the clock was ahead when this one was written.
    #[must_use]
    pub fn with(mut self, change: AssignmentChange, now: Wall) -> Self {
        self.due = change.due.unwrap_or(self.due);
        self.candidates = change.candidates.unwrap_or(self.candidates);
        self.minutes = change.minutes.unwrap_or(self.minutes);
        self.seed = change.seed.unwrap_or(self.seed);
        self.message = change.message.unwrap_or(self.message);
        self.is_withdrawn = change.is_withdrawn;
        let after = self.changed.checked_add_signed(STEP);
        self.changed = after.map_or(now, |after| after.max(now));
        self
    }

    /// The time of each stage, where the framework's stages take so long.
    pub fn times(&self, framework: &[Duration]) -> Vec<Duration> {
        match self.minutes_for(framework.len()) {
            Minutes::AsFramework => framework.to_vec(),
            Minutes::Each(times) => times,
            Minutes::Total(total) => scaled(framework, total),
        }
    }

    /// Its times for a framework with so many stages. Times for the stages of another framework are shared out.
    pub fn minutes_for(&self, stages: usize) -> Minutes {
        match &self.minutes {
            Minutes::Each(times) if times.len() != stages => Minutes::Total(times.iter().sum()),
            minutes => minutes.clone(),
        }
    }

    /// What a session records that answers it, where the files of design and framework have these CRC-32s.
    pub fn answered(&self, design_crc: u32, framework_crc: u32) -> AnsweredAssignment {
        let differs = [
            ("design", self.design.crc != design_crc),
            ("framework", self.framework.crc != framework_crc),
        ];
        let differs = differs.into_iter().filter(|(_, differs)| *differs);
        AnsweredAssignment {
            id: self.id.clone(),
            coach: self.coach.clone(),
            due: self.due,
            differs: differs.map(|(what, _)| what.to_owned()).collect(),
        }
    }

    /// Checks what the form of the file does not.
    ///
    /// # Errors
    /// Why it cannot be used; the text does not repeat the assignment's.
    pub fn check(&self) -> Result<(), String> {
        let is_long = |text: &str, most: usize| text.chars().nth(most).is_some();
        let names = [
            ("`coach`", &self.coach),
            ("the design's id", &self.design.id),
            ("the design's title", &self.design.title),
            ("the framework's id", &self.framework.id),
            ("the framework's title", &self.framework.title),
        ];
        let candidates = self.candidates.iter();
        let candidates = candidates.map(|name| ("a name in `for`", name));
        for (what, name) in names.into_iter().chain(candidates) {
            if names::key(name).is_empty() {
                return Err(format!("{what} is empty"));
            }
            if is_long(name, NAME_LIMIT) {
                return Err(format!("{what} is longer than {NAME_LIMIT} characters"));
            }
        }
        if !is_key(&self.key) {
            return Err("`key` is not 32 hex digits".to_owned());
        }
        if self.candidates.is_empty() {
            return Err("`for` names no candidate".to_owned());
        }
        if self.candidates.len() > MOST_CANDIDATES {
            return Err(format!(
                "`for` names more than {MOST_CANDIDATES} candidates"
            ));
        }
        if is_long(&self.message, MESSAGE_LIMIT) {
            return Err(format!(
                "`message` is longer than {MESSAGE_LIMIT} characters"
            ));
        }
        if self.seed > HIGHEST_SEED {
            return Err(format!("`seed` is above {HIGHEST_SEED}"));
        }
        check_minutes(&self.minutes)
    }
}

/// Whether a text has the form of a coach's key.
fn is_key(key: &str) -> bool {
    let is_hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    key.len() == 32 && key.bytes().all(is_hex)
}

fn check_minutes(minutes: &Minutes) -> Result<(), String> {
    let times = match minutes {
        Minutes::AsFramework => &[][..],
        Minutes::Each(times) if times.is_empty() || times.len() > MOST_STAGES => {
            return Err(format!("`stages_ms` has no 1 to {MOST_STAGES} times"));
        }
        Minutes::Each(times) => times,
        Minutes::Total(time) => std::slice::from_ref(time),
    };
    let is_possible = |time: &Duration| !time.is_zero() && *time <= LONGEST;
    if times.iter().all(is_possible) {
        Ok(())
    } else {
        Err("a time is zero or more than a day".to_owned())
    }
}

/// The due date as lists show it: `due 2026-12-05`, with a word where it is near, or `overdue since 2026-12-05`.
pub fn due_text(due: NaiveDate, today: NaiveDate) -> String {
    match due.signed_duration_since(today).num_days() {
        ..0 => format!("overdue since {due}"),
        0 => format!("due {due}, today"),
        1 => format!("due {due}, tomorrow"),
        _ => format!("due {due}"),
    }
}

#[cfg(test)]
pub mod tests;

//! The assignments of this machine: those that came to a candidate, and those that a coach wrote.

use std::cell::LazyCell;
use std::path::Path;
use std::time::Duration;

use chrono::NaiveDate;

use crate::app::context::AppContext;
use crate::app::failure::{Code, Failure};
use crate::domain::assignment::{AssignedContent, Assignment, AssignmentChange, Outcome, due_text};
use crate::domain::interview::setup::HIGHEST_SEED;
use crate::domain::overview::OpenAssignment;
use crate::domain::sanitize;
use crate::domain::session::event::Wall;
use crate::domain::session::plan::{Minutes, Plan};
use crate::domain::shell;
use crate::store::{self, AddedAssignment, Listed, Paths, Status, StoreError, Summary, Which};

/// The assignments that are stored on this machine.
#[derive(Debug, Default)]
pub struct Assignments {
    /// The first due first.
    pub all: Vec<Assignment>,
    /// What is wrong with each file that is left out, on one clean line.
    pub problems: Vec<String>,
}

/// Every assignment of this machine.
///
/// # Errors
/// When their folder exists and cannot be listed.
pub fn list(paths: &Paths) -> Result<Assignments, Failure> {
    let (all, unreadable) = store::assignments(&paths.assignments())?;
    let problems = unreadable.iter();
    let problems = problems.map(|why| sanitize::line(&why.with_cause()));
    Ok(Assignments {
        all,
        problems: problems.collect(),
    })
}

/// Stores the assignment in the bytes of a file that came from elsewhere; `from` is the file's path for error messages. Of
/// two versions by the same coach the later one stays.
///
/// # Errors
/// When the bytes are no assignment within its limits, another assignment has its id, or it cannot be written.
pub fn take(
    paths: &Paths,
    bytes: &[u8],
    from: &Path,
) -> Result<(Assignment, AddedAssignment), Failure> {
    let added = store::add_assignment(&paths.assignments(), bytes, from);
    added.map_err(|error| match error {
        StoreError::Exists(path) => {
            let message = format!("another assignment has this id: {}", path.display());
            Failure::new(Code::Failed, message).hint("move that file away first")
        }
        StoreError::Newer { .. } | StoreError::Io { .. } => error.into(),
        error => {
            Failure::from(error).hint_for_others("ask the coach for a file from `forty assign`")
        }
    })
}

/// The stored assignment that a person names by its id or the beginning of one.
///
/// # Errors
/// When no assignment fits, or more than one.
pub fn find(paths: &Paths, word: &str) -> Result<Assignment, Failure> {
    let mut all = list(paths)?.all;
    if let Some(index) = all.iter().position(|one| one.id == word) {
        return Ok(all.swap_remove(index));
    }
    all.retain(|one| !word.is_empty() && one.id.starts_with(word));
    let word = sanitize::line(word);
    match <[Assignment; 1]>::try_from(all) {
        Ok([only]) => Ok(only),
        Err(none) if none.is_empty() => {
            let message = format!("no assignment `{word}`");
            Err(Failure::new(Code::NotFound, message)
                .hint("`forty assign --list` lists them; `forty unpack FILE` adds one"))
        }
        Err(many) => {
            let message = format!("`{word}` matches {} assignments", many.len());
            Err(Failure::new(Code::Usage, message).hint("give more of the id"))
        }
    }
}

/// The failure to start an assignment whose design this machine does not have.
pub fn unknown_design(assignment: &Assignment) -> Failure {
    let (design, coach) = (&assignment.design.id, &assignment.coach);
    let (design, coach) = (sanitize::line(design), sanitize::line(coach));
    let message = format!("the assigned design `{design}` is not on this machine");
    Failure::new(Code::NotFound, message).hint(format!(
        "ask {coach} for `{design}.toml` and put it into your designs folder (`forty paths`)"
    ))
}

/// Why home cannot start an assignment whose design this machine does not have.
fn unknown_here(assignment: &Assignment) -> String {
    let (design, coach) = (&assignment.design.id, &assignment.coach);
    let (design, coach) = (sanitize::line(design), sanitize::line(coach));
    format!("no design `{design}` on this machine, ask {coach} for its file")
}

/// What a coach assigns.
#[derive(Debug, Clone, PartialEq)]
pub struct NewAssignment {
    /// The id of the design.
    pub design: String,
    pub candidates: Vec<String>,
    pub due: NaiveDate,
    pub minutes: Minutes,
    /// Drawn where it is `None`, so that all candidates get the same follow-ups.
    pub seed: Option<u32>,
    pub message: String,
}

impl AppContext {
    /// Writes an assignment by this machine's coach and stores it. Returns it with the text of its file, and a remark if
    /// the list of coaches was lost.
    ///
    /// # Errors
    /// When the design cannot be opened, a value is out of its limits, or it cannot be stored.
    pub fn assign(
        &mut self,
        new: NewAssignment,
        now: Wall,
    ) -> Result<(Assignment, String, Option<String>), Failure> {
        let opened = self.library.open(&new.design);
        let opened =
            opened.map_err(|error| Failure::of_design(&self.library, &new.design, error))?;
        let framework = self.library.framework();
        // The times must fit the framework here.
        Plan::new(framework, &opened.design, &new.minutes)
            .map_err(|error| Failure::of_plan(&error, framework))?;
        let framework = AssignedContent {
            id: framework.id.clone(),
            title: framework.title.clone(),
            crc: crc32fast::hash(self.library.framework_text().as_bytes()),
        };
        let (coach, remark) = self.coach(now)?;
        let drawn = self.chance.below(u64::from(HIGHEST_SEED) + 1) as u32;
        let assignment = Assignment {
            id: store::session_id(&now, &opened.design.id, self.chance.draw() as u16),
            coach: coach.name,
            key: coach.key,
            changed: now,
            framework,
            minutes: new.minutes,
            seed: new.seed.unwrap_or(drawn),
            due: new.due,
            candidates: new.candidates,
            message: new.message,
            is_withdrawn: false,
            design: AssignedContent {
                crc: crc32fast::hash(opened.text.as_bytes()),
                id: opened.design.id,
                title: opened.design.title,
            },
        };
        let text = self.store_assignment(&assignment)?;
        Ok((assignment, text, remark))
    }

    /// Changes an assignment that a coach of this machine wrote, or withdraws it: a later version with the same id takes its
    /// place. Returns that with the text of its file.
    ///
    /// # Errors
    /// When no assignment or more than one fits the word, another coach wrote it, a value is out of its limits, or it cannot
    /// be stored.
    pub fn change_assignment(
        &self,
        word: &str,
        change: AssignmentChange,
        now: Wall,
    ) -> Result<(Assignment, String), Failure> {
        let assignment = find(&self.paths, word)?;
        let (coaches, _) = store::known_coaches(&self.paths.state, Which::All);
        if coaches.iter().all(|coach| coach.key != assignment.key) {
            let coach = sanitize::line(&assignment.coach);
            let message = format!("`{}` is an assignment by {coach}", assignment.id);
            return Err(Failure::new(Code::Failed, message)
                .hint(format!("only {coach} can change or withdraw it")));
        }
        if let Some(minutes) = &change.minutes {
            let opened = self.library.open(&assignment.design.id);
            let opened = opened.map_err(|_| unknown_design(&assignment))?;
            let framework = self.library.framework();
            Plan::new(framework, &opened.design, minutes)
                .map_err(|error| Failure::of_plan(&error, framework))?;
        }
        let changed = assignment.clone().with(change, now);
        let unchanged = Assignment {
            changed: assignment.changed,
            ..changed.clone()
        };
        if unchanged == assignment {
            return Err(nothing_to_change(&assignment));
        }
        let text = self.store_assignment(&changed)?;
        Ok((changed, text))
    }

    /// Stores an assignment of this machine's coach, and returns the text of its file.
    fn store_assignment(&self, assignment: &Assignment) -> Result<String, Failure> {
        assignment
            .check()
            .map_err(|why| Failure::new(Code::Usage, format!("cannot be assigned: {why}")))?;
        let text = store::assignment_text(assignment);
        let from = Path::new("the new assignment");
        take(&self.paths, text.as_bytes(), from)?;
        Ok(text)
    }

    /// What home offers of the assignments: those that the candidate has not finished and that are not withdrawn. Behind
    /// them are those that came for somebody else, since a name may be misspelled. `newest` are the candidate's own sessions
    /// among the latest ones, the newest first. All sessions are read, once, only where these do not finish every
    /// assignment, or one came for somebody else and is open.
    pub(super) fn open_assignments(
        &self,
        all: Vec<Assignment>,
        newest: &[&Summary],
        now: &Wall,
    ) -> Vec<OpenAssignment> {
        let is_own = |one: &Assignment| one.is_for(&self.settings.candidate);
        let (mut all, others): (Vec<_>, Vec<_>) = all.into_iter().partition(is_own);
        let answers = LazyCell::new(|| self.answers(now));
        let others = self.for_others(others, &answers, now);
        all.retain(|one| is_offered(one, newest, now));
        if all.is_empty() {
            return others;
        }
        let own = answers.iter().filter(|listed| self.is_own(listed));
        let answers: Vec<&Summary> = own.map(|listed| &listed.summary).collect();
        all.retain(|one| is_offered(one, &answers, now));
        let offers = all.into_iter().map(|assignment| {
            let unfinished = answers_to(&assignment, &answers).next();
            let unfinished = unfinished.map(|summary| summary.id.clone());
            self.offer(assignment, unfinished, now)
        });
        offers.chain(others).collect()
    }

    /// The sessions of anybody that answer an assignment, the newest first.
    fn answers(&self, now: &Wall) -> Vec<Listed> {
        let sessions = store::newest_with_rescued(&self.paths, now, usize::MAX);
        let sessions = sessions.into_iter().flatten();
        let answers = sessions.filter(|listed| listed.summary.assignment.is_some());
        answers.collect()
    }

    /// Those of these assignments that came from elsewhere and can still be answered in time. Nobody here has begun one:
    /// none of `answers` is of it.
    fn for_others(
        &self,
        mut all: Vec<Assignment>,
        answers: &LazyCell<Vec<Listed>, impl FnOnce() -> Vec<Listed>>,
        now: &Wall,
    ) -> Vec<OpenAssignment> {
        if all.is_empty() {
            return Vec::new();
        }
        let (coaches, _) = store::known_coaches(&self.paths.state, Which::All);
        let today = now.date_naive();
        all.retain(|one| {
            let is_ours = coaches.iter().any(|coach| coach.key == one.key);
            !is_ours && one.outcome([], today) == Outcome::Open
        });
        if all.is_empty() {
            return Vec::new();
        }
        let has_begun = |one: &Assignment| {
            let mut begun = answers.iter();
            begun.any(|listed| listed.summary.assignment.as_ref() == Some(&one.id))
        };
        all.retain(|one| !has_begun(one));
        let offers = all.into_iter().map(|assignment| {
            let names = assignment
                .candidates
                .iter()
                .map(|name| sanitize::line(name));
            let others = names.collect::<Vec<_>>().join(", ");
            let first = assignment.candidates.first().map_or("NAME", String::as_str);
            let command = shell::option("as", &sanitize::line(first));
            let command = self.paths.command(&command);
            OpenAssignment {
                problem: Some(format!("assigned to {others}: open it with `{command}`")),
                others,
                ..self.offer(assignment, None, now)
            }
        });
        offers.collect()
    }

    fn offer(
        &self,
        assignment: Assignment,
        unfinished: Option<String>,
        now: &Wall,
    ) -> OpenAssignment {
        let today = now.date_naive();
        let mut stages = self.library.stages();
        let framework: Vec<Duration> = stages.iter().map(|stage| stage.time).collect();
        for (stage, time) in stages.iter_mut().zip(assignment.times(&framework)) {
            stage.time = time;
        }
        let mut rows = self.library.rows().iter();
        let row = rows.find(|row| row.id == assignment.design.id);
        let problem = match row {
            None => Some(unknown_here(&assignment)),
            Some(row) => row.problem.as_deref().map(sanitize::line),
        };
        OpenAssignment {
            title: sanitize::line(&assignment.design.title),
            coach: sanitize::line(&assignment.coach),
            message: sanitize::text(&assignment.message).into_owned(),
            due: due_text(assignment.due, today),
            is_pressing: assignment.due <= today,
            stages,
            unfinished,
            problem,
            others: String::new(),
            assignment,
        }
    }
}

/// Why no later version is written of an assignment that would say the same.
fn nothing_to_change(assignment: &Assignment) -> Failure {
    let id = &assignment.id;
    let message = if assignment.is_withdrawn {
        format!("`{id}` is withdrawn already")
    } else {
        format!("nothing to change: `{id}` says this already")
    };
    Failure::new(Code::Usage, message).hint(format!(
        "give a new value, such as `forty assign --change {id} --due DATE`"
    ))
}

/// The sessions that answer the assignment.
fn answers_to<'a>(
    assignment: &'a Assignment,
    own: &'a [&Summary],
) -> impl Iterator<Item = &'a Summary> {
    let own = own.iter().copied();
    own.filter(|summary| summary.assignment.as_ref() == Some(&assignment.id))
}

fn is_offered(assignment: &Assignment, own: &[&Summary], now: &Wall) -> bool {
    let finished = answers_to(assignment, own).filter_map(finished_on);
    let outcome = assignment.outcome(finished, now.date_naive());
    outcome.is_offered()
}

/// The day on which the session was finished.
pub(super) fn finished_on(summary: &Summary) -> Option<NaiveDate> {
    let ended = summary.ended_at.unwrap_or(summary.started_at);
    (summary.status == Status::Finished).then(|| ended.date_naive())
}

//! The tables of sessions on the screens: the coach's list, and the candidate's history.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use crate::app::context::AppContext;
use crate::app::failure::Failure;
use crate::app::load;
use crate::app::reader::Reader;
use crate::domain::judging::report;
use crate::domain::overview::{ReviewProgress, Role, SelfLevels, SessionRow};
use crate::domain::sanitize;
use crate::domain::session::event::Wall;
use crate::domain::session::pace::Pace;
use crate::store::{self, Listed, Seen, StageSummary, Status, Summary};

impl AppContext {
    /// The rows of the table for this role, and how many folders cannot be read.
    ///
    /// # Errors
    /// When the sessions folder cannot be listed, or the coach's files cannot be read or written.
    pub fn session_rows(&self, role: Role, now: Wall) -> Result<(Vec<SessionRow>, usize), Failure> {
        let listing = store::list(&self.paths.sessions)?;
        let sessions = listing.sessions.iter();
        let rows = match role {
            Role::Candidate => sessions.map(history_row).collect(),
            Role::Coach => {
                let coach = self.coach(now)?;
                let seen = Seen::of(&coach, &self.paths.state);
                let reader = Reader::Coach(coach);
                sessions
                    .map(|listed| coach_row(listed, &reader, &seen))
                    .collect()
            }
        };
        Ok((rows, listing.unreadable.len()))
    }

    /// The folder of the session with this id.
    pub fn folder_of(&self, id: &str) -> PathBuf {
        self.paths.sessions.join(id)
    }

    /// Whether the session with this id is finished.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn is_finished(&self, id: &str) -> Result<bool, Failure> {
        Ok(store::read(&self.folder_of(id))?.session.is_finished())
    }
}

/// A row of the coach's list.
fn coach_row(listed: &Listed, reader: &Reader, seen: &Seen) -> SessionRow {
    let summary = &listed.summary;
    let own = reader.own_glances(listed);
    let mine = match own.last() {
        None => ReviewProgress::None,
        Some(glance) if glance.complete => ReviewProgress::Done,
        Some(_) => ReviewProgress::Begun,
    };
    let mut row = row(listed);
    if row.self_levels != SelfLevels::None && !reader.may_see_levels(&summary.candidate, &own) {
        row.self_levels = SelfLevels::Hidden;
    }
    SessionRow {
        is_unread: own.is_empty() && !seen.is_read(&summary.id, summary.event),
        own_review: mine,
        others: listed.review_files.len() - own.len(),
        ..row
    }
}

/// A row of the candidate's history. It has the coaches' levels only after the candidate's debrief is complete.
fn history_row(listed: &Listed) -> SessionRow {
    let summary = &listed.summary;
    let shows_reviews = !listed.review_files.is_empty() && is_debriefed(listed);
    let reviews = listed.review_files.iter().filter(|_| shows_reviews);
    let glances = reviews.filter_map(|name| store::glance(&listed.folder, name).ok());
    SessionRow {
        coaches: glances
            .map(|glance| level_digits(summary, &glance.levels))
            .collect(),
        others: listed.review_files.len(),
        ..row(listed)
    }
}

/// Whether the candidate's debrief is complete. The design is read only where a stage has no level, because a stage
/// without a rubric never has one.
fn is_debriefed(listed: &Listed) -> bool {
    let summary = &listed.summary;
    if summary.status != Status::Finished {
        return false;
    }
    let has_level = |stage: &StageSummary| summary.levels.contains_key(&stage.id);
    if !summary.stages.is_empty() && summary.stages.iter().all(has_level) {
        return true;
    }
    store::read(&listed.folder).is_ok_and(|found| {
        let design = load::design_copy(&found).ok();
        report::is_debriefed(&found.session, design.as_ref())
    })
}

/// The levels in the order of the stages, one digit each, with `-` for a stage without a level.
fn level_digits(summary: &Summary, levels: &BTreeMap<String, u8>) -> String {
    let level = |stage: &StageSummary| match levels.get(&stage.id) {
        Some(level) => level.to_string(),
        None => "-".to_owned(),
    };
    summary.stages.iter().map(level).collect()
}

/// The overrun of all stages together and the longest overrun of one stage, in the whole seconds that every table
/// shows. Both are the summary's total where it does not list the stages.
pub fn shown_overruns(summary: &Summary) -> (Duration, Duration) {
    if summary.stages.is_empty() {
        return (summary.over, summary.over);
    }
    let stages = summary.stages.iter();
    let pace = Pace::of_times(stages.map(|stage| (stage.planned, stage.spent)));
    (pace.total.over, pace.worst_over())
}

/// The cells that every table has, with the candidate's self levels.
fn row(listed: &Listed) -> SessionRow {
    let summary = &listed.summary;
    let candidate = sanitize::line(&summary.candidate);
    let design = sanitize::line(&summary.design.title);
    let date = summary.started_at.format("%Y-%m-%d %H:%M").to_string();
    let condition = sanitize::line(&summary.condition.join(", "));
    let words = [
        candidate.as_str(),
        &design,
        &summary.design.id,
        &summary.started_at.format("%-d %b").to_string(),
        &date,
        &condition,
        summary.status.word(),
        &summary.id,
    ];
    let own = if summary.levels.is_empty() {
        SelfLevels::None
    } else {
        SelfLevels::Levels(level_digits(summary, &summary.levels))
    };
    SessionRow {
        id: summary.id.clone(),
        filter_text: words.join(" ").to_lowercase(),
        date,
        started: summary.started_at.timestamp(),
        elapsed: summary.elapsed,
        worst: shown_overruns(summary).1,
        is_finished: summary.status == Status::Finished,
        is_in_use: listed.in_use,
        is_unread: false,
        candidate,
        design,
        condition,
        self_levels: own,
        own_review: ReviewProgress::None,
        others: 0,
        coaches: Vec::new(),
    }
}

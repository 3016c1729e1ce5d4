//! The tables of sessions: what the coach's desk and the candidate's history show of each.

use std::collections::BTreeMap;
use std::time::Duration;

use super::Stock;
use super::debrief::design;
use crate::app::failure::Failure;
use crate::domain::judging::report;
use crate::domain::sanitize;
use crate::domain::session::event::Wall;
use crate::domain::session::pace::Pace;
use crate::store::{self, Coach, Listed, Seen, StageSummary, Status, Summary};
use crate::tui::screens::desk::{DeskScreen, Mine, Own, Row, Whose};

impl Stock {
    pub(super) fn table(&self, whose: Whose, now: Wall) -> Result<DeskScreen, Failure> {
        let (rows, unreadable) = self.rows(whose, now)?;
        let folder = Self::shown_path(&self.paths.sessions);
        Ok(DeskScreen::new(whose, folder, rows, unreadable))
    }

    /// What the table shows, and how many folders cannot be read.
    pub(super) fn rows(&self, whose: Whose, now: Wall) -> Result<(Vec<Row>, usize), Failure> {
        let listing = store::list(&self.paths.sessions)?;
        let sessions = listing.sessions.iter();
        let rows = match whose {
            Whose::Own => sessions.map(own_row).collect(),
            Whose::Coach => {
                let coach = self.coach(now)?;
                let seen = Seen::of(&coach, &self.paths.state);
                sessions
                    .map(|listed| coach_row(listed, &coach, &seen))
                    .collect()
            }
        };
        Ok((rows, listing.unreadable.len()))
    }
}

/// A session as the coach's desk shows it.
fn coach_row(listed: &Listed, coach: &Coach, seen: &Seen) -> Row {
    let summary = &listed.summary;
    let (mut mine, mut may_see, mut others) = (Mine::None, false, 0);
    let slug = coach.slug();
    for name in &listed.review_files {
        let glance = name
            .starts_with(&slug)
            .then(|| store::glance(&listed.folder, name).ok());
        match glance.flatten().filter(|glance| glance.key == coach.key) {
            Some(glance) => {
                mine = if glance.complete {
                    Mine::Done
                } else {
                    Mine::Begun
                };
                may_see = glance.complete || glance.revealed;
            }
            None => others += 1,
        }
    }
    let own = match (summary.levels.is_empty(), may_see) {
        (true, _) => Own::None,
        (false, false) => Own::Hidden,
        (false, true) => Own::Levels(in_order(summary, &summary.levels)),
    };
    Row {
        is_unread: mine == Mine::None && !seen.is_read(&summary.id, summary.event),
        own,
        mine,
        others,
        ..plain_row(listed)
    }
}

/// A session as its candidate's history shows it: a coach's levels only once the own marks are done.
fn own_row(listed: &Listed) -> Row {
    let summary = &listed.summary;
    let own = if summary.levels.is_empty() {
        Own::None
    } else {
        Own::Levels(in_order(summary, &summary.levels))
    };
    let reviews = listed.review_files.iter().filter(|_| is_debriefed(listed));
    let glances = reviews.filter_map(|name| store::glance(&listed.folder, name).ok());
    Row {
        own,
        coaches: glances
            .map(|glance| in_order(summary, &glance.levels))
            .collect(),
        others: listed.review_files.len(),
        ..plain_row(listed)
    }
}

/// Whether the candidate's own marks are done. Only where a stage has no level is the design asked whether it could.
fn is_debriefed(listed: &Listed) -> bool {
    let summary = &listed.summary;
    if summary.status != Status::Finished {
        return false;
    }
    let has_level = |stage: &StageSummary| summary.levels.contains_key(&stage.id);
    if !summary.stages.is_empty() && summary.stages.iter().all(has_level) {
        return true;
    }
    let found = store::read(&listed.folder).ok();
    found.is_some_and(|found| {
        let design = design(found.design_text.as_deref()).ok();
        report::is_debriefed(&found.session, design.as_ref())
    })
}

/// Levels in the order of the stages: a digit each, `-` where there is none.
fn in_order(summary: &Summary, levels: &BTreeMap<String, u8>) -> String {
    let level = |stage: &StageSummary| match levels.get(&stage.id) {
        Some(level) => level.to_string(),
        None => "-".to_owned(),
    };
    summary.stages.iter().map(level).collect()
}

/// The longest overrun of a stage as it is shown everywhere; where the stages did not fit, that of all together.
fn worst_over(summary: &Summary) -> Duration {
    let stages = summary.stages.iter();
    let pace = Pace::of_times(stages.map(|stage| (stage.planned, stage.spent)));
    if summary.stages.is_empty() {
        summary.over
    } else {
        pace.worst_over()
    }
}

/// What every table shows of a session.
fn plain_row(listed: &Listed) -> Row {
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
    Row {
        id: summary.id.clone(),
        words: words.join(" ").to_lowercase(),
        date,
        started: summary.started_at.timestamp(),
        elapsed: summary.elapsed,
        worst: worst_over(summary),
        is_finished: summary.status == Status::Finished,
        is_in_use: listed.in_use,
        is_unread: false,
        candidate,
        design,
        condition,
        own: Own::None,
        mine: Mine::None,
        others: 0,
        coaches: Vec::new(),
    }
}

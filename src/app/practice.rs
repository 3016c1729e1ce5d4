//! The data of the home and study screens, from the library and the latest sessions.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use crate::app::context::AppContext;
use crate::app::debrief::steps_of;
use crate::content::library::DesignRow;
use crate::domain::content::design::Design;
use crate::domain::names;
use crate::domain::overview::{DesignCard, HomeData, OpenSteps, Unfinished};
use crate::domain::sanitize;
use crate::domain::session::event::Wall;
use crate::domain::session::timeline::clock;
use crate::store::{self, Listed, Status, Summary};

/// How many of the latest sessions are searched for an unfinished one and for the last results.
const LATEST: usize = 200;

impl AppContext {
    /// The data of the home screen.
    pub fn home_data(&self, now: &Wall) -> HomeData {
        let recent = self.recent(now);
        let mut unfinished = recent.iter().filter(|listed| may_be_resumed(listed));
        let stages = self.library.stages();
        let total: Duration = stages.iter().map(|stage| stage.time).sum();
        let rows = self.library.rows().iter();
        HomeData {
            designs: rows
                .map(|row| card(row, total.as_secs() / 60, &recent))
                .collect(),
            next_steps: self.open_steps(&recent),
            stages,
            settings: self.settings.clone(),
            unfinished: unfinished.next().map(|listed| offer(&listed.summary)),
            more_unfinished: unfinished.next().is_some(),
        }
    }

    /// The id of the design to practice next: the first that was never finished, else the first.
    pub(super) fn next_design(&self, now: &Wall) -> Option<String> {
        let recent = self.recent(now);
        let rows = self.library.rows().iter();
        let mut usable = rows.filter(|row| row.problem.is_none());
        let first = usable.clone().next();
        let is_new = |row: &&DesignRow| !recent.iter().any(|listed| is_finished(listed, &row.id));
        usable.find(is_new).or(first).map(|row| row.id.clone())
    }

    /// The next steps after the candidate's latest finished session.
    fn open_steps(&self, recent: &[Listed]) -> Option<OpenSteps> {
        let latest = recent.iter().find(|listed| {
            listed.summary.status == Status::Finished
                && names::is_same(&listed.summary.candidate, &self.settings.candidate)
        })?;
        let steps = steps_of(&latest.folder)?.steps.into_iter();
        let steps = steps.map(|step| (sanitize::line(&step.task), sanitize::line(&step.command)));
        let steps: Vec<_> = steps.collect();
        let (title, day) = (&latest.summary.design.title, latest.summary.started_at);
        let from = format!("{}, {}", sanitize::line(title), day.format("%Y-%m-%d"));
        (!steps.is_empty()).then_some(OpenSteps { from, steps })
    }

    /// The folder of the candidate's latest finished session.
    pub fn last_finished(&self, now: &Wall) -> Option<PathBuf> {
        let mut newest = self.newest(now).filter(|listed| {
            listed.summary.status == Status::Finished
                && names::is_same(&listed.summary.candidate, &self.settings.candidate)
        });
        newest.next().map(|listed| listed.folder)
    }

    /// A design to study, and whether a session on it was finished.
    pub fn design_to_study(&self, id: &str, now: &Wall) -> Option<(Design, bool)> {
        let design = self.library.open(id).ok()?.design;
        let is_practiced = self
            .newest(now)
            .any(|listed| is_finished(&listed, &design.id));
        Some((design, is_practiced))
    }

    /// The latest sessions, until they include one to resume and a finished one of each design.
    fn recent(&self, now: &Wall) -> Vec<Listed> {
        let rows = self.library.rows().iter();
        let mut missing: BTreeSet<&String> = rows.map(|row| &row.id).collect();
        let mut has_unfinished = false;
        let mut newest = self.newest(now);
        let mut recent = Vec::new();
        while !(has_unfinished && missing.is_empty())
            && let Some(listed) = newest.next()
        {
            has_unfinished |= may_be_resumed(&listed);
            if listed.summary.status == Status::Finished {
                missing.remove(&listed.summary.design.id);
            }
            recent.push(listed);
        }
        recent
    }

    /// The latest sessions, each read when the iterator reaches it; none where the folder cannot be listed. Those that a
    /// wrong clock dated after `now` come last.
    fn newest(&self, now: &Wall) -> impl Iterator<Item = Listed> + use<> {
        let newest = store::newest(&self.paths.sessions, now, LATEST);
        newest.into_iter().flatten()
    }
}

fn card(row: &DesignRow, minutes: u64, recent: &[Listed]) -> DesignCard {
    let last = recent.iter().find(|listed| is_finished(listed, &row.id));
    DesignCard {
        id: row.id.clone(),
        title: sanitize::line(&row.title),
        difficulty: row.difficulty.to_owned(),
        stars: row.stars,
        minutes,
        summary: sanitize::line(&row.summary),
        brief: sanitize::text(&row.brief).into_owned(),
        concepts: (row.concepts.iter().filter(|_| last.is_some()))
            .map(|concept| sanitize::line(concept))
            .collect(),
        last: last.map_or(String::new(), |listed| finished(&listed.summary)),
        problem: row.problem.as_deref().map(sanitize::line),
    }
}

fn is_finished(listed: &Listed, design: &str) -> bool {
    listed.summary.status == Status::Finished && listed.summary.design.id == design
}

fn may_be_resumed(listed: &Listed) -> bool {
    listed.summary.status == Status::InProgress && !listed.in_use
}

fn offer(summary: &Summary) -> Unfinished {
    let title = sanitize::line(&summary.design.title);
    let (at, day) = (clock(summary.elapsed), day(summary.started_at));
    Unfinished {
        id: summary.id.clone(),
        description: format!("{title} at {at}, started {day}"),
    }
}

fn finished(summary: &Summary) -> String {
    let day = day(summary.ended_at.unwrap_or(summary.started_at));
    format!("finished {day}, {}", clock(summary.elapsed))
}

fn day(wall: Wall) -> String {
    wall.format("%-d %b %H:%M").to_string()
}

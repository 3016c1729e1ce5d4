//! The data of the home and study screens, from the library and the latest sessions.

use std::path::PathBuf;
use std::time::Duration;

use crate::app::assignments;
use crate::app::context::AppContext;
use crate::app::debrief::steps_of;
use crate::app::load::{has_all_levels, is_debriefed};
use crate::app::reader::Reader;
use crate::app::sessions::shown_overruns;
use crate::content::library::DesignRow;
use crate::domain::content::design::Design;
use crate::domain::judging::next_steps::EarlierSteps;
use crate::domain::names;
use crate::domain::overview::others::OtherCandidates;
use crate::domain::overview::waiting::{KnownReview, News, WaitingDebrief};
use crate::domain::overview::{
    self, AttemptRow, DesignCard, HomeData, OpenStep, OpenSteps, Practice, Seal, StageMinutes,
    Unfinished,
};
use crate::domain::progress::Progress;
use crate::domain::sanitize;
use crate::domain::session::event::Wall;
use crate::domain::session::timeline::clock;
use crate::store::{self, Listed, Status, Summary};

/// How many of the latest sessions home reads.
const LATEST: usize = 200;

impl AppContext {
    /// The data of the home screen.
    pub fn home_data(&self, now: &Wall) -> HomeData {
        let recent: Vec<Listed> = self.newest(now).collect();
        // Nobody is offered to write into the record of somebody else.
        let mut unfinished =
            (recent.iter()).filter(|listed| may_be_resumed(listed) && self.is_own(listed));
        let stages = self.library.stages();
        let own = recent.iter().filter(|listed| self.is_own(listed));
        let own: Vec<&Summary> = own.map(|listed| &listed.summary).collect();
        let progress = (!own.is_empty()).then(|| self.progress_in(&recent, now));
        let rows = self.library.rows().iter();
        let assignments = assignments::list(&self.paths).unwrap_or_default();
        HomeData {
            remark: assignments.problems.into_iter().next(),
            designs: rows.map(|row| card(row, &stages, &own)).collect(),
            assignments: self.open_assignments(assignments.all, &own, now),
            drill: self.drill_offer(&recent, progress.as_ref()),
            waiting: self.waiting_debrief(&recent),
            next_steps: self.open_steps(&recent),
            warning: self.library.warning(),
            practice: progress.map(|progress| practice(&progress, recent.len() < LATEST)),
            settings: self.settings.clone(),
            unfinished: unfinished.next().map(|listed| offer(listed, &stages)),
            more_unfinished: unfinished.count(),
            is_open_elsewhere: recent.iter().any(is_running),
            candidate: sanitize::line(&self.settings.candidate),
            others: OtherCandidates::of(
                &self.paths.command(""),
                self.paths.has_flags(),
                &self.settings.candidate,
                recent.iter().map(|listed| &*listed.summary.candidate),
                recent.len() >= LATEST,
            ),
            stages,
        }
    }

    pub(super) fn is_own(&self, listed: &Listed) -> bool {
        names::is_same(&listed.summary.candidate, &self.settings.candidate)
    }

    /// The id of the design to practice next: the first that was never finished, else the first.
    pub(super) fn next_design(&self, now: &Wall) -> Option<String> {
        let recent: Vec<Listed> = self.newest(now).collect();
        self.next_design_after(&recent)
    }

    /// The same after these latest sessions.
    pub(super) fn next_design_after(&self, recent: &[Listed]) -> Option<String> {
        let rows = self.library.rows().iter();
        let mut usable = rows.filter(|row| row.problem.is_none() && row.todos == 0);
        let first = usable.clone().next();
        let own = recent.iter().filter(|listed| self.is_own(listed));
        let is_new = |row: &&DesignRow| !own.clone().any(|listed| is_finished(listed, &row.id));
        usable.find(is_new).or(first).map(|row| row.id.clone())
    }

    /// The candidate's newest finished session whose debrief waits: an interview, else the latest drill. Beside the latest
    /// interview only those are looked at that have reviews, until one has news.
    fn waiting_debrief(&self, recent: &[Listed]) -> Option<WaitingDebrief> {
        let is_finished =
            |listed: &&Listed| listed.summary.status == Status::Finished && !listed.in_use;
        let own = recent.iter().filter(|listed| self.is_own(listed));
        let finished: Vec<&Listed> = own.filter(is_finished).collect();
        let is_drill = |listed: &&&Listed| listed.summary.is_drill();
        let mut interviews = finished
            .iter()
            .filter(|listed| !is_drill(listed))
            .peekable();
        let latest = interviews.peek().map(|latest| latest.summary.started_at);
        let waits = interviews.find_map(|listed| waiting(listed, latest?));
        let drill = finished.iter().find(is_drill);
        waits.or_else(|| waiting(drill?, drill?.summary.started_at))
    }

    /// The next steps after the candidate's latest finished session: while its debrief waits, those of the one before.
    fn open_steps(&self, recent: &[Listed]) -> Option<OpenSteps> {
        let mut finished = recent.iter().filter(|listed| {
            let is_finished = listed.summary.status == Status::Finished;
            is_finished && !listed.summary.is_drill() && self.is_own(listed)
        });
        let latest = finished.next()?;
        let before = || {
            let mut before = finished.filter(|_| !is_debriefed(latest));
            open_steps_of(before.find(|listed| is_debriefed(listed))?)
        };
        open_steps_of(latest).or_else(before)
    }

    /// The folder of the candidate's latest finished session.
    pub fn last_finished(&self, now: &Wall) -> Option<PathBuf> {
        let mut newest = self.newest(now);
        let is_finished = |listed: &Listed| listed.summary.status == Status::Finished;
        let last = newest.find(|listed| is_finished(listed) && self.is_own(listed))?;
        Some(last.folder)
    }

    /// The designs to study, and why the answers of each are sealed, if they are.
    pub fn designs_to_study(&self, now: &Wall) -> Vec<(Design, Option<Seal>)> {
        let own = self.newest(now).filter(|listed| self.is_own(listed));
        let own: Vec<Listed> = own.collect();
        let designs = self.library.rows().iter();
        let designs = designs.filter_map(|row| {
            let design = self.library.open(&row.id).ok()?.design;
            let finished = own.iter().filter(|listed| is_finished(listed, &design.id));
            let seal = if finished.clone().any(is_debriefed) {
                None
            } else if finished.count() > 0 {
                Some(Seal::NotScored)
            } else {
                Some(Seal::NotPracticed)
            };
            Some((design, seal))
        });
        designs.collect()
    }

    /// The latest sessions, each read when the iterator reaches it; none where the folder cannot be listed. Those that a
    /// wrong clock dated after `now` come last.
    pub(super) fn newest(&self, now: &Wall) -> impl Iterator<Item = Listed> + use<> {
        let newest = store::newest_with_rescued(&self.paths, now, LATEST);
        newest.into_iter().flatten()
    }
}

/// What waits in the debrief of a finished session, if anything; `latest` is the start of the latest one of its kind.
fn waiting(listed: &Listed, latest: Wall) -> Option<WaitingDebrief> {
    let summary = &listed.summary;
    if summary.started_at < latest && listed.review_files.is_empty() {
        return None;
    }
    let (_, reviews) = Reader::Candidate.glances(listed);
    let reviews = reviews.into_iter().map(|glance| KnownReview {
        coach: sanitize::line(&glance.coach),
        published: glance.published,
        goal: glance.goal.map(|goal| sanitize::line(&goal)),
    });
    let span = (summary.started_at, latest);
    let news = News::of(span, is_debriefed(listed), reviews.collect())?;
    Some(WaitingDebrief {
        session: summary.id.clone(),
        title: title(summary),
        news,
    })
}

/// The next steps after a session; `None` where there are none.
fn open_steps_of(listed: &Listed) -> Option<OpenSteps> {
    let EarlierSteps { session, steps } = steps_of(&listed.folder)?;
    let short = |stage: usize| {
        let stage = session.head.plan.stages.get(stage);
        stage.map_or("", |stage| &stage.short)
    };
    let steps = steps.iter().map(|step| OpenStep {
        task: sanitize::line(&step.task),
        words: sanitize::line(&step.words(short(step.stage))),
    });
    let steps: Vec<OpenStep> = steps.collect();
    let id = listed.summary.id.clone();
    let (title, day) = (&listed.summary.design.title, listed.summary.started_at);
    let from = format!("{}, {}", sanitize::line(title), day.format("%Y-%m-%d"));
    (!steps.is_empty()).then_some(OpenSteps {
        from,
        session: id,
        steps,
    })
}

/// The candidate's practice; `is_all` says whether home has read all sessions.
fn practice(progress: &Progress, is_all: bool) -> Practice {
    let time = || format!("{} practiced", progress.time_text());
    Practice {
        streak: progress.streak_text().unwrap_or_default(),
        time: is_all.then(time).unwrap_or_default(),
    }
}

fn card(row: &DesignRow, stages: &[StageMinutes], own: &[&Summary]) -> DesignCard {
    // A drill is no attempt at the design.
    let own = own
        .iter()
        .filter(|summary| summary.design.id == row.id && !summary.is_drill());
    let is_finished = |summary: &&&Summary| summary.status == Status::Finished;
    let finished = own.clone().filter(is_finished);
    let attempts: Vec<AttemptRow> = finished.map(|summary| attempt(summary, stages)).collect();
    DesignCard {
        id: row.id.clone(),
        title: sanitize::line(&row.title),
        difficulty: row.difficulty.to_owned(),
        stars: row.stars,
        minutes: overview::total(stages).as_secs() / 60,
        summary: sanitize::line(&row.summary),
        brief: sanitize::text(&row.brief).into_owned(),
        concepts: (row.concepts.iter().filter(|_| !attempts.is_empty()))
            .map(|concept| sanitize::line(concept))
            .collect(),
        started: own.clone().count(),
        is_unfinished: own
            .clone()
            .any(|summary| summary.status == Status::InProgress),
        attempts,
        todos: row.todos,
        problem: row.problem.as_deref().map(sanitize::line),
    }
}

fn attempt(summary: &Summary, stages: &[StageMinutes]) -> AttemptRow {
    let levels = stages.iter().map(|stage| summary.levels.get(&stage.id));
    AttemptRow {
        date: minute(summary.started_at),
        elapsed: summary.elapsed,
        over: shown_overruns(summary).0,
        condition: sanitize::line(&summary.condition.join(", ")),
        levels: levels.map(Option::<&u8>::copied).collect(),
        is_scored: has_all_levels(summary),
    }
}

fn is_finished(listed: &Listed, design: &str) -> bool {
    let summary = &listed.summary;
    summary.status == Status::Finished && !summary.is_drill() && summary.design.id == design
}

fn may_be_resumed(listed: &Listed) -> bool {
    listed.summary.status == Status::InProgress && !listed.in_use
}

/// Whether an interview is open in another window.
fn is_running(listed: &Listed) -> bool {
    listed.summary.status == Status::InProgress && listed.in_use
}

/// The title of a session's design, or that it is a drill of the design.
fn title(summary: &Summary) -> String {
    let design = sanitize::line(&summary.design.title);
    if summary.is_drill() {
        format!("Drill of {design}")
    } else {
        design
    }
}

/// What home says of an unfinished session. Only the session itself knows its stage and when it was left.
fn offer(listed: &Listed, stages: &[StageMinutes]) -> Unfinished {
    let summary = &listed.summary;
    let session = store::read(&listed.folder).ok().map(|read| read.session);
    let planned: Duration = summary.stages.iter().map(|stage| stage.planned).sum();
    let at = clock(summary.elapsed);
    let stage = session.as_ref().map(|session| {
        let open = session.head.plan.stages.get(session.stage);
        let short = open.and_then(|open| stages.iter().find(|stage| stage.id == open.id));
        let short = short.map_or("", |stage| &stage.short);
        format!("in {} {short}", session.stage + 1)
    });
    let since = session.map(|session| session.last_wall());
    Unfinished {
        id: summary.id.clone(),
        title: title(summary),
        at: if planned.is_zero() {
            at
        } else {
            format!("{at} of {}", clock(planned))
        },
        stage: stage.unwrap_or_default(),
        since: since.map_or(String::new(), |wall| {
            format!("paused since {}", minute(wall))
        }),
    }
}

fn minute(wall: Wall) -> String {
    wall.format("%Y-%m-%d %H:%M").to_string()
}

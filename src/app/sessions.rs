//! The tables of sessions on the screens: the coach's list, and the candidate's history.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use crate::app::cards::Deck;
use crate::app::context::AppContext;
use crate::app::failure::Failure;
use crate::app::load::is_debriefed;
use crate::app::progress::progress;
use crate::app::reader::Reader;
use crate::content::library::Library;
use crate::domain::overview::others::OtherCandidates;
use crate::domain::overview::{ReviewProgress, Role, SelfLevels, SessionRow};
use crate::domain::progress::Progress;
use crate::domain::sanitize;
use crate::domain::session::event::Wall;
use crate::domain::session::pace::Pace;
use crate::store::{self, Glance, Listed, Seen, StageSummary, Status, Summary};

/// The table of the sessions in a folder.
#[derive(Debug)]
pub struct SessionTable {
    pub rows: Vec<SessionRow>,
    /// The progress of the candidate who reads the history.
    pub progress: Option<Progress>,
    /// The candidates whose sessions the history leaves out.
    pub others: OtherCandidates,
    /// How many folders cannot be read.
    pub unreadable: usize,
    /// What is wrong with the coach's own files or the sessions folder, on one clean line.
    pub remark: Option<String>,
}

impl AppContext {
    /// That there is no sessions folder, on one clean line.
    fn missing_folder(&self) -> Option<String> {
        let folder = &self.paths.sessions;
        let short = sanitize::line(&self.paths.short(folder));
        (!folder.is_dir()).then(|| format!("there is no folder {short}"))
    }

    /// The table for this role.
    ///
    /// # Errors
    /// When the sessions folder cannot be listed, or the coach's files cannot be written.
    pub fn session_table(&self, role: Role, now: Wall) -> Result<SessionTable, Failure> {
        let listing = store::list_with_rescued(&self.paths)?;
        let sessions = listing.sessions.iter();
        let (mut progress_of_own, mut others) = (None, OtherCandidates::default());
        let remark;
        let rows = match role {
            Role::Candidate => {
                let (all, library) = (&listing.sessions, &self.library);
                let name = &self.settings.candidate;
                let reader = self.history_reader();
                let mut own = progress(all, library, name, &reader, &now);
                // A schedule that cannot be read is no reason to show no history.
                remark = match Deck::of(&self.paths, library, all) {
                    Ok(deck) => {
                        own.cards = Some(deck.counts(&now));
                        deck.remark
                    }
                    Err(why) => Some(why.to_string()),
                };
                progress_of_own = Some(own);
                let names = sessions.clone().map(|listed| &*listed.summary.candidate);
                others = OtherCandidates::of(
                    &self.paths.command(""),
                    self.paths.has_flags(),
                    name,
                    names,
                    false,
                );
                let own = sessions.filter(|listed| self.is_own(listed));
                own.map(|listed| history_row(listed, library, &reader))
                    .collect()
            }
            Role::Coach => {
                let (coach, forgotten) = self.reading_coach();
                remark = forgotten.or_else(|| self.missing_folder());
                let seen = Seen::of(&coach, &self.paths.state);
                let reader = Reader::Coach(coach);
                sessions
                    .map(|listed| coach_row(listed, &self.library, &reader, &seen))
                    .collect()
            }
        };
        Ok(SessionTable {
            rows,
            progress: progress_of_own,
            others,
            unreadable: listing.unreadable.len(),
            remark,
        })
    }

    /// Who reads the history: the candidate, but for one whom a flag names, the people of this machine.
    fn history_reader(&self) -> Reader {
        if self.is_candidate_named {
            Reader::on(&self.paths, "").0
        } else {
            Reader::Candidate
        }
    }

    /// The folder of the session with this id.
    pub fn folder_of(&self, id: &str) -> PathBuf {
        store::folder_of(&self.paths, id)
    }

    /// Whether the session with this id is finished.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn is_finished(&self, id: &str) -> Result<bool, Failure> {
        Ok(store::read_state(&self.folder_of(id))?
            .session
            .is_finished())
    }
}

/// A row of the coach's list.
fn coach_row(listed: &Listed, library: &Library, reader: &Reader, seen: &Seen) -> SessionRow {
    let summary = &listed.summary;
    let (own, others) = reader.glances(listed);
    let mine = match own.last() {
        None => ReviewProgress::None,
        Some(glance) if glance.published.is_some() => ReviewProgress::Published,
        Some(glance) if glance.complete => ReviewProgress::Done,
        Some(_) => ReviewProgress::Begun,
    };
    let mut row = row(listed);
    if row.self_levels != SelfLevels::None && !reader.may_see_levels(&summary.candidate, &own) {
        row.self_levels = SelfLevels::Hidden;
    }
    let is_unread = seen.is_unread(&summary.id, summary.event, !own.is_empty());
    let levels = |glance: &Glance| in_order(summary, &glance.levels);
    let words = [
        (is_unread, "unread"),
        (mine != ReviewProgress::None, "mine"),
        (mine == ReviewProgress::Published, "published"),
        (!row.worst.is_zero(), "over"),
        (listed.in_use, "running"),
        (summary.assignment.is_some(), "assigned"),
    ];
    for (_, word) in words.iter().filter(|(holds, _)| *holds) {
        row.filter_text.push(' ');
        row.filter_text.push_str(word);
    }
    SessionRow {
        is_unread,
        own_review: mine,
        own_levels: own.last().map(levels).unwrap_or_default(),
        others: others.len(),
        stages: stage_times(summary, library),
        ..row
    }
}

/// The levels in the order of the stages.
fn in_order(summary: &Summary, levels: &BTreeMap<String, u8>) -> Vec<Option<u8>> {
    let stages = summary.stages.iter();
    stages.map(|stage| levels.get(&stage.id).copied()).collect()
}

/// Short title, planned and spent time of each stage.
fn stage_times(summary: &Summary, library: &Library) -> Vec<(String, Duration, Duration)> {
    let framework = library.stages();
    let stages = summary.stages.iter().map(|stage| {
        let planned = framework.iter().find(|planned| planned.id == stage.id);
        let short = planned.map_or_else(|| sanitize::line(&stage.id), |it| it.short.clone());
        (short, stage.planned, stage.spent)
    });
    stages.collect()
}

/// A row of the candidate's history: published reviews only, and the coaches' levels only after the candidate's debrief
/// is complete.
fn history_row(listed: &Listed, library: &Library, reader: &Reader) -> SessionRow {
    let summary = &listed.summary;
    let (_, reviews) = Reader::Candidate.glances(listed);
    let sees_levels = reader.sees_levels(listed);
    let shows_levels = sees_levels && !reviews.is_empty() && is_debriefed(listed);
    let mut row = row(listed);
    if !sees_levels {
        row.self_levels = SelfLevels::Hidden;
    }
    let glances = reviews.iter().filter(|_| shows_levels);
    SessionRow {
        coaches: glances
            .map(|glance| {
                let levels = level_digits(summary, &glance.levels);
                (sanitize::line(&glance.coach), levels)
            })
            .collect(),
        others: reviews.len(),
        stages: stage_times(summary, library),
        ..row
    }
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
/// shows. Where the summary does not list the stages, the first is its total, and the second zero.
pub fn shown_overruns(summary: &Summary) -> (Duration, Duration) {
    if summary.stages.is_empty() {
        return (summary.over, Duration::ZERO);
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
        &summary.started_at.format("%-d %b").to_string(),
        &date,
        &condition,
        summary.status.shown(),
    ];
    let own = if summary.levels.is_empty() {
        SelfLevels::None
    } else {
        SelfLevels::Levels(level_digits(summary, &summary.levels))
    };
    let (over, worst) = shown_overruns(summary);
    SessionRow {
        id: summary.id.clone(),
        filter_text: words.join(" ").to_lowercase(),
        date,
        started: summary.started_at.timestamp(),
        elapsed: summary.elapsed,
        over,
        worst,
        is_finished: summary.status == Status::Finished,
        is_in_use: listed.in_use,
        is_unread: false,
        candidate,
        design,
        condition,
        self_levels: own,
        own_review: ReviewProgress::None,
        own_levels: Vec::new(),
        others: 0,
        coaches: Vec::new(),
        stages: Vec::new(),
    }
}

//! What a coach sees of many candidates: the coach's own levels by week, how the candidates' levels compare with them, and
//! what became of each goal. It is computed from what lists know of the sessions.

pub mod assigned;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use assigned::Assigned;

use super::judging::message::GoalOutcome;
use super::names;
use super::progress::{gap_text, mean, monday};
use super::session::event::Wall;

/// A session of a cohort, as its coach sees it.
#[derive(Debug, Clone)]
pub struct CohortSession {
    pub id: String,
    pub candidate: String,
    /// The design's title.
    pub design: String,
    pub started: Wall,
    pub state: SessionState,
    /// Whether the coach has not opened it since it changed, finished or not: as the list of sessions counts it.
    pub is_unread: bool,
    /// The coach's own level by stage id; empty until the coach has scored a stage.
    pub levels: BTreeMap<String, u8>,
    /// Whether the coach has scored every stage.
    pub is_complete: bool,
    /// The candidate's self-scored level by stage id; empty until the coach may see it.
    pub self_levels: BTreeMap<String, u8>,
    /// The goal for the next session, as the coach wrote it.
    pub goal: Option<String>,
    /// What became of the goal that an earlier session set.
    pub earlier_goal: Option<GoalOutcome>,
    /// The id of the assignment that it answers.
    pub assignment: Option<String>,
    /// The day on which it was finished, in the candidate's time zone.
    pub finished: Option<NaiveDate>,
}

/// How far a session and its review are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionState {
    Running,
    Unfinished,
    /// Finished, and not opened by the coach since.
    Unread,
    Read,
    /// Read, and the coach's review is published.
    Published,
}

/// The candidates of a sessions folder.
#[derive(Debug, Clone, PartialEq)]
pub struct Cohort {
    /// Id and short title of each stage: the framework's, then others that sessions have.
    pub stages: Vec<(String, String)>,
    /// The Mondays of the weeks that have a session, oldest first.
    pub weeks: Vec<NaiveDate>,
    /// By name.
    pub candidates: Vec<Candidate>,
    pub sessions: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    pub name: String,
    /// One for each week of the cohort.
    pub cells: Vec<Cell>,
    /// Oldest first.
    pub sessions: Vec<CandidateSession>,
    pub goal: Option<Goal>,
    /// The mean of self-scored minus coach's levels over every stage that both scored.
    pub gap: Option<f64>,
    pub unread: usize,
    /// The first due first.
    pub assigned: Vec<Assigned>,
}

/// One session on a candidate's page.
#[derive(Debug, Clone, PartialEq)]
pub struct CandidateSession {
    pub id: String,
    pub design: String,
    pub started: Wall,
    pub state: SessionState,
    /// Whether the coach has not opened it since it changed.
    pub is_unread: bool,
    /// The coach's level of each stage of the cohort, in its order.
    pub levels: Vec<Option<u8>>,
    /// Whether the coach has scored every stage.
    pub is_complete: bool,
    /// The candidate's, where the coach may see them.
    pub self_levels: Vec<Option<u8>>,
    /// The id of the assignment that it answers.
    pub assignment: Option<String>,
}

/// One week of a candidate.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// No session.
    Empty,
    /// The index of the latest scored session of the week, among the candidate's; of the latest finished one if there is
    /// any.
    Scored(usize),
    /// No session of the week is scored: the latest one, of the finished ones if there are any, and how far it is.
    Open(usize, SessionState),
}

/// The last goal that the coach set.
#[derive(Debug, Clone, PartialEq)]
pub struct Goal {
    pub text: String,
    pub set: NaiveDate,
    /// What became of it, and the day of the session that showed it; `None` while it is open.
    pub outcome: Option<(GoalOutcome, NaiveDate)>,
}

impl SessionState {
    /// Whether the candidate has finished the session.
    fn is_finished(self) -> bool {
        !matches!(self, Self::Running | Self::Unfinished)
    }
}

impl CandidateSession {
    /// The mean of the coach's levels. There is none before session and review are finished: it would be that of some stages
    /// beside others of all.
    pub fn mean(&self) -> Option<f64> {
        let levels = self.levels.iter().copied().flatten();
        mean(levels).filter(|_| self.is_complete && self.is_finished())
    }

    /// Whether it counts for what becomes of the levels: scored and finished, since the stages that an unfinished one never
    /// reached have low levels.
    pub fn counts(&self) -> bool {
        self.is_scored() && self.is_finished()
    }

    fn is_scored(&self) -> bool {
        self.levels.iter().any(Option::is_some)
    }

    fn is_finished(&self) -> bool {
        self.state.is_finished()
    }

    /// What stands for a week: a scored session before others, and of those a finished one, since the stages that an
    /// unfinished one never reached have low levels.
    fn weight(&self) -> (bool, bool) {
        (self.is_scored(), self.is_finished())
    }
}

impl Goal {
    /// `open`, `met` or `missed`.
    pub fn word(&self) -> &'static str {
        self.outcome.map_or("open", |(outcome, _)| outcome.word())
    }
}

impl Candidate {
    /// The mean level of the last session that has one.
    pub fn last_mean(&self) -> Option<f64> {
        self.sessions.iter().rev().find_map(CandidateSession::mean)
    }

    /// The mean levels of the sessions that have one, oldest first.
    pub fn means(&self) -> impl Iterator<Item = f64> {
        self.sessions.iter().filter_map(CandidateSession::mean)
    }

    /// The gap as it is shown: `+0.2`, `0.0`, `-0.4`, or `-`.
    pub fn gap_text(&self) -> String {
        self.gap.map_or("-".to_owned(), gap_text)
    }

    /// Stages whose level was the same in each of the last three sessions that count and is below strong.
    pub fn stuck(&self) -> Vec<(usize, u8)> {
        let scored = self.sessions.iter().filter(|session| session.counts());
        let last: Vec<&CandidateSession> = scored.rev().take(STUCK).collect();
        let Some(newest) = last.first().filter(|_| last.len() == STUCK) else {
            return Vec::new();
        };
        let levels = newest.levels.iter().enumerate();
        let stuck = levels.filter_map(|(stage, level)| Some((stage, (*level)?)));
        let is_stuck = |(stage, level): &(usize, u8)| {
            *level < STRONG
                && last
                    .iter()
                    .all(|session| session.levels[*stage] == Some(*level))
        };
        stuck.filter(is_stuck).collect()
    }
}

/// How many sessions at one level count as no progress.
const STUCK: usize = 3;
/// The level `strong`.
const STRONG: u8 = 3;

impl Cohort {
    /// The cohort of sessions in any order. `framework` has id and short title of its stages.
    pub fn of(
        mut sessions: Vec<CohortSession>,
        framework: impl IntoIterator<Item = (String, String)>,
    ) -> Self {
        sessions.sort_by_key(|session| session.started);
        let mut stages: Vec<(String, String)> = framework.into_iter().collect();
        for id in sessions.iter().flat_map(|session| session.levels.keys()) {
            if stages.iter().all(|(known, _)| known != id) {
                stages.push((id.clone(), id.clone()));
            }
        }
        let weeks = sessions.iter().map(|session| week_of(session.started));
        let weeks: BTreeSet<NaiveDate> = weeks.collect();
        let weeks: Vec<NaiveDate> = weeks.into_iter().collect();
        let mut by_name = BTreeMap::<String, Vec<CohortSession>>::new();
        let count = sessions.len();
        for session in sessions {
            by_name
                .entry(names::key(&session.candidate))
                .or_default()
                .push(session);
        }
        let candidates = by_name.into_values();
        Self {
            candidates: candidates
                .map(|of| candidate(of, &stages, &weeks))
                .collect(),
            stages,
            weeks,
            sessions: count,
        }
    }

    pub fn unread(&self) -> usize {
        self.candidates
            .iter()
            .map(|candidate| candidate.unread)
            .sum()
    }

    /// How many candidates met their last goal, and how many have one.
    pub fn goals_met(&self) -> (usize, usize) {
        let goals = self
            .candidates
            .iter()
            .filter_map(|candidate| candidate.goal.as_ref());
        let is_met = |goal: &&Goal| matches!(goal.outcome, Some((GoalOutcome::Met, _)));
        (goals.clone().filter(is_met).count(), goals.count())
    }

    /// The mean of each week over the sessions that its column shows, one for each week.
    pub fn week_means(&self) -> Vec<Option<f64>> {
        let mean_of = |week: usize| {
            let scored =
                self.candidates
                    .iter()
                    .filter_map(|candidate| match candidate.cells[week] {
                        Cell::Scored(index) => candidate.sessions[index].mean(),
                        _ => None,
                    });
            mean_of_means(scored)
        };
        (0..self.weeks.len()).map(mean_of).collect()
    }

    /// The mean over the candidates' last means, and of their gaps.
    pub fn means(&self) -> (Option<f64>, Option<f64>) {
        let candidates = self.candidates.iter();
        let last = candidates.clone().filter_map(Candidate::last_mean);
        let gaps = candidates.filter_map(|candidate| candidate.gap);
        (mean_of_means(last), mean_of_means(gaps))
    }

    /// Over how many of all candidates the mean of the last means is, where some have none: `3 of 12`. The means of the
    /// weeks and of the gaps are each over the candidates that have one.
    pub fn mean_count(&self) -> Option<String> {
        let all = self.candidates.len();
        let candidates = self.candidates.iter();
        let with_mean = candidates.filter_map(Candidate::last_mean).count();
        (with_mean != 0 && with_mean != all).then(|| format!("{with_mean} of {all}"))
    }
}

fn mean_of_means(means: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = means.fold((0.0, 0_u32), |(sum, count), mean| (sum + mean, count + 1));
    (count > 0).then(|| sum / f64::from(count))
}

fn week_of(started: Wall) -> NaiveDate {
    monday(started.date_naive())
}

/// One candidate, whose sessions come oldest first.
fn candidate(
    sessions: Vec<CohortSession>,
    stages: &[(String, String)],
    weeks: &[NaiveDate],
) -> Candidate {
    let goal = last_goal(&sessions);
    let gap = gap(&sessions);
    let name = sessions.last().map(|session| session.candidate.clone());
    let all: Vec<CandidateSession> = sessions
        .into_iter()
        .map(|it| candidate_session(it, stages))
        .collect();
    let mut cells = vec![Cell::Empty; weeks.len()];
    for (index, session) in all.iter().enumerate() {
        let Ok(week) = weeks.binary_search(&week_of(session.started)) else {
            continue;
        };
        let shown = match cells[week] {
            Cell::Empty => None,
            Cell::Scored(index) | Cell::Open(index, _) => Some(&all[index]),
        };
        if shown.is_some_and(|shown| shown.weight() > session.weight()) {
            continue;
        }
        cells[week] = if session.is_scored() {
            Cell::Scored(index)
        } else {
            Cell::Open(index, session.state)
        };
    }
    let unread = all.iter().filter(|session| session.is_unread);
    Candidate {
        name: name.unwrap_or_default(),
        cells,
        goal,
        gap,
        unread: unread.count(),
        assigned: Vec::new(),
        sessions: all,
    }
}

fn candidate_session(session: CohortSession, stages: &[(String, String)]) -> CandidateSession {
    let in_order = |levels: &BTreeMap<String, u8>| {
        let levels = stages.iter().map(|(id, _)| levels.get(id).copied());
        levels.collect()
    };
    CandidateSession {
        is_complete: session.is_complete,
        levels: in_order(&session.levels),
        self_levels: in_order(&session.self_levels),
        id: session.id,
        assignment: session.assignment,
        design: session.design,
        started: session.started,
        state: session.state,
        is_unread: session.is_unread,
    }
}

/// The last goal and what a later session made of it.
fn last_goal(sessions: &[CohortSession]) -> Option<Goal> {
    let set = sessions
        .iter()
        .rposition(|session| session.goal.is_some())?;
    let later = sessions[set + 1..].iter();
    let mut outcomes = later.filter_map(|it| Some((it.earlier_goal?, it.started.date_naive())));
    Some(Goal {
        text: sessions[set].goal.clone()?,
        set: sessions[set].started.date_naive(),
        outcome: outcomes.next(),
    })
}

fn gap(sessions: &[CohortSession]) -> Option<f64> {
    let finished = sessions
        .iter()
        .filter(|session| session.state.is_finished());
    let pairs = finished.flat_map(|session| {
        let own = session.self_levels.iter();
        own.filter_map(|(id, own)| Some((*own, *session.levels.get(id)?)))
    });
    let gaps = pairs.map(|(own, coach)| f64::from(own) - f64::from(coach));
    mean_of_means(gaps)
}

#[cfg(test)]
mod tests;

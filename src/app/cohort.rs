//! The cohort of a sessions folder, as a coach of this machine sees it.

use std::collections::BTreeMap;

use crate::app::assignments;
use crate::app::failure::Failure;
use crate::app::reader::{MachineReaders, Reader};
use crate::content::library::Library;
use crate::domain::cohort::assigned::assigned;
use crate::domain::cohort::{Cohort, CohortSession, SessionState};
use crate::domain::sanitize;
use crate::domain::session::event::Wall;
use crate::store::{self, Coach, Listed, Paths, Seen, SessionListing, Status};

/// The cohort of the sessions and assignments of this machine, as [`of_listed`] makes it.
///
/// # Errors
/// When the sessions or the assignments cannot be listed.
pub fn cohort(
    paths: &Paths,
    library: &Library,
    coaches: &[Coach],
    now: &Wall,
) -> Result<(Cohort, usize), Failure> {
    let listing = store::list_with_rescued(paths)?;
    of_listed(paths, listing, library, coaches, now)
}

/// The cohort of listed sessions and of the assignments of this machine with the levels of this coach, or of every coach
/// of this machine, and how many folders cannot be read.
///
/// # Errors
/// When the assignments cannot be listed.
pub fn of_listed(
    paths: &Paths,
    listing: SessionListing,
    library: &Library,
    coaches: &[Coach],
    now: &Wall,
) -> Result<(Cohort, usize), Failure> {
    let seen = coaches.iter().map(|coach| Seen::of(coach, &paths.state));
    let seen: Vec<Seen> = seen.collect();
    let reader = Reader::Machine(MachineReaders {
        coaches: coaches.to_vec(),
        reviewers: coaches.to_vec(),
        own: None,
    });
    // A drill of one stage is no interview: it would move levels, means and gaps.
    let mut interviews = listing.sessions;
    interviews.retain(|listed| !listed.summary.is_drill());
    let read = store::in_parallel(&interviews, |listed| session(listed, &reader, &seen));
    let assignments = assignments::list(paths)?.all;
    let assigned = assigned(&assignments, &read, now.date_naive());
    let stages = library.stages().into_iter();
    let cohort = Cohort::of(read, stages.map(|stage| (stage.id, stage.short)));
    Ok((cohort.with_assigned(assigned), listing.unreadable.len()))
}

fn session(listed: &Listed, reader: &Reader, seen: &[Seen]) -> CohortSession {
    let summary = &listed.summary;
    let own = reader.own_glances(listed);
    let (id, event) = (&summary.id, summary.event);
    let is_unread = (seen.iter()).all(|seen| seen.is_unread(id, event, !own.is_empty()));
    // The self-score stays hidden until the coach has scored the session.
    let sees = !own.is_empty() && reader.may_see_levels(&summary.candidate, &own);
    // Of several coaches on one machine, the review that is furthest is shown.
    let furthest = own
        .into_iter()
        .max_by_key(|glance| (glance.complete, glance.levels.len()));
    let is_published = furthest.as_ref().is_some_and(|it| it.published.is_some());
    let state = if listed.in_use {
        SessionState::Running
    } else if summary.status != Status::Finished {
        SessionState::Unfinished
    } else if is_unread {
        SessionState::Unread
    } else if is_published {
        SessionState::Published
    } else {
        SessionState::Read
    };
    let is_complete = furthest.as_ref().is_some_and(|it| it.complete);
    let (levels, goal, earlier_goal) = furthest.map_or_else(Default::default, |glance| {
        (glance.levels, glance.goal, glance.earlier_goal)
    });
    CohortSession {
        id: summary.id.clone(),
        candidate: sanitize::line(&summary.candidate),
        design: sanitize::line(&summary.design.title),
        started: summary.started_at,
        state,
        is_unread,
        levels,
        is_complete,
        self_levels: if sees {
            summary.levels.clone()
        } else {
            BTreeMap::new()
        },
        goal: goal.map(|goal| sanitize::line(&goal)),
        earlier_goal,
        assignment: summary.assignment.clone(),
        finished: assignments::finished_on(summary),
    }
}

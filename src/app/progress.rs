//! The progress of a candidate, from the list of sessions.

use std::collections::BTreeMap;

use crate::app::load::is_debriefed;
use crate::app::reader::Reader;
use crate::content::library::Library;
use crate::domain::names;
use crate::domain::progress::{AttemptedStage, Progress, ProgressSession};
use crate::domain::sanitize;
use crate::domain::session::event::Wall;
use crate::store::{self, Listed, Status};

/// The progress of a candidate over listed sessions, as far as the reader may see levels.
pub fn progress(
    sessions: &[Listed],
    library: &Library,
    candidate: &str,
    reader: &Reader,
    now: &Wall,
) -> Progress {
    let sessions = sessions.iter();
    let own = sessions.filter(|listed| names::is_same(&listed.summary.candidate, candidate));
    let attempts = own.map(|listed| attempt(listed, reader));
    let stages = library.framework().stages.iter();
    let stages = stages.map(|stage| (stage.id.clone(), sanitize::line(&stage.short)));
    Progress::of(attempts.collect(), stages, now.date_naive())
}

fn attempt(listed: &Listed, reader: &Reader) -> ProgressSession {
    let summary = &listed.summary;
    let sees_levels = reader.sees_levels(listed);
    let sees_reviews = sees_levels && !listed.review_files.is_empty() && is_debriefed(listed);
    let glances = if sees_reviews {
        store::glances(&listed.folder, &listed.review_files)
    } else {
        Vec::new()
    };
    let complete = glances.into_iter().filter(|glance| glance.complete);
    let stages = summary.stages.iter().map(|stage| AttemptedStage {
        id: stage.id.clone(),
        planned: stage.planned,
        spent: stage.spent,
    });
    ProgressSession {
        started: summary.started_at,
        elapsed: summary.elapsed,
        is_finished: summary.status == Status::Finished,
        is_drill: summary.is_drill(),
        stages: stages.collect(),
        hides_levels: !sees_levels,
        levels: if sees_levels {
            summary.levels.clone()
        } else {
            BTreeMap::default()
        },
        reviews: complete.map(|glance| glance.levels).collect(),
    }
}

/// The names of the candidates of listed sessions, each once, sanitized.
pub fn candidates(sessions: &[Listed]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for listed in sessions {
        let name = sanitize::line(&listed.summary.candidate);
        if !found.iter().any(|known| names::is_same(known, &name)) {
            found.push(name);
        }
    }
    found
}

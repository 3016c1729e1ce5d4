//! Opens the debrief of a finished session.

use std::path::{Path, PathBuf};

use crate::app::context::AppContext;
use crate::app::failure::{Code, Failure};
use crate::app::load::LoadedSession;
use crate::app::reader::Reader;
use crate::app::recording::Recording;
use crate::domain::judging::facts::SessionFacts;
use crate::domain::judging::marks::Debrief;
use crate::domain::judging::next_steps::{EarlierSteps, next_steps};
use crate::domain::names;
use crate::domain::session::Session;
use crate::domain::session::event::Wall;
use crate::store::{self, Listed, Paths, Recorder, Status};

/// How many of the latest sessions are searched for the one before.
const SEARCHED: usize = 200;

/// A finished session whose debrief is open.
#[derive(Debug)]
pub struct OpenDebrief {
    pub debrief: Debrief,
    pub loaded: LoadedSession,
    pub recording: Recording,
}

/// Opens the debrief of the session in this folder.
///
/// # Errors
/// When it is not finished, is in use, or cannot be read or written.
pub fn open(folder: &Path, paths: &Paths, now: &Wall) -> Result<OpenDebrief, Failure> {
    let (found, recorder) = Recorder::open(folder, now)?;
    let loaded = LoadedSession::of(found, &Reader::Candidate);
    let debrief = Debrief::of(loaded.session.clone());
    Ok(OpenDebrief {
        debrief: debrief.ok_or_else(|| unfinished(paths, &loaded.session.head.id))?,
        loaded,
        recording: Recording::new(recorder),
    })
}

/// The steps of the latest finished session of the same candidate before this one, with that session; `folder` is this
/// session's folder. `None` where there is none or it cannot be read.
pub fn earlier_steps(
    session: &Session,
    folder: &Path,
    paths: &Paths,
    now: &Wall,
) -> Option<EarlierSteps> {
    let head = &session.head;
    let beside = store::beside(paths, folder);
    let mut newest = store::newest_with_rescued(&beside, now, SEARCHED).ok()?;
    let earlier = newest.find(|listed| {
        let summary = &listed.summary;
        summary.status == Status::Finished
            && !summary.is_drill()
            && summary.started_at < head.wall
            && names::is_same(&summary.candidate, &head.candidate)
    })?;
    steps_of(&earlier.folder)
}

/// The next steps after the session in this folder; `None` where it cannot be read.
pub fn steps_of(folder: &Path) -> Option<EarlierSteps> {
    let loaded = LoadedSession::read(folder, &Reader::Candidate).ok()?;
    let steps = next_steps(&SessionFacts::of(&loaded.report()));
    Some(EarlierSteps {
        steps,
        session: loaded.session,
    })
}

impl AppContext {
    /// The folder of the finished session that the command line names, or of the latest finished one.
    ///
    /// # Errors
    /// When there is no such session, or it is not finished.
    pub fn to_debrief(&self, session: Option<&str>, now: &Wall) -> Result<PathBuf, Failure> {
        let Some(session) = session else {
            let mut listing = store::list_with_rescued(&self.paths)?;
            let own =
                |listed: &Listed| self.is_own(listed) && listed.summary.status == Status::Finished;
            // The candidate's own come before those of others in the same folder.
            if listing.sessions.iter().any(own) {
                listing.sessions.retain(own);
            }
            let latest = listing.latest(Status::Finished, now);
            return latest.map(|listed| listed.folder.clone()).ok_or_else(|| {
                let [start, resume] = ["start", "resume"].map(|act| self.paths.command(act));
                Failure::new(Code::NotFound, "no session is finished")
                    .hint(format!("finish one first: `{start}`, or `{resume}`"))
            });
        };
        let folder = store::find_free(&self.paths, session, now)?;
        let session = store::read_state(&folder)?.session;
        if session.is_finished() {
            Ok(folder)
        } else {
            Err(unfinished(&self.paths, &session.head.id))
        }
    }
}

fn unfinished(paths: &Paths, id: &str) -> Failure {
    let message = format!("`{id}` is not finished, and a debrief shows the answers");
    let command = paths.command(&format!("resume {id}"));
    Failure::new(Code::Usage, message).hint(format!("finish it first: `{command}`"))
}

//! Opens the debrief of a finished session.

use std::path::{Path, PathBuf};

use crate::app::context::AppContext;
use crate::app::failure::{Code, Failure};
use crate::app::load::LoadedSession;
use crate::app::reader::Reader;
use crate::app::recording::Recording;
use crate::domain::judging::marks::Debrief;
use crate::domain::session::event::Wall;
use crate::store::{self, Recorder, Status};

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
pub fn open(folder: &Path, now: &Wall) -> Result<OpenDebrief, Failure> {
    let (found, recorder) = Recorder::open(folder, now)?;
    let loaded = LoadedSession::of(found, &Reader::Candidate);
    let debrief = Debrief::of(loaded.session.clone());
    Ok(OpenDebrief {
        debrief: debrief.ok_or_else(|| unfinished(&loaded.session.head.id))?,
        loaded,
        recording: Recording::new(recorder),
    })
}

impl AppContext {
    /// The folder of the finished session that the command line names, or of the latest finished one.
    ///
    /// # Errors
    /// When there is no such session, or it is not finished.
    pub fn to_debrief(&self, session: Option<&str>) -> Result<PathBuf, Failure> {
        let Some(session) = session else {
            let mut all = store::list(&self.paths.sessions)?.sessions.into_iter();
            let latest = all.find(|listed| listed.summary.status == Status::Finished);
            return latest.map(|listed| listed.folder).ok_or_else(|| {
                Failure::new(Code::NotFound, "no session is finished")
                    .hint("finish one first: `forty start`, or `forty resume`")
            });
        };
        let folder = store::resolve(&self.paths.sessions, session)?;
        let session = store::read(&folder)?.session;
        if session.is_finished() {
            Ok(folder)
        } else {
            Err(unfinished(&session.head.id))
        }
    }
}

fn unfinished(id: &str) -> Failure {
    let message = format!("`{id}` is not finished, and a debrief shows the answers");
    Failure::new(Code::Usage, message).hint(format!("finish it first: `forty resume {id}`"))
}

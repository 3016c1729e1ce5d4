//! The calibration of a coach: gold sessions in a folder of their own, scored blind with the screens of every review, then
//! compared with the agreed marks. Those marks come out of the program only once every session is scored.

use std::path::{Path, PathBuf};

use crate::app::failure::{Code, Failure};
use crate::app::load::LoadedSession;
use crate::app::reader::Reader;
use crate::content::gold;
use crate::domain::judging::calibration::{AgreedSession, Calibration, GoldProgress, ScoredGold};
use crate::domain::judging::report;
use crate::domain::judging::viewer::Viewer;
use crate::domain::session::event::Wall;
use crate::report::markdown;
use crate::store::{self, CalibrationFiles, CalibrationResult, Coach, Paths, Recorder};

/// How far a coach is with calibration.
#[derive(Debug)]
pub struct Calibrations {
    /// What each finished round gave, the first one first.
    pub results: Vec<CalibrationResult>,
    /// What is left of each gold session that can be read, in a round that is not finished.
    pub open: Option<Vec<GoldProgress>>,
    /// How many gold sessions a round has.
    pub sessions: usize,
    /// A damaged file that was set aside.
    pub remark: Option<String>,
}

/// The state of a coach's calibrations. A round whose last session was scored is finished here, and its result is kept.
///
/// # Errors
/// When the files of the calibrations cannot be read or written.
pub fn calibrations(paths: &Paths, coach: &Coach, now: Wall) -> Result<Calibrations, Failure> {
    let files = CalibrationFiles::of(coach, &paths.state);
    let agreed = agreed()?;
    let (mut results, remark) = files.results()?;
    let folder = files.round(results.len() + 1);
    let mut open = None;
    if folder.is_dir() {
        let loaded: Vec<LoadedSession> = (agreed.iter())
            .filter_map(|session| load(&folder, session, coach))
            .collect();
        let scored = agreed.iter().zip(&loaded);
        let calibration = compared(scored).filter(|_| loaded.len() == agreed.len());
        if let Some(calibration) = calibration {
            let result = CalibrationResult {
                at: now,
                calibration,
            };
            files.add(result.clone())?;
            results.push(result);
        } else {
            open = Some(loaded.iter().map(progress).collect());
        }
    }
    Ok(Calibrations {
        results,
        open,
        sessions: agreed.len(),
        remark,
    })
}

/// Begins the round after so many finished ones, or completes one that was cut: writes the gold sessions that its folder,
/// which is returned, does not have yet.
///
/// # Errors
/// When they cannot be written.
pub fn begin(paths: &Paths, coach: &Coach, rounds: usize, now: &Wall) -> Result<PathBuf, Failure> {
    let folder = CalibrationFiles::of(coach, &paths.state).round(rounds + 1);
    for ((name, archive), session) in gold::archives().iter().zip(agreed()?) {
        if store::read(&folder.join(&session.id)).is_ok() {
            continue;
        }
        let unpacked = store::unpack(*archive, Path::new(name), &folder, now)?;
        // The archive has no file that follows from the journal.
        let (found, mut recorder) = Recorder::open(&unpacked.folder, now)?;
        recorder.checkpoint(&found.session, markdown::page);
        recorder.close();
    }
    Ok(folder)
}

fn agreed() -> Result<Vec<AgreedSession>, Failure> {
    gold::agreed().map_err(|why| Failure::new(Code::Failed, format!("agreed marks: {why}")))
}

/// A gold session with the coach's review.
fn load(folder: &Path, session: &AgreedSession, coach: &Coach) -> Option<LoadedSession> {
    let reader = Reader::Coach(coach.clone());
    LoadedSession::read(&folder.join(&session.id), &reader).ok()
}

fn compared<'a>(
    sessions: impl Iterator<Item = (&'a AgreedSession, &'a LoadedSession)>,
) -> Option<Calibration> {
    let scored: Option<Vec<ScoredGold<'_>>> = sessions
        .map(|(agreed, loaded)| {
            let Viewer::Coach { review } = loaded.viewer else {
                return None;
            };
            Some(ScoredGold {
                agreed,
                session: &loaded.session,
                design: loaded.design.as_ref().ok()?,
                review: loaded.reviews.get(review)?,
            })
        })
        .collect();
    Calibration::of(&scored?)
}

/// What is left of a gold session.
fn progress(loaded: &LoadedSession) -> GoldProgress {
    let Viewer::Coach { review } = loaded.viewer else {
        return unscored(loaded, |_| false);
    };
    let design = loaded.design.as_ref().ok();
    let review = loaded.reviews.get(review);
    unscored(loaded, |stage| {
        let items = report::rubric(&loaded.session, design, stage).len();
        review.is_some_and(|review| review.is_scored(stage, items))
    })
}

fn unscored(loaded: &LoadedSession, is_scored: impl Fn(usize) -> bool) -> GoldProgress {
    let head = &loaded.session.head;
    let stages = head.plan.stages.iter().enumerate();
    let open = stages.filter(|(stage, _)| !is_scored(*stage));
    GoldProgress {
        candidate: head.candidate.clone(),
        design: head.design.title.clone(),
        open: open.map(|(_, plan)| plan.short.clone()).collect(),
    }
}

//! Loads a session with its design, its log and its reviews, for the person who reads it.

use std::path::Path;
use std::time::Duration;

use crate::app::failure::{Code, Failure, count_mistakes};
use crate::app::reader::Reader;
use crate::content::{self, Origin};
use crate::domain::content::design::Design;
use crate::domain::judging::report::{self, Report};
use crate::domain::judging::review::Review;
use crate::domain::judging::viewer::Viewer;
use crate::domain::session::Session;
use crate::domain::session::log::Log;
use crate::store::{self, Listed, StageSummary, Status, StoredSession, Summary};

/// A session with everything that was read from its folder.
#[derive(Debug)]
pub struct LoadedSession {
    pub session: Session,
    /// The design that the session ran with, or why it cannot be read.
    pub design: Result<Design, String>,
    /// Empty where the journal cannot be read.
    pub log: Log,
    /// All reviews of the session, by file name.
    pub reviews: Vec<Review>,
    /// The key of the coach of each review.
    coach_keys: Vec<String>,
    /// Who reads the session; an index in it is one of `reviews`.
    pub viewer: Viewer,
    /// Problems of the session's files, each on one clean line.
    pub remarks: Vec<String>,
}

impl LoadedSession {
    /// Loads the session in this folder.
    ///
    /// # Errors
    /// When the folder has no session, or none of its files can be read.
    pub fn read(folder: &Path, reader: &Reader) -> Result<Self, Failure> {
        Ok(Self::of(store::read(folder)?, reader))
    }

    /// Adds the design, the log and the reviews to a session that was read already.
    pub fn of(found: StoredSession, reader: &Reader) -> Self {
        let design = design_copy(&found);
        let (stored, unread) = store::reviews(&found.folder, &found.session);
        let viewer = reader.viewer(&found.session.head.candidate, &stored);
        let stored = stored.into_iter().map(|stored| (stored.review, stored.key));
        let (reviews, coach_keys) = stored.unzip();
        Self {
            design,
            log: found.log,
            reviews,
            coach_keys,
            viewer,
            remarks: found.remarks.into_iter().chain(unread).collect(),
            session: found.session,
        }
    }

    /// The reviews that anybody may see, once they have marked the session themselves.
    pub fn published_reviews(&self) -> Vec<Review> {
        let reviews = self.reviews.iter();
        (reviews
            .filter(|review| report::is_published(review))
            .cloned())
        .collect()
    }

    /// The published reviews by all coaches except the one with this key.
    pub fn reviews_of_others(&self, key: &str) -> Vec<Review> {
        let all = self.reviews.iter().zip(&self.coach_keys);
        all.filter(|(review, other)| *other != key && report::is_published(review))
            .map(|(review, _)| review.clone())
            .collect()
    }

    /// The session at a time of the interview, without marks and reviews.
    ///
    /// # Errors
    /// When the journal is missing, because only the journal has earlier states.
    pub fn at(mut self, time: Duration) -> Result<Self, Failure> {
        if self.log.entries().is_empty() {
            let id = &self.session.head.id;
            let message =
                format!("`{id}` has no journal, and only the journal has its earlier states");
            return Err(
                Failure::new(Code::Failed, message).hint("leave out `--at` to show the checkpoint")
            );
        }
        self.session = self.log.session_at(self.session.head, time);
        self.log = self.log.until(time);
        self.reviews.clear();
        self.coach_keys.clear();
        self.viewer = Viewer::Candidate;
        Ok(self)
    }

    /// Whether the marks of others are hidden from the reader, a coach who has not revealed them.
    pub fn is_blind(&self) -> bool {
        match self.viewer {
            Viewer::Candidate => false,
            Viewer::Coach { review } => {
                (self.reviews.get(review)).is_none_or(|review| review.revealed.is_none())
            }
            Viewer::NewCoach => true,
        }
    }

    /// The session with what its reader may see.
    pub fn report(&self) -> Report<'_> {
        let design = self.design.as_ref().ok();
        Report::new(&self.session, design, &self.log, &self.reviews, self.viewer)
    }
}

/// The session's own copy of its design, or why it cannot be read.
pub fn design_copy(found: &StoredSession) -> Result<Design, String> {
    let text = found.design_text.as_ref().map_err(String::clone)?;
    match content::read_design("design.toml", text, Origin::Copy) {
        Ok((design, _)) => Ok(design),
        Err(mistakes) => Err(format!(
            "the session's copy of it has {}",
            count_mistakes(&mistakes)
        )),
    }
}

/// Whether the candidate has scored every stage.
pub(super) fn has_all_levels(summary: &Summary) -> bool {
    let has_level = |stage: &StageSummary| summary.levels.contains_key(&stage.id);
    !summary.stages.is_empty() && summary.stages.iter().all(has_level)
}

/// Whether the candidate's debrief is complete. The design is read only where a stage has no level, because a stage
/// without a rubric never has one.
pub(super) fn is_debriefed(listed: &Listed) -> bool {
    let summary = &listed.summary;
    if summary.status != Status::Finished {
        return false;
    }
    if has_all_levels(summary) {
        return true;
    }
    store::read_state(&listed.folder).is_ok_and(|found| {
        let design = design_copy(&found).ok();
        report::is_debriefed(&found.session, design.as_ref())
    })
}

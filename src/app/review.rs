//! A coach's review of one session: opened, saved after each change, and written as a report.

use std::path::{Path, PathBuf};

use crate::app::context::AppContext;
use crate::app::export::{Format, exists};
use crate::app::failure::Failure;
use crate::app::load::LoadedSession;
use crate::app::reader::Reader;
use crate::domain::content::design::Design;
use crate::domain::judging::report::{self, Report};
use crate::domain::judging::review::Review;
use crate::domain::sanitize;
use crate::domain::session::Session;
use crate::domain::session::event::Wall;
use crate::store::{self, Coach, ReviewFile, Scores, Seen};

/// A session that is ready to be reviewed.
#[derive(Debug)]
pub struct OpenReview {
    pub loaded: LoadedSession,
    /// The coach's own review.
    pub review: Review,
    /// Those of other coaches.
    pub others: Vec<Review>,
    /// The coach's own phrases.
    pub phrases: Vec<String>,
    pub writer: ReviewWriter,
}

/// Writes the review that is open.
#[derive(Debug)]
pub struct ReviewWriter {
    file: ReviewFile,
    /// What is on disk.
    saved: Review,
    /// Why the last change is not on disk, on one clean line.
    why_not: Option<String>,
    /// The report that was written or asked about last: the next one may be written over it.
    report: Option<PathBuf>,
}

impl AppContext {
    /// The coach who reviews here.
    ///
    /// # Errors
    /// When the state folder cannot be read or written.
    pub fn coach(&self, now: Wall) -> Result<Coach, Failure> {
        let (state, chance) = (&self.paths.state, self.chance.0);
        Ok(Coach::of(&self.name, state, chance, &now)?)
    }

    /// Opens this coach's review of the session in a folder, and remembers that the coach has read it.
    ///
    /// # Errors
    /// When the session cannot be read, or the review is in use or cannot be opened.
    pub fn open_review(&self, folder: &Path, now: Wall) -> Result<OpenReview, Failure> {
        let state = &self.paths.state;
        let coach = self.coach(now)?;
        let mut found = store::read(folder)?;
        let (review, file, remark) = ReviewFile::open(folder, &found.session, &coach, state, &now)?;
        found.remarks.extend(remark);
        let reader = Reader::Coach(coach.clone());
        let mut loaded = LoadedSession::of(found, &reader);
        let phrases = store::phrases(&self.paths.config);
        let (id, event) = (&loaded.session.head.id, loaded.session.n);
        let noted = Seen::of(&coach, state).open(id, event, &coach, state);
        let failed = phrases
            .as_ref()
            .err()
            .into_iter()
            .chain(noted.as_ref().err());
        let failed = failed.map(|why| sanitize::line(&why.to_string()));
        loaded.remarks.extend(failed);
        Ok(OpenReview {
            others: loaded.reviews_of_others(&coach.key),
            loaded,
            writer: ReviewWriter {
                file,
                saved: review.clone(),
                why_not: None,
                report: None,
            },
            review,
            phrases: phrases.unwrap_or_default(),
        })
    }

    /// Writes the coach's own phrases.
    ///
    /// # Errors
    /// When the config folder cannot be written.
    pub fn save_phrases(&self, phrases: &[String]) -> Result<(), Failure> {
        Ok(store::keep_phrases(&self.paths.config, phrases)?)
    }
}

impl ReviewWriter {
    /// Why the last change is not on disk, where it is not.
    pub fn why_not(&self) -> Option<&str> {
        self.why_not.as_deref()
    }

    /// Writes the review where it changed or could not be written before. Only text that is still being typed is
    /// written without waiting for the disk.
    pub fn save(&mut self, review: &Review, session: &Session, design: Option<&Design>) {
        if *review == self.saved && self.why_not.is_none() {
            return;
        }
        let typed = Review {
            draft: review.draft.clone(),
            ..self.saved.clone()
        };
        let is_typing = *review == typed && self.why_not.is_none();
        match self
            .file
            .save(review, &scores(session, design, review), !is_typing)
        {
            Ok(()) => {
                self.saved = review.clone();
                self.why_not = None;
            }
            Err(error) => self.why_not = Some(sanitize::line(&error.to_string())),
        }
    }

    /// Writes the report as a page for a browser; the path as it is shown. A file that was there is written over only
    /// when the same path is asked for again.
    ///
    /// # Errors
    /// When there is a file already, or it cannot be written; in words for the status line.
    pub fn write_report(&mut self, path: PathBuf, report: &Report<'_>) -> Result<String, String> {
        let is_asked_again = self.report.as_ref() == Some(&path);
        if exists(&path) && !is_asked_again {
            self.report = Some(path);
            return Err("there is a file already: Enter again writes over it".into());
        }
        let page = Format::Html.page(report);
        store::write_given(&path, page.as_bytes(), is_asked_again)
            .map_err(|error| error.with_cause())?;
        let whole = std::path::absolute(&path).unwrap_or_else(|_| path.clone());
        self.report = Some(path);
        Ok(sanitize::line(&whole.display().to_string()))
    }
}

/// What the review's marks come to.
fn scores(session: &Session, design: Option<&Design>, review: &Review) -> Scores {
    let stages = session.head.plan.stages.iter().enumerate();
    let levels = stages.filter_map(|(index, stage)| {
        let verdict = review.verdict(index, report::rubric(session, design, index))?;
        Some((stage.id.clone(), verdict.level))
    });
    Scores {
        levels: levels.collect(),
        complete: report::is_scored(session, design, review),
    }
}

//! Opens a coach's review of a session, saves it after each change, and writes it as a report.

use std::path::{Path, PathBuf};

use crate::app::context::AppContext;
use crate::app::export::exists;
use crate::app::failure::Failure;
use crate::app::load::LoadedSession;
use crate::app::reader::Reader;
use crate::domain::content::design::Design;
use crate::domain::judging::message::EarlierGoal;
use crate::domain::judging::phrase::Phrase;
use crate::domain::judging::report::{self, Report};
use crate::domain::judging::review::Review;
use crate::domain::names;
use crate::domain::sanitize;
use crate::domain::session::Session;
use crate::domain::session::event::Wall;
use crate::domain::session::log::Log;
use crate::report::Format;
use crate::store::{self, Coach, Paths, ReviewFile, Scores, Seen, Which};

/// How many sessions before this one are searched for the coach's last goal.
const SEARCHED: usize = 300;

/// A session that is open for review.
#[derive(Debug)]
pub struct OpenReview {
    pub loaded: LoadedSession,
    /// The coach's own review.
    pub review: Review,
    /// The reviews of other coaches.
    pub others: Vec<Review>,
    /// The coach's own phrases.
    pub phrases: Vec<Phrase>,
    /// The goal that the coach set last for the candidate.
    pub earlier_goal: Option<EarlierGoal>,
    pub writer: ReviewWriter,
}

/// Saves the open review and writes its report.
#[derive(Debug)]
pub struct ReviewWriter {
    file: ReviewFile,
    /// The review as it is on disk.
    saved: Review,
    /// Why the last change is not on disk, on one clean line.
    save_error: Option<String>,
    /// The coach who becomes a reviewer by opening the session, and where that is noted; `None` for own sessions, and once
    /// it is noted.
    becomes_reviewer: Option<(Coach, PathBuf, Wall)>,
    /// The file of which the user was just told that it exists: the same answer again replaces it.
    asked: Option<PathBuf>,
}

impl AppContext {
    /// The coach of this name on this machine, created on first use, and a remark if the list of coaches was lost.
    ///
    /// # Errors
    /// When the state folder cannot be written.
    pub fn coach(&self, now: Wall) -> Result<(Coach, Option<String>), Failure> {
        let (state, chance) = (&self.paths.state, self.chance.0);
        Ok(Coach::of(&self.settings.coach, state, chance, &now)?)
    }

    /// Reads a session under review again, since its candidate may have gone on, and records that the coach has read it.
    ///
    /// # Errors
    /// When the session cannot be read.
    pub fn reread(&self, review: &ReviewWriter) -> Result<(Session, Log), Failure> {
        let found = store::read(&review.folder())?;
        let (coach, state) = (self.reading_coach().0, &self.paths.state);
        let (id, event) = (&found.session.head.id, found.session.n);
        // Where it cannot be noted, the session only stays unread in the list.
        let _ = Seen::of(&coach, state).open(id, event, &coach, state);
        Ok((found.session, found.log))
    }

    /// Makes the coach of this name one who reviews sessions of others. Returns a remark if the list of coaches was damaged.
    ///
    /// # Errors
    /// When the state folder cannot be written, or its list of coaches has a newer format.
    pub fn become_reviewer(&self, now: Wall) -> Result<Option<String>, Failure> {
        let (coach, remark) = self.coach(now)?;
        coach.set_reviewer(&self.paths.state, &now)?;
        Ok(remark)
    }

    /// The coach of this name as far as this machine knows them. Looking at a list makes nobody a coach, who would not see
    /// the levels of their own sessions any more.
    pub fn reading_coach(&self) -> (Coach, Option<String>) {
        let (coaches, remark) = store::known_coaches(&self.paths.state, Which::All);
        let name = &self.settings.coach;
        let known = coaches
            .into_iter()
            .find(|coach| names::is_same(&coach.name, name));
        (
            known.unwrap_or_else(|| Coach::unsaved(name, self.chance.0)),
            remark,
        )
    }

    /// Opens this coach's review of the session in a folder, and records that the coach has read it.
    ///
    /// # Errors
    /// When the session cannot be read, or the review is in use or cannot be opened.
    pub fn open_review(&self, folder: &Path, now: Wall) -> Result<OpenReview, Failure> {
        let state = &self.paths.state;
        let (coach, forgotten) = self.coach(now)?;
        let mut found = store::read(folder)?;
        let (review, file, remark) = ReviewFile::open(folder, &found.session, &coach, state, &now)?;
        found
            .remarks
            .splice(0..0, forgotten.into_iter().chain(remark));
        let reader = Reader::Coach(coach.clone());
        let mut loaded = LoadedSession::of(found, &reader);
        let phrases = store::phrases(&self.paths.config);
        let (id, event) = (&loaded.session.head.id, loaded.session.n);
        let noted = Seen::of(&coach, state).open(id, event, &coach, state);
        let is_others = self.is_of_others(&loaded.session, &coach);
        let failed = phrases
            .as_ref()
            .err()
            .into_iter()
            .chain(noted.as_ref().err());
        let failed = failed.map(|why| sanitize::line(&why.to_string()));
        loaded.remarks.extend(failed);
        let mut writer = ReviewWriter {
            file,
            saved: review.clone(),
            save_error: None,
            becomes_reviewer: is_others.then(|| (coach.clone(), state.clone(), now)),
            asked: None,
        };
        writer.note_reviewer();
        Ok(OpenReview {
            earlier_goal: earlier_goal(
                &store::beside(&self.paths, folder),
                &loaded.session,
                &reader,
            ),
            others: loaded.reviews_of_others(&coach.key),
            loaded,
            writer,
            review,
            phrases: phrases.unwrap_or_default(),
        })
    }

    /// Whether a session is somebody else's than the coach's. A gold session is nobody's.
    fn is_of_others(&self, session: &Session, coach: &Coach) -> bool {
        let candidate = &session.head.candidate;
        let is_own = [&coach.name, &self.settings.candidate]
            .iter()
            .any(|own| names::is_same(own, candidate));
        !is_own && !self.is_calibration()
    }

    /// Whether the sessions folder is that of a calibration.
    pub fn is_calibration(&self) -> bool {
        store::is_calibration(&self.paths.sessions, &self.paths.state)
    }

    /// Writes the coach's own phrases.
    ///
    /// # Errors
    /// When the config folder cannot be written.
    pub fn save_phrases(&self, phrases: &[Phrase]) -> Result<(), Failure> {
        Ok(store::keep_phrases(&self.paths.config, phrases)?)
    }
}

impl ReviewWriter {
    /// The session's folder.
    pub fn folder(&self) -> PathBuf {
        let reviews = self.file.path().parent();
        let folder = reviews.and_then(Path::parent);
        folder.map_or_else(PathBuf::new, Path::to_path_buf)
    }

    /// Whether the interview is running in another window now.
    pub fn is_running(&self, session: &Session) -> bool {
        !session.is_finished() && store::is_open(&self.folder())
    }

    /// Why the last change is not on disk; `None` where it is.
    pub fn save_error(&self) -> Option<&str> {
        self.save_error.as_deref()
    }

    /// Saves the review if it changed or the last save failed. It does not wait for the disk; while a comment is being
    /// typed, the disk gets it within half a second.
    pub fn save(&mut self, review: &Review, session: &Session, design: Option<&Design>) {
        let failed = self.file.failed().map(|why| sanitize::line(&why));
        self.save_error = failed.or(self.save_error.take());
        if *review == self.saved && self.save_error.is_none() {
            return;
        }
        let typed = Review {
            draft: review.draft.clone(),
            ..self.saved.clone()
        };
        let is_typing = *review == typed && self.save_error.is_none();
        match self
            .file
            .save(review, &scores(session, design, review), !is_typing)
        {
            Ok(()) => {
                self.saved = review.clone();
                self.save_error = None;
                self.note_reviewer();
            }
            Err(error) => self.save_error = Some(sanitize::line(&error.to_string())),
        }
    }

    /// Notes that the coach reviews sessions of others, before anything is scored: a command must not print the marks that
    /// the open review hides. If that fails, the next save tries it again.
    fn note_reviewer(&mut self) {
        self.becomes_reviewer
            .take_if(|(coach, state, now)| coach.set_reviewer(state, now).is_ok());
    }

    /// Other files of the same review, as a sync service writes them beside it: each review, and whether it is later.
    pub fn copies(&self) -> Vec<(Review, bool)> {
        let copies = self.file.copies().iter();
        let copies = copies.map(|copy| (copy.review.clone(), copy.is_newer));
        copies.collect()
    }

    /// Saves the review, which has what the copies have, and then renames these so that nothing reads them.
    ///
    /// # Errors
    /// When the review is not on disk, or a copy cannot be renamed: the copies that are left are merged the next time.
    pub fn finish_merge(
        &mut self,
        review: &Review,
        session: &Session,
        design: Option<&Design>,
    ) -> Result<(), String> {
        self.file.take_in_copies();
        self.save(review, session, design);
        self.file.flush();
        if let Some(why) = self.file.failed().or(self.save_error.clone()) {
            return Err(sanitize::line(&why));
        }
        let renamed = self.file.set_copies_aside();
        renamed.map_err(|why| sanitize::line(&why.to_string()))
    }

    /// Writes the review to a folder where its own cannot be written: `FOLDER/SESSION/reviews/NAME.toml`, from where a later
    /// start brings it back. Returns the file's path.
    ///
    /// # Errors
    /// When that folder cannot be written either.
    pub fn write_elsewhere(
        &mut self,
        folder: &Path,
        review: &Review,
        session: &Session,
        design: Option<&Design>,
    ) -> Result<PathBuf, Failure> {
        let scores = scores(session, design, review);
        Ok(self.file.save_elsewhere(folder, review, &scores)?)
    }

    /// The folder to offer where the review cannot be written in its own.
    pub fn rescue_folder(paths: &Paths) -> PathBuf {
        store::rescue_folder_for_reviews(paths)
    }

    /// What is said of a review that was written to `path` in this folder and closed in its own: the command that brings it
    /// to the session.
    pub fn written_text(&self, path: &Path, folder: &Path, paths: &Paths) -> String {
        let session = self.folder();
        let command = store::command_to_bring(paths, path, folder, &session);
        format!(
            "review written to {}: `{command}` brings it to the session",
            path.display()
        )
    }

    /// Begins a report: what was asked about an earlier one is over.
    pub fn begin_report(&mut self) {
        self.asked = None;
    }

    /// Writes the report as an HTML page and returns its full path for the screen. An existing file is replaced only
    /// when the same path is given twice in a row.
    ///
    /// # Errors
    /// When the file exists already or cannot be written, as a text for the status line.
    pub fn write_report(&mut self, path: PathBuf, report: &Report<'_>) -> Result<String, String> {
        let is_confirmed = self.asked.take().as_ref() == Some(&path);
        if exists(&path) && !is_confirmed {
            self.asked = Some(path);
            return Err("the file exists already: press Enter again to replace it".into());
        }
        let page = Format::Html.page(report);
        store::write_given(&path, page.as_bytes(), is_confirmed)
            .map_err(|error| error.with_cause())?;
        let whole = std::path::absolute(&path).unwrap_or(path);
        Ok(sanitize::line(&whole.display().to_string()))
    }
}

/// The goal that the reader set in the candidate's latest session before this one that has a goal of theirs.
fn earlier_goal(paths: &Paths, session: &Session, reader: &Reader) -> Option<EarlierGoal> {
    let head = &session.head;
    let mut before = store::newest_with_rescued(paths, &head.wall, SEARCHED).ok()?;
    before.find_map(|listed| {
        let summary = &listed.summary;
        let is_before = summary.started_at < head.wall && summary.id != head.id;
        if !is_before || !names::is_same(&summary.candidate, &head.candidate) {
            return None;
        }
        let goal = reader.own_glances(&listed).into_iter().next_back()?.goal?;
        Some(EarlierGoal {
            set: summary.started_at.date_naive(),
            text: sanitize::line(&goal),
        })
    })
}

/// The levels that follow from the review's marks.
pub fn scores(session: &Session, design: Option<&Design>, review: &Review) -> Scores {
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

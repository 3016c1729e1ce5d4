//! Opening a debrief: from the page after the finish, or on a finished session at any time later.

use std::path::{Path, PathBuf};

use super::{App, Open, Screen, Start, Stock};
use crate::app::failure::{Code, Failure};
use crate::content::{self, Origin};
use crate::domain::content::design::Design;
use crate::domain::interview::Reading;
use crate::domain::judging::marks::Debrief;
use crate::domain::judging::review::Review;
use crate::domain::session::Session;
use crate::store::{self, Recorder, Status};
use crate::tui::screens::debrief::DebriefScreen;

impl App {
    /// Opens on the debrief of the finished session in this folder.
    ///
    /// # Errors
    /// When it cannot be opened; in words for the user.
    pub fn debrief(stock: Stock, folder: &Path, now: Reading) -> Result<Self, Failure> {
        let (screen, recorder, message) = seat(folder, now)?;
        let mut app = Self::on(stock, Screen::Debrief(screen), Some(recorder), false);
        app.message = message;
        app.record(now);
        Ok(app)
    }

    /// Opens a session of the history: its debrief, or the interview where it is not finished.
    pub(super) fn show_past(&mut self, id: &str, now: Reading) {
        let folder = self.stock.paths.sessions.join(id);
        let is_finished = store::read(&folder).map(|found| found.session.is_finished());
        let opened = match is_finished {
            Ok(false) => return self.go_to(&Start::Again(id.to_owned()), now),
            Ok(true) => seat(&folder, now),
            Err(error) => Err(error.into()),
        };
        match opened {
            Ok((screen, recorder, message)) => {
                self.open_above(Screen::Debrief(screen));
                self.open = Some(Open::new(recorder));
                self.message = message;
                self.record(now);
            }
            Err(error) => self.message = Some(error.to_string()),
        }
    }

    /// Opens the debrief of the session that was just finished.
    pub(super) fn show_debrief(&mut self, now: Reading) {
        self.record(now);
        let (Some(session), Some(open)) = (self.screen.session(), &self.open) else {
            return;
        };
        let Some(debrief) = Debrief::of(session.clone()) else {
            return;
        };
        let found = store::read(open.recorder.folder());
        let design = match found {
            Ok(found) => design(found.design_text.as_deref()),
            Err(error) => Err(error.to_string()),
        };
        let reviews = reviews(open.recorder.folder(), session);
        let screen = DebriefScreen::new(debrief, design, reviews, now.wall);
        self.screen = Screen::Debrief(Box::new(screen));
    }

    /// Leaves a debrief with everything kept, its checkpoint too.
    pub(super) fn leave_debrief(&mut self, now: Reading) {
        if let Screen::Debrief(screen) = &mut self.screen {
            screen.leave(now.wall);
        }
        self.record(now);
        if let Some(open) = self.open.as_mut().filter(|open| open.is_behind()) {
            open.checkpoint(self.screen.session(), now);
        }
    }
}

impl Open {
    /// Whether the log knows more than the checkpoint.
    fn is_behind(&self) -> bool {
        self.changed
    }
}

impl Stock {
    /// The folder of the finished session that a word means, or of the one finished last.
    ///
    /// # Errors
    /// When there is none, or it is not finished.
    pub fn to_debrief(&self, words: Option<&str>) -> Result<PathBuf, Failure> {
        let Some(words) = words else {
            let mut listed = store::list(&self.paths.sessions)?.sessions.into_iter();
            let latest = listed.find(|listed| listed.summary.status == Status::Finished);
            return latest.map(|listed| listed.folder).ok_or_else(|| {
                Failure::new(Code::NotFound, "no session is finished")
                    .hint("finish one first: `forty start`, or `forty resume`")
            });
        };
        let folder = store::resolve(&self.paths.sessions, words)?;
        let session = store::read(&folder)?.session;
        if session.is_finished() {
            Ok(folder)
        } else {
            Err(unfinished(&session.head.id))
        }
    }
}

fn unfinished(id: &str) -> Failure {
    let message = format!("`{id}` is not finished, and a debrief would give its answers away");
    Failure::new(Code::WrongUse, message).hint(format!("finish it first: `forty resume {id}`"))
}

/// The debrief of the finished session in this folder, with what was the matter with its files.
fn seat(
    folder: &Path,
    now: Reading,
) -> Result<(Box<DebriefScreen>, Recorder, Option<String>), Failure> {
    let (found, recorder) = Recorder::open(folder, &now.wall)?;
    let id = found.session.head.id.clone();
    let debrief = Debrief::of(found.session).ok_or_else(|| unfinished(&id))?;
    let design = design(found.design_text.as_deref());
    let reviews = reviews(folder, debrief.session());
    let screen = Box::new(DebriefScreen::new(debrief, design, reviews, now.wall));
    let remark = found.remarks.into_iter().next();
    Ok((
        screen,
        recorder,
        remark.map(|remark| format!("note: {remark}")),
    ))
}

/// What coaches said of a session; a review that cannot be read is left out.
fn reviews(folder: &Path, session: &Session) -> Vec<Review> {
    let (kept, _) = store::reviews(folder, session);
    kept.into_iter().map(|kept| kept.review).collect()
}

/// The design that a session keeps a copy of, or why it cannot be read.
pub(super) fn design(text: Option<&str>) -> Result<Design, String> {
    let text = text.ok_or("the session's copy of it is missing")?;
    match content::read_design("design.toml", text, Origin::Copy) {
        Ok((design, _)) => Ok(design),
        Err(mistakes) => {
            let errors = mistakes.iter().filter(|mistake| mistake.is_error()).count();
            Err(format!("the session's copy of it has {errors} mistakes"))
        }
    }
}

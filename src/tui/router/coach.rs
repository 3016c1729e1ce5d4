//! The coach's screens: the desk, a review that is on disk before the frame that shows it, its replay and report, two
//! sessions compared.

use std::path::{Path, PathBuf};

use super::debrief::design;
use super::{App, Screen, Stock};
use crate::app::failure::{Code, Failure};
use crate::domain::compare::{Comparison, Incomparable};
use crate::domain::content::design::Design;
use crate::domain::interview::Reading;
use crate::domain::judging::report::Report;
use crate::domain::judging::review::Review;
use crate::domain::sanitize;
use crate::domain::session::event::Wall;
use crate::domain::session::log::Log;
use crate::domain::session::replay::Replay;
use crate::report::{compare, html};
use crate::store::{self, Coach, Found, ReviewFile, Scores, Seen};
use crate::tui::screens::compared::ComparedScreen;
use crate::tui::screens::desk::Whose;
use crate::tui::screens::replay::{Pin, ReplayScreen};
use crate::tui::screens::review::{Desk, ReviewScreen};

/// The review that is being written.
#[derive(Debug)]
pub(super) struct Reviewing {
    file: ReviewFile,
    /// What is on disk.
    saved: Review,
    /// Why the last change is not, in a few words.
    pub why_not: Option<String>,
    /// The report that was written last: written over without asking.
    report: Option<PathBuf>,
}

impl App {
    /// Opens on the coach's desk.
    ///
    /// # Errors
    /// When the sessions folder cannot be listed; in words for the user.
    pub fn desk(stock: Stock, now: Reading) -> Result<Self, Failure> {
        let desk = stock.table(Whose::Coach, now.wall)?;
        Ok(Self::on(stock, Screen::Desk(desk), None, false))
    }

    /// Opens on the review of the session in this folder.
    ///
    /// # Errors
    /// When it cannot be opened; in words for the user.
    pub fn review(stock: Stock, folder: &Path, now: Reading) -> Result<Self, Failure> {
        let (screen, reviewing, message) = stock.review(folder, now.wall)?;
        let mut app = Self::on(stock, Screen::Review(Box::new(screen)), None, false);
        app.reviewing = Some(reviewing);
        app.message = message;
        Ok(app)
    }

    /// The coach's desk, or the history of who practises here.
    pub(super) fn show_table(&mut self, whose: Whose, now: Reading) {
        match self.stock.table(whose, now.wall) {
            Ok(desk) => self.open_above(Screen::Desk(desk)),
            Err(error) => self.message = Some(error.to_string()),
        }
    }

    pub(super) fn show_review(&mut self, id: &str, now: Reading) {
        let folder = self.stock.paths.sessions.join(id);
        match self.stock.review(&folder, now.wall) {
            Ok((screen, reviewing, message)) => {
                self.open_above(Screen::Review(Box::new(screen)));
                self.reviewing = Some(reviewing);
                self.message = message;
            }
            Err(error) => self.message = Some(error.to_string()),
        }
    }

    pub(super) fn show_replay(&mut self) {
        let Screen::Review(review) = &self.screen else {
            return;
        };
        match Replay::of(review.log().clone()) {
            Some(replay) => {
                let comments = review.review().comments.iter();
                let pins = comments.map(|comment| Pin {
                    label: format!("{}: {}", comment.kind.word(), comment.text),
                    anchor: comment.anchor.clone(),
                });
                let screen = ReplayScreen::new(replay, &pins.collect::<Vec<_>>());
                self.open_above(Screen::Replay(Box::new(screen)));
            }
            None => self.message = Some("the journal lost its head: nothing to replay".into()),
        }
    }

    /// Two attempts side by side, as the reader of the table may see them.
    pub(super) fn show_compared(&mut self, ids: [&str; 2], now: Reading) {
        let coaches = !matches!(&self.screen, Screen::Desk(desk) if desk.whose() == Whose::Own);
        let compared = || -> Result<ComparedScreen, Failure> {
            let [a, b] = ids.map(|id| self.stock.attempt(id, coaches, now.wall));
            let (a, b) = (a?, b?);
            let comparison = Comparison::of(&a.report(), &b.report());
            let comparison =
                comparison.map_err(|why| Failure::new(Code::WrongUse, in_short(&why)))?;
            let title = compare::title(&comparison);
            Ok(ComparedScreen::new(title, compare::parts(&comparison)))
        };
        match compared() {
            Ok(screen) => self.open_above(Screen::Compared(screen)),
            Err(error) => self.message = Some(error.to_string()),
        }
    }

    /// Opens a screen that leads back to this one.
    pub(super) fn open_above(&mut self, screen: Screen) {
        let before = std::mem::replace(&mut self.screen, screen);
        self.beneath.push(before);
    }

    /// Back to the screen that opened this one; the desk then shows what its folder holds now.
    pub(super) fn go_back(&mut self, now: Reading) {
        self.record(now);
        if matches!(self.screen, Screen::Review(_)) {
            if let Some(why) = self
                .reviewing
                .as_ref()
                .and_then(|open| open.why_not.as_ref())
            {
                self.message = Some(format!("not left, the review is not saved: {why}"));
                return;
            }
            self.reviewing = None;
        }
        let Some(before) = self.beneath.pop() else {
            return self.go_away(false, now);
        };
        self.screen = before;
        if matches!(self.screen, Screen::Desk(_)) {
            self.read_again(now);
        }
    }

    pub(super) fn read_again(&mut self, now: Reading) {
        let Screen::Desk(desk) = &mut self.screen else {
            return;
        };
        match self.stock.rows(desk.whose(), now.wall) {
            Ok((rows, unreadable)) => desk.fill(rows, unreadable),
            Err(error) => self.message = Some(error.to_string()),
        }
    }

    /// Writes what changed in the open review; what is only being typed is not waited for.
    pub(super) fn keep_review(&mut self) {
        let (Screen::Review(screen), Some(open)) = (&self.screen, &mut self.reviewing) else {
            return;
        };
        let review = screen.review();
        if *review == open.saved && open.why_not.is_none() {
            return;
        }
        let scores = Scores {
            levels: screen.levels(),
            complete: screen.is_complete(),
        };
        let typed = Review {
            draft: review.draft.clone(),
            ..open.saved.clone()
        };
        let is_typing = *review == typed && open.why_not.is_none();
        match open.file.save(review, &scores, !is_typing) {
            Ok(()) => {
                open.saved = review.clone();
                open.why_not = None;
            }
            Err(error) => {
                self.changed |= open.why_not.is_none();
                open.why_not = Some(sanitize::line(&error.to_string()));
            }
        }
    }

    pub(super) fn offer_report(&mut self) {
        if let Screen::Review(screen) = &mut self.screen {
            let name = format!("{}.html", screen.session().head.id);
            // Whole, so that the folder is seen before anything is written to it.
            let path = std::path::absolute(&name).unwrap_or_else(|_| name.into());
            screen.offer_report(&path.display().to_string());
        }
    }

    /// Writes the report of the open review as its coach may see it.
    pub(super) fn write_report(&mut self, path: &str) {
        let (Screen::Review(screen), Some(open)) = (&mut self.screen, &mut self.reviewing) else {
            return;
        };
        let path = PathBuf::from(path);
        if path.symlink_metadata().is_ok() && open.report.as_ref() != Some(&path) {
            open.report = Some(path);
            self.message = Some("there is a file already: Enter again writes over it".into());
            return;
        }
        let reviews = screen.reviews();
        let report = Report::new(
            screen.session(),
            screen.design(),
            screen.log(),
            &reviews,
            Some(0),
        );
        let page = html::page(&report);
        let over = open.report.as_ref() == Some(&path);
        self.message = Some(match store::write_given(&path, page.as_bytes(), over) {
            Ok(()) => {
                screen.report_written();
                let whole = std::path::absolute(&path).unwrap_or_else(|_| path.clone());
                let words = format!("written: {}", Stock::shown_path(&whole));
                open.report = Some(path);
                words
            }
            Err(error) => error.with_cause(),
        });
    }

    pub(super) fn keep_phrases(&mut self, phrases: &[String]) {
        if let Err(error) = store::keep_phrases(&self.stock.paths.config, phrases) {
            self.message = Some(error.to_string());
        }
    }
}

/// A session with what a report of it is made from.
struct Attempt {
    found: Found,
    design: Option<Design>,
    log: Log,
    reviews: Vec<Review>,
    mine: Option<usize>,
}

impl Attempt {
    fn report(&self) -> Report<'_> {
        let (session, design) = (&self.found.session, self.design.as_ref());
        Report::new(session, design, &self.log, &self.reviews, self.mine)
    }
}

impl Stock {
    /// A session as a coach may see it, or as its candidate may; before a first mark a coach has an empty review, and
    /// sees no scores.
    fn attempt(&self, id: &str, coaches: bool, now: Wall) -> Result<Attempt, Failure> {
        let folder = self.paths.sessions.join(id);
        let found = store::read(&folder)?;
        let (kept, _) = store::reviews(&folder, &found.session);
        let mine = if coaches {
            let coach = self.coach(now)?;
            let own = kept.iter().position(|kept| kept.key == coach.key);
            // Behind all that are there: the reader is nobody's candidate.
            Some(own.unwrap_or(kept.len()))
        } else {
            None
        };
        Ok(Attempt {
            design: design(found.design_text.as_deref()).ok(),
            log: store::log(&folder).unwrap_or_default(),
            reviews: kept.into_iter().map(|kept| kept.review).collect(),
            found,
            mine,
        })
    }

    /// Who reviews on this machine.
    pub(super) fn coach(&self, now: Wall) -> Result<Coach, Failure> {
        Ok(Coach::of(&self.name, &self.paths.state, self.chance, &now)?)
    }

    /// Opens a review of the session in this folder, with what is to be said about its files.
    fn review(
        &self,
        folder: &Path,
        now: Wall,
    ) -> Result<(ReviewScreen, Reviewing, Option<String>), Failure> {
        let coach = self.coach(now)?;
        let found = store::read(folder)?;
        let mut remarks = found.remarks.clone();
        let log = store::log(folder).unwrap_or_default();
        let state = &self.paths.state;
        let (review, file, remark) = ReviewFile::open(folder, &found.session, &coach, state, &now)?;
        remarks.extend(remark);
        let (kept, unread) = store::reviews(folder, &found.session);
        remarks.extend(unread);
        let others = kept.into_iter().filter(|kept| kept.key != coach.key);
        let phrases = store::phrases(&self.paths.config).unwrap_or_else(|why| {
            remarks.push(sanitize::line(&why.to_string()));
            Vec::new()
        });
        let (id, event) = (found.session.head.id.clone(), found.session.n);
        let mut seen = Seen::of(&coach, state);
        if let Err(why) = seen.open(&id, event, &coach, state) {
            remarks.push(sanitize::line(&why.to_string()));
        }
        let reviewing = Reviewing {
            file,
            saved: review.clone(),
            why_not: None,
            report: None,
        };
        let screen = ReviewScreen::new(Desk {
            design: design(found.design_text.as_deref()),
            session: found.session,
            log,
            review,
            others: others.map(|kept| kept.review).collect(),
            phrases,
        });
        let remark = remarks
            .into_iter()
            .next()
            .map(|remark| format!("note: {remark}"));
        Ok((screen, reviewing, remark))
    }

    /// The folder of the session to review that a word means.
    ///
    /// # Errors
    /// When there is none, or more than one.
    pub fn to_review(&self, words: &str) -> Result<PathBuf, Failure> {
        let folder = store::resolve(&self.paths.sessions, words)?;
        if folder.is_dir() {
            Ok(folder)
        } else {
            Err(Failure::new(
                Code::NotFound,
                format!("no session `{words}`"),
            ))
        }
    }
}

/// Why two sessions cannot be compared, in the room that a status line has.
fn in_short(why: &Incomparable) -> &'static str {
    match why {
        Incomparable::Same(_) => "that is one session twice",
        Incomparable::OtherDesign(..) => "these two are at different designs",
    }
}

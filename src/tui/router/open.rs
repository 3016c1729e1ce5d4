//! Makes screens from what the application layer opens.

use std::path::Path;

use super::screen::{Screen, pins};
use crate::app::context::AppContext;
use crate::app::failure::{Code, Failure};
use crate::app::load::LoadedSession;
use crate::app::questions::questions_in_background;
use crate::app::reader::Reader;
use crate::app::recording::Recording;
use crate::app::recording::reopening;
use crate::app::start::StartRequest;
use crate::app::{
    calibration as app_calibration, cohort as app_cohort, debrief as app_debrief, export,
    tutor as app_tutor,
};
use crate::domain::compare::CompareError;
use crate::domain::interview::ClockReading;
use crate::domain::overview::Role;
use crate::domain::overview::Seal;
use crate::domain::sanitize;
use crate::domain::session::event::Wall;
use crate::domain::session::replay::Replay;
use crate::tui::screens::calibration::{CalibrationData, CalibrationScreen};
use crate::tui::screens::cards::CardsScreen;
use crate::tui::screens::cohort::CohortScreen;
use crate::tui::screens::compared::ComparedScreen;
use crate::tui::screens::debrief::{DebriefData, DebriefScreen};
use crate::tui::screens::interview::{InterviewScreen, InterviewerBox};
use crate::tui::screens::reading::{ReadingScreen, topics};
use crate::tui::screens::replay::ReplayScreen;
use crate::tui::screens::review::{ReviewData, ReviewScreen};
use crate::tui::screens::sessions::SessionsScreen;

/// A screen that can be shown.
#[derive(Debug)]
pub(super) struct OpenedScreen {
    pub screen: Screen,
    /// The session that the screen records, if any.
    pub recording: Option<Recording>,
    /// The first message of the status line.
    pub message: Option<String>,
}

impl OpenedScreen {
    pub fn new(screen: Screen) -> Self {
        Self {
            screen,
            recording: None,
            message: None,
        }
    }

    /// Sets the message to the first of these remarks.
    fn with_remark(mut self, remarks: &[String]) -> Self {
        self.message = remarks.first().map(|remark| format!("note: {remark}"));
        self
    }
}

pub(super) fn interview(
    context: &mut AppContext,
    start: &StartRequest,
    now: ClockReading,
) -> Result<OpenedScreen, Failure> {
    let open = context.open(start, now)?;
    let topics = context.library.topics();
    let interviewer = (open.design.as_ref())
        .map(|design| InterviewerBox::new(design, questions_in_background(design, topics)));
    let screen = InterviewScreen::new(open.interview, interviewer, open.clock);
    Ok(OpenedScreen {
        screen: Screen::Interview(Box::new(screen), None),
        recording: Some(open.recording),
        message: open.remark,
    })
}

/// The tutor, which is not recorded.
pub(super) fn tutor(now: ClockReading) -> Result<OpenedScreen, Failure> {
    let (interview, design) = app_tutor::open(now)?;
    let interviewer = InterviewerBox::new(&design, questions_in_background(&design, Vec::new));
    let screen = InterviewScreen::tutor(interview, interviewer);
    Ok(OpenedScreen::new(Screen::Interview(Box::new(screen), None)))
}

pub(super) fn debrief(
    context: &AppContext,
    folder: &Path,
    now: Wall,
) -> Result<OpenedScreen, Failure> {
    let paths = &context.paths;
    let open = app_debrief::open(folder, paths, &now)?;
    let session = open.debrief.session();
    let earlier = app_debrief::earlier_steps(session, folder, paths, &now);
    let again = reopening(session, folder, paths, &now);
    let reviews = open.loaded.published_reviews();
    let LoadedSession {
        design,
        log,
        remarks,
        ..
    } = open.loaded;
    let data = DebriefData {
        design,
        reviews,
        log,
        earlier,
        again,
    };
    let screen = DebriefScreen::new(open.debrief, data, now);
    let opened = OpenedScreen {
        recording: Some(open.recording),
        ..OpenedScreen::new(Screen::Debrief(Box::new(screen)))
    };
    Ok(opened.with_remark(&remarks))
}

/// A coach's table of sessions, or the candidate's history.
pub(super) fn table(context: &AppContext, role: Role, now: Wall) -> Result<OpenedScreen, Failure> {
    let table = context.session_table(role, now)?;
    let folder = sanitize::line(&context.paths.short(&context.paths.sessions));
    let folder = match role {
        Role::Coach => {
            let coach = sanitize::line(&context.reading_coach().0.name);
            format!("as {coach} · {folder}")
        }
        Role::Candidate => folder,
    };
    let mut screen = SessionsScreen::new(role, folder, table.rows, table.unreadable);
    screen.set_progress(table.progress, table.others);
    screen.set_calibration(context.is_calibration());
    let opened = OpenedScreen::new(Screen::Sessions(Box::new(screen)));
    Ok(opened.with_remark(table.remark.as_slice()))
}

/// All candidates, as this coach sees them.
pub(super) fn cohort(context: &AppContext, now: Wall) -> Result<OpenedScreen, Failure> {
    let (coach, remark) = context.reading_coach();
    let name = sanitize::line(&coach.name);
    let (cohort, _) = app_cohort::cohort(&context.paths, &context.library, &[coach], &now)?;
    let screen = Screen::Cohort(Box::new(CohortScreen::new(cohort, name)));
    Ok(OpenedScreen::new(screen).with_remark(remark.as_slice()))
}

/// How the coach's marks of the gold sessions agree, or what is missing. A complete round ends here.
pub(super) fn calibration(context: &AppContext, now: Wall) -> Result<OpenedScreen, Failure> {
    let (coach, _) = context.reading_coach();
    let state = app_calibration::calibrations(&context.paths, &coach, now)?;
    let results = state.results.into_iter();
    let screen = CalibrationScreen::new(CalibrationData {
        coach: coach.name,
        sessions: state.sessions,
        results: results.map(|it| (it.at, it.calibration)).collect(),
        open: state.open,
    });
    let opened = OpenedScreen::new(Screen::Calibration(Box::new(screen)));
    Ok(opened.with_remark(state.remark.as_slice()))
}

pub(super) fn review(
    context: &AppContext,
    folder: &Path,
    now: Wall,
) -> Result<OpenedScreen, Failure> {
    let open = context.open_review(folder, now)?;
    let is_running = open.writer.is_running(&open.loaded.session);
    let mut screen = ReviewScreen::new(ReviewData {
        session: open.loaded.session,
        design: open.loaded.design,
        log: open.loaded.log,
        review: open.review,
        others: open.others,
        phrases: open.phrases,
        earlier_goal: open.earlier_goal,
        copies: open.writer.copies(),
    });
    screen.set_running(is_running);
    screen.set_calibration(context.is_calibration());
    let screen = Screen::Review(Box::new(screen), Box::new(open.writer), None);
    Ok(OpenedScreen::new(screen).with_remark(&open.loaded.remarks))
}

/// The replay of the session that is reviewed, with the coach's comments.
pub(super) fn replay(review: &ReviewScreen) -> Result<ReplayScreen, Failure> {
    let replay = Replay::of(review.log().clone()).ok_or_else(nothing_to_replay)?;
    Ok(ReplayScreen::new(replay, Some(&pins(review))))
}

/// The replay of a finished session of the candidate.
pub(super) fn replay_own(folder: &Path) -> Result<OpenedScreen, Failure> {
    let loaded = LoadedSession::read(folder, &Reader::Candidate)?;
    let replay = Replay::of(loaded.log).ok_or_else(nothing_to_replay)?;
    let screen = ReplayScreen::new(replay, None);
    Ok(OpenedScreen::new(Screen::Replay(Box::new(screen))).with_remark(&loaded.remarks))
}

fn nothing_to_replay() -> Failure {
    Failure::new(
        Code::Failed,
        "the journal lost its first event: there is nothing to replay",
    )
}

/// Two sessions side by side, as this role may see them.
pub(super) fn compared(
    context: &AppContext,
    ids: [&str; 2],
    role: Role,
) -> Result<OpenedScreen, Failure> {
    let reader = match role {
        Role::Candidate => Reader::Candidate,
        Role::Coach => Reader::Coach(context.reading_coach().0),
    };
    let [a, b] = ids.map(|id| LoadedSession::read(&context.folder_of(id), &reader));
    let (comparison, changes) = export::compared(&a?, &b?).map_err(|why| {
        // The status line needs shorter text than the command line.
        let message = match why {
            CompareError::Same(_) => "that is one session twice",
            CompareError::OtherDesign(..) => {
                "these two are at different designs: mark two attempts at one design"
            }
        };
        Failure::new(Code::Usage, message)
    })?;
    let screen = ComparedScreen::new(comparison, changes);
    Ok(OpenedScreen::new(Screen::Compared(Box::new(screen))))
}

/// The concept cards that are due.
pub(super) fn cards(context: &AppContext, now: Wall) -> Result<OpenedScreen, Failure> {
    let deck = context.deck()?;
    let screen = CardsScreen::new(deck.cards, deck.closed, deck.schedule, &now);
    let opened = OpenedScreen::new(Screen::Cards(Box::new(screen)));
    Ok(opened.with_remark(deck.remark.as_slice()))
}

/// What there is to study: the answers of every design, with this one selected if an interview on it was finished.
pub(super) fn study(context: &AppContext, design: Option<&str>, now: Wall) -> OpenedScreen {
    let designs = context.designs_to_study(&now);
    let answers = designs.iter().map(|(design, seal)| (design, *seal));
    let mut screen = ReadingScreen::new(topics(context.library.framework(), answers));
    let mut practiced = designs
        .iter()
        .filter(|(_, seal)| *seal != Some(Seal::NotPracticed));
    if let Some((design, _)) = practiced.find(|(it, _)| Some(it.id.as_str()) == design) {
        screen.select(&sanitize::line(&design.title));
    }
    OpenedScreen::new(Screen::Reading(Box::new(screen)))
}

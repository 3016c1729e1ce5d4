//! The open screen.

use std::time::Duration;

use ratatui::Frame;

use crate::app::review::ReviewWriter;
use crate::domain::interview::{ClockReading, Wait};
use crate::domain::session::Session;
use crate::tui::draw_context::DrawContext;
use crate::tui::effect::Effect;
use crate::tui::input::{Input, Key};
use crate::tui::keys::remap::KeyMap;
use crate::tui::keys::{self, Action, Availability, Context};
use crate::tui::screens::calibration::CalibrationScreen;
use crate::tui::screens::cards::CardsScreen;
use crate::tui::screens::cohort::CohortScreen;
use crate::tui::screens::compared::ComparedScreen;
use crate::tui::screens::debrief::DebriefScreen;
use crate::tui::screens::finished::FinishedScreen;
use crate::tui::screens::home::HomeScreen;
use crate::tui::screens::interview::InterviewScreen;
use crate::tui::screens::reading::ReadingScreen;
use crate::tui::screens::replay::{CommentPin, ReplayScreen};
use crate::tui::screens::review::ReviewScreen;
use crate::tui::screens::sessions::SessionsScreen;

#[derive(Debug)]
pub(super) enum Screen {
    Home(Box<HomeScreen>),
    /// An interview, and the page that covers it after the finish.
    Interview(Box<InterviewScreen>, Option<FinishedScreen>),
    Reading(Box<ReadingScreen>),
    Debrief(Box<DebriefScreen>),
    Sessions(Box<SessionsScreen>),
    /// A review, and the replay that covers it.
    Review(
        Box<ReviewScreen>,
        Box<ReviewWriter>,
        Option<Box<ReplayScreen>>,
    ),
    /// The replay of the candidate's own session.
    Replay(Box<ReplayScreen>),
    Compared(Box<ComparedScreen>),
    Cards(Box<CardsScreen>),
    Cohort(Box<CohortScreen>),
    Calibration(Box<CalibrationScreen>),
}

impl Screen {
    /// Handles one input.
    pub fn on(&mut self, input: Input, now: ClockReading) -> Vec<Effect> {
        match self {
            Self::Home(home) => home.on(&input),
            Self::Interview(_, Some(finished)) => finished.on(&input),
            Self::Interview(screen, None) => screen.on(input, now),
            Self::Reading(reading) => reading.on(&input),
            Self::Debrief(debrief) => debrief.on(&input, now.wall),
            Self::Sessions(sessions) => sessions.on(&input),
            Self::Review(review, _, Some(replay)) => on_replay(review, replay, &input, now),
            Self::Review(review, ..) => review.on(&input, now.wall),
            Self::Replay(replay) => replay.on(&input, now),
            Self::Compared(compared) => compared.on(&input),
            Self::Cards(cards) => cards.on(&input, now.wall),
            Self::Cohort(cohort) => cohort.on(&input),
            Self::Calibration(page) => page.on(&input),
        }
    }

    /// Lets time pass.
    pub fn pass(&mut self, now: ClockReading, wait: Wait) -> Vec<Effect> {
        match self {
            Self::Interview(screen, None) => return screen.pass(now, wait),
            Self::Replay(screen) | Self::Review(_, _, Some(screen)) => screen.pass(now),
            _ => {}
        }
        Vec::new()
    }

    /// Whether the screen shows a running clock, so that each wake-up is drawn.
    pub fn is_running(&self) -> bool {
        matches!(
            self,
            Self::Interview(_, None) | Self::Replay(_) | Self::Review(_, _, Some(_))
        )
    }

    /// How long until the screen changes by itself; `None` if it does not.
    pub fn wait(&self, now: ClockReading) -> Option<Duration> {
        match self {
            Self::Interview(screen, None) => screen.wait(now),
            Self::Replay(screen) | Self::Review(_, _, Some(screen)) => screen.wait(now),
            _ => None,
        }
    }

    pub fn draw(&mut self, frame: &mut Frame<'_>, context: &DrawContext<'_>) {
        match self {
            Self::Home(home) => home.draw(frame, context),
            Self::Interview(_, Some(finished)) => finished.draw(frame, context),
            Self::Interview(screen, None) => screen.draw(frame, context),
            Self::Reading(reading) => reading.draw(frame, context),
            Self::Debrief(debrief) => debrief.draw(frame, context),
            Self::Sessions(sessions) => sessions.draw(frame, context),
            Self::Review(review, _, Some(replay)) => {
                replay.draw(frame, context);
                review.draw_comment_over(frame, context);
            }
            Self::Review(review, ..) => review.draw(frame, context),
            Self::Replay(replay) => replay.draw(frame, context),
            Self::Compared(compared) => compared.draw(frame, context),
            Self::Cards(cards) => cards.draw(frame, context),
            Self::Cohort(cohort) => cohort.draw(frame, context),
            Self::Calibration(page) => page.draw(frame, context),
        }
    }

    /// The context in which keys are looked up now.
    pub fn context(&self) -> Context {
        match self {
            Self::Home(home) => home.context(),
            Self::Interview(_, Some(finished)) => finished.context(),
            Self::Interview(screen, None) => screen.context(),
            Self::Reading(reading) => reading.context(),
            Self::Debrief(debrief) => debrief.context(),
            Self::Sessions(sessions) => sessions.context(),
            Self::Review(review, _, Some(replay)) if !review.is_commenting() => replay.context(),
            Self::Review(review, ..) => review.context(),
            Self::Replay(replay) => replay.context(),
            Self::Compared(compared) => compared.context(),
            Self::Cards(cards) => cards.context(),
            Self::Cohort(cohort) => cohort.context(),
            Self::Calibration(page) => page.context(),
        }
    }

    /// What a key does now.
    pub fn action(&self, key: Key) -> Option<Action> {
        match self {
            Self::Home(home) => home.action(key),
            Self::Interview(screen, None) => screen.action(key),
            screen => keys::action(screen.context(), key),
        }
    }

    /// What a question says of a key that is none of its answers: which keys are. `None` of an answer, and where nothing is
    /// asked.
    pub fn no_answer(&self, key: Key, own: &KeyMap, is_saved: bool) -> Option<String> {
        let context = self.context();
        let is_asked = context.is_question() || context == Context::Paused;
        if !is_asked || self.action(key).is_some() {
            return None;
        }
        let keys = match self {
            _ if context == Context::Paused => {
                own.footer(context, |action| *action != Action::Help)
            }
            Self::Interview(screen, None) => screen.leave_keys(own, is_saved),
            _ => own.box_keys(context),
        };
        Some(own.no_answer(context, keys, key))
    }

    /// The name of the screen, for the title of its help.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Home(_) => "Home",
            Self::Interview(_, None) => "Interview",
            Self::Interview(_, Some(_)) => "After the finish",
            Self::Reading(_) => "Study",
            Self::Debrief(_) => "Debrief",
            Self::Sessions(_) => "Sessions",
            Self::Replay(_) | Self::Review(_, _, Some(_)) => "Replay",
            Self::Review(..) => "Review",
            Self::Compared(_) => "Compare",
            Self::Cohort(_) => "Cohort",
            Self::Calibration(_) => "Calibration",
            Self::Cards(_) => "Concept cards",
        }
    }

    /// What the marks on the screen mean, for its help.
    pub fn legend(&self) -> &'static [&'static str] {
        match self {
            Self::Interview(_, None) => &[
                "Marks of a stage: ▸ open, ✓ left after you wrote, asked or marked something in it, – left without.",
                "Marks of a follow-up: ┃ to be answered, ✓ marked answered, – its stage ended before you marked it.",
            ],
            Self::Replay(_) | Self::Review(_, _, Some(_)) => {
                &["Marks on the timeline: ? asked, ▼ follow-up, ◆ coach's comment."]
            }
            Self::Debrief(_) => &["Marks of a rubric item: ✓ shown, – not shown, · no mark."],
            Self::Review(..) => {
                &["Marks of a rubric item: ✓ shown, – not shown, u not assessed, · no mark."]
            }
            _ => &[],
        }
    }

    /// Closes the commands and stops a replay, before a box covers the screen.
    pub fn prepare_for_box(&mut self) {
        match self {
            Self::Interview(screen, None) => screen.close_row(),
            Self::Replay(screen) | Self::Review(_, _, Some(screen)) => screen.stop(),
            _ => {}
        }
    }

    /// The contexts of the part of the screen that has the keys.
    pub fn focused_contexts(&self) -> Vec<Context> {
        match self {
            Self::Interview(screen, None) => screen.focused_contexts(),
            screen => vec![screen.context()],
        }
    }

    /// The contexts of all parts of the screen.
    pub fn contexts(&self) -> Vec<Context> {
        match self {
            // A pause hides the rest.
            Self::Interview(_, None) if self.context() == Context::Paused => vec![Context::Paused],
            Self::Interview(_, None) => InterviewScreen::CONTEXTS.to_vec(),
            Self::Replay(_) => ReplayScreen::CONTEXTS.to_vec(),
            Self::Review(review, _, Some(_)) if !review.is_commenting() => {
                ReplayScreen::CONTEXTS.to_vec()
            }
            screen => vec![screen.context()],
        }
    }

    /// The key to press for a key of a context: a command of the interview has Alt while its notes have the keys.
    pub fn as_command(&self, from: Context, key: Key) -> Key {
        match self {
            Self::Interview(screen, None) if from == Context::Command => screen.as_command(key),
            _ => key,
        }
    }

    /// Whether an action of the present part is possible, and its state.
    pub fn availability(&self, action: &Action, is_saved: bool) -> Availability {
        match self {
            Self::Home(home) => home.availability(action),
            Self::Interview(_, Some(finished)) => finished.availability(action),
            Self::Interview(screen, None) => screen.availability(action, is_saved),
            Self::Reading(reading) => reading.availability(action),
            Self::Debrief(debrief) => debrief.availability(action),
            Self::Compared(compared) => compared.availability(action),
            Self::Cohort(cohort) => cohort.availability(action),
            Self::Calibration(page) => page.availability(action),
            Self::Cards(cards) => cards.availability(action),
            Self::Review(review, ..) => review.availability(action),
            Self::Sessions(sessions) => sessions.availability(action),
            Self::Replay(_) => Ok(String::new()),
        }
    }

    /// The session that the screen changes, if any.
    pub fn session(&self) -> Option<&Session> {
        match self {
            Self::Interview(screen, _) => Some(screen.session()),
            Self::Debrief(screen) => Some(screen.session()),
            _ => None,
        }
    }

    /// The error because of which the open review is not saved, if so.
    pub fn unsaved_review(&self) -> Option<&str> {
        match self {
            Self::Review(_, writer, _) => writer.save_error(),
            _ => None,
        }
    }
}

/// The coach's comments for the replay.
pub(super) fn pins(review: &ReviewScreen) -> Vec<CommentPin> {
    let comments = review.review().comments.iter();
    let pins = comments.map(|comment| CommentPin {
        label: format!("{}: {}", comment.kind.word(), comment.text),
        anchor: comment.anchor.clone(),
    });
    pins.collect()
}

/// Handles one input of a replay over a review: a comment that is typed has the keys.
fn on_replay(
    review: &mut ReviewScreen,
    replay: &mut ReplayScreen,
    input: &Input,
    now: ClockReading,
) -> Vec<Effect> {
    if !review.is_commenting() {
        return replay.on(input, now);
    }
    let effects = review.on(input, now.wall);
    if !review.is_commenting() {
        replay.set_comments(&pins(review));
    }
    effects
}

//! Which screen is open, and what every screen can do.

use ratatui::Frame;

use crate::domain::interview::Reading;
use crate::domain::session::Session;
use crate::tui::draw_context::DrawContext;
use crate::tui::effect::Effect;
use crate::tui::input::{Input, Key};
use crate::tui::keys::{self, Action, Context};
use crate::tui::screens::compared::ComparedScreen;
use crate::tui::screens::debrief::DebriefScreen;
use crate::tui::screens::desk::DeskScreen;
use crate::tui::screens::finished::Finished;
use crate::tui::screens::home::Home;
use crate::tui::screens::interview::InterviewScreen;
use crate::tui::screens::reading::ReadingScreen;
use crate::tui::screens::replay::ReplayScreen;
use crate::tui::screens::review::ReviewScreen;
use crate::tui::widgets::help::Help;

#[derive(Debug)]
pub(super) enum Screen {
    Home(Home),
    Interview(Box<InterviewScreen>),
    /// The page after the finish, over the interview that it is about.
    Finished(Finished, Box<InterviewScreen>),
    Reading(ReadingScreen),
    Debrief(Box<DebriefScreen>),
    Desk(DeskScreen),
    Review(Box<ReviewScreen>),
    Replay(Box<ReplayScreen>),
    Compared(ComparedScreen),
}

impl Screen {
    /// Takes one input.
    pub fn on(&mut self, input: Input, now: Reading) -> Vec<Effect> {
        match self {
            Self::Home(home) => home.on(&input),
            Self::Interview(screen) => screen.on(input, now),
            Self::Finished(finished, _) => finished.on(&input),
            Self::Reading(reading) => reading.on(&input),
            Self::Debrief(debrief) => debrief.on(&input, now.wall),
            Self::Desk(desk) => desk.on(&input),
            Self::Review(review) => review.on(&input, now.wall),
            Self::Replay(replay) => replay.on(&input, now),
            Self::Compared(compared) => compared.on(&input),
        }
    }

    pub fn draw(&mut self, frame: &mut Frame<'_>, context: &DrawContext<'_>) {
        match self {
            Self::Home(home) => home.draw(frame, context),
            Self::Interview(screen) => screen.draw(frame, context),
            Self::Finished(finished, _) => finished.draw(frame, context),
            Self::Reading(reading) => reading.draw(frame, context),
            Self::Debrief(debrief) => debrief.draw(frame, context),
            Self::Desk(desk) => desk.draw(frame, context),
            Self::Review(review) => review.draw(frame, context),
            Self::Replay(replay) => replay.draw(frame, context),
            Self::Compared(compared) => compared.draw(frame, context),
        }
    }

    /// Where keys are looked up now.
    fn context(&self) -> Context {
        match self {
            Self::Home(home) => home.context(),
            Self::Interview(screen) => screen.context(),
            Self::Finished(finished, _) => finished.context(),
            Self::Reading(reading) => reading.context(),
            Self::Debrief(debrief) => debrief.context(),
            Self::Desk(desk) => desk.context(),
            Self::Review(review) => review.context(),
            Self::Replay(replay) => replay.context(),
            Self::Compared(compared) => compared.context(),
        }
    }

    /// What a key does now.
    pub fn action(&self, key: Key) -> Option<Action> {
        match self {
            Self::Home(home) => home.action(key),
            Self::Interview(screen) => screen.action(key),
            screen => keys::action(screen.context(), key),
        }
    }

    /// The help of the screen as it is now.
    pub fn open_help(&mut self) -> Help {
        match self {
            Self::Interview(screen) => {
                screen.close_row();
                Help::of(&InterviewScreen::HELP)
            }
            Self::Replay(screen) => {
                screen.stop();
                Help::of(&ReplayScreen::HELP)
            }
            screen => Help::of(&[screen.context()]),
        }
    }

    /// The session on the screen, or under the page after its finish.
    pub fn session(&self) -> Option<&Session> {
        match self {
            Self::Interview(screen) | Self::Finished(_, screen) => Some(screen.session()),
            Self::Debrief(screen) => Some(screen.session()),
            _ => None,
        }
    }
}

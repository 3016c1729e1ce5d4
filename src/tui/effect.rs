//! What a screen asks the router to do. Screens do no input or output themselves.

use std::time::Duration;

use crate::domain::cards::CardChanges;
use crate::domain::interview::setup::Setup;
use crate::domain::judging::phrase::Phrase;

/// One request of a screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Opens another screen.
    Go(Route),
    /// Shows a message in the status line until the next key.
    Say(String),
    /// The same, but for this long at most.
    SayFor(Duration, StatusMessage),
    /// Ignores keys for this long, since the screen changed while the user was typing.
    Deafen(Duration),
    /// Rings the bell.
    Ring,
    /// Offers a text to the terminal's clipboard.
    Copy(String),
    /// Opens this text, the notes of the open stage, in the user's editor.
    EditOutside(String),
    /// Reads the sessions folder again.
    Reload,
    /// Reads the session under review again.
    RefreshReview,
    /// Marks the session with this id as unread.
    MarkUnread(String),
    /// Writes the report of one of the candidate's own sessions, by id.
    Export(String),
    /// Asks where to write the report of the open review.
    OfferReport,
    /// Writes the report of the open review to this file.
    WriteReport(String),
    /// Offers to write the session to another folder, where it cannot be saved in its own.
    WriteElsewhere,
    /// Begins a comment of the open review on this stage, an index into the plan's, at this interview time.
    CommentAt(usize, Duration),
    /// Saves the open review, into which its copies were merged, and puts these away.
    FinishMerge,
    /// Saves the coach's own phrases.
    SavePhrases(Vec<Phrase>),
    /// Saves new states of concept cards.
    SaveCards(CardChanges),
    /// Ends the program.
    Quit,
}

/// A message for the status line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusMessage {
    pub text: String,
    pub is_warning: bool,
}

impl StatusMessage {
    pub fn warning(text: String) -> Self {
        Self {
            text,
            is_warning: true,
        }
    }
}

impl From<String> for StatusMessage {
    fn from(text: String) -> Self {
        Self {
            text,
            is_warning: false,
        }
    }
}

impl From<&str> for StatusMessage {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

/// A screen to open.
#[derive(Debug, Clone, PartialEq)]
pub enum Route {
    Home,
    /// The screen that opened this one.
    Back,
    /// A new interview.
    Start(Setup),
    /// An unfinished session, by id.
    Resume(String),
    /// The summary of the session that was just finished.
    Finished,
    /// The debrief of the session that was just finished.
    Debrief,
    /// The texts to study, with the answers of a design if there is an id.
    Reading(Option<String>),
    /// The coach's table of sessions.
    Sessions,
    /// All candidates, as the coach sees them.
    Cohort,
    /// How the marks of a calibration agree, or what is missing for that.
    Calibration,
    /// The sessions of who practices here.
    History,
    /// A session of the history, by id: its debrief, or the interview if it is not finished.
    Past(String),
    /// A next step of a finished session, by id, with its number from 0: its debrief does it.
    Step(String, usize),
    /// The replay of a finished session of the history, by id.
    PastReplay(String),
    /// A coach's review of a session, by id.
    Review(String),
    /// The replay of the session that is reviewed.
    Replay,
    /// Five minutes on one stage: of this design and this stage, by id, else of what needs it most.
    Drill {
        design: Option<String>,
        stage: Option<String>,
    },
    /// The concept cards that are due.
    Cards,
    /// The guided interview that is not recorded.
    Tutor,
    /// A new interview on the next design to practice.
    Next,
    /// Two sessions side by side, by id, the earlier first.
    Compared(String, String),
}

/// A message for the status line as the only effect.
pub fn say(words: impl Into<String>) -> Vec<Effect> {
    vec![Effect::Say(words.into())]
}

/// Answers the key that saves in other programs.
pub fn say_saved() -> Vec<Effect> {
    say("already saved: Forty saves every edit at once")
}

/// Another screen as the only effect.
pub fn go(route: Route) -> Vec<Effect> {
    vec![Effect::Go(route)]
}

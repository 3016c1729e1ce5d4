//! What a screen may ask for. Screens do nothing to the world themselves.

use std::time::Duration;

use crate::domain::interview::setup::Setup;

/// One order of a screen to the app.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Opens another screen.
    Go(Route),
    /// Says something in the status line until the next key.
    Say(String),
    /// Takes no key for this long: the screen changed under the hands of who was typing.
    Deafen(Duration),
    /// Rings the bell.
    Ring,
    /// Offers a text to the terminal's clipboard.
    Copy(String),
    /// Opens the notes of the open stage in the user's editor.
    EditOutside(String),
    /// Reads the sessions folder again.
    Reload,
    /// Says where the report of the open review would go.
    OfferReport,
    /// Writes the report of the open review to this file.
    WriteReport(String),
    /// Writes the coach's own phrases.
    SavePhrases(Vec<String>),
    /// Ends the program.
    Quit,
}

/// Where a screen may lead.
#[derive(Debug, Clone, PartialEq)]
pub enum Route {
    Home,
    /// To the screen that opened this one.
    Back,
    /// A new interview.
    Start(Setup),
    /// An unfinished session, by id.
    Resume(String),
    /// What the session just finished holds.
    Finished,
    /// The debrief of the session just finished.
    Debrief,
    /// What there is to read; with a design's id, its answers too.
    Reading(Option<String>),
    /// The coach's table of sessions.
    Sessions,
    /// The sessions of who practices here.
    History,
    /// A session of the history, by id: its debrief, or the interview itself where it is not finished.
    Past(String),
    /// A coach's review of a session, by id.
    Review(String),
    /// The replay of the session that is reviewed.
    Replay,
    /// Two sessions side by side, by id, the earlier first.
    Compared(String, String),
}

/// Nothing but words for the status line.
pub fn say(words: impl Into<String>) -> Vec<Effect> {
    vec![Effect::Say(words.into())]
}

/// Nothing but another screen.
pub fn go(route: Route) -> Vec<Effect> {
    vec![Effect::Go(route)]
}

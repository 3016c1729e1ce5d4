//! What a screen may ask for. Screens do nothing to the world themselves.

use std::time::Duration;

use crate::domain::session::plan::Minutes;

/// One order of a screen to the app.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Opens another screen.
    Go(Place),
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
    /// Reads the folder of the coach's desk again.
    ReadAgain,
    /// Says where the report of the open review would go.
    OfferReport,
    /// Writes the report of the open review to this file.
    WriteReport(String),
    /// Writes down the coach's own phrases.
    KeepPhrases(Vec<String>),
    /// Draws every cell anew.
    Redraw,
    /// Gives the terminal back and stops, as Ctrl-Z does elsewhere.
    Suspend,
    /// Ends the program.
    Quit,
}

/// Where a screen may lead.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
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
    /// Away from an interview that was kept for later.
    Kept,
    /// What there is to read; with a design's id, its answers too.
    Reading(Option<String>),
    /// The coach's desk.
    Desk,
    /// The sessions of who practises here.
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

/// Seeds have at most six digits, so that they can be told to somebody.
pub const HIGHEST_SEED: u32 = 999_999;

/// What an interview is started with.
#[derive(Debug, Clone, PartialEq)]
pub struct Setup {
    pub design: String,
    pub minutes: Minutes,
    pub strict: bool,
    pub seed: Option<u32>,
    pub quiet: bool,
    pub clock: ClockForm,
}

impl Setup {
    /// A design with everything as the framework has it.
    pub fn of(design: &str) -> Self {
        Self {
            design: design.to_owned(),
            minutes: Minutes::AsFramework,
            strict: false,
            seed: None,
            quiet: false,
            clock: ClockForm::Digits,
        }
    }
}

/// How the countdown is shown; time left stands as plain text in every form but the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum ClockForm {
    #[default]
    Digits,
    Bar,
    /// Shows only overruns.
    Hidden,
}

impl ClockForm {
    /// The form that command `c` goes on to.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Digits => Self::Bar,
            Self::Bar => Self::Hidden,
            Self::Hidden => Self::Digits,
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Digits => "digits",
            Self::Bar => "bar",
            Self::Hidden => "hidden",
        }
    }
}

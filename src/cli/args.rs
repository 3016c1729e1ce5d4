//! The command-line arguments. The file of each command has what it does.

mod assign;
mod cohort;
mod drill;
mod examples;
mod sessions;
mod shell;
mod start;
mod words;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::OsStringValueParser;
use clap::{Args, Parser, Subcommand};

use crate::app::config::Flag;
pub use assign::AssignArgs;
pub use cohort::CohortArgs;
pub use drill::{CardsArgs, DrillArgs};
pub use sessions::{CompareArgs, ExportArgs, ListArgs, PackArgs, ReviewArgs, ShowArgs, StatsArgs};
pub use shell::{CoachCommand, ConfigCommand, DoctorArgs, Shell};
pub use start::StartArgs;

/// The version of this program with the target that it was built for, and before it the commit with its date where they
/// were known to the build, or that it was built for development.
pub const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), env!("FORTY_BUILD"));

/// Practice the machine-learning system design interview against the clock
#[derive(Debug, Parser)]
#[command(
    name = "forty",
    version = VERSION,
    before_help = examples::FORTY,
    after_help = examples::CODES,
    disable_help_subcommand = true,
    infer_subcommands = false
)]
pub struct Cli {
    #[command(flatten)]
    pub folders: Folders,
    /// Print no notes and hints, only data and errors
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Name of the candidate whose home is shown
    #[arg(long = "as", value_name = "NAME")]
    pub name: Option<String>,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The folders that flags or the environment name.
#[derive(Debug, Args)]
pub struct Folders {
    /// Folder for data, config and state [env: FORTY_HOME]
    #[arg(long, value_parser = OsStringValueParser::new(), value_name = "DIR", global = true)]
    pub home: Option<OsString>,
    /// Folder of the sessions [env: FORTY_SESSIONS]
    #[arg(long, value_parser = OsStringValueParser::new(), value_name = "DIR", global = true)]
    pub sessions: Option<OsString>,
    /// Folder of your own designs [env: FORTY_DESIGNS]
    #[arg(long, value_parser = OsStringValueParser::new(), value_name = "DIR", global = true)]
    pub designs: Option<OsString>,
}

impl Folders {
    /// The folders that the environment alone names.
    pub fn from_environment() -> Self {
        Self {
            home: std::env::var_os("FORTY_HOME"),
            sessions: std::env::var_os("FORTY_SESSIONS"),
            designs: std::env::var_os("FORTY_DESIGNS"),
        }
    }

    /// The same with those of the environment where no flag names one. The parser does not read the environment: it would
    /// show the folders as if they were required.
    #[must_use]
    pub fn or_environment(self) -> Self {
        let environment = Self::from_environment();
        Self {
            home: self.home.or(environment.home),
            sessions: self.sessions.or(environment.sessions),
            designs: self.designs.or(environment.designs),
        }
    }

    /// The folders that are settings and that a flag names.
    fn flags(&self) -> Vec<Flag> {
        let folders = [("sessions", &self.sessions), ("designs", &self.designs)];
        let given = folders.into_iter().filter_map(|(name, folder)| {
            let folder = folder.as_ref()?;
            Some((name, folder.to_string_lossy().into_owned()))
        });
        given.collect()
    }
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start a timed interview at once
    #[command(before_help = examples::START)]
    Start(StartArgs),
    /// Resume an unfinished interview, paused
    #[command(before_help = examples::RESUME)]
    Resume {
        /// An id, a unique prefix of one, a folder, or `last`; by default the latest unfinished session
        session: Option<String>,
        /// Name of the candidate whose session it is
        #[arg(long = "as", value_name = "NAME")]
        name: Option<String>,
        /// Run the interview as plain text, for screen readers, dumb terminals and pipes
        #[arg(long)]
        linear: bool,
    },
    /// Practice one stage for five minutes, or the concept cards that are due
    #[command(before_help = examples::DRILL)]
    Drill(DrillArgs),
    /// Learn the interview by doing, in 90 seconds; nothing of it is saved
    #[command(before_help = examples::TUTOR)]
    Tutor,
    /// List the concept cards, or write them for Anki
    #[command(before_help = examples::CARDS)]
    Cards(CardsArgs),
    /// Score the notes of a finished interview with its rubric
    #[command(before_help = examples::DEBRIEF)]
    Debrief {
        /// An id, a unique prefix of one, a folder, or `last`; by default the latest finished session
        session: Option<String>,
        /// Name of the candidate whose session it is
        #[arg(long = "as", value_name = "NAME")]
        name: Option<String>,
        /// Run the debrief as plain text, for screen readers, dumb terminals and pipes
        #[arg(long)]
        linear: bool,
    },
    /// Review sessions as a coach: one session, or the list of all
    #[command(before_help = examples::REVIEW)]
    Review(ReviewArgs),
    /// Carry a coach's name and key to another machine
    #[command(subcommand, before_help = examples::COACH)]
    Coach(CoachCommand),
    /// List the sessions, newest first
    #[command(before_help = examples::LIST)]
    List(ListArgs),
    /// Show your progress over all sessions, stage by stage
    #[command(before_help = examples::STATS)]
    Stats(StatsArgs),
    /// Assign a design to candidates until a day, as a coach
    #[command(before_help = examples::ASSIGN)]
    Assign(AssignArgs),
    /// Show all candidates of a sessions folder week by week, as a coach
    #[command(before_help = examples::COHORT)]
    Cohort(CohortArgs),
    /// Show a session with its times and the time of each line of the notes
    #[command(before_help = examples::SHOW)]
    Show(ShowArgs),
    /// Export a session as Markdown, HTML, JSON or plain text
    #[command(before_help = examples::EXPORT)]
    Export(ExportArgs),
    /// Pack a session and its published reviews into one file to send
    #[command(before_help = examples::PACK)]
    Pack(PackArgs),
    /// Unpack a session, the reviews in it, or an assignment from a file that was sent
    #[command(before_help = examples::UNPACK)]
    Unpack {
        /// A file that `forty pack` or `forty assign` wrote; `-` is standard input
        file: PathBuf,
    },
    /// Move a session to the trash, or restore it
    #[command(before_help = examples::DELETE)]
    Delete {
        /// An id, a unique prefix of one, a folder, or `last`
        #[arg(required_unless_present = "undo")]
        session: Option<String>,
        /// Restore the session, by default the one deleted last
        #[arg(long)]
        undo: bool,
    },
    /// Write a new session from what can be read of a damaged one
    #[command(before_help = examples::REPAIR)]
    Repair {
        /// An id, a unique prefix of one, a folder, or `last`
        session: String,
    },
    /// Compare two attempts at the same design
    #[command(before_help = examples::COMPARE)]
    Compare(CompareArgs),
    /// List the designs, or show one
    #[command(before_help = examples::DESIGNS)]
    Designs(DesignsArgs),
    /// Create a file with comments for a design of your own
    #[command(before_help = examples::NEW)]
    New {
        /// Id of the design: lower-case letters, digits and hyphens
        id: String,
    },
    /// Check design and framework files for mistakes
    #[command(before_help = examples::CHECK)]
    Check(CheckArgs),
    /// Compute sums with units, as the notes do
    #[command(before_help = examples::CALC, after_help = examples::CALC_CODES)]
    Calc(CalcArgs),
    /// Find the question of a design that a question in your own words asks
    #[command(before_help = examples::ASK)]
    Ask(AskArgs),
    /// Print the folders of sessions, designs, config and state
    #[command(before_help = examples::PATHS)]
    Paths {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Show, create or check the file of your settings
    #[command(subcommand, before_help = examples::CONFIG)]
    Config(ConfigCommand),
    /// Report on the terminal, folders and settings, to paste where you ask for help
    #[command(before_help = examples::DOCTOR, after_help = examples::DOCTOR_CODES)]
    Doctor(DoctorArgs),
    /// Print the script that lets a shell complete commands, designs and sessions
    #[command(before_help = examples::COMPLETIONS)]
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Write a man page for each command
    #[command(before_help = examples::MAN)]
    Man {
        /// Folder for the pages, which is created if it is missing
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}

impl Command {
    /// Where the name belongs that `--as` gives before this command.
    pub fn as_hint(&self) -> &'static str {
        match self {
            Self::Start(_) => "write it behind the command: `forty start --as NAME`",
            Self::Resume { .. } => "write it behind the command: `forty resume --as NAME`",
            Self::Debrief { .. } => "write it behind the command: `forty debrief --as NAME`",
            Self::Drill(_) => "write it behind the command: `forty drill --as NAME`",
            Self::Stats(_) => "write it behind the command: `forty stats --as NAME`",
            Self::Review(_) => "write it behind the command: `forty review --as NAME`",
            Self::Assign(_) => "write it behind the command: `forty assign DESIGN --as NAME`",
            Self::Cohort(_) => "write it behind the command: `forty cohort --as NAME`",
            Self::Coach(_) => "write it behind the command: `forty coach export FILE --as NAME`",
            Self::List(_) => {
                "this command has no `--as`: `forty list --candidate NAME` lists the sessions of one candidate"
            }
            _ => "this command has no `--as`: leave it out",
        }
    }
}

impl Cli {
    /// The settings that flags give.
    pub fn flags(&self) -> Vec<Flag> {
        let mut flags = self.folders.flags();
        match &self.command {
            Some(Command::Start(args)) => flags.extend(args.flags()),
            Some(Command::Drill(args)) => {
                flags.extend(args.name.clone().map(|name| ("candidate", name)));
            }
            Some(Command::Resume { name, .. } | Command::Debrief { name, .. }) => {
                flags.extend(name.clone().map(|name| ("candidate", name)));
            }
            Some(Command::Stats(args)) => {
                flags.extend(args.name.clone().map(|name| ("candidate", name)));
            }
            Some(Command::Review(args)) => {
                flags.extend(args.name.clone().map(|name| ("coach", name)));
            }
            Some(Command::Assign(args)) => {
                flags.extend(args.name.clone().map(|name| ("coach", name)));
            }
            Some(Command::Coach(CoachCommand::Export { name, .. })) => {
                flags.extend(name.clone().map(|name| ("coach", name)));
            }
            None => flags.extend(self.name.clone().map(|name| ("candidate", name))),
            _ => {}
        }
        flags
    }
}

/// A date as `2026-12-01`.
fn date(text: &str) -> Result<chrono::NaiveDate, String> {
    text.parse()
        .map_err(|_| "write it as year, month and day: 2026-12-01".to_owned())
}

#[derive(Debug, Args)]
pub struct CalcArgs {
    /// Lines as in the notes; `=` may be left out. Standard input if there is none
    #[arg(value_name = "LINE")]
    pub lines: Vec<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct AskArgs {
    /// Id of a design
    pub design: String,
    /// A question in your own words
    #[arg(required = true, value_name = "QUESTION")]
    pub question: Vec<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Show the answers of matching questions too; this spoils a design that you want to practice
    #[arg(long)]
    pub answers: bool,
}

#[derive(Debug, Args)]
pub struct DesignsArgs {
    /// Show the brief and the prompts of this design
    pub id: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Show hints, answers, rubric and references too; this spoils a design that you want to practice
    #[arg(long, requires = "id")]
    pub answers: bool,
    /// Only this stage, by id, short title or number
    #[arg(long, value_name = "STAGE", requires = "id")]
    pub stage: Option<String>,
}

#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Files to check, or ids of your own designs; - is standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }
}

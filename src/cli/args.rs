//! The command-line arguments. The file of each command has what it does.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::builder::OsStringValueParser;
use clap::{Args, Parser, Subcommand};

use crate::app::export::Format;
use crate::domain::interview::setup::{ClockForm, HIGHEST_SEED, Setup};
use crate::domain::session::event::RunOptions;
use crate::domain::session::plan::Minutes;
use crate::domain::units::{parse_time, parse_times};

const EXAMPLES: &str = "\
Examples:
  forty                                      choose a design and start
  forty start image-caption-generator        40 minutes, five stages, at once
  forty start --minutes 1,2,2,2,1            a short one, to try
  forty resume                               continue an unfinished interview
  forty debrief                              score your notes with the rubric
  forty show last                            print the notes with the time of each line
  forty export last --format md              write the session as a page
  forty review --sessions DIR                review the sessions of a folder as a coach
  forty calc '4e6/day * 500 KB'              compute a sum with units";

const CODES: &str = "\
Exit codes:
  0 success   1 failed   2 wrong use   3 not found   4 invalid content
  5 in use by another process   130 interrupted   128+n by signal n";

const CALC_EXAMPLES: &str = "\
Examples:
  forty calc '4e6/day * 500 KB'                      4e6/day * 500 KB → 2 TB/day
  forty calc 'users = 10M' '= users * 2 KB'          later lines use the names of earlier ones
  forty calc < notes.md                              the sums of a page; prose stays as it is
  forty calc --json '10 TB / 1 GB/s'                 the value in bytes and seconds
  forty calc -- '- peak = 3 * 12k'                   a line that begins with a hyphen";

const CALC_CODES: &str = "\
Exit codes:
  0 every line has a value or is prose   1 a line has two readings or no result";

/// Practice the machine-learning system design interview against the clock
#[derive(Debug, Parser)]
#[command(
    name = "forty",
    version,
    before_help = EXAMPLES,
    after_help = CODES,
    disable_help_subcommand = true,
    infer_subcommands = false
)]
pub struct Cli {
    #[command(flatten)]
    pub folders: Folders,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The folders that flags or the environment name.
#[derive(Debug, Args)]
pub struct Folders {
    /// Folder for data, config and state
    #[arg(long, env = "FORTY_HOME", value_parser = OsStringValueParser::new(), value_name = "DIR", global = true)]
    pub home: Option<OsString>,
    /// Folder of the sessions
    #[arg(long, env = "FORTY_SESSIONS", value_parser = OsStringValueParser::new(), value_name = "DIR", global = true)]
    pub sessions: Option<OsString>,
    /// Folder of your own designs
    #[arg(long, env = "FORTY_DESIGNS", value_parser = OsStringValueParser::new(), value_name = "DIR", global = true)]
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
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start a timed interview at once
    Start(StartArgs),
    /// Resume an unfinished interview, paused
    Resume {
        /// An id, a unique prefix of one, a folder, or `last`; by default the latest unfinished session
        session: Option<String>,
    },
    /// Score the notes of a finished interview with its rubric
    Debrief {
        /// An id, a unique prefix of one, a folder, or `last`; by default the latest finished session
        session: Option<String>,
    },
    /// Review sessions as a coach: one session, or the list of all
    Review(ReviewArgs),
    /// List the sessions, newest first
    List(ListArgs),
    /// Show a session with its times and the time of each line of the notes
    Show(ShowArgs),
    /// Export a session as Markdown, HTML or JSON
    Export(ExportArgs),
    /// Pack a session and its reviews into one file to send
    Pack(PackArgs),
    /// Unpack a session, or the reviews in it, from a packed file
    Unpack {
        /// A file that `forty pack` wrote; `-` is standard input
        file: PathBuf,
    },
    /// Move a session to the trash, or restore it
    Delete {
        /// An id, a unique prefix of one, a folder, or `last`
        session: String,
        /// Restore the session; `last` is the one deleted last
        #[arg(long)]
        undo: bool,
    },
    /// Compare two attempts at the same design
    Compare(CompareArgs),
    /// List the designs, or show one
    Designs(DesignsArgs),
    /// Create a file with comments for a design of your own
    New {
        /// Id of the design: lower-case letters, digits and hyphens
        id: String,
    },
    /// Check design and framework files for mistakes
    Check(CheckArgs),
    /// Compute sums with units, as the notes do
    #[command(before_help = CALC_EXAMPLES, after_help = CALC_CODES)]
    Calc(CalcArgs),
    /// Print the folders of sessions, designs, config and state
    Paths {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub struct StartArgs {
    /// Id of a design, or `random`; by default the next design to practice
    pub design: Option<String>,
    /// Time of each stage, such as 5,10,10,10,5 or 90s,2m
    #[arg(long, value_name = "TIMES", value_parser = parse_times, conflicts_with = "total")]
    // With a plain `Vec` clap would accept the option several times.
    pub minutes: Option<std::vec::Vec<Duration>>,
    /// Time of all stages together, such as 60m; the stages keep their proportions
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    pub total: Option<Duration>,
    /// Start the next stage when the time of a stage is over
    #[arg(long)]
    pub strict: bool,
    /// Seed of the follow-up questions; the same seed gives the same interview
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=i64::from(HIGHEST_SEED)))]
    pub seed: Option<u32>,
    /// Ask no follow-up questions
    #[arg(long)]
    pub no_interruptions: bool,
    /// Form of the countdown
    #[arg(long, value_enum, default_value_t)]
    pub clock: ClockForm,
    /// Name of the candidate
    #[arg(long = "as", value_name = "NAME")]
    pub name: Option<String>,
}

impl StartArgs {
    /// The setup of an interview on the design with this id.
    pub fn setup(self, design: String) -> Setup {
        let minutes = match (self.minutes, self.total) {
            (Some(times), _) => Minutes::Each(times),
            (None, Some(total)) => Minutes::Total(total),
            (None, None) => Minutes::AsFramework,
        };
        Setup {
            design,
            minutes,
            seed: self.seed,
            options: RunOptions {
                strict: self.strict,
                quiet: self.no_interruptions,
            },
            clock: self.clock,
        }
    }
}

impl clap::ValueEnum for ClockForm {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        let value = clap::builder::PossibleValue::new(self.word());
        Some(match self {
            Self::Hidden => value.help("Show only overruns"),
            Self::Digits | Self::Bar => value,
        })
    }
}

#[derive(Debug, Args)]
pub struct ReviewArgs {
    /// An id, a unique prefix of one, a folder, or `last`; by default the list of all sessions
    pub session: Option<String>,
    /// Name of the coach
    #[arg(long = "as", value_name = "NAME")]
    pub name: Option<String>,
}

#[derive(Debug, Args)]
pub struct ListArgs {
    /// Only sessions on this design
    #[arg(long, value_name = "ID")]
    pub design: Option<String>,
    /// Only sessions by this candidate
    #[arg(long, value_name = "NAME")]
    pub candidate: Option<String>,
    /// Only sessions with this status
    #[arg(long, value_parser = ["in-progress", "finished"])]
    pub status: Option<String>,
    /// Only sessions started on this day or later, such as 2026-11-23
    #[arg(long, value_name = "DATE")]
    pub since: Option<chrono::NaiveDate>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Print CSV for a spreadsheet
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
}

#[derive(Debug, Args)]
pub struct ShowArgs {
    /// An id, a unique prefix of one, a folder, or `last`
    pub session: String,
    /// Only this stage, by id or number
    #[arg(long, value_name = "STAGE")]
    pub stage: Option<String>,
    /// The session at this time of the interview, such as 12:30
    #[arg(long, value_name = "TIME", value_parser = parse_interview_time)]
    pub at: Option<Duration>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct ExportArgs {
    /// An id, a unique prefix of one, a folder, or `last`
    pub session: String,
    /// Format of the page; else the ending of FILE says it, and Markdown is the default
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// File to write; `-` is standard output
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub output: PathBuf,
    /// Replace FILE if it exists
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub struct PackArgs {
    /// An id, a unique prefix of one, a folder, or `last`
    pub session: String,
    /// File to write; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// Replace FILE if it exists
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub struct CompareArgs {
    /// An id, a unique prefix of one, a folder, or `last`
    pub a: String,
    /// Another session at the same design; the earlier attempt is printed first
    pub b: String,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct CalcArgs {
    /// Lines as in the notes; `=` may be left out. Standard input if there is none
    #[arg(value_name = "LINE")]
    pub lines: Vec<String>,
    #[arg(long)]
    pub json: bool,
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
}

#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Files to check
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Parses an interview time such as `12:30`, `1:02:03` or `90s`.
fn parse_interview_time(words: &str) -> Result<Duration, String> {
    let wrong = || format!("`{words}` is not a time: write 12:30 or 90s");
    if !words.contains(':') {
        return humantime::parse_duration(words).map_err(|_| wrong());
    }
    let parts: Option<Vec<u64>> = words.split(':').map(|part| part.parse().ok()).collect();
    let parts = parts.filter(|parts| parts.len() <= 3).ok_or_else(wrong)?;
    let seconds = parts
        .into_iter()
        .try_fold(0_u64, |sum, part| sum.checked_mul(60)?.checked_add(part));
    let seconds = seconds.ok_or_else(|| format!("`{words}` is too long"))?;
    Ok(Duration::from_secs(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }

    #[test]
    fn interview_times_are_minutes_and_seconds() {
        for (time, seconds) in [("12:30", 750), ("1:02:03", 3723), ("90s", 90)] {
            let parsed = parse_interview_time(time);
            assert_eq!(parsed, Ok(Duration::from_secs(seconds)), "{time}");
        }
        for wrong in [
            "12",
            "1:2:3:4",
            "99999999999999999999:0",
            "18446744073709551615:00",
        ] {
            assert!(parse_interview_time(wrong).is_err(), "{wrong}");
        }
    }
}

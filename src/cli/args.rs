//! The words a user types. What they do is in the file of each command.

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

/// Folders given by flags and environment.
#[derive(Debug, Args)]
pub struct Folders {
    /// Keep data, config and state in DIR
    #[arg(long, env = "FORTY_HOME", value_parser = OsStringValueParser::new(), value_name = "DIR", global = true)]
    pub home: Option<OsString>,
    /// Keep sessions in DIR
    #[arg(long, env = "FORTY_SESSIONS", value_parser = OsStringValueParser::new(), value_name = "DIR", global = true)]
    pub sessions: Option<OsString>,
    /// Look for your own designs in DIR
    #[arg(long, env = "FORTY_DESIGNS", value_parser = OsStringValueParser::new(), value_name = "DIR", global = true)]
    pub designs: Option<OsString>,
}

impl Folders {
    /// What the environment alone says.
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
        /// An id, a unique prefix of one, a folder, or `last`; the latest unfinished one if left out
        session: Option<String>,
    },
    /// Score the notes of a finished interview with its rubric
    Debrief {
        /// An id, a unique prefix of one, a folder, or `last`; the latest finished one if left out
        session: Option<String>,
    },
    /// Review sessions as a coach: the list of all of them, or one
    Review(ReviewArgs),
    /// List the sessions, newest first
    List(ListArgs),
    /// Show a session: times, and each line of the notes with its time
    Show(ShowArgs),
    /// Write a session as one page
    Export(ExportArgs),
    /// Pack a session and its reviews into one file to mail
    Pack(PackArgs),
    /// Unpack a mailed session, or the reviews in it
    Unpack {
        /// A file that `forty pack` wrote; `-` is standard input
        file: PathBuf,
    },
    /// Move a session to the trash, or restore it
    Delete {
        /// An id, a unique prefix of one, a folder, or `last`
        session: String,
        /// Restore it; `last` is the session deleted last
        #[arg(long)]
        undo: bool,
    },
    /// Compare two attempts at the same design
    Compare(CompareArgs),
    /// List the designs, or show one
    Designs(DesignsArgs),
    /// Create a design of your own: a file with comments, in your designs folder
    New {
        /// Its id: lower-case letters, digits and hyphens
        id: String,
    },
    /// Find every mistake in design or framework files
    Check(CheckArgs),
    /// Compute sums with units, as the notes do
    #[command(before_help = CALC_EXAMPLES, after_help = CALC_CODES)]
    Calc(CalcArgs),
    /// Print where files are
    Paths {
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub struct StartArgs {
    /// A design's id, or `random`; the next one to practice if left out
    pub design: Option<String>,
    /// Time of each stage, like 5,10,10,10,5 or 90s,2m
    #[arg(long, value_name = "TIMES", value_parser = parse_times, conflicts_with = "total")]
    // A whole path: clap would take a plain `Vec` for an option that may be given many times.
    pub minutes: Option<std::vec::Vec<Duration>>,
    /// Time in all, like 60m; the stages keep their proportions
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    pub total: Option<Duration>,
    /// At zero the next stage begins
    #[arg(long)]
    pub strict: bool,
    /// The same seed gives the same interview
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=i64::from(HIGHEST_SEED)))]
    pub seed: Option<u32>,
    /// No follow-up questions
    #[arg(long)]
    pub no_interruptions: bool,
    /// How the countdown looks
    #[arg(long, value_enum, default_value_t)]
    pub clock: ClockForm,
    /// Name of the candidate
    #[arg(long = "as", value_name = "NAME")]
    pub name: Option<String>,
}

impl StartArgs {
    /// What the interview is started with, for the design with this id.
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
            Self::Hidden => value.help("Shows only overruns"),
            Self::Digits | Self::Bar => value,
        })
    }
}

#[derive(Debug, Args)]
pub struct ReviewArgs {
    /// An id, a unique prefix of one, a folder, or `last`; the list of all sessions if left out
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
    #[arg(long, value_parser = ["in-progress", "finished"])]
    pub status: Option<String>,
    /// Only sessions started on this day or later, like 2026-11-23
    #[arg(long, value_name = "DATE")]
    pub since: Option<chrono::NaiveDate>,
    #[arg(long)]
    pub json: bool,
    /// As rows for a spreadsheet
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
}

#[derive(Debug, Args)]
pub struct ShowArgs {
    /// An id, a unique prefix of one, a folder, or `last`
    pub session: String,
    /// Only this stage: its id or its number
    #[arg(long, value_name = "STAGE")]
    pub stage: Option<String>,
    /// The notes at this time of the interview, like 12:30
    #[arg(long, value_name = "TIME", value_parser = parse_interview_time)]
    pub at: Option<Duration>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct ExportArgs {
    /// An id, a unique prefix of one, a folder, or `last`
    pub session: String,
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Write to FILE; `-` is standard output
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub output: PathBuf,
    /// Write over FILE if it is there
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub struct PackArgs {
    /// An id, a unique prefix of one, a folder, or `last`
    pub session: String,
    /// Write to FILE; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// Write over FILE if it is there
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub struct CompareArgs {
    /// An id, a unique prefix of one, a folder, or `last`
    pub a: String,
    /// Another one; the earlier attempt comes first, whatever the order
    pub b: String,
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
    /// Show this design: its brief and prompts
    pub id: Option<String>,
    #[arg(long)]
    pub json: bool,
    /// With hints, answers, rubric and reference: spoils a design you mean to practice
    #[arg(long, requires = "id")]
    pub answers: bool,
}

#[derive(Debug, Args)]
pub struct CheckArgs {
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[arg(long)]
    pub json: bool,
}

/// `12:30` or `1:02:03` of interview time, or a time like `90s`.
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

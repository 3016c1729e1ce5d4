//! The words a user types. What they do is in `commands`.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::domain::interview::setup::{ClockForm, HIGHEST_SEED, Setup};
use crate::domain::session::plan::Minutes;
use crate::domain::units::{parse_time, parse_times};

const EXAMPLES: &str = "\
Examples:
  forty                                      choose a design and start
  forty start image-caption-generator        40 minutes, five stages, at once
  forty start --minutes 1,2,2,2,1            a short one, to try
  forty resume                               go on where you left, or were cut off
  forty debrief                              hold what you wrote against the rubric
  forty show last                            what was written, and in which minute
  forty export last --format md              the same as a page
  forty review --sessions DIR                a coach's desk for somebody's sessions";

const CODES: &str = "\
Exit codes:
  0 well   1 failed   2 wrong use   3 not found   4 invalid content
  5 in use by another process   130 interrupted   128+n by signal n";

/// Practise the machine-learning system design interview against the clock
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
    pub places: Places,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Where files live, as flags and environment say.
#[derive(Debug, Args)]
pub struct Places {
    /// Keep data, config and state in DIR
    #[arg(long, env = "FORTY_HOME", value_parser = clap::builder::OsStringValueParser::new(), value_name = "DIR", global = true)]
    pub home: Option<OsString>,
    /// Keep sessions in DIR
    #[arg(long, env = "FORTY_SESSIONS", value_parser = clap::builder::OsStringValueParser::new(), value_name = "DIR", global = true)]
    pub sessions: Option<OsString>,
    /// Look for your own designs in DIR
    #[arg(long, env = "FORTY_DESIGNS", value_parser = clap::builder::OsStringValueParser::new(), value_name = "DIR", global = true)]
    pub designs: Option<OsString>,
}

impl Places {
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
    /// Take up an unfinished interview, paused
    Resume {
        /// An id, a unique prefix of one, a folder, or `last`; the latest unfinished one if left out
        session: Option<String>,
    },
    /// Hold the notes of a finished interview against its rubric
    Debrief {
        /// An id, a unique prefix of one, a folder, or `last`; the latest finished one if left out
        session: Option<String>,
    },
    /// Review sessions as a coach: the desk with all of them, or one
    Review(ReviewArgs),
    /// List the kept sessions, newest first
    List(ListArgs),
    /// Show a session: times, and each line with its minute
    Show(ShowArgs),
    /// Write a session as one page
    Export(ExportArgs),
    /// Make one file to mail of a session and its reviews
    Pack(PackArgs),
    /// Add a session that came by mail, or the reviews in it
    Unpack {
        /// What `forty pack` made; `-` is standard input
        file: PathBuf,
    },
    /// Move a session to the trash, or bring it back
    Delete {
        /// An id, a unique prefix of one, a folder, or `last`
        session: String,
        /// Bring it back; `last` is the one thrown away last
        #[arg(long)]
        undo: bool,
    },
    /// Set two attempts at the same design side by side
    Compare(CompareArgs),
    /// List the designs, or show what one practises
    Designs(DesignsArgs),
    /// Start a design of your own: a file with comments, in your designs folder
    New {
        /// Its id: lower-case letters, digits and hyphens
        id: String,
    },
    /// Find every mistake in design or framework files
    Check(CheckArgs),
    /// Say where files live
    Paths {
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub struct StartArgs {
    /// A design's id, or `random`; the next one to practise if left out
    pub design: Option<String>,
    /// Time of each stage, like 5,10,10,10,5 or 90s,2m
    #[arg(long, value_name = "TIMES", value_parser = times, conflicts_with = "total")]
    pub minutes: Option<Times>,
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
    /// Who practises
    #[arg(long = "as", value_name = "NAME")]
    pub name: Option<String>,
}

impl StartArgs {
    /// What the interview is started with, for the design with this id.
    pub fn setup(&self, design: &str) -> Setup {
        let minutes = match (&self.minutes, self.total) {
            (Some(times), _) => Minutes::Each(times.0.clone()),
            (None, Some(total)) => Minutes::Total(total),
            (None, None) => Minutes::AsFramework,
        };
        Setup {
            design: design.to_owned(),
            minutes,
            strict: self.strict,
            seed: self.seed,
            quiet: self.no_interruptions,
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
    /// An id, a unique prefix of one, a folder, or `last`; the desk if left out
    pub session: Option<String>,
    /// Who reviews
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
    #[arg(long, value_enum)]
    pub status: Option<Status>,
    /// Only sessions started on this day or later, like 2026-11-23
    #[arg(long, value_name = "DATE")]
    pub since: Option<chrono::NaiveDate>,
    #[arg(long)]
    pub json: bool,
    /// As rows for a spreadsheet
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Status {
    InProgress,
    Finished,
}

impl Status {
    pub fn word(self) -> &'static str {
        match self {
            Self::InProgress => "in-progress",
            Self::Finished => "finished",
        }
    }
}

#[derive(Debug, Args)]
pub struct ShowArgs {
    /// An id, a unique prefix of one, a folder, or `last`
    pub session: String,
    /// Only this stage: its id or its number
    #[arg(long, value_name = "STAGE")]
    pub stage: Option<String>,
    /// As it stood at this moment of the interview, like 12:30
    #[arg(long, value_name = "MOMENT", value_parser = parse_moment)]
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    #[default]
    Md,
    /// One page with a replay, for a browser
    Html,
    Json,
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
pub struct DesignsArgs {
    /// Show this design: its brief and what is practised
    pub id: Option<String>,
    #[arg(long)]
    pub json: bool,
    /// With hints, answers, rubric and reference: spoils a design you mean to practise
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

/// One time a stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Times(Vec<Duration>);

fn times(words: &str) -> Result<Times, String> {
    parse_times(words).map(Times)
}

/// `12:30` or `1:02:03` of interview time, or a time like `90s`.
fn parse_moment(words: &str) -> Result<Duration, String> {
    let parts: Option<Vec<u64>> = words.split(':').map(|part| part.parse().ok()).collect();
    let seconds = match parts.as_deref() {
        Some([minutes, seconds]) => minutes
            .checked_mul(60)
            .and_then(|minutes| minutes.checked_add(*seconds)),
        Some([hours, minutes, seconds]) => {
            let minutes = hours
                .checked_mul(60)
                .and_then(|hours| hours.checked_add(*minutes));
            let whole = minutes.and_then(|minutes| minutes.checked_mul(60));
            whole.and_then(|whole| whole.checked_add(*seconds))
        }
        _ => {
            return humantime::parse_duration(words)
                .map_err(|_| format!("`{words}` is no moment: write 12:30 or 90s"));
        }
    };
    seconds
        .map(Duration::from_secs)
        .ok_or_else(|| format!("`{words}` is too long"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_hold_together() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }

    #[test]
    fn moments_are_minutes_and_seconds() {
        for (words, seconds) in [("12:30", 750), ("1:02:03", 3723), ("90s", 90)] {
            assert_eq!(
                parse_moment(words),
                Ok(Duration::from_secs(seconds)),
                "{words}"
            );
        }
        for wrong in [
            "12",
            "1:2:3:4",
            "99999999999999999999:0",
            "18446744073709551615:00",
        ] {
            assert!(parse_moment(wrong).is_err(), "{wrong}");
        }
    }
}

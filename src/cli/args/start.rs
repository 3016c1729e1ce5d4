//! The arguments of `forty start`.

use std::time::Duration;

use clap::Args;

use crate::app::config::Flag;
use crate::domain::interview::setup::{ClockForm, HIGHEST_SEED, Setup};
use crate::domain::session::plan::Minutes;
use crate::domain::settings::Settings;
use crate::domain::units::{parse_time, parse_times};

/// Parses the time of each stage.
///
/// # Errors
/// A message for the user, which says how several times are separated where the text has none that are.
pub(super) fn stage_times(words: &str) -> Result<Vec<Duration>, String> {
    parse_times(words).map_err(|why| {
        if words.contains(',') {
            why
        } else {
            format!("{why}, with a comma between the times of two stages")
        }
    })
}

/// Parses the time of all stages together.
///
/// # Errors
/// A message for the user, which names the other option where the text has a time for each stage.
pub(super) fn total_time(words: &str) -> Result<Duration, String> {
    parse_time(words).map_err(|why| match parse_times(words) {
        Ok(_) => {
            format!("it is one time for all stages, and `--minutes {words}` gives each its own")
        }
        Err(_) => why,
    })
}

#[derive(Debug, Args)]
pub struct StartArgs {
    /// Id of a design, or `random`; by default the next design to practice
    pub design: Option<String>,
    /// Time of each stage, such as 5,10,10,10,5 or 90s,2m
    #[arg(long, value_name = "TIMES", value_parser = stage_times, conflicts_with = "total")]
    // With a plain `Vec` clap would accept the option several times.
    pub minutes: Option<std::vec::Vec<Duration>>,
    /// Time of all stages together, such as 60m; the stages keep their proportions
    #[arg(long, value_name = "TIME", value_parser = total_time)]
    pub total: Option<Duration>,
    /// Start the next stage when the time of a stage is over
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub strict: Option<bool>,
    /// Seed of the follow-up questions; the same seed gives the same interview
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=i64::from(HIGHEST_SEED)))]
    pub seed: Option<u32>,
    /// Ask no follow-up questions
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub no_interruptions: Option<bool>,
    /// Form of the countdown
    #[arg(long, value_enum)]
    pub clock: Option<ClockForm>,
    /// Name of the candidate
    #[arg(long = "as", value_name = "NAME")]
    pub name: Option<String>,
    /// Answer the assignment with this id, or with the beginning of one, with its design, times and seed
    #[arg(long, value_name = "ID", conflicts_with_all = ["design", "minutes", "total", "seed"])]
    pub assignment: Option<String>,
    /// Run the interview as plain text, for screen readers, dumb terminals and pipes
    #[arg(long)]
    pub linear: bool,
}

impl StartArgs {
    pub(super) fn flags(&self) -> impl Iterator<Item = Flag> {
        let quiet = self.no_interruptions;
        let flags = [
            ("candidate", self.name.clone()),
            ("clock", self.clock.map(|form| form.word().to_owned())),
            ("strict", self.strict.map(|on| on.to_string())),
            ("interruptions", quiet.map(|on| (!on).to_string())),
        ];
        flags
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
    }

    /// The setup of an interview on the design with this id, with the settings in use.
    pub fn setup(self, design: &str, settings: &Settings) -> Setup {
        let minutes = match (self.minutes, self.total) {
            (Some(times), _) => Minutes::Each(times),
            (None, Some(total)) => Minutes::Total(total),
            (None, None) => settings.minutes.clone(),
        };
        Setup {
            minutes,
            seed: self.seed,
            ..settings.setup(design)
        }
    }
}

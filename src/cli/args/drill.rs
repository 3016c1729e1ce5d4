//! The arguments of `forty drill` and `forty cards`.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use crate::domain::units::parse_time;

#[derive(Debug, Args)]
pub struct DrillArgs {
    /// Id of a design, or `random`; by default the design of your last session, else the next to practice
    pub design: Option<String>,
    /// Id, short title or number of a stage; by default your weakest
    #[arg(long, value_name = "STAGE")]
    pub stage: Option<String>,
    /// Time of the stage, such as 5 or 90s
    #[arg(long, value_name = "TIME", value_parser = parse_time, default_value = "5", conflicts_with = "cards")]
    pub minutes: Duration,
    /// Show the concept cards that are due, instead of a stage
    #[arg(long)]
    pub cards: bool,
    /// Name of the candidate
    #[arg(long = "as", value_name = "NAME")]
    pub name: Option<String>,
    /// Show the stage or the cards as plain text, for screen readers, dumb terminals and pipes
    #[arg(long)]
    pub linear: bool,
}

#[derive(Debug, Args)]
pub struct CardsArgs {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Write a file that Anki imports; `-` is standard output
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    pub anki: Option<PathBuf>,
    /// Overwrite an existing file
    #[arg(long, requires = "anki")]
    pub force: bool,
}

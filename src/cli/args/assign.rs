//! The arguments of `forty assign`.

use std::path::PathBuf;
use std::time::Duration;

use chrono::NaiveDate;
use clap::{ArgGroup, Args};

use crate::domain::interview::setup::HIGHEST_SEED;
use crate::domain::settings::coach_name;

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("what").required(true).args(["design", "change", "withdraw", "list"])))]
#[command(group(ArgGroup::new("values").args(["design", "change"])))]
#[command(group(ArgGroup::new("written").args(["design", "change", "withdraw"])))]
pub struct AssignArgs {
    /// Id of a design
    #[arg(requires_all = ["candidates", "due"])]
    pub design: Option<String>,
    /// Names of the candidates
    #[arg(long = "for", value_name = "NAME", num_args = 1.., requires = "values")]
    // Several names may follow one `--for`, and `--for` may be repeated.
    pub candidates: Vec<String>,
    /// Last day on which it is in time, such as 2026-12-05
    #[arg(long, value_name = "DATE", requires = "values", value_parser = super::date)]
    pub due: Option<NaiveDate>,
    /// Time of each stage, such as 5,10,10,10,5 or 90s,2m; by default the framework's
    #[arg(long, value_name = "TIMES", value_parser = super::start::stage_times, conflicts_with = "total", requires = "values")]
    // With a plain `Vec` clap would accept the option several times.
    pub minutes: Option<std::vec::Vec<Duration>>,
    /// Time of all stages together, such as 60m; the stages keep their proportions
    #[arg(long, value_name = "TIME", value_parser = super::start::total_time, requires = "values")]
    pub total: Option<Duration>,
    /// Seed of the follow-up questions, the same for all candidates; drawn by default
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=i64::from(HIGHEST_SEED)), requires = "values")]
    pub seed: Option<u32>,
    /// What you say to the candidates about it
    #[arg(long, value_name = "TEXT", requires = "values")]
    pub message: Option<String>,
    /// Name of the coach
    #[arg(long = "as", value_name = "NAME", value_parser = coach_name, requires = "design")]
    pub name: Option<String>,
    /// Write the file to send; `-` is standard output
    #[arg(short, long, value_name = "FILE", requires = "written")]
    pub output: Option<PathBuf>,
    /// Replace the file if it exists
    #[arg(long, requires = "output")]
    pub force: bool,
    /// Change this assignment, or assign it again after it was withdrawn: its id or the beginning of one, with the new values
    #[arg(long, value_name = "ID")]
    pub change: Option<String>,
    /// Withdraw this assignment: candidates who have not finished it are no longer asked for it
    #[arg(long, value_name = "ID")]
    pub withdraw: Option<String>,
    /// List the assignments of this machine and what became of them
    #[arg(long)]
    pub list: bool,
    /// Print JSON
    #[arg(long, requires = "list")]
    pub json: bool,
}

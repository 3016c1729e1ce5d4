//! The arguments of `forty cohort`.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
pub struct CohortArgs {
    /// Only the levels by this coach; by default by every coach of this machine
    #[arg(long = "as", value_name = "NAME")]
    pub name: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Print CSV for a spreadsheet, a row for each session
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
    /// Write one HTML page; `-` is standard output
    #[arg(long, value_name = "FILE", conflicts_with_all = ["json", "csv"])]
    pub html: Option<PathBuf>,
    /// Replace the file of the page if it exists
    #[arg(long, requires = "html")]
    pub force: bool,
}

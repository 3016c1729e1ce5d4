//! The arguments of the commands that list, show and send sessions.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use crate::domain::settings::coach_name;
use crate::report::Format;
use crate::store::Status;

#[derive(Debug, Args)]
pub struct ReviewArgs {
    /// An id, a unique prefix of one, a folder, or `last`; by default the list of all sessions
    pub session: Option<String>,
    /// Name of the coach
    #[arg(long = "as", value_name = "NAME", value_parser = coach_name)]
    pub name: Option<String>,
    /// Score gold sessions blind, and see how your marks agree with marks that were agreed on
    #[arg(long, conflicts_with = "session")]
    pub calibrate: bool,
    /// Begin another round of the gold sessions
    #[arg(long, requires = "calibrate")]
    pub again: bool,
    /// Print the results of all rounds as JSON
    #[arg(long, requires = "calibrate", conflicts_with = "again")]
    pub json: bool,
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
    #[arg(long, value_enum)]
    pub status: Option<Status>,
    /// Only sessions started on this day or later, such as 2026-11-23
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    pub since: Option<chrono::NaiveDate>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Print CSV for a spreadsheet
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
}

#[derive(Debug, Args)]
pub struct StatsArgs {
    /// Name of the candidate
    #[arg(long = "as", value_name = "NAME")]
    pub name: Option<String>,
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
    /// Only this stage, by id, short title or number
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

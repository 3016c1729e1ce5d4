//! `forty list`: the kept sessions, newest first.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;
use std::process::ExitCode;
use std::time::Duration;

use serde::Serialize;

use super::args::ListArgs;
use super::{print, say};
use crate::app::failure::Failure;
use crate::app::reader::Reader;
use crate::domain::sanitize;
use crate::domain::session::event::millis;
use crate::domain::session::pace::Pace;
use crate::domain::session::timeline::clock;
use crate::domain::units::rfc3339;
use crate::report::csv::{self, Cell};
use crate::report::json;
use crate::store::{self, Listed, Paths, Summary};

#[derive(Serialize)]
struct Listing<'a> {
    sessions: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    design: &'a str,
    candidate: &'a str,
    started_at: String,
    status: &'a str,
    condition: &'a [String],
    elapsed_ms: u64,
    over_ms: u64,
    levels: &'a BTreeMap<String, u8>,
    reviews: usize,
}

pub fn run(paths: &Paths, args: &ListArgs) -> Result<ExitCode, Failure> {
    let mut listing = store::list(&paths.sessions)?;
    keep_blind(paths, &mut listing.sessions)?;
    for left_out in &listing.unreadable {
        let (folder, why) = (
            left_out.folder.display().to_string(),
            left_out.why.to_string(),
        );
        say(&format!(
            "note: left out {}: {}",
            sanitize::line(&folder),
            sanitize::line(&why)
        ));
    }
    let wanted: Vec<&Listed> = listing
        .sessions
        .iter()
        .filter(|listed| is_wanted(&listed.summary, args))
        .collect();
    if args.json {
        let listing = Listing {
            sessions: wanted.into_iter().map(row).collect(),
        };
        return print(&json::versioned(&listing));
    }
    if args.csv {
        return print(&rows(&wanted));
    }
    if wanted.is_empty() {
        let folder = paths.sessions.display();
        if listing.sessions.is_empty() {
            say(&format!("no sessions in {folder}"));
            say("hint: start one: `forty start`");
        } else {
            say(&format!(
                "none of the {} sessions in {folder} is like that",
                listing.sessions.len()
            ));
        }
    }
    let mut text = String::new();
    for Listed { summary, .. } in wanted {
        let over = over(summary);
        let over = if over.as_secs() == 0 {
            String::new()
        } else {
            format!("+{} over", clock(over))
        };
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "{}  {:<11}  {:>7}  {:>12}  {:<12}  {}",
            sanitize::line(&summary.id),
            summary.status.word(),
            clock(summary.elapsed),
            over,
            sanitize::line(&summary.candidate),
            sanitize::line(&summary.condition.join(", "))
        );
    }
    print(&text)
}

/// The sum of the stages' overruns as it is shown everywhere; where the summary had no room for the stages, that of
/// all together.
fn over(summary: &Summary) -> Duration {
    let stages = summary.stages.iter();
    let pace = Pace::of_times(stages.map(|stage| (stage.planned, stage.spent)));
    if summary.stages.is_empty() {
        summary.over
    } else {
        pace.total.over
    }
}

/// Leaves out the levels that a coach of this machine may not see yet.
fn keep_blind(paths: &Paths, sessions: &mut [Listed]) -> Result<(), Failure> {
    let reader = Reader::on(paths)?;
    let mut hidden = 0;
    for listed in sessions {
        if !reader.sees_levels(listed) {
            listed.summary.levels.clear();
            hidden += 1;
        }
    }
    if hidden > 0 {
        say(&format!(
            "note: the own levels of {hidden} sessions are left out: you review here, and have not scored them"
        ));
    }
    Ok(())
}

fn is_wanted(summary: &Summary, args: &ListArgs) -> bool {
    args.design
        .as_ref()
        .is_none_or(|design| *design == summary.design.id)
        && args
            .candidate
            .as_ref()
            .is_none_or(|name| *name == summary.candidate)
        && args
            .status
            .as_deref()
            .is_none_or(|status| status == summary.status.word())
        && args
            .since
            .is_none_or(|since| summary.started_at.date_naive() >= since)
}

fn row(listed: &Listed) -> Row<'_> {
    let summary = &listed.summary;
    Row {
        id: &summary.id,
        design: &summary.design.id,
        candidate: &summary.candidate,
        started_at: rfc3339(summary.started_at),
        status: summary.status.word(),
        condition: &summary.condition,
        elapsed_ms: millis::whole(summary.elapsed),
        over_ms: millis::whole(summary.over),
        levels: &summary.levels,
        reviews: listed.review_files.len(),
    }
}

/// What each row of a table has before the levels.
const COLUMNS: [&str; 12] = [
    "id",
    "design",
    "title",
    "candidate",
    "started_at",
    "ended_at",
    "status",
    "condition",
    "elapsed_ms",
    "over_ms",
    "worst_over_ms",
    "reviews",
];

/// The sessions as a table, with the own level in each stage that one of them has.
fn rows(sessions: &[&Listed]) -> String {
    let mut known = HashSet::new();
    let stages: Vec<&str> = sessions
        .iter()
        .flat_map(|listed| stages(&listed.summary))
        .filter(|stage| known.insert(*stage))
        .collect();
    let levels: Vec<String> = stages.iter().map(|id| format!("level:{id}")).collect();
    let mut header = COLUMNS.to_vec();
    header.extend(levels.iter().map(String::as_str));
    let texts: Vec<[String; 3]> = sessions.iter().map(|listed| texts(listed)).collect();
    let rows: Vec<Vec<Cell>> = sessions
        .iter()
        .zip(&texts)
        .map(|(listed, texts)| cells(listed, texts, &stages))
        .collect();
    csv::table(&header, &rows)
}

/// Ids in the plan's order; then those that only a level is known of.
fn stages(summary: &Summary) -> impl Iterator<Item = &str> {
    let planned = summary.stages.iter().map(|stage| stage.id.as_str());
    planned.chain(summary.levels.keys().map(String::as_str))
}

/// Start, end and condition in words.
fn texts(listed: &Listed) -> [String; 3] {
    let summary = &listed.summary;
    [
        rfc3339(summary.started_at),
        summary.ended_at.map(rfc3339).unwrap_or_default(),
        summary.condition.join(", "),
    ]
}

fn cells<'a>(listed: &'a Listed, texts: &'a [String; 3], stages: &[&str]) -> Vec<Cell<'a>> {
    let summary = &listed.summary;
    let [started, ended, condition] = texts;
    let worst = summary.stages.iter().map(store::StageSummary::over).max();
    let number = |number: Option<u64>| number.map_or(Cell::Nothing, Cell::Number);
    let mut cells = vec![
        Cell::Text(&summary.id),
        Cell::Text(&summary.design.id),
        Cell::Text(&summary.design.title),
        Cell::Text(&summary.candidate),
        Cell::Text(started),
        Cell::Text(ended),
        Cell::Text(summary.status.word()),
        Cell::Text(condition),
        Cell::Number(millis::whole(summary.elapsed)),
        Cell::Number(millis::whole(summary.over)),
        // Unknown where the summary had no room for the stages.
        number(worst.map(millis::whole)),
        Cell::Number(listed.review_files.len() as u64),
    ];
    let levels = stages.iter().map(|stage| summary.levels.get(*stage));
    cells.extend(levels.map(|level| number(level.map(|level| u64::from(*level)))));
    cells
}

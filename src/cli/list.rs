//! `forty list`: the sessions, newest first.

use std::collections::{BTreeMap, HashSet};
use std::io::IsTerminal;
use std::process::ExitCode;
use std::time::Duration;

use serde::Serialize;

use super::args::ListArgs;
use super::{load, print, say};
use crate::app::failure::Failure;
use crate::app::reader::Reader;
use crate::app::sessions::shown_overruns;
use crate::domain::names;
use crate::domain::sanitize;
use crate::domain::session::event::millis;
use crate::domain::session::timeline::clock;
use crate::domain::units::rfc3339;
use crate::report::{csv, json};
use crate::store::{self, Listed, Paths, StageSummary, Summary};

/// A session as `forty list --json` prints it.
#[derive(Serialize)]
struct ListedSession<'a> {
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
    /// The id of the assignment that it answers.
    assignment: Option<&'a str>,
}

pub fn run(paths: &Paths, own: &str, args: &ListArgs) -> Result<ExitCode, Failure> {
    let store::SessionListing {
        mut sessions,
        unreadable,
    } = load::list(paths)?;
    let reader = reader(paths, own);
    hide_levels(&reader, &mut sessions);
    for left_out in unreadable {
        let folder = sanitize::line(&left_out.folder.display().to_string());
        let reason = sanitize::line(&left_out.why.to_string());
        say(&format!("note: left out {folder}: {reason}"));
    }
    let total = sessions.len();
    sessions.retain(|listed| matches(&listed.summary, args));
    if args.json {
        let rows: Vec<ListedSession<'_>> =
            sessions.iter().map(|listed| row(&reader, listed)).collect();
        return print(&json::versioned(&BTreeMap::from([("sessions", rows)])));
    }
    if args.csv {
        return print(&csv_table(&reader, &sessions));
    }
    let folder = paths.sessions.display();
    if total == 0 {
        say(&format!("no sessions in {folder}"));
        say(&format!("hint: start one: `{}`", paths.command("start")));
    } else if sessions.is_empty() {
        say(&format!(
            "no session matches the filter, of {total} in {folder}"
        ));
    }
    let names = sessions
        .iter()
        .map(|listed| sanitize::line(&listed.summary.candidate));
    let names: Vec<String> = names.collect();
    let widest = names.iter().map(|name| sanitize::columns(name)).max();
    let width = widest.unwrap_or(0).clamp(12, 40);
    let ids = sessions
        .iter()
        .map(|listed| sanitize::line(&listed.summary.id));
    let ids = ids.map(|id| sanitize::columns(&id)).max().unwrap_or(0);
    let lines = sessions.iter().zip(&names);
    let lines = lines.map(|(listed, name)| line(&listed.summary, name, (ids, width)));
    // A reader gets the names of the columns; a program that reads lines gets only sessions.
    let has_heads = std::io::stdout().is_terminal() && !sessions.is_empty();
    let heads = has_heads.then(|| heads(ids, width));
    print(&heads.into_iter().chain(lines).collect::<String>())
}

/// The names of the columns, where ids and names have these widths.
fn heads(ids: usize, names: usize) -> String {
    format!(
        "{:<ids$}  {:<11}  {:>7}  {:>12}  {:<names$}  condition\n",
        "session", "status", "time", "overruns", "candidate"
    )
}

/// One line of the list, with the widths of ids and names in columns, since a character may take two.
fn line(summary: &Summary, name: &str, (ids, width): (usize, usize)) -> String {
    let gap = width.saturating_sub(sanitize::columns(name));
    let (over, _) = shown_overruns(summary);
    let over = if over.as_secs() == 0 {
        String::new()
    } else {
        format!("+{} over", clock(over))
    };
    let assigned = summary.assignment.is_some().then_some("assigned");
    let condition = summary.condition.iter().map(String::as_str).chain(assigned);
    format!(
        "{:<ids$}  {:<11}  {:>7}  {over:>12}  {name}{:gap$}  {}\n",
        sanitize::line(&summary.id),
        summary.status.word(),
        clock(summary.elapsed),
        "",
        sanitize::line(&condition.collect::<Vec<_>>().join(", "))
    )
}

/// Who reads the list; says so if the list of the machine's coaches is lost.
fn reader(paths: &Paths, own: &str) -> Reader {
    let (reader, remark) = Reader::on(paths, own);
    if let Some(remark) = remark {
        say(&format!("note: {remark}"));
    }
    reader
}

/// How many reviews of a session this reader may know of.
fn count_reviews(reader: &Reader, listed: &Listed) -> usize {
    let (own, others) = reader.glances(listed);
    own.len() + others.len()
}

/// Removes the self levels that a coach on this machine may not see yet.
fn hide_levels(reader: &Reader, sessions: &mut [Listed]) {
    let mut hidden = 0;
    for listed in sessions {
        if !reader.sees_levels(listed) {
            listed.summary.levels.clear();
            hidden += 1;
        }
    }
    if hidden > 0 {
        let (sessions, them) = match hidden {
            1 => ("1 session".to_owned(), "it"),
            more => (format!("{more} sessions"), "them"),
        };
        say(&format!(
            "note: the self levels of {sessions} are left out: you review here and have not scored {them}"
        ));
    }
}

fn matches(summary: &Summary, args: &ListArgs) -> bool {
    let is = |wanted: &Option<String>, value: &str| wanted.as_ref().is_none_or(|it| it == value);
    is(&args.design, &summary.design.id)
        && (args.candidate.as_ref()).is_none_or(|name| names::is_same(name, &summary.candidate))
        && is(&args.status, summary.status.word())
        && (args.since).is_none_or(|since| summary.started_at.date_naive() >= since)
}

fn row<'a>(reader: &Reader, listed: &'a Listed) -> ListedSession<'a> {
    let summary = &listed.summary;
    ListedSession {
        id: &summary.id,
        design: &summary.design.id,
        candidate: &summary.candidate,
        started_at: rfc3339(summary.started_at),
        status: summary.status.word(),
        condition: &summary.condition,
        elapsed_ms: millis::whole(summary.elapsed),
        over_ms: millis::whole(summary.over),
        levels: &summary.levels,
        reviews: count_reviews(reader, listed),
        assignment: summary.assignment.as_deref(),
    }
}

/// The columns of the CSV table before those of the levels.
const COLUMNS: [&str; 13] = [
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
    "assignment",
];

/// The sessions as CSV, with a column for the self level of each stage of any of them.
fn csv_table(reader: &Reader, sessions: &[Listed]) -> String {
    let mut seen = HashSet::new();
    let stages: Vec<&str> = sessions
        .iter()
        .flat_map(|listed| stage_ids(&listed.summary))
        .filter(|stage| seen.insert(*stage))
        .collect();
    let levels = stages.iter().map(|id| format!("level:{id}"));
    let header = COLUMNS.map(str::to_owned).into_iter().chain(levels);
    let rows = sessions.iter().map(|listed| cells(reader, listed, &stages));
    csv::table(std::iter::once(header.collect()).chain(rows))
}

/// The ids of the stages in the plan's order, then those of stages of which only a level is known.
fn stage_ids(summary: &Summary) -> impl Iterator<Item = &str> {
    let planned = summary.stages.iter().map(|stage| stage.id.as_str());
    planned.chain(summary.levels.keys().map(String::as_str))
}

fn cells(reader: &Reader, listed: &Listed, stages: &[&str]) -> Vec<String> {
    let summary = &listed.summary;
    let ms = |time: Duration| millis::whole(time).to_string();
    // Unknown where the summary does not list the stages.
    let worst = summary.stages.iter().map(StageSummary::over).max();
    let mut cells = vec![
        summary.id.clone(),
        summary.design.id.clone(),
        summary.design.title.clone(),
        summary.candidate.clone(),
        rfc3339(summary.started_at),
        summary.ended_at.map(rfc3339).unwrap_or_default(),
        summary.status.word().to_owned(),
        summary.condition.join(", "),
        ms(summary.elapsed),
        ms(summary.over),
        worst.map(ms).unwrap_or_default(),
        count_reviews(reader, listed).to_string(),
        summary.assignment.clone().unwrap_or_default(),
    ];
    let levels = stages.iter().map(|stage| summary.levels.get(*stage));
    cells.extend(levels.map(|level| level.map(u8::to_string).unwrap_or_default()));
    cells
}

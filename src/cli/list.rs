//! `forty list`: the sessions, newest first.

use std::collections::{BTreeMap, HashSet};
use std::process::ExitCode;
use std::time::Duration;

use serde::Serialize;

use super::args::ListArgs;
use super::{load, print, print_page, say, symbols};
use crate::app::failure::Failure;
use crate::app::reader::Reader;
use crate::app::sessions::shown_overruns;
use crate::domain::names;
use crate::domain::sanitize;
use crate::domain::session::event::millis;
use crate::domain::session::timeline::clock;
use crate::domain::units::rfc3339;
use crate::report::columns::{self, Column, Narrow};
use crate::report::{csv, json};
use crate::store::{self, Listed, Paths, Summary};

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
    let rows = text(&sessions, super::terminal_width());
    print_page(&rows)
}

/// The sessions as lines, in a terminal of `width` columns with the names of the columns above them. A program that reads
/// lines gets only sessions, and nothing shortened.
fn text(sessions: &[Listed], width: Option<usize>) -> String {
    if sessions.is_empty() {
        return String::new();
    }
    let lines = columns::rows(&whole(sessions, width.is_some()), None, symbols());
    let lines = match width {
        Some(width) if lines.iter().any(|line| sanitize::columns(line) > width) => {
            narrow(sessions, width)
        }
        _ => lines,
    };
    lines.iter().flat_map(|line| [line, "\n"]).collect()
}

/// The texts of a column, below its name where it has one.
fn cells(
    head: Option<&str>,
    sessions: &[Listed],
    cell: impl Fn(&Summary) -> String,
) -> Vec<String> {
    let texts = sessions.iter().map(|listed| cell(&listed.summary));
    head.map(str::to_owned).into_iter().chain(texts).collect()
}

/// Every column as wide as in most lists, so that lists look alike.
fn whole(sessions: &[Listed], has_heads: bool) -> [Column; 6] {
    let head = |name| has_heads.then_some(name);
    let stays = |head, cell: fn(&Summary) -> String| {
        Column::left(cells(head, sessions, cell), Narrow::Stays)
    };
    let over = |it: &Summary| {
        let over = overruns(it);
        if over.is_empty() {
            over
        } else {
            format!("{} over", over.trim_start_matches('+'))
        }
    };
    [
        stays(head("session"), id),
        stays(head("status"), status).at_least(11),
        Column::right(cells(head("time"), sessions, elapsed)).at_least(7),
        Column::right(cells(head("overruns"), sessions, over)).at_least(12),
        stays(head("candidate"), candidate).at_least(12),
        stays(head("condition"), condition),
    ]
}

/// How many columns of a candidate's name and of a condition, such as `paused, resumed, assigned`, are never cut.
const LEAST_NAME: usize = 12;
const LEAST_CONDITION: usize = 25;

/// The blanks before the second line of a session.
const INDENT: &str = "  ";

/// The lines for a terminal in which those of whole columns would be wrapped: without the candidate where all sessions are of
/// one, and two lines a session where candidate or condition would be left out.
fn narrow(sessions: &[Listed], width: usize) -> Vec<String> {
    let columns = narrow_columns(sessions);
    if columns::fits(&columns, width) {
        return columns::rows(&columns, Some(width), symbols());
    }
    // The first line has what fits beside the id, which stays whole to be copied.
    let is_beside = columns::fits(&columns[..2], width);
    let (first, second) = columns.split_at(if is_beside { 2 } else { 1 });
    let first = columns::rows(first, Some(width), symbols()).into_iter();
    let second = columns::rows(second, Some(width.saturating_sub(INDENT.len())), symbols());
    let pairs = first.zip(second.into_iter().map(|line| format!("{INDENT}{line}")));
    pairs.flat_map(|(first, second)| [first, second]).collect()
}

/// Columns as wide as their texts.
fn narrow_columns(sessions: &[Listed]) -> [Column; 6] {
    let first = sessions.first().map(|listed| &listed.summary.candidate);
    let is_one = (sessions.iter()).all(|listed| Some(&listed.summary.candidate) == first);
    let names = if is_one {
        Vec::new()
    } else {
        cells(Some("candidate"), sessions, candidate)
    };
    let conditions = cells(Some("condition"), sessions, condition);
    [
        Column::left(cells(Some("session"), sessions, id), Narrow::Stays),
        Column::left(cells(Some("status"), sessions, status), Narrow::Stays),
        Column::right(cells(Some("time"), sessions, elapsed)),
        Column {
            narrow: Narrow::Goes,
            ..Column::right(cells(Some("over"), sessions, overruns))
        },
        Column::left(names, Narrow::Gives(LEAST_NAME)),
        Column::left(conditions, Narrow::Gives(LEAST_CONDITION)),
    ]
}

fn id(summary: &Summary) -> String {
    sanitize::line(&summary.id)
}

fn status(summary: &Summary) -> String {
    summary.status.shown().to_owned()
}

fn elapsed(summary: &Summary) -> String {
    clock(summary.elapsed)
}

fn candidate(summary: &Summary) -> String {
    sanitize::line(&summary.candidate)
}

/// The sum of the overruns, such as `+0:38`; empty without any.
fn overruns(summary: &Summary) -> String {
    let (over, _) = shown_overruns(summary);
    if over.as_secs() == 0 {
        String::new()
    } else {
        format!("+{}", clock(over))
    }
}

/// What a reader should know of how the session was run.
fn condition(summary: &Summary) -> String {
    let assigned = summary.assignment.is_some().then_some("assigned");
    let condition = summary.condition.iter().map(String::as_str).chain(assigned);
    sanitize::line(&condition.collect::<Vec<_>>().join(", "))
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
        && args.status.is_none_or(|status| status == summary.status)
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
    let rows = sessions
        .iter()
        .map(|listed| csv_row(reader, listed, &stages));
    csv::table(std::iter::once(header.collect()).chain(rows))
}

/// The ids of the stages in the plan's order, then those of stages of which only a level is known.
fn stage_ids(summary: &Summary) -> impl Iterator<Item = &str> {
    let planned = summary.stages.iter().map(|stage| stage.id.as_str());
    planned.chain(summary.levels.keys().map(String::as_str))
}

fn csv_row(reader: &Reader, listed: &Listed, stages: &[&str]) -> Vec<String> {
    let summary = &listed.summary;
    let ms = |time: Duration| millis::whole(time).to_string();
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
        summary.worst_over().map(ms).unwrap_or_default(),
        count_reviews(reader, listed).to_string(),
        summary.assignment.clone().unwrap_or_default(),
    ];
    let levels = stages.iter().map(|stage| summary.levels.get(*stage));
    cells.extend(levels.map(|level| level.map(u8::to_string).unwrap_or_default()));
    cells
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot continue has failed")]
mod tests {
    use super::*;

    fn listed(candidate: &str, status: &str, condition: &str) -> Listed {
        let text = format!(
            r#"
            format = 1
            id = "20261123-130512-image-caption-generator-661c"
            candidate = "{candidate}"
            started_at = "2026-11-23T13:05:12+01:00"
            status = "{status}"
            condition = [{condition}]
            elapsed_ms = 2088000
            over_ms = 38000
            event = 1
            journal_bytes = 1
            design = {{ id = "image-caption-generator", title = "Image Caption Generator" }}
            "#
        );
        Listed {
            folder: std::path::PathBuf::new(),
            summary: toml::from_str(&text).unwrap(),
            in_use: false,
            review_files: Vec::new(),
        }
    }

    #[test]
    fn a_narrow_list_has_every_candidate_and_condition_and_no_wrapped_line() {
        let sessions = [
            listed("Ada Lovelace", "in-progress", "\"paused\", \"resumed\""),
            listed("Bob", "finished", "\"clean\""),
        ];
        for width in [56, 60, 80, 100, 140] {
            let text = text(&sessions, Some(width));
            for line in text.lines() {
                assert!(sanitize::columns(line) <= width, "{width}: {text}");
            }
            let whole = ["Ada Lovelace", "paused, resumed", "34:48", "unfinished"];
            for whole in ["session", "candidate", "condition"].iter().chain(&whole) {
                assert!(text.contains(*whole), "{whole}, {width}: {text}");
            }
        }
        let narrow = text(&sessions, Some(60));
        let lines: Vec<&str> = narrow.lines().collect();
        assert_eq!(
            lines[..4],
            [
                "session                                       status",
                "   time   over  candidate     condition",
                "20261123-130512-image-caption-generator-661c  unfinished",
                "  34:48  +0:38  Ada Lovelace  paused, resumed",
            ]
        );
    }

    #[test]
    fn the_overruns_are_left_out_before_the_condition() {
        let sessions = [listed("Ada", "finished", "\"paused\", \"resumed\"")];
        let lines = text(&sessions, Some(80));
        assert_eq!(
            lines.lines().last().unwrap(),
            "20261123-130512-image-caption-generator-661c  finished  34:48  paused, resumed"
        );
    }
}

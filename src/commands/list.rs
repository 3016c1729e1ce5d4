//! `forty list`: the kept sessions, newest first.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::process::ExitCode;

use serde::Serialize;

use super::{print, say};
use crate::cli::ListArgs;
use crate::domain::clean;
use crate::domain::event::millis;
use crate::domain::timeline::clock;
use crate::export::json;
use crate::failure::Failure;
use crate::store::{self, Listed, Paths, Summary};

#[derive(Serialize)]
struct Listing<'a> {
    schema_version: u32,
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
    let listing = store::list(&paths.sessions)?;
    for left_out in &listing.unreadable {
        let (folder, why) = (
            left_out.folder.display().to_string(),
            left_out.why.to_string(),
        );
        say(&format!(
            "note: left out {}: {}",
            clean::line(&folder),
            clean::line(&why)
        ));
    }
    let wanted: Vec<&Listed> = listing
        .sessions
        .iter()
        .filter(|listed| is_wanted(&listed.summary, args))
        .collect();
    if args.json {
        let listing = Listing {
            schema_version: json::SCHEMA_VERSION,
            sessions: wanted.into_iter().map(row).collect(),
        };
        return print(&json::pretty(&listing));
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
        let over = if summary.over.is_zero() {
            String::new()
        } else {
            format!("+{}", clock(summary.over))
        };
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "{}  {:<11}  {:>7}  {:>7}  {:<12}  {}",
            clean::line(&summary.id),
            summary.status.word(),
            clock(summary.elapsed),
            over,
            clean::line(&summary.candidate),
            clean::line(&summary.condition.join(", "))
        );
    }
    print(&text)
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
            .is_none_or(|status| status.word() == summary.status.word())
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
        started_at: json::wall(summary.started_at),
        status: summary.status.word(),
        condition: &summary.condition,
        elapsed_ms: millis::whole(summary.elapsed),
        over_ms: millis::whole(summary.over),
        levels: &summary.levels,
        reviews: listed.review_files.len(),
    }
}

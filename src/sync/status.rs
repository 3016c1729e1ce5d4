//! `forty-sync status`: what a push and a pull would do now. It changes nothing, and packs and fetches no session.

use std::fmt::Write;
use std::process::ExitCode;

use serde::Serialize;

use super::exchange::SyncExchange;
use super::{pull, push};
use crate::app::failure::Failure;
use crate::domain::sanitize;

/// What the command says. There are no credentials in it.
#[derive(Debug, Serialize)]
struct StoreStatus<'a> {
    url: &'a str,
    endpoints: &'a [String],
    candidate: &'a str,
    coach: bool,
    last_push: Option<String>,
    last_pull: Option<String>,
    sessions_to_push: usize,
    reviews_to_push: usize,
    assignments_to_push: usize,
    sessions_to_pull: usize,
    reviews_to_pull: usize,
    assignments_to_pull: usize,
    unchanged: u64,
    requests: u64,
}

pub async fn run(exchange: &SyncExchange) -> Result<ExitCode, Failure> {
    let mut used = exchange.outcome("status");
    let waiting = push::waiting(exchange).await?;
    let received = pull::run(exchange, pull::Reviews::Own).await?;
    used.count(exchange.remote.used());
    let known = exchange.known();
    let last = |command| known.last(command).map(str::to_owned);
    let settings = &exchange.settings;
    let status = StoreStatus {
        url: &settings.url,
        endpoints: &settings.endpoints,
        candidate: &settings.candidate,
        coach: settings.coach,
        last_push: last("push"),
        last_pull: last("pull"),
        sessions_to_push: waiting.sessions,
        reviews_to_push: waiting.reviews,
        assignments_to_push: waiting.assignments,
        sessions_to_pull: received.number("session"),
        reviews_to_pull: received.number("review"),
        assignments_to_pull: received.number("assignment"),
        unchanged: waiting.unchanged + received.unchanged,
        requests: used.requests,
    };
    exchange.output.clear();
    exchange.output.value(&text(&status), &status)?;
    exchange.output.problems(&received);
    Ok(received.code())
}

fn text(status: &StoreStatus) -> String {
    let mut text = String::new();
    let mut row = |name: &str, value: &str| {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{name:<12}{}", sanitize::line(value));
    };
    row("store", status.url);
    for endpoint in status.endpoints {
        row("endpoint", endpoint);
    }
    if !status.candidate.is_empty() {
        row("candidate", status.candidate);
    }
    if status.coach {
        row("role", "coach: the sessions of all candidates are received");
    }
    row("last push", status.last_push.as_deref().unwrap_or("never"));
    row("last pull", status.last_pull.as_deref().unwrap_or("never"));
    let count = |count: usize, one: &str, more: &str| {
        let word = if count == 1 { one } else { more };
        format!("{count} {word}")
    };
    let all = |sessions, reviews, assignments| {
        let parts = [
            count(sessions, "session", "sessions"),
            count(reviews, "review", "reviews"),
            count(assignments, "assignment", "assignments"),
        ];
        parts.join(", ")
    };
    row(
        "to push",
        &all(
            status.sessions_to_push,
            status.reviews_to_push,
            status.assignments_to_push,
        ),
    );
    row(
        "to pull",
        &all(
            status.sessions_to_pull,
            status.reviews_to_pull,
            status.assignments_to_pull,
        ),
    );
    text
}

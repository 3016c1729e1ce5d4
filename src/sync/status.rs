//! `forty-sync status`: what a push and a pull would do now. It changes nothing.

use std::fmt::Write;
use std::process::ExitCode;

use serde::Serialize;

use super::exchange::Exchange;
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
    sessions_to_pull: usize,
    reviews_to_pull: usize,
    unchanged: u64,
    requests: u64,
}

pub async fn run(exchange: &Exchange) -> Result<ExitCode, Failure> {
    let sent = push::run(exchange, &[]).await?;
    let received = pull::run(exchange, pull::Reviews::Own).await?;
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
        sessions_to_push: sent.number("session"),
        reviews_to_push: sent.number("review"),
        sessions_to_pull: received.number("session"),
        reviews_to_pull: received.number("review"),
        unchanged: sent.unchanged + received.unchanged,
        requests: sent.requests + received.requests,
    };
    let code = if sent.failed.is_empty() && received.failed.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    };
    exchange.output.clear();
    exchange.output.value(&text(&status), &status)?;
    exchange.output.problems(&sent);
    exchange.output.problems(&received);
    Ok(code)
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
    let both = |sessions, reviews| {
        format!(
            "{}, {}",
            count(sessions, "session", "sessions"),
            count(reviews, "review", "reviews")
        )
    };
    row(
        "to push",
        &both(status.sessions_to_push, status.reviews_to_push),
    );
    row(
        "to pull",
        &both(status.sessions_to_pull, status.reviews_to_pull),
    );
    text
}

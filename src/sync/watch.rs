//! `forty-sync watch`: pushes and pulls again and again, and says only what changed. A store that cannot be reached is said
//! once, and once more when it can.

use std::process::ExitCode;
use std::time::Duration;

use super::exchange::{self, SyncExchange};
use super::outcome::{SyncOutcome, SyncOutput};
use super::pull::{self, Reviews};
use super::push;
use crate::app::failure::Failure;
use crate::cli;
use crate::store::Paths;

/// How often reviews of own sessions are looked for, in seconds: that is a request for each session, and a service counts
/// requests.
const REVIEWS_EVERY: u64 = 600;

pub async fn run(
    paths: Paths,
    url: &str,
    output: SyncOutput,
    every: u64,
) -> Result<ExitCode, Failure> {
    cli::say(&format!(
        "watching {url}: push and pull every {every} seconds, Ctrl-C ends it"
    ));
    let mut trouble = String::new();
    let rounds = (REVIEWS_EVERY / every).max(1);
    let mut number = 0_u64;
    let mut said = Vec::new();
    // One listener for all rounds: a signal between two of them would be heard by nobody.
    let mut interrupted = std::pin::pin!(tokio::signal::ctrl_c());
    loop {
        let reviews = if number.is_multiple_of(rounds) {
            Reviews::Own
        } else {
            Reviews::None
        };
        number += 1;
        super::take_back(&paths, &mut said);
        tokio::select! {
            biased;
            _ = &mut interrupted => break,
            () = round(&paths, &output, reviews, &mut trouble) => {}
        }
        tokio::select! {
            biased;
            _ = &mut interrupted => break,
            () = tokio::time::sleep(Duration::from_secs(every)) => {}
        }
    }
    output.clear();
    Ok(ExitCode::SUCCESS)
}

/// One push and one pull. The same trouble as in the round before is not said again.
async fn round(paths: &Paths, output: &SyncOutput, reviews: Reviews, trouble: &mut String) {
    let now = match exchange_once(paths, output, reviews).await {
        Ok(outcomes) => outcomes
            .iter()
            .flat_map(|outcome| &outcome.failed)
            .map(|problem| format!("failed: {}: {}", problem.id, problem.why))
            .collect::<Vec<_>>()
            .join("\n"),
        Err(failure) => format!("error: {}", failure.message),
    };
    if now != *trouble {
        cli::say(if now.is_empty() {
            "the store answers again"
        } else {
            &now
        });
        *trouble = now;
    }
}

async fn exchange_once(
    paths: &Paths,
    output: &SyncOutput,
    reviews: Reviews,
) -> Result<Vec<SyncOutcome>, Failure> {
    // A push remembers new keys of candidates there, and `init` may have been run meanwhile.
    let settings = exchange::settings(paths)?;
    let exchange = SyncExchange::open(paths.clone(), settings, output.clone(), false)?;
    let mut outcomes = Vec::new();
    for is_push in [true, false] {
        let outcome = if is_push {
            push::run(&exchange, &[]).await?
        } else {
            pull::run(&exchange, reviews).await?
        };
        if !outcome.changes.is_empty() {
            // A line a minute would make the log grow for nothing.
            exchange.end(&outcome)?;
        }
        output.round(&outcome)?;
        outcomes.push(outcome);
    }
    Ok(outcomes)
}

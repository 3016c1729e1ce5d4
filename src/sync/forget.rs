//! `forty-sync forget SESSION`: removes every object of a session from the store. Copies on machines stay.

use super::exchange::SyncExchange;
use super::keys::{Object, REVIEWS, SESSIONS};
use super::outcome::{SyncChange, SyncOutcome};
use crate::app::failure::{Code, Failure};
use crate::store;

pub async fn run(exchange: &SyncExchange, session: &str) -> Result<SyncOutcome, Failure> {
    store::check_id(session)?;
    let mut outcome = exchange.outcome("forget");
    let mut found = Vec::new();
    // All days: the clock may have been ahead when the session began, and then it was sent on an earlier day than its id says.
    let reviews = format!("{REVIEWS}{session}/");
    for prefix in [SESSIONS, &reviews] {
        let listed = exchange.remote.list(prefix, None, |entry| {
            let object = Object::parse(&entry.key);
            if object.is_some_and(|object| object.session() == Some(session)) {
                found.push(entry);
            }
        });
        listed.await.map_err(|why| why.failure("list the store"))?;
    }
    if found.is_empty() {
        let message = format!("the store has nothing of session `{session}`");
        return Err(Failure::new(Code::NotFound, message)
            .hint("give the whole id of a session that was pushed: see `forty list`"));
    }
    for entry in found {
        if !exchange.is_dry
            && let Err(why) = exchange.remote.delete(&entry.key).await
        {
            outcome.fail(&entry.key, &why.to_string());
            continue;
        }
        let change = SyncChange {
            act: "removed",
            kind: "object",
            id: entry.key,
            coach: None,
            size: entry.size,
        };
        exchange.output.change(&change, exchange.is_dry);
        outcome.changes.push(change);
    }
    if outcome.failed.is_empty() {
        exchange.known().removed(session)?;
    }
    outcome.count(exchange.remote.used());
    Ok(outcome)
}

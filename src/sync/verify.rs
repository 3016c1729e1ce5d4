//! `forty-sync verify`: fetches every object, compares it with the hash in its key, and looks for what this machine sent.

use std::collections::HashSet;
use std::path::Path;

use futures_util::{StreamExt, stream};

use super::error::RemoteError;
use super::exchange::{LARGE, PARALLEL, SyncExchange};
use super::jobs::{OwnAssignment, assignment_key, own_assignments};
use super::keys::{self, Object};
use super::outcome::SyncOutcome;
use crate::app::failure::Failure;
use crate::store;

/// Why an object is of no use that is not there.
const NOT_THERE: &str = "it was sent and is not there; the next push sends it again";

/// The largest object, in bytes.
const LIMIT: u64 = 32 * 1024 * 1024;

pub async fn run(exchange: &SyncExchange) -> Result<SyncOutcome, Failure> {
    let mut outcome = exchange.outcome("verify");
    let entries = exchange.remote.all("v1/").await;
    let entries = entries.map_err(|why| why.failure("list the store"))?;
    let (mut objects, mut assigned) = (Vec::new(), Vec::new());
    let mut there: HashSet<String> = HashSet::new();
    for entry in entries {
        there.insert(entry.key.clone());
        match Object::parse(&entry.key) {
            Some(object) if object.sha().is_some() => objects.push((object, entry.size)),
            Some(Object::Assignment { id }) => assigned.push(id),
            Some(_) => outcome.unchanged += 1,
            None => outcome.refuse(&entry.key, "no object of forty has such a key"),
        }
    }
    exchange.output.begin("verifying", objects.len());
    let (large, small): (Vec<_>, Vec<_>) = objects.iter().partition(|(_, size)| *size > LARGE);
    for (objects, parallel) in [(small, PARALLEL), (large, 1)] {
        let checked = stream::iter(objects).map(async |(object, size): &(Object, u64)| {
            let found = if exchange.has_given_up() {
                let why = "not tried: the store cannot be reached";
                Err(RemoteError::Failed(why.to_owned()))
            } else {
                // A listing that says too little must not let many large ones fill the memory.
                let limit = LIMIT.min(LARGE.max(*size));
                let bytes = exchange.fetch(object, limit).await;
                bytes.map(|bytes| bytes.is_some())
            };
            (object.key(), found)
        });
        let mut checked = std::pin::pin!(checked.buffer_unordered(parallel));
        while let Some((key, found)) = checked.next().await {
            exchange.output.step();
            note(exchange, &mut outcome, &key, found)?;
        }
    }
    check_assignments(exchange, &mut outcome, &assigned).await?;
    let known = exchange.known();
    let missing: Vec<String> = known
        .sent()
        .filter(|key| !there.contains(*key))
        .map(str::to_owned)
        .collect();
    drop(known);
    for key in missing {
        exchange.known().lost(&key)?;
        outcome.refuse(&key, NOT_THERE);
    }
    outcome.count(exchange.remote.used());
    Ok(outcome)
}

/// Reads each assignment, whose key has no hash, and compares those of this machine with its own files: a later version that
/// their coach wrote elsewhere is right, too.
async fn check_assignments(
    exchange: &SyncExchange,
    outcome: &mut SyncOutcome,
    there: &[String],
) -> Result<(), Failure> {
    let own = own_assignments(exchange)?;
    let own: Vec<OwnAssignment> = (own.into_iter())
        .filter(|one| exchange.known().is_done(&one.version))
        .collect();
    for id in there {
        let key = assignment_key(id);
        let bytes = match exchange.remote.get(&key, store::ASSIGNMENT_LIMIT).await {
            Ok(bytes) => bytes,
            Err(RemoteError::TooLarge(_)) => Vec::new(),
            Err(why) => {
                outcome.fail(&key, &why.to_string());
                continue;
            }
        };
        let parse = |bytes: &[u8]| store::parse_assignment(bytes, Path::new(&key)).ok();
        let found = parse(&bytes);
        let sent = own.iter().find(|one| one.id == *id);
        let is_right = |one: &OwnAssignment| {
            let later = found.as_ref().zip(parse(&one.bytes));
            one.bytes == bytes || later.is_some_and(|(it, own)| it.replaces(&own))
        };
        match (sent, &found) {
            (Some(one), _) if !is_right(one) => {
                exchange.known().lost(&one.version)?;
                outcome.refuse(&key, "it is not what was sent; the next push corrects that");
            }
            (None, None) => outcome.refuse(&key, "it cannot be read as an assignment"),
            _ => outcome.unchanged += 1,
        }
    }
    for one in own.iter().filter(|one| !there.contains(&one.id)) {
        exchange.known().lost(&one.version)?;
        outcome.refuse(&assignment_key(&one.id), NOT_THERE);
    }
    Ok(())
}

/// Notes whether the bytes of an object are those of its hash.
fn note(
    exchange: &SyncExchange,
    outcome: &mut SyncOutcome,
    key: &str,
    found: Result<bool, RemoteError>,
) -> Result<(), Failure> {
    match found {
        Ok(true) => outcome.unchanged += 1,
        Ok(false) => {
            let why = "its bytes are not those of the hash in its key".to_owned();
            damaged(exchange, outcome, key, why)?;
        }
        Err(why @ RemoteError::TooLarge(_)) => damaged(exchange, outcome, key, why.to_string())?,
        Err(why) => outcome.fail(key, &why.to_string()),
    }
    Ok(())
}

/// Says that an object is of no use. One that this machine sent is put right by the next push.
fn damaged(
    exchange: &SyncExchange,
    outcome: &mut SyncOutcome,
    key: &str,
    mut why: String,
) -> Result<(), Failure> {
    if is_own(exchange, key) {
        exchange.known().damaged(key)?;
        why.push_str("; the next push corrects that");
    }
    outcome.refuse(key, &why);
    Ok(())
}

/// Whether this machine sent an object, also an earlier version of a session that has grown since.
fn is_own(exchange: &SyncExchange, key: &str) -> bool {
    let known = exchange.known();
    let is_of_candidate = || match Object::parse(key) {
        Some(Object::Session {
            candidate, session, ..
        }) => {
            let own = keys::candidate(&exchange.settings.candidate);
            !exchange.settings.coach && candidate == own && known.has_pushed(&session)
        }
        _ => false,
    };
    known.sent().any(|sent| sent == key) || is_of_candidate()
}

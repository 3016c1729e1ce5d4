//! `forty-sync push`: sends the finished sessions of this machine's candidate and the published reviews of its coaches.
//! A key is made of what it holds, so that nothing is ever overwritten and a second push sends nothing.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use futures_util::{StreamExt, stream};

use super::error::RemoteError;
use super::exchange::{PARALLEL, SyncExchange, on_disk};
use super::jobs::{Job, assignment_key, jobs, progress, review_object};
use super::keys::{self, Object, SESSIONS};
use super::outcome::{SyncChange, SyncOutcome};
use super::seal::{self, CohortFile};
use crate::app::failure::Failure;
use crate::store::{self, Listed, PublicReview};

/// What was sent before the log of this machine was lost: the key by session and hash.
type Earlier = HashMap<(String, String), String>;

/// What all jobs need.
struct PushContext {
    /// To whom everything is encrypted, if it is.
    cohort: Option<CohortFile>,
    earlier: Earlier,
}

/// What became of a job.
enum Sent {
    Now(SyncChange),
    Before,
}

pub async fn run(exchange: &SyncExchange, named: &[String]) -> Result<SyncOutcome, Failure> {
    let mut outcome = exchange.outcome("push");
    let jobs = jobs(exchange, named, &mut outcome)?;
    let cohort = recipients(exchange, &jobs).await?;
    let earlier = learn(exchange, &jobs).await?;
    let has_listed = earlier.is_some();
    let context = PushContext {
        cohort,
        earlier: earlier.unwrap_or_default(),
    };
    exchange.output.begin("pushing", jobs.len());
    let done = stream::iter(&jobs).map(async |job| {
        let done = if exchange.has_given_up() {
            Err("not tried: the store cannot be reached".to_owned())
        } else {
            send(exchange, job, &context).await
        };
        (job.name(), done)
    });
    let mut done = std::pin::pin!(done.buffer_unordered(PARALLEL));
    while let Some((name, done)) = done.next().await {
        exchange.output.step();
        match done {
            Ok(Sent::Before) => outcome.unchanged += 1,
            Ok(Sent::Now(change)) => {
                exchange.output.change(&change, exchange.is_dry);
                outcome.changes.push(change);
            }
            Err(why) => outcome.fail(&name, &why),
        }
    }
    if !exchange.is_dry {
        drop_damaged(exchange, &mut outcome).await?;
    }
    // Only what was compared with the listing to the end is known: the next push of a part or after a failure lists again.
    if has_listed && named.is_empty() && outcome.failed.is_empty() {
        exchange.known().learned()?;
    }
    outcome.count(exchange.remote.used());
    Ok(outcome)
}

/// How much a push would send.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    pub sessions: usize,
    pub reviews: usize,
    pub assignments: usize,
    pub unchanged: u64,
}

/// Counts what a push would send. Nothing is packed or encrypted for that, so a session that is in the store from before the
/// log was lost counts as sent by its id alone.
pub(super) async fn waiting(exchange: &SyncExchange) -> Result<Waiting, Failure> {
    let mut outcome = exchange.outcome("push");
    let jobs = jobs(exchange, &[], &mut outcome)?;
    recipients(exchange, &jobs).await?;
    let earlier = learn(exchange, &jobs).await?.unwrap_or_default();
    let there: BTreeSet<&str> = earlier
        .keys()
        .map(|(session, _)| session.as_str())
        .collect();
    let mut waiting = Waiting {
        unchanged: outcome.unchanged,
        ..Waiting::default()
    };
    for job in &jobs {
        match job {
            Job::Session(listed) if there.contains(listed.summary.id.as_str()) => {
                waiting.unchanged += 1;
            }
            Job::Session(_) => waiting.sessions += 1,
            Job::Review(..) => waiting.reviews += 1,
            Job::Assignment(..) => waiting.assignments += 1,
        }
    }
    Ok(waiting)
}

/// To whom these jobs are encrypted, if they are; each key is one that this machine knows.
async fn recipients(exchange: &SyncExchange, jobs: &[Job]) -> Result<Option<CohortFile>, Failure> {
    if jobs.is_empty() {
        return Ok(None);
    }
    let cohort = exchange.cohort().await?;
    let has_reviews = jobs.iter().any(|job| matches!(job, Job::Review(..)));
    if let (Some(cohort), true) = (&cohort, has_reviews) {
        exchange.check_candidates(cohort)?;
    }
    Ok(cohort)
}

/// Removes objects of this machine that `verify` found with wrong bytes and that are in the store again under another key:
/// encrypted twice a session has two hashes, and one that grew has another.
async fn drop_damaged(exchange: &SyncExchange, outcome: &mut SyncOutcome) -> Result<(), Failure> {
    let keys = exchange.known().replaced();
    for key in keys {
        match exchange.remote.delete(&key).await {
            Ok(()) => {
                let change = SyncChange {
                    act: "removed",
                    kind: "object",
                    id: key.clone(),
                    coach: None,
                    size: 0,
                };
                exchange.output.change(&change, false);
                outcome.changes.push(change);
            }
            // Nor may the next push remove it: it stays, and is of no use to anybody.
            Err(RemoteError::Denied(_)) => {}
            Err(why) => {
                outcome.fail(&key, &why.to_string());
                continue;
            }
        }
        exchange.known().dropped(&key)?;
    }
    Ok(())
}

/// Lists what this machine sent before, if its log is new: a lost log must not send everything again. `None` if that was
/// not needed.
async fn learn(exchange: &SyncExchange, jobs: &[Job]) -> Result<Option<Earlier>, Failure> {
    let mut earlier = Earlier::new();
    let starts = jobs.iter().filter_map(|job| match job {
        Job::Session(listed) => keys::start_of(&listed.summary.id),
        _ => None,
    });
    let (Some(first), false) = (starts.min(), exchange.known().has_learned()) else {
        return Ok(None);
    };
    let own = keys::candidate(&exchange.settings.candidate);
    let after = format!("{SESSIONS}{}", keys::day_text(first));
    let listed = exchange.remote.list(SESSIONS, Some(&after), |entry| {
        if let Some(Object::Session {
            candidate,
            session,
            sha,
            ..
        }) = Object::parse(&entry.key)
            && candidate == own
        {
            earlier.insert((session, sha), entry.key);
        }
    });
    listed.await.map_err(|why| why.failure("list the store"))?;
    Ok(Some(earlier))
}

async fn send(exchange: &SyncExchange, job: &Job, context: &PushContext) -> Result<Sent, String> {
    match job {
        Job::Session(listed) => send_session(exchange, listed, context).await,
        Job::Review(session, review) => send_review(exchange, session, review, context).await,
        Job::Assignment(id, bytes, version) => send_assignment(exchange, id, bytes, version).await,
    }
}

/// Sends an assignment, unless the store has it, or a later version that its coach wrote on another machine.
async fn send_assignment(
    exchange: &SyncExchange,
    id: &str,
    bytes: &[u8],
    version: &str,
) -> Result<Sent, String> {
    let key = assignment_key(id);
    let there = match exchange.remote.get(&key, store::ASSIGNMENT_LIMIT).await {
        Ok(there) => there,
        Err(RemoteError::NotFound | RemoteError::TooLarge(_)) => Vec::new(),
        Err(why) => {
            exchange.count(false);
            return Err(why.to_string());
        }
    };
    let parse = |bytes: &[u8]| store::parse_assignment(bytes, Path::new(&key)).ok();
    let is_later = || {
        parse(&there)
            .zip(parse(bytes))
            .is_some_and(|(it, own)| it.replaces(&own))
    };
    if there == bytes || is_later() {
        note(exchange.known().done(version))?;
        return Ok(Sent::Before);
    }
    put(exchange, &key, bytes.to_vec()).await?;
    note(exchange.known().done(version))?;
    Ok(Sent::Now(SyncChange {
        act: "pushed",
        kind: "assignment",
        id: id.to_owned(),
        coach: None,
        size: bytes.len() as u64,
    }))
}

async fn send_session(
    exchange: &SyncExchange,
    listed: &Listed,
    context: &PushContext,
) -> Result<Sent, String> {
    let id = &listed.summary.id;
    let progress = progress(listed);
    let planned = exchange.known().planned(id, progress).map(str::to_owned);
    if let Some(key) = planned.filter(|key| !exchange.known().is_damaged(key)) {
        // A push was killed here. Where the object is there, it is whole: a store never has half of one.
        let exists = exchange.remote.exists(&key).await;
        if exists.map_err(|why| why.to_string())? {
            note(exchange.known().pushed(&key, progress))?;
            return Ok(Sent::Before);
        }
    }
    let folder = listed.folder.clone();
    let packed = on_disk(move || {
        let bytes = store::pack_record(&folder)?;
        Ok::<_, store::StoreError>((keys::sha_of(&bytes), bytes))
    });
    let packed = packed.await.map_err(|why| why.message)?;
    let (sha, bytes) = packed.map_err(|why| why.with_cause())?;
    let earlier = context.earlier.get(&(id.clone(), sha.clone()));
    if let Some(key) = earlier.filter(|key| !exchange.known().is_damaged(key)) {
        note(exchange.known().pushed(key, progress))?;
        return Ok(Sent::Before);
    }
    let candidate = &listed.summary.candidate;
    let (sha, bytes) = match &context.cohort {
        None => (sha, bytes),
        Some(cohort) => sealed(bytes, cohort.recipients.clone()).await?,
    };
    // The same bytes take the place of wrong ones, also on another day.
    let day = exchange.known().damaged_on(id, &sha);
    let object = Object::Session {
        day: day.unwrap_or(keys::day(&exchange.now)),
        candidate: keys::candidate(candidate),
        session: id.clone(),
        sha,
        is_sealed: context.cohort.is_some(),
    };
    let change = SyncChange {
        act: "pushed",
        kind: "session",
        id: id.clone(),
        coach: None,
        size: bytes.len() as u64,
    };
    let key = object.key();
    note(exchange.known().planned_to_push(&key, progress))?;
    put(exchange, &key, bytes).await?;
    note(exchange.known().pushed(&key, progress))?;
    Ok(Sent::Now(change))
}

async fn send_review(
    exchange: &SyncExchange,
    session: &str,
    review: &PublicReview,
    context: &PushContext,
) -> Result<Sent, String> {
    let mut object = review_object(session, review).ok_or("the key of its coach is damaged")?;
    let plain = object.key();
    let mut bytes = review.bytes.clone();
    if let Some(cohort) = &context.cohort {
        let folder = exchange.folder(session);
        let found = on_disk(move || store::read(&folder))
            .await
            .map_err(|why| why.message)?;
        let head = found.map_err(|why| why.with_cause())?.session.head;
        let to = cohort.for_reviews_of(&head.candidate)?;
        let (hash, encrypted) = sealed(bytes, to).await?;
        bytes = encrypted;
        if let Object::Review { sha, is_sealed, .. } = &mut object {
            (*sha, *is_sealed) = (hash, true);
        }
    }
    let key = object.key();
    put(exchange, &key, bytes).await?;
    // Encrypted twice it has two hashes, so that the log has it also under the one that it would have in the open.
    note(exchange.known().pushed_review(&key, &plain))?;
    Ok(Sent::Now(SyncChange {
        act: "pushed",
        kind: "review",
        id: session.to_owned(),
        coach: Some(review.coach.clone()),
        size: review.bytes.len() as u64,
    }))
}

/// Encrypts bytes; returns their hash and them.
async fn sealed(bytes: Vec<u8>, recipients: Vec<String>) -> Result<(String, Vec<u8>), String> {
    let sealed = on_disk(move || {
        let sealed = seal::seal(&bytes, &recipients)?;
        Ok::<_, String>((keys::sha_of(&sealed), sealed))
    });
    sealed.await.map_err(|why| why.message)?
}

async fn put(exchange: &SyncExchange, key: &str, bytes: Vec<u8>) -> Result<(), String> {
    if exchange.is_dry {
        return Ok(());
    }
    let done = exchange.remote.put(key, bytes).await;
    exchange.count(done.is_ok());
    done.map_err(|why| why.to_string())
}

/// A log that cannot be written stops the object: sent without a note, it would be sent again and again.
fn note(noted: Result<(), Failure>) -> Result<(), String> {
    noted.map_err(|why| why.message)
}

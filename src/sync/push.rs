//! `forty-sync push`: sends the finished sessions of this machine's candidate and the published reviews of its coaches.
//! A key is made of what it holds, so that nothing is ever overwritten and a second push sends nothing.

use std::collections::HashMap;

use futures_util::{StreamExt, stream};

use super::exchange::{Exchange, PARALLEL, on_disk};
use super::keys::{self, Object, SESSIONS};
use super::knowledge::Progress;
use super::outcome::{Change, Outcome};
use super::seal::{self, Cohort};
use crate::app::assignments;
use crate::app::failure::{Code, Failure};
use crate::store::{self, Coach, Listed, PublicReview};

/// What was sent before the log of this machine was lost: the key by session and hash.
type Earlier = HashMap<(String, String), String>;

/// One object to send.
enum Job {
    Session(Box<Listed>),
    Review(String, PublicReview),
    /// The id, the bytes of its file, and what the log calls this version.
    Assignment(String, Vec<u8>, String),
}

/// What all jobs need.
struct Context {
    /// To whom everything is encrypted, if it is.
    cohort: Option<Cohort>,
    earlier: Earlier,
}

/// What became of a job.
enum Sent {
    Now(Change),
    Before,
}

pub async fn run(exchange: &Exchange, named: &[String]) -> Result<Outcome, Failure> {
    let mut outcome = exchange.outcome("push");
    let jobs = jobs(exchange, named, &mut outcome)?;
    let cohort = match jobs.as_slice() {
        [] => None,
        _ => exchange.cohort().await?,
    };
    let has_reviews = jobs.iter().any(|job| matches!(job, Job::Review(..)));
    if let (Some(cohort), true) = (&cohort, has_reviews) {
        exchange.check_candidates(cohort)?;
    }
    let earlier = learn(exchange, &jobs).await?;
    let has_listed = earlier.is_some();
    let context = Context {
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
    // Only what was compared with the listing to the end is known: the next push of a part or after a failure lists again.
    if has_listed && named.is_empty() && outcome.failed.is_empty() {
        exchange.known().learned()?;
    }
    outcome.count(exchange.remote.used());
    Ok(outcome)
}

impl Job {
    fn name(&self) -> String {
        match self {
            Self::Session(listed) => listed.summary.id.clone(),
            Self::Assignment(id, ..) => format!("assignment {id}"),
            Self::Review(session, review) => format!("review of {session} by {}", review.coach),
        }
    }
}

/// What is not known to be in the store.
fn jobs(exchange: &Exchange, named: &[String], outcome: &mut Outcome) -> Result<Vec<Job>, Failure> {
    let mut jobs = Vec::new();
    let mut seen = Vec::new();
    session_jobs(exchange, named, outcome, (&mut jobs, &mut seen))?;
    review_jobs(exchange, named, outcome, (&mut jobs, &mut seen))?;
    if named.is_empty() {
        assignment_jobs(exchange, outcome, &mut jobs)?;
    }
    if let Some(missing) = named.iter().find(|name| !seen.contains(*name)) {
        let message = format!("nothing to send of session `{missing}`");
        return Err(Failure::new(Code::NotFound, message).hint(
            "a candidate sends own finished sessions, a coach published reviews: see `forty list`",
        ));
    }
    Ok(jobs)
}

/// Whether a session is among those that are named; all are where none is.
fn is_among(named: &[String], id: &str) -> bool {
    named.is_empty() || named.iter().any(|name| name == id)
}

fn session_jobs(
    exchange: &Exchange,
    named: &[String],
    outcome: &mut Outcome,
    (jobs, seen): (&mut Vec<Job>, &mut Vec<String>),
) -> Result<(), Failure> {
    for listed in exchange.own_sessions()? {
        let summary = &listed.summary;
        let id = summary.id.as_str();
        if !is_among(named, id) {
            continue;
        }
        seen.push(id.to_owned());
        let known = exchange.known();
        let is_removed = named.is_empty() && known.is_removed(id);
        if is_removed || known.is_pushed(id, progress(&listed)) {
            outcome.unchanged += 1;
            continue;
        }
        drop(known);
        jobs.push(Job::Session(Box::new(listed)));
    }
    Ok(())
}

fn review_jobs(
    exchange: &Exchange,
    named: &[String],
    outcome: &mut Outcome,
    (jobs, seen): (&mut Vec<Job>, &mut Vec<String>),
) -> Result<(), Failure> {
    let coaches = exchange.coaches();
    if !coaches.is_empty() {
        let is_own = |key: &str| coaches.iter().any(|coach: &Coach| coach.key == key);
        for folder in store::session_folders(&exchange.paths.sessions)? {
            let id = folder.file_name().unwrap_or_default().to_string_lossy();
            if !is_among(named, &id) {
                continue;
            }
            for review in store::published(&folder, is_own)? {
                seen.push(id.to_string());
                let known = exchange.known();
                let key = review_object(&id, &review).map(|object| object.key());
                let is_done = key.is_some_and(|key| known.is_done(&key));
                // What was removed is sent again where it is named, also if it had come from another machine.
                let is_removed = known.is_removed(&id);
                let is_unwanted = if is_removed {
                    named.is_empty()
                } else {
                    is_done
                };
                if is_unwanted {
                    outcome.unchanged += 1;
                } else {
                    jobs.push(Job::Review(id.to_string(), review));
                }
            }
        }
    }
    Ok(())
}

/// The assignments by the coaches of this machine. Each has one writer, so that its key needs no hash.
fn assignment_jobs(
    exchange: &Exchange,
    outcome: &mut Outcome,
    jobs: &mut Vec<Job>,
) -> Result<(), Failure> {
    let coaches = exchange.coaches();
    let folder = exchange.paths.assignments();
    let all = assignments::list(&exchange.paths)?.all.into_iter();
    for assignment in all.filter(|one| coaches.iter().any(|coach| coach.key == one.key)) {
        let id = assignment.id;
        let path = folder.join(format!("{id}.toml"));
        let bytes = store::files::read_bytes(&path, store::ASSIGNMENT_LIMIT)?;
        let version = format!("{}@{}", assignment_key(&id), keys::sha_of(&bytes));
        if exchange.known().is_done(&version) {
            outcome.unchanged += 1;
        } else {
            jobs.push(Job::Assignment(id, bytes, version));
        }
    }
    Ok(())
}

fn assignment_key(id: &str) -> String {
    Object::Assignment { id: id.to_owned() }.key()
}

fn progress(listed: &Listed) -> Progress {
    (listed.summary.event, listed.summary.journal_bytes)
}

/// The object of a review; `None` if its coach has no key of the form that keys have.
fn review_object(session: &str, review: &PublicReview) -> Option<Object> {
    let object = Object::Review {
        session: session.to_owned(),
        coach: review.key.clone(),
        changed: keys::changed(&review.changed),
        sha: keys::sha_of(&review.bytes),
        is_sealed: false,
    };
    Object::parse(&object.key())
}

/// Lists what this machine sent before, if its log is new: a lost log must not send everything again. `None` if that was
/// not needed.
async fn learn(exchange: &Exchange, jobs: &[Job]) -> Result<Option<Earlier>, Failure> {
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

async fn send(exchange: &Exchange, job: &Job, context: &Context) -> Result<Sent, String> {
    match job {
        Job::Session(listed) => send_session(exchange, listed, context).await,
        Job::Review(session, review) => send_review(exchange, session, review, context).await,
        Job::Assignment(id, bytes, version) => {
            put(exchange, &assignment_key(id), bytes.clone()).await?;
            note(exchange.known().done(version))?;
            Ok(Sent::Now(Change {
                act: "pushed",
                kind: "assignment",
                id: id.clone(),
                coach: None,
                size: bytes.len() as u64,
            }))
        }
    }
}

async fn send_session(
    exchange: &Exchange,
    listed: &Listed,
    context: &Context,
) -> Result<Sent, String> {
    let id = &listed.summary.id;
    let progress = progress(listed);
    let planned = exchange.known().planned(id, progress).map(str::to_owned);
    if let Some(key) = planned {
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
    if let Some(key) = context.earlier.get(&(id.clone(), sha.clone())) {
        note(exchange.known().pushed(key, progress))?;
        return Ok(Sent::Before);
    }
    let candidate = &listed.summary.candidate;
    let (sha, bytes) = match &context.cohort {
        None => (sha, bytes),
        Some(cohort) => sealed(bytes, cohort.recipients.clone()).await?,
    };
    let object = Object::Session {
        day: keys::day(&exchange.now),
        candidate: keys::candidate(candidate),
        session: id.clone(),
        sha,
        is_sealed: context.cohort.is_some(),
    };
    let change = Change {
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
    exchange: &Exchange,
    session: &str,
    review: &PublicReview,
    context: &Context,
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
    Ok(Sent::Now(Change {
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

async fn put(exchange: &Exchange, key: &str, bytes: Vec<u8>) -> Result<(), String> {
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

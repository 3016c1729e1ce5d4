//! What a push has to send: what this machine has and is not known to be in the store.

use super::exchange::SyncExchange;
use super::facts::JournalProgress;
use super::keys::{self, Object};
use super::outcome::SyncOutcome;
use crate::app::assignments;
use crate::app::failure::{Code, Failure};
use crate::store::{self, Coach, Listed, PublicReview};

/// One object to send.
pub(super) enum Job {
    Session(Box<Listed>),
    Review(String, PublicReview),
    /// The id, the bytes of its file, and what the log calls this version.
    Assignment(String, Vec<u8>, String),
}

impl Job {
    /// What messages call it.
    pub fn name(&self) -> String {
        match self {
            Self::Session(listed) => listed.summary.id.clone(),
            Self::Assignment(id, ..) => format!("assignment {id}"),
            Self::Review(session, review) => format!("review of {session} by {}", review.coach),
        }
    }
}

/// What is not known to be in the store; of the named sessions alone where some are named.
///
/// # Errors
/// When a folder cannot be read, or of a named session there is nothing to send.
pub(super) fn jobs(
    exchange: &SyncExchange,
    named: &[String],
    outcome: &mut SyncOutcome,
) -> Result<Vec<Job>, Failure> {
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
    exchange: &SyncExchange,
    named: &[String],
    outcome: &mut SyncOutcome,
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
    exchange: &SyncExchange,
    named: &[String],
    outcome: &mut SyncOutcome,
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

fn assignment_jobs(
    exchange: &SyncExchange,
    outcome: &mut SyncOutcome,
    jobs: &mut Vec<Job>,
) -> Result<(), Failure> {
    for OwnAssignment { id, bytes, version } in own_assignments(exchange)? {
        if exchange.known().is_done(&version) {
            outcome.unchanged += 1;
        } else {
            jobs.push(Job::Assignment(id, bytes, version));
        }
    }
    Ok(())
}

/// An assignment by a coach of this machine. It has one writer, so that its key needs no hash.
pub(super) struct OwnAssignment {
    pub id: String,
    /// The bytes of its file.
    pub bytes: Vec<u8>,
    /// What the log calls this version.
    pub version: String,
}

/// The assignments by the coaches of this machine.
///
/// # Errors
/// When one of their files cannot be read.
pub(super) fn own_assignments(exchange: &SyncExchange) -> Result<Vec<OwnAssignment>, Failure> {
    let coaches = exchange.coaches();
    let folder = exchange.paths.assignments();
    let all = assignments::list(&exchange.paths)?.all.into_iter();
    let own = all.filter(|one| coaches.iter().any(|coach| coach.key == one.key));
    let read = own.map(|assignment| {
        let id = assignment.id;
        let path = folder.join(format!("{id}.toml"));
        let bytes = store::files::read_bytes(&path, store::ASSIGNMENT_LIMIT)?;
        let version = format!("{}@{}", assignment_key(&id), keys::sha_of(&bytes));
        Ok(OwnAssignment { id, bytes, version })
    });
    read.collect()
}

/// The key of an assignment.
pub(super) fn assignment_key(id: &str) -> String {
    Object::Assignment { id: id.to_owned() }.key()
}

/// How far a session is.
pub(super) fn progress(listed: &Listed) -> JournalProgress {
    (listed.summary.event, listed.summary.journal_bytes)
}

/// The object of a review; `None` if its coach has no key of the form that keys have.
pub(super) fn review_object(session: &str, review: &PublicReview) -> Option<Object> {
    let object = Object::Review {
        session: session.to_owned(),
        coach: review.key.clone(),
        changed: keys::changed(&review.changed),
        sha: keys::sha_of(&review.bytes),
        is_sealed: false,
    };
    Object::parse(&object.key())
}

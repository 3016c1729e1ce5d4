//! Receives one object: fetches it, compares its hash, decrypts it, and gives the bytes to the reader that mailed files
//! have, too.

use std::path::Path;

use super::error::RemoteError;
use super::exchange::{LARGE, SyncExchange, on_disk};
use super::keys::{self, Object};
use super::listing::ListedObject;
use super::outcome::SyncChange;
use super::standing::version;
use crate::app::failure::Failure;
use crate::store::{self, AddedAssignment, Arrived, Expected, Fate, Record, StoreError};

/// The largest packed session that is fetched, in bytes. A usual one has less than 100 KB.
const SESSION_LIMIT: u64 = 32 * 1024 * 1024;
/// The largest review, in bytes, as in a session's folder.
const REVIEW_LIMIT: u64 = 1024 * 1024;

/// What became of one object.
pub(super) enum Taken {
    New(SyncChange),
    Unchanged,
    /// It is not for the candidate of this machine.
    NotFor,
    /// It will never be taken.
    Refused(String),
    /// The next pull tries again.
    Failed(String),
}

/// Fetches an object and stores what it holds. Nothing is fetched in a dry run.
///
/// # Errors
/// When the log of this machine cannot be written.
pub(super) async fn take(
    exchange: &SyncExchange,
    object: &Object,
    entry: &ListedObject,
) -> Result<Taken, Failure> {
    if exchange.is_dry {
        return Ok(change(object, entry, "pulled", None));
    }
    if exchange.has_given_up() {
        let why = "not tried: the store cannot be reached";
        return Ok(Taken::Failed(why.to_owned()));
    }
    let keys = match object
        .is_sealed()
        .then(|| exchange.identities())
        .transpose()
    {
        Ok(keys) => keys,
        Err(why) => return Ok(Taken::Failed(why)),
    };
    let limit = match object {
        Object::Review { .. } => REVIEW_LIMIT,
        Object::Assignment { .. } => store::ASSIGNMENT_LIMIT,
        _ => SESSION_LIMIT.min(entry.size.max(LARGE)),
    };
    let bytes = match exchange.fetch(object, limit).await {
        Ok(Some(bytes)) => bytes,
        Ok(None) => {
            // The next pull tries again: a store may be stale or cut short for a while.
            exchange.known().bad(&version(entry))?;
            let why = "its bytes are not those of the hash in its key";
            return Ok(Taken::Failed(why.to_owned()));
        }
        Err(why @ RemoteError::TooLarge(_)) => return Ok(Taken::Refused(why.to_string())),
        Err(why) => return Ok(Taken::Failed(why.to_string())),
    };
    let bytes = match keys {
        None => bytes,
        Some(keys) => {
            let mark = keys.mark().to_owned();
            match on_disk(move || keys.open(&bytes, limit)).await? {
                Ok(bytes) => bytes,
                Err(why) => {
                    // Another key may open it, but it need not be fetched every minute until then.
                    exchange.known().not_opened(&version(entry), &mark)?;
                    return Ok(Taken::Failed(why));
                }
            }
        }
    };
    store_bytes(exchange, object, entry, bytes).await
}

fn change(
    object: &Object,
    entry: &ListedObject,
    act: &'static str,
    coach: Option<String>,
) -> Taken {
    Taken::New(SyncChange {
        act,
        kind: match object {
            Object::Review { .. } => "review",
            Object::Assignment { .. } => "assignment",
            _ => "session",
        },
        id: object.id().to_owned(),
        coach,
        size: entry.size,
    })
}

/// Gives the bytes to the reader that mailed files have, too.
async fn store_bytes(
    exchange: &SyncExchange,
    object: &Object,
    entry: &ListedObject,
    bytes: Vec<u8>,
) -> Result<Taken, Failure> {
    let place = exchange.place(&entry.key);
    let new = |act, coach| change(object, entry, act, coach);
    let taken = match object.clone() {
        Object::Session {
            session, candidate, ..
        } => {
            let (sessions, now) = (exchange.paths.sessions.clone(), exchange.now);
            let unpacked = on_disk(move || {
                let expected = Expected {
                    id: &session,
                    is_candidate: &|name| keys::candidate(name) == candidate,
                };
                store::unpack_expected(bytes.as_slice(), &place, &sessions, &now, expected)
            });
            unpacked.await?.map(|unpacked| match unpacked.arrived {
                Arrived::Session => new("pulled", None),
                Arrived::Merged(merged) => match merged.record {
                    Record::Continued(_) => new("continued", None),
                    Record::Same | Record::Ahead(_) => Taken::Unchanged,
                },
            })
        }
        Object::Review { session, coach, .. } => {
            let folder = exchange.folder(&session);
            let received = on_disk(move || store::receive_review(&folder, &coach, &bytes, &place));
            received.await?.map(|(name, fate)| match fate {
                Fate::Added | Fate::Replaced(_) => new("pulled", Some(name)),
                Fate::There | Fate::LeftOut => Taken::Unchanged,
            })
        }
        Object::Assignment { id } => {
            take_assignment(exchange, &id, &bytes, &place).map(|assigned| match assigned {
                ReceivedAssignment::New(act) => new(act, None),
                ReceivedAssignment::Here => Taken::Unchanged,
                ReceivedAssignment::ToOthers => Taken::NotFor,
            })
        }
        Object::Cohort => return Ok(Taken::Unchanged),
    };
    Ok(taken.unwrap_or_else(|why| untaken(&why)))
}

/// Stores an assignment if it is for somebody on this machine, or another version of it is here: it may have been for this
/// candidate before.
fn take_assignment(
    exchange: &SyncExchange,
    id: &str,
    bytes: &[u8],
    place: &Path,
) -> Result<ReceivedAssignment, StoreError> {
    let assignment = store::parse_assignment(bytes, place)?;
    if assignment.id != id {
        return Err(StoreError::Unreadable {
            path: place.to_owned(),
            why: "its id is not the one in its key".to_owned(),
        });
    }
    let (settings, folder) = (&exchange.settings, exchange.paths.assignments());
    let is_here = folder.join(format!("{id}.toml")).exists();
    if !settings.coach && !is_here && !assignment.is_for(&settings.candidate) {
        return Ok(ReceivedAssignment::ToOthers);
    }
    let (_, added) = store::add_assignment(&folder, bytes, place)?;
    Ok(match added {
        AddedAssignment::Same | AddedAssignment::Older => ReceivedAssignment::Here,
        AddedAssignment::New | AddedAssignment::Replaced if assignment.is_withdrawn => {
            ReceivedAssignment::New("withdrawn")
        }
        AddedAssignment::New | AddedAssignment::Replaced => ReceivedAssignment::New("pulled"),
    })
}

/// What became of an assignment.
enum ReceivedAssignment {
    /// It was stored: `pulled` or `withdrawn`.
    New(&'static str),
    Here,
    ToOthers,
}

/// Whether another time, or another version of this program, may take what failed now.
fn untaken(why: &StoreError) -> Taken {
    match why {
        StoreError::Io { .. } | StoreError::InUse { .. } | StoreError::Newer { .. } => {
            Taken::Failed(why.with_cause())
        }
        why => Taken::Refused(why.to_string()),
    }
}

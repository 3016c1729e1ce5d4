//! `forty-sync pull`: receives the reviews of own sessions, or as a coach the sessions of all candidates. What comes is a
//! stranger's file: its hash is compared with its key, and then the readers and limits of `forty unpack` judge it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use futures_util::{StreamExt, stream};

use super::exchange::{Exchange, LARGE, PARALLEL, on_disk};
use super::keys::{self, ASSIGNMENTS, Object, REVIEWS, SESSIONS};
use super::listing::Entry;
use super::outcome::{Change, Outcome};
use super::remote::RemoteError;
use crate::app::failure::Failure;
use crate::store::{self, Added, Arrived, Expected, Fate, Record, StoreError};

/// The largest packed session that is fetched, in bytes. A usual one has less than 100 KB.
const SESSION_LIMIT: u64 = 32 * 1024 * 1024;
/// The largest review, in bytes, as in a session's folder.
const REVIEW_LIMIT: u64 = 1024 * 1024;

/// What became of one object.
pub(super) enum Taken {
    New(Change),
    Unchanged,
    /// It is not for the candidate of this machine.
    NotFor,
    /// It will never be taken.
    Refused(String),
    /// The next pull tries again.
    Failed(String),
}

/// An object of the store with what the listing says of it.
type Listed = (Object, Entry);

/// Whose reviews a pull looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reviews {
    None,
    /// Those of the sessions of this machine's candidate: a request for each session.
    Own,
    /// Those of every session of this machine.
    All,
}

pub async fn run(exchange: &Exchange, reviews: Reviews) -> Result<Outcome, Failure> {
    let mut outcome = exchange.outcome("pull");
    if exchange.settings.coach {
        pull_sessions(exchange, &mut outcome).await?;
    }
    match reviews {
        Reviews::None => {}
        Reviews::Own => pull_own_reviews(exchange, &mut outcome).await?,
        Reviews::All => pull_all_reviews(exchange, &mut outcome).await?,
    }
    pull_assignments(exchange, &mut outcome).await?;
    outcome.count(exchange.remote.used());
    Ok(outcome)
}

/// Receives the sessions that are new since the last pull.
async fn pull_sessions(exchange: &Exchange, outcome: &mut Outcome) -> Result<(), Failure> {
    let from = exchange.known().list_from();
    let after = from.map(|day| format!("{SESSIONS}{}", keys::day_text(day)));
    let mut found: BTreeMap<String, Vec<Listed>> = BTreeMap::new();
    let listed = exchange.remote.list(SESSIONS, after.as_deref(), |entry| {
        if let Some(object @ Object::Session { .. }) = Object::parse(&entry.key) {
            match standing(exchange, &entry) {
                Standing::Taken | Standing::Refused => outcome.unchanged += 1,
                Standing::Wrong => outcome.wrong += 1,
                Standing::Open => {
                    let session = object.session().unwrap_or_default().to_owned();
                    found.entry(session).or_default().push((object, entry));
                }
            }
        }
    });
    listed.await.map_err(|why| why.failure("list the store"))?;
    let failed = outcome.failed.len();
    take_all(exchange, outcome, found.into_values().collect()).await?;
    if outcome.failed.len() == failed {
        exchange.known().listed(from.is_none())?;
    }
    Ok(())
}

/// Receives the reviews of the own sessions, whose keys begin with the session.
async fn pull_own_reviews(exchange: &Exchange, outcome: &mut Outcome) -> Result<(), Failure> {
    let sessions = exchange.own_sessions()?;
    let ids = sessions.into_iter().map(|listed| listed.summary.id);
    let listings = stream::iter(ids).map(async |id| {
        if exchange.has_given_up() {
            return (id, Err(RemoteError::Failed("not tried".to_owned())));
        }
        let entries = exchange.remote.all(&format!("{REVIEWS}{id}/")).await;
        exchange.count(entries.is_ok());
        (id, entries)
    });
    let mut listings = std::pin::pin!(listings.buffer_unordered(PARALLEL));
    let mut found = Vec::new();
    while let Some((id, entries)) = listings.next().await {
        match entries {
            Ok(entries) => found.extend(newest_reviews(exchange, outcome, entries)),
            Err(why @ RemoteError::Denied(_)) => return Err(why.failure("list the reviews")),
            Err(why) => outcome.fail(&format!("reviews of {id}"), &why.to_string()),
        }
    }
    take_all(exchange, outcome, found).await
}

/// Receives the assignments that are new or changed. Their keys have no hash: the reader of assignments judges them.
async fn pull_assignments(exchange: &Exchange, outcome: &mut Outcome) -> Result<(), Failure> {
    let entries = exchange.remote.all(ASSIGNMENTS).await;
    let entries = entries.map_err(|why| why.failure("list the assignments"))?;
    let mut found = Vec::new();
    for entry in entries {
        if let Some(object @ Object::Assignment { .. }) = Object::parse(&entry.key) {
            match standing(exchange, &entry) {
                Standing::Taken | Standing::Refused => outcome.unchanged += 1,
                Standing::Wrong => outcome.wrong += 1,
                Standing::Open => found.push(vec![(object, entry)]),
            }
        }
    }
    take_all(exchange, outcome, found).await
}

/// What is known of an object of the listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// It is to be fetched.
    Open,
    Taken,
    Refused,
    /// Its bytes were wrong too often, or no key of this machine opens it. Other bytes, or another key, are tried again.
    Wrong,
}

fn standing(exchange: &Exchange, entry: &Entry) -> Standing {
    let version = version(entry);
    let known = exchange.known();
    let name = done_name(entry);
    let is_for_another = || !exchange.settings.coach && known.is_done(&not_for(exchange, &name));
    if known.is_done(&name) || is_for_another() {
        return Standing::Taken;
    }
    if known.is_refused(&version) {
        return Standing::Refused;
    }
    let is_locked = || {
        let mark = known.locked(&version);
        mark.is_some_and(|mark| exchange.identities().is_ok_and(|keys| keys.mark() == mark))
    };
    if known.is_bad(&version) || is_locked() {
        return Standing::Wrong;
    }
    Standing::Open
}

/// What the log calls the bytes that an object has now.
fn version(entry: &Entry) -> String {
    let (size, modified) = (entry.size, entry.modified);
    // A tag may have blanks, which would end a word of the log.
    let tag = keys::sha_of(entry.version.as_bytes());
    format!("{}@{}-{size}-{modified}", entry.key, &tag[..16])
}

/// What the log calls an object that was taken: its key says what it holds, except for an assignment, which may change.
fn done_name(entry: &Entry) -> String {
    match Object::parse(&entry.key) {
        Some(Object::Assignment { .. }) => version(entry),
        _ => entry.key.clone(),
    }
}

/// What the log calls an assignment that is not for the candidate of this machine.
fn not_for(exchange: &Exchange, name: &str) -> String {
    format!("{name} {}", keys::candidate(&exchange.settings.candidate))
}

/// Receives the reviews of all sessions that this machine has.
async fn pull_all_reviews(exchange: &Exchange, outcome: &mut Outcome) -> Result<(), Failure> {
    let entries = exchange.remote.all(REVIEWS).await;
    let mut entries = entries.map_err(|why| why.failure("list the reviews"))?;
    let folders = store::session_folders(&exchange.paths.sessions)?;
    let here: BTreeSet<String> = folders
        .iter()
        .filter_map(|folder| Some(folder.file_name()?.to_str()?.to_owned()))
        .collect();
    entries.retain(|entry| {
        let session = entry.key.strip_prefix(REVIEWS);
        let session = session.and_then(|rest| rest.split('/').next());
        session.is_some_and(|session| here.contains(session))
    });
    let found = newest_reviews(exchange, outcome, entries);
    take_all(exchange, outcome, found).await
}

/// The reviews that are new, by session, the latest of each coach first. A version older than one that was received says
/// nothing new.
fn newest_reviews(
    exchange: &Exchange,
    outcome: &mut Outcome,
    entries: Vec<Entry>,
) -> Vec<Vec<Listed>> {
    let mut reviews: BTreeMap<(String, String), Vec<Listed>> = BTreeMap::new();
    for entry in entries {
        let object = Object::parse(&entry.key);
        if let Some(Object::Review { session, coach, .. }) = &object {
            let key = (session.clone(), coach.clone());
            reviews
                .entry(key)
                .or_default()
                .extend(object.map(|it| (it, entry)));
        }
    }
    let mut found: BTreeMap<String, Vec<Listed>> = BTreeMap::new();
    for ((session, _), mut versions) in reviews {
        versions.sort_by(|a, b| b.1.key.cmp(&a.1.key));
        // One that was refused says nothing of the earlier ones, which may still be the latest that the coach wrote.
        let mut is_wrong = false;
        let mut new = Vec::new();
        for version in versions {
            match standing(exchange, &version.1) {
                Standing::Taken => break,
                Standing::Refused => {}
                Standing::Wrong => is_wrong = true,
                Standing::Open => new.push(version),
            }
        }
        match (new.is_empty(), is_wrong) {
            (false, _) => found.entry(session).or_default().extend(new),
            (true, true) => outcome.wrong += 1,
            (true, false) => outcome.unchanged += 1,
        }
    }
    found.into_values().collect()
}

/// Takes groups of objects, those of a group one after another: they go to the same files.
async fn take_all(
    exchange: &Exchange,
    outcome: &mut Outcome,
    groups: Vec<Vec<Listed>>,
) -> Result<(), Failure> {
    exchange
        .output
        .begin("pulling", groups.iter().map(Vec::len).sum());
    let is_large = |group: &[Listed]| group.iter().any(|(_, entry)| entry.size > LARGE);
    let (large, small): (Vec<_>, Vec<_>) = groups.into_iter().partition(|it| is_large(it));
    for (groups, parallel) in [(small, PARALLEL), (large, 1)] {
        let taken = stream::iter(groups).map(async |group| take_group(exchange, group).await);
        let mut taken = std::pin::pin!(taken.buffer_unordered(parallel));
        while let Some(taken) = taken.next().await {
            for (key, taken) in taken? {
                exchange.output.step();
                match taken {
                    Taken::New(change) => {
                        exchange.output.change(&change, exchange.is_dry);
                        outcome.changes.push(change);
                    }
                    Taken::Unchanged | Taken::NotFor => outcome.unchanged += 1,
                    Taken::Refused(why) => outcome.refuse(&key, &why),
                    Taken::Failed(why) => outcome.fail(&key, &why),
                }
            }
        }
    }
    Ok(())
}

async fn take_group(
    exchange: &Exchange,
    mut group: Vec<Listed>,
) -> Result<Vec<(String, Taken)>, Failure> {
    let coach_of = |object: &Object| match object {
        Object::Review { coach, .. } => Some(coach.clone()),
        _ => None,
    };
    // Of a session the latest object first: it has what the earlier ones have.
    if !group.iter().any(|(object, _)| coach_of(object).is_some()) {
        group.sort_by_key(|(_, entry)| std::cmp::Reverse(entry.modified));
    }
    let mut all = Vec::new();
    // The coaches whose latest review was taken, so that the ones before it are not needed.
    let mut coaches = BTreeSet::new();
    for (object, entry) in group {
        let coach = coach_of(&object);
        if coach.as_ref().is_some_and(|coach| coaches.contains(coach)) {
            continue;
        }
        let taken = take(exchange, &object, &entry).await?;
        let is_taken = matches!(taken, Taken::New(_) | Taken::Unchanged);
        let name = done_name(&entry);
        match &taken {
            _ if exchange.is_dry => {}
            Taken::New(_) | Taken::Unchanged => exchange.known().done(&name)?,
            Taken::NotFor => exchange.known().done(&not_for(exchange, &name))?,
            Taken::Refused(_) => exchange.known().refused(&version(&entry))?,
            Taken::Failed(_) => {}
        }
        coaches.extend(coach.filter(|_| is_taken));
        all.push((entry.key, taken));
    }
    Ok(all)
}

async fn take(exchange: &Exchange, object: &Object, entry: &Entry) -> Result<Taken, Failure> {
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

fn change(object: &Object, entry: &Entry, act: &'static str, coach: Option<String>) -> Taken {
    Taken::New(Change {
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
    exchange: &Exchange,
    object: &Object,
    entry: &Entry,
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
            take_assignment(exchange, &id, &bytes, &place).map(|added| match added {
                Some(Added::New | Added::Replaced) => new("pulled", None),
                Some(Added::Same | Added::Older) => Taken::Unchanged,
                None => Taken::NotFor,
            })
        }
        Object::Cohort => return Ok(Taken::Unchanged),
    };
    Ok(taken.unwrap_or_else(|why| untaken(&why)))
}

/// Stores an assignment if it is for somebody on this machine; `None` if it is not.
fn take_assignment(
    exchange: &Exchange,
    id: &str,
    bytes: &[u8],
    place: &Path,
) -> Result<Option<Added>, StoreError> {
    let assignment = store::parse_assignment(bytes, place)?;
    if assignment.id != id {
        return Err(StoreError::Unreadable {
            path: place.to_owned(),
            why: "it has another id than its key".to_owned(),
        });
    }
    let settings = &exchange.settings;
    if !settings.coach && !assignment.is_for(&settings.candidate) {
        return Ok(None);
    }
    store::add_assignment(&exchange.paths.assignments(), bytes, place).map(|(_, added)| Some(added))
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

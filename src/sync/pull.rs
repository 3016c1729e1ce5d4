//! `forty-sync pull`: receives the reviews of own sessions, or as a coach the sessions of all candidates. What comes is a
//! stranger's file: its hash is compared with its key, and then the readers and limits of `forty unpack` judge it.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::{StreamExt, stream};

use super::error::RemoteError;
use super::exchange::{LARGE, PARALLEL, SyncExchange};
use super::keys::{self, ASSIGNMENTS, Object, REVIEWS, SESSIONS};
use super::listing::ListedObject;
use super::outcome::SyncOutcome;
use super::receive::{Taken, take};
use super::standing::{ObjectState, done_name, not_for, standing, version};
use crate::app::failure::Failure;
use crate::store;

/// An object of the store with what the listing says of it.
type ObjectListing = (Object, ListedObject);

/// Whose reviews a pull looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reviews {
    None,
    /// Those of the sessions of this machine's candidate: a request for each session.
    Own,
    /// Those of every session of this machine.
    All,
}

pub async fn run(exchange: &SyncExchange, reviews: Reviews) -> Result<SyncOutcome, Failure> {
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
async fn pull_sessions(exchange: &SyncExchange, outcome: &mut SyncOutcome) -> Result<(), Failure> {
    let from = exchange.known().list_from();
    let after = from.map(|day| format!("{SESSIONS}{}", keys::day_text(day)));
    let mut found: BTreeMap<String, Vec<ObjectListing>> = BTreeMap::new();
    let listed = exchange.remote.list(SESSIONS, after.as_deref(), |entry| {
        if let Some(object @ Object::Session { .. }) = Object::parse(&entry.key) {
            match standing(exchange, &entry) {
                ObjectState::Taken | ObjectState::Refused => outcome.unchanged += 1,
                ObjectState::Wrong => outcome.wrong += 1,
                ObjectState::Open => {
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

/// Receives the reviews of this candidate's sessions, whose keys begin with the session.
async fn pull_own_reviews(
    exchange: &SyncExchange,
    outcome: &mut SyncOutcome,
) -> Result<(), Failure> {
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
async fn pull_assignments(
    exchange: &SyncExchange,
    outcome: &mut SyncOutcome,
) -> Result<(), Failure> {
    let entries = exchange.remote.all(ASSIGNMENTS).await;
    let entries = entries.map_err(|why| why.failure("list the assignments"))?;
    let mut found = Vec::new();
    for entry in entries {
        if let Some(object @ Object::Assignment { .. }) = Object::parse(&entry.key) {
            match standing(exchange, &entry) {
                ObjectState::Taken | ObjectState::Refused => outcome.unchanged += 1,
                ObjectState::Wrong => outcome.wrong += 1,
                ObjectState::Open => found.push(vec![(object, entry)]),
            }
        }
    }
    take_all(exchange, outcome, found).await
}

/// Receives the reviews of all sessions that this machine has.
async fn pull_all_reviews(
    exchange: &SyncExchange,
    outcome: &mut SyncOutcome,
) -> Result<(), Failure> {
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
    exchange: &SyncExchange,
    outcome: &mut SyncOutcome,
    entries: Vec<ListedObject>,
) -> Vec<Vec<ObjectListing>> {
    let mut reviews: BTreeMap<(String, String), Vec<ObjectListing>> = BTreeMap::new();
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
    let mut found: BTreeMap<String, Vec<ObjectListing>> = BTreeMap::new();
    for ((session, _), mut versions) in reviews {
        versions.sort_by(|a, b| b.1.key.cmp(&a.1.key));
        // One that was refused says nothing of the earlier ones, which may still be the latest that the coach wrote.
        let mut is_wrong = false;
        let mut new = Vec::new();
        for version in versions {
            match standing(exchange, &version.1) {
                ObjectState::Taken => break,
                ObjectState::Refused => {}
                ObjectState::Wrong => is_wrong = true,
                ObjectState::Open => new.push(version),
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
    exchange: &SyncExchange,
    outcome: &mut SyncOutcome,
    groups: Vec<Vec<ObjectListing>>,
) -> Result<(), Failure> {
    exchange
        .output
        .begin("pulling", groups.iter().map(Vec::len).sum());
    let is_large = |group: &[ObjectListing]| group.iter().any(|(_, entry)| entry.size > LARGE);
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
    exchange: &SyncExchange,
    mut group: Vec<ObjectListing>,
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

//! What this machine knows of an object that a listing names, and what its log calls it.

use super::exchange::SyncExchange;
use super::keys::{self, Object};
use super::listing::ListedObject;

/// What is known of an object of the listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ObjectState {
    /// It is to be fetched.
    Open,
    Taken,
    Refused,
    /// Its bytes were wrong too often, or no key of this machine opens it. Other bytes, or another key, are tried again.
    Wrong,
}

pub(super) fn standing(exchange: &SyncExchange, entry: &ListedObject) -> ObjectState {
    let version = version(entry);
    let known = exchange.known();
    let name = done_name(entry);
    let is_for_another = || !exchange.settings.coach && known.is_done(&not_for(exchange, &name));
    if known.is_done(&name) || is_for_another() {
        return ObjectState::Taken;
    }
    if known.is_refused(&version) {
        return ObjectState::Refused;
    }
    let is_locked = || {
        let mark = known.locked(&version);
        mark.is_some_and(|mark| exchange.identities().is_ok_and(|keys| keys.mark() == mark))
    };
    if known.is_bad(&version) || is_locked() {
        return ObjectState::Wrong;
    }
    ObjectState::Open
}

/// What the log calls the bytes that an object has now.
pub(super) fn version(entry: &ListedObject) -> String {
    let (size, modified) = (entry.size, entry.modified);
    // A tag may have blanks, which would end a word of the log.
    let tag = keys::sha_of(entry.version.as_bytes());
    format!("{}@{}-{size}-{modified}", entry.key, &tag[..16])
}

/// What the log calls an object that was taken: its key says what it holds, except for an assignment, which may change.
pub(super) fn done_name(entry: &ListedObject) -> String {
    match Object::parse(&entry.key) {
        Some(Object::Assignment { .. }) => version(entry),
        _ => entry.key.clone(),
    }
}

/// What the log calls an assignment that is not for the candidate of this machine.
pub(super) fn not_for(exchange: &SyncExchange, name: &str) -> String {
    format!("{name} {}", keys::candidate(&exchange.settings.candidate))
}

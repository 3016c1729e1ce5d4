//! The folder of a session: creating, opening, reading, listing, locking it, and moving it to the trash.

mod create;
pub(super) mod delete;
#[cfg(test)]
mod faults;
pub(super) mod id;
pub(super) mod known;
pub(super) mod list;
pub(super) mod lock;
pub(super) mod open;
mod opened_folders;
mod origin;
pub(super) mod read;
pub(super) mod recorder;
pub(super) mod repair;
mod rescue;
pub(super) mod rescued;
pub(super) mod resolve;
pub(super) mod snapshot;
pub(super) mod summary;
pub(super) mod take_back;
pub(super) mod trash;

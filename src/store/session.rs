//! One session's folder: created, opened, read, listed, locked, moved to the trash.

pub(super) mod checkpoint;
pub(super) mod checkpoint_marks;
pub(super) mod checkpoint_out;
pub(super) mod id;
pub(super) mod list;
pub(super) mod lock;
pub(super) mod open;
pub(super) mod read;
pub(super) mod recorder;
pub(super) mod summary;
pub(super) mod trash;

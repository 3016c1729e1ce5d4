//! The journal and the checkpoint: encoding, reading, writing and syncing their lines.

pub(super) mod checkpoint;
pub(super) mod checksums;
pub(super) mod codec;
mod journal_file;
pub(super) mod limits;
pub(super) mod scan;
pub(super) mod sync;
pub(super) mod writer;

//! The journal's lines: their bytes, reading them with their damage, writing them, syncing what was written, and the
//! checkpoint that they are compacted to.

pub(super) mod checkpoint;
pub(super) mod codec;
pub(super) mod limits;
pub(super) mod scan;
pub(super) mod sync;
pub(super) mod writer;

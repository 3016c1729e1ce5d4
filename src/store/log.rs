//! The journal's lines: their bytes, reading them with their damage, writing them, and syncing what was written.

pub(super) mod codec;
pub(super) mod scan;
pub(super) mod sync;
pub(super) mod writer;

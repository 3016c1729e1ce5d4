//! What the command line and the screens both do with sessions and designs: start, resume, load, review, export.

pub mod failure;

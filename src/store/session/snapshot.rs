//! Writes the files of a session that are replaced whole: checkpoint, summary and notes.

use std::path::Path;

use super::read::NOTES;
use super::summary::{self, Summary};
use crate::domain::session::Session;
use crate::store::error::StoreError;
use crate::store::files;
use crate::store::log::checkpoint::{self, Compacted};

/// A session to save. It shares its texts with the running session, so it is cheap to create.
#[derive(Debug)]
pub(in crate::store) struct Snapshot {
    pub session: Session,
    pub compacted: Compacted,
    pub page: fn(&Session) -> String,
    /// The size of all journal files, in bytes.
    pub journal_bytes: u64,
    /// Unknown keys of the summary.
    pub other: toml::Table,
}

impl Snapshot {
    /// Replaces the checkpoint, the summary and the notes.
    pub fn write(&self, folder: &Path) -> Result<(), StoreError> {
        self.write_with(|name, bytes| files::replace(&folder.join(name), bytes))
    }

    /// Passes the name and the bytes of each file to `replace`.
    pub fn write_with(
        &self,
        mut replace: impl FnMut(&str, &[u8]) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        if let Some(text) = self.compacted.text(&self.session, self.journal_bytes) {
            replace(checkpoint::NAME, &text)?;
        }
        let mut summary = Summary::of(&self.session, self.journal_bytes);
        summary.other.clone_from(&self.other);
        replace(summary::NAME, summary.to_toml().as_bytes())?;
        replace(NOTES, (self.page)(&self.session).as_bytes())
    }
}

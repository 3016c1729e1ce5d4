//! What lists and desks show of a session: the `[summary]` of its checkpoint, or the same made from the session.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use super::error::StoreError;
use crate::domain::event::{DesignName, Wall};
use crate::domain::session::Session;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    InProgress,
    Finished,
}

impl Status {
    pub fn word(self) -> &'static str {
        match self {
            Self::InProgress => "in-progress",
            Self::Finished => "finished",
        }
    }
}

/// A session at a glance. Texts come from a file and are not clean.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    pub id: String,
    pub design: DesignName,
    pub candidate: String,
    pub started_at: Wall,
    pub ended_at: Option<Wall>,
    pub status: Status,
    /// The words of the session's condition.
    pub condition: Vec<String>,
    pub elapsed: Duration,
    /// The sum of the stages' overruns.
    pub over: Duration,
    /// In the plan's order.
    pub stages: Vec<StageSummary>,
    /// The candidate's own level by stage id, for closed stages.
    pub levels: BTreeMap<String, u8>,
    /// The number of the last event folded in.
    pub event: u64,
    /// The length of all journal files together.
    pub journal_bytes: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageSummary {
    pub id: String,
    pub planned: Duration,
    pub spent: Duration,
}

impl StageSummary {
    pub fn over(&self) -> Duration {
        self.spent.saturating_sub(self.planned)
    }
}

impl Summary {
    /// The summary of a session whose journal files hold `journal_bytes`.
    pub fn of(_session: &Session, _journal_bytes: u64) -> Self {
        unimplemented!()
    }
}

/// The summary as the checkpoint of a folder holds it, from the first 4 KiB where it fits.
pub(super) fn peek(_folder: &Path) -> Result<Summary, StoreError> {
    unimplemented!()
}

//! `session.toml`: what a list shows of a session, for people and other programs too. It is never state: whatever it
//! says, the session is read from its journal or its checkpoint.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::domain::session::Session;
use crate::domain::session::event::{DesignName, FORMAT, Wall};
use crate::domain::units::millis;
use crate::store::error::StoreError;
use crate::store::files;
use crate::store::toml_file;

pub(in crate::store) const NAME: &str = "session.toml";
/// The largest summary.
pub(in crate::store) const LIMIT: u64 = 4096;
/// Characters of a name; the head has it whole.
const NAME_LIMIT: usize = 120;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    format: u32,
    pub id: String,
    pub candidate: String,
    pub started_at: Wall,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Wall>,
    pub status: Status,
    /// The words of the session's condition.
    #[serde(default)]
    pub condition: Vec<String>,
    #[serde(rename = "elapsed_ms", with = "millis")]
    pub elapsed: Duration,
    /// The sum of the stages' overruns.
    #[serde(rename = "over_ms", with = "millis")]
    pub over: Duration,
    /// The number of the last event folded in.
    pub event: u64,
    /// The length of all journal files together.
    pub journal_bytes: u64,
    pub design: DesignName,
    /// In the plan's order; none where they do not fit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<StageSummary>,
    /// The candidate's own level by stage id, for closed stages.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub levels: BTreeMap<String, u8>,
    /// What another program wrote into the file.
    #[serde(flatten)]
    pub(in crate::store) other: toml::Table,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageSummary {
    pub id: String,
    #[serde(rename = "planned_ms", with = "millis")]
    pub planned: Duration,
    #[serde(rename = "spent_ms", with = "millis")]
    pub spent: Duration,
}

impl StageSummary {
    pub fn over(&self) -> Duration {
        self.spent.saturating_sub(self.planned)
    }
}

impl Summary {
    /// The overrun of the stage that went over most; where the stages did not fit, that of all together.
    pub fn worst_over(&self) -> Duration {
        let stages = self.stages.iter().map(StageSummary::over);
        stages.max().unwrap_or(self.over)
    }

    /// The summary of a session whose journal files hold `journal_bytes`.
    pub fn of(session: &Session, journal_bytes: u64) -> Self {
        let head = &session.head;
        let timeline = session.timeline_now();
        let stages = head.plan.stages.iter().zip(&timeline.stages);
        let condition = session.condition();
        Self {
            format: FORMAT,
            id: head.id.clone(),
            candidate: head.candidate.clone(),
            started_at: head.wall,
            ended_at: session.ended,
            status: if session.is_finished() {
                Status::Finished
            } else {
                Status::InProgress
            },
            condition: condition.iter().map(|one| one.word().to_owned()).collect(),
            elapsed: timeline.elapsed(),
            over: timeline.over(),
            event: session.n,
            journal_bytes,
            design: head.design.clone(),
            stages: stages
                .map(|(planned, time)| StageSummary {
                    id: planned.id.clone(),
                    planned: time.planned,
                    spent: time.spent,
                })
                .collect(),
            levels: levels(session),
            other: toml::Table::new(),
        }
    }

    /// The file, of 4 KiB at most: names are cut, and stages and levels left out where they do not fit.
    pub(in crate::store) fn to_toml(&self) -> String {
        let mut summary = self.clone();
        for name in [
            &mut summary.candidate,
            &mut summary.design.id,
            &mut summary.design.title,
        ] {
            *name = name.chars().take(NAME_LIMIT).collect();
        }
        let text = |summary: &Self| toml::to_string(summary).unwrap_or_default();
        let fits = |summary: &Self| text(summary).len() as u64 <= LIMIT;
        if !fits(&summary) {
            summary.other.clear();
        }
        if !fits(&summary) {
            summary.stages.clear();
        }
        if !fits(&summary) {
            summary.levels.clear();
        }
        text(&summary)
    }
}

/// The levels of the stages whose marks are done.
fn levels(session: &Session) -> BTreeMap<String, u8> {
    let stages = session.head.plan.stages.iter().zip(&session.stages);
    stages
        .filter_map(|(stage, page)| Some((stage.id.clone(), page.level?)))
        .collect()
}

/// The summary of the session in a folder, as its file has it.
///
/// # Errors
/// When it is missing, of a newer format, of another session, or cannot be read.
pub(in crate::store) fn read(folder: &Path) -> Result<Summary, StoreError> {
    let path = folder.join(NAME);
    let text = files::read_text(&path, LIMIT)?;
    // A list reads many: the format is only looked for apart where something is wrong.
    let summary = toml::from_str(&text).ok();
    let summary = match summary.filter(|summary: &Summary| summary.format <= FORMAT) {
        Some(summary) => summary,
        None => toml_file::parse(&path, &text)?,
    };
    let name = folder.file_name().and_then(|name| name.to_str());
    if name == Some(&summary.id) {
        Ok(summary)
    } else {
        Err(StoreError::Misnamed {
            folder: folder.to_owned(),
            named: name.unwrap_or_default().to_owned(),
            id: summary.id,
        })
    }
}

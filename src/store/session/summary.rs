//! `session.toml`: what lists and other programs show of a session. The session itself is never read from it.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::domain::session::Session;
use crate::domain::session::condition::Condition;
use crate::domain::session::event::{DesignName, FORMAT, Wall};
use crate::domain::session::status_text;
use crate::domain::units::millis;
use crate::store::error::StoreError;
use crate::store::files;
use crate::store::toml_file;

pub(in crate::store) const NAME: &str = "session.toml";
/// The largest summary, in bytes.
pub(in crate::store) const LIMIT: u64 = 4096;
/// The first line of the file: a person who opens it should not expect an edit to change the session.
const COMMENT: &str =
    "# A summary for lists. Forty writes it again from the journal: edits here are lost.\n";
/// The longest name in a summary, in characters; the head has the full name.
const NAME_LIMIT: usize = 120;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    InProgress,
    Finished,
}

impl Status {
    /// The word for people.
    pub fn shown(self) -> &'static str {
        status_text(self == Self::Finished)
    }

    /// The word of files and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::InProgress => "in-progress",
            Self::Finished => "finished",
        }
    }
}

/// The summary of a session. Its texts are not sanitized.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    format: u32,
    pub id: String,
    pub candidate: String,
    /// The id of the assignment that it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignment: Option<String>,
    pub started_at: Wall,
    pub ended_at: Option<Wall>,
    pub status: Status,
    /// The words for the session's conditions.
    #[serde(default)]
    pub condition: Vec<String>,
    #[serde(rename = "elapsed_ms", with = "millis")]
    pub elapsed: Duration,
    /// The sum of the stages' overruns.
    #[serde(rename = "over_ms", with = "millis")]
    pub over: Duration,
    /// The number of the last event.
    pub event: u64,
    /// The size of all journal files, in bytes.
    pub journal_bytes: u64,
    pub design: DesignName,
    /// In the order of the plan; empty if they do not fit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<StageSummary>,
    /// The self level by stage id, for closed stages.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub levels: BTreeMap<String, u8>,
    /// Unknown keys of the file.
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
    /// Whether the session is one stage alone and not a whole interview.
    pub fn is_drill(&self) -> bool {
        let drill = Condition::Drill.word();
        self.condition.iter().any(|word| word == drill)
    }

    /// The largest overrun of a stage; unknown if the stages did not fit.
    pub fn worst_over(&self) -> Option<Duration> {
        self.stages.iter().map(StageSummary::over).max()
    }

    /// The summary of a session; `journal_bytes` is the size of all its journal files.
    pub fn of(session: &Session, journal_bytes: u64) -> Self {
        let head = &session.head;
        let timeline = session.timeline_now();
        let stages = head.plan.stages.iter().zip(&timeline.stages);
        let condition = session.condition();
        Self {
            format: FORMAT,
            id: head.id.clone(),
            candidate: head.candidate.clone(),
            assignment: head.assignment.as_ref().map(|answered| answered.id.clone()),
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

    /// The file's text. To fit into 4 KiB, names are shortened, then unknown keys, stages and levels are left out.
    pub(in crate::store) fn to_toml(&self) -> String {
        let mut summary = self.clone();
        summary.assignment = summary.assignment.filter(|id| id.len() <= NAME_LIMIT);
        let design = &mut summary.design;
        for name in [&mut summary.candidate, &mut design.id, &mut design.title] {
            *name = name.chars().take(NAME_LIMIT).collect();
        }
        let text = |summary: &Self| {
            let keys = toml::to_string(summary).unwrap_or_default();
            format!("{COMMENT}{keys}")
        };
        let shorten: [fn(&mut Self); 3] = [
            |summary| summary.other.clear(),
            |summary| summary.stages.clear(),
            |summary| summary.levels.clear(),
        ];
        for shorten in shorten {
            if text(&summary).len() as u64 > LIMIT {
                shorten(&mut summary);
            }
        }
        text(&summary)
    }
}

/// The self levels of the closed stages.
fn levels(session: &Session) -> BTreeMap<String, u8> {
    let stages = session.head.plan.stages.iter().zip(&session.stages);
    stages
        .filter_map(|(stage, page)| Some((stage.id.clone(), page.level?)))
        .collect()
}

/// Reads the summary of the session in a folder.
///
/// # Errors
/// When the file is missing, cannot be read, has a newer format, or belongs to another session.
pub(in crate::store) fn read(folder: &Path) -> Result<Summary, StoreError> {
    let path = folder.join(NAME);
    let text = files::read_text(&path, LIMIT)?;
    // A list reads many summaries, so the format is parsed separately only if something is wrong.
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

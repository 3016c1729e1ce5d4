//! What lists and desks show of a session: the `[summary]` of its checkpoint, or the same made from the session.
//! It must not open a journal.

mod plain;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use serde::Deserialize;

use super::checkpoint;
use crate::domain::session::Session;
use crate::domain::session::event::{DesignName, FORMAT, Wall, millis};
use crate::store::error::StoreError;
use crate::store::files;
use crate::store::toml_text::{Page, under};

/// How much of a checkpoint holds its summary.
const WINDOW: usize = 4096;
/// Longer names stand whole further down in the checkpoint only.
pub(in crate::store) const NAME_LIMIT: usize = 120;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
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
        Self {
            id: head.id.clone(),
            design: head.design.clone(),
            candidate: head.candidate.clone(),
            started_at: head.wall,
            ended_at: session.ended,
            status: if session.is_finished() {
                Status::Finished
            } else {
                Status::InProgress
            },
            condition: session
                .condition()
                .iter()
                .map(|condition| condition.word().to_owned())
                .collect(),
            elapsed: timeline.elapsed(),
            over: timeline.over(),
            stages: stages
                .map(|(planned, time)| StageSummary {
                    id: planned.id.clone(),
                    planned: time.planned,
                    spent: time.spent,
                })
                .collect(),
            levels: levels(session),
            event: session.n,
            journal_bytes,
        }
    }

    /// Writes `[summary]`, never more than the window holds; `old` is the file that is being replaced.
    pub(in crate::store) fn write(&self, page: &mut Page, old: Option<&toml::Table>) {
        page.table("[summary]");
        page.text("id", &self.id);
        page.text("design", &self.design.id);
        page.text("title", cut(&self.design.title));
        page.text("candidate", cut(&self.candidate));
        page.text("started_at", &self.started_at.to_rfc3339());
        if let Some(ended) = self.ended_at {
            page.text("ended_at", &ended.to_rfc3339());
        }
        page.text("status", self.status.word());
        page.texts("condition", self.condition.iter().map(String::as_str));
        page.number("elapsed_ms", millis::whole(self.elapsed));
        page.number("over_ms", millis::whole(self.over));
        page.number("event", self.event);
        page.number("journal_bytes", self.journal_bytes);
        let ids: usize = self.stages.iter().map(|stage| stage.id.len() + 40).sum();
        if page.len() + ids < WINDOW {
            let stages = &self.stages;
            page.texts("stages", stages.iter().map(|stage| stage.id.as_str()));
            page.list(
                "planned_ms",
                stages.iter().map(|s| millis::whole(s.planned)),
            );
            page.list("spent_ms", stages.iter().map(|s| millis::whole(s.spent)));
        }
        let levels: Vec<String> = self
            .levels
            .iter()
            .map(|(id, level)| format!("{} = {level}", crate::store::toml_text::named(id)))
            .collect();
        let levels = levels.join(", ");
        if page.len() + levels.len() + 16 < WINDOW {
            page.key("levels", format_args!("{{{levels}}}"));
        }
        let known = ["ended_at", "stages", "planned_ms", "spent_ms", "levels"];
        page.rest(under(old, "summary"), &known);
    }
}

/// The levels of the stages whose marks are done.
fn levels(session: &Session) -> BTreeMap<String, u8> {
    let stages = session.head.plan.stages.iter().zip(&session.pages);
    stages
        .filter_map(|(stage, page)| Some((stage.id.clone(), page.level?)))
        .collect()
}

/// The summary as the checkpoint of a folder holds it, from the first 4 KiB where it fits.
pub(in crate::store) fn peek(folder: &Path) -> Result<Summary, StoreError> {
    let path = folder.join(checkpoint::NAME);
    let mut start = Vec::with_capacity(WINDOW);
    files::open(&path, checkpoint::LIMIT)?
        .take(WINDOW as u64)
        .read_to_end(&mut start)
        .map_err(StoreError::io("read", &path))?;
    // Only where the window cuts a letter, or another hand wrote it: making it up byte by byte takes 2 µs.
    let lossy = |_| String::from_utf8_lossy(&start);
    let start = std::str::from_utf8(&start).map_or_else(lossy, Cow::Borrowed);
    let summary = match plain::read(&start) {
        Some(form) => form.into_summary(),
        None => parse(&start, &path)?,
    };
    let named = folder.file_name().and_then(|name| name.to_str());
    if named == Some(&summary.id) {
        Ok(summary)
    } else {
        Err(StoreError::Misnamed {
            folder: folder.to_owned(),
            named: named.unwrap_or_default().to_owned(),
            id: summary.id,
        })
    }
}

/// The summary of a checkpoint that begins with `start`, from there where it fits, else from the whole file.
fn parse(start: &str, path: &Path) -> Result<Summary, StoreError> {
    let window: Option<Window> = up_to_next_table(start).and_then(|own| toml::from_str(own).ok());
    match window {
        Some(window) if window.format > u64::from(FORMAT) => Err(StoreError::Newer {
            path: path.to_owned(),
            found: window.format,
        }),
        Some(Window { summary, .. }) => Ok(summary.into_summary()),
        None => Ok(checkpoint::read_file(path)?.summary),
    }
}

/// The file's start without the table after `[summary]`; `None` where that does not begin in it.
fn up_to_next_table(start: &str) -> Option<&str> {
    let summary = start.find("[summary]")?;
    let next = start[summary..].find("\n[")?;
    Some(&start[..summary + next])
}

fn cut(name: &str) -> &str {
    let end = name.char_indices().nth(NAME_LIMIT).map(|(end, _)| end);
    &name[..end.unwrap_or(name.len())]
}

#[derive(Debug, Deserialize)]
struct Window {
    format: u64,
    summary: SummaryForm,
}

/// `[summary]` as it stands in the file.
#[derive(Debug, PartialEq, Deserialize)]
pub(in crate::store) struct SummaryForm {
    id: String,
    design: String,
    title: String,
    candidate: String,
    started_at: Wall,
    ended_at: Option<Wall>,
    status: Status,
    #[serde(default)]
    condition: Vec<String>,
    elapsed_ms: u64,
    over_ms: u64,
    event: u64,
    journal_bytes: u64,
    #[serde(default)]
    stages: Vec<String>,
    #[serde(default)]
    planned_ms: Vec<u64>,
    #[serde(default)]
    spent_ms: Vec<u64>,
    #[serde(default)]
    levels: BTreeMap<String, u8>,
}

/// What a head repeats of a summary.
pub(in crate::store) struct Names<'a> {
    pub id: &'a str,
    pub design: DesignName,
    pub candidate: &'a str,
    pub started_at: Wall,
}

impl SummaryForm {
    pub fn head(&self) -> Names<'_> {
        Names {
            id: &self.id,
            design: DesignName {
                id: self.design.clone(),
                title: self.title.clone(),
            },
            candidate: &self.candidate,
            started_at: self.started_at,
        }
    }

    pub fn into_summary(self) -> Summary {
        let times = self.planned_ms.iter().zip(&self.spent_ms);
        let stages = self.stages.into_iter().zip(times);
        Summary {
            id: self.id,
            design: DesignName {
                id: self.design,
                title: self.title,
            },
            candidate: self.candidate,
            started_at: self.started_at,
            ended_at: self.ended_at,
            status: self.status,
            condition: self.condition,
            elapsed: Duration::from_millis(self.elapsed_ms),
            over: Duration::from_millis(self.over_ms),
            stages: stages
                .map(|(id, (planned, spent))| StageSummary {
                    id,
                    planned: Duration::from_millis(*planned),
                    spent: Duration::from_millis(*spent),
                })
                .collect(),
            levels: self.levels,
            event: self.event,
            journal_bytes: self.journal_bytes,
        }
    }
}

//! A mark and a comment as they stand in the file of a review.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use toml::Table;

use crate::domain::judging::anchor::Anchor;
use crate::domain::judging::review::{CoachMark, CommentKind};
use crate::domain::session::event::Evidence;
use crate::domain::units::millis;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct MarkToml {
    pub item: usize,
    mark: MarkWord,
    #[serde(flatten)]
    evidence: Option<EvidenceToml>,
    #[serde(flatten)]
    pub other: Table,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct EvidenceToml {
    look_for: String,
    level: String,
    in_stage: String,
    line: usize,
    text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum MarkWord {
    Shown,
    NotShown,
    NotAssessed,
}

impl MarkToml {
    /// The mark of an item, with the unknown keys that it had before.
    pub fn new(item: usize, mark: &CoachMark, stages: &[String], other: Table) -> Self {
        let (mark, evidence) = match mark {
            CoachMark::NotShown => (MarkWord::NotShown, None),
            CoachMark::NotAssessed => (MarkWord::NotAssessed, None),
            CoachMark::Shown(evidence) => (MarkWord::Shown, Some(evidence)),
        };
        Self {
            item,
            mark,
            evidence: evidence.map(|evidence| EvidenceToml {
                look_for: evidence.look_for.clone(),
                level: evidence.level.clone(),
                in_stage: stages.get(evidence.in_stage).cloned().unwrap_or_default(),
                line: evidence.line,
                text: evidence.text.clone(),
            }),
            other,
        }
    }

    /// The mark; `index` gives the index of a stage by its id.
    pub fn mark(&self, index: &impl Fn(&str) -> Option<usize>) -> Option<CoachMark> {
        let shown = || {
            let evidence = self.evidence.as_ref()?;
            Some(CoachMark::Shown(Evidence {
                look_for: evidence.look_for.clone(),
                level: evidence.level.clone(),
                in_stage: index(&evidence.in_stage)?,
                line: evidence.line,
                text: evidence.text.clone(),
            }))
        };
        match self.mark {
            MarkWord::NotShown => Some(CoachMark::NotShown),
            MarkWord::NotAssessed => Some(CoachMark::NotAssessed),
            MarkWord::Shown => shown(),
        }
    }
}

/// The keys that a comment and a draft have in common.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct RemarkToml {
    pub kind: CommentKind,
    pub stage: String,
    pub line: usize,
    pub on: String,
    /// The interview time that it is about, in milliseconds.
    pub time_ms: Option<u64>,
    pub text: String,
}

impl RemarkToml {
    /// The keys of a comment of this kind; `id` gives the id of a stage by its index.
    pub fn new(
        kind: CommentKind,
        anchor: &Anchor,
        text: &str,
        id: impl Fn(usize) -> String,
    ) -> Self {
        Self {
            kind,
            stage: id(anchor.stage),
            line: anchor.line,
            on: anchor.text.clone(),
            time_ms: anchor.time.map(millis::whole),
            text: text.to_owned(),
        }
    }

    /// The place that it is about; `index` gives the index of a stage by its id.
    pub fn anchor(&self, index: &impl Fn(&str) -> Option<usize>) -> Option<Anchor> {
        Some(Anchor {
            stage: index(&self.stage)?,
            line: self.line,
            text: self.on.clone(),
            time: self.time_ms.map(Duration::from_millis),
        })
    }
}

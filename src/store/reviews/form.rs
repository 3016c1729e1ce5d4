//! A review file as TOML has it, made into a review. Stages stand by their ids; what is said of a stage that the session
//! lacks is left out.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Glance, KeptReview};
use crate::domain::judging::anchor::Anchor;
use crate::domain::judging::review::{Comment, Draft, Kind, Mark, Revealed, Review};
use crate::domain::session::Session;
use crate::domain::session::event::{Evidence, Wall};

#[derive(Debug, Deserialize)]
pub(super) struct Form {
    coach: String,
    #[serde(default)]
    pub key: String,
    /// The id of the session that it is of.
    #[serde(default)]
    pub session: String,
    changed: Option<Wall>,
    revealed_at: Option<Wall>,
    #[serde(default)]
    revealed_early: bool,
    #[serde(default)]
    complete: bool,
    /// What the marks come to; a convenience, so nothing else hangs on its shape.
    levels: Option<toml::Value>,
    #[serde(default)]
    stage: Vec<StageForm>,
    #[serde(default)]
    comment: Vec<CommentForm>,
    draft: Option<DraftForm>,
}

#[derive(Debug, Deserialize)]
struct StageForm {
    id: String,
    #[serde(default)]
    marked_after_reveal: bool,
    #[serde(default)]
    mark: Vec<MarkForm>,
}

#[derive(Debug, Deserialize)]
struct MarkForm {
    item: usize,
    mark: MarkWord,
    look_for: Option<String>,
    level: Option<String>,
    in_stage: Option<String>,
    line: Option<usize>,
    text: Option<String>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum MarkWord {
    Shown,
    NotShown,
    NotAssessed,
}

#[derive(Debug, Deserialize)]
struct CommentForm {
    #[serde(flatten)]
    what: DraftForm,
    at: Wall,
    edited_at: Option<Wall>,
    resolved_at: Option<Wall>,
}

#[derive(Debug, Deserialize)]
struct DraftForm {
    of: Option<usize>,
    kind: Kind,
    stage: String,
    line: usize,
    on: String,
    text: String,
}

impl Form {
    pub fn glance(self) -> Glance {
        Glance {
            key: self.key,
            complete: self.complete,
            revealed: self.revealed_at.is_some(),
            levels: levels(self.levels.as_ref()),
        }
    }

    pub fn kept(self, name: &str, session: &Session) -> KeptReview {
        let stages = &session.head.plan.stages;
        let place = |id: &str| stages.iter().position(|stage| stage.id == id);
        let mut review = Review::new(&self.coach);
        review.changed = self.changed;
        review.revealed = self.revealed_at.map(|at| Revealed {
            at,
            early: self.revealed_early,
        });
        for stage in &self.stage {
            let Some(at) = place(&stage.id) else {
                continue;
            };
            if stage.marked_after_reveal {
                review.marked_after_reveal.insert(at);
            }
            let marks = stage
                .mark
                .iter()
                .filter_map(|mark| Some((mark.item, mark.mark(&place)?)));
            let marks: BTreeMap<usize, Mark> = marks.collect();
            if !marks.is_empty() {
                review.marks.entry(at).or_default().extend(marks);
            }
        }
        let comments = self.comment.iter().filter_map(|form| {
            let draft = form.what.draft(&place)?;
            Some(Comment {
                kind: draft.kind,
                anchor: draft.anchor,
                text: draft.text,
                at: form.at,
                edited: form.edited_at,
                resolved: form.resolved_at,
            })
        });
        review.comments = comments.collect();
        review.draft = self.draft.as_ref().and_then(|form| form.draft(&place));
        if let Some(of) = review.draft.as_mut().and_then(|draft| draft.of.as_mut()) {
            let before = self.comment.iter().take(*of);
            *of = before
                .filter(|form| place(&form.what.stage).is_some())
                .count();
        }
        KeptReview {
            name: name.to_owned(),
            key: self.key,
            review,
        }
    }
}

/// The levels from 1 to 4 by stage id; what is anything else is left out.
fn levels(table: Option<&toml::Value>) -> BTreeMap<String, u8> {
    let levels = table.and_then(toml::Value::as_table).into_iter().flatten();
    let levels = levels.filter_map(|(id, level)| {
        let level = u8::try_from(level.as_integer()?).ok()?;
        (1..=4).contains(&level).then(|| (id.clone(), level))
    });
    levels.collect()
}

impl MarkForm {
    fn mark(&self, place: &impl Fn(&str) -> Option<usize>) -> Option<Mark> {
        Some(match self.mark {
            MarkWord::NotShown => Mark::NotShown,
            MarkWord::NotAssessed => Mark::NotAssessed,
            MarkWord::Shown => Mark::Shown(Evidence {
                look_for: self.look_for.clone()?,
                level: self.level.clone()?,
                in_stage: place(self.in_stage.as_deref()?)?,
                line: self.line?,
                text: self.text.clone()?,
            }),
        })
    }
}

impl DraftForm {
    fn draft(&self, place: &impl Fn(&str) -> Option<usize>) -> Option<Draft> {
        Some(Draft {
            of: self.of,
            kind: self.kind,
            anchor: Anchor {
                stage: place(&self.stage)?,
                line: self.line,
                text: self.on.clone(),
            },
            text: self.text.clone(),
        })
    }
}

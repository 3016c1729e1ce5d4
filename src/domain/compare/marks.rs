//! What one source of marks said of a rubric in either attempt: levels, and the items that were gained and lost. It
//! takes marks from a report alone, so what is hidden from the reader stays hidden.

use serde::{Serialize, Serializer};

use super::{Both, Report, by_attempt};
use crate::domain::content::design::RubricItem;
use crate::domain::judging::review::{CoachMark, Review};
use crate::domain::session::stage_state::StageState;

/// Who marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkSource {
    /// The candidates themselves.
    Candidate,
    /// A coach, by name.
    Coach(String),
}

/// One source's marks of a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceMarks {
    pub by: MarkSource,
    /// 1 to 4; `None` where a stage is not marked to its end, or an attempt lacks it.
    #[serde(serialize_with = "by_attempt")]
    pub levels: Both<Option<u8>>,
    /// Shown in the earlier attempt, not shown in the later one.
    pub lost: Vec<ChangedItem>,
    /// Not shown in the earlier attempt, shown in the later one.
    pub gained: Vec<ChangedItem>,
}

/// A rubric item whose mark changed, by what its words look for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangedItem {
    pub look_for: String,
    pub level: &'static str,
}

impl Serialize for MarkSource {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(match self {
            Self::Candidate => "candidate",
            Self::Coach(name) => name,
        })
    }
}

/// The sources whose marks of both attempts the reader may see: the candidate, then every coach who has reviewed both.
pub fn sources(reports: Both<&Report<'_>>) -> Vec<MarkSource> {
    let [earlier, later] = reports;
    let mut sources = Vec::new();
    if earlier.sight.own && later.sight.own {
        sources.push(MarkSource::Candidate);
    }
    for review in later.reviews() {
        let source = MarkSource::Coach(review.coach.clone());
        if review_by(earlier, &review.coach).is_some() && !sources.contains(&source) {
            sources.push(source);
        }
    }
    sources
}

/// What a source says of one stage.
pub fn marks_of(
    reports: Both<&Report<'_>>,
    stages: Both<Option<usize>>,
    by: &MarkSource,
) -> SourceMarks {
    let [earlier, later] = [0, 1].map(|attempt| said(reports[attempt], stages[attempt], by));
    let turned = |to: bool| -> Vec<ChangedItem> {
        let became = |(item, shown): &&(&RubricItem, bool)| {
            let mut before = earlier.iter();
            let before = before.find(|(old, _)| old.look_for == item.look_for);
            *shown == to && before.is_some_and(|(_, before)| *before != to)
        };
        let turned = later.iter().filter(became);
        let changed = turned.map(|(item, _)| ChangedItem {
            look_for: item.look_for.clone(),
            level: item.level.word(),
        });
        changed.collect()
    };
    SourceMarks {
        by: by.clone(),
        levels: [0, 1].map(|attempt| level(reports[attempt], stages[attempt]?, by)),
        lost: turned(false),
        gained: turned(true),
    }
}

fn review_by<'a>(report: &Report<'a>, coach: &str) -> Option<&'a Review> {
    report.reviews().find(|review| review.coach == coach)
}

fn level(report: &Report<'_>, stage: usize, by: &MarkSource) -> Option<u8> {
    match by {
        MarkSource::Candidate => report.own_level(stage),
        MarkSource::Coach(name) => report.level(review_by(report, name)?, stage),
    }
}

/// The items of a stage that a source has said something of, and whether it was "shown". What was not said, or could
/// not be assessed, is neither gained nor lost by being said later.
fn said<'a>(
    report: &Report<'a>,
    stage: Option<usize>,
    by: &MarkSource,
) -> Vec<(&'a RubricItem, bool)> {
    let Some(stage) = stage else {
        return Vec::new();
    };
    let page = report.session.stages.get(stage);
    let review = match by {
        MarkSource::Candidate => None,
        MarkSource::Coach(name) => review_by(report, name),
    };
    let shown = |item: usize| match by {
        MarkSource::Candidate => page
            .filter(|_| report.sight.own)
            .and_then(|page| own(page, item)),
        MarkSource::Coach(_) => match review?.mark_of(stage, item)? {
            CoachMark::Shown(_) => Some(true),
            CoachMark::NotShown => Some(false),
            CoachMark::NotAssessed => None,
        },
    };
    let items = report.rubric(stage).iter().enumerate();
    let said = items.filter_map(|(index, item)| Some((item, shown(index)?)));
    said.collect()
}

/// An item without a mark counts as not shown once its stage is closed.
fn own(page: &StageState, item: usize) -> Option<bool> {
    let is_shown = page.evidence.contains_key(&item);
    let is_said = is_shown || page.not_shown.contains(&item) || page.level.is_some();
    is_said.then_some(is_shown)
}

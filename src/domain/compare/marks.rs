//! The marks of one source in both attempts: levels, and the items that were gained and lost. Marks come only from a
//! `Report`, so what is hidden from the reader stays hidden.

use serde::{Serialize, Serializer};

use super::{Both, Report, by_attempt};
use crate::domain::content::design::RubricItem;
use crate::domain::judging::review::{CoachMark, Review};
use crate::domain::session::stage_state::StageState;

/// Who marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkSource {
    /// The candidate's self-score.
    Candidate,
    /// A coach, by name.
    Coach(String),
}

/// One source's marks of a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceMarks {
    pub by: MarkSource,
    /// 1 to 4; `None` if the stage is not completely marked, or if the attempt does not have it.
    #[serde(serialize_with = "by_attempt")]
    pub levels: Both<Option<u8>>,
    /// Shown in the earlier attempt, not shown in the later one.
    pub lost: Vec<ChangedItem>,
    /// Not shown in the earlier attempt, shown in the later one.
    pub gained: Vec<ChangedItem>,
}

/// A rubric item whose mark changed, matched by its text.
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

/// The sources whose marks of both attempts the reader may see: the candidate, then every coach who reviewed both.
pub fn sources(reports: Both<&Report<'_>>) -> Vec<MarkSource> {
    let [earlier, later] = reports;
    let mut sources = Vec::new();
    if earlier.visibility.self_marks && later.visibility.self_marks {
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

/// The marks of one source of one stage.
pub fn marks_of(
    reports: Both<&Report<'_>>,
    stages: Both<Option<usize>>,
    by: &MarkSource,
) -> SourceMarks {
    let [earlier, later] =
        [0, 1].map(|attempt| marked_items(reports[attempt], stages[attempt], by));
    let changed = |to: bool| -> Vec<ChangedItem> {
        let is_changed = |(item, shown): &&(&RubricItem, bool)| {
            let mut before = earlier.iter();
            let before = before.find(|(old, _)| old.look_for == item.look_for);
            *shown == to && before.is_some_and(|(_, before)| *before != to)
        };
        let items = later.iter().filter(is_changed);
        let items = items.map(|(item, _)| ChangedItem {
            look_for: item.look_for.clone(),
            level: item.level.word(),
        });
        items.collect()
    };
    SourceMarks {
        by: by.clone(),
        levels: [0, 1].map(|attempt| level(reports[attempt], stages[attempt]?, by)),
        lost: changed(false),
        gained: changed(true),
    }
}

fn review_by<'a>(report: &Report<'a>, coach: &str) -> Option<&'a Review> {
    report.reviews().find(|review| review.coach == coach)
}

fn level(report: &Report<'_>, stage: usize, by: &MarkSource) -> Option<u8> {
    match by {
        MarkSource::Candidate => report.self_level(stage),
        MarkSource::Coach(name) => report.level(review_by(report, name)?, stage),
    }
}

/// The items of a stage that a source has marked, and whether as shown. Items that are not marked or could not be
/// assessed are left out, so that a later mark makes them neither gained nor lost.
fn marked_items<'a>(
    report: &Report<'a>,
    stage: Option<usize>,
    by: &MarkSource,
) -> Vec<(&'a RubricItem, bool)> {
    let Some(stage) = stage else {
        return Vec::new();
    };
    let state = report.session.stages.get(stage);
    let review = match by {
        MarkSource::Candidate => None,
        MarkSource::Coach(name) => review_by(report, name),
    };
    let shown = |item: usize| match by {
        MarkSource::Candidate => state
            .filter(|_| report.visibility.self_marks)
            .and_then(|state| self_mark(state, item)),
        MarkSource::Coach(_) => match review?.mark_of(stage, item)? {
            CoachMark::Shown(_) => Some(true),
            CoachMark::NotShown => Some(false),
            CoachMark::NotAssessed => None,
        },
    };
    let items = report.rubric(stage).iter().enumerate();
    let marked = items.filter_map(|(index, item)| Some((item, shown(index)?)));
    marked.collect()
}

/// Whether the candidate marked an item as shown. An item without a mark counts as not shown once its stage is closed.
fn self_mark(state: &StageState, item: usize) -> Option<bool> {
    let is_shown = state.evidence.contains_key(&item);
    let is_marked = is_shown || state.not_shown.contains(&item) || state.level.is_some();
    is_marked.then_some(is_shown)
}

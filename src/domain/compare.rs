//! Two attempts at the same design side by side: pace, coverage, marks and the text itself. It compares what its
//! reader may see of both, and grades nothing.
//!
//! It serializes to the JSON that other programs read. Wherever two attempts have a figure of one kind it is
//! `{"earlier": …, "later": …}`, each `null` where there is none; times are whole milliseconds of interview time:
//!
//! - `design` {`id`, `title`}
//! - `attempts` {`earlier`, `later`: {`id`, `candidate`, `started_at`, `status`, `condition` [..]}}
//! - `pace` {`earlier`, `later`: {`planned_ms`, `spent_ms`, `over_ms`}}: all stages together
//! - `stages` [..]: the later attempt's in its order, then those that only the earlier one has; each has
//!   - `id`, `title`, `pace` as above, `prompts` {`earlier`, `later`: {`covered`, `of`}}
//!   - `covered` {`both` [prompt], `lost` [prompt], `gained` [prompt]}
//!   - `marks` [{`by`: `candidate` or a coach's name, `levels` {`earlier`, `later`}, `lost` [{`look_for`, `level`}],
//!     `gained` [..]}]: the candidate's own come first; none unless both attempts are finished
//!   - `notes` {`removed`, `added`, `same`: lines; `rows` [{`is`: `same`, `removed`, `added` or `skipped`, `lines`,
//!     `pieces` [{`text`, `changed`}]}]}: a row is one line with its pieces, or several that were skipped, without

mod difference;
mod marks;

use std::collections::BTreeSet;
use std::time::Duration;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::judging::report::Report;
use super::session::Session;
use super::session::condition::Condition;
use super::session::event::{DesignName, Wall, millis};
use super::session::pace::{Pace, Times};
use super::session::plan::PlannedStage;
pub use difference::{DiffKind, DiffPiece, DiffRow, Difference};
pub use marks::{ChangedItem, MarkSource, SourceMarks};

/// Of the earlier attempt, then of the later one.
pub type Both<T> = [T; 2];

/// Why two sessions cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Incomparable {
    #[error("a session is compared with another one, and both are `{0}`")]
    Same(String),
    #[error("only two attempts at the same design can be compared: `{}` is at `{}`, `{}` at `{}`", .0[0], .1[0], .0[1], .1[1])]
    OtherDesign(Both<String>, Both<String>),
}

/// What two attempts at one design have and lack of each other.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Comparison {
    pub design: DesignName,
    #[serde(serialize_with = "by_attempt")]
    pub attempts: Both<Attempt>,
    /// All stages together; the time over is the sum of the stages'.
    #[serde(serialize_with = "by_attempt")]
    pub pace: Both<Figures>,
    /// The later attempt's stages in its order, then those that only the earlier one has.
    pub stages: Vec<ComparedStage>,
}

/// Whose run it was, and how it was held.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Attempt {
    pub id: String,
    pub candidate: String,
    #[serde(rename = "started_at", serialize_with = "rfc3339")]
    pub started: Wall,
    pub status: &'static str,
    pub condition: Vec<&'static str>,
}

/// Interview time of a stage or of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    pub exact: Times,
    /// In whole seconds: the stages of an attempt sum to its total.
    pub shown: Times,
}

/// One stage of either attempt or both, matched by its id. `None` where an attempt lacks it.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct ComparedStage {
    pub id: String,
    pub title: String,
    #[serde(serialize_with = "by_attempt")]
    pub pace: Both<Option<Figures>>,
    #[serde(serialize_with = "by_attempt")]
    pub prompts: Both<Option<Share>>,
    pub covered: Covered,
    /// The marks of each source whose marks of both attempts the reader may see; the candidate's own come first.
    pub marks: Vec<SourceMarks>,
    #[serde(rename = "notes")]
    pub text: Difference,
}

/// How many prompts were covered, and of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Share {
    pub covered: usize,
    pub of: usize,
}

/// Which prompts were marked covered, matched by their words.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Covered {
    pub both: Vec<String>,
    /// Covered in the earlier attempt alone.
    pub lost: Vec<String>,
    /// Covered in the later attempt alone.
    pub gained: Vec<String>,
}

/// One of the two attempts, with its pace.
struct Side<'a> {
    report: &'a Report<'a>,
    exact: Pace,
    shown: Pace,
}

impl Comparison {
    /// Compares two attempts, the one that was started first as the earlier.
    ///
    /// # Errors
    /// When they are one session, or at two designs.
    pub fn of(a: &Report<'_>, b: &Report<'_>) -> Result<Self, Incomparable> {
        let mut reports = [a, b];
        reports.sort_by_key(|report| {
            let head = &report.session.head;
            (head.wall, head.id.clone())
        });
        let heads = reports.map(|report| &report.session.head);
        let [earlier, later] = heads;
        if earlier.id == later.id {
            return Err(Incomparable::Same(later.id.clone()));
        }
        if earlier.design.id != later.design.id {
            return Err(Incomparable::OtherDesign(
                heads.map(|head| head.id.clone()),
                heads.map(|head| head.design.id.clone()),
            ));
        }
        // What was said of a rubric would give away the answers of an attempt that goes on.
        let is_over = reports.iter().all(|report| report.session.is_finished());
        let sources = if is_over {
            marks::sources(reports)
        } else {
            Vec::new()
        };
        let sides = reports.map(Side::of);
        let stages = pairs(reports).into_iter();
        Ok(Self {
            design: later.design.clone(),
            attempts: reports.map(|report| Attempt::of(report.session)),
            pace: sides.each_ref().map(|side| Figures {
                exact: side.exact.total,
                shown: side.shown.total,
            }),
            stages: stages
                .map(|indexes| stage(&sides, indexes, &sources))
                .collect(),
        })
    }
}

impl Attempt {
    fn of(session: &Session) -> Self {
        let condition = session.condition().into_iter();
        Self {
            id: session.head.id.clone(),
            candidate: session.head.candidate.clone(),
            started: session.head.wall,
            status: session.status(),
            condition: condition.map(Condition::word).collect(),
        }
    }
}

impl<'a> Side<'a> {
    fn of(report: &'a Report<'a>) -> Self {
        let session = report.session;
        let times = session.timeline_now().stages;
        Self {
            report,
            exact: Pace::exact(&times, session.stage),
            shown: Pace::shown(&times, session.stage),
        }
    }

    fn pace(&self, stage: usize) -> Option<Figures> {
        Some(Figures {
            exact: self.exact.stages.get(stage)?.times,
            shown: self.shown.stages.get(stage)?.times,
        })
    }

    fn planned(&self, stage: Option<usize>) -> Option<&'a PlannedStage> {
        self.report.session.head.plan.stages.get(stage?)
    }

    fn notes(&self, stage: Option<usize>) -> String {
        let page = stage.and_then(|stage| self.report.session.stages.get(stage));
        page.map_or(String::new(), |page| page.notes.to_string())
    }

    /// The prompts of a stage that were covered.
    fn covered(&self, stage: Option<usize>) -> Vec<&'a str> {
        let planned = self.planned(stage);
        let page = stage.and_then(|stage| self.report.session.stages.get(stage));
        let covered = page.iter().flat_map(|page| &page.covered);
        let prompts = covered.filter_map(|prompt| planned?.prompts.get(*prompt));
        prompts.map(|prompt| prompt.ask.as_str()).collect()
    }
}

/// Where each stage stands in either plan: the later plan's order, then what only the earlier one has. Of stages with
/// one id, which a plan should not have, each is taken once.
fn pairs(reports: Both<&Report<'_>>) -> Vec<Both<Option<usize>>> {
    let [earlier, later] = reports.map(|report| report.session.head.plan.stages.as_slice());
    let mut lone: BTreeSet<usize> = (0..earlier.len()).collect();
    let mut pairs: Vec<Both<Option<usize>>> = Vec::new();
    for (index, stage) in later.iter().enumerate() {
        let mut others = lone.iter().copied();
        let same = others.find(|other| earlier[*other].id == stage.id);
        lone.retain(|other| Some(*other) != same);
        pairs.push([same, Some(index)]);
    }
    pairs.extend(lone.into_iter().map(|index| [Some(index), None]));
    pairs
}

fn stage(
    sides: &Both<Side<'_>>,
    indexes: Both<Option<usize>>,
    sources: &[MarkSource],
) -> ComparedStage {
    let [earlier, later] = sides;
    let named = later.planned(indexes[1]).or(earlier.planned(indexes[0]));
    let of_each = [0, 1];
    let [was_covered, is_covered] = of_each.map(|side| sides[side].covered(indexes[side]));
    let covered = [was_covered.len(), is_covered.len()];
    let [old, new] = of_each.map(|side| sides[side].notes(indexes[side]));
    let reports = sides.each_ref().map(|side| side.report);
    let marks = sources.iter();
    ComparedStage {
        id: named.map_or(String::new(), |stage| stage.id.clone()),
        title: named.map_or(String::new(), |stage| stage.title.clone()),
        pace: of_each.map(|side| sides[side].pace(indexes[side]?)),
        prompts: of_each.map(|side| {
            let planned = sides[side].planned(indexes[side])?;
            Some(Share {
                covered: covered[side],
                of: planned.prompts.len(),
            })
        }),
        covered: Covered {
            both: those(&is_covered, &was_covered, true),
            lost: those(&was_covered, &is_covered, false),
            gained: those(&is_covered, &was_covered, false),
        },
        marks: marks
            .map(|source| marks::marks_of(reports, indexes, source))
            .collect(),
        text: Difference::of(&old, &new),
    }
}

/// Those prompts that the other attempt covered too, or did not.
fn those(prompts: &[&str], others: &[&str], shared: bool) -> Vec<String> {
    let those = prompts.iter();
    let those = those.filter(|ask| others.contains(ask) == shared);
    those.map(|ask| (*ask).to_owned()).collect()
}

fn by_attempt<T: Serialize, S: Serializer>(both: &Both<T>, to: S) -> Result<S::Ok, S::Error> {
    let mut map = to.serialize_map(Some(2))?;
    map.serialize_entry("earlier", &both[0])?;
    map.serialize_entry("later", &both[1])?;
    map.end()
}

fn rfc3339<S: Serializer>(wall: &Wall, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&super::units::rfc3339(*wall))
}

impl Serialize for Figures {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let figures = [
            ("planned_ms", self.exact.planned),
            ("spent_ms", self.exact.spent),
            ("over_ms", self.exact.over),
        ];
        to.collect_map(figures.map(|(name, time): (&str, Duration)| (name, millis::whole(time))))
    }
}

#[cfg(test)]
pub mod tests;

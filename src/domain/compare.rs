//! Two attempts at the same design side by side: pace, coverage, marks and notes. The comparison contains what its reader
//! may see of both and grades nothing.
//!
//! It serializes to the JSON that other programs read. A figure of both attempts is `{"earlier": …, "later": …}`, each
//! `null` if there is none. Times are whole milliseconds of interview time:
//!
//! - `design` {`id`, `title`}
//! - `attempts` {`earlier`, `later`: {`id`, `candidate`, `started_at`, `status`, `condition` [..]}}
//! - `pace` {`earlier`, `later`: {`planned_ms`, `spent_ms`, `over_ms`}}: all stages together
//! - `stages` [..]: the later attempt's in its order, then those that only the earlier one has; each has
//!   - `id`, `title`, `pace` as above, `prompts` {`earlier`, `later`: {`covered`, `of`}}
//!   - `covered` {`both` [prompt], `lost` [prompt], `gained` [prompt]}: empty where an attempt does not have the stage
//!   - `marks` [{`by`: `candidate` or a coach's name, `levels` {`earlier`, `later`}, `lost` [{`look_for`, `level`}],
//!     `gained` [..]}]: the candidate's come first; empty unless both attempts are finished
//!   - `notes` {`removed`, `added`, `same`: lines; `rows` [{`is`: `same`, `removed`, `added` or `skipped`, `lines`,
//!     `pieces` [{`text`, `changed`}]}]}: a row is one line with its pieces, or several skipped lines without pieces; `null`
//!     where an attempt does not have the stage

mod difference;
mod marks;

use std::collections::BTreeSet;
use std::time::Duration;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::judging::report::Report;
use super::session::condition::Condition;
use super::session::event::{DesignName, Wall, millis};
use super::session::pace::{Pace, Times};
use super::session::plan::PlannedStage;
use super::session::time_table::PlanDifference;
use super::session::timeline::clock;
use super::session::{Session, StageState};
pub use difference::{DiffKind, DiffPiece, DiffRow, Difference};
pub use marks::{ChangedItem, MarkSource, SourceMarks};

/// A value for the earlier attempt, then one for the later attempt.
pub type Both<T> = [T; 2];

/// Why two sessions cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CompareError {
    #[error("two different sessions are compared, and both are `{0}`")]
    Same(String),
    #[error("only two attempts at the same design can be compared: `{}` is at `{}`, `{}` at `{}`", .0[0], .1[0], .0[1], .1[1])]
    OtherDesign(Both<String>, Both<String>),
}

/// The comparison of two attempts at one design.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Comparison {
    pub design: DesignName,
    #[serde(serialize_with = "by_attempt")]
    pub attempts: Both<Attempt>,
    /// The total of all stages; the time over is the sum of the stages' overruns.
    #[serde(serialize_with = "by_attempt")]
    pub pace: Both<ComparedTimes>,
    /// Why the candidate's marks are left out, in a sentence for people.
    #[serde(skip)]
    pub hidden: Option<&'static str>,
    /// The later attempt's stages in its order, then those that only the earlier one has.
    pub stages: Vec<ComparedStage>,
}

/// One of the two attempts.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Attempt {
    pub id: String,
    pub candidate: String,
    #[serde(rename = "started_at", serialize_with = "rfc3339")]
    pub started: Wall,
    pub status: &'static str,
    pub condition: Vec<&'static str>,
}

/// The times of a stage or of all stages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ComparedTimes {
    /// In milliseconds.
    pub exact: Times,
    /// In whole seconds, rounded so that the stages of an attempt sum to its total.
    pub shown: Times,
}

impl ComparedTimes {
    /// The time spent in a stage: `not run` where there is none.
    pub fn spent_text(&self) -> String {
        if self.is_run() {
            clock(self.shown.spent)
        } else {
            PlanDifference::NotRun.to_string()
        }
    }

    /// Whether time was spent in the stage.
    pub fn is_run(&self) -> bool {
        !self.shown.spent.is_zero()
    }
}

/// One stage of one or both attempts, matched by its id. `None` if an attempt does not have it.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct ComparedStage {
    pub id: String,
    pub title: String,
    /// The short title, for narrow tables.
    #[serde(skip)]
    pub short: String,
    /// Where an attempt does not have the stage, which one: `not in the drill`. Then nothing was lost or gained in it.
    #[serde(skip)]
    pub absence: Option<String>,
    #[serde(serialize_with = "by_attempt")]
    pub pace: Both<Option<ComparedTimes>>,
    #[serde(serialize_with = "by_attempt")]
    pub prompts: Both<Option<Coverage>>,
    pub covered: Covered,
    /// The marks of each source whose marks of both attempts the reader may see; the candidate comes first.
    pub marks: Vec<SourceMarks>,
    /// `None` where an attempt does not have the stage.
    #[serde(rename = "notes")]
    pub text: Option<Difference>,
}

/// The number of covered prompts, and of all prompts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Coverage {
    pub covered: usize,
    pub of: usize,
}

/// The prompts that were marked as covered, matched by their text.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Covered {
    pub both: Vec<String>,
    /// Covered only in the earlier attempt.
    pub lost: Vec<String>,
    /// Covered only in the later attempt.
    pub gained: Vec<String>,
}

/// One of the two attempts, with its pace.
struct Side<'a> {
    report: &'a Report<'a>,
    exact: Pace,
    shown: Pace,
}

impl Comparison {
    /// Compares two attempts; the one that was started first is the earlier.
    ///
    /// # Errors
    /// If both are the same session, or if their designs differ.
    pub fn of(a: &Report<'_>, b: &Report<'_>) -> Result<Self, CompareError> {
        let mut reports = [a, b];
        reports.sort_by_key(|report| {
            let head = &report.session.head;
            (head.wall, head.id.clone())
        });
        let heads = reports.map(|report| &report.session.head);
        let [earlier, later] = heads;
        if earlier.id == later.id {
            return Err(CompareError::Same(later.id.clone()));
        }
        if earlier.design.id != later.design.id {
            return Err(CompareError::OtherDesign(
                heads.map(|head| head.id.clone()),
                heads.map(|head| head.design.id.clone()),
            ));
        }
        // Marks would give away the answers of an attempt that is not finished.
        let is_over = reports.iter().all(|report| report.session.is_finished());
        let sources = if is_over {
            marks::sources(reports)
        } else {
            Vec::new()
        };
        let hidden = if !is_over {
            Some("Levels and rubric marks are hidden until both attempts are finished.")
        } else if sources.contains(&MarkSource::Candidate) {
            None
        } else {
            Some("The candidate's levels and marks are hidden until you have scored both attempts.")
        };
        let sides = reports.map(Side::of);
        let stages = pairs(reports).into_iter();
        Ok(Self {
            hidden,
            design: later.design.clone(),
            attempts: reports.map(|report| Attempt::of(report.session)),
            pace: sides.each_ref().map(|side| ComparedTimes {
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

    /// Whether it was a drill of one stage.
    pub fn is_drill(&self) -> bool {
        self.condition.contains(&Condition::Drill.word())
    }
}

impl<'a> Side<'a> {
    fn of(report: &'a Report<'a>) -> Self {
        let session = report.session;
        let times = session.timeline_now();
        Self {
            report,
            exact: Pace::exact(&times, session.stage),
            shown: Pace::shown(&times, session.stage),
        }
    }

    fn pace(&self, stage: usize) -> Option<ComparedTimes> {
        Some(ComparedTimes {
            exact: self.exact.stages.get(stage)?.times,
            shown: self.shown.stages.get(stage)?.times,
        })
    }

    fn planned(&self, stage: Option<usize>) -> Option<&'a PlannedStage> {
        self.report.session.head.plan.stages.get(stage?)
    }

    fn state(&self, stage: Option<usize>) -> Option<&'a StageState> {
        self.report.session.stages.get(stage?)
    }

    fn is_drill(&self) -> bool {
        self.report.session.head.options.drill
    }

    /// The prompts of a stage that were covered.
    fn covered(&self, stage: Option<usize>) -> Vec<&'a str> {
        let planned = self.planned(stage);
        let covered = self.state(stage).into_iter();
        let covered = covered.flat_map(|state| &state.covered);
        let prompts = covered.filter_map(|prompt| planned?.prompts.get(*prompt));
        prompts.map(|prompt| prompt.ask.as_str()).collect()
    }
}

/// The index of each stage in both plans: in the later plan's order, then the stages that only the earlier one has. Each
/// index is used once, even if a plan has an id twice.
fn pairs(reports: Both<&Report<'_>>) -> Vec<Both<Option<usize>>> {
    let [earlier, later] = reports.map(|report| report.session.head.plan.stages.as_slice());
    let mut unmatched: BTreeSet<usize> = (0..earlier.len()).collect();
    let mut pairs: Vec<Both<Option<usize>>> = Vec::new();
    for (index, stage) in later.iter().enumerate() {
        let mut others = unmatched.iter().copied();
        let same = others.find(|other| earlier[*other].id == stage.id);
        unmatched.retain(|other| Some(*other) != same);
        pairs.push([same, Some(index)]);
    }
    pairs.extend(unmatched.into_iter().map(|index| [Some(index), None]));
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
    let absence = absence(sides, indexes);
    let [old, new] = of_each.map(|side| sides[side].state(indexes[side]));
    let both = old.zip(new).filter(|_| absence.is_none());
    let reports = sides.each_ref().map(|side| side.report);
    let marks = sources.iter();
    ComparedStage {
        id: named.map_or(String::new(), |stage| stage.id.clone()),
        title: named.map_or(String::new(), |stage| stage.title.clone()),
        short: named.map_or(String::new(), |stage| stage.short.clone()),
        pace: of_each.map(|side| sides[side].pace(indexes[side]?)),
        prompts: of_each.map(|side| {
            let planned = sides[side].planned(indexes[side])?;
            Some(Coverage {
                covered: covered[side],
                of: planned.prompts.len(),
            })
        }),
        covered: if absence.is_some() {
            Covered::default()
        } else {
            Covered {
                both: select(&is_covered, &was_covered, true),
                lost: select(&was_covered, &is_covered, false),
                gained: select(&is_covered, &was_covered, false),
            }
        },
        marks: marks
            .map(|source| marks::marks_of(reports, indexes, source))
            .collect(),
        text: both.map(|(old, new)| Difference::of(&old.notes.to_string(), &new.notes.to_string())),
        absence,
    }
}

/// Which attempt does not have the stage, where one does not: `not in the drill`, or if that tells nothing `not in the later
/// attempt`.
fn absence(sides: &Both<Side<'_>>, indexes: Both<Option<usize>>) -> Option<String> {
    let side = indexes.iter().position(Option::is_none)?;
    let which = ["earlier", "later"][side];
    Some(match (sides[side].is_drill(), sides[1 - side].is_drill()) {
        (true, false) => "not in the drill".to_owned(),
        (true, true) => format!("not in the {which} drill"),
        (false, _) => format!("not in the {which} one"),
    })
}

/// The prompts that the other attempt also covered (`shared`), or did not cover.
fn select(prompts: &[&str], others: &[&str], shared: bool) -> Vec<String> {
    let prompts = prompts.iter();
    let prompts = prompts.filter(|ask| others.contains(ask) == shared);
    prompts.map(|ask| (*ask).to_owned()).collect()
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

impl Serialize for ComparedTimes {
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

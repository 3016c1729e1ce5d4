//! Two attempts at the same design side by side: pace, coverage, marks, first mentions and the text itself. It
//! compares what its reader may see of both, and grades nothing.

mod difference;
mod marks;
pub mod mentions;

use std::collections::BTreeSet;
use std::time::Duration;

use super::compare::mentions::first_mentions;
use super::content::design::{Level, RubricItem};
use super::judging::report::Report;
use super::session::condition::Condition;
use super::session::event::{DesignName, Wall};
use super::session::plan::PlannedStage;
use super::session::timeline::StageTime;
pub use difference::{Difference, Piece, Row};
pub use marks::{Item, Judged, Source};

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
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    pub design: DesignName,
    pub attempts: Both<Attempt>,
    /// All stages together; the time over is the sum of the stages'.
    pub pace: Both<Pace>,
    /// The later attempt's stages in its order, then those that only the earlier one has.
    pub stages: Vec<Stage>,
    /// The design's concepts; none unless both attempts are finished and both have their log.
    pub concepts: Vec<Mention>,
}

/// Whose run it was, and how it was held.
#[derive(Debug, Clone, PartialEq)]
pub struct Attempt {
    pub id: String,
    pub candidate: String,
    pub started: Wall,
    pub is_finished: bool,
    pub condition: Vec<Condition>,
}

/// Interview time of a stage or of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pace {
    pub planned: Duration,
    pub spent: Duration,
    pub over: Duration,
}

/// One stage of either attempt or both, matched by its id. `None` where an attempt lacks it.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    pub id: String,
    pub title: String,
    pub pace: Both<Option<Pace>>,
    pub coverage: Coverage,
    /// The marks of each source whose marks of both attempts the reader may see; the candidate's own come first.
    pub marks: Vec<Judged>,
    /// When each rubric item was first touched on; none unless both attempts are finished and both have their log.
    pub items: Vec<(Item, Mention)>,
    pub text: Difference,
}

/// Which prompts were marked covered, matched by their words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coverage {
    /// How many prompts were covered, and of how many.
    pub share: Both<Option<(usize, usize)>>,
    pub both: Vec<String>,
    /// Covered in the earlier attempt alone.
    pub lost: Vec<String>,
    /// Covered in the later attempt alone.
    pub gained: Vec<String>,
}

/// The moment at which words first stood in the notes, whichever stage's; `None` where they never did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    pub words: String,
    pub at: Both<Option<Duration>>,
}

impl Comparison {
    /// Holds two attempts against each other, the one that was started first as the earlier.
    ///
    /// # Errors
    /// When they are one session, or at two designs.
    pub fn of(a: &Report<'_>, b: &Report<'_>) -> Result<Self, Incomparable> {
        let started = |report: &Report<'_>| {
            let head = &report.session.head;
            (head.wall, head.id.clone())
        };
        let mut reports = [a, b];
        reports.sort_by_key(|report| started(report));
        let heads = reports.map(|report| &report.session.head);
        let [earlier, later] = heads;
        if earlier.id == later.id {
            return Err(Incomparable::Same(later.id.clone()));
        }
        if earlier.design.id != later.design.id {
            let ids = heads.map(|head| head.id.clone());
            return Err(Incomparable::OtherDesign(
                ids,
                heads.map(|head| head.design.id.clone()),
            ));
        }
        // A rubric, and what was said of it, would give away the answers of the attempt that goes on.
        let is_over = reports.iter().all(|report| report.session.is_finished());
        let sources = if is_over {
            marks::sources(reports)
        } else {
            Vec::new()
        };
        // Without its journal nothing is known of when a session's words were written: that is not "never".
        let is_timed = is_over && reports.iter().all(|report| report.log.head().is_some());
        let (mut stages, mut signals) = (Vec::new(), Vec::new());
        for places in pairs(reports) {
            let rubric = if is_timed {
                rubric(reports, places)
            } else {
                Vec::new()
            };
            stages.push(stage(reports, places, &sources, &rubric));
            signals.extend(rubric.into_iter().map(|item| item.signals));
        }
        let concepts = if is_timed {
            concepts(reports)
        } else {
            Vec::new()
        };
        signals.extend(concepts.iter().map(|concept| vec![concept.clone()]));
        let mut moments = first_of_each(reports, &signals).into_iter();
        let items = stages.iter_mut().flat_map(|stage| &mut stage.items);
        for ((_, mention), at) in items.zip(&mut moments) {
            mention.at = at;
        }
        let concepts = concepts.into_iter().zip(moments);
        Ok(Self {
            design: later.design.clone(),
            attempts: reports.map(attempt),
            pace: reports.map(pace_in_all),
            stages,
            concepts: concepts.map(|(words, at)| Mention { words, at }).collect(),
        })
    }
}

fn attempt(report: &Report<'_>) -> Attempt {
    let session = report.session;
    Attempt {
        id: session.head.id.clone(),
        candidate: session.head.candidate.clone(),
        started: session.head.wall,
        is_finished: session.is_finished(),
        condition: session.condition(),
    }
}

fn pace_in_all(report: &Report<'_>) -> Pace {
    let timeline = report.session.timeline_now();
    Pace {
        planned: timeline.planned(),
        spent: timeline.elapsed(),
        over: timeline.over(),
    }
}

/// Where each stage stands in either plan: the later plan's order, then what only the earlier one has. Of stages with
/// one id, which a plan should not have, each is taken once.
fn pairs(reports: Both<&Report<'_>>) -> Vec<Both<Option<usize>>> {
    let [earlier, later] = reports.map(|report| report.session.head.plan.stages.as_slice());
    let mut lone: BTreeSet<usize> = (0..earlier.len()).collect();
    let mut pairs: Vec<Both<Option<usize>>> = Vec::new();
    for (place, stage) in later.iter().enumerate() {
        let same = lone
            .iter()
            .copied()
            .find(|other| earlier[*other].id == stage.id);
        lone.retain(|other| Some(*other) != same);
        pairs.push([same, Some(place)]);
    }
    pairs.extend(lone.into_iter().map(|place| [Some(place), None]));
    pairs
}

fn stage(
    reports: Both<&Report<'_>>,
    places: Both<Option<usize>>,
    sources: &[Source],
    rubric: &[RubricItem],
) -> Stage {
    let [earlier, later] = [0, 1].map(|attempt| planned(reports[attempt], places[attempt]));
    let named = later.or(earlier);
    let times = |attempt: usize| {
        let stages = reports[attempt].session.timeline_now().stages;
        places[attempt].and_then(|place| stages.get(place).map(pace_of))
    };
    let notes = |attempt: usize| {
        let page = places[attempt].and_then(|place| reports[attempt].session.pages.get(place));
        page.map_or(String::new(), |page| page.notes.to_string())
    };
    let marks = sources
        .iter()
        .map(|source| marks::judged(reports, places, source));
    let items = rubric.iter().map(|item| {
        let mention = Mention {
            words: item.look_for.clone(),
            at: [None, None],
        };
        (Item::of(item), mention)
    });
    Stage {
        id: named.map_or(String::new(), |stage| stage.id.clone()),
        title: named.map_or(String::new(), |stage| stage.title.clone()),
        pace: [times(0), times(1)],
        coverage: coverage(reports, places),
        marks: marks.collect(),
        items: items.collect(),
        text: Difference::of(&notes(0), &notes(1)),
    }
}

fn planned<'a>(report: &Report<'a>, place: Option<usize>) -> Option<&'a PlannedStage> {
    report.session.head.plan.stages.get(place?)
}

fn pace_of(time: &StageTime) -> Pace {
    Pace {
        planned: time.planned,
        spent: time.spent,
        over: time.over(),
    }
}

fn coverage(reports: Both<&Report<'_>>, places: Both<Option<usize>>) -> Coverage {
    let covered = |attempt: usize| -> Vec<&str> {
        let report = reports[attempt];
        let planned = planned(report, places[attempt]);
        let page = places[attempt].and_then(|place| report.session.pages.get(place));
        let covered = page.iter().flat_map(|page| &page.covered);
        let prompt = |prompt: &usize| planned?.prompts.get(*prompt);
        let prompts = covered.filter_map(prompt);
        prompts.map(|prompt| prompt.ask.as_str()).collect()
    };
    let [earlier, later] = [covered(0), covered(1)];
    let share = |attempt: usize, covered: &[&str]| {
        let planned = planned(reports[attempt], places[attempt])?;
        Some((covered.len(), planned.prompts.len()))
    };
    let those = |of: &[&str], others: &[&str], shared: bool| -> Vec<String> {
        let those = of.iter().filter(|ask| others.contains(ask) == shared);
        those.map(|ask| (*ask).to_owned()).collect()
    };
    Coverage {
        share: [share(0, &earlier), share(1, &later)],
        both: those(&later, &earlier, true),
        lost: those(&earlier, &later, false),
        gained: those(&later, &earlier, false),
    }
}

/// The rubric items of a stage in either attempt, each with the signals that either design gives it.
fn rubric(reports: Both<&Report<'_>>, places: Both<Option<usize>>) -> Vec<RubricItem> {
    let mut items: Vec<RubricItem> = Vec::new();
    for attempt in [1, 0] {
        let rubric = places[attempt].map_or(&[][..], |place| reports[attempt].rubric(place));
        for item in rubric {
            match items.iter_mut().find(|have| have.look_for == item.look_for) {
                Some(have) => have.signals.extend(item.signals.iter().cloned()),
                None => items.push(item.clone()),
            }
        }
    }
    items
}

/// The concepts of either design.
fn concepts(reports: Both<&Report<'_>>) -> Vec<String> {
    let mut concepts: Vec<String> = Vec::new();
    let [earlier, later] = reports;
    let designs = [later, earlier]
        .into_iter()
        .filter_map(|report| report.design);
    for concept in designs.flat_map(|design| &design.concepts) {
        if !concepts.contains(concept) {
            concepts.push(concept.clone());
        }
    }
    concepts
}

/// For each of several groups of words the moment at which the first of the group stood in the notes.
fn first_of_each(
    reports: Both<&Report<'_>>,
    groups: &[Vec<String>],
) -> Vec<Both<Option<Duration>>> {
    let words: Vec<&str> = groups.iter().flatten().map(String::as_str).collect();
    let moments = |report: &Report<'_>| {
        let mut moments = first_mentions(report.log, &words).into_iter();
        let of_group = |group: &Vec<String>| {
            let moments = moments.by_ref().take(group.len());
            moments.flatten().min()
        };
        groups.iter().map(of_group).collect::<Vec<_>>()
    };
    let [earlier, later] = reports.map(moments);
    let both = earlier.into_iter().zip(later);
    both.map(|(earlier, later)| [earlier, later]).collect()
}

impl Item {
    fn of(item: &RubricItem) -> Self {
        Self {
            look_for: item.look_for.clone(),
            level: item.level,
        }
    }
}

#[cfg(test)]
pub mod tests;

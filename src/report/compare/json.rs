//! The comparison as JSON.
//!
//! Wherever two attempts have a figure of one kind it is `{"earlier": …, "later": …}`, each `null` where there is
//! none. Times are whole milliseconds of interview time.
//!
//! - `schema_version`, `design` {`id`, `title`}
//! - `attempts` {`earlier`, `later`: {`id`, `candidate`, `started_at`, `status`, `condition` [..]}}
//! - `pace` {`earlier`, `later`: {`planned_ms`, `spent_ms`, `over_ms`}}: all stages together, `over_ms` their sum
//! - `stages` [..]: the later attempt's in its order, then those that only the earlier one has; each has
//!   - `id`, `title`, `pace` as above, `prompts` {`earlier`, `later`: {`covered`, `of`}}
//!   - `covered` {`both` [prompt], `lost` [prompt], `gained` [prompt]}
//!   - `marks` [{`by`: `candidate` or a coach's name, `levels` {`earlier`, `later`}, `lost` [{`look_for`, `level`}],
//!     `gained` [..]}]: the candidate's own come first
//!   - `rubric` [{`look_for`, `level`, `first_ms` {`earlier`, `later`}}]
//!   - `notes` {`removed`, `added`, `same`: lines; `rows` [{`is`: `same`, `removed`, `added` or `skipped`, `lines`,
//!     `pieces` [{`text`, `changed`}]}]}: a row is one line with its pieces, or several that were skipped, without
//! - `concepts` [{`concept`, `first_ms` {`earlier`, `later`}}]
//!
//! `marks`, `rubric` and `concepts` are empty unless both attempts are finished, `rubric` and `concepts` also where a
//! journal is lost: of when its words were written nothing is known.

use std::time::Duration;

use serde::Serialize;

use super::status;
use crate::domain::compare::{self, Both, Coverage, Judged, Piece, Row, Source};
use crate::domain::session::event::{DesignName, millis};
use crate::report::json::{SCHEMA_VERSION, pretty, wall};

#[derive(Serialize)]
struct Comparison<'a> {
    schema_version: u32,
    design: &'a DesignName,
    attempts: Pair<Attempt<'a>>,
    pace: Pair<Pace>,
    stages: Vec<Stage<'a>>,
    concepts: Vec<Concept<'a>>,
}

#[derive(Serialize)]
struct Pair<T> {
    earlier: T,
    later: T,
}

#[derive(Serialize)]
struct Attempt<'a> {
    id: &'a str,
    candidate: &'a str,
    started_at: String,
    status: &'static str,
    condition: Vec<&'static str>,
}

#[derive(Serialize)]
#[expect(
    clippy::struct_field_names,
    reason = "the fields are named as in all our JSON, with their unit"
)]
struct Pace {
    planned_ms: u64,
    spent_ms: u64,
    over_ms: u64,
}

#[derive(Serialize)]
struct Stage<'a> {
    id: &'a str,
    title: &'a str,
    pace: Pair<Option<Pace>>,
    prompts: Pair<Option<Share>>,
    covered: Covered<'a>,
    marks: Vec<Marks<'a>>,
    rubric: Vec<Touched<'a>>,
    notes: Notes<'a>,
}

#[derive(Serialize)]
struct Share {
    covered: usize,
    of: usize,
}

#[derive(Serialize)]
struct Covered<'a> {
    both: &'a [String],
    lost: &'a [String],
    gained: &'a [String],
}

#[derive(Serialize)]
struct Marks<'a> {
    by: &'a str,
    levels: Pair<Option<u8>>,
    lost: Vec<Item<'a>>,
    gained: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    look_for: &'a str,
    level: &'static str,
}

#[derive(Serialize)]
struct Touched<'a> {
    #[serde(flatten)]
    item: Item<'a>,
    first_ms: Pair<Option<u64>>,
}

#[derive(Serialize)]
struct Concept<'a> {
    concept: &'a str,
    first_ms: Pair<Option<u64>>,
}

#[derive(Serialize)]
struct Notes<'a> {
    removed: usize,
    added: usize,
    same: usize,
    rows: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    is: &'static str,
    lines: usize,
    pieces: Vec<Part<'a>>,
}

#[derive(Serialize)]
struct Part<'a> {
    text: &'a str,
    changed: bool,
}

impl<T> From<Both<T>> for Pair<T> {
    fn from([earlier, later]: Both<T>) -> Self {
        Self { earlier, later }
    }
}

/// The comparison as `forty compare --json` prints it.
pub fn json(comparison: &compare::Comparison) -> String {
    let concepts = comparison.concepts.iter().map(|concept| Concept {
        concept: &concept.words,
        first_ms: first(concept.at),
    });
    pretty(&Comparison {
        schema_version: SCHEMA_VERSION,
        design: &comparison.design,
        attempts: comparison.attempts.each_ref().map(attempt).into(),
        pace: comparison.pace.map(pace).into(),
        stages: comparison.stages.iter().map(stage).collect(),
        concepts: concepts.collect(),
    })
}

fn attempt(attempt: &compare::Attempt) -> Attempt<'_> {
    let condition = attempt.condition.iter().map(|condition| condition.word());
    Attempt {
        id: &attempt.id,
        candidate: &attempt.candidate,
        started_at: wall(attempt.started),
        status: status(attempt),
        condition: condition.collect(),
    }
}

fn pace(pace: compare::Pace) -> Pace {
    Pace {
        planned_ms: millis::whole(pace.planned),
        spent_ms: millis::whole(pace.spent),
        over_ms: millis::whole(pace.over),
    }
}

fn stage(stage: &compare::Stage) -> Stage<'_> {
    let Coverage {
        both,
        lost,
        gained,
        share,
    } = &stage.coverage;
    let share = share.map(|share| share.map(|(covered, of)| Share { covered, of }));
    let rubric = stage.items.iter().map(|(of, mention)| Touched {
        item: item(of),
        first_ms: first(mention.at),
    });
    Stage {
        id: &stage.id,
        title: &stage.title,
        pace: stage.pace.map(|time| time.map(pace)).into(),
        prompts: share.into(),
        covered: Covered { both, lost, gained },
        marks: stage.marks.iter().map(marks).collect(),
        rubric: rubric.collect(),
        notes: Notes {
            removed: stage.text.removed,
            added: stage.text.added,
            same: stage.text.same,
            rows: stage.text.rows.iter().map(line).collect(),
        },
    }
}

fn marks(judged: &Judged) -> Marks<'_> {
    Marks {
        by: match &judged.by {
            Source::Candidate => "candidate",
            Source::Coach(name) => name,
        },
        levels: judged.levels.into(),
        lost: judged.lost.iter().map(item).collect(),
        gained: judged.gained.iter().map(item).collect(),
    }
}

fn item(item: &compare::Item) -> Item<'_> {
    Item {
        look_for: &item.look_for,
        level: item.level.word(),
    }
}

fn first(at: Both<Option<Duration>>) -> Pair<Option<u64>> {
    at.map(|at| at.map(millis::whole)).into()
}

fn line(row: &Row) -> Line<'_> {
    let (is, lines, pieces) = match row {
        Row::Removed(pieces) => ("removed", 1, pieces.iter().map(part).collect()),
        Row::Added(pieces) => ("added", 1, pieces.iter().map(part).collect()),
        Row::Same(text) => {
            let changed = false;
            ("same", 1, vec![Part { text, changed }])
        }
        Row::Skipped(lines) => ("skipped", *lines, Vec::new()),
    };
    Line { is, lines, pieces }
}

fn part(piece: &Piece) -> Part<'_> {
    Part {
        text: &piece.text,
        changed: piece.changed,
    }
}

//! What a page that people read has beside the view: shown times, who is compared with whom, and what stands where.
//! Nothing here is cleaned or escaped: the templates do that with every text that they print.

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use super::view::{Comment, View};
use crate::domain::judging::facts::{
    Exchange, MarkedItem, Marker, NotesRow, PlacedComment, SessionFacts,
};
use crate::domain::judging::report::Report;
use crate::domain::judging::review::Review;
use crate::domain::judging::rubric::{level_gap, level_text};
use crate::domain::session::event::{Evidence, millis};
use crate::domain::session::pace::{Bar, Times};
use crate::domain::units::{date, rfc3339};

/// What the record is worth, said where it is shown.
const WORTH: &str = "Every edit of these notes is timed, and pauses, hints and overruns are recorded. \
    The record guards against accident and memory, not against forgery: whoever can write the files can rewrite them.";

#[derive(Serialize)]
struct Page<'a> {
    program: &'a str,
    is_finished: bool,
    /// Each condition of the run and what it means.
    conditions: Vec<[&'static str; 2]>,
    gaps: Vec<String>,
    /// All stages together.
    total: ShownTimes,
    /// Every stage, in the plan's order, whichever are told of below.
    pace: Vec<PaceRow<'a>>,
    levels: Option<Levels>,
    stages: Vec<StagePage<'a>>,
    reviews: Vec<ReviewPage<'a>>,
    worth: &'static str,
}

/// Whole seconds, as milliseconds.
#[derive(Serialize)]
struct ShownTimes {
    planned: u64,
    spent: u64,
    over: u64,
    unspent: u64,
}

#[derive(Serialize)]
struct PaceRow<'a> {
    title: &'a str,
    #[serde(flatten)]
    times: ShownTimes,
    /// What paid for the overrun.
    paid: Option<String>,
    covered: usize,
    prompts: usize,
    /// Per cent of the longest bar.
    planned_width: f64,
    within_width: f64,
    over_width: f64,
}

/// Everybody's levels, a row a stage.
#[derive(Serialize)]
struct Levels {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

#[derive(Serialize)]
struct StagePage<'a> {
    /// From 1.
    number: usize,
    #[serde(flatten)]
    pace: PaceRow<'a>,
    /// Whose level, and which.
    levels: Vec<[String; 2]>,
    exchanges: Vec<Spoken<'a>>,
    rows: Vec<Row<'a>>,
    /// Those on removed text last.
    comments: Vec<PageComment<'a>>,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Spoken<'a> {
    at: u64,
    kind: &'static str,
    text: &'a str,
    question: Option<&'a str>,
    answer: Option<&'a str>,
    reaction: Option<String>,
}

/// A line of the notes, or the silence before one.
#[derive(Serialize)]
#[serde(untagged)]
enum Row<'a> {
    Silence {
        silence: String,
    },
    Line {
        number: usize,
        text: String,
        /// The minute of the interview in which it was last touched; none beside a blank line.
        minute: Option<u64>,
        comments: Vec<PageComment<'a>>,
    },
}

#[derive(Serialize)]
struct PageComment<'a> {
    coach: &'a str,
    #[serde(flatten)]
    comment: Comment<'a>,
    /// The last line that it is on, from 1.
    last: Option<usize>,
}

#[derive(Serialize)]
struct Item<'a> {
    level: &'a str,
    look_for: &'a str,
    marks: Vec<ItemMark<'a>>,
}

#[derive(Serialize)]
struct ItemMark<'a> {
    who: String,
    /// Whether it is the candidate's own.
    is_own: bool,
    word: &'static str,
    shown: Option<Shown<'a>>,
}

/// Where an item is shown.
#[derive(Serialize)]
struct Shown<'a> {
    /// The stage's name and the line from 1.
    place: String,
    /// The id of the line's element in the page, if that line is there.
    target: Option<String>,
    text: &'a str,
}

#[derive(Serialize)]
struct ReviewPage<'a> {
    coach: &'a str,
    changed: Option<String>,
    /// Each stage that has a level, with it.
    levels: Vec<String>,
    comments: usize,
    resolved: usize,
    /// How far it goes, and what its writer knew.
    standing: Vec<String>,
}

/// What every template of a session is filled with; `only` keeps one stage.
pub fn values(report: &Report<'_>, only: Option<usize>) -> Value {
    let facts = SessionFacts::of(report);
    context! {
        view => Serde(View::of(&facts, only)),
        page => Serde(Page::of(&facts, only)),
        only => only.is_some(),
    }
}

impl<'a> Page<'a> {
    fn of(facts: &'a SessionFacts<'_>, only: Option<usize>) -> Self {
        let session = facts.report.session;
        let stages = 0..session.pages.len();
        let conditions = session.condition().into_iter();
        let gaps = session.gaps.iter();
        Self {
            program: &session.head.program,
            is_finished: session.is_finished(),
            conditions: conditions
                .map(|condition| [condition.word(), condition.meaning()])
                .collect(),
            gaps: gaps
                .map(|gap| format!("{gap}, since {}", date(gap.since)))
                .collect(),
            total: ShownTimes::of(facts.pace.total),
            pace: pace(facts),
            levels: levels(facts),
            stages: (pace(facts).into_iter().zip(stages))
                .filter(|(_, stage)| only.is_none_or(|only| only == *stage))
                .map(|(pace, stage)| StagePage::of(facts, stage, pace))
                .collect(),
            reviews: (facts.reviews.iter())
                .map(|(coach, review)| ReviewPage::of(facts, coach, review))
                .collect(),
            worth: WORTH,
        }
    }
}

impl ShownTimes {
    fn of(times: Times) -> Self {
        Self {
            planned: millis::whole(times.planned),
            spent: millis::whole(times.spent),
            over: millis::whole(times.over),
            unspent: millis::whole(times.unspent),
        }
    }
}

fn short(facts: &SessionFacts<'_>, stage: usize) -> String {
    let stage = facts.report.session.head.plan.stages.get(stage);
    stage
        .map_or("a stage that is not there", |stage| &stage.short)
        .to_owned()
}

fn pace<'a>(facts: &SessionFacts<'a>) -> Vec<PaceRow<'a>> {
    let paces = facts.pace.stages.iter().zip(facts.pace.bars());
    let rows = facts.stages().zip(paces);
    let rows = rows.map(|((plan, page), (pace, bar))| {
        let percent = |part: f64| (part * 1000.0).round() / 10.0;
        let Bar {
            planned,
            within,
            over,
        } = bar;
        PaceRow {
            title: &plan.title,
            times: ShownTimes::of(pace.times),
            paid: pace.paid_by(|stage| short(facts, stage)),
            covered: page.covered.len(),
            prompts: plan.prompts.len(),
            planned_width: percent(planned),
            within_width: percent(within),
            over_width: percent(over),
        }
    });
    rows.collect()
}

/// None before anybody has a level or a review to show. Where own levels and a coach's can be compared, a column says
/// how far they are apart.
fn levels(facts: &SessionFacts<'_>) -> Option<Levels> {
    let stages = 0..facts.report.session.pages.len();
    let rows: Vec<_> = stages.map(|stage| facts.levels(stage)).collect();
    if facts.reviews.is_empty() && rows.iter().all(|(own, _)| own.is_none()) {
        return None;
    }
    let is_own = facts.report.sight.own;
    let is_compared =
        |review: usize| is_own && rows.iter().any(|(_, theirs)| theirs[review].is_some());
    let mut columns: Vec<String> = is_own.then(|| "self".to_owned()).into_iter().collect();
    for (review, (coach, _)) in facts.reviews.iter().enumerate() {
        columns.push(coach.clone());
        columns.extend(is_compared(review).then(|| format!("gap to {coach}")));
    }
    let cells = |(own, theirs): &(Option<u8>, Vec<Option<u8>>)| {
        let mut cells: Vec<String> = is_own.then(|| level_text(*own)).into_iter().collect();
        for (review, level) in theirs.iter().enumerate() {
            cells.push(level_text(*level));
            cells.extend(is_compared(review).then(|| level_gap(*own, *level)));
        }
        cells
    };
    Some(Levels {
        columns,
        rows: rows.iter().map(cells).collect(),
    })
}

impl<'a> StagePage<'a> {
    fn of(facts: &'a SessionFacts<'_>, stage: usize, pace: PaceRow<'a>) -> Self {
        let (own, theirs) = facts.levels(stage);
        let own = own.map(|level| ["self".to_owned(), level_text(Some(level))]);
        let theirs = facts.reviews.iter().zip(theirs);
        let theirs = theirs
            .filter_map(|((coach, _), level)| Some([coach.clone(), level_text(Some(level?))]));
        let comments = facts.comments_on(stage).into_iter();
        Self {
            number: stage + 1,
            pace,
            levels: own.into_iter().chain(theirs).collect(),
            exchanges: facts.exchanges(stage).iter().map(spoken).collect(),
            rows: facts
                .rows(stage)
                .into_iter()
                .map(|row| self::row(facts, row))
                .collect(),
            comments: comments
                .map(|comment| PageComment::of(facts, comment))
                .collect(),
            items: facts
                .items(stage)
                .iter()
                .map(|item| self::item(facts, item))
                .collect(),
        }
    }
}

fn spoken<'a>(exchange: &Exchange<'a>) -> Spoken<'a> {
    Spoken {
        at: millis::whole(exchange.at),
        kind: exchange.kind.word(),
        text: exchange.text,
        question: exchange.reply.map(|(question, _)| question),
        answer: exchange.reply.map(|(_, answer)| answer),
        reaction: exchange.reaction.map(|reaction| reaction.to_string()),
    }
}

fn row<'a>(facts: &'a SessionFacts<'_>, row: NotesRow<'a>) -> Row<'a> {
    match row {
        NotesRow::Silence(silence) => Row::Silence {
            silence: silence.to_string(),
        },
        NotesRow::Line(line) => Row::Line {
            number: line.number,
            minute: (!line.text.is_empty()).then_some(line.touched.as_secs() / 60),
            text: line.text,
            comments: (line.comments.into_iter())
                .map(|comment| PageComment::of(facts, comment))
                .collect(),
        },
    }
}

impl<'a> PageComment<'a> {
    fn of(facts: &'a SessionFacts<'_>, placed: &'a PlacedComment<'a>) -> Self {
        Self {
            coach: &placed.coach,
            comment: Comment::of(facts, placed),
            last: placed.lines().map(|(_, last)| last + 1),
        }
    }
}

fn item<'a>(facts: &SessionFacts<'_>, item: &MarkedItem<'a>) -> Item<'a> {
    let marks = item.marks.iter().map(|(marker, judgment)| ItemMark {
        who: facts.name(*marker).to_owned(),
        is_own: *marker == Marker::Candidate,
        word: judgment.word(),
        shown: judgment.evidence().map(|evidence| shown(facts, evidence)),
    });
    Item {
        level: item.level,
        look_for: item.look_for,
        marks: marks.collect(),
    }
}

fn shown<'a>(facts: &SessionFacts<'_>, evidence: &'a Evidence) -> Shown<'a> {
    let page = facts.report.session.pages.get(evidence.in_stage);
    let notes = page
        .map(|page| &page.notes)
        .filter(|notes| !notes.is_empty());
    let is_there = notes.is_some_and(|notes| evidence.line < notes.line_count());
    let (stage, line) = (evidence.in_stage, evidence.line.saturating_add(1));
    Shown {
        place: format!("{} line {line}", short(facts, stage)),
        target: is_there.then(|| format!("stage-{}-line-{line}", stage + 1)),
        text: evidence.text.trim(),
    }
}

impl<'a> ReviewPage<'a> {
    fn of(facts: &SessionFacts<'_>, coach: &'a str, review: &Review) -> Self {
        let levels = facts.stages().enumerate().filter_map(|(stage, (plan, _))| {
            let level = facts.report.level(review, stage)?;
            Some(format!("{} {level}", plan.short))
        });
        let resolved = review.comments.iter();
        Self {
            coach,
            changed: review.changed.map(rfc3339),
            levels: levels.collect(),
            comments: review.comments.len(),
            resolved: resolved
                .filter(|comment| comment.resolved.is_some())
                .count(),
            standing: standing(facts, review),
        }
    }
}

/// How far a review goes, when the marks of others were revealed to its writer, and what changed after that.
fn standing(facts: &SessionFacts<'_>, review: &Review) -> Vec<String> {
    let complete = if facts.is_complete(review) {
        "Every item of every stage is marked."
    } else {
        "Not every item is marked."
    };
    let Some(revealed) = review.revealed else {
        return vec![
            complete.to_owned(),
            "The marks of others were not revealed.".to_owned(),
        ];
    };
    let when = if revealed.early {
        "early, before every stage was scored"
    } else {
        "after every stage was scored"
    };
    let changed = review.marked_after_reveal.iter();
    let changed: Vec<String> = changed.map(|stage| short(facts, *stage)).collect();
    vec![
        complete.to_owned(),
        format!(
            "The marks of others were revealed {when}: {}.",
            date(revealed.at)
        ),
        if changed.is_empty() {
            "No mark changed after that.".to_owned()
        } else {
            format!("Marks changed after that in {}.", changed.join(", "))
        },
    ]
}

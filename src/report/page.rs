//! What a page that people read has beside the view: shown times, who is compared with whom, and what stands where.
//! Nothing here is cleaned or escaped: the templates do that with every text that they print.

mod review;
mod tables;

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use super::view::{Comment, View};
use crate::domain::judging::facts::{
    Exchange, MarkedItem, Marker, NotesRow, PlacedComment, SessionFacts,
};
use crate::domain::judging::report::Report;
use crate::domain::judging::rubric::level_text;
use crate::domain::session::event::{Evidence, millis};
use crate::domain::units::date;
use review::ReviewPage;
use tables::{Levels, PaceRow, ShownTimes, levels, pace};

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
        let stages = 0..session.stages.len();
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

fn short(facts: &SessionFacts<'_>, stage: usize) -> String {
    let stage = facts.report.session.head.plan.stages.get(stage);
    stage
        .map_or("a stage that is not there", |stage| &stage.short)
        .to_owned()
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
    let page = facts.report.session.stages.get(evidence.in_stage);
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

//! What the templates print in addition to the JSON view: times in whole seconds, tables, and the notes with silences
//! and comments in their lines. Nothing is cleaned or escaped here, because the templates do that with every text.

mod review;
mod tables;

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use super::view::{CommentView, SessionView};
use crate::domain::judging::anchor::LinePosition;
use crate::domain::judging::evidence::PlacedEvidence;
use crate::domain::judging::facts::{
    DebriefExchange, Judgment, MarkedItem, Marker, NotesRow, PlacedComment, SessionFacts,
};
use crate::domain::judging::report::Report;
use crate::domain::judging::rubric::level_text;
use crate::domain::session::event::millis;
use crate::domain::session::pace::Times;
use crate::domain::session::time_table::TimeTable;
use crate::domain::session::timeline::clock;
use crate::domain::units::{date, minute};
use review::{MessageSection, ReviewSummary};
use tables::{LevelTable, PaceRow, level_table, pace_rows};

/// How far the record can be trusted.
const TRUST: &str = "Every edit of these notes is timed, and pauses, hints and overruns are recorded. \
    The record guards against accident and memory, not against forgery: whoever can write the files can rewrite them.";

#[derive(Serialize)]
struct ReportPage<'a> {
    program: &'a str,
    /// The name and the meaning of each condition of the run.
    conditions: Vec<[&'static str; 2]>,
    gaps: Vec<String>,
    /// All stages together.
    total: Times,
    /// How all stages differ from their plans, as text.
    differences: String,
    /// Every stage, in the plan's order, also where only one is printed.
    pace: Vec<PaceRow<'a>>,
    levels: Option<LevelTable>,
    /// The messages of the coaches, which come first.
    messages: Vec<MessageSection<'a>>,
    stages: Vec<StageSection<'a>>,
    reviews: Vec<ReviewSummary<'a>>,
    trust: &'static str,
}

#[derive(Serialize)]
struct StageSection<'a> {
    /// From 1.
    number: usize,
    #[serde(flatten)]
    pace: PaceRow<'a>,
    /// The name of who gave each level, and the level.
    levels: Vec<[String; 2]>,
    exchanges: Vec<ExchangeRow<'a>>,
    rows: Vec<NotesRowView<'a>>,
    /// Comments on removed text come last.
    comments: Vec<CommentRow<'a>>,
    items: Vec<RubricRow<'a>>,
}

#[derive(Serialize)]
struct ExchangeRow<'a> {
    at: u64,
    kind: &'static str,
    text: &'a str,
    question: Option<&'a str>,
    answer: Option<&'a str>,
    /// When a follow-up was marked as answered, and how soon the notes changed after it.
    reaction: Option<String>,
}

/// A line of the notes, or the silence before one.
#[derive(Serialize)]
#[serde(untagged)]
enum NotesRowView<'a> {
    Silence {
        silence: String,
    },
    Line {
        number: usize,
        text: String,
        /// The minute of the interview in which the line was last edited; `None` for a blank line.
        minute: Option<u64>,
        comments: Vec<CommentRow<'a>>,
    },
}

#[derive(Serialize)]
struct CommentRow<'a> {
    coach: &'a str,
    #[serde(flatten)]
    comment: CommentView<'a>,
    /// The last commented line, from 1.
    last: Option<usize>,
    /// What it is on where it is on no lines.
    part: String,
}

#[derive(Serialize)]
struct RubricRow<'a> {
    level: &'a str,
    look_for: &'a str,
    marks: Vec<RubricMark<'a>>,
    /// The coach and the note.
    notes: Vec<[String; 2]>,
}

#[derive(Serialize)]
struct RubricMark<'a> {
    who: String,
    is_self: bool,
    word: &'static str,
    shown: Option<EvidenceLink<'a>>,
}

/// The line of the notes that shows a rubric item.
#[derive(Serialize)]
struct EvidenceLink<'a> {
    /// The short title of the stage and the line, from 1.
    location: String,
    /// The id of the line's element in the page, where the notes still have its words.
    target: Option<String>,
    /// The line as it was marked.
    text: &'a str,
    /// What is said of a line that was changed later.
    change: Option<&'static str>,
}

/// The values for every template of a session; `only` is the index of the one stage to print.
pub fn values(report: &Report<'_>, only: Option<usize>) -> Value {
    let facts = SessionFacts::of(report);
    context! {
        view => Serde(SessionView::new(&facts, only)),
        page => Serde(ReportPage::new(&facts, only)),
        only => only.is_some(),
    }
}

impl<'a> ReportPage<'a> {
    fn new(facts: &'a SessionFacts<'_>, only: Option<usize>) -> Self {
        let session = facts.report.session;
        let stages = 0..session.stages.len();
        let times = TimeTable::of(session, &facts.pace);
        let pace = pace_rows(facts, &times);
        let conditions = session.condition().into_iter();
        let gaps = session.shown_gaps().into_iter();
        Self {
            program: &session.head.program,
            conditions: conditions
                .map(|condition| [condition.word(), condition.meaning()])
                .collect(),
            gaps: gaps
                .map(|gap| format!("{gap}, since {}", date(gap.since)))
                .collect(),
            differences: times.differences_text(),
            total: times.total,
            pace: pace.clone(),
            levels: level_table(facts),
            messages: (facts.reviews.iter())
                .filter_map(|(coach, review)| MessageSection::new(coach, &review.message))
                .collect(),
            stages: (pace.into_iter().zip(stages))
                .filter(|(_, stage)| only.is_none_or(|only| only == *stage))
                .map(|(pace, stage)| StageSection::new(facts, stage, pace))
                .collect(),
            reviews: (facts.reviews.iter())
                .map(|(coach, review)| ReviewSummary::new(facts, coach, review))
                .collect(),
            trust: TRUST,
        }
    }
}

fn short_title(facts: &SessionFacts<'_>, stage: usize) -> String {
    let stage = facts.report.session.head.plan.stages.get(stage);
    stage
        .map_or("a stage that does not exist", |stage| &stage.short)
        .to_owned()
}

impl<'a> StageSection<'a> {
    fn new(facts: &'a SessionFacts<'_>, stage: usize, pace: PaceRow<'a>) -> Self {
        let (self_level, coach_levels) = facts.levels(stage);
        let self_level = self_level.map(|level| ["self".to_owned(), level_text(Some(level))]);
        let coach_levels = facts.reviews.iter().zip(coach_levels);
        let coach_levels = coach_levels
            .filter_map(|((coach, _), level)| Some([coach.clone(), level_text(Some(level?))]));
        let comments = facts.comments_on(stage).into_iter();
        Self {
            number: stage + 1,
            pace,
            levels: self_level.into_iter().chain(coach_levels).collect(),
            exchanges: facts.exchanges(stage).iter().map(exchange_row).collect(),
            rows: facts
                .rows(stage)
                .into_iter()
                .map(|row| notes_row(facts, row))
                .collect(),
            comments: comments
                .map(|comment| CommentRow::new(facts, comment))
                .collect(),
            items: facts
                .items(stage)
                .iter()
                .map(|item| rubric_row(facts, stage, item))
                .collect(),
        }
    }
}

fn exchange_row<'a>(exchange: &DebriefExchange<'a>) -> ExchangeRow<'a> {
    ExchangeRow {
        at: millis::whole(exchange.at),
        kind: exchange.kind.word(),
        text: exchange.text,
        question: exchange.reply.map(|(question, _)| question),
        answer: exchange.reply.map(|(_, answer)| answer),
        reaction: reaction(exchange),
    }
}

/// `answered at 3:10, the notes changed 0:50 later`.
fn reaction(exchange: &DebriefExchange<'_>) -> Option<String> {
    let answered = exchange
        .answered
        .map(|at| format!("answered at {}", clock(at)));
    let changed = exchange.reaction.map(|reaction| reaction.to_string());
    let parts: Vec<String> = answered.into_iter().chain(changed).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn notes_row<'a>(facts: &'a SessionFacts<'_>, row: NotesRow<'a>) -> NotesRowView<'a> {
    match row {
        NotesRow::Silence(silence) => NotesRowView::Silence {
            silence: silence.to_string(),
        },
        NotesRow::Line(line) => NotesRowView::Line {
            number: line.number,
            minute: (!line.text.is_empty()).then(|| minute(line.touched)),
            text: line.text,
            comments: (line.comments.into_iter())
                .map(|comment| CommentRow::new(facts, comment))
                .collect(),
        },
    }
}

impl<'a> CommentRow<'a> {
    fn new(facts: &'a SessionFacts<'_>, placed: &'a PlacedComment<'a>) -> Self {
        Self {
            coach: &placed.coach,
            comment: CommentView::new(facts, placed),
            last: placed.lines().map(|(_, last)| last + 1),
            part: placed.comment.anchor.part_of_stage(),
        }
    }
}

fn rubric_row<'a>(facts: &SessionFacts<'_>, stage: usize, item: &MarkedItem<'a>) -> RubricRow<'a> {
    let is_closed = facts.report.session.stages[stage].level.is_some();
    let word = |marker: Marker, judgment: Judgment<'_>| match (marker, judgment) {
        // In a closed stage what the candidate did not mark counts as not shown.
        (Marker::Candidate, Judgment::Unmarked) if is_closed => Judgment::NotShown.word(),
        _ => judgment.word(),
    };
    let marks = item.marks.iter().map(|(marker, judgment)| RubricMark {
        who: facts.name(*marker).to_owned(),
        is_self: *marker == Marker::Candidate,
        word: word(*marker, *judgment),
        shown: judgment
            .evidence()
            .map(|placed| evidence_link(facts, &placed)),
    });
    RubricRow {
        level: item.level,
        look_for: item.look_for,
        marks: marks.collect(),
        notes: (item.notes.iter())
            .map(|(by, text)| [facts.name(*by).to_owned(), (*text).to_owned()])
            .collect(),
    }
}

fn evidence_link<'a>(facts: &SessionFacts<'_>, placed: &PlacedEvidence<'a>) -> EvidenceLink<'a> {
    let LinePosition { stage, line } = placed.location();
    let line = line.saturating_add(1);
    let target = placed.position;
    EvidenceLink {
        location: format!("{} line {line}", short_title(facts, stage)),
        target: target.map(|_| format!("stage-{}-line-{line}", stage + 1)),
        text: placed.evidence.text.trim(),
        change: placed.change(),
    }
}

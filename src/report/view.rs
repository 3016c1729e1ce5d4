//! A session as other programs read it, field by field as documented: the one view that JSON writes and every page is
//! made from. Times are whole milliseconds; texts are exactly as they are in the files.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Serialize;

use super::json::SCHEMA_VERSION;
use crate::domain::judging::facts::{
    Exchange, ExchangeKind, Judgment, Marker, PlacedComment, SessionFacts,
};
use crate::domain::judging::review;
use crate::domain::session::event::{self, DesignName, millis};
use crate::domain::session::pace::StagePace;
use crate::domain::session::{Gap, Session};
use crate::domain::units::rfc3339;

#[derive(Serialize)]
pub struct View<'a> {
    schema_version: u32,
    id: &'a str,
    design: &'a DesignName,
    candidate: &'a str,
    started_at: String,
    ended_at: Option<String>,
    status: &'static str,
    condition: Vec<&'static str>,
    seed: u32,
    elapsed_ms: u64,
    pauses: Vec<Pause>,
    stages: Vec<Stage<'a>>,
    /// Null where nothing was written, and where the reader may not see it yet.
    next_time: Option<&'a str>,
    reviews: Vec<Review<'a>>,
}

/// Time that was not counted.
#[derive(Serialize)]
struct Pause {
    at_ms: u64,
    /// Wall time; null while it lasts.
    ms: Option<u64>,
    why: &'static str,
}

#[derive(Serialize)]
struct Stage<'a> {
    id: &'a str,
    title: &'a str,
    budget_ms: u64,
    spent_ms: u64,
    over_ms: u64,
    notes: String,
    lines: Vec<Line>,
    silences: Vec<Silence>,
    covered: Vec<&'a str>,
    hints: Vec<Hint<'a>>,
    asked: Vec<Asked<'a>>,
    follow_ups: Vec<FollowUp<'a>>,
    level: Option<u8>,
    evidence: Vec<Evidence<'a>>,
    /// Items that the candidate marked so, in their words.
    not_shown: Vec<&'a str>,
    marked_after_reference: bool,
    /// Null before the finish.
    ledger: Option<Ledger<'a>>,
}

#[derive(Serialize)]
struct Line {
    text: String,
    touched_ms: u64,
}

#[derive(Serialize)]
struct Silence {
    from_ms: u64,
    to_ms: u64,
}

#[derive(Serialize)]
struct Hint<'a> {
    prompt: &'a str,
    at_ms: u64,
}

#[derive(Serialize)]
struct Asked<'a> {
    typed: &'a str,
    question: Option<&'a str>,
    answer: Option<&'a str>,
    at_ms: u64,
}

#[derive(Serialize)]
struct FollowUp<'a> {
    ask: &'a str,
    at_ms: u64,
    /// How long until the notes of the stage changed; null where they never did.
    reacted_ms: Option<u64>,
}

/// A rubric item marked shown.
#[derive(Serialize)]
struct Evidence<'a> {
    look_for: &'a str,
    level: &'a str,
    /// The id of the stage in whose notes the line stands.
    stage: &'a str,
    /// From 1.
    line: usize,
    text: &'a str,
}

/// What paid for the stage's overrun.
#[derive(Serialize)]
struct Ledger<'a> {
    unspent_ms: u64,
    saved: Vec<Paid<'a>>,
    taken: Vec<Paid<'a>>,
    past_end_ms: u64,
}

#[derive(Serialize)]
struct Paid<'a> {
    stage: &'a str,
    ms: u64,
}

#[derive(Serialize)]
struct Review<'a> {
    coach: &'a str,
    /// When it was last changed.
    at: Option<String>,
    /// By the stage's id.
    levels: BTreeMap<&'a str, u8>,
    /// Whether every item of every stage is marked.
    complete: bool,
    revealed_at: Option<String>,
    revealed_early: bool,
    /// Ids of stages.
    marked_after_reveal: Vec<&'a str>,
    marks: Vec<Mark<'a>>,
    comments: Vec<Comment<'a>>,
}

/// What the coach says of an item of a stage's rubric.
#[derive(Serialize)]
struct Mark<'a> {
    stage: &'a str,
    look_for: &'a str,
    level: &'a str,
    #[serde(rename = "mark")]
    word: &'static str,
    evidence: Option<Evidence<'a>>,
}

#[derive(Serialize)]
pub struct Comment<'a> {
    kind: &'static str,
    /// The id of the stage in whose notes its text stands; of the one it was made in where the text was removed.
    stage: &'a str,
    /// The first line, from 1; null where the text was removed.
    line: Option<usize>,
    /// The text it was made on.
    on: &'a str,
    text: &'a str,
    at: String,
    edited_at: Option<String>,
    resolved_at: Option<String>,
}

impl<'a> View<'a> {
    /// The whole session; `only` keeps one stage.
    pub fn of(facts: &'a SessionFacts<'_>, only: Option<usize>) -> Self {
        let session = facts.report.session;
        let stages =
            (0..session.pages.len()).filter(|stage| only.is_none_or(|only| only == *stage));
        let condition = session.condition().into_iter();
        Self {
            schema_version: SCHEMA_VERSION,
            id: &session.head.id,
            design: &session.head.design,
            candidate: &session.head.candidate,
            started_at: rfc3339(session.head.wall),
            ended_at: session.ended.map(rfc3339),
            status: session.status(),
            condition: condition.map(|condition| condition.word()).collect(),
            seed: session.head.seed,
            elapsed_ms: millis::whole(facts.exact.total.spent),
            pauses: session.gaps.iter().map(pause).collect(),
            stages: stages.map(|stage| Stage::of(facts, stage)).collect(),
            next_time: facts.report.next_time(),
            reviews: (0..facts.reviews.len())
                .map(|review| Review::of(facts, review))
                .collect(),
        }
    }
}

/// The id of a stage; empty where the plan has no such stage.
fn id_of(session: &Session, stage: usize) -> &str {
    let stage = session.head.plan.stages.get(stage);
    stage.map_or("", |stage| stage.id.as_str())
}

fn pause(gap: &Gap) -> Pause {
    Pause {
        at_ms: millis::whole(gap.at),
        ms: gap.length.map(millis::whole),
        why: gap.why.word(),
    }
}

impl<'a> Stage<'a> {
    fn of(facts: &'a SessionFacts<'_>, stage: usize) -> Self {
        let session = facts.report.session;
        let (plan, page) = (&session.head.plan.stages[stage], &session.pages[stage]);
        let pace = &facts.exact.stages[stage];
        let own = facts.report.sight.own;
        let covered = page.covered.iter();
        let lines = facts.lines(stage).into_iter();
        let mut silences: Vec<_> = facts.silences(stage).map(|(_, silence)| silence).collect();
        silences.sort_by_key(|silence| silence.from);
        let evidence = page.evidence.values().filter(|_| own);
        let exchanges = facts.exchanges(stage);
        let of_kind = |kind| {
            exchanges
                .iter()
                .filter(move |exchange| exchange.kind == kind)
        };
        Self {
            id: &plan.id,
            title: &plan.title,
            budget_ms: millis::whole(pace.times.planned),
            spent_ms: millis::whole(pace.times.spent),
            over_ms: millis::whole(pace.times.over),
            notes: page.notes.to_string(),
            lines: lines.map(line).collect(),
            silences: silences
                .into_iter()
                .map(|silence| Silence {
                    from_ms: millis::whole(silence.from),
                    to_ms: millis::whole(silence.to),
                })
                .collect(),
            covered: covered
                .filter_map(|prompt| Some(plan.prompts.get(*prompt)?.ask.as_str()))
                .collect(),
            hints: of_kind(ExchangeKind::Hint).map(hint).collect(),
            asked: of_kind(ExchangeKind::Asked).map(asked).collect(),
            follow_ups: of_kind(ExchangeKind::FollowUp).map(follow_up).collect(),
            level: facts.report.own_level(stage),
            evidence: evidence.map(|shown| Evidence::of(session, shown)).collect(),
            not_shown: not_shown(facts, stage),
            marked_after_reference: own && page.marked_after_reference,
            ledger: (session.is_finished()).then(|| Ledger::of(session, pace)),
        }
    }
}

fn line((text, touched): (String, Duration)) -> Line {
    Line {
        text,
        touched_ms: millis::whole(touched),
    }
}

fn hint<'a>(exchange: &Exchange<'a>) -> Hint<'a> {
    Hint {
        prompt: exchange.text,
        at_ms: millis::whole(exchange.at),
    }
}

fn asked<'a>(exchange: &Exchange<'a>) -> Asked<'a> {
    Asked {
        typed: exchange.text,
        question: exchange.reply.map(|(question, _)| question),
        answer: exchange.reply.map(|(_, answer)| answer),
        at_ms: millis::whole(exchange.at),
    }
}

fn follow_up<'a>(exchange: &Exchange<'a>) -> FollowUp<'a> {
    FollowUp {
        ask: exchange.text,
        at_ms: millis::whole(exchange.at),
        reacted_ms: exchange
            .reaction
            .and_then(|reaction| reaction.after)
            .map(millis::whole),
    }
}

/// The items that the candidate marked so.
fn not_shown<'a>(facts: &SessionFacts<'a>, stage: usize) -> Vec<&'a str> {
    let items = facts.items(stage).into_iter();
    let not_shown = items.filter(|item| item.by(Marker::Candidate) == Some(Judgment::NotShown));
    not_shown.map(|item| item.look_for).collect()
}

impl<'a> Evidence<'a> {
    fn of(session: &'a Session, evidence: &'a event::Evidence) -> Self {
        Self {
            look_for: &evidence.look_for,
            level: &evidence.level,
            stage: id_of(session, evidence.in_stage),
            line: evidence.line.saturating_add(1),
            text: &evidence.text,
        }
    }
}

impl<'a> Ledger<'a> {
    fn of(session: &'a Session, pace: &StagePace) -> Self {
        let paid = |parts: &[(usize, Duration)]| {
            let parts = parts.iter().map(|(stage, time)| Paid {
                stage: id_of(session, *stage),
                ms: millis::whole(*time),
            });
            parts.collect()
        };
        Self {
            unspent_ms: millis::whole(pace.times.unspent),
            saved: paid(&pace.saved),
            taken: paid(&pace.taken),
            past_end_ms: millis::whole(pace.past_end),
        }
    }
}

impl<'a> Review<'a> {
    fn of(facts: &'a SessionFacts<'_>, index: usize) -> Self {
        let session = facts.report.session;
        let review: &review::Review = facts.reviews[index].1;
        let stages = 0..session.pages.len();
        let level = |stage| Some((id_of(session, stage), facts.report.level(review, stage)?));
        let after = review.marked_after_reveal.iter();
        let comments = facts.comments_of(index);
        Self {
            coach: &review.coach,
            at: review.changed.map(rfc3339),
            levels: stages.clone().filter_map(level).collect(),
            complete: facts.is_complete(review),
            revealed_at: review.revealed.map(|revealed| rfc3339(revealed.at)),
            revealed_early: review.revealed.is_some_and(|revealed| revealed.early),
            marked_after_reveal: after.map(|stage| id_of(session, *stage)).collect(),
            marks: stages
                .flat_map(|stage| marks(facts, index, stage))
                .collect(),
            comments: comments
                .map(|comment| Comment::of(facts, comment))
                .collect(),
        }
    }
}

/// What a coach says of the items of a stage.
fn marks<'a>(facts: &'a SessionFacts<'_>, review: usize, stage: usize) -> Vec<Mark<'a>> {
    let session = facts.report.session;
    let items = facts.items(stage).into_iter();
    let marks = items.filter_map(|item| {
        let judgment = item.by(Marker::Coach(review))?;
        if judgment == Judgment::Unmarked {
            return None;
        }
        Some(Mark {
            stage: id_of(session, stage),
            look_for: item.look_for,
            level: item.level,
            word: judgment.word(),
            evidence: judgment
                .evidence()
                .map(|shown| Evidence::of(session, shown)),
        })
    });
    marks.collect()
}

impl<'a> Comment<'a> {
    pub fn of(facts: &'a SessionFacts<'_>, placed: &PlacedComment<'a>) -> Self {
        let comment = placed.comment;
        let stage = (placed.spot).map_or(comment.anchor.stage, |spot| spot.stage);
        Self {
            kind: comment.kind.word(),
            stage: id_of(facts.report.session, stage),
            line: placed.spot.map(|spot| spot.line + 1),
            on: &comment.anchor.text,
            text: &comment.text,
            at: rfc3339(comment.at),
            edited_at: comment.edited.map(rfc3339),
            resolved_at: comment.resolved.map(rfc3339),
        }
    }
}

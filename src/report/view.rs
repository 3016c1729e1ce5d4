//! A session as other programs read it, field by field as documented: the one view that JSON writes and every page is
//! made from. Times are whole milliseconds; texts are exactly as they are in the files.

mod review;

use std::time::Duration;

use serde::Serialize;

use crate::domain::judging::facts::{Exchange, ExchangeKind, Judgment, Marker, SessionFacts};
use crate::domain::session::event::{self, DesignName, millis};
use crate::domain::session::pace::StagePace;
use crate::domain::session::{Condition, Gap, Session};
use crate::domain::units::rfc3339;
pub use review::Comment;
use review::Review;

#[derive(Serialize)]
pub struct View<'a> {
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

impl<'a> View<'a> {
    /// The whole session; `only` keeps one stage.
    pub fn of(facts: &'a SessionFacts<'_>, only: Option<usize>) -> Self {
        let session = facts.report.session;
        let stages =
            (0..session.stages.len()).filter(|stage| only.is_none_or(|only| only == *stage));
        let condition = session.condition().into_iter();
        Self {
            id: &session.head.id,
            design: &session.head.design,
            candidate: &session.head.candidate,
            started_at: rfc3339(session.head.wall),
            ended_at: session.ended.map(rfc3339),
            status: session.status(),
            condition: condition.map(Condition::word).collect(),
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
        why: gap.reason.word(),
    }
}

impl<'a> Stage<'a> {
    fn of(facts: &'a SessionFacts<'_>, stage: usize) -> Self {
        let session = facts.report.session;
        let (plan, page) = (&session.head.plan.stages[stage], &session.stages[stage]);
        let exact = &facts.exact.stages[stage];
        let own = facts.report.visibility.self_marks;
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
            budget_ms: millis::whole(exact.times.planned),
            spent_ms: millis::whole(exact.times.spent),
            over_ms: millis::whole(exact.times.over),
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
            level: facts.report.self_level(stage),
            evidence: evidence.map(|shown| Evidence::of(session, shown)).collect(),
            not_shown: not_shown(facts, stage),
            marked_after_reference: own && page.marked_after_reference,
            ledger: (session.is_finished()).then(|| Ledger::of(session, exact)),
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

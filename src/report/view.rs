//! A session as other programs read it, field by field as documented. JSON is this view, and every page is made from
//! it. Times are whole milliseconds; texts are unchanged from the files.

mod review;

use std::time::Duration;

use serde::Serialize;

use crate::domain::judging::evidence::PlacedEvidence;
use crate::domain::judging::facts::{ExchangeKind, Judgment, Marker, SessionFacts};
use crate::domain::judging::next_steps::{StepKind, next_steps};
use crate::domain::session::event::{AnsweredAssignment, DesignName, millis};
use crate::domain::session::pace::StagePace;
use crate::domain::session::{Condition, Session};
use crate::domain::units::rfc3339;
pub use review::CommentView;
use review::ReviewView;

#[derive(Serialize)]
pub struct SessionView<'a> {
    id: &'a str,
    design: &'a DesignName,
    candidate: &'a str,
    started_at: String,
    ended_at: Option<String>,
    status: &'static str,
    condition: Vec<&'static str>,
    seed: u32,
    /// Null where the interview answers none.
    assignment: Option<AssignmentView<'a>>,
    elapsed_ms: u64,
    pauses: Vec<PauseView>,
    stages: Vec<StageView<'a>>,
    /// Null where the candidate wrote nothing, or the reader may not see it yet.
    next_time: Option<&'a str>,
    /// That the candidate read a coach's message before scoring every stage; null if not.
    early_message: Option<String>,
    /// What to do next; empty before the candidate has closed every stage.
    next_steps: Vec<StepView<'a>>,
    reviews: Vec<ReviewView<'a>>,
}

/// The assignment that the interview answers.
#[derive(Serialize)]
struct AssignmentView<'a> {
    id: &'a str,
    coach: &'a str,
    due: String,
    /// `design` and `framework`, where they were not those of the assignment.
    differs: &'a [String],
}

impl<'a> AssignmentView<'a> {
    fn of(answered: &'a AnsweredAssignment) -> Self {
        Self {
            id: &answered.id,
            coach: &answered.coach,
            due: answered.due.to_string(),
            differs: &answered.differs,
        }
    }
}

#[derive(Serialize)]
struct StepView<'a> {
    kind: StepKind,
    stage: &'a str,
    text: String,
    command: String,
}

/// Time that was not counted, such as a pause.
#[derive(Serialize)]
struct PauseView {
    at_ms: u64,
    /// Wall time; null while it continues.
    ms: Option<u64>,
    why: &'static str,
}

#[derive(Serialize)]
struct StageView<'a> {
    id: &'a str,
    title: &'a str,
    budget_ms: u64,
    spent_ms: u64,
    over_ms: u64,
    notes: String,
    lines: Vec<LineView>,
    silences: Vec<SilenceView>,
    covered: Vec<&'a str>,
    hints: Vec<HintView<'a>>,
    asked: Vec<AskedView<'a>>,
    follow_ups: Vec<FollowUpView<'a>>,
    level: Option<u8>,
    evidence: Vec<EvidenceView<'a>>,
    /// The rubric items that the candidate marked as not shown.
    not_shown: Vec<&'a str>,
    marked_after_reference: bool,
    /// Null before the finish.
    ledger: Option<LedgerView<'a>>,
}

#[derive(Serialize)]
struct LineView {
    text: String,
    touched_ms: u64,
}

#[derive(Serialize)]
struct SilenceView {
    from_ms: u64,
    to_ms: u64,
}

#[derive(Serialize)]
struct HintView<'a> {
    prompt: &'a str,
    at_ms: u64,
}

#[derive(Serialize)]
struct AskedView<'a> {
    typed: &'a str,
    question: Option<&'a str>,
    answer: Option<&'a str>,
    at_ms: u64,
}

#[derive(Serialize)]
struct FollowUpView<'a> {
    ask: &'a str,
    at_ms: u64,
    /// When the candidate marked it as answered; null where they did not.
    answered_ms: Option<u64>,
    /// Time until the notes of the stage changed; null where they never did.
    reacted_ms: Option<u64>,
}

/// A rubric item that is marked as shown, with the line that shows it.
#[derive(Serialize)]
struct EvidenceView<'a> {
    look_for: &'a str,
    level: &'a str,
    /// The id of the stage that has the line now, or had it where its words are gone.
    stage: &'a str,
    /// From 1.
    line: usize,
    /// The line as it was marked.
    text: &'a str,
    /// Whether the line was changed or removed after it was marked.
    changed: bool,
}

/// What paid for the stage's overrun.
#[derive(Serialize)]
struct LedgerView<'a> {
    early_ms: u64,
    saved: Vec<PaidView<'a>>,
    taken: Vec<PaidView<'a>>,
    past_end_ms: u64,
}

#[derive(Serialize)]
struct PaidView<'a> {
    stage: &'a str,
    ms: u64,
}

impl<'a> SessionView<'a> {
    /// The session as its reader may see it; `only` is the index of the one stage to include.
    pub fn new(facts: &'a SessionFacts<'_>, only: Option<usize>) -> Self {
        let session = facts.report.session;
        let stages =
            (0..session.stages.len()).filter(|stage| only.is_none_or(|only| only == *stage));
        let condition = session.condition().into_iter();
        let pauses = session.gaps.iter().map(|gap| PauseView {
            at_ms: millis::whole(gap.at),
            ms: gap.length.map(millis::whole),
            why: gap.reason.word(),
        });
        Self {
            id: &session.head.id,
            design: &session.head.design,
            candidate: &session.head.candidate,
            started_at: rfc3339(session.head.wall),
            ended_at: session.ended.map(rfc3339),
            status: session.status(),
            condition: condition.map(Condition::word).collect(),
            seed: session.head.seed,
            assignment: (session.head.assignment.as_ref()).map(AssignmentView::of),
            elapsed_ms: millis::whole(facts.exact.total.spent),
            pauses: pauses.collect(),
            stages: stages.map(|stage| StageView::new(facts, stage)).collect(),
            next_time: facts.report.next_time(),
            early_message: facts.report.early_message(),
            next_steps: (next_steps(facts).into_iter())
                .map(|step| StepView {
                    kind: step.kind,
                    stage: id_of(session, step.stage),
                    text: step.text(),
                    command: step.command,
                })
                .collect(),
            reviews: (0..facts.reviews.len())
                .map(|review| ReviewView::new(facts, review))
                .collect(),
        }
    }
}

/// The id of a stage; empty where the plan does not have the stage.
fn id_of(session: &Session, stage: usize) -> &str {
    let stage = session.head.plan.stages.get(stage);
    stage.map_or("", |stage| stage.id.as_str())
}

impl<'a> StageView<'a> {
    fn new(facts: &'a SessionFacts<'_>, stage: usize) -> Self {
        let session = facts.report.session;
        let (plan, state) = (&session.head.plan.stages[stage], &session.stages[stage]);
        let exact = &facts.exact.stages[stage];
        let shows_self = facts.report.visibility.self_marks;
        let covered = state.covered.iter();
        let lines = facts.lines(stage).into_iter();
        let evidence = state.evidence.values().filter(|_| shows_self);
        let mut view = Self {
            id: &plan.id,
            title: &plan.title,
            budget_ms: millis::whole(exact.times.planned),
            spent_ms: millis::whole(exact.times.spent),
            over_ms: millis::whole(exact.times.over),
            notes: state.notes.to_string(),
            lines: lines
                .map(|(text, touched)| LineView {
                    text,
                    touched_ms: millis::whole(touched),
                })
                .collect(),
            silences: silences(facts, stage),
            covered: covered
                .filter_map(|prompt| Some(plan.prompts.get(*prompt)?.ask.as_str()))
                .collect(),
            hints: Vec::new(),
            asked: Vec::new(),
            follow_ups: Vec::new(),
            level: facts.report.self_level(stage),
            evidence: evidence
                .map(|shown| EvidenceView::new(session, PlacedEvidence::of(shown, session)))
                .collect(),
            not_shown: not_shown(facts, stage),
            marked_after_reference: shows_self && state.marked_after_reference,
            ledger: (session.is_finished()).then(|| LedgerView::new(session, exact)),
        };
        view.add_exchanges(facts, stage);
        view
    }

    fn add_exchanges(&mut self, facts: &SessionFacts<'a>, stage: usize) {
        for exchange in facts.exchanges(stage) {
            let at_ms = millis::whole(exchange.at);
            match exchange.kind {
                ExchangeKind::Hint => self.hints.push(HintView {
                    prompt: exchange.text,
                    at_ms,
                }),
                ExchangeKind::Asked => self.asked.push(AskedView {
                    typed: exchange.text,
                    question: exchange.reply.map(|(question, _)| question),
                    answer: exchange.reply.map(|(_, answer)| answer),
                    at_ms,
                }),
                ExchangeKind::FollowUp => self.follow_ups.push(FollowUpView {
                    ask: exchange.text,
                    at_ms,
                    answered_ms: exchange.answered.map(millis::whole),
                    reacted_ms: (exchange.reaction)
                        .and_then(|reaction| reaction.after)
                        .map(millis::whole),
                }),
            }
        }
    }
}

/// The silences of a stage in order of time.
fn silences(facts: &SessionFacts<'_>, stage: usize) -> Vec<SilenceView> {
    let mut silences: Vec<_> = facts.silences(stage).map(|(_, silence)| silence).collect();
    silences.sort_by_key(|silence| silence.from);
    let silences = silences.into_iter().map(|silence| SilenceView {
        from_ms: millis::whole(silence.from),
        to_ms: millis::whole(silence.to),
    });
    silences.collect()
}

/// The rubric items that the candidate marked as not shown.
fn not_shown<'a>(facts: &SessionFacts<'a>, stage: usize) -> Vec<&'a str> {
    let items = facts.items(stage).into_iter();
    let not_shown = items.filter(|item| item.by(Marker::Candidate) == Some(Judgment::NotShown));
    not_shown.map(|item| item.look_for).collect()
}

impl<'a> EvidenceView<'a> {
    fn new(session: &'a Session, placed: PlacedEvidence<'a>) -> Self {
        let (evidence, location) = (placed.evidence, placed.location());
        Self {
            look_for: &evidence.look_for,
            level: &evidence.level,
            stage: id_of(session, location.stage),
            line: location.line.saturating_add(1),
            text: &evidence.text,
            changed: placed.is_changed,
        }
    }
}

impl<'a> LedgerView<'a> {
    fn new(session: &'a Session, pace: &StagePace) -> Self {
        let paid = |parts: &[(usize, Duration)]| {
            let parts = parts.iter().map(|(stage, time)| PaidView {
                stage: id_of(session, *stage),
                ms: millis::whole(*time),
            });
            parts.collect()
        };
        Self {
            early_ms: millis::whole(pace.times.below_plan),
            saved: paid(&pace.saved),
            taken: paid(&pace.taken),
            past_end_ms: millis::whole(pace.past_end),
        }
    }
}

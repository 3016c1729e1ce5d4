//! What to do next after a debrief: at most three steps, one of each kind, computed from the record. Every screen and every
//! format shows the same steps. Nothing here judges the notes: the levels follow from the marks, the rest from times.

mod outcomes;

use std::time::Duration;

use serde::Serialize;

use super::facts::{DebriefExchange, SessionFacts};
use super::ranking::Rankings;
use super::report::{Report, is_debriefed};
use super::rubric::{self, Reason, level_text};
use crate::domain::content::design::RubricItem;
use crate::domain::session::Session;
use crate::domain::session::timeline::clock;

pub use outcomes::{EarlierSteps, is_met, outcomes};

/// An overrun or an early end that is shorter costs too little to name.
const LEAST_COST: Duration = Duration::from_secs(30);

/// One thing to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep {
    pub kind: StepKind,
    /// An index into the plan's stages.
    pub stage: usize,
    /// What to do, in one sentence.
    pub task: String,
    /// How to do it, or why, in one or two sentences.
    pub detail: String,
    /// The command that acts on it.
    pub command: String,
    /// The follow-up or the question that it is about, in the interviewer's words.
    pub about: Option<String>,
    /// Of a step that raises a level: the rubric items of its stage whose advice is in the detail.
    pub items: Vec<usize>,
}

impl NextStep {
    /// What its key does on a screen, in a few words; `short` is the short title of its stage.
    pub fn words(&self, short: &str) -> String {
        match self.kind {
            StepKind::Level => format!("drill {short}, five minutes"),
            StepKind::Pace => format!("read the answer to {short}"),
            StepKind::FollowUp => "read what a strong reply holds".to_owned(),
            StepKind::Question => "read the interviewer's answers".to_owned(),
        }
    }

    /// Whether this is the question or the follow-up that the step is about.
    pub fn is_about(&self, ask: &str) -> bool {
        self.about.as_deref() == Some(ask)
    }

    /// Task and detail as one text.
    pub fn text(&self) -> String {
        format!("{} {}", self.task, self.detail)
            .trim_end()
            .to_owned()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    /// Rubric items that would raise the level of the weakest stage.
    Level,
    /// The stage whose time cost most.
    Pace,
    /// A follow-up after which the notes did not change.
    FollowUp,
    /// A question that was never asked.
    Question,
}

/// The steps after a debrief, the most useful first; none before every stage is closed, without the design, or while the
/// reader may not see the candidate's own marks.
pub fn next_steps(facts: &SessionFacts<'_>) -> Vec<NextStep> {
    let Report {
        session, design, ..
    } = facts.report;
    let is_debriefed = design.is_some() && is_debriefed(session, design);
    if !is_debriefed || !facts.report.visibility.self_marks {
        return Vec::new();
    }
    let missed = missed_follow_up(facts).or_else(|| unasked_question(facts));
    let raised = raise_level(facts);
    let pace = keep_pace(facts, raised.as_ref());
    let steps = [raised, pace, missed];
    steps.into_iter().flatten().collect()
}

/// The missing items that would raise the weakest closed stage by one level: of the lowest level, the stage that lacks the
/// fewest, the first of equals.
fn raise_level(facts: &SessionFacts<'_>) -> Option<NextStep> {
    let session = facts.report.session;
    let lacking = |stage: usize| {
        let level = session.stages[stage].level?;
        let marks = &session.stages[stage].evidence;
        let items = facts.report.rubric(stage);
        let shown: Vec<bool> = (0..items.len())
            .map(|item| marks.contains_key(&item))
            .collect();
        match rubric::level(&shown, items).reason {
            Reason::Lacking {
                next,
                needed,
                shown,
                ..
            } => Some((level, needed - shown, stage, next)),
            Reason::Highest { .. } | Reason::NoItems => None,
        }
    };
    let (level, lacks, stage, next) = (0..session.stages.len()).filter_map(lacking).min()?;
    let marks = &session.stages[stage].evidence;
    let missing = facts.report.rubric(stage).iter().enumerate();
    let missing = missing.filter(|(index, item)| item.level == next && !marks.contains_key(index));
    let (items, ways): (Vec<usize>, Vec<&str>) = missing
        .map(|(index, item)| (index, what_to_write(item)))
        .take(lacks.min(2))
        .unzip();
    let (short, word) = (short(session, stage), next.word());
    let needed = if lacks == 1 {
        format!("one more {word} item is needed")
    } else {
        format!("{lacks} more {word} items are needed")
    };
    Some(NextStep {
        kind: StepKind::Level,
        stage,
        task: format!(
            "Raise {short} from {} to {}: {needed}.",
            level_text(Some(level)),
            level_text(Some(rubric::number(next))),
        ),
        detail: ways.join(" "),
        command: drill(session, stage),
        about: None,
        items,
    })
}

fn what_to_write(item: &RubricItem) -> &str {
    if item.how.is_empty() {
        &item.look_for
    } else {
        &item.how
    }
}

/// What a stage's time cost: the overrun that other stages or the end paid for, or the planned time that was not spent
/// although rubric items of the stage are missing. `None` if it is little.
fn pace_cost(facts: &SessionFacts<'_>, stage: usize) -> Option<Cost> {
    let pace = &facts.pace.stages[stage];
    let taken: Duration = pace.taken.iter().map(|(_, time)| *time).sum();
    let over = taken + pace.past_end;
    let state = &facts.report.session.stages[stage];
    let missing = facts
        .report
        .rubric(stage)
        .len()
        .saturating_sub(state.evidence.len());
    let (time, is_over) = if over > Duration::ZERO {
        (over, true)
    } else if missing > 0 && state.entered {
        let times = pace.times;
        (times.planned.saturating_sub(times.spent), false)
    } else {
        return None;
    };
    (time >= LEAST_COST).then_some(Cost {
        time,
        is_over,
        missing,
    })
}

struct Cost {
    time: Duration,
    is_over: bool,
    /// How many rubric items of the stage are not marked as shown.
    missing: usize,
}

/// The stage whose time cost most; `raised` is the step that names rubric items of a stage.
fn keep_pace(facts: &SessionFacts<'_>, raised: Option<&NextStep>) -> Option<NextStep> {
    let session = facts.report.session;
    let costs = (0..session.stages.len()).rev();
    let costs = costs.filter_map(|stage| Some((stage, pace_cost(facts, stage)?)));
    let (stage, cost) = costs.max_by_key(|(_, cost)| cost.time)?;
    let (short, pace) = (short(session, stage), &facts.pace.stages[stage]);
    let planned = clock(pace.times.planned);
    let (task, detail) = if cost.is_over {
        let paid = pace
            .paid_by(|stage| short_of(session, stage))
            .unwrap_or_default();
        let over = clock(pace.times.over);
        let ending =
            format!("Go to the next stage at {planned}, and return with `Esc g` if time is left.");
        (
            format!("End {short} after {planned}: it went {over} over ({paid})."),
            ending,
        )
    } else {
        let total = facts.report.rubric(stage).len();
        let missing = format!("{} of {total} rubric items", cost.missing);
        let ended = match pace.times.below_plan {
            Duration::ZERO => format!("the stage was not run, and {missing} are missing"),
            early => format!(
                "the stage ended {} early with {missing} missing",
                clock(early)
            ),
        };
        let task = format!("Use the {planned} of {short}: {ended}.");
        let raised = raised.filter(|raised| raised.stage == stage);
        let raised = raised.map_or(&[][..], |raised| &raised.items);
        (task, left_out(facts, stage, raised))
    };
    Some(NextStep {
        kind: StepKind::Pace,
        stage,
        task,
        detail,
        command: study(session, stage),
        about: None,
        items: Vec::new(),
    })
}

/// Says what to write for the first rubric items of a stage that were left out: no line is marked for them, and none of
/// the notes is likely to show them. Those in `raised`, which another step says, are left out. Which prompts were
/// marked covered tells nothing here: many are answered without being marked.
fn left_out(facts: &SessionFacts<'_>, stage: usize, raised: &[usize]) -> String {
    let session = facts.report.session;
    if session.stages.iter().all(|state| state.covered.is_empty()) {
        return "Before you leave a stage, read its prompts once more.".into();
    }
    let marks = &session.stages[stage].evidence;
    let rankings = Rankings::of(session, facts.report.design);
    let items = facts.report.rubric(stage).iter().enumerate();
    let left_out = items.filter(|(index, _)| {
        !marks.contains_key(index) && rankings.rank(stage, *index).highlighted().is_none()
    });
    let left_out: Vec<(usize, &RubricItem)> = left_out.collect();
    if left_out.is_empty() {
        return "The notes have a likely line for each of them: score the stage again if one shows it.".into();
    }
    let others = left_out
        .into_iter()
        .filter(|(index, _)| !raised.contains(index));
    let others = others.map(|(_, item)| what_to_write(item));
    others.take(2).collect::<Vec<_>>().join(" ")
}

/// Whether a follow-up was neither marked as answered nor followed by changed words in the notes, although there was time
/// for it. Where the log does not tell, and where it came too late for an answer, it counts as answered.
fn is_missed(exchange: &DebriefExchange<'_>) -> bool {
    let is_silent = exchange
        .reaction
        .is_some_and(|reaction| reaction.after.is_none() && !reaction.is_too_late);
    exchange.answered.is_none() && is_silent
}

/// The missed follow-up of the stage with the lowest level, the first of equals.
fn missed_follow_up(facts: &SessionFacts<'_>) -> Option<NextStep> {
    let session = facts.report.session;
    let mut by_level: Vec<usize> = (0..session.stages.len()).collect();
    by_level.sort_by_key(|stage| facts.report.self_level(*stage));
    by_level.into_iter().find_map(|stage| {
        let mut exchanges = facts.exchanges(stage).into_iter();
        let exchange = exchanges.find(is_missed)?;
        let (at, ask) = (clock(exchange.at), exchange.text);
        let plan = &session.head.plan.stages[stage];
        let own = facts
            .report
            .design
            .and_then(|design| design.stage(&plan.id));
        let follow_up =
            own.and_then(|own| own.follow_ups.iter().find(|follow_up| follow_up.ask == ask));
        let strong = follow_up.map_or("", |follow_up| first_sentence(&follow_up.strong));
        Some(NextStep {
            kind: StepKind::FollowUp,
            stage,
            task: format!("Answer the follow-up of {at}: “{ask}”"),
            detail: format!("The notes did not change after it. A strong reply begins: {strong}"),
            command: study(session, stage),
            about: Some(ask.to_owned()),
            items: Vec::new(),
        })
    })
}

/// The first question of the design that was never asked.
fn unasked_question(facts: &SessionFacts<'_>) -> Option<NextStep> {
    let session = facts.report.session;
    let clarify = facts.never_asked().next()?;
    Some(NextStep {
        kind: StepKind::Question,
        stage: 0,
        task: format!("Ask before you assume: “{}” was never asked.", clarify.ask),
        detail: format!("The answer begins: {}", first_sentence(&clarify.answer)),
        command: format!("forty designs {} --answers", session.head.design.id),
        about: Some(clarify.ask.clone()),
        items: Vec::new(),
    })
}

/// The fewest words that the beginning of an answer has: `No.` alone says nothing.
const LEAST_WORDS: usize = 2;

/// A text up to the end of its first sentence, or of the first that tells something.
fn first_sentence(text: &str) -> &str {
    let text = text.split("\n\n").next().unwrap_or_default().trim();
    let ends = text.match_indices(['.', '!', '?']).map(|(at, _)| at + 1);
    let mut ends = ends.filter(|end| {
        let mut rest = text[*end..].trim_start_matches(['”', '"', ')']).chars();
        rest.next().is_none_or(char::is_whitespace)
            && rest.next().is_none_or(|next| !next.is_lowercase())
    });
    let tells = |end: &usize| {
        text[..*end]
            .split_whitespace()
            .nth(LEAST_WORDS - 1)
            .is_some()
    };
    ends.find(tells).map_or(text, |end| text[..end].trim_end())
}

fn short(session: &Session, stage: usize) -> &str {
    &session.head.plan.stages[stage].short
}

fn short_of(session: &Session, stage: usize) -> String {
    short(session, stage).to_owned()
}

/// The command that practices a stage for five minutes.
fn drill(session: &Session, stage: usize) -> String {
    let (design, stage) = (&session.head.design.id, &session.head.plan.stages[stage].id);
    format!("forty drill {design} --stage {stage}")
}

/// The command that prints the answers of a stage.
fn study(session: &Session, stage: usize) -> String {
    let (design, stage) = (&session.head.design.id, &session.head.plan.stages[stage].id);
    format!("forty designs {design} --answers --stage {stage}")
}

#[cfg(test)]
mod tests;

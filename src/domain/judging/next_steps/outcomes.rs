//! Which next steps of an earlier session a later one has met.

use super::{LEAST_COST, NextStep, StepKind, is_missed, pace_cost};
use crate::domain::judging::facts::{ExchangeKind, SessionFacts};
use crate::domain::session::Session;

/// The steps of an earlier session, to be compared with a later one.
#[derive(Debug)]
pub struct EarlierSteps {
    pub session: Session,
    pub steps: Vec<NextStep>,
}

/// What became of the steps of an earlier session: each task, and whether it is met as far as the later one tells.
pub fn outcomes(earlier: &EarlierSteps, later: &SessionFacts<'_>) -> Vec<(String, Option<bool>)> {
    let steps = earlier.steps.iter();
    let steps = steps.map(|step| (step.task.clone(), is_met(step, &earlier.session, later)));
    steps.collect()
}

/// Whether a step of an earlier session was done in a later one; `None` where the later one does not tell, because the
/// step could not be met there: its stage was too short, or its question belongs to another design and was not asked.
pub fn is_met(step: &NextStep, before: &Session, later: &SessionFacts<'_>) -> Option<bool> {
    let after = later.report.session;
    let id = &before.head.plan.stages.get(step.stage)?.id;
    let mut stages = after.head.plan.stages.iter();
    let stage = stages.position(|stage| stage.id == *id)?;
    if !after.is_finished() {
        return None;
    }
    let is_entered = after.stages[stage].entered;
    let is_same_design = before.head.design.id == after.head.design.id;
    match step.kind {
        StepKind::Level => {
            let level = before.stages.get(step.stage)?.level?;
            Some(later.report.self_level(stage)? > level && is_entered)
        }
        StepKind::Pace => {
            let times = &later.pace.stages.get(stage)?.times;
            // In a shorter stage no loss is large enough to be named.
            let is_long_enough = times.planned >= 2 * LEAST_COST;
            // A stage that was never entered cost no time and used none.
            let is_used = is_entered && !times.spent.is_zero();
            is_long_enough.then(|| is_used && pace_cost(later, stage).is_none())
        }
        StepKind::FollowUp if is_same_design => {
            let asked = later.exchanges(stage);
            let asked = asked.iter();
            let mut asked = asked.filter(|exchange| exchange.kind == ExchangeKind::FollowUp);
            let first = asked.next()?;
            Some(!is_missed(first) && !asked.any(is_missed))
        }
        StepKind::Question if is_same_design => {
            let design = later.report.design?;
            let mut questions = design.clarify.iter();
            let question = questions.find(|it| step.is_about(&it.ask))?;
            let mut asked = after.stages.iter().flat_map(|stage| &stage.asked);
            Some(asked.any(|asked| {
                let reply = asked.reply.as_ref();
                reply.is_some_and(|(matched, _)| *matched == question.ask)
            }))
        }
        StepKind::FollowUp | StepKind::Question => None,
    }
}

//! `forty designs ID --json`: the brief and the prompts of one design, and with `--answers` everything else.

use serde::Serialize;

use super::in_minutes;
use crate::content::library::OpenedDesign;
use crate::domain::content::design::{
    Clarify, DesignStage, Estimate, FollowUp, RubricItem, Source,
};
use crate::domain::session::plan::{Plan, PlannedStage};
use crate::report::json::SCHEMA_VERSION;

#[derive(Serialize)]
pub struct Detail<'a> {
    schema_version: u32,
    id: &'a str,
    title: &'a str,
    brief: &'a str,
    concepts: &'a [String],
    stages: Vec<Stage<'a>>,
    #[serde(flatten)]
    answers: Option<Answers<'a>>,
}

#[derive(Serialize)]
struct Stage<'a> {
    id: &'a str,
    title: &'a str,
    minutes: f64,
    prompts: Vec<Prompt<'a>>,
    #[serde(flatten)]
    answers: Option<StageAnswers<'a>>,
}

#[derive(Serialize)]
struct Prompt<'a> {
    ask: &'a str,
    from: crate::domain::session::plan::PromptFrom,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
}

#[derive(Serialize)]
struct Answers<'a> {
    clarify: &'a [Clarify],
    estimates: &'a [Estimate],
    sources: &'a [Source],
}

/// What a design has for a stage; empty where it has nothing for it.
#[derive(Serialize, Default)]
struct StageAnswers<'a> {
    follow_ups: &'a [FollowUp],
    rubric: &'a [RubricItem],
    mistakes: &'a [String],
    reference: Option<&'a str>,
}

pub fn detail<'a>(opened: &'a OpenedDesign, plan: &'a Plan, answers: bool) -> Detail<'a> {
    let design = &opened.design;
    Detail {
        schema_version: SCHEMA_VERSION,
        id: &design.id,
        title: &design.title,
        brief: &design.brief,
        concepts: &design.concepts,
        stages: plan
            .stages
            .iter()
            .map(|stage| stage_detail(stage, design.stage(&stage.id), answers))
            .collect(),
        answers: answers.then(|| Answers {
            clarify: &design.clarify,
            estimates: &design.estimates,
            sources: &design.sources,
        }),
    }
}

fn stage_detail<'a>(
    stage: &'a PlannedStage,
    own: Option<&'a DesignStage>,
    answers: bool,
) -> Stage<'a> {
    let prompts = stage.prompts.iter().map(|prompt| Prompt {
        ask: &prompt.ask,
        from: prompt.from,
        hint: answers.then_some(prompt.hint.as_str()),
    });
    Stage {
        id: &stage.id,
        title: &stage.title,
        minutes: in_minutes(stage.budget),
        prompts: prompts.collect(),
        answers: answers.then(|| own.map_or_else(StageAnswers::default, stage_answers)),
    }
}

fn stage_answers(own: &DesignStage) -> StageAnswers<'_> {
    StageAnswers {
        follow_ups: &own.follow_ups,
        rubric: &own.rubric,
        mistakes: &own.mistakes,
        reference: Some(own.reference.as_str()).filter(|text| !text.is_empty()),
    }
}

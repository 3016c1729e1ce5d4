//! `forty designs ID --json`: the brief and the prompts of one design, and with `--answers` everything else.

use serde::Serialize;

use super::in_minutes;
use crate::content::library::Opened;
use crate::domain::content::design::DesignStage;
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
    clarify: Vec<Clarify<'a>>,
    estimates: Vec<Estimate<'a>>,
    sources: Vec<Source<'a>>,
}

#[derive(Serialize)]
struct Clarify<'a> {
    ask: &'a str,
    also: &'a [String],
    answer: &'a str,
}

#[derive(Serialize)]
struct Estimate<'a> {
    name: &'a str,
    formula: &'a str,
    value: f64,
    unit: &'a str,
}

#[derive(Serialize)]
struct Source<'a> {
    by: &'a str,
    title: &'a str,
    year: i64,
    url: Option<&'a str>,
    supports: &'a str,
}

/// What a design has for a stage; empty where it has nothing for it.
#[derive(Serialize, Default)]
struct StageAnswers<'a> {
    follow_ups: Vec<FollowUp<'a>>,
    rubric: Vec<RubricItem<'a>>,
    mistakes: &'a [String],
    reference: Option<&'a str>,
}

#[derive(Serialize)]
struct FollowUp<'a> {
    minute: f64,
    ask: &'a str,
    strong: &'a str,
}

#[derive(Serialize)]
struct RubricItem<'a> {
    level: &'static str,
    look_for: &'a str,
}

pub fn detail<'a>(opened: &'a Opened, plan: &'a Plan, answers: bool) -> Detail<'a> {
    let design = &opened.design;
    let own = |id: &str| design.stages.iter().find(|stage| stage.id == id);
    Detail {
        schema_version: SCHEMA_VERSION,
        id: &design.id,
        title: &design.title,
        brief: &design.brief,
        concepts: &design.concepts,
        stages: plan
            .stages
            .iter()
            .map(|stage| stage_detail(stage, own(&stage.id), answers))
            .collect(),
        answers: answers.then(|| Answers {
            clarify: (design.clarify.iter())
                .map(|item| Clarify {
                    ask: &item.ask,
                    also: &item.also,
                    answer: &item.answer,
                })
                .collect(),
            estimates: (design.estimates.iter())
                .map(|item| Estimate {
                    name: &item.name,
                    formula: &item.formula,
                    value: item.value,
                    unit: &item.unit,
                })
                .collect(),
            sources: (design.sources.iter())
                .map(|item| Source {
                    by: &item.by,
                    title: &item.title,
                    year: item.year,
                    url: item.url.as_deref(),
                    supports: &item.supports,
                })
                .collect(),
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
        follow_ups: (own.follow_ups.iter())
            .map(|item| FollowUp {
                minute: item.minute,
                ask: &item.ask,
                strong: &item.strong,
            })
            .collect(),
        rubric: (own.rubric.iter())
            .map(|item| RubricItem {
                level: item.level.word(),
                look_for: &item.look_for,
            })
            .collect(),
        mistakes: &own.mistakes,
        reference: Some(own.reference.as_str()).filter(|text| !text.is_empty()),
    }
}

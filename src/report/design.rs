//! One design as text for the terminal and as JSON.

use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;

use super::{json, template};
use crate::domain::content::design::{
    Clarify, Design, DesignStage, Estimate, FollowUp, RubricItem, Source,
};
use crate::domain::session::plan::{Plan, PlannedStage, PromptFrom};

const PAGE: &str = include_str!("templates/design.txt");

/// One design as JSON, and what its text page is made from.
#[derive(Serialize)]
pub struct DesignView<'a> {
    id: &'a str,
    title: &'a str,
    brief: &'a str,
    concepts: &'a [String],
    stages: Vec<DesignStageView<'a>>,
    #[serde(flatten)]
    answers: Option<DesignAnswers<'a>>,
    /// How many stages of the plan come before the first one here.
    #[serde(skip)]
    before: usize,
}

#[derive(Serialize)]
struct DesignStageView<'a> {
    id: &'a str,
    title: &'a str,
    minutes: f64,
    prompts: Vec<PromptView<'a>>,
    #[serde(flatten)]
    answers: Option<StageAnswers<'a>>,
}

#[derive(Serialize)]
struct PromptView<'a> {
    ask: &'a str,
    from: PromptFrom,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
}

#[derive(Serialize)]
struct DesignAnswers<'a> {
    clarify: &'a [Clarify],
    estimates: &'a [Estimate],
    sources: &'a [Source],
}

/// The answers of a design to one stage; empty where the design does not have the stage.
#[derive(Serialize, Default)]
struct StageAnswers<'a> {
    follow_ups: &'a [FollowUp],
    rubric: &'a [RubricItem],
    mistakes: &'a [String],
    notes: Option<&'a str>,
    diagram: Option<&'a str>,
    reference: Option<&'a str>,
}

impl<'a> DesignView<'a> {
    /// The brief and the prompts of a design; with `answers` also its hints, answers, rubric and references. `only` is the
    /// index of the one stage to show; the answers that belong to no stage are left out then.
    pub fn new(design: &'a Design, plan: &'a Plan, answers: bool, only: Option<usize>) -> Self {
        let stages = plan.stages.iter().enumerate();
        let stages = stages.filter(|(index, _)| only.is_none_or(|only| only == *index));
        Self {
            id: &design.id,
            title: &design.title,
            brief: &design.brief,
            concepts: &design.concepts,
            stages: stages
                .map(|(_, stage)| stage_view(stage, design.stage(&stage.id), answers))
                .collect(),
            answers: (answers && only.is_none()).then_some(DesignAnswers {
                clarify: &design.clarify,
                estimates: &design.estimates,
                sources: &design.sources,
            }),
            before: only.unwrap_or(0),
        }
    }

    /// The page for the terminal, wrapped to so many columns; `source` says where the design comes from.
    pub fn text(&self, design: &Design, source: &str, width: usize) -> String {
        let values = context! {
            design => Serde(self),
            category => design.category.as_str(),
            difficulty => design.difficulty.word(),
            stars => design.stars,
            source,
            before => self.before,
        };
        template::fill_within("design.txt", PAGE, values, Some(width))
    }

    /// The design as `forty designs ID --json` prints it.
    pub fn json(&self) -> String {
        json::versioned(self)
    }
}

fn stage_view<'a>(
    stage: &'a PlannedStage,
    own: Option<&'a DesignStage>,
    answers: bool,
) -> DesignStageView<'a> {
    let prompts = stage.prompts.iter().map(|prompt| PromptView {
        ask: &prompt.ask,
        from: prompt.from,
        hint: answers.then_some(prompt.hint.as_str()),
    });
    let given = |text: &'a str| Some(text).filter(|text| !text.is_empty());
    let own = own.map(|own| StageAnswers {
        follow_ups: &own.follow_ups,
        rubric: &own.rubric,
        mistakes: &own.mistakes,
        notes: given(&own.notes),
        diagram: given(&own.diagram),
        reference: given(&own.reference),
    });
    DesignStageView {
        id: &stage.id,
        title: &stage.title,
        minutes: stage.budget.as_millis() as f64 / 60_000.0,
        prompts: prompts.collect(),
        answers: answers.then(|| own.unwrap_or_default()),
    }
}

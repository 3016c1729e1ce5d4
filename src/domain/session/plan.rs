//! The plan of one interview: a framework and a design joined, and each stage's minutes settled.
//! A session keeps its plan, so it stays readable when the content files change.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::domain::content::design::Design;
use crate::domain::content::framework::Framework;
use crate::domain::units::millis;

/// Most stages of an interview.
pub const MOST_STAGES: usize = 64;

/// What one interview runs with: 1 to [`MOST_STAGES`] stages, in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The framework's id.
    pub framework: String,
    pub brief: String,
    pub stages: Vec<PlannedStage>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedStage {
    pub id: String,
    pub title: String,
    pub short: String,
    /// The stage's time as the framework sizes it.
    #[serde(rename = "framework_ms", with = "millis")]
    pub framework_budget: Duration,
    /// The stage's time in this interview.
    #[serde(rename = "budget_ms", with = "millis")]
    pub budget: Duration,
    pub done: String,
    /// Core prompts first, then the design's own.
    pub prompts: Vec<PlannedPrompt>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedPrompt {
    pub ask: String,
    pub hint: String,
    pub from: PromptFrom,
    /// What a good interviewer listens for (core prompts only); shown after the finish only.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub listen_for: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PromptFrom {
    Framework,
    Design,
}

/// How the minutes of a run differ from the framework's.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Minutes {
    #[default]
    AsFramework,
    /// One time a stage, in order.
    Each(Vec<Duration>),
    /// The framework's minutes stretched so that they sum to this.
    Total(Duration),
}

/// Why a plan cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    #[error("`--minutes` gives {given} times, the framework `{framework}` has {stages} stages")]
    WrongCount {
        given: usize,
        stages: usize,
        framework: String,
    },
}

impl Plan {
    /// Joins a framework and a design. Stages of the design that the framework lacks are left out; stages
    /// that the design lacks keep their core prompts.
    ///
    /// # Errors
    /// When `minutes` names another number of stages than the framework has.
    pub fn new(
        framework: &Framework,
        design: &Design,
        minutes: &Minutes,
    ) -> Result<Self, PlanError> {
        let budgets = budgets(framework, minutes)?;
        let stages = framework.stages.iter().zip(budgets).map(|(stage, budget)| {
            let core = stage.prompts.iter().map(|prompt| PlannedPrompt {
                ask: prompt.ask.clone(),
                hint: prompt.hint.clone(),
                from: PromptFrom::Framework,
                listen_for: prompt.listen_for.clone(),
            });
            let own = design.stages.iter().filter(|own| own.id == stage.id);
            let own = own
                .flat_map(|own| &own.prompts)
                .map(|prompt| PlannedPrompt {
                    ask: prompt.ask.clone(),
                    hint: prompt.hint.clone(),
                    from: PromptFrom::Design,
                    listen_for: String::new(),
                });
            PlannedStage {
                id: stage.id.clone(),
                title: stage.title.clone(),
                short: stage.short.clone(),
                framework_budget: stage.budget,
                budget,
                done: stage.done.clone(),
                prompts: core.chain(own).collect(),
            }
        });
        Ok(Self {
            framework: framework.id.clone(),
            brief: design.brief.clone(),
            stages: stages.collect(),
        })
    }

    /// The sum of the stages' times.
    pub fn total(&self) -> Duration {
        self.stages.iter().map(|stage| stage.budget).sum()
    }

    /// Whether any stage has other minutes than the framework gives it.
    pub fn is_scaled(&self) -> bool {
        self.stages
            .iter()
            .any(|stage| stage.budget != stage.framework_budget)
    }
}

/// Each stage's time under `minutes`, in whole milliseconds; with `Total` they sum to the total exactly.
///
/// # Errors
/// When `minutes` names another number of stages than the framework has.
pub fn budgets(framework: &Framework, minutes: &Minutes) -> Result<Vec<Duration>, PlanError> {
    let own = framework.stages.iter().map(|stage| stage.budget);
    match minutes {
        Minutes::AsFramework => Ok(own.collect()),
        Minutes::Each(each) if each.len() == framework.stages.len() => Ok(each.clone()),
        Minutes::Each(each) => Err(PlanError::WrongCount {
            given: each.len(),
            stages: framework.stages.len(),
            framework: framework.id.clone(),
        }),
        Minutes::Total(total) => Ok(stretched(&own.collect::<Vec<_>>(), *total)),
    }
}

/// Times in the same proportions that sum to `total`, in whole milliseconds.
pub fn stretched(own: &[Duration], total: Duration) -> Vec<Duration> {
    // Each boundary is rounded, not each stage, so nothing is lost or gained over the sum.
    let whole = own.iter().sum::<Duration>().as_millis().max(1);
    let mut before = Duration::ZERO;
    let mut boundary = Duration::ZERO;
    own.iter()
        .map(|budget| {
            before += *budget;
            let end = before.as_millis() * total.as_millis() / whole;
            let end = Duration::from_millis(u64::try_from(end).unwrap_or(u64::MAX));
            let stage = end.saturating_sub(boundary);
            boundary = end;
            stage
        })
        .collect()
}

//! The plan of one interview: a framework joined with a design, and the minutes of each stage. A session stores its plan,
//! so it stays readable when the content files change.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::domain::content::design::Design;
use crate::domain::content::framework::Framework;
use crate::domain::sanitize;
use crate::domain::units::{counted, millis, write_times, write_total};

/// The largest number of stages of an interview.
pub const MOST_STAGES: usize = 64;

/// The index of the stage that somebody names: by its id, by its short title in any case, or by its number, from 1.
/// `stages` has the id and the short title of each.
pub fn stage_named<'a>(
    stages: impl Iterator<Item = (&'a str, &'a str)> + Clone,
    wanted: &str,
) -> Option<usize> {
    let by_number = || wanted.parse::<usize>().ok()?.checked_sub(1);
    let mut names = stages.clone();
    let by_name =
        names.position(|(id, short)| id == wanted || short.to_lowercase() == wanted.to_lowercase());
    let index = by_name.or_else(by_number)?;
    (index < stages.count()).then_some(index)
}

/// The plan of one interview: 1 to [`MOST_STAGES`] stages, in order.
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
    /// The stage's time in the framework.
    #[serde(rename = "framework_ms", with = "millis")]
    pub framework_budget: Duration,
    /// The stage's time in this interview.
    #[serde(rename = "budget_ms", with = "millis")]
    pub budget: Duration,
    pub done: String,
    /// The framework's prompts first, then the design's.
    pub prompts: Vec<PlannedPrompt>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedPrompt {
    pub ask: String,
    pub hint: String,
    pub from: PromptFrom,
    /// What a good interviewer listens for, only set for the framework's prompts. Shown only after the finish.
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
    /// One time for each stage, in order.
    Each(Vec<Duration>),
    /// The framework's minutes scaled so that they sum to this.
    Total(Duration),
}

/// Why a plan cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    #[error(
        "`--minutes` gives {}, the framework `{framework}` has {stages} stages",
        counted(*given, "time")
    )]
    WrongCount {
        given: usize,
        stages: usize,
        framework: String,
    },
    #[error("the framework `{framework}` has no stage `{stage}`")]
    NoStage { stage: String, framework: String },
}

/// What to write in the settings for the times of a framework's stages.
pub fn times_hint(framework: &Framework) -> String {
    let (count, shorts) = stages_of(framework);
    format!("write {count} times, for {shorts}, or one time for all of them")
}

/// The same for the options of a command.
pub fn time_options_hint(framework: &Framework) -> String {
    let (count, shorts) = stages_of(framework);
    let budgets = framework.stages.iter().map(|stage| stage.budget);
    let each = write_times(&budgets.clone().collect::<Vec<_>>());
    let total = write_total(budgets.sum());
    format!(
        "write {count} times, for {shorts}, such as `--minutes {each}`, or one time for all of them, such as `--total {total}`"
    )
}

/// How many stages a framework has, and their short titles.
fn stages_of(framework: &Framework) -> (usize, String) {
    let shorts = framework.stages.iter();
    let shorts: Vec<String> = shorts.map(|stage| sanitize::line(&stage.short)).collect();
    (shorts.len(), shorts.join(", "))
}

impl Plan {
    /// A line of a stage's notes as screens name it: `Data 3`; `line` counts from 0.
    pub fn place(&self, stage: usize, line: usize) -> String {
        let short = self.stages.get(stage).map_or("", |stage| &stage.short);
        format!("{} {}", sanitize::line(short), line + 1)
    }

    /// Joins a framework and a design by stage id. Stages that only the design has are left out; stages that only the
    /// framework has keep the framework's prompts.
    ///
    /// # Errors
    /// If the number of times in `minutes` is not the number of stages.
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
            let added = design
                .stage(&stage.id)
                .map_or(&[][..], |added| &added.prompts);
            let added = added.iter().map(|prompt| PlannedPrompt {
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
                prompts: core.chain(added).collect(),
            }
        });
        Ok(Self {
            framework: framework.id.clone(),
            brief: design.brief.clone(),
            stages: stages.collect(),
        })
    }

    /// The plan of one stage alone, with a time of its own.
    ///
    /// # Errors
    /// If the framework has no stage with this id.
    pub fn of_stage(
        framework: &Framework,
        design: &Design,
        stage: &str,
        time: Duration,
    ) -> Result<Self, PlanError> {
        let mut plan = Self::new(framework, design, &Minutes::AsFramework)?;
        plan.stages.retain(|planned| planned.id == stage);
        let Some(only) = plan.stages.first_mut() else {
            return Err(PlanError::NoStage {
                stage: stage.to_owned(),
                framework: framework.id.clone(),
            });
        };
        only.budget = time;
        Ok(plan)
    }

    /// The sum of the stages' times.
    pub fn total(&self) -> Duration {
        self.stages.iter().map(|stage| stage.budget).sum()
    }

    /// Whether any stage has other minutes than in the framework.
    pub fn is_scaled(&self) -> bool {
        self.stages
            .iter()
            .any(|stage| stage.budget != stage.framework_budget)
    }
}

/// The time of each stage in whole milliseconds; with `Total` they are [`scaled`].
///
/// # Errors
/// If the number of times in `minutes` is not the number of stages.
pub fn budgets(framework: &Framework, minutes: &Minutes) -> Result<Vec<Duration>, PlanError> {
    let budgets = framework.stages.iter().map(|stage| stage.budget);
    match minutes {
        Minutes::AsFramework => Ok(budgets.collect()),
        Minutes::Each(each) if each.len() == framework.stages.len() => Ok(each.clone()),
        Minutes::Each(each) => Err(PlanError::WrongCount {
            given: each.len(),
            stages: framework.stages.len(),
            framework: framework.id.clone(),
        }),
        Minutes::Total(total) => Ok(scaled(&budgets.collect::<Vec<_>>(), *total)),
    }
}

/// Scales times to sum to `total`: in whole seconds where it is a minute or more, so that every stage's countdown begins
/// with what is planned, else in whole milliseconds.
pub fn scaled(budgets: &[Duration], total: Duration) -> Vec<Duration> {
    // The end of each stage is rounded, not its length, so the sum is exact.
    let whole = budgets.iter().sum::<Duration>().as_millis().max(1);
    let unit = if total < Duration::from_secs(60) {
        1
    } else {
        1000
    };
    let mut before = Duration::ZERO;
    let mut boundary = Duration::ZERO;
    budgets
        .iter()
        .map(|budget| {
            before += *budget;
            let end = before.as_millis() * total.as_millis() / whole;
            let end = if before.as_millis() == whole {
                end
            } else {
                end / unit * unit
            };
            let end = Duration::from_millis(u64::try_from(end).unwrap_or(u64::MAX));
            let stage = end.saturating_sub(boundary);
            boundary = end;
            stage
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_is_named_by_id_by_short_title_in_any_case_or_by_number() {
        let stages = [("problem-setup", "Setup"), ("data-pipeline", "Data")];
        for (wanted, index) in [
            ("problem-setup", Some(0)),
            ("setup", Some(0)),
            ("DATA", Some(1)),
            ("2", Some(1)),
            ("0", None),
            ("3", None),
            ("Problem", None),
        ] {
            assert_eq!(stage_named(stages.into_iter(), wanted), index, "{wanted}");
        }
    }
}

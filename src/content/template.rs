//! A design file to start from: it explains every key and has TODO wherever its author must write.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, Error, context};
use serde::Serialize;

use super::limits;
use crate::domain::content::framework::{Framework, FrameworkStage};
use crate::domain::sanitize;

const DESIGN: &str = include_str!("template/design.toml");

#[derive(Serialize)]
struct TemplateStage<'a> {
    id: &'a str,
    title: String,
    minutes: f64,
    /// The minute of each follow-up.
    follow_ups: Vec<String>,
}

/// A new design with this id, for the stages of this framework. Its only mistakes are its TODOs.
pub fn design(id: &str, framework: &Framework) -> String {
    // Rendering cannot fail: the template is part of the program and a test renders it.
    render(id, framework).unwrap_or_else(|error| format!("# {error}\n"))
}

fn render(id: &str, framework: &Framework) -> Result<String, Error> {
    let levels = limits::RUBRIC.iter();
    let levels = levels.flat_map(|(level, count)| std::iter::repeat_n(level.word(), *count));
    let stages: Vec<_> = framework.stages.iter().map(template_stage).collect();
    let values = context! {
        id,
        title => title(id),
        concepts => limits::CONCEPTS,
        clarify => limits::CLARIFY,
        wordings => limits::WORDINGS,
        mistakes => limits::STAGE_MISTAKES,
        prompts => limits::PROMPTS,
        rubric => levels.collect::<Vec<_>>(),
        has_latency => framework.topics.iter().any(|topic| topic.id == "latency"),
        shows => limits::SHOWS,
        near => limits::NEAR,
        estimates => limits::ESTIMATES,
        sources => limits::SOURCES,
        stages => Serde(stages),
    };
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true);
    let mut environment = Environment::empty();
    environment.add_function("range", minijinja::functions::range);
    environment.add_filter("length", minijinja::filters::length);
    environment.set_syntax(syntax.keep_trailing_newline(true).build()?);
    environment.render_str(DESIGN, values)
}

/// A title made from the words of an id.
fn title(id: &str) -> String {
    let words = id.split('-').filter(|word| !word.is_empty()).map(|word| {
        let (first, rest) = word.split_at(1);
        first.to_uppercase() + rest
    });
    words.collect::<Vec<_>>().join(" ")
}

fn template_stage(stage: &FrameworkStage) -> TemplateStage<'_> {
    let minutes = stage.budget.as_millis() as f64 / 60_000.0;
    let follow_ups = (1..=limits::FOLLOW_UPS).map(|number| {
        let share = number as f64 / (limits::FOLLOW_UPS + 1) as f64;
        // Rounded down, so that the minute is inside the shortest stage.
        let minute = (minutes * share * 10.0).floor() / 10.0;
        format!("{minute:.1}")
    });
    TemplateStage {
        id: &stage.id,
        title: sanitize::line(&stage.title),
        minutes,
        follow_ups: follow_ups.collect(),
    }
}

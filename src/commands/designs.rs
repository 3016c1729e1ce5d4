//! `forty designs`: what can be practised; `forty designs ID`: the brief and the prompts of one, and with
//! `--answers` everything else.

use std::fmt::Write;
use std::process::ExitCode;

use serde::Serialize;

use super::{library, print, say};
use crate::cli::DesignsArgs;
use crate::content::library::{Library, Opened, Unopened};
use crate::content::{Severity, render_all};
use crate::domain::clean;
use crate::domain::design::DesignStage;
use crate::domain::plan::{Minutes, Plan, PlannedStage};
use crate::export::json::{SCHEMA_VERSION, pretty};
use crate::failure::{Code, Failure};
use crate::store::Paths;

pub fn run(paths: &Paths, args: &DesignsArgs) -> Result<ExitCode, Failure> {
    let library = library(paths)?;
    if let Some(problem) = library.framework_problem() {
        say(&format!(
            "note: your framework is not used: {}",
            clean::line(problem)
        ));
    }
    match &args.id {
        None => print(&if args.json {
            list_json(&library)
        } else {
            list(&library)
        }),
        Some(id) => one(&library, id, args),
    }
}

#[derive(Serialize)]
struct Listing<'a> {
    schema_version: u32,
    designs: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    title: &'a str,
    category: &'a str,
    difficulty: &'a str,
    stars: u8,
    minutes: f64,
    concepts: &'a [String],
    source: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<&'a str>,
}

fn minutes(library: &Library) -> f64 {
    let stages = library.framework().stages.iter();
    stages
        .map(|stage| stage.budget)
        .sum::<std::time::Duration>()
        .as_secs_f64()
        / 60.0
}

fn list_json(library: &Library) -> String {
    let minutes = minutes(library);
    let designs = library.rows().iter().map(|row| Row {
        id: &row.id,
        title: &row.title,
        category: &row.category,
        difficulty: row.difficulty,
        stars: row.stars,
        minutes,
        concepts: &row.concepts,
        source: row.source.word(),
        problem: row.problem.as_deref(),
    });
    pretty(&Listing {
        schema_version: SCHEMA_VERSION,
        designs: designs.collect(),
    })
}

fn list(library: &Library) -> String {
    let minutes = minutes(library);
    let mut text = String::new();
    for row in library.rows() {
        // Writing to a String cannot fail.
        let _ = match &row.problem {
            Some(why) => writeln!(
                text,
                "{:<26} cannot be used: {}",
                clean::line(&row.id),
                clean::line(why)
            ),
            None => writeln!(
                text,
                "{:<26} {:<26} {:<16} {:<11} {:<5} {:>3} min  {}",
                row.id,
                clean::line(&row.title),
                clean::line(&row.category),
                row.difficulty,
                "*".repeat(usize::from(row.stars)),
                minutes,
                row.source.word()
            ),
        };
    }
    text
}

fn one(library: &Library, id: &str, args: &DesignsArgs) -> Result<ExitCode, Failure> {
    let opened = match library.open(id) {
        Ok(opened) => opened,
        Err(Unopened::Unknown) => return Err(unknown(library, id)),
        Err(Unopened::Unreadable(why)) => {
            return Err(Failure::new(Code::InvalidContent, format!("`{id}`: {why}")));
        }
        Err(Unopened::Wrong(file, text, mistakes)) => {
            let errors = mistakes
                .iter()
                .filter(|mistake| mistake.severity == Severity::Error)
                .count();
            say(&render_all(&mistakes, &file, &text));
            return Err(Failure::new(
                Code::InvalidContent,
                format!("`{id}` has {errors} mistakes"),
            ));
        }
    };
    let plan = Plan::new(library.framework(), &opened.design, &Minutes::AsFramework)
        .map_err(|error| Failure::new(Code::Failed, error.to_string()))?;
    print(&if args.json {
        pretty(&detail(&opened, &plan, args.answers))
    } else {
        words(&opened, &plan, args.answers)
    })
}

fn unknown(library: &Library, id: &str) -> Failure {
    let ids = library.rows().iter().map(|row| row.id.as_str());
    let near = ids
        .map(|other| (strsim::damerau_levenshtein(other, id), other))
        .min();
    let failure = Failure::new(Code::NotFound, format!("no design `{id}`"));
    match near.filter(|(distance, _)| *distance <= 1 + id.len() / 3) {
        Some((_, other)) => {
            failure.hint(format!("did you mean `{other}`? `forty designs` lists all"))
        }
        None => failure.hint("`forty designs` lists them"),
    }
}

#[derive(Serialize)]
struct Detail<'a> {
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
    from: crate::domain::plan::PromptFrom,
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

#[derive(Serialize)]
struct StageAnswers<'a> {
    follow_ups: Vec<FollowUp<'a>>,
    rubric: Vec<RubricItem<'a>>,
    mistakes: &'a [String],
    reference: &'a str,
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

fn detail<'a>(opened: &'a Opened, plan: &'a Plan, answers: bool) -> Detail<'a> {
    let design = &opened.design;
    let own = |id: &str| {
        design
            .stages
            .iter()
            .find(|stage| stage.id == id)
            .filter(|_| answers)
    };
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
        minutes: stage.budget.as_secs_f64() / 60.0,
        prompts: prompts.collect(),
        answers: own.map(|own| StageAnswers {
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
            reference: &own.reference,
        }),
    }
}

/// The same for reading, wrapped to 80 columns.
fn words(opened: &Opened, plan: &Plan, answers: bool) -> String {
    let design = &opened.design;
    let mut page = Page::default();
    page.line(&format!("{}  ({})", design.title, design.id));
    page.line(&format!(
        "{}, {}, {} of 5 stars, {}",
        design.category,
        design.difficulty.word(),
        design.stars,
        opened.source.word()
    ));
    page.gap();
    page.text(&design.brief, "");
    page.gap();
    page.text(&format!("concepts: {}", design.concepts.join(", ")), "");
    for (place, stage) in plan.stages.iter().enumerate() {
        page.gap();
        page.line(&format!(
            "{}. {}, {} minutes",
            place + 1,
            stage.title,
            stage.budget.as_secs_f64() / 60.0
        ));
        for prompt in &stage.prompts {
            page.item(&prompt.ask);
            if answers {
                page.text(&format!("hint: {}", prompt.hint), "    ");
            }
        }
        if let Some(own) = design
            .stages
            .iter()
            .find(|own| own.id == stage.id)
            .filter(|_| answers)
        {
            page.stage_answers(own);
        }
    }
    if answers {
        page.gap();
        page.line("Clarifying questions");
        for item in &design.clarify {
            page.item(&item.ask);
            page.text(&item.answer, "    ");
        }
        page.gap();
        page.line("Estimates");
        for item in &design.estimates {
            page.item(&format!(
                "{}: {} = {} {}",
                item.name, item.formula, item.value, item.unit
            ));
        }
        page.gap();
        page.line("Sources");
        for item in &design.sources {
            page.item(&format!(
                "{}: {} ({}). {}",
                item.by, item.title, item.year, item.supports
            ));
        }
    }
    page.0
}

/// Text for the terminal, cleaned and wrapped.
#[derive(Default)]
struct Page(String);

impl Page {
    fn line(&mut self, text: &str) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.0, "{}", clean::line(text));
    }

    fn gap(&mut self) {
        self.0.push('\n');
    }

    fn text(&mut self, text: &str, indent: &str) {
        let text = clean::text(text);
        let options = textwrap::Options::new(80)
            .initial_indent(indent)
            .subsequent_indent(indent);
        for line in textwrap::wrap(&text, options) {
            let _ = writeln!(self.0, "{}", line.trim_end());
        }
    }

    fn item(&mut self, text: &str) {
        let text = clean::line(text);
        let options = textwrap::Options::new(80)
            .initial_indent("  - ")
            .subsequent_indent("    ");
        for line in textwrap::wrap(&text, options) {
            let _ = writeln!(self.0, "{line}");
        }
    }

    fn stage_answers(&mut self, own: &DesignStage) {
        self.gap();
        self.line("Follow-ups");
        for item in &own.follow_ups {
            self.item(&format!("minute {}: {}", item.minute, item.ask));
            self.text(&item.strong, "    ");
        }
        self.line("Rubric");
        for item in &own.rubric {
            self.item(&format!("{}: {}", item.level.word(), item.look_for));
        }
        self.line("Mistakes");
        for item in &own.mistakes {
            self.item(item);
        }
        self.line("Reference");
        let _ = writeln!(self.0, "{}", clean::text(own.reference.trim_end()));
    }
}

//! `forty designs`: what can be practised, and where each comes from. One design is shown next door.

mod detail;
mod page;

use std::fmt::Write;
use std::process::ExitCode;
use std::time::Duration;

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::args::DesignsArgs;
use super::{print, say};
use crate::app::context::library;
use crate::app::failure::{Code, Failure};
use crate::content::library::{self, DesignError, Library};
use crate::content::render_all;
use crate::domain::sanitize;
use crate::domain::session::plan::{Minutes, Plan};
use crate::report::json::{SCHEMA_VERSION, pretty};
use crate::store::Paths;

pub fn run(paths: &Paths, args: &DesignsArgs) -> Result<ExitCode, Failure> {
    let library = library(paths)?;
    if let Some(problem) = library.framework_problem() {
        say(&format!(
            "note: your framework is not used: {}",
            sanitize::line(problem)
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
    in_minutes(stages.map(|stage| stage.budget).sum())
}

fn in_minutes(time: Duration) -> f64 {
    time.as_millis() as f64 / 60_000.0
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
    let width = |of: fn(&library::DesignRow) -> &str| {
        library
            .rows()
            .iter()
            .map(|row| sanitize::line(of(row)).width())
            .max()
            .unwrap_or(0)
    };
    let (id, title, category) = (
        width(|row| &row.id),
        width(|row| &row.title),
        width(|row| &row.category),
    );
    for row in library.rows() {
        // Writing to a String cannot fail.
        let _ = match &row.problem {
            Some(why) => writeln!(
                text,
                "{:<id$}  cannot be used: {}",
                sanitize::line(&row.id),
                sanitize::line(why)
            ),
            None => writeln!(
                text,
                "{:<id$}  {:<title$}  {:<category$}  {:<11}  {:<5}  {:>3} min  {}",
                row.id,
                sanitize::line(&row.title),
                sanitize::line(&row.category),
                row.difficulty,
                "*".repeat(usize::from(row.stars)),
                minutes,
                row.source.word()
            ),
        };
    }
    let framework = library.framework();
    let _ = writeln!(
        text,
        "\nframework: {}, {} stages, {}",
        sanitize::line(&framework.title),
        framework.stages.len(),
        library.framework_source().word()
    );
    text
}

fn one(library: &Library, id: &str, args: &DesignsArgs) -> Result<ExitCode, Failure> {
    let opened = match library.open(id) {
        Ok(opened) => opened,
        Err(DesignError::Unknown) => return Err(unknown(library, id)),
        Err(DesignError::Unreadable(why)) => {
            return Err(Failure::new(Code::InvalidContent, format!("`{id}`: {why}")));
        }
        Err(DesignError::Wrong(file, text, mistakes)) => {
            let errors = mistakes.iter().filter(|one| one.is_error()).count();
            say(render_all(&mistakes, &file, &text).trim_end());
            return Err(Failure::new(
                Code::InvalidContent,
                match errors {
                    1 => format!("`{id}` has a mistake"),
                    _ => format!("`{id}` has {errors} mistakes"),
                },
            ));
        }
    };
    let plan = Plan::new(library.framework(), &opened.design, &Minutes::AsFramework)
        .map_err(|error| Failure::new(Code::Failed, error.to_string()))?;
    print(&if args.json {
        pretty(&detail::detail(&opened, &plan, args.answers))
    } else {
        page::words(&opened, &plan, args.answers)
    })
}

fn unknown(library: &Library, id: &str) -> Failure {
    let failure = Failure::new(Code::NotFound, format!("no design `{id}`"));
    failure.hint(library.hint_for(id))
}

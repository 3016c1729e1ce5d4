//! `forty designs`: lists the designs and where each comes from, or shows one.

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::Duration;

use serde::Serialize;

use super::args::DesignsArgs;
use super::{print, say, stage_index};
use crate::app::context::library;
use crate::app::failure::{Code, Failure};
use crate::content::library::{DesignError, DesignRow, Library};
use crate::content::render_all;
use crate::domain::session::plan::{Minutes, Plan};
use crate::report::design::{self, DesignView};
use crate::report::json;
use crate::store::Paths;

/// A design as `forty designs --json` lists it.
#[derive(Serialize)]
struct ListedDesign<'a> {
    #[serde(flatten)]
    row: &'a DesignRow,
    /// Minutes of an interview with the framework's times.
    minutes: f64,
}

pub fn run(paths: &Paths, args: &DesignsArgs) -> Result<ExitCode, Failure> {
    let library = library(paths)?;
    if let Some(warning) = library.framework_warning() {
        say(&format!("note: {warning}"));
    }
    print(&match &args.id {
        None => list(&library, args.json),
        Some(id) => show(&library, id, args)?,
    })
}

fn list(library: &Library, as_json: bool) -> String {
    let framework = library.framework();
    let total: Duration = framework.stages.iter().map(|stage| stage.budget).sum();
    let rows = library.rows().iter().map(|row| ListedDesign {
        row,
        minutes: total.as_millis() as f64 / 60_000.0,
    });
    let designs: Vec<ListedDesign<'_>> = rows.collect();
    if as_json {
        json::versioned(&BTreeMap::from([("designs", designs)]))
    } else {
        design::list(&designs, framework, library.framework_source().word())
    }
}

fn show(library: &Library, id: &str, args: &DesignsArgs) -> Result<String, Failure> {
    let opened = library.open(id).map_err(|error| {
        if let DesignError::Wrong(file, text, mistakes) = &error {
            say(render_all(mistakes, file, text).trim_end());
        }
        Failure::of_design(library, id, error)
    })?;
    let plan = Plan::new(library.framework(), &opened.design, &Minutes::AsFramework)
        .map_err(|error| Failure::new(Code::Failed, error.to_string()))?;
    let only = (args.stage.as_deref())
        .map(|stage| stage_index(&plan, id, stage))
        .transpose()?;
    let view = DesignView::new(&opened.design, &plan, args.answers, only);
    Ok(if args.json {
        view.json()
    } else {
        view.text(&opened.design, opened.source.word())
    })
}

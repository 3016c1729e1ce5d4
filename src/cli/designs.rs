//! `forty designs`: lists the designs and where each comes from, or shows one.

use std::collections::BTreeMap;
use std::process::ExitCode;

use serde::Serialize;

use super::args::DesignsArgs;
use super::{print, print_page, say, stage_index, symbols, terminal_width};
use crate::app::context::library;
use crate::app::failure::{Code, Failure};
use crate::content::library::{DesignError, DesignRow, Library};
use crate::content::render_all;
use crate::domain::sanitize;
use crate::domain::session::plan::{Minutes, Plan};
use crate::report::columns::{self, Column, Narrow};
use crate::report::design::DesignView;
use crate::report::json;
use crate::store::Paths;

/// The most columns of a design's page; longer lines are hard to read.
const WIDEST: usize = 80;

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
    let page = match &args.id {
        None => list(&library, args.json),
        Some(id) => show(&library, id, args)?,
    };
    if args.json {
        print(&page)
    } else {
        print_page(&page)
    }
}

fn list(library: &Library, as_json: bool) -> String {
    let framework = library.framework();
    let rows = library.rows().iter().map(|row| ListedDesign {
        row,
        minutes: framework.total().as_millis() as f64 / 60_000.0,
    });
    let designs: Vec<ListedDesign<'_>> = rows.collect();
    if as_json {
        json::versioned(&BTreeMap::from([("designs", designs)]))
    } else {
        let rows = table(&designs, super::terminal_width());
        let title = sanitize::line(&framework.title);
        let (stages, source) = (framework.stages.len(), library.framework_source().word());
        format!("{rows}\nframework: {title}, {stages} stages, {source}\n")
    }
}

/// The designs as lines in a terminal of `width` columns. What cannot be practiced says why.
fn table(designs: &[ListedDesign<'_>], width: Option<usize>) -> String {
    let cells = |cell: &dyn Fn(&ListedDesign<'_>) -> String| -> Vec<String> {
        let cells = designs.iter().map(|design| match design.row.problem {
            Some(_) => String::new(),
            None => sanitize::line(&cell(design)),
        });
        cells.collect()
    };
    let ids = designs.iter().map(|design| sanitize::line(&design.row.id));
    let columns = [
        Column::left(ids.collect(), Narrow::Stays),
        Column::left(cells(&|it| it.row.title.clone()), Narrow::Gives(12)),
        Column::left(cells(&|it| it.row.category.clone()), Narrow::Gives(12)),
        Column::left(cells(&|it| it.row.difficulty.to_owned()), Narrow::Stays),
        Column::left(cells(&|it| "*".repeat(it.row.stars.into())), Narrow::Goes),
        Column::right(cells(&|it| format!("{} min", it.minutes))),
        Column::left(cells(&|it| it.row.source.word().to_owned()), Narrow::Stays),
    ];
    let rows = columns::rows(&columns, width, symbols());
    let lines = rows.into_iter().zip(designs).map(|(row, design)| {
        let problem = design.row.problem.as_deref().map(sanitize::line);
        match (problem, design.row.todos) {
            (Some(why), _) => format!("{row}  cannot be used: {why}"),
            (None, 0) => row,
            (None, todos) => format!("{row}  not ready: {todos} TODO"),
        }
    });
    lines.flat_map(|line| [line, "\n".to_owned()]).collect()
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
        let width = terminal_width().map_or(WIDEST, |columns| columns.min(WIDEST));
        view.text(&opened.design, opened.source.word(), width)
    })
}

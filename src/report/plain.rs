//! A session as plain text, as `forty show` prints it.

use minijinja::context;

use super::{page, template};
use crate::domain::judging::report::Report;
use crate::domain::session::shown_time::ShownTime;

const TEMPLATE: &str = include_str!("templates/report.txt");

/// The session; `only` is the index of the one stage to print.
pub fn show(report: &Report<'_>, only: Option<usize>) -> String {
    show_at(report, only, None)
}

/// The session as it was at a time of the interview, with its status now.
pub fn show_at(report: &Report<'_>, only: Option<usize>, shown: Option<ShownTime>) -> String {
    let shown = shown.map(|shown| shown.to_string());
    let values = context! { shown, ..page::values(report, only) };
    template::fill("report.txt", TEMPLATE, values)
}

//! A session as plain text, as `forty show` prints it.

use minijinja::context;

use super::{page, template};
use crate::domain::judging::report::Report;
use crate::domain::session::shown_time::ShownTime;

const TEMPLATE: &str = include_str!("templates/report.txt");

/// The session, whose lines are not wrapped; `only` is the index of the one stage to print.
pub fn show(report: &Report<'_>, only: Option<usize>) -> String {
    show_at(report, only, None, None)
}

/// The session as it was at a time of the interview, with its status now; its paragraphs are wrapped to so many columns,
/// if any are given.
pub fn show_at(
    report: &Report<'_>,
    only: Option<usize>,
    shown: Option<ShownTime>,
    width: Option<usize>,
) -> String {
    let shown = shown.map(|shown| shown.to_string());
    let values = context! { shown, ..page::values(report, only) };
    template::fill_within("report.txt", TEMPLATE, values, width)
}

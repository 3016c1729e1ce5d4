//! A session as plain text, as `forty show` prints it.

use super::{page, template};
use crate::domain::judging::report::Report;

const TEMPLATE: &str = include_str!("templates/report.txt");

/// The session, whose lines are not wrapped; `only` is the index of the one stage to print.
pub fn show(report: &Report<'_>, only: Option<usize>) -> String {
    show_within(report, only, None)
}

/// The same with its paragraphs wrapped to so many columns, if any are given.
pub fn show_within(report: &Report<'_>, only: Option<usize>, width: Option<usize>) -> String {
    let values = page::values(report, only);
    template::fill_within("report.txt", TEMPLATE, values, width)
}

//! A session as plain text, as `forty show` prints it.

use super::{page, template};
use crate::domain::judging::report::Report;

const TEMPLATE: &str = include_str!("templates/report.txt");

/// The session; `only` is the index of the one stage to print.
pub fn show(report: &Report<'_>, only: Option<usize>) -> String {
    template::fill("report.txt", TEMPLATE, page::values(report, only))
}

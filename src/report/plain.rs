//! A session as plain text for the terminal: what `forty show` prints.

use super::{page, template};
use crate::domain::judging::report::Report;

const TEMPLATE: &str = include_str!("templates/report.txt");

/// The session, or one stage of it.
pub fn show(report: &Report<'_>, only: Option<usize>) -> String {
    template::fill("report.txt", TEMPLATE, page::values(report, only))
}

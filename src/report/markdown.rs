//! A session as Markdown.

use super::{page, template};
use crate::domain::judging::report::Report;
use crate::domain::judging::viewer::Viewer;
use crate::domain::session::Session;
use crate::domain::session::log::Log;

const TEMPLATE: &str = include_str!("templates/report.md");

/// The page that is written as `notes.md` into the folder of a session, without log, design and reviews.
pub fn page(session: &Session) -> String {
    report(&Report::new(
        session,
        None,
        &Log::default(),
        &[],
        Viewer::Candidate,
    ))
}

/// The report with what its reader may see: everything in the HTML report except the replay.
pub fn report(report: &Report<'_>) -> String {
    template::fill("report.md", TEMPLATE, page::values(report, None))
}

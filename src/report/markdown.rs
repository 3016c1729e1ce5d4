//! A session as a page of Markdown.

use super::{page, template};
use crate::domain::judging::report::Report;
use crate::domain::judging::viewer::Viewer;
use crate::domain::session::Session;
use crate::domain::session::log::Log;

const TEMPLATE: &str = include_str!("templates/report.md");

/// The candidate's own page of a session, from what the session alone tells: `notes.md` in its folder.
pub fn page(session: &Session) -> String {
    report(&Report::new(
        session,
        None,
        &Log::default(),
        &[],
        Viewer::Candidate,
    ))
}

/// The whole report, as its reader may see it: everything that the HTML report tells but the replay.
pub fn report(report: &Report<'_>) -> String {
    template::fill("report.md", TEMPLATE, page::values(report, None))
}

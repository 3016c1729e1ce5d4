//! The report as one HTML page that loads nothing. It can be read and printed without a script; its only script replays
//! the notes. The template escapes every text, and the page's policy forbids requests and other scripts.

mod replay;

use minijinja::{Value, context};

use super::{page, template};
use crate::domain::judging::report::Report;

const TEMPLATE: &str = include_str!("templates/report.html");
const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/replay.js");
/// SHA-256 of the script in base64. The page's policy allows only this script.
const SCRIPT_HASH: &str = "otR6Kt8MMjrmb4NMTrTx0nGMUl/1nZUqgkojJ3imC0Q=";

/// The page of a session.
pub fn page(report: &Report<'_>) -> String {
    // Style, script and replay data need no escaping: the data are escaped already.
    let trusted = |text: &str| Value::from_safe_string(text.to_owned());
    let values = context! {
        script_hash => SCRIPT_HASH,
        style => trusted(STYLE),
        script => trusted(SCRIPT),
        replay => replay::data(report.log).map(Value::from_safe_string),
        ..page::values(report, None)
    };
    template::fill("report.html", TEMPLATE, values)
}

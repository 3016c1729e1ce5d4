//! The report as one page of HTML that needs nothing else: readable and printable without a script, with one script that
//! replays the notes. The template escapes every text; the page's policy lets nothing be fetched and nothing else run.

mod replay;

use minijinja::{Value, context};

use super::{page, template};
use crate::domain::judging::report::Report;

const TEMPLATE: &str = include_str!("templates/report.html");
const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/replay.js");
/// SHA-256 of the script in base64; the page's policy lets nothing else run.
const SCRIPT_HASH: &str = "otR6Kt8MMjrmb4NMTrTx0nGMUl/1nZUqgkojJ3imC0Q=";

/// The whole page.
pub fn page(report: &Report<'_>) -> String {
    // These three are ours and hold no text from outside that could act: the data are written to be inert.
    let ours = |text: &str| Value::from_safe_string(text.to_owned());
    let values = context! {
        policy => policy(),
        style => ours(STYLE),
        script => ours(SCRIPT),
        replay => replay::data(report.log).map(Value::from_safe_string),
        ..page::values(report, None)
    };
    template::fill("report.html", TEMPLATE, values)
}

fn policy() -> String {
    format!(
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{SCRIPT_HASH}'; \
         base-uri 'none'; form-action 'none'"
    )
}

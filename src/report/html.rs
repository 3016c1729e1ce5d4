//! The report as one page of HTML that needs nothing else: readable and printable without a script, with one script that
//! replays the notes. The template escapes every text; the page's policy lets nothing be fetched and nothing else run.

mod replay;
mod view;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, Error, Value, context};

use super::facts::Facts;
use crate::domain::judging::report::Report;
use view::View;

/// Its name makes the template escape.
const NAME: &str = "page.html";
const PAGE: &str = include_str!("html/page.html");
const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/replay.js");
/// SHA-256 of the script in base64; the page's policy lets nothing else run.
const SCRIPT_HASH: &str = "otR6Kt8MMjrmb4NMTrTx0nGMUl/1nZUqgkojJ3imC0Q=";

/// The whole page.
pub fn page(report: &Report<'_>) -> String {
    // The template is part of the program, and tests render every branch of it.
    rendered(report).unwrap_or_else(|error| format!("the page could not be made: {error}\n"))
}

fn rendered(report: &Report<'_>) -> Result<String, Error> {
    // These three are ours and hold no text from outside that could act: the data are written to be inert.
    let ours = |text: &str| Value::from_safe_string(text.to_owned());
    let values = context! {
        view => Serde(View::of(&Facts::of(report))),
        policy => policy(),
        style => ours(STYLE),
        script => ours(SCRIPT),
        replay => replay::data(report.log).map(Value::from_safe_string),
    };
    let mut environment = Environment::new();
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true);
    environment.set_syntax(syntax.keep_trailing_newline(true).build()?);
    environment.add_template(NAME, PAGE)?;
    environment.get_template(NAME)?.render(values)
}

fn policy() -> String {
    format!(
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{SCRIPT_HASH}'; \
         base-uri 'none'; form-action 'none'"
    )
}

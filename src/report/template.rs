//! Renders templates. Texts come from other people's files, so every text that a template prints is cleaned and escaped
//! for its format; only a filter of this module can print one in another way.

use std::time::Duration;

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, Error, HtmlEscape, Output, State, Value, filters, tests};

use crate::domain::judging::rubric::level_text;
use crate::domain::prose;
use crate::domain::sanitize;
use crate::domain::session::status_text;
use crate::domain::session::timeline;
use crate::domain::{units, wrapping};

/// The longest title in a chart, in characters, because its texts do not wrap.
const CHART_TITLE: usize = 22;

/// The widest column of a table in plain text; every row is padded to it, so that one endless title in a stranger's file
/// must not widen them all.
const WIDEST_COLUMN: usize = 200;

/// The columns to which texts are wrapped.
const WIDTH: usize = 80;

/// Renders a template. The ending of its name gives the format: `html`, `md` or `txt`.
pub fn fill(name: &str, template: &str, values: Value) -> String {
    fill_within(name, template, values, Some(WIDTH))
}

/// The same with texts wrapped to so many columns, or not at all.
pub fn fill_within(name: &str, template: &str, values: Value, width: Option<usize>) -> String {
    // Rendering cannot fail: the templates are part of the program and tests render every branch.
    render(name, template, values, width)
        .unwrap_or_else(|error| format!("cannot render the page: {error}\n"))
}

fn render(
    name: &str,
    template: &str,
    values: Value,
    width: Option<usize>,
) -> Result<String, Error> {
    // Not `new`, which would put every filter of the library into the program.
    let mut environment = Environment::empty();
    let is_html = name.rsplit('.').next() == Some("html");
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true);
    environment.set_syntax(syntax.keep_trailing_newline(true).build()?);
    environment.set_auto_escape_callback(|name| match name.rsplit('.').next() {
        Some("html") => AutoEscape::Html,
        Some("md") => AutoEscape::Custom("md".into()),
        _ => AutoEscape::None,
    });
    environment.set_formatter(print);
    add_filters(&mut environment);
    add_wrapping(&mut environment, width);
    environment.add_template(name, template)?;
    let page = environment.get_template(name)?.render(values)?;
    if is_html {
        return Ok(page);
    }
    let lines = page.lines().map(|line| line.trim_end_matches([' ', '\t']));
    Ok(lines.flat_map(|line| [line, "\n"]).collect())
}

fn add_filters(environment: &mut Environment<'_>) {
    environment.add_filter("capitalize", filters::capitalize);
    environment.add_filter("join", filters::join);
    environment.add_filter("length", filters::length);
    environment.add_filter("list", filters::list);
    environment.add_filter("map", filters::map);
    environment.add_filter("round", filters::round);
    environment.add_filter("safe", filters::safe);
    environment.add_filter("selectattr", filters::selectattr);
    environment.add_test("defined", tests::is_defined);
    environment.add_test("none", tests::is_none);
    environment.add_test("string", tests::is_string);
    environment.add_filter("block", block);
    environment.add_filter("clock", |ms: Option<u64>| {
        ms.map_or("-".to_owned(), |ms| {
            timeline::clock(Duration::from_millis(ms))
        })
    });
    environment.add_filter("date", date);
    environment.add_filter("level", level_text);
    environment.add_filter("fence", fence);
    environment.add_filter("mean", |mean: Option<f64>| {
        mean.map_or("-".to_owned(), |mean| format!("{mean:.1}"))
    });
    environment.add_filter("number", |number: f64| number.to_string());
    environment.add_filter("sheet", sheet);
    environment.add_filter("status_text", status_text);
    environment.add_filter("widest", |texts: Vec<String>| {
        let columns = texts
            .iter()
            .map(|text| sanitize::columns(&sanitize::line(text)));
        columns.max().unwrap_or(0).min(WIDEST_COLUMN)
    });
    environment.add_filter("left", |text: String, columns| {
        padded(&text, columns, false)
    });
    environment.add_filter("right", |text: String, columns| {
        padded(&text, columns, true)
    });
    environment.add_filter("cut", cut);
}

/// The filters that wrap texts to so many columns, or not at all.
fn add_wrapping(environment: &mut Environment<'_>, width: Option<usize>) {
    environment.add_filter("item", move |text: &str| {
        wrapped(text, "  - ", "    ", width)
    });
    environment.add_filter("numbered", move |text: &str, number: usize| {
        wrapped(text, &format!("{number}. "), "   ", width)
    });
    environment.add_filter("prose", move |text: &str| plain_prose(text, width));
    environment.add_filter("wrap", move |text: &str, indent: &str| {
        wrapped(text, indent, indent, width)
    });
}

/// Prints a value. A text is printed on one line, clean and escaped.
fn print(out: &mut Output, state: &mut State, value: &Value) -> Result<(), Error> {
    match value.as_str() {
        Some(text) if !value.is_safe() => out.write_str(&escaped(state, &sanitize::line(text)))?,
        _ => write!(out, "{value}")?,
    }
    Ok(())
}

/// Escapes a clean text for the format of the template.
fn escaped(state: &State, text: &str) -> String {
    match state.auto_escape() {
        AutoEscape::Html => HtmlEscape(text).to_string(),
        AutoEscape::Custom(_) => markdown(text),
        _ => text.to_owned(),
    }
}

/// A text of several lines, for HTML that preserves line ends and tabs, and for Markdown between fences.
fn block(state: &State, text: &str) -> Value {
    let text = sanitize::text(text);
    Value::from_safe_string(match state.auto_escape() {
        AutoEscape::Html => HtmlEscape(&text).to_string(),
        _ => text.into_owned(),
    })
}

/// The rows of notes between fences: each line after the minute of its last edit, and silences in parentheses. A loop in
/// the template would take several times as long, and this is done every few seconds while notes are written.
fn sheet(rows: &Value) -> Result<Value, Error> {
    let mut sheet = Vec::new();
    for row in rows.try_iter()? {
        let silence = row.get_attr("silence")?;
        sheet.push(if let Some(silence) = silence.as_str() {
            format!("    ({})", sanitize::line(silence))
        } else {
            let minute = row.get_attr("minute")?.as_i64();
            let minute = minute.map_or(String::new(), |minute| minute.to_string());
            let text = row.get_attr("text")?;
            let text = sanitize::text(text.as_str().unwrap_or_default());
            format!("{minute:>3} {text}")
        });
    }
    Ok(Value::from_safe_string(sheet.join("\n")))
}

/// A text wrapped to so many columns, or not at all, with these indents of its first line and of the others.
fn wrapped(text: &str, first: &str, rest: &str, width: Option<usize>) -> Value {
    let text = sanitize::text(text);
    let Some(width) = width else {
        return Value::from_safe_string(format!(
            "{first}{}",
            text.replace('\n', &format!("\n{rest}"))
        ));
    };
    let options = textwrap::Options::new(width)
        .initial_indent(first)
        .subsequent_indent(rest);
    let wrapped = textwrap::fill(&wrapping::held_in_page(&text, width), options);
    Value::from_safe_string(wrapping::released(&wrapped))
}

/// A Markdown text for the terminal, without its marks and wrapped once.
fn plain_prose(text: &str, width: Option<usize>) -> Value {
    let lines = prose::lines(text).into_iter().map(|line| {
        let text = line.trim_start();
        let marker = text.split(' ').next().unwrap_or_default();
        let is_item = marker == "-" || marker.strip_suffix('.').is_some_and(is_number);
        let hang = line.len() - text.len() + if is_item { marker.len() + 1 } else { 0 };
        wrapped(&line, "", &" ".repeat(hang), width).to_string()
    });
    Value::from_safe_string(lines.collect::<Vec<_>>().join("\n"))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Escapes a clean text so that Markdown shows the same text.
fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek();
        let is_syntax = match character {
            '&' => next.is_some_and(|next| next.is_alphanumeric() || *next == '#'),
            _ => "\\`*_[]<>#|".contains(character),
        };
        if is_syntax {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

/// A code fence that is longer than any run of backticks in the notes.
fn fence(notes: &str) -> Value {
    let runs = notes.split(|character| character != '`').map(str::len);
    let longest = runs.max().unwrap_or(0);
    Value::from_safe_string("`".repeat(longest.max(2) + 1))
}

fn date(rfc3339: &str) -> String {
    let read = chrono::DateTime::parse_from_rfc3339(rfc3339);
    read.map_or_else(|_| rfc3339.to_owned(), units::date)
}

/// A text padded to a width in columns, where a wide character takes two.
fn padded(text: &str, columns: usize, is_right: bool) -> String {
    let text = sanitize::line(text);
    let blanks = " ".repeat(columns.saturating_sub(sanitize::columns(&text)));
    if is_right {
        blanks + &text
    } else {
        text + &blanks
    }
}

/// A title that is short enough for a chart.
fn cut(title: &str) -> String {
    let mut letters = title.chars();
    let mut short: String = letters.by_ref().take(CHART_TITLE).collect();
    if letters.next().is_some() {
        short.push('…');
    }
    short
}

//! Content files: text in, a framework or a design out, or every mistake found in it.
//! Reads no disk: the files of a user's folder are read by somebody else.

mod design;
mod estimate;
mod expected;
mod findings;
mod framework;
pub mod library;
pub mod limits;
mod lines;
pub mod mistake;
mod names;
mod prose;
mod reader;
mod rules;
pub mod shipped;
mod stage;
mod syntax;
pub mod template;
mod text;
mod unclosed;

use toml::de::{DeTable, DeValue};

pub use mistake::{Mistake, Severity, render_all};
pub use names::{id_like, is_id};

use crate::domain::content::design::Design;
use crate::domain::content::framework::Framework;
use findings::Findings;
use mistake::without_mark;
use reader::{Shape, Table};

/// What a content file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    Framework,
    Design,
}

/// Where a file comes from; it decides what is asked of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Ours: what makes an interview thinner is an error.
    Shipped,
    /// A user's own: what makes an interview thinner is a warning.
    Own,
    /// The copy that a session keeps: it was run already, and its file's name says nothing.
    Copy,
}

/// The value with its warnings, or every mistake, at least one of them an error; in the order of the file.
pub type Reading<T> = Result<(T, Vec<Mistake>), Vec<Mistake>>;

impl Content {
    /// What a text holds: a framework says so with `kind = "framework"`; where no kind is given, the file's name may.
    pub fn of(file: &str, text: &str) -> Self {
        let (table, _) = DeTable::parse_recoverable(without_mark(text));
        let kind = table.get_ref().get("kind").map(toml::Spanned::get_ref);
        let is_framework = match kind {
            // Misspelt it is still no design.
            Some(DeValue::String(kind)) => {
                names::nearest(kind, ["framework", "design"]) == Some("framework")
            }
            _ => stem(file) == "framework",
        };
        if is_framework {
            Self::Framework
        } else {
            Self::Design
        }
    }
}

/// Reads a framework; its file's name says nothing.
///
/// # Errors
/// When anything in it is wrong: every mistake of the file, warnings too.
pub fn read_framework(text: &str, origin: Origin) -> Reading<Framework> {
    read(
        text,
        origin,
        (&framework::FILE, &framework::SHAPES),
        framework::framework,
    )
}

/// Reads a design. `file` is its name or path, and should be named like the design's id.
///
/// # Errors
/// When anything in it is wrong: every mistake of the file, warnings too.
pub fn read_design(file: &str, text: &str, origin: Origin) -> Reading<Design> {
    design_against(file, text, origin, None)
}

/// Reads a design and holds its stages and minutes against a framework.
///
/// # Errors
/// When anything in it is wrong: every mistake of the file, warnings too.
pub fn check_design(
    file: &str,
    text: &str,
    origin: Origin,
    framework: &Framework,
) -> Reading<Design> {
    design_against(file, text, origin, Some(framework))
}

/// Every mistake of a file of either kind, errors and warnings; a design is held against the framework.
pub fn check(file: &str, text: &str, origin: Origin, framework: &Framework) -> Vec<Mistake> {
    match Content::of(file, text) {
        Content::Framework => read_framework(text, origin).map_or_else(|all| all, |(_, all)| all),
        Content::Design => {
            check_design(file, text, origin, framework).map_or_else(|all| all, |(_, all)| all)
        }
    }
}

fn design_against(
    file: &str,
    text: &str,
    origin: Origin,
    framework: Option<&Framework>,
) -> Reading<Design> {
    let file_id = (origin != Origin::Copy).then(|| stem(file));
    read(
        text,
        origin,
        (&design::FILE, &design::SHAPES),
        |findings, table| design::design(findings, table, file_id, framework),
    )
}

/// One pass over a file, whether its TOML is whole or not.
fn read<T>(
    text: &str,
    origin: Origin,
    (shape, shapes): (&'static Shape, &'static [&'static Shape]),
    value: impl FnOnce(&mut Findings<'_>, &Table<'_>) -> T,
) -> Reading<T> {
    // The parser tells a string cut off at CRLF as a control character; with LF alone no line or column moves.
    let text = &without_mark(text).replace("\r\n", "\n");
    let mut findings = Findings::new(text, origin);
    let readable;
    let (mut fields, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        let is_key = |name: &str| shapes.iter().any(|shape| shape.keys.contains(&name));
        readable = syntax::mend(text, errors, &is_key, &mut findings);
        fields = DeTable::parse_recoverable(&readable).0;
    }
    if !rules::format_is_known(&mut findings, fields.get_ref()) {
        return Err(findings.all());
    }
    let file = Table::open(fields.get_ref(), 0..0, shape, shapes, &mut findings);
    rules::format_is_given(&mut findings, &file);
    rules::long_lines(&mut findings);
    let value = value(&mut findings, &file);
    findings.conclude(value)
}

/// A file's name without folders and `.toml`.
fn stem(file: &str) -> &str {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.strip_suffix(".toml").unwrap_or(name)
}

//! Content files: text in, a framework or a design out, or every mistake found in it. Reads no disk.

mod checker;
mod design;
mod diagnostic;
mod estimate;
mod framework;
pub mod library;
pub mod limits;
mod lines;
mod markdown;
mod names;
mod node;
mod number;
mod reader;
mod rules;
pub mod shipped;
mod syntax;
pub mod template;
mod text;

use std::borrow::Cow;

use serde::de::DeserializeOwned;
use toml::de::{DeTable, DeValue};

pub use diagnostic::{Diagnostic, Severity, render_all};
pub use names::{id_like, is_id};

use crate::domain::content::design::Design;
use crate::domain::content::framework::Framework;
use checker::Checker;
use node::Node;

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
    /// The copy that a session keeps: it was practiced already, and the name of its file says nothing.
    Copy,
}

/// The value with its warnings, or every diagnostic, at least one of them an error; in the order of the file.
pub type ReadContent<T> = Result<(T, Vec<Diagnostic>), Vec<Diagnostic>>;

impl Content {
    /// What a text holds: a framework says so with `kind = "framework"`; where no kind is given, the file's name may.
    pub fn of(file: &str, text: &str) -> Self {
        let table = DeTable::parse(without_bom(text)).ok();
        let kind = table.as_ref().and_then(|table| table.get_ref().get("kind"));
        let is_framework = match kind.and_then(|kind| kind.get_ref().as_str()) {
            // Misspelled, it is still not a design.
            Some(kind) => names::nearest(kind, ["framework", "design"]) == Some("framework"),
            None => stem(file) == "framework",
        };
        if is_framework {
            Self::Framework
        } else {
            Self::Design
        }
    }

    /// As `kind` names it.
    fn word(self) -> &'static str {
        match self {
            Self::Framework => "framework",
            Self::Design => "design",
        }
    }
}

/// Reads a framework; the name of its file says nothing.
///
/// # Errors
/// When anything in it is wrong: every diagnostic of the file, warnings too.
pub fn read_framework(text: &str, origin: Origin) -> ReadContent<Framework> {
    read(text, Content::Framework, origin, framework::check)
}

/// Reads a design. `file` is its name or path, and should be named like the design's id.
///
/// # Errors
/// When anything in it is wrong: every diagnostic of the file, warnings too.
pub fn read_design(file: &str, text: &str, origin: Origin) -> ReadContent<Design> {
    design_against(file, text, origin, None)
}

/// Reads a design and holds its stages and minutes against a framework.
///
/// # Errors
/// When anything in it is wrong: every diagnostic of the file, warnings too.
pub fn check_design(
    file: &str,
    text: &str,
    origin: Origin,
    framework: &Framework,
) -> ReadContent<Design> {
    design_against(file, text, origin, Some(framework))
}

/// Every diagnostic of a file of either kind; a design is held against the framework.
pub fn check(file: &str, text: &str, origin: Origin, framework: &Framework) -> Vec<Diagnostic> {
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
) -> ReadContent<Design> {
    let file_id = (origin != Origin::Copy).then(|| stem(file));
    read(text, Content::Design, origin, |design, node| {
        design::check(design, node, file_id, framework);
    })
}

/// Reads a file in one pass: only a syntax error or an unknown format hides what else is wrong.
fn read<T: DeserializeOwned>(
    text: &str,
    content: Content,
    origin: Origin,
    check: impl FnOnce(&mut T, &Node<'_>),
) -> ReadContent<T> {
    // The parser takes a text cut off at CRLF for one with a control character; with LF no line or column moves.
    let text = match without_bom(text) {
        text if text.contains('\r') => Cow::Owned(text.replace("\r\n", "\n")),
        text => Cow::Borrowed(text),
    };
    let checker = Checker::new(&text, content, origin);
    let (table, errors) = DeTable::parse_recoverable(&text);
    if !errors.is_empty() {
        syntax::report(&checker, &errors);
        return checker.conclude(None);
    }
    let file = DeValue::Table(table.into_inner());
    let node = Node::top(&checker, &file);
    if !rules::check_format(&node) {
        return checker.conclude(None);
    }
    rules::check_file(&node);
    let mut value = T::deserialize(node.clone());
    match &mut value {
        Ok(value) => check(value, &node),
        // More is wrong than is listed.
        Err(_) if checker.is_full() => {}
        Err(error) => node.error(
            &error.to_string(),
            "this is a mistake in forty, please report it",
        ),
    }
    checker.conclude(value.ok())
}

/// The text after a byte order mark, which some editors put first.
pub fn without_bom(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The name of a file without folders and `.toml`.
fn stem(file: &str) -> &str {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.strip_suffix(".toml").unwrap_or(name)
}

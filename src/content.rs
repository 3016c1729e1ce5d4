//! Reads the text of a content file into a framework or a design, or into all mistakes of the file.

mod checker;
pub mod config;
mod design;
mod diagnostic;
mod estimate;
mod examples;
mod framework;
pub mod gold;
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
pub mod tutor;

use std::borrow::Cow;

use serde::de::DeserializeOwned;
use toml::de::{DeTable, DeValue};

pub use diagnostic::{Diagnostic, Severity, render_all, without_repeats};
pub use lines::SourcePosition;
pub use names::{id_like, is_id, nearest};

use crate::domain::content::design::Design;
use crate::domain::content::framework::Framework;
use checker::Checker;
use node::TomlNode;

/// The kind of a content file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContentKind {
    Framework,
    Design,
}

/// Where a file comes from. It decides how strictly the file is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A file of the program: missing content is an error.
    Shipped,
    /// The same file inside the program, which a test has checked: it is only read.
    Embedded,
    /// A file of the user: missing content is a warning.
    Own,
    /// A session's copy of its design: missing content is accepted, and the file's name is not checked.
    Copy,
}

/// The value and its warnings, or all diagnostics with at least one error; in the order of the file.
pub type ReadContent<T> = Result<(T, Vec<Diagnostic>), Vec<Diagnostic>>;

impl ContentKind {
    /// The kind of a file, from its key `kind`, or from the file's name where it has no such key.
    pub fn of(file: &str, text: &str) -> Self {
        let table = DeTable::parse(without_bom(text)).ok();
        let kind = table.as_ref().and_then(|table| table.get_ref().get("kind"));
        let is_framework = match kind.and_then(|kind| kind.get_ref().as_str()) {
            // A misspelled `framework` is still not a design.
            Some(kind) => names::nearest(kind, ["framework", "design"]) == Some("framework"),
            None => stem(file) == "framework",
        };
        if is_framework {
            Self::Framework
        } else {
            Self::Design
        }
    }

    /// The value of the key `kind`.
    fn word(self) -> &'static str {
        match self {
            Self::Framework => "framework",
            Self::Design => "design",
        }
    }
}

/// Reads a framework.
///
/// # Errors
/// All diagnostics of the file, warnings too, when one of them is an error.
pub fn read_framework(text: &str, origin: Origin) -> ReadContent<Framework> {
    read(text, ContentKind::Framework, origin, framework::check)
}

/// Reads a design. `file` is its name or path; the name should be the design's id.
///
/// # Errors
/// All diagnostics of the file, warnings too, when one of them is an error.
pub fn read_design(file: &str, text: &str, origin: Origin) -> ReadContent<Design> {
    read_against(file, text, origin, None)
}

/// Reads a design and checks its stages and minutes against a framework.
///
/// # Errors
/// All diagnostics of the file, warnings too, when one of them is an error.
pub fn check_design(
    file: &str,
    text: &str,
    origin: Origin,
    framework: &Framework,
) -> ReadContent<Design> {
    read_against(file, text, origin, Some(framework))
}

/// All diagnostics of a file of either kind; a design is checked against the framework.
pub fn check(file: &str, text: &str, origin: Origin, framework: &Framework) -> Vec<Diagnostic> {
    match ContentKind::of(file, text) {
        ContentKind::Framework => {
            read_framework(text, origin).map_or_else(|all| all, |(_, all)| all)
        }
        ContentKind::Design => {
            check_design(file, text, origin, framework).map_or_else(|all| all, |(_, all)| all)
        }
    }
}

fn read_against(
    file: &str,
    text: &str,
    origin: Origin,
    framework: Option<&Framework>,
) -> ReadContent<Design> {
    let file_id = (origin != Origin::Copy).then(|| stem(file));
    read(text, ContentKind::Design, origin, |design, node| {
        design::check(design, node, file_id, framework);
    })
}

/// Reads a file and reports all its mistakes in one pass. A syntax error or an unknown format ends the pass.
fn read<T: DeserializeOwned>(
    text: &str,
    content: ContentKind,
    origin: Origin,
    check: impl FnOnce(&mut T, &TomlNode<'_>),
) -> ReadContent<T> {
    // The parser reports a control character in a string that a CRLF cuts off. LF keeps every line and column.
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
    let node = TomlNode::top(&checker, &file);
    if !rules::check_format(&node) {
        return checker.conclude(None);
    }
    rules::check_file(&node);
    let mut value = T::deserialize(node.clone());
    match &mut value {
        Ok(value) => check(value, &node),
        // The list of mistakes is full.
        Err(_) if checker.is_full() => {}
        Err(error) => node.error(
            &error.to_string(),
            "this is a mistake in forty, please report it",
        ),
    }
    checker.conclude(value.ok())
}

/// The text without a byte order mark, which some editors write first.
pub fn without_bom(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The name of a file without its folders and without `.toml`.
fn stem(file: &str) -> &str {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.strip_suffix(".toml").unwrap_or(name)
}

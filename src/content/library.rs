//! The designs and the framework that can be practised: what ships with the user's own files on top. Texts come in
//! as values; the user's folder is read by somebody else.

use super::{Mistake, Origin, read_design, read_framework, shipped};
use crate::domain::content::design::Design;
use crate::domain::content::framework::Framework;

/// A file of the user's designs folder: its name, and its text or why it could not be read.
pub type OwnFile = (String, Result<String, String>);

/// Where a design or framework comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    Shipped,
    Yours,
    /// The user's, with the id of a shipped one.
    ReplacesShipped,
}

impl Source {
    pub fn word(self) -> &'static str {
        match self {
            Self::Shipped => "shipped",
            Self::Yours => "yours",
            Self::ReplacesShipped => "replaces shipped",
        }
    }
}

/// A design as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub id: String,
    pub title: String,
    pub category: String,
    /// As written in files.
    pub difficulty: &'static str,
    pub stars: u8,
    pub summary: String,
    pub concepts: Vec<String>,
    pub source: Source,
    /// Why it cannot be practised.
    pub problem: Option<String>,
}

/// A design opened for practice, with the exact text it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    pub design: Design,
    pub text: String,
    pub source: Source,
}

/// Why a design cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unopened {
    Unknown,
    /// The file's name, its text and everything wrong with it.
    Wrong(String, String, Vec<Mistake>),
    Unreadable(String),
}

#[derive(Debug)]
pub struct Library {
    framework: Framework,
    framework_source: Source,
    /// Why the user's own framework is not used.
    framework_problem: Option<String>,
    own: Vec<OwnFile>,
    rows: Vec<Row>,
}

impl Library {
    /// The shipped files with the user's own. Only the user's are parsed now; one bad file never hides the others.
    pub fn new(own: Vec<OwnFile>) -> Self {
        let (framework, framework_source, framework_problem) = framework(&own);
        let mut rows: Vec<Row> = shipped::designs().iter().map(shipped_row).collect();
        for (name, text) in own.iter().filter(|(name, _)| name != shipped::FRAMEWORK) {
            let row = own_row(name, text);
            match rows.iter_mut().find(|shipped| shipped.id == row.id) {
                // A broken file hides nothing: it stands beside the shipped one.
                Some(shipped) if row.problem.is_none() => {
                    *shipped = Row {
                        source: Source::ReplacesShipped,
                        ..row
                    };
                }
                _ => rows.push(row),
            }
        }
        // The gentlest first: home offers them in this order. What cannot be practised comes last.
        rows.sort_by_key(|row| (row.problem.is_some(), row.stars));
        Self {
            framework,
            framework_source,
            framework_problem,
            own,
            rows,
        }
    }

    /// Every design, the gentlest first, then by id; broken ones of the user's last.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    pub fn framework(&self) -> &Framework {
        &self.framework
    }

    pub fn framework_source(&self) -> Source {
        self.framework_source
    }

    /// Why the user's own framework is not used, where there is one that is not.
    pub fn framework_problem(&self) -> Option<&str> {
        self.framework_problem.as_deref()
    }

    /// What to say to somebody who named a design that is not there.
    pub fn hint_for(&self, id: &str) -> String {
        let ids = self.rows.iter().map(|row| row.id.as_str());
        let begins = ids
            .clone()
            .find(|other| !id.is_empty() && other.starts_with(id));
        let near = ids
            .map(|other| (strsim::damerau_levenshtein(other, id), other))
            .min();
        let near = near.filter(|(distance, _)| *distance <= 1 + id.len() / 3);
        match begins.or(near.map(|(_, other)| other)) {
            Some(other) => format!("did you mean `{other}`? `forty designs` lists all"),
            None => "`forty designs` lists them".into(),
        }
    }

    /// Reads a design whole.
    ///
    /// # Errors
    /// When there is none with this id, or its file is wrong.
    pub fn open(&self, id: &str) -> Result<Opened, Unopened> {
        let row = self
            .rows
            .iter()
            .find(|row| row.id == id)
            .ok_or(Unopened::Unknown)?;
        let (file, text, origin) = match row.source {
            Source::Shipped => {
                let entry = shipped::design(id).ok_or(Unopened::Unknown)?;
                (
                    entry.file.to_owned(),
                    entry.text.to_owned(),
                    Origin::Shipped,
                )
            }
            Source::Yours | Source::ReplacesShipped => {
                let (name, text) = self
                    .own
                    .iter()
                    .find(|(name, _)| id_of(name) == id)
                    .ok_or(Unopened::Unknown)?;
                (
                    name.clone(),
                    text.clone().map_err(Unopened::Unreadable)?,
                    Origin::Own,
                )
            }
        };
        match read_design(&file, &text, origin) {
            Ok((design, _)) => Ok(Opened {
                design,
                text,
                source: row.source,
            }),
            Err(mistakes) => Err(Unopened::Wrong(file, text, mistakes)),
        }
    }
}

fn framework(own: &[OwnFile]) -> (Framework, Source, Option<String>) {
    let mut problem = None;
    if let Some((name, text)) = own.iter().find(|(name, _)| name == shipped::FRAMEWORK) {
        let read = text.as_ref().map_err(Clone::clone);
        match read.and_then(|text| {
            read_framework(text, Origin::Own).map_err(|mistakes| summed_up(name, &mistakes))
        }) {
            Ok((framework, _)) => return (framework, Source::ReplacesShipped, None),
            Err(why) => problem = Some(why),
        }
    }
    let shipped = read_framework(shipped::framework_text(), Origin::Shipped);
    // The shipped framework is checked by a test and by `forty check` before anything ships.
    let (framework, _) = shipped.unwrap_or_else(|_| unreachable!("the shipped framework reads"));
    (framework, Source::Shipped, problem)
}

fn shipped_row(entry: &shipped::Entry) -> Row {
    Row {
        id: entry.id.to_owned(),
        title: entry.title.to_owned(),
        category: entry.category.to_owned(),
        difficulty: entry.difficulty.word(),
        stars: entry.stars,
        summary: entry.summary.to_owned(),
        concepts: entry
            .concepts
            .iter()
            .map(|concept| (*concept).to_owned())
            .collect(),
        source: Source::Shipped,
        problem: None,
    }
}

fn own_row(name: &str, text: &Result<String, String>) -> Row {
    let read = text.as_ref().map_err(Clone::clone);
    match read.and_then(|text| {
        read_design(name, text, Origin::Own).map_err(|mistakes| summed_up(name, &mistakes))
    }) {
        Ok((design, _)) => Row {
            id: design.id,
            title: design.title,
            category: design.category,
            difficulty: design.difficulty.word(),
            stars: design.stars,
            summary: design.summary,
            concepts: design.concepts,
            source: Source::Yours,
            problem: None,
        },
        Err(why) => Row {
            id: id_of(name).to_owned(),
            title: name.to_owned(),
            category: String::new(),
            difficulty: "",
            stars: 0,
            summary: String::new(),
            concepts: Vec::new(),
            source: Source::Yours,
            problem: Some(why),
        },
    }
}

/// The first error of a file and how many there are, on one line.
fn summed_up(name: &str, mistakes: &[Mistake]) -> String {
    let errors: Vec<&Mistake> = mistakes
        .iter()
        .filter(|mistake| mistake.is_error())
        .collect();
    let Some(first) = errors.first() else {
        return "no error is named".into();
    };
    let more = match errors.len() {
        1 => String::new(),
        count => format!(" (and {} more; `forty check` lists them)", count - 1),
    };
    format!(
        "{name}:{}:{}: {}{more}",
        first.line, first.column, first.message
    )
}

/// A design's file is named like its id; the checker holds files to that.
fn id_of(name: &str) -> &str {
    name.strip_suffix(".toml").unwrap_or(name)
}

//! The designs and the framework to practice with: the shipped ones, replaced and extended by the user's files. The texts
//! of those are arguments, because `store` reads the user's folder.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::time::Duration;

use serde::Serialize;

use super::{Diagnostic, Origin, ReadContent, names, read_design, read_framework, shipped};
use crate::domain::content::design::Design;
use crate::domain::content::framework::{Framework, Topic};
use crate::domain::overview::StageMinutes;
use crate::domain::sanitize;

/// The name of a file in the user's designs folder, and its text or the reason why it could not be read.
pub type UserFile = (String, Result<String, String>);

/// Where a design or framework comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(into = "&'static str")]
pub enum Provenance {
    Shipped,
    #[default]
    Yours,
    /// A user's file with the id of a shipped one.
    ReplacesShipped,
}

impl Provenance {
    pub fn word(self) -> &'static str {
        match self {
            Self::Shipped => "shipped",
            Self::Yours => "yours",
            Self::ReplacesShipped => "replaces shipped",
        }
    }
}

impl From<Provenance> for &'static str {
    fn from(source: Provenance) -> Self {
        source.word()
    }
}

/// A design in a list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct DesignRow {
    pub id: String,
    pub title: String,
    pub category: String,
    /// The word for it in content files.
    pub difficulty: &'static str,
    pub stars: u8,
    #[serde(skip)]
    pub summary: String,
    #[serde(skip)]
    pub brief: String,
    pub concepts: Vec<String>,
    pub source: Provenance,
    /// How many of its texts still say TODO, as its checker finds them, so that it is not ready to be practiced.
    #[serde(skip)]
    pub todos: usize,
    /// Why it cannot be practiced.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

/// A design with the exact text that it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenedDesign {
    pub design: Design,
    pub text: String,
    pub source: Provenance,
}

/// Why a design cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DesignError {
    Unknown,
    /// The file's name, its text and its diagnostics.
    Wrong(String, String, Vec<Diagnostic>),
    Unreadable(String),
}

/// The framework and the designs that are available.
#[derive(Debug)]
pub struct Library {
    /// The user's own framework, or the shipped one once it was asked for: many commands never need it.
    framework: OnceCell<Framework>,
    framework_source: Provenance,
    framework_problem: Option<String>,
    own: Vec<UserFile>,
    rows: Vec<DesignRow>,
}

impl Library {
    /// Joins the shipped files and the user's own. Only the user's are parsed here; a wrong file never hides another.
    pub fn new(own: Vec<UserFile>) -> Self {
        let (framework, framework_problem) = match own_framework(&own) {
            Some(Ok(framework)) => (OnceCell::from(framework), None),
            Some(Err(problem)) => (OnceCell::new(), Some(problem)),
            None => (OnceCell::new(), None),
        };
        let framework_source = match framework.get() {
            Some(_) => Provenance::ReplacesShipped,
            None => Provenance::Shipped,
        };
        let mut rows: Vec<DesignRow> = shipped::designs().iter().map(shipped_row).collect();
        for (name, text) in own.iter().filter(|(name, _)| name != shipped::FRAMEWORK) {
            let row = own_row(name, text);
            match rows.iter_mut().find(|shipped| shipped.id == row.id) {
                // A file with errors does not replace the shipped design; both are listed.
                Some(shipped) if row.problem.is_none() => {
                    *shipped = DesignRow {
                        source: Provenance::ReplacesShipped,
                        ..row
                    };
                }
                _ => rows.push(row),
            }
        }
        // The home screen offers the designs in this order: the easiest first, then those that are not ready, unusable ones last.
        rows.sort_by_key(|row| (row.problem.is_some(), row.todos > 0, row.stars));
        Self {
            framework,
            framework_source,
            framework_problem,
            own,
            rows,
        }
    }

    /// All designs, the easiest first, then by id; those that are not ready behind them, unusable files of the user last.
    pub fn rows(&self) -> &[DesignRow] {
        &self.rows
    }

    pub fn framework(&self) -> &Framework {
        (self.framework).get_or_init(|| embedded(&shipped::framework_text()))
    }

    /// The framework as far as a plan needs it: the shipped one without topics and concept cards, unless it is read already.
    pub fn framework_of_plans(&self) -> Cow<'_, Framework> {
        match self.framework.get() {
            Some(framework) => Cow::Borrowed(framework),
            None => Cow::Owned(embedded(&shipped::framework_of_plans())),
        }
    }

    /// Reads the topics of the framework, on any thread.
    pub fn topics(&self) -> impl FnOnce() -> Vec<Topic> + Send + Clone + use<> {
        let known = self.framework.get().map(|known| known.topics.clone());
        move || known.unwrap_or_else(|| embedded(&shipped::framework_text()).topics)
    }

    /// The framework's stages, in order. The shipped framework is not parsed for them.
    pub fn stages(&self) -> Vec<StageMinutes> {
        if self.framework_source == Provenance::Shipped {
            let stages = shipped::stages().iter();
            let stages = stages.map(|it| stage(it.id, it.title, it.short, it.time));
            return stages.collect();
        }
        let stages = self.framework().stages.iter();
        let stages = stages.map(|it| stage(&it.id, &it.title, &it.short, it.budget));
        stages.collect()
    }

    /// The framework's warning of the common mistake, on one clean line. The shipped framework is not parsed for it.
    pub fn warning(&self) -> String {
        if self.framework_source == Provenance::Shipped {
            return sanitize::line(shipped::warning());
        }
        sanitize::line(&self.framework().warning)
    }

    /// The text of the framework's file.
    pub fn framework_text(&self) -> String {
        let own = self.own.iter().find(|(name, _)| name == shipped::FRAMEWORK);
        match (self.framework_source, own) {
            (Provenance::Shipped, _) | (_, None) => shipped::framework_text(),
            (_, Some((_, text))) => text.clone().unwrap_or_default(),
        }
    }

    pub fn framework_source(&self) -> Provenance {
        self.framework_source
    }

    /// A warning, on one clean line, where the user's own framework cannot be used.
    pub fn framework_warning(&self) -> Option<String> {
        let problem = sanitize::line(self.framework_problem.as_deref()?);
        Some(format!("your framework is not used: {problem}"))
    }

    /// A hint for an id that no design has.
    pub fn hint_for(&self, id: &str) -> String {
        let ids = || self.rows.iter().map(|row| row.id.as_str());
        let begins = ids().find(|other| !id.is_empty() && other.starts_with(id));
        match begins.or_else(|| names::nearest(id, ids())) {
            Some(other) => format!("did you mean `{other}`? `forty designs` lists all"),
            None => "`forty designs` lists the designs".into(),
        }
    }

    /// Reads the design with this id.
    ///
    /// # Errors
    /// When no design has this id, or its file cannot be read or has errors.
    pub fn open(&self, id: &str) -> Result<OpenedDesign, DesignError> {
        let row = self.rows.iter().find(|row| row.id == id);
        let source = row.ok_or(DesignError::Unknown)?.source;
        let (file, text, origin) = if source == Provenance::Shipped {
            let entry = shipped::design(id).ok_or(DesignError::Unknown)?;
            (entry.file.name, Ok(entry.file.text()), Origin::Embedded)
        } else {
            let own = self.own.iter().find(|(name, _)| id_of(name) == id);
            let (name, text) = own.ok_or(DesignError::Unknown)?;
            (name.as_str(), text.clone(), Origin::Own)
        };
        let text = text.map_err(DesignError::Unreadable)?;
        match read_design(file, &text, origin) {
            Ok((design, _)) => Ok(OpenedDesign {
                design,
                text,
                source,
            }),
            Err(all) => Err(DesignError::Wrong(file.to_owned(), text, all)),
        }
    }
}

fn embedded(framework: &str) -> Framework {
    let read = read_framework(framework, Origin::Embedded);
    // A test reads the shipped framework before a release.
    let read = read.unwrap_or_else(|_| unreachable!("the shipped framework reads"));
    read.0
}

/// The user's own framework, or why it cannot be used; `None` where the user has none.
fn own_framework(own: &[UserFile]) -> Option<Result<Framework, String>> {
    let (name, text) = own.iter().find(|(name, _)| name == shipped::FRAMEWORK)?;
    let read = |text: &str| read_framework(text, Origin::Own);
    Some(usable(name, text, read).map(|(framework, _)| framework))
}

fn stage(id: &str, title: &str, short: &str, time: Duration) -> StageMinutes {
    StageMinutes {
        id: id.to_owned(),
        title: sanitize::line(title),
        short: sanitize::line(short),
        time,
    }
}

/// The value in a user's file with its warnings, or the reason why the file cannot be used, on one line.
fn usable<T>(
    name: &str,
    text: &Result<String, String>,
    read: impl FnOnce(&str) -> ReadContent<T>,
) -> Result<(T, Vec<Diagnostic>), String> {
    let text = text.as_ref().map_err(Clone::clone)?;
    read(text).map_err(|all| summary(name, &all))
}

/// The first error of a file and the number of the others, on one line.
fn summary(name: &str, diagnostics: &[Diagnostic]) -> String {
    let errors: Vec<_> = diagnostics.iter().filter(|one| one.is_error()).collect();
    let first = errors.first().map_or(String::new(), |first| {
        format!("{}:{}: {}", first.line, first.column, first.message)
    });
    let more = match errors.len() {
        0 | 1 => String::new(),
        count => format!(" (and {} more; `forty check` lists them)", count - 1),
    };
    format!("{name}:{first}{more}")
}

fn shipped_row(entry: &shipped::ShippedDesign) -> DesignRow {
    DesignRow {
        id: entry.id.to_owned(),
        title: entry.title.to_owned(),
        category: entry.category.to_owned(),
        difficulty: entry.difficulty.word(),
        stars: entry.stars,
        summary: entry.summary.to_owned(),
        brief: entry.brief.to_owned(),
        concepts: entry.concepts.iter().copied().map(str::to_owned).collect(),
        source: Provenance::Shipped,
        todos: 0,
        problem: None,
    }
}

fn own_row(name: &str, text: &Result<String, String>) -> DesignRow {
    match usable(name, text, |text| read_design(name, text, Origin::Own)) {
        Ok((design, warnings)) => DesignRow {
            id: design.id,
            title: design.title,
            category: design.category,
            difficulty: design.difficulty.word(),
            stars: design.stars,
            summary: design.summary,
            brief: design.brief,
            concepts: design.concepts,
            source: Provenance::Yours,
            todos: warnings.iter().filter(|one| one.is_todo).count(),
            problem: None,
        },
        Err(problem) => DesignRow {
            id: id_of(name).to_owned(),
            title: name.to_owned(),
            problem: Some(problem),
            ..DesignRow::default()
        },
    }
}

/// The id in the name of a design's file. The checker makes sure that the design has this id.
fn id_of(name: &str) -> &str {
    name.strip_suffix(".toml").unwrap_or(name)
}

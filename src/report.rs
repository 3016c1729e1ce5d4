//! Formats sessions and designs for people and for other programs, without reading or writing files. `view` is the one
//! serializable view of a session: JSON is this view, and the templates print it.

use crate::domain::judging::report::Report;

pub mod assignments;
pub mod calibration;
pub mod cards;
pub mod cohort;
pub mod columns;
pub mod compare;
pub mod csv;
pub mod design;
pub mod html;
pub mod json;
pub mod markdown;
mod page;
pub mod plain;
pub mod stats;
mod template;
mod view;

/// The format of an export. A new one is a module above with its layout, and a line in each list here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Md,
    Html,
    Json,
    Txt,
}

impl Format {
    pub const ALL: [Self; 4] = [Self::Md, Self::Html, Self::Json, Self::Txt];

    /// Its name on the command line, and what it is where the name does not tell.
    pub fn name(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Md => ("md", None),
            Self::Html => ("html", Some("One page with a replay, for a browser")),
            Self::Json => ("json", None),
            Self::Txt => ("txt", Some("Plain text, as `forty show` prints it")),
        }
    }

    /// The format that the ending of a file's name means; `None` for one that means none of them.
    pub fn of_ending(ending: &str) -> Option<Self> {
        Some(match ending.to_ascii_lowercase().as_str() {
            "html" | "htm" => Self::Html,
            "json" => Self::Json,
            "md" | "markdown" => Self::Md,
            "txt" | "text" => Self::Txt,
            _ => return None,
        })
    }

    /// The page of a session.
    pub fn page(self, report: &Report<'_>) -> String {
        match self {
            Self::Md => markdown::report(report),
            Self::Html => html::page(report),
            Self::Json => json::show(report, None),
            Self::Txt => plain::show(report, None),
        }
    }
}

#[cfg(test)]
mod tests;

//! What ships inside the program: the files of `designs/`, and an index of them made when the program is built, so
//! that a list of designs costs no parsing. A design is parsed when it is opened.

use crate::domain::content::design::Difficulty;

/// A shipped design as lists show it, with the text it is read from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShippedFile {
    pub id: &'static str,
    pub title: &'static str,
    pub category: &'static str,
    pub difficulty: Difficulty,
    pub stars: u8,
    pub summary: &'static str,
    pub concepts: &'static [&'static str],
    /// The file's name, without folders.
    pub file: &'static str,
    pub text: &'static str,
}

/// A shipped file, whether it could be indexed or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct File {
    pub name: &'static str,
    pub text: &'static str,
}

/// The framework's file, as every file list names it.
pub const FRAMEWORK: &str = "framework.toml";

include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// Every shipped file, by name.
pub fn files() -> &'static [File] {
    FILES
}

/// Every shipped design, by file name.
pub fn designs() -> &'static [ShippedFile] {
    DESIGNS
}

/// The shipped design of an id.
pub fn design(id: &str) -> Option<&'static ShippedFile> {
    DESIGNS.iter().find(|entry| entry.id == id)
}

/// The text of the shipped framework.
pub fn framework_text() -> &'static str {
    let file = FILES.iter().find(|file| file.name == FRAMEWORK);
    file.map_or("", |file| file.text)
}

//! The files of `designs/`, which are part of the program. The build script makes an index of them, so that a list of
//! designs and the stages of the framework need no parsing. Each file is compressed, and inflated and parsed when it is
//! opened.

use std::io::Read;
use std::time::Duration;

use flate2::read::DeflateDecoder;

use crate::domain::content::design::Difficulty;

/// The index entry of a shipped design, with its file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShippedDesign {
    pub id: &'static str,
    pub title: &'static str,
    pub category: &'static str,
    pub difficulty: Difficulty,
    pub stars: u8,
    pub summary: &'static str,
    pub brief: &'static str,
    pub concepts: &'static [&'static str],
    pub file: ShippedFile,
}

/// A shipped file; the framework and files with errors are not in the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShippedFile {
    /// Without folders.
    pub name: &'static str,
    /// The text in UTF-8, compressed by DEFLATE.
    packed: &'static [u8],
}

impl ShippedFile {
    /// The text of the file.
    pub fn text(&self) -> String {
        inflate(self.packed)
    }
}

/// A text that the build script compressed.
pub(super) fn inflate(packed: &[u8]) -> String {
    let mut text = String::new();
    let read = DeflateDecoder::new(packed).read_to_string(&mut text);
    debug_assert!(read.is_ok(), "the build script packed it");
    text
}

/// The index entry of a stage of the shipped framework.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShippedStage {
    pub id: &'static str,
    pub title: &'static str,
    /// The short title.
    pub short: &'static str,
    pub time: Duration,
}

/// The name of the framework's file.
pub const FRAMEWORK: &str = "framework.toml";

include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// Every shipped file, by name.
pub fn files() -> &'static [ShippedFile] {
    FILES
}

/// Every shipped design, by file name.
pub fn designs() -> &'static [ShippedDesign] {
    DESIGNS
}

/// The shipped design with this id.
pub fn design(id: &str) -> Option<&'static ShippedDesign> {
    DESIGNS.iter().find(|entry| entry.id == id)
}

/// Each stage of the shipped framework, in order.
pub fn stages() -> &'static [ShippedStage] {
    STAGES
}

/// The shipped framework's warning of the common mistake.
pub fn warning() -> &'static str {
    WARNING
}

/// The text of the shipped framework without its topics and concept cards, which nine tenths of it are and a plan does
/// not need.
pub fn framework_of_plans() -> String {
    let text = framework_text();
    let blocks = text.split("\n[[").filter(|block| {
        let left_out = ["topic]]\n", "concept]]\n"];
        !left_out.iter().any(|start| block.starts_with(start))
    });
    blocks.collect::<Vec<_>>().join("\n[[")
}

/// The text of the shipped framework; empty where none ships.
pub fn framework_text() -> String {
    let file = FILES.iter().find(|file| file.name == FRAMEWORK);
    file.map_or_else(String::new, ShippedFile::text)
}

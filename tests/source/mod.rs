//! The source of the program as tests read it: every file below `src`, without what is compiled for tests alone.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The attribute of what is compiled for tests alone.
const TEST: &str = "#[cfg(test)]";

/// The longest visibility of a module, `pub(in crate::store) `, is shorter.
const LONGEST: usize = 24;

/// One source file.
pub struct Source {
    /// The path below `src` without extension: `domain/session/event`.
    pub name: String,
    /// The text without its test modules.
    pub text: String,
}

/// All source files in the order of their paths, without the files of test modules.
pub fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    paths(&root, &mut found);
    found.sort();
    let mut for_tests = BTreeSet::new();
    let mut sources = Vec::new();
    for path in found {
        let (text, modules) = without_tests(&fs::read_to_string(&path).unwrap());
        let name = path.strip_prefix(&root).unwrap().with_extension("");
        let name = name.display().to_string();
        for_tests.extend(modules.iter().map(|module| format!("{name}/{module}")));
        sources.push(Source { name, text });
    }
    let is_for_tests = |name: &str| {
        let mut folders = Path::new(name)
            .ancestors()
            .map(|path| path.to_str().unwrap());
        folders.any(|folder| for_tests.contains(folder))
    };
    sources.retain(|source| !is_for_tests(&source.name));
    sources
}

fn paths(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            paths(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The text without its test modules, and the names of those that have a file of their own. A test module in the file
/// goes to its end, where it comes last.
pub fn without_tests(text: &str) -> (String, Vec<String>) {
    let (mut code, mut modules) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(TEST) {
        code.push_str(before);
        rest = after;
        let item = behind_attributes(after);
        let Some((visibility, module)) = item.split_once("mod ") else {
            continue;
        };
        let is_visibility = visibility.starts_with("pub") && visibility.len() < LONGEST;
        if !(visibility.is_empty() || is_visibility) {
            continue;
        }
        match module.split_once([';', '{']) {
            Some((name, behind)) if module[name.len()..].starts_with(';') => {
                modules.push(name.to_owned());
                rest = behind;
            }
            _ => rest = "",
        }
    }
    code.push_str(rest);
    (code, modules)
}

/// The item behind its other attributes.
fn behind_attributes(text: &str) -> &str {
    let mut rest = text.trim_start();
    while let Some(attribute) = rest.strip_prefix("#[") {
        let mut depth = 1;
        let end = attribute.find(|c: char| {
            depth += i32::from(c == '[') - i32::from(c == ']');
            depth == 0
        });
        rest = end.map_or("", |end| &attribute[end + 1..]).trim_start();
    }
    rest
}

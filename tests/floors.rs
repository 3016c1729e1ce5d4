//! Reads the `use` lines of the source: no import runs up, and nothing pure touches a terminal, a file or a clock.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What each room may import from this crate, beside itself.
const ROOMS: [(&str, &[&str]); 9] = [
    ("domain", &[]),
    ("content", &["domain"]),
    ("store", &["domain"]),
    ("export", &["domain"]),
    ("clock", &["domain"]),
    ("failure", &["store"]),
    (
        "tui",
        &["content", "store", "export", "domain", "failure", "clock"],
    ),
    ("cli", &["domain", "tui"]),
    (
        "commands",
        &[
            "cli", "clock", "content", "domain", "export", "failure", "store", "tui",
        ],
    ),
];

/// What each floor within `tui` may import from `tui`.
const TUI: [(&str, &[&str]); 8] = [
    ("widgets", &["widgets", "theme", "keys", "effect", "input"]),
    (
        "screens",
        &["screens", "widgets", "theme", "keys", "effect", "input"],
    ),
    (
        "app",
        &[
            "app", "screens", "widgets", "theme", "keys", "effect", "input", "signals",
        ],
    ),
    ("term", &[]),
    ("keys", &["input", "widgets"]),
    ("effect", &[]),
    ("theme", &[]),
    ("input", &[]),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Every source file by its path below `src`, with its text, tests left out.
fn files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    sources(&root, &mut found);
    let files = found.iter().map(|path| {
        let name = path.strip_prefix(&root).unwrap().display().to_string();
        let text = fs::read_to_string(path).unwrap();
        let code = text
            .split("#[cfg(test)]\nmod tests {")
            .next()
            .unwrap_or_default()
            .to_owned();
        (name, code)
    });
    files.filter(|(name, _)| !name.contains("tests")).collect()
}

/// The first segments that a file imports below `prefix::`, comments left out.
fn imports(code: &str, prefix: &str) -> BTreeSet<String> {
    let lines: Vec<&str> = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    let code = lines.join("\n");
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices(&format!("{prefix}::")) {
        let rest = &code[at + prefix.len() + 2..];
        if let Some(group) = rest.strip_prefix('{') {
            let group = &group[..group.find("};").unwrap_or(group.len())];
            let mut depth = 0;
            let mut word = String::new();
            for character in group.chars().chain([',']) {
                match character {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        found.insert(
                            word.split("::")
                                .next()
                                .unwrap_or_default()
                                .trim()
                                .to_owned(),
                        );
                        word.clear();
                    }
                    other if depth == 0 => word.push(other),
                    _ => {}
                }
            }
        } else {
            found.insert(
                rest.chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect(),
            );
        }
    }
    found.remove("");
    found
}

fn room(name: &str) -> &str {
    name.split(['/', '.']).next().unwrap_or_default()
}

#[test]
fn no_import_runs_up() {
    for (name, code) in files() {
        let own = room(&name);
        let Some((_, allowed)) = ROOMS.iter().find(|(room, _)| *room == own) else {
            assert!(["lib", "main"].contains(&own), "{name} is in no room");
            continue;
        };
        let rooms: BTreeSet<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
        for used in imports(&code, "crate")
            .iter()
            .filter(|used| rooms.contains(used.as_str()))
        {
            assert!(
                used == own || allowed.contains(&used.as_str()),
                "{name} imports {used}"
            );
        }
    }
}

#[test]
fn within_the_terminal_no_import_runs_up() {
    for (name, code) in files() {
        let Some(inside) = name.strip_prefix("tui/") else {
            continue;
        };
        let floor = room(inside);
        let Some((_, allowed)) = TUI.iter().find(|(room, _)| *room == floor) else {
            continue;
        };
        for used in imports(&code, "crate::tui") {
            assert!(
                used == floor || allowed.contains(&used.as_str()),
                "{name} imports tui::{used}"
            );
        }
    }
}

#[test]
fn screens_never_name_each_other() {
    for (name, code) in files() {
        let Some(own) = name.strip_prefix("tui/screens/").map(room) else {
            continue;
        };
        for used in imports(&code, "crate::tui::screens") {
            assert_eq!(used, own, "{name} names another screen");
        }
    }
}

#[test]
fn nothing_pure_touches_a_terminal_a_file_or_a_clock() {
    let banned = [
        "std::fs",
        "std::io",
        "std::env",
        "std::process",
        "std::thread",
        "std::net",
        "Instant",
        "SystemTime",
        "::now()",
        "ratatui",
        "crossterm",
        "tempfile",
        "rustix",
        "directories",
        "PathBuf",
        "std::path",
    ];
    for (name, code) in files()
        .iter()
        .filter(|(name, _)| ["domain", "export"].contains(&room(name)))
    {
        for line in code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
        {
            for word in banned {
                assert!(
                    !line.contains(word),
                    "{name}: `{word}` in `{}`",
                    line.trim()
                );
            }
        }
    }
}

#[test]
fn screens_and_widgets_touch_no_file_and_no_clock() {
    let banned = [
        "std::fs",
        "std::env",
        "std::process",
        "std::thread",
        "Instant",
        "SystemTime",
        "crate::store",
        "crate::clock",
    ];
    let pure = |name: &str| name.starts_with("tui/screens") || name.starts_with("tui/widgets");
    for (name, code) in files().iter().filter(|(name, _)| pure(name)) {
        for word in banned {
            assert!(!code.contains(word), "{name}: `{word}`");
        }
    }
}

#[test]
fn every_file_says_what_it_holds_and_none_is_two() {
    for (name, code) in files() {
        assert!(
            code.starts_with("//! "),
            "{name} does not begin by saying what it holds"
        );
        let lines = code.lines().count();
        assert!(
            lines <= 500,
            "{name} has {lines} lines: look for the thing inside it"
        );
    }
}

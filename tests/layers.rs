//! Reads the imports of every source file: no lower layer imports a higher one, no files import each other in a cycle,
//! and pure layers use no terminal, file or clock.
#![allow(clippy::unwrap_used, reason = "a test that cannot continue has failed")]

mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The other layers of this crate that each layer may import.
const LAYERS: [(&str, &[&str]); 10] = [
    ("domain", &[]),
    ("clock", &["domain"]),
    ("content", &["domain"]),
    ("store", &["domain"]),
    ("report", &["domain"]),
    ("app", &["clock", "content", "store", "report", "domain"]),
    ("tui", &["app", "clock", "domain"]),
    ("linear", &["app", "clock", "domain"]),
    (
        "cli",
        &[
            "tui", "linear", "app", "clock", "content", "store", "report", "domain",
        ],
    ),
    ("sync", &["cli", "app", "clock", "store", "domain"]),
];

/// Names of the standard library and of crates that only some layers may use.
const IMPURE: [&str; 17] = [
    "std::fs",
    "std::io",
    "std::env",
    "std::process",
    "std::thread",
    "std::net",
    "std::path",
    "Instant",
    "SystemTime",
    "::now()",
    "ratatui",
    "crossterm",
    "clap",
    "tempfile",
    "rustix",
    "directories",
    "PathBuf",
];

/// One source file with its code, without tests and comments.
struct Source {
    /// The path below `src` without extension: `domain/session/event`.
    name: String,
    code: String,
}

fn sources() -> Vec<Source> {
    let sources = source::sources().into_iter();
    let code = |source: source::Source| Source {
        code: code_of(&source.text),
        name: source.name,
    };
    sources.map(code).collect()
}

/// The text without comments.
fn code_of(text: &str) -> String {
    let lines = text.lines();
    let lines = lines.filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_is_compiled_for_tests_alone_is_no_code_of_the_program() {
    let text = "mod a;\n#[cfg(test)]\npub(super) mod faults;\nfn f() {\n    #[cfg(test)]\n    count();\n}\n\
                #[cfg(test)]\n#[allow(dead_code, reason = \"[a]\")]\nmod tests {\n    fn g() {}\n}\n";
    let (code, modules) = source::without_tests(text);
    assert_eq!(code.trim_end(), "mod a;\n\nfn f() {\n    \n    count();\n}");
    assert_eq!(modules, ["faults"]);
}

/// The layer of a path: its first part.
fn layer(name: &str) -> &str {
    name.split('/').next().unwrap_or_default()
}

/// Every path below `crate::` or `super::` in a file, as a full path from the crate root: `domain::session::event`.
fn named_paths(source: &Source) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for (at, _) in source.code.match_indices("::") {
        let before = &source.code[..at];
        let start = before.rfind(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
        let word = &before[start.map_or(0, |start| start + 1)..];
        let is_start = word == "crate" || word.split("::").all(|part| part == "super");
        if !is_start || source.code[at..].starts_with("::super") {
            continue;
        }
        for rest in expand(&source.code[at + 2..]) {
            named.insert(from_root(source, &format!("{word}::{rest}")));
        }
    }
    named
}

/// Resolves a path from the crate root: `super::plan` in `domain/session/event` is `domain::session::plan`.
fn from_root(source: &Source, path: &str) -> String {
    let mut whole: Vec<&str> = source.name.split('/').collect();
    for part in path.split("::") {
        match part {
            "crate" => whole.clear(),
            "self" => {}
            "super" => {
                whole.pop();
            }
            name => whole.push(name),
        }
    }
    whole.join("::")
}

/// Expands the text after `crate::` to its paths: one, or those of a group in braces.
fn expand(rest: &str) -> Vec<String> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let plain: String = rest.chars().take_while(|c| is_name(*c)).collect();
    let Some(group) = rest[plain.len()..].strip_prefix('{') else {
        return vec![plain.trim_end_matches(':').to_owned()];
    };
    let mut depth = 1;
    let end = group.char_indices().find(|(_, c)| {
        depth += i32::from(*c == '{') - i32::from(*c == '}');
        depth == 0
    });
    let group = &group[..end.map_or(group.len(), |(at, _)| at)];
    let mut items = vec![String::new()];
    let mut depth = 0;
    for c in group.chars().filter(|c| !c.is_whitespace()) {
        depth += i32::from(c == '{') - i32::from(c == '}');
        if c == ',' && depth == 0 {
            items.push(String::new());
        } else if let Some(item) = items.last_mut() {
            item.push(c);
        }
    }
    let items = items.iter().filter(|item| !item.is_empty());
    items
        .flat_map(|item| expand(item))
        .map(|item| format!("{plain}{item}"))
        .collect()
}

/// The re-exports of a file by name: `pub use event::Event` in `session` maps `Event` to `session::event::Event`.
fn exports(source: &Source) -> BTreeMap<String, String> {
    let is_public = |at: &usize| {
        let line = source.code[..*at].lines().next_back();
        line.is_some_and(|line| line.starts_with("pub"))
    };
    let uses = source.code.match_indices("use ").map(|(at, _)| at);
    let paths = uses
        .filter(is_public)
        .flat_map(|at| expand(&source.code[at + "use ".len()..]));
    let named = |path: String| {
        let name = path.rsplit("::").next().unwrap_or_default().to_owned();
        (name, from_root(source, &path))
    };
    paths.map(named).collect()
}

/// The file that defines a path: its longest prefix that is a file, or the file that a re-export leads to.
fn file_of<'a>(path: &str, files: &BTreeMap<&'a str, BTreeMap<String, String>>) -> Option<&'a str> {
    let parts: Vec<&str> = path.split("::").collect();
    let mut longest_first = (1..=parts.len()).rev();
    let (length, (file, exports)) = longest_first.find_map(|length| {
        let name = parts[..length].join("/");
        Some((length, files.get_key_value(name.as_str())?))
    })?;
    let exported = parts.get(length).and_then(|name| exports.get(*name));
    let exported = exported.filter(|exported| *exported != path);
    exported
        .and_then(|path| file_of(path, files))
        .or(Some(file))
}

/// The files that each file imports. A module that names its own submodules does not import them; a path through a
/// module's re-export counts as an import of the submodule.
fn imports(sources: &[Source]) -> BTreeMap<&str, BTreeSet<&str>> {
    let files = sources
        .iter()
        .map(|source| (source.name.as_str(), exports(source)))
        .collect();
    let imports = sources.iter().map(|source| {
        let named = named_paths(source);
        let used = named.iter().filter_map(|path| file_of(path, &files));
        (
            source.name.as_str(),
            used.filter(|used| *used != source.name).collect(),
        )
    });
    imports.collect()
}

#[test]
fn no_layer_imports_a_higher_one() {
    for source in sources() {
        let own = layer(&source.name);
        let Some((_, allowed)) = LAYERS.iter().find(|(layer, _)| *layer == own) else {
            assert!(
                ["lib", "main", "bin"].contains(&own),
                "{} is in no layer",
                source.name
            );
            continue;
        };
        for path in named_paths(&source) {
            let used = path.split("::").next().unwrap_or_default();
            let is_layer = LAYERS.iter().any(|(layer, _)| *layer == used);
            assert!(
                !is_layer || used == own || allowed.contains(&used),
                "{} imports {path}",
                source.name
            );
        }
    }
}

#[test]
fn no_files_import_each_other_in_a_cycle() {
    let sources = sources();
    let imports = imports(&sources);
    let mut cycles = BTreeSet::new();
    for start in imports.keys() {
        // Follow direct and indirect imports of the file until one returns to it.
        let mut seen = BTreeSet::new();
        let mut open: Vec<Vec<&str>> = vec![vec![start]];
        while let Some(walk) = open.pop() {
            for next in imports.get(walk.last().unwrap()).into_iter().flatten() {
                if next == start {
                    let mut cycle = walk.clone();
                    cycle.sort_unstable();
                    cycles.insert(cycle.join(", "));
                } else if seen.insert(*next) {
                    open.push([walk.clone(), vec![*next]].concat());
                }
            }
        }
    }
    assert!(
        cycles.is_empty(),
        "{} cycles:\n{}",
        cycles.len(),
        cycles.into_iter().collect::<Vec<_>>().join("\n")
    );
}

#[test]
fn screens_do_not_name_each_other() {
    for source in sources() {
        let Some(own) = source.name.strip_prefix("tui/screens/").map(layer) else {
            continue;
        };
        for path in named_paths(&source) {
            let other = path
                .strip_prefix("tui::screens::")
                .and_then(|rest| rest.split("::").next());
            assert!(
                other.is_none_or(|other| other == own),
                "{} imports {path}",
                source.name
            );
        }
    }
}

#[test]
fn domain_and_report_use_no_terminal_file_or_clock() {
    for source in sources()
        .iter()
        .filter(|source| ["domain", "report"].contains(&layer(&source.name)))
    {
        for line in source.code.lines() {
            for word in IMPURE {
                assert!(
                    !line.contains(word),
                    "{}: `{word}` in `{}`",
                    source.name,
                    line.trim()
                );
            }
        }
    }
}

#[test]
fn screens_and_widgets_do_no_input_or_output() {
    let banned = [
        "std::fs",
        "std::env",
        "std::process",
        "std::thread",
        "Instant",
        "SystemTime",
        "crate::store",
        "crate::clock",
        "crate::app",
    ];
    let is_pure = |name: &str| name.starts_with("tui/screens") || name.starts_with("tui/widgets");
    for source in sources().iter().filter(|source| is_pure(&source.name)) {
        for word in banned {
            assert!(!source.code.contains(word), "{}: `{word}`", source.name);
        }
    }
}

#[test]
fn every_file_begins_with_its_purpose_and_is_short() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for source in sources() {
        let text = fs::read_to_string(root.join(format!("{}.rs", source.name))).unwrap();
        assert!(
            text.starts_with("//! "),
            "{} does not begin with its purpose",
            source.name
        );
        let lines = source
            .code
            .lines()
            .filter(|line| !line.trim().is_empty())
            .count();
        assert!(
            lines <= 400,
            "{} has {lines} lines of code: look for the thing inside it",
            source.name
        );
    }
}

/// Types that two files may define: each program calls its command line `Cli`, as programs with clap do, and no file
/// sees both.
const OF_EACH_PROGRAM: [&str; 1] = ["Cli"];

/// The names of the types that a file defines, and whether other files may name them.
fn defined_types(source: &Source) -> impl Iterator<Item = (&str, bool)> {
    source.code.lines().filter_map(|line| {
        let public = line.strip_prefix("pub");
        // Indented are only the types that belong to a trait.
        let rest = public.or((!line.starts_with(' ')).then_some(line))?;
        let visibility = rest.starts_with('(').then(|| rest.find(')')).flatten();
        let mut words = rest[visibility.map_or(0, |end| end + 1)..].split_whitespace();
        let is_type = ["struct", "enum", "trait", "type"].contains(&words.next()?);
        let end = |c: char| !(c.is_alphanumeric() || c == '_');
        let name = is_type.then(|| words.next()?.split(end).next()).flatten()?;
        Some((name, public.is_some()))
    })
}

#[test]
fn no_type_name_means_two_things() {
    let sources = sources();
    let mut files: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut exported = BTreeSet::new();
    for source in &sources {
        for (name, is_exported) in defined_types(source) {
            files.entry(name).or_default().push(&source.name);
            if is_exported {
                exported.insert(name);
            }
        }
    }
    assert!(exported.contains("Session"), "types are found");
    // Two files may use one name for types that no other file sees.
    let twice = files
        .iter()
        .filter(|(name, files)| files.len() > 1 && exported.contains(*name))
        .filter(|(name, _)| !OF_EACH_PROGRAM.contains(name))
        .map(|(name, files)| format!("{name}: {}", files.join(", ")));
    let twice: Vec<String> = twice.collect();
    assert!(
        twice.is_empty(),
        "these names are defined in more than one file:\n{}",
        twice.join("\n")
    );
}

/// Functions that know only one folder of sessions. A session may be rescued to another one.
const OF_ONE_FOLDER: [&str; 4] = [
    "store::list(",
    "store::newest(",
    "store::session_folders(",
    "paths.sessions.join(",
];

#[test]
fn commands_and_screens_look_for_sessions_where_rescued_ones_are_found_too() {
    let layers = ["app/", "cli/", "tui/", "linear/"];
    let mut wrong = Vec::new();
    for source in sources() {
        if layers.iter().any(|layer| source.name.starts_with(layer)) {
            let used = OF_ONE_FOLDER
                .iter()
                .filter(|name| source.code.contains(**name));
            wrong.extend(used.map(|name| format!("{}: {name}", source.name)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

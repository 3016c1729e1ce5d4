//! The messages and errors of the program on one page, `docs/messages.md`, so that they can be read in one sitting.
//! The page is collected from the source, where each text is once. `FORTY_BLESS=1 cargo test --test messages` makes it
//! again. The labels of keys are in `docs/keys.md`, those of wrong designs in `tests/content/bad`.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fmt::Write;
use std::path::{Path, PathBuf};

use clap::Parser;
use clap::error::ErrorKind;
use forty::cli::args::Cli;
use forty::store::{Given, Paths};

/// What is written before the parenthesis around a text that a person may read, and how many words make it a message:
/// `format!` makes file names and table cells too.
const SINKS: [(&str, usize); 11] = [
    ("say", 2),
    ("Say", 2),
    ("Failure::new", 2),
    ("#[error", 2),
    ("hint", 2),
    ("hint_for_others", 2),
    ("refuse", 2),
    ("message = Some", 2),
    ("Diagnostic::new", 2),
    ("Err", 2),
    ("format!", 3),
];

/// Functions of which each text is a message: what a screen says is said elsewhere too.
const FUNCTIONS: [&str; 1] = ["fn words(self) -> &'static str "];

fn source_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            source_files(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

/// The text of a string literal whose opening quote was read, and how many characters it has with its closing quote.
fn literal(source: &[char]) -> (String, usize) {
    let mut text = String::new();
    let mut at = 0;
    while let Some(symbol) = source.get(at) {
        match (symbol, source.get(at + 1)) {
            ('"', _) => return (text, at + 1),
            ('\\', Some('\n')) => {
                at += 2;
                while source.get(at).is_some_and(|blank| blank.is_whitespace()) {
                    at += 1;
                }
                continue;
            }
            ('\\', Some('n')) => text.push(' '),
            ('\\', Some(escaped)) => text.push(*escaped),
            (symbol, _) => {
                text.push(*symbol);
                at += 1;
                continue;
            }
        }
        at += 2;
    }
    (text, at)
}

/// How many words a text has beside what is filled in.
fn words(text: &str) -> usize {
    let mut depth = 0;
    let outside = text.chars().map(|symbol| {
        depth += i32::from(symbol == '{');
        let is_outside = depth == 0;
        depth -= i32::from(symbol == '}');
        if is_outside { symbol } else { '_' }
    });
    let outside: String = outside.collect();
    let words = outside.split_whitespace();
    words
        .filter(|word| word.chars().any(char::is_alphabetic))
        .count()
}

/// The texts that are in the parentheses of a sink or in one of the functions, in their order.
fn messages(source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]").next().unwrap();
    let source: Vec<char> = source.chars().collect();
    let mut code = String::new();
    // For each open parenthesis, the fewest words of a message in it.
    let mut open: Vec<usize> = Vec::new();
    let mut found: Vec<String> = Vec::new();
    // How many braces are open in one of the functions, and whether it is open.
    let (mut braces, mut is_inside) = (0, false);
    let mut at = 0;
    while let Some(symbol) = source.get(at) {
        match symbol {
            '/' if source.get(at + 1) == Some(&'/') => {
                while source.get(at).is_some_and(|symbol| *symbol != '\n') {
                    at += 1;
                }
            }
            '\'' if source.get(at + 1) == Some(&'"') => at += 3,
            '"' => {
                let (text, length) = literal(&source[at + 1..]);
                at += 1 + length;
                let fewest = open.last().copied().unwrap_or(usize::MAX);
                if words(&text) >= fewest && !found.contains(&text) {
                    found.push(text);
                }
            }
            '(' => {
                let own = SINKS.iter().find(|(sink, _)| {
                    let before = code.strip_suffix(sink);
                    before.is_some_and(|before| !before.ends_with(char::is_alphanumeric))
                });
                let own = own.map_or(usize::MAX, |(_, words)| *words);
                let around = open.last().copied().unwrap_or(usize::MAX);
                open.push(own.min(around));
                code.push('(');
                at += 1;
            }
            _ => {
                let is_function = *symbol == '{' && FUNCTIONS.iter().any(|it| code.ends_with(it));
                if is_function {
                    open.push(2);
                    braces = 1;
                } else if braces > 0 {
                    braces += i32::from(*symbol == '{') - i32::from(*symbol == '}');
                }
                let is_end = *symbol == '}' && braces == 0 && is_inside;
                is_inside = is_function || (is_inside && !is_end);
                if *symbol == ')' || is_end {
                    open.pop();
                }
                code.push(*symbol);
                at += 1;
            }
        }
    }
    found
}

fn page() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    source_files(&root.join("src"), &mut files);
    files.sort();
    let mut page = String::from(
        "# Messages\n\nMessages, errors and other sentences of the program, by the file that says them. `FORTY_BLESS=1 cargo \
         test\n--test messages` collects them again. Parts in braces are filled in. The labels of keys are in \
         [keys.md](keys.md).\n",
    );
    for path in files {
        let texts = messages(&std::fs::read_to_string(&path).unwrap());
        let name = path.strip_prefix(root).unwrap().display().to_string();
        let is_test = name.ends_with("tests.rs") || name.contains("/tests/");
        if texts.is_empty() || is_test {
            continue;
        }
        writeln!(page, "\n## {name}\n").unwrap();
        for text in texts {
            writeln!(page, "- {text}").unwrap();
        }
    }
    page
}

#[test]
fn the_page_of_messages_is_collected_from_the_source() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/messages.md");
    let wanted = page();
    if std::env::var_os("FORTY_BLESS").is_some() {
        forty::store::files::replace(&path, wanted.as_bytes()).unwrap();
    }
    let page = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        page == wanted,
        "docs/messages.md is not current: FORTY_BLESS=1 cargo test --test messages"
    );
}

#[test]
fn only_the_texts_that_a_person_is_told_are_collected() {
    for (text, wanted) in [
        (
            "fn f() { say(\"one text\"); let x = format!(\"{path}/{name} is\") }",
            vec!["one text"],
        ),
        (
            "say(format!(\"a {b} \\\n   c\")); put(\"no message\")",
            vec!["a {b} c"],
        ),
        (
            "// say(\"in a comment\")\nErr(\"the \\\"reason\\\" why\".to_owned())",
            vec!["the \"reason\" why"],
        ),
        ("essay(\"no message\")", vec![]),
        (
            "pub fn words(self) -> &'static str { match self { A => \"one text\" } } fn f() { \"no message\" }",
            vec!["one text"],
        ),
    ] {
        assert_eq!(messages(text), wanted, "{text}");
    }
}

/// The commands between backquotes of a text, as a shell reads them.
fn commands(text: &str) -> Vec<Vec<String>> {
    let quoted = text.split('`').skip(1).step_by(2);
    let commands = quoted.filter(|quoted| quoted.starts_with("forty "));
    commands
        .map(|command| shell_words::split(command).unwrap())
        .collect()
}

#[test]
fn every_command_of_a_message_is_one_of_the_program_and_takes_the_flags_of_the_folders() {
    let mut paths = Paths::resolve(&Given {
        home: Some("/a home".into()),
        ..Given::default()
    })
    .unwrap();
    paths.home_flag = Some("/a home".into());
    paths.sessions = "/my sessions".into();
    let mut count = 0;
    for text in page().lines() {
        let mut plain = text.replace("DATE", "2999-01-01");
        // This one is an option with its word.
        plain = plain.replace("{as_name}", "--as word");
        // What is filled in is a word.
        while let Some((before, (_, after))) = plain
            .split_once('{')
            .and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
        {
            plain = format!("{before}word{after}");
        }
        let bare = commands(&plain);
        let filled = commands(&paths.fill(&plain));
        assert_eq!(filled, commands(&paths.fill(&paths.fill(&plain))), "{text}");
        for (bare, filled) in bare.iter().zip(&filled) {
            let flags = ["--home", "/a home", "--sessions", "/my sessions"];
            assert_eq!(filled[1..5], flags, "{text}");
            assert_eq!(filled[5..], bare[1..], "{text}");
            // A command may be without the name of what it is for, as in `forty show`.
            if let Err(error) = Cli::try_parse_from(filled) {
                assert_eq!(error.kind(), ErrorKind::MissingRequiredArgument, "{text}");
            }
            count += 1;
        }
    }
    assert!(count > 30, "{count}");
}

//! The messages and errors of the program on one page, `docs/messages.md`, so that they can be read in one sitting.
//! The page is collected from the source, where each text is once. `FORTY_BLESS=1 cargo test --test messages` makes it
//! again. The labels of keys are in `docs/keys.md`, those of wrong designs in `tests/content/bad`.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod source;

use std::fmt::Write;
use std::path::{Path, PathBuf};

use clap::Parser;
use clap::error::ErrorKind;
use forty::cli::args::Cli;
use forty::store::{Given, Paths};

/// What is written before the parenthesis around a text that a person may read, and how many words make it a message:
/// `format!` makes file names and table cells too.
const SINKS: [(&str, usize); 14] = [
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
    ("write!", 3),
    ("write_str", 3),
    ("ask", 3),
];

/// What is written before the brace of a function whose texts are shown, and how many words make one a message: labels
/// of a word or two are no sentences.
const FUNCTIONS: [&str; 3] = [
    "-> &'static str ",
    "-> Option<&'static str> ",
    "-> [&'static str; 2] ",
];
const LEAST_IN_FUNCTION: usize = 3;

/// A constant text of so many words is a message, if it begins like one.
const CONSTANT: &str = ": &str = ";
const LEAST_IN_CONSTANT: usize = 4;

/// Texts that look like messages and are only read or compared by the program.
const NOT_SHOWN: [&str; 3] = [
    "GB per day",
    "USD per day",
    "Server returned non-2xx status code: ",
];

/// What is written before parentheses whose texts no user reads.
const UNREAD: [&str; 8] = [
    "#[allow",
    "#[expect",
    "#[deprecated",
    "assert!",
    "assert_eq!",
    "panic!",
    "unreachable!",
    ".expect",
];

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
            // Markdown breaks the line here.
            ('\\', Some('\\')) if source[at + 2..].starts_with(&['\\', 'n']) => {}
            ('\\', Some('n')) => text.push(' '),
            ('\\', Some('u')) => {
                let digits = source[at + 3..].iter().take_while(|symbol| **symbol != '}');
                let digits: String = digits.collect();
                let code = u32::from_str_radix(&digits, 16).unwrap();
                text.extend(char::from_u32(code));
                at += "\\u{}".len() + digits.len();
                continue;
            }
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

/// Whether a text begins like a sentence; lists of words begin in lower case.
fn begins_sentence(text: &str) -> bool {
    text.starts_with(|first: char| first.is_uppercase() || "`{".contains(first))
}

/// Whether a text is a whole sentence or a question, as boxes and pages show them.
fn is_sentence(text: &str) -> bool {
    let least = match text.chars().next_back() {
        Some('?') => 2,
        Some('.' | ':') => 3,
        _ => return false,
    };
    begins_sentence(text) && words(text) >= least
}

/// What is open around a text, of which it depends whether a user reads it.
#[derive(Default)]
struct Surroundings {
    /// The code so far, without texts and comments.
    code: String,
    /// For each open parenthesis, the fewest words of a message in it, or none where no user reads its texts.
    open: Vec<Option<usize>>,
    /// How many braces are open in one of the functions.
    braces: i32,
    is_in_function: bool,
}

impl Surroundings {
    /// Whether a text that stands here is a message.
    fn is_message(&self, text: &str) -> bool {
        let code = self.code.trim_end_matches(['\n', ' ']);
        let is_constant = code.ends_with(CONSTANT.trim_end());
        match self.open.last() {
            Some(None) => false,
            _ if is_constant && begins_sentence(text) => words(text) >= LEAST_IN_CONSTANT,
            Some(Some(fewest)) => words(text) >= *fewest || is_sentence(text),
            None => is_sentence(text),
        }
    }

    /// Takes in the next character of the code.
    fn push(&mut self, symbol: char) {
        match symbol {
            '(' => {
                let is_before = |name: &str| {
                    let before = self.code.strip_suffix(name);
                    before.is_some_and(|before| !before.ends_with(char::is_alphanumeric))
                };
                let own = SINKS.iter().find(|(sink, _)| is_before(sink));
                let own = own.map_or(usize::MAX, |(_, words)| *words);
                let around = self.open.last().copied().unwrap_or(Some(usize::MAX));
                let is_unread = UNREAD.iter().any(|unread| is_before(unread));
                let fewest = around.map(|around| around.min(own));
                self.open.push(fewest.filter(|_| !is_unread));
            }
            ')' => _ = self.open.pop(),
            '{' if FUNCTIONS.iter().any(|it| self.code.ends_with(it)) => {
                self.open.push(Some(LEAST_IN_FUNCTION));
                (self.braces, self.is_in_function) = (1, true);
            }
            '{' | '}' if self.is_in_function => {
                self.braces += if symbol == '{' { 1 } else { -1 };
                if self.braces == 0 {
                    self.is_in_function = false;
                    self.open.pop();
                }
            }
            _ => {}
        }
        self.code.push(symbol);
    }
}

/// The texts of a source without tests that a user reads, in their order: those in the parentheses of a sink or in one of
/// the functions, constants, and whole sentences.
fn messages(source: &str) -> Vec<String> {
    let source: Vec<char> = source.chars().collect();
    let mut around = Surroundings::default();
    let mut found: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(symbol) = source.get(at) {
        match symbol {
            '/' if source.get(at + 1) == Some(&'/') => {
                let comment = source[at..].iter();
                at += comment.take_while(|symbol| **symbol != '\n').count();
            }
            '\'' if source.get(at + 1) == Some(&'"') => at += 3,
            '"' => {
                let (text, length) = literal(&source[at + 1..]);
                at += 1 + length;
                let is_new = !found.contains(&text) && !NOT_SHOWN.contains(&&*text);
                if is_new && around.is_message(&text) {
                    found.push(text);
                }
            }
            _ => {
                around.push(*symbol);
                at += 1;
            }
        }
    }
    found
}

fn page() -> String {
    let mut page = String::from(
        "# Messages\n\nMessages, errors and other sentences of the program, as a search of the source finds them, by the file that says them. Parts in braces are \
         filled in.\nThe labels of keys are in [keys.md](keys.md).\n",
    );
    for source in source::sources() {
        let texts = messages(&source.text);
        let name = format!("src/{}.rs", source.name);
        // The help of each command is in its manual, and the labels of keys are in their page.
        let is_help = name.ends_with("examples.rs") || name.contains("/keys/table");
        if texts.is_empty() || is_help {
            continue;
        }
        writeln!(page, "\n## {name}\n").unwrap();
        let texts = texts.iter().filter(|text| !text.starts_with("Examples:"));
        for text in texts {
            let text = text.split('\n').map(str::trim);
            writeln!(page, "- {}", text.collect::<Vec<_>>().join(" ").trim()).unwrap();
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
            "say(\"one \\u{201c}quoted\\u{201d} word\"); say(\"a line\\\\\\n  and one more\")",
            vec!["one “quoted” word", "a line   and one more"],
        ),
        (
            "// say(\"in a comment\")\nErr(\"the \\\"reason\\\" why\".to_owned())",
            vec!["the \"reason\" why"],
        ),
        ("essay(\"no message\")", vec![]),
        (
            "pub fn words(self) -> &'static str { match self { A => \"one longer text\" } } fn f() { \"no message of any\" }",
            vec!["one longer text"],
        ),
        (
            "fn question() -> [&'static str; 2] { [\"Publish this review?\", \"its second text\"] }",
            vec!["Publish this review?", "its second text"],
        ),
        (
            "const MERGING: &str =\n    \"A text of many words\"; const KEY: &str = \"a list of known words\";",
            vec!["A text of many words"],
        ),
        (
            "let title = match leaving { A => \"Leave the drill?\", B => \"no label\" };",
            vec!["Leave the drill?"],
        ),
        (
            "#[allow(clippy::x, reason = \"A reason for a linter.\")] fn f() { assert!(a, \"It is never so.\") }",
            vec![],
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

/// The documents that show commands.
fn documents() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut names: Vec<PathBuf> = [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
    ]
    .map(|name| root.join(name))
    .into();
    let docs = std::fs::read_dir(root.join("docs")).unwrap();
    let docs = docs.map(|entry| entry.unwrap().path());
    // The messages have a test of their own.
    let is_shown = |path: &PathBuf| {
        path.extension().is_some_and(|ending| ending == "md") && !path.ends_with("messages.md")
    };
    names.extend(docs.filter(is_shown));
    let read = |path: &PathBuf| {
        let name = path.strip_prefix(root).unwrap().display().to_string();
        (name, std::fs::read_to_string(path).unwrap())
    };
    names.iter().map(read).collect()
}

/// The command of a text: up to two blanks, with a word for each choice and each optional part.
fn command_words(text: &str) -> Vec<String> {
    let command = text.split("  ").next().unwrap();
    let words = shell_words::split(command).unwrap().into_iter();
    let words = words.map(|word| {
        let word = word.trim_matches(['[', ']']).trim_end_matches("...");
        let first = word.split('|').next().unwrap();
        match first {
            "SHELL" => "bash".to_owned(),
            "DATE" => "2999-01-01".to_owned(),
            first => first.to_owned(),
        }
    });
    words.collect()
}

#[test]
fn every_command_and_flag_that_a_document_shows_is_one_of_the_program() {
    let mut count = 0;
    for (name, text) in documents() {
        let quoted = text
            .lines()
            .flat_map(|line| line.split('`').skip(1).step_by(2));
        let listed = text.lines().map(str::trim_start);
        let all = quoted
            .chain(listed)
            .filter(|text| text.starts_with("forty "));
        for shown in all {
            let words = command_words(shown);
            if let Err(error) = Cli::try_parse_from(&words) {
                let kind = error.kind();
                let is_only_short = [
                    ErrorKind::MissingRequiredArgument,
                    ErrorKind::MissingSubcommand,
                    ErrorKind::DisplayHelp,
                    ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand,
                ];
                assert!(is_only_short.contains(&kind), "{name}: {shown}: {error}");
            }
            let program = <Cli as clap::CommandFactory>::command();
            let command = words.get(1).and_then(|word| program.find_subcommand(word));
            let command = command.unwrap_or(&program);
            let flags = shown.split([' ', ',', ';', '[', ']']);
            for flag in flags.filter_map(|word| word.strip_prefix("--")) {
                let is_known =
                    command
                        .get_subcommands()
                        .chain([command, &program])
                        .any(|command| {
                            command
                                .get_arguments()
                                .any(|arg| arg.get_long() == Some(flag))
                        });
                assert!(is_known || flag == "help", "{name}: {shown}: no --{flag}");
            }
            count += 1;
        }
    }
    assert!(count > 100, "{count}");
}

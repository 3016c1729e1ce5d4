//! What every table of a content file is held to, as data: how many items its lists have, between which bounds its
//! numbers lie, and which of its texts must differ. A key that is not named here needs no rule.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::RangeInclusive;

use super::checker::{Checker, Gravity};
use super::diagnostic::quoted;
use super::reader::Node;
use super::text::bare_words;
use super::{Content, limits, names};
use crate::domain::content::text::join_lines;

pub struct Number {
    key: &'static str,
    pub range: RangeInclusive<f64>,
    /// What it must be, in words.
    pub said: &'static str,
    pub example: &'static str,
}

const fn row(
    key: &'static str,
    range: RangeInclusive<f64>,
    said: &'static str,
    example: &'static str,
) -> Number {
    Number {
        key,
        range,
        said,
        example,
    }
}

/// The last row stands for every other key.
static NUMBERS: [Number; 9] = [
    row("stars", 1.0..=5.0, "from 1 to 5", "3"),
    row("year", 1900.0..=2100.0, "from 1900 to 2100", "2023"),
    row("version", 1.0..=1e6, "1 or more", "1"),
    row("weight", 1.0..=100.0, "from 1 to 100 percent", "20"),
    row(
        "minutes",
        1e-4..=limits::MINUTES,
        "more than 0 and at most 600",
        "5",
    ),
    row("minute", f64::MIN..=f64::MAX, "a plain number", "3.0"),
    row("value", f64::MIN..=f64::MAX, "a plain number", "2894"),
    row("format", 1.0..=1.0, "1", "1"),
    row("", f64::MIN..=f64::MAX, "a plain number", "1"),
];

pub fn number(key: &str) -> &'static Number {
    let row = NUMBERS.iter().find(|row| row.key == key);
    row.unwrap_or(&NUMBERS[NUMBERS.len() - 1])
}

pub struct List {
    key: &'static str,
    least: usize,
    /// What is counted.
    items: &'static str,
    /// How one is written.
    pub example: &'static str,
    gravity: Gravity,
}

const fn least(
    least: usize,
    key: &'static str,
    items: &'static str,
    example: &'static str,
) -> List {
    List {
        key,
        least,
        items,
        example,
        gravity: Gravity::Thin,
    }
}

static DESIGN_LISTS: [List; 11] = [
    least(
        limits::CONCEPTS,
        "concepts",
        "key concepts",
        "`concepts = [\"…\"]` at the top of the file",
    ),
    least(
        limits::CLARIFY,
        "clarify",
        "clarifying questions",
        "`[[clarify]]` with `ask`, `also` and `answer`",
    ),
    least(
        limits::WORDINGS,
        "also",
        "other wordings of its question",
        "`also = [\"…\"]` with short phrases and key words",
    ),
    least(
        1,
        "stage",
        "stage",
        "`[[stage]]` with `id`, `mistakes` and `reference`",
    ),
    least(
        limits::STAGE_MISTAKES,
        "mistakes",
        "mistakes",
        "`mistakes = [\"…\"]` below its `[[stage]]`",
    ),
    least(
        limits::PROMPTS,
        "prompt",
        "prompts",
        "`[[stage.prompt]]` with `ask` and `hint`",
    ),
    least(
        limits::FOLLOW_UPS,
        "follow_up",
        "follow-ups",
        "`[[stage.follow_up]]` with `minute`, `ask` and `strong`",
    ),
    least(
        1,
        "rubric",
        "rubric item",
        "`[[stage.rubric]]` with `level`, `look_for` and `signals`",
    ),
    least(
        limits::SIGNALS,
        "signals",
        "signal",
        "`signals = [\"…\"]` with words of the line that shows it",
    ),
    least(
        limits::ESTIMATES,
        "estimate",
        "estimates",
        "`[[estimate]]` with `name`, `formula`, `value` and `unit`",
    ),
    least(
        limits::SOURCES,
        "source",
        "sources",
        "`[[source]]` with `by`, `title`, `year` and `supports`",
    ),
];

static FRAMEWORK_LISTS: [List; 6] = [
    List {
        gravity: Gravity::Wrong,
        ..least(
            1,
            "stage",
            "stage",
            "`[[stage]]` with `id`, `title`, `short`, `minutes` and `done`",
        )
    },
    least(
        0,
        "prompt",
        "prompts",
        "`[[stage.prompt]]` with `ask`, `hint` and `listen_for`",
    ),
    least(
        0,
        "lifecycle",
        "parts",
        "`[[lifecycle]]` with `part` and `considerations`",
    ),
    least(
        1,
        "considerations",
        "consideration",
        "`considerations = [\"…\"]`",
    ),
    least(
        0,
        "rubric",
        "dimensions",
        "`[[rubric]]` with `dimension`, `weight` and a sentence for each level",
    ),
    least(
        0,
        "concept",
        "concepts",
        "`[[concept]]` with `id`, `group`, `name` and its texts",
    ),
];

fn lists(content: Content) -> &'static [List] {
    match content {
        Content::Design => &DESIGN_LISTS,
        Content::Framework => &FRAMEWORK_LISTS,
    }
}

/// How the items of a list are written.
pub fn list_example(content: Content, key: &str) -> &'static str {
    let row = lists(content).iter().find(|row| row.key == key);
    row.map_or("`[\"…\"]`", |row| row.example)
}

/// Keys without which a user's file can be used.
const WANTED: [&str; 6] = [
    "version",
    "warning",
    "tip",
    "done",
    "listen_for",
    "reference",
];

pub fn gravity_of_missing(key: &str) -> Gravity {
    if WANTED.contains(&key) {
        Gravity::Thin
    } else {
        Gravity::Wrong
    }
}

/// Keys by which the tables of one list are told apart.
const DISTINCT: [&str; 5] = ["id", "ask", "look_for", "name", "dimension"];

/// Whether the file may be in the format that this program reads; of a file in another one nothing else can be said.
pub fn check_format(file: &Node<'_>) -> bool {
    let node = file.get("format");
    let Some(format) = node.integer().filter(|format| *format != limits::FORMAT) else {
        return true;
    };
    let known = limits::FORMAT;
    let hint = if format > known {
        "get a newer version of forty for this file".to_owned()
    } else {
        format!("write `format = {known}`")
    };
    node.error(
        &format!("`format` is {format}, this version of forty reads format {known}"),
        &hint,
    );
    false
}

/// Format, kind and long lines.
pub fn check_file(file: &Node<'_>) {
    file.get("format").number(true);
    let (kind, content) = (file.get("kind"), file.checker.content);
    if content == Content::Framework || !kind.is_missing() {
        let word = kind.text();
        if !word.is_empty() && word != content.word() {
            let hint = "a framework has `kind = \"framework\"`, a design needs no `kind`";
            kind.error(&format!("unknown kind {}", quoted(&word)), hint);
        }
    }
    check_long_lines(file.checker);
}

/// Lines so long that a difference between two versions of the file cannot be read.
fn check_long_lines(checker: &Checker<'_>) {
    for number in 1..=checker.lines.count() {
        let span = checker.lines.span_of(number);
        let line = checker.lines.slice(&span);
        let Some((cut, _)) = line.char_indices().nth(limits::FILE_LINE) else {
            continue;
        };
        let length = line.chars().count();
        checker.report(
            Gravity::Doubtful,
            &(span.start + cut..span.end),
            &format!("the line has {length} characters, at most {} are allowed", limits::FILE_LINE),
            "break it between `\"\"\"` and `\"\"\"`: single line breaks become spaces when the text is shown",
        );
    }
}

/// Holds a table to the rules. `fields` are the keys of its type; those in `meant` are there, but misspelled.
pub fn check_table<'a>(table: &Node<'a>, fields: &'static [&'static str], meant: &[&str]) {
    for list in lists(table.checker.content) {
        if fields.contains(&list.key) && !meant.contains(&list.key) {
            check_count(table, list);
        }
    }
    for field in fields {
        check_distinct(table, field);
    }
    if fields.contains(&"id") {
        check_id(&table.get("id"));
    }
    let words = |key: &'a str| table.get(key).string().map(bare_words);
    if fields.contains(&"hint") && words("hint").is_some_and(|hint| Some(hint) == words("ask")) {
        let hint = table.get("hint");
        hint.error(
            "the hint repeats its prompt",
            "write a hint that helps somebody who is stuck",
        );
    }
}

fn check_count(table: &Node<'_>, list: &List) {
    let value = table.get(list.key);
    let found = value.items().len();
    if found >= list.least || !(value.is_missing() || value.is_list()) {
        return;
    }
    let subject = match (table.get("id").string(), table.header()) {
        (_, "") => format!("the {}", table.checker.content.word()),
        (Some(id), _) => format!("the {} {}", table.key, quoted(id)),
        (None, header) => format!("this `{header}`"),
    };
    table.checker.report(
        list.gravity,
        &table.key_span(list.key),
        &format!(
            "{subject} needs at least {} {} and has {found}",
            list.least, list.items
        ),
        &format!("add {} more: {}", list.least - found, list.example),
    );
}

/// No two strings of a list, and no two tables of one, may say the same, whatever their punctuation.
fn check_distinct(table: &Node<'_>, field: &'static str) {
    let items = table.get(field).items();
    let mut strings = items.clone();
    if field == "also" {
        strings.insert(0, table.get("ask"));
    }
    report_repeated(field, strings);
    for key in DISTINCT {
        report_repeated(key, items.iter().map(|item| item.get(key)));
    }
}

fn report_repeated<'a>(key: &str, nodes: impl IntoIterator<Item = Node<'a>>) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for node in nodes {
        let words = node.string().map(bare_words).unwrap_or_default();
        if words.is_empty() {
            continue;
        }
        if node.checker.is_full() {
            return;
        }
        let line = node.checker.lines.number_at(node.span.start);
        match seen.entry(words) {
            Entry::Occupied(first) => node.error(
                &format!("`{key}` says the same as on line {}", first.get()),
                "remove one of the two, or make them differ",
            ),
            Entry::Vacant(entry) => {
                entry.insert(line);
            }
        }
    }
}

fn check_id(id: &Node<'_>) {
    let text = id.string().map(join_lines).unwrap_or_default();
    if text.is_empty() || names::is_id(&text) {
        return;
    }
    let length = text.chars().count();
    let message = if length > limits::ID {
        format!(
            "`id` has {length} characters, at most {} are allowed",
            limits::ID
        )
    } else {
        format!("{} is not an id", quoted(&text))
    };
    let near = names::id_like(&text);
    let example = if near.is_empty() {
        String::new()
    } else {
        format!(", such as `{near}`")
    };
    id.error(
        &message,
        &format!("an id has lower-case letters a-z, digits and hyphens{example}"),
    );
}

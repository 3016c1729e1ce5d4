//! Checks each table of a content file: the number of items in its lists, and the texts that must differ. A key that is
//! not named here has no rule.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::checker::{Checker, Gravity};
use super::diagnostic::quoted;
use super::node::TomlNode;
use super::text::{self, bare_words};
use super::{ContentKind, limits, names, number};
use crate::domain::content::text::join_lines;

/// The rule for a list.
pub struct ListRule {
    key: &'static str,
    /// The fewest items.
    least: usize,
    /// The name of the items in messages.
    items: &'static str,
    /// How an item is written in the file.
    pub example: &'static str,
}

#[rustfmt::skip]
static DESIGN_LISTS: [ListRule; 16] = [
    ListRule { key: "concepts", least: limits::CONCEPTS, items: "key concepts", example: "`concepts = [\"…\"]` at the top of the file" },
    ListRule { key: "clarify", least: limits::CLARIFY, items: "clarifying questions", example: "`[[clarify]]` with `ask`, `also` and `answer`" },
    ListRule { key: "topics", least: 0, items: "topics", example: "`topics = [\"…\"]` with ids of the framework's topics" },
    ListRule { key: "except", least: 0, items: "phrasings", example: "`except = [\"…\"]` with phrasings of its topics that its answer does not tell" },
    ListRule { key: "also", least: limits::WORDINGS, items: "other wordings of its question", example: "`also = [\"…\"]` with short phrases and key words" },
    ListRule { key: "stage", least: 1, items: "stage", example: "`[[stage]]` with `id`, `mistakes` and `reference`" },
    ListRule { key: "mistakes", least: limits::STAGE_MISTAKES, items: "mistakes", example: "`mistakes = [\"…\"]` below its `[[stage]]`" },
    ListRule { key: "prompt", least: limits::PROMPTS, items: "prompts", example: "`[[stage.prompt]]` with `ask` and `hint`" },
    ListRule { key: "follow_up", least: limits::FOLLOW_UPS, items: "follow-ups", example: "`[[stage.follow_up]]` with `minute`, `ask` and `strong`" },
    ListRule { key: "rubric", least: 0, items: "rubric items", example: "`[[stage.rubric]]` with `level`, `look_for`, `signals`, `shows` and `near`" },
    ListRule { key: "signals", least: limits::SIGNALS, items: "signal", example: "`signals = [\"…\"]` with words of the line that shows it" },
    ListRule { key: "shows", least: limits::SHOWS, items: "lines that show it", example: "`shows = [\"…\"]` below its `look_for`, with lines as candidates write them" },
    ListRule { key: "near", least: limits::NEAR, items: "lines that do not show it", example: "`near = [\"…\"]` with lines that name the topic and do not show it" },
    ListRule { key: "inputs", least: 0, items: "inputs", example: "`inputs = [\"…\"]` with where each number comes from" },
    ListRule { key: "estimate", least: limits::ESTIMATES, items: "estimates", example: "`[[estimate]]` with `name`, `formula`, `value` and `unit`" },
    ListRule { key: "source", least: limits::SOURCES, items: "sources", example: "`[[source]]` with `by`, `title`, `year` and `supports`" },
];

#[rustfmt::skip]
static FRAMEWORK_LISTS: [ListRule; 8] = [
    ListRule { key: "topic", least: 0, items: "topics", example: "`[[topic]]` with `id` and `phrasings`" },
    ListRule { key: "phrasings", least: 1, items: "phrasing", example: "`phrasings = [\"…\"]` with short phrases and key words" },
    ListRule { key: "stage", least: 1, items: "stage", example: "`[[stage]]` with `id`, `title`, `short`, `minutes` and `done`" },
    ListRule { key: "prompt", least: 0, items: "prompts", example: "`[[stage.prompt]]` with `ask`, `hint` and `listen_for`" },
    ListRule { key: "lifecycle", least: 0, items: "parts", example: "`[[lifecycle]]` with `part` and `considerations`" },
    ListRule { key: "considerations", least: 1, items: "consideration", example: "`considerations = [\"…\"]`" },
    ListRule { key: "rubric", least: 0, items: "dimensions", example: "`[[rubric]]` with `dimension`, `weight` and a sentence for each level" },
    ListRule { key: "concept", least: 0, items: "concepts", example: "`[[concept]]` with `id`, `group`, `name` and its texts" },
];

fn lists(content: ContentKind) -> &'static [ListRule] {
    match content {
        ContentKind::Design => &DESIGN_LISTS,
        ContentKind::Framework => &FRAMEWORK_LISTS,
    }
}

/// How an item of a list is written in the file.
pub fn list_example(content: ContentKind, key: &str) -> &'static str {
    let row = lists(content).iter().find(|row| row.key == key);
    row.map_or("`[\"…\"]`", |row| row.example)
}

/// Keys whose values must differ in all tables of one list.
const DISTINCT: [&str; 5] = ["id", "ask", "look_for", "name", "dimension"];

/// Reports a format that this program does not read. Nothing else of such a file can be checked.
pub fn check_format(file: &TomlNode<'_>) -> bool {
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

/// Checks the format, the kind and the length of the lines.
pub fn check_file(file: &TomlNode<'_>) {
    number::read(&file.get("format"), true);
    let (kind, content) = (file.get("kind"), file.checker.content);
    if content == ContentKind::Framework || !kind.is_missing() {
        let word = text::read(&kind);
        if !word.is_empty() && word != content.word() {
            let hint = "a framework has `kind = \"framework\"`, a design needs no `kind`";
            kind.error(&format!("unknown kind {}", quoted(&word)), hint);
        }
    }
    check_long_lines(file.checker);
}

/// Reports lines that make a diff of two versions hard to read.
fn check_long_lines(checker: &Checker<'_>) {
    for number in 1..=checker.lines.count() {
        let span = checker.lines.span_of(number);
        // A line has at least as many bytes as characters.
        if span.len() <= limits::FILE_LINE {
            continue;
        }
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

/// Checks a table. `fields` are the keys of its type; those in `misspelled` are present under a wrong name.
pub fn check_table<'a>(table: &TomlNode<'a>, fields: &'static [&'static str], misspelled: &[&str]) {
    for list in lists(table.checker.content) {
        if fields.contains(&list.key) && !misspelled.contains(&list.key) {
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

fn check_count(table: &TomlNode<'_>, list: &ListRule) {
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
    // A framework without stages cannot be used at all.
    let gravity = match (table.checker.content, list.key) {
        (ContentKind::Framework, "stage") => Gravity::Wrong,
        _ => Gravity::Thin,
    };
    let missing = list.least - found;
    let add = if found == 0 {
        format!("add {missing}")
    } else {
        format!("add {missing} more")
    };
    table.checker.report(
        gravity,
        &table.key_span(list.key),
        &format!(
            "{subject} needs at least {} {} and has {found}",
            list.least, list.items
        ),
        &format!("{add}: {}", list.example),
    );
}

/// Reports strings of a list, and tables of a list, that repeat one another apart from punctuation.
fn check_distinct(table: &TomlNode<'_>, field: &'static str) {
    let items = table.get(field).items();
    if items.is_empty() {
        return;
    }
    let mut strings = items.clone();
    if field == "also" {
        strings.insert(0, table.get("ask"));
    }
    report_repeated(field, strings);
    for key in DISTINCT {
        report_repeated(key, items.iter().map(|item| item.get(key)));
    }
}

fn report_repeated<'a>(key: &str, nodes: impl IntoIterator<Item = TomlNode<'a>>) {
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
            Entry::Occupied(first) => {
                let item = if node.is_item { "an item of " } else { "" };
                let line = first.get();
                node.error(
                    &format!("{item}`{key}` says the same as the one on line {line}"),
                    "remove one of the two, or make them differ",
                );
            }
            Entry::Vacant(entry) => {
                entry.insert(line);
            }
        }
    }
}

fn check_id(id: &TomlNode<'_>) {
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

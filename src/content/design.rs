//! A design file made a design, with every mistake in it; its stages are read next door. Must not know how its
//! text was parsed.

use super::findings::{Findings, Gravity};
use super::mistake::named;
use super::reader::{Shape, Table};
use super::stage::{self, STAGE};
use super::text::{self, Form, Text};
use super::{estimate, limits, names, rules};
use crate::domain::content::design::{Clarify, Design, Difficulty, Source};
use crate::domain::content::framework::Framework;

pub static SHAPES: [&Shape; 8] = [
    &FILE,
    &CLARIFY,
    &STAGE,
    &stage::PROMPT,
    &stage::FOLLOW_UP,
    &stage::RUBRIC,
    &estimate::ESTIMATE,
    &SOURCE,
];

pub static FILE: Shape = Shape {
    header: "",
    keys: &[
        "format",
        "kind",
        "id",
        "title",
        "category",
        "difficulty",
        "stars",
        "summary",
        "concepts",
        "brief",
        "clarify",
        "stage",
        "estimate",
        "source",
    ],
};
static CLARIFY: Shape = Shape {
    header: "[[clarify]]",
    keys: &["ask", "also", "answer"],
};
static SOURCE: Shape = Shape {
    header: "[[source]]",
    keys: &["by", "title", "year", "url", "supports"],
};

/// Reads the whole file; missing parts are empty and on record. `file_id` is the id that the file's name promises;
/// with a framework the stages are held against it.
pub fn design(
    findings: &mut Findings<'_>,
    file: &Table<'_>,
    file_id: Option<&str>,
    framework: Option<&Framework>,
) -> Design {
    kind(findings, file);
    let id = file.text(findings, "id", Form::Line);
    check_id(findings, &id, file_id);
    Design {
        id: id.words,
        title: file.text(findings, "title", Form::Line).words,
        category: file.text(findings, "category", Form::Line).words,
        difficulty: difficulty(findings, file),
        stars: stars(findings, file),
        summary: file.text(findings, "summary", Form::Line).words,
        concepts: concepts(findings, file),
        brief: file.text(findings, "brief", Form::Prose).words,
        clarify: clarify(findings, file),
        stages: stage::stages(findings, file, framework),
        estimates: estimate::estimates(findings, file),
        sources: sources(findings, file),
    }
}

fn kind(findings: &mut Findings<'_>, file: &Table<'_>) {
    let Some(kind) = file.optional_text(findings, "kind", Form::Line) else {
        return;
    };
    if kind.words != "design" {
        findings.wrong(
            &kind.at,
            &format!("unknown kind {}", named(&kind.words)),
            "a framework has `kind = \"framework\"`, a design needs no `kind`",
        );
    }
}

fn check_id(findings: &mut Findings<'_>, id: &Text, file_id: Option<&str>) {
    rules::id_form(findings, id);
    let Some(file_id) = file_id.filter(|file_id| *file_id != id.words) else {
        return;
    };
    if id.is_missing() || !names::is_id(&id.words) {
        return;
    }
    let rename = format!("rename the file to `{}.toml`", id.words);
    let hint = if names::is_id(file_id) {
        format!("write `id = \"{file_id}\"`, or {rename}")
    } else {
        rename
    };
    findings.wrong(
        &id.at,
        &format!(
            "the id is `{}`, the file's name is {}",
            id.words,
            named(&format!("{file_id}.toml"))
        ),
        &hint,
    );
}

fn difficulty(findings: &mut Findings<'_>, file: &Table<'_>) -> Difficulty {
    let text = file.text(findings, "difficulty", Form::Line);
    let words = Difficulty::ALL.map(|difficulty| (difficulty.word(), difficulty));
    one_of(findings, "difficulty", &text, &words).unwrap_or(Difficulty::Medium)
}

/// The value that a word stands for; a word that stands for none is put on record.
pub fn one_of<T: Copy>(
    findings: &mut Findings<'_>,
    key: &str,
    text: &Text,
    words: &[(&'static str, T)],
) -> Option<T> {
    if text.is_missing() {
        return None;
    }
    if let Some((_, value)) = words.iter().find(|(word, _)| *word == text.words) {
        return Some(*value);
    }
    let known = words.iter().map(|(word, _)| *word);
    let listed: Vec<_> = known.clone().map(|word| format!("`{word}`")).collect();
    let hint = match names::nearest(&text.words, known) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("write one of {}", listed.join(", ")),
    };
    let message = format!("unknown {key} {}", named(&text.words));
    findings.wrong(&text.at, &message, &hint);
    None
}

fn stars(findings: &mut Findings<'_>, file: &Table<'_>) -> u8 {
    let Some((stars, at)) = file.integer(findings, "stars", "3", Gravity::Absent) else {
        return *limits::STARS.start() as u8;
    };
    if !limits::STARS.contains(&stars) {
        findings.wrong(
            &at,
            &format!("`stars` is {stars}, a design has 1 to 5"),
            "write a whole number from 1 to 5",
        );
    }
    stars.clamp(*limits::STARS.start(), *limits::STARS.end()) as u8
}

fn concepts(findings: &mut Findings<'_>, file: &Table<'_>) -> Vec<String> {
    let concepts = file.texts(findings, "concepts");
    rules::no_two_alike(findings, "concepts", &concepts);
    rules::at_least(
        findings,
        file,
        "concepts",
        limits::CONCEPTS,
        "key concepts",
        "`concepts = [\"…\"]` at the top of the file",
    );
    text::words(concepts)
}

fn clarify(findings: &mut Findings<'_>, file: &Table<'_>) -> Vec<Clarify> {
    let tables = file.tables(findings, "clarify", &CLARIFY, &SHAPES);
    rules::at_least(
        findings,
        file,
        "clarify",
        limits::CLARIFY,
        "clarifying questions",
        "`[[clarify]]` with `ask`, `also` and `answer`",
    );
    let mut asks = Vec::new();
    let mut clarify = Vec::new();
    for table in &tables {
        let ask = table.text(findings, "ask", Form::Line);
        let also = table.texts(findings, "also");
        check_wordings(findings, table, &ask, &also);
        clarify.push(Clarify {
            ask: ask.words.clone(),
            also: text::words(also),
            answer: table.text(findings, "answer", Form::Prose).words,
        });
        asks.push(ask);
    }
    rules::no_two_alike(findings, "ask", &asks);
    clarify
}

fn check_wordings(findings: &mut Findings<'_>, table: &Table<'_>, ask: &Text, also: &[Text]) {
    rules::no_two_alike(findings, "also", std::iter::once(ask).chain(also));
    rules::at_least(
        findings,
        table,
        "also",
        limits::WORDINGS,
        "other wordings of the question",
        "short phrases and key words in `also`",
    );
}

fn sources(findings: &mut Findings<'_>, file: &Table<'_>) -> Vec<Source> {
    let tables = file.tables(findings, "source", &SOURCE, &SHAPES);
    rules::at_least(
        findings,
        file,
        "source",
        limits::SOURCES,
        "sources",
        "`[[source]]` with `by`, `title`, `year` and `supports`",
    );
    tables.iter().map(|table| source(findings, table)).collect()
}

fn source(findings: &mut Findings<'_>, table: &Table<'_>) -> Source {
    let year = table.integer(findings, "year", "2023", Gravity::Absent);
    if let Some((year, at)) = year
        .as_ref()
        .filter(|(year, _)| !limits::YEARS.contains(year))
    {
        findings.wrong(
            at,
            &format!("`year` is {year}, it should lie between 1900 and 2100"),
            "write the year in four digits",
        );
    }
    let url = table.optional_text(findings, "url", Form::Line);
    if let Some(url) = &url {
        check_link(findings, url);
    }
    Source {
        by: table.text(findings, "by", Form::Line).words,
        title: table.text(findings, "title", Form::Line).words,
        year: year.map_or(*limits::YEARS.start(), |(year, _)| year),
        url: url.map(|url| url.words),
        supports: table.text(findings, "supports", Form::Prose).words,
    }
}

fn check_link(findings: &mut Findings<'_>, url: &Text) {
    if let Some(fault) = names::link_fault(&url.words) {
        findings.wrong(
            &url.at,
            &format!("{} is no link: {fault}", named(&url.words)),
            "write the page's whole address, such as `https://arxiv.org/abs/1706.03762`, or leave `url` out",
        );
    }
}

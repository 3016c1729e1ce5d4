//! The comparison as a page of Markdown in parts that are read apart: the figures first, then each stage with its
//! changed lines, the words that changed in bold.

use std::fmt::Write;

use super::{level, lines, marks_of, run, share, then, time};
use crate::domain::clean;
use crate::domain::comparison::{Comparison, Item, Mention, Pace, Piece, Row, Stage};

/// A name for the page.
pub fn title(comparison: &Comparison) -> String {
    format!("{}: two attempts", clean::line(&comparison.design.title))
}

/// The page: runs and pace, a part for each stage, and the concepts.
pub fn parts(comparison: &Comparison) -> Vec<String> {
    let mut parts = vec![head(comparison)];
    let stages = comparison.stages.iter().enumerate();
    parts.extend(stages.map(|(place, part)| stage(place, part)));
    if !comparison.concepts.is_empty() {
        let rows = comparison.concepts.iter();
        let rows = rows.map(|concept| (concept, inline(&concept.words)));
        parts.push(format!(
            "## Concepts\n\nAs the design words them, first in the notes at\n\n{}",
            mentions(rows)
        ));
    }
    parts
}

fn head(comparison: &Comparison) -> String {
    let mut page = String::new();
    let [earlier, later] = &comparison.attempts;
    for (name, attempt) in [("Earlier", earlier), ("Later", later)] {
        put(
            &mut page,
            &format!(
                "- **{name}:** {}, {}",
                inline(&attempt.id),
                run(attempt, inline)
            ),
        );
    }
    put(&mut page, "");
    put(
        &mut page,
        "| Stage | Planned | Spent | Over | then Planned | Spent | Over |",
    );
    put(&mut page, "|---|--:|--:|--:|--:|--:|--:|");
    let figures = |pace: Option<Pace>| {
        let figures = [
            pace.map(|pace| pace.planned),
            pace.map(|pace| pace.spent),
            pace.map(|pace| pace.over),
        ];
        figures.map(time).join(" | ")
    };
    for (place, stage) in comparison.stages.iter().enumerate() {
        let [earlier, later] = stage.pace.map(figures);
        let title = inline(&stage.title);
        put(
            &mut page,
            &format!("| {}. {title} | {earlier} | {later} |", place + 1),
        );
    }
    let [earlier, later] = comparison.pace.map(|pace| figures(Some(pace)));
    put(&mut page, &format!("| In all | {earlier} | {later} |"));
    page
}

fn stage(place: usize, stage: &Stage) -> String {
    let mut page = String::new();
    put(
        &mut page,
        &format!("## {}. {}\n", place + 1, inline(&stage.title)),
    );
    let coverage = &stage.coverage;
    put(
        &mut page,
        &format!("Prompts covered: {}\n", then(coverage.share.map(share))),
    );
    let parts = [
        ("lost", &coverage.lost),
        ("gained", &coverage.gained),
        ("both", &coverage.both),
    ];
    let prompts = parts.iter().flat_map(|(what, prompts)| {
        let item = move |prompt: &String| format!("{what}: {}", inline(prompt));
        prompts.iter().map(item)
    });
    list(&mut page, prompts);
    for judged in &stage.marks {
        let by = marks_of(&judged.by, inline);
        let levels = then(judged.levels.map(level));
        put(&mut page, &format!("**{by}:** level {levels}\n"));
        let lost = judged
            .lost
            .iter()
            .map(|item| format!("lost: {}", item_words(item)));
        let gained = judged.gained.iter();
        let gained = gained.map(|item| format!("gained: {}", item_words(item)));
        list(&mut page, lost.chain(gained));
    }
    if !stage.items.is_empty() {
        let rows = stage.items.iter();
        let rows = rows.map(|(item, mention)| (mention, item_words(item)));
        put(&mut page, "### Rubric, first touched on at\n");
        put(&mut page, &mentions(rows));
    }
    difference(&mut page, stage);
    page
}

fn list(page: &mut String, items: impl Iterator<Item = String>) {
    let items: String = items.map(|item| format!("- {item}\n")).collect();
    if !items.is_empty() {
        put(page, &items);
    }
}

fn mentions<'a>(rows: impl Iterator<Item = (&'a Mention, String)>) -> String {
    let mut table = String::from("| Earlier | Later | |\n|--:|--:|---|\n");
    for (mention, words) in rows {
        let [earlier, later] = mention.at.map(time);
        put(&mut table, &format!("| {earlier} | {later} | {words} |"));
    }
    table
}

fn difference(page: &mut String, stage: &Stage) {
    let difference = &stage.text;
    let (removed, added) = (lines(difference.removed), lines(difference.added));
    let same = lines(difference.same);
    put(
        page,
        &format!("### Notes: {removed} removed, {added} added, {same} the same\n"),
    );
    let rows = difference.rows.iter().map(|row| match row {
        Row::Same(words) => format!("\u{a0} {}", indented(words)),
        Row::Removed(pieces) => format!("\\- {}", changed(pieces)),
        Row::Added(pieces) => format!("\\+ {}", changed(pieces)),
        Row::Skipped(count) => format!("\u{a0} _{} the same_", lines(*count)),
    });
    // A backslash at its end keeps a line a line of its own.
    let rows: Vec<String> = rows.collect();
    put(page, &rows.join("\\\n"));
}

/// A line with the words that changed in bold, where others stayed.
fn changed(pieces: &[Piece]) -> String {
    let is_part = pieces.iter().any(|piece| !piece.changed);
    let mut line = String::new();
    for piece in pieces {
        let text = if line.is_empty() {
            indented(&piece.text)
        } else {
            inline(&piece.text)
        };
        let words = text.trim();
        if piece.changed && is_part && !words.is_empty() {
            // Bold begins and ends at a word, or Markdown takes it for stars.
            let begin = text.len() - text.trim_start().len();
            let (before, behind) = (&text[..begin], &text[begin + words.len()..]);
            let _ = write!(line, "{before}**{words}**{behind}");
        } else {
            line.push_str(&text);
        }
    }
    line
}

/// A line with the blanks at its begin kept.
fn indented(text: &str) -> String {
    let text = clean::text(text).replace('\t', "    ");
    let words = text.trim_start_matches(' ');
    "\u{a0}".repeat(text.len() - words.len()) + &inline(words)
}

fn item_words(item: &Item) -> String {
    format!("**{}:** {}", item.level.word(), inline(&item.look_for))
}

/// A text from outside on one line, with nothing in it that Markdown would act on.
fn inline(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in clean::line(text).chars() {
        if character.is_ascii_punctuation() {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

fn put(page: &mut String, line: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(page, "{line}");
}

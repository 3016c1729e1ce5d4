//! The comparison as a page of Markdown in parts that are read apart: the figures first, then each stage with its
//! changed lines, the words that changed in bold.

use std::fmt::Write;
use std::time::Duration;

use super::{clock, level, lines, marks_of, run, share, then, time};
use crate::domain::compare::{Both, Comparison, Item, Mention, Pace, Piece, Row, Stage};
use crate::domain::sanitize;

/// A name for the page.
pub fn title(comparison: &Comparison) -> String {
    format!("{}: two attempts", sanitize::line(&comparison.design.title))
}

/// The page: runs and pace, a part for each stage, and the concepts.
pub fn parts(comparison: &Comparison) -> Vec<String> {
    let mut parts = vec![head(comparison)];
    let stages = comparison.stages.iter().enumerate();
    parts.extend(stages.map(|(place, part)| stage(place, part)));
    if !comparison.concepts.is_empty() {
        let heading = "## Concepts\n\nAs the design words them, first in the notes at\n";
        let mut page = heading.to_owned();
        put(&mut page, "");
        let concepts = comparison.concepts.iter();
        list(
            &mut page,
            concepts.map(|concept| mention(concept, &inline(&concept.words))),
        );
        parts.push(page);
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
    put(
        &mut page,
        "\n| Stage | Planned | Spent | Over |\n|---|--:|--:|--:|",
    );
    let mut row = |name: &str, [earlier, later]: Both<Option<Pace>>| {
        let figure = |of: fn(Pace) -> Duration| became([earlier.map(of), later.map(of)]);
        let [planned, spent] = [figure(|pace| pace.planned), figure(|pace| pace.spent)];
        let over = figure(|pace| pace.over);
        put(
            &mut page,
            &format!("| {name} | {planned} | {spent} | {over} |"),
        );
    };
    for (place, stage) in comparison.stages.iter().enumerate() {
        row(
            &format!("{}. {}", place + 1, inline(&stage.title)),
            stage.pace,
        );
    }
    row("In all", comparison.pace.map(Some));
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
            .map(|item| format!("lost, {}", item_words(item)));
        let gained = judged.gained.iter();
        let gained = gained.map(|item| format!("gained, {}", item_words(item)));
        list(&mut page, lost.chain(gained));
    }
    if !stage.items.is_empty() {
        put(&mut page, "### Rubric, first touched on at\n");
        let items = stage.items.iter();
        list(
            &mut page,
            items.map(|(item, first)| mention(first, &item_words(item))),
        );
    }
    difference(&mut page, stage);
    page
}

fn list(page: &mut String, items: impl Iterator<Item = String>) {
    let mut items = items.peekable();
    if items.peek().is_some() {
        items.for_each(|item| put(page, &format!("- {item}")));
        put(page, "");
    }
}

/// The earlier attempt's time and what became of it.
fn became(times: Both<Option<Duration>>) -> String {
    times.map(time).join(" → ")
}

fn mention(mention: &Mention, words: &str) -> String {
    let first = |at: Option<Duration>| at.map_or("never".to_owned(), clock);
    let moments = match mention.at {
        [None, None] => "never".to_owned(),
        both => both.map(first).join(" → "),
    };
    format!("{moments} · {words}")
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
    let text = sanitize::text(text).replace('\t', "    ");
    let words = text.trim_start_matches(' ');
    "\u{a0}".repeat(text.len() - words.len()) + &inline(words)
}

fn item_words(item: &Item) -> String {
    format!("**{}:** {}", item.level.word(), inline(&item.look_for))
}

/// A text from outside on one line, with nothing in it that Markdown would act on.
fn inline(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in sanitize::line(text).chars() {
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

//! The comparison as plain text: figures in columns, the earlier attempt before the later one, changed lines with a
//! sign at their begin.

use std::fmt::Write;

use super::{level, lines, marks_of, run, share, then, time, whole};
use crate::domain::compare::{Both, Comparison, Coverage, Item, Judged, Mention, Pace, Row, Stage};
use crate::domain::sanitize;

/// The comparison as `forty compare` prints it.
pub fn plain(comparison: &Comparison) -> String {
    let mut text = String::new();
    let [earlier, later] = &comparison.attempts;
    let title = sanitize::line(&comparison.design.title);
    put(&mut text, &format!("{title}: two attempts"));
    for (name, attempt) in [("earlier", earlier), ("later", later)] {
        let id = sanitize::line(&attempt.id);
        put(
            &mut text,
            &format!("{name:<8} {id}  {}", run(attempt, sanitize::line)),
        );
    }
    pace(&mut text, comparison);
    for (place, part) in comparison.stages.iter().enumerate() {
        stage(&mut text, place, part);
    }
    if !comparison.concepts.is_empty() {
        put(
            &mut text,
            "\nconcepts, as the design words them, first in the notes at",
        );
        for concept in &comparison.concepts {
            mention(&mut text, concept, &sanitize::line(&concept.words));
        }
    }
    text
}

fn pace(text: &mut String, comparison: &Comparison) {
    let stages = comparison.stages.iter().enumerate();
    let names =
        stages.map(|(place, stage)| format!("{}. {}", place + 1, sanitize::line(&stage.title)));
    let names: Vec<String> = names.collect();
    let widest = names.iter().map(|name| sanitize::columns(name)).max();
    let widest = widest.unwrap_or(0).max("in all".len());
    let row = |name: &str, [earlier, later]: Both<String>| {
        // Columns, and not characters: a stage may be named in wide ones.
        let room = widest.saturating_sub(sanitize::columns(name));
        format!("{name}{:room$}{earlier}  {later}", "")
    };
    let cells = |[planned, spent, over]: [&str; 3]| format!("{planned:>9}{spent:>8}{over:>8}");
    let figures = |pace: Option<Pace>| {
        let figures = [
            pace.map(|pace| pace.planned),
            pace.map(|pace| pace.spent),
            pace.map(|pace| pace.over),
        ];
        cells(figures.map(time).each_ref().map(String::as_str))
    };
    let over = ["earlier", "later"].map(|attempt| format!("{attempt:>25}"));
    let heads = ["planned", "spent", "over"];
    put(text, "");
    put(text, &row("", over));
    put(text, &row("stage", [cells(heads), cells(heads)]));
    for (name, stage) in names.iter().zip(&comparison.stages) {
        put(text, &row(name, stage.pace.map(figures)));
    }
    put(
        text,
        &row("in all", comparison.pace.map(|pace| figures(Some(pace)))),
    );
}

fn stage(text: &mut String, place: usize, stage: &Stage) {
    put(
        text,
        &format!("\n{}. {}", place + 1, sanitize::line(&stage.title)),
    );
    coverage(text, &stage.coverage);
    for judged in &stage.marks {
        marks(text, judged);
    }
    if !stage.items.is_empty() {
        put(text, "rubric, first touched on at");
    }
    for (item, first) in &stage.items {
        mention(text, first, &item_words(item));
    }
    let difference = &stage.text;
    let (removed, added) = (lines(difference.removed), lines(difference.added));
    put(
        text,
        &format!(
            "notes: {removed} removed, {added} added, {} the same",
            lines(difference.same)
        ),
    );
    for row in &difference.rows {
        let line = match row {
            Row::Same(words) => format!("  {}", sanitize::text(words)),
            Row::Removed(pieces) => format!("- {}", sanitize::text(&whole(pieces))),
            Row::Added(pieces) => format!("+ {}", sanitize::text(&whole(pieces))),
            Row::Skipped(count) => format!("  ({} the same)", lines(*count)),
        };
        put(text, &line);
    }
}

fn coverage(text: &mut String, coverage: &Coverage) {
    put(
        text,
        &format!("prompts covered: {}", then(coverage.share.map(share))),
    );
    let parts = [
        ("lost", &coverage.lost),
        ("gained", &coverage.gained),
        ("both", &coverage.both),
    ];
    for (what, prompts) in parts {
        for prompt in prompts {
            put(text, &format!("    {what:<7} {}", sanitize::line(prompt)));
        }
    }
}

fn marks(text: &mut String, judged: &Judged) {
    let by = marks_of(&judged.by, sanitize::line);
    put(
        text,
        &format!("{by}: level {}", then(judged.levels.map(level))),
    );
    for (what, items) in [("lost", &judged.lost), ("gained", &judged.gained)] {
        for item in items {
            put(text, &format!("    {what:<7} {}", item_words(item)));
        }
    }
}

fn item_words(item: &Item) -> String {
    format!("{}: {}", item.level.word(), sanitize::line(&item.look_for))
}

fn mention(text: &mut String, mention: &Mention, words: &str) {
    let [earlier, later] = mention.at.map(time);
    put(text, &format!("{earlier:>8}{later:>8}  {words}"));
}

fn put(text: &mut String, line: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{}", line.trim_end_matches(' '));
}

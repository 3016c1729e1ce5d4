//! The concept cards as text for the terminal, as JSON, and as a file that Anki imports.

use std::fmt::Write;

use serde::Serialize;

use super::json;
use crate::domain::cards::{CardCounts, Phase, Schedule};
use crate::domain::content::framework::Concept;
use crate::domain::sanitize;
use crate::domain::session::event::Wall;
use crate::domain::units::rfc3339;

#[derive(Serialize)]
struct CardsView<'a> {
    #[serde(flatten)]
    counts: CardCounts,
    cards: Vec<CardView<'a>>,
}

#[derive(Serialize)]
struct CardView<'a> {
    id: &'a str,
    name: &'a str,
    group: &'a str,
    /// `new`, `learning`, `known` or `relearning`.
    state: &'static str,
    /// Null for a new card.
    due_at: Option<String>,
    last_at: Option<String>,
    interval_days: Option<i64>,
    reps: i32,
    lapses: i32,
}

fn views<'a>(cards: &'a [Concept], schedule: &Schedule, now: &Wall) -> Vec<CardView<'a>> {
    let views = cards.iter().map(|card| {
        let state = schedule.cards.get(&card.id);
        let local = |at: chrono::DateTime<chrono::Utc>| rfc3339(at.with_timezone(now.offset()));
        CardView {
            id: &card.id,
            name: &card.name,
            group: &card.group,
            state: state.map_or("new", |state| Phase::word(state.phase)),
            due_at: state.map(|state| local(state.due)),
            last_at: state.map(|state| local(state.last)),
            interval_days: state.map(|state| state.interval_days),
            reps: state.map_or(0, |state| state.reps),
            lapses: state.map_or(0, |state| state.lapses),
        }
    });
    views.collect()
}

/// The cards as `forty cards --json` prints them.
pub fn as_json(cards: &[Concept], schedule: &Schedule, counts: CardCounts, now: &Wall) -> String {
    json::versioned(&CardsView {
        counts,
        cards: views(cards, schedule, now),
    })
}

/// The cards as `forty cards` prints them: a line for each, and the counts.
pub fn as_text(cards: &[Concept], schedule: &Schedule, counts: CardCounts, now: &Wall) -> String {
    let mut text = format!("{}, {} new\n", counts.text(), counts.new);
    if let Some(closed) = counts.closed_text() {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{closed}");
    }
    text.push('\n');
    let _ = writeln!(text, "{:<10}  {:<10}  card", "state", "due");
    for card in views(cards, schedule, now) {
        let due = card.due_at.as_deref().and_then(|due| due.get(..10));
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "{:<10}  {:<10}  {} ({})",
            card.state,
            due.unwrap_or("-"),
            sanitize::line(card.name),
            sanitize::line(card.group),
        );
    }
    text
}

/// The cards as a file that Anki imports as it is: an id, so that a later import updates the notes, front, back and tags.
pub fn as_anki(cards: &[Concept]) -> String {
    let mut text = "#separator:tab\n#html:true\n#guid column:1\n#tags column:4\n\
                    #columns:Guid\tFront\tBack\tTags\n"
        .to_owned();
    for card in cards {
        let back = format!(
            "<b>{}</b>: {}<br><br><b>Why</b>: {}<br><br><b>Example</b>: {}",
            html(&card.name),
            html(&card.definition),
            html(&card.why),
            html(&card.answer),
        );
        let tag: String = sanitize::line(&card.group)
            .to_lowercase()
            .split(|character: char| !character.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join("-");
        let _ = writeln!(
            text,
            "forty-{}\t{}\t{back}\tforty {tag}",
            html(&card.id),
            html(&card.question)
        );
    }
    text
}

/// A text as HTML on one line. Quotes are written as entities, because a field that begins with one is unquoted by Anki.
fn html(text: &str) -> String {
    let paragraphs = text.trim().split("\n\n").map(|paragraph| {
        let mut html = String::new();
        for character in sanitize::line(paragraph).chars() {
            match character {
                '&' => html.push_str("&amp;"),
                '<' => html.push_str("&lt;"),
                '>' => html.push_str("&gt;"),
                '"' => html.push_str("&quot;"),
                '\t' => html.push(' '),
                other => html.push(other),
            }
        }
        html
    });
    paragraphs.collect::<Vec<_>>().join("<br><br>")
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::domain::cards::Rating;

    fn card() -> Concept {
        Concept {
            id: "roofline".into(),
            group: "LLM Serving".into(),
            name: "Roofline".into(),
            definition: "A bound by \"compute\"\nor memory.\n\nTwo <lines>.".into(),
            why: "It says\twhat limits.".into(),
            question: "\"What\" limits & why?".into(),
            answer: "Decode is bound by memory.".into(),
        }
    }

    #[test]
    fn an_anki_file_has_its_header_and_one_line_of_four_fields_for_each_card() {
        let text = as_anki(&[card(), card()]);
        let lines: Vec<&str> = text.lines().collect();
        let header = [
            "#separator:tab",
            "#html:true",
            "#guid column:1",
            "#tags column:4",
            "#columns:Guid\tFront\tBack\tTags",
        ];
        assert_eq!(lines[..5], header);
        assert_eq!(lines.len(), 7);
        let fields: Vec<&str> = lines[5].split('\t').collect();
        assert_eq!(fields.len(), 4, "{fields:?}");
        assert_eq!(fields[0], "forty-roofline");
        assert_eq!(fields[1], "&quot;What&quot; limits &amp; why?");
        assert!(
            fields[2].contains("or memory.<br><br>Two &lt;lines&gt;."),
            "{}",
            fields[2]
        );
        assert_eq!(fields[3], "forty llm-serving");
    }

    #[test]
    fn json_has_the_counts_and_null_for_a_new_card() {
        let now = DateTime::parse_from_rfc3339("2026-11-28T12:00:00+01:00").unwrap();
        let mut schedule = Schedule::default();
        let state = schedule.rated("roofline", Rating::Easy, &now);
        schedule.cards.insert("roofline".into(), state);
        let new = Concept {
            id: "other".into(),
            ..card()
        };
        let counts = schedule.counts(&["roofline", "other"], 3, &now);
        let json = as_json(&[card(), new], &schedule, counts, &now);
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json["schema_version"], 1);
        assert_eq!((&json["known"], &json["new"]), (&1.into(), &1.into()));
        assert_eq!(json["cards"][0]["state"], "known");
        assert_eq!(json["cards"][0]["due_at"], "2026-12-13T12:00:00+01:00");
        assert_eq!(json["cards"][1]["state"], "new");
        assert_eq!(json["cards"][1]["due_at"], serde_json::Value::Null);
    }
}

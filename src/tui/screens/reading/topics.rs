//! What there is to read, made of the framework and a design: texts of theirs put into Markdown. Draws nothing.

use std::fmt::Write;
use std::time::Duration;

use crate::domain::content::design::{Design, DesignStage};
use crate::domain::content::framework::{Concept, Framework, FrameworkStage};
use crate::domain::sanitize;
use crate::tui::screens::reading::{Body, Entry};
use crate::tui::widgets::markdown::{cell, part, plain};

/// The topics: framework, lifecycle, concepts and, with a design, its answers. Those of a design that was not
/// practiced to the end are sealed.
pub fn topics(framework: &Framework, design: Option<(&Design, bool)>) -> Vec<Entry> {
    let mut topics = vec![framework_topic(framework)];
    if !framework.lifecycle.is_empty() {
        topics.push(lifecycle(framework));
    }
    if !framework.concepts.is_empty() {
        topics.push(concepts(framework));
    }
    topics.extend(design.map(|(design, practiced)| answers(framework, design, practiced)));
    topics
}

fn page(title: &str, about: &str, parts: Vec<String>) -> Entry {
    Entry {
        title: sanitize::line(title),
        about: sanitize::line(about),
        body: Body::Page(parts),
        ..Entry::default()
    }
}

fn framework_topic(framework: &Framework) -> Entry {
    let total: Duration = framework.stages.iter().map(|stage| stage.budget).sum();
    let about = format!(
        "{} stages, {} minutes",
        framework.stages.len(),
        minutes(total)
    );
    let mut entries = vec![page("In short", &about, vec![in_short(framework)])];
    let stages = framework.stages.iter().enumerate();
    entries.extend(stages.map(|(place, stage)| stage_page(place, stage)));
    if !framework.rubric.is_empty() {
        let about = "from weak to exceptional, by dimension";
        entries.push(page("How it is judged", about, vec![judged(framework)]));
    }
    Entry {
        title: "The framework".into(),
        about,
        body: Body::List(entries),
        ..Entry::default()
    }
}

fn in_short(framework: &Framework) -> String {
    let mut text = format!("## {}\n\n", cell(&framework.title));
    text.push_str("|  | Stage | Minutes |\n|--:|---|--:|\n");
    for (place, stage) in framework.stages.iter().enumerate() {
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "| {} | {} | {} |",
            place + 1,
            cell(&stage.title),
            minutes(stage.budget)
        );
    }
    part(&mut text, "The common mistake", &plain(&framework.warning));
    part(&mut text, "A tip", &plain(&framework.tip));
    text
}

fn stage_page(place: usize, stage: &FrameworkStage) -> Entry {
    let mut prompts = String::new();
    for (place, prompt) in stage.prompts.iter().enumerate() {
        let _ = writeln!(prompts, "{}. {}", place + 1, cell(&prompt.ask));
    }
    let mut text = String::new();
    part(&mut text, "What is always asked", &prompts);
    part(&mut text, "Done when", &plain(&stage.done));
    page(
        &format!("{} {}", place + 1, stage.title),
        &format!("{} minutes", minutes(stage.budget)),
        vec![text],
    )
}

fn judged(framework: &Framework) -> String {
    let mut text = String::new();
    for row in &framework.rubric {
        let heading = format!("{}, {} %", row.dimension, row.weight);
        let levels = [
            ("weak", &row.weak),
            ("solid", &row.solid),
            ("strong", &row.strong),
            ("exceptional", &row.exceptional),
        ];
        let levels = levels.map(|(level, words)| format!("- **{level}:** {}\n", cell(words)));
        part(&mut text, &heading, &levels.concat());
    }
    text
}

fn lifecycle(framework: &Framework) -> Entry {
    let mut text = String::from("| Part | What to think of |\n|---|---|\n");
    for row in &framework.lifecycle {
        let considerations = row.considerations.join(", ");
        let _ = writeln!(text, "| {} | {} |", cell(&row.part), cell(&considerations));
    }
    let parts = framework
        .lifecycle
        .iter()
        .map(|row| row.part.to_lowercase());
    let parts: Vec<String> = parts.collect();
    page("The lifecycle", &parts.join(", "), vec![text])
}

fn concepts(framework: &Framework) -> Entry {
    let cards: Vec<Entry> = framework.concepts.iter().map(card).collect();
    Entry {
        title: "Concepts".into(),
        about: format!("{} cards to learn and to look up", cards.len()),
        body: Body::List(cards),
        ..Entry::default()
    }
}

fn card(concept: &Concept) -> Entry {
    let mut text = plain(&concept.definition) + "\n\n";
    part(&mut text, "Why it matters", &plain(&concept.why));
    part(&mut text, "Question", &plain(&concept.question));
    part(&mut text, "Answer", &plain(&concept.answer));
    Entry {
        group: sanitize::line(&concept.group),
        ..page(&concept.name, &concept.definition, vec![text])
    }
}

fn answers(framework: &Framework, design: &Design, practiced: bool) -> Entry {
    let own = |stage: &FrameworkStage| design.stages.iter().find(|own| own.id == stage.id);
    let stages = framework.stages.iter().enumerate();
    let mut entries: Vec<Entry> = stages
        .filter_map(|(place, stage)| Some(reference(place, stage, own(stage)?)))
        .collect();
    if !design.estimates.is_empty() {
        let about = format!(
            "{} figures and how they are come by",
            design.estimates.len()
        );
        entries.push(page("Estimates", &about, vec![estimates(design)]));
    }
    if !design.sources.is_empty() {
        let about = format!(
            "{} papers and posts behind the answers",
            design.sources.len()
        );
        entries.push(page("Sources", &about, vec![sources(design)]));
    }
    let what = if practiced {
        "a strong answer to each stage"
    } else {
        "not practiced to the end yet"
    };
    Entry {
        title: "Answers".into(),
        about: format!("{}: {what}", sanitize::line(&design.title)),
        sealed: !practiced,
        body: Body::List(entries),
        ..Entry::default()
    }
}

fn reference(place: usize, stage: &FrameworkStage, own: &DesignStage) -> Entry {
    let mut parts = vec![own.reference.clone()];
    if !own.mistakes.is_empty() {
        let items = own
            .mistakes
            .iter()
            .map(|item| format!("- {}\n", cell(item)));
        let mut mistakes = String::new();
        part(&mut mistakes, "Common mistakes", &items.collect::<String>());
        parts.push(mistakes);
    }
    parts.retain(|part| !part.trim().is_empty());
    let about = if own.reference.trim().is_empty() {
        "common mistakes"
    } else {
        "a strong answer, and common mistakes"
    };
    page(&format!("{} {}", place + 1, stage.title), about, parts)
}

fn estimates(design: &Design) -> String {
    let mut text = String::new();
    for row in &design.estimates {
        let result = format!("{} {}", row.value, row.unit);
        let _ = writeln!(
            text,
            "- {}: **{}**\\\n  = {}",
            cell(&row.name),
            cell(&result),
            cell(&row.formula)
        );
    }
    text
}

fn sources(design: &Design) -> String {
    let mut text = String::new();
    for row in &design.sources {
        let _ = write!(
            text,
            "- {}: **{}** ({})\\\n  {}",
            cell(&row.by),
            cell(&row.title),
            row.year,
            cell(&row.supports)
        );
        if let Some(url) = &row.url {
            let _ = write!(text, "\\\n  {}", cell(url));
        }
        text.push('\n');
    }
    text
}

fn minutes(time: Duration) -> f64 {
    time.as_millis() as f64 / 60_000.0
}

//! Builds the topics to study from the framework and a design, as Markdown.

use std::fmt::Write;
use std::time::Duration;

use crate::domain::content::design::{Design, DesignStage};
use crate::domain::content::framework::{Concept, Framework, FrameworkStage};
use crate::domain::overview::Seal;
use crate::domain::sanitize;
use crate::tui::screens::reading::{ReadingTopic, TopicBody};
use crate::tui::widgets::answer;
use crate::tui::widgets::markdown::{cell, part, plain};

/// The topics: framework, lifecycle, concepts and the answers of these designs. Each comes with the reason why its answers are
/// sealed, if they are.
pub fn topics<'a>(
    framework: &Framework,
    designs: impl IntoIterator<Item = (&'a Design, Option<Seal>)>,
) -> Vec<ReadingTopic> {
    let mut topics = vec![framework_topic(framework)];
    if !framework.lifecycle.is_empty() {
        topics.push(lifecycle(framework));
    }
    if !framework.concepts.is_empty() {
        let cards: Vec<ReadingTopic> = framework.concepts.iter().map(card).collect();
        let about = format!("{} cards to learn and to look up", cards.len());
        topics.push(list("Concepts", about, cards));
    }
    let designs = designs.into_iter();
    topics.extend(designs.map(|(design, seal)| answers(framework, design, seal)));
    topics
}

fn page(title: &str, about: &str, parts: Vec<String>) -> ReadingTopic {
    ReadingTopic {
        title: sanitize::line(title),
        about: sanitize::line(about),
        body: TopicBody::Page(parts),
        ..ReadingTopic::default()
    }
}

fn list(title: &str, about: String, topics: Vec<ReadingTopic>) -> ReadingTopic {
    ReadingTopic {
        title: title.to_owned(),
        about,
        body: TopicBody::List(topics),
        ..ReadingTopic::default()
    }
}

fn framework_topic(framework: &Framework) -> ReadingTopic {
    let count = framework.stages.len();
    let about = format!("{count} stages, {} minutes", minutes(framework.total()));
    let mut pages = vec![page("In short", &about, vec![in_short(framework)])];
    let stages = (1..).zip(&framework.stages);
    pages.extend(stages.map(|(number, stage)| stage_page(number, stage)));
    if !framework.rubric.is_empty() {
        let about = "from weak to exceptional, by dimension";
        pages.push(page("How it is judged", about, vec![rubric(framework)]));
    }
    list("The framework", about, pages)
}

// Writing to a String cannot fail, so that every result of `write!` below is ignored.

fn in_short(framework: &Framework) -> String {
    let mut text = format!("## {}\n\n", cell(&framework.title));
    text.push_str("|  | Stage | Minutes |\n|--:|---|--:|\n");
    for (number, stage) in (1..).zip(&framework.stages) {
        let (title, minutes) = (cell(&stage.title), minutes(stage.budget));
        let _ = writeln!(text, "| {number} | {title} | {minutes} |");
    }
    part(&mut text, "The common mistake", &plain(&framework.warning));
    part(&mut text, "A tip", &plain(&framework.tip));
    text
}

fn stage_page(number: usize, stage: &FrameworkStage) -> ReadingTopic {
    let prompts = (1..).zip(&stage.prompts);
    let prompts = prompts.map(|(number, prompt)| format!("{number}. {}\n", cell(&prompt.ask)));
    let mut text = String::new();
    part(
        &mut text,
        "What is always asked",
        &prompts.collect::<String>(),
    );
    part(&mut text, "Done when", &plain(&stage.done));
    let title = format!("{number} {}", stage.title);
    let about = format!("{} minutes", minutes(stage.budget));
    page(&title, &about, vec![text])
}

fn rubric(framework: &Framework) -> String {
    let mut text = String::new();
    for row in &framework.rubric {
        let heading = format!("{}, {} %", row.dimension, row.weight);
        let levels = [
            ("weak", &row.weak),
            ("solid", &row.solid),
            ("strong", &row.strong),
            ("exceptional", &row.exceptional),
        ];
        let levels = levels.map(|(level, text)| format!("- **{level}:** {}\n", cell(text)));
        part(&mut text, &heading, &levels.concat());
    }
    text
}

fn lifecycle(framework: &Framework) -> ReadingTopic {
    let mut text = String::from("| Part | What to think of |\n|---|---|\n");
    let mut parts = Vec::new();
    for row in &framework.lifecycle {
        let considerations = row.considerations.join(", ");
        let _ = writeln!(text, "| {} | {} |", cell(&row.part), cell(&considerations));
        parts.push(row.part.to_lowercase());
    }
    page("The lifecycle", &parts.join(", "), vec![text])
}

fn card(concept: &Concept) -> ReadingTopic {
    let mut text = plain(&concept.definition) + "\n\n";
    part(&mut text, "Why it matters", &plain(&concept.why));
    part(&mut text, "Question", &plain(&concept.question));
    part(&mut text, "Answer", &plain(&concept.answer));
    ReadingTopic {
        group: sanitize::line(&concept.group),
        ..page(&concept.name, &concept.definition, vec![text])
    }
}

fn answers(framework: &Framework, design: &Design, seal: Option<Seal>) -> ReadingTopic {
    let stages = (1..).zip(&framework.stages).filter_map(|(number, stage)| {
        let title = format!("{number} {}", stage.title);
        Some(reference(&title, design.stage(&stage.id)?))
    });
    let mut pages: Vec<ReadingTopic> = stages.collect();
    if !design.estimates.is_empty() {
        let count = design.estimates.len();
        let about = format!("{count} figures and where they come from");
        pages.push(page("Estimates", &about, vec![estimates(design)]));
    }
    if !design.sources.is_empty() {
        let count = design.sources.len();
        let about = format!("{count} papers and posts behind the answers");
        pages.push(page("Sources", &about, vec![sources(design)]));
    }
    let what = match seal {
        None => "a strong answer to each stage",
        Some(Seal::NotPracticed) => "not practiced to the end yet",
        Some(Seal::NotScored) => "your interview on it is not scored yet",
    };
    ReadingTopic {
        seal,
        brief: sanitize::text(&design.brief).into_owned(),
        group: "Answers".to_owned(),
        ..list(&sanitize::line(&design.title), what.to_owned(), pages)
    }
}

fn reference(title: &str, stage: &DesignStage) -> ReadingTopic {
    let items = stage.mistakes.iter();
    let items = items.map(|item| format!("- {}\n", cell(item)));
    let mut mistakes = String::new();
    part(&mut mistakes, "Common mistakes", &items.collect::<String>());
    let mut parts = answer::parts(stage);
    parts.push(mistakes);
    parts.retain(|part| !part.trim().is_empty());
    let about = if parts.len() < 2 {
        "common mistakes"
    } else {
        "a strong answer, and common mistakes"
    };
    page(title, about, parts)
}

fn estimates(design: &Design) -> String {
    let rows = design.estimates.iter().map(|row| {
        let result = cell(&format!("{} {}", row.value, row.unit));
        let (name, formula) = (cell(&row.name), cell(&row.formula));
        format!("- {name}: **{result}**\\\n  = {formula}\n")
    });
    rows.collect()
}

fn sources(design: &Design) -> String {
    let rows = design.sources.iter().map(|row| {
        let url = row.url.as_ref();
        let url = url.map_or(String::new(), |url| format!("\\\n  {}", cell(url)));
        let (by, title, supports) = (cell(&row.by), cell(&row.title), cell(&row.supports));
        format!("- {by}: **{title}** ({})\\\n  {supports}{url}\n", row.year)
    });
    rows.collect()
}

fn minutes(time: Duration) -> f64 {
    time.as_millis() as f64 / 60_000.0
}

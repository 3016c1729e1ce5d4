//! `forty designs ID`: the brief and the prompts of one design as a page, and with `--answers` everything else.

use std::fmt::Write;

use super::in_minutes;
use crate::content::library::OpenedDesign;
use crate::domain::content::design::{Design, DesignStage};
use crate::domain::sanitize;
use crate::domain::session::plan::Plan;

/// The page, wrapped to 80 columns.
pub fn words(opened: &OpenedDesign, plan: &Plan, answers: bool) -> String {
    let design = &opened.design;
    let mut page = Page::default();
    page.line(&format!("{}  ({})", design.title, design.id));
    page.line(&format!(
        "{}, {}, {} of 5 stars, {}",
        design.category,
        design.difficulty.word(),
        design.stars,
        opened.source.word()
    ));
    page.gap();
    page.text(&design.brief, "");
    page.gap();
    page.text(&format!("concepts: {}", design.concepts.join(", ")), "");
    for (index, stage) in plan.stages.iter().enumerate() {
        page.gap();
        page.line(&format!(
            "{}. {}, {} min",
            index + 1,
            stage.title,
            in_minutes(stage.budget)
        ));
        for prompt in &stage.prompts {
            page.item(&prompt.ask);
            if answers {
                page.text(&format!("hint: {}", prompt.hint), "    ");
            }
        }
        if let Some(own) = design.stage(&stage.id).filter(|_| answers) {
            page.stage_answers(own);
        }
    }
    if answers {
        page.answers(design);
    }
    page.0
}

/// Text for the terminal, cleaned and wrapped.
#[derive(Default)]
struct Page(String);

impl Page {
    fn line(&mut self, text: &str) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.0, "{}", sanitize::line(text));
    }

    fn gap(&mut self) {
        self.0.push('\n');
    }

    fn text(&mut self, text: &str, indent: &str) {
        let text = sanitize::text(text);
        let options = textwrap::Options::new(80)
            .initial_indent(indent)
            .subsequent_indent(indent);
        for line in textwrap::wrap(&text, options) {
            let _ = writeln!(self.0, "{}", line.trim_end());
        }
    }

    fn item(&mut self, text: &str) {
        let text = sanitize::line(text);
        let options = textwrap::Options::new(80)
            .initial_indent("  - ")
            .subsequent_indent("    ");
        for line in textwrap::wrap(&text, options) {
            let _ = writeln!(self.0, "{line}");
        }
    }

    fn stage_answers(&mut self, own: &DesignStage) {
        self.part("Follow-ups", own.follow_ups.is_empty());
        for item in &own.follow_ups {
            self.item(&format!("minute {}: {}", item.minute, item.ask));
            self.text(&item.strong, "    ");
        }
        self.part("Rubric", own.rubric.is_empty());
        for item in &own.rubric {
            self.item(&format!("{}: {}", item.level.word(), item.look_for));
        }
        self.part("Mistakes", own.mistakes.is_empty());
        for item in &own.mistakes {
            self.item(item);
        }
        self.part("Reference", own.reference.is_empty());
        if !own.reference.is_empty() {
            self.gap();
            // Markdown as it is written: a page that is redirected stays Markdown.
            let _ = writeln!(self.0, "{}", sanitize::text(own.reference.trim_end()));
        }
    }

    fn answers(&mut self, design: &Design) {
        self.part("Clarifying questions", design.clarify.is_empty());
        for item in &design.clarify {
            self.item(&item.ask);
            self.text(&item.answer, "    ");
        }
        self.part("Estimates", design.estimates.is_empty());
        for item in &design.estimates {
            self.item(&format!(
                "{}: {} = {} {}",
                item.name, item.formula, item.value, item.unit
            ));
        }
        self.part("Sources", design.sources.is_empty());
        for item in &design.sources {
            self.item(&format!(
                "{}: {} ({}). {}",
                item.by, item.title, item.year, item.supports
            ));
            if let Some(url) = &item.url {
                self.text(url, "    ");
            }
        }
    }

    /// The title of a part, unless there is nothing in it.
    fn part(&mut self, title: &str, is_empty: bool) {
        if !is_empty {
            self.gap();
            self.line(title);
        }
    }
}

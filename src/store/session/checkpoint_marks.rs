//! What was said in a stage and what its debrief marked, as `session.toml` keeps them: both ways of each, side by side.

use std::time::Duration;

use serde::Deserialize;
use toml::Table;

use crate::domain::session::event::{Evidence, millis};
use crate::domain::session::{self, Asked};
use crate::store::toml_text::{Page, nth, of_item};

/// The keys of a stage that are written only where there is something to say.
pub(in crate::store) const KEYS: [&str; 7] = [
    "asked",
    "follow_up",
    "evidence",
    "not_shown",
    "level",
    "reference_opened",
    "marked_after_reference",
];

/// A `[[stage.asked]]`.
#[derive(Debug, Deserialize)]
pub(in crate::store) struct AskedForm {
    typed: String,
    question: Option<String>,
    answer: Option<String>,
    at_ms: u64,
}

/// A `[[stage.follow_up]]`.
#[derive(Debug, Deserialize)]
pub(in crate::store) struct FollowUpForm {
    follow_up: usize,
    ask: String,
    at_ms: u64,
}

/// A `[[stage.evidence]]`.
#[derive(Debug, Deserialize)]
pub(in crate::store) struct EvidenceForm {
    item: usize,
    look_for: String,
    level: String,
    in_stage: usize,
    line: usize,
    text: String,
}

impl AskedForm {
    pub fn asked(&self) -> Asked {
        Asked {
            typed: self.typed.clone(),
            reply: self.question.clone().zip(self.answer.clone()),
            at: Duration::from_millis(self.at_ms),
        }
    }
}

impl FollowUpForm {
    pub fn follow_up(&self) -> (usize, String, Duration) {
        let at = Duration::from_millis(self.at_ms);
        (self.follow_up, self.ask.clone(), at)
    }
}

impl EvidenceForm {
    pub fn evidence(&self) -> (usize, Evidence) {
        let evidence = Evidence {
            look_for: self.look_for.clone(),
            level: self.level.clone(),
            in_stage: self.in_stage,
            line: self.line,
            text: self.text.clone(),
        };
        (self.item, evidence)
    }
}

/// The marks that are keys of the open `[[stage]]` itself.
pub(in crate::store) fn write_marks(page: &mut Page, state: &session::Page) {
    if !state.not_shown.is_empty() {
        page.list("not_shown", &state.not_shown);
    }
    if let Some(level) = state.level {
        page.key("level", level);
    }
    for (key, holds) in [
        ("reference_opened", state.reference_opened),
        ("marked_after_reference", state.marked_after_reference),
    ] {
        if holds {
            page.key(key, holds);
        }
    }
}

/// The tables of the stage written last; `old` is that stage in the file that is being replaced.
pub(in crate::store) fn write_tables(page: &mut Page, state: &session::Page, old: Option<&Table>) {
    for (place, asked) in state.asked.iter().enumerate() {
        page.table("[[stage.asked]]");
        page.text("typed", &asked.typed);
        if let Some((question, answer)) = &asked.reply {
            page.text("question", question);
            page.text("answer", answer);
        }
        page.number("at_ms", millis::whole(asked.at));
        page.rest(nth(old, "asked", place), &["question", "answer"]);
    }
    for (place, (follow_up, ask, at)) in state.follow_ups.iter().enumerate() {
        page.table("[[stage.follow_up]]");
        page.key("follow_up", follow_up);
        page.text("ask", ask);
        page.number("at_ms", millis::whole(*at));
        page.rest(nth(old, "follow_up", place), &[]);
    }
    for (item, evidence) in &state.evidence {
        page.table("[[stage.evidence]]");
        page.key("item", item);
        page.text("look_for", &evidence.look_for);
        page.text("level", &evidence.level);
        page.key("in_stage", evidence.in_stage);
        page.key("line", evidence.line);
        page.text("text", &evidence.text);
        page.rest(of_item(old, "evidence", *item), &[]);
    }
}

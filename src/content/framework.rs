//! A framework file made a framework, with every mistake in it. Must not know how its text was parsed.

use std::time::Duration;

use super::findings::{Findings, Gravity};
use super::mistake::named;
use super::reader::{Shape, Table};
use super::text::{self, Form, Text};
use super::{limits, rules};
use crate::domain::content::framework::{
    Concept, CorePrompt, Dimension, Framework, LifecyclePart, Stage,
};
use crate::domain::sanitize;

pub static SHAPES: [&Shape; 6] = [&FILE, &STAGE, &PROMPT, &LIFECYCLE, &DIMENSION, &CONCEPT];

pub static FILE: Shape = Shape {
    header: "",
    keys: &[
        "format",
        "kind",
        "id",
        "title",
        "version",
        "warning",
        "tip",
        "stage",
        "lifecycle",
        "rubric",
        "concept",
    ],
};
static STAGE: Shape = Shape {
    header: "[[stage]]",
    keys: &["id", "title", "short", "minutes", "done", "prompt"],
};
static PROMPT: Shape = Shape {
    header: "[[stage.prompt]]",
    keys: &["ask", "hint", "listen_for"],
};
static LIFECYCLE: Shape = Shape {
    header: "[[lifecycle]]",
    keys: &["part", "considerations"],
};
static DIMENSION: Shape = Shape {
    header: "[[rubric]]",
    keys: &[
        "dimension",
        "weight",
        "weak",
        "solid",
        "strong",
        "exceptional",
    ],
};
static CONCEPT: Shape = Shape {
    header: "[[concept]]",
    keys: &[
        "id",
        "group",
        "name",
        "definition",
        "why",
        "question",
        "answer",
    ],
};

/// Reads the whole file; missing parts are empty and on record.
pub fn framework(findings: &mut Findings<'_>, file: &Table<'_>) -> Framework {
    kind(findings, file);
    let id = file.text(findings, "id", Form::Line);
    rules::id_form(findings, &id);
    Framework {
        id: id.words,
        title: file.text(findings, "title", Form::Line).words,
        version: version(findings, file),
        warning: file.wanted_text(findings, "warning", Form::Prose).words,
        tip: file.wanted_text(findings, "tip", Form::Prose).words,
        stages: stages(findings, file),
        lifecycle: lifecycle(findings, file),
        rubric: rubric(findings, file),
        concepts: concepts(findings, file),
    }
}

fn kind(findings: &mut Findings<'_>, file: &Table<'_>) {
    let kind = file.text(findings, "kind", Form::Line);
    if !kind.is_missing() && kind.words != "framework" {
        findings.wrong(
            &kind.at,
            &format!("unknown kind {}", named(&kind.words)),
            "did you mean `framework`?",
        );
    }
}

fn version(findings: &mut Findings<'_>, file: &Table<'_>) -> u32 {
    let Some((version, at)) = file.integer(findings, "version", "1", Gravity::Thin) else {
        return 1;
    };
    if let Ok(version @ 1..) = u32::try_from(version) {
        return version;
    }
    findings.wrong(
        &at,
        &format!("`version` is {version}, it counts up from 1"),
        "write `version = 1`, and one more with each change",
    );
    1
}

fn stages(findings: &mut Findings<'_>, file: &Table<'_>) -> Vec<Stage> {
    let tables = file.tables(findings, "stage", &STAGE, &SHAPES);
    if file.count("stage") == Some(0) {
        findings.report(
            Gravity::Absent,
            &file.at,
            "the framework has no stages",
            "add a stage: `[[stage]]` with `id`, `title`, `short`, `minutes` and `done`",
        );
    }
    if let Some(first_beyond) = tables.get(limits::STAGES) {
        findings.wrong(
            &first_beyond.at,
            &format!(
                "the framework has {} stages, at most {}",
                tables.len(),
                limits::STAGES
            ),
            "put stages together",
        );
    }
    let ids: Vec<_> = tables
        .iter()
        .map(|stage| stage.text(findings, "id", Form::Line))
        .collect();
    rules::no_two_alike(findings, "id", &ids);
    tables
        .iter()
        .zip(ids)
        .map(|(table, id)| stage(findings, table, id))
        .collect()
}

fn stage(findings: &mut Findings<'_>, table: &Table<'_>, id: Text) -> Stage {
    rules::id_form(findings, &id);
    let title = table.text(findings, "title", Form::Line);
    let prompts = table.tables(findings, "prompt", &PROMPT, &SHAPES);
    Stage {
        id: id.words,
        short: short(findings, table, &title),
        title: title.words,
        budget: minutes(findings, table),
        done: table.wanted_text(findings, "done", Form::Prose).words,
        prompts: core_prompts(findings, &prompts),
    }
}

/// The short title; a title that is short itself needs no other.
fn short(findings: &mut Findings<'_>, table: &Table<'_>, title: &Text) -> String {
    let fits = |text: &str| sanitize::columns(&sanitize::line(text)) <= limits::SHORT;
    if !table.has("short") && !title.is_missing() && fits(&title.words) {
        return title.words.clone();
    }
    let short = table.text(findings, "short", Form::Line);
    if !fits(&short.words) {
        let columns = sanitize::columns(&sanitize::line(&short.words));
        findings.wrong(
            &short.at,
            &format!(
                "`short` takes {columns} columns, the stage row has room for {}",
                limits::SHORT
            ),
            "shorten it to one word",
        );
    }
    short.words
}

fn minutes(findings: &mut Findings<'_>, table: &Table<'_>) -> Duration {
    let Some((minutes, at)) = table.number(findings, "minutes", "5") else {
        return Duration::ZERO;
    };
    let whole = (minutes.clamp(0.0, limits::MINUTES) * 60_000.0).round();
    let budget = Duration::from_millis(whole as u64);
    if budget.is_zero() || minutes > limits::MINUTES {
        findings.wrong(
            &at,
            &format!(
                "`minutes` is {minutes}, a stage lasts more than 0 and at most {} minutes",
                limits::MINUTES
            ),
            "write the stage's length in minutes, such as `minutes = 5`",
        );
    }
    budget
}

fn core_prompts(findings: &mut Findings<'_>, tables: &[Table<'_>]) -> Vec<CorePrompt> {
    let mut asks = Vec::new();
    let mut prompts = Vec::new();
    for table in tables {
        let ask = table.text(findings, "ask", Form::Line);
        let hint = table.text(findings, "hint", Form::Prose);
        rules::hint_differs(findings, &ask, &hint);
        prompts.push(CorePrompt {
            ask: ask.words.clone(),
            hint: hint.words,
            listen_for: table.wanted_text(findings, "listen_for", Form::Prose).words,
        });
        asks.push(ask);
    }
    rules::no_two_alike(findings, "ask", &asks);
    prompts
}

fn lifecycle(findings: &mut Findings<'_>, file: &Table<'_>) -> Vec<LifecyclePart> {
    let tables = file.tables(findings, "lifecycle", &LIFECYCLE, &SHAPES);
    let mut parts = Vec::new();
    for table in &tables {
        let part = table.text(findings, "part", Form::Line);
        let considerations = table.texts(findings, "considerations");
        rules::at_least(
            findings,
            table,
            "considerations",
            1,
            "considerations",
            "`considerations = [\"…\"]`",
        );
        parts.push(LifecyclePart {
            part: part.words,
            considerations: text::words(considerations),
        });
    }
    parts
}

fn rubric(findings: &mut Findings<'_>, file: &Table<'_>) -> Vec<Dimension> {
    let tables = file.tables(findings, "rubric", &DIMENSION, &SHAPES);
    let mut names = Vec::new();
    let mut weights = Vec::new();
    let mut rubric = Vec::new();
    for table in &tables {
        let name = table.text(findings, "dimension", Form::Line);
        let weight = table.integer(findings, "weight", "20", Gravity::Absent);
        rubric.push(Dimension {
            dimension: name.words.clone(),
            weight: weight
                .as_ref()
                .and_then(|(weight, _)| u32::try_from(*weight).ok())
                .unwrap_or(0),
            weak: table.text(findings, "weak", Form::Prose).words,
            solid: table.text(findings, "solid", Form::Prose).words,
            strong: table.text(findings, "strong", Form::Prose).words,
            exceptional: table.text(findings, "exceptional", Form::Prose).words,
        });
        names.push(name);
        weights.extend(weight);
    }
    rules::no_two_alike(findings, "dimension", &names);
    // With a weight unread, the sum says nothing.
    if weights.len() == tables.len() {
        check_weights(findings, &weights);
    }
    rubric
}

fn check_weights(findings: &mut Findings<'_>, weights: &[(i64, crate::content::lines::Span)]) {
    let mut sum = 0_i64;
    for (weight, at) in weights {
        sum = sum.saturating_add(*weight);
        if !(1..=limits::WEIGHTS).contains(weight) {
            findings.wrong(
                at,
                &format!("`weight` is {weight}, a share lies between 1 and 100 per cent"),
                "write the dimension's share in per cent",
            );
        }
    }
    let Some((_, last)) = weights.last() else {
        return;
    };
    if sum != limits::WEIGHTS {
        findings.report(
            Gravity::Absent,
            last,
            &format!("the weights of the rubric sum to {sum}, they should sum to 100"),
            "change the weights until they do",
        );
    }
}

fn concepts(findings: &mut Findings<'_>, file: &Table<'_>) -> Vec<Concept> {
    let tables = file.tables(findings, "concept", &CONCEPT, &SHAPES);
    let mut ids = Vec::new();
    let mut concepts = Vec::new();
    for table in tables {
        let id = table.text(findings, "id", Form::Line);
        rules::id_form(findings, &id);
        concepts.push(Concept {
            id: id.words.clone(),
            group: table.text(findings, "group", Form::Line).words,
            name: table.text(findings, "name", Form::Line).words,
            definition: table.text(findings, "definition", Form::Prose).words,
            why: table.text(findings, "why", Form::Prose).words,
            question: table.text(findings, "question", Form::Prose).words,
            answer: table.text(findings, "answer", Form::Prose).words,
        });
        ids.push(id);
    }
    rules::no_two_alike(findings, "id", &ids);
    concepts
}

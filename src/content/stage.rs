//! One stage of a design file, and how the stages fit a framework. Must not know how its text was parsed.

use super::design::{SHAPES, one_of};
use super::findings::{Findings, Gravity};
use super::lines::Span;
use super::mistake::named;
use super::prose::{self, TableFaultKind};
use super::reader::{Shape, Table};
use super::text::{self, Form, Text};
use super::{limits, names, rules};
use crate::domain::content::design::{DesignStage, FollowUp, Level, Prompt, RubricItem};
use crate::domain::content::framework::{Framework, Stage};

pub static STAGE: Shape = Shape {
    header: "[[stage]]",
    keys: &[
        "id",
        "mistakes",
        "reference",
        "prompt",
        "follow_up",
        "rubric",
    ],
};
pub static PROMPT: Shape = Shape {
    header: "[[stage.prompt]]",
    keys: &["ask", "hint"],
};
pub static FOLLOW_UP: Shape = Shape {
    header: "[[stage.follow_up]]",
    keys: &["minute", "ask", "strong"],
};
pub static RUBRIC: Shape = Shape {
    header: "[[stage.rubric]]",
    keys: &["level", "look_for", "signals"],
};

pub fn stages(
    findings: &mut Findings<'_>,
    file: &Table<'_>,
    framework: Option<&Framework>,
) -> Vec<DesignStage> {
    let tables = file.tables(findings, "stage", &STAGE, &SHAPES);
    if file.count("stage") == Some(0) {
        findings.report(
            Gravity::Thin,
            &file.at,
            "the design has no stages",
            "add `[[stage]]` with `id`, `mistakes` and `reference` for each stage of the framework",
        );
    }
    let ids: Vec<_> = tables
        .iter()
        .map(|table| table.text(findings, "id", Form::Line))
        .collect();
    rules::no_two_alike(findings, "id", &ids);
    if let Some(framework) = framework {
        fit(findings, file, &ids, framework);
    }
    tables
        .iter()
        .zip(ids)
        .map(|(table, id)| {
            let counterpart = framework
                .and_then(|framework| framework.stages.iter().find(|stage| stage.id == id.words));
            stage(findings, table, id, counterpart)
        })
        .collect()
}

/// Stages that one of the two has and the other lacks.
fn fit(findings: &mut Findings<'_>, file: &Table<'_>, ids: &[Text], framework: &Framework) {
    let known = || framework.stages.iter().map(|stage| stage.id.as_str());
    let listed: Vec<_> = known().map(|id| format!("`{id}`")).collect();
    for id in ids.iter().filter(|id| names::is_id(&id.words)) {
        if known().any(|known| known == id.words) {
            continue;
        }
        let hint = match names::nearest(&id.words, known()) {
            Some(meant) => {
                format!("did you mean `{meant}`? a stage unknown to the framework is left out")
            }
            None => format!(
                "the framework has {}; other stages are left out",
                listed.join(", ")
            ),
        };
        let message = format!(
            "the framework {} has no stage {}",
            named(&framework.id),
            named(&id.words)
        );
        findings.doubt(&id.at, &message, &hint);
    }
    let lacking: Vec<_> = known()
        .filter(|known| ids.iter().all(|id| id.words != *known))
        .map(|id| format!("`{id}`"))
        .collect();
    if !ids.is_empty() && !lacking.is_empty() {
        let stages = if lacking.len() == 1 {
            "stage"
        } else {
            "stages"
        };
        findings.report(
            Gravity::Lacking,
            &file.place("stage"),
            &format!(
                "the design has nothing for the {stages} {}",
                lacking.join(", ")
            ),
            "add a `[[stage]]` with its `id`; without one a stage has core prompts only",
        );
    }
}

fn stage(
    findings: &mut Findings<'_>,
    table: &Table<'_>,
    id: Text,
    counterpart: Option<&Stage>,
) -> DesignStage {
    rules::id_form(findings, &id);
    let name = if id.is_missing() {
        "this stage".to_owned()
    } else {
        named(&id.words)
    };
    let reference = table.wanted_text(findings, "reference", Form::Markdown);
    check_reference(findings, table, &reference);
    let mistakes = table.texts(findings, "mistakes");
    rules::no_two_alike(findings, "mistakes", &mistakes);
    rules::at_least(
        findings,
        table,
        "mistakes",
        limits::STAGE_MISTAKES,
        &format!("mistakes in {name}"),
        "`mistakes = [\"…\"]` below its `[[stage]]`",
    );
    DesignStage {
        prompts: prompts(findings, table, &name),
        follow_ups: follow_ups(findings, table, &name, counterpart),
        rubric: rubric(findings, table, &name),
        mistakes: text::words(mistakes),
        reference: reference.words,
        id: id.words,
    }
}

fn prompts(findings: &mut Findings<'_>, stage: &Table<'_>, name: &str) -> Vec<Prompt> {
    let tables = stage.tables(findings, "prompt", &PROMPT, &SHAPES);
    rules::at_least(
        findings,
        stage,
        "prompt",
        limits::PROMPTS,
        &format!("prompts in {name}"),
        "`[[stage.prompt]]` with `ask` and `hint`",
    );
    let mut asks = Vec::new();
    let mut prompts = Vec::new();
    for table in tables {
        let ask = table.text(findings, "ask", Form::Line);
        let hint = table.text(findings, "hint", Form::Prose);
        rules::hint_differs(findings, &ask, &hint);
        prompts.push(Prompt {
            ask: ask.words.clone(),
            hint: hint.words,
        });
        asks.push(ask);
    }
    rules::no_two_alike(findings, "ask", &asks);
    prompts
}

fn follow_ups(
    findings: &mut Findings<'_>,
    stage: &Table<'_>,
    name: &str,
    counterpart: Option<&Stage>,
) -> Vec<FollowUp> {
    let tables = stage.tables(findings, "follow_up", &FOLLOW_UP, &SHAPES);
    rules::at_least(
        findings,
        stage,
        "follow_up",
        limits::FOLLOW_UPS,
        &format!("follow-ups in {name}"),
        "`[[stage.follow_up]]` with `minute`, `ask` and `strong`",
    );
    let mut asks = Vec::new();
    let mut follow_ups = Vec::new();
    for table in tables {
        let minute = table.number(findings, "minute", "3.0");
        if let Some((minute, at)) = &minute {
            check_minute(findings, *minute, at, counterpart);
        }
        let ask = table.text(findings, "ask", Form::Line);
        follow_ups.push(FollowUp {
            minute: minute.map_or(0.0, |(minute, _)| minute),
            ask: ask.words.clone(),
            strong: table.text(findings, "strong", Form::Prose).words,
        });
        asks.push(ask);
    }
    rules::no_two_alike(findings, "ask", &asks);
    follow_ups
}

/// A minute lies inside its stage; without the framework's stage, inside the longest that a stage can be.
fn check_minute(findings: &mut Findings<'_>, minute: f64, at: &Span, counterpart: Option<&Stage>) {
    let length = counterpart.map_or(limits::MINUTES, |stage| stage.budget.as_secs_f64() / 60.0);
    if (0.0..=length).contains(&minute) {
        return;
    }
    let stage = counterpart.map_or("a stage".to_owned(), |stage| named(&stage.id));
    findings.wrong(
        at,
        &format!("minute {minute} lies outside its stage: {stage} runs from 0 to {length}"),
        "count the minutes from the start of the stage",
    );
}

fn rubric(findings: &mut Findings<'_>, stage: &Table<'_>, name: &str) -> Vec<RubricItem> {
    let tables = stage.tables(findings, "rubric", &RUBRIC, &SHAPES);
    let mut looks = Vec::new();
    let mut rubric = Vec::new();
    let mut levels_known = true;
    for table in &tables {
        let level = table.text(findings, "level", Form::Line);
        let words = Level::ALL.map(|level| (level.word(), level));
        let level = one_of(findings, "level", &level, &words);
        levels_known &= level.is_some();
        let look_for = table.text(findings, "look_for", Form::Line);
        let signals = table.texts(findings, "signals");
        rules::at_least(
            findings,
            table,
            "signals",
            limits::SIGNALS,
            "signals",
            "words that would stand in the line that shows it, `signals = [\"…\"]`",
        );
        rubric.push(RubricItem {
            level: level.unwrap_or(Level::Solid),
            look_for: look_for.words.clone(),
            signals: text::words(signals),
        });
        looks.push(look_for);
    }
    rules::no_two_alike(findings, "look_for", &looks);
    // With a level unread, the counts say nothing.
    if levels_known {
        check_levels(findings, stage, name, &rubric);
    }
    rubric
}

/// A level without items would be reached by writing nothing.
fn check_levels(findings: &mut Findings<'_>, stage: &Table<'_>, name: &str, rubric: &[RubricItem]) {
    if rubric.is_empty() {
        let wanted: usize = limits::RUBRIC.iter().map(|(_, wanted)| wanted).sum();
        let words = limits::RUBRIC.map(|(level, wanted)| format!("{wanted} {}", level.word()));
        findings.report(
            Gravity::Thin,
            &stage.at,
            &format!("0 of {wanted} rubric items in {name}"),
            &format!(
                "add `[[stage.rubric]]` {wanted} times: {}",
                words.join(", ")
            ),
        );
        return;
    }
    for (level, wanted) in limits::RUBRIC {
        let found = rubric.iter().filter(|item| item.level == level).count();
        let word = level.word();
        if found == 0 {
            findings.report(
                Gravity::Absent,
                &stage.at,
                &format!("the rubric of {name} has no {word} item"),
                &format!("add {wanted} `[[stage.rubric]]` with `level = \"{word}\"`"),
            );
        } else if found != wanted {
            let change = if found < wanted { "add" } else { "take out" };
            findings.report(
                Gravity::Thin,
                &stage.at,
                &format!("{word} rubric items in {name}: {found} instead of {wanted}"),
                &format!(
                    "{change} {} with `level = \"{word}\"`",
                    found.abs_diff(wanted)
                ),
            );
        }
    }
}

fn check_reference(findings: &mut Findings<'_>, stage: &Table<'_>, reference: &Text) {
    if reference.is_missing() {
        return;
    }
    let (tables, faults) = prose::tables(&reference.words);
    if tables == 0 {
        findings.report(
            Gravity::Thin,
            &stage.place("reference"),
            "the reference has no table",
            "add a Markdown table: a row of titles, `| --- | --- |`, then the rows",
        );
    }
    let lines = reference.words.lines().count();
    for fault in faults {
        let at = findings.lines.line_inside(&reference.at, fault.line, lines);
        let (message, hint) = table_words(fault.kind);
        findings.wrong(&at, &message, hint);
    }
    for target in prose::link_targets(&reference.words) {
        let is_mail = target.starts_with("mailto:");
        if let Some(fault) = names::link_fault(target).filter(|_| !is_mail) {
            let at = findings.lines.locate(&reference.at, target);
            let message = format!("{} is no link: {fault}", named(target));
            findings.wrong(
                &at,
                &message,
                "write the page's whole address, such as `https://arxiv.org`",
            );
        }
    }
}

fn table_words(fault: TableFaultKind) -> (String, &'static str) {
    match fault {
        TableFaultKind::NoRule => (
            "the table has no rule row below its titles".into(),
            "put a row of dashes there, such as `| --- | --- |`",
        ),
        TableFaultKind::NoRows => (
            "the table has titles and no rows".into(),
            "write the rows below the row of dashes",
        ),
        TableFaultKind::Columns { found, first } => (
            format!("columns in this row: {found}, in its table's first row: {first}"),
            "give each row as many cells as the first; a bar inside a cell is written `\\|`",
        ),
    }
}

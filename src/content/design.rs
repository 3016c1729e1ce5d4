//! Checks a whole design: its file name, the stages of the framework, its rubrics, references and links. The checks of a
//! single table are in `rules`.

use std::collections::HashSet;

use super::checker::Gravity;
use super::diagnostic::{listed, quoted};
use super::lines::ByteSpan;
use super::node::TomlNode;
use super::text::{bare_words, is_open};
use super::{estimate, examples, limits, markdown, names};
use crate::domain::content::design::{Design, DesignStage, Level};
use crate::domain::content::framework::{Framework, FrameworkStage};

/// Checks the design that was read from `file`. `file_id` is the id in the name of the file.
pub fn check(
    design: &Design,
    file: &TomlNode<'_>,
    file_id: Option<&str>,
    framework: Option<&Framework>,
) {
    check_file_name(&file.get("id"), &design.id, file_id);
    if let Some(framework) = framework {
        check_stages(design, file, framework);
        check_topics(file, framework);
        check_excepted(file, framework);
        check_concepts(file, framework);
        examples::check(design, file);
    }
    for (stage, node) in design.stages.iter().zip(file.get("stage").items()) {
        let is_same = |planned: &&FrameworkStage| planned.id == stage.id;
        let planned = framework.and_then(|framework| framework.stages.iter().find(is_same));
        check_minutes(stage, &node, planned);
        check_levels(stage, &node);
        check_reference(stage, &node);
    }
    for source in file.get("source").items() {
        let url = source.get("url");
        if let Some(link) = url.string() {
            report_link(&url, &url.span, link, ", or remove `url`");
        }
    }
    estimate::check(&design.estimates, &file.get("estimate"));
}

fn check_file_name(node: &TomlNode<'_>, id: &str, file_id: Option<&str>) {
    // What is read from standard input has no name.
    let is_other = |file_id: &&str| *file_id != id && *file_id != "-" && names::is_id(id);
    let Some(file_id) = file_id.filter(is_other) else {
        return;
    };
    let rename = format!("rename the file to `{id}.toml`");
    let hint = if names::is_id(file_id) {
        format!("write `id = \"{file_id}\"`, or {rename}")
    } else {
        rename
    };
    let file = quoted(&format!("{file_id}.toml"));
    node.error(
        &format!("the id is `{id}`, the name of the file is {file}"),
        &hint,
    );
}

/// Reports stages that only the design or only the framework has.
fn check_stages(design: &Design, file: &TomlNode<'_>, framework: &Framework) {
    let known = || framework.stages.iter().map(|stage| stage.id.as_str());
    let items = file.get("stage").items();
    for (stage, node) in design.stages.iter().zip(&items) {
        if !names::is_id(&stage.id) || known().any(|id| id == stage.id) {
            continue;
        }
        let hint = match names::nearest(&stage.id, known()) {
            Some(near) => format!(
                "did you mean `{near}`? a stage that the framework does not have is ignored"
            ),
            None => format!(
                "the framework has {}; other stages are ignored",
                listed(known())
            ),
        };
        let (own, theirs) = (quoted(&stage.id), quoted(&framework.id));
        let message = format!("the framework {theirs} has no stage {own}");
        node.get("id").report(Gravity::Doubtful, &message, &hint);
    }
    let missing: Vec<_> = known().filter(|id| design.stage(id).is_none()).collect();
    if !items.is_empty() && !missing.is_empty() {
        let stages = if missing.len() == 1 {
            "stage"
        } else {
            "stages"
        };
        file.checker.report(
            Gravity::Doubtful,
            &file.key_span("stage"),
            &format!("the design has nothing for the {stages} {}", listed(missing)),
            "add a `[[stage]]` with its `id`; without one a stage has only the prompts of the framework",
        );
    }
}

/// Reports topics of clarifying questions that the framework does not have.
fn check_topics(file: &TomlNode<'_>, framework: &Framework) {
    let known = || framework.topics.iter().map(|topic| topic.id.as_str());
    let clarify = file.get("clarify").items();
    for node in clarify.iter().flat_map(|node| node.get("topics").items()) {
        let Some(id) = node.string().filter(|id| known().all(|known| known != *id)) else {
            continue;
        };
        let ignored = "a topic that the framework does not have is ignored";
        let hint = match names::nearest(id, known()) {
            Some(near) => format!("did you mean `{near}`? {ignored}"),
            None => format!("{ignored}; its `[[topic]]` tables have the ids"),
        };
        let message = format!(
            "the framework {} has no topic {}",
            quoted(&framework.id),
            quoted(id)
        );
        node.report(Gravity::Doubtful, &message, &hint);
    }
}

/// Reports phrasings that a clarifying question leaves out and none of its topics has.
fn check_excepted(file: &TomlNode<'_>, framework: &Framework) {
    for node in file.get("clarify").items() {
        let ids = node.get("topics").items();
        let ids: Vec<&str> = ids.iter().filter_map(TomlNode::string).collect();
        let topics = framework.topics.iter();
        let topics = topics.filter(|topic| ids.contains(&topic.id.as_str()));
        let phrasings: HashSet<&str> = topics
            .flat_map(|topic| topic.phrasings.iter().map(String::as_str))
            .collect();
        for item in node.get("except").items() {
            if item.string().is_some_and(|text| !phrasings.contains(text)) {
                item.report(
                    Gravity::Doubtful,
                    "no topic of the question has this phrasing",
                    "write it as the framework does, or remove it",
                );
            }
        }
    }
}

/// Reports concepts of the design that no card of the framework explains. A framework without cards explains none.
fn check_concepts(file: &TomlNode<'_>, framework: &Framework) {
    if framework.concepts.is_empty() {
        return;
    }
    let names = || framework.concepts.iter().map(|card| card.name.as_str());
    let cards: HashSet<String> = names().map(bare_words).collect();
    for node in file.get("concepts").items() {
        let is_unknown = |concept: &&str| {
            let words = bare_words(concept);
            !(words.is_empty() || cards.contains(&words) || is_open(concept))
        };
        let Some(concept) = node.string().filter(is_unknown) else {
            continue;
        };
        let hint = match names::nearest(concept, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "use the name of a card, or add a `[[concept]]` to the framework".to_owned(),
        };
        let message = format!(
            "the framework {} has no card for the concept {}",
            quoted(&framework.id),
            quoted(concept)
        );
        node.report(Gravity::Doubtful, &message, &hint);
    }
}

/// Reports follow-ups whose minute is outside their stage, or outside the longest possible stage where the framework does
/// not have the stage.
fn check_minutes(stage: &DesignStage, node: &TomlNode<'_>, planned: Option<&FrameworkStage>) {
    let most = planned.map_or(limits::MINUTES, |planned| {
        planned.budget.as_secs_f64() / 60.0
    });
    let name = planned.map_or("a stage".to_owned(), |planned| quoted(&planned.id));
    for (follow_up, node) in stage.follow_ups.iter().zip(node.get("follow_up").items()) {
        let minute = follow_up.minute;
        if minute < 0.0 || minute > most {
            node.get("minute").error(
                &format!("minute {minute} is outside its stage: {name} lasts from 0 to {most}"),
                "count the minutes from the start of the stage",
            );
        }
    }
}

/// Reports a rubric with a wrong number of items of a level. Without items, empty notes would reach the level.
fn check_levels(stage: &DesignStage, node: &TomlNode<'_>) {
    let words = Level::ALL.map(Level::word);
    let is_known = |item: TomlNode<'_>| {
        item.get("level")
            .string()
            .is_some_and(|it| words.contains(&it))
    };
    let counts = limits::RUBRIC.map(|(level, wanted)| {
        let items = stage.rubric.iter().filter(|item| item.level == level);
        (level.word(), items.count(), wanted)
    });
    let wrong = counts.iter().filter(|(_, found, wanted)| found != wanted);
    let changes: Vec<_> = wrong
        .map(|(word, found, wanted)| {
            let verb = if found < wanted { "add" } else { "remove" };
            let count = found.abs_diff(*wanted);
            format!("{verb} {count} with `level = \"{word}\"`")
        })
        .collect();
    if changes.is_empty() || !node.get("rubric").items().into_iter().all(is_known) {
        return;
    }
    let lacks_level = counts.iter().any(|(_, found, _)| *found == 0);
    let gravity = if lacks_level && !stage.rubric.is_empty() {
        Gravity::Wrong
    } else {
        Gravity::Thin
    };
    let needs = counts.map(|(word, _, wanted)| format!("{wanted} {word}"));
    let has = counts.map(|(word, found, _)| format!("{found} {word}"));
    node.report(
        gravity,
        &format!(
            "the rubric of {} needs {} items and has {}",
            quoted(&stage.id),
            needs.join(", "),
            has.join(", ")
        ),
        &format!("`[[stage.rubric]]`: {}", changes.join(", ")),
    );
}

fn check_reference(stage: &DesignStage, node: &TomlNode<'_>) {
    let reference = node.get("reference");
    let Some(written) = reference.string().filter(|_| !stage.reference.is_empty()) else {
        return;
    };
    let (tables, faults) = markdown::tables(written);
    if tables == 0 {
        reference.report(
            Gravity::Thin,
            "the reference has no table",
            "add a Markdown table: a row of titles, `| --- | --- |`, then the rows",
        );
    }
    let lines = &reference.checker.lines;
    for fault in faults {
        let at = lines.line_inside(&reference.span, fault.line, fault.row);
        reference
            .checker
            .report(Gravity::Wrong, &at, &fault.message, fault.hint);
    }
    for target in markdown::link_targets(written).filter(|target| !target.starts_with("mailto:")) {
        report_link(
            &reference,
            &lines.locate(&reference.span, target),
            target,
            "",
        );
    }
}

/// Reports a link with a wrong form; `instead` ends the hint with another way to correct it.
fn report_link(node: &TomlNode<'_>, at: &ByteSpan, link: &str, instead: &str) {
    if let Some(fault) = names::link_fault(link) {
        let message = format!("{} is not a link: {fault}", quoted(link));
        let hint =
            format!("write the whole address, such as `https://arxiv.org/abs/1706.03762`{instead}");
        node.checker.report(Gravity::Wrong, at, &message, &hint);
    }
}

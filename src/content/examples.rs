//! Checks the examples of a design: that the ranking agrees with the lines of each rubric item, and that the sums in the
//! model notes are right.

use super::checker::Gravity;
use super::diagnostic::quoted;
use super::node::TomlNode;
use super::text::is_open;
use crate::domain::calc::{self, Sheet, result, sum_line};
use crate::domain::content::design::{Design, DesignStage, RubricItem};
use crate::domain::judging::ranking::ReadRubric;

/// Checks the examples of every stage.
pub fn check(design: &Design, file: &TomlNode<'_>) {
    let stages = file.get("stage").items();
    check_lines(&design.stages, &stages);
    check_sums(&design.stages, &stages);
}

/// Reports items of which a line that comes near is ranked before all lines that show them.
fn check_lines(stages: &[DesignStage], nodes: &[TomlNode<'_>]) {
    let rubrics = stages.iter().map(|stage| stage.rubric.as_slice());
    let rubrics: Vec<&[RubricItem]> = rubrics.collect();
    for (misleading, node) in ReadRubric::misleading(&rubrics).iter().zip(nodes) {
        let items = node.get("rubric").items();
        for (line, item) in misleading.iter().zip(&items) {
            let Some(line) = line.filter(|line| !is_open(line)) else {
                continue;
            };
            let lines = item.get("near").items();
            let written = |node: &&TomlNode<'_>| node.string().is_some_and(|it| it.trim() == line);
            let at = lines.iter().find(written).map(|node| node.span.clone());
            item.checker.report(
                Gravity::Thin,
                &at.unwrap_or(item.span.clone()),
                &format!("the line {} is ranked before each line of `shows`", quoted(line)),
                "add the words of the lines of `shows` to `signals`, or make this line less like the item",
            );
        }
    }
}

/// Reports sums of the model notes and of the references with another result than the one that Enter gives in an interview.
fn check_sums(stages: &[DesignStage], nodes: &[TomlNode<'_>]) {
    // The notes of a stage continue those of the stage before, each reference is a text of its own.
    let mut above: Vec<&str> = Vec::new();
    for (stage, node) in stages.iter().zip(nodes) {
        check_sums_of(&stage.notes, &node.get("notes"), &mut above);
        check_sums_of(&stage.reference, &node.get("reference"), &mut Vec::new());
    }
}

/// Reports the wrong sums of one text. `above` are the lines before it; its own lines are added.
fn check_sums_of<'a>(text: &'a str, node: &TomlNode<'_>, above: &mut Vec<&'a str>) {
    for (number, line) in text.lines().enumerate() {
        if let Some((message, hint)) = sum_fault(line, above) {
            let at = (node.checker.lines).line_inside(&node.span, number, line);
            node.checker.report(Gravity::Thin, &at, &message, &hint);
        }
        above.push(line);
    }
}

/// What is wrong with the result of a line, and how to correct it. `above` are the lines before it.
fn sum_fault(text: &str, above: &[&str]) -> Option<(String, String)> {
    let written = result(text)?;
    let line = sum_line(text)?;
    let sheet = Sheet::above(&line, above.iter().rev());
    let Ok(answer) = sheet.compute(&line) else {
        let hint = "write a sum that Enter computes in an interview, or no `→`";
        let message = format!("the sum {} cannot be computed", quoted(line.expression));
        return Some((message, hint.to_owned()));
    };
    let computed = calc::text(&answer.quantity);
    // A comment may stand behind the result.
    let comments = [" (", ", ", "; "];
    let rest = written.strip_prefix(&computed);
    let is_right = rest.is_some_and(|rest| {
        rest.is_empty() || comments.iter().any(|comment| rest.starts_with(comment))
    });
    (!is_right).then(|| {
        let message = format!(
            "the sum gives {}, not {}",
            quoted(&computed),
            quoted(written)
        );
        (message, format!("write `→ {computed}`, or correct the sum"))
    })
}

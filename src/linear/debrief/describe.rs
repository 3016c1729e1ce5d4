//! What is said in the debrief, as lines of text.

use super::{DebriefRoom, RoomPage, Step};
use crate::domain::judging::anchor::LinePosition;
use crate::domain::judging::debrief_pages::{self, NO_BREAK, Section};
use crate::domain::judging::evidence::PlacedEvidence;
use crate::domain::judging::facts::SessionFacts;
use crate::domain::judging::next_steps::{EarlierSteps, next_steps, outcomes};
use crate::domain::judging::rubric::{level_text, standing};
use crate::domain::judging::summary::{lost_to_overruns, record, shown_items};
use crate::domain::prose;
use crate::domain::session::Condition;
use crate::domain::session::time_table::TimeTable;
use crate::domain::session::timeline::clock;
use crate::domain::units::minute;
use crate::linear::describe::capital;

/// The first lines of a stage: its title, its time, and its notes.
pub(super) fn stage(room: &DebriefRoom, stage: usize) -> Vec<String> {
    let session = room.session();
    let (number, count) = (stage + 1, session.stages.len());
    let title = &session.head.plan.stages[stage].title;
    let times = room.with_facts(|facts| facts.pace.stages[stage].times);
    let (spent, planned) = (clock(times.spent), clock(times.planned));
    let mut lines = vec![format!(
        "Stage {number} of {count}: {title}, {spent} of {planned}."
    )];
    lines.extend(crate::linear::describe::notes(session, stage));
    lines
}

/// What a step asks for.
pub(super) fn question(room: &DebriefRoom, step: &Step) -> Vec<String> {
    match step {
        Step::Item {
            stage,
            item,
            lines,
            is_clear,
        } => ask_item(room, *stage, *item, lines, *is_clear),
        Step::Close { .. } => vec![
            "That was the last item. 1: close the stage, then read its answer. 2: list the marks. An empty line takes 1."
                .into(),
        ],
        Step::Page(RoomPage::Summary) if next_step(room, 1).is_some() => {
            vec!["An empty line continues. The number of a next step says it again.".into()]
        }
        Step::Answer { .. } | Step::Page(_) => vec!["An empty line continues.".into()],
        Step::NextTime => {
            let now = room.session().next_time.as_deref().unwrap_or_default();
            let now = if now.is_empty() {
                String::new()
            } else {
                format!(" It is now: {now}")
            };
            vec![format!(
                "Next time I will ... Type the line, or an empty line: both end the debrief.{now}"
            )]
        }
    }
}

fn ask_item(
    room: &DebriefRoom,
    stage: usize,
    item: usize,
    likely: &[LinePosition],
    is_clear: bool,
) -> Vec<String> {
    let rubric = room.rubric(stage);
    let Some(asked) = rubric.get(item) else {
        return Vec::new();
    };
    let (number, all) = (item + 1, rubric.len());
    let mut text = vec![format!(
        "Item {number} of {all}, {}: {}.",
        asked.level.word(),
        asked.look_for
    )];
    text.push(mark(room, stage, item));
    for (label, sentence) in [("Why", &asked.why), ("Write", &asked.how)] {
        text.extend((!sentence.is_empty()).then(|| format!("{label}: {sentence}")));
    }
    text.extend(lines(room, likely));
    text.push(match (likely.is_empty(), is_clear) {
        (true, _) if room.session().stages[stage].notes.is_empty() => {
            "No line seems to show it. Type words to search for, or 0 for not shown.".to_owned()
        }
        (true, _) => {
            "No line seems to show it. Type the number of a line of this stage, words to search for, or 0 for not shown."
                .to_owned()
        }
        (false, true) => {
            "An empty line takes 1. Type another number, words to search for, or 0 for not shown."
                .to_owned()
        }
        (false, false) => {
            "No line stands out. Type a number, words to search for, or 0 for not shown.".to_owned()
        }
    });
    text
}

/// Lines of the notes, numbered, each with its place and its minute.
pub(super) fn lines(room: &DebriefRoom, positions: &[LinePosition]) -> Vec<String> {
    let session = room.session();
    let lines = (1..).zip(positions).map(|(number, position)| {
        let notes = &session.stages[position.stage].notes;
        let short = &session.head.plan.stages[position.stage].short;
        let text = notes.line(position.line);
        let minute = minute(notes.touched(position.line));
        let line = position.line + 1;
        format!(
            "{number}: {short} line {line}, minute {minute}: {}",
            text.trim()
        )
    });
    lines.collect()
}

/// How an item is marked now.
pub(super) fn mark(room: &DebriefRoom, stage: usize, item: usize) -> String {
    let session = room.session();
    let state = &session.stages[stage];
    if let Some(evidence) = state.evidence.get(&item) {
        let placed = PlacedEvidence::of(evidence, session);
        let place = placed.location();
        let short = &session.head.plan.stages[place.stage].short;
        let change = placed
            .change()
            .map_or(String::new(), |it| format!(" ({it})"));
        let text = evidence.text.trim();
        return format!("Shown by {short} line {}{change}: {text}", place.line + 1);
    }
    if state.not_shown.contains(&item) {
        "Not shown.".into()
    } else {
        "Not marked yet.".into()
    }
}

/// The items of a stage with their marks, and the level so far.
pub(super) fn items(room: &DebriefRoom, stage: usize) -> Vec<String> {
    let rubric = room.rubric(stage);
    let items = (1..).zip(rubric).enumerate().map(|(item, (number, it))| {
        let mark = mark(room, stage, item);
        format!("{number}, {}: {}. {mark}", it.level.word(), it.look_for)
    });
    let mut lines: Vec<String> = items.collect();
    let evidence = &room.session().stages[stage].evidence;
    let shown = (0..rubric.len()).map(|item| evidence.contains_key(&item));
    let standing = standing(&shown.collect::<Vec<_>>(), rubric);
    let level = level_text(Some(standing.level));
    lines.push(format!(
        "Level so far: {level}. {}",
        standing.sentences.join(" ")
    ));
    lines
}

/// The level of a closed stage.
pub(super) fn level(room: &DebriefRoom, stage: usize) -> Vec<String> {
    let state = &room.session().stages[stage];
    let title = &room.session().head.plan.stages[stage].title;
    let verdict = room.debrief.verdict(stage, room.rubric(stage));
    let level = level_text(state.level);
    let mut lines = vec![format!(
        "{title}: level {level}. {}.",
        capital(&verdict.reason.to_string())
    )];
    if state.marked_after_reference {
        lines.push("A mark was changed after the answer was opened; the record says so.".into());
    }
    lines
}

/// The answer of the design to a stage, and the common mistakes.
pub(super) fn answer(room: &DebriefRoom, stage: usize) -> Vec<String> {
    let own = match &room.design {
        Err(why) => return vec![format!("The design of this session cannot be read: {why}.")],
        Ok(_) => room.stage(stage),
    };
    let Some(own) = own else {
        return vec!["The design has no answer to this stage.".into()];
    };
    let as_written = |text: &str| text.trim_end().lines().map(str::to_owned).collect();
    let parts: [(_, Vec<String>); 3] = [
        ("Reference notes:", as_written(&own.notes)),
        ("Diagram:", as_written(&own.diagram)),
        ("A strong answer:", prose::lines(&own.reference)),
    ];
    let mut lines = Vec::new();
    for (title, text) in parts.into_iter().filter(|(_, text)| !text.is_empty()) {
        lines.extend((!lines.is_empty()).then(String::new));
        lines.push(title.to_owned());
        lines.extend(text);
    }
    if !own.mistakes.is_empty() {
        lines.extend([String::new(), "Common mistakes:".into()]);
        lines.extend(own.mistakes.iter().map(|mistake| format!("- {mistake}")));
    }
    lines
}

/// A page behind the stages.
pub(super) fn page(room: &DebriefRoom, page: RoomPage) -> Vec<String> {
    match page {
        RoomPage::Interviewer => {
            room.with_facts(|facts| sections(debrief_pages::interviewer(facts)))
        }
        RoomPage::Sums => room.with_facts(|facts| {
            let mut all = Vec::from(debrief_pages::sums(facts));
            all.extend(debrief_pages::mistakes(facts));
            sections(all)
        }),
        RoomPage::Reviews => room.with_facts(reviews),
        RoomPage::Summary => room.with_facts(|facts| summary(facts, room.earlier.as_ref())),
    }
}

fn sections(sections: Vec<Section>) -> Vec<String> {
    let mut lines = Vec::new();
    for section in sections {
        let count = if section.count.is_empty() {
            String::new()
        } else {
            format!(", {}", section.count)
        };
        lines.push(format!("{}{count}:", section.title));
        if section.entries.is_empty() {
            lines.push(section.empty.to_owned());
        }
        for entry in section.entries {
            let place = entry.place.to_string();
            let lead = if place.is_empty() { "-" } else { &place };
            let text = entry.text.replace(NO_BREAK, " ");
            lines.push(format!("{lead} {text}"));
            lines.extend(entry.details);
        }
    }
    lines
}

/// Messages, levels and comments of the coaches.
fn reviews(facts: &SessionFacts<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, (coach, review)) in facts.reviews.iter().enumerate() {
        lines.push(format!("Review by {coach}:"));
        lines.extend(review.message.paragraphs().map(str::to_owned));
        lines.extend(review.message.to_fix().map(|fix| format!("To fix: {fix}")));
        let goal = review.message.goal();
        lines.extend(goal.map(|goal| format!("Goal for the next session: {goal}")));
        for (stage, (plan, _)) in facts.stages().enumerate() {
            let (own, theirs) = facts.levels(stage);
            let theirs = level_text(theirs.get(index).copied().flatten());
            lines.push(format!(
                "{}: self {}, coach {theirs}.",
                plan.title,
                level_text(own)
            ));
        }
        for placed in facts.comments_of(index) {
            let comment = placed.comment;
            let on = if comment.anchor.is_on_stage() {
                "on the stage".to_owned()
            } else if placed.position.is_none() {
                format!("on removed text, {}", comment.anchor.text)
            } else {
                format!("on: {}", comment.anchor.text)
            };
            lines.push(format!("{}: {} ({on})", comment.kind.word(), comment.text));
        }
    }
    if lines.is_empty() {
        lines.push("No coach has published a review.".into());
    }
    lines
}

/// The lines of a next step, counted from 1; `None` where there is no such step.
pub(super) fn next_step(room: &DebriefRoom, number: usize) -> Option<Vec<String>> {
    let index = number.checked_sub(1)?;
    room.with_facts(|facts| step_lines(facts).nth(index))
        .map(Vec::from)
}

/// What to do next, and the command that does it, of each next step.
fn step_lines(facts: &SessionFacts<'_>) -> impl Iterator<Item = [String; 2]> {
    let steps = (1..).zip(next_steps(facts));
    steps.map(|(number, step)| {
        let text = format!("Next step {number}: {}", step.text());
        [text, format!("  {}", step.command)]
    })
}

fn summary(facts: &SessionFacts<'_>, earlier: Option<&EarlierSteps>) -> Vec<String> {
    let session = facts.report.session;
    let condition: Vec<&str> = session
        .condition()
        .into_iter()
        .map(Condition::word)
        .collect();
    let mut lines = vec![format!("Summary. Condition: {}.", condition.join(", "))];
    let times = TimeTable::of(session, &facts.pace);
    let comma = |text: String| {
        if text.is_empty() {
            text
        } else {
            format!(", {text}")
        }
    };
    for (stage, (row, (_, state))) in times.rows.iter().zip(facts.stages()).enumerate() {
        lines.push(format!(
            "{}: {}, {} of {} items shown, {} of {}{}.",
            row.title,
            level_text(state.level),
            state.evidence.len(),
            facts.report.rubric(stage).len(),
            clock(row.times.spent),
            clock(row.times.planned),
            comma(row.difference_text()),
        ));
    }
    let (total, (shown, all)) = (times.total, shown_items(facts));
    let weakest = comma(facts.weakest_text().unwrap_or_default());
    lines.push(format!(
        "Total: {shown} of {all} items shown, {} of {}{}{weakest}.",
        clock(total.spent),
        clock(total.planned),
        comma(times.differences_text()),
    ));
    lines.extend(step_lines(facts).flatten());
    for (task, is_met) in earlier.map_or_else(Vec::new, |earlier| outcomes(earlier, facts)) {
        let word = match is_met {
            Some(true) => "met",
            Some(false) => "open",
            None => "not tested this time",
        };
        lines.push(format!("Step of the session before, {word}: {task}"));
    }
    lines.extend(lost_to_overruns(facts));
    lines.extend(record(facts));
    let next = facts.report.next_time();
    lines.extend(next.map(|next| format!("Next time I will {next}")));
    lines
}

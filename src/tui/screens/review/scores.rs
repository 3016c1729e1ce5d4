//! Scores as Markdown: the coach's levels, and once revealed the self-scores and other coaches' levels.

use std::fmt::Write;

use super::ReviewScreen;
use crate::domain::judging::report::early_message;
use crate::domain::judging::review::{CoachMark, Review};
use crate::domain::judging::rubric::{level_gap, level_text};
use crate::domain::units::date;
use crate::tui::widgets::markdown::{cell, part};

/// The parts of the page.
pub(super) fn parts(screen: &ReviewScreen) -> Vec<String> {
    let mut parts = vec![publication(screen), levels(screen)];
    if screen.is_revealed() {
        parts.extend(differences(screen));
    }
    parts.push(about(screen));
    parts
}

/// A table with a row for each stage: the coach's level, and once revealed the self-score, the gap, other levels.
fn levels(screen: &ReviewScreen) -> String {
    let revealed = screen.is_revealed();
    let others = screen.others.iter().filter(|_| revealed);
    let mut head = String::from("| Stage | Yours |");
    let mut rule = String::from("|---|---|");
    if revealed {
        head.push_str(" Candidate | Gap |");
        rule.push_str("---|---|");
    }
    for other in others.clone() {
        let _ = write!(head, " {} |", cell(&other.coach));
        rule.push_str("---|");
    }
    let mut text = format!("{head}\n{rule}\n");
    for (index, plan) in screen.session.head.plan.stages.iter().enumerate() {
        let level_of = |review: &Review| {
            let verdict = review.verdict(index, screen.rubric(index));
            verdict.map(|verdict| verdict.level)
        };
        let level = level_of(&screen.review);
        let (title, shown) = (cell(&plan.title), level_or_progress(screen, index, level));
        let _ = write!(text, "| {title} | {shown} |");
        if revealed {
            let own = screen.session.stages[index].level;
            let _ = write!(text, " {} | {} |", level_text(own), level_gap(own, level));
        }
        for other in others.clone() {
            let _ = write!(text, " {} |", level_text(level_of(other)));
        }
        text.push('\n');
    }
    if let Some(early) = early_message(&screen.session).filter(|_| revealed) {
        let _ = writeln!(text, "\nThe candidate {early}.");
    }
    text
}

/// The coach's level of a stage, or how far its marks are.
fn level_or_progress(screen: &ReviewScreen, stage: usize, level: Option<u8>) -> String {
    let items = screen.rubric(stage).len();
    if items == 0 {
        "no rubric".to_owned()
    } else if !screen.is_scored(stage) {
        format!("{} of {items} marked", screen.review.marked(stage, items))
    } else {
        level.map_or("not assessed".to_owned(), |level| level_text(Some(level)))
    }
}

/// The rubric items that coach and candidate marked differently.
fn differences(screen: &ReviewScreen) -> Vec<String> {
    let stages = screen.session.head.plan.stages.iter().enumerate();
    let parts = stages.filter_map(|(index, plan)| {
        let state = &screen.session.stages[index];
        state.level?;
        let mut lines = String::new();
        for (item, wanted) in screen.rubric(index).iter().enumerate() {
            let own = state.evidence.contains_key(&item);
            let difference = match (own, screen.review.mark_of(index, item)) {
                (true, Some(CoachMark::NotShown)) => "the candidate found it, you did not",
                (false, Some(CoachMark::Shown(_))) => "you found it, the candidate did not",
                _ => continue,
            };
            let _ = writeln!(lines, "- {}: {difference}", cell(&wanted.look_for));
        }
        let heading = format!("{}: marked differently", plan.title);
        let mut text = String::new();
        part(&mut text, &heading, &lines);
        (!lines.is_empty()).then_some(text)
    });
    parts.collect()
}

/// Whether the review is published.
fn publication(screen: &ReviewScreen) -> String {
    match screen.review.published {
        None => "Not published: only you see this review. `p` publishes it.\n".to_owned(),
        Some(published) => {
            let changed = if published.is_changed {
                ", changed after publishing: `p` publishes the changes"
            } else {
                ""
            };
            format!("Published {}{changed}.\n", date(published.at))
        }
    }
}

/// When the scores were revealed, and once they are the candidate's line for next time.
fn about(screen: &ReviewScreen) -> String {
    let mut text = String::new();
    match screen.review.revealed {
        None => {
            let (scored, all) = screen.scored();
            let once = if scored < all {
                " once every stage is scored"
            } else {
                ""
            };
            let _ = writeln!(
                text,
                "{scored} of {all} stages scored. The candidate's own marks and other coaches' reviews are hidden: \
                 `v` reveals them{once}.\n"
            );
        }
        Some(revealed) => {
            let early = if revealed.early {
                ", before every stage was scored"
            } else {
                ""
            };
            let at = date(revealed.at);
            let _ = writeln!(text, "Revealed {at}{early}.\n");
        }
    }
    let after = screen.review.marked_after_reveal.iter();
    let after = after.filter_map(|stage| screen.session.head.plan.stages.get(*stage));
    let after: Vec<String> = after.map(|plan| cell(&plan.short)).collect();
    if !after.is_empty() {
        let _ = writeln!(text, "Marked after that: {}.\n", after.join(", "));
    }
    let next_time = screen.session.next_time.as_ref();
    if let Some(line) = next_time.filter(|line| screen.is_revealed() && !line.is_empty()) {
        let _ = writeln!(text, "Next time I will {}\n", cell(line));
    }
    text
}

//! Scores side by side, as Markdown: the coach's, and once they are revealed the candidate's own and other coaches'.

use std::fmt::Write;

use super::ReviewScreen;
use crate::domain::judging::review::{CoachMark, Review};
use crate::domain::judging::rubric::{level_gap, level_text};
use crate::domain::units::date;
use crate::tui::widgets::markdown::{cell, part};

/// The parts of the page.
pub(super) fn parts(screen: &ReviewScreen) -> Vec<String> {
    let mut parts = vec![levels(screen)];
    if screen.is_revealed() {
        parts.extend(differences(screen));
    }
    parts.push(about(screen));
    parts
}

/// A row a stage: the coach's level, and once revealed the candidate's, the gap, and others'.
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
    for (place, plan) in screen.session.head.plan.stages.iter().enumerate() {
        let level_of = |review: &Review| {
            let verdict = review.verdict(place, screen.rubric(place));
            verdict.map(|verdict| verdict.level)
        };
        let mine = level_of(&screen.review);
        let _ = write!(
            text,
            "| {} | {} |",
            cell(&plan.title),
            yours(screen, place, mine)
        );
        if revealed {
            let own = screen.session.stages[place].level;
            let _ = write!(text, " {} | {} |", level_text(own), level_gap(own, mine));
        }
        for other in others.clone() {
            let _ = write!(text, " {} |", level_text(level_of(other)));
        }
        text.push('\n');
    }
    text
}

fn yours(screen: &ReviewScreen, stage: usize, level_of: Option<u8>) -> String {
    let items = screen.rubric(stage).len();
    if items == 0 {
        "no rubric".to_owned()
    } else if !screen.is_scored(stage) {
        format!("{} of {items} marked", screen.review.marked(stage, items))
    } else {
        level_of.map_or("not assessed".to_owned(), |mine| level_text(Some(mine)))
    }
}

/// The rubric items that coach and candidate marked differently.
fn differences(screen: &ReviewScreen) -> Vec<String> {
    let stages = screen.session.head.plan.stages.iter().enumerate();
    let parts = stages.filter_map(|(place, plan)| {
        let page = &screen.session.stages[place];
        page.level?;
        let mut lines = String::new();
        for (item, wanted) in screen.rubric(place).iter().enumerate() {
            let own = page.evidence.contains_key(&item);
            let words = match (own, screen.review.mark_of(place, item)) {
                (true, Some(CoachMark::NotShown)) => "the candidate found it, you did not",
                (false, Some(CoachMark::Shown(_))) => "you found it, the candidate did not",
                _ => continue,
            };
            let _ = writeln!(lines, "- {}: {words}", cell(&wanted.look_for));
        }
        let mut text = String::new();
        part(
            &mut text,
            &format!("{}: marked differently", plan.title),
            &lines,
        );
        (!lines.is_empty()).then_some(text)
    });
    parts.collect()
}

/// What the record says of revealing, and the line for next time once it may be seen.
fn about(screen: &ReviewScreen) -> String {
    let mut text = String::new();
    match screen.review.revealed {
        None => {
            let (scored, all) = screen.scored();
            let _ = writeln!(
                text,
                "{scored} of {all} stages scored. The candidate's own marks and other coaches' reviews are hidden: \
                 `v` reveals them once every stage is scored.\n"
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
    let after = after.filter_map(|place| screen.session.head.plan.stages.get(*place));
    let after: Vec<String> = after.map(|plan| cell(&plan.short)).collect();
    if !after.is_empty() {
        let _ = writeln!(text, "Marked after that: {}.\n", after.join(", "));
    }
    if screen.is_revealed()
        && let Some(words) = screen
            .session
            .next_time
            .as_ref()
            .filter(|words| !words.is_empty())
    {
        let _ = writeln!(text, "Next time I will {}\n", cell(words));
    }
    text
}

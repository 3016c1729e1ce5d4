//! The page shown for a closed stage, as Markdown: its level, the model notes with their diagram, the explanation, what
//! each prompt listens for, strong replies to the follow-ups, common mistakes.

use std::fmt::Write;

use crate::domain::content::design::{Design, DesignStage};
use crate::domain::judging::rubric::{Verdict, level_text};
use crate::domain::session::Session;
use crate::domain::session::timeline::clock;
use crate::tui::widgets::answer;
use crate::tui::widgets::markdown::{cell, part};

/// The page of a stage, in parts that are parsed separately.
pub fn parts(
    session: &Session,
    design: Result<&Design, &String>,
    stage: usize,
    verdict: &Verdict,
) -> Vec<String> {
    let design = match design {
        Ok(design) => design,
        Err(why) => return vec![unreadable(why)],
    };
    let own = design.stage(&session.head.plan.stages[stage].id);
    let mut parts = vec![level(session, stage, verdict)];
    if let Some(own) = own {
        parts.extend(answer::parts(own));
    }
    let mut rest = String::new();
    part(
        &mut rest,
        "What is listened for",
        &listened_for(session, stage),
    );
    if let Some(own) = own {
        part(&mut rest, "Follow-ups", &follow_ups(session, own, stage));
        part(&mut rest, "Common mistakes", &mistakes(own));
    }
    parts.push(rest);
    parts.retain(|part| !part.trim().is_empty());
    parts
}

fn unreadable(why: &str) -> String {
    format!(
        "The design of this session cannot be read: {}\n\nThere is no rubric and no answer to \
         compare the notes with: only the notes, and how the time went.\n",
        cell(why)
    )
}

fn level(session: &Session, stage: usize, verdict: &Verdict) -> String {
    let stage_state = &session.stages[stage];
    let Some(level) = stage_state.level else {
        return "This stage has no rubric, and so no level.\n".into();
    };
    let mut text = format!("## Level {}\n\n", level_text(Some(level)));
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{}\n", cell(&verdict.reason.to_string()));
    if stage_state.marked_after_reference {
        text.push_str("A mark was changed after this answer was opened; the record says so.\n");
    }
    text
}

fn listened_for(session: &Session, stage: usize) -> String {
    let mut text = String::new();
    let prompts = session.head.plan.stages[stage].prompts.iter().enumerate();
    for (index, prompt) in prompts.filter(|(_, prompt)| !prompt.listen_for.is_empty()) {
        let covered = session.stages[stage].covered.contains(&index);
        let mark = if covered { "covered" } else { "not covered" };
        let (ask, listen) = (cell(&prompt.ask), cell(&prompt.listen_for));
        let _ = writeln!(text, "- **{ask}** ({mark})\\\n  {listen}");
    }
    text
}

/// The follow-ups that were asked in a stage, each with what a strong reply says.
fn follow_ups(session: &Session, own: &DesignStage, stage: usize) -> String {
    let mut text = String::new();
    for asked in &session.stages[stage].follow_ups {
        let (at, ask) = (clock(asked.at), cell(&asked.ask));
        let strong = own.follow_ups.get(asked.follow_up);
        let strong = strong.map_or(String::new(), |follow_up| {
            format!("\\\n  A strong reply: {}", cell(&follow_up.strong))
        });
        let _ = writeln!(text, "- {at} **{ask}**{strong}");
    }
    text
}

/// The common mistakes of a stage.
fn mistakes(own: &DesignStage) -> String {
    let items = own.mistakes.iter();
    let items = items.map(|item| format!("- {}\n", cell(item)));
    items.collect()
}

//! What a closed stage is held against, as Markdown: the level in words, the reference answer, what is listened for,
//! what a strong reply to each follow-up holds, common mistakes.

use std::fmt::Write;

use crate::domain::content::design::{Design, DesignStage};
use crate::domain::judging::rubric::{Verdict, level_text};
use crate::domain::session::Session;
use crate::domain::session::timeline::clock;
use crate::tui::widgets::markdown::{cell, part};

/// The page of a stage, in parts that are read apart.
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
    let id = session.head.plan.stages.get(stage).map(|plan| &plan.id);
    let own = design.stages.iter().find(|own| Some(&own.id) == id);
    let mut parts = vec![level(session, stage, verdict)];
    if let Some(own) = own.filter(|own| !own.reference.trim().is_empty()) {
        parts.push("### A strong answer".into());
        parts.push(own.reference.clone());
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
        "The design of this session cannot be read: {}\n\nSo there is no rubric and no answer to hold the notes \
         against: only the notes, and how the time went.\n",
        cell(why)
    )
}

fn level(session: &Session, stage: usize, verdict: &Verdict) -> String {
    let page = &session.stages[stage];
    let Some(level) = page.level else {
        return "This stage has no rubric, and so no level.\n".into();
    };
    let mut text = format!("## Level {}\n\n", level_text(Some(level)));
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{}\n", cell(&verdict.reason.to_string()));
    if page.marked_after_reference {
        text.push_str("A mark was changed after this answer was opened; the record says so.\n");
    }
    text
}

fn listened_for(session: &Session, stage: usize) -> String {
    let mut text = String::new();
    let prompts = session.head.plan.stages[stage].prompts.iter().enumerate();
    for (place, prompt) in prompts.filter(|(_, prompt)| !prompt.listen_for.is_empty()) {
        let covered = session.stages[stage].covered.contains(&place);
        let mark = if covered { "covered" } else { "not covered" };
        let (ask, listen) = (cell(&prompt.ask), cell(&prompt.listen_for));
        let _ = writeln!(text, "- **{ask}** ({mark})\\\n  {listen}");
    }
    text
}

/// The follow-ups of a stage that came, with what a strong reply holds.
pub fn follow_ups(session: &Session, own: &DesignStage, stage: usize) -> String {
    let mut text = String::new();
    for (place, ask, at) in &session.stages[stage].follow_ups {
        let (at, ask) = (clock(*at), cell(ask));
        let strong = own.follow_ups.get(*place);
        let strong = strong.map_or(String::new(), |follow_up| {
            format!("\\\n  A strong reply: {}", cell(&follow_up.strong))
        });
        let _ = writeln!(text, "- {at} **{ask}**{strong}");
    }
    text
}

/// The common mistakes of a stage.
pub fn mistakes(own: &DesignStage) -> String {
    let mut text = String::new();
    for item in &own.mistakes {
        let _ = writeln!(text, "- {}", cell(item));
    }
    text
}

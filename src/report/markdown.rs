//! A session as a page of Markdown: condition, pace, notes by stage. `page` is `notes.md` in the session's folder,
//! `report` what `forty export --format md` prints.

mod report;

use std::fmt::Write;
use std::time::Duration;

use super::{clock, condition, lines, place as where_it_stands, said, status, words};
use crate::domain::sanitize;
use crate::domain::session::{Gap, Session};
pub use report::report;

/// The candidate's own page of a session.
pub fn page(session: &Session) -> String {
    let mut page = String::new();
    heading(&mut page, session);
    line(
        &mut page,
        &format!("- condition: {}", condition(session).join(", ")),
    );
    line(&mut page, &format!("- seed: {}", session.head.seed));
    pace(&mut page, session);
    gaps(&mut page, &session.gaps);
    for place in 0..session.pages.len() {
        stage(&mut page, session, place);
    }
    let next_time = session.next_time.as_deref();
    next(&mut page, next_time.filter(|line| !line.is_empty()));
    page
}

/// The line "next time I will ...", where something was written.
fn next(page: &mut String, text: Option<&str>) {
    if let Some(text) = text {
        line(page, "");
        line(page, "## Next time");
        line(page, "");
        line(page, &format!("Next time I will {}", inline(text)));
    }
}

/// Whose run it was, and when.
fn heading(page: &mut String, session: &Session) {
    let head = &session.head;
    let timeline = session.timeline_now();
    let started = head.wall.format("%Y-%m-%d %H:%M %:z");
    line(page, &format!("# {}", inline(&head.design.title)));
    line(page, "");
    line(
        page,
        &format!(
            "- session: `{}`, {}",
            sanitize::line(&head.id),
            status(session)
        ),
    );
    line(page, &format!("- candidate: {}", inline(&head.candidate)));
    line(page, &format!("- started: {started}"));
    if let Some(ended) = session.ended {
        line(
            page,
            &format!("- finished: {}", ended.format("%Y-%m-%d %H:%M %:z")),
        );
    }
    let (elapsed, planned) = (clock(timeline.elapsed()), clock(timeline.planned()));
    line(page, &format!("- interview time: {elapsed} of {planned}"));
}

fn pace(page: &mut String, session: &Session) {
    line(page, "");
    line(page, "| stage | planned | spent | over | prompts covered |");
    line(page, "|---|---:|---:|---:|---:|");
    let timeline = session.timeline_now();
    for (place, time) in timeline.stages.iter().enumerate() {
        let plan = &session.head.plan.stages[place];
        let title = inline(&plan.title).replace('|', "\\|");
        let (planned, spent, over) = (clock(time.planned), clock(time.spent), clock(time.over()));
        let covered = format!(
            "{} of {}",
            session.pages[place].covered.len(),
            plan.prompts.len()
        );
        line(
            page,
            &format!("| {title} | {planned} | {spent} | {over} | {covered} |"),
        );
    }
}

fn gaps(page: &mut String, gaps: &[Gap]) {
    if gaps.is_empty() {
        return;
    }
    line(page, "");
    line(page, "Not counted:");
    line(page, "");
    for gap in gaps {
        let length = gap.length.map_or("until now".to_owned(), |length| {
            format!("for {}", clock(length))
        });
        let since = gap.since.format("%Y-%m-%d %H:%M");
        line(
            page,
            &format!(
                "- {} at {} {length}, since {since}",
                gap.why.word(),
                clock(gap.at)
            ),
        );
    }
}

fn stage(page: &mut String, session: &Session, place: usize) {
    covered(page, session, place);
    let said = said(session, place);
    if !said.is_empty() {
        line(page, "");
    }
    for said in said {
        line(page, &format!("- {}", said.line(inline)));
    }
    judged(page, session, place);
    notes(page, session, place);
}

/// A stage's title and the prompts marked covered.
fn covered(page: &mut String, session: &Session, place: usize) {
    let plan = &session.head.plan.stages[place];
    line(page, "");
    line(page, &format!("## {}. {}", place + 1, inline(&plan.title)));
    let covered = &session.pages[place].covered;
    if !covered.is_empty() {
        line(page, "");
    }
    for prompt in covered
        .iter()
        .filter_map(|prompt| plan.prompts.get(*prompt))
    {
        line(page, &format!("- [x] {}", inline(&prompt.ask)));
    }
}

fn notes(page: &mut String, session: &Session, place: usize) {
    let notes = lines(session, place);
    line(page, "");
    if notes.is_empty() {
        line(page, "(no notes)");
        return;
    }
    let fence = fence(notes.iter().map(|(text, _)| text.as_str()));
    line(page, &format!("{fence}text"));
    for (text, touched) in notes {
        line(page, &note(&text, touched));
    }
    line(page, &fence);
}

/// A line of the notes behind the minute in which it was last touched.
fn note(text: &str, touched: Duration) -> String {
    let minute = if text.is_empty() {
        String::new()
    } else {
        (touched.as_secs() / 60).to_string()
    };
    let note = format!("{minute:>3} {}", sanitize::text(text));
    note.trim_end().to_owned()
}

/// A fence longer than any in the notes keeps Markdown from acting on them.
fn fence<'a>(notes: impl Iterator<Item = &'a str>) -> String {
    let longest = notes.map(longest_fence).max().unwrap_or(0);
    "`".repeat(longest.max(2) + 1)
}

/// What the debrief found: the level, and the lines that show it.
fn judged(page: &mut String, session: &Session, place: usize) {
    if let Some(level) = session.pages[place].level {
        line(page, "");
        line(page, &format!("Level: {}", words::level_of_four(level)));
    }
    let evidence = &session.pages[place].evidence;
    if !evidence.is_empty() {
        line(page, "");
    }
    for shown in evidence.values() {
        let (of, look_for) = (inline(&shown.level), inline(&shown.look_for));
        let (at, text) = (where_it_stands(session, shown), inline(shown.text.trim()));
        let words = format!("- shown ({of}): {look_for} - {}: {text}", inline(&at));
        line(page, &words);
    }
}

fn longest_fence(text: &str) -> usize {
    let runs = text.split(|character| character != '`').map(str::len);
    runs.max().unwrap_or(0)
}

/// A text from outside on one line of prose, with nothing in it that Markdown would act on.
fn inline(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in sanitize::line(text).chars() {
        if "\\`*_[]<>#".contains(character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

fn line(page: &mut String, text: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(page, "{text}");
}

//! A session as plain text for the terminal: what `forty show` prints.

use std::fmt::Write;

use super::facts::Facts;
use super::{clock, condition, lines, place as where_it_stands, said, status, words};
use crate::domain::judging::report::Report;
use crate::domain::sanitize;
use crate::domain::session::Session;
use crate::domain::session::timeline::StageTime;

/// The session, or one stage of it.
pub fn show(report: &Report<'_>, only: Option<usize>) -> String {
    let mut text = String::new();
    let session = report.session;
    run(&mut text, session);
    reviews(&mut text, &Facts::of(report));
    for (place, time) in session.timeline_now().stages.iter().enumerate() {
        if only.is_none_or(|only| only == place) {
            stage(&mut text, report, place, *time);
        }
    }
    if let Some(words) = report.next_time().filter(|_| only.is_none()) {
        put(&mut text, "");
        put(
            &mut text,
            &format!("next time I will {}", sanitize::line(words)),
        );
    }
    text
}

/// Whose run it was, when, and what was not counted.
fn run(text: &mut String, session: &Session) {
    let head = &session.head;
    let timeline = session.timeline_now();
    put(
        text,
        &format!(
            "{}  {}",
            sanitize::line(&head.design.title),
            sanitize::line(&head.id)
        ),
    );
    put(
        text,
        &format!(
            "{}, by {}, started {}, {} of {}",
            status(session),
            sanitize::line(&head.candidate),
            head.wall.format("%Y-%m-%d %H:%M %:z"),
            clock(timeline.elapsed()),
            clock(timeline.planned())
        ),
    );
    put(
        text,
        &format!("condition: {}", condition(session).join(", ")),
    );
    for gap in &session.gaps {
        let length = gap.length.map_or("until now".to_owned(), |length| {
            format!("for {}", clock(length))
        });
        put(
            text,
            &format!(
                "not counted: {} at {} {length}",
                gap.why.word(),
                clock(gap.at)
            ),
        );
    }
}

/// Each coach's levels and how many comments there are.
fn reviews(text: &mut String, facts: &Facts<'_>) {
    let stages = &facts.report.session.head.plan.stages;
    for (coach, review) in &facts.reviews {
        let levels = stages.iter().enumerate().filter_map(|(place, plan)| {
            let level = facts.report.level(review, place)?;
            Some(format!("{} {level}", sanitize::line(&plan.short)))
        });
        let levels: Vec<String> = levels.collect();
        let levels = if levels.is_empty() {
            "no levels".to_owned()
        } else {
            levels.join(", ")
        };
        let comments = words::comments(review.comments.len());
        put(
            text,
            &format!("review by {}: {levels}; {comments}", sanitize::line(coach)),
        );
    }
}

/// One stage: its times, what was said in it, the notes with their minutes, and what the debrief found.
fn stage(text: &mut String, report: &Report<'_>, place: usize, time: StageTime) {
    let session = report.session;
    let plan = &session.head.plan.stages[place];
    let over = if time.over().is_zero() {
        String::new()
    } else {
        format!(", {} over", clock(time.over()))
    };
    let covered = session.pages[place].covered.len();
    put(text, "");
    put(
        text,
        &format!(
            "{}. {}  {} of {}{over}, prompts {covered}/{}",
            place + 1,
            sanitize::line(&plan.title),
            clock(time.spent),
            clock(time.planned),
            plan.prompts.len()
        ),
    );
    for said in said(session, place) {
        put(text, &format!("     {}", said.line(sanitize::line)));
    }
    let mut before = None;
    for (line, touched) in lines(session, place) {
        let minute = (!line.is_empty()).then_some(touched.as_secs() / 60);
        let shown = minute
            .filter(|_| minute != before)
            .map_or(String::new(), |minute| minute.to_string());
        before = minute;
        put(text, &format!("{shown:>4} {}", sanitize::text(&line)));
    }
    if let Some(level) = report.own_level(place) {
        put(text, &format!("level {}", words::level_of_four(level)));
    }
    let evidence = session.pages[place].evidence.values();
    for shown in evidence.filter(|_| report.sight.own) {
        let (of, look_for) = (
            sanitize::line(&shown.level),
            sanitize::line(&shown.look_for),
        );
        put(
            text,
            &format!(
                "shown, {of}: {look_for} ({})",
                where_it_stands(session, shown)
            ),
        );
    }
}

fn put(text: &mut String, line: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{}", line.trim_end());
}

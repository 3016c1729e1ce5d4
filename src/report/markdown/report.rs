//! A report as a page of Markdown: everything the HTML report tells but the replay.

use super::{covered, fence, gaps, heading, inline, line, next, note, pace};
use crate::domain::judging::report::Report;
use crate::domain::sanitize;
use crate::domain::session::Session;
use crate::domain::session::event::Wall;
use crate::report::facts::{Facts, Judged, Remark, Row};
use crate::report::levels::Levels;
use crate::report::{clock, place as where_it_stands, words};

/// The whole page.
pub fn report(report: &Report<'_>) -> String {
    let facts = Facts::of(report);
    let session = report.session;
    let mut page = String::new();
    heading(&mut page, session);
    for condition in session.condition() {
        let (word, meaning) = (condition.word(), words::meaning(condition));
        line(&mut page, &format!("- condition: {word} ({meaning})"));
    }
    line(&mut page, &format!("- seed: {}", session.head.seed));
    pace(&mut page, session);
    gaps(&mut page, &session.gaps);
    levels(&mut page, &facts);
    for place in 0..facts.stages() {
        stage(&mut page, &facts, place);
    }
    ledger(&mut page, &facts);
    next(&mut page, report.next_time());
    reviews(&mut page, &facts);
    line(&mut page, "");
    line(&mut page, "---");
    line(&mut page, "");
    line(&mut page, words::WORTH);
    page
}

/// A text from outside in a table's cell.
fn cell(text: &str) -> String {
    inline(text).replace('|', "\\|")
}

fn wall(wall: Wall) -> String {
    wall.format("%Y-%m-%d %H:%M %:z").to_string()
}

fn short(session: &Session, stage: usize) -> String {
    let stage = session.head.plan.stages.get(stage);
    stage.map_or_else(
        || "a stage that is not there".to_owned(),
        |stage| cell(&stage.short),
    )
}

fn levels(page: &mut String, facts: &Facts<'_>) {
    let Some(levels) = Levels::of(facts) else {
        return;
    };
    let columns: Vec<String> = levels.columns.iter().map(|column| cell(column)).collect();
    line(page, "");
    line(
        page,
        "Levels, from 1 weak over 2 solid and 3 strong to 4 exceptional:",
    );
    line(page, "");
    line(page, &format!("| stage | {} |", columns.join(" | ")));
    line(page, &format!("|---|{}", "---|".repeat(columns.len())));
    let stages = &facts.report.session.head.plan.stages;
    for (plan, cells) in stages.iter().zip(levels.rows) {
        line(
            page,
            &format!("| {} | {} |", cell(&plan.title), cells.join(" | ")),
        );
    }
}

fn stage(page: &mut String, facts: &Facts<'_>, place: usize) {
    let session = facts.report.session;
    covered(page, session, place);
    let said = facts.said(place);
    if !said.is_empty() {
        line(page, "");
    }
    for (said, reaction) in said {
        let reaction = reaction.map_or(String::new(), |reaction| {
            format!(" ({})", words::reaction(reaction))
        });
        line(page, &format!("- {}{reaction}", said.line(inline)));
    }
    notes(page, facts, place);
    comments(page, facts, place);
    rubric(page, facts, place);
}

/// The notes with their silences.
fn notes(page: &mut String, facts: &Facts<'_>, place: usize) {
    let rows = facts.rows(place);
    let is_line = |row: &Row<'_>| matches!(row, Row::Line(_));
    line(page, "");
    if !rows.iter().any(is_line) {
        line(page, "(no notes)");
    }
    if rows.is_empty() {
        return;
    }
    let texts = rows.iter().filter_map(|row| match row {
        Row::Line(line) => Some(line.text.as_str()),
        Row::Silence(_) => None,
    });
    let fence = fence(texts);
    line(page, &format!("{fence}text"));
    for row in &rows {
        match row {
            Row::Silence(silence) => line(page, &format!("    ({})", words::silence(silence))),
            Row::Line(row) => line(page, &note(&row.text, row.touched)),
        }
    }
    line(page, &fence);
}

fn comments(page: &mut String, facts: &Facts<'_>, place: usize) {
    let rows = facts.rows(place);
    let placed = rows.iter().filter_map(|row| match row {
        Row::Line(line) => Some(&line.remarks),
        Row::Silence(_) => None,
    });
    let placed = placed.flatten().copied();
    let all: Vec<&Remark<'_>> = placed.chain(facts.gone(place)).collect();
    if all.is_empty() {
        return;
    }
    line(page, "");
    line(page, "Comments:");
    line(page, "");
    for remark in all {
        line(page, &format!("- {}", comment(remark)));
    }
}

fn comment(remark: &Remark<'_>) -> String {
    let comment = remark.comment;
    let held = comment.anchor.lines();
    let place = match remark.spot.map(|spot| spot.line + 1) {
        Some(from) if held > 1 => format!("lines {from} to {}", from + held - 1),
        Some(from) => format!("line {from}"),
        None => "its words are gone".to_owned(),
    };
    let dated = |word: &str, at: Option<Wall>| {
        at.map_or(String::new(), |at| format!(", {word} {}", wall(at)))
    };
    format!(
        "{place}, {} by {}, {}{}{}: {} (on: {})",
        comment.kind.word(),
        inline(&remark.coach),
        wall(comment.at),
        dated("changed", comment.edited),
        dated("resolved", comment.resolved),
        inline(&comment.text),
        inline(&comment.anchor.text)
    )
}

fn rubric(page: &mut String, facts: &Facts<'_>, place: usize) {
    let session = facts.report.session;
    let own = facts.report.own_level(place);
    if let Some(level) = own {
        line(page, "");
        line(page, &format!("Level: {}", words::level_of_four(level)));
    }
    if facts.report.sight.own && session.pages[place].marked_after_reference {
        line(page, "");
        line(
            page,
            "The candidate changed marks after opening the reference answer.",
        );
    }
    let items = facts.items(place);
    if items.is_empty() {
        return;
    }
    line(page, "");
    line(page, "Rubric:");
    line(page, "");
    for item in items {
        line(
            page,
            &format!("- {}: {}", inline(item.level), inline(item.look_for)),
        );
        for (who, judged) in item.marks {
            let who = inline(facts.name(who));
            line(page, &format!("  - {who}: {}", mark(session, judged)));
        }
    }
}

fn mark(session: &Session, judged: Judged<'_>) -> String {
    let word = judged.word();
    match judged {
        Judged::Shown(evidence) => {
            let (at, text) = (where_it_stands(session, evidence), evidence.text.trim());
            format!("{word}, {}: {}", inline(&at), inline(text))
        }
        Judged::NotShown | Judged::NotAssessed | Judged::Unmarked => word.to_owned(),
    }
}

fn ledger(page: &mut String, facts: &Facts<'_>) {
    if facts.accounts.is_empty() {
        return;
    }
    let session = facts.report.session;
    line(page, "");
    line(page, "## Pace ledger");
    line(page, "");
    line(
        page,
        "| stage | planned | spent | over | unspent | paid by |",
    );
    line(page, "|---|---:|---:|---:|---:|---|");
    for (place, account) in facts.accounts.iter().enumerate() {
        let paid = words::paid(account, |stage| short(session, stage));
        let cells = [
            cell(&session.head.plan.stages[place].title),
            clock(account.planned),
            clock(account.spent),
            clock(account.over),
            clock(account.unspent),
            paid.unwrap_or_default(),
        ];
        line(page, &format!("| {} |", cells.join(" | ")));
    }
}

fn reviews(page: &mut String, facts: &Facts<'_>) {
    let session = facts.report.session;
    if !facts.reviews.is_empty() {
        line(page, "");
        line(page, "## Reviews");
    }
    for (coach, review) in &facts.reviews {
        line(page, "");
        line(page, &format!("### {}", inline(coach)));
        line(page, "");
        if let Some(changed) = review.changed {
            line(page, &format!("- Last changed {}.", wall(changed)));
        }
        let comments = words::comments(review.comments.len());
        line(page, &format!("- {comments}."));
        for told in words::standing(facts, review, |stage| short(session, stage)) {
            line(page, &format!("- {}", sanitize::line(&told)));
        }
    }
}

//! A review as TOML in an order for people: whose it is, what it comes to, marks by stage, comments.

use super::{ReviewFile, Scores};
use crate::domain::judging::anchor::Anchor;
use crate::domain::judging::review::{Comment, Kind, Mark, Review};
use crate::domain::session::event::{FORMAT, Wall};
use crate::store::toml_text::{Page, first, named, of_item, under};

/// The whole file.
pub(super) fn text(file: &ReviewFile, review: &Review, scores: &Scores) -> String {
    let mut page = Page::default();
    page.key("format", FORMAT);
    page.text("coach", &review.coach);
    page.text("key", &file.coach.key);
    page.text("session", &file.session);
    optional(&mut page, "changed", review.changed.as_ref());
    if let Some(revealed) = review.revealed {
        page.text("revealed_at", &revealed.at.to_rfc3339());
        page.key("revealed_early", revealed.early);
    }
    page.key("complete", scores.complete);
    let levels = scores.levels.iter();
    let levels: Vec<String> = levels
        .map(|(id, level)| format!("{} = {level}", named(id)))
        .collect();
    page.key("levels", format_args!("{{{}}}", levels.join(", ")));
    let known = [
        "changed",
        "revealed_at",
        "revealed_early",
        "stage",
        "comment",
        "draft",
    ];
    page.rest(file.old.as_ref(), &known);
    for (place, id) in file.stages.iter().enumerate() {
        stage(&mut page, file, review, place, id);
    }
    for comment in &review.comments {
        page.table("[[comment]]");
        self::comment(&mut page, file, comment);
    }
    if let Some(draft) = &review.draft {
        page.table("[draft]");
        if let Some(of) = draft.of {
            page.key("of", of);
        }
        held(&mut page, file, draft.kind, &draft.anchor, &draft.text);
        page.rest(under(file.old.as_ref(), "draft"), &["of"]);
    }
    page.into_text()
}

fn stage(page: &mut Page, file: &ReviewFile, review: &Review, place: usize, id: &str) {
    let marks = review.marks.get(&place).filter(|marks| !marks.is_empty());
    let after = review.marked_after_reveal.contains(&place);
    if marks.is_none() && !after {
        return;
    }
    let old = first(file.old.as_ref(), "stage", |old| {
        old.get("id").and_then(|old| old.as_str()) == Some(id)
    });
    page.table("[[stage]]");
    page.text("id", id);
    if after {
        page.key("marked_after_reveal", true);
    }
    page.rest(old, &["marked_after_reveal", "mark"]);
    for (item, mark) in marks.into_iter().flatten() {
        page.table("[[stage.mark]]");
        page.key("item", item);
        match mark {
            Mark::NotShown => page.text("mark", "not-shown"),
            Mark::NotAssessed => page.text("mark", "not-assessed"),
            Mark::Shown(evidence) => {
                page.text("mark", "shown");
                page.text("look_for", &evidence.look_for);
                page.text("level", &evidence.level);
                page.text("in_stage", stage_id(file, evidence.in_stage));
                page.key("line", evidence.line);
                page.text("text", &evidence.text);
            }
        }
        let known = ["look_for", "level", "in_stage", "line", "text"];
        page.rest(of_item(old, "mark", *item), &known);
    }
}

fn comment(page: &mut Page, file: &ReviewFile, comment: &Comment) {
    let old = first(file.old.as_ref(), "comment", |old| {
        let old = |key: &str| old.get(key).and_then(|old| old.as_str());
        let at = old("at").and_then(|at| Wall::parse_from_rfc3339(at).ok());
        at == Some(comment.at) && old("on") == Some(comment.anchor.text.as_str())
    });
    held(page, file, comment.kind, &comment.anchor, &comment.text);
    page.text("at", &comment.at.to_rfc3339());
    optional(page, "edited_at", comment.edited.as_ref());
    optional(page, "resolved_at", comment.resolved.as_ref());
    page.rest(old, &["edited_at", "resolved_at"]);
}

/// What a comment and a draft both have.
fn held(page: &mut Page, file: &ReviewFile, kind: Kind, anchor: &Anchor, text: &str) {
    page.text("kind", kind.word());
    page.text("stage", stage_id(file, anchor.stage));
    page.key("line", anchor.line);
    page.text("on", &anchor.text);
    page.lines("text", text);
}

fn optional(page: &mut Page, key: &str, wall: Option<&Wall>) {
    if let Some(wall) = wall {
        page.text(key, &wall.to_rfc3339());
    }
}

fn stage_id(file: &ReviewFile, place: usize) -> &str {
    file.stages.get(place).map_or("", String::as_str)
}

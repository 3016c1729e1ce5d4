//! Writing `session.toml`: for people and other programs first, the notes last. The text alone; `recorder` replaces
//! the file.

use std::path::Path;

use toml::Table;

use super::checkpoint::{LIMIT, NAME, SEAL};
use super::checkpoint_marks::{self, write_marks, write_tables};
use super::summary::{NAME_LIMIT, Summary};
use crate::domain::session::event::{FORMAT, millis};
use crate::domain::session::{Gap, Run, Session};
use crate::store::files;
use crate::store::toml_marks;
use crate::store::toml_text::{Page, nth, under};

/// What a checkpoint holds besides the session.
#[derive(Debug, Default)]
pub(in crate::store) struct Beside {
    pub journal_bytes: u64,
    /// CRC-32 of `design.toml`.
    pub design_crc: Option<u32>,
    /// The notes as an earlier checkpoint of a finished session has them: they are never replaced.
    pub kept_notes: Option<Vec<String>>,
    /// The file that is being replaced, for keys that this version does not know.
    pub old: Option<Table>,
}

/// The file that stands in a folder, as far as it can be parsed.
pub(in crate::store) fn old_table(folder: &Path) -> Option<Table> {
    let text = files::read_text(&folder.join(NAME), LIMIT).ok()?;
    (!toml_marks::are_too_many(&text))
        .then(|| toml::from_str(&text).ok())
        .flatten()
}

/// The whole text of `session.toml`.
pub(in crate::store) fn text(session: &Session, beside: &Beside) -> String {
    let old = beside.old.as_ref();
    let mut page = Page::default();
    page.key("format", FORMAT);
    page.rest(old, &["summary", "session", "gap", "stage", "notes"]);
    Summary::of(session, beside.journal_bytes).write(&mut page, old);
    write_session(&mut page, session, beside);
    for (place, gap) in session.gaps.iter().enumerate() {
        write_gap(&mut page, gap, nth(old, "gap", place));
    }
    for place in 0..session.pages.len() {
        write_stage(&mut page, session, place, nth(old, "stage", place));
    }
    for (place, stage) in session.head.plan.stages.iter().enumerate() {
        let kept = beside.kept_notes.as_ref().and_then(|kept| kept.get(place));
        page.table("[[notes]]");
        page.text("stage", &stage.id);
        page.rest(nth(old, "notes", place), &["text"]);
        match kept {
            Some(kept) => page.lines("text", kept),
            None => page.lines("text", &session.pages[place].notes.to_string()),
        }
    }
    let text = page.into_text();
    let crc = crc32fast::hash(text.as_bytes());
    text + SEAL + &crc.to_string() + "\n"
}

fn write_session(page: &mut Page, session: &Session, beside: &Beside) {
    let head = &session.head;
    page.table("[session]");
    for (key, name) in [
        ("title", &head.design.title),
        ("candidate", &head.candidate),
    ] {
        if name.chars().count() > NAME_LIMIT {
            page.text(key, name);
        }
    }
    page.text("program", &head.program);
    page.text("framework", &head.plan.framework);
    page.key("seed", head.seed);
    page.key("strict", head.options.strict);
    page.key("quiet", head.options.quiet);
    page.key("paused", session.run == Run::Paused);
    page.key("open", session.stage);
    page.text("wall_known_at", &session.known_wall.1.to_rfc3339());
    page.number("wall_known_ms", millis::whole(session.known_wall.0));
    if !session.notes_crc.is_empty() {
        page.list("notes_crc", &session.notes_crc);
    }
    if let Some(crc) = beside.design_crc {
        page.key("design_crc", crc);
    }
    if let Some(next_time) = &session.next_time {
        page.text("next_time", next_time);
    }
    page.lines("brief", &head.plan.brief);
    let known = ["title", "candidate", "notes_crc", "design_crc", "next_time"];
    page.rest(under(beside.old.as_ref(), "session"), &known);
}

fn write_gap(page: &mut Page, gap: &Gap, old: Option<&Table>) {
    page.table("[[gap]]");
    page.number("at_ms", millis::whole(gap.at));
    page.text("why", gap.why.word());
    page.text("since", &gap.since.to_rfc3339());
    if let Some(length) = gap.length {
        page.number("ms", millis::whole(length));
    }
    page.rest(old, &["ms"]);
}

fn write_stage(page: &mut Page, session: &Session, place: usize, old: Option<&Table>) {
    let (planned, state) = (&session.head.plan.stages[place], &session.pages[place]);
    let spent = millis::whole(state.spent);
    page.table("[[stage]]");
    page.text("id", &planned.id);
    page.text("title", &planned.title);
    page.text("short", &planned.short);
    page.number("planned_ms", millis::whole(planned.budget));
    page.number("framework_ms", millis::whole(planned.framework_budget));
    page.number("spent_ms", spent);
    page.number(
        "over_ms",
        millis::whole(state.spent.saturating_sub(planned.budget)),
    );
    page.key("entered", state.entered);
    page.text("done", &planned.done);
    write_marks(page, state);
    page.rest(old, &[&["prompt"][..], &checkpoint_marks::KEYS].concat());
    for (prompt_place, prompt) in planned.prompts.iter().enumerate() {
        page.table("[[stage.prompt]]");
        page.text("ask", &prompt.ask);
        page.key("covered", state.covered.contains(&prompt_place));
        let taken = state
            .hints
            .iter()
            .filter(|(taken, _)| *taken == prompt_place);
        page.list("hint_ms", taken.map(|(_, at)| millis::whole(*at)));
        let from = match prompt.from {
            crate::domain::session::plan::PromptFrom::Framework => "framework",
            crate::domain::session::plan::PromptFrom::Design => "design",
        };
        page.text("from", from);
        page.text("hint", &prompt.hint);
        if !prompt.listen_for.is_empty() {
            page.text("listen_for", &prompt.listen_for);
        }
        page.rest(nth(old, "prompt", prompt_place), &["listen_for"]);
    }
    write_tables(page, state, old);
}

//! The data of the replay in the page: each change of the notes, of the open stage and of the finish, with its time. The
//! changes come from the session's own fold, so the page replays what the program would.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::sanitize;
use crate::domain::session::Session;
use crate::domain::session::event::{Entry, Event, millis};
use crate::domain::session::log::Log;
use crate::domain::session::notes::Text;
use crate::report::json::escaped;

#[derive(Serialize)]
struct ReplayData<'a> {
    stages: Vec<ReplayStage>,
    /// Milliseconds of interview time.
    end: u64,
    steps: Vec<ReplayStep<'a>>,
    /// The control and invisible characters, and the character shown for each.
    shown: BTreeMap<char, char>,
}

#[derive(Serialize)]
struct ReplayStage {
    title: String,
    planned: u64,
}

/// One change; the script distinguishes them by their length. The first number is the time since the step before, in
/// milliseconds. Offsets and counts are in UTF-16 units, as in a browser.
#[derive(Serialize)]
#[serde(untagged)]
enum ReplayStep<'a> {
    Finished((u64,)),
    /// The stage with this index was entered.
    Entered(u64, usize),
    /// In the notes of a stage, the text replaced a number of units at an offset.
    Edit(u64, usize, usize, usize, &'a str),
}

/// The recording as JSON that is safe inside a page; `None` where the log has no head.
pub fn data(log: &Log) -> Option<String> {
    let mut session = Session::new(log.head()?.clone());
    let entries = &log.entries()[..log.interview_len()];
    let stages = session.head.plan.stages.iter().map(|stage| ReplayStage {
        title: sanitize::line(&stage.title),
        planned: millis::whole(stage.budget),
    });
    let mut recording = ReplayData {
        stages: stages.collect(),
        end: entries.last().map_or(0, |entry| millis::whole(entry.at)),
        steps: Vec::new(),
        shown: BTreeMap::new(),
    };
    let mut at = 0;
    for (index, entry) in entries.iter().enumerate() {
        let since = millis::whole(entry.at).saturating_sub(at);
        if let Some(step) = step(log, index, entry, &mut session, since) {
            if let ReplayStep::Edit(_, _, _, _, inserted) = step {
                recording.shown.extend(not_shown(inserted));
            }
            recording.steps.push(step);
            at += since;
        }
    }
    let json = serde_json::to_string(&recording).ok()?;
    // Nothing in the JSON may end the `script` element around it.
    Some(escaped(&json, "<>&\u{2028}\u{2029}"))
}

/// Folds one entry into the session and returns the change.
fn step<'a>(
    log: &Log,
    index: usize,
    entry: &'a Entry,
    session: &mut Session,
    since: u64,
) -> Option<ReplayStep<'a>> {
    let was_finished = session.is_finished();
    let notes = |session: &Session, stage: usize| {
        session.stages.get(stage).map(|state| state.notes.clone())
    };
    match &entry.event {
        Event::Edit { stage, edit, .. } => {
            let span = span(&session.stages.get(*stage)?.notes, edit.at, edit.removed);
            log.fold(index, session);
            let is_applied = !was_finished && session.stages[*stage].notes_complete;
            let (at, removed) = span.filter(|_| is_applied)?;
            Some(ReplayStep::Edit(since, *stage, at, removed, &edit.inserted))
        }
        Event::Keyframe {
            stage,
            notes: whole,
            ..
        } => {
            let before = notes(session, *stage);
            log.fold(index, session);
            let (before, after) = before.zip(notes(session, *stage))?;
            let changed = before.rope() != after.rope();
            changed.then(|| ReplayStep::Edit(since, *stage, 0, before.rope().len_utf16_cu(), whole))
        }
        Event::Entered { stage, .. } => {
            log.fold(index, session);
            (*stage < session.stages.len()).then_some(ReplayStep::Entered(since, *stage))
        }
        Event::Finish { .. } => {
            log.fold(index, session);
            (!was_finished).then_some(ReplayStep::Finished((since,)))
        }
        _ => {
            log.fold(index, session);
            None
        }
    }
}

/// Offset and length of an edit in UTF-16 units; `None` where it is outside the notes.
fn span(notes: &Text, at: usize, removed: usize) -> Option<(usize, usize)> {
    let rope = notes.rope();
    let end = at
        .checked_add(removed)
        .filter(|end| *end <= rope.len_chars())?;
    let (from, to) = (rope.char_to_utf16_cu(at), rope.char_to_utf16_cu(end));
    Some((from, to - from))
}

/// The characters of a text that are shown as another one, with that one. Joiners are part of a grapheme and stay.
fn not_shown(text: &str) -> impl Iterator<Item = (char, char)> {
    let characters = text
        .chars()
        .filter(|character| !matches!(character, '\u{200c}' | '\u{200d}'));
    let shown = characters.map(|character| (character, sanitize::shown(character)));
    shown.filter(|(character, shown)| character != shown)
}

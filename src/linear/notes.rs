//! The notes of an interview by lines: each line is added at the end, can be undone, and is computed where it holds a sum.

use std::borrow::Cow;
use std::collections::HashSet;
use std::time::Duration;

use crate::domain::calc;
use crate::domain::interview::{ClockReading, Interview};
use crate::domain::session::Session;
use crate::domain::session::event::Event;
use crate::domain::session::notes::{Edit, Splice};

/// What can be undone and redone in the notes of one stage.
#[derive(Debug, Default)]
pub struct NotesHistory {
    done: Vec<Step>,
    undone: Vec<Step>,
}

/// One change, with the times of its lines before it or, once undone, after it.
#[derive(Debug)]
struct Step {
    splice: Splice,
    touched: Vec<Duration>,
}

/// The message where a line does not fit.
pub const FULL: &str =
    "The notes are full, at 256 KiB a stage and 2 MiB in all: nothing was changed.";

/// What a line was that was added.
#[derive(Debug)]
pub struct Added {
    /// The line with its result where it is a sum that can be computed, or why it is not where it is surely meant as one.
    pub said: Option<String>,
    /// Whether it may give a name a value, so that other results may change.
    pub may_define: bool,
}

/// Adds a line at the end of the open stage's notes, with its result where it is a sum that can be computed.
///
/// # Errors
/// When the notes are full.
pub fn add(
    interview: &mut Interview,
    history: &mut NotesHistory,
    line: &str,
    now: ClockReading,
) -> Result<Added, &'static str> {
    let line: String = line
        .chars()
        .filter(|letter| !letter.is_control() || *letter == '\t')
        .collect();
    let session = interview.session();
    let stage = session.stage;
    let rope = session.stages[stage].notes.rope();
    let end = rope.len_chars();
    let is_mid_line = end > 0 && rope.char(end - 1) != '\n';
    let lead = if is_mid_line { "\n" } else { "" };
    let number = rope.len_lines() - usize::from(!is_mid_line);
    let completed = calc::completed(&line, lines_above(session, number), false);
    let refusal = completed.as_ref().err().filter(|refusal| refusal.is_meant);
    let refusal = refusal.map(|refusal| format!("Not computed: {}.", refusal.reason));
    let computed = completed.ok().flatten();
    let whole = computed.as_ref().unwrap_or(&line);
    let splice = Splice {
        at: end,
        removed: String::new(),
        inserted: format!("{lead}{whole}\n"),
    };
    check_room(session, session.stage, &splice)?;
    history.remember(session, splice);
    // As by keys: the text, its result, then the line end, so that every line has the same time as on the screens.
    insert(interview, end, format!("{lead}{line}"), now);
    if let Some(computed) = &computed {
        interview.record_now(Event::Computed { stage }, now);
        let mut result = Splice::between(line.as_str(), computed.as_str());
        result.at += end + lead.len();
        interview.edit(stage, result.to_edit(), now);
    }
    let end = interview.session().stages[stage].notes.rope().len_chars();
    insert(interview, end, "\n".into(), now);
    Ok(Added {
        may_define: calc::named_line(&line).is_some(),
        said: computed.or(refusal),
    })
}

/// Computes every result in the notes of all stages again that is no longer true since a line was added or computed.
/// Each is an undo step of its stage, and its line keeps its time. In the stage `but`, where something was just undone,
/// nothing is computed: that would end the redo. Returns the lines.
pub fn update_results(
    interview: &mut Interview,
    histories: &mut [NotesHistory],
    but: Option<usize>,
    now: ClockReading,
) -> Vec<String> {
    let pages = interview
        .session()
        .stages
        .iter()
        .map(|state| calc::StageLines {
            written: &state.sums,
            lines: state.notes.lines().map(|(line, _)| line).collect(),
            new: HashSet::new(),
            refused: HashSet::new(),
        });
    let mut outdated = calc::outdated(pages).lines;
    outdated.retain(|it| Some(it.stage) != but);
    outdated.retain(|it| {
        let calc::Outdated { stage, line, text } = it;
        let notes = &interview.session().stages[*stage].notes;
        let mut splice = Splice::between(notes.line(*line), text.as_str());
        splice.at += notes.rope().line_to_char(*line);
        if check_room(interview.session(), *stage, &splice).is_err() {
            return false;
        }
        let touched = vec![notes.touched(*line)];
        interview.record_now(Event::Computed { stage: *stage }, now);
        interview.restore(*stage, &splice, &touched, now);
        if let Some(history) = histories.get_mut(*stage) {
            history.undone.clear();
            history.done.push(Step { splice, touched });
        }
        true
    });
    outdated.into_iter().map(|outdated| outdated.text).collect()
}

/// Computes a line of the open stage, by its index; returns it with its result.
///
/// # Errors
/// Why it cannot be computed, in words.
pub fn compute(
    interview: &mut Interview,
    history: &mut NotesHistory,
    line: usize,
    now: ClockReading,
) -> Result<String, String> {
    let session = interview.session();
    let stage = session.stage;
    let notes = &session.stages[stage].notes;
    let text = notes.line(line).into_owned();
    let completed = calc::completed(&text, lines_above(session, line), true);
    let completed = completed.map_err(|why| why.to_string())?;
    let Some(computed) = completed else {
        return Ok(text);
    };
    let mut splice = Splice::between(text, computed.as_str());
    splice.at += notes.rope().line_to_char(line);
    check_room(session, stage, &splice).map_err(str::to_owned)?;
    history.remember(session, splice.clone());
    interview.record_now(Event::Computed { stage }, now);
    interview.edit(stage, splice.to_edit(), now);
    Ok(computed)
}

/// The index of the last line that is not empty; `None` if there is none.
pub fn last_line(session: &Session) -> Option<usize> {
    let notes = &session.stages[session.stage].notes;
    (0..notes.line_count())
        .rev()
        .find(|line| !notes.line(*line).trim().is_empty())
}

impl NotesHistory {
    /// Takes the last change back, with the times of its lines; returns what it had added.
    pub fn undo(&mut self, interview: &mut Interview, now: ClockReading) -> Option<String> {
        let step = self.done.pop()?;
        let added = step.splice.inserted.clone();
        self.undone.push(Self::turn_back(interview, &step, now));
        Some(added)
    }

    /// Does the change again that was undone last; returns what it adds.
    pub fn redo(&mut self, interview: &mut Interview, now: ClockReading) -> Option<String> {
        let step = self.undone.pop()?;
        let added = step.splice.removed.clone();
        self.done.push(Self::turn_back(interview, &step, now));
        Some(added)
    }

    /// Makes the opposite of a step and returns the step that undoes that.
    fn turn_back(interview: &mut Interview, step: &Step, now: ClockReading) -> Step {
        let session = interview.session();
        let stage = session.stage;
        let touched = touched(session, &step.splice.inserted, step.splice.at);
        let inverse = step.splice.inverse();
        interview.restore(stage, &inverse, &step.touched, now);
        Step {
            splice: inverse,
            touched,
        }
    }

    fn remember(&mut self, session: &Session, splice: Splice) {
        let touched = touched(session, &splice.removed, splice.at);
        self.undone.clear();
        self.done.push(Step { splice, touched });
    }
}

/// When the lines of this text, which stands at an offset of the open stage's notes, were last edited.
fn touched(session: &Session, text: &str, at: usize) -> Vec<Duration> {
    let notes = &session.stages[session.stage].notes;
    let first = notes.rope().char_to_line(at);
    let last = first + text.matches('\n').count();
    (first..=last).map(|line| notes.touched(line)).collect()
}

fn insert(interview: &mut Interview, at: usize, inserted: String, now: ClockReading) {
    if inserted.is_empty() {
        return;
    }
    let stage = interview.session().stage;
    let edit = Edit {
        at,
        removed: 0,
        inserted,
    };
    interview.edit(stage, edit, now);
}

fn check_room(session: &Session, stage: usize, splice: &Splice) -> Result<(), &'static str> {
    let room = session.notes_room(stage);
    let rope = session.stages[stage].notes.rope();
    let lines = rope.len_lines() + splice.inserted.matches('\n').count();
    let is_full = rope.len_bytes() + splice.inserted.len() > room.bytes || lines > room.lines;
    if is_full { Err(FULL) } else { Ok(()) }
}

/// The lines above one of the open stage, then those of earlier stages: the nearest first.
fn lines_above(session: &Session, line: usize) -> impl Iterator<Item = Cow<'_, str>> {
    let stages = session.stages[..=session.stage].iter().enumerate().rev();
    stages.flat_map(move |(index, state)| {
        let end = if index == session.stage {
            line
        } else {
            state.notes.line_count()
        };
        (0..end).rev().map(|line| state.notes.line(line))
    })
}

//! Which lines of the notes can be evidence of a rubric item: lines of the candidate, never of the interviewer.

use crate::domain::content::design::RubricItem;
use crate::domain::session::Session;
use crate::domain::session::event::Evidence;

/// Why a line cannot be evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoEvidence {
    #[error("an empty line shows nothing")]
    Empty,
    #[error("the interviewer's words are no evidence: choose a line of the candidate's own")]
    Interviewer,
}

/// Makes a line of the notes the evidence of a rubric item; `stage` and `line` are indexes from 0.
///
/// # Errors
/// If the line is blank or contains an exchange with the interviewer.
pub fn evidence(
    session: &Session,
    item: &RubricItem,
    stage: usize,
    line: usize,
) -> Result<Evidence, NoEvidence> {
    let notes = session.stages.get(stage).map(|state| &state.notes);
    let text = notes.map_or(String::new(), |notes| notes.line(line).into_owned());
    if text.trim().is_empty() {
        return Err(NoEvidence::Empty);
    }
    if is_interviewer_exchange(&text) {
        return Err(NoEvidence::Interviewer);
    }
    Ok(Evidence {
        look_for: item.look_for.clone(),
        level: item.level.word().to_owned(),
        in_stage: stage,
        line,
        text,
    })
}

/// Whether a line of the notes is a question to the interviewer or the answer.
pub fn is_interviewer_exchange(line: &str) -> bool {
    line.starts_with("Q: ") || line.starts_with("A: ")
}

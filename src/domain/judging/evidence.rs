//! Which lines of the notes can be evidence of a rubric item, and where the line of a mark is now.

use super::anchor::{LinePosition, find};
use crate::domain::content::design::RubricItem;
use crate::domain::session::Session;
use crate::domain::session::event::Evidence;
use crate::domain::session::plan::Plan;

/// Why a line cannot be evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoEvidence {
    #[error("an empty line shows nothing")]
    Empty,
    #[error("the interviewer's words are no evidence: choose a line of the candidate's own")]
    Interviewer,
}

/// The evidence of a mark and where its line is now. The notes can change after the mark: a coach may read a running
/// session, and files are edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlacedEvidence<'a> {
    pub evidence: &'a Evidence,
    /// The line that has the marked words now; `None` if they were rewritten or removed.
    pub position: Option<LinePosition>,
    /// Whether no line equals the marked one any more.
    pub is_changed: bool,
}

impl<'a> PlacedEvidence<'a> {
    pub fn of(evidence: &'a Evidence, session: &Session) -> Self {
        let position = find(session, marked_at(evidence), &evidence.text);
        let is_same = |position: LinePosition| {
            let notes = &session.stages[position.stage].notes;
            notes.line(position.line).trim() == evidence.text.trim()
        };
        Self {
            evidence,
            position,
            is_changed: !position.is_some_and(is_same),
        }
    }

    /// Where the line is now, or where it was when it was marked if it was removed.
    pub fn location(&self) -> LinePosition {
        self.position.unwrap_or(marked_at(self.evidence))
    }

    /// Where the line is, in few words, and that it was changed: `Data 3`, `Data 3 changed`.
    pub fn place(&self, plan: &Plan) -> String {
        let LinePosition { stage, line } = self.location();
        let place = plan.place(stage, line);
        if self.is_changed {
            place + " changed"
        } else {
            place
        }
    }

    /// What every screen and every format says of a line that was changed; `None` if it was not.
    pub fn change(&self) -> Option<&'static str> {
        let change = "the line was changed or removed after it was marked";
        self.is_changed.then_some(change)
    }
}

fn marked_at(evidence: &Evidence) -> LinePosition {
    LinePosition {
        stage: evidence.in_stage,
        line: evidence.line,
    }
}

/// Makes a line of the notes the evidence of a rubric item.
///
/// # Errors
/// If the line is blank or contains an exchange with the interviewer.
pub fn evidence(
    session: &Session,
    item: &RubricItem,
    position: LinePosition,
) -> Result<Evidence, NoEvidence> {
    let LinePosition { stage, line } = position;
    let notes = session.stages.get(stage).map(|state| &state.notes);
    let text = notes.map_or(String::new(), |notes| notes.line(line).into_owned());
    can_be_evidence(&text)?;
    Ok(Evidence {
        look_for: item.look_for.clone(),
        level: item.level.word().to_owned(),
        in_stage: stage,
        line,
        text,
    })
}

/// Whether a line of the notes can be evidence.
///
/// # Errors
/// If it is blank or contains an exchange with the interviewer, which older sessions have in their notes.
pub fn can_be_evidence(line: &str) -> Result<(), NoEvidence> {
    if line.trim().is_empty() {
        Err(NoEvidence::Empty)
    } else if line.starts_with("Q: ") || line.starts_with("A: ") {
        Err(NoEvidence::Interviewer)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests;

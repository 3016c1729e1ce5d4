//! Whether an action on the sessions is possible now. Keys, footer, help and palette ask here.

use super::SessionsScreen;
use crate::tui::keys::{Action, Availability};

/// Why nothing acts on a session where none is selected.
const NO_SESSION: &str = "no session here";

impl SessionsScreen {
    /// Whether an action is possible now, or why it is not.
    pub fn availability(&self, action: &Action) -> Availability {
        if self.list.is_filtering() {
            return self.list.availability(action);
        }
        // No key acts on a row that is out of view.
        if self.progress_alone && is_of_sessions(action) {
            return Err("Tab goes back to the sessions".to_owned());
        }
        let selected = self.list.selected().map(|index| &self.rows[index]);
        let why = match action {
            Action::OtherPane if self.progress.is_none() => "there is no other pane",
            Action::OtherPane if self.drawn.has_both => "both panes are in view",
            Action::PageDown if self.progress_alone => {
                return self.progress_scroll.availability(action);
            }
            Action::Calibrate if !self.is_calibration() => {
                "`forty review --calibrate` opens gold sessions, and compares your marks with agreed ones"
            }
            Action::Compare | Action::Select | Action::Cohort if self.is_calibration() => {
                "not in a calibration"
            }
            Action::Compare if self.marked.len() < 2 => {
                "mark two attempts at one design first: Space"
            }
            Action::Filter | Action::Sort if self.rows.is_empty() => "there are no sessions",
            Action::ClearFilter if self.list.filter().is_none() => "there is no filter",
            Action::Open
            | Action::Select
            | Action::Export
            | Action::MarkUnread
            | Action::Replay
            | Action::Columns
                if selected.is_none() =>
            {
                NO_SESSION
            }
            Action::Replay if selected.is_some_and(|row| !row.is_finished) => {
                "a replay needs a finished session"
            }
            _ => return Ok(String::new()),
        };
        Err(why.to_owned())
    }
}

/// Whether an action is one on the sessions, which the progress may hide.
fn is_of_sessions(action: &Action) -> bool {
    matches!(
        action,
        Action::Open
            | Action::Select
            | Action::Compare
            | Action::Filter
            | Action::ClearFilter
            | Action::Sort
            | Action::Replay
            | Action::Export
            | Action::MarkUnread
            | Action::Columns
    )
}

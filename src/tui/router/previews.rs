//! Previews in a coach's list, which are read off the loop: a whole session may take long to read. The router asks for one
//! by an order, and drops a reply to a question that it has asked anew since.

use super::screen::Screen;
use super::{App, Order};
use crate::app::preview::PreviewJob;
use crate::domain::overview::SessionPreview;

/// Which preview was asked for last.
#[derive(Debug, Default)]
pub(super) struct Previews {
    /// The session's id, while the reply has not come.
    asked: Option<String>,
    /// How many were asked for; the number of the last question.
    number: u64,
}

impl App {
    /// The session whose preview is to be asked for.
    fn missing_preview(&self) -> Option<String> {
        let wanted = self.wanted_preview();
        wanted.filter(|id| self.previews.asked.as_ref() != Some(id))
    }

    /// The session whose preview the open screen shows, and does not have.
    fn wanted_preview(&self) -> Option<String> {
        match &self.screen {
            Screen::Sessions(sessions) => sessions.wanted_preview(),
            Screen::Cohort(cohort) => cohort.wanted_preview(),
            _ => None,
        }
    }

    /// Whether the loop must not wait before it asks for a preview.
    pub(super) fn has_missing_preview(&self) -> bool {
        self.missing_preview().is_some()
    }

    /// Asks for the preview of the selected session, if it is not here and not asked for.
    pub(super) fn ask_for_preview(&mut self) {
        let Some(id) = self.missing_preview() else {
            return;
        };
        self.previews.number += 1;
        let job: PreviewJob = self.context.preview_job(&id, self.previews.number);
        self.orders.push(Order::LoadPreview(job));
        self.previews.asked = Some(id);
    }

    /// Forgets what was asked for: the sessions may have changed since.
    pub(super) fn forget_previews(&mut self) {
        self.previews.asked = None;
    }

    /// Takes a preview. One that was asked for before the last question is dropped.
    pub(super) fn take_preview(&mut self, number: u64, preview: SessionPreview) {
        if number != self.previews.number {
            return;
        }
        self.previews.asked = None;
        if self.wanted_preview().as_ref() != Some(&preview.id) {
            return;
        }
        match &mut self.screen {
            Screen::Sessions(sessions) => sessions.set_preview(preview),
            Screen::Cohort(cohort) => cohort.set_preview(preview),
            _ => return,
        }
        self.changed = true;
    }
}

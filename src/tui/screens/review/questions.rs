//! The questions of a review: whether to mark the rest of a stage, to publish, to reveal, to merge copies, and where to
//! write the report.

use super::{Pane, Question, ReviewScreen};
use crate::domain::judging::publication;
use crate::domain::judging::review::CoachMark;
use crate::domain::session::event::Wall;
use crate::domain::units::date;
use crate::tui::effect::{Effect, say};
use crate::tui::input::Key;
use crate::tui::keys::Action;
use crate::tui::widgets::text_input::TextInput;

/// Longest path of a report, in characters.
const LONGEST_PATH: usize = 4000;

impl ReviewScreen {
    /// Asks whether to publish the review, or what changed since, and says what would be sent.
    pub(super) fn ask_to_publish(&mut self) -> Vec<Effect> {
        if self.review.says_nothing() {
            return say(
                "nothing to publish yet: the review has no mark, no comment and no message",
            );
        }
        let published = self.review.published;
        if let Some(published) = published.filter(|published| !published.is_changed) {
            return say(format!("already published, {}", date(published.at)));
        }
        let contents = publication::contents(&self.session, self.design(), &self.review);
        self.question = Some(Question::Publish(contents));
        Vec::new()
    }

    fn publish(&mut self, now: Wall) -> Vec<Effect> {
        self.question = None;
        let before = self.review.published;
        self.review.publish(now);
        self.fill_page();
        say(match before {
            Some(_) => "published again, with your changes",
            None => publication::outcome(&self.session),
        })
    }

    /// Takes in what the other versions of this review have. It is not undone by a key, but the copies are kept.
    fn merge(&mut self, now: Wall) -> Vec<Effect> {
        self.question = None;
        for (copy, is_newer) in std::mem::take(&mut self.copies) {
            self.review.merge(&copy, is_newer, now);
        }
        self.undo.clear();
        self.annotate();
        self.select(self.picker.item);
        self.fill_page();
        vec![Effect::FinishMerge]
    }

    /// Reveals the self-scores and other reviews; asks first where not every stage is scored.
    pub(super) fn reveal(&mut self, now: Wall) {
        if self.is_revealed() || self.is_complete() {
            self.reveal_now(true, now);
        } else {
            self.question = Some(Question::Reveal);
        }
    }

    fn reveal_now(&mut self, is_complete: bool, now: Wall) {
        self.review.reveal(is_complete, now);
        self.pane = Pane::Scores;
        self.annotate();
        self.fill_page();
    }

    /// Asks for the file to which the report is written.
    pub fn offer_report(&mut self, path: &str) {
        let input = TextInput::new(path, LONGEST_PATH).with_clipboard(&self.clipboard);
        self.question = Some(Question::Export(input));
    }

    /// Closes the question once the report is written.
    pub fn report_written(&mut self) {
        self.question = None;
    }

    /// Takes a key while a question is open.
    pub(super) fn answer(&mut self, action: Option<&Action>, key: Key, now: Wall) -> Vec<Effect> {
        match (action, &mut self.question) {
            (Some(Action::Yes), Some(Question::Merge)) => return self.merge(now),
            (Some(Action::Yes), Some(Question::Publish(_))) => return self.publish(now),
            (Some(Action::Yes), Some(Question::Rest)) => {
                self.question = None;
                return self.mark_rest(&CoachMark::NotShown, now);
            }
            (Some(Action::Yes), _) => {
                self.question = None;
                self.reveal_now(self.is_complete(), now);
            }
            (Some(Action::Cancel | Action::Back), _) => self.question = None,
            (Some(Action::Accept), Some(Question::Export(input))) => {
                let path = input.text().trim().to_owned();
                return vec![Effect::WriteReport(path)];
            }
            (_, Some(Question::Export(input))) => {
                input.on(action, key);
            }
            _ => {}
        }
        Vec::new()
    }
}

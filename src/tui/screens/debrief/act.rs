//! The keys of the debrief: marks, selections, steps forward and back, and the line for next time.

use super::pages::DebriefPage;
use super::questions::DebriefQuestion;
use super::{DebriefScreen, DebriefStep};
use crate::domain::judging::evidence::evidence;
use crate::domain::judging::marks::SelfMark;
use crate::domain::sanitize;
use crate::domain::session::event::Wall;
use crate::tui::effect::{Effect, say};
use crate::tui::input::Key;
use crate::tui::keys::Action;
use crate::tui::widgets::panes::has_column;
use crate::tui::widgets::scroll::{WHEEL, lines_of};
use crate::tui::widgets::text_input::InputOutcome;

/// What is said where marks of a closed stage can be changed, whichever key led there.
const MARKING_AGAIN: &str =
    "marks can be changed again; a change is recorded as made after the answer";

impl DebriefScreen {
    /// Performs a key's action, except while the line for next time is typed.
    pub(super) fn act(&mut self, action: &Action, now: Wall) -> Vec<Effect> {
        match action {
            Action::Shown => return self.mark_shown(now),
            Action::NotShown => return self.mark(SelfMark::NotShown, now),
            Action::MarkAgain => return self.mark_again(now),
            Action::Advance => return self.advance(now),
            Action::ShowPreviousStage => return self.turn_page(-1, now),
            Action::ShowNextStage => return self.turn_page(1, now),
            Action::Previous => self.picker.notes.turn(-1),
            Action::Next => self.picker.notes.turn(1),
            Action::Back if self.is_from_summary => {
                self.go(DebriefStep::Page(DebriefPage::Summary), now);
            }
            Action::Back => return self.leave_early(now),
            Action::Reply => return self.open_reply(),
            Action::Message => return self.open_message(now),
            Action::Export => return vec![Effect::Export(self.session().head.id.clone())],
            Action::SearchLine => self.search_line(),
            Action::LineUp => self.picker.notes.step(-1),
            Action::LineDown => self.picker.notes.step(1),
            Action::OtherPane => return self.open_other_pane(now),
            Action::Wide => self.is_wide = !self.is_wide,
            moving => self.step(moving),
        }
        Vec::new()
    }

    /// Goes from the answer to the rubric, from there to the notes, and back. An open stage has no answer yet.
    fn open_other_pane(&mut self, now: Wall) -> Vec<Effect> {
        match self.step {
            DebriefStep::Compare(stage) if !self.at_notes && !self.rubric(stage).is_empty() => {
                return self.mark_again(now);
            }
            DebriefStep::Mark(stage) if self.at_notes && !self.is_open(stage) => {
                self.go(DebriefStep::Compare(stage), now);
            }
            _ => self.at_notes = !self.at_notes,
        }
        Vec::new()
    }

    /// Moves in the pane that has the arrow keys.
    fn step(&mut self, action: &Action) {
        match self.step {
            _ if self.at_notes => {
                // A page of the notes is as long as the right pane.
                let by = lines_of(action, self.page_lines());
                self.picker.notes.step(by.unwrap_or(0));
            }
            DebriefStep::Mark(stage) => {
                let by = lines_of(action, 1).unwrap_or(0);
                self.select(stage, self.picker.item.saturating_add_signed(by));
            }
            _ => {
                self.page.scroll.act(action);
            }
        }
    }

    fn page_lines(&self) -> isize {
        let lines = self.notes_area.height.saturating_sub(1).max(1);
        isize::from(lines.cast_signed())
    }

    fn mark_shown(&mut self, now: Wall) -> Vec<Effect> {
        let DebriefStep::Mark(stage) = self.step else {
            return Vec::new();
        };
        let line = self.picker.notes.chosen();
        let item = self.rubric(stage).get(self.picker.item);
        let Some((line, item)) = line.zip(item) else {
            return say(self.picker.choose_first());
        };
        match evidence(self.session(), item, line) {
            Ok(evidence) => self.mark(SelfMark::Shown(evidence), now),
            Err(why) => say(why.to_string()),
        }
    }

    pub(super) fn choose_likely(&mut self, key: Key) -> Vec<Effect> {
        self.picker.choose_likely(key).map_or_else(Vec::new, say)
    }

    fn search_line(&mut self) {
        if matches!(self.step, DebriefStep::Mark(_)) {
            self.at_notes = false;
            self.picker.open_search();
        }
    }

    /// Marks the selected item and selects the next one.
    fn mark(&mut self, mark: SelfMark, now: Wall) -> Vec<Effect> {
        let DebriefStep::Mark(stage) = self.step else {
            return Vec::new();
        };
        let (item, rubric) = (self.picker.item, self.rubric(stage).to_vec());
        let word = match mark {
            SelfMark::Shown(_) => "shown",
            SelfMark::NotShown => "not shown",
        };
        self.debrief.mark(stage, item, mark, &rubric, now);
        if item + 1 < rubric.len() {
            self.select(stage, item + 1);
        }
        if self.marked(stage) == rubric.len() {
            return say("all marked: Enter closes the stage");
        }
        match rubric.get(item).filter(|_| self.right.area.is_empty()) {
            // The rubric is not on the screen, and the item below the notes is the next one.
            Some(marked) => say(format!("{word}: {}", sanitize::line(&marked.look_for))),
            None => Vec::new(),
        }
    }

    fn mark_again(&mut self, now: Wall) -> Vec<Effect> {
        match self.step {
            DebriefStep::Compare(stage) if !self.rubric(stage).is_empty() => {
                self.go(DebriefStep::Mark(stage), now);
                say(MARKING_AGAIN)
            }
            _ => say("there is no rubric here"),
        }
    }

    /// Closes an open stage, after a question where an item has no mark. Elsewhere it goes to the next page, and from the
    /// last one to the line for next time.
    fn advance(&mut self, now: Wall) -> Vec<Effect> {
        match self.step {
            DebriefStep::Mark(stage) if self.unmarked(stage) > 0 => {
                self.question = Some(DebriefQuestion::CloseStage(stage));
                Vec::new()
            }
            DebriefStep::Mark(stage) => self.close_stage(stage, now),
            DebriefStep::Page(DebriefPage::Summary) => {
                self.go(DebriefStep::NextTime, now);
                Vec::new()
            }
            _ if self.tab() + 1 == self.session().stages.len() => {
                // After the last stage, those that were passed over.
                let next = self.first_open().map(DebriefStep::Mark);
                let page = DebriefStep::Page(DebriefPage::Interviewer);
                self.open(next.unwrap_or(page), now)
            }
            _ => self.turn_page(1, now),
        }
    }

    /// Closes a stage and opens its reference answer.
    pub(super) fn close_stage(&mut self, stage: usize, now: Wall) -> Vec<Effect> {
        let rubric = self.rubric(stage).to_vec();
        self.debrief.close(stage, &rubric, now);
        self.go(DebriefStep::Compare(stage), now);
        Vec::new()
    }

    pub(super) fn wheel(&mut self, column: u16, up: bool) {
        let by = if up { -1 } else { 1 };
        match self.step {
            DebriefStep::Mark(_) | DebriefStep::Compare(_)
                if has_column(self.notes_area, column) =>
            {
                self.picker.notes.step(by * WHEEL);
            }
            DebriefStep::Mark(stage) => {
                self.select(stage, self.picker.item.saturating_add_signed(by));
            }
            DebriefStep::Compare(_) | DebriefStep::Page(_) => self.page.scroll.wheel(up),
            DebriefStep::NextTime => {}
        }
    }

    pub(super) fn click(&mut self, column: u16, row: u16, now: Wall) -> Vec<Effect> {
        if let Some(step) = self.tab_at(column, row) {
            self.leave(now);
            return self.open(step, now);
        }
        if !matches!(self.step, DebriefStep::Mark(_) | DebriefStep::Compare(_)) {
            return Vec::new();
        }
        if has_column(self.notes_area, column) {
            self.at_notes = true;
            self.picker.notes.click(row);
        } else if has_column(self.right.area, column) {
            self.at_notes = false;
            if let (DebriefStep::Mark(stage), Some(item)) =
                (self.step, self.right.item_at(column, row))
            {
                self.select(stage, item);
            }
        }
        Vec::new()
    }

    /// Takes a key while the line for next time is typed.
    pub(super) fn line_key(&mut self, action: Option<&Action>, key: Key, now: Wall) -> Vec<Effect> {
        match action {
            Some(Action::Advance) => {
                self.leave(now);
                self.go(DebriefStep::Page(DebriefPage::Summary), now);
                if self.next_time.is_blank() {
                    return Vec::new();
                }
                say("the line is saved")
            }
            Some(Action::ShowPreviousStage) => {
                self.leave(now);
                self.go(DebriefStep::Page(DebriefPage::Summary), now);
                Vec::new()
            }
            Some(Action::Back) => self.leave_early(now),
            _ => effects(self.next_time.on(action, key)),
        }
    }

    pub(super) fn paste(&mut self, text: &str) -> Vec<Effect> {
        effects(self.next_time.paste(text))
    }
}

/// The effects of an edit of the line.
fn effects(outcome: InputOutcome) -> Vec<Effect> {
    match outcome {
        InputOutcome::Full => say("the line is at most 500 characters long"),
        InputOutcome::Cut(text) => vec![Effect::Copy(text)],
        InputOutcome::Same | InputOutcome::Changed => Vec::new(),
    }
}

//! The keys of the debrief: marks, selections, steps forward and back, and the line for next time.

use super::{DebriefScreen, DebriefStep, KEPT};
use crate::domain::judging::evidence::evidence;
use crate::domain::judging::marks::SelfMark;
use crate::domain::session::event::Wall;
use crate::tui::effect::{Effect, say};
use crate::tui::input::Key;
use crate::tui::keys::Action;
use crate::tui::widgets::evidence::CHOOSE_FIRST;
use crate::tui::widgets::panes::has_column;
use crate::tui::widgets::scroll::{WHEEL, lines_of};
use crate::tui::widgets::text_input::InputOutcome;

impl DebriefScreen {
    /// Performs a key's action, except while the line for next time is typed.
    pub(super) fn act(&mut self, action: &Action, now: Wall) -> Vec<Effect> {
        match action {
            Action::Shown => return self.mark_shown(now),
            Action::NotShown => return self.mark(SelfMark::NotShown, now),
            Action::MarkAgain => return self.mark_again(now),
            Action::Onward => return self.onward(now),
            Action::ShowPreviousStage => return self.back(now),
            Action::Before => return self.turn(-1, now),
            Action::After => return self.turn(1, now),
            Action::Back => return self.go_home(KEPT, now),
            Action::Reply => return self.open_reply(),
            Action::Message => return self.open_message(now),
            Action::SearchLine => self.search_line(),
            Action::LineUp => self.picker.notes.step(-1),
            Action::LineDown => self.picker.notes.step(1),
            Action::OtherPane => {
                self.at_notes = !self.at_notes && !matches!(self.step, DebriefStep::Summary(_));
            }
            moving => self.step(moving),
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
            return say(CHOOSE_FIRST);
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
        self.debrief.mark(stage, item, mark, &rubric, now);
        if item + 1 < rubric.len() {
            self.select(stage, item + 1);
        }
        if self.marked(stage) < rubric.len() {
            return Vec::new();
        }
        say("all marked: Enter closes the stage")
    }

    fn mark_again(&mut self, now: Wall) -> Vec<Effect> {
        match self.step {
            DebriefStep::Compare(stage) if !self.rubric(stage).is_empty() => {
                self.go(DebriefStep::Mark(stage), now);
                Vec::new()
            }
            DebriefStep::Compare(_) => say("there is no rubric here"),
            _ => say("g goes back to the stages"),
        }
    }

    fn onward(&mut self, now: Wall) -> Vec<Effect> {
        if let (DebriefStep::Summary(_), Some(stage)) = (self.step, self.first_open()) {
            // The other pages have answers of stages that are not scored.
            self.go(DebriefStep::Mark(stage), now);
            return Vec::new();
        }
        let last = self.session().stages.len().saturating_sub(1);
        let mut message = Vec::new();
        let next = match self.step {
            DebriefStep::Mark(stage) => {
                let rubric = self.rubric(stage).to_vec();
                let unmarked = rubric.len() - self.marked(stage);
                if unmarked > 0 {
                    message = say(format!("{unmarked} without a mark count as not shown"));
                }
                self.debrief.close(stage, &rubric, now);
                DebriefStep::Compare(stage)
            }
            DebriefStep::Compare(stage) if stage < last => self.step_at(stage + 1),
            DebriefStep::Compare(_) => DebriefStep::Summary(0),
            DebriefStep::Summary(page) if page + 1 < self.titles().len() => {
                DebriefStep::Summary(page + 1)
            }
            DebriefStep::Summary(_) | DebriefStep::NextTime => DebriefStep::NextTime,
        };
        self.go(next, now);
        message
    }

    fn back(&mut self, now: Wall) -> Vec<Effect> {
        if matches!(self.step, DebriefStep::Summary(_)) && self.unscored() > 0 {
            return self.onward(now);
        }
        let last = self.session().stages.len().saturating_sub(1);
        let step = match self.step {
            DebriefStep::Mark(0) | DebriefStep::Compare(0) => {
                return say("this is the first stage");
            }
            DebriefStep::Mark(stage) | DebriefStep::Compare(stage) => self.step_at(stage - 1),
            DebriefStep::Summary(0) => self.step_at(last),
            DebriefStep::Summary(page) => DebriefStep::Summary(page - 1),
            DebriefStep::NextTime => DebriefStep::Summary(self.titles().len() - 1),
        };
        self.go(step, now);
        Vec::new()
    }

    /// Shows the notes of the previous or next stage; in the summary, the previous or next page.
    fn turn(&mut self, by: isize, now: Wall) -> Vec<Effect> {
        let DebriefStep::Summary(page) = self.step else {
            self.picker.notes.turn(by);
            return Vec::new();
        };
        if self.unscored() > 0 {
            return self.onward(now);
        }
        let to = page.saturating_add_signed(by);
        if to < self.titles().len() {
            self.go(DebriefStep::Summary(to), now);
            return Vec::new();
        }
        self.onward(now)
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
            DebriefStep::Compare(_) | DebriefStep::Summary(_) => self.page.scroll.wheel(up),
            DebriefStep::NextTime => {}
        }
    }

    pub(super) fn click(&mut self, column: u16, row: u16) {
        if !matches!(self.step, DebriefStep::Mark(_) | DebriefStep::Compare(_)) {
            return;
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
    }

    /// Takes a key while the line for next time is typed.
    pub(super) fn line_key(&mut self, action: Option<&Action>, key: Key, now: Wall) -> Vec<Effect> {
        match action {
            Some(Action::Onward) => self.go_home("the debrief is kept", now),
            Some(Action::ShowPreviousStage) => {
                self.leave(now);
                self.back(now)
            }
            Some(Action::Back) => self.go_home(KEPT, now),
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
        InputOutcome::Full => say("one line is enough"),
        InputOutcome::Cut(text) => vec![Effect::Copy(text)],
        InputOutcome::Same | InputOutcome::Changed => Vec::new(),
    }
}

//! What the keys of the debrief do: marks, choices, steps forward and back, and the line for next time.

use std::time::Duration;

use super::{DebriefScreen, Half, KEPT, Step};
use crate::domain::judging::evidence::evidence;
use crate::domain::judging::marks::Mark;
use crate::domain::session::event::Wall;
use crate::tui::effect::Effect;
use crate::tui::input::Key;
use crate::tui::keys::{self, Action, Context};
use crate::tui::widgets::help::Help;
use crate::tui::widgets::notes::{Action as Edit, Outcome};

/// How many lines the wheel moves.
const WHEEL: isize = 3;
/// Longer is no line to remember.
const LONGEST_LINE: usize = 500;

impl DebriefScreen {
    pub(super) fn mark_key(&mut self, stage: usize, key: Key, now: Wall) -> Vec<Effect> {
        let action = keys::action(Context::Debrief, key);
        let in_notes = self.half == Half::Notes;
        match action {
            Some(Action::Shown) => return self.mark_shown(stage, now),
            Some(Action::NotShown) => return self.mark(stage, Mark::NotShown, now),
            Some(Action::LineUp) => self.sheet.step(-1),
            Some(Action::LineDown) => self.sheet.step(1),
            Some(Action::Up) if in_notes => self.sheet.step(-1),
            Some(Action::Down) if in_notes => self.sheet.step(1),
            Some(Action::Up) => self.choose(stage, self.item.saturating_sub(1)),
            Some(Action::Down) => {
                let last = self.rubric(stage).len().saturating_sub(1);
                self.choose(stage, (self.item + 1).min(last));
            }
            other => return self.elsewhere(other.as_ref(), now),
        }
        Vec::new()
    }

    pub(super) fn page_key(&mut self, key: Key, now: Wall) -> Vec<Effect> {
        let action = keys::action(Context::Compare, key);
        let rows = self.page.rows();
        match action {
            Some(Action::Up) => self.scroll(-1),
            Some(Action::Down) => self.scroll(1),
            Some(Action::PageUp) => self.scroll(-rows),
            Some(Action::PageDown) => self.scroll(rows),
            Some(Action::First) => self.scroll(isize::MIN),
            Some(Action::Last) => self.scroll(isize::MAX),
            Some(Action::MarkAgain) => return self.mark_again(now),
            other => return self.elsewhere(other.as_ref(), now),
        }
        Vec::new()
    }

    /// What a key does while marking and on pages alike.
    fn elsewhere(&mut self, action: Option<&Action>, now: Wall) -> Vec<Effect> {
        match action {
            Some(Action::Onward) => return self.onward(now),
            Some(Action::PreviousStage) => return self.back(now),
            Some(Action::Before) => return self.turn(-1, now),
            Some(Action::After) => return self.turn(1, now),
            Some(Action::OtherHalf) if !matches!(self.step, Step::Summary(_)) => {
                self.half = match self.half {
                    Half::Notes => Half::Right,
                    Half::Right => Half::Notes,
                };
            }
            Some(Action::Back) => return self.away(KEPT, now),
            Some(Action::Help) => self.help = Some(Help::of(&[self.context()])),
            Some(Action::Suspend) => return vec![Effect::Suspend],
            Some(Action::Redraw) => return vec![Effect::Redraw],
            _ => {}
        }
        Vec::new()
    }

    fn scroll(&mut self, by: isize) {
        if self.half == Half::Notes {
            self.sheet.step(by);
        } else {
            self.page.scroll(by);
        }
    }

    fn mark_shown(&mut self, stage: usize, now: Wall) -> Vec<Effect> {
        let chosen = self.sheet.chosen();
        let Some(((in_stage, line), item)) = chosen.zip(self.rubric(stage).get(self.item)) else {
            return vec![Effect::Say("choose the line that shows it: J, K".into())];
        };
        match evidence(self.session(), item, in_stage, line) {
            Ok(evidence) => self.mark(stage, Mark::Shown(evidence), now),
            Err(why) => vec![Effect::Say(why.to_string())],
        }
    }

    /// Marks the chosen item and goes on to the next.
    fn mark(&mut self, stage: usize, mark: Mark, now: Wall) -> Vec<Effect> {
        let rubric = self.rubric(stage).to_vec();
        self.debrief.mark(stage, self.item, mark, &rubric, now);
        if self.item + 1 < rubric.len() {
            self.choose(stage, self.item + 1);
        }
        let all = self.marked(stage) == rubric.len();
        let words = "all marked: Enter closes the stage";
        all.then(|| Effect::Say(words.into())).into_iter().collect()
    }

    fn mark_again(&mut self, now: Wall) -> Vec<Effect> {
        match self.step {
            Step::Compare(stage) if !self.rubric(stage).is_empty() => {
                self.go(Step::Mark(stage), now);
                Vec::new()
            }
            Step::Compare(_) => vec![Effect::Say("there is no rubric here".into())],
            _ => vec![Effect::Say("g goes back to the stages".into())],
        }
    }

    fn onward(&mut self, now: Wall) -> Vec<Effect> {
        let last = self.session().pages.len().saturating_sub(1);
        let mut said = Vec::new();
        let next = match self.step {
            Step::Mark(stage) => {
                let rubric = self.rubric(stage).to_vec();
                let unmarked = rubric.len() - self.marked(stage);
                if unmarked > 0 {
                    let words = format!("{unmarked} without a mark count as not shown");
                    said.push(Effect::Say(words));
                }
                self.debrief.close(stage, &rubric, now);
                Step::Compare(stage)
            }
            Step::Compare(stage) if stage < last => self.step_at(stage + 1),
            Step::Compare(_) => Step::Summary(0),
            Step::Summary(page) if page + 1 < self.titles().len() => Step::Summary(page + 1),
            Step::Summary(_) | Step::NextTime => Step::NextTime,
        };
        self.go(next, now);
        said
    }

    fn back(&mut self, now: Wall) -> Vec<Effect> {
        let last = self.session().pages.len().saturating_sub(1);
        let step = match self.step {
            Step::Mark(0) | Step::Compare(0) => {
                return vec![Effect::Say("this is the first stage".into())];
            }
            Step::Mark(stage) | Step::Compare(stage) => self.step_at(stage - 1),
            Step::Summary(0) => self.step_at(last),
            Step::Summary(page) => Step::Summary(page - 1),
            Step::NextTime => Step::Summary(self.titles().len() - 1),
        };
        self.go(step, now);
        Vec::new()
    }

    /// The notes of the stage before or after; in the summary the page before or after.
    fn turn(&mut self, by: isize, now: Wall) -> Vec<Effect> {
        let Step::Summary(page) = self.step else {
            self.sheet.turn(by);
            return Vec::new();
        };
        let to = page.saturating_add_signed(by);
        if to < self.titles().len() {
            self.go(Step::Summary(to), now);
            return Vec::new();
        }
        self.onward(now)
    }

    pub(super) fn wheel(&mut self, column: u16, up: bool) {
        let by = if up { -1 } else { 1 };
        if self.help.is_some() {
            return;
        }
        match self.step {
            Step::Mark(_) | Step::Compare(_) if self.places.is_in_notes(column) => {
                self.sheet.step(by * WHEEL);
            }
            Step::Mark(stage) => {
                let last = self.rubric(stage).len().saturating_sub(1);
                self.choose(stage, self.item.saturating_add_signed(by).min(last));
            }
            Step::Compare(_) | Step::Summary(_) => self.page.scroll(by * WHEEL),
            Step::NextTime => {}
        }
    }

    pub(super) fn click(&mut self, column: u16, row: u16) {
        if self.help.is_some() || !matches!(self.step, Step::Mark(_) | Step::Compare(_)) {
            return;
        }
        if self.places.is_in_notes(column) {
            self.half = Half::Notes;
            self.sheet.click(row);
        } else if let Some(half) = self.places.right_at(column) {
            self.half = half;
            let item = self.places.item_at(row);
            if let (Step::Mark(stage), Some(item)) = (self.step, item) {
                self.choose(stage, item);
            }
        }
    }

    pub(super) fn line_key(&mut self, key: Key, now: Wall) -> Vec<Effect> {
        match keys::action(Context::NextTime, key) {
            Some(Action::Onward) => return self.away("the debrief is kept", now),
            Some(Action::PreviousStage) => {
                self.leave(now);
                return self.back(now);
            }
            Some(Action::Back) => return self.away(KEPT, now),
            Some(Action::Help) => self.help = Some(Help::of(&[Context::NextTime])),
            Some(Action::Redraw) => return vec![Effect::Redraw],
            _ => return self.type_line(key),
        }
        Vec::new()
    }

    fn type_line(&mut self, key: Key) -> Vec<Effect> {
        match (keys::action(Context::Notes, key), key.typed()) {
            (Some(Action::Edit(Edit::Newline | Edit::Indent | Edit::Unindent)), _) => Vec::new(),
            (Some(Action::Edit(edit)), _) => self.edit_line(edit),
            (None, Some(character)) => self.edit_line(Edit::Insert(character)),
            _ => Vec::new(),
        }
    }

    /// What is pasted comes on one line.
    pub(super) fn paste(&mut self, text: &str) -> Vec<Effect> {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.edit_line(Edit::Paste(line))
    }

    fn edit_line(&mut self, edit: Edit) -> Vec<Effect> {
        let before = self.next_time.clone();
        // Undo goes by words alone: a line is too short for pauses to tell anything.
        let outcome = self.next_time.act(edit, Duration::ZERO);
        let length = self.next_time.rope().len_chars();
        if length > LONGEST_LINE && length > before.rope().len_chars() {
            self.next_time = before;
            return vec![Effect::Say("one line is enough".into())];
        }
        match outcome {
            Outcome::Copied(text) | Outcome::Cut(text) => vec![Effect::Copy(text)],
            Outcome::Same | Outcome::Changed | Outcome::Full => Vec::new(),
        }
    }
}

//! The keys of a review: marks, moving between stages and panes, revealing, and routes to other screens.

use ratatui::layout::Position;

use super::{Pane, Question, ReviewScreen, evidence};
use crate::domain::judging::anchor::LinePosition;
use crate::domain::judging::evidence;
use crate::domain::judging::review::CoachMark;
use crate::domain::session::event::Wall;
use crate::tui::effect::{Effect, Route, go, say};
use crate::tui::input::Key;
use crate::tui::keys::Action;
use crate::tui::widgets::panes::has_column;
use crate::tui::widgets::scroll::{WHEEL, lines_of, stepped};

/// Whether an action marks items of the rubric.
pub(super) fn is_marking(action: &Action) -> bool {
    matches!(
        action,
        Action::Shown
            | Action::NotShown
            | Action::NotAssessed
            | Action::RestNotAssessed
            | Action::Advance
    )
}

impl ReviewScreen {
    pub(super) fn act(&mut self, action: &Action, now: Wall) -> Vec<Effect> {
        if is_marking(action) && !self.is_at_items() {
            return say("items are marked beside the rubric or the notes: Tab goes there");
        }
        if let Err(why) = self.availability(action) {
            return say(why);
        }
        let was_refused = std::mem::take(&mut self.was_refused);
        match action {
            Action::Shown => self.mark_shown(now),
            Action::NotShown => self.mark(CoachMark::NotShown, now),
            Action::NotAssessed => self.mark(CoachMark::NotAssessed, now),
            Action::RestNotAssessed => self.mark_rest(&CoachMark::NotAssessed, now),
            Action::Advance => self.advance(was_refused, now),
            Action::SearchLine => {
                self.search_line();
                Vec::new()
            }
            Action::Comment => self.comment_on_lines(),
            Action::EditComment => self.edit_comment(),
            Action::Resolve => self.resolve(now),
            Action::Undo => self.undo(now),
            Action::Export => vec![Effect::OfferReport],
            Action::Replay => go(Route::Replay),
            Action::Back if !self.picker.notes.clear_mark() => go(Route::Back),
            Action::ItemNote => self.open_item_note(),
            Action::Message => self.open_message(),
            Action::Publish => self.ask_to_publish(),
            Action::Reload => vec![Effect::RefreshReview],
            Action::Merge if self.copies.is_empty() => say("there is no copy of this review"),
            Action::Merge => {
                self.question = Some(Question::Merge);
                Vec::new()
            }
            Action::Reveal => {
                self.reveal(now);
                Vec::new()
            }
            moving => {
                self.step(moving);
                Vec::new()
            }
        }
    }

    /// Whether the open pane is one beside which items are marked.
    pub(super) fn is_at_items(&self) -> bool {
        matches!(self.pane, Pane::Rubric | Pane::Notes)
    }

    fn step(&mut self, action: &Action) {
        let notes = &mut self.picker.notes;
        match action {
            Action::LineUp => notes.step(-1),
            Action::LineDown => notes.step(1),
            Action::SelectUp => notes.extend(-1),
            Action::SelectDown => notes.extend(1),
            Action::Select => {
                notes.toggle_mark();
                return;
            }
            Action::ShowPreviousStage => self.go(self.stage.saturating_sub(1)),
            Action::ShowNextStage => self.go(self.stage + 1),
            Action::OtherPane => self.turn_pane(1),
            Action::PreviousPane => self.turn_pane(-1),
            moving => {
                if let Some(by) = lines_of(moving, 1) {
                    self.step_in_pane(by);
                }
                return;
            }
        }
        let moves_line = matches!(
            action,
            Action::LineUp | Action::LineDown | Action::SelectUp | Action::SelectDown
        );
        if moves_line {
            self.picker.take_chosen();
        }
    }

    /// Moves in the pane that has the arrow keys.
    fn step_in_pane(&mut self, by: isize) {
        match self.pane {
            Pane::Notes => {
                self.picker.notes.step(by);
                self.picker.take_chosen();
            }
            Pane::Rubric => self.select(self.picker.item.saturating_add_signed(by)),
            Pane::Comments => {
                let count = self.comments_here().len();
                self.select_comment(stepped(self.comment, by, count));
            }
            Pane::Record | Pane::Scores => self.page.scroll.by(by),
        }
    }

    fn turn_pane(&mut self, by: isize) {
        self.pane = self.pane.turned(by);
        self.fill_page();
        if self.pane == Pane::Comments {
            self.select_comment(self.comment);
        }
    }

    fn mark_shown(&mut self, now: Wall) -> Vec<Effect> {
        let Some(item) = self.rubric(self.stage).get(self.picker.item) else {
            return say(self.no_rubric());
        };
        let Some(line) = self.line() else {
            // Whoever means to mark one item must not mark all of them by the next key.
            self.was_refused = true;
            return say(self.picker.choose_first());
        };
        match evidence::evidence(&self.session, item, line) {
            Ok(evidence) => self.mark(CoachMark::Shown(evidence), now),
            Err(why) => say(why.to_string()),
        }
    }

    /// The line at which the selected item would be marked: in the notes it is the one chosen there.
    pub(super) fn line(&self) -> Option<LinePosition> {
        match self.pane {
            Pane::Notes => self.picker.notes.chosen(),
            _ => self.picker.line(),
        }
    }

    pub(super) fn choose_likely(&mut self, key: Key) -> Vec<Effect> {
        self.was_refused = false;
        self.picker.choose_likely(key).map_or_else(Vec::new, say)
    }

    fn search_line(&mut self) {
        if !self.rubric(self.stage).is_empty() {
            self.pane = Pane::Rubric;
            self.picker.open_search();
        }
    }

    pub(super) fn no_rubric(&self) -> String {
        match &self.design {
            Ok(_) => "this stage has no rubric".to_owned(),
            Err(why) => format!("there is no rubric: {why}"),
        }
    }

    /// Marks the selected item and selects the next one; the notes stay at the line that was looked at.
    fn mark(&mut self, mark: CoachMark, now: Wall) -> Vec<Effect> {
        let (stage, item) = (self.stage, self.picker.item);
        let items = self.rubric(stage).len();
        if item >= items {
            return say(self.no_rubric());
        }
        let seen = self.line();
        self.pane = Pane::Rubric;
        self.change(|review| review.mark(stage, item, mark, now));
        if item + 1 < items {
            let marked = evidence(&self.session, &self.review, stage, item + 1);
            self.picker.select_after(seen, (stage, item + 1), marked);
        }
        if !self.is_scored(stage) {
            return Vec::new();
        }
        say(self.what_next())
    }

    /// Goes to the next stage that is not scored; what is not marked here is marked as not shown, after a question unless
    /// it is one item.
    fn advance(&mut self, was_refused: bool, now: Wall) -> Vec<Effect> {
        let left = self.unmarked();
        // Whoever meant to mark one item with a line must not mark it as not shown by the next key.
        if left > 1 || left > 0 && was_refused {
            self.question = Some(Question::Rest);
            return Vec::new();
        }
        self.mark_rest(&CoachMark::NotShown, now)
    }

    /// How many items of the stage have no mark.
    pub(super) fn unmarked(&self) -> usize {
        let items = self.rubric(self.stage).len();
        items - self.review.marked(self.stage, items)
    }

    /// Marks the stage's unmarked items, then goes to the next stage that is not scored.
    pub(super) fn mark_rest(&mut self, mark: &CoachMark, now: Wall) -> Vec<Effect> {
        let stage = self.stage;
        let items = self.rubric(stage).len();
        let left = self.unmarked();
        self.change(|review| review.mark_rest(stage, items, mark, now));
        let mut stages = (stage + 1..self.session.stages.len()).chain(0..stage);
        let next = stages.find(|stage| !self.is_scored(*stage));
        self.go(next.unwrap_or(stage + 1));
        let marked = match (left, mark) {
            (0, _) => String::new(),
            (left, CoachMark::NotAssessed) => format!("{left} not assessed, z undoes it; "),
            (left, _) => format!("{left} not shown, z undoes it; "),
        };
        say(marked + &self.what_next())
    }

    fn what_next(&self) -> String {
        match self.scored() {
            (scored, all) if scored < all => format!("{scored} of {all} stages scored"),
            _ if self.is_revealed() => "every stage is scored".to_owned(),
            _ if self.is_calibration => "all scored: q goes back".to_owned(),
            _ => "all scored: v reveals".to_owned(),
        }
    }

    pub(super) fn paste(&mut self, text: &str, now: Wall) -> Vec<Effect> {
        if self.message.is_some() {
            return self.paste_into_message(text, now);
        }
        if let Some(editor) = &mut self.item_note {
            editor.input.paste(text);
            self.take_item_note(now);
            return Vec::new();
        }
        match &mut self.question {
            Some(Question::Export(input)) if self.editor.is_none() => {
                input.paste(text);
            }
            _ if self.picker.is_searching() => self.picker.paste(text),
            _ => self.paste_into_comment(text),
        }
        Vec::new()
    }

    pub(super) fn wheel(&mut self, column: u16, up: bool) {
        let by = if up { -1 } else { 1 };
        let is_page = matches!(self.pane, Pane::Record | Pane::Scores);
        if self.is_typing() {
        } else if has_column(self.notes_area, column) {
            self.picker.notes.step(by * WHEEL);
            self.picker.take_chosen();
        } else {
            self.step_in_pane(if is_page { by * WHEEL } else { by });
        }
    }

    pub(super) fn click(&mut self, column: u16, row: u16) {
        if self.is_typing() {
            return;
        }
        let cell = Position::new(column, row);
        let tab = self.tabs.iter().find(|(tab, _)| tab.contains(cell));
        if let Some((_, stage)) = tab {
            self.go(*stage);
        } else if has_column(self.notes_area, column) {
            self.picker.notes.click(row);
            self.picker.take_chosen();
        } else if let Some(item) = self.drawn.item_at(column, row) {
            if self.pane == Pane::Comments {
                self.select_comment(item);
            } else {
                self.pane = Pane::Rubric;
                self.select(item);
            }
        }
    }

    /// Whether a comment, a question or a search takes the keys.
    fn is_typing(&self) -> bool {
        self.item_note.is_some()
            || self.message.is_some()
            || self.editor.is_some()
            || self.question.is_some()
            || self.picker.is_searching()
    }
}

//! What the keys of a review do: marks, comments, the way through the stages, revealing, and what leads elsewhere.

use std::time::Duration;

use super::editor::Editor;
use super::{Question, ReviewScreen, Side};
use crate::domain::judging::anchor::Anchor;
use crate::domain::judging::evidence::evidence;
use crate::domain::judging::review::{Draft, Kind, Mark};
use crate::domain::session::event::Wall;
use crate::tui::effect::{Effect, Place};
use crate::tui::input::Key;
use crate::tui::keys::{self, Action, Context};
use crate::tui::widgets::help::Help;
use crate::tui::widgets::line::LineInput;

/// How many lines the wheel moves.
const WHEEL: isize = 3;
/// Longer is no comment.
const LONGEST: usize = 2000;

fn say(words: impl Into<String>) -> Vec<Effect> {
    vec![Effect::Say(words.into())]
}

impl ReviewScreen {
    pub(super) fn review_key(&mut self, key: Key, now: Wall) -> Vec<Effect> {
        let action = keys::action(Context::Review, key);
        match action {
            Some(Action::Shown) => return self.mark_shown(now),
            Some(Action::NotShown) => return self.mark(Mark::NotShown, now),
            Some(Action::NotAssessed) => return self.mark(Mark::NotAssessed, now),
            Some(Action::RestNotAssessed) => return self.mark_rest(&Mark::NotAssessed, now),
            Some(Action::Onward) => return self.mark_rest(&Mark::NotShown, now),
            Some(Action::Comment) => return self.comment_on_lines(),
            Some(Action::EditComment) => return self.edit_comment(),
            Some(Action::Resolve) => return self.resolve(now),
            Some(Action::Undo) => return self.take_back(now),
            Some(Action::Reveal) => return self.reveal(now),
            Some(Action::Export) => return vec![Effect::OfferReport],
            Some(Action::Replay) => return vec![Effect::Go(Place::Replay)],
            Some(Action::Back) if self.sheet.clear_mark() => {}
            Some(Action::Back) => return vec![Effect::Go(Place::Back)],
            Some(Action::Help) => self.help = Some(Help::of(&[Context::Review])),
            Some(Action::Suspend) => return vec![Effect::Suspend],
            Some(Action::Redraw) => return vec![Effect::Redraw],
            Some(action) => self.move_by(&action),
            None => {}
        }
        Vec::new()
    }

    fn move_by(&mut self, action: &Action) {
        match action {
            Action::LineUp => self.sheet.step(-1),
            Action::LineDown => self.sheet.step(1),
            Action::SelectUp => self.sheet.extend(-1),
            Action::SelectDown => self.sheet.extend(1),
            Action::Select => {
                self.sheet.toggle_mark();
            }
            Action::Up => self.step(-1),
            Action::Down => self.step(1),
            Action::First => self.step(isize::MIN),
            Action::Last => self.step(isize::MAX),
            Action::Before => self.sheet.turn(-1),
            Action::After => self.sheet.turn(1),
            Action::PreviousStage => self.go(self.stage.saturating_sub(1)),
            Action::NextStage => {
                let last = self.session.pages.len().saturating_sub(1);
                self.go((self.stage + 1).min(last));
            }
            Action::OtherHalf => self.turn_side(1),
            Action::OtherHalfBack => self.turn_side(-1),
            _ => {}
        }
    }

    /// Moves in what has the arrows.
    fn step(&mut self, by: isize) {
        match self.side {
            Side::Notes => self.sheet.step(by),
            Side::Rubric => {
                let last = self.rubric(self.stage).len().saturating_sub(1);
                self.choose(self.item.saturating_add_signed(by).min(last));
            }
            Side::Comments => self.choose_comment(by),
            Side::Record | Side::Scores => self.page.scroll(by),
        }
    }

    /// Chooses a comment and the line that it holds on to.
    fn choose_comment(&mut self, by: isize) {
        let here = self.comments_here();
        let last = here.len().saturating_sub(1);
        self.comment = self.comment.saturating_add_signed(by).min(last);
        if let Some((_, Some(spot))) = here.get(self.comment) {
            self.sheet.show(spot.stage, Some(spot.line));
        }
    }

    fn turn_side(&mut self, by: isize) {
        let all = Side::ALL.len().cast_signed();
        let here = Side::ALL.iter().position(|side| *side == self.side);
        let here = here.unwrap_or(0).cast_signed();
        self.side = Side::ALL[(here + by).rem_euclid(all).unsigned_abs()];
        self.fill_page();
        if self.side == Side::Comments {
            self.choose_comment(0);
        }
    }

    fn mark_shown(&mut self, now: Wall) -> Vec<Effect> {
        let Some(item) = self.rubric(self.stage).get(self.item) else {
            return say(self.no_rubric());
        };
        let Some((in_stage, line)) = self.sheet.chosen() else {
            return say("choose the line that shows it: J, K");
        };
        match evidence(&self.session, item, in_stage, line) {
            Ok(evidence) => self.mark(Mark::Shown(evidence), now),
            Err(why) => say(why.to_string()),
        }
    }

    fn no_rubric(&self) -> String {
        match &self.design {
            Ok(_) => "this stage has no rubric".to_owned(),
            Err(why) => format!("there is no rubric: {why}"),
        }
    }

    /// Marks the chosen item and goes on to the next.
    fn mark(&mut self, mark: Mark, now: Wall) -> Vec<Effect> {
        let (stage, item) = (self.stage, self.item);
        let items = self.rubric(stage).len();
        if item >= items {
            return say(self.no_rubric());
        }
        self.side = Side::Rubric;
        self.change(|review| review.mark(stage, item, mark, now));
        if item + 1 < items {
            self.choose(item + 1);
        }
        if !self.is_scored(stage) {
            return Vec::new();
        }
        say(self.what_next())
    }

    /// Marks what is left of the stage, then goes on to the next one.
    fn mark_rest(&mut self, mark: &Mark, now: Wall) -> Vec<Effect> {
        let stage = self.stage;
        let items = self.rubric(stage).len();
        let left = items - self.review.marked(stage, items);
        self.change(|review| review.mark_rest(stage, items, mark, now));
        let next = (stage + 1..self.session.pages.len()).find(|stage| !self.is_scored(*stage));
        let next = next.or((0..stage).find(|stage| !self.is_scored(*stage)));
        let last = self.session.pages.len().saturating_sub(1);
        self.go(next.unwrap_or((stage + 1).min(last)));
        let words = match (left, mark) {
            (0, _) => String::new(),
            (left, Mark::NotAssessed) => format!("{left} not assessed; "),
            (left, _) => format!("{left} not shown; "),
        };
        say(words + &self.what_next())
    }

    fn what_next(&self) -> String {
        match self.scored() {
            (scored, all) if scored < all => format!("{scored} of {all} stages scored"),
            _ if self.is_revealed() => "every stage is scored".to_owned(),
            _ => "all scored: v reveals".to_owned(),
        }
    }

    fn take_back(&mut self, now: Wall) -> Vec<Effect> {
        let Some(before) = self.undo.pop() else {
            return say("nothing to take back");
        };
        // What was seen cannot be unseen.
        let revealed = self.review.revealed.or(before.revealed);
        let after = &self.review.marked_after_reveal | &before.marked_after_reveal;
        self.review = before;
        self.review.revealed = revealed;
        self.review.marked_after_reveal = after;
        self.review.changed = Some(now);
        self.annotate();
        self.fill_page();
        say("taken back")
    }

    fn comment_on_lines(&mut self) -> Vec<Effect> {
        if let Some(draft) = &self.review.draft {
            self.editor = Some(Editor::of(draft));
            return say("a comment that was begun: go on with it");
        }
        let anchor = self.sheet.selected();
        let anchor =
            anchor.and_then(|(stage, first, last)| Anchor::on(&self.session, stage, first, last));
        let Some(anchor) = anchor else {
            return say("choose a line with words to comment on: J, K; Shift-↓ takes more");
        };
        self.editor = Some(Editor::of(&Draft {
            of: None,
            kind: Kind::default(),
            anchor,
            text: String::new(),
        }));
        Vec::new()
    }

    /// The comment that `e` and `C` mean: the chosen one of the list, else the last on the chosen line.
    fn comment_meant(&self) -> Option<usize> {
        let here = self.comments_here();
        if self.side == Side::Comments {
            return here.get(self.comment).map(|(place, _)| *place);
        }
        let (stage, line) = self.sheet.chosen()?;
        let spots = self.spots().into_iter().enumerate();
        let holds = |(place, spot): (usize, Option<crate::domain::judging::anchor::Spot>)| {
            let spot = spot.filter(|spot| spot.stage == stage)?;
            let lines = spot.line..spot.line + self.review.comments[place].anchor.lines();
            lines.contains(&line).then_some(place)
        };
        spots.rev().find_map(holds)
    }

    fn edit_comment(&mut self) -> Vec<Effect> {
        if self.review.draft.is_some() {
            return self.comment_on_lines();
        }
        let Some(place) = self.comment_meant() else {
            return say("no comment on this line: c makes one");
        };
        let comment = &self.review.comments[place];
        self.editor = Some(Editor::of(&Draft {
            of: Some(place),
            kind: comment.kind,
            anchor: comment.anchor.clone(),
            text: comment.text.clone(),
        }));
        Vec::new()
    }

    fn resolve(&mut self, now: Wall) -> Vec<Effect> {
        let Some(place) = self.comment_meant() else {
            return say("no comment on this line to resolve");
        };
        self.change(|review| review.resolve(place, now));
        let resolved = self.review.comments[place].resolved.is_some();
        say(if resolved {
            "resolved; C opens it again"
        } else {
            "open again"
        })
    }

    fn reveal(&mut self, now: Wall) -> Vec<Effect> {
        if self.is_revealed() || self.is_complete() {
            self.review.reveal(true, now);
            self.side = Side::Scores;
            self.fill_page();
        } else {
            self.question = Some(Question::Reveal);
        }
        Vec::new()
    }

    /// Asks where the report goes.
    pub fn offer_report(&mut self, path: &str) {
        let mut line = LineInput::default();
        line.paste(path, Duration::ZERO);
        self.question = Some(Question::Export(Box::new(line)));
    }

    pub(super) fn answer(&mut self, key: Key, now: Wall) -> Vec<Effect> {
        match &mut self.question {
            Some(Question::Reveal) => match keys::action(Context::Revealing, key) {
                Some(Action::Yes) => {
                    self.question = None;
                    let complete = self.is_complete();
                    self.review.reveal(complete, now);
                    self.side = Side::Scores;
                    self.fill_page();
                }
                Some(Action::Stay) => self.question = None,
                _ => {}
            },
            Some(Question::Export(line)) => match keys::action(Context::Naming, key) {
                Some(Action::Take) => {
                    let path = line.text().trim().to_owned();
                    return vec![Effect::WriteReport(path)];
                }
                Some(Action::Clear) => line.clear(),
                Some(Action::Back) => self.question = None,
                _ => {
                    line.on(key, Duration::ZERO);
                }
            },
            None => {}
        }
        Vec::new()
    }

    /// The report is written.
    pub fn report_written(&mut self) {
        self.question = None;
    }

    pub(super) fn editor_key(&mut self, key: Key, now: Wall) -> Vec<Effect> {
        let Some(editor) = &mut self.editor else {
            return Vec::new();
        };
        match keys::action(Context::Commenting, key) {
            Some(Action::Take) => {
                if !editor.take_phrase(&self.phrases) {
                    self.keep_comment(now);
                    return Vec::new();
                }
            }
            Some(Action::Back) => {
                let is_empty = editor.line.text().trim().is_empty();
                self.editor = None;
                if is_empty {
                    self.review.draft = None;
                    return Vec::new();
                }
                return say("not kept yet: c goes on with it");
            }
            Some(Action::Change) => editor.kind = editor.kind.next(),
            Some(Action::Up) => editor.step(true, &self.phrases),
            Some(Action::Down) => editor.step(false, &self.phrases),
            Some(Action::KeepPhrase) => return self.keep_phrase(),
            Some(Action::Help) => self.help = Some(Help::of(&[Context::Commenting])),
            Some(Action::Redraw) => return vec![Effect::Redraw],
            _ => return self.type_comment(key),
        }
        self.draft();
        Vec::new()
    }

    fn type_comment(&mut self, key: Key) -> Vec<Effect> {
        let Some(editor) = &mut self.editor else {
            return Vec::new();
        };
        if editor.line.text().chars().count() >= LONGEST && key.typed().is_some() {
            return say("a comment holds 2,000 characters");
        }
        editor.type_key(key);
        self.draft();
        Vec::new()
    }

    pub(super) fn paste(&mut self, text: &str) {
        let text: String = text.chars().take(LONGEST).collect();
        if let Some(editor) = &mut self.editor {
            editor.line.paste(&text, Duration::ZERO);
            self.draft();
        } else if let Some(Question::Export(line)) = &mut self.question {
            line.paste(&text, Duration::ZERO);
        }
    }

    /// Keeps what is typed as it grows.
    fn draft(&mut self) {
        let draft = self.editor.as_ref().map(Editor::draft);
        let untouched = |draft: &Draft| draft.of.is_none() && draft.text.trim().is_empty();
        self.review.draft = draft.filter(|draft| !untouched(draft));
    }

    fn keep_comment(&mut self, now: Wall) {
        let Some(editor) = self.editor.take() else {
            return;
        };
        self.review.draft = None;
        let draft = editor.draft();
        self.change(|review| {
            review.draft = Some(draft);
            review.keep_draft(now);
        });
        self.sheet.clear_mark();
    }

    fn keep_phrase(&mut self) -> Vec<Effect> {
        let Some(editor) = &self.editor else {
            return Vec::new();
        };
        let phrase = editor.line.text().trim().to_owned();
        if phrase.is_empty() {
            return say("type the phrase first");
        }
        if self.phrases.contains(&phrase) {
            return say("that is among your phrases");
        }
        self.phrases.push(phrase);
        vec![
            Effect::KeepPhrases(self.phrases.clone()),
            Effect::Say("among your phrases now".to_owned()),
        ]
    }

    pub(super) fn wheel(&mut self, column: u16, up: bool) {
        let by = if up { -1 } else { 1 };
        if self.help.is_some() || self.editor.is_some() || self.question.is_some() {
            return;
        }
        if self.places.is_in_notes(column) {
            self.sheet.step(by * WHEEL);
        } else {
            let is_page = matches!(self.side, Side::Record | Side::Scores);
            self.step(if is_page { by * WHEEL } else { by });
        }
    }

    pub(super) fn click(&mut self, column: u16, row: u16) {
        if self.help.is_some() || self.editor.is_some() || self.question.is_some() {
            return;
        }
        if self.places.is_in_notes(column) {
            self.sheet.click(row);
        } else if let Some(item) = self.places.item_at(column, row) {
            if self.side == Side::Comments {
                self.comment = item;
                self.choose_comment(0);
            } else {
                self.side = Side::Rubric;
                self.choose(item);
            }
        }
    }
}

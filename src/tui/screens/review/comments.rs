//! The comments of a review: the list of a stage, and the editor of one comment.

use std::time::Duration;

use super::{Pane, ReviewScreen};
use crate::domain::judging::anchor::{Anchor, LinePosition};
use crate::domain::judging::phrase::Phrase;
use crate::domain::judging::review::{Comment, CommentKind, Draft};
use crate::domain::sanitize;
use crate::domain::session::Session;
use crate::domain::session::event::Wall;
use crate::domain::session::timeline::clock;
use crate::tui::effect::{Effect, say};
use crate::tui::input::Key;
use crate::tui::keys::Action;
use crate::tui::widgets::scroll::stepped;
use crate::tui::widgets::text_input::{Clipboard, InputOutcome, TextInput};

/// Most phrases shown at once.
pub(super) const MOST_PHRASES: usize = 4;
/// Longest comment, in characters.
const LONGEST: usize = 2000;

/// A comment while it is typed, and the selected one of the phrases that contain the typed text.
#[derive(Debug)]
pub(super) struct CommentEditor {
    pub draft: Draft,
    pub input: TextInput,
    pub selected: Option<usize>,
}

impl CommentEditor {
    /// Continues a draft.
    fn of(draft: Draft, clipboard: &Clipboard) -> Self {
        let input = TextInput::with_lines(&draft.text, LONGEST).with_clipboard(clipboard);
        Self {
            input,
            draft,
            selected: None,
        }
    }

    /// Whether there is a phrase to choose.
    pub fn has_match(&self, phrases: &[Phrase]) -> bool {
        let typed = self.input.text();
        phrases.iter().any(|phrase| matches(phrase, &typed))
    }

    /// The phrases to choose from.
    pub fn matching<'a>(&self, phrases: &'a [Phrase]) -> Vec<&'a Phrase> {
        let typed = self.input.text();
        let matching = phrases.iter().filter(|phrase| matches(phrase, &typed));
        let mut matching: Vec<&Phrase> = matching.collect();
        // Those of the kind that was chosen, and of none, come first.
        let is_other = |phrase: &&Phrase| phrase.kind.is_some_and(|kind| kind != self.draft.kind);
        matching.sort_by_key(is_other);
        matching
    }

    /// Selects the next phrase.
    fn step(&mut self, phrases: &[Phrase]) {
        let count = self.matching(phrases).len();
        let next = (self.selected).map_or(0, |selected| stepped(selected, 1, count));
        self.selected = (count > 0).then_some(next);
    }

    /// Replaces the typed text by the selected phrase, and the kind by its kind. Returns whether one was selected.
    fn take_phrase(&mut self, phrases: &[Phrase]) -> bool {
        let selected = self.selected.take();
        let phrase = selected.and_then(|selected| self.matching(phrases).get(selected).copied());
        if let Some(phrase) = phrase {
            self.input.set(&phrase.text);
            self.draft.kind = phrase.kind.unwrap_or(self.draft.kind);
        }
        phrase.is_some()
    }
}

/// Whether a phrase contains the typed text and more; case is ignored.
fn matches(phrase: &Phrase, typed: &str) -> bool {
    phrase.has(typed) && phrase.text != typed.trim()
}

/// A comment in the lines that its coach gave it: its kind, whether it is resolved, its text.
pub(super) fn describe(comment: &Comment) -> String {
    let resolved = comment.resolved.map_or("", |_| ", resolved");
    let text = clean_lines(&comment.text);
    format!("{}{resolved}: {text}", comment.kind.word())
}

/// A text whose lines are sanitized one by one.
fn clean_lines(text: &str) -> String {
    let lines: Vec<String> = text.trim().lines().map(sanitize::line).collect();
    lines.join("\n")
}

/// What stands before a comment of another coach.
pub(super) fn lead_of(coach: &str) -> String {
    format!("{}, ", sanitize::line(coach))
}

/// Where a comment is: `line 3 of Setup`, `lines 3 to 4 of Setup`, `the stage Setup`, `1:00 of Setup`.
pub(super) fn place_of(session: &Session, anchor: &Anchor) -> String {
    let position = anchor.find(session);
    let stage = position.map_or(anchor.stage, |position| position.stage);
    let plan = session.head.plan.stages.get(stage);
    let short = plan.map_or(String::new(), |plan| sanitize::line(&plan.short));
    if let Some(time) = anchor.time {
        return format!("{} of {short}", clock(time));
    }
    if anchor.is_on_stage() {
        return format!("the stage {short}");
    }
    let first = position.map_or(anchor.line, |position| position.line) + 1;
    match anchor.lines() {
        1 => format!("line {first} of {short}"),
        count => format!("lines {first} to {} of {short}", first + count - 1),
    }
}

impl ReviewScreen {
    /// What the candidate replied to a comment.
    pub(super) fn reply_to(&self, coach: &str, comment: &Comment) -> Option<String> {
        let reply = self.session.reply_to(&comment.name(coach))?;
        Some(format!("reply: {}", clean_lines(&reply.text)))
    }

    /// The lines of the notes that each comment refers to; `None` where its text was removed.
    pub(super) fn spots(&self) -> Vec<Option<LinePosition>> {
        let comments = self.review.comments.iter();
        comments
            .map(|comment| comment.anchor.find(&self.session))
            .collect()
    }

    /// The comments of the stage by index: those whose text is in its notes, and those made there whose text was removed.
    pub(super) fn comments_here(&self) -> Vec<(usize, Option<LinePosition>)> {
        let spots = self.spots().into_iter().enumerate();
        let here = spots.filter(|(index, spot)| {
            let made_in = self.review.comments[*index].anchor.stage;
            spot.map_or(made_in, |spot| spot.stage) == self.stage
        });
        let mut here: Vec<(usize, Option<LinePosition>)> = here.collect();
        here.sort_by_key(|(index, spot)| {
            let line = spot.map_or(usize::MAX, |spot| spot.line);
            (line, self.review.comments[*index].anchor.time)
        });
        here
    }

    /// Selects a comment of the list, at most the last one, and the line that it refers to.
    pub(super) fn select_comment(&mut self, index: usize) {
        let here = self.comments_here();
        self.comment = index.min(here.len().saturating_sub(1));
        if let Some((_, Some(spot))) = here.get(self.comment) {
            self.picker.notes.show(spot.stage, Some(spot.line));
        }
    }

    /// The comment that a key applies to: the selected one of the list, else the last one on the selected line.
    fn current_comment(&self) -> Option<usize> {
        if self.pane == Pane::Comments {
            let here = self.comments_here();
            return here.get(self.comment).map(|(index, _)| *index);
        }
        let LinePosition { stage, line } = self.picker.notes.chosen()?;
        let spots = self.spots().into_iter().enumerate();
        let has_line = |(index, spot): (usize, Option<LinePosition>)| {
            let spot = spot.filter(|spot| spot.stage == stage)?;
            let lines = spot.line..spot.line + self.review.comments[index].anchor.lines();
            lines.contains(&line).then_some(index)
        };
        spots.rev().find_map(has_line)
    }

    pub(super) fn comment_on_lines(&mut self) -> Vec<Effect> {
        // Beside the list of a stage's comments, a new one is on the stage.
        let has_lines = matches!(self.pane, Pane::Rubric | Pane::Notes);
        let selected = self.picker.notes.selected().filter(|_| has_lines);
        let anchor =
            selected.and_then(|(stage, first, last)| Anchor::on(&self.session, stage, first, last));
        self.comment_on(anchor.unwrap_or_else(|| Anchor::on_stage(self.stage)))
    }

    /// Begins a comment on a stage at an interview time, for the replay.
    pub fn comment_at(&mut self, stage: usize, time: Duration) -> Vec<Effect> {
        self.comment_on(Anchor::at_time(stage, time))
    }

    /// Whether a comment is typed.
    pub fn is_commenting(&self) -> bool {
        self.editor.is_some()
    }

    /// Begins a comment. One that was begun before is continued, and a new one of these moves to the anchor.
    fn comment_on(&mut self, anchor: Anchor) -> Vec<Effect> {
        let Some(mut draft) = self.review.draft.clone() else {
            let draft = Draft {
                replaces: None,
                kind: CommentKind::default(),
                anchor,
                text: String::new(),
            };
            self.open_editor(draft);
            return Vec::new();
        };
        if draft.replaces.is_some() || draft.anchor == anchor {
            return self.continue_draft(draft);
        }
        let where_to = match (anchor.time, anchor.is_on_stage()) {
            (Some(_), _) => "at this time",
            (None, true) => "on this stage",
            (None, false) => "on this line",
        };
        draft.anchor = anchor;
        self.review.draft = Some(draft.clone());
        self.open_editor(draft);
        say(format!("the comment that you began is {where_to} now"))
    }

    /// Continues the comment that was begun, where it is.
    fn continue_draft(&mut self, draft: Draft) -> Vec<Effect> {
        self.open_editor(draft);
        say("continue the comment that you began")
    }

    pub(super) fn edit_comment(&mut self) -> Vec<Effect> {
        if let Some(draft) = self.review.draft.clone() {
            return self.continue_draft(draft);
        }
        let Some(index) = self.current_comment() else {
            return say("no comment on this line: c makes one");
        };
        let comment = &self.review.comments[index];
        let draft = Draft {
            replaces: Some(index),
            kind: comment.kind,
            anchor: comment.anchor.clone(),
            text: comment.text.clone(),
        };
        self.open_editor(draft);
        Vec::new()
    }

    /// Opens the editor, and shows the lines that the comment is on.
    fn open_editor(&mut self, draft: Draft) {
        if let Some(first) = draft.anchor.find(&self.session) {
            let lines = first.line..first.line + draft.anchor.lines();
            let chosen = self.picker.notes.chosen();
            let is_shown = |it: LinePosition| it.stage == first.stage && lines.contains(&it.line);
            if !chosen.is_some_and(is_shown) {
                self.picker.notes.show(first.stage, Some(first.line));
            }
        }
        self.editor = Some(CommentEditor::of(draft, &self.clipboard));
    }

    pub(super) fn resolve(&mut self, now: Wall) -> Vec<Effect> {
        let Some(index) = self.current_comment() else {
            return say("no comment on this line to resolve");
        };
        self.change(|review| review.resolve(index, now));
        let is_resolved = self.review.comments[index].resolved.is_some();
        say(if is_resolved {
            "resolved; C opens it again"
        } else {
            "open again"
        })
    }

    /// Takes a key while a comment is typed.
    pub(super) fn comment_key(
        &mut self,
        action: Option<&Action>,
        key: Key,
        now: Wall,
    ) -> Vec<Effect> {
        let Some(editor) = &mut self.editor else {
            return Vec::new();
        };
        match action {
            Some(Action::Accept) if !editor.take_phrase(&self.phrases) => {
                return self.save_comment(now);
            }
            Some(Action::Accept) => {}
            Some(Action::Back) => return self.close_editor(),
            Some(Action::Change) => {
                editor.draft.kind = editor.draft.kind.next();
                // The phrases stand in another order now.
                editor.selected = None;
            }
            Some(Action::Up) => {
                editor.selected = editor.selected.and_then(|index| index.checked_sub(1));
            }
            Some(Action::Down) => editor.step(&self.phrases),
            Some(Action::SavePhrase) => return self.save_phrase(),
            _ => match editor.input.on(action, key) {
                InputOutcome::Full => return say("a comment holds 2,000 characters"),
                InputOutcome::Cut(text) => {
                    editor.selected = None;
                    self.store_draft();
                    return vec![Effect::Copy(text)];
                }
                InputOutcome::Changed => editor.selected = None,
                InputOutcome::Same => {}
            },
        }
        self.store_draft();
        Vec::new()
    }

    pub(super) fn paste_into_comment(&mut self, text: &str) {
        if let Some(editor) = &mut self.editor {
            editor.input.paste(text);
            self.store_draft();
        }
    }

    /// Stores the typed text as the review's draft.
    fn store_draft(&mut self) {
        let Some(editor) = &mut self.editor else {
            return;
        };
        editor.draft.text = editor.input.text();
        let is_untouched = editor.draft.replaces.is_none() && editor.input.is_blank();
        self.review.draft = (!is_untouched).then(|| editor.draft.clone());
    }

    fn close_editor(&mut self) -> Vec<Effect> {
        let editor = self.editor.take();
        if editor.is_none_or(|editor| editor.input.is_blank()) {
            self.review.draft = None;
            return Vec::new();
        }
        say("The comment is not saved yet: c continues it.")
    }

    fn save_comment(&mut self, now: Wall) -> Vec<Effect> {
        self.store_draft();
        let Some(editor) = self.editor.take() else {
            return Vec::new();
        };
        self.review.draft = None;
        let kind = editor.draft.kind.word();
        let place = place_of(&self.session, &editor.draft.anchor);
        let message = match (editor.input.is_blank(), editor.draft.replaces) {
            (true, None) => "The comment is empty and was not saved.".to_owned(),
            (true, Some(_)) => "comment deleted, z undoes it".to_owned(),
            (false, _) => format!("Comment saved: {kind}, on {place}."),
        };
        self.change(|review| {
            review.draft = Some(editor.draft);
            review.save_draft(now);
        });
        self.picker.notes.clear_mark();
        say(message)
    }

    fn save_phrase(&mut self) -> Vec<Effect> {
        let Some(editor) = &self.editor else {
            return Vec::new();
        };
        let text = editor.input.text();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return say("type the phrase first");
        }
        let kind = Some(editor.draft.kind);
        let phrase = Phrase { kind, text };
        if self.phrases.contains(&phrase) {
            return say("this phrase is saved already");
        }
        self.phrases.push(phrase);
        vec![
            Effect::SavePhrases(self.phrases.clone()),
            Effect::Say("phrase saved".to_owned()),
        ]
    }
}

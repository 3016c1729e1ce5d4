//! The keys of the replay: going to times, edits, stages, comments and words.

use std::time::Duration;

use super::{PlacedPin, ReplayPosition, ReplayScreen};
use crate::domain::interview::ClockReading;
use crate::domain::sanitize;
use crate::domain::session::event::Event;
use crate::domain::session::timeline::clock;
use crate::tui::effect::{Effect, Route, go, say};
use crate::tui::input::Key;
use crate::tui::keys::{self, Action};
use crate::tui::widgets::fit;
use crate::tui::widgets::scroll::lines_of;
use crate::tui::widgets::text_input::TextInput;

/// How far `,` and `.` go.
const JUMP: Duration = Duration::from_secs(10);
/// Longest word to look for, in characters.
const LONGEST_WORD: usize = 200;
/// Longest part of a word or a comment in a message, in columns.
const MESSAGE_PART: usize = 30;

impl ReplayScreen {
    pub(super) fn key(&mut self, key: Key, now: ClockReading) -> Vec<Effect> {
        self.play.clear_skipped();
        let action = keys::action(self.context(), key);
        match (action, &mut self.word) {
            (Some(Action::Accept), Some(_)) => return self.go_to_word(),
            (Some(Action::Back), Some(_)) => self.word = None,
            (action, Some(word)) => {
                word.on(action.as_ref(), key);
            }
            (Some(action), None) => return self.act(&action, key, now),
            (None, None) => {}
        }
        Vec::new()
    }

    fn act(&mut self, action: &Action, key: Key, now: ClockReading) -> Vec<Effect> {
        let at = self.replay.at();
        match action {
            Action::Previous => return self.step(true),
            Action::Next => return self.step(false),
            Action::ShowPreviousStage => return self.step_stage(true),
            Action::ShowNextStage => return self.step_stage(false),
            Action::NextComment => return self.step_comment(false),
            Action::PreviousComment => return self.step_comment(true),
            Action::Comment if !self.is_reviewed => {
                return say("comments are made in a coach's review");
            }
            Action::Comment => {
                self.play.stop();
                return vec![Effect::CommentAt(self.stage(), self.replay.at())];
            }
            Action::OtherPane if self.is_wide => {
                return say("notes and events are both in view");
            }
            Action::OtherPane => self.shows_events = !self.shows_events,
            Action::Back => return go(Route::Back),
            Action::Play => self.play_or_stop(now),
            Action::Earlier => self.replay.seek(at.saturating_sub(JUMP)),
            Action::Later => self.replay.seek(at + JUMP),
            Action::Speed => {
                let digit = key.typed().and_then(|digit| digit.to_digit(10));
                self.play.set_speed(digit.unwrap_or(1));
            }
            Action::Appearance => {
                self.play.stop();
                self.word = Some(TextInput::default());
            }
            Action::First => self.replay.seek(Duration::ZERO),
            Action::Last => {
                self.play.stop();
                self.replay.seek(self.replay.end());
            }
            moving => {
                let rows = lines_of(moving, self.notes.page());
                self.notes.scroll(rows.unwrap_or(0));
            }
        }
        Vec::new()
    }

    fn step(&mut self, back: bool) -> Vec<Effect> {
        self.play.stop();
        match (self.replay.step(back), back) {
            (true, _) => Vec::new(),
            (false, true) => say("there is no edit before this"),
            (false, false) => say("that was the last edit"),
        }
    }

    fn step_stage(&mut self, back: bool) -> Vec<Effect> {
        match (self.replay.step_stage(back), back) {
            (true, _) => Vec::new(),
            (false, true) => say("there is no stage before this"),
            (false, false) => say("no stage was entered after this"),
        }
    }

    /// Goes to the time of the previous or next comment, or to where its first line was written.
    fn step_comment(&mut self, back: bool) -> Vec<Effect> {
        self.play.stop();
        let here = ReplayPosition {
            position: self.replay.position(),
            at: self.replay.at(),
        };
        let place = |comment: &PlacedPin| comment.place;
        let is_here = |comment: &usize| self.comments.get(*comment).map(place) == Some(here);
        let to = match (self.comment.filter(is_here), back) {
            (Some(comment), true) => comment.checked_sub(1),
            (Some(comment), false) => Some(comment + 1),
            (None, true) => self.comments.iter().rposition(|it| it.place < here),
            (None, false) => self.comments.iter().position(|it| it.place > here),
        };
        let Some((to, comment)) = to.and_then(|to| Some((to, self.comments.get(to)?))) else {
            return say(match (self.comments.is_empty(), back) {
                (true, _) => "there are no comments to go to",
                (false, true) => "there is no comment before this",
                (false, false) => "that was the last comment",
            });
        };
        let label = fit(&sanitize::line(&comment.label), MESSAGE_PART);
        let message = format!("comment {} of {}: {label}", to + 1, self.comments.len());
        let ReplayPosition { position, at } = comment.place;
        if self.replay.time_of(position) == at {
            self.replay.go_to(position);
        } else {
            self.replay.seek(at);
        }
        self.comment = Some(to);
        say(message)
    }

    /// Goes to where the typed word first appeared.
    fn go_to_word(&mut self) -> Vec<Effect> {
        let typed = self.word.take().map_or(String::new(), |word| word.text());
        let word = typed.trim();
        if word.is_empty() {
            return Vec::new();
        }
        if word.chars().count() > LONGEST_WORD {
            return say("the search text is too long: a word or two is enough");
        }
        let shown = fit(&sanitize::line(word), MESSAGE_PART);
        let Some(position) = self.replay.first_appearance(word) else {
            return say(format!("`{shown}` never appeared"));
        };
        self.replay.go_to(position);
        let at = clock(self.replay.at());
        let last = self.replay.happened().last().map(|entry| &entry.event);
        let stage = match last {
            Some(Event::Edit { stage, .. } | Event::Keyframe { stage, .. }) => *stage,
            _ => self.replay.session().stage,
        };
        let short = fit(&self.short(stage), MESSAGE_PART);
        say(format!("`{shown}` first appeared at {at} in {short}"))
    }
}

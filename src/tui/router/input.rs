//! How an input reaches what is open. A click on a key becomes that key, and a key that the user bound becomes the key of the
//! table with the same action. The dialog about an unsaved session gets it first, then help or the palette, then what is the
//! same on every screen, then the screen.

use crossterm::event::KeyCode;

use super::screen::Screen;
use super::{App, Order};
use crate::domain::interview::ClockReading;
use crate::tui::effect::{Effect, Route};
use crate::tui::input::{Input, Key};
use crate::tui::keys::{self, Action, Context};

impl App {
    pub(super) fn handle_all(&mut self, inputs: Vec<Input>, now: ClockReading) {
        self.changed |= !inputs.is_empty();
        for input in inputs {
            self.handle(input, now);
        }
    }

    /// Gives an input to the open dialog, box or screen; what is clicked is the key that was drawn there.
    pub(super) fn handle(&mut self, input: Input, now: ClockReading) {
        let clicked = match input {
            Input::Click {
                column,
                row,
                dragged: false,
            } => self.clicks.at(column, row),
            _ => None,
        };
        if clicked.is_some() || matches!(input, Input::Key(_) | Input::Paste(_)) {
            if now.awake < self.deaf_until {
                return;
            }
            self.message = None;
        }
        let input = match clicked {
            // What is drawn is a key of the table.
            Some(key) => Input::Key(key),
            None => self.translated(input),
        };
        if self.rescue.is_some() {
            return self.answer(&input, now);
        }
        if self.box_input(&input, now) {
            return;
        }
        if let Input::Key(key) = input {
            return self.press(key, now);
        }
        let effects = self.screen.on(input, now);
        self.perform_all(effects, now);
    }

    /// The input with the key of the table in place of one that the user bound.
    fn translated(&self, input: Input) -> Input {
        let context = match (&self.rescue, &self.command_box) {
            (Some(rescue), _) => rescue.context(),
            (None, Some(_)) => Context::CommandBox,
            (None, None) => self.screen.context(),
        };
        match input {
            Input::Key(key) => Input::Key(self.keys.translate(context, key)),
            other => other,
        }
    }

    /// Presses a key of the table on the open screen.
    pub(super) fn press(&mut self, key: Key, now: ClockReading) {
        if self.screen_independent(key, now) {
            return;
        }
        if let Some(answers) = self.screen.no_answer(key, &self.keys, self.is_saved()) {
            self.message = Some(answers.into());
            return;
        }
        let mut effects = self.screen.on(Input::Key(key), now);
        if key == Key::plain(KeyCode::Esc) && self.is_first() {
            self.stay_at_first(&mut effects);
        }
        self.perform_all(effects, now);
    }

    /// Whether leaving the open screen ends the program.
    fn is_first(&self) -> bool {
        let is_over_review = matches!(self.screen, Screen::Review(_, _, Some(_)));
        self.beneath.is_empty() && !self.from_home && !is_over_review
    }

    /// Esc goes back one step, and does not end the program, as at home: the message names a key that does.
    fn stay_at_first(&mut self, effects: &mut Vec<Effect>) {
        let back = Effect::Go(Route::Back);
        if !effects.contains(&back) {
            return;
        }
        effects.retain(|effect| *effect != back);
        let entries = self.keys.entries(self.screen.context());
        let keys = entries.iter().filter(|entry| entry.action == Action::Back);
        let mut names = keys.flat_map(|entry| &entry.names);
        let quits = names.find(|name| **name != keys::name(Key::plain(KeyCode::Esc)));
        let how = quits.map_or(String::new(), |name| format!(": {name} quits"));
        self.message = Some(format!("This is the first screen{how}.").into());
    }

    /// Handles a key that does the same on every screen; returns whether it was one.
    fn screen_independent(&mut self, key: Key, now: ClockReading) -> bool {
        match self.screen.action(key) {
            Some(Action::Help) => self.open_help(),
            Some(Action::Palette) => self.open_palette(now),
            Some(Action::Redraw) => self.orders.push(Order::Redraw),
            Some(Action::Suspend) => self.orders.push(Order::Suspend),
            Some(Action::Quit) => self.leave(true, now),
            _ => return false,
        }
        true
    }
}

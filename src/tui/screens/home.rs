//! The first screen: what can be practised, and what was left unfinished.
//!
//! ```text
//!  Forty   the ML system design interview, against the clock
//!
//!  unfinished: Image Caption Generator at 12:31, Model Architecture      r resume
//!
//! ▸ Image Caption Generator   medium-hard  ***    40 min  finished 23 Nov, 41:10
//!   Fraud Detection           hard         ****   40 min
//!
//!  what the chosen design is about, and its concepts
//!  footer
//! ```
//! It must not know where designs and sessions come from.

mod draw;
mod entry;
mod options;

use crate::tui::effect::{Effect, Place};
use crate::tui::input::{Input, Key};
use crate::tui::keys::{self, Action, Context};
use crate::tui::widgets::help;
use crossterm::event::KeyCode;

pub use crate::domain::overview::{DesignCard as Card, HomeData as Shelf, StageMinutes};
pub use options::Options;

#[derive(Debug)]
pub struct Home {
    shelf: Shelf,
    /// A place among the shown cards.
    chosen: usize,
    filter: String,
    filtering: bool,
    help: Option<help::Help>,
    /// What the next run is started with.
    options: Options,
    /// Whether the options are open.
    opting: bool,
    rows: u16,
}

impl Home {
    /// Chooses the first design that was not practised yet, else the first.
    pub fn new(shelf: Shelf) -> Self {
        let fresh = |card: &Card| card.last.is_empty() && card.problem.is_none();
        Self {
            chosen: shelf.designs.iter().position(fresh).unwrap_or(0),
            options: Options::of(shelf.stages.clone()),
            opting: false,
            shelf,
            filter: String::new(),
            filtering: false,
            help: None,
            rows: 10,
        }
    }

    /// Chooses a design, where there is one of this id.
    pub fn choose(&mut self, id: &str) {
        if let Some(place) = self.shown().iter().position(|card| card.id == id) {
            self.chosen = place;
        }
    }

    /// What the next run would be started with.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Goes on with options given before.
    pub fn keep(&mut self, options: Options) {
        self.options = options;
    }

    /// Takes one input.
    pub fn on(&mut self, input: &Input) -> Vec<Effect> {
        match input {
            Input::Key(key) => self.key(*key),
            Input::Wheel { up, .. } => {
                let by = if *up { -1 } else { 1 };
                if self.opting {
                    self.options.step(by);
                } else {
                    self.step(by);
                }
                Vec::new()
            }
            Input::Paste(text) if self.opting && self.help.is_none() => self.options.paste(text),
            Input::Paste(_) | Input::Click { .. } | Input::Resize => Vec::new(),
        }
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        if let Some(open) = &mut self.help {
            if open.on(key) {
                self.help = None;
            }
            return Vec::new();
        }
        if self.opting {
            return self.options_key(key);
        }
        if self.filtering && self.type_filter(key) {
            return Vec::new();
        }
        match keys::action(Context::Home, key) {
            Some(Action::Start) => return self.start(),
            Some(Action::Resume) => return self.resume(),
            Some(Action::Browse) => return vec![Effect::Go(Place::Reading(self.chosen_id()))],
            Some(Action::Up) => self.step(-1),
            Some(Action::Down) => self.step(1),
            Some(Action::PageUp) => self.step(-isize::try_from(self.rows).unwrap_or(10)),
            Some(Action::PageDown) => self.step(isize::try_from(self.rows).unwrap_or(10)),
            Some(Action::First) => self.chosen = 0,
            Some(Action::Last) => self.step(isize::MAX),
            Some(Action::History) => return vec![Effect::Go(Place::History)],
            Some(Action::Desk) => return vec![Effect::Go(Place::Desk)],
            Some(Action::Filter) => self.filtering = true,
            Some(Action::Options) => self.opting = true,
            Some(Action::Help) => self.help = Some(help::Help::of(&[Context::Home])),
            Some(Action::Suspend) => return vec![Effect::Suspend],
            Some(Action::Redraw) => return vec![Effect::Redraw],
            Some(Action::Quit) => return vec![Effect::Quit],
            // A filter that stayed goes; otherwise Esc does nothing here.
            _ if key.code == KeyCode::Esc => self.clear_filter(),
            _ => {}
        }
        Vec::new()
    }

    /// A key while the options are open.
    fn options_key(&mut self, key: Key) -> Vec<Effect> {
        if let (true, Some(character)) = (self.options.is_at_text(), key.typed()) {
            return self.options.paste(character.encode_utf8(&mut [0; 4]));
        }
        match keys::action(Context::Options, key) {
            Some(Action::Start) => return self.start(),
            Some(Action::Back) => self.opting = false,
            Some(Action::Help) => self.help = Some(help::Help::of(&[Context::Options])),
            Some(Action::Suspend) => return vec![Effect::Suspend],
            Some(Action::Redraw) => return vec![Effect::Redraw],
            Some(action) => self.options.act(&action),
            None => {}
        }
        Vec::new()
    }

    /// Shows every design again; the chosen one stays chosen.
    fn clear_filter(&mut self) {
        let chosen = self.chosen_id();
        self.filter.clear();
        self.filtering = false;
        if let Some(id) = chosen {
            self.choose(&id);
        }
    }

    /// Whether the key belonged to the filter line.
    fn type_filter(&mut self, key: Key) -> bool {
        match (key.code, key.typed()) {
            (KeyCode::Esc, _) => {
                self.clear_filter();
                return true;
            }
            (KeyCode::Enter, _) => {
                self.filtering = false;
                return false;
            }
            (KeyCode::Backspace, _) => {
                self.filter.pop();
            }
            (_, Some(character)) => self.filter.push(character),
            _ => return false,
        }
        self.chosen = 0;
        true
    }

    fn shown(&self) -> Vec<&Card> {
        let needle = self.filter.to_lowercase();
        let matches = |card: &&Card| {
            let words = [&card.title, &card.id, &card.difficulty, &card.summary];
            let concepts = card.concepts.iter();
            words
                .into_iter()
                .chain(concepts)
                .any(|word| word.to_lowercase().contains(&needle))
        };
        self.shelf.designs.iter().filter(matches).collect()
    }

    fn step(&mut self, by: isize) {
        let last = self.shown().len().saturating_sub(1);
        self.chosen = self.chosen.min(last).saturating_add_signed(by).min(last);
    }

    fn chosen_id(&self) -> Option<String> {
        self.shown().get(self.chosen).map(|card| card.id.clone())
    }

    /// Starts the chosen design; options that are wrong are opened instead.
    fn start(&mut self) -> Vec<Effect> {
        let shown = self.shown();
        let id = match shown.get(self.chosen) {
            None => return vec![Effect::Say("no design here: Esc clears the filter".into())],
            Some(Card {
                problem: Some(why), ..
            }) => return vec![Effect::Say(format!("cannot be started: {why}"))],
            Some(card) => card.id.clone(),
        };
        match self.options.setup(&id) {
            Ok(setup) => vec![Effect::Go(Place::Start(setup))],
            Err((field, _)) => {
                self.opting = true;
                self.options.choose(field);
                vec![Effect::Say(format!("not started: {}", field.wrong()))]
            }
        }
    }

    fn resume(&self) -> Vec<Effect> {
        match &self.shelf.unfinished {
            Some(session) => vec![Effect::Go(Place::Resume(session.id.clone()))],
            None => vec![Effect::Say("nothing is unfinished".into())],
        }
    }
}

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

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use crate::tui::effect::{Effect, Place, Setup};
use crate::tui::input::{Input, Key};
use crate::tui::keys::{self, Action, Context};
use crate::tui::theme;
use crate::tui::widgets::{fit, footer, help, wrap};
use crossterm::event::KeyCode;

/// What home shows, as plain values.
#[derive(Debug, Default)]
pub struct Shelf {
    pub designs: Vec<Card>,
    pub unfinished: Option<Unfinished>,
    /// More sessions are known to be unfinished.
    pub more_unfinished: bool,
}

/// One design to choose.
#[derive(Debug, Clone, Default)]
pub struct Card {
    pub id: String,
    pub title: String,
    /// `medium-hard`, and so on.
    pub difficulty: String,
    pub stars: u8,
    /// Whole minutes of the framework.
    pub minutes: u64,
    pub summary: String,
    pub concepts: Vec<String>,
    /// What became of the last session, in a few words.
    pub last: String,
    /// Why the design cannot be started, where it cannot.
    pub problem: Option<String>,
}

/// The session that is offered first.
#[derive(Debug, Clone)]
pub struct Unfinished {
    pub id: String,
    /// Design, moment and stage, in a few words.
    pub words: String,
}

#[derive(Debug)]
pub struct Home {
    shelf: Shelf,
    /// A place among the shown cards.
    chosen: usize,
    filter: String,
    filtering: bool,
    help: Option<help::Help>,
    rows: u16,
}

impl Home {
    /// Chooses the first design that was not practised yet, else the first.
    pub fn new(shelf: Shelf) -> Self {
        let fresh = |card: &Card| card.last.is_empty() && card.problem.is_none();
        Self {
            chosen: shelf.designs.iter().position(fresh).unwrap_or(0),
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

    /// Takes one input.
    pub fn on(&mut self, input: &Input) -> Vec<Effect> {
        match input {
            Input::Key(key) => self.key(*key),
            Input::Wheel { up, .. } => {
                self.step(if *up { -1 } else { 1 });
                Vec::new()
            }
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
            Some(Action::Filter) => self.filtering = true,
            Some(Action::Help) => self.help = Some(help::Help::of(&[Context::Home])),
            Some(Action::Suspend) => return vec![Effect::Suspend],
            Some(Action::Redraw) => return vec![Effect::Redraw],
            Some(Action::Quit) => return vec![Effect::Quit],
            _ => {}
        }
        Vec::new()
    }

    /// Whether the key belonged to the filter line.
    fn type_filter(&mut self, key: Key) -> bool {
        match (key.code, key.typed()) {
            (KeyCode::Esc, _) => {
                self.filter.clear();
                self.filtering = false;
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

    fn start(&self) -> Vec<Effect> {
        let shown = self.shown();
        match shown.get(self.chosen) {
            None => vec![Effect::Say("no design here: Esc clears the filter".into())],
            Some(Card {
                problem: Some(why), ..
            }) => vec![Effect::Say(format!("cannot be started: {why}"))],
            Some(card) => vec![Effect::Go(Place::Start(Setup::of(&card.id)))],
        }
    }

    fn resume(&self) -> Vec<Effect> {
        match &self.shelf.unfinished {
            Some(session) => vec![Effect::Go(Place::Resume(session.id.clone()))],
            None => vec![Effect::Say("nothing is unfinished".into())],
        }
    }

    /// Draws the screen; the cursor stands at the chosen design.
    pub fn draw(&mut self, frame: &mut Frame<'_>, message: Option<&str>) {
        let [top, offer, list, about, foot] = Layout::vertical([
            Constraint::Length(2),
            Constraint::Length(2),
            Constraint::Min(3),
            Constraint::Length(6),
            Constraint::Length(1),
        ])
        .areas(frame.area());
        let buf = frame.buffer_mut();
        let width = usize::from(top.width);
        buf.set_stringn(top.x + 1, top.y, "Forty", width, theme::STRONG);
        let line = "the machine-learning system design interview, against the clock";
        buf.set_stringn(
            top.x + 9,
            top.y,
            fit(line, width.saturating_sub(10)),
            width,
            theme::PLAIN,
        );
        self.draw_offer(offer, buf);
        let cursor = self.draw_list(list, buf);
        self.draw_about(about, buf);
        let mut footer_keys: Vec<_> = keys::footer(Context::Home)
            .filter(|row| row.action != Action::Resume || self.shelf.unfinished.is_some())
            .map(|row| (row.name.to_owned(), row.short))
            .collect();
        let filter = format!("filter: {}", self.filter);
        let filtering = self.filtering || !self.filter.is_empty();
        if filtering {
            footer_keys = vec![("Esc".into(), "clear"), ("Enter".into(), "start")];
        }
        let said = message.unwrap_or(if filtering { &filter } else { "" });
        footer::draw(
            (said, theme::PLAIN),
            &footer_keys,
            footer::First::Message,
            foot,
            buf,
        );
        if let Some(open) = &mut self.help {
            open.draw(frame);
        } else if self.filtering {
            frame.set_cursor_position(Position::new(foot.x + 1 + filter.width() as u16, foot.y));
        } else if let Some(cursor) = cursor {
            frame.set_cursor_position(cursor);
        }
    }

    fn draw_offer(&self, area: Rect, buf: &mut ratatui::buffer::Buffer) {
        let Some(session) = &self.shelf.unfinished else {
            return;
        };
        let more = if self.shelf.more_unfinished {
            ", and more"
        } else {
            ""
        };
        let words = format!("unfinished: {}{more}", session.words);
        let room = usize::from(area.width).saturating_sub(14);
        let words = fit(&words, room);
        buf.set_stringn(area.x + 1, area.y, &words, room, theme::STRONG);
        let key = area.x + 3 + words.width() as u16;
        buf.set_stringn(key, area.y, "r resume", 8, theme::KEY);
    }

    fn draw_list(&mut self, area: Rect, buf: &mut ratatui::buffer::Buffer) -> Option<Position> {
        self.rows = area.height;
        let shown = self.shown();
        let chosen = self.chosen.min(shown.len().saturating_sub(1));
        let first = (chosen + 1).saturating_sub(usize::from(area.height));
        let title_width = shown
            .iter()
            .map(|card| card.title.width())
            .max()
            .unwrap_or(0)
            .min(28);
        for (row, card) in shown
            .iter()
            .skip(first)
            .take(usize::from(area.height))
            .enumerate()
        {
            let here = first + row == chosen;
            let style = if here { theme::CHOSEN } else { theme::PLAIN };
            let marker = if here { "▸" } else { " " };
            let title = fit(&card.title, title_width);
            let pad = title_width.saturating_sub(title.width());
            let rest = match &card.problem {
                Some(why) => format!("! {why}"),
                None => format!(
                    "{:<11}  {:<5}  {} min  {}",
                    card.difficulty,
                    "*".repeat(usize::from(card.stars)),
                    card.minutes,
                    card.last
                ),
            };
            let line = format!("{marker} {title}{}  {rest}", " ".repeat(pad));
            let line = fit(&line, usize::from(area.width));
            buf.set_stringn(
                area.x,
                area.y + row as u16,
                line,
                usize::from(area.width),
                style,
            );
        }
        if shown.is_empty() {
            let line = "no design has these letters: Esc clears the filter";
            buf.set_stringn(
                area.x + 2,
                area.y,
                line,
                usize::from(area.width),
                Style::new(),
            );
        }
        let row = chosen - first;
        (!shown.is_empty()).then(|| Position::new(area.x, area.y + row as u16))
    }

    fn draw_about(&self, area: Rect, buf: &mut ratatui::buffer::Buffer) {
        let shown = self.shown();
        let Some(card) = shown.get(self.chosen.min(shown.len().saturating_sub(1))) else {
            return;
        };
        let width = usize::from(area.width).saturating_sub(2);
        let mut lines = wrap(card.problem.as_deref().unwrap_or(&card.summary), width);
        lines.truncate(2);
        if !card.concepts.is_empty() {
            lines.extend(wrap(
                &format!("concepts: {}", card.concepts.join(", ")),
                width,
            ));
        }
        let room = usize::from(area.height).saturating_sub(2);
        if lines.len() > room {
            let rest = lines.split_off(room.max(1) - 1).join(" ");
            lines.push(fit(&rest, width));
        }
        for (row, line) in lines.iter().take(room).enumerate() {
            buf.set_stringn(
                area.x + 1,
                area.y + 1 + row as u16,
                line,
                width,
                theme::PLAIN,
            );
        }
    }
}

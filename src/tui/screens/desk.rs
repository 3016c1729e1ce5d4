//! Every session of a folder in a table, sorted, filtered, two of them marked to be compared: the coach's desk, and the
//! candidate's history. It opens nothing itself.
//!
//! ```text
//!  Desk · 3 sessions, 2 unread                                        unread first
//!    candidate     design              date          time   over  condition  own   reviews
//!  ▸•sam           Image Caption Gen…  23 Nov 14:05  36:48  +0:49 paused     ?     -
//! ```

mod draw;
mod row;

use crossterm::event::KeyCode;

pub use row::{Mine, Own, Row, Sort, Whose};

use crate::tui::effect::{Effect, Place};
use crate::tui::input::{Input, Key};
use crate::tui::keys::{self, Action, Context};
use crate::tui::widgets::help::Help;

/// How many rows the wheel moves.
const WHEEL: isize = 3;

#[derive(Debug)]
pub struct DeskScreen {
    whose: Whose,
    /// The folder, as it is shown.
    folder: String,
    rows: Vec<Row>,
    /// Folders that are named like sessions and cannot be read.
    unreadable: usize,
    sort: Sort,
    filter: String,
    filtering: bool,
    /// Places among the rows, sorted and filtered.
    shown: Vec<usize>,
    /// A place among those shown.
    chosen: usize,
    /// The ids of the sessions marked to be compared, at most two.
    marked: Vec<String>,
    help: Option<Help>,
    /// The first row on the screen, how many fit, and where the table was drawn.
    first: usize,
    height: usize,
    top: u16,
}

impl DeskScreen {
    pub fn new(whose: Whose, folder: String, rows: Vec<Row>, unreadable: usize) -> Self {
        let mut desk = Self {
            whose,
            folder,
            rows: Vec::new(),
            unreadable,
            sort: match whose {
                Whose::Coach => Sort::Unread,
                Whose::Candidate => Sort::Newest,
            },
            filter: String::new(),
            filtering: false,
            shown: Vec::new(),
            chosen: 0,
            marked: Vec::new(),
            help: None,
            first: 0,
            height: 1,
            top: 0,
        };
        desk.fill(rows, unreadable);
        desk
    }

    pub fn whose(&self) -> Whose {
        self.whose
    }

    /// Shows what the folder holds now; what was chosen stays chosen.
    pub fn fill(&mut self, rows: Vec<Row>, unreadable: usize) {
        let chosen = self.chosen_id();
        (self.rows, self.unreadable) = (rows, unreadable);
        let rows = &self.rows;
        self.marked
            .retain(|id| rows.iter().any(|row| row.id == *id));
        self.arrange(chosen.as_deref());
    }

    /// Takes one input.
    pub fn on(&mut self, input: &Input) -> Vec<Effect> {
        match input {
            Input::Key(key) => return self.key(*key),
            Input::Wheel { up, .. } => self.step(if *up { -WHEEL } else { WHEEL }),
            Input::Click {
                row,
                dragged: false,
                ..
            } => return self.click(*row),
            Input::Paste(text) if self.filtering => {
                self.filter.push_str(text.trim());
                self.arrange(None);
            }
            Input::Paste(_) | Input::Click { .. } | Input::Resize => {}
        }
        Vec::new()
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
        let page = self.height.saturating_sub(1).max(1).cast_signed();
        match keys::action(Context::Desk, key) {
            Some(Action::Open) => return self.open(),
            Some(Action::Up) => self.step(-1),
            Some(Action::Down) => self.step(1),
            Some(Action::PageUp) => self.step(-page),
            Some(Action::PageDown) => self.step(page),
            Some(Action::First) => self.step(isize::MIN),
            Some(Action::Last) => self.step(isize::MAX),
            Some(Action::Filter) => self.filtering = true,
            Some(Action::Sort) => return self.sort_next(),
            Some(Action::Select) => return self.mark(),
            Some(Action::Compare) => return self.compare(),
            Some(Action::ReadAgain) => return vec![Effect::ReadAgain],
            Some(Action::Back) if !self.filter.is_empty() => self.clear_filter(),
            Some(Action::Back) => return vec![Effect::Go(Place::Back)],
            Some(Action::Help) => self.help = Some(Help::of(&[Context::Desk])),
            Some(Action::Suspend) => return vec![Effect::Suspend],
            Some(Action::Redraw) => return vec![Effect::Redraw],
            _ => {}
        }
        Vec::new()
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
                return true;
            }
            (KeyCode::Backspace, _) => {
                self.filter.pop();
            }
            (_, Some(character)) => self.filter.push(character),
            _ => return false,
        }
        self.arrange(None);
        true
    }

    fn clear_filter(&mut self) {
        let chosen = self.chosen_id();
        self.filter.clear();
        self.filtering = false;
        self.arrange(chosen.as_deref());
    }

    /// Sorts and filters anew; `chosen` is an id to stay at, where it is still shown.
    fn arrange(&mut self, chosen: Option<&str>) {
        let needle = self.filter.to_lowercase();
        let words: Vec<&str> = needle.split_whitespace().collect();
        let rows = &self.rows;
        let mut shown: Vec<usize> = (0..rows.len())
            .filter(|place| rows[*place].has(&words))
            .collect();
        shown.sort_by(|a, b| self.sort.order(&rows[*a], &rows[*b]));
        let place = chosen.and_then(|id| shown.iter().position(|place| rows[*place].id == id));
        self.shown = shown;
        self.chosen = place.unwrap_or(0);
        self.first = 0;
    }

    fn sort_next(&mut self) -> Vec<Effect> {
        self.sort = self.sort.next();
        let chosen = self.chosen_id();
        self.arrange(chosen.as_deref());
        vec![Effect::Say(format!("sorted: {}", self.sort.words()))]
    }

    fn step(&mut self, by: isize) {
        let last = self.shown.len().saturating_sub(1);
        self.chosen = self.chosen.saturating_add_signed(by).min(last);
    }

    fn chosen_row(&self) -> Option<&Row> {
        self.rows.get(*self.shown.get(self.chosen)?)
    }

    fn chosen_id(&self) -> Option<String> {
        self.chosen_row().map(|row| row.id.clone())
    }

    fn open(&self) -> Vec<Effect> {
        match (self.chosen_id(), self.whose) {
            (Some(id), Whose::Coach) => vec![Effect::Go(Place::Review(id))],
            (Some(id), Whose::Candidate) => vec![Effect::Go(Place::Past(id))],
            (None, _) => vec![Effect::Say("no session here".into())],
        }
    }

    /// Marks the chosen session for a comparison, or takes the mark off; a third one takes the place of the first.
    fn mark(&mut self) -> Vec<Effect> {
        let Some(id) = self.chosen_id() else {
            return Vec::new();
        };
        if let Some(place) = self.marked.iter().position(|marked| *marked == id) {
            self.marked.remove(place);
            return Vec::new();
        }
        if self.marked.len() == 2 {
            self.marked.remove(0);
        }
        self.marked.push(id);
        match self.marked.len() {
            2 => vec![Effect::Say("two marked: = compares them".into())],
            _ => vec![Effect::Say("marked: mark a second one, then =".into())],
        }
    }

    /// The two marked sessions, the earlier first.
    fn compare(&self) -> Vec<Effect> {
        let [a, b] = self.marked.as_slice() else {
            return vec![Effect::Say("mark two sessions first: Space".into())];
        };
        let started = |id: &String| {
            self.rows
                .iter()
                .find(|row| row.id == *id)
                .map(|row| row.started)
        };
        let (first, second) = if started(a) <= started(b) {
            (a, b)
        } else {
            (b, a)
        };
        vec![Effect::Go(Place::Compared(first.clone(), second.clone()))]
    }

    fn click(&mut self, row: u16) -> Vec<Effect> {
        let Some(down) = row.checked_sub(self.top).map(usize::from) else {
            return Vec::new();
        };
        let place = self.first + down;
        if down >= self.height || place >= self.shown.len() || self.help.is_some() {
            return Vec::new();
        }
        if place == self.chosen {
            return self.open();
        }
        self.chosen = place;
        Vec::new()
    }
}

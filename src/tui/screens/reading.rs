//! What there is to read beside an interview: lists that open to lists and pages, one step at a time.
//!
//! ```text
//!  To read · Concepts                                                     42 entries
//!
//!  Model Serving
//!    Batch inference        You score a large set of inputs on a schedule, keep …
//!  ▸ Online inference       The model runs while the request waits, on whatever …
//!
//!                              Enter open   / search   q back   ? help
//! ```
//! It must not know where the texts come from.

mod draw;
mod topics;

use crate::tui::effect::{Effect, Route, go, say};
use crate::tui::input::{Input, Key};
use crate::tui::keys::{self, Action, Context};
use crate::tui::widgets::list::{ListItem, ListState};
use crate::tui::widgets::page::Page;
pub use topics::topics;

/// What is said before answers are shown that would spoil an interview still to come.
const SEALED: &str = "not practiced to the end: Enter again shows it";

/// Something to choose and open, as plain values.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Entry {
    /// The heading it stands under, shared with its neighbors; may be empty.
    pub group: String,
    pub title: String,
    /// What it is about, on one line.
    pub about: String,
    /// Whether it would spoil an interview still to come: it is opened only when asked for twice.
    pub sealed: bool,
    pub body: Body,
}

/// What an entry opens to.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// Markdown in parts that are read apart, so that nothing left open in one runs on into the next.
    Page(Vec<String>),
    List(Vec<Entry>),
}

impl Default for Body {
    fn default() -> Self {
        Self::Page(Vec::new())
    }
}

/// A list that was opened.
#[derive(Debug)]
struct List {
    title: String,
    entries: Vec<Entry>,
    state: ListState,
    /// Whether the selected entry was asked for once and said that it is sealed.
    asked: bool,
}

impl List {
    fn new(title: String, entries: Vec<Entry>) -> Self {
        let items = entries.iter().map(|entry| {
            let texts = [&entry.title, &entry.group, &entry.about];
            ListItem::new(texts.map(String::as_str)).under(&entry.group)
        });
        Self {
            title,
            state: ListState::new(items.collect()),
            entries,
            asked: false,
        }
    }

    /// The selected entry, if the search leaves any.
    fn selected(&self) -> Option<&Entry> {
        self.entries.get(self.state.selected()?)
    }
}

#[derive(Debug)]
pub struct ReadingScreen {
    /// The list that is shown, and those that it was opened from, the first of all first.
    list: List,
    outer: Vec<List>,
    page: Option<Page>,
}

impl ReadingScreen {
    pub fn new(topics: Vec<Entry>) -> Self {
        Self {
            list: List::new("Study".into(), topics),
            outer: Vec::new(),
            page: None,
        }
    }

    /// Where keys are looked up now.
    pub fn context(&self) -> Context {
        if self.page.is_some() {
            Context::Reading
        } else if self.list.state.is_filtering() {
            Context::Filter
        } else {
            Context::List
        }
    }

    /// Takes one input.
    pub fn on(&mut self, input: &Input) -> Vec<Effect> {
        match (input, &mut self.page) {
            (Input::Key(key), _) => return self.key(*key),
            (Input::Wheel { up, .. }, Some(page)) => page.scroll.wheel(*up),
            (Input::Wheel { up, .. }, None) => {
                self.list.asked = false;
                self.list.state.by(if *up { -1 } else { 1 });
            }
            (
                Input::Click {
                    row,
                    dragged: false,
                    ..
                },
                None,
            ) => {
                let was_selected = self.list.state.click(*row);
                self.list.asked &= was_selected;
                if was_selected {
                    return self.open();
                }
            }
            (Input::Paste(text), None) => self.list.state.paste(text),
            _ => {}
        }
        Vec::new()
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        let action = keys::action(self.context(), key);
        if self.page.is_some() {
            return self.page_key(action.as_ref());
        }
        let list = &mut self.list;
        if list.state.is_filtering() {
            if list.state.filter_key(action.as_ref(), key) {
                list.asked = false;
                return Vec::new();
            }
            return self.open();
        }
        match action {
            Some(Action::Open) => return self.open(),
            Some(Action::Back) => return self.back(),
            Some(action) => {
                list.state.act(&action);
            }
            None => {}
        }
        self.list.asked = false;
        Vec::new()
    }

    fn page_key(&mut self, action: Option<&Action>) -> Vec<Effect> {
        match (action, &mut self.page) {
            (Some(Action::Before), _) => return self.turn(-1),
            (Some(Action::After), _) => return self.turn(1),
            (Some(Action::Back), _) => self.page = None,
            (Some(action), Some(page)) => {
                page.scroll.act(action);
            }
            _ => {}
        }
        Vec::new()
    }

    /// Opens the selected entry; what is sealed asks first.
    fn open(&mut self) -> Vec<Effect> {
        let asked = std::mem::take(&mut self.list.asked);
        let Some(entry) = self.list.selected() else {
            return say("nothing here: Esc clears the search");
        };
        if entry.sealed && !asked {
            self.list.asked = true;
            return say(SEALED);
        }
        match entry.body.clone() {
            Body::Page(parts) => self.page = Some(Page::new(entry.title.clone(), parts)),
            Body::List(entries) => {
                let opened = List::new(entry.title.clone(), entries);
                self.outer.push(std::mem::replace(&mut self.list, opened));
            }
        }
        Vec::new()
    }

    /// Opens the page before or after in the list.
    fn turn(&mut self, by: isize) -> Vec<Effect> {
        let list = &mut self.list;
        let here = list.state.selected();
        let is_page = |index: &usize| {
            let entry = &list.entries[*index];
            matches!(entry.body, Body::Page(_)) && !entry.sealed
        };
        let next = if by < 0 {
            let mut before = list
                .state
                .shown()
                .rev()
                .skip_while(|index| Some(*index) != here);
            before.next();
            before.find(is_page)
        } else {
            let mut after = list.state.shown().skip_while(|index| Some(*index) != here);
            after.next();
            after.find(is_page)
        };
        match next {
            Some(index) => {
                list.state.select(index);
                self.open()
            }
            None if by < 0 => say("this is the first"),
            None => say("this is the last"),
        }
    }

    /// One step back; what is searched for goes first.
    fn back(&mut self) -> Vec<Effect> {
        self.list.asked = false;
        if self.list.state.clear_filter() {
            return Vec::new();
        }
        match self.outer.pop() {
            Some(outer) => self.list = outer,
            None => return go(Route::Home),
        }
        Vec::new()
    }
}

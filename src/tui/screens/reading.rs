//! Study: lists that open to further lists and to pages. The screen knows only plain values, not where the texts come
//! from.
//!
//! ```text
//!  Study · Concepts
//!
//!  Model Serving
//!    Batch inference        You score a large set of inputs on a schedule, keep …
//!  ▸ Online inference       The model runs while the request waits, on whatever …
//!
//!                              Enter open   / search   q back   ? help
//! ```

mod draw;
mod preview;
mod topics;

use crate::domain::overview::Seal;
use crate::tui::effect::{Effect, Route, go, say};
use crate::tui::input::{Input, Key};
use crate::tui::keys::{self, Action, Availability, Context};
use crate::tui::widgets::list::{ListItem, ListState};
use crate::tui::widgets::page::Page;
pub use topics::topics;

/// Message before answers are shown that would spoil an interview, or its scores.
fn warning(seal: Seal) -> &'static str {
    match seal {
        Seal::NotPracticed => "not practiced to the end: Enter again shows it",
        Seal::NotScored => "your interview on it is not scored: Enter again shows it",
    }
}

/// An entry of a list that can be opened.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReadingTopic {
    /// The heading above the entry, the same for its neighbors; may be empty.
    pub group: String,
    pub title: String,
    /// A one-line summary.
    pub about: String,
    /// Why the entry would spoil something, if it would. Such an entry opens only on the second request.
    pub seal: Option<Seal>,
    /// What may be read before a sealed entry is opened: the brief; may be empty.
    pub brief: String,
    pub body: TopicBody,
}

/// The content of an entry.
#[derive(Debug, Clone, PartialEq)]
pub enum TopicBody {
    /// Markdown in parts that are parsed separately, so that an unclosed element ends with its part.
    Page(Vec<String>),
    List(Vec<ReadingTopic>),
}

impl Default for TopicBody {
    fn default() -> Self {
        Self::Page(Vec::new())
    }
}

/// A list that was opened.
#[derive(Debug)]
struct OpenList {
    title: String,
    topics: Vec<ReadingTopic>,
    state: ListState,
    /// Whether the selected sealed entry was requested once already.
    asked: bool,
}

impl OpenList {
    fn new(title: String, topics: Vec<ReadingTopic>) -> Self {
        let items = topics.iter().map(|topic| {
            let texts = [&topic.title, &topic.group, &topic.about];
            ListItem::new(texts.map(String::as_str)).under(&topic.group)
        });
        Self {
            title,
            state: ListState::new(items.collect()),
            topics,
            asked: false,
        }
    }

    /// The selected entry; `None` where no entry matches the search.
    fn selected(&self) -> Option<&ReadingTopic> {
        self.topics.get(self.state.selected()?)
    }

    /// The index of the unsealed page before the selected entry, or behind it, or why there is none.
    fn neighbor(&self, is_back: bool) -> Result<usize, String> {
        let is_page = |index: &&usize| {
            let topic = &self.topics[**index];
            matches!(topic.body, TopicBody::Page(_)) && topic.seal.is_none()
        };
        let here = self.state.selected();
        let shown: Vec<usize> = self.state.shown().collect();
        let (before, after) = shown.split_at(shown.partition_point(|index| Some(*index) < here));
        let (found, why) = if is_back {
            (before.iter().rfind(is_page), "this is the first entry")
        } else {
            (after.iter().skip(1).find(is_page), "this is the last entry")
        };
        found.copied().ok_or_else(|| why.to_owned())
    }
}

#[derive(Debug)]
pub struct ReadingScreen {
    /// The list that is shown, and the lists that it was opened from, outermost first.
    list: OpenList,
    outer: Vec<OpenList>,
    page: Option<Page>,
}

impl ReadingScreen {
    pub fn new(topics: Vec<ReadingTopic>) -> Self {
        Self {
            list: OpenList::new("Study".into(), topics),
            outer: Vec::new(),
            page: None,
        }
    }

    /// Selects the first entry with this title, where there is one.
    pub fn select(&mut self, title: &str) {
        let mut topics = self.list.topics.iter();
        if let Some(index) = topics.position(|topic| topic.title == title) {
            self.list.state.select(index);
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

    /// Whether an action is possible now.
    pub fn availability(&self, action: &Action) -> Availability {
        match (&self.page, action) {
            (Some(_), Action::Previous | Action::Next) => {
                let neighbor = self.list.neighbor(*action == Action::Previous);
                neighbor.map(|_| String::new())
            }
            (Some(page), _) => page.scroll.availability(action),
            (None, _) if self.list.state.is_filtering() => self.list.state.availability(action),
            (None, _) => Ok(String::new()),
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
            list.state.filter_key(action.as_ref(), key);
            list.asked = false;
            return Vec::new();
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
            (Some(Action::Previous), _) => return self.turn(true),
            (Some(Action::Next), _) => return self.turn(false),
            (Some(Action::Back), _) => self.page = None,
            (Some(action), Some(page)) => {
                page.scroll.act(action);
            }
            _ => {}
        }
        Vec::new()
    }

    /// Opens the selected entry; a sealed one only on the second request.
    fn open(&mut self) -> Vec<Effect> {
        let asked = std::mem::take(&mut self.list.asked);
        let Some(topic) = self.list.selected() else {
            return say("nothing here: Esc clears the search");
        };
        if let Some(seal) = topic.seal.filter(|_| !asked) {
            self.list.asked = true;
            return say(warning(seal));
        }
        match topic.body.clone() {
            TopicBody::Page(parts) => self.page = Some(Page::new(topic.title.clone(), parts)),
            TopicBody::List(topics) => {
                let opened = OpenList::new(topic.title.clone(), topics);
                self.outer.push(std::mem::replace(&mut self.list, opened));
            }
        }
        Vec::new()
    }

    /// Opens the previous or next unsealed page of the list.
    fn turn(&mut self, is_back: bool) -> Vec<Effect> {
        match self.list.neighbor(is_back) {
            Ok(index) => {
                self.list.state.select(index);
                self.open()
            }
            Err(why) => say(why),
        }
    }

    /// Clears the search if there is one, else goes back to the outer list or home.
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

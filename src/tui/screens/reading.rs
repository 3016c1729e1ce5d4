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

mod list;
mod topics;

use crossterm::event::KeyCode;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use unicode_width::UnicodeWidthStr;

use crate::tui::effect::{Effect, Place};
use crate::tui::input::{Input, Key};
use crate::tui::keys::{self, Action, Context};
use crate::tui::theme;
use crate::tui::widgets::page::Page;
use crate::tui::widgets::{fit, footer, help};
use list::List;
pub use topics::topics;

/// What is said before answers are shown that would spoil an interview still to come.
const SEALED: &str = "not practised to the end: Enter again shows it";
/// How many lines the wheel moves a page.
const WHEEL: isize = 3;

/// Something to choose and open, as plain values.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Entry {
    /// The heading it stands under, shared with its neighbours; may be empty.
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

#[derive(Debug)]
pub struct ReadingScreen {
    /// The lists opened one out of the other; the first is never closed.
    lists: Vec<List>,
    page: Option<Page>,
    help: Option<help::Help>,
    /// The design whose answers are among the topics, by id.
    design: Option<String>,
}

impl ReadingScreen {
    /// `design` is the id of the one chosen at home, to come back to.
    pub fn new(topics: Vec<Entry>, design: Option<String>) -> Self {
        Self {
            lists: vec![List::new("To read".into(), topics)],
            page: None,
            help: None,
            design,
        }
    }

    /// The design chosen at home.
    pub fn design(&self) -> Option<&str> {
        self.design.as_deref()
    }

    /// Takes one input.
    pub fn on(&mut self, input: &Input) -> Vec<Effect> {
        match input {
            Input::Key(key) => return self.key(*key),
            Input::Wheel { up, .. } => match (&mut self.page, self.lists.last_mut()) {
                (Some(page), _) => page.scroll(if *up { -WHEEL } else { WHEEL }),
                (None, Some(list)) => list.step(if *up { -1 } else { 1 }),
                (None, None) => {}
            },
            Input::Click {
                row,
                dragged: false,
                ..
            } if self.page.is_none() && self.help.is_none() => {
                if self.lists.last_mut().is_some_and(|list| list.click(*row)) {
                    return self.open();
                }
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
        if self.page.is_some() {
            return self.page_key(key);
        }
        let Some(list) = self.lists.last_mut() else {
            return Vec::new();
        };
        if list.type_filter(key) {
            return Vec::new();
        }
        let action = keys::action(Context::List, key);
        if action != Some(Action::Open) {
            list.asked = false;
        }
        match action {
            Some(Action::Open) => return self.open(),
            Some(Action::Up) => list.step(-1),
            Some(Action::Down) => list.step(1),
            Some(Action::PageUp) => list.step(-list.rows()),
            Some(Action::PageDown) => list.step(list.rows()),
            Some(Action::First) => list.step(isize::MIN),
            Some(Action::Last) => list.step(isize::MAX),
            Some(Action::Filter) => list.filtering = true,
            Some(Action::Back) => return self.back(),
            other => return self.elsewhere(other.as_ref(), Context::List),
        }
        Vec::new()
    }

    fn page_key(&mut self, key: Key) -> Vec<Effect> {
        let Some(page) = &mut self.page else {
            return Vec::new();
        };
        let action = keys::action(Context::Reading, key);
        match action {
            Some(Action::Up) => page.scroll(-1),
            Some(Action::Down) => page.scroll(1),
            Some(Action::PageUp) => page.scroll(-page.rows()),
            Some(Action::PageDown) => page.scroll(page.rows()),
            Some(Action::First) => page.scroll(isize::MIN),
            Some(Action::Last) => page.scroll(isize::MAX),
            Some(Action::Before) => return self.turn(-1),
            Some(Action::After) => return self.turn(1),
            Some(Action::Back) => self.page = None,
            other => return self.elsewhere(other.as_ref(), Context::Reading),
        }
        Vec::new()
    }

    /// What a key does in lists and on pages alike.
    fn elsewhere(&mut self, action: Option<&Action>, context: Context) -> Vec<Effect> {
        match action {
            Some(Action::Help) => self.help = Some(help::Help::of(&[context])),
            Some(Action::Suspend) => return vec![Effect::Suspend],
            Some(Action::Redraw) => return vec![Effect::Redraw],
            _ => {}
        }
        Vec::new()
    }

    /// Opens the chosen entry; what is sealed asks first.
    fn open(&mut self) -> Vec<Effect> {
        let Some(list) = self.lists.last_mut() else {
            return Vec::new();
        };
        let asked = std::mem::take(&mut list.asked);
        let Some(entry) = list.chosen() else {
            return vec![Effect::Say("nothing here: Esc clears the search".into())];
        };
        if entry.sealed && !asked {
            list.asked = true;
            return vec![Effect::Say(SEALED.into())];
        }
        match &entry.body {
            Body::Page(parts) => self.page = Some(Page::new(entry.title.clone(), parts.clone())),
            Body::List(entries) => {
                let opened = List::new(entry.title.clone(), entries.clone());
                self.lists.push(opened);
            }
        }
        Vec::new()
    }

    /// Goes to the page before or after in the list.
    fn turn(&mut self, by: isize) -> Vec<Effect> {
        let is_page = |entry: &Entry| matches!(entry.body, Body::Page(_)) && !entry.sealed;
        if self
            .lists
            .last_mut()
            .is_some_and(|list| list.step_to(by, is_page))
        {
            return self.open();
        }
        let words = if by < 0 {
            "this is the first"
        } else {
            "this is the last"
        };
        vec![Effect::Say(words.into())]
    }

    /// One step back; what is searched for goes first.
    fn back(&mut self) -> Vec<Effect> {
        if self.lists.last_mut().is_some_and(List::clear) {
            return Vec::new();
        }
        if self.lists.len() > 1 {
            self.lists.pop();
            return Vec::new();
        }
        vec![Effect::Go(Place::Home)]
    }

    /// Draws the screen; the cursor stands at the chosen entry, in the search, or where the page begins.
    pub fn draw(&mut self, frame: &mut Frame<'_>, message: Option<&str>) {
        let [top, body, foot] = Layout::vertical([
            Constraint::Length(2),
            Constraint::Min(1),
            Constraint::Length(1),
        ])
        .areas(frame.area());
        let buf = frame.buffer_mut();
        let cursor = match (&mut self.page, self.lists.last_mut()) {
            (Some(page), _) => page.draw(body, buf),
            (None, Some(list)) => list.draw(body, buf),
            (None, None) => body.as_position(),
        };
        self.draw_top(top, buf);
        let typed = self.draw_foot(message, foot, buf);
        if let Some(open) = &mut self.help {
            open.draw(frame);
        } else {
            frame.set_cursor_position(typed.unwrap_or(cursor));
        }
    }

    /// Where we are, and how much there is.
    fn draw_top(&self, area: Rect, buf: &mut ratatui::buffer::Buffer) {
        let titles = self.lists.iter().map(|list| list.title.as_str());
        let titles: Vec<&str> = titles.chain(self.page.as_ref().map(Page::title)).collect();
        let how_much = match (&self.page, self.lists.last()) {
            (Some(page), _) => page.how_much(),
            (None, Some(list)) => list.how_much(),
            (None, None) => String::new(),
        };
        let width = usize::from(area.width);
        let room = width.saturating_sub(how_much.width() + 4);
        let mut path = titles.join(" · ");
        if path.width() > room {
            path = (titles.last()).map_or(String::new(), |last| format!("… · {last}"));
        }
        buf.set_stringn(area.x + 1, area.y, fit(&path, room), room, theme::STRONG);
        let at = width.saturating_sub(how_much.width() + 1) as u16;
        buf.set_stringn(area.x + at, area.y, &how_much, width, theme::QUIET);
    }

    /// The last line; where the cursor stands in it while a search is typed.
    fn draw_foot(
        &self,
        message: Option<&str>,
        area: Rect,
        buf: &mut ratatui::buffer::Buffer,
    ) -> Option<Position> {
        let list = self.lists.last().filter(|_| self.page.is_none());
        let search = list.and_then(List::search);
        let context = if list.is_some() {
            Context::List
        } else {
            Context::Reading
        };
        let scrolls = self.page.as_ref().is_none_or(Page::scrolls);
        let mut keys: Vec<_> = keys::footer(context)
            .filter(|row| row.action != Action::PageDown || scrolls)
            .map(|row| (row.name.to_owned(), row.short))
            .collect();
        let filtering = list.is_some_and(|list| list.filtering);
        if filtering {
            keys = vec![("Esc".into(), "clear"), ("Enter".into(), "open")];
        }
        let said = message.or(search.as_deref()).unwrap_or("");
        footer::draw(
            (said, theme::PLAIN),
            &keys,
            footer::First::Message,
            area,
            buf,
        );
        let end = area.x + 1 + said.width().min(usize::from(area.width)) as u16;
        filtering.then(|| Position::new(end.min(area.right().saturating_sub(1)), area.y))
    }
}

/// Types a key into a search; whether it belongs there.
fn typed(search: &mut String, key: Key) -> bool {
    match (key.code, key.typed()) {
        (KeyCode::Backspace, _) => {
            search.pop();
            true
        }
        (_, Some(character)) => {
            search.push(character);
            true
        }
        _ => false,
    }
}

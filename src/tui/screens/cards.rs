//! The drill of concept cards: a question, its answer, and a rating that says when the card comes again.
//!
//! ```text
//!   Drill · Concept cards                                   41 of 74 known, 14 due
//! ─ Model Serving ──────────────────────────────────── 12 left today, 4 of them new ─
//!   When is batch inference the right choice?
//!
//!   Answer           It is right when all inputs can be listed in advance …
//!   Batch inference  Batch inference scores a large set of inputs on a schedule …
//!   Why              It has the lowest cost per prediction …
//!
//!   1 again 1 min   2 hard 5 min   3 good 10 min   4 easy 15 days
//! ──────────────────────────────────────────────────────────────────────────────
//!   1 again   2 hard   3 good   4 easy   u undo   q back                  ? help
//! ```

use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::domain::cards::{CardDrill, RATINGS, Rating, Schedule, interval_text, sides};
use crate::domain::content::framework::Concept;
use crate::domain::sanitize;
use crate::domain::session::event::Wall;
use crate::tui::draw_context::DrawContext;
use crate::tui::effect::{Effect, Route, go, say};
use crate::tui::input::Input;
use crate::tui::keys::{self, Action, Availability, Context};
use crate::tui::theme;
use crate::tui::widgets::frame::{Heading, LEAD, ScreenFrame};
use crate::tui::widgets::page::Page;
use crate::tui::widgets::wrap;

/// The most columns of a line; longer lines are hard to read.
const WIDEST: usize = 100;

#[derive(Debug)]
pub struct CardsScreen {
    drill: CardDrill,
    /// Whether the user was told on leaving that ratings are not saved.
    has_warned: bool,
    page: Page,
}

impl CardsScreen {
    /// The drill of these cards from this time on, beside so many closed ones.
    pub fn new(cards: Vec<Concept>, closed: usize, schedule: Schedule, now: &Wall) -> Self {
        Self {
            drill: CardDrill::new(cards, closed, schedule, now),
            has_warned: false,
            page: Page::default(),
        }
    }

    /// The context in which keys are looked up.
    pub fn context(&self) -> Context {
        if self.drill.shows_back() {
            Context::CardBack
        } else {
            Context::CardFront
        }
    }

    /// Whether an action is possible now.
    pub fn availability(&self, action: &Action) -> Availability {
        let why = match action {
            Action::Undo if !self.drill.can_take_back() => "no rating to undo",
            Action::ShowBack if self.drill.card().is_none() => "no card is due",
            _ => return self.page.scroll.availability(action),
        };
        Err(why.to_owned())
    }

    /// All ratings so far are in the file.
    pub fn saved(&mut self) {
        self.drill.saved();
        self.has_warned = false;
    }

    /// Takes one input at a wall time.
    pub fn on(&mut self, input: &Input, now: Wall) -> Vec<Effect> {
        match input {
            Input::Wheel { up, .. } => self.page.scroll.wheel(*up),
            Input::Key(key) => return self.act(keys::action(self.context(), *key), &now),
            _ => {}
        }
        Vec::new()
    }

    fn act(&mut self, action: Option<Action>, now: &Wall) -> Vec<Effect> {
        match action {
            Some(Action::ShowBack) if self.drill.card().is_some() => {
                self.drill.show_back();
                self.page = Page::default();
            }
            // A learning card may have become due while the drill was done.
            Some(Action::ShowBack) => self.turn(now),
            Some(Action::RateAgain) => return self.rate(Rating::Again, now),
            Some(Action::RateHard) => return self.rate(Rating::Hard, now),
            Some(Action::RateGood) => return self.rate(Rating::Good, now),
            Some(Action::RateEasy) => return self.rate(Rating::Easy, now),
            Some(Action::Undo) => return self.take_back(),
            Some(Action::Back) if !self.drill.unsaved().is_empty() && !self.has_warned => {
                self.has_warned = true;
                return self.save();
            }
            Some(Action::Back) => return go(Route::Back),
            Some(action) => _ = self.page.scroll.act(&action),
            None => {}
        }
        Vec::new()
    }

    fn rate(&mut self, rating: Rating, now: &Wall) -> Vec<Effect> {
        if !self.drill.rate(rating, now) {
            return Vec::new();
        }
        self.has_warned = false;
        self.page = Page::default();
        self.save()
    }

    /// Shows the card of the last rating again as it was before that rating.
    fn take_back(&mut self) -> Vec<Effect> {
        if !self.drill.take_back() {
            return say("no rating to undo");
        }
        self.has_warned = false;
        self.page = Page::default();
        let mut effects = say("undone: rate it again");
        effects.extend(self.save());
        effects
    }

    fn save(&self) -> Vec<Effect> {
        vec![Effect::SaveCards(self.drill.unsaved().clone())]
    }

    fn turn(&mut self, now: &Wall) {
        self.drill.turn(now);
        self.page = Page::default();
    }

    /// Draws the screen; the cursor is at the start of the card.
    pub fn draw(&mut self, frame: &mut Frame<'_>, context: &DrawContext<'_>) {
        let now = context.now.wall;
        let parts = ScreenFrame::new(frame.area(), &context.status(""), 1);
        let body = parts.content(parts.body);
        let width = usize::from(body.width.saturating_sub(2 * LEAD)).clamp(1, WIDEST);
        let (lines, heading) = match self.drill.card() {
            Some(card) => (
                self.card_lines(card, width, &now),
                sanitize::line(&card.group),
            ),
            None => (self.done_lines(width, &now), "Done".to_owned()),
        };
        let buf = frame.buffer_mut();
        let cursor = self.page.draw_lines(&lines, body, buf);
        let ids = self.drill.ids();
        let counts = self
            .drill
            .schedule
            .counts(&ids, self.drill.closed, &now)
            .text();
        let left = self.drill.schedule.left_text(&ids, &now);
        let title = ("Drill · Concept cards", theme::STRONG);
        parts.draw_title(title, (&counts, theme::SECONDARY), buf);
        parts.draw_head(&[Heading::new(heading, true).with(left)], buf);
        let keys = context
            .keys
            .footer(self.context(), |action| self.availability(action).is_ok());
        parts.draw_foot(&self.page.scroll.position(), buf);
        parts.draw_keys(&keys, context.clicks, buf);
        frame.set_cursor_position(cursor);
    }

    /// The question, and once it was asked for the answer with what each rating means.
    fn card_lines(&self, card: &Concept, width: usize, now: &Wall) -> Vec<Line<'static>> {
        let question = wrap(&sanitize::line(&card.question), width);
        let mut lines: Vec<Line<'static>> = question
            .into_iter()
            .map(|line| Line::styled(line, theme::STRONG))
            .collect();
        if !self.drill.shows_back() {
            return lines;
        }
        for (title, text) in sides(card) {
            lines.push(Line::default());
            lines.push(Line::styled(sanitize::line(title), theme::ACCENT_STRONG));
            for paragraph in text.split("\n\n") {
                let wrapped = wrap(&sanitize::line(paragraph), width);
                lines.extend(wrapped.into_iter().map(Line::raw));
            }
        }
        lines.push(Line::default());
        lines.push(self.ratings(&card.id, now));
        lines
    }

    /// When the card comes again after each rating.
    fn ratings(&self, id: &str, now: &Wall) -> Line<'static> {
        let mut line = Line::styled("Shown again in  ", theme::SECONDARY);
        for (index, (rating, word)) in RATINGS.into_iter().enumerate() {
            let interval = interval_text(&self.drill.schedule.rated(id, rating, now));
            let gap = if index > 0 { "   " } else { "" };
            line.push_span(Span::raw(format!("{gap}{word} ")));
            line.push_span(Span::styled(interval, theme::ACCENT));
        }
        line
    }

    fn done_lines(&self, width: usize, now: &Wall) -> Vec<Line<'static>> {
        let ids = self.drill.ids();
        let texts = self.drill.schedule.done_texts(&ids, self.drill.closed, now);
        let lines = texts.iter().flat_map(|text| wrap(text, width));
        lines.map(Line::raw).collect()
    }
}

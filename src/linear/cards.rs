//! The drill of concept cards in plain text: a question, with Enter its answer, and a number that says how well it was
//! known. Each rating is saved at once, as on the screen.

use std::time::Duration;

use super::input::Message;
use super::room::{Ended, RETRY, Turn};
use super::talk::say;
use crate::app::context::AppContext;
use crate::app::failure::Failure;
use crate::domain::cards::{
    CardChanges, CardState, RATINGS, Rating, Schedule, interval_text, sides,
};
use crate::domain::content::framework::Concept;
use crate::domain::interview::ClockReading;
use crate::domain::session::event::Wall;

const FRONT: &str = "Press Enter to read the answer. /undo takes the last rating back, /quit ends.";
const BACK: &str = "How well did you know it? Type a number, /undo or /quit.";
const DONE: &str = "Press Enter to end. /undo takes the last rating back.";

/// A drill of the cards that are due.
pub struct CardsRoom {
    context: AppContext,
    cards: Vec<Concept>,
    /// How many cards a design keeps closed.
    closed: usize,
    schedule: Schedule,
    /// The card whose question was read; `None` when the drill is done.
    shown: Option<usize>,
    shows_back: bool,
    /// What each rating replaced, the last one last.
    undo: Vec<(usize, Option<CardState>)>,
    /// Ratings that are not saved yet, and why.
    unsaved: CardChanges,
    error: Option<String>,
    leaves: bool,
    signal: Option<i32>,
    /// What is not printed yet, whole lines.
    text: String,
}

impl CardsRoom {
    /// Opens the drill and reads the first question.
    ///
    /// # Errors
    /// When the sessions or the schedule cannot be read.
    pub fn open(context: AppContext, now: ClockReading) -> Result<Self, Failure> {
        let deck = context.deck()?;
        let counts = deck.counts(&now.wall);
        let mut room = Self {
            context,
            cards: deck.cards,
            closed: deck.closed,
            schedule: deck.schedule,
            shown: None,
            shows_back: false,
            undo: Vec::new(),
            unsaved: CardChanges::new(),
            error: None,
            leaves: false,
            signal: None,
            text: String::new(),
        };
        if let Some(remark) = deck.remark {
            room.say(&format!("Note: {remark}"));
        }
        room.say(&format!("Concept cards: {}.", counts.text()));
        room.turn_card(&now.wall);
        Ok(room)
    }

    /// How long the loop may wait for a message; `None` for no limit.
    pub fn wait(&self) -> Option<Duration> {
        (!self.unsaved.is_empty()).then_some(RETRY)
    }

    /// One turn: the lines are handled, and ratings are saved.
    pub fn turn(&mut self, messages: &[Message], now: ClockReading) -> Turn {
        for message in messages {
            match message {
                Message::Line(line) if !self.leaves => self.line(line.trim(), &now.wall),
                Message::TooLong => self.say("The line is too long and was not read."),
                Message::EndOfInput => self.leaves = true,
                Message::End(signal) => (self.leaves, self.signal) = (true, Some(*signal)),
                Message::Line(_) | Message::Continued => {}
            }
        }
        self.save(&now.wall);
        let ended = self.leaves.then(|| Ended {
            signal: self.signal,
            message: self.error.as_ref().map(|why| format!("NOT SAVED: {why}")),
            is_saved: self.unsaved.is_empty(),
        });
        Turn {
            text: std::mem::take(&mut self.text),
            rings: false,
            ended,
        }
    }

    fn line(&mut self, line: &str, now: &Wall) {
        match line.to_lowercase().as_str() {
            "/quit" | "/q" | "q" => self.leaves = true,
            "/undo" | "/u" | "u" => self.take_back(now),
            "" if self.shown.is_none() => self.leaves = true,
            "" if !self.shows_back => self.show_back(now),
            typed => match rating(typed).filter(|_| self.shows_back) {
                Some(rating) => self.rate(rating, now),
                None => self.say(self.prompt()),
            },
        }
    }

    /// What can be typed now.
    fn prompt(&self) -> &'static str {
        match self.shown {
            None => DONE,
            Some(_) if self.shows_back => BACK,
            Some(_) => FRONT,
        }
    }

    fn show_back(&mut self, now: &Wall) {
        let Some(card) = self.shown.and_then(|index| self.cards.get(index)).cloned() else {
            return;
        };
        self.shows_back = true;
        for (title, text) in sides(&card) {
            self.say(&format!("{title}: {text}"));
        }
        let choices = (1..).zip(RATINGS).map(|(number, (rating, word))| {
            let after = interval_text(&self.schedule.rated(&card.id, rating, now));
            format!("{number} {word} (in {after})")
        });
        let choices = choices.collect::<Vec<_>>().join(", ");
        self.say(&format!("{BACK} {choices}."));
    }

    fn rate(&mut self, rating: Rating, now: &Wall) {
        let Some(index) = self.shown else {
            return;
        };
        let id = self.cards[index].id.clone();
        let state = self.schedule.rated(&id, rating, now);
        let before = self.schedule.cards.insert(id.clone(), state.clone());
        self.undo.push((index, before));
        self.unsaved.insert(id, Some(state));
        self.turn_card(now);
    }

    /// Reads the answer of the last rated card again, as it was before its rating.
    fn take_back(&mut self, now: &Wall) {
        let Some((index, before)) = self.undo.pop() else {
            return self.say("There is no rating to undo.");
        };
        let id = self.cards[index].id.clone();
        match &before {
            Some(state) => _ = self.schedule.cards.insert(id.clone(), state.clone()),
            None => _ = self.schedule.cards.remove(&id),
        }
        self.unsaved.insert(id, before);
        self.shown = Some(index);
        self.say("Undone: rate it again.");
        self.show_back(now);
    }

    /// Reads the next question, or says that the drill is done. It ends by itself only where no rating can be taken back.
    fn turn_card(&mut self, now: &Wall) {
        let ids: Vec<&str> = self.cards.iter().map(|card| card.id.as_str()).collect();
        self.shown = self.schedule.next(&ids, now);
        self.shows_back = false;
        let left = self.schedule.left_text(&ids, now);
        let lines = if let Some(card) = self.shown.map(|index| &self.cards[index]) {
            vec![
                format!("{}, {left}: {}", card.group, card.question),
                FRONT.to_owned(),
            ]
        } else {
            let mut lines = self.schedule.done_texts(&ids, self.closed, now);
            if self.undo.is_empty() {
                self.leaves = true;
            } else {
                lines.push(DONE.to_owned());
            }
            lines
        };
        for line in lines {
            self.say(&line);
        }
    }

    fn save(&mut self, now: &Wall) {
        if self.unsaved.is_empty() {
            return;
        }
        let was_saved = self.error.is_none();
        match self.context.save_cards(&self.unsaved, now) {
            Ok(()) => {
                self.unsaved.clear();
                self.error = None;
                if !was_saved {
                    self.say("Saved again: every rating is on disk.");
                }
            }
            Err(error) => {
                let why = error.to_string();
                if was_saved {
                    self.say(&format!("NOT SAVED: {why}. Retrying every second."));
                }
                self.error = Some(why);
            }
        }
    }

    fn say(&mut self, text: &str) {
        say(&mut self.text, text);
    }
}

/// The rating with this number or name.
fn rating(typed: &str) -> Option<Rating> {
    let mut ratings = (1..).zip(RATINGS);
    let found = ratings.find(|(number, (_, word))| typed == *word || typed == number.to_string());
    found.map(|(_, (rating, _))| rating)
}

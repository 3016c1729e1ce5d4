//! The drill of concept cards in plain text: a question, with Enter its answer, and a number that says how well it was
//! known. Each rating is saved at once, as on the screen.

use std::time::Duration;

use super::input::InputMessage;
use super::room::{Ended, RETRY, Turn};
use super::talk::say;
use crate::app::context::AppContext;
use crate::app::failure::Failure;
use crate::domain::cards::{CardDrill, RATINGS, Rating, interval_text, sides};
use crate::domain::interview::ClockReading;
use crate::domain::session::event::Wall;

const FRONT: &str = "Press Enter to read the answer. /undo undoes the last rating, /quit ends.";
const BACK: &str = "How well did you know it? Type a number, /undo or /quit.";
const DONE: &str = "Press Enter to end. /undo undoes the last rating.";

/// A drill of the cards that are due.
pub struct CardsRoom {
    context: AppContext,
    drill: CardDrill,
    /// Why ratings are not saved.
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
            drill: CardDrill::new(deck.cards, deck.closed, deck.schedule, &now.wall),
            error: None,
            leaves: false,
            signal: None,
            text: String::new(),
        };
        if let Some(remark) = deck.remark {
            room.say(&format!("Note: {remark}"));
        }
        room.say(&format!("Concept cards: {}.", counts.text()));
        room.read_card(&now.wall);
        Ok(room)
    }

    /// How long the loop may wait for a message; `None` for no limit.
    pub fn wait(&self) -> Option<Duration> {
        (!self.drill.unsaved().is_empty()).then_some(RETRY)
    }

    /// One turn: the lines are handled, and ratings are saved.
    pub fn turn(&mut self, messages: &[InputMessage], now: ClockReading) -> Turn {
        for message in messages {
            match message {
                InputMessage::Line(line) if !self.leaves => self.line(line.trim(), &now.wall),
                InputMessage::TooLong => self.say("The line is too long and was not read."),
                InputMessage::EndOfInput => self.leaves = true,
                InputMessage::End(signal) => (self.leaves, self.signal) = (true, Some(*signal)),
                InputMessage::Line(_) | InputMessage::Continued => {}
            }
        }
        self.save(&now.wall);
        let ended = self.leaves.then(|| Ended {
            signal: self.signal,
            message: self.error.as_ref().map(|why| format!("NOT SAVED: {why}")),
            is_saved: self.drill.unsaved().is_empty(),
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
            "" if self.drill.card().is_none() => self.leaves = true,
            "" if !self.drill.shows_back() => self.show_back(now),
            typed => match rating(typed).filter(|_| self.drill.shows_back()) {
                Some(rating) => self.rate(rating, now),
                None => self.say(self.prompt()),
            },
        }
    }

    /// What can be typed now.
    fn prompt(&self) -> &'static str {
        match self.drill.card() {
            None => DONE,
            Some(_) if self.drill.shows_back() => BACK,
            Some(_) => FRONT,
        }
    }

    fn show_back(&mut self, now: &Wall) {
        let Some(card) = self.drill.card().cloned() else {
            return;
        };
        self.drill.show_back();
        for (title, text) in sides(&card) {
            self.say(&format!("{title}: {text}"));
        }
        let choices = (1..).zip(RATINGS).map(|(number, (rating, word))| {
            let after = interval_text(&self.drill.schedule.rated(&card.id, rating, now));
            format!("{number} {word} (in {after})")
        });
        let choices = choices.collect::<Vec<_>>().join(", ");
        self.say(&format!("{BACK} {choices}."));
    }

    fn rate(&mut self, rating: Rating, now: &Wall) {
        if self.drill.rate(rating, now) {
            self.read_card(now);
        }
    }

    /// Reads the answer of the last rated card again, as it was before its rating.
    fn take_back(&mut self, now: &Wall) {
        if !self.drill.take_back() {
            return self.say("There is no rating to undo.");
        }
        self.say("Undone: rate it again.");
        self.show_back(now);
    }

    /// Reads the question, or says that the drill is done. It ends by itself only where no rating can be taken back.
    fn read_card(&mut self, now: &Wall) {
        let ids = self.drill.ids();
        let left = self.drill.schedule.left_text(&ids, now);
        let lines = if let Some(card) = self.drill.card() {
            vec![
                format!("{}, {left}: {}", card.group, card.question),
                FRONT.to_owned(),
            ]
        } else {
            let mut lines = self.drill.schedule.done_texts(&ids, self.drill.closed, now);
            if self.drill.can_take_back() {
                lines.push(DONE.to_owned());
            } else {
                self.leaves = true;
            }
            lines
        };
        for line in lines {
            self.say(&line);
        }
    }

    fn save(&mut self, now: &Wall) {
        if self.drill.unsaved().is_empty() {
            return;
        }
        let was_saved = self.error.is_none();
        match self.context.save_cards(self.drill.unsaved(), now) {
            Ok(()) => {
                self.drill.saved();
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

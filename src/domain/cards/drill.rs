//! A drill of the cards that are due: a question, its answer, and a rating, which can be taken back. Must not know how it is
//! shown or saved.

use super::{CardChanges, CardState, Rating, Schedule};
use crate::domain::content::framework::Concept;
use crate::domain::session::event::Wall;

/// A drill of these cards.
#[derive(Debug)]
pub struct CardDrill {
    cards: Vec<Concept>,
    /// How many cards a design keeps closed.
    pub closed: usize,
    pub schedule: Schedule,
    /// The card that is shown; `None` when the drill is done.
    shown: Option<usize>,
    shows_back: bool,
    /// What each rating replaced, the last one last.
    undo: Vec<(usize, Option<CardState>)>,
    /// Ratings that are not saved yet.
    unsaved: CardChanges,
}

impl CardDrill {
    /// The drill of these cards from this time on, beside so many closed ones.
    pub fn new(cards: Vec<Concept>, closed: usize, schedule: Schedule, now: &Wall) -> Self {
        let mut drill = Self {
            cards,
            closed,
            schedule,
            shown: None,
            shows_back: false,
            undo: Vec::new(),
            unsaved: CardChanges::new(),
        };
        drill.turn(now);
        drill
    }

    /// Goes to the question of the next card that is due.
    pub fn turn(&mut self, now: &Wall) {
        self.shown = self.schedule.next(&self.ids(), now);
        self.shows_back = false;
    }

    /// The card that is shown; `None` when the drill is done.
    pub fn card(&self) -> Option<&Concept> {
        self.shown.map(|index| &self.cards[index])
    }

    /// The ids of all cards, in order.
    pub fn ids(&self) -> Vec<&str> {
        self.cards.iter().map(|card| card.id.as_str()).collect()
    }

    /// Whether the answer is shown beside the question.
    pub fn shows_back(&self) -> bool {
        self.shows_back
    }

    pub fn show_back(&mut self) {
        self.shows_back = self.shown.is_some();
    }

    /// Rates the card that is shown and goes to the next one; false where none is shown.
    pub fn rate(&mut self, rating: Rating, now: &Wall) -> bool {
        let Some(index) = self.shown else {
            return false;
        };
        let id = self.cards[index].id.clone();
        let state = self.schedule.rated(&id, rating, now);
        let before = self.schedule.cards.insert(id.clone(), state.clone());
        self.undo.push((index, before));
        self.unsaved.insert(id, Some(state));
        self.turn(now);
        true
    }

    pub fn can_take_back(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Shows the answer of the last rated card again, as it was before its rating; false where there is none.
    pub fn take_back(&mut self) -> bool {
        let Some((index, before)) = self.undo.pop() else {
            return false;
        };
        let id = self.cards[index].id.clone();
        match &before {
            Some(state) => _ = self.schedule.cards.insert(id.clone(), state.clone()),
            None => _ = self.schedule.cards.remove(&id),
        }
        self.unsaved.insert(id, before);
        self.shown = Some(index);
        self.shows_back = true;
        true
    }

    /// Ratings that are not saved yet.
    pub fn unsaved(&self) -> &CardChanges {
        &self.unsaved
    }

    /// All ratings so far are in the file.
    pub fn saved(&mut self) {
        self.unsaved.clear();
    }
}

//! The concept cards of a candidate: which there are, and their schedule.

use std::collections::BTreeSet;

use crate::app::context::AppContext;
use crate::app::failure::Failure;
use crate::clock;
use crate::content::library::Library;
use crate::domain::cards::{CardChanges, CardCounts, Schedule};
use crate::domain::content::framework::Concept;
use crate::domain::session::event::Wall;
use crate::store::{self, Listed, Paths, Status};

/// The cards that may be shown, and what is remembered of them.
#[derive(Debug)]
pub struct Deck {
    pub cards: Vec<Concept>,
    /// How many cards a design keeps closed.
    pub closed: usize,
    pub schedule: Schedule,
    /// That a damaged file was set aside.
    pub remark: Option<String>,
}

impl Deck {
    /// The cards for whoever has these sessions. The concepts of a design give its answers away, so a card that a design
    /// names is left out until an interview on that design, or on another that names it, was finished.
    ///
    /// # Errors
    /// When the file of the schedule cannot be read.
    pub fn of(paths: &Paths, library: &Library, sessions: &[Listed]) -> Result<Self, Failure> {
        let (schedule, remark) = store::card_schedule(&paths.state, &clock::wall())?;
        let practiced: BTreeSet<&str> = sessions
            .iter()
            .map(|listed| &listed.summary)
            .filter(|summary| summary.status == Status::Finished && !summary.is_drill())
            .map(|summary| summary.design.id.as_str())
            .collect();
        let named = |is_practiced: bool| -> BTreeSet<String> {
            let rows = library.rows().iter();
            let rows = rows.filter(|row| practiced.contains(row.id.as_str()) == is_practiced);
            rows.flat_map(|row| &row.concepts)
                .map(|name| name.to_lowercase())
                .collect()
        };
        let (open, sealed) = (named(true), named(false));
        let is_shown = |card: &&Concept| {
            let name = card.name.to_lowercase();
            open.contains(&name) || !sealed.contains(&name)
        };
        let all = &library.framework().concepts;
        let cards: Vec<Concept> = all.iter().filter(is_shown).cloned().collect();
        Ok(Self {
            closed: all.len() - cards.len(),
            cards,
            schedule,
            remark,
        })
    }

    /// The ids of the cards, in order.
    pub fn ids(&self) -> Vec<&str> {
        self.cards.iter().map(|card| card.id.as_str()).collect()
    }

    pub fn counts(&self, now: &Wall) -> CardCounts {
        self.schedule.counts(&self.ids(), self.closed, now)
    }
}

impl AppContext {
    /// The cards of this machine's candidate.
    ///
    /// # Errors
    /// When the sessions or the schedule cannot be read.
    pub fn deck(&self) -> Result<Deck, Failure> {
        let listing = store::list_with_rescued(&self.paths)?;
        Deck::of(&self.paths, &self.library, &listing.sessions)
    }

    /// Saves new states of cards.
    ///
    /// # Errors
    /// When the file cannot be written; nothing has changed then.
    pub fn save_cards(&self, changes: &CardChanges, now: &Wall) -> Result<(), Failure> {
        Ok(store::save_cards(&self.paths.state, changes, now)?)
    }
}

//! Concept cards on a schedule: which card is next, and when a rated card is due again. FSRS, a published model of
//! memory, computes the intervals. The caller passes in the time.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Duration, Utc};
use rs_fsrs::{Card, FSRS, Parameters, Seed, State};
use serde::{Deserialize, Serialize};

use super::content::framework::Concept;
use super::session::event::Wall;

mod drill;

pub use drill::CardDrill;
pub use rs_fsrs::Rating;

/// The most cards that are begun on one day.
pub const NEW_A_DAY: usize = 20;
/// A card that is due this soon is shown at the end of a drill instead of keeping the candidate waiting, in minutes.
const AHEAD: i64 = 20;

/// What is remembered of a card that was rated at least once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "StoredState")]
pub struct CardState {
    pub phase: Phase,
    /// When it was first rated, last rated, and is due again.
    pub first: DateTime<Utc>,
    pub last: DateTime<Utc>,
    pub due: DateTime<Utc>,
    /// FSRS: the days until the chance to remember falls to 90 %, and how hard the card is, 1 to 10.
    pub stability: f64,
    pub difficulty: f64,
    /// The interval that led to `due`, in days.
    pub interval_days: i64,
    /// How often it was rated, and how often it was forgotten after it was known.
    pub reps: i32,
    pub lapses: i32,
}

/// The bounds of what a file may have, so that no calculation with it leaves the range of numbers or dates.
const MOST_RATINGS: i32 = 1_000_000;
const MOST_DAYS: i64 = 36_500;
const FIRST_YEAR: i32 = 1970;
const LAST_YEAR: i32 = 9999;

/// A state as a file has it, not checked yet.
#[derive(Deserialize)]
struct StoredState {
    phase: Phase,
    first: DateTime<Utc>,
    last: DateTime<Utc>,
    due: DateTime<Utc>,
    stability: f64,
    difficulty: f64,
    interval_days: i64,
    reps: i32,
    lapses: i32,
}

impl TryFrom<StoredState> for CardState {
    type Error = String;

    fn try_from(stored: StoredState) -> Result<Self, String> {
        let is_valid = stored.stability.is_finite()
            && stored.stability > 0.0
            && (1.0..=10.0).contains(&stored.difficulty)
            && (0..=MOST_RATINGS).contains(&stored.reps)
            && (0..=MOST_RATINGS).contains(&stored.lapses)
            && (0..=MOST_DAYS).contains(&stored.interval_days)
            && [stored.first, stored.last, stored.due]
                .iter()
                .all(|time| (FIRST_YEAR..=LAST_YEAR).contains(&time.year()));
        let state = Self {
            phase: stored.phase,
            first: stored.first,
            last: stored.last,
            due: stored.due,
            stability: stored.stability,
            difficulty: stored.difficulty,
            interval_days: stored.interval_days,
            reps: stored.reps,
            lapses: stored.lapses,
        };
        if is_valid {
            Ok(state)
        } else {
            Err("a card has a value that no rating gives".to_owned())
        }
    }
}

/// Where a card is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// Begun, and shown again within minutes.
    Learning,
    /// Known: shown again after a day or more.
    Review,
    /// Forgotten after it was known, and shown again within minutes.
    Relearning,
}

impl Phase {
    pub fn word(self) -> &'static str {
        match self {
            Self::Learning => "learning",
            Self::Review => "known",
            Self::Relearning => "relearning",
        }
    }
}

impl CardState {
    /// Whether the card is known: its last rating sent it a day or more into the future. Every count uses this.
    pub fn is_known(&self) -> bool {
        self.phase == Phase::Review
    }

    fn is_due(&self, now: DateTime<Utc>) -> bool {
        self.due <= now
    }

    fn card(&self) -> Card {
        Card {
            due: self.due,
            stability: self.stability,
            difficulty: self.difficulty,
            elapsed_days: 0,
            scheduled_days: self.interval_days,
            reps: self.reps,
            lapses: self.lapses,
            state: match self.phase {
                Phase::Learning => State::Learning,
                Phase::Review => State::Review,
                Phase::Relearning => State::Relearning,
            },
            last_review: self.last,
        }
    }
}

/// New states of cards by id; `None` makes a card new again.
pub type CardChanges = BTreeMap<String, Option<CardState>>;

/// How many concept cards there are, by their state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct CardCounts {
    /// All cards of the framework, also the closed ones.
    pub total: usize,
    /// Cards that would give the answers of a design away: they open with a finished interview on it.
    pub closed: usize,
    /// See [`CardState::is_known`].
    pub known: usize,
    /// Rated before, and due now.
    pub due: usize,
    /// Never rated.
    pub new: usize,
}

impl CardCounts {
    /// `41 of 169 known, 14 due`: of all cards, also the closed ones.
    pub fn text(&self) -> String {
        format!("{} of {} known, {} due", self.known, self.total, self.due)
    }

    /// How the closed cards open; `None` where there are none.
    pub fn closed_text(&self) -> Option<String> {
        let wait = match self.closed {
            0 => return None,
            1 => "1 card opens".to_owned(),
            more => format!("{more} cards open"),
        };
        Some(format!("{wait} after a finished interview on their design"))
    }
}

/// The states of all cards that were rated, by the card's id.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Schedule {
    pub cards: BTreeMap<String, CardState>,
}

impl Schedule {
    /// The index in `deck` of the card to show: the one due longest, then a new one while the day has room for it, then
    /// one that is due within minutes. `None` when the drill is done.
    pub fn next(&self, deck: &[&str], now: &Wall) -> Option<usize> {
        let utc = now.with_timezone(&Utc);
        self.earliest(deck, utc)
            .or_else(|| self.first_new(deck, now))
            .or_else(|| self.earliest(deck, utc + Duration::minutes(AHEAD)))
    }

    /// How many cards are left to show, in words: `20 left today, 12 of them new`. They are due, due within minutes, or new
    /// ones for which the day has room.
    pub fn left_text(&self, deck: &[&str], now: &Wall) -> String {
        let (due, new) = self.left_by_kind(deck, now);
        let all = due + new;
        match (all, new) {
            (_, 0) => format!("{all} left today"),
            (1, _) => "1 left today, new".to_owned(),
            _ if due == 0 => format!("{all} left today, all new"),
            _ => format!("{all} left today, {new} of them new"),
        }
    }

    /// How many cards are left that were rated before, and how many new ones.
    fn left_by_kind(&self, deck: &[&str], now: &Wall) -> (usize, usize) {
        let soon = now.with_timezone(&Utc) + Duration::minutes(AHEAD);
        let due = self.states(deck).filter(|state| state.is_due(soon)).count();
        let new = deck.iter().filter(|id| !self.cards.contains_key(**id));
        (due, new.count().min(self.room_for_new(now)))
    }

    /// When the next card of the deck is due that was rated before.
    pub fn next_due(&self, deck: &[&str]) -> Option<DateTime<Utc>> {
        self.states(deck).map(|state| state.due).min()
    }

    /// What is said when no card of the deck is due: which come later and when, beside so many closed ones.
    pub fn done_texts(&self, deck: &[&str], closed: usize, now: &Wall) -> Vec<String> {
        let counts = self.counts(deck, closed, now);
        let is_empty = deck.is_empty() && closed == 0;
        let first = if is_empty {
            "The framework has no concept cards."
        } else {
            "No card is due."
        };
        let mut texts = vec![first.to_owned()];
        if counts.new > 0 {
            let more = counts.new;
            texts.push(format!(
                "{NEW_A_DAY} new cards were begun today; {more} more follow from tomorrow."
            ));
        }
        texts.extend(counts.closed_text().map(|text| format!("{text}.")));
        if let Some(due) = self.next_due(deck) {
            let due = due.with_timezone(now.offset()).format("%Y-%m-%d %H:%M");
            texts.push(format!("The next card is due {due}."));
        }
        texts
    }

    /// The counts of the open cards in `deck`, beside so many closed ones.
    pub fn counts(&self, deck: &[&str], closed: usize, now: &Wall) -> CardCounts {
        let utc = now.with_timezone(&Utc);
        let states = || self.states(deck);
        CardCounts {
            total: deck.len() + closed,
            closed,
            known: states().filter(|state| state.is_known()).count(),
            due: states().filter(|state| state.is_due(utc)).count(),
            new: deck.len() - states().count(),
        }
    }

    /// The state of a card after a rating at this time. A clock that was set back counts as no time passed.
    pub fn rated(&self, id: &str, rating: Rating, now: &Wall) -> CardState {
        let before = self.cards.get(id);
        let utc = now.with_timezone(&Utc);
        let utc = before.map_or(utc, |before| utc.max(before.last));
        let card = before.map_or_else(Card::default, CardState::card);
        let next = scheduler().next(card, utc, rating).card;
        CardState {
            phase: match next.state {
                State::New | State::Learning => Phase::Learning,
                State::Review => Phase::Review,
                State::Relearning => Phase::Relearning,
            },
            first: before.map_or(utc, |before| before.first),
            last: utc,
            due: next.due,
            // The model divides by both; a long row of bad ratings must not reach zero.
            stability: next.stability.max(0.01),
            difficulty: next.difficulty.clamp(1.0, 10.0),
            interval_days: next.scheduled_days,
            reps: next.reps,
            lapses: next.lapses,
        }
    }

    fn states(&self, deck: &[&str]) -> impl Iterator<Item = &CardState> {
        deck.iter().filter_map(|id| self.cards.get(*id))
    }

    fn earliest(&self, deck: &[&str], by: DateTime<Utc>) -> Option<usize> {
        let states = deck.iter().enumerate();
        let states = states.filter_map(|(index, id)| Some((index, self.cards.get(*id)?)));
        let due = states.filter(|(_, state)| state.is_due(by));
        due.min_by_key(|(_, state)| state.due)
            .map(|(index, _)| index)
    }

    fn first_new(&self, deck: &[&str], now: &Wall) -> Option<usize> {
        let mut cards = deck.iter();
        (self.room_for_new(now) > 0)
            .then(|| cards.position(|id| !self.cards.contains_key(*id)))
            .flatten()
    }

    /// How many cards may still be begun on the day of `now`, in its time zone.
    fn room_for_new(&self, now: &Wall) -> usize {
        let today = now.date_naive();
        let day = |at: &DateTime<Utc>| at.with_timezone(now.offset()).date_naive();
        let begun = self
            .cards
            .values()
            .filter(|state| day(&state.first) == today);
        NEW_A_DAY.saturating_sub(begun.count())
    }
}

/// The scheduler with the published weights. Intervals are not shuffled, so that the same ratings give the same dates.
fn scheduler() -> FSRS {
    FSRS::new(Parameters {
        enable_fuzz: false,
        seed: Seed::Empty,
        ..Parameters::default()
    })
}

/// The ratings, from the lowest, with their words.
pub const RATINGS: [(Rating, &str); 4] = [
    (Rating::Again, "again"),
    (Rating::Hard, "hard"),
    (Rating::Good, "good"),
    (Rating::Easy, "easy"),
];

/// What the back of a card says, each part with its title: first the answer to its question.
pub fn sides(card: &Concept) -> [(&str, &str); 3] {
    [
        ("Answer", &card.answer),
        (&card.name, &card.definition),
        ("Why", &card.why),
    ]
}

/// How long from `now` until a card is due, for people: `10 min`, `3 days`.
pub fn interval_text(state: &CardState) -> String {
    let minutes = (state.due - state.last).num_minutes().max(1);
    match minutes / (24 * 60) {
        0 => format!("{minutes} min"),
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    }
}

#[cfg(test)]
mod tests;

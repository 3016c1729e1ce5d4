//! The candidates of a sessions folder, week by week, with the selected candidate's trends below; and one candidate's
//! sessions. It does not know where they come from.
//!
//! ```text
//!   Cohort   12 candidates, 41 sessions, 5 weeks, 4 unread                    as coach one
//! ─ My levels by week ───────────────── in each cell: Setup Data Model Serving Monitor ─
//!    candidate      16 Nov      23 Nov      mean     gap  last        goal
//! ▸• candidate 08   -           3 1 2 2 2   ▃▄ 2.0  -0.4  2026-11-24  met
//! ```

mod details;
mod draw;
mod grid;

use crate::domain::cohort::{Candidate, CandidateSession, Cohort};
use crate::domain::overview::SessionPreview;
use crate::tui::effect::{Effect, Route, go, say};
use crate::tui::input::{Input, Key};
use crate::tui::keys::{self, Action, Availability, Context};
use crate::tui::widgets::list::{ListItem, ListState};
use crate::tui::widgets::scroll::WHEEL;

/// An order of the candidates, and its words.
type CandidateOrder = (
    &'static str,
    fn(&Candidate, &Candidate) -> std::cmp::Ordering,
);

const ORDERS: [CandidateOrder; 4] = [
    ("by name", |a, b| {
        a.name.to_lowercase().cmp(&b.name.to_lowercase())
    }),
    ("lowest mean first", |a, b| {
        last_mean(a).total_cmp(&last_mean(b))
    }),
    ("largest gap first", |a, b| {
        gap_size(b).total_cmp(&gap_size(a))
    }),
    ("unread first", |a, b| b.unread.cmp(&a.unread)),
];

/// The last mean; without one a candidate comes last.
fn last_mean(candidate: &Candidate) -> f64 {
    candidate.last_mean().unwrap_or(f64::INFINITY)
}

fn gap_size(candidate: &Candidate) -> f64 {
    candidate.gap.map_or(-1.0, f64::abs)
}

#[derive(Debug)]
pub struct CohortScreen {
    cohort: Cohort,
    /// The coach's name, sanitized.
    coach: String,
    candidates: ListState,
    /// The index of the order in `ORDERS`.
    order: usize,
    /// How many of the newest weeks are out of view at the right, and how many have no room in all.
    newer: usize,
    hidden: usize,
    /// The sessions of the selected candidate, while their page is open.
    page: Option<ListState>,
    /// What was read of the session that is shown below the others.
    preview: Option<SessionPreview>,
}

impl CohortScreen {
    pub fn new(cohort: Cohort, coach: String) -> Self {
        let mut screen = Self {
            cohort,
            coach,
            candidates: ListState::default(),
            order: 0,
            newer: 0,
            hidden: 0,
            page: None,
            preview: None,
        };
        screen.arrange(None);
        screen
    }

    /// The session that is shown below the others: the selected one of a candidate's page, else the candidate's last one.
    fn shown(&self) -> Option<&CandidateSession> {
        let candidate = self.selected()?;
        match &self.page {
            Some(list) => Some(newest_first(candidate, list.selected()?)),
            None => candidate.sessions.last(),
        }
    }

    /// The id of the session whose preview is missing.
    pub fn wanted_preview(&self) -> Option<String> {
        let id = &self.shown()?.id;
        let read = self.preview.as_ref().map(|preview| &preview.id);
        (read != Some(id)).then(|| id.clone())
    }

    pub fn set_preview(&mut self, preview: SessionPreview) {
        self.preview = Some(preview);
    }

    /// The context in which keys are looked up now.
    pub fn context(&self) -> Context {
        if self.list().is_filtering() {
            Context::Filter
        } else if self.page.is_some() {
            Context::CohortPage
        } else {
            Context::Cohort
        }
    }

    /// Whether an action is possible now, and its state.
    pub fn availability(&self, action: &Action) -> Availability {
        let list = self.list();
        if list.is_filtering() {
            return list.availability(action);
        }
        let why = match action {
            Action::Later | Action::Earlier if self.hidden == 0 => "every week is in view",
            Action::Open if list.selected().is_none() => "nothing is selected here",
            Action::Sort | Action::Filter if list.count().1 == 0 => "the list is empty",
            _ => return Ok(String::new()),
        };
        Err(why.to_owned())
    }

    /// The list that has the keys.
    fn list(&self) -> &ListState {
        self.page.as_ref().unwrap_or(&self.candidates)
    }

    fn list_mut(&mut self) -> &mut ListState {
        self.page.as_mut().unwrap_or(&mut self.candidates)
    }

    /// Takes one input.
    pub fn on(&mut self, input: &Input) -> Vec<Effect> {
        match input {
            Input::Key(key) => return self.key(*key),
            Input::Wheel { up, .. } => self.list_mut().by(if *up { -WHEEL } else { WHEEL }),
            Input::Click {
                row,
                dragged: false,
                ..
            } if self.list_mut().click(*row) => return self.open(),
            Input::Paste(text) => self.list_mut().paste(text),
            Input::Click { .. } | Input::Resize => {}
        }
        Vec::new()
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        let action = keys::action(self.context(), key);
        if self.list().is_filtering() {
            self.list_mut().filter_key(action.as_ref(), key);
            return Vec::new();
        }
        if let Some(Err(why)) = action.as_ref().map(|action| self.availability(action)) {
            return say(why);
        }
        match action {
            Some(Action::Open) => return self.open(),
            Some(Action::Sort) => return self.sort_next(),
            Some(Action::Earlier) => self.newer = (self.newer + 1).min(self.hidden),
            Some(Action::Later) if self.newer == 0 => return say("the newest week is in view"),
            Some(Action::Later) => self.newer = self.newer.saturating_sub(1),
            Some(Action::Back) if self.page.take().is_some() => {}
            Some(Action::Back) if !self.candidates.clear_filter() => return go(Route::Back),
            Some(action) => {
                self.page
                    .as_mut()
                    .unwrap_or(&mut self.candidates)
                    .act(&action);
            }
            None => {}
        }
        Vec::new()
    }

    /// Opens the page of the selected candidate, or there the selected session.
    fn open(&mut self) -> Vec<Effect> {
        let Some(candidate) = self.selected() else {
            return say("no candidate here: Esc clears the filter");
        };
        if let Some(list) = &self.page {
            let session = list.selected().map(|index| newest_first(candidate, index));
            return session.map_or(Vec::new(), |it| go(Route::Review(it.id.clone())));
        }
        let items = candidate.sessions.iter().rev().map(|attempt| {
            let day = attempt.started.format("%Y-%m-%d").to_string();
            ListItem::new([&*attempt.design, &day])
        });
        self.page = Some(ListState::new(items.collect()));
        Vec::new()
    }

    fn sort_next(&mut self) -> Vec<Effect> {
        self.order = (self.order + 1) % ORDERS.len();
        let selected = self.selected().map(|candidate| candidate.name.clone());
        self.arrange(selected.as_deref());
        say(format!("sorted: {}", ORDERS[self.order].0))
    }

    /// Sorts the candidates and selects the one of this name.
    fn arrange(&mut self, selected: Option<&str>) {
        let by_name = ORDERS[0].1;
        let (_, compare) = ORDERS[self.order];
        let compare = |a: &Candidate, b: &Candidate| compare(a, b).then(by_name(a, b));
        self.cohort.candidates.sort_by(compare);
        let candidates = self.cohort.candidates.iter();
        let items = candidates
            .clone()
            .map(|candidate| ListItem::new([&*candidate.name]));
        let items = items.collect();
        let index = selected.and_then(|name| candidates.clone().position(|it| it.name == name));
        self.candidates.set_items(items, index);
    }

    fn selected(&self) -> Option<&Candidate> {
        self.cohort.candidates.get(self.candidates.selected()?)
    }
}

/// The session on a row of a candidate's page.
fn newest_first(candidate: &Candidate, row: usize) -> &CandidateSession {
    &candidate.sessions[candidate.sessions.len() - 1 - row]
}

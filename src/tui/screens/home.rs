//! The home screen: the designs to practice, what coaches assigned, the unfinished session, the selected design and what to do next.
//!
//! ```text
//!  Forty   Practice the ML system design interview: 40:00 in 5 stages         streak 3 days
//!  1 Setup 5:00  2 Data 10:00  3 Model 10:00  4 Serving 10:00  5 Monitor 5:00
//! ─ Designs ──────────────────────────────────────────────────────────────────────────────
//!  Fraud Detection   unfinished: 10:08 of 40:00, in 3 Model   r resume
//!
//!  design                   difficulty          last levels     attempts
//! ▸ Image Caption Generator medium-hard  ★★★    ▆3 ▆3 ▆3 ▄2 ▆3         2
//! ─ Image Caption Generator ─────────────────────────── medium-hard ★★★ · 40 minutes ──────
//!  the brief of the selected design; from 100 columns beside the list, with more
//! ─ Next steps ────────────────────────────────────────────────────────────────────────────
//! ```
//! It does not know where designs and sessions come from.

mod assigned;
mod draw;
mod options;
mod preview;
mod rows;
mod stages;
mod steps;
mod waiting;

use crate::domain::overview::{DesignCard, HomeData, OpenAssignment};
use crate::tui::effect::{Effect, Route, go, say};
use crate::tui::input::{Input, Key};
use crate::tui::keys::{self, Action, Availability, Context};
use crate::tui::widgets::list::{ListItem, ListState};

use options::OptionsPanel;

#[derive(Debug)]
pub struct HomeScreen {
    data: HomeData,
    list: ListState,
    /// Whether the unfinished session above the list is selected, and not an entry of the list.
    on_offer: bool,
    /// The options of the next run, and whether their panel is open.
    options: OptionsPanel,
    shows_options: bool,
    /// Whether the next key chooses between a stage and the cards.
    chooses_drill: bool,
}

impl HomeScreen {
    /// Selects the candidate's unfinished session, else the assignment that is due first, else the first design that was not practiced yet, else the first one.
    pub fn new(data: HomeData) -> Self {
        let designs = data.designs.iter().map(|card| {
            let texts = [&card.title, &card.id, &card.difficulty, &card.summary];
            ListItem::new(texts.into_iter().chain(&card.concepts).map(String::as_str))
        });
        let mut list = ListState::new(if data.assignments.is_empty() {
            designs.collect()
        } else {
            // Headings tell them apart.
            let designs = designs.map(|item| item.under("designs"));
            assigned::items(&data.assignments).chain(designs).collect()
        });
        let is_new =
            |card: &DesignCard| card.started == 0 && card.problem.is_none() && card.todos == 0;
        if data.assignments.iter().all(OpenAssignment::is_for_others) {
            let design = data.designs.iter().position(is_new).unwrap_or(0);
            list.select(data.assignments.len() + design);
        }
        Self {
            list,
            on_offer: data.unfinished.is_some(),
            options: OptionsPanel::new(data.stages.clone(), &data.settings),
            shows_options: false,
            chooses_drill: false,
            data,
        }
    }

    /// Takes what is known after a session was open; the selection stays where the rows are the same.
    pub fn renew(&mut self, data: HomeData) {
        let rows = |data: &HomeData| (data.assignments.len(), data.designs.len());
        if rows(&data) == rows(&self.data) {
            self.on_offer &= data.unfinished.is_some();
            self.data = data;
        } else {
            *self = Self::new(data);
        }
    }

    /// The context whose keys the footer and the help list now.
    pub fn context(&self) -> Context {
        if self.shows_options {
            self.options.context()
        } else if self.chooses_drill {
            Context::DrillChoice
        } else if self.list.is_filtering() {
            Context::Filter
        } else {
            Context::Home
        }
    }

    /// Whether an action is possible now, and its state.
    pub fn availability(&self, action: &Action) -> Availability {
        match (action, &self.data.unfinished) {
            _ if self.context() == Context::Filter => self.list.availability(action),
            (Action::DrillStage, _) if self.data.drill.is_none() => {
                Err("no design can be started".to_owned())
            }
            (Action::Resume, None) => Err(self.data.why_no_resume().to_owned()),
            (Action::Resume, Some(session)) => Ok(session.words()),
            (Action::Start, Some(session)) if self.on_offer => {
                Ok(format!("resume {}", session.words()))
            }
            (Action::Start, _) => match (self.assigned(), self.card()) {
                (Some(assigned), _) => match (&assigned.problem, &assigned.unfinished) {
                    (Some(why), None) => Err(why.clone()),
                    _ => Ok(format!("{}, {}", assigned.title, assigned.due)),
                },
                (None, Some(card)) => Ok(card.title.clone()),
                (None, None) => Err("no design matches the filter".to_owned()),
            },
            (Action::Debrief, _) => match &self.data.waiting {
                Some(waiting) => Ok(format!("{}, {}", waiting.title, waiting.news.describe())),
                None => Err("no debrief waits: history has all of them".to_owned()),
            },
            (Action::DoStep, _) if self.data.next_steps.is_none() => {
                Err("next steps come with the first debrief".to_owned())
            }
            (Action::Back, _) if self.chooses_drill => Ok(String::new()),
            (Action::Back, _) if !self.shows_options && self.list.filter().is_none() => {
                Err("there is no filter".to_owned())
            }
            _ => Ok(String::new()),
        }
    }

    /// The id of the selected design.
    pub fn chosen(&self) -> Option<&str> {
        self.card().map(|card| card.id.as_str())
    }

    /// Whether this is the unfinished session that a key resumes.
    pub fn offers(&self, session: &str) -> bool {
        (self.data.unfinished.as_ref()).is_some_and(|unfinished| unfinished.id == session)
    }

    /// Whether an assignment is selected, so that Enter does not start its design alone.
    pub fn chooses_assignment(&self) -> bool {
        self.assigned().is_some()
    }

    /// Starts the design with this id.
    pub fn start_design(&mut self, id: &str) -> Vec<Effect> {
        self.on_offer = false;
        self.list.clear_filter();
        match self.data.designs.iter().position(|card| card.id == id) {
            Some(index) if self.list.select(self.data.assignments.len() + index) => self.start(),
            _ => say("there is no such design"),
        }
    }

    /// The action of a key now.
    pub fn action(&self, key: Key) -> Option<Action> {
        keys::action(self.context(), key)
    }

    /// Takes one input.
    pub fn on(&mut self, input: &Input) -> Vec<Effect> {
        match input {
            Input::Key(key) => return self.key(*key),
            Input::Paste(text) if self.shows_options => return self.options.paste(text),
            Input::Paste(text) => self.list.paste(text),
            Input::Wheel { up, .. } => {
                self.on_offer = false;
                let by = if *up { -1 } else { 1 };
                if self.shows_options {
                    self.options.step(by);
                } else {
                    self.list.by(by);
                }
            }
            Input::Click { row, .. } if !self.shows_options => {
                self.on_offer = false;
                if self.list.click(*row) {
                    return self.start();
                }
            }
            Input::Click { .. } | Input::Resize => {}
        }
        Vec::new()
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        let action = self.action(key);
        if self.shows_options {
            return self.options_key(action.as_ref(), key);
        }
        if self.chooses_drill {
            return self.choose_drill(action.as_ref());
        }
        if self.list.is_filtering() {
            // Enter only ends typing: an interview begins at once, so it takes a key of its own.
            self.list.filter_key(action.as_ref(), key);
            return Vec::new();
        }
        match action {
            Some(Action::Start) => self.start(),
            Some(Action::Resume) => self.resume(),
            Some(Action::Study) => go(Route::Reading(self.card().map(|card| card.id.clone()))),
            Some(Action::Debrief) => self.open_waiting(),
            Some(Action::History) => go(Route::History),
            Some(Action::Sessions) => go(Route::Sessions),
            Some(Action::Tutor) => go(Route::Tutor),
            Some(Action::DoStep) => self.do_step(key),
            action => {
                match action {
                    Some(Action::Drill) => self.chooses_drill = true,
                    Some(Action::Options) => {
                        // They are of a design.
                        self.on_offer = false;
                        self.shows_options = true;
                    }
                    Some(Action::Back) => _ = self.list.clear_filter(),
                    Some(action) => self.act_on_list(&action),
                    None => {}
                }
                Vec::new()
            }
        }
    }

    /// Moves the selection; the unfinished session is the entry above the first one.
    fn act_on_list(&mut self, action: &Action) {
        let before = self.list.selected();
        let was_on_offer = std::mem::take(&mut self.on_offer);
        if was_on_offer && matches!(action, Action::Up | Action::First) {
            self.on_offer = true;
            return;
        }
        if was_on_offer && *action == Action::Down {
            _ = self.list.act(&Action::First);
            return;
        }
        if !self.list.act(action) {
            self.on_offer = was_on_offer;
        }
        let is_top = *action == Action::Up && before == self.list.selected();
        self.on_offer |= is_top && self.list.filter().is_none() && self.data.unfinished.is_some();
    }

    fn options_key(&mut self, action: Option<&Action>, key: Key) -> Vec<Effect> {
        match action {
            Some(Action::Start) => return self.start(),
            Some(Action::Back) => self.shows_options = false,
            _ => return self.options.on(action, key),
        }
        Vec::new()
    }

    fn choose_drill(&mut self, action: Option<&Action>) -> Vec<Effect> {
        let route = match action {
            Some(Action::DrillStage) => Some(Route::Drill {
                design: self.drilled().map(|card| card.id.clone()),
                stage: None,
            }),
            Some(Action::DrillCards) => Some(Route::Cards),
            Some(Action::Back) => None,
            _ => return Vec::new(),
        };
        self.chooses_drill = false;
        route.map_or_else(Vec::new, go)
    }

    /// The selected assignment.
    fn assigned(&self) -> Option<&OpenAssignment> {
        if self.on_offer {
            return None;
        }
        self.data.assignments.get(self.list.selected()?)
    }

    /// The selected design, or that of the selected assignment; `None` where no design matches the filter, or this machine
    /// does not have it.
    fn card(&self) -> Option<&DesignCard> {
        let designs = &self.data.designs;
        if let Some(session) = self.data.unfinished.as_ref().filter(|_| self.on_offer) {
            return designs.iter().find(|card| card.title == session.title);
        }
        match self.assigned() {
            Some(assigned) => designs.iter().find(|card| card.id == assigned.design()),
            None => designs.get(self.list.selected()? - self.data.assignments.len()),
        }
    }

    /// The design that a drill practices: the selected one if it can be started; else the drill chooses.
    fn drilled(&self) -> Option<&DesignCard> {
        self.card().filter(|card| card.problem.is_none())
    }

    /// Starts the selected design or assignment, which goes on where it is unfinished; opens the options instead where one
    /// is wrong.
    fn start(&mut self) -> Vec<Effect> {
        if self.on_offer {
            return self.resume();
        }
        let cannot = |why: &str| say(format!("cannot be started: {why}"));
        let assigned = self.assigned().cloned();
        let id = match (&assigned, self.card()) {
            (Some(assigned), _) => match (&assigned.unfinished, &assigned.problem) {
                (Some(session), _) => return go(Route::Resume(session.clone())),
                (None, Some(why)) => return cannot(why),
                (None, None) => assigned.design().to_owned(),
            },
            (None, None) => return say("no design here: Esc clears the filter"),
            (None, Some(card)) => match &card.problem {
                Some(why) => return cannot(why),
                None => card.id.clone(),
            },
        };
        match self.options.setup(&id) {
            Ok(setup) => go(Route::Start(match assigned {
                Some(assigned) => setup.answering(assigned.assignment),
                None => setup,
            })),
            Err((field, _)) => {
                self.shows_options = true;
                self.options.select(field);
                say(format!("not started: {}", field.wrong()))
            }
        }
    }

    /// Does the next step with the digit of a key.
    fn do_step(&self, key: Key) -> Vec<Effect> {
        let digit = key.typed().and_then(|typed| typed.to_digit(10));
        let number = digit.and_then(|digit| (digit as usize).checked_sub(1));
        match (&self.data.next_steps, number) {
            (Some(open), Some(number)) if number < open.steps.len() => {
                go(Route::Step(open.session.clone(), number))
            }
            _ => say("there is no step with this number"),
        }
    }

    fn open_waiting(&self) -> Vec<Effect> {
        match &self.data.waiting {
            Some(waiting) => go(Route::Past(waiting.session.clone())),
            None => say("no debrief waits: history has all of them"),
        }
    }

    fn resume(&self) -> Vec<Effect> {
        match &self.data.unfinished {
            Some(session) => go(Route::Resume(session.id.clone())),
            None => say(self.data.why_no_resume()),
        }
    }
}

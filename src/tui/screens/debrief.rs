//! The debrief: notes left, rubric right, stage by stage; then what it all comes to.
//!
//! ```text
//!  Debrief · Image captions     ▸1 Setup  2 Data  3 Model  4 Serve  5 Monitor
//!   Notes · Setup                        ▸Rubric · 2 of 8 marked
//!   1  alt text for readers first         [x] solid        A number for how fast is fast enough
//!   3 ▸p95 under 1 s for suggestions     ▸[ ] strong       Says what a wrong caption costs, and
//!                                                          whom
//!                                         [-] exceptional  …
//!                      Space shown   - not shown   Enter close   ? help
//! ```
//! It must not know where the design comes from, nor where the marks go.

mod act;
mod compare;
mod draw;
mod reviews;
mod summary;

use std::collections::HashMap;

use crate::domain::content::design::{Design, DesignStage, RubricItem};
use crate::domain::judging::marks::Debrief;
use crate::domain::judging::review::Review;
use crate::domain::judging::rubric::likeliest_line;
use crate::domain::session::Session;
use crate::domain::session::event::{Entry, Wall};
use crate::tui::effect::{Effect, Place};
use crate::tui::input::{Input, Key};
use crate::tui::keys::Context;
use crate::tui::widgets::help::Help;
use crate::tui::widgets::notes::Notes;
use crate::tui::widgets::notes_view::NotesView;
use crate::tui::widgets::page::Page;
use draw::Places;

/// What is said on every way out but the last.
const KEPT: &str = "everything marked is kept: `forty debrief` goes on there";

#[derive(Debug)]
pub struct DebriefScreen {
    debrief: Debrief,
    /// The design that the session ran with, or why it cannot be told.
    design: Result<Design, String>,
    /// What coaches said; shown once every stage is closed.
    reviews: Vec<Review>,
    step: Step,
    half: Half,
    sheet: NotesView,
    /// The chosen rubric item.
    item: usize,
    /// The likeliest line of each item that was looked at, by stage and item.
    likeliest: HashMap<(usize, usize), Option<(usize, usize)>>,
    page: Page,
    next_time: Notes,
    help: Option<Help>,
    places: Places,
}

/// Where the debrief stands. Stages and pages count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Mark(usize),
    /// A closed stage beside its reference answer.
    Compare(usize),
    Summary(usize),
    NextTime,
}

/// Which half of the screen the arrows move in; where there is no room for both, the one that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Notes,
    Right,
}

impl DebriefScreen {
    /// Opens at the first stage that is not closed, or at the summary.
    pub fn new(
        debrief: Debrief,
        design: Result<Design, String>,
        reviews: Vec<Review>,
        now: Wall,
    ) -> Self {
        let session = debrief.session();
        let next_time = session.next_time.as_deref().unwrap_or_default();
        let mut screen = Self {
            step: Step::Summary(0),
            half: Half::Right,
            sheet: NotesView::new(&session.pages),
            item: 0,
            likeliest: HashMap::new(),
            page: Page::new(String::new(), Vec::new()),
            next_time: Notes::new(next_time.into()),
            help: None,
            places: Places::default(),
            design,
            reviews,
            debrief,
        };
        let stages = 0..screen.session().pages.len();
        let open = stages.into_iter().find(|stage| screen.is_open(*stage));
        let first = match (open, &screen.design) {
            (Some(open), Ok(_)) => Step::Mark(open),
            (None, Ok(_)) => Step::Summary(0),
            (_, Err(_)) => Step::Compare(0),
        };
        screen.go(first, now);
        screen
    }

    pub fn session(&self) -> &Session {
        self.debrief.session()
    }

    /// Everything that was marked since the last call, to be written before the next frame.
    pub fn take_events(&mut self) -> Vec<Entry> {
        self.debrief.take_outbox()
    }

    /// The program is about to end, or another screen to open.
    pub fn leave(&mut self, now: Wall) {
        if self.step == Step::NextTime {
            let line = self.next_time.rope().to_string();
            self.debrief.next_time(line.trim(), now);
        }
    }

    /// The pages of the summary: that of the reviews only where there are some.
    fn titles(&self) -> &'static [&'static str] {
        let without = summary::TITLES.len() - usize::from(self.reviews.is_empty());
        &summary::TITLES[..without]
    }

    /// Takes one input.
    pub fn on(&mut self, input: &Input, now: Wall) -> Vec<Effect> {
        match input {
            Input::Key(key) => return self.key(*key, now),
            Input::Paste(text) if self.step == Step::NextTime => return self.paste(text),
            Input::Wheel { column, up, .. } => self.wheel(*column, *up),
            Input::Click {
                column,
                row,
                dragged: false,
            } => self.click(*column, *row),
            Input::Paste(_) | Input::Click { .. } | Input::Resize => {}
        }
        Vec::new()
    }

    fn key(&mut self, key: Key, now: Wall) -> Vec<Effect> {
        if let Some(open) = &mut self.help {
            if open.on(key) {
                self.help = None;
            }
            return Vec::new();
        }
        match self.step {
            Step::Mark(stage) => self.mark_key(stage, key, now),
            Step::Compare(_) | Step::Summary(_) => self.page_key(key, now),
            Step::NextTime => self.line_key(key, now),
        }
    }

    fn context(&self) -> Context {
        match self.step {
            Step::Mark(_) => Context::Debrief,
            Step::Compare(_) | Step::Summary(_) => Context::Compare,
            Step::NextTime => Context::NextTime,
        }
    }

    /// What the design adds to a stage.
    fn stage(&self, place: usize) -> Option<&DesignStage> {
        let id = &self.session().head.plan.stages.get(place)?.id;
        self.design.as_ref().ok()?.stage(id)
    }

    fn rubric(&self, stage: usize) -> &[RubricItem] {
        self.stage(stage).map_or(&[], |stage| &stage.rubric)
    }

    /// Whether a stage is still to be closed.
    fn is_open(&self, stage: usize) -> bool {
        let page = self.session().pages.get(stage);
        page.is_some_and(|page| page.level.is_none()) && !self.rubric(stage).is_empty()
    }

    /// How many items of a stage carry a mark.
    fn marked(&self, stage: usize) -> usize {
        let page = &self.session().pages[stage];
        let has_mark =
            |item: &usize| page.evidence.contains_key(item) || page.not_shown.contains(item);
        (0..self.rubric(stage).len()).filter(has_mark).count()
    }

    /// The step at a stage: it is marked first, and closed before anything is compared.
    fn step_at(&self, stage: usize) -> Step {
        if self.is_open(stage) {
            Step::Mark(stage)
        } else {
            Step::Compare(stage)
        }
    }

    /// Goes to a step and makes what it shows.
    fn go(&mut self, step: Step, now: Wall) {
        self.step = step;
        self.half = Half::Right;
        match step {
            Step::Mark(stage) => {
                let page = &self.session().pages[stage];
                let fresh = (0..self.rubric(stage).len()).find(|item| {
                    !page.evidence.contains_key(item) && !page.not_shown.contains(item)
                });
                self.choose(stage, fresh.unwrap_or(0));
            }
            Step::Compare(stage) => {
                if self
                    .stage(stage)
                    .is_some_and(|stage| !stage.reference.trim().is_empty())
                {
                    self.debrief.open_reference(stage, now);
                }
                self.sheet.show(stage, None);
                let verdict = self.debrief.verdict(stage, self.rubric(stage));
                let parts = compare::parts(self.session(), self.design.as_ref(), stage, &verdict);
                self.page = Page::new("Answer".into(), parts);
            }
            Step::Summary(page) => {
                let design = self.design.as_ref().ok();
                let parts = summary::parts(&self.debrief, design, &self.reviews, page);
                self.page = Page::new(summary::TITLES[page].into(), parts);
            }
            Step::NextTime => {}
        }
    }

    /// Chooses an item and the line that shows it, or is likeliest to.
    fn choose(&mut self, stage: usize, item: usize) {
        self.item = item;
        let marked = self.session().pages[stage].evidence.get(&item);
        let line = match marked {
            Some(evidence) => Some((evidence.in_stage, evidence.line)),
            None => self.likeliest(stage, item),
        };
        let (shown, line) = line.map_or((stage, None), |(shown, line)| (shown, Some(line)));
        self.sheet.show(shown, line);
    }

    fn likeliest(&mut self, stage: usize, item: usize) -> Option<(usize, usize)> {
        if let Some(known) = self.likeliest.get(&(stage, item)) {
            return *known;
        }
        let found = self
            .rubric(stage)
            .get(item)
            .and_then(|item| likeliest_line(item, stage, &self.sheet.lines()));
        self.likeliest.insert((stage, item), found);
        found
    }

    /// Leaves for home; what was marked and typed is kept.
    fn away(&mut self, words: &str, now: Wall) -> Vec<Effect> {
        self.leave(now);
        vec![Effect::Say(words.to_owned()), Effect::Go(Place::Home)]
    }
}

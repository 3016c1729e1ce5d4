//! The pages of the debrief in their order, how one goes from one to the next, and what fills those behind the stages.

use super::{DebriefScreen, DebriefStep, overview::Overview, reviews, sections::Sections};
use crate::domain::judging::debrief_pages;
use crate::domain::judging::next_steps::StepKind;
use crate::domain::sanitize;
use crate::domain::session::event::Wall;
use crate::tui::effect::{Effect, Route, say};
use crate::tui::input::Key;
use crate::tui::widgets::page::Page;

/// Message for a number without a step.
const NO_STEP: &str = "there is no step with this number";

/// A page behind the stages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DebriefPage {
    Interviewer,
    Sums,
    Reviews,
    Summary,
}

impl DebriefPage {
    /// The word of its tab.
    pub fn title(self) -> &'static str {
        match self {
            Self::Interviewer => "Interviewer",
            Self::Sums => "Sums",
            Self::Reviews => "Reviews",
            Self::Summary => "Summary",
        }
    }
}

impl DebriefScreen {
    /// The pages behind the stages; the one of reviews only where there are some.
    pub(super) fn pages(&self) -> impl Iterator<Item = DebriefPage> {
        let has_reviews = !self.reviews.is_empty();
        let all = [
            DebriefPage::Interviewer,
            DebriefPage::Sums,
            DebriefPage::Reviews,
            DebriefPage::Summary,
        ];
        let pages = all.into_iter();
        pages.filter(move |page| *page != DebriefPage::Reviews || has_reviews)
    }

    /// The step of a stage: marking until it is closed, then comparing.
    pub(super) fn step_at(&self, stage: usize) -> DebriefStep {
        if self.is_open(stage) {
            DebriefStep::Mark(stage)
        } else {
            DebriefStep::Compare(stage)
        }
    }

    /// All steps in the order of the tabs.
    pub(super) fn steps(&self) -> Vec<DebriefStep> {
        let stages = 0..self.session().stages.len();
        let stages = stages.map(|stage| self.step_at(stage));
        stages.chain(self.pages().map(DebriefStep::Page)).collect()
    }

    /// The index of the open tab.
    pub(super) fn tab(&self) -> usize {
        let stages = self.session().stages.len();
        match self.step {
            DebriefStep::Mark(stage) | DebriefStep::Compare(stage) => stage,
            DebriefStep::Page(open) => {
                stages + self.pages().position(|page| page == open).unwrap_or(0)
            }
            DebriefStep::NextTime => stages + self.pages().count() - 1,
        }
    }

    /// Goes to another tab. Before every stage is closed only the stages are open, since the other pages have answers.
    pub(super) fn turn_page(&mut self, by: isize, now: Wall) -> Vec<Effect> {
        let to = self.tab().checked_add_signed(by);
        let steps = self.steps();
        match to.and_then(|to| steps.get(to)) {
            Some(step) => self.open(*step, now),
            None if by < 0 => say("this is the first page"),
            None => say("this is the last page"),
        }
    }

    /// Opens a step that a tab or an arrow names.
    pub(super) fn open(&mut self, step: DebriefStep, now: Wall) -> Vec<Effect> {
        if let DebriefStep::Page(page) = step
            && let Some(first) = self.first_open()
        {
            if matches!(self.step, DebriefStep::Page(_)) {
                // The messages were read early: from there it goes back to the stages.
                self.go(DebriefStep::Mark(first), now);
                return Vec::new();
            }
            let (page, left) = (page.title(), self.unscored());
            let first = sanitize::line(&self.session().head.plan.stages[first].short);
            return say(format!(
                "close every stage first: {page} opens after {left} more, the next is {first}"
            ));
        }
        self.go(step, now);
        Vec::new()
    }

    /// Fills a page behind the stages.
    pub(super) fn open_page(&mut self, page: DebriefPage) {
        self.sections = Sections::default();
        self.page = match page {
            DebriefPage::Reviews => {
                let design = self.design.as_ref().ok();
                let parts = reviews::parts(self.debrief.session(), design, &self.reviews);
                Page::new(page.title(), parts)
            }
            _ => Page::new(page.title(), Vec::new()),
        };
        match page {
            DebriefPage::Interviewer => {
                self.sections = Sections::new(self.with_facts(debrief_pages::interviewer));
            }
            DebriefPage::Sums => {
                let sections = self.with_facts(|facts| {
                    let sums = debrief_pages::sums(facts).into_iter();
                    sums.chain(debrief_pages::mistakes(facts)).collect()
                });
                self.sections = Sections::new(sections);
            }
            DebriefPage::Summary => {
                let earlier = self.earlier.as_ref();
                self.overview = self.with_facts(|facts| Overview::of(facts, earlier));
            }
            DebriefPage::Reviews => {}
        }
    }

    /// Does the next step with the digit of a key: a drill, or the page that has the answer.
    pub(super) fn do_step(&mut self, key: Key, now: Wall) -> Vec<Effect> {
        let digit = key.typed().and_then(|typed| typed.to_digit(10));
        match digit.and_then(|digit| (digit as usize).checked_sub(1)) {
            Some(index) => {
                let effects = self.step_number(index, now);
                self.is_from_summary = !self.is_at_end();
                effects
            }
            None => say(NO_STEP),
        }
    }

    /// Does a next step, counted from 0, of a debrief that was just opened.
    pub fn take_step(&mut self, index: usize, now: Wall) -> Vec<Effect> {
        if self.unscored() > 0 {
            return Vec::new();
        }
        self.go(DebriefStep::Page(DebriefPage::Summary), now);
        self.step_number(index, now)
    }

    fn step_number(&mut self, index: usize, now: Wall) -> Vec<Effect> {
        let Some(step) = self.overview.steps.get(index).cloned() else {
            return say(NO_STEP);
        };
        match step.kind {
            StepKind::Level => {
                let head = &self.session().head;
                let stage = head.plan.stages.get(step.stage);
                vec![Effect::Go(Route::Drill {
                    design: Some(head.design.id.clone()),
                    stage: stage.map(|stage| stage.id.clone()),
                })]
            }
            StepKind::Pace => {
                self.go(DebriefStep::Compare(step.stage), now);
                Vec::new()
            }
            StepKind::FollowUp | StepKind::Question => {
                self.go(DebriefStep::Page(DebriefPage::Interviewer), now);
                self.sections.open_at(step.about.as_deref());
                Vec::new()
            }
        }
    }
}

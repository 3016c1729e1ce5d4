//! The debrief: the candidate scores the notes (left) with the rubric (right), stage by stage, then reads what was said,
//! the sums and a summary. The title row has a tab for each of its pages.
//!
//! ```text
//!   Debrief · Image captions       Setup ▆3  ▸ Data  Model  Serving  Monitor  Interviewer  Sums  Summary
//! ─ Notes ───────── lines 5 to 20 of 23 ─┬─ Rubric · Data Pipeline ──────────────── 2 of 8 marked ─
//!   Data Pipeline          7:49 of 10:00 │  Solid                          2 of 3 shown, 2 needed
//!    3  alt text for readers first       │  ✓ a number for how fast is fast enough        Data 1
//! 1  6 ▸p95 under 1 s for suggestions    │▸ · says what a wrong caption costs, and whom
//!                                        ├──────────────────────────────────────────────────────
//!                                        │  Level so far  ━━ ━━ ╌╌ ╌╌ 2 solid
//! ```
//! It does not know where the design comes from, nor where the marks are written.

mod act;
mod compare;
mod draw;
mod level;
mod overview;
mod pages;
mod questions;
mod reply;
mod reviews;
mod sections;
mod title;

use overview::Overview;
use pages::DebriefPage;
use questions::DebriefQuestion;
use ratatui::layout::Rect;
use reply::ReplyEditor;

use crate::domain::content::design::{Design, DesignStage, RubricItem};
use crate::domain::judging::evidence::PlacedEvidence;
use crate::domain::judging::facts::SessionFacts;
use crate::domain::judging::marks::Debrief;
use crate::domain::judging::next_steps::EarlierSteps;
use crate::domain::judging::report::{self, Report};
use crate::domain::judging::review::Review;
use crate::domain::judging::viewer::Viewer;
use crate::domain::sanitize;
use crate::domain::session::event::{Entry, Wall};
use crate::domain::session::log::Log;
use crate::domain::session::{Session, StageState};
use crate::tui::effect::{Effect, Route};
use crate::tui::input::Input;
use crate::tui::keys::{self, Action, Context};
use crate::tui::widgets::blocks::Drawn;
use crate::tui::widgets::evidence::EvidencePicker;
use crate::tui::widgets::page::Page;
use crate::tui::widgets::text_input::TextInput;

/// Longest line for next time, in characters.
const LONGEST_LINE: usize = 500;

#[derive(Debug)]
pub struct DebriefScreen {
    debrief: Debrief,
    /// The design that the session ran with, or why it cannot be read.
    design: Result<Design, String>,
    /// The coaches' reviews, shown once every stage is closed.
    reviews: Vec<Review>,
    log: Log,
    /// The steps of the candidate's session before this one.
    earlier: Option<EarlierSteps>,
    /// The command that opens this debrief again.
    again: String,
    /// The facts of the summary, as they were when it was opened.
    overview: Overview,
    /// The sections of the open page behind the stages, as they were when it was opened.
    sections: sections::Sections,
    step: DebriefStep,
    /// Whether a next step of the summary opened this page, so that Esc goes back there.
    is_from_summary: bool,
    /// Whether the arrow keys move in the notes. Where only one pane fits, the notes are shown then.
    at_notes: bool,
    /// Whether one pane has the full width.
    is_wide: bool,
    picker: EvidencePicker,
    page: Page,
    next_time: TextInput,
    /// What is asked.
    question: Option<DebriefQuestion>,
    /// The reply to a coach's comment while it is typed.
    reply: Option<ReplyEditor>,
    /// Where the notes and the right pane were drawn last, and the tabs with their steps, for the mouse.
    notes_area: Rect,
    right: Drawn,
    tabs: Vec<(Rect, DebriefStep)>,
}

/// What a debrief shows beside the session.
#[derive(Debug)]
pub struct DebriefData {
    /// The design that the session ran with, or why it cannot be read.
    pub design: Result<Design, String>,
    pub reviews: Vec<Review>,
    /// Empty where the journal cannot be read.
    pub log: Log,
    /// The steps of the candidate's session before this one.
    pub earlier: Option<EarlierSteps>,
    /// The command that opens this debrief again.
    pub again: String,
}

/// The step that is shown. Stages count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DebriefStep {
    Mark(usize),
    /// A closed stage with its reference answer.
    Compare(usize),
    Page(DebriefPage),
    /// The summary while the line for next time is typed.
    NextTime,
}

impl DebriefScreen {
    /// Opens at the first stage that is not closed, else at a coach's message, else at the summary.
    pub fn new(debrief: Debrief, data: DebriefData, now: Wall) -> Self {
        let DebriefData {
            design,
            reviews,
            log,
            earlier,
            again,
        } = data;
        let session = debrief.session();
        let next_time = session.next_time.as_deref().unwrap_or_default();
        let mut picker = EvidencePicker::new(session, design.as_ref().ok());
        picker.notes.set_headings(title::headings(session));
        let mut screen = Self {
            step: DebriefStep::Page(DebriefPage::Summary),
            is_from_summary: false,
            at_notes: false,
            is_wide: false,
            picker,
            page: Page::default(),
            next_time: TextInput::new(next_time, LONGEST_LINE),
            question: None,
            reply: None,
            notes_area: Rect::default(),
            right: Drawn::default(),
            tabs: Vec::new(),
            design,
            reviews,
            log,
            earlier,
            again,
            overview: Overview::default(),
            sections: sections::Sections::default(),
            debrief,
        };
        let first = match (screen.first_open(), &screen.design) {
            (Some(open), Ok(_)) => DebriefStep::Mark(open),
            (None, Ok(_)) if screen.has_message() => DebriefStep::Page(DebriefPage::Reviews),
            (None, Ok(_)) => DebriefStep::Page(DebriefPage::Summary),
            (_, Err(_)) => DebriefStep::Compare(0),
        };
        screen.go(first, now);
        screen
    }

    pub fn session(&self) -> &Session {
        self.debrief.session()
    }

    /// The events since the last call, to be written before the next frame.
    pub fn take_events(&mut self) -> Vec<Entry> {
        self.debrief.take_outbox()
    }

    /// Records what is being typed before the screen is left.
    pub fn leave(&mut self, now: Wall) {
        self.keep_reply(now);
        if self.step == DebriefStep::NextTime {
            let line = self.next_time.text();
            self.debrief.next_time(line.trim(), now);
        }
    }

    /// Whether a box is over the screen.
    fn has_box(&self) -> bool {
        self.question.is_some() || self.reply.is_some()
    }

    /// Whether a coach wrote a message.
    fn has_message(&self) -> bool {
        (self.reviews.iter()).any(|review| !review.message.is_blank())
    }

    /// The context in which keys are looked up now.
    pub fn context(&self) -> Context {
        if let Some(question) = self.question {
            return question.context();
        }
        match self.step {
            _ if self.reply.is_some() => Context::Replying,
            DebriefStep::Mark(_) if self.picker.is_searching() => Context::LineSearch,
            DebriefStep::Mark(_) => Context::Debrief,
            DebriefStep::Compare(_) => Context::Compare,
            DebriefStep::Page(DebriefPage::Summary) => Context::DebriefSummary,
            DebriefStep::Page(_) => Context::DebriefPage,
            DebriefStep::NextTime => Context::NextTime,
        }
    }

    /// Takes one input.
    pub fn on(&mut self, input: &Input, now: Wall) -> Vec<Effect> {
        match input {
            Input::Key(key) => {
                let action = keys::action(self.context(), *key);
                return match (self.step, &action) {
                    _ if self.question.is_some() => self.answer(action.as_ref(), now),
                    _ if self.reply.is_some() => self.reply_key(action.as_ref(), *key, now),
                    (DebriefStep::NextTime, _) => self.line_key(action.as_ref(), *key, now),
                    _ if self.picker.is_searching() => {
                        self.picker.search_key(*key);
                        Vec::new()
                    }
                    (_, Some(Action::LikelyLine)) => self.choose_likely(*key),
                    (_, Some(Action::DoStep)) => self.do_step(*key, now),
                    (_, Some(action)) => self.act(action, now),
                    (_, None) => Vec::new(),
                };
            }
            Input::Paste(text) if self.reply.is_some() => return self.paste_into_reply(text),
            Input::Wheel { .. } | Input::Click { .. } if self.has_box() => {}
            Input::Paste(_) if self.question.is_some() => {}
            Input::Paste(text) if self.step == DebriefStep::NextTime => return self.paste(text),
            Input::Paste(text) => self.picker.paste(text),
            Input::Wheel { .. } | Input::Click { .. } if self.picker.is_searching() => {}
            Input::Wheel { column, up, .. } => self.wheel(*column, *up),
            Input::Click {
                column,
                row,
                dragged: false,
            } => return self.click(*column, *row, now),
            Input::Click { .. } | Input::Resize => {}
        }
        Vec::new()
    }

    /// The design's content for a stage.
    fn stage(&self, index: usize) -> Option<&DesignStage> {
        let id = &self.session().head.plan.stages.get(index)?.id;
        self.design.as_ref().ok()?.stage(id)
    }

    fn rubric(&self, stage: usize) -> &[RubricItem] {
        report::rubric(self.session(), self.design.as_ref().ok(), stage)
    }

    /// The stages that have a rubric and are not closed yet.
    fn open_stages(&self) -> impl Iterator<Item = usize> {
        report::open_stages(self.session(), self.design.as_ref().ok())
    }

    /// How many stages are not closed.
    fn unscored(&self) -> usize {
        self.open_stages().count()
    }

    /// The first stage that is not closed.
    fn first_open(&self) -> Option<usize> {
        self.open_stages().next()
    }

    fn is_open(&self, stage: usize) -> bool {
        self.open_stages().any(|open| open == stage)
    }

    /// How many items of a stage have no mark.
    fn unmarked(&self, stage: usize) -> usize {
        self.rubric(stage).len() - self.marked(stage)
    }

    /// How many items of a stage are marked.
    fn marked(&self, stage: usize) -> usize {
        let stage_state = &self.session().stages[stage];
        let items = 0..self.rubric(stage).len();
        items.filter(|item| has_mark(stage_state, *item)).count()
    }

    /// The line that is marked as showing an item of a stage.
    fn evidence(&self, stage: usize, item: usize) -> Option<PlacedEvidence<'_>> {
        let evidence = self.session().stages[stage].evidence.get(&item)?;
        Some(PlacedEvidence::of(evidence, self.session()))
    }

    /// Goes to a step and fills its panes.
    fn go(&mut self, step: DebriefStep, now: Wall) {
        self.step = step;
        self.is_from_summary = false;
        self.at_notes = false;
        match step {
            DebriefStep::Mark(stage) => {
                let stage_state = &self.session().stages[stage];
                let mut items = 0..self.rubric(stage).len();
                let unmarked = items.find(|item| !has_mark(stage_state, *item));
                self.select(stage, unmarked.unwrap_or(0));
            }
            DebriefStep::Compare(stage) => {
                let reference = self.stage(stage).map(|stage| stage.reference.trim());
                if reference.is_some_and(|reference| !reference.is_empty()) {
                    self.debrief.open_reference(stage, now);
                }
                self.picker.notes.show(stage, None);
                let verdict = self.debrief.verdict(stage, self.rubric(stage));
                let session = self.debrief.session();
                let parts = compare::parts(session, self.design.as_ref(), stage, &verdict);
                self.page = Page::new("Answer", parts);
            }
            DebriefStep::Page(page) => self.open_page(page),
            DebriefStep::NextTime => {}
        }
    }

    /// Reads the facts of the session as the candidate may see them now.
    fn with_facts<T>(&self, read: impl FnOnce(&SessionFacts<'_>) -> T) -> T {
        let design = self.design.as_ref().ok();
        let session = self.debrief.session();
        let viewer = Viewer::Candidate;
        let report = Report::new(session, design, &self.log, &self.reviews, viewer);
        read(&SessionFacts::of(&report))
    }

    /// Selects an item of a stage's rubric, at most the last one.
    fn select(&mut self, stage: usize, item: usize) {
        let item = item.min(self.rubric(stage).len().saturating_sub(1));
        let session = self.debrief.session();
        let marked = session.stages[stage].evidence.get(&item);
        let marked = marked.map(|evidence| PlacedEvidence::of(evidence, session));
        self.picker.select(stage, item, marked);
    }

    /// Leaves the debrief before its end.
    fn leave_early(&mut self, now: Wall) -> Vec<Effect> {
        let left = self.debrief.left_text(&sanitize::line(&self.again));
        self.leave(now);
        vec![Effect::Say(left), Effect::Go(Route::Home)]
    }
}

fn has_mark(state: &StageState, item: usize) -> bool {
    state.evidence.contains_key(&item) || state.not_shown.contains(&item)
}

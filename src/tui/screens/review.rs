//! A coach's review of one session: the notes with their minutes, silences and comments left; right, one of rubric,
//! comments, record and scores. The candidate's own marks stay hidden until they are revealed.
//!
//! ```text
//!  Review · Image Caption Generator · sam      ▸1 Setup  2 Data  3 Model  4 Serve  5 Monitor
//!   Notes · Setup 5:49 of 5:00, +0:49 over      ▸Rubric · 2 of 8 marked
//!   0 readers: screen-reader users first         [x] solid        A number for how fast is fast enough
//!     · 1:12 of silence                         ▸[ ] strong       Says what a wrong caption costs
//!   1▸wrong beats missing                        [-] exceptional  …
//!     · good: says whom it hurts
//! ```
//! It must not know where sessions and reviews lie.

mod act;
mod draw;
mod editor;
mod record;
mod scores;

use std::collections::{BTreeMap, HashMap};

use crate::domain::content::design::{Design, RubricItem};
use crate::domain::judging::anchor::Spot;
use crate::domain::judging::report;
use crate::domain::judging::review::{Mark, Review};
use crate::domain::judging::rubric::likeliest_line;
use crate::domain::session::Session;
use crate::domain::session::activity::silences_by_line;
use crate::domain::session::event::Wall;
use crate::domain::session::log::Log;
use crate::domain::session::pace::Pace;
use crate::tui::effect::Effect;
use crate::tui::input::{Input, Key};
use crate::tui::widgets::help::Help;
use crate::tui::widgets::line::LineInput;
use crate::tui::widgets::notes_view::Sheet;
use crate::tui::widgets::page::Page;
use draw::Places;
use editor::Editor;

/// How many steps back `z` goes.
const MOST_UNDO: usize = 100;

/// What a review is made of.
#[derive(Debug)]
pub struct Desk {
    pub session: Session,
    /// The design that the session ran with, or why it cannot be told.
    pub design: Result<Design, String>,
    pub log: Log,
    /// The coach's own review.
    pub review: Review,
    /// Those of other coaches.
    pub others: Vec<Review>,
    /// The coach's own phrases.
    pub phrases: Vec<String>,
}

#[derive(Debug)]
pub struct ReviewScreen {
    session: Session,
    design: Result<Design, String>,
    log: Log,
    pace: Pace,
    /// Silences in words, by stage and the line that they stand before.
    silences: BTreeMap<(usize, usize), Vec<String>>,
    review: Review,
    others: Vec<Review>,
    phrases: Vec<String>,
    /// The review before each change, the last one last.
    undo: Vec<Review>,
    stage: usize,
    side: Side,
    /// The chosen rubric item, and the chosen comment of the stage's list.
    item: usize,
    comment: usize,
    sheet: Sheet,
    likeliest: HashMap<(usize, usize), Option<(usize, usize)>>,
    page: Page,
    editor: Option<Editor>,
    question: Option<Question>,
    help: Option<Help>,
    places: Places,
}

/// What has the arrows; where there is no room for two, what is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Notes,
    Rubric,
    Comments,
    Record,
    Scores,
}

impl Side {
    const ALL: [Self; 5] = [
        Self::Rubric,
        Self::Notes,
        Self::Comments,
        Self::Record,
        Self::Scores,
    ];
}

/// A question over the screen that takes every key.
#[derive(Debug)]
enum Question {
    /// Revealing before every stage is scored.
    Reveal,
    /// Where the report goes.
    Export(Box<LineInput>),
}

impl ReviewScreen {
    /// Opens at the first stage that is not scored.
    pub fn new(desk: Desk) -> Self {
        let mut screen = Self {
            sheet: Sheet::new(&desk.session.pages),
            pace: Pace::of(&desk.session),
            silences: silences(&desk.session, &desk.log),
            session: desk.session,
            design: desk.design,
            log: desk.log,
            review: desk.review,
            others: desk.others,
            phrases: desk.phrases,
            undo: Vec::new(),
            stage: 0,
            side: Side::Rubric,
            item: 0,
            comment: 0,
            likeliest: HashMap::new(),
            page: Page::new(String::new(), Vec::new()),
            editor: None,
            question: None,
            help: None,
            places: Places::default(),
        };
        if screen.design.is_err() {
            screen.side = Side::Notes;
        }
        screen.annotate();
        let stages = 0..screen.session.pages.len();
        let open = stages.into_iter().find(|stage| !screen.is_scored(*stage));
        screen.go(open.unwrap_or(0));
        screen
    }

    pub fn session(&self) -> &Session {
        &self.session
    }

    pub fn log(&self) -> &Log {
        &self.log
    }

    pub fn review(&self) -> &Review {
        &self.review
    }

    /// All reviews of the session, the coach's own first.
    pub fn reviews(&self) -> Vec<Review> {
        let own = std::iter::once(&self.review);
        own.chain(&self.others).cloned().collect()
    }

    pub fn design(&self) -> Option<&Design> {
        self.design.as_ref().ok()
    }

    /// The coach's level of each stage that has one, by stage id.
    pub fn levels(&self) -> BTreeMap<String, u8> {
        let stages = self.session.head.plan.stages.iter().enumerate();
        let levels = stages.filter_map(|(place, stage)| {
            let verdict = self.review.verdict(place, self.rubric(place))?;
            Some((stage.id.clone(), verdict.level))
        });
        levels.collect()
    }

    /// Whether every stage is scored.
    pub fn is_complete(&self) -> bool {
        report::is_scored(&self.session, self.design(), &self.review)
    }

    /// Takes one input.
    pub fn on(&mut self, input: &Input, now: Wall) -> Vec<Effect> {
        match input {
            Input::Key(key) => return self.key(*key, now),
            Input::Paste(text) => self.paste(text),
            Input::Wheel { column, up, .. } => self.wheel(*column, *up),
            Input::Click {
                column,
                row,
                dragged: false,
            } => self.click(*column, *row),
            Input::Click { .. } | Input::Resize => {}
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
        if self.editor.is_some() {
            return self.editor_key(key, now);
        }
        if self.question.is_some() {
            return self.answer(key, now);
        }
        self.review_key(key, now)
    }

    fn rubric(&self, stage: usize) -> &[RubricItem] {
        report::rubric(&self.session, self.design(), stage)
    }

    fn is_scored(&self, stage: usize) -> bool {
        self.review.is_scored(stage, self.rubric(stage).len())
    }

    fn is_revealed(&self) -> bool {
        self.review.revealed.is_some()
    }

    /// How many stages that have a rubric are scored, and how many there are.
    fn scored(&self) -> (usize, usize) {
        let stages = (0..self.session.pages.len()).filter(|stage| !self.rubric(*stage).is_empty());
        let scored = stages.clone().filter(|stage| self.is_scored(*stage));
        (scored.count(), stages.count())
    }

    /// Goes to a stage: its rubric at the first item without a mark, its notes, its record.
    fn go(&mut self, stage: usize) {
        self.stage = stage;
        self.comment = 0;
        self.sheet.show(stage, None);
        let items = 0..self.rubric(stage).len();
        let fresh = items
            .into_iter()
            .find(|item| self.review.mark_of(stage, *item).is_none());
        self.choose(fresh.unwrap_or(0));
        self.fill_page();
    }

    /// Chooses an item and the line that shows it, or is likeliest to.
    fn choose(&mut self, item: usize) {
        self.item = item;
        let line = match self.review.mark_of(self.stage, item) {
            Some(Mark::Shown(evidence)) => Some((evidence.in_stage, evidence.line)),
            _ => self.likeliest(item),
        };
        let (shown, line) = line.map_or((self.stage, None), |(shown, line)| (shown, Some(line)));
        self.sheet.show(shown, line);
    }

    fn likeliest(&mut self, item: usize) -> Option<(usize, usize)> {
        let stage = self.stage;
        if let Some(known) = self.likeliest.get(&(stage, item)) {
            return *known;
        }
        let wanted = self.rubric(stage).get(item);
        let found = wanted.and_then(|wanted| likeliest_line(wanted, stage, self.sheet.lines()));
        self.likeliest.insert((stage, item), found);
        found
    }

    /// Makes what the right side shows as a page.
    fn fill_page(&mut self) {
        self.page = match self.side {
            Side::Record => Page::new("Record".into(), record::parts(self)),
            Side::Scores => Page::new("Scores".into(), scores::parts(self)),
            Side::Notes | Side::Rubric | Side::Comments => Page::new(String::new(), Vec::new()),
        };
    }

    /// Puts silences above lines and comments below those that they hold on to.
    fn annotate(&mut self) {
        let mut below: BTreeMap<(usize, usize), Vec<String>> = BTreeMap::new();
        for (comment, spot) in self.review.comments.iter().zip(self.spots()) {
            let Some(Spot { stage, line }) = spot else {
                continue;
            };
            let last = line + comment.anchor.lines() - 1;
            let words = editor::told(comment);
            below.entry((stage, last)).or_default().push(words);
        }
        self.sheet.annotate(self.silences.clone(), below);
    }

    /// Where each comment's words stand now.
    fn spots(&self) -> Vec<Option<Spot>> {
        let comments = self.review.comments.iter();
        comments
            .map(|comment| comment.anchor.find(&self.session))
            .collect()
    }

    /// The comments of the stage: those whose words stand in its notes, and those made there whose words are gone.
    fn comments_here(&self) -> Vec<(usize, Option<Spot>)> {
        let spots = self.spots().into_iter().enumerate();
        let here = spots.filter(|(place, spot)| {
            let made_in = self.review.comments[*place].anchor.stage;
            spot.map_or(made_in, |spot| spot.stage) == self.stage
        });
        let mut here: Vec<(usize, Option<Spot>)> = here.collect();
        here.sort_by_key(|(_, spot)| spot.map_or(usize::MAX, |spot| spot.line));
        here
    }

    /// Does something to the review that `z` can take back.
    fn change(&mut self, act: impl FnOnce(&mut Review)) {
        let before = self.review.clone();
        act(&mut self.review);
        if self.review != before {
            self.undo.push(before);
            if self.undo.len() > MOST_UNDO {
                self.undo.remove(0);
            }
            self.annotate();
        }
    }
}

fn silences(session: &Session, log: &Log) -> BTreeMap<(usize, usize), Vec<String>> {
    let by_line = silences_by_line(session, log).into_iter();
    by_line
        .map(|(line, silences)| (line, silences.iter().map(ToString::to_string).collect()))
        .collect()
}

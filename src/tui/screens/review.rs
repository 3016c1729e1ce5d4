//! A coach's review of one session. The left pane shows the notes with their minutes, silences and comments; the right
//! pane shows rubric, comments, record or scores. The candidate's self-scores stay hidden until they are revealed.
//!
//! ```text
//!   Review · sam · Image Caption Generator          ▸ Setup  Data ▆3  Model  Serving  Monitor
//! ─ Notes · Setup 5:49 of 5:00, +0:49 over ───┬─ Rubric · Setup ─────────────── 2 of 8 marked ─
//!     0  readers: screen-reader users first   │  Solid                    1 of 3 shown, 2 needed
//!   0:44 silence 1:12 without an edit        │  ✓ a number for how fast is fast enough
//! ▸   1  wrong beats missing                  │▸ · says what a wrong caption costs
//!        ┃ good: says whom it hurts           │    why    …
//! ```
//! It does not know where sessions and reviews are stored.

mod act;
mod boxes;
mod comments;
mod draw;
mod item_note;
mod list;
mod message;
mod pane;
mod phrases;
mod questions;
mod record;
mod scores;
mod undo;

use ratatui::layout::Rect;

use crate::domain::content::design::{Design, RubricItem};
use crate::domain::judging::anchor::LinePosition;
use crate::domain::judging::evidence::PlacedEvidence;
use crate::domain::judging::message::EarlierGoal;
use crate::domain::judging::phrase::Phrase;
use crate::domain::judging::report;
use crate::domain::judging::review::{CoachMark, Comment, Review};
use crate::domain::session::Session;
use crate::domain::session::event::Wall;
use crate::domain::session::log::Log;
use crate::domain::session::pace::Pace;
use crate::tui::effect::Effect;
use crate::tui::input::Input;
use crate::tui::keys::{self, Action, Availability, Context};
use crate::tui::widgets::blocks::Drawn;
use crate::tui::widgets::evidence::EvidencePicker;
use crate::tui::widgets::list::ListState;
use crate::tui::widgets::notes_view::{Remark, Remarks};
use crate::tui::widgets::page::Page;
use crate::tui::widgets::text_input::Clipboard;
use comments::CommentEditor;
use item_note::ItemNoteEditor;
use message::MessageEditor;
use pane::{Pane, Question};
use record::RecordPage;
use scores::ScoresPage;

/// Why nothing is revealed or published in a calibration.
const ALONE: &str =
    "a calibration is for you alone: the agreed marks come when all sessions are scored";

/// What the review screen is opened with.
#[derive(Debug)]
pub struct ReviewData {
    pub session: Session,
    /// The design that the session ran with, or why it cannot be read.
    pub design: Result<Design, String>,
    pub log: Log,
    /// The coach's own review.
    pub review: Review,
    /// The reviews of other coaches.
    pub others: Vec<Review>,
    /// The phrases that the coach saved for comments.
    pub phrases: Vec<Phrase>,
    /// Other versions of the coach's own review, as a sync service leaves them, and whether each is later.
    pub copies: Vec<(Review, bool)>,
    /// The goal that the coach set last for the candidate.
    pub earlier_goal: Option<EarlierGoal>,
}

#[derive(Debug)]
pub struct ReviewScreen {
    session: Session,
    design: Result<Design, String>,
    log: Log,
    pace: Pace,
    /// What happened, by stage and the line below it.
    events: Remarks,
    review: Review,
    others: Vec<Review>,
    phrases: Vec<Phrase>,
    /// The interview was running in another window when it was read last.
    is_running: bool,
    /// Whether it is a gold session of a calibration: there are no marks of others to reveal, and nobody to publish for.
    is_calibration: bool,
    /// The last key would have marked an item as shown, but no line was chosen.
    was_refused: bool,
    /// Other versions of this review that are not merged yet.
    copies: Vec<(Review, bool)>,
    earlier_goal: Option<EarlierGoal>,
    /// The review before each change, oldest first.
    undo: Vec<Review>,
    stage: usize,
    pane: Pane,
    picker: EvidencePicker,
    /// The selected comment of the stage's list.
    comment: usize,
    /// The texts of the panes with these names, and how far they are scrolled.
    record: RecordPage,
    scores: ScoresPage,
    page: Page,
    editor: Option<CommentEditor>,
    item_note: Option<ItemNoteEditor>,
    message: Option<MessageEditor>,
    /// The phrases over the message or an item's note.
    phrase_list: Option<ListState>,
    /// What was last cut or copied in any text here.
    clipboard: Clipboard,
    question: Option<Question>,
    /// Where the notes and the list of the other pane were drawn last, for the mouse.
    notes_area: Rect,
    drawn: Drawn,
    /// Where the tab of each stage was drawn last, with the stage.
    tabs: Vec<(Rect, usize)>,
}

impl ReviewScreen {
    /// Opens at the first stage that is not scored.
    pub fn new(data: ReviewData) -> Self {
        let mut screen = Self {
            picker: EvidencePicker::new(&data.session, data.design.as_ref().ok()),
            pace: Pace::of(&data.session),
            events: record::remarks(&data.session, data.design.as_ref().ok(), &data.log),
            session: data.session,
            pane: match data.design {
                Ok(_) => Pane::Rubric,
                Err(_) => Pane::Notes,
            },
            design: data.design,
            log: data.log,
            review: data.review,
            others: data.others,
            phrases: data.phrases,
            earlier_goal: data.earlier_goal,
            is_running: false,
            is_calibration: false,
            was_refused: false,
            copies: data.copies,
            undo: Vec::new(),
            stage: 0,
            comment: 0,
            record: RecordPage::default(),
            scores: ScoresPage::default(),
            page: Page::default(),
            editor: None,
            item_note: None,
            message: None,
            phrase_list: None,
            clipboard: Clipboard::default(),
            question: None,
            notes_area: Rect::default(),
            drawn: Drawn::default(),
            tabs: Vec::new(),
        };
        screen.annotate();
        let mut stages = 0..screen.session.stages.len();
        let open = stages.find(|stage| !screen.is_scored(*stage));
        screen.go(open.unwrap_or(0));
        screen
    }

    /// Says whether the interview is running in another window.
    pub fn set_running(&mut self, is_running: bool) {
        self.is_running = is_running;
    }

    /// Says whether the session is a gold session of a calibration.
    pub fn set_calibration(&mut self, is_calibration: bool) {
        self.is_calibration = is_calibration;
        self.fill_page();
    }

    /// Whether an action is possible now.
    pub fn availability(&self, action: &Action) -> Availability {
        let is_of_others = matches!(action, Action::Reveal | Action::Publish);
        if self.is_calibration && self.context() == Context::Review && is_of_others {
            return Err(ALONE.to_owned());
        }
        Ok(String::new())
    }

    /// Shows the session as it is now; stage, item and line stay selected.
    pub fn refresh(&mut self, session: Session, log: Log, is_running: bool) {
        let (line, item) = (self.picker.notes.chosen(), self.picker.item);
        self.picker = EvidencePicker::new(&session, self.design.as_ref().ok());
        self.pace = Pace::of(&session);
        self.events = record::remarks(&session, self.design.as_ref().ok(), &log);
        (self.session, self.log, self.is_running) = (session, log, is_running);
        self.annotate();
        self.select(item);
        if let Some(LinePosition { stage, line }) = line {
            self.picker.notes.show(stage, Some(line));
        }
        self.fill_page();
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

    /// Whether every stage is scored.
    pub fn is_complete(&self) -> bool {
        report::is_scored(&self.session, self.design(), &self.review)
    }

    /// The context in which keys are looked up now.
    pub fn context(&self) -> Context {
        match (&self.editor, &self.question) {
            _ if self.phrase_list.is_some() => Context::Phrases,
            _ if self.message.is_some() => Context::Messaging,
            _ if self.item_note.is_some() => Context::ItemNote,
            (Some(_), _) => Context::Commenting,
            (None, Some(Question::Rest)) => Context::MarkingRest,
            (None, Some(Question::Reveal)) => Context::Revealing,
            (None, Some(Question::Publish(_))) => Context::Publishing,
            (None, Some(Question::Merge)) => Context::Merging,
            (None, Some(Question::Export(_))) => Context::Naming,
            (None, None) if self.picker.is_searching() => Context::LineSearch,
            (None, None) => Context::Review,
        }
    }

    /// The coach's level of a stage whose items are all marked.
    fn level(&self, stage: usize) -> Option<u8> {
        let verdict = self.review.verdict(stage, self.rubric(stage));
        verdict.map(|verdict| verdict.level)
    }

    /// Takes one input.
    pub fn on(&mut self, input: &Input, now: Wall) -> Vec<Effect> {
        match input {
            Input::Key(key) => {
                let action = keys::action(self.context(), *key);
                return match (self.context(), &action) {
                    (Context::Phrases, _) => self.phrase_key(action.as_ref(), *key, now),
                    (Context::ItemNote | Context::Messaging, Some(Action::Phrases)) => {
                        self.open_phrases()
                    }
                    (Context::ItemNote, _) => self.item_note_key(action.as_ref(), *key, now),
                    (Context::Messaging, _) => self.message_key(action.as_ref(), *key, now),
                    (Context::Commenting, _) => self.comment_key(action.as_ref(), *key, now),
                    (Context::LineSearch, _) => {
                        self.picker.search_key(*key);
                        Vec::new()
                    }
                    (Context::Review, Some(Action::LikelyLine)) => self.choose_likely(*key),
                    (Context::Review, Some(action)) => self.act(action, now),
                    (Context::Review, None) => Vec::new(),
                    _ => self.answer(action.as_ref(), *key, now),
                };
            }
            Input::Paste(text) => return self.paste(text, now),
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
        let stages = (0..self.session.stages.len()).filter(|stage| !self.rubric(*stage).is_empty());
        let scored = stages.clone().filter(|stage| self.is_scored(*stage));
        (scored.count(), stages.count())
    }

    /// Goes to a stage, at most the last one, and selects its first unmarked item.
    fn go(&mut self, stage: usize) {
        let stage = stage.min(self.session.stages.len().saturating_sub(1));
        self.stage = stage;
        self.comment = 0;
        self.picker.notes.show(stage, None);
        let mut items = 0..self.rubric(stage).len();
        let unmarked = items.find(|item| self.review.mark_of(stage, *item).is_none());
        self.select(unmarked.unwrap_or(0));
        if self.picker.notes.stage() != stage {
            // The line that shows the item is in another stage; the notes are those of the stage that was gone to.
            self.picker.notes.show(stage, None);
        }
        self.fill_page();
    }

    /// Selects an item of the stage's rubric, at most the last one.
    fn select(&mut self, item: usize) {
        let rubric = report::rubric(&self.session, self.design.as_ref().ok(), self.stage);
        let item = item.min(rubric.len().saturating_sub(1));
        let marked = evidence(&self.session, &self.review, self.stage, item);
        self.picker.select(self.stage, item, marked);
    }

    /// Fills the page of the record or of the scores.
    fn fill_page(&mut self) {
        match self.pane {
            Pane::Record => self.record = RecordPage::of(self),
            Pane::Scores => self.scores = ScoresPage::of(self),
            Pane::Notes | Pane::Rubric | Pane::Comments => {}
        }
        self.page = Page::new(self.pane.title(), Vec::new());
    }

    /// The comments of other coaches with their names, once they are revealed.
    fn others_comments(&self) -> impl Iterator<Item = (&str, &Comment)> {
        let others = self.others.iter().filter(|_| self.is_revealed());
        others.flat_map(|review| {
            let comments = review.comments.iter();
            comments.map(|comment| (review.coach.as_str(), comment))
        })
    }

    /// Puts what happened above the lines that follow it, and comments below the lines that they refer to.
    fn annotate(&mut self) {
        let coach = self.review.coach.as_str();
        let own = self.review.comments.iter();
        let own = own.map(|comment| (coach, comment, String::new()));
        let others = self.others_comments();
        let others = others.map(|(coach, comment)| (coach, comment, comments::lead_of(coach)));
        let mut below = Remarks::new();
        for (coach, comment, lead) in own.chain(others) {
            if let Some(LinePosition { stage, line }) = comment.anchor.find(&self.session) {
                let last = line + comment.anchor.lines() - 1;
                let below = below.entry((stage, last)).or_default();
                let text = format!("{lead}{}", comments::describe(comment));
                below.push(Remark::of_line(text).with_kind(lead.len(), comment.kind));
                below.extend(self.reply_to(coach, comment).map(Remark::of_line));
            }
        }
        self.picker.notes.annotate(self.events.clone(), below);
    }
}

/// The line that is marked as showing an item of a stage.
fn evidence<'a>(
    session: &Session,
    review: &'a Review,
    stage: usize,
    item: usize,
) -> Option<PlacedEvidence<'a>> {
    match review.mark_of(stage, item) {
        Some(CoachMark::Shown(evidence)) => Some(PlacedEvidence::of(evidence, session)),
        _ => None,
    }
}

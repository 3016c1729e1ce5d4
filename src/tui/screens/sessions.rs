//! The table of the sessions in a folder, for a coach, or as the candidate's history. It can be sorted and filtered, and
//! two sessions can be marked for a comparison.
//!
//! ```text
//!  Coach: sessions · 3 sessions, 2 unread                             unread first
//!    candidate     design              started       time  worst  condition  self  reviews
//!  ▸•sam           Image Caption Gen…  23 Nov 14:05  36:48  +0:49 paused     ?     -
//! ```

mod availability;
mod columns;
mod draw;
mod history;
mod preview;
mod progress;
mod sort_order;
mod title;

use sort_order::{BY_CANDIDATE, NEWEST_FIRST, ORDERS, UNREAD_FIRST, newest_first, order};

use crate::domain::overview::others::OtherCandidates;
use crate::domain::overview::{ReviewProgress, Role, SessionPreview, SessionRow};
use crate::domain::progress::Progress;
use crate::tui::effect::{Effect, Route, go, say};
use crate::tui::input::{Input, Key};
use crate::tui::keys::{self, Action, Context};
use crate::tui::widgets::list::{ListItem, ListState};
use crate::tui::widgets::scroll::{Scroll, WHEEL};

#[derive(Debug)]
pub struct SessionsScreen {
    role: Role,
    /// The folder's path, sanitized.
    folder: String,
    /// The rows in the order of the table.
    rows: Vec<SessionRow>,
    list: ListState,
    /// How many folders are named like sessions but cannot be read.
    unreadable: usize,
    /// The index of the order in `ORDERS`.
    order: usize,
    /// The ids of the sessions marked for a comparison, at most two.
    marked: Vec<String>,
    /// The progress of the candidate who reads the history.
    progress: Option<Progress>,
    /// The candidates whose sessions the history leaves out.
    others: OtherCandidates,
    /// Whether the progress is shown where only one pane has room.
    at_progress: bool,
    /// Whether the progress hides the sessions, since the last frame.
    progress_alone: bool,
    /// Which lines of the progress are in view there.
    progress_scroll: Scroll,
    drawn: LastFrame,
    /// What is shown of the selected session beside or below the table.
    preview: Option<SessionPreview>,
    /// Whether every column is shown in place of the preview.
    shows_columns: bool,
    /// Whether the sessions are the gold sessions of a calibration.
    calibration: CalibrationState,
}

/// What the last frame needed or showed.
#[derive(Debug, Clone, Copy, Default)]
struct LastFrame {
    /// Whether sessions and progress of the history were side by side.
    has_both: bool,
    /// Whether a session is of another year, so that dates need theirs.
    needs_year: bool,
    /// Whether the history has room for first lines of the selected session.
    shows_notes: bool,
}

/// Whether the sessions are those of a calibration, and whether its result was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CalibrationState {
    No,
    Blind,
    Shown,
}

impl SessionsScreen {
    pub fn new(role: Role, folder: String, rows: Vec<SessionRow>, unreadable: usize) -> Self {
        let mut screen = Self {
            role,
            folder,
            rows: Vec::new(),
            list: ListState::default(),
            unreadable,
            order: match role {
                Role::Coach => UNREAD_FIRST,
                Role::Candidate => NEWEST_FIRST,
            },
            marked: Vec::new(),
            progress: None,
            others: OtherCandidates::default(),
            at_progress: false,
            progress_alone: false,
            progress_scroll: Scroll::default(),
            drawn: LastFrame::default(),
            preview: None,
            shows_columns: false,
            calibration: CalibrationState::No,
        };
        screen.fill(rows, unreadable);
        screen
    }

    pub fn role(&self) -> Role {
        self.role
    }

    /// Replaces the rows; the selected session stays selected.
    pub fn fill(&mut self, rows: Vec<SessionRow>, unreadable: usize) {
        let selected = self.selected_id();
        self.preview = None;
        (self.rows, self.unreadable) = (rows, unreadable);
        let rows = &self.rows;
        self.marked
            .retain(|id| rows.iter().any(|row| row.id == *id));
        self.arrange(selected.as_deref());
        self.go_to_unscored();
    }

    /// In a calibration, selects the next session that is not scored in place of one that is.
    fn go_to_unscored(&mut self) {
        let Some(here) = self.list.selected().filter(|_| self.is_calibration()) else {
            return;
        };
        let count = self.rows.len();
        let mut next = (here..count).chain(0..here);
        let next = next.find(|index| self.rows[*index].own_review != ReviewProgress::Done);
        if let Some(index) = next {
            self.list.select(index);
        }
    }

    fn is_calibration(&self) -> bool {
        self.calibration != CalibrationState::No
    }

    /// How many sessions the coach has scored.
    fn scored(&self) -> usize {
        let rows = self.rows.iter();
        rows.filter(|row| row.own_review == ReviewProgress::Done)
            .count()
    }

    /// Shows how the marks of the gold sessions agree, or what is missing.
    fn calibration(&mut self) -> Vec<Effect> {
        if self.is_round_complete() {
            self.calibration = CalibrationState::Shown;
        }
        go(Route::Calibration)
    }

    /// Whether every gold session of a calibration is scored.
    fn is_round_complete(&self) -> bool {
        self.is_calibration() && self.scored() == self.rows.len()
    }

    /// Sets the progress that the history shows, and whose sessions it leaves out.
    pub fn set_progress(&mut self, progress: Option<Progress>, others: OtherCandidates) {
        (self.progress, self.others) = (progress, others);
    }

    /// Says whether the sessions are the gold sessions of a calibration.
    pub fn set_calibration(&mut self, is_calibration: bool) {
        if is_calibration {
            self.calibration = CalibrationState::Blind;
            self.order = BY_CANDIDATE;
            self.arrange(None);
            self.go_to_unscored();
        }
    }

    /// The id of the session whose preview is missing.
    pub fn wanted_preview(&self) -> Option<String> {
        let is_shown = self.role == Role::Coach || self.drawn.shows_notes;
        let id = self.selected_id().filter(|_| is_shown)?;
        let shown = self.preview.as_ref().map(|preview| &preview.id);
        (shown != Some(&id)).then_some(id)
    }

    pub fn set_preview(&mut self, preview: SessionPreview) {
        self.preview = Some(preview);
    }

    /// The context in which keys are looked up now.
    pub fn context(&self) -> Context {
        if self.list.is_filtering() {
            Context::Filter
        } else if self.progress.is_some() {
            Context::History
        } else {
            match self.role {
                Role::Coach => Context::CoachSessions,
                Role::Candidate => Context::Sessions,
            }
        }
    }

    /// Takes one input.
    pub fn on(&mut self, input: &Input) -> Vec<Effect> {
        match input {
            Input::Key(key) => return self.key(*key),
            Input::Wheel { up, .. } if self.progress_alone => self.progress_scroll.wheel(*up),
            // The list is not in view.
            Input::Click { .. } if self.progress_alone => {}
            Input::Wheel { up, .. } => self.list.by(if *up { -WHEEL } else { WHEEL }),
            Input::Click {
                row,
                dragged: false,
                ..
            } if self.list.click(*row) => return self.open(),
            Input::Paste(text) => self.list.paste(text),
            Input::Click { .. } | Input::Resize => {}
        }
        Vec::new()
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        let action = keys::action(self.context(), key);
        if self.list.is_filtering() {
            self.list.filter_key(action.as_ref(), key);
            return Vec::new();
        }
        if let Some(Err(why)) = action.as_ref().map(|action| self.availability(action)) {
            return say(why);
        }
        let with_selected = |effect: fn(String) -> Effect| {
            let id = self.selected_id();
            id.map(effect).into_iter().collect()
        };
        match action {
            Some(Action::Open) => self.open(),
            Some(Action::Sort) => self.sort_next(),
            Some(Action::Select) => self.mark(),
            Some(Action::Compare) => self.compare(),
            Some(Action::Reload) => vec![Effect::Reload],
            Some(Action::MarkUnread) => with_selected(Effect::MarkUnread),
            Some(Action::Columns) => {
                self.shows_columns = !self.shows_columns;
                Vec::new()
            }
            Some(Action::Cohort) => go(Route::Cohort),
            Some(Action::Calibrate) => self.calibration(),
            Some(Action::Drill) => go(Route::Drill {
                design: None,
                stage: None,
            }),
            Some(Action::Replay) => with_selected(|id| Effect::Go(Route::PastReplay(id))),
            Some(Action::Export) => with_selected(Effect::Export),
            Some(Action::OtherPane) => {
                self.at_progress = !self.at_progress;
                Vec::new()
            }
            Some(Action::Back) if self.list.clear_filter() => Vec::new(),
            // Nobody leaves a complete round without its result.
            Some(Action::Back)
                if self.is_round_complete() && self.calibration == CalibrationState::Blind =>
            {
                self.calibration()
            }
            Some(Action::Back) => go(Route::Back),
            Some(action) => {
                if self.progress_alone {
                    self.progress_scroll.act(&action);
                } else {
                    self.list.act(&action);
                }
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    /// Sorts the rows and selects the session of this id, where it is still shown.
    fn arrange(&mut self, selected: Option<&str>) {
        let (_, compare) = order(self.role, self.order);
        let compare = |a: &SessionRow, b: &SessionRow| compare(a, b).then(newest_first(a, b));
        self.rows.sort_by(compare);
        let items = self
            .rows
            .iter()
            .map(|row| ListItem::new([row.filter_text.as_str()]));
        let index = |id: &str| self.rows.iter().position(|row| row.id == id);
        let selected = selected.and_then(index);
        self.list.set_items(items.collect(), selected);
    }

    /// Sorts by the next order in which any two rows differ; newest first is always one.
    fn sort_next(&mut self) -> Vec<Effect> {
        let orders = (1..=ORDERS.len()).map(|by| (self.order + by) % ORDERS.len());
        let matters = |index: &usize| {
            let (_, compare) = order(self.role, *index);
            let mut pairs = self.rows.windows(2);
            *index == NEWEST_FIRST || pairs.any(|pair| compare(&pair[0], &pair[1]).is_ne())
        };
        let next = orders.into_iter().find(matters);
        self.order = next.unwrap_or(NEWEST_FIRST);
        let selected = self.selected_id();
        self.arrange(selected.as_deref());
        say(format!("sorted: {}", order(self.role, self.order).0))
    }

    fn selected_id(&self) -> Option<String> {
        let row = self.rows.get(self.list.selected()?)?;
        Some(row.id.clone())
    }

    fn open(&self) -> Vec<Effect> {
        match (self.selected_id(), self.role) {
            (Some(id), Role::Coach) => go(Route::Review(id)),
            (Some(id), Role::Candidate) => go(Route::Past(id)),
            (None, _) => Vec::new(),
        }
    }

    /// Marks the selected session for a comparison, or unmarks it; a third mark replaces the first.
    fn mark(&mut self) -> Vec<Effect> {
        let Some(id) = self.selected_id() else {
            return Vec::new();
        };
        if let Some(index) = self.marked.iter().position(|marked| *marked == id) {
            self.marked.remove(index);
            return Vec::new();
        }
        if self.marked.len() == 2 {
            self.marked.remove(0);
        }
        self.marked.push(id);
        say(match self.marked.len() {
            2 => "two marked: = compares them",
            _ => "marked: mark a second one, then =",
        })
    }

    /// Opens the comparison of the two marked sessions, the earlier one first.
    fn compare(&self) -> Vec<Effect> {
        let marked = self.rows.iter().filter(|row| self.marked.contains(&row.id));
        let mut marked: Vec<&SessionRow> = marked.collect();
        marked.sort_by_key(|row| row.started);
        match marked[..] {
            [first, second] => go(Route::Compared(first.id.clone(), second.id.clone())),
            _ => Vec::new(),
        }
    }
}

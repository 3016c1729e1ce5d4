//! The columns of the table of sessions: which have room, their heads, and the cells of a row.

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::domain::overview::{ReviewProgress, Role, SelfLevels, SessionRow};
use crate::domain::session::timeline::clock;
use crate::tui::theme;
use crate::tui::widgets::{column, fit, push_padded};

/// The columns of the slots: selected or marked, unread, a blank.
const LEAD: usize = 3;
/// The columns that every table has, with the blanks before or behind them.
const DATE: usize = 11;
/// The columns of `2026-`.
const YEAR: usize = 5;
/// In fewer columns than this, the date has no year.
const WITH_YEAR: usize = 70;
/// In fewer columns than this, whole names come before the overrun.
const WITH_OVER: usize = 64;
const TIME: usize = 6;
const OVER: usize = 7;
/// The columns of words such as `unfinished`, and of the levels of five stages.
const LEVELS: usize = 2 + 10;
/// The columns that come where there is room.
const CONDITION: usize = 2 + 12;
const REVIEWS: usize = 2 + 12;
/// What stands for levels that nobody chose yet.
const NOT_SCORED: &str = "not scored";
/// The widest and the narrowest texts.
const CANDIDATE: (usize, usize) = (10, 24);
const DESIGN: (usize, usize) = (12, 28);

/// The widths of the columns; zero leaves one out.
#[derive(Debug, Clone, Copy)]
pub(super) struct ListColumns {
    role: Role,
    candidate: usize,
    design: usize,
    date: usize,
    over: usize,
    levels: usize,
    condition: usize,
    /// For a coach the candidate's own levels, for a candidate those of the coaches.
    others: usize,
    reviews: usize,
}

/// The widths of the columns that come where there is room.
struct Extra {
    condition: usize,
    others: usize,
    reviews: usize,
}

impl Extra {
    fn of(rows: &[SessionRow], role: Role, levels: usize, mut room: usize) -> Self {
        let mut has = |columns: usize| {
            let fits = columns <= room;
            room -= if fits { columns } else { 0 };
            if fits { columns } else { 0 }
        };
        let (others, condition, reviews) = match role {
            Role::Candidate => {
                // Where no session has a review, the whole condition says more.
                let is_reviewed = |row: &SessionRow| row.others > 0 || !row.coaches.is_empty();
                let has_review = rows.iter().any(is_reviewed);
                let others = if has_review { has(levels) } else { 0 };
                (others, has(CONDITION), 0)
            }
            Role::Coach => {
                let (reviews, condition) = (has(REVIEWS), has(CONDITION));
                (has(levels), condition, reviews)
            }
        };
        // What room is left goes to the longest condition.
        let widths = rows.iter().map(|row| condition_cell(row, role).width());
        let longest = 2 + widths.max().unwrap_or(0);
        let more = longest.saturating_sub(condition).min(room);
        Self {
            condition: if condition > 0 { condition + more } else { 0 },
            others,
            reviews,
        }
    }
}

impl ListColumns {
    /// The columns of a table of these rows in so many columns, with dates whose year must be shown or not.
    pub fn of(rows: &[SessionRow], role: Role, needs_year: bool, width: usize) -> Self {
        let stages = rows.iter().map(|row| row.stages.len()).max().unwrap_or(0);
        let levels = (2 + (stages * 2).saturating_sub(1)).max(LEVELS);
        let fixed = LEAD + TIME + OVER + levels + 1;
        let longest = |text: fn(&SessionRow) -> &str, (least, most): (usize, usize)| {
            let longest = rows.iter().map(|row| text(row).width() + 1).max();
            longest.unwrap_or(0).clamp(least, most)
        };
        let is_one = rows
            .windows(2)
            .all(|two| two[0].candidate == two[1].candidate);
        let candidate = match role {
            Role::Candidate if is_one => 0,
            _ => longest(|row| &row.candidate, CANDIDATE),
        };
        let design = longest(|row| &row.design, DESIGN);
        // A whole name says more than the year.
        let fits_year = width >= WITH_YEAR && width >= fixed + DATE + candidate + design;
        let has_year = needs_year || fits_year;
        let date = if has_year { DATE } else { DATE - YEAR };
        let room = width.saturating_sub(fixed + date);
        // In a narrow window whole names say more than the overrun, which the selected session has below the list.
        let is_cut = width < WITH_OVER && candidate + design > room;
        let over = if is_cut { 0 } else { OVER };
        let mut room = room + OVER - over;
        // Names may differ in their last letter, so a design is cut before a name.
        let candidate = candidate.min(room.saturating_sub(DESIGN.0));
        let design = design.min(room - candidate);
        room -= candidate + design;
        let extra = Extra::of(rows, role, levels, room);
        Self {
            role,
            candidate,
            design,
            date,
            over,
            levels,
            condition: extra.condition,
            others: extra.others,
            reviews: extra.reviews,
        }
    }

    /// The columns without those of the candidate's levels and of reviews, which a gold session does not have.
    pub fn without_others(self) -> Self {
        Self {
            others: 0,
            reviews: 0,
            ..self
        }
    }

    pub fn heads(&self) -> Line<'static> {
        let (over, own, others) = match self.role {
            Role::Coach => ("worst", "my levels", "self"),
            Role::Candidate => ("over", "levels", "coach"),
        };
        let heads = [
            " ".repeat(LEAD),
            column("candidate", self.candidate),
            column("design", self.design),
            format!("{:<1$}{2:>TIME$}", "date", self.date, "time"),
            right(over, self.over),
            cell(own, self.levels),
            cell("condition", self.condition),
            cell(others, self.others),
            cell("reviews", self.reviews),
        ];
        Line::styled(heads.concat(), theme::SECONDARY)
    }

    /// The line of a session, selected or not, marked for a comparison or not.
    pub fn row(&self, row: &SessionRow, is_selected: bool, is_marked: bool) -> Line<'static> {
        let slots = slots(row, is_selected, is_marked);
        let name = if row.is_unread {
            theme::STRONG
        } else {
            theme::entry(is_selected)
        };
        let (time, time_style) = if row.is_in_use {
            ("live".to_owned(), theme::GOOD)
        } else {
            (clock(row.elapsed), theme::PLAIN)
        };
        let over = match self.role {
            Role::Coach => row.worst,
            Role::Candidate => row.over,
        };
        let (over, over_style) = if over.is_zero() {
            ("-".to_owned(), theme::PLAIN)
        } else {
            (format!("+{}", clock(over)), theme::OVER)
        };
        let day = row
            .date
            .get(DATE - self.date..DATE - 1)
            .unwrap_or(&row.date);
        let date = format!("{day:<0$}", self.date);
        let mut spans = vec![
            Span::styled(
                format!("{slots} {}", column(&row.candidate, self.candidate)),
                name,
            ),
            Span::raw(format!("{}{date}", column(&row.design, self.design))),
            Span::styled(format!("{time:>TIME$}"), time_style),
            Span::styled(right(&over, self.over), over_style),
        ];
        let (own, others) = match self.role {
            Role::Coach => (own_levels(row), self_levels(row)),
            Role::Candidate => (own_scores(row), coaches(row)),
        };
        push(own, self.levels, &mut spans);
        push(
            vec![Span::raw(fit(
                &condition_cell(row, self.role),
                self.condition.saturating_sub(2),
            ))],
            self.condition,
            &mut spans,
        );
        push(others, self.others, &mut spans);
        push(vec![Span::raw(reviews(row))], self.reviews, &mut spans);
        Line::from(spans)
    }
}

/// Whether a session is selected, marked or unread, in two columns.
fn slots(row: &SessionRow, is_selected: bool, is_marked: bool) -> String {
    let first = match (is_selected, is_marked) {
        (true, _) => "▸",
        (false, true) => "=",
        (false, false) => " ",
    };
    let second = match (is_selected && is_marked, row.is_unread) {
        (true, _) => "=",
        (false, true) => "•",
        (false, false) => " ",
    };
    format!("{first}{second}")
}

/// A text at the right end of a column; nothing where the column is left out.
fn right(text: &str, columns: usize) -> String {
    match columns {
        0 => String::new(),
        _ => format!("{text:>columns$}"),
    }
}

/// Adds a cell behind two blanks, padded to its column; nothing where the column is left out.
pub(super) fn push(cell: Vec<Span<'static>>, columns: usize, spans: &mut Vec<Span<'static>>) {
    if columns == 0 {
        return;
    }
    spans.push(Span::raw("  "));
    push_padded(spans, cell, columns.saturating_sub(2));
}

/// The coach's own levels, or why there are none.
fn own_levels(row: &SessionRow) -> Vec<Span<'static>> {
    if row.own_levels.iter().any(Option::is_some) {
        return digits(row.own_levels.iter().copied());
    }
    vec![match (row.is_in_use, row.is_finished) {
        (true, _) => Span::styled("running", theme::GOOD),
        (_, false) => Span::styled("unfinished", theme::WARNING),
        _ => Span::styled(NOT_SCORED, theme::SECONDARY),
    }]
}

/// The levels that the reader of the history chose, or why there are none.
fn own_scores(row: &SessionRow) -> Vec<Span<'static>> {
    no_scores(row).unwrap_or_else(|| self_levels(row))
}

/// Why a session has no levels of its candidate; `None` where it has.
pub(super) fn no_scores(row: &SessionRow) -> Option<Vec<Span<'static>>> {
    let (word, style) = match (&row.self_levels, row.is_finished) {
        (_, false) if row.is_in_use => ("running", theme::GOOD),
        (_, false) => ("unfinished", theme::WARNING),
        (SelfLevels::Levels(_), true) => return None,
        (SelfLevels::Hidden, true) => ("hidden", theme::SECONDARY),
        (_, true) if row.is_drill() => ("drill", theme::SECONDARY),
        (_, true) => (NOT_SCORED, theme::SECONDARY),
    };
    Some(vec![Span::styled(word, style)])
}

/// The candidate's own levels, as far as the reader may see them.
pub(super) fn self_levels(row: &SessionRow) -> Vec<Span<'static>> {
    match &row.self_levels {
        SelfLevels::None if row.is_drill() => vec![Span::styled("drill", theme::SECONDARY)],
        SelfLevels::None if row.is_finished => vec![Span::styled(NOT_SCORED, theme::SECONDARY)],
        SelfLevels::None => vec![Span::styled("-", theme::SECONDARY)],
        SelfLevels::Hidden => vec![Span::styled("hidden", theme::SECONDARY)],
        SelfLevels::Levels(levels) => digits(levels.chars().map(level_of)),
    }
}

/// The levels of the first coach, and how many more there are.
pub(super) fn coaches(row: &SessionRow) -> Vec<Span<'static>> {
    let Some((first, more)) = row.coaches.split_first() else {
        let count = if row.others == 0 {
            "-".into()
        } else {
            row.others.to_string()
        };
        return vec![Span::styled(count, theme::SECONDARY)];
    };
    let mut spans = digits(first.1.chars().map(level_of));
    if !more.is_empty() {
        spans.push(Span::raw(format!(" +{}", more.len())));
    }
    spans
}

/// The level of a digit; `None` of anything else.
pub(super) fn level_of(digit: char) -> Option<u8> {
    digit
        .to_digit(10)
        .and_then(|level| u8::try_from(level).ok())
}

/// `3 1 · 2 2`, each in the color of its level.
fn digits(levels: impl Iterator<Item = Option<u8>>) -> Vec<Span<'static>> {
    let spans = levels.enumerate().flat_map(|(index, level)| {
        let blank = if index == 0 { "" } else { " " };
        let digit = match level {
            Some(level) => Span::styled(level.to_string(), theme::level(level)),
            None => Span::styled("·", theme::SECONDARY),
        };
        [Span::raw(blank), digit]
    });
    spans.collect()
}

/// The condition behind what the session is now.
pub(super) fn condition(row: &SessionRow) -> String {
    match (row.is_in_use, row.is_finished) {
        (true, _) => format!("running, {}", row.condition),
        (false, false) => format!("unfinished, {}", row.condition),
        (false, true) => row.condition.clone(),
    }
}

/// The condition in the table: behind what the session is now only where its levels do not say that.
fn condition_cell(row: &SessionRow, role: Role) -> String {
    let has_levels = row.own_levels.iter().any(Option::is_some);
    match role {
        Role::Coach if has_levels => condition(row),
        Role::Coach | Role::Candidate => row.condition.clone(),
    }
}

fn reviews(row: &SessionRow) -> String {
    let mine = match row.own_review {
        ReviewProgress::Published => "published",
        ReviewProgress::None => "",
        ReviewProgress::Begun => "begun",
        ReviewProgress::Done => "yours",
    };
    match (mine, row.others) {
        ("", 0) => "-".to_owned(),
        ("", others) => others.to_string(),
        (mine, 0) => mine.to_owned(),
        (mine, others) => format!("{mine} +{others}"),
    }
}

/// The state of the coach's own review in words.
pub(super) fn own_state(row: &SessionRow) -> &'static str {
    match row.own_review {
        ReviewProgress::Published => "review published",
        ReviewProgress::None => "no review yet",
        ReviewProgress::Begun => "review begun",
        ReviewProgress::Done => "scored, not published",
    }
}

/// Whose levels the reader of the history sees: `reviewed by kim, ada`.
pub(super) fn reviewed_by(row: &SessionRow) -> Option<String> {
    let names: Vec<&str> = row.coaches.iter().map(|(name, _)| name.as_str()).collect();
    (!names.is_empty()).then(|| format!("reviewed by {}", names.join(", ")))
}

/// The head of a column behind two blanks, padded to it.
fn cell(text: &str, columns: usize) -> String {
    match columns {
        0 => String::new(),
        _ => format!("  {:<1$}", text, columns - 2),
    }
}

/// The style of a word for whether a session runs or is finished.
pub(super) fn state(row: &SessionRow) -> (&'static str, Style) {
    match (row.is_in_use, row.is_finished) {
        (true, _) => ("running", theme::GOOD),
        (_, false) => ("unfinished", theme::WARNING),
        (_, true) => ("finished", theme::PLAIN),
    }
}

//! The rubric of one stage: items in groups by level with their marks, and the selected one in view.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::blocks::{Drawn, marker};
use super::{
    REST, below, fit, frame, inset, mark_selected, put_lines, put_styled, row_of, rows as rows_of,
    wrap, wrap_at_most, wrap_names,
};
use crate::domain::content::design::{Level, RubricItem};
use crate::domain::judging::evidence::PlacedEvidence;
use crate::domain::judging::rubric::{needed, shown_of};
use crate::domain::sanitize;
use crate::domain::session::Session;
use crate::domain::session::event::Evidence;
use crate::tui::theme;

/// Columns before the text of an item: the marker, the mark, and a blank behind each.
const LEAD: usize = 4;
/// Columns of the words `why`, `write` and `note`, with the blanks behind them.
const LABEL: usize = 7;
/// The most rows of the item below the notes.
const MOST_BELOW: usize = 2;
/// Blank columns at the right edge.
const EDGE: usize = 2;

/// What was marked at an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    Open,
    Shown {
        /// The line, such as `Data 1`, and whether it was changed.
        place: String,
        is_changed: bool,
    },
    NotShown,
    NotAssessed,
}

impl Mark {
    /// Its symbol in its style.
    pub fn symbol(&self) -> Span<'static> {
        match self {
            Self::Open => Span::raw("·"),
            Self::Shown { .. } => Span::styled("✓", theme::GOOD),
            Self::NotShown => Span::styled("–", theme::WARNING),
            Self::NotAssessed => Span::styled("u", theme::SECONDARY),
        }
    }

    fn text_style(&self) -> Style {
        match self {
            Self::NotShown | Self::NotAssessed => theme::SECONDARY,
            Self::Open | Self::Shown { .. } => theme::PLAIN,
        }
    }

    /// The mark of an item that this line shows.
    pub fn shown_by(evidence: &Evidence, session: &Session) -> Self {
        let placed = PlacedEvidence::of(evidence, session);
        Self::Shown {
            place: placed.place(&session.head.plan),
            is_changed: placed.is_changed,
        }
    }
}

/// The item that is selected, which is shown open.
#[derive(Debug, Clone, Copy)]
pub struct Opened<'a> {
    pub item: usize,
    /// Whether the rubric has the keys.
    pub has_keys: bool,
    /// The lines of the notes that likely show it, in one row or one a row; may be empty.
    pub lines: &'a [String],
}

/// Draws the items, each with its mark and a coach's note, which may be missing. The selected one is shown whole, with why
/// it counts, what to write and the lines that likely show it; the others are shown whole if all fit.
pub fn draw(
    items: &[RubricItem],
    marks: &[Mark],
    notes: &[&str],
    opened: Opened<'_>,
    area: Rect,
    buf: &mut Buffer,
) -> Drawn {
    let selected = opened.item;
    let width = text_columns(area.width);
    let rows = fitting_rows(items, (marks, notes), opened, width, area.height.into());
    let end = rows.iter().rposition(|row| row.item == selected);
    let first = (end.unwrap_or(0) + 1).saturating_sub(area.height.into());
    let mut drawn = Drawn::new(area);
    let items_of_rows: Vec<usize> = rows.iter().map(|row| row.item).collect();
    drawn.set_part(&items_of_rows, first);
    for (y, row) in (0..area.height).zip(rows.into_iter().skip(first)) {
        let is_selected = row.item == selected;
        put_styled(&[row.line], below(area, y), buf);
        if is_selected && row.is_item {
            mark_selected(row_of(area, y), opened.has_keys, buf);
        }
        drawn.add(row.item, is_selected);
    }
    drawn
}

/// The rows of all items: whole with a blank row between the groups, else without, else first the likely lines and then all
/// items but the selected one cut to one line, as many of them as need be.
fn fitting_rows(
    items: &[RubricItem],
    told: (&[Mark], &[&str]),
    opened: Opened<'_>,
    width: usize,
    height: usize,
) -> Vec<Row> {
    let mut form = Form::whole(items, opened, true);
    let of = |form: &Form| rows(items, told, opened, width, form);
    for has_gaps in [true, false] {
        form.has_gaps = has_gaps;
        let rows = of(&form);
        if rows.len() <= height {
            return rows;
        }
    }
    // Of several likely lines, the one that counts is whole.
    for (whole, line) in form.lines.iter_mut().zip(opened.lines) {
        *whole = opened.lines.len() == 1 || line.starts_with(['▸', '✓']);
    }
    if of(&form).len() > height {
        for (item, whole) in form.whole.iter_mut().enumerate() {
            *whole = item == opened.item;
        }
    }
    // Those next to the selected item are shown whole first.
    let mut others: Vec<usize> = (0..items.len()).collect();
    others.sort_by_key(|item| item.abs_diff(opened.item));
    let mut rows = of(&form);
    for item in others {
        let before = std::mem::replace(&mut form.whole[item], true);
        let longer = of(&form);
        if longer.len() <= height {
            rows = longer;
        } else {
            form.whole[item] = before;
        }
    }
    for line in 0..opened.lines.len() {
        let before = std::mem::replace(&mut form.lines[line], true);
        let longer = of(&form);
        if longer.len() <= height {
            rows = longer;
        } else {
            form.lines[line] = before;
        }
    }
    rows
}

/// The rows that all items take whole, without blank rows between the groups, in a pane of so many columns; as for [`draw`].
pub fn whole_rows(items: &[RubricItem], marks: &[Mark], opened: Opened<'_>, columns: u16) -> usize {
    let form = Form::whole(items, opened, false);
    rows(items, (marks, &[]), opened, text_columns(columns), &form).len()
}

/// The columns for the rows in a pane of so many.
fn text_columns(columns: u16) -> usize {
    usize::from(columns).saturating_sub(EDGE).max(LEAD + 8)
}

/// Draws the item that would be marked below notes that have the whole width, so that no mark is set unseen; returns the
/// area that is left for the notes.
pub fn draw_below_notes(item: Option<(&RubricItem, Mark)>, body: Rect, buf: &mut Buffer) -> Rect {
    let lines = item.map_or_else(Vec::new, |(item, mark)| {
        let (mark, level) = (mark.symbol().content, item.level.word());
        let line = format!("{mark} {level}: {}", sanitize::line(&item.look_for));
        wrap_at_most(&line, inset(body).width.into(), MOST_BELOW)
    });
    let [notes, lower] = rows_of(body, [REST, 1 + lines.len().max(1) as u16]);
    frame::draw_rule(lower, buf);
    put_lines(lines, theme::STRONG, inset(below(lower, 1)), buf);
    notes
}

/// How much room the items take.
#[derive(Debug)]
struct Form {
    /// Whether a blank row is between the groups.
    has_gaps: bool,
    /// Which items are shown whole, and which of the likely lines; the others take one line.
    whole: Vec<bool>,
    lines: Vec<bool>,
}

impl Form {
    /// Everything whole, with or without the blank rows.
    fn whole(items: &[RubricItem], opened: Opened<'_>, has_gaps: bool) -> Self {
        Self {
            has_gaps,
            whole: vec![true; items.len()],
            lines: vec![true; opened.lines.len()],
        }
    }
}

/// A row of the screen.
#[derive(Debug)]
struct Row {
    item: usize,
    /// Whether it has words of the item, not of a heading or a detail.
    is_item: bool,
    line: Line<'static>,
}

impl Row {
    fn other(item: usize, line: Line<'static>) -> Self {
        Self {
            item,
            is_item: false,
            line,
        }
    }
}

fn rows(
    items: &[RubricItem],
    (marks, notes): (&[Mark], &[&str]),
    opened: Opened<'_>,
    width: usize,
    form: &Form,
) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut group = None;
    for (index, (item, mark)) in items.iter().zip(marks).enumerate() {
        if group != Some(item.level) {
            group = Some(item.level);
            if form.has_gaps && !rows.is_empty() {
                rows.push(Row::other(index, Line::default()));
            }
            rows.push(Row::other(index, heading(item.level, items, marks, width)));
        }
        let is_selected = index == opened.item;
        let is_whole = form.whole[index];
        let texts = item_lines(item, mark, is_selected, width, is_whole);
        rows.extend(texts.into_iter().map(|line| Row {
            item: index,
            is_item: true,
            line,
        }));
        let note = notes.get(index).filter(|note| !note.is_empty());
        let note = note.map(|note| note.split_whitespace().collect::<Vec<_>>().join(" "));
        let more = [
            ("note", note.as_deref().unwrap_or_default(), true),
            ("why", &item.why, is_selected),
            ("write", &item.how, is_selected),
        ];
        for (label, text, _) in more
            .into_iter()
            .filter(|(_, text, shows)| *shows && !text.is_empty())
        {
            let lines = detail(label, detail_rows(text, width, is_whole, wrap));
            rows.extend(lines.into_iter().map(|line| Row::other(index, line)));
        }
        let shown = opened.lines.iter().filter(|_| is_selected);
        for (row, text) in shown.enumerate() {
            let label = if row == 0 { "line" } else { "" };
            let text = detail_rows(text, width, form.lines[row], wrap_names);
            let lines = detail(label, text);
            rows.extend(lines.into_iter().map(|line| Row::other(index, line)));
        }
    }
    rows
}

/// The level, how many of its items are shown, and how many are needed.
fn heading(level: Level, items: &[RubricItem], marks: &[Mark], width: usize) -> Line<'static> {
    let marks = marks.iter().map(|mark| matches!(mark, Mark::Shown { .. }));
    let (shown, all) = shown_of(level, items.iter().map(|item| item.level).zip(marks));
    let mut word = level.word().to_owned();
    word[..1].make_ascii_uppercase();
    let fact = format!("{shown} of {all} shown, {} needed", needed(all));
    let blanks = width.saturating_sub(2 + word.width() + fact.width());
    Line::from(vec![
        Span::styled(format!("  {word}"), theme::STRONG),
        Span::raw(" ".repeat(blanks)),
        Span::styled(fact, theme::SECONDARY),
    ])
}

/// The item behind its mark; the line that shows it stands at the right end of its last row.
fn item_lines(
    item: &RubricItem,
    mark: &Mark,
    is_selected: bool,
    width: usize,
    is_whole: bool,
) -> Vec<Line<'static>> {
    let text = sanitize::line(&item.look_for);
    let room = width.saturating_sub(LEAD);
    let lines = if is_whole {
        wrap(&text, room)
    } else {
        vec![fit(&text, room)]
    };
    let style = if is_selected {
        theme::STRONG
    } else {
        mark.text_style()
    };
    let mut drawn: Vec<Line<'static>> = Vec::new();
    for (row, line) in lines.into_iter().enumerate() {
        let lead = if row == 0 {
            vec![
                Span::raw(format!("{} ", marker(is_selected))),
                mark.symbol(),
                Span::raw(" "),
            ]
        } else {
            vec![Span::raw(" ".repeat(LEAD))]
        };
        let mut spans = lead;
        spans.push(Span::styled(line, style));
        drawn.push(Line::from(spans));
    }
    if let (Some(last), Mark::Shown { place, is_changed }) = (drawn.last_mut(), mark) {
        put_place(last, place, *is_changed, width);
    }
    drawn
}

/// Puts the line that shows an item at the right end of the item's last row, where it has room; where that line was
/// changed, the item is cut for it.
fn put_place(row: &mut Line<'static>, place: &str, is_changed: bool, width: usize) {
    let room = width.saturating_sub(place.width() + 2);
    if row.width() > room {
        if !is_changed {
            return;
        }
        let lead: usize = row.spans.iter().rev().skip(1).map(Span::width).sum();
        if let Some(text) = row.spans.last_mut() {
            text.content = fit(&text.content, room.saturating_sub(lead)).into();
        }
    }
    let blanks = width.saturating_sub(row.width() + place.width());
    let style = if is_changed {
        theme::WARNING
    } else {
        theme::SECONDARY
    };
    row.push_span(Span::raw(" ".repeat(blanks)));
    row.push_span(Span::styled(place.to_owned(), style));
}

/// A text below an item in its rows: wrapped in this way, or cut to one.
fn detail_rows(
    text: &str,
    width: usize,
    is_whole: bool,
    wrap: fn(&str, usize) -> Vec<String>,
) -> Vec<String> {
    let text = sanitize::line(text);
    let room = width.saturating_sub(LEAD + LABEL);
    if is_whole {
        wrap(&text, room)
    } else {
        vec![fit(&text, room)]
    }
}

/// The rows of a text behind its label, below an item.
fn detail(label: &str, rows: Vec<String>) -> Vec<Line<'static>> {
    let lines = rows.into_iter().enumerate().map(|(row, line)| {
        let label = if row == 0 { label } else { "" };
        Line::from(vec![
            Span::styled(format!("{:LEAD$}{label:<LABEL$}", ""), theme::SECONDARY),
            Span::raw(line),
        ])
    });
    lines.collect()
}

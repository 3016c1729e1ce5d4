//! Draws the box: the filter, one row a command or more where its state has no room beside it, and what there is to know.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};
use unicode_width::UnicodeWidthStr;

use super::{BoxCommand, CommandBox, CommandBoxKind};
use crate::tui::keys::remap::KeyMap;
use crate::tui::keys::{Action, Context, FooterKey};
use crate::tui::theme;
use crate::tui::widgets::blocks::{Drawn, marker};
use crate::tui::widgets::boxes::{draw_border_fact, draw_border_keys, draw_dialog};
use crate::tui::widgets::clicks::Clicks;
use crate::tui::widgets::{below, fit, from_column, mark_selected, put, put_right, row_of, wrap};

/// The columns for a marker and a blank.
const LEAD: u16 = 2;
/// The columns between two parts of a row.
const GAP: usize = 2;
/// The most columns of the first key, and of the others.
const MOST_KEY: usize = 9;
const MOST_OTHERS: usize = 9;
/// The borders, the filter and the blank row below it.
const OTHER_ROWS: u16 = 4;

/// The least columns at each side of the box in which what is behind it can be told.
const MARGIN: u16 = 8;
/// The widths of the first key and of the other keys, in columns.
type KeyColumns = (usize, usize);

impl CommandBox {
    /// Draws the box over the middle of the screen. The keys of the screen below it do not work: a message that arrives
    /// takes their place, and why a command was not run that of the box's own keys until the next key.
    pub fn draw(
        &mut self,
        message: Option<&str>,
        (own, clicks): (&KeyMap, &Clicks),
        frame: &mut Frame<'_>,
    ) {
        let area = frame.area();
        let buf = frame.buffer_mut();
        let (widest, noun) = match self.kind {
            CommandBoxKind::Help => (100, " keys"),
            CommandBoxKind::Palette => (76, ""),
            CommandBoxKind::Messages => (100, ""),
        };
        let width = widest.min(area.width.saturating_sub(4));
        let columns = self.key_columns();
        let everything = self.rows_of_all(columns, usize::from(width.saturating_sub(3)));
        let height = (area.height * 2 / 3).min(everything + OTHER_ROWS);
        let title = Line::styled(
            fit(&self.title, usize::from(width) / 2),
            theme::ACCENT_STRONG,
        );
        let room = usize::from(width.saturating_sub(6));
        let refusal = self.refusal.as_deref();
        let border = refusal.map_or(Line::default(), |said| {
            Line::styled(fit(said, room), theme::WARNING)
        });
        // The first row of the screen stays, since it has the time.
        let rest = below(area, 1);
        let height = height.min(rest.height);
        clear_ends((width, height), rest, buf);
        let inner = draw_dialog(title, border, (width, height), rest, buf);
        draw_last_row(message.unwrap_or_default(), area, buf);
        let count = format!("{} of {}{noun}", self.shown.len(), self.commands.len());
        draw_border_fact(&count, theme::SECONDARY, inner, buf);
        if refusal.is_none() {
            draw_border_keys(&self.border_keys(own), inner, clicks, buf);
        }
        let caret = self.draw_filter(inner, buf);
        let mut list = below(inner, 2);
        if self.kind == CommandBoxKind::Help {
            draw_head(columns, list, buf);
            list = below(list, 1);
        }
        self.draw_list(columns, list, buf);
        frame.set_cursor_position(caret);
    }

    /// The keys in the lower border.
    fn border_keys(&self, own: &KeyMap) -> Vec<FooterKey> {
        let works = |action: &Action| match action {
            Action::Help => false,
            Action::Clear => !self.filter.text().is_empty(),
            Action::Accept => !self.shown.is_empty(),
            Action::Down => self.shown.len() > 1,
            _ => true,
        };
        let mut keys = own.footer(Context::CommandBox, works);
        if self.kind == CommandBoxKind::Messages {
            for key in keys.iter_mut().filter(|key| key.action == Action::Accept) {
                key.word = "copy".into();
            }
        }
        keys
    }

    /// Draws the filter in the first row; returns where the caret is.
    fn draw_filter(&mut self, inner: Rect, buf: &mut Buffer) -> Position {
        let text = from_column(inner, LEAD);
        let prompt = match self.kind {
            CommandBoxKind::Help | CommandBoxKind::Messages => "filter",
            CommandBoxKind::Palette => ">",
        };
        put(prompt, theme::SECONDARY, 0, text, buf);
        let field = Rect {
            height: inner.height.min(1),
            width: text.width.saturating_sub(1),
            ..from_column(text, prompt.len() as u16 + 1)
        };
        self.filter.draw(field, theme::PLAIN, buf)
    }

    /// Draws the commands that match, with the selected one in view, and the notes below them.
    fn draw_list(&mut self, columns: KeyColumns, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        let mut lines = self.lines(columns, usize::from(area.width.saturating_sub(1)));
        let commands = lines.len();
        lines.extend(self.notes(area.width).into_iter().map(|line| (None, line)));
        let height = usize::from(area.height);
        let selected = self.list.selected();
        let is_selected =
            |(item, _): &(Option<usize>, Line<'_>)| item.is_some() && *item == selected;
        let top = lines.iter().position(is_selected).unwrap_or(0);
        let last = lines.iter().rposition(is_selected).unwrap_or(0);
        // The heading above the selected command stays in view, and below the last command the notes.
        let heading = top.checked_sub(1).filter(|row| lines[*row].0.is_none());
        let end = if last + 1 == commands {
            lines.len()
        } else {
            last + 1
        };
        self.first = self.first.max(end.saturating_sub(height));
        self.first = self.first.min(heading.unwrap_or(top));
        let mut drawn = Drawn::new(area);
        let (mut page, mut before) = (0, None);
        for (y, (item, line)) in (area.top()..area.bottom()).zip(lines.iter().skip(self.first)) {
            buf.set_line(area.x, y, line, area.width);
            if item.is_some() && *item == selected {
                let height = 1;
                mark_selected(Rect { y, height, ..area }, true, buf);
            }
            page += usize::from(item.is_some() && *item != before);
            before = *item;
            // A row without a command takes no clicks.
            drawn.add(
                item.unwrap_or(usize::MAX),
                item.is_some() && *item == selected,
            );
        }
        self.list.set_page(page);
        self.drawn = drawn;
    }

    /// The lines of the commands that match and the headings above them, with the index of each command.
    fn lines(&self, columns: KeyColumns, width: usize) -> Vec<(Option<usize>, Line<'static>)> {
        let mut lines = Vec::new();
        let mut group = "";
        let has_headings = self.kind == CommandBoxKind::Help && self.filter.is_blank();
        for (item, (index, letters)) in self.shown.iter().enumerate() {
            let command = &self.commands[*index];
            if has_headings && command.group != group {
                group = command.group;
                lines.push((None, Line::styled(format!("  {group}"), theme::STRONG)));
            }
            let own = self.command_lines(command, letters, columns, width);
            for (row, mut line) in own.into_iter().enumerate() {
                let is_marked = row == 0 && Some(item) == self.list.selected();
                let lead = format!("{} ", marker(is_marked));
                line.spans.insert(0, Span::styled(lead, theme::ACCENT));
                lines.push((Some(item), line));
            }
        }
        if lines.is_empty() {
            let none = "  No command matches. Ctrl-U clears the filter.";
            lines.push((None, Line::raw(none)));
        }
        lines
    }

    /// The lines of one command without the marker.
    fn command_lines(
        &self,
        command: &BoxCommand,
        letters: &[usize],
        columns: KeyColumns,
        width: usize,
    ) -> Vec<Line<'static>> {
        let width = width.saturating_sub(usize::from(LEAD));
        let keys = match self.kind {
            CommandBoxKind::Help => key_cells(command, columns),
            CommandBoxKind::Palette | CommandBoxKind::Messages => Vec::new(),
        };
        let indent: usize = keys.iter().map(Span::width).sum();
        let room = width.saturating_sub(indent).max(8);
        let (right, style) = match (&command.now, self.kind) {
            (Err(why), _) => (why.clone(), theme::WARNING),
            (Ok(state), CommandBoxKind::Help) => (state.clone(), theme::PLAIN),
            (Ok(_), CommandBoxKind::Palette | CommandBoxKind::Messages) => (
                command.keys.first().cloned().unwrap_or_default(),
                theme::ACCENT_STRONG,
            ),
        };
        let base = match command.now {
            Ok(_) => theme::PLAIN,
            Err(_) => theme::SECONDARY,
        };
        let mut lines = lettered(&command.label, letters, base, room);
        let used = command.label.width();
        if lines.len() == 1 && used + GAP + right.width() <= room {
            let blanks = room - used - right.width();
            lines[0].push_span(" ".repeat(blanks));
            lines[0].push_span(Span::styled(right, style));
        } else {
            let more = wrap(&right, room.saturating_sub(GAP));
            let more = more.into_iter().filter(|line| !line.is_empty());
            lines.extend(
                more.map(|line| Line::from_iter([Span::raw("  "), Span::styled(line, style)])),
            );
        }
        for (row, line) in lines.iter_mut().enumerate() {
            let before = if row == 0 {
                keys.clone()
            } else {
                vec![Span::raw(" ".repeat(indent))]
            };
            line.spans.splice(0..0, before);
        }
        lines
    }

    /// What there is to know below the commands.
    fn notes(&self, width: u16) -> Vec<Line<'static>> {
        let notes: &[&str] = match self.kind {
            CommandBoxKind::Help => &[
                "In the notes every letter is text. A letter is a command only right after Esc, or with Alt.",
                "Mouse: a click on a key in the footer runs it. Shift-drag selects text in the terminal.",
            ],
            CommandBoxKind::Palette => {
                &["A dim command is not possible now; the reason is at the right."]
            }
            CommandBoxKind::Messages => &["The newest message is the first."],
        };
        let room = usize::from(width.saturating_sub(LEAD + 1));
        let notes = self.notes.iter().chain(notes);
        let lines = notes.flat_map(|note| wrap(note, room));
        let lines = lines.map(|line| Line::styled(format!("  {line}"), theme::SECONDARY));
        [Line::default()].into_iter().chain(lines).collect()
    }

    /// The columns that the keys need.
    fn key_columns(&self) -> KeyColumns {
        let first = |command: &BoxCommand| command.keys.first().map_or(0, |name| name.width());
        let others = |command: &BoxCommand| others(command).width();
        let widest = |width: &dyn Fn(&BoxCommand) -> usize, most: usize| {
            let widest = self.commands.iter().map(width).max();
            widest.unwrap_or(0).min(most)
        };
        (widest(&first, MOST_KEY), widest(&others, MOST_OTHERS))
    }

    /// The rows of all commands with their headings and the notes, whatever the filter is.
    fn rows_of_all(&self, columns: KeyColumns, width: usize) -> u16 {
        let commands = self.commands.iter();
        let rows: usize = commands
            .map(|command| self.command_lines(command, &[], columns, width).len())
            .sum();
        let mut groups: Vec<&str> = self.commands.iter().map(|command| command.group).collect();
        groups.dedup();
        let heads = if self.kind == CommandBoxKind::Help {
            groups.len() + 1
        } else {
            0
        };
        let notes = self.notes(width as u16).len();
        u16::try_from(rows + heads + notes).unwrap_or(u16::MAX - OTHER_ROWS)
    }
}

/// The names of the keys behind the first, as many as have room. `docs/keys.md` has all.
fn others(command: &BoxCommand) -> String {
    let mut others = String::new();
    for name in command.keys.iter().skip(1) {
        let blank = usize::from(!others.is_empty());
        if others.width() + blank + name.width() <= MOST_OTHERS {
            others = format!("{others}{}{name}", &" "[..blank]);
        }
    }
    others
}

/// The first key and the others, each in its columns; a long name takes both where there are no others.
fn key_cells(command: &BoxCommand, (first, rest): KeyColumns) -> Vec<Span<'static>> {
    let name = command.keys.first().cloned().unwrap_or_default();
    let others = others(command);
    let cell = |text: &str, width: usize| {
        let text = fit(text, width);
        let blanks = " ".repeat(width.saturating_sub(text.width()) + GAP);
        text + &blanks
    };
    if others.is_empty() {
        let both = cell(&name, first + GAP + rest);
        return vec![Span::styled(both, theme::ACCENT_STRONG)];
    }
    vec![
        Span::styled(cell(&name, first), theme::ACCENT_STRONG),
        Span::styled(cell(&others, rest), theme::ACCENT),
    ]
}

/// A label wrapped to a width, with these of its letters in the accent.
fn lettered(label: &str, letters: &[usize], base: Style, width: usize) -> Vec<Line<'static>> {
    let all: Vec<char> = label.chars().collect();
    let mut at = 0;
    let lines = wrap(label, width).into_iter().map(|text| {
        // The blanks at which a line ends are not in it.
        while all.get(at).is_some_and(|letter| letter.is_whitespace()) && !text.starts_with(' ') {
            at += 1;
        }
        let spans = text.chars().map(|letter| {
            let style = if letters.contains(&at) {
                base.patch(theme::ACCENT_STRONG)
            } else {
                base
            };
            at += 1;
            Span::styled(letter.to_string(), style)
        });
        spans.collect::<Line<'_>>()
    });
    lines.collect()
}

/// Draws the heads of the columns.
fn draw_head((first, rest): KeyColumns, area: Rect, buf: &mut Buffer) {
    let text = Rect {
        width: area.width.saturating_sub(LEAD + 1),
        ..from_column(area, LEAD)
    };
    put("key", theme::SECONDARY, 0, text, buf);
    let others = from_column(text, (first + GAP) as u16);
    if rest > 1 {
        put("or", theme::SECONDARY, 0, others, buf);
    }
    let action = from_column(others, (rest + GAP) as u16);
    put("action", theme::SECONDARY, 0, action, buf);
    put_right("now", theme::SECONDARY, action, buf);
}

/// Empties the last row of the screen, which has its keys, for a message.
fn draw_last_row(message: &str, area: Rect, buf: &mut Buffer) {
    let last = row_of(area, area.height.saturating_sub(1));
    Clear.render(last.intersection(buf.area), buf);
    let text = from_column(last, LEAD);
    let columns = usize::from(text.width.saturating_sub(LEAD));
    put(&fit(message, columns), theme::WARNING, 0, text, buf);
}

/// Empties the rows of a box in the middle of an area where so little of what is behind it would be left at its ends that
/// it would be debris.
fn clear_ends((width, height): (u16, u16), area: Rect, buf: &mut Buffer) {
    if area.width.saturating_sub(width) < 2 * MARGIN {
        let rows = Rect {
            y: area.y + (area.height - height) / 2,
            height,
            ..area
        };
        Clear.render(rows, buf);
    }
}

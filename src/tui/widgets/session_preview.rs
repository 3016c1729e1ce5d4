//! What is read of a session beside a list: the first lines of its notes, and what the coach wrote about it.

use ratatui::text::{Line, Span};

use super::hanging::hang;
use super::{wrap, wrap_at_most};
use crate::domain::overview::SessionPreview;
use crate::tui::theme;

/// The columns of the names before goal and comments.
const FACT: usize = 10;
/// The most rows of a line of the notes where not all have room.
pub const MOST_ROWS: usize = 2;

/// The first lines of the notes below a heading, each in at most so many rows, or why there are none.
pub fn first_lines(preview: &SessionPreview, width: usize, most: usize) -> Vec<Line<'static>> {
    if let Some(why) = &preview.problem {
        let lines = wrap(&format!("cannot be read: {why}"), width).into_iter();
        return lines
            .map(|line| Line::styled(line, theme::WARNING))
            .collect();
    }
    if preview.lines.is_empty() {
        return vec![Line::styled("The notes are empty.", theme::SECONDARY)];
    }
    let mut lines = vec![Line::styled("First lines", theme::STRONG)];
    for (minute, text) in &preview.lines {
        let rows = wrap_at_most(text, width.saturating_sub(4), most);
        for (row, line) in rows.into_iter().enumerate() {
            let minute = if row == 0 {
                minute.to_string()
            } else {
                String::new()
            };
            lines.push(Line::from(vec![
                Span::styled(format!("{minute:>2}  "), theme::SECONDARY),
                Span::raw(line),
            ]));
        }
    }
    lines
}

/// The comments, the goal, and whether the review is published, with its message if it has one.
pub fn review(preview: &SessionPreview, width: usize) -> Vec<Line<'static>> {
    let published = if preview.has_message {
        "Message"
    } else {
        "Review"
    };
    let facts = [
        ("Comments", &preview.comments),
        ("Goal", &preview.goal),
        (published, &preview.publication),
    ];
    let facts = facts.into_iter().filter(|(_, text)| !text.is_empty());
    let mut lines = Vec::new();
    for (name, text) in facts {
        let name = vec![Span::styled(format!("{name:<FACT$}"), theme::STRONG)];
        hang(&mut lines, name, text, theme::PLAIN, width);
    }
    lines
}

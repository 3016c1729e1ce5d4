//! What is read of a session beside a list: the first lines of its notes, and what the coach wrote about it.

use ratatui::text::{Line, Span};

use super::hanging::hang;
use super::{wrap, wrap_at_most};
use crate::domain::overview::SessionPreview;
use crate::tui::theme;

/// The columns of the names before goal and comments.
const FACT: usize = 10;

/// The first lines of the notes below a heading in at most so many rows, or why there are none: each is whole as far as there
/// are more rows than lines, in their order.
pub fn first_lines(preview: &SessionPreview, width: usize, height: usize) -> Vec<Line<'static>> {
    if let Some(why) = &preview.problem {
        let lines = wrap(&format!("cannot be read: {why}"), width).into_iter();
        return lines
            .take(height)
            .map(|line| Line::styled(line, theme::WARNING))
            .collect();
    }
    let heading = if preview.lines.is_empty() {
        Line::styled("The notes are empty.", theme::SECONDARY)
    } else {
        Line::styled("First lines", theme::STRONG)
    };
    let mut lines = vec![heading];
    let mut free = height.saturating_sub(1 + preview.lines.len());
    for (minute, text) in preview.lines.iter().take(height.saturating_sub(1)) {
        let rows = wrap_at_most(text, width.saturating_sub(4), free.saturating_add(1));
        free = free.saturating_sub(rows.len().saturating_sub(1));
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
    lines.truncate(height);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_only_where_no_row_is_left_for_it() {
        let preview = SessionPreview {
            lines: vec![
                (0, "one two three four five six".to_owned()),
                (3, "seven eight nine".to_owned()),
            ],
            ..SessionPreview::default()
        };
        let shown = |height| -> Vec<String> {
            let lines = first_lines(&preview, 14, height);
            lines.iter().map(Line::to_string).collect()
        };
        assert_eq!(
            shown(3),
            ["First lines", " 0  one two t…", " 3  seven eig…"]
        );
        let whole = [
            "First lines",
            " 0  one two",
            "    three four",
            "    five six",
            " 3  seven",
            "    eight nine",
        ];
        assert_eq!(shown(5), [&whole[..4], &[" 3  seven eig…"]].concat());
        assert_eq!(shown(9), whole);
        assert_eq!(shown(2), [whole[0], " 0  one two t…"]);
    }
}

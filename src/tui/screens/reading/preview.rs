//! What is behind the selected entry of a list, beside it: the beginning of its page, or the entries of its list.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Topic, TopicBody};
use crate::tui::theme;
use crate::tui::widgets::hanging::hang;
use crate::tui::widgets::{markdown, put_styled};

/// The most columns of a line; longer lines are hard to read.
const WIDEST: u16 = 100;
/// What is said where an entry goes on.
const MORE: &str = "Enter opens all of it.";

/// Draws what is behind an entry.
pub(super) fn draw(topic: &Topic, area: Rect, buf: &mut Buffer) {
    let width = usize::from(area.width.min(WIDEST));
    let mut lines = lines(topic, width);
    let height = usize::from(area.height);
    if lines.len() > height {
        lines.truncate(height.saturating_sub(2));
        lines.extend([Line::default(), Line::styled(MORE, theme::SECONDARY)]);
    }
    put_styled(&lines, area, buf);
}

fn lines(topic: &Topic, width: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    hang(&mut lines, Vec::new(), &topic.about, theme::STRONG, width);
    if topic.sealed {
        // Nothing that would spoil the interview.
        return lines;
    }
    match &topic.body {
        TopicBody::Page(parts) => {
            // A definition is the first sentence of its page too.
            if parts
                .first()
                .is_some_and(|part| part.starts_with(&markdown::plain(&topic.about)))
            {
                lines.clear();
            }
            for part in parts {
                lines.extend((!lines.is_empty()).then(Line::default));
                lines.extend(markdown::lines(part, width));
            }
        }
        TopicBody::List(topics) => {
            lines.push(Line::default());
            for topic in topics {
                hang(
                    &mut lines,
                    vec![Span::raw("· ")],
                    &topic.title,
                    theme::PLAIN,
                    width,
                );
            }
        }
    }
    lines
}

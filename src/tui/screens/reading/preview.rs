//! What is behind the selected entry of a list, beside it or below it: the beginning of its page, or the entries of its list.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::{ReadingTopic, TopicBody};
use crate::domain::overview::Seal;
use crate::tui::theme;
use crate::tui::widgets::hanging::{cut_line, hang, section};
use crate::tui::widgets::{fit, markdown, put_styled};

/// The most columns of a line; longer lines are hard to read.
const WIDEST: u16 = 100;
/// What is said where an entry goes on.
const MORE: &str = "Enter opens all of it.";

/// What is said of answers that are sealed.
fn sealed(seal: Seal) -> &'static str {
    match seal {
        Seal::NotPracticed => {
            "Its answers would give the interview away. They open after your first attempt is scored, or with Enter twice."
        }
        Seal::NotScored => {
            "Your interview on it is not scored, and its answers would help to score it. They open after its debrief, or with Enter twice."
        }
    }
}

/// How many rows the whole of it takes in so many columns.
pub(super) fn rows(topic: &ReadingTopic, columns: u16) -> u16 {
    let rows = lines(topic, columns.min(WIDEST).into()).len();
    u16::try_from(rows).unwrap_or(u16::MAX)
}

/// Draws what is behind an entry.
pub(super) fn draw(topic: &ReadingTopic, area: Rect, buf: &mut Buffer) {
    let width = usize::from(area.width.min(WIDEST));
    let mut lines = lines(topic, width);
    let height = usize::from(area.height);
    if topic.seal.is_some() && lines.len() > height {
        // Enter does not open the rest of the brief.
        let brief = lines.split_off(height.saturating_sub(1));
        let rest: Vec<String> = brief.iter().map(Line::to_string).collect();
        let rest = fit(&rest.join(" "), width);
        lines.push(Line::styled(rest, theme::SECONDARY));
    } else if lines.len() > height {
        cut(&mut lines, height.saturating_sub(2), width);
        lines.extend([Line::default(), Line::styled(MORE, theme::SECONDARY)]);
    }
    let first = first_page(topic, width);
    if lines.len() + first.len() <= height {
        lines.extend(first);
    }
    put_styled(&lines, area, buf);
}

/// Cuts lines to so many, the last with an ellipsis where its text goes on.
fn cut(lines: &mut Vec<Line<'static>>, most: usize, width: usize) {
    let goes_on = lines.get(most).is_some_and(|line| line.width() > 0);
    lines.truncate(most);
    if goes_on && let Some(last) = lines.last_mut().filter(|line| line.width() > 0) {
        *last = cut_line(last, width);
    }
    while lines.last().is_some_and(|line| line.width() == 0) {
        lines.pop();
    }
}

/// The first page of a list under its title, below two blank rows, for a pane with much room.
fn first_page(topic: &ReadingTopic, width: usize) -> Vec<Line<'static>> {
    let TopicBody::List(topics) = &topic.body else {
        return Vec::new();
    };
    let first = topics.first().filter(|_| topic.seal.is_none());
    let Some((first, TopicBody::Page(_))) = first.map(|first| (first, &first.body)) else {
        return Vec::new();
    };
    let title = Line::styled(first.title.clone(), theme::STRONG);
    let mut page = vec![Line::default(), Line::default(), title];
    page.extend(lines(first, width));
    page
}

fn lines(topic: &ReadingTopic, width: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    if let Some(seal) = topic.seal {
        // Nothing that would spoil the interview.
        hang(&mut lines, Vec::new(), sealed(seal), theme::PLAIN, width);
        lines.push(Line::default());
        hang(
            &mut lines,
            Vec::new(),
            &topic.brief,
            theme::SECONDARY,
            width,
        );
        return lines;
    }
    hang(&mut lines, Vec::new(), &topic.about, theme::STRONG, width);
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
            lines.extend(contents(topics, width));
        }
    }
    lines
}

/// The entries of a list: those with a heading by their names below it, the others with what each is about.
fn contents(topics: &[ReadingTopic], width: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let titles = topics.iter().filter(|topic| topic.group.is_empty());
    let column = titles.map(|topic| topic.title.width()).max().unwrap_or(0);
    for group in topics.chunk_by(|a, b| a.group == b.group) {
        if !group[0].group.is_empty() {
            section(&mut lines, &group[0].group, &group.len().to_string());
            let names: Vec<&str> = group.iter().map(|topic| topic.title.as_str()).collect();
            hang(
                &mut lines,
                Vec::new(),
                &names.join(", "),
                theme::PLAIN,
                width,
            );
            continue;
        }
        for topic in group {
            let title = format!("{:<1$}", topic.title, column + 2);
            let (lead, style) = (Span::raw(title), theme::SECONDARY);
            if column + 12 < width {
                hang(&mut lines, vec![lead], &topic.about, style, width);
            } else {
                hang(&mut lines, Vec::new(), &topic.title, theme::PLAIN, width);
            }
        }
    }
    lines
}

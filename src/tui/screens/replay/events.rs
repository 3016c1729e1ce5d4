//! The list of what happened besides edits, beside the notes of a replay: all of it, with the present event marked.

use std::ops::Range;
use std::time::Duration;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::describe;
use crate::domain::session::event::Entry;
use crate::domain::session::plan::Plan;
use crate::domain::session::timeline::clock;
use crate::tui::theme;
use crate::tui::widgets::blocks::marker;
use crate::tui::widgets::wrap;

/// The columns of the marker, and of the time before an event.
const LEAD: usize = 2;
const TIME: usize = 7;
/// What happened to the interviewer's side and the stages, whose words stand out.
const WORDS: [&str; 7] = [
    "started",
    "entered",
    "asked",
    "follow-up",
    "hint",
    "covered",
    "comment",
];

/// The text of an event, whose first word stands out where it says what happened.
fn in_words(text: String, style: Style, stands_out: bool) -> Vec<Span<'static>> {
    let word = text.split(' ').next().filter(|_| stands_out);
    let Some(word) = word.filter(|word| WORDS.contains(word)) else {
        return vec![Span::styled(text, style)];
    };
    let rest = text[word.len()..].to_owned();
    vec![
        Span::styled(word.to_owned(), theme::ACCENT),
        Span::styled(rest, style),
    ]
}

/// The events of an interview with the comments on it, in the order of their times.
#[derive(Debug, Default)]
pub(super) struct Events {
    all: Vec<(Duration, String)>,
}

impl Events {
    /// The events of these entries, and comments with their times.
    pub fn of(
        entries: &[Entry],
        plan: &Plan,
        comments: impl Iterator<Item = (Duration, String)>,
    ) -> Self {
        let events = entries.iter();
        let events = events.filter_map(|it| Some((it.at, describe::event(&it.event, plan)?)));
        let mut all: Vec<(Duration, String)> = events.collect();
        all.extend(
            comments.map(|(at, label)| (at, format!("comment {}", describe::shown(&label)))),
        );
        all.sort_by_key(|(at, _)| *at);
        Self { all }
    }

    /// How many events there are up to a time, and in all.
    pub fn position(&self, at: Duration) -> String {
        format!("{} of {}", self.happened(at), self.all.len())
    }

    fn happened(&self, at: Duration) -> usize {
        self.all.partition_point(|(time, _)| *time <= at)
    }

    /// The lines in a pane of this size from its marker on, with the last event up to this time in view, and which of them
    /// are that event.
    pub fn lines(
        &self,
        at: Duration,
        width: usize,
        height: usize,
    ) -> (Vec<Line<'static>>, Range<usize>) {
        let current = self.happened(at).checked_sub(1);
        let mut lines = Vec::new();
        let (mut start, mut end) = (0, 0);
        // Every event has a row or more, so that no others can be in view.
        let near = current.map_or(0, |current| current.saturating_sub(height));
        let until = current.map_or(0, |current| current + 1) + height;
        let shown = self.all.iter().enumerate().take(until).skip(near);
        for (index, (time, text)) in shown {
            let is_current = Some(index) == current;
            let style = match current {
                _ if is_current => theme::PLAIN,
                Some(current) if index < current => theme::PLAIN,
                _ => theme::SECONDARY,
            };
            if is_current {
                start = lines.len();
            }
            let rows = wrap(text, width.saturating_sub(LEAD + TIME));
            for (row, text) in rows.into_iter().enumerate() {
                let is_first = row == 0;
                let time = if is_first {
                    clock(*time)
                } else {
                    String::new()
                };
                let lead = format!("{} {time:>5}  ", marker(is_current && is_first));
                let mut line = vec![Span::styled(lead, theme::SECONDARY)];
                let has_happened = style == theme::PLAIN && !is_current && is_first;
                line.extend(in_words(text, style, has_happened));
                lines.push(Line::from(line));
            }
            if is_current {
                end = lines.len();
            }
        }
        // The row with the marker is in view, though the event may have more rows than the pane.
        let first = (end + height / 3)
            .saturating_sub(height)
            .min(lines.len().saturating_sub(height))
            .min(start);
        let lines: Vec<Line<'static>> = lines.into_iter().skip(first).take(height).collect();
        let [start, end] = [start, end].map(|row| row.saturating_sub(first).min(lines.len()));
        (lines, start..end)
    }
}

//! The list of what happened besides edits, beside the notes of a replay: all of it, with the present event marked.

use std::time::Duration;

use ratatui::text::{Line, Span};

use super::describe;
use crate::domain::session::event::Entry;
use crate::domain::session::plan::Plan;
use crate::domain::session::timeline::clock;
use crate::tui::theme;
use crate::tui::widgets::wrap;

/// The columns of the time before an event.
const TIME: usize = 7;

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

    /// The lines in a pane of this size, with the last event up to this time in view.
    pub fn lines(&self, at: Duration, width: usize, height: usize) -> Vec<Line<'static>> {
        let current = self.happened(at).checked_sub(1);
        let mut lines = Vec::new();
        let mut end = 0;
        // Every event has a row or more, so that no others can be in view.
        let near = current.map_or(0, |current| current.saturating_sub(height));
        let until = current.map_or(0, |current| current + 1) + height;
        let shown = self.all.iter().enumerate().take(until).skip(near);
        for (index, (time, text)) in shown {
            let is_current = Some(index) == current;
            let style = match current {
                _ if is_current => theme::MARKED,
                Some(current) if index < current => theme::PLAIN,
                _ => theme::SECONDARY,
            };
            for (row, line) in wrap(text, width.saturating_sub(TIME))
                .into_iter()
                .enumerate()
            {
                let time = if row == 0 {
                    clock(*time)
                } else {
                    String::new()
                };
                lines.push(Line::from(vec![
                    Span::styled(format!("{time:>5}  "), theme::SECONDARY),
                    Span::styled(line, style),
                ]));
            }
            if is_current {
                end = lines.len();
            }
        }
        let first = (end + height / 3)
            .saturating_sub(height)
            .min(lines.len().saturating_sub(height));
        lines.into_iter().skip(first).take(height).collect()
    }
}

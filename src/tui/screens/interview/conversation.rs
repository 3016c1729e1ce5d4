//! What the interviewer said, and what the candidate asked: the parts of the Interviewer pane and of the transcript.

use std::time::Duration;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{InterviewScreen, Panel};
use crate::domain::sanitize;
use crate::domain::session::conversation::{ExchangeContent, exchanges, transcript};
use crate::domain::session::timeline::clock;
use crate::tui::theme;
use crate::tui::widgets::wrap;

/// The lines of one part, each with its marker and a blank before the text.
pub(super) type PartLines = Vec<Line<'static>>;

impl InterviewScreen {
    /// How many follow-ups of the open stage are unanswered.
    pub(super) fn unanswered(&self) -> usize {
        let session = self.session();
        session.stages[session.stage].unanswered().count()
    }

    /// The unanswered follow-ups of the open stage, the newest first, in text of so many columns.
    pub(super) fn follow_up_parts(&self, width: usize) -> Vec<PartLines> {
        let session = self.session();
        let follow_ups = session.stages[session.stage].unanswered().rev();
        let parts = follow_ups.map(|asked| {
            let ask = sanitize::line(&asked.ask);
            let bar = Span::styled("┃ ", theme::WARNING);
            let style = (theme::WARNING_STRONG, theme::STRONG);
            timed(asked.at, &ask, style, [bar.clone(), bar], width)
        });
        parts.collect()
    }

    /// How many questions of the open stage were asked with the last Enter; where that is not known, the last one.
    pub(super) fn newest_asked(&self) -> usize {
        let asked = self.session().stages[self.session().stage].asked.len();
        self.answers.max(1).min(asked)
    }

    /// Whether the answers to the last questions stand before all else that was answered. They do for the rest of the stage,
    /// so that a detour does not move them to another part of the screen; only an open hint comes before them.
    pub(super) fn shows_answer(&self) -> bool {
        self.answers > 0 && !matches!(self.panel, Some(Panel::Hint(_)))
    }

    /// The candidate's questions with their answers: those of the last Enter in the order in which they were asked, then the
    /// earlier ones, the newest first. A text that was not understood is shown with those of its Enter only, and behind
    /// them. `has_bar` tells the answers apart where they stand among other texts.
    pub(super) fn asked_parts(&self, has_bar: bool, width: usize) -> Vec<PartLines> {
        let mut asked: Vec<_> = (exchanges(self.session()).into_iter().rev())
            .filter_map(|exchange| match exchange.kind {
                ExchangeContent::Asked {
                    answer, is_matched, ..
                } => Some((exchange, answer, is_matched)),
                ExchangeContent::FollowUp { .. } => None,
            })
            .collect();
        let older = asked.split_off(self.newest_asked());
        asked.reverse();
        asked.sort_by_key(|(_, _, is_matched)| !is_matched);
        let older = older.into_iter().filter(|(_, _, is_matched)| *is_matched);
        let parts = asked.into_iter().chain(older);
        let parts = parts.map(|(exchange, answer, _)| {
            let question = sanitize::line(exchange.question);
            let blank = || Span::raw("  ");
            let style = (theme::SECONDARY, theme::SECONDARY);
            let mut lines = timed(exchange.at, &question, style, [blank(), blank()], width);
            let bar = if has_bar { "│ " } else { "  " };
            lines.extend(text_lines(answer, bar, width));
            lines
        });
        parts.collect()
    }

    /// The follow-ups that are answered, or whose stage is over, the newest first.
    pub(super) fn answered_parts(&self, width: usize) -> Vec<PartLines> {
        let open = &self.session().stages[self.session().stage];
        let waiting: Vec<Duration> = open.unanswered().map(|asked| asked.at).collect();
        let exchanges = exchanges(self.session()).into_iter().rev();
        let parts = exchanges.filter_map(|exchange| {
            let ExchangeContent::FollowUp { answered } = exchange.kind else {
                return None;
            };
            if answered.is_none() && waiting.contains(&exchange.at) {
                return None;
            }
            let question = sanitize::line(exchange.question);
            let mark = match answered {
                Some(_) => Span::styled("✓ ", theme::GOOD),
                None => Span::styled("– ", theme::WARNING),
            };
            let style = (theme::SECONDARY, theme::SECONDARY);
            Some(timed(
                exchange.at,
                &question,
                style,
                [mark, Span::raw("  ")],
                width,
            ))
        });
        parts.collect()
    }

    /// The brief, without its heading.
    pub(super) fn brief_part(&self, width: usize) -> PartLines {
        text_lines(&self.session().head.plan.brief, "  ", width)
    }

    /// The brief, then everything that was asked, in order of time, wrapped to `width` columns.
    pub(super) fn transcript_lines(&self, width: usize) -> Vec<(String, Style)> {
        let mut lines = Vec::new();
        for line in transcript(self.session()) {
            let style = if line.is_heading {
                theme::STRONG
            } else {
                theme::PLAIN
            };
            let text = sanitize::text(&line.text);
            lines.extend(wrap(&text, width).into_iter().map(|line| (line, style)));
        }
        lines
    }
}

/// A text with its time before it, wrapped under its first letter; `markers` stand before the first and the other lines.
fn timed(
    at: Duration,
    text: &str,
    (time, style): (Style, Style),
    [first, rest]: [Span<'static>; 2],
    width: usize,
) -> PartLines {
    let at = clock(at);
    let lines = wrap(&format!("{at} {text}"), width).into_iter().enumerate();
    let lines = lines.map(|(row, line)| match line.strip_prefix(at.as_str()) {
        Some(text) if row == 0 => Line::from_iter([
            first.clone(),
            Span::styled(at.clone(), time),
            Span::styled(text.to_owned(), style),
        ]),
        _ => Line::from_iter([rest.clone(), Span::styled(line, style)]),
    });
    lines.collect()
}

/// The lines of a text, each with a marker before it.
pub(super) fn text_lines(text: &str, marker: &'static str, width: usize) -> PartLines {
    let lines = wrap(&sanitize::text(text), width).into_iter();
    let marked = |line| Line::from_iter([Span::styled(marker, theme::SECONDARY), Span::raw(line)]);
    lines.map(marked).collect()
}

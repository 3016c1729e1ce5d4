//! What the interviewer said, and what the candidate asked: the parts of the Interviewer pane and of the transcript.

use std::time::Duration;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::InterviewScreen;
use super::interviewer::STATE_AN_ASSUMPTION;
use crate::domain::sanitize;
use crate::domain::session::timeline::clock;
use crate::tui::theme;
use crate::tui::widgets::wrap;

/// The lines of one part, each with its marker and a blank before the text.
pub(super) type Part = Vec<Line<'static>>;

/// A question and its answer, or a follow-up of the interviewer.
struct Exchange<'a> {
    at: Duration,
    question: &'a str,
    kind: Kind<'a>,
}

enum Kind<'a> {
    /// The candidate typed this and got this answer.
    Asked { typed: &'a str, answer: &'a str },
    /// When the candidate marked the follow-up as answered.
    FollowUp { answered: Option<Duration> },
}

impl InterviewScreen {
    /// Everything that was asked by either side, in order of time.
    fn exchanges(&self) -> Vec<Exchange<'_>> {
        let mut exchanges = Vec::new();
        for state in &self.session().stages {
            exchanges.extend(state.asked.iter().map(|asked| {
                let (question, answer) = match &asked.reply {
                    Some((question, answer)) => (question.as_str(), answer.as_str()),
                    None => (asked.typed.as_str(), STATE_AN_ASSUMPTION),
                };
                Exchange {
                    at: asked.at,
                    question,
                    kind: Kind::Asked {
                        typed: &asked.typed,
                        answer,
                    },
                }
            }));
            exchanges.extend(state.follow_ups.iter().map(|asked| Exchange {
                at: asked.at,
                question: &asked.ask,
                kind: Kind::FollowUp {
                    answered: asked.answered,
                },
            }));
        }
        exchanges.sort_by_key(|exchange| exchange.at);
        exchanges
    }

    /// How many follow-ups of the open stage are unanswered.
    pub(super) fn unanswered(&self) -> usize {
        let session = self.session();
        session.stages[session.stage].unanswered().count()
    }

    /// The unanswered follow-ups of the open stage, the newest first, in text of so many columns.
    pub(super) fn follow_up_parts(&self, width: usize) -> Vec<Part> {
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

    /// The candidate's questions with their answers, the newest first. `has_bar` tells the answers apart where they stand
    /// among other texts.
    pub(super) fn asked_parts(&self, has_bar: bool, width: usize) -> Vec<Part> {
        let exchanges = self.exchanges().into_iter().rev();
        let parts = exchanges.filter_map(|exchange| {
            let Kind::Asked { answer, .. } = exchange.kind else {
                return None;
            };
            let question = sanitize::line(exchange.question);
            let blank = || Span::raw("  ");
            let style = (theme::SECONDARY, theme::SECONDARY);
            let mut lines = timed(exchange.at, &question, style, [blank(), blank()], width);
            let bar = if has_bar { "│ " } else { "  " };
            lines.extend(text_lines(answer, bar, width));
            Some(lines)
        });
        parts.collect()
    }

    /// The follow-ups that are answered, or whose stage is over, the newest first.
    pub(super) fn answered_parts(&self, width: usize) -> Vec<Part> {
        let open = &self.session().stages[self.session().stage];
        let waiting: Vec<Duration> = open.unanswered().map(|asked| asked.at).collect();
        let exchanges = self.exchanges().into_iter().rev();
        let parts = exchanges.filter_map(|exchange| {
            let Kind::FollowUp { answered } = exchange.kind else {
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
    pub(super) fn brief_part(&self, width: usize) -> Part {
        text_lines(&self.session().head.plan.brief, "  ", width)
    }

    /// The brief, then everything that was asked, in order of time, wrapped to `width` columns.
    pub(super) fn transcript_lines(&self, width: usize) -> Vec<(String, Style)> {
        let mut lines = Vec::new();
        let mut add = |text: &str, style: Style| {
            let text = sanitize::text(text);
            lines.extend(wrap(&text, width).into_iter().map(|line| (line, style)));
        };
        add("Brief", theme::STRONG);
        add(&self.session().head.plan.brief, theme::PLAIN);
        for exchange in self.exchanges() {
            add("", theme::PLAIN);
            let at = clock(exchange.at);
            match exchange.kind {
                Kind::Asked { typed, answer } => {
                    add(&format!("{at} You asked: {typed}"), theme::STRONG);
                    if typed != exchange.question {
                        add(
                            &format!("Matched question: {}", exchange.question),
                            theme::PLAIN,
                        );
                    }
                    add(answer, theme::PLAIN);
                }
                Kind::FollowUp { answered } => {
                    let state = match answered {
                        Some(answered) => format!("answered at {}", clock(answered)),
                        None => "unanswered".to_owned(),
                    };
                    add(
                        &format!("{at} The interviewer asked ({state}):"),
                        theme::STRONG,
                    );
                    add(exchange.question, theme::PLAIN);
                }
            }
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
) -> Part {
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
pub(super) fn text_lines(text: &str, marker: &'static str, width: usize) -> Part {
    let lines = wrap(&sanitize::text(text), width).into_iter();
    let marked = |line| Line::from_iter([Span::styled(marker, theme::SECONDARY), Span::raw(line)]);
    lines.map(marked).collect()
}

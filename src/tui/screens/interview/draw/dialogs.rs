//! Draws what covers the interview: the pause, and the dialog for leaving.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::super::InterviewScreen;
use crate::domain::session::timeline::{StageTime, Timeline, clock};
use crate::domain::session::{GapReason, RunState, Session};
use crate::tui::draw_context::DrawContext;
use crate::tui::keys::remap::KeyMap;
use crate::tui::keys::{Action, Context};
use crate::tui::theme;
use crate::tui::widgets::boxes::draw_dialog;
use crate::tui::widgets::countdown::{left_or_over, round_up, total_words};
use crate::tui::widgets::{below, column, from_column, put};

/// What a pause says in place of the notes.
pub fn pause_lines(
    stage: &str,
    (time, timeline): (StageTime, &Timeline),
    session: &Session,
    is_tutor: bool,
    own: &KeyMap,
) -> Vec<String> {
    let gap = session.gaps.last();
    let away = gap.is_some_and(|gap| gap.reason == GapReason::Away);
    let since = gap.map(|gap| gap.since.format("paused since %Y-%m-%d %H:%M").to_string());
    let at = clock(session.at);
    let keys = own.footer(Context::Paused, |action| *action == Action::Continue);
    let key = keys.first().map_or("", |key| &key.label);
    let hidden = format!("Notes are hidden and the clock is stopped. {key} continues.");
    let total = total_words(timeline);
    let total = total.trim_start_matches("total ");
    let own = left_or_over(time);
    let times = match total.strip_suffix(" left").filter(|_| !time.is_over()) {
        Some(total) => format!("{stage} has {own}, the interview {total}."),
        None => format!("{}, {}.", says(stage, &own), says("the interview", total)),
    };
    match since {
        _ if is_tutor => vec![format!("Paused at {at}. {hidden}"), times],
        Some(since) if away => vec![format!("Resumed at {at} · {since}"), hidden, times],
        Some(since) => {
            let record = format!("The pause is part of the record: {since}.");
            vec![
                format!("Paused at {at}. {hidden}"),
                format!("{times} {record}"),
            ]
        }
        None => vec![format!("Paused at {at}. {hidden}"), times],
    }
}

/// The time of each stage: spent of planned and how early or late it ended, what the open one has left, and what overruns
/// leave to those to come.
pub fn stage_lines(shorts: &[String], timeline: &Timeline) -> Vec<Line<'static>> {
    let short_of = timeline.will_have();
    let widest = shorts.iter().map(|short| short.width()).max().unwrap_or(0);
    let stages = shorts.iter().zip(&timeline.stages).enumerate();
    let lines = stages.map(|(index, (short, time))| {
        let name = column(short, widest + 2);
        let is_open = timeline.current == Some(index);
        let planned = clock(time.planned);
        if !time.entered {
            let will_have = short_of.iter().find(|(stage, _)| *stage == index);
            let rest = will_have.map(|(_, left)| {
                if left.is_zero() {
                    "  past the end".to_owned()
                } else {
                    format!("  will have {}", clock(round_up(*left)))
                }
            });
            return Line::from(vec![
                Span::styled(format!("  {name}{:>9}{planned:>5}", ""), theme::SECONDARY),
                Span::styled(rest.unwrap_or_default(), theme::WARNING),
            ]);
        }
        let (mark, spent) = if is_open {
            (Span::styled("▸ ", theme::ACCENT), time.spent)
        } else if time.spent.as_secs() == 0 {
            // A stage that was only passed through is not done.
            (Span::styled("– ", theme::SECONDARY), time.spent)
        } else {
            (Span::styled("✓ ", theme::GOOD), time.spent)
        };
        let (rest, style) = match (is_open, time.over().as_secs(), time.left().as_secs()) {
            (true, ..) => (left_or_over(*time), theme::STRONG),
            (false, 1.., _) => (format!("{} over", clock(time.over())), theme::OVER),
            (false, 0, 1..) => (format!("{} early", clock(time.left())), theme::GOOD),
            (false, 0, 0) => (String::new(), theme::PLAIN),
        };
        Line::from(vec![
            mark,
            Span::raw(format!("{name}{:>5} of {planned:>5}  ", clock(spent))),
            Span::styled(rest, style),
        ])
    });
    lines.collect()
}

/// `Data has 3:08 left`, `Data is 0:12 over`.
fn says(what: &str, words: &str) -> String {
    match words.strip_prefix('+') {
        Some(over) => format!("{what} is {over}"),
        None => format!("{what} has {words}"),
    }
}

/// What leaving does to the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaving {
    Tutor,
    Unsaved,
    /// The first minute without notes: the session goes to the trash.
    FalseStart,
    Saved,
}

impl InterviewScreen {
    /// What leaving does to the session now.
    pub(super) fn leaving(&self, is_saved: bool) -> Leaving {
        match is_saved {
            _ if self.is_tutor() => Leaving::Tutor,
            false => Leaving::Unsaved,
            true if self.session().is_false_start() => Leaving::FalseStart,
            true => Leaving::Saved,
        }
    }
}

/// The title of the dialog with its style, and what its first choice does.
fn leaving_words(leaving: Leaving, session: &Session) -> (&'static str, Style, &'static str) {
    let what = if session.head.options.drill {
        "Leave the drill?"
    } else {
        "Leave the interview?"
    };
    match leaving {
        Leaving::Tutor => (
            "Finish the tutor?",
            theme::ACCENT_STRONG,
            "Leave: nothing of the tutor is saved",
        ),
        Leaving::Unsaved => (
            "NOT SAVED. Leave?",
            theme::ERROR,
            "Leave: choose what to do with unsaved text",
        ),
        Leaving::FalseStart => (
            what,
            theme::ACCENT_STRONG,
            "Leave: without notes it goes to the trash",
        ),
        Leaving::Saved => (
            what,
            theme::ACCENT_STRONG,
            "Save for later: nothing is lost",
        ),
    }
}

/// Draws the dialog over the middle of the screen; returns where its first choice is.
pub fn draw_leaving(
    leaving: Leaving,
    session: &Session,
    context: &DrawContext<'_>,
    area: Rect,
    buf: &mut Buffer,
) -> Position {
    let (title, style, later) = leaving_words(leaving, session);
    let keys = context.keys.footer(Context::Leaving, |action| {
        !matches!(action, Action::Help | Action::Back)
    });
    let title = Line::styled(title, style);
    let inner = draw_dialog(title, Line::default(), (54, 5), area, buf);
    let columns = keys.iter().map(|key| key.label.width() as u16).max();
    let columns = columns.unwrap_or(0);
    let mut drawn = Vec::new();
    for (row, (index, key)) in (0..inner.height).zip(keys.iter().enumerate()) {
        let words = match key.action {
            Action::KeepForLater => later,
            Action::FinishNow if leaving == Leaving::Tutor => {
                "Finish now: see what you have learned"
            }
            Action::FinishNow => "Finish now: then it cannot be resumed",
            _ if session.run == RunState::Paused => "Stay paused",
            _ => "Keep working",
        };
        let line = below(from_column(inner, 1), row);
        put(&key.label, theme::ACCENT_STRONG, 0, line, buf);
        let text = from_column(line, columns + 2);
        put(words, theme::PLAIN, 0, text, buf);
        drawn.push((Rect { height: 1, ..line }, index));
    }
    context.clicks.add(&keys, drawn);
    from_column(inner, 1).as_position()
}

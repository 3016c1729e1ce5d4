//! Draws what covers the interview: the pause, and the dialog for leaving.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::super::InterviewScreen;
use crate::domain::session::timeline::{StageTime, Timeline, clock};
use crate::domain::session::{GapReason, RunState, Session};
use crate::tui::draw_context::DrawContext;
use crate::tui::keys::remap::KeyMap;
use crate::tui::keys::{Action, Context};
use crate::tui::theme;
use crate::tui::widgets::boxes::draw_question;
use crate::tui::widgets::column;
use crate::tui::widgets::countdown::{left_or_over, round_up, total_words};

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

impl Leaving {
    /// What the answers do, in a drill or in an interview.
    fn text(self, is_drill: bool) -> &'static str {
        match self {
            Self::Tutor => {
                "Nothing of the tutor is saved. The last page shows what you have learned."
            }
            Self::Unsaved => "After leaving you choose what to do with the unsaved text.",
            Self::FalseStart if is_drill => {
                "Leaving moves this session to the trash, because it has no notes. A finished drill cannot be resumed."
            }
            Self::FalseStart => {
                "Leaving moves this session to the trash, because it has no notes. A finished interview cannot be resumed."
            }
            Self::Saved if is_drill => {
                "Nothing is lost by leaving. A finished drill cannot be resumed."
            }
            Self::Saved => "Nothing is lost by leaving. A finished interview cannot be resumed.",
        }
    }
}

/// Draws the dialog over the middle of the screen; returns where its text begins.
pub fn draw_leaving(
    leaving: Leaving,
    session: &Session,
    context: &DrawContext<'_>,
    area: Rect,
    buf: &mut Buffer,
) -> Position {
    let is_drill = session.head.options.drill;
    let title = match leaving {
        Leaving::Tutor => "Finish the tutor?",
        Leaving::Unsaved => "NOT SAVED. Leave?",
        Leaving::FalseStart | Leaving::Saved if is_drill => "Leave the drill?",
        Leaving::FalseStart | Leaving::Saved => "Leave the interview?",
    };
    let style = if leaving == Leaving::Unsaved {
        theme::ERROR
    } else {
        theme::ACCENT_STRONG
    };
    let mut keys = context.keys.footer(Context::Leaving, |action| {
        !matches!(action, Action::Help | Action::Back)
    });
    for key in &mut keys {
        match key.action {
            Action::KeepForLater if leaving != Leaving::Saved => key.word = "leave".into(),
            Action::Stay if session.run == RunState::Paused => {
                key.word = "stay paused".into();
            }
            _ => {}
        }
    }
    let title = Line::styled(title, style);
    let text = leaving.text(is_drill);
    draw_question(title, text, &keys, (area, context.clicks), buf)
}

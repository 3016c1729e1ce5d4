//! Draws what covers the interview: the pause, and the dialog for leaving.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use crate::domain::session::timeline::{StageTime, Timeline, clock};
use crate::domain::session::{GapReason, Session};
use crate::tui::theme;
use crate::tui::widgets::countdown::{left_or_over, total_words};
use crate::tui::widgets::{draw_dialog, from_column, put};

/// What a pause says in place of the notes.
pub fn pause_lines(
    stage: &str,
    time: StageTime,
    timeline: &Timeline,
    session: &Session,
) -> Vec<String> {
    let gap = session.gaps.last();
    let away = gap.is_some_and(|gap| gap.reason == GapReason::Away);
    let since = gap.map(|gap| gap.since.format("paused since %Y-%m-%d %H:%M").to_string());
    let at = clock(session.at);
    let hidden = "Notes are hidden and the clock is stopped. p continues.";
    let total = total_words(timeline).replace("total ", "the interview ");
    let total = total.trim_end_matches(" left");
    let times = format!("{stage} has {}, {total}.", left_or_over(time));
    match since {
        Some(since) if away => vec![format!("Resumed at {at} · {since}"), hidden.into(), times],
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

/// Draws the dialog over the middle of the screen; returns where its first choice is.
pub fn draw_leaving(is_saved: bool, area: Rect, buf: &mut Buffer) -> Position {
    let (title, style, later) = if is_saved {
        (
            "Leave the interview?",
            theme::ACCENT_STRONG,
            "save for later: nothing is lost",
        )
    } else {
        (
            "NOT SAVED. Leave?",
            theme::ERROR,
            "leave: choose what to do with unsaved text",
        )
    };
    let choices = [
        ("l", later),
        ("f", "finish now: then it cannot be resumed"),
        ("s", "keep working (Esc too)"),
    ];
    let title = Line::styled(title, style);
    let inner = draw_dialog(title, Line::default(), (52, 5), area, buf);
    for (row, (key, words)) in (0..inner.height).zip(choices) {
        put(key, theme::ACCENT_STRONG, row, from_column(inner, 1), buf);
        put(words, theme::PLAIN, row, from_column(inner, 4), buf);
    }
    from_column(inner, 1).as_position()
}

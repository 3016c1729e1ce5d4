//! Draws what covers the interview: the pause, and the dialog for leaving.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use crate::domain::session::timeline::clock;
use crate::domain::session::{Gap, GapReason};
use crate::tui::theme;
use crate::tui::widgets::{below, draw_dialog, from_column, put, put_lines};

/// Draws what a pause shows in place of the notes; returns where the cursor belongs.
pub fn draw_pause(gap: Option<&Gap>, at: Duration, area: Rect, buf: &mut Buffer) -> Position {
    let away = gap.is_some_and(|gap| gap.reason == GapReason::Away);
    let first = if away { "Resumed" } else { "Paused" };
    let since = gap.map(|gap| gap.since.format("paused since %Y-%m-%d %H:%M").to_string());
    let lines = [
        format!("{first} at {} of the interview", clock(at)),
        since.unwrap_or_default(),
        String::new(),
        "Notes are hidden and the clock is stopped.".into(),
        "p, Space or Enter continues; q leaves.".into(),
    ];
    let widest = lines.iter().map(|line| line.width()).max().unwrap_or(0) as u16;
    let left = from_column(area, area.width.saturating_sub(widest) / 2);
    let block = below(left, area.height.saturating_sub(lines.len() as u16) / 2);
    put_lines(lines, theme::PLAIN, block, buf);
    block.as_position()
}

/// Draws the dialog over the middle of the screen; returns where its first choice is.
pub fn draw_leaving(area: Rect, buf: &mut Buffer) -> Position {
    let choices = [
        ("l", "keep for later: nothing is lost"),
        ("f", "finish now: then it cannot be resumed"),
        ("s", "keep working (Esc too)"),
    ];
    let inner = draw_dialog("Leave the interview?", theme::STRONG, (46, 5), area, buf);
    for (row, (key, words)) in (0..inner.height).zip(choices) {
        put(key, theme::KEY, row, from_column(inner, 1), buf);
        put(words, theme::PLAIN, row, from_column(inner, 4), buf);
    }
    from_column(inner, 1).as_position()
}

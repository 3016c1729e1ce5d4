//! Draws the framework's stages with their minutes at the top of home.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::HomeScreen;
use crate::domain::overview::StageMinutes;
use crate::domain::sanitize;
use crate::domain::session::timeline::clock;
use crate::tui::theme;
use crate::tui::widgets::{fit, from_column, put};

/// The columns between the bars of two stages.
const GAP: u16 = 2;

impl HomeScreen {
    /// Draws the framework's stages with their minutes: over bars as long as their times where every name has room, else
    /// on one line.
    pub(super) fn draw_stages(&self, area: Rect, buf: &mut Buffer) {
        let stages = &self.data.stages;
        let labels: Vec<String> = (stages.iter().enumerate())
            .map(|(index, stage)| {
                let name = sanitize::line(&stage.short);
                format!("{} {name} {}", index + 1, clock(stage.time))
            })
            .collect();
        let gaps = GAP.saturating_mul(stages.len() as u16);
        let room = (area.width + GAP).saturating_sub(gaps);
        let least: Vec<u16> = labels.iter().map(|label| label.width() as u16).collect();
        if area.height < 2 || least.iter().sum::<u16>() > room {
            let line = stage_line(stages, &labels, area.width.into());
            put(&line, theme::SECONDARY, 0, area, buf);
            return;
        }
        let times: Vec<f64> = stages
            .iter()
            .map(|stage| stage.time.as_secs_f64())
            .collect();
        let bars = labels.into_iter().zip(bar_widths(&times, &least, room));
        let mut column = 0;
        for (label, columns) in bars {
            let part = Rect {
                width: columns.min(area.width - column),
                ..from_column(area, column)
            };
            put(&label, theme::PLAIN, 0, part, buf);
            put(
                &"━".repeat(usize::from(columns)),
                theme::ACCENT,
                1,
                part,
                buf,
            );
            column = (column + columns + GAP).min(area.width);
        }
    }
}

/// The stages on one line of so many columns: with number and time, else in fewer words, so that none is lost.
fn stage_line(stages: &[StageMinutes], labels: &[String], columns: usize) -> String {
    let named = |end: &dyn Fn(&StageMinutes) -> String| {
        let named = stages
            .iter()
            .map(|stage| sanitize::line(&stage.short) + &end(stage));
        named.collect::<Vec<_>>().join("  ")
    };
    let is_whole = stages.iter().all(|stage| stage.time.as_secs() % 60 == 0);
    let minutes = named(&|stage| format!(" {}", stage.time.as_secs() / 60)) + " min";
    let forms = [
        labels.join("  "),
        named(&|stage| format!(" {}", clock(stage.time))),
        if is_whole { minutes } else { String::new() },
        named(&|_| String::new()),
    ];
    let fits = |form: &&String| !form.is_empty() && form.width() <= columns;
    let fitting = forms.iter().find(fits);
    fitting.map_or_else(|| fit(&forms[3], columns), Clone::clone)
}

/// The widths of bars in proportion to the times, none below its least width; their sum is at most `room`.
fn bar_widths(times: &[f64], least: &[u16], room: u16) -> Vec<u16> {
    let total = times.iter().sum::<f64>().max(f64::EPSILON);
    let share = |time: &f64| (f64::from(room) * time / total) as u16;
    let widths = times.iter().zip(least);
    let mut widths: Vec<u16> = widths
        .map(|(time, least)| share(time).max(*least))
        .collect();
    let mut excess = widths.iter().sum::<u16>().saturating_sub(room);
    while excess > 0 {
        // The bar that is the farthest above its least width gives way.
        let longest = (0..widths.len()).max_by_key(|index| widths[*index] - least[*index]);
        let Some(index) = longest.filter(|index| widths[*index] > least[*index]) else {
            break;
        };
        widths[index] -= 1;
        excess -= 1;
    }
    widths
}

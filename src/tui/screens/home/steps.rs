//! The next steps of the latest session, below the list of designs as far as its rows last.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::overview::OpenSteps;
use crate::tui::theme;
use crate::tui::widgets::{fit, put, wrap, wrap_command};

/// A line and its style.
pub type StepLine = (String, Style);

/// The steps with their commands, after a blank row; the last steps are dropped where the rows of the area end. None where
/// not even the first has room.
pub fn lines(steps: Option<&OpenSteps>, area: Rect) -> Vec<StepLine> {
    let Some(OpenSteps { from, steps }) = steps else {
        return Vec::new();
    };
    let width = usize::from(area.width);
    let heading = fit(&format!("Next steps from {from}"), width);
    let mut lines = vec![(String::new(), theme::PLAIN), (heading, theme::STRONG)];
    let without_steps = lines.len();
    for (number, (task, command)) in (1..).zip(steps) {
        let mut step = Vec::new();
        for (row, line) in wrap(task, width.saturating_sub(2)).iter().enumerate() {
            let lead = if row == 0 { &*number.to_string() } else { " " };
            step.push((format!("{lead} {line}"), theme::PLAIN));
        }
        for line in wrap_command(command, width.saturating_sub(2)) {
            step.push((format!("  {line}"), theme::SECONDARY));
        }
        if lines.len() + step.len() > usize::from(area.height) {
            break;
        }
        lines.extend(step);
    }
    if lines.len() == without_steps {
        lines.clear();
    }
    lines
}

/// The steps on one line each below a heading, as many as the area has rows.
pub fn short_lines(steps: Option<&OpenSteps>, area: Rect) -> Vec<StepLine> {
    let Some(OpenSteps { from, steps }) = steps else {
        return Vec::new();
    };
    let room = usize::from(area.height).saturating_sub(2);
    if room == 0 {
        return Vec::new();
    }
    let width = usize::from(area.width);
    let heading = fit(&format!("Next steps from {from}"), width);
    let lines = (1..).zip(steps).take(room);
    let lines =
        lines.map(|(number, (task, _))| (fit(&format!("{number} {task}"), width), theme::PLAIN));
    let heading = [(String::new(), theme::PLAIN), (heading, theme::STRONG)];
    heading.into_iter().chain(lines).collect()
}

/// Draws the lines from the first row of an area on.
pub fn draw(lines: &[StepLine], area: Rect, buf: &mut Buffer) {
    for (row, (line, style)) in (0..area.height).zip(lines) {
        put(line, *style, row, area, buf);
    }
}

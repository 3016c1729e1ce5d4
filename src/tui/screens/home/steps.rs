//! What to do next, below the list of designs as far as its rows last: the next steps of the latest session, or before the
//! first one the framework's warning.

use ratatui::text::{Line, Span};

use crate::domain::overview::{HomeData, OpenSteps};
use crate::tui::theme;
use crate::tui::widgets::{fit, wrap, wrap_at_most, wrap_command};

/// The heading for a new user.
const BEFORE_THE_FIRST: &str = "Before your first interview";

/// The steps with their commands below a heading; the last steps are dropped where the rows end. None where not even the
/// first has room.
pub fn lines(data: &HomeData, width: usize, height: usize) -> Vec<Line<'static>> {
    let Some(OpenSteps { from, steps }) = &data.next_steps else {
        return advice(data, width, height);
    };
    let heading = fit(&format!("Next steps from {from}"), width);
    let mut lines = vec![Line::styled(heading, theme::STRONG)];
    for (number, (task, command)) in (1..).zip(steps) {
        let mut step = Vec::new();
        for (row, line) in wrap(task, width.saturating_sub(2)).into_iter().enumerate() {
            let lead = if row == 0 { &*number.to_string() } else { " " };
            step.push(Line::from(vec![
                Span::styled(format!("{lead} "), theme::ACCENT_STRONG),
                Span::raw(line),
            ]));
        }
        for line in wrap_command(command, width.saturating_sub(2)) {
            step.push(Line::styled(format!("  {line}"), theme::SECONDARY));
        }
        let gap = usize::from(number > 1);
        if lines.len() + gap + step.len() > height {
            break;
        }
        lines.extend((gap > 0).then(Line::default));
        lines.extend(step);
    }
    if lines.len() == 1 { Vec::new() } else { lines }
}

/// The heading over [`short_lines`].
pub fn short_heading(data: &HomeData) -> &'static str {
    if data.next_steps.is_some() {
        "Next steps"
    } else {
        BEFORE_THE_FIRST
    }
}

/// The steps on one line each, as many as there are rows; before the first interview the tutor.
pub fn short_lines(data: &HomeData, width: usize, height: usize) -> Vec<Line<'static>> {
    let Some(OpenSteps { steps, .. }) = &data.next_steps else {
        let is_new = data.practice.is_none() && height > 0;
        return is_new.then(tutor).into_iter().collect();
    };
    let lines = (1..).zip(steps).take(height).map(|(number, (task, _))| {
        Line::from(vec![
            Span::styled(format!("{number} "), theme::ACCENT_STRONG),
            Span::raw(fit(task, width.saturating_sub(2))),
        ])
    });
    lines.collect()
}

/// What a new user should know: the common mistake, and the tutor.
fn advice(data: &HomeData, width: usize, height: usize) -> Vec<Line<'static>> {
    if data.practice.is_some() || data.warning.is_empty() || height < 3 {
        return Vec::new();
    }
    let mut lines = vec![Line::styled(BEFORE_THE_FIRST, theme::STRONG)];
    let warning = wrap_at_most(&data.warning, width, height - 2);
    lines.extend(warning.into_iter().map(Line::raw));
    lines.push(tutor());
    lines
}

fn tutor() -> Line<'static> {
    Line::from(vec![
        Span::styled("t", theme::ACCENT_STRONG),
        Span::raw(" tutor, 90 seconds, leaves no history"),
    ])
}

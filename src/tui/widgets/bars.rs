//! The bar of a stage's time against its plan, in the interview. The numbers always stand beside it.

use std::time::Duration;

use ratatui::style::Style;
use ratatui::text::Span;

use crate::domain::session::timeline::StageTime;
use crate::tui::theme;

/// The last minute of a stage is shown in another color, if the stage is longer than two.
const SHORT: Duration = Duration::from_secs(60);

/// The style of the time of a stage: the accent, a warning in the last minute, or over.
pub fn time_style(time: StageTime) -> Style {
    let is_long = time.planned > 2 * SHORT;
    if time.is_over() {
        theme::OVER
    } else if is_long && time.left() <= SHORT {
        theme::WARNING
    } else {
        theme::ACCENT
    }
}

/// The time spent of a plan in so many columns: the bar fills up, and what is left of the plan is thin, at least one column
/// as long as there is any. Over the plan, the plan ends at `┃`, and what goes beyond it follows on the same scale.
pub fn time(time: StageTime, columns: usize) -> Vec<Span<'static>> {
    let style = time_style(time);
    let planned = time.planned.as_millis().max(1);
    let scaled = |millis: u128, columns: usize| (millis * columns as u128 / planned) as usize;
    if !time.is_over() {
        let most = columns.saturating_sub(1);
        // Rounded to the nearest column.
        let spent = scaled(time.spent.as_millis() * 2, columns)
            .div_ceil(2)
            .min(most);
        return vec![
            Span::styled("━".repeat(spent), style),
            Span::styled("╌".repeat(columns - spent), theme::SECONDARY),
        ];
    }
    let plan = columns.saturating_sub(1);
    let over = scaled(time.over().as_millis(), plan).clamp(1, (columns / 2).max(1));
    vec![Span::styled(
        format!("{}┃{}", "━".repeat(plan), "━".repeat(over)),
        style,
    )]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(spans: &[Span<'_>]) -> String {
        spans.iter().map(|span| span.content.as_ref()).collect()
    }

    #[test]
    fn a_time_bar_fills_up_as_time_is_spent_and_what_is_over_stands_behind_the_plan() {
        let table = [
            (0, "╌╌╌╌╌╌╌╌╌╌"),
            (29, "╌╌╌╌╌╌╌╌╌╌"),
            (31, "━╌╌╌╌╌╌╌╌╌"),
            (300, "━━━━━╌╌╌╌╌"),
            (599, "━━━━━━━━━╌"),
            (600, "━━━━━━━━━┃━"),
            (601, "━━━━━━━━━┃━"),
            (900, "━━━━━━━━━┃━━━━"),
            (9000, "━━━━━━━━━┃━━━━━"),
        ];
        for (spent, bar) in table {
            let time = super::time(
                StageTime {
                    planned: Duration::from_secs(600),
                    spent: Duration::from_secs(spent),
                    entered: true,
                },
                10,
            );
            assert_eq!(text(&time), bar, "{spent} s");
        }
    }
}

//! The title row of an interview: the design, then a part for each stage with the time spent or planned, a bar for the
//! current one, and what overruns leave for later stages. What has no room is left out step by step.

use std::time::Duration;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::bars;
use super::countdown::{left_or_over, round_up};
use crate::domain::session::timeline::{StageTime, Timeline, clock};
use crate::tui::theme;

/// Columns of the bar on a screen of at least [`WIDE`] columns and on a narrower one, and the fewest.
const WIDE_BAR: usize = 26;
const BAR: usize = 13;
const SHORTEST_BAR: usize = 6;
/// From this width in columns the line has more room between its parts; below [`NAMES`] it has names only.
const WIDE: usize = 160;
const NAMES: usize = 100;

/// What the line says of a stage beside its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageTab {
    /// Its sanitized short title.
    pub short: String,
    /// Whether something was done in it: a stage that was left has a check for that.
    pub has_work: bool,
}

/// The mark of a stage that was left: a check if something was done in it.
pub fn left_mark(has_work: bool) -> Span<'static> {
    if has_work {
        Span::styled("✓ ", theme::GOOD)
    } else {
        Span::styled("– ", theme::SECONDARY)
    }
}

/// What the line shows of the stages; a later form takes less room.
#[derive(Debug, Clone, Copy)]
struct Form {
    /// Columns of the bar of the current stage.
    bar: usize,
    /// Whether stages to come have their times.
    later: bool,
    /// Whether closed stages have the time spent, beside how early or late they ended.
    spent: bool,
    /// Whether there are any times.
    times: bool,
}

/// The line for a screen of this width. Without `shows_clock` the time of the current stage is left out, unless it is over.
pub fn line(
    title: &str,
    tabs: &[StageTab],
    timeline: &Timeline,
    shows_clock: bool,
    screen: usize,
) -> Line<'static> {
    let room = screen.saturating_sub(4);
    let widest = if screen >= WIDE { WIDE_BAR } else { BAR };
    let bars = (SHORTEST_BAR..=widest).rev().chain([0]);
    let full = bars.map(|bar| (bar, true, true));
    let full = full.chain([(0, false, true), (0, true, false), (0, false, false)]);
    let timed = full
        .filter(|_| screen >= NAMES)
        .map(|(bar, later, spent)| Form {
            bar,
            later,
            spent,
            times: true,
        });
    let names = Form {
        bar: 0,
        later: false,
        spent: false,
        times: false,
    };
    let mut least = Line::default();
    for form in timed.chain([names]) {
        let parts = parts(tabs, timeline, shows_clock, form);
        let gaps: &[(usize, usize)] = match (screen >= WIDE, form.times) {
            (true, _) => &[(5, 4), (3, 3)],
            (false, true) if form.spent => &[(3, 3)],
            (false, true) => &[(3, 3), (3, 2)],
            (false, false) => &[(5, 3), (3, 3), (2, 2)],
        };
        for (first, gap) in gaps {
            least = joined(title, &parts, *first, *gap);
            if least.width() <= room {
                return least;
            }
        }
    }
    current_only(title, tabs, timeline).unwrap_or(least)
}

/// The title with the current stage alone, where the names have no room.
fn current_only(title: &str, tabs: &[StageTab], timeline: &Timeline) -> Option<Line<'static>> {
    let current = timeline.current?;
    let short = &tabs.get(current)?.short;
    let name = format!("▸ {short} {} of {}", current + 1, tabs.len());
    let part = vec![Span::styled(name, theme::ACCENT_STRONG)];
    Some(joined(title, &[part], 3, 3))
}

fn joined(title: &str, parts: &[Vec<Span<'static>>], first: usize, gap: usize) -> Line<'static> {
    let mut line = Line::styled(title.to_owned(), Style::new());
    line.spans[0].style = theme::STRONG;
    for (index, part) in parts.iter().enumerate() {
        line.push_span(" ".repeat(if index == 0 { first } else { gap }));
        line.spans.extend(part.iter().cloned());
    }
    line
}

fn parts(
    tabs: &[StageTab],
    timeline: &Timeline,
    shows_clock: bool,
    form: Form,
) -> Vec<Vec<Span<'static>>> {
    let will_have = timeline.will_have();
    let stages = timeline.stages.iter().zip(tabs).enumerate();
    let parts = stages.map(|(index, (time, tab))| {
        let short_of = will_have.iter().find(|(stage, _)| *stage == index);
        match timeline.current {
            Some(current) if current == index => current_part(&tab.short, *time, shows_clock, form),
            _ if timeline.is_to_come(index) => {
                later_part(&tab.short, *time, short_of.map(|(_, left)| *left), form)
            }
            _ => left_part(tab, *time, form),
        }
    });
    parts.collect()
}

fn current_part(short: &str, time: StageTime, shows_clock: bool, form: Form) -> Vec<Span<'static>> {
    let style = bars::time_style(time);
    let mut part = vec![Span::styled(
        format!("▸ {short}"),
        style.patch(theme::STRONG),
    )];
    if !form.times || !(shows_clock || time.is_over()) {
        return part;
    }
    if form.bar > 0 {
        part.push(Span::raw(" "));
        part.extend(bars::time(time, form.bar));
    }
    let words = left_or_over(time);
    let style = if style == theme::ACCENT {
        theme::STRONG
    } else {
        style.patch(theme::STRONG)
    };
    part.push(Span::styled(format!(" {words}"), style));
    part
}

/// A stage that was left.
fn left_part(tab: &StageTab, time: StageTime, form: Form) -> Vec<Span<'static>> {
    let mut part = vec![left_mark(tab.has_work), Span::raw(tab.short.clone())];
    if !form.times {
        return part;
    }
    if !time.was_run() && time.left() > Duration::ZERO {
        part.push(Span::styled(" not run", theme::SECONDARY));
        return part;
    }
    if form.spent {
        let spent = format!(" {}", clock(time.spent));
        part.push(Span::styled(spent, theme::SECONDARY));
    }
    let (over, early) = (time.over(), time.left());
    if over.as_secs() > 0 {
        part.push(Span::styled(format!(" +{}", clock(over)), theme::OVER));
    } else if early.as_secs() > 0 {
        part.push(Span::styled(format!(" -{}", clock(early)), theme::GOOD));
    }
    part
}

fn later_part(
    short: &str,
    time: StageTime,
    will_have: Option<Duration>,
    form: Form,
) -> Vec<Span<'static>> {
    let mut part = vec![Span::styled(short.to_owned(), theme::SECONDARY)];
    match will_have {
        _ if !form.times => {}
        Some(left) => {
            let left = format!(" {}", clock(round_up(left)));
            part.push(Span::styled(left, theme::WARNING));
        }
        // The candidate went back from it.
        None if form.later && time.entered => {
            part.push(Span::styled(
                format!(" {}", left_or_over(time)),
                theme::SECONDARY,
            ));
        }
        None if form.later => {
            let planned = format!(" {}", clock(time.planned));
            part.push(Span::styled(planned, theme::SECONDARY));
        }
        None => {}
    }
    part
}

#[cfg(test)]
mod tests {

    use super::*;

    fn timeline(spent: &[u64]) -> Timeline {
        let planned = [300, 600, 600, 600, 300].into_iter().enumerate();
        let stages = planned.map(|(index, planned)| StageTime {
            planned: Duration::from_secs(planned),
            spent: Duration::from_secs(spent.get(index).copied().unwrap_or(0)),
            entered: index < spent.len(),
        });
        Timeline {
            stages: stages.collect(),
            current: Some(spent.len() - 1),
        }
    }

    fn text(title: &str, spent: &[u64], screen: usize) -> String {
        let line = line(title, &tabs([true; 5]), &timeline(spent), true, screen);
        line.to_string()
    }

    fn tabs(worked: [bool; 5]) -> Vec<StageTab> {
        let shorts = ["Setup", "Data", "Model", "Serving", "Monitor"].into_iter();
        let tabs = shorts.zip(worked).map(|(short, has_work)| StageTab {
            short: short.to_owned(),
            has_work,
        });
        tabs.collect()
    }

    #[test]
    fn the_line_has_what_its_width_has_room_for() {
        let table: [(&str, &[u64], usize, &str); 8] = [
            (
                "LLM Serving",
                &[280, 631, 373],
                170,
                "LLM Serving     ✓ Setup 4:40 -0:20    ✓ Data 10:31 +0:31    ▸ Model ━━━━━━━━━━━━━━━━╌╌╌╌╌╌╌╌╌╌ 3:47 left    Serving 10:00    Monitor 4:49",
            ),
            (
                "Fraud Detection",
                &[348, 332],
                120,
                "Fraud Detection   ✓ Setup 5:48 +0:48   ▸ Data ━━━━━━━╌╌╌╌╌╌ 4:28 left   Model 10:00   Serving 10:00   Monitor 4:12",
            ),
            (
                "Fraud Detection",
                &[348, 642],
                120,
                "Fraud Detection   ✓ Setup 5:48 +0:48   ▸ Data ━━━━━━━━━━━━┃━ +0:42 over   Model 10:00   Serving 10:00   Monitor 3:30",
            ),
            (
                "Fraud Detection",
                &[348, 332],
                110,
                "Fraud Detection   ✓ Setup 5:48 +0:48   ▸ Data 4:28 left   Model 10:00   Serving 10:00   Monitor 4:12",
            ),
            (
                "Fraud Detection",
                &[348, 332],
                100,
                "Fraud Detection   ✓ Setup 5:48 +0:48   ▸ Data 4:28 left   Model   Serving   Monitor 4:12",
            ),
            (
                "Image Caption Generator",
                &[348, 642, 580, 630, 48],
                120,
                "Image Caption Generator   ✓ Setup +0:48   ✓ Data +0:42   ✓ Model -0:20   ✓ Serving +0:30   ▸ Monitor 4:12 left",
            ),
            (
                "Fraud Detection",
                &[348, 332],
                80,
                "Fraud Detection     ✓ Setup   ▸ Data   Model   Serving   Monitor",
            ),
            (
                "Recommendation System",
                &[348, 332],
                60,
                "Recommendation System   ▸ Data 2 of 5",
            ),
        ];
        for (title, spent, screen, expected) in table {
            assert_eq!(text(title, spent, screen), expected, "at {screen} columns");
        }
    }

    #[test]
    fn only_a_stage_in_which_something_was_done_has_a_check() {
        let tabs = tabs([true, false, false, false, false]);
        let line = line("Fraud", &tabs, &timeline(&[200, 54, 1]), true, 80);
        let expected = "Fraud     ✓ Setup   – Data   ▸ Model   Serving   Monitor";
        assert_eq!(line.to_string(), expected);
    }

    #[test]
    fn a_stage_that_the_candidate_went_back_from_has_time_left_and_is_not_early() {
        let table: [(&[u64], &str); 3] = [
            (
                &[200, 54],
                "Fraud   ▸ Setup ━━━━━━━━━╌╌╌╌ 1:40 left   Data 9:06 left   Model 10:00   Serving 10:00   Monitor 5:00",
            ),
            (
                &[200, 660],
                "Fraud   ▸ Setup ━━━━━━━━━╌╌╌╌ 1:40 left   ✓ Data 11:00 +1:00   Model 10:00   Serving 10:00   Monitor 4:00",
            ),
            (
                &[320, 600, 600, 600, 60],
                "Fraud   ▸ Setup ━━━━━━━━━━━━┃━ +0:20 over   ✓ Data 10:00   ✓ Model 10:00   ✓ Serving 10:00   Monitor 3:40",
            ),
        ];
        for (spent, expected) in table {
            let timeline = Timeline {
                current: Some(0),
                ..timeline(spent)
            };
            let line = line("Fraud", &tabs([true; 5]), &timeline, true, 120);
            assert_eq!(line.to_string(), expected, "{spent:?}");
        }
    }

    #[test]
    fn the_bar_gets_shorter_before_it_is_left_out() {
        for screen in 100..230 {
            let line = text("Fraud Detection", &[348, 332], screen);
            let bar = line.chars().filter(|symbol| "━╌".contains(*symbol)).count();
            assert!(bar == 0 || (6..=26).contains(&bar), "{screen}: {line}");
            assert!(line.chars().count() <= screen - 4, "{screen}: {line}");
        }
    }
}

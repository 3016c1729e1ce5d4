//! What a pause shows in place of the notes.

use std::time::Duration;

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::domain::session::time_table::PlanDifference;
use crate::domain::session::timeline::{StageTime, Timeline, clock};
use crate::domain::session::{GapReason, Session};
use crate::tui::keys::remap::KeyMap;
use crate::tui::keys::{Action, Context};
use crate::tui::theme;
use crate::tui::widgets::countdown::{left_or_over, round_up, total_words};
use crate::tui::widgets::timeline::{self, StageTab};
use crate::tui::widgets::{column, pace};

/// Columns of a time in the rows of the stages.
const TIME: usize = 5;

/// What a pause says in place of the notes.
pub fn pause_lines(
    stage: &str,
    timeline: &Timeline,
    session: &Session,
    is_tutor: bool,
    own: &KeyMap,
) -> Vec<String> {
    let time = timeline.stages[session.stage];
    let gap = session.gaps.last();
    let away = gap.is_some_and(|gap| gap.reason == GapReason::Away);
    let since = gap.map(|gap| gap.since.format("paused since %Y-%m-%d %H:%M").to_string());
    // What the rows of the stages sum to.
    let at = clock(timeline.elapsed());
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
pub fn stage_lines(tabs: &[StageTab], timeline: &Timeline) -> Vec<Line<'static>> {
    let short_of = timeline.will_have();
    let widest = tabs.iter().map(|tab| tab.short.width()).max().unwrap_or(0);
    let stages = tabs.iter().zip(&timeline.stages).enumerate();
    let lines = stages.map(|(index, (tab, time))| {
        let name = column(&tab.short, widest + 2);
        if timeline.is_to_come(index) {
            let will_have = short_of.iter().find(|(stage, _)| *stage == index);
            return to_come_line(&name, *time, will_have.map(|(_, left)| *left));
        }
        let (mark, difference) = if timeline.current == Some(index) {
            let words = Span::styled(left_or_over(*time), theme::STRONG);
            (Span::styled("▸ ", theme::ACCENT), words)
        } else {
            (
                timeline::left_mark(tab.has_work),
                PlanDifference::of_left(*time)
                    .map(pace::difference)
                    .unwrap_or_default(),
            )
        };
        let (spent, planned) = (clock(time.spent), clock(time.planned));
        let times = format!("{name}{spent:>5} of {planned:>5}  ");
        Line::from(vec![mark, Span::raw(times), aligned(&difference)])
    });
    lines.collect()
}

/// A stage that is not open and was not left: its plan, or what it has used of it where the candidate went back from it,
/// and what overruns leave of it, if they do.
fn to_come_line(name: &str, time: StageTime, will_have: Option<Duration>) -> Line<'static> {
    let planned = clock(time.planned);
    let spent = if time.entered {
        format!("{:>5} of {planned:>5}", clock(time.spent))
    } else {
        format!("{:>9}{planned:>5}", "")
    };
    let rest = match will_have {
        Some(left) if left.is_zero() => Span::styled("past the end", theme::WARNING),
        Some(left) => {
            let words = format!("will have {}", clock(round_up(left)));
            Span::styled(words, theme::WARNING)
        }
        None if time.entered => aligned(&Span::styled(left_or_over(time), theme::SECONDARY)),
        None => Span::default(),
    };
    Line::from(vec![
        Span::styled(format!("  {name}{spent}  "), theme::SECONDARY),
        rest,
    ])
}

/// Words that begin with a time, so that the times of all rows end in one column.
fn aligned(words: &Span<'_>) -> Span<'static> {
    let time = words.content.split(' ').next().unwrap_or_default();
    let blanks = TIME.saturating_sub(time.width());
    Span::styled(" ".repeat(blanks) + &words.content, words.style)
}

/// `Data has 3:08 left`, `Data is 0:12 over`.
fn says(what: &str, words: &str) -> String {
    match words.strip_prefix('+') {
        Some(over) => format!("{what} is {over}"),
        None => format!("{what} has {words}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_times_of_all_stages_end_in_one_column() {
        let planned = [5, 10, 10, 10, 5].into_iter();
        let spent = [52, 1, 0, 900, 0].into_iter();
        let stages = planned.zip(spent).map(|(minutes, spent)| StageTime {
            planned: Duration::from_secs(minutes * 60),
            spent: Duration::from_secs(spent),
            entered: spent > 0,
        });
        let timeline = Timeline {
            stages: stages.collect(),
            current: Some(0),
        };
        let tabs = ["Setup", "Data", "Model", "Serving", "Monitor"].map(|short| StageTab {
            short: short.to_owned(),
            has_work: false,
        });
        let lines = stage_lines(&tabs, &timeline);
        let text: Vec<String> = lines.iter().map(Line::to_string).collect();
        assert_eq!(text[0], "▸ Setup     0:52 of  5:00   4:08 left");
        assert_eq!(text[1], "  Data      0:01 of 10:00   9:59 left");
        assert_eq!(text[3], "– Serving  15:00 of 10:00   5:00 over");
    }
}

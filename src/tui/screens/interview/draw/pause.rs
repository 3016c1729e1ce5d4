//! What a pause shows in place of the notes.

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::domain::session::timeline::{StageTime, Timeline, clock};
use crate::domain::session::{GapReason, Session};
use crate::tui::keys::remap::KeyMap;
use crate::tui::keys::{Action, Context};
use crate::tui::theme;
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
/// leave to those to come. A check stands at the stages that were left and in which something was done.
pub fn stage_lines(
    (shorts, worked): (&[String], &[bool]),
    timeline: &Timeline,
) -> Vec<Line<'static>> {
    let short_of = timeline.will_have();
    let widest = shorts.iter().map(|short| short.width()).max().unwrap_or(0);
    let stages = shorts.iter().zip(&timeline.stages).enumerate();
    let lines = stages.map(|(index, (short, time))| {
        let name = column(short, widest + 2);
        let is_open = timeline.current == Some(index);
        let planned = clock(time.planned);
        if timeline.is_to_come(index) {
            let will_have = short_of.iter().find(|(stage, _)| *stage == index);
            let is_short = will_have.is_some();
            let rest = will_have.map(|(_, left)| {
                if left.is_zero() {
                    "  past the end".to_owned()
                } else {
                    format!("  will have {}", clock(round_up(*left)))
                }
            });
            let (spent, rest) = if time.entered {
                // The candidate went back from it.
                let spent = format!("{:>5} of {planned:>5}", clock(time.spent));
                (
                    spent,
                    rest.unwrap_or_else(|| format!("  {}", left_or_over(*time))),
                )
            } else {
                (format!("{:>9}{planned:>5}", ""), rest.unwrap_or_default())
            };
            let style = if is_short {
                theme::WARNING
            } else {
                theme::SECONDARY
            };
            return Line::from(vec![
                Span::styled(format!("  {name}{spent}"), theme::SECONDARY),
                Span::styled(rest, style),
            ]);
        }
        let (mark, spent) = if is_open {
            (Span::styled("▸ ", theme::ACCENT), time.spent)
        } else if worked.get(index) != Some(&true) {
            (Span::styled("– ", theme::SECONDARY), time.spent)
        } else {
            (Span::styled("✓ ", theme::GOOD), time.spent)
        };
        let (rest, style) = match (is_open, time.over().as_secs(), time.left().as_secs()) {
            (true, ..) => (left_or_over(*time), theme::STRONG),
            (false, 1.., _) => (format!("{} over", clock(time.over())), theme::OVER),
            (false, 0, 1..) if !time.was_run() => ("not run".to_owned(), theme::SECONDARY),
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

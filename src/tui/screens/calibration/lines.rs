//! The lines of the page: the result first, then the levels, then every mark that differs with its reason.

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::CalibrationData;
use crate::domain::judging::agreement::Agreement;
use crate::domain::judging::calibration::{
    Calibration, GoldLevels, GoldProgress, KAPPA, LevelPair, MarkDifference, UNDEFINED, scored,
};
use crate::domain::sanitize;
use crate::domain::session::event::Wall;
use crate::tui::theme;
use crate::tui::widgets::hanging::{below_lead, hang, section};
use crate::tui::widgets::{charts, column, fit};

/// The most columns of a sentence; longer lines are hard to read.
const WIDEST: usize = 100;
/// The columns behind the title of a stage: equal marks, their share, kappa, equal levels; and where it fits their kappa.
const EQUAL: usize = 9;
const PERCENT: usize = 6;
const KAPPA_COLUMNS: usize = 10;
const LEVELS: usize = 9;
/// The widest bar of a share, and the narrowest, with the blanks behind it.
const BAR: (usize, usize) = (10, 26);
/// The columns of a stage's short title, and of a level as digits and as a bar.
const SHORT: usize = 9;
const DIGIT: usize = 8;
const LEVEL_BAR: usize = 15;
/// The blanks behind the levels of a session.
const GAP: usize = 2;

/// The lines of the page in so many columns.
pub(super) fn of(data: &CalibrationData, width: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let earlier = match (&data.open, data.results.split_last()) {
        (None, Some(((_, latest), earlier))) => {
            add_result(latest, width, &mut lines);
            earlier
        }
        (open, _) => {
            add_missing(open.as_deref().unwrap_or_default(), data, width, &mut lines);
            &data.results
        }
    };
    add_earlier(earlier, width, &mut lines);
    if let (None, Some((_, latest))) = (&data.open, data.results.last()) {
        add_differences(&latest.differences, width, &mut lines);
    }
    lines
}

fn add_result(of: &Calibration, width: usize, lines: &mut Vec<Line<'static>>) {
    let text = width.min(WIDEST);
    for (what, agreement) in [("marks", &of.items), ("levels", &of.levels)] {
        let percent = percent(agreement);
        let sentence = format!(
            "{} of {} {what} are as agreed: {}, kappa {}.",
            agreement.equal,
            agreement.of,
            percent.trim(),
            agreement.kappa_text()
        );
        hang(lines, Vec::new(), &sentence, theme::STRONG, text);
    }
    hang(lines, Vec::new(), KAPPA, theme::SECONDARY, text);
    if of.has_undefined() {
        hang(lines, Vec::new(), UNDEFINED, theme::SECONDARY, text);
    }
    lines.push(Line::default());
    lines.extend(table(of, width));
    add_levels(&of.sessions, width, lines);
}

fn percent(agreement: &Agreement) -> String {
    let percent = agreement.percent();
    percent.map_or("-".to_owned(), |percent| format!("{percent} %"))
}

/// A row for each stage and one for all: the marks and the levels that are as agreed.
fn table(of: &Calibration, width: usize) -> Vec<Line<'static>> {
    let stages = of.stages.iter();
    let rows = stages.map(|stage| (sanitize::line(&stage.title), &stage.items, &stage.levels));
    let rows: Vec<_> = rows
        .chain([("All stages".to_owned(), &of.items, &of.levels)])
        .collect();
    let longest = rows.iter().map(|row| row.0.width() + 1).max();
    let fixed = EQUAL + PERCENT + KAPPA_COLUMNS + LEVELS;
    let title = longest.unwrap_or(0).min(width.saturating_sub(fixed));
    let mut room = width.saturating_sub(title + fixed);
    let has_kappa = room >= KAPPA_COLUMNS;
    room -= if has_kappa { KAPPA_COLUMNS } else { 0 };
    let bar = if room < BAR.0 { 0 } else { room.min(BAR.1) };
    let last = if has_kappa { "kappa" } else { "" };
    let marks = EQUAL + PERCENT;
    let heads = format!(
        "{}{:bar$}{:>marks$}{:>KAPPA_COLUMNS$}{:>LEVELS$}{last:>KAPPA_COLUMNS$}",
        column("stage", title),
        "",
        "marks",
        "kappa",
        "levels"
    );
    let mut lines = vec![Line::styled(heads.trim_end().to_owned(), theme::SECONDARY)];
    for (index, (name, items, levels)) in rows.iter().enumerate() {
        let is_total = index + 1 == rows.len();
        let style = if is_total {
            theme::STRONG
        } else {
            theme::PLAIN
        };
        let mut spans = vec![Span::styled(column(name, title), style)];
        spans.extend(share(items, bar));
        let equal = |of: &Agreement| format!("{} of {}", of.equal, of.of);
        let kappa = if has_kappa {
            format!("{:>KAPPA_COLUMNS$}", levels.kappa_text())
        } else {
            String::new()
        };
        let numbers = format!(
            "{:>EQUAL$}{:>PERCENT$}{:>KAPPA_COLUMNS$}{:>LEVELS$}{kappa}",
            equal(items),
            percent(items),
            items.kappa_text(),
            equal(levels)
        );
        spans.push(Span::styled(numbers, style));
        lines.push(Line::from(spans));
    }
    lines
}

/// The share of the equal marks as a bar in so many columns, the last one blank.
fn share(items: &Agreement, columns: usize) -> Vec<Span<'static>> {
    let Some(cells) = columns.checked_sub(1) else {
        return Vec::new();
    };
    let full = (cells * items.equal)
        .checked_div(items.of)
        .unwrap_or_default();
    vec![
        Span::styled("━".repeat(full), theme::ACCENT),
        Span::styled("╌".repeat(cells - full), theme::SECONDARY),
        Span::raw(" "),
    ]
}

/// The coach's levels of each session beside the agreed ones, as many sessions beside each other as fit.
fn add_levels(sessions: &[GoldLevels], width: usize, lines: &mut Vec<Line<'static>>) {
    if sessions.is_empty() {
        return;
    }
    let room = width.saturating_sub(SHORT);
    let has_bars = room >= sessions.len() * (2 * LEVEL_BAR + GAP);
    let level = if has_bars { LEVEL_BAR } else { DIGIT };
    let fits = (room / (2 * level)).clamp(1, sessions.len());
    let titles = sessions.iter().map(|session| session.design.width() + GAP);
    let wanted = titles.max().unwrap_or(0).max(2 * level + GAP);
    let cell = wanted.min(room / fits);
    for some in sessions.chunks(fits) {
        section(lines, "Levels", "yours, and the agreed one");
        let titles: String = some
            .iter()
            .map(|session| column(&sanitize::line(&session.design), cell))
            .collect();
        lines.push(Line::styled(
            format!("{:SHORT$}{titles}", "").trim_end().to_owned(),
            theme::SECONDARY,
        ));
        let heads = column("yours", level) + "agreed";
        let heads: String = some.iter().map(|_| column(&heads, cell)).collect();
        lines.push(Line::styled(
            format!("{}{heads}", column("stage", SHORT))
                .trim_end()
                .to_owned(),
            theme::SECONDARY,
        ));
        let stages = some.iter().map(|session| session.stages.len()).max();
        for stage in 0..stages.unwrap_or(0) {
            lines.push(level_row(some, stage, (level, cell), has_bars));
        }
    }
}

/// The levels of one stage in some sessions.
fn level_row(
    sessions: &[GoldLevels],
    stage: usize,
    (level, cell): (usize, usize),
    has_bars: bool,
) -> Line<'static> {
    let mut pairs = sessions.iter().map(|session| session.stages.get(stage));
    let short = pairs.find_map(|pair| pair.map(|pair| sanitize::line(&pair.short)));
    let mut spans = vec![Span::raw(column(&short.unwrap_or_default(), SHORT))];
    let mut add = |shown: Option<u8>, columns: usize| {
        let bar = if has_bars {
            charts::level_bar(shown)
        } else {
            vec![charts::level_in_row(shown)]
        };
        let used: usize = bar.iter().map(Span::width).sum();
        spans.extend(bar);
        spans.push(Span::raw(" ".repeat(columns.saturating_sub(used))));
    };
    for session in sessions {
        let pair = session.stages.get(stage);
        add(pair.and_then(|pair: &LevelPair| pair.own), level);
        add(pair.map(|pair| pair.agreed), cell.saturating_sub(level));
    }
    Line::from(spans)
}

fn add_differences(all: &[MarkDifference], width: usize, lines: &mut Vec<Line<'static>>) {
    let width = width.min(WIDEST);
    let count = match all.len() {
        0 => "every mark is as agreed".to_owned(),
        1 => "1 mark".to_owned(),
        count => format!("{count} marks"),
    };
    section(lines, "Marked differently", &count);
    let mut group = None;
    for one in all {
        if group != Some((&one.session, &one.stage)) {
            lines.extend(group.is_some().then(Line::default));
            group = Some((&one.session, &one.stage));
            let (design, stage) = (sanitize::line(&one.design), sanitize::line(&one.stage));
            let title = fit(&format!("{design} · {stage}"), width);
            lines.push(Line::styled(title, theme::ACCENT));
        }
        let look_for = sanitize::line(&one.look_for);
        below_lead(lines, 2, &look_for, theme::STRONG, width);
        let marks = format!("you: {}   agreed: {}", one.own.word(), one.agreed.word());
        below_lead(lines, 4, &marks, theme::PLAIN, width);
        let reason = sanitize::line(&one.reason);
        below_lead(lines, 4, &reason, theme::SECONDARY, width);
    }
}

/// A row for each earlier round.
fn add_earlier(earlier: &[(Wall, Calibration)], width: usize, lines: &mut Vec<Line<'static>>) {
    if earlier.is_empty() {
        return;
    }
    section(lines, "Earlier rounds", "");
    for (at, of) in earlier {
        let (items, levels) = (&of.items, &of.levels);
        let row = format!(
            "{}   {} of {} marks, kappa {}   {} of {} levels",
            at.format("%Y-%m-%d"),
            items.equal,
            items.of,
            items.kappa_text(),
            levels.equal,
            levels.of
        );
        hang(lines, Vec::new(), &row, theme::PLAIN, width);
    }
}

/// Which stages of which sessions are not scored.
fn add_missing(
    open: &[GoldProgress],
    data: &CalibrationData,
    width: usize,
    lines: &mut Vec<Line<'static>>,
) {
    let text = width.min(WIDEST);
    let sentence = format!(
        "{} of {} gold sessions are scored.",
        scored(open),
        data.sessions
    );
    hang(lines, Vec::new(), &sentence, theme::STRONG, text);
    let why = "The agreed marks are shown once every stage of each session is scored, so that you score blind.";
    hang(lines, Vec::new(), why, theme::SECONDARY, text);
    lines.push(Line::default());
    for session in open {
        let is_scored = session.open.is_empty();
        let lead = if is_scored {
            Span::styled("✓ ", theme::GOOD)
        } else {
            Span::styled("· ", theme::WARNING)
        };
        let (candidate, design) = (
            sanitize::line(&session.candidate),
            sanitize::line(&session.design),
        );
        let name = format!("{candidate}, {design}");
        hang(lines, vec![lead], &name, theme::PLAIN, text);
        let left = if is_scored {
            "scored".to_owned()
        } else {
            format!("not scored: {}", sanitize::line(&session.open.join(", ")))
        };
        below_lead(lines, 2, &left, theme::SECONDARY, text);
    }
}

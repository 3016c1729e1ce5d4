//! The timeline of a replay: stages, edits and marks on one scale, a column for so many seconds.

use std::collections::BTreeSet;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::domain::sanitize;
use crate::domain::session::event::{Entry, Event};
use crate::domain::session::plan::Plan;
use crate::domain::session::timeline::{Stretch, clock, stretches};
use crate::tui::theme;
use crate::tui::widgets::{charts, fit, put_styled};

/// The seconds that a column may stand for.
const SCALES: [u64; 24] = [
    1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 35, 40, 45, 50, 60, 75, 90, 120, 300, 600, 3600,
];
/// The columns of the labels before the scale.
const LABEL: usize = 8;

/// A mark on the timeline.
/// Of several in one column the greatest is shown: a coach's comment is what the coach looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum TimelineMark {
    Asked,
    FollowUp,
    Comment,
}

impl TimelineMark {
    fn symbol(self) -> &'static str {
        match self {
            Self::Asked => "?",
            Self::FollowUp => "▼",
            Self::Comment => "◆",
        }
    }
}

/// What stands on the timeline, by interview time.
#[derive(Debug, Default)]
pub(super) struct ReplayTimeline {
    end: Duration,
    /// The stretches of time in one stage.
    stages: Vec<Stretch>,
    edits: Vec<Duration>,
    marks: Vec<(Duration, TimelineMark)>,
    /// Where it was drawn last, and the seconds of a column.
    area: Rect,
    scale: u64,
}

impl ReplayTimeline {
    /// The timeline of these entries, with comments at these times.
    pub fn of(entries: &[Entry], end: Duration, comments: impl Iterator<Item = Duration>) -> Self {
        let mut timeline = Self {
            end,
            stages: Vec::new(),
            edits: Vec::new(),
            marks: Vec::new(),
            area: Rect::default(),
            scale: SCALES[0],
        };
        let mut entered = Vec::new();
        for entry in entries {
            match entry.event {
                Event::Entered { stage, .. } => entered.push((entry.at, stage)),
                Event::Edit { .. } => timeline.edits.push(entry.at),
                Event::Asked { .. } => timeline.marks.push((entry.at, TimelineMark::Asked)),
                Event::FollowUp { .. } => timeline.marks.push((entry.at, TimelineMark::FollowUp)),
                _ => {}
            }
        }
        timeline.stages = stretches(entered, end);
        timeline
            .marks
            .extend(comments.map(|at| (at, TimelineMark::Comment)));
        timeline.marks.sort_by_key(|(at, _)| *at);
        timeline
    }

    /// What the marks mean with how many have no column of their own, and the scale, for the head line; the former alone; and
    /// for little room without where the others are.
    pub fn legend(&self, width: usize) -> [String; 3] {
        let scale = scale(self.end, width.saturating_sub(LABEL));
        let most = self.counts(scale, self.columns(scale)).into_iter().max();
        let most = most.unwrap_or(0);
        let columns = self.marks.iter().map(|(at, _)| at.as_secs() / scale);
        let columns: BTreeSet<u64> = columns.collect();
        let more = match self.marks.len() - columns.len() {
            0 => String::new(),
            more => format!("   {more} more"),
        };
        let short = format!("? asked   ▼ follow-up   ◆ comment{more}");
        let place = if more.is_empty() { "" } else { " in Events" };
        let marks = format!("{short}{place}");
        let edits = format!("▄ edits in {scale} s, at most {most}");
        [format!("{marks}   {edits}"), marks, short]
    }

    /// The interview time of a place on the screen, if it is on the timeline.
    pub fn time_at(&self, column: u16, row: u16) -> Option<Duration> {
        let inside = self.area.contains((column, row).into());
        let column = column
            .checked_sub(self.area.x + LABEL as u16)
            .filter(|_| inside)?;
        let at = Duration::from_secs(u64::from(column) * self.scale);
        Some(at.min(self.end))
    }

    /// Draws as many of its rows as the area has: the stages first, then marks, edits, and the time of the replay.
    pub fn draw(&mut self, at: Duration, plan: &Plan, area: Rect, buf: &mut Buffer) {
        let width = usize::from(area.width).saturating_sub(LABEL);
        self.scale = scale(self.end, width);
        self.area = area;
        let lines = self.lines(at, plan, width, area.height.into());
        put_styled(&lines, area, buf);
    }

    fn lines(&self, at: Duration, plan: &Plan, width: usize, rows: usize) -> Vec<Line<'static>> {
        let now = self.column(at);
        let columns = self.columns(self.scale);
        let counts = self.counts(self.scale, columns);
        let mut lines = Vec::new();
        if rows >= 3 {
            lines.push(labeled(
                "stage",
                vec![Span::raw(self.stage_names(plan, width))],
            ));
        }
        let bar = if rows >= 3 { "" } else { "stage" };
        lines.push(labeled(bar, self.stage_bar(now, columns)));
        if rows >= 5 {
            let upper = charts::sparkline_rows(&counts, 2);
            let [upper, lower] = [&upper[0], &upper[1]].map(|row| played(row, now));
            lines.extend([labeled("", upper), labeled("edits", lower)]);
        } else if rows >= 4 {
            lines.push(labeled("edits", played(&charts::sparkline(&counts), now)));
        }
        lines.push(labeled("marks", self.mark_row(columns)));
        if rows >= 6 {
            lines.push(labeled(
                "now",
                vec![Span::raw(self.now_row(at, now, width))],
            ));
        }
        lines
    }

    fn column(&self, at: Duration) -> usize {
        usize::try_from(at.as_secs() / self.scale).unwrap_or(usize::MAX)
    }

    fn columns(&self, scale: u64) -> usize {
        usize::try_from(self.end.as_secs() / scale).unwrap_or(0) + 1
    }

    /// How many edits each column has.
    fn counts(&self, scale: u64, columns: usize) -> Vec<u64> {
        let mut counts = vec![0; columns];
        for at in &self.edits {
            let column = usize::try_from(at.as_secs() / scale).unwrap_or(usize::MAX);
            if let Some(count) = counts.get_mut(column) {
                *count += 1;
            }
        }
        counts
    }

    /// The name and the time of each stage above its bar, or its number where the name has no room. That of the last one may
    /// be longer than its bar.
    fn stage_names(&self, plan: &Plan, width: usize) -> String {
        let mut names = String::new();
        let last = self.stages.len().saturating_sub(1);
        for (index, stretch) in self.stages.iter().enumerate() {
            let from = self.column(stretch.start);
            let to = if index == last {
                width + 1
            } else {
                self.column(stretch.end)
            };
            let room = to.saturating_sub(from).max(1);
            let short = plan
                .stages
                .get(stretch.stage)
                .map(|stage| sanitize::line(&stage.short));
            let name = short.unwrap_or_default();
            let whole = format!("{name} {}", clock(stretch.shown));
            let number = (stretch.stage + 1).to_string();
            let forms = [whole, name, number];
            let Some(form) = forms.into_iter().find(|form| form.width() < room) else {
                continue;
            };
            let blanks = from.saturating_sub(names.width());
            names += &" ".repeat(blanks);
            names += &form;
        }
        names
    }

    /// A bar for each stage, with a blank before the next one; what was played is filled.
    fn stage_bar(&self, now: usize, columns: usize) -> Vec<Span<'static>> {
        let starts: Vec<usize> = self
            .stages
            .iter()
            .skip(1)
            .map(|stretch| self.column(stretch.start))
            .collect();
        let cells = (0..columns).map(|column| {
            if starts.contains(&(column + 1)) {
                Span::raw(" ")
            } else if column <= now {
                Span::styled("━", theme::ACCENT)
            } else {
                Span::styled("╌", theme::SECONDARY)
            }
        });
        cells.collect()
    }

    /// The marks; of several in one column the greatest.
    fn mark_row(&self, columns: usize) -> Vec<Span<'static>> {
        let mut row = vec![None; columns];
        for (at, mark) in &self.marks {
            if let Some(cell) = row.get_mut(self.column(*at)) {
                *cell = (*cell).max(Some(*mark));
            }
        }
        let cells = row.into_iter().map(|mark| match mark {
            None => Span::raw(" "),
            Some(TimelineMark::Comment) => {
                Span::styled(TimelineMark::Comment.symbol(), theme::ACCENT)
            }
            Some(TimelineMark::FollowUp) => {
                Span::styled(TimelineMark::FollowUp.symbol(), theme::WARNING)
            }
            Some(mark) => Span::raw(mark.symbol()),
        });
        cells.collect()
    }

    /// `▲ 12:49 of 34:29`, the arrow below the column of the time.
    fn now_row(&self, at: Duration, now: usize, width: usize) -> String {
        let time = format!("{} of {}", clock(at), clock(self.end));
        if now + 2 + time.width() <= width {
            format!("{}▲ {time}", " ".repeat(now))
        } else {
            let before = now.saturating_sub(time.width() + 1);
            fit(&format!("{}{time} ▲", " ".repeat(before)), width)
        }
    }
}

/// The fewest seconds of a column with which the whole interview fits.
fn scale(end: Duration, width: usize) -> u64 {
    let fits = |scale: &u64| (end.as_secs() / scale) < width as u64;
    SCALES
        .into_iter()
        .find(fits)
        .unwrap_or_else(|| end.as_secs() / width.max(1) as u64 + 1)
}

fn labeled(label: &str, cells: Vec<Span<'static>>) -> Line<'static> {
    let mut spans = vec![Span::styled(format!("{label:<LABEL$}"), theme::SECONDARY)];
    spans.extend(cells);
    Line::from(spans)
}

/// A row of blocks, of which those up to the column `now` were played.
fn played(blocks: &str, now: usize) -> Vec<Span<'static>> {
    let mut columns = blocks.chars();
    let before: String = columns.by_ref().take(now + 1).collect();
    vec![
        Span::styled(before, theme::ACCENT),
        Span::styled(columns.collect::<String>(), theme::SECONDARY),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_marks_in_one_column_a_comment_is_shown_and_the_legend_tells_how_many_are_not() {
        let mut timeline = ReplayTimeline {
            end: Duration::from_secs(2400),
            scale: 60,
            ..ReplayTimeline::default()
        };
        for (at, mark) in [
            (61, TimelineMark::Comment),
            (70, TimelineMark::Asked),
            (80, TimelineMark::FollowUp),
            (300, TimelineMark::FollowUp),
            (301, TimelineMark::Asked),
            (600, TimelineMark::Asked),
        ] {
            timeline.marks.push((Duration::from_secs(at), mark));
        }
        let row = Line::from(timeline.mark_row(41)).to_string();
        assert_eq!(row.trim_end(), " ◆   ▼    ?");
        let [_, marks, short] = timeline.legend(41 + LABEL);
        let words = "? asked   ▼ follow-up   ◆ comment   3 more in Events";
        assert_eq!(marks, words);
        assert_eq!(format!("{short} in Events"), words);
    }

    #[test]
    fn a_column_has_as_few_seconds_as_let_the_interview_fit() {
        for (minutes, width, seconds) in [(40, 130, 20), (40, 70, 35), (2, 70, 2), (40, 1, 3600)] {
            assert_eq!(
                scale(Duration::from_secs(minutes * 60), width),
                seconds,
                "{minutes} {width}"
            );
        }
    }
}

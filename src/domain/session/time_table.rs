//! The time of every stage against its plan as rows of a table, and what they sum to. Screens and formats only lay them out.

use std::fmt;
use std::time::Duration;

use super::Session;
use super::pace::{Bar, Pace, Times};
use super::timeline::{StageTime, Timeline, clock};
use crate::domain::sanitize;

/// How a time differs from its plan. Its text is the one form of it: `0:39 over`, `1:24 early`, `1:24 left`,
/// `not run`, `not reached yet`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanDifference {
    Over(Duration),
    Early(Duration),
    /// Before the finish: the candidate may still use this time.
    Left(Duration),
    /// No time was spent in the stage, so that it ended neither late nor early.
    NotRun,
    /// Before the finish: the stage has not begun.
    NotReached,
    /// Of a total: so many stages were not run, whose time is not among the time early.
    StagesNotRun(usize),
}

impl PlanDifference {
    /// How a stage that was left differs from its plan; `None` where it met it to the second.
    pub fn of_left(time: StageTime) -> Option<Self> {
        if time.over().as_secs() > 0 {
            Some(Self::Over(time.over()))
        } else if !time.was_run() {
            Some(Self::NotRun)
        } else {
            (time.left().as_secs() > 0).then(|| Self::Early(time.left()))
        }
    }
}

impl fmt::Display for PlanDifference {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Over(time) => write!(to, "{} over", clock(*time)),
            Self::Early(time) => write!(to, "{} early", clock(*time)),
            Self::Left(time) => write!(to, "{} left", clock(*time)),
            Self::NotRun => to.write_str("not run"),
            Self::NotReached => to.write_str("not reached yet"),
            Self::StagesNotRun(count) => write!(to, "{count} not run"),
        }
    }
}

/// A stage in the table. Its texts are sanitized.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeRow {
    pub title: String,
    pub short: String,
    pub times: Times,
    pub bar: Bar,
    /// `None` where the plan was met to the second.
    pub difference: Option<PlanDifference>,
}

/// The table of a session.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TimeTable {
    /// In the plan's order.
    pub rows: Vec<TimeRow>,
    /// Each figure is the sum of the rows' figures.
    pub total: Times,
    /// The time over of all rows, then the time early of all rows, then how many were not run, each only where there is
    /// any; the last two only after the finish.
    pub differences: Vec<PlanDifference>,
}

impl TimeTable {
    /// The table of a session with its pace.
    pub fn of(session: &Session, pace: &Pace) -> Self {
        let stages = session.head.plan.stages.iter();
        let names = stages.map(|stage| (&*stage.title, &*stage.short));
        let mut table = Self::new(names, pace, session.is_finished());
        if !session.is_finished() {
            table.tell_not_reached(&session.timeline_now());
        }
        table
    }

    /// Tells the stages that have not begun from those without a second spent, whose time is left.
    fn tell_not_reached(&mut self, timeline: &Timeline) {
        for (row, time) in self.rows.iter_mut().zip(&timeline.stages) {
            if row.difference == Some(PlanDifference::NotRun) {
                row.difference = Some(if time.entered {
                    PlanDifference::Left(row.times.planned)
                } else {
                    PlanDifference::NotReached
                });
            }
        }
    }

    /// The table of stages with these titles and short titles. Before the finish no stage is said to have ended early, but
    /// to have time left: it may be opened again.
    pub fn new<'a>(
        names: impl Iterator<Item = (&'a str, &'a str)>,
        pace: &Pace,
        is_finished: bool,
    ) -> Self {
        let rows = names.zip(pace.stages.iter().zip(pace.bars()));
        let rows: Vec<TimeRow> = rows
            .map(|((title, short), (stage, bar))| TimeRow {
                title: sanitize::line(title),
                short: sanitize::line(short),
                times: stage.times,
                bar,
                difference: difference(&stage.times, is_finished),
            })
            .collect();
        let not_run = rows
            .iter()
            .filter(|row| row.difference == Some(PlanDifference::NotRun));
        let not_run = not_run.count();
        let not_run = (is_finished && not_run > 0).then_some(PlanDifference::StagesNotRun(not_run));
        let Times {
            over,
            below_plan: early,
            ..
        } = pace.total;
        let over = (!over.is_zero()).then_some(PlanDifference::Over(over));
        let early = (is_finished && !early.is_zero()).then_some(PlanDifference::Early(early));
        Self {
            rows,
            total: pace.total,
            differences: over.into_iter().chain(early).chain(not_run).collect(),
        }
    }

    /// How all rows differ from their plans: `0:19 over, 1:48 early, 1 not run`; empty where every plan was met.
    pub fn differences_text(&self) -> String {
        let differences = self.differences.iter().map(PlanDifference::to_string);
        differences.collect::<Vec<_>>().join(", ")
    }
}

impl TimeRow {
    /// The time spent; `-` for a stage that was not run, or not yet.
    pub fn spent_text(&self) -> String {
        match self.difference {
            Some(PlanDifference::NotRun | PlanDifference::NotReached) => "-".to_owned(),
            _ => clock(self.times.spent),
        }
    }

    /// How the stage differs from its plan; empty where it was met.
    pub fn difference_text(&self) -> String {
        let difference = self.difference.as_ref();
        difference.map_or_else(String::new, PlanDifference::to_string)
    }
}

fn difference(times: &Times, is_finished: bool) -> Option<PlanDifference> {
    let time = StageTime {
        planned: times.planned,
        spent: times.spent,
        entered: true,
    };
    match PlanDifference::of_left(time) {
        Some(PlanDifference::Early(left)) if !is_finished => Some(PlanDifference::Left(left)),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The table of stages that took these seconds of five minutes each.
    fn table(spent: &[u64], is_finished: bool) -> TimeTable {
        let times = spent.iter().map(|spent| Duration::from_secs(*spent));
        let pace = Pace::of_times(times.map(|spent| (Duration::from_secs(300), spent)));
        let names = spent.iter().map(|_| ("Problem Setup", "Setup"));
        TimeTable::new(names, &pace, is_finished)
    }

    fn texts(table: &TimeTable) -> (Vec<String>, String) {
        let rows = table.rows.iter().map(TimeRow::difference_text);
        (rows.collect(), table.differences_text())
    }

    #[test]
    fn a_plan_that_was_not_met_has_one_form_of_words_and_a_stage_that_never_ran_is_neither_late_nor_early()
     {
        let (rows, total) = texts(&table(&[338, 216, 300, 0], true));
        assert_eq!(rows, ["0:38 over", "1:24 early", "", "not run"]);
        assert_eq!(total, "0:38 over, 1:24 early, 1 not run");
        let (rows, total) = texts(&table(&[338, 216, 300, 0], false));
        assert_eq!(rows, ["0:38 over", "1:24 left", "", "not run"]);
        assert_eq!(total, "0:38 over");
        let (rows, total) = texts(&table(&[0, 0], true));
        assert_eq!(rows, ["not run", "not run"]);
        assert_eq!(total, "2 not run");
    }

    proptest! {
        #[test]
        fn the_rows_sum_to_the_total(
            spent in prop::collection::vec(prop_oneof![Just(0), 0u64..900], 0..8),
            is_finished: bool,
        ) {
            let table = table(&spent, is_finished);
            let all = |of: fn(&PlanDifference) -> Duration| table.rows.iter().filter_map(|row| row.difference.as_ref()).map(of).sum::<Duration>();
            let over = |it: &PlanDifference| match it { PlanDifference::Over(time) => *time, _ => Duration::ZERO };
            let early = |it: &PlanDifference| match it { PlanDifference::Early(time) => *time, _ => Duration::ZERO };
            let total = |of: fn(&PlanDifference) -> Duration| table.differences.iter().map(of).sum::<Duration>();
            prop_assert_eq!(all(over), total(over));
            prop_assert_eq!(all(early), total(early));
            let spent: Duration = table.rows.iter().map(|row| row.times.spent).sum();
            prop_assert_eq!(spent, table.total.spent);
        }
    }
}

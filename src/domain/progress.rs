//! The progress of one candidate over all sessions: time practiced, streak, and for each stage the levels over time, the
//! overruns, and how the candidate's levels compare with a coach's. It is computed from what lists know of the sessions.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use chrono::{Datelike, Days, NaiveDate};

use super::cards::CardCounts;
use super::session::event::Wall;
use super::session::pace::Pace;
use super::units::counted;

/// How many of the last levels the mean is taken of.
pub const LAST: usize = 5;

/// The least time of a session that makes a day one of practice.
const LEAST_PRACTICE: Duration = Duration::from_secs(60);

/// One session of the candidate.
#[derive(Debug, Clone)]
pub struct ProgressSession {
    pub started: Wall,
    pub elapsed: Duration,
    pub is_finished: bool,
    /// One stage alone: it counts for time and streak, and nothing else.
    pub is_drill: bool,
    pub stages: Vec<AttemptedStage>,
    /// The candidate's own levels by stage id, as far as the reader may see them.
    pub levels: BTreeMap<String, u8>,
    /// The session has levels that the reader may not see.
    pub hides_levels: bool,
    /// The levels of each complete review that the reader may see.
    pub reviews: Vec<BTreeMap<String, u8>>,
}

#[derive(Debug, Clone)]
pub struct AttemptedStage {
    pub id: String,
    pub planned: Duration,
    pub spent: Duration,
}

/// What became of all sessions together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Progress {
    /// Whole interviews; drills are counted apart.
    pub sessions: usize,
    pub drills: usize,
    pub finished: usize,
    /// How many interviews have levels that the reader may not see; they count in no mean.
    pub hidden: usize,
    /// The interview time of all sessions and drills.
    pub practiced: Duration,
    /// How many days in a row have a session of a minute at least, up to today or yesterday.
    pub streak: u64,
    /// The framework's stages, then others that sessions have.
    pub stages: Vec<StageProgress>,
    /// How many reviews are compared with the candidate's levels.
    pub reviews: usize,
    /// From the first week with a session to this one; each from a Monday on, with the time practiced.
    pub weeks: Vec<(NaiveDate, Duration)>,
    /// The concept cards, where the caller knows their schedule.
    pub cards: Option<CardCounts>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct StageProgress {
    pub id: String,
    pub short: String,
    /// The start of each session with a level, the oldest first, and the level.
    pub levels: Vec<(Wall, u8)>,
    /// The overruns of the finished sessions together, exact, and in the whole seconds that tables show.
    pub over: Duration,
    pub shown_over: Duration,
    /// How many finished sessions have the stage, and in how many of them it went over.
    pub timed: usize,
    pub overruns: usize,
    pub calibration: Option<StageCalibration>,
}

/// The candidate's levels of a stage beside a coach's: the means over all reviews that have a level for it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StageCalibration {
    pub own: f64,
    pub coach: f64,
    pub reviews: usize,
}

impl StageCalibration {
    /// The own mean minus the coach's: above zero is easier on oneself.
    pub fn gap(&self) -> f64 {
        self.own - self.coach
    }

    /// The gap as it is shown: `+0.2`, `0.0`, `-0.4`.
    pub fn gap_text(&self) -> String {
        gap_text(self.gap())
    }
}

/// A difference of levels as it is shown: `+0.2`, `0.0`, `-0.4`.
pub fn gap_text(gap: f64) -> String {
    let tenths = (gap * 10.0).round();
    if tenths == 0.0 {
        "0.0".to_owned()
    } else {
        format!("{:+.1}", tenths / 10.0)
    }
}

impl StageProgress {
    pub fn first(&self) -> Option<u8> {
        self.levels.first().map(|(_, level)| *level)
    }

    pub fn last(&self) -> Option<u8> {
        self.levels.last().map(|(_, level)| *level)
    }

    /// The last level minus the first.
    pub fn change(&self) -> Option<i16> {
        Some(i16::from(self.last()?) - i16::from(self.first()?))
    }

    /// The change as it is shown: `+2`, `0`, `-1`, or `-` without a level.
    pub fn change_text(&self) -> String {
        match self.change() {
            None => "-".to_owned(),
            Some(0) => "0".to_owned(),
            Some(change) => format!("{change:+}"),
        }
    }

    /// The mean of the last [`LAST`] levels.
    pub fn mean(&self) -> Option<f64> {
        let last = self.levels.iter().rev().take(LAST);
        mean(last.map(|(_, level)| *level))
    }

    /// The exact overrun in the mean of all finished sessions, for other programs.
    pub fn mean_over(&self) -> Duration {
        let timed = u32::try_from(self.timed).unwrap_or(u32::MAX);
        self.over.checked_div(timed).unwrap_or_default()
    }

    /// The overrun in the mean of all finished sessions, from shown times and in whole seconds, for people.
    pub fn shown_mean_over(&self) -> Duration {
        let timed = self.timed as u64;
        let seconds = (2 * self.shown_over.as_secs() + timed).checked_div(2 * timed);
        Duration::from_secs(seconds.unwrap_or_default())
    }
}

/// How many sessions and drills there are: `2 sessions, 1 drill`.
pub fn sessions_text(sessions: usize, drills: usize) -> String {
    match (sessions, drills) {
        (sessions, 0) => counted(sessions, "session"),
        (0, drills) => counted(drills, "drill"),
        _ => format!(
            "{}, {}",
            counted(sessions, "session"),
            counted(drills, "drill")
        ),
    }
}

impl Progress {
    /// The progress from a candidate's sessions in any order. `framework` has id and short title of its stages; `today` is
    /// the day of the reader.
    pub fn of(
        mut sessions: Vec<ProgressSession>,
        framework: impl IntoIterator<Item = (String, String)>,
        today: NaiveDate,
    ) -> Self {
        sessions.sort_by_key(|session| session.started);
        let practiced = sessions.iter().map(|session| session.elapsed).sum();
        let (streak, weeks) = (streak(&sessions, today), weeks(&sessions, today));
        let all = sessions.len();
        sessions.retain(|session| !session.is_drill);
        let mut stages: Vec<(String, String)> = framework.into_iter().collect();
        for stage in sessions.iter().flat_map(|session| &session.stages) {
            if stages.iter().all(|(id, _)| *id != stage.id) {
                stages.push((stage.id.clone(), stage.id.clone()));
            }
        }
        let reviews = sessions.iter().map(|session| session.reviews.len());
        Self {
            sessions: sessions.len(),
            finished: finished(&sessions).count(),
            hidden: sessions
                .iter()
                .filter(|session| session.hides_levels)
                .count(),
            drills: all - sessions.len(),
            practiced,
            streak,
            cards: None,
            reviews: reviews.sum(),
            weeks,
            stages: (stages.into_iter())
                .map(|(id, short)| stage_progress(&sessions, id, short))
                .collect(),
        }
    }

    /// `weakest stage: Serving, 1.8 over the last 5`, or where several are equally low `weakest stages, each 1.0: Setup,
    /// Data`, and where all are `no weakest stage: all at 1.0`. Behind it, in how many sessions the levels are hidden from
    /// the reader.
    pub fn weakest_text(&self) -> Option<String> {
        let hidden = match self.hidden {
            0 => return self.weakest_seen(),
            hidden => format!("levels of {} hidden", counted(hidden, "session")),
        };
        Some(match self.weakest_seen() {
            Some(weakest) => format!("{weakest} ({hidden})"),
            None => hidden,
        })
    }

    fn weakest_seen(&self) -> Option<String> {
        let lowest = self.lowest();
        let (first, mean) = lowest.first()?;
        let scored = self.stages.iter().filter(|stage| !stage.levels.is_empty());
        let text = match lowest.len() {
            1 => {
                let last = first.levels.len().min(LAST);
                let short = &first.short;
                format!("weakest stage: {short}, {mean:.1} over the last {last}")
            }
            all if all == scored.count() => format!("no weakest stage: all at {mean:.1}"),
            _ => {
                let shorts: Vec<&str> = lowest.iter().map(|(stage, _)| &*stage.short).collect();
                format!("weakest stages, each {mean:.1}: {}", shorts.join(", "))
            }
        };
        Some(text)
    }

    /// `12 sessions, 11 finished, 7 h 09 min practiced, streak 3 days`.
    pub fn headline(&self) -> String {
        let time = self.time_text();
        let streak = self.streak_text().map(|streak| format!(", {streak}"));
        let streak = streak.unwrap_or_default();
        let drills = match self.drills {
            0 => String::new(),
            drills => format!(", {}", counted(drills, "drill")),
        };
        let sessions = counted(self.sessions, "session");
        let finished = self.finished;
        format!("{sessions}, {finished} finished{drills}, {time} practiced{streak}")
    }

    /// The time practiced: `7 h 09 min`.
    pub fn time_text(&self) -> String {
        let minutes = self.practiced.as_secs() / 60;
        match minutes / 60 {
            0 => format!("{minutes} min"),
            hours => format!("{hours} h {:02} min", minutes % 60),
        }
    }

    /// `streak 3 days`; `None` without one.
    pub fn streak_text(&self) -> Option<String> {
        let s = if self.streak == 1 { "" } else { "s" };
        (self.streak > 0).then(|| format!("streak {} day{s}", self.streak))
    }

    /// The stage with the lowest mean of the last levels, and that mean; `None` where several are equally low.
    pub fn weakest(&self) -> Option<(&StageProgress, f64)> {
        match self.lowest()[..] {
            [weakest] => Some(weakest),
            _ => None,
        }
    }

    /// The stages whose mean of the last levels is the lowest as it is shown, with it.
    pub fn lowest(&self) -> Vec<(&StageProgress, f64)> {
        let tenths = |mean: f64| (mean * 10.0).round();
        let means = self.stages.iter();
        let means = means.filter_map(|stage| Some((stage, stage.mean()?)));
        let lowest = means.clone().map(|(_, mean)| tenths(mean));
        let lowest = lowest.min_by(f64::total_cmp);
        means
            .filter(|(_, mean)| Some(tenths(*mean)) == lowest)
            .collect()
    }

    /// The stage to practice: of those with such an id the one with the lowest mean, the first of equals.
    pub fn weakest_of(&self, is_meant: impl Fn(&str) -> bool) -> Option<&StageProgress> {
        let means = self.stages.iter().filter(|stage| is_meant(&stage.id));
        let means = means.filter_map(|stage| Some((stage, stage.mean()?)));
        let weakest = means.min_by(|(_, a), (_, b)| a.total_cmp(b));
        weakest.map(|(stage, _)| stage)
    }
}

fn finished(sessions: &[ProgressSession]) -> impl Iterator<Item = &ProgressSession> {
    sessions.iter().filter(|session| session.is_finished)
}

fn stage_progress(sessions: &[ProgressSession], id: String, short: String) -> StageProgress {
    let levels = sessions.iter();
    let levels = levels.filter_map(|session| Some((session.started, *session.levels.get(&id)?)));
    // Exact and shown overrun of each finished session.
    let overruns = finished(sessions).flat_map(|session| {
        let times = session.stages.iter();
        let pace = Pace::of_times(times.map(|stage| (stage.planned, stage.spent)));
        let stages = session.stages.iter().zip(pace.stages);
        let stages = stages.filter(|(stage, _)| stage.id == id);
        stages.map(|(stage, pace)| {
            let exact = stage.spent.saturating_sub(stage.planned);
            (exact, pace.times.over)
        })
    });
    let overruns: Vec<(Duration, Duration)> = overruns.collect();
    let shown = overruns.iter().map(|(_, shown)| *shown);
    StageProgress {
        levels: levels.collect(),
        over: overruns.iter().map(|(exact, _)| *exact).sum(),
        shown_over: shown.clone().sum(),
        timed: overruns.len(),
        overruns: shown.filter(|over| !over.is_zero()).count(),
        calibration: calibration(sessions, &id),
        id,
        short,
    }
}

fn calibration(sessions: &[ProgressSession], id: &str) -> Option<StageCalibration> {
    let pairs = sessions.iter().flat_map(|session| {
        let reviews = session.reviews.iter();
        reviews.filter_map(|review| Some((*session.levels.get(id)?, *review.get(id)?)))
    });
    let pairs: Vec<(u8, u8)> = pairs.collect();
    Some(StageCalibration {
        own: mean(pairs.iter().map(|(own, _)| *own))?,
        coach: mean(pairs.iter().map(|(_, coach)| *coach))?,
        reviews: pairs.len(),
    })
}

/// The mean; `None` of no levels.
pub fn mean(levels: impl Iterator<Item = u8>) -> Option<f64> {
    let (sum, count) = levels.fold((0_u32, 0_u32), |(sum, count), level| {
        (sum + u32::from(level), count + 1)
    });
    (count > 0).then(|| f64::from(sum) / f64::from(count))
}

fn streak(sessions: &[ProgressSession], today: NaiveDate) -> u64 {
    let practiced = sessions
        .iter()
        .filter(|session| session.elapsed >= LEAST_PRACTICE);
    let days = practiced.map(|session| session.started.date_naive());
    let days: BTreeSet<NaiveDate> = days.collect();
    let back = |days: u64| today.checked_sub_days(Days::new(days));
    let has = |ago: u64| back(ago).is_some_and(|day| days.contains(&day));
    // Today's session may still come.
    let first = u64::from(!has(0));
    let most = first + days.len() as u64;
    (first..most).take_while(|ago| has(*ago)).count() as u64
}

fn weeks(sessions: &[ProgressSession], today: NaiveDate) -> Vec<(NaiveDate, Duration)> {
    let mut by_week = BTreeMap::<NaiveDate, Duration>::new();
    for session in sessions {
        *by_week
            .entry(monday(session.started.date_naive()))
            .or_default() += session.elapsed;
    }
    let (Some(first), Some(last)) = (by_week.keys().next(), by_week.keys().next_back()) else {
        return Vec::new();
    };
    let end = monday(today).max(*last);
    let mondays = first.iter_weeks().take_while(|week| *week <= end);
    // A session that a wrong clock dated long ago must not fill memory with weeks.
    let mondays: Vec<NaiveDate> = mondays.take(MOST_WEEKS).collect();
    let weeks = mondays.into_iter();
    weeks
        .map(|week| (week, by_week.get(&week).copied().unwrap_or_default()))
        .collect()
}

/// The Monday of a day's week.
pub fn monday(day: NaiveDate) -> NaiveDate {
    let since = day.weekday().num_days_from_monday();
    day.checked_sub_days(Days::new(since.into())).unwrap_or(day)
}

/// The most weeks that are listed.
const MOST_WEEKS: usize = 5000;

#[cfg(test)]
mod tests;

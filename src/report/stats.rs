//! A candidate's progress as text for the terminal, as JSON and as CSV.

use std::fmt::Write;

use serde::Serialize;

use super::{csv, json};
use crate::domain::cards::CardCounts;
use crate::domain::progress::{Progress, StageProgress};
use crate::domain::sanitize;
use crate::domain::session::event::millis;
use crate::domain::session::timeline::clock;
use crate::domain::units::rfc3339;

/// The columns of the table on a terminal, and those that all but the stages, the levels and the overruns take.
const WIDTH: usize = 80;
const NUMBERS: usize = 57;
/// The least columns of the levels, and the most of a stage's title.
const LEVELS: usize = 6;
const TITLE: usize = 9;

#[derive(Serialize)]
struct StatsView<'a> {
    candidate: &'a str,
    /// Whole interviews; drills are counted apart.
    sessions: usize,
    drills: usize,
    finished: usize,
    /// How many interviews have levels that whoever runs the command may not see yet.
    hidden: usize,
    practiced_ms: u64,
    streak_days: u64,
    /// The id of the stage with the lowest mean; null without any level, and where several are equally low.
    weakest: Option<&'a str>,
    stages: Vec<StageView<'a>>,
    weeks: Vec<WeekView>,
    /// The concept cards; null for the candidate that `--as` names.
    cards: Option<CardCounts>,
}

#[derive(Serialize)]
struct StageView<'a> {
    id: &'a str,
    levels: Vec<LevelView>,
    first: Option<u8>,
    last: Option<u8>,
    /// Of the last five levels.
    mean: Option<f64>,
    change: Option<i16>,
    /// In the mean of the finished sessions.
    over_ms: u64,
    overruns: usize,
    finished: usize,
    /// The mean of the self levels of reviewed sessions, that of the coaches', and the first minus the second.
    self_mean: Option<f64>,
    coach_mean: Option<f64>,
    gap: Option<f64>,
    reviews: usize,
}

#[derive(Serialize)]
struct LevelView {
    at: String,
    level: u8,
}

#[derive(Serialize)]
struct WeekView {
    /// Its Monday.
    from: String,
    ms: u64,
}

impl<'a> StageView<'a> {
    fn new(stage: &'a StageProgress) -> Self {
        let levels = stage.levels.iter().map(|(at, level)| LevelView {
            at: rfc3339(*at),
            level: *level,
        });
        let compared = stage.calibration;
        Self {
            id: &stage.id,
            levels: levels.collect(),
            first: stage.first(),
            last: stage.last(),
            mean: stage.mean(),
            change: stage.change(),
            over_ms: millis::whole(stage.mean_over()),
            overruns: stage.overruns,
            finished: stage.timed,
            self_mean: compared.map(|compared| compared.own),
            coach_mean: compared.map(|compared| compared.coach),
            gap: compared.map(|compared| compared.gap()),
            reviews: compared.map_or(0, |compared| compared.reviews),
        }
    }
}

/// The progress as `forty stats --json` prints it.
pub fn as_json(progress: &Progress, candidate: &str) -> String {
    let weeks = progress.weeks.iter().map(|(from, time)| WeekView {
        from: from.to_string(),
        ms: millis::whole(*time),
    });
    json::versioned(&StatsView {
        candidate,
        sessions: progress.sessions,
        drills: progress.drills,
        cards: progress.cards,
        finished: progress.finished,
        hidden: progress.hidden,
        practiced_ms: millis::whole(progress.practiced),
        streak_days: progress.streak,
        weakest: progress.weakest().map(|(stage, _)| stage.id.as_str()),
        stages: progress.stages.iter().map(StageView::new).collect(),
        weeks: weeks.collect(),
    })
}

/// A row for each stage, for a spreadsheet. Times are in milliseconds. What may be below zero is left out, because a cell
/// that begins with a sign is written as text; it is the difference of two other cells.
pub fn as_csv(progress: &Progress) -> String {
    let heads = [
        "stage",
        "scored",
        "first",
        "last",
        "mean",
        "over_ms",
        "overruns",
        "finished",
        "self_mean",
        "coach_mean",
        "reviews",
    ];
    let rows = progress.stages.iter().map(|stage| {
        let row = StageView::new(stage);
        vec![
            stage.id.clone(),
            stage.levels.len().to_string(),
            written(row.first),
            written(row.last),
            rounded(row.mean),
            row.over_ms.to_string(),
            row.overruns.to_string(),
            row.finished.to_string(),
            rounded(row.self_mean),
            rounded(row.coach_mean),
            row.reviews.to_string(),
        ]
    });
    csv::table([heads.map(str::to_owned).to_vec()].into_iter().chain(rows))
}

/// The progress as `forty stats` prints it.
pub fn as_text(progress: &Progress, candidate: &str) -> String {
    let mut text = format!("{}: {}\n", sanitize::line(candidate), progress.headline());
    if let Some(weakest) = progress.weakest_text() {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{weakest}");
    }
    if let Some(cards) = progress.cards.filter(|cards| cards.total > 0) {
        let _ = writeln!(text, "cards: {}", cards.text());
    }
    let stages = progress.stages.iter();
    let titles = stages.clone().map(|stage| sanitize::columns(&stage.short));
    // Where there are more levels than room, the last ones are shown.
    let often = |stage: &StageProgress| format!("{} of {}", stage.overruns, stage.timed);
    let over = stages.clone().map(|stage| often(stage).len()).max();
    let over = over.unwrap_or(0).max(8);
    let most = TITLE.min((WIDTH - NUMBERS).saturating_sub(over + LEVELS));
    let title = titles.max().unwrap_or(0).min(most).max(5);
    let room = (WIDTH - NUMBERS).saturating_sub(title + over);
    let levels = |stage: &StageProgress| {
        let digits: Vec<String> = stage.levels.iter().map(|(_, it)| it.to_string()).collect();
        match digits.len().checked_sub(room) {
            None | Some(0) => digits.concat(),
            Some(more) => format!("…{}", digits[more + 1..].concat()),
        }
    };
    let widest = stages.clone().map(|stage| stage.levels.len()).max();
    let width = widest.unwrap_or(0).clamp(LEVELS, room.max(LEVELS));
    let _ = writeln!(
        text,
        "\n{:<title$}  {:<width$}  first  last  mean  change   over  {:>over$}  self  coach   gap",
        "stage", "levels", "overruns"
    );
    for stage in stages {
        let short = cut(&stage.short, title);
        let blanks = " ".repeat(title - sanitize::columns(&short));
        let compared = stage.calibration;
        let _ = writeln!(
            text,
            "{short}{blanks}  {:<width$}  {:>5}  {:>4}  {:>4}  {:>6}  {:>5}  {:>over$}  {:>4}  {:>5}  {:>4}",
            levels(stage),
            dash(written(stage.first())),
            dash(written(stage.last())),
            dash(rounded(stage.mean())),
            stage.change_text(),
            clock(stage.shown_mean_over()),
            often(stage),
            dash(rounded(compared.map(|compared| compared.own))),
            dash(rounded(compared.map(|compared| compared.coach))),
            compared.map_or("-".to_owned(), |compared| compared.gap_text()),
        );
    }
    text.push_str(
        "\nmean: last five levels; over: mean of finished sessions\n\
         self, coach: means where coaches gave levels; gap: self minus coach\n",
    );
    text
}

/// A title cut to so many columns.
fn cut(title: &str, columns: usize) -> String {
    let mut title = title.to_owned();
    while sanitize::columns(&title) > columns {
        title.pop();
    }
    title
}

fn written(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn rounded(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| format!("{value:.1}"))
}

fn dash(text: String) -> String {
    if text.is_empty() {
        "-".to_owned()
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use chrono::DateTime;

    use super::*;
    use crate::domain::progress::StageCalibration;

    fn progress() -> Progress {
        let at = DateTime::parse_from_rfc3339("2026-11-20T14:05:00+01:00").unwrap();
        let stage = |id: &str, levels: &[u8]| StageProgress {
            id: id.to_owned(),
            short: id.to_owned(),
            levels: levels.iter().map(|level| (at, *level)).collect(),
            timed: 2,
            ..StageProgress::default()
        };
        Progress {
            sessions: 3,
            finished: 2,
            hidden: 0,
            practiced: Duration::from_secs(4740),
            streak: 1,
            stages: vec![
                StageProgress {
                    over: Duration::from_secs(48),
                    shown_over: Duration::from_secs(48),
                    overruns: 1,
                    calibration: Some(StageCalibration {
                        own: 2.0,
                        coach: 2.5,
                        reviews: 2,
                    }),
                    ..stage("Setup", &[1, 3])
                },
                stage("Data", &[]),
            ],
            reviews: 2,
            drills: 0,
            cards: Some(CardCounts {
                total: 74,
                closed: 0,
                known: 41,
                due: 14,
                new: 20,
            }),
            weeks: vec![(at.date_naive(), Duration::from_secs(60))],
        }
    }

    #[test]
    fn the_text_has_every_figure_in_a_table() {
        let expected = "\
sam: 3 sessions, 2 finished, 1 h 19 min practiced, streak 1 day
weakest stage: Setup, 2.0 over the last 2
cards: 41 of 74 known, 14 due

stage  levels  first  last  mean  change   over  overruns  self  coach   gap
Setup  13          1     3   2.0      +2   0:24    1 of 2   2.0    2.5  -0.5
Data               -     -     -       -   0:00    0 of 2     -      -     -

mean: last five levels; over: mean of finished sessions
self, coach: means where coaches gave levels; gap: self minus coach
";
        assert_eq!(as_text(&progress(), "sam"), expected);
    }

    #[test]
    fn the_text_fits_eighty_columns_with_many_sessions() {
        let mut progress = progress();
        for stage in &mut progress.stages {
            stage.short = "Serving & more".into();
            let last = stage.levels.last().copied();
            stage.levels.extend(last.into_iter().cycle().take(40));
            (stage.timed, stage.overruns) = (140, 100);
        }
        let text = as_text(&progress, "sam");
        assert!(text.contains("…33"), "{text}");
        let widest = text.lines().map(sanitize::columns).max();
        assert!(widest <= Some(80), "{text}");
    }

    #[test]
    fn csv_has_a_row_for_each_stage_and_no_text_among_its_numbers() {
        let expected = "\
stage,scored,first,last,mean,over_ms,overruns,finished,self_mean,coach_mean,reviews
Setup,2,1,3,2.0,24000,1,2,2.0,2.5,2
Data,0,,,,0,0,2,,,0
";
        assert_eq!(as_csv(&progress()), expected);
    }

    #[test]
    fn json_has_null_where_there_is_no_level() {
        let json: serde_json::Value =
            serde_json::from_str(&as_json(&progress(), "sam")).expect("it is JSON");
        assert_eq!(json["schema_version"], 1);
        assert_eq!(json["candidate"], "sam");
        assert_eq!(json["cards"]["known"], 41);
        assert_eq!(json["practiced_ms"], 4_740_000);
        assert_eq!(json["weakest"], "Setup");
        assert_eq!(json["stages"][0]["gap"], -0.5);
        assert_eq!(json["stages"][0]["levels"][1]["level"], 3);
        assert_eq!(
            json["stages"][0]["levels"][1]["at"],
            "2026-11-20T14:05:00+01:00"
        );
        assert_eq!(json["stages"][1]["mean"], serde_json::Value::Null);
        assert_eq!(json["weeks"][0]["from"], "2026-11-20");
    }
}

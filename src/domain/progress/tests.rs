//! What a candidate's sessions add up to.

use chrono::DateTime;

use super::*;

fn day(day: &str) -> NaiveDate {
    day.parse().unwrap()
}

/// A finished session on this day, two stages of ten minutes with these times in seconds and these levels.
fn session(day: &str, spent: [u64; 2], levels: [u8; 2]) -> ProgressSession {
    let ids = ["setup", "data"];
    let stages = ids.iter().zip(spent).map(|(id, spent)| AttemptedStage {
        id: (*id).to_owned(),
        planned: Duration::from_secs(600),
        spent: Duration::from_secs(spent),
    });
    let levels = ids.iter().zip(levels).filter(|(_, level)| *level > 0);
    ProgressSession {
        started: DateTime::parse_from_rfc3339(&format!("{day}T14:05:00+01:00")).unwrap(),
        elapsed: Duration::from_secs(spent.iter().sum()),
        is_finished: true,
        is_drill: false,
        stages: stages.collect(),
        levels: levels
            .map(|(id, level)| ((*id).to_owned(), level))
            .collect(),
        hides_levels: false,
        reviews: Vec::new(),
    }
}

fn progress(sessions: Vec<ProgressSession>, today: &str) -> Progress {
    let framework = [("setup", "Setup"), ("data", "Data")];
    let framework = framework.map(|(id, short)| (id.to_owned(), short.to_owned()));
    Progress::of(sessions, framework, day(today))
}

#[test]
fn levels_are_in_order_of_time_and_the_mean_is_that_of_the_last_five() {
    let days = ["20", "14", "15", "16", "17", "18", "19"];
    let levels = [4, 1, 1, 2, 2, 2, 3];
    let sessions = days
        .iter()
        .zip(levels)
        .map(|(day, level)| session(&format!("2026-11-{day}"), [600, 600], [level, 0]));
    let progress = progress(sessions.collect(), "2026-11-20");
    let setup = &progress.stages[0];
    let digits: Vec<u8> = setup.levels.iter().map(|(_, level)| *level).collect();
    assert_eq!(digits, [1, 1, 2, 2, 2, 3, 4]);
    assert_eq!((setup.first(), setup.last()), (Some(1), Some(4)));
    assert_eq!(setup.change(), Some(3));
    assert_eq!(setup.mean(), Some(2.6));
    // A stage that was never scored has no mean and is not the weakest.
    assert_eq!(progress.stages[1].mean(), None);
    let (weakest, mean) = progress.weakest().unwrap();
    assert_eq!((weakest.id.as_str(), mean), ("setup", 2.6));
}

#[test]
fn the_weakest_stage_has_the_lowest_mean_and_a_tie_is_told_as_one() {
    let even = progress(vec![session("2026-11-20", [0, 0], [2, 2])], "2026-11-20");
    assert_eq!(even.weakest(), None);
    assert_eq!(
        even.weakest_text().as_deref(),
        Some("no weakest stage: all at 2.0")
    );
    assert_eq!(even.weakest_of(|_| true).unwrap().id, "setup");
    let data = progress(vec![session("2026-11-20", [0, 0], [3, 2])], "2026-11-20");
    assert_eq!(data.weakest().unwrap().0.id, "data");
    assert_eq!(Progress::default().weakest(), None);
}

#[test]
fn sessions_whose_levels_are_hidden_are_said_beside_the_weakest_stage() {
    let hidden = || ProgressSession {
        hides_levels: true,
        ..session("2026-11-21", [0, 0], [0, 0])
    };
    let seen = session("2026-11-20", [0, 0], [3, 2]);
    let text = |sessions| progress(sessions, "2026-11-21").weakest_text();
    assert_eq!(
        text(vec![seen, hidden()]).as_deref(),
        Some("weakest stage: Data, 2.0 over the last 1 (levels of 1 session hidden)")
    );
    assert_eq!(
        text(vec![hidden()]).as_deref(),
        Some("levels of 1 session hidden")
    );
    let tied = session("2026-11-20", [0, 0], [2, 2]);
    assert_eq!(
        text(vec![tied]).as_deref(),
        Some("no weakest stage: all at 2.0")
    );
}

#[test]
fn overruns_are_those_of_finished_sessions_and_whole_seconds() {
    let mut unfinished = session("2026-11-22", [900, 0], [0, 0]);
    unfinished.is_finished = false;
    let mut short = session("2026-11-21", [600, 600], [0, 0]);
    short.stages[1].spent += Duration::from_millis(400);
    let sessions = vec![session("2026-11-20", [660, 500], [0, 0]), short, unfinished];
    let progress = progress(sessions, "2026-11-22");
    let setup = &progress.stages[0];
    assert_eq!((setup.timed, setup.overruns), (2, 1));
    assert_eq!(setup.mean_over(), Duration::from_secs(30));
    assert_eq!(setup.shown_mean_over(), Duration::from_secs(30));
    assert_eq!(progress.stages[1].overruns, 0);
    assert_eq!((progress.sessions, progress.finished), (3, 2));
    assert_eq!(progress.practiced, Duration::from_secs(1160 + 1200 + 900));
}

#[test]
fn a_day_with_less_than_a_minute_of_practice_is_none_of_a_streak() {
    let sessions = [session("2026-11-22", [59, 0], [0, 0])];
    assert_eq!(progress(sessions.into(), "2026-11-22").streak, 0);
    let sessions = [session("2026-11-22", [60, 0], [0, 0])];
    assert_eq!(progress(sessions.into(), "2026-11-22").streak, 1);
}

#[test]
fn a_streak_is_of_days_in_a_row_up_to_today_or_yesterday() {
    let on = |days: &[&str], today: &str| {
        let sessions = days.iter().map(|day| session(day, [60, 0], [0, 0]));
        progress(sessions.collect(), today).streak
    };
    let days = ["2026-11-20", "2026-11-21", "2026-11-21", "2026-11-22"];
    for (days, today, expected) in [
        (&days[..], "2026-11-22", 3),
        (&days[..], "2026-11-23", 3),
        (&days[..], "2026-11-24", 0),
        (&["2026-11-20", "2026-11-22"][..], "2026-11-22", 1),
        (&["2026-12-31", "2027-01-01"][..], "2027-01-01", 2),
        (&[][..], "2026-11-22", 0),
    ] {
        assert_eq!(on(days, today), expected, "{days:?} {today}");
    }
}

#[test]
fn calibration_compares_each_review_with_the_own_level_of_its_session() {
    let mut reviewed = session("2026-11-20", [600, 600], [3, 2]);
    let review = |setup: u8| BTreeMap::from([("setup".to_owned(), setup)]);
    reviewed.reviews = vec![review(2), review(3)];
    let mut other = session("2026-11-21", [600, 600], [1, 1]);
    other.reviews = vec![review(1)];
    let progress = progress(vec![reviewed, other], "2026-11-22");
    let setup = progress.stages[0].calibration.unwrap();
    assert_eq!(setup.reviews, 3);
    assert!((setup.own - 7.0 / 3.0).abs() < 1e-9 && (setup.coach - 2.0).abs() < 1e-9);
    assert!((setup.gap() - 1.0 / 3.0).abs() < 1e-9);
    assert_eq!(progress.stages[1].calibration, None);
    assert_eq!(progress.reviews, 3);
}

#[test]
fn weeks_begin_on_mondays_and_none_is_left_out() {
    // 2026-11-08 is a Sunday.
    let days = ["2026-11-08", "2026-11-09", "2026-11-15"];
    let sessions = days.map(|day| session(day, [60, 0], [0, 0]));
    let progress = progress(sessions.into(), "2026-11-25");
    let weeks = progress.weeks.iter();
    let weeks: Vec<(String, u64)> = weeks
        .map(|(week, time)| (week.to_string(), time.as_secs()))
        .collect();
    let week = |day: &str, seconds| (day.to_owned(), seconds);
    assert_eq!(
        weeks,
        [
            week("2026-11-02", 60),
            week("2026-11-09", 120),
            week("2026-11-16", 0),
            week("2026-11-23", 0)
        ]
    );
}

#[test]
fn a_stage_that_the_framework_lacks_comes_last_under_its_id() {
    let mut other = session("2026-11-20", [60, 60], [0, 0]);
    other.stages[1].id = "extra".into();
    let progress = progress(vec![other], "2026-11-20");
    let shorts: Vec<&str> = progress
        .stages
        .iter()
        .map(|stage| stage.short.as_str())
        .collect();
    assert_eq!(shorts, ["Setup", "Data", "extra"]);
}

#[test]
fn shown_overruns_are_those_of_the_tables_of_each_session() {
    // 610.7 and 589.3 seconds: a table shows 10:10 and 9:50, so that they sum to 20:00.
    let mut one = session("2026-11-20", [610, 589], [0, 0]);
    one.stages[0].spent += Duration::from_millis(700);
    one.stages[1].spent += Duration::from_millis(300);
    let progress = progress(vec![one], "2026-11-20");
    let setup = &progress.stages[0];
    assert_eq!(setup.mean_over(), Duration::from_millis(10_700));
    assert_eq!(setup.shown_mean_over(), Duration::from_secs(10));
}

#[test]
fn a_drill_counts_for_time_and_streak_and_for_nothing_else() {
    let drill = ProgressSession {
        is_drill: true,
        ..session("2026-11-24", [700, 0], [1, 1])
    };
    let whole = session("2026-11-23", [600, 600], [3, 3]);
    let stages = [("setup".to_owned(), "Setup".to_owned())];
    let progress = Progress::of(vec![whole, drill], stages, day("2026-11-24"));
    assert_eq!(
        (progress.sessions, progress.finished, progress.drills),
        (1, 1, 1)
    );
    assert_eq!(progress.streak, 2);
    assert_eq!(progress.practiced, Duration::from_secs(1900));
    let setup = &progress.stages[0];
    assert_eq!((setup.last(), setup.timed, setup.overruns), (Some(3), 1, 0));
    assert!(progress.headline().contains("1 finished, 1 drill, "));
}

#[test]
fn drills_are_counted_beside_the_sessions() {
    for (sessions, drills, text) in [
        (2, 1, "2 sessions, 1 drill"),
        (1, 2, "1 session, 2 drills"),
        (1, 0, "1 session"),
        (0, 1, "1 drill"),
        (0, 0, "0 sessions"),
    ] {
        assert_eq!(sessions_text(sessions, drills), text);
    }
}

use chrono::DateTime;

use super::*;
use crate::domain::assignment::Assignment;

/// A session of a day of November 2026, with levels by one digit a stage; `.` is none.
fn session(name: &str, day: u8, levels: &str) -> CohortSession {
    let started = format!("2026-11-{day:02}T14:05:00+01:00");
    CohortSession {
        id: format!("{name}-{day}"),
        candidate: name.into(),
        design: "Search".into(),
        started: DateTime::parse_from_rfc3339(&started).unwrap(),
        state: SessionState::Read,
        is_unread: false,
        levels: by_stage(levels),
        is_complete: true,
        self_levels: BTreeMap::new(),
        goal: None,
        earlier_goal: None,
        assignment: None,
        finished: None,
    }
}

fn by_stage(levels: &str) -> BTreeMap<String, u8> {
    let levels = ["setup", "data"].into_iter().zip(levels.chars());
    let levels = levels.filter_map(|(id, digit)| Some((id.into(), digit.to_digit(10)? as u8)));
    levels.collect()
}

fn cohort(sessions: Vec<CohortSession>) -> Cohort {
    let stages = [("setup", "Setup"), ("data", "Data")];
    Cohort::of(
        sessions,
        stages.map(|(id, short)| (id.into(), short.into())),
    )
}

#[test]
fn a_cell_has_the_latest_scored_session_of_its_week_else_the_latest_session() {
    let mut running = session("ada", 24, "");
    running.state = SessionState::Running;
    let mut unread = session("bo", 3, "");
    unread.state = SessionState::Unread;
    unread.is_unread = true;
    let sessions = vec![
        running,
        session("Ada", 16, "23"),
        session("a da", 20, "33"),
        session("ada", 22, ""),
        unread,
    ];
    let cohort = cohort(sessions);
    let weeks: Vec<String> = cohort.weeks.iter().map(ToString::to_string).collect();
    assert_eq!(weeks, ["2026-11-02", "2026-11-16", "2026-11-23"]);
    let cells = |index: usize| &cohort.candidates[index].cells;
    let running = Cell::Open(3, SessionState::Running);
    assert_eq!(*cells(0), [Cell::Empty, Cell::Scored(1), running]);
    let unread = Cell::Open(0, SessionState::Unread);
    assert_eq!(*cells(1), [unread, Cell::Empty, Cell::Empty]);
    // The last name that a candidate used is shown.
    assert_eq!(cohort.candidates[0].name, "ada");
    assert_eq!((cohort.sessions, cohort.unread()), (5, 1));
    assert_eq!(cohort.week_means(), [None, Some(3.0), None]);
}

#[test]
fn an_unfinished_session_takes_no_cell_and_no_mean_from_a_finished_one_of_its_week() {
    let unfinished = |day, levels| CohortSession {
        state: SessionState::Unfinished,
        ..session("ada", day, levels)
    };
    let both = cohort(vec![session("ada", 17, "23"), unfinished(19, "11")]);
    let ada = &both.candidates[0];
    assert_eq!(*ada.cells, [Cell::Scored(0)]);
    assert_eq!(ada.last_mean(), Some(2.5));
    assert_eq!(both.week_means(), [Some(2.5)]);
    assert_eq!(both.means().0, Some(2.5));
    let alone = cohort(vec![session("ada", 10, "23"), unfinished(19, "11")]);
    let means: Vec<f64> = alone.candidates[0].means().collect();
    assert_eq!(means, [2.5], "the trend has only what counts");
    assert_eq!(alone.week_means(), [Some(2.5), None]);
    assert_eq!(alone.means().0, Some(2.5));
}

#[test]
fn only_finished_sessions_that_are_scored_whole_have_a_mean_and_the_last_mean_says_of_how_many() {
    let mut begun = session("bo", 17, "1.");
    begun.is_complete = false;
    begun.self_levels = by_stage("33");
    let mut unfinished = session("cy", 17, "11");
    unfinished.state = SessionState::Unfinished;
    unfinished.self_levels = by_stage("44");
    let some = cohort(vec![session("ada", 17, "23"), begun.clone(), unfinished]);
    assert_eq!(some.means().0, Some(2.5));
    assert_eq!(some.week_means(), [Some(2.5)]);
    assert_eq!(some.mean_count().as_deref(), Some("1 of 3"));
    // A stage that both scored says how they compare, in a session that is finished.
    let gaps = some.candidates.iter().map(|candidate| candidate.gap);
    assert_eq!(gaps.collect::<Vec<_>>(), [None, Some(2.0), None]);
    assert_eq!(cohort(vec![session("ada", 17, "23")]).mean_count(), None);
}

#[test]
fn an_unread_session_is_counted_whether_it_is_finished_or_not() {
    let states = [
        SessionState::Unread,
        SessionState::Unfinished,
        SessionState::Running,
    ];
    let unread = states.map(|state| CohortSession {
        state,
        is_unread: true,
        ..session("ada", 17, "")
    });
    assert_eq!(cohort(unread.to_vec()).unread(), 3);
}

#[test]
fn the_gap_is_the_mean_of_self_minus_coach_where_both_scored_a_stage() {
    let mut first = session("ada", 2, "2.");
    first.self_levels = by_stage("34");
    let mut second = session("ada", 9, "21");
    second.self_levels = by_stage("22");
    let cohort = cohort(vec![first, second]);
    let ada = &cohort.candidates[0];
    assert_eq!(ada.gap, Some(2.0 / 3.0));
    assert_eq!(ada.gap_text(), "+0.7");
    assert_eq!(ada.means().collect::<Vec<_>>(), [2.0, 1.5]);
    assert_eq!(cohort.means(), (Some(1.5), Some(2.0 / 3.0)));
}

#[test]
fn a_goal_is_open_until_a_later_session_says_what_became_of_it() {
    let mut set = session("ada", 2, "22");
    set.goal = Some("show each sum".into());
    let mut later = session("ada", 9, "22");
    // What the session that sets a goal says is about the goal before it.
    set.earlier_goal = Some(GoalOutcome::Missed);
    let open = cohort(vec![set.clone(), later.clone()]);
    let goal = open.candidates[0].goal.as_ref().unwrap();
    assert_eq!((goal.word(), &*goal.text), ("open", "show each sum"));
    assert_eq!(open.goals_met(), (0, 1));
    later.earlier_goal = Some(GoalOutcome::Met);
    let met = cohort(vec![set, later]);
    let goal = met.candidates[0].goal.as_ref().unwrap();
    assert_eq!(goal.word(), "met");
    assert_eq!(goal.outcome.unwrap().1.to_string(), "2026-11-09");
    assert_eq!(met.goals_met(), (1, 1));
}

#[test]
fn a_stage_is_stuck_where_three_scored_sessions_have_one_level_below_strong() {
    let days = |levels: [&str; 3]| {
        let days = [2, 9, 16].into_iter().zip(levels);
        cohort(
            days.map(|(day, levels)| session("ada", day, levels))
                .collect(),
        )
    };
    assert_eq!(days(["13", "13", "13"]).candidates[0].stuck(), [(0, 1)]);
    assert_eq!(days(["13", "23", "13"]).candidates[0].stuck(), []);
    assert_eq!(days(["13", "..", "13"]).candidates[0].stuck(), []);
}

#[test]
fn a_cohort_without_sessions_has_no_candidates_and_no_means() {
    let cohort = cohort(Vec::new());
    assert!(cohort.candidates.is_empty() && cohort.weeks.is_empty());
    assert_eq!(cohort.means(), (None, None));
    assert_eq!(cohort.goals_met(), (0, 0));
}

#[test]
fn assigned_candidates_are_done_late_missing_or_open_also_without_a_session() {
    let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    let assignment = |id: &str, due: u32, names: &[&str]| Assignment {
        id: id.into(),
        due: day(due),
        candidates: names.iter().map(|name| (*name).into()).collect(),
        ..crate::domain::assignment::tests::assignment()
    };
    let finished = |name: &str, day_of_finish: u8, id: &str| {
        let mut session = session(name, day_of_finish, "");
        session.assignment = Some(id.into());
        session.finished = Some(day(day_of_finish.into()));
        session
    };
    let mut begun = session("cy", 9, "");
    begun.assignment = Some("b".into());
    let sessions = vec![
        finished("Ada L", 9, "a"),
        finished("Ada L", 4, "a"),
        finished("bo", 9, "a"),
        // Somebody who was not asked, and an assignment that is not here.
        finished("Eve", 9, "a"),
        finished("bo", 9, "gone"),
        begun,
    ];
    let assignments = [
        assignment("a", 5, &["ada l", "bo", "cy", "BO"]),
        assignment("b", 12, &["bo", "cy", "dan"]),
    ];
    let rows = assigned::assigned(&assignments, &sessions, day(10));
    let cohort = cohort(sessions).with_assigned(rows);
    let texts: Vec<(&str, String)> = cohort
        .candidates
        .iter()
        .map(|it| (&*it.name, it.assigned_text()))
        .collect();
    let expected = [
        ("Ada L", "1 done"),
        ("bo", "1 late"),
        ("cy", "1 missing"),
        ("dan", "1 open"),
        ("Eve", "-"),
    ];
    assert_eq!(texts, expected.map(|(name, text)| (name, text.to_owned())));
    let ada = &cohort.candidates[0].assigned[0];
    assert_eq!(ada.finished, Some(("Ada L-4".into(), day(4))));
    assert_eq!(cohort.sessions, 6);
    let by_assignment = cohort.by_assignment();
    let counts: Vec<String> = by_assignment
        .iter()
        .map(|rows| assigned::counts_text(rows.iter().map(|(_, one)| one.outcome)))
        .collect();
    assert_eq!(counts, ["1 done, 1 late, 1 missing", "3 open"]);
}

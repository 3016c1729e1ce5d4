use std::collections::BTreeMap;

use chrono::DateTime;

use super::*;
use crate::domain::assignment::Outcome;
use crate::domain::cohort::CohortSession;
use crate::domain::judging::message::GoalOutcome;

fn cohort() -> Cohort {
    let session = |name: &str, day: u8, state, levels: &[u8]| CohortSession {
        id: format!("{name}-{day}"),
        candidate: name.into(),
        design: "Search <Ranking>".into(),
        started: DateTime::parse_from_rfc3339(&format!("2026-11-{day:02}T14:05:00+01:00")).unwrap(),
        state,
        is_unread: state == SessionState::Unread,
        levels: ["setup", "data"]
            .map(str::to_owned)
            .into_iter()
            .zip(levels.iter().copied())
            .collect(),
        is_complete: levels.len() == 2,
        self_levels: BTreeMap::new(),
        goal: None,
        earlier_goal: None,
        assignment: None,
        finished: None,
    };
    let mut first = session("ada", 2, SessionState::Read, &[2, 1]);
    first.goal = Some("show each sum".into());
    first.self_levels = BTreeMap::from([("setup".into(), 3)]);
    let mut second = session("ada", 9, SessionState::Read, &[3]);
    second.earlier_goal = Some(GoalOutcome::Met);
    let stages = [("setup", "Setup"), ("data", "Data")];
    Cohort::of(
        vec![first, second, session("=bo", 9, SessionState::Unread, &[])],
        stages.map(|(id, short)| (id.into(), short.into())),
    )
}

#[test]
fn the_text_has_weeks_in_columns_and_the_means_below() {
    let expected = "\
2 candidates, 3 sessions, 2 weeks, 1 unread
in each cell: Setup Data; gap: self levels minus yours

candidate  2 Nov  9 Nov   mean          gap   last        goal
=bo        -      unread  -             -     2026-11-09  -
ada        2 1    3 ·     1.5           +1.0  2026-11-09  met
Mean       1.5    -       1.5 (1 of 2)  +1.0              1 of 1 met
";
    assert_eq!(as_text(&cohort()), expected);
}

#[test]
fn csv_has_a_row_for_each_session_and_no_formula() {
    let expected = "\
candidate,session,design,started_at,state,assignment,due,assigned,coach:setup,coach:data,self:setup,self:data
'=bo,'=bo-9,Search <Ranking>,2026-11-09T14:05:00+01:00,unread,,,,,,,
ada,ada-2,Search <Ranking>,2026-11-02T14:05:00+01:00,read,,,,2,1,3,
ada,ada-9,Search <Ranking>,2026-11-09T14:05:00+01:00,read,,,,3,,,
";
    assert_eq!(as_csv(&cohort()), expected);
}

#[test]
fn json_has_every_figure_as_a_number_or_null() {
    let json: serde_json::Value = serde_json::from_str(&as_json(&cohort())).unwrap();
    assert_eq!(json["schema_version"], 1);
    assert_eq!(json["weeks"][1], "2026-11-09");
    let ada = &json["candidates"][1];
    assert_eq!((&ada["mean"], &ada["gap"]), (&1.5.into(), &1.0.into()));
    assert_eq!(ada["goal"]["outcome"], "met");
    assert_eq!(ada["sessions"][1]["levels"][1], serde_json::Value::Null);
    assert_eq!(json["candidates"][0]["mean"], serde_json::Value::Null);
}

#[test]
fn the_page_links_each_candidate_and_escapes_every_text() {
    let page = as_html(&cohort());
    assert!(page.contains("<a href=\"#candidate-2\">ada</a>"));
    assert!(page.contains("Search &lt;Ranking&gt;"), "{page}");
    assert!(page.contains("(from the session of 2026-11-02, met 2026-11-09)"));
    assert!(!page.contains("cannot render"));
}

/// The cohort with an assignment that one candidate finished late and one has not begun.
fn with_assigned() -> Cohort {
    let day = |day| chrono::NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    let one = |outcome, finished| Assigned {
        id: "a1".into(),
        design: "Search <Ranking>".into(),
        coach: "Grace".into(),
        due: day(8),
        outcome,
        finished,
    };
    let mut cohort = cohort();
    cohort.candidates[1].sessions[1].assignment = Some("a1".into());
    let late = one(Outcome::Late, Some(("ada-9".to_owned(), day(9))));
    cohort.with_assigned(BTreeMap::from([
        ("ada".to_owned(), ("Ada".to_owned(), vec![late])),
        (
            "cy".to_owned(),
            ("Cy".to_owned(), vec![one(Outcome::Missing, None)]),
        ),
    ]))
}

#[test]
fn every_form_shows_what_became_of_an_assignment() {
    let cohort = with_assigned();
    let expected = "
Search <Ranking>, assigned by Grace, due 2026-11-08: 1 late, 1 missing
  ada  late     2026-11-09
  Cy   missing
";
    let text = as_text(&cohort);
    assert!(text.ends_with(expected), "{text}");
    let table = as_csv(&cohort);
    for row in [
        "\nada,ada-9,Search <Ranking>,2026-11-09T14:05:00+01:00,read,a1,2026-11-08,late,3,,,\n",
        "\nCy,,Search <Ranking>,,,a1,2026-11-08,missing,,,,\n",
    ] {
        assert!(table.contains(row), "{table}");
    }
    let json: serde_json::Value = serde_json::from_str(&as_json(&cohort)).unwrap();
    let of = |candidate: usize| &json["candidates"][candidate]["assigned"][0];
    assert_eq!(of(1)["outcome"], "late");
    assert_eq!(of(1)["finished"], "2026-11-09");
    assert_eq!(of(2)["session"], serde_json::Value::Null);
    let page = as_html(&cohort);
    for part in [
        "<h2 id=\"assignments\">Assignments</h2>",
        "<p>1 late, 1 missing</p>",
        "<a href=\"#candidate-3\">Cy</a></th>",
        "<td>1 missing</td>",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    assert!(!page.contains("cannot render"));
}

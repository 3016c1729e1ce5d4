//! The schedule of follow-ups with the shipped designs: the first ten seeds to the millisecond, and properties of every
//! seed and every length of a stage.

use std::sync::LazyLock;
use std::time::Duration;

use forty::content::{Origin, read_design, read_framework, shipped};
use forty::domain::content::design::Design;
use forty::domain::content::framework::Framework;
use forty::domain::interview::follow_ups::{DueFollowUp, of_session, schedule};
use forty::domain::session::event::{DesignName, Head, RunOptions};
use forty::domain::session::plan::{Minutes, Plan};
use proptest::prelude::*;

static FRAMEWORK: LazyLock<Framework> = LazyLock::new(|| {
    let text = shipped::framework_text();
    let (framework, _) = read_framework(&text, Origin::Shipped).expect("it is good");
    framework
});

static DESIGNS: LazyLock<Vec<Design>> = LazyLock::new(|| {
    let entries = shipped::designs().iter();
    entries
        .map(|entry| {
            read_design(entry.file.name, &entry.file.text(), Origin::Shipped)
                .expect("it is good")
                .0
        })
        .collect()
});

fn fraud_detection() -> Design {
    let design = DESIGNS.iter().find(|design| design.id == "fraud-detection");
    design.expect("it ships").clone()
}

fn plan(design: &Design, minutes: &Minutes) -> Plan {
    Plan::new(&FRAMEWORK, design, minutes).expect("the times fit")
}

fn each(milliseconds: u64) -> Minutes {
    Minutes::Each(vec![Duration::from_millis(milliseconds); 5])
}

/// A schedule as one line: stages separated by bars, each follow-up with its milliseconds.
fn describe(schedule: &[Vec<DueFollowUp>]) -> String {
    let due = |due: &DueFollowUp| format!("{}@{}", due.follow_up, due.at.as_millis());
    let stages = schedule.iter();
    let stages: Vec<String> = stages
        .map(|stage| stage.iter().map(due).collect::<Vec<_>>().join(" "))
        .collect();
    stages.join(" | ")
}

/// The follow-ups of each stage in the design's order, because two close ones may swap as a stage grows.
fn chosen(schedule: &[Vec<DueFollowUp>]) -> Vec<Vec<usize>> {
    let sorted = |stage: &Vec<DueFollowUp>| {
        let mut chosen: Vec<usize> = stage.iter().map(|due| due.follow_up).collect();
        chosen.sort_unstable();
        chosen
    };
    schedule.iter().map(sorted).collect()
}

const FIRST_TEN: [&str; 10] = [
    "1@126380 0@156380 | 3@413323 4@473323 | 0@151851 2@337390 | 2@403557 | 4@261547",
    "0@116858 3@244614 | 0@163633 | 0@114875 2@411887 | 1@290564 2@356470 | 2@124913",
    "0@100517 1@177503 | 2@322197 3@407219 | 1@275427 2@409086 | 0@238923 1@346730 | 0@61059",
    "0@124619 | 0@126171 3@475080 | 1@194861 | 1@263223 | 1@127420 4@210148",
    "2@203438 3@257095 | 4@452875 | 0@166243 | 2@336921 | 0@35618",
    "1@126304 2@161582 | 1@260536 | 3@477956 | 0@166769 2@337426 | 4@258186",
    "0@131836 3@263711 | 2@352509 4@420054 | 0@100158 2@373046 | 1@313136 | 0@83315 2@170807",
    "0@139958 1@169958 | 0@152668 | 1@204095 2@390037 | 1@252700 3@513568 | 2@171218 3@204803",
    "1@147385 2@177385 | 0@156105 2@330025 | 0@116528 1@254346 | 2@398436 | 1@108465 4@240436",
    "0@100777 2@178378 | 4@431601 | 1@279440 | 1@319500 | 1@136686",
];

#[test]
fn the_first_ten_seeds_of_fraud_detection_stay_as_they_are() {
    let design = fraud_detection();
    let plan = plan(&design, &Minutes::AsFramework);
    let described: Vec<String> = (0..10)
        .map(|seed| describe(&schedule(&plan, &design, seed)))
        .collect();
    assert_eq!(described, FIRST_TEN);
}

#[test]
fn a_quiet_run_has_no_follow_ups() {
    let design = fraud_detection();
    let mut head = Head {
        format: 1,
        program: "forty 0.1.0".to_owned(),
        id: "x".to_owned(),
        design: DesignName {
            id: design.id.clone(),
            title: design.title.clone(),
        },
        candidate: "me".to_owned(),
        assignment: None,
        seed: 3,
        options: RunOptions::default(),
        wall: "2025-11-23T09:00:00+01:00".parse().expect("it is a time"),
        design_crc: None,
        plan: plan(&design, &Minutes::AsFramework),
    };
    assert_eq!(of_session(&head, &design), schedule(&head.plan, &design, 3));
    head.options.quiet = true;
    assert_eq!(of_session(&head, &design), vec![Vec::new(); 5]);
}

#[test]
fn a_stage_without_time_or_outside_the_design_has_no_follow_ups() {
    let mut design = fraud_detection();
    let plan = plan(&design, &Minutes::AsFramework);
    design.stages.remove(0);
    design.stages[0].follow_ups.clear();
    let found = schedule(&plan, &design, 1);
    assert!(found[0].is_empty() && found[1].is_empty() && !found[2].is_empty());
    let none = Plan::new(&FRAMEWORK, &design, &each(0)).expect("the times fit");
    assert!(schedule(&none, &design, 1).iter().all(Vec::is_empty));
}

#[test]
fn the_stages_of_a_design_are_found_by_their_ids() {
    let mut design = fraud_detection();
    let plan = plan(&design, &Minutes::AsFramework);
    let before = schedule(&plan, &design, 5);
    design.stages.reverse();
    assert_eq!(schedule(&plan, &design, 5), before);
}

#[test]
fn over_many_seeds_every_follow_up_and_both_counts_are_equally_common() {
    let design = fraud_detection();
    let plan = plan(&design, &Minutes::AsFramework);
    for stage in 0..5 {
        let follow_ups = design.stages[stage].follow_ups.len();
        let (mut times, mut two) = (vec![0; follow_ups], 0);
        for seed in 0..2000 {
            let due = &schedule(&plan, &design, seed)[stage];
            two += usize::from(due.len() == 2);
            for due in due {
                times[due.follow_up] += 1;
            }
        }
        assert!((900..1100).contains(&two), "stage {stage}: two {two} times");
        // 2,000 seeds with one or two follow-ups each.
        let mean = 3000 / follow_ups;
        let range = mean * 9 / 10..mean * 11 / 10;
        assert!(
            times.iter().all(|times| range.contains(times)),
            "stage {stage}: {times:?}"
        );
    }
}

#[test]
fn nothing_in_a_design_breaks_the_schedule() {
    let mut design = fraud_detection();
    let plan = plan(&design, &Minutes::AsFramework);
    for minute in [f64::NAN, f64::INFINITY, -5.0, 1e300, 0.0] {
        for stage in &mut design.stages {
            stage
                .follow_ups
                .iter_mut()
                .for_each(|follow_up| follow_up.minute = minute);
        }
        for seed in [0, 999_999, u32::MAX] {
            for (stage, due) in plan.stages.iter().zip(schedule(&plan, &design, seed)) {
                assert!(due.iter().all(|due| due.at <= stage.budget), "{minute}");
            }
        }
    }
}

proptest! {
    #[test]
    fn one_or_two_follow_ups_are_in_order_inside_the_stage_and_near_their_minute(
        seed in 0_u32..1_000_000,
        budget in 10_u64..40_000_000,
        which in 0_usize..5,
    ) {
        let design = &DESIGNS[which];
        let plan = plan(design, &each(budget));
        let found = schedule(&plan, design, seed);
        prop_assert_eq!(found.len(), 5);
        for ((due, stage), own) in found.iter().zip(&plan.stages).zip(&design.stages) {
            prop_assert!((1..=2).contains(&due.len()));
            let apart = (budget / 10).max(1);
            prop_assert!(due.windows(2).all(|pair| pair[1].at.saturating_sub(pair[0].at).as_millis() as u64 >= apart));
            prop_assert!(due.windows(2).all(|pair| pair[0].follow_up != pair[1].follow_up));
            for due in due {
                let at = due.at.as_millis() as f64;
                prop_assert!(due.follow_up < own.follow_ups.len());
                prop_assert_eq!(due.at.subsec_nanos() % 1_000_000, 0);
                prop_assert!(at * 10.0 >= budget as f64 && at * 10.0 <= 9.0 * budget as f64);
                let share = own.follow_ups[due.follow_up].minute * 60_000.0 / stage.framework_budget.as_millis() as f64;
                // A tenth for the shift, two for the distance of two, which is one and may be taken from either, and rounding.
                prop_assert!((at - share * budget as f64).abs() <= budget as f64 * 3.0 / 10.0 + 3.0);
            }
        }
    }

    #[test]
    fn a_longer_stage_has_the_same_follow_ups_at_the_same_fraction(
        seed in 0_u32..1_000_000,
        budget in 5_000_u64..5_000_000,
        times in 1_u64..50,
    ) {
        let design = fraud_detection();
        let short = schedule(&plan(&design, &each(budget)), &design, seed);
        let long = schedule(&plan(&design, &each(budget * times)), &design, seed);
        for (short, long) in short.iter().flatten().zip(long.iter().flatten()) {
            let apart = (long.at.as_millis() as f64 - (short.at.as_millis() as u64 * times) as f64).abs();
            prop_assert!(apart <= 3.0 * times as f64, "{short:?} {long:?}");
        }
        prop_assert_eq!(chosen(&short), chosen(&long));
    }
}

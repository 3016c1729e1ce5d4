//! Runs the scenario files: actions at given times, and the figures that must result. The interview runs on simulated
//! clock readings, with a turn whenever the loop would wake.
#![allow(clippy::unwrap_used, reason = "a test that cannot continue has failed")]

use std::path::Path;
use std::time::Duration;

use chrono::DateTime;
use forty::domain::interview::{ClockReading, Interview, Wait};
use forty::domain::session::Session;
use forty::domain::session::event::{DesignName, Entry, Head, RunOptions};
use forty::domain::session::notes::Edit;
use forty::domain::session::plan::{Plan, PlannedStage};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    rule: String,
    /// Planned time of each stage, like `5m`.
    stages: Vec<String>,
    #[serde(default)]
    strict: bool,
    step: Vec<Step>,
}

/// Time passes, then an action happens, then figures are checked.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Step {
    /// How long the loop runs before the action.
    wait: Option<String>,
    act: Option<String>,
    /// The wall time that the action takes: a stop, sleep, or time away.
    gap: Option<String>,
    // The expected figures after the action; a missing one is not checked.
    stage: Option<usize>,
    left: Option<String>,
    over: Option<String>,
    elapsed: Option<String>,
    spent: Option<Vec<String>>,
    debt: Option<String>,
    will_have: Option<Vec<String>>,
    condition: Option<Vec<String>>,
    gaps: Option<Vec<String>>,
    notices: Option<Vec<String>>,
    finished: Option<bool>,
}

/// A live interview, the log as it would be on disk, and simulated clocks.
struct Simulation {
    interview: Interview,
    log: Vec<Entry>,
    now: ClockReading,
    notices: Vec<String>,
}

impl Simulation {
    fn new(scenario: &Scenario) -> Self {
        let now = ClockReading {
            awake: Duration::from_millis(123_456),
            boot: Duration::from_secs(500),
            wall: DateTime::parse_from_rfc3339("2026-11-23T14:05:12+01:00").unwrap(),
        };
        let mut simulation = Self {
            interview: Interview::start(head(scenario, now), now),
            log: Vec::new(),
            now,
            notices: Vec::new(),
        };
        simulation.write();
        simulation
    }

    fn write(&mut self) {
        self.log.extend(self.interview.take_outbox());
    }

    fn advance(&mut self, by: Duration) {
        self.now.awake += by;
        self.now.boot += by;
        self.now.wall += by;
    }

    /// One turn of the loop after a wait that began at `began` of the awake clock.
    fn turn(&mut self, began: Duration, planned: Duration) {
        let wait = Wait {
            began,
            planned,
            continued: false,
        };
        let notices = self.interview.advance(self.now, wait);
        self.notices
            .extend(notices.iter().map(|notice| format!("{notice:?}")));
        self.write();
    }

    /// Runs turns as the loop does: at each shown second, and at the end.
    fn wait(&mut self, time: Duration) {
        let mut rest = time;
        while !rest.is_zero() {
            let step = self
                .interview
                .until_next_change(self.now)
                .unwrap_or(rest)
                .min(rest);
            let began = self.now.awake;
            self.advance(step);
            self.turn(began, step);
            rest -= step;
        }
    }

    fn act(&mut self, act: &str, gap: Duration) {
        let interview = &mut self.interview;
        match act {
            "next" => interview.next_stage(self.now).unwrap(),
            "back" => interview.previous_stage(self.now).unwrap(),
            "back is refused" => assert!(interview.previous_stage(self.now).is_err()),
            "pause" => interview.pause(self.now),
            "resume" => interview.resume(self.now),
            "finish" => interview.finish(self.now),
            "write" => interview.edit(
                interview.session().stage,
                Edit {
                    at: 0,
                    removed: 0,
                    inserted: "x".into(),
                },
                self.now,
            ),
            "be stopped" => {
                let began = self.now.awake;
                self.advance(gap);
                self.turn(began, Duration::ZERO);
            }
            "wake late" => {
                let began = self.now.awake;
                self.advance(gap);
                self.turn(began, gap);
            }
            "sleep" => {
                self.now.boot += gap;
                self.now.wall += gap;
                self.turn(self.now.awake, Duration::ZERO);
            }
            "set the wall clock back" => self.now.wall -= gap,
            "leave and resume" => {
                interview.leave(self.now);
                self.write();
                self.resume(gap);
            }
            "be killed and resume" => self.resume(gap),
            other => panic!("unknown act `{other}`"),
        }
        self.write();
    }

    fn resume(&mut self, gap: Duration) {
        self.advance(gap);
        // A new process: its awake clock starts at another value.
        self.now.awake = Duration::from_secs(9);
        self.interview = Interview::reopen(fold(&self.log), "forty 0".into(), self.now);
    }
}

fn head(scenario: &Scenario, now: ClockReading) -> Head {
    let stages = scenario
        .stages
        .iter()
        .enumerate()
        .map(|(index, time)| PlannedStage {
            id: format!("stage-{index}"),
            title: format!("Stage {index}"),
            short: format!("S{index}"),
            framework_budget: duration(time),
            budget: duration(time),
            done: String::new(),
            prompts: Vec::new(),
        });
    Head {
        format: 1,
        program: "forty 0".into(),
        id: "20261123-130512-x-0000".into(),
        design: DesignName {
            id: "x".into(),
            title: "X".into(),
        },
        candidate: "sam".into(),
        assignment: None,
        seed: 7,
        options: RunOptions {
            strict: scenario.strict,
            quiet: false,
            drill: false,
        },
        wall: now.wall,
        design_crc: None,
        plan: Plan {
            framework: "f".into(),
            brief: "b".into(),
            stages: stages.collect(),
        },
    }
}

fn fold(log: &[Entry]) -> Session {
    let forty::domain::session::event::Event::Head(head) = &log[0].event else {
        panic!("the log does not begin with its head");
    };
    let mut session = Session::new((**head).clone());
    for entry in log {
        session.apply(entry);
    }
    session
}

fn duration(text: &str) -> Duration {
    humantime::parse_duration(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Checks the expected figures of a step and returns how many there are.
fn check(step: &Step, simulation: &mut Simulation, at: &str) -> usize {
    let session = simulation.interview.session().clone();
    let timeline = simulation.interview.timeline(simulation.now);
    let open = timeline.stages[session.stage];
    let mut checks = 0;
    let mut same = |what: &str, is: &dyn std::fmt::Debug, should: &dyn std::fmt::Debug| {
        checks += 1;
        assert_eq!(format!("{is:?}"), format!("{should:?}"), "{at}: {what}");
    };
    let all = |times: &[String]| times.iter().map(|time| duration(time)).collect::<Vec<_>>();
    if let Some(stage) = step.stage {
        same("stage", &session.stage, &stage);
    }
    if let Some(left) = &step.left {
        same("left", &open.left(), &duration(left));
    }
    if let Some(over) = &step.over {
        same(
            "over",
            &(open.is_over(), open.over()),
            &(true, duration(over)),
        );
    }
    if let Some(elapsed) = &step.elapsed {
        same("elapsed", &timeline.elapsed(), &duration(elapsed));
    }
    if let Some(spent) = &step.spent {
        let is: Vec<Duration> = timeline.stages.iter().map(|stage| stage.spent).collect();
        same("spent", &is, &all(spent));
    }
    if let Some(debt) = &step.debt {
        same("debt", &timeline.debt(), &duration(debt));
    }
    if let Some(will_have) = &step.will_have {
        let is = timeline.will_have();
        let is: Vec<String> = is
            .iter()
            .map(|(stage, left)| format!("{stage}: {}", humantime::format_duration(*left)))
            .collect();
        same("will have", &is, will_have);
    }
    if let Some(condition) = &step.condition {
        let is: Vec<&str> = session
            .condition()
            .iter()
            .map(|condition| condition.word())
            .collect();
        same("condition", &is, condition);
    }
    if let Some(gaps) = &step.gaps {
        let is = session.gaps.iter().map(|gap| {
            let length = gap.length.map_or("open".to_owned(), |length| {
                humantime::format_duration(length).to_string()
            });
            format!(
                "{} at {}: {length}",
                gap.reason.word(),
                humantime::format_duration(gap.at)
            )
        });
        same("gaps", &is.collect::<Vec<_>>(), gaps);
    }
    if let Some(notices) = &step.notices {
        same("notices", &std::mem::take(&mut simulation.notices), notices);
    }
    if let Some(finished) = step.finished {
        same("finished", &session.is_finished(), &finished);
    }
    checks
}

fn play(path: &Path) {
    let text = std::fs::read_to_string(path).unwrap();
    let scenario: Scenario =
        toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut simulation = Simulation::new(&scenario);
    let mut checks = 0;
    for (index, step) in scenario.step.iter().enumerate() {
        if let Some(wait) = &step.wait {
            simulation.wait(duration(wait));
        }
        if let Some(act) = &step.act {
            let gap = step.gap.as_deref().map_or(Duration::ZERO, duration);
            simulation.act(act, gap);
        }
        let at = format!("{}, step {} ({})", path.display(), index + 1, scenario.rule);
        checks += check(step, &mut simulation, &at);
        // In every scenario stage times sum to the elapsed time, and folding the log gives the live session.
        let timeline = simulation.interview.timeline(simulation.now);
        assert_eq!(
            timeline.elapsed(),
            simulation.interview.elapsed(simulation.now),
            "{at}: sum"
        );
        let folded = fold(&simulation.log);
        assert_eq!(
            folded.timeline_now(),
            simulation.interview.session().timeline_now(),
            "{at}: fold"
        );
        assert!(
            simulation
                .log
                .windows(2)
                .all(|pair| pair[0].at <= pair[1].at && pair[0].n + 1 == pair[1].n),
            "{at}: order"
        );
        let behind = simulation
            .interview
            .elapsed(simulation.now)
            .saturating_sub(folded.at);
        assert!(
            behind < Duration::from_millis(1002),
            "{at}: a kill would lose {behind:?}"
        );
    }
    assert!(checks > 0, "{} checks nothing", path.display());
}

#[test]
fn every_scenario_gives_its_figures() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "toml")
    });
    files.sort();
    assert!(files.len() >= 10, "only {} scenarios found", files.len());
    for file in files {
        play(&file);
    }
}

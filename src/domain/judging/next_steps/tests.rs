//! What a finished session leads to next.

mod facts;

use super::*;
use crate::domain::content::design::{Clarify, Design, DesignStage, FollowUp, Level};
use crate::domain::judging::viewer::Viewer;
use crate::domain::session::RunState;
use crate::domain::session::event::{EnteredBy, Entry, Event, Evidence, FinishedBy};
use crate::domain::session::log::Log;
use crate::domain::session::log::tests::head;
use crate::domain::session::plan::{PlannedPrompt, PromptFrom};
use crate::domain::session::stage_state::{Asked, AskedFollowUp};

fn minutes(minutes: u64) -> Duration {
    Duration::from_secs(minutes * 60)
}

/// Two stages of ten minutes, both used up, finished; every item of both stages shown.
fn session() -> Session {
    let prompt = |ask: &str| PlannedPrompt {
        ask: ask.into(),
        hint: String::new(),
        from: PromptFrom::Design,
        listen_for: String::new(),
    };
    let mut head = head(&["one", "two"]);
    for stage in &mut head.plan.stages {
        stage.title.clone_from(&stage.short);
        stage.prompts = vec![prompt("First?"), prompt("Second?"), prompt("Third?")];
    }
    let mut session = Session::new(head);
    session.run = RunState::Finished;
    session.at = minutes(20);
    for stage in 0..2 {
        score(&mut session, stage, 6, 4);
        session.stages[stage].entered = true;
        session.stages[stage].spent = minutes(10);
    }
    session
}

/// Closes a stage with the first items shown.
fn score(session: &mut Session, stage: usize, shown: usize, level: u8) {
    let evidence = Evidence {
        look_for: "item".into(),
        level: "solid".into(),
        in_stage: stage,
        line: 0,
        text: "line".into(),
    };
    let state = &mut session.stages[stage];
    state.evidence = (0..shown).map(|item| (item, evidence.clone())).collect();
    state.level = Some(level);
}

/// Three solid and three strong items a stage, one follow-up, and a question.
fn design() -> Design {
    let item = |level, number: usize| RubricItem {
        level,
        look_for: format!("item {number}"),
        how: format!("Write {number}."),
        ..RubricItem::default()
    };
    let stage = |id: &str| DesignStage {
        id: id.into(),
        rubric: (0..6)
            .map(|number| {
                item(
                    if number < 3 {
                        Level::Solid
                    } else {
                        Level::Strong
                    },
                    number,
                )
            })
            .collect(),
        follow_ups: vec![FollowUp {
            minute: 2.0,
            ask: "And if it fails?".into(),
            strong: "It degrades, e.g. to tags. Then more.".into(),
        }],
        ..DesignStage::default()
    };
    Design {
        id: "a".into(),
        clarify: vec![Clarify {
            ask: "How many users?".into(),
            answer: "Ten million. And growing.".into(),
            ..Clarify::default()
        }],
        stages: vec![stage("one"), stage("two")],
        ..Design::default()
    }
}

fn log(events: Vec<Event>) -> Log {
    let mut log = Log::default();
    for (n, event) in (1..).zip(events) {
        log.push(Entry {
            n,
            at: minutes(n),
            after: None,
            event,
        });
    }
    log
}

/// The steps as (kind, stage, text).
fn steps(session: &Session, log: &Log) -> Vec<(StepKind, usize, String)> {
    steps_with(&design(), session, log)
}

fn steps_with(design: &Design, session: &Session, log: &Log) -> Vec<(StepKind, usize, String)> {
    let report = Report::new(session, Some(design), log, &[], Viewer::Candidate);
    let steps = next_steps(&SessionFacts::of(&report)).into_iter();
    steps
        .map(|step| (step.kind, step.stage, step.text()))
        .collect()
}

fn of_kind(kind: StepKind, session: &Session) -> Option<(usize, String)> {
    let steps = steps(session, &Log::default()).into_iter();
    let mut steps = steps.filter(|(other, ..)| *other == kind);
    steps.next().map(|(_, stage, text)| (stage, text))
}

#[test]
fn the_weakest_stage_gets_the_items_that_raise_its_level_with_what_to_write() {
    let mut session = session();
    score(&mut session, 0, 2, 2);
    score(&mut session, 1, 4, 2);
    // Both are solid; the second needs one more strong item and the first two.
    let text = "Raise two from 2 solid to 3 strong: one more strong item is needed. Write 4.";
    assert_eq!(of_kind(StepKind::Level, &session), Some((1, text.into())));
    score(&mut session, 0, 0, 1);
    let text = "Raise one from 1 weak to 2 solid: 2 more solid items are needed. Write 0. Write 1.";
    assert_eq!(of_kind(StepKind::Level, &session), Some((0, text.into())));
}

#[test]
fn a_session_with_the_highest_levels_needs_no_level_step() {
    assert_eq!(of_kind(StepKind::Level, &session()), None);
}

#[test]
fn the_pace_step_is_the_stage_whose_time_cost_most() {
    let mut session = session();
    session.stages[0].spent = minutes(12);
    session.stages[1].spent = minutes(9);
    session.stage = 1;
    score(&mut session, 1, 2, 2);
    let (stage, text) = of_kind(StepKind::Pace, &session).unwrap();
    assert_eq!(stage, 0);
    assert!(
        text.starts_with(
            "End one after 10:00: it went 2:00 over (1:00 taken from two, 1:00 past the end)."
        ),
        "{text}"
    );
}

#[test]
fn time_that_was_not_spent_counts_only_where_rubric_items_are_missing() {
    let mut session = session();
    session.stages[0].spent = minutes(7);
    assert_eq!(of_kind(StepKind::Pace, &session), None);
    score(&mut session, 0, 2, 2);
    session.stages[0].covered = [1].into();
    let text = "Use the 10:00 of one: the stage ended 3:00 early with 4 of 6 rubric items missing. \
                Write 2. Write 5.";
    assert_eq!(of_kind(StepKind::Pace, &session), Some((0, text.into())));
    session.stages[0].spent = Duration::ZERO;
    let (_, text) = of_kind(StepKind::Pace, &session).unwrap();
    let start = "Use the 10:00 of one: the stage was not run, and 4 of 6 rubric items are missing.";
    assert!(text.starts_with(start), "{text}");
    session.stages[0].spent = minutes(10).saturating_sub(Duration::from_secs(29));
    assert_eq!(of_kind(StepKind::Pace, &session), None);
}

#[test]
fn what_the_rubric_or_the_notes_have_is_not_named_as_left_out_although_its_prompt_is_not_marked() {
    let mut session = session();
    session.stages[0].spent = minutes(7);
    session.stages[0].covered = [1].into();
    let mut design = design();
    let line = "hot keys = 3M * 7 d * 600 B → 12.6 GB, one cache node";
    design.stages[0].rubric[5].shows.push(line.into());
    let pace = |session: &Session| {
        let steps = steps_with(&design, session, &Log::default()).into_iter();
        let mut steps = steps.filter(|(kind, ..)| *kind == StepKind::Pace);
        steps.next().map(|(_, _, text)| text).unwrap()
    };
    score(&mut session, 0, 2, 2);
    assert!(
        pace(&session).ends_with("Write 2. Write 5."),
        "{}",
        pace(&session)
    );
    session.stages[0].notes.replace_with(line, minutes(1));
    assert!(
        pace(&session).ends_with("missing. Write 2."),
        "{}",
        pace(&session)
    );
    score(&mut session, 0, 5, 3);
    let likely = "missing. The notes have a likely line for each of them: score the stage again if one shows it.";
    assert!(pace(&session).ends_with(likely), "{}", pace(&session));
}

#[test]
fn a_follow_up_without_answer_and_without_a_change_of_the_notes_is_named_before_a_question() {
    let asked = Event::FollowUp {
        stage: 1,
        follow_up: 0,
        ask: "And if it fails?".into(),
    };
    let entered = |stage| Event::Entered {
        stage,
        by: EnteredBy::Key,
    };
    let log = log(vec![entered(1), asked.clone(), Event::Here]);
    let mut session = session();
    session.stages[1].follow_ups.push(AskedFollowUp {
        follow_up: 0,
        ask: "And if it fails?".into(),
        at: minutes(2),
        answered: None,
    });
    session.at = minutes(3);
    let last = |session: &Session| steps(session, &log).pop().unwrap();
    let text = "Answer the follow-up of 2:00: “And if it fails?” The notes did not change after it. \
                A strong reply begins: It degrades, e.g. to tags.";
    assert_eq!(last(&session), (StepKind::FollowUp, 1, text.into()));
    session.stages[1].follow_ups[0].answered = Some(minutes(3));
    let text =
        "Ask before you assume: “How many users?” was never asked. The answer begins: Ten million.";
    assert_eq!(last(&session), (StepKind::Question, 0, text.into()));
}

#[test]
fn no_step_says_that_a_question_was_never_asked_that_was_typed_and_not_understood() {
    let mut session = session();
    session.stages[0].asked.push(
        Asked {
            typed: "how many folks are there".into(),
            reply: None,
            close: vec!["How many users?".into()],
            at: minutes(1),
        }
        .into(),
    );
    let has_question = |session: &Session| {
        let steps = steps(session, &Log::default());
        (steps.iter()).any(|(kind, _, _)| *kind == StepKind::Question)
    };
    assert!(!has_question(&session));
    std::sync::Arc::make_mut(&mut session.stages[0].asked[0])
        .close
        .clear();
    assert!(has_question(&session));
}

#[test]
fn before_the_finish_and_before_every_stage_is_closed_there_are_no_steps() {
    let mut session = session();
    session.stages[0].spent = minutes(12);
    assert_ne!(steps(&session, &Log::default()), []);
    session.stages[1].level = None;
    assert_eq!(steps(&session, &Log::default()), []);
    session.stages[1].level = Some(4);
    session.run = RunState::Running;
    assert_eq!(steps(&session, &Log::default()), []);
}

#[test]
fn every_step_names_a_command_with_the_design_and_its_stage() {
    let mut session = session();
    score(&mut session, 1, 4, 2);
    session.stages[1].spent = minutes(8);
    let (design, log) = (design(), Log::default());
    let report = Report::new(&session, Some(&design), &log, &[], Viewer::Candidate);
    let steps = next_steps(&SessionFacts::of(&report)).into_iter();
    let commands: Vec<String> = steps.map(|step| step.command).collect();
    let stage = "forty designs a --answers --stage two";
    let drill = "forty drill a --stage two";
    assert_eq!(commands, [drill, stage, "forty designs a --answers"]);
}

/// Asks a question in the first stage, which is answered.
fn ask(session: &mut Session, typed: &str, (question, answer): (&str, &str)) {
    let asked = Asked {
        typed: typed.into(),
        reply: Some((question.into(), answer.into())),
        close: Vec::new(),
        at: minutes(1),
    };
    session.stages[0].asked.push(asked.into());
}

#[test]
fn a_later_session_tells_whether_a_step_was_met() {
    let (design, log) = (design(), Log::default());
    let mut earlier = session();
    score(&mut earlier, 1, 4, 2);
    earlier.stages[1].spent = minutes(8);
    let report = Report::new(&earlier, Some(&design), &log, &[], Viewer::Candidate);
    let steps = next_steps(&SessionFacts::of(&report));
    let met = |later: &Session| {
        let report = Report::new(later, Some(&design), &log, &[], Viewer::Candidate);
        let after = SessionFacts::of(&report);
        let met = steps
            .iter()
            .map(|step| (step.kind, is_met(step, &earlier, &after)));
        met.collect::<Vec<_>>()
    };
    let kinds = [StepKind::Level, StepKind::Pace, StepKind::Question];
    let all = |met| kinds.map(|kind| (kind, met)).to_vec();
    assert_eq!(met(&earlier), all(Some(false)));
    // Another question is not the one of the step.
    let mut other = earlier.clone();
    ask(&mut other, "latency?", ("How fast?", "50 ms."));
    assert!(met(&other).contains(&(StepKind::Question, Some(false))));
    let mut better = session();
    ask(&mut better, "users?", ("How many users?", "Ten million."));
    assert_eq!(met(&better), all(Some(true)));
    // A stage that was never entered lost no time and used none.
    let mut left = better.clone();
    left.stages[1].spent = minutes(0);
    left.stages[1].entered = false;
    assert!(met(&left).contains(&(StepKind::Pace, Some(false))));
    assert!(met(&left).contains(&(StepKind::Level, Some(false))));
    // No loss of a stage of half a minute is ever named.
    let mut short = better.clone();
    short.head.plan.stages[1].budget = Duration::from_secs(30);
    assert!(met(&short).contains(&(StepKind::Pace, None)));
    // Questions and follow-ups of a design cannot be asked in another one.
    let mut elsewhere = better.clone();
    elsewhere.head.design.id = "b".into();
    assert!(met(&elsewhere).contains(&(StepKind::Question, None)));
    assert!(met(&elsewhere).contains(&(StepKind::Level, Some(true))));
    let follow_up = NextStep {
        kind: StepKind::FollowUp,
        ..steps[0].clone()
    };
    let report = Report::new(&better, Some(&design), &log, &[], Viewer::Candidate);
    let without_follow_up = is_met(&follow_up, &earlier, &SessionFacts::of(&report));
    assert_eq!(without_follow_up, None);
    better.run = RunState::Running;
    assert_eq!(met(&better), all(None));
}

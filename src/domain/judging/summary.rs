//! The sentences of a debrief's summary. Screens and plain text only lay them out. Titles are not sanitized.

use super::facts::SessionFacts;
use crate::domain::session::timeline::clock;

/// How many rubric items of all stages are marked as shown, and how many there are.
pub fn shown_items(facts: &SessionFacts<'_>) -> (usize, usize) {
    let stages = facts.stages().enumerate();
    stages.fold((0, 0), |(shown, all), (stage, (_, state))| {
        (
            shown + state.evidence.len(),
            all + facts.report.rubric(stage).len(),
        )
    })
}

/// The record in counts, and what was marked or read early.
pub fn record(facts: &SessionFacts<'_>) -> Vec<String> {
    let mut record = vec![facts.counts().text()];
    let late = facts.stages();
    let late = late.filter(|(_, state)| state.marked_after_reference);
    let late: Vec<&str> = late.map(|(plan, _)| plan.short.as_str()).collect();
    if !late.is_empty() {
        let late = late.join(", ");
        record.push(format!("Marked after the reference was opened: {late}."));
    }
    if let Some(early) = facts.report.early_message() {
        record.push(format!("You {early}."));
    }
    record
}

/// What paid for each overrun: `Setup went 0:08 over. The time came from: 0:08 unused in Data.`
pub fn lost_to_overruns(facts: &SessionFacts<'_>) -> Vec<String> {
    let stages = &facts.report.session.head.plan.stages;
    let short = |stage: usize| stages[stage].short.clone();
    let overruns = facts.pace.stages.iter().enumerate();
    let overruns = overruns.filter_map(|(stage, pace)| {
        let (over, paid) = (clock(pace.times.over), pace.paid_by(short)?);
        Some(format!(
            "{} went {over} over. The time came from: {paid}.",
            short(stage)
        ))
    });
    overruns.collect()
}

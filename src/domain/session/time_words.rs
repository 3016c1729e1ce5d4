//! The times of a stage and of the interview in words, and what overruns and stages left early do to the stages to come.

use std::time::Duration;

use super::timeline::{StageTime, Timeline, clock};

/// Time left rounded up, or time over rounded down with a plus sign: `4:28`, `+0:12`, `1:02:03`.
pub fn clock_words(time: StageTime) -> String {
    if time.is_over() {
        format!("+{}", clock(time.over()))
    } else {
        clock(round_up(time.left()))
    }
}

/// [`clock_words`] and what it means: `4:28 left`, `+0:12 over`.
pub fn left_or_over(time: StageTime) -> String {
    let word = if time.is_over() { "over" } else { "left" };
    format!("{} {word}", clock_words(time))
}

/// `4:28 left of 10:00`, `+0:12 over 10:00`.
pub fn time_words(time: StageTime) -> String {
    let of = if time.is_over() { "" } else { " of" };
    format!("{}{of} {}", left_or_over(time), clock(time.planned))
}

/// `total 28:40 left`, `total +0:12 over`.
pub fn total_words(timeline: &Timeline) -> String {
    if timeline.left().is_zero() {
        format!("total +{} over", clock(timeline.past_end()))
    } else {
        format!("total {} left", clock(round_up(timeline.left())))
    }
}

/// Rounds up to a whole second.
pub fn round_up(time: Duration) -> Duration {
    Duration::from_secs(time.as_secs() + u64::from(time.subsec_nanos() > 0))
}

/// What overruns and stages left early do to the stages to come: `Setup 0:48 over: Monitor will have 4:12`, `Data 2:51
/// early: Monitor gets its 5:00 back`. While a stage is over, and where no stage is left to take from, with the total:
/// `Monitor 2:41 over (total 0:01 over)`. Empty if every stage took its time.
pub fn debt_text(timeline: &Timeline, shorts: &[String]) -> String {
    let is_over = |time: &StageTime| time.over().as_secs() > 0;
    let current = timeline.current.and_then(|open| timeline.stages.get(open));
    let is_current_over = current.is_some_and(is_over);
    let over = names(timeline, shorts, "over", |_, time| time.over());
    let early = names(timeline, shorts, "early", |stage, time| {
        if time.entered && timeline.current != Some(stage) {
            time.left()
        } else {
            Duration::ZERO
        }
    });
    let all = [early.as_str(), over.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty());
    let all = all.collect::<Vec<_>>().join(", ");
    let total = total_words(timeline).replace('+', "");
    let short = timeline.will_have();
    let short = short.iter().filter(|_| timeline.debt().as_secs() > 0);
    let short: Vec<String> = short
        .map(|(stage, left)| format!("{} will have {}", shorts[*stage], clock(round_up(*left))))
        .collect();
    match (over.is_empty(), short.is_empty()) {
        (true, _) if early.is_empty() => String::new(),
        (true, _) => format!("{early} ({total})"),
        (false, true) if !is_current_over && timeline.debt().is_zero() => {
            given_back(timeline, shorts, &early)
        }
        (false, true) => format!("{all} ({total})"),
        (false, false) if is_current_over => format!("{all} ({total}): {}", short.join(", ")),
        (false, false) => format!("{all}: {}", short.join(", ")),
    }
}

/// Describes the stages with such a time: `Setup 0:48 over`, or of several `2 stages 7:20 over`.
fn names(
    timeline: &Timeline,
    shorts: &[String],
    word: &str,
    time_of: impl Fn(usize, StageTime) -> Duration,
) -> String {
    let stages = timeline.stages.iter().enumerate();
    let times = stages.map(|(stage, time)| (stage, time_of(stage, *time)));
    let times: Vec<_> = times.filter(|(_, time)| time.as_secs() > 0).collect();
    let all = clock(times.iter().map(|(_, time)| *time).sum());
    match times[..] {
        [] => String::new(),
        [(stage, _)] => format!("{} {all} {word}", shorts[stage]),
        _ => format!("{} stages {all} {word}", times.len()),
    }
}

/// What stages left early give back of the time that overruns had taken from later stages.
fn given_back(timeline: &Timeline, shorts: &[String], early: &str) -> String {
    let paid = timeline.taken_by(timeline.over());
    let back = paid.iter().map(|(stage, _)| {
        let planned = clock(timeline.stages[*stage].planned);
        format!("{} gets its {planned} back", shorts[*stage])
    });
    let back = back.collect::<Vec<_>>().join(", ");
    if back.is_empty() {
        format!("{early} ({})", total_words(timeline).replace('+', ""))
    } else {
        format!("{early}: {back}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(spent_ms: u64) -> StageTime {
        StageTime {
            planned: Duration::from_secs(600),
            spent: Duration::from_millis(spent_ms),
            entered: true,
        }
    }

    #[test]
    fn time_left_is_rounded_up_and_time_over_down() {
        let table = [
            (0, "10:00 left"),
            (1, "10:00 left"),
            (1000, "9:59 left"),
            (599_000, "0:01 left"),
            (599_999, "0:01 left"),
            (600_000, "+0:00 over"),
            (600_999, "+0:00 over"),
            (601_000, "+0:01 over"),
            (4_200_000, "+1:00:00 over"),
        ];
        for (spent, words) in table {
            assert_eq!(left_or_over(at(spent)), words, "at {spent} ms");
        }
    }

    fn timeline(spent: &[u64]) -> Timeline {
        let planned = [300, 600, 600, 600, 300];
        let stages = planned
            .iter()
            .enumerate()
            .map(|(index, planned)| StageTime {
                planned: Duration::from_secs(*planned),
                spent: Duration::from_secs(spent.get(index).copied().unwrap_or(0)),
                entered: index < spent.len(),
            });
        Timeline {
            stages: stages.collect(),
            current: Some(spent.len() - 1),
        }
    }

    #[test]
    fn overruns_and_early_stages_are_said_with_what_they_do_to_the_rest() {
        let shorts = ["Setup", "Data", "Model", "Serving", "Monitor"].map(String::from);
        let table: [(&[u64], &str); 13] = [
            (&[300, 10], ""),
            (&[348, 332], "Setup 0:48 over: Monitor will have 4:12"),
            (
                &[348, 429, 10],
                "Data 2:51 early: Monitor gets its 5:00 back",
            ),
            (
                &[348, 580, 10],
                "Data 0:20 early, Setup 0:48 over: Monitor will have 4:32",
            ),
            (
                &[280, 631, 10],
                "Setup 0:20 early, Data 0:31 over: Monitor will have 4:49",
            ),
            (
                &[700, 640, 10],
                "2 stages 7:20 over: Serving will have 7:40, Monitor will have 0:00",
            ),
            (
                &[300, 642],
                "Data 0:42 over (total 24:18 left): Monitor will have 4:18",
            ),
            (&[200, 10], "Setup 1:40 early (total 36:30 left)"),
            (
                &[200, 630],
                "Setup 1:40 early, Data 0:30 over (total 26:10 left)",
            ),
            (
                &[348, 600, 600, 600, 60],
                "Setup 0:48 over (total 3:12 left)",
            ),
            (
                &[300, 600, 600, 600, 461],
                "Monitor 2:41 over (total 2:41 over)",
            ),
            (
                &[140, 600, 600, 600, 461],
                "Setup 2:40 early, Monitor 2:41 over (total 0:01 over)",
            ),
            (
                &[348, 429, 600, 600, 10],
                "Data 2:51 early (total 6:53 left)",
            ),
        ];
        for (spent, text) in table {
            assert_eq!(debt_text(&timeline(spent), &shorts), text, "{spent:?}");
        }
    }
}

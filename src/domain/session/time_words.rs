//! The times of a stage and of the interview in words, and what overruns and stages left early do to the stages to come.

use std::time::Duration;

use unicode_width::UnicodeWidthStr;

use super::timeline::{StageTime, Timeline, clock};

/// Time left rounded up, or time over rounded down with a plus sign: `4:28`, `+0:12`, `1:02:03`.
pub fn clock_words(time: StageTime) -> String {
    if time.is_over() {
        format!("+{}", clock(time.over()))
    } else {
        clock(shown_left(time.left(), time.planned))
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
        let left = shown_left(timeline.left(), timeline.planned());
        format!("total {} left", clock(left))
    }
}

/// Time left in whole seconds, rounded up, but never more than the planned time, which is shown rounded down.
fn shown_left(left: Duration, planned: Duration) -> Duration {
    round_up(left).min(Duration::from_secs(planned.as_secs()))
}

/// Rounds up to a whole second.
pub fn round_up(time: Duration) -> Duration {
    Duration::from_secs(time.as_secs() + u64::from(time.subsec_nanos() > 0))
}

/// What overruns and stages left early do to the stages to come: `Setup 0:48 over: Monitor will have 4:12`, `Data 2:51
/// early: Monitor gets its 5:00 back`. While a stage is over, and where no stage is left to take from, with the total:
/// `Monitor 2:41 over (total 0:01 over)`. Where an overrun has taken from the open stage, which counts down from its own
/// minutes all the same: `Setup 0:48 over (total 4:12 left): Monitor counts its own 5:00`. Empty if every stage took its
/// time.
pub fn debt_text(timeline: &Timeline, shorts: &[String]) -> String {
    let is_over = |time: &StageTime| time.over().as_secs() > 0;
    let current = timeline.current.and_then(|open| timeline.stages.get(open));
    let is_current_over = current.is_some_and(is_over);
    let over = names(timeline, shorts, "over", |_, time| time.over());
    let left_of = |was_run: bool| {
        move |stage: usize, time: StageTime| {
            let is_said = timeline.is_closed(stage) && time.was_run() == was_run;
            if is_said { time.left() } else { Duration::ZERO }
        }
    };
    let early = names(timeline, shorts, "early", left_of(true));
    let not_run = names(timeline, shorts, "not run", left_of(false));
    let early = joined([&early, &not_run]);
    let all = joined([&early, &over]);
    let total = total_words(timeline).replace('+', "");
    let short = timeline.will_have();
    let short = short.iter().filter(|_| timeline.debt().as_secs() > 0);
    let short: Vec<(usize, Duration)> = short.copied().collect();
    let will_have = will_have(&short, shorts);
    match (over.is_empty(), short.is_empty()) {
        (true, _) if early.is_empty() => String::new(),
        (true, _) => format!("{early} ({total})"),
        (false, true) if !is_current_over && timeline.debt().is_zero() => {
            given_back(timeline, shorts, [&early, &all])
        }
        (false, _) if !is_current_over && is_owed_by_open(timeline) => {
            let open = timeline.current.unwrap_or_default();
            let own = clock(timeline.stages[open].planned);
            format!("{all} ({total}): {} counts its own {own}", shorts[open])
        }
        (false, true) => format!("{all} ({total})"),
        (false, false) if is_current_over => format!("{all} ({total}): {will_have}"),
        (false, false) => format!("{all}: {will_have}"),
    }
}

/// The parts that are not empty.
fn joined(parts: [&str; 2]) -> String {
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

/// Whether the stages to come cannot pay what overruns owe, so that less is left in total than in the open stage.
fn is_owed_by_open(timeline: &Timeline) -> bool {
    let open = timeline.current.and_then(|open| timeline.stages.get(open));
    open.is_some_and(|stage| timeline.left() < stage.left())
}

/// The same in so many columns, if it can be: without the total where that does not fit, which the clock says as well.
pub fn debt_text_within(timeline: &Timeline, shorts: &[String], columns: usize) -> String {
    let text = debt_text(timeline, shorts);
    if text.width() <= columns {
        return text;
    }
    let total = total_words(timeline).replace('+', "");
    text.replacen(&format!(" ({total})"), "", 1)
}

/// What the last stage will have, as `Monitor will have 4:12`, or where the stages before it have less too, where the total
/// ends: `the total ends 7:40 into Serving`. That stage still counts down from its own minutes, as does one that begins when
/// the total is used up: `Monitor will be past the end`.
fn will_have(short: &[(usize, Duration)], shorts: &[String]) -> String {
    let (none, some): (Vec<_>, Vec<_>) = short.iter().partition(|(_, left)| left.is_zero());
    if some.is_empty() {
        let who = match none[..] {
            [(stage, _)] => shorts[stage].clone(),
            _ => format!("{} stages", none.len()),
        };
        return format!("{who} will be past the end");
    }
    let parts = some.iter().map(|(stage, left)| {
        let (name, left) = (&shorts[*stage], clock(round_up(*left)));
        if none.is_empty() {
            format!("{name} will have {left}")
        } else {
            format!("the total ends {left} into {name}")
        }
    });
    parts.collect::<Vec<_>>().join(", ")
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
fn given_back(timeline: &Timeline, shorts: &[String], [early, all]: [&str; 2]) -> String {
    let paid = timeline.taken_by(timeline.over());
    let back = paid.iter().map(|(stage, _)| {
        let planned = clock(timeline.stages[*stage].planned);
        format!("{} gets its {planned} back", shorts[*stage])
    });
    let back = back.collect::<Vec<_>>().join(", ");
    if back.is_empty() {
        format!("{all} ({})", total_words(timeline).replace('+', ""))
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
    fn no_more_time_is_left_than_was_planned() {
        let planned = Duration::from_millis(337_500);
        for (spent, words) in [
            (0, "5:37 left of 5:37"),
            (500, "5:37 left of 5:37"),
            (1_500, "5:36 left of 5:37"),
            (337_499, "0:01 left of 5:37"),
            (337_500, "+0:00 over 5:37"),
        ] {
            let spent = Duration::from_millis(spent);
            let time = StageTime {
                planned,
                spent,
                entered: true,
            };
            assert_eq!(time_words(time), words, "{spent:?}");
        }
    }

    #[test]
    fn title_and_sentence_say_the_same_seconds_of_a_closed_stage() {
        let shorts = ["Setup", "Data", "Model", "Serving", "Monitor"].map(String::from);
        let mut exact = timeline(&[280, 545, 10]);
        exact.stages[0].spent += Duration::from_millis(300);
        exact.stages[1].spent += Duration::from_millis(700);
        let shown = exact.as_shown();
        let spent = shown.stages.iter().map(|stage| clock(stage.spent));
        let spent: Vec<String> = spent.collect();
        assert_eq!(spent[..3], ["4:40", "9:06", "0:10"]);
        assert_eq!(
            debt_text(&shown, &shorts),
            "2 stages 1:14 early (total 26:04 left)"
        );
    }

    #[test]
    fn a_stage_that_was_passed_without_any_time_is_not_run_and_not_early() {
        let shorts = ["Setup", "Data", "Model", "Serving", "Monitor"].map(String::from);
        let table: [(&[u64], &str); 4] = [
            (&[0, 10], "Setup 5:00 not run (total 39:50 left)"),
            (
                &[200, 0, 0, 10],
                "Setup 1:40 early, 2 stages 20:00 not run (total 36:30 left)",
            ),
            (
                &[360, 0, 10],
                "Data 10:00 not run: Monitor gets its 5:00 back",
            ),
            (
                &[0, 660, 10],
                "Setup 5:00 not run: Monitor gets its 5:00 back",
            ),
        ];
        for (spent, text) in table {
            assert_eq!(debt_text(&timeline(spent), &shorts), text, "{spent:?}");
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
                "2 stages 7:20 over: the total ends 7:40 into Serving",
            ),
            (
                &[300, 642],
                "Data 0:42 over (total 24:18 left): Monitor will have 4:18",
            ),
            (
                &[1900],
                "Setup 26:40 over (total 8:20 left): the total ends 8:20 into Data",
            ),
            (&[200, 10], "Setup 1:40 early (total 36:30 left)"),
            (
                &[200, 630],
                "Setup 1:40 early, Data 0:30 over (total 26:10 left)",
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
                "Data 2:51 early, Setup 0:48 over (total 6:53 left)",
            ),
        ];
        for (spent, text) in table {
            assert_eq!(debt_text(&timeline(spent), &shorts), text, "{spent:?}");
        }
    }

    #[test]
    fn a_stage_that_the_candidate_went_back_from_is_not_early_and_its_time_is_still_to_come() {
        let shorts = ["Setup", "Data", "Model", "Serving", "Monitor"].map(String::from);
        let back_in = |stage, spent: &[u64]| Timeline {
            current: Some(stage),
            ..timeline(spent)
        };
        let table: [(usize, &[u64], &str); 5] = [
            (0, &[200, 54], ""),
            (1, &[200, 54, 120], "Setup 1:40 early (total 33:46 left)"),
            (
                0,
                &[360, 54],
                "Setup 1:00 over (total 33:06 left): Monitor will have 4:00",
            ),
            // The next stage has 9:06 left, and the total ends before it does.
            (
                0,
                &[2100, 54],
                "Setup 30:00 over (total 4:06 left): the total ends 4:06 into Data",
            ),
            (0, &[200, 660, 20], "Data 1:00 over: Monitor will have 4:00"),
        ];
        for (stage, spent, text) in table {
            let timeline = back_in(stage, spent);
            assert_eq!(debt_text(&timeline, &shorts), text, "{stage}: {spent:?}");
        }
    }

    #[test]
    fn where_the_total_no_longer_reaches_the_sentence_agrees_with_the_clock_of_the_stage() {
        let shorts = ["Setup", "Data", "Model", "Serving", "Monitor"].map(String::from);
        let table: [(&[u64], &str); 4] = [
            (
                &[348, 600, 600, 600, 60],
                "Setup 0:48 over (total 3:12 left): Monitor counts its own 5:00",
            ),
            (
                &[2500],
                "Setup 36:40 over (total 1:40 over): 4 stages will be past the end",
            ),
            (
                &[2500, 10],
                "Setup 36:40 over (total 1:50 over): Data counts its own 10:00",
            ),
            (
                &[300, 600, 600, 1000],
                "Serving 6:40 over (total 1:40 over): Monitor will be past the end",
            ),
        ];
        for (spent, text) in table {
            assert_eq!(debt_text(&timeline(spent), &shorts), text, "{spent:?}");
        }
    }
}

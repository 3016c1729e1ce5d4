//! Results in the notes stay true: lines that change, lines that are left, and lines that are pasted.

use std::collections::HashSet;

use std::time::Duration;

use super::play::Play;

fn notes(play: &Play, stage: usize) -> String {
    play.record().stages[stage].notes.to_string()
}

fn minutes(play: &Play, stage: usize) -> Vec<u64> {
    let record = play.record();
    let touched = record.stages[stage].notes.touched_times();
    touched
        .iter()
        .map(|at| Duration::as_secs(at) / 60)
        .collect()
}

#[test]
fn a_result_follows_the_line_that_it_depends_on_and_each_is_its_own_undo_step() {
    let mut play = Play::start((80, 24));
    play.play(
        "searches = 100M/day<enter>shown = searches * 24 results<enter>half = shown / 2<enter>",
    );
    let before = "searches = 100M/day\nshown = searches * 24 results → 27,778 results/s\nhalf = shown / 2 → 13,889 results/s\n";
    assert_eq!(notes(&play, 0), before);
    play.play("<+2m><c-home><end> * 2<enter>");
    let after = "searches = 100M/day * 2 → 2,315/s\n\nshown = searches * 24 results → 55,556 results/s\nhalf = shown / 2 → 27,778 results/s\n";
    assert_eq!(notes(&play, 0), after);
    assert!(
        play.screen().contains("2 results computed again"),
        "{}",
        play.screen()
    );
    // The other lines keep the minute in which they were written.
    assert_eq!(minutes(&play, 0)[2..4], [0, 0]);
    assert_eq!(minutes(&play, 0)[0], 2);
    // One step for each result, then one for the line end and one for the line's own.
    play.play("<c-z>");
    assert!(notes(&play, 0).contains("results → 55,556 results/s\nhalf = shown / 2 → 13,889"));
    play.play("<c-z>");
    assert!(notes(&play, 0).contains("results → 27,778 results/s\nhalf = shown / 2 → 13,889"));
    play.play("<c-z><c-z><c-z><c-z>");
    assert_eq!(notes(&play, 0), before);
    play.play("<c-y><c-y><c-y><c-y><c-y><c-y>");
    assert_eq!(notes(&play, 0), after);
    assert_eq!(minutes(&play, 0)[2..4], [0, 0]);
}

#[test]
fn results_of_later_stages_follow_too() {
    let mut play = Play::start((80, 24));
    play.play("qps = 100/s<enter><a-n>bw = qps * 2 KB<enter><a-g><c-home><right><right><right><right><right><right>9<down>");
    assert_eq!(notes(&play, 1), "bw = qps * 2 KB → 18.2 MB/s\n");
    // It is an undo step of its stage.
    play.play("<a-n><c-z>");
    assert_eq!(notes(&play, 1), "bw = qps * 2 KB → 200 KB/s\n");
}

#[test]
fn a_result_that_has_become_impossible_is_removed_and_comes_back_with_its_line() {
    let mut play = Play::start((80, 24));
    play.play("size = 2 KB<enter>all = 5 * size<enter><c-home><end><bs><bs><bs>dogs<down>");
    assert_eq!(notes(&play, 0), "size = 2dogs\nall = 5 * size → 10 dogs\n");
    play.play("<up><end><bs><bs><bs><bs> or 3<down>");
    assert_eq!(notes(&play, 0), "size = 2 or 3\nall = 5 * size\n");
    assert!(
        play.screen().contains("1 result removed"),
        "{}",
        play.screen()
    );
    play.play("<up><end><bs><bs><bs><bs><bs> GB<down>");
    assert_eq!(notes(&play, 0), "size = 2 GB\nall = 5 * size → 10 GB\n");
}

#[test]
fn a_result_that_the_candidate_wrote_or_deleted_stays_as_it_is() {
    let mut play = Play::start((80, 24));
    play.play("a = 3<enter>c = a * 4<enter>b = a * 2 → about 6");
    // The result of `c` is deleted by hand.
    play.play("<up><end><bs><bs><bs><bs><bs><down>");
    assert_eq!(notes(&play, 0), "a = 3\nc = a * 4\nb = a * 2 → about 6");
    play.play("<c-home><end>0<down><down>");
    assert_eq!(notes(&play, 0), "a = 30\nc = a * 4\nb = a * 2 → about 6");
}

#[test]
fn a_changed_line_is_computed_when_the_caret_leaves_it_and_gets_no_line_end() {
    for leave in ["<up>", "<down>", "<c-home>", "<pgup>"] {
        let mut play = Play::start((80, 24));
        play.play("top<enter>x = 2 * 3<enter>end<up><end><bs><bs><bs><bs><bs>4");
        assert_eq!(notes(&play, 0), "top\nx = 2 * 4\nend", "{leave}");
        play.play(leave);
        assert_eq!(notes(&play, 0), "top\nx = 2 * 4 → 8\nend", "{leave}");
        play.play("<c-z>");
        assert_eq!(notes(&play, 0), "top\nx = 2 * 4\nend", "{leave}");
        // What was taken back is not put back.
        play.play("<up><down><down><up>");
        assert_eq!(notes(&play, 0), "top\nx = 2 * 4\nend", "{leave}");
    }
    // The next stage leaves the line, too.
    let mut play = Play::start((80, 24));
    play.play("x = 2 * 4<a-n>");
    assert_eq!(notes(&play, 0), "x = 2 * 4 → 8");
    // A line that is not left, and prose, are left alone.
    play.play("y = 2 * 4<left><right><home><end><+9s>");
    assert_eq!(notes(&play, 1), "y = 2 * 4");
}

#[test]
fn pasted_lines_are_computed_like_typed_ones() {
    let mut play = Play::start((80, 24));
    play.play("peak = 4630/s<enter>");
    play.play("<paste cand = 500 items\\nbytes = cand * 2 KB\\nnic = peak * bytes\\n>");
    let pasted = "peak = 4630/s\ncand = 500 items\nbytes = cand * 2 KB → 1 MB\nnic = peak * bytes → 4.63 GB/s\n";
    assert_eq!(notes(&play, 0), pasted);
    play.play("<paste a = 2 * 3\\nb = a * 2>");
    assert_eq!(notes(&play, 0), format!("{pasted}a = 2 * 3 → 6\nb = a * 2"));
    play.play("<enter>");
    assert_eq!(
        notes(&play, 0),
        format!("{pasted}a = 2 * 3 → 6\nb = a * 2 → 12\n")
    );
}

#[test]
fn a_result_follows_a_line_with_a_colon_too() {
    let mut play = Play::start((110, 30));
    play.play("DAU: 30M<enter>reads = DAU * 5<enter>");
    assert_eq!(notes(&play, 0), "DAU: 30M\nreads = DAU * 5 → 150,000,000\n");
    play.play("<up><up><end><bs><bs><bs>90M<down>");
    assert_eq!(notes(&play, 0), "DAU: 90M\nreads = DAU * 5 → 450,000,000\n");
}

#[test]
fn a_line_that_was_meant_as_a_sum_says_why_it_is_not_computed_and_prose_says_nothing() {
    let table = [
        (
            "c = $2.5/hr * 24 * 30",
            Some("ambiguous: is 24 a time or a count? Write `24 hours` or `24 items`"),
        ),
        (
            "x = 5 GB + 3 s",
            Some("not computed: bytes and seconds do not add up"),
        ),
        (
            "bill = 12 * node_cost",
            Some("not computed: `node_cost` is not defined above"),
        ),
        (
            "roi = 1.4/0.6",
            Some("ambiguous: `1.4/0.6` may be a pair of numbers: write `1.4 / 0.6` to divide"),
        ),
        ("loss = BCE + 0.1 * KL", None),
        ("split = 80/10/10", None),
        ("latency = low", None),
    ];
    for (line, wanted) in table {
        for leave in ["<enter>", "<up>"] {
            let mut play = Play::start((110, 30));
            play.play(&format!("top<enter>{line}{leave}"));
            let screen = play.screen();
            match wanted {
                Some(wanted) => assert!(screen.contains(wanted), "{line}: {screen}"),
                None => assert!(!screen.contains("not computed"), "{line}: {screen}"),
            }
        }
    }
    let mut play = Play::start((110, 30));
    play.play("caught: 800<enter>flagged = caught / precision<enter>");
    let screen = play.screen();
    assert!(
        screen.contains("`precision` is not defined above"),
        "{screen}"
    );
    let mut play = Play::start((110, 30));
    play.play("peak load = 3 * 100/s<enter>x = peak_load * 2<enter>");
    assert!(
        play.screen()
            .contains("`peak_load` is not defined, but `peak load` is"),
        "{}",
        play.screen()
    );
}

#[test]
fn whatever_is_typed_the_results_of_the_program_are_true_once_the_caret_has_left() {
    let steps = [
        "<end><enter>a = 3<enter>",
        "<end><enter>b = a * 2<enter>",
        "<end><enter>c = b + a<enter>",
        "<c-end><enter>= c * 2 GB<enter>",
        "<c-end><enter>d = b * 3<enter>",
        "a = 5",
        " * 2",
        "<bs>",
        "<del>",
        "<up>",
        "<down>",
        "<end>",
        "<home>",
        "<c-home>",
        "<c-end>",
        "<enter>",
        "<c-z>",
        "<c-z><c-z>",
        "<c-y>",
        "<s-down>",
        "<s-up><c-x>",
        "<c-v>",
        "<paste b = 4\\nd = b * c\\n>",
        "<a-n>",
        "<a-g>",
        "<a-=>",
        "<s-end><del>",
    ];
    let (mut state, mut results) = (7_u64, 0);
    for round in 0..25 {
        let mut play = Play::start((80, 24));
        let mut script = String::new();
        for _ in 0..40 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            script.push_str(steps[(state >> 33) as usize % steps.len()]);
        }
        play.play(&script).play("<c-end><enter>x<enter>");
        let record = play.record();
        let all = record.stages.iter().map(|state| state.notes.to_string());
        results += all.map(|notes| notes.matches('→').count()).sum::<usize>();
        let stages = record
            .stages
            .iter()
            .map(|state| forty::domain::calc::StageLines {
                written: &state.sums,
                lines: state.notes.lines().map(|(line, _)| line).collect(),
                new: HashSet::new(),
                refused: HashSet::new(),
            });
        let outdated = forty::domain::calc::outdated(stages).lines;
        assert!(outdated.is_empty(), "{round}: {script}\n{outdated:?}");
    }
    assert!(results > 60, "{results} results were tried");
}

#[test]
fn after_a_crash_the_results_of_the_program_still_follow_their_lines() {
    let mut play = Play::start((80, 24));
    play.play(
        "a = 3<enter>b = a * 2<enter>c = a * 4 → 12 by hand<up><+5s><kill>p<c-home><end>0<down>",
    );
    assert_eq!(
        notes(&play, 0),
        "a = 30\nb = a * 2 → 60\nc = a * 4 → 12 by hand"
    );
}

#[test]
fn an_undo_that_reaches_a_result_leaves_the_redo() {
    let mut play = Play::start((120, 40));
    play.play("a = 4<enter>b = a * 2<enter>text<enter>more<enter>end");
    play.play("<up><up><up><up><end><bs>5<down>");
    assert!(play.screen().contains("b = a * 2 → 10"));
    play.play("<down><down><end> abc<+3s> important");
    let typed = play.record().stages[0].notes.to_string();
    assert!(typed.contains("more abc important"), "{typed}");
    for undos in 1..=5 {
        play.play(&"<c-z>".repeat(undos));
        play.play(&"<c-y>".repeat(undos));
        let redone = play.record().stages[0].notes.to_string();
        assert_eq!(redone, typed, "after {undos}");
    }
}

#[test]
fn a_strict_end_leaves_no_result_that_is_not_true() {
    let mut play = Play::start_with((120, 40), |setup| setup.options.strict = true);
    play.play("<esc>n<esc>n<esc>n<esc>na = 4<enter>b = a * 2<enter>");
    play.play("<up><up><end><bs>5<+50m>");
    let record = play.record();
    assert!(record.is_finished());
    let notes = record.stages[4].notes.to_string();
    assert_eq!(notes, "a = 5\nb = a * 2 → 10\n");
}

#[test]
fn enter_leaves_what_was_written_by_hand_behind_an_arrow() {
    let mut play = Play::start((120, 40));
    play.play("x = 3 * 2 GB → see below<enter>= 3 * 4<enter>");
    let notes = play.record().stages[0].notes.to_string();
    assert_eq!(notes, "x = 3 * 2 GB → see below\n= 3 * 4 → 12\n");
}

#[test]
fn many_sums_are_pasted_at_once() {
    let mut play = Play::start((120, 40));
    let lines: Vec<String> = (0..1500)
        .map(|i| format!("v{i} = 3 * {i} * w_{i}"))
        .collect();
    let sums: Vec<String> = (0..400).map(|i| format!("w{i} = 3 * {i}")).collect();
    let (lines, sums) = (lines.join("\n") + "\n", sums.join("\n") + "\n");
    play.play(&format!("<paste {lines}>"))
        .play(&format!("<paste {sums}>"));
    let notes = play.record().stages[0].notes.to_string();
    assert!(notes.contains("w399 = 3 * 399 → 1,197"), "{notes}");
}

#[test]
fn a_line_that_had_no_result_gets_one_when_a_line_above_is_put_right() {
    let mut play = Play::start((120, 40));
    play.play("rows = 4e6/day * train_days<enter>");
    assert!(play.screen().contains("not computed"), "{}", play.screen());
    play.play("text<enter><c-home>train_days = 90 days<enter><down>");
    let notes = play.record().stages[0].notes.to_string();
    assert!(
        notes.contains("rows = 4e6/day * train_days → 360,000,000"),
        "{notes}"
    );
}

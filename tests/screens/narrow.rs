//! On a narrow screen: what the interviewer asks comes first, and nothing is cut beside blank rows.

use forty::domain::interview::setup::Setup;

use crate::play::Play;

/// An interview whose interviewer asks early.
fn start(size: (u16, u16), design: &str) -> Play {
    Play::start_with(size, |setup| {
        *setup = Setup::of(design);
        setup.seed = Some(5);
    })
}

/// Lets time pass until the first stage has so many follow-ups.
fn wait_for_follow_ups(play: &mut Play, count: usize) {
    for _ in 0..60 {
        if play.record().stages[0].follow_ups.len() >= count {
            return;
        }
        play.play("<+5s>");
    }
    panic!("no follow-up came");
}

/// The rows of a screen; where there are two panes, each row is that of the left pane and that of the right one.
fn panes(screen: &str) -> Vec<(String, String)> {
    let mut divider = None;
    let rows = screen.lines().map(|line| {
        let joint = |symbol| line.chars().position(|c| c == symbol);
        divider = joint('┬').or(divider.filter(|_| joint('┴').is_none()));
        let columns = divider.unwrap_or(usize::MAX);
        let right = line.chars().skip(columns).skip(1);
        (line.chars().take(columns).collect(), right.collect())
    });
    rows.collect()
}

/// The words of a screen, row by row, those of the left pane alone where there are two.
fn words(play: &mut Play) -> String {
    let rows = panes(&play.screen()).into_iter();
    let rows: Vec<String> = rows
        .map(|(left, _)| left.replace(['┃', '│'], " "))
        .collect();
    rows.join(" ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// How many rows of the notes are blank, without that of the caret.
fn free_rows(play: &mut Play) -> usize {
    let screen = play.screen();
    let has_two = screen.contains('┬');
    let rows = panes(&screen).into_iter();
    let rows = rows.filter(|(left, right)| {
        // A row of two panes has a divider, and then it is not blank.
        let text = if has_two { right } else { left };
        text.trim().is_empty() && !(has_two && left.trim().is_empty() && right.is_empty())
    });
    rows.count().saturating_sub(1)
}

fn unanswered(play: &Play) -> Vec<String> {
    let record = play.record();
    record.stages[0]
        .unanswered()
        .map(|asked| asked.ask.clone())
        .collect()
}

/// Asks two questions, takes a hint, and lets two follow-ups come.
fn play_until_two_follow_ups(size: (u16, u16), keys: &str) -> Play {
    let mut play = start(size, "llm-serving");
    play.play("<a-a>what is the budget and the traffic?<enter><a-down><enter><a-h>");
    play.play(keys);
    wait_for_follow_ups(&mut play, 2);
    play
}

#[test]
fn no_hint_and_no_answer_hides_an_unanswered_follow_up() {
    for (size, wide) in [
        ((60, 20), ""),
        ((80, 24), ""),
        ((80, 24), "<a-z>"),
        ((120, 40), ""),
    ] {
        let mut play = play_until_two_follow_ups(size, wide);
        for keys in ["", "<a-h>", "<a-h>", "<a-a>zebra<enter>", "<a-h>", "typed"] {
            play.play(keys);
            let seen = words(&mut play);
            for ask in unanswered(&play) {
                assert!(seen.contains(&ask), "{keys}: {ask}\n{}", play.screen());
            }
            assert!(seen.contains("2 unanswered"), "{}", play.screen());
        }
    }
}

#[test]
fn a_follow_up_that_does_not_fit_is_counted_and_an_answer_just_given_is_read() {
    for (size, wide) in [((60, 20), ""), ((80, 24), ""), ((80, 24), "<a-z>")] {
        let mut play = play_until_two_follow_ups(size, wide);
        // Notes that need the rows leave what is above them its share.
        play.play(&"line<enter>".repeat(20));
        play.play("<a-a>how fast must it answer, and what is the budget?<enter>");
        let seen = words(&mut play);
        let newest = unanswered(&play).pop().unwrap();
        assert!(seen.contains(&newest), "{}", play.screen());
        let record = play.record();
        let is_read = record.stages[0].asked.iter().rev().take(2).any(|asked| {
            let (question, _) = asked.reply.as_ref().unwrap();
            seen.contains(question)
        });
        assert!(is_read, "{}", play.screen());
        let is_whole = unanswered(&play).iter().all(|ask| seen.contains(ask));
        assert!(
            is_whole || seen.contains(" more: Esc r"),
            "{}",
            play.screen()
        );
        assert!(seen.contains("2 unanswered"), "{}", play.screen());
    }
}

#[test]
fn a_hint_just_taken_is_whole_or_its_end_says_that_it_is_cut() {
    for size in [(60, 20), (80, 24), (120, 40)] {
        let mut play = start(size, "llm-serving");
        play.play("<a-a>what is the budget and the traffic?<enter><a-down><enter><a-h>");
        let hint = play.record().head.plan.stages[0].prompts[0].hint.clone();
        let hint = hint.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words(&mut play).contains(&hint), "{}", play.screen());
        wait_for_follow_ups(&mut play, 2);
        let seen = words(&mut play);
        assert!(
            seen.contains(&hint)
                || seen.contains("and whether a simple rule") && seen.contains('…'),
            "{}",
            play.screen()
        );
    }
}

#[test]
fn the_box_of_a_narrow_screen_shows_the_questions_that_it_offers() {
    let mut play = start((60, 20), "llm-serving");
    play.play("<a-a>what is the budget and the traffic?");
    let seen = words(&mut play);
    for ask in [
        "What may we spend a month?",
        "How many requests do we get, and how high is the peak?",
    ] {
        assert!(seen.contains(ask), "{}", play.screen());
    }
    insta::assert_snapshot!(play.screen());
}

#[test]
fn the_box_of_a_narrow_screen_leaves_the_newest_follow_up_or_says_how_many_there_are() {
    let mut play = play_until_two_follow_ups((60, 20), "");
    play.play("<a-a>money");
    let seen = words(&mut play);
    assert!(seen.contains("2 unanswered"), "{}", play.screen());
    assert!(
        seen.contains("What may we spend a month?"),
        "{}",
        play.screen()
    );
}

#[test]
fn on_a_narrow_screen_nothing_is_cut_beside_blank_rows() {
    let mut play = start((60, 20), "llm-serving");
    assert!(
        words(&mut play).contains("How would you run it?"),
        "{}",
        play.screen()
    );
    play.play("<a-a>what is the budget and the traffic?<enter><esc>");
    assert!(
        words(&mut play).contains("Most of that will be GPUs."),
        "{}",
        play.screen()
    );
    let mut play = play_until_two_follow_ups((60, 20), "<a-h>");
    let seen = words(&mut play);
    for answer in [
        "Most of that will be GPUs.",
        "three times the daily average.",
    ] {
        assert!(seen.contains(answer), "{}", play.screen());
    }
    insta::assert_snapshot!(play.screen());
}

#[test]
fn the_line_of_an_overrun_leaves_out_what_is_left_in_total_before_where_the_total_ends() {
    let mut play = start((60, 20), "llm-serving");
    play.play("<+5m><+5m><+5m>");
    let seen = words(&mut play);
    assert!(
        seen.contains("Setup 10:00 over: the total ends 5:00 into Serving"),
        "{}",
        play.screen()
    );
    play.play("<resize 80x24>");
    assert!(
        play.screen()
            .contains("Setup 10:00 over (total 25:00 left): the total ends"),
        "{}",
        play.screen()
    );
}

#[test]
fn nothing_that_was_said_is_cut_while_rows_of_the_notes_are_free() {
    let mut play = play_until_two_follow_ups((80, 24), "");
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let record = play.record();
    let stage = &record.stages[0];
    let hint = &record.head.plan.stages[0].prompts[0].hint;
    let answers = stage.asked.iter().filter_map(|asked| asked.reply.clone());
    let mut said = unanswered(&play);
    said.extend(answers.map(|(_, answer)| answer));
    said.push(hint.clone());
    assert_eq!(said.len(), 5);
    for width in (60..=100).step_by(4) {
        for height in 20..=30 {
            play.play(&format!("<resize {width}x{height}>"));
            let seen = words(&mut play);
            let is_whole = said.iter().all(|text| seen.contains(&plain(text)));
            // A blank row stands above the notes, and an answer has two rows or more.
            assert!(
                is_whole || free_rows(&mut play) <= 2 && seen.contains("more: Esc r"),
                "{}",
                play.screen()
            );
            assert!(seen.contains("2 unanswered"), "{}", play.screen());
        }
    }
}

#[test]
fn an_interview_whose_stages_end_at_zero_says_so_at_every_size() {
    let sizes = "60x20 80x24 110x30 120x40 200x60".split(' ');
    for size in sizes.map(|size| size.split_once('x').unwrap()) {
        let size = (size.0.parse().unwrap(), size.1.parse().unwrap());
        for is_strict in [false, true] {
            let mut play = Play::start_with(size, |setup| setup.options.strict = is_strict);
            assert_eq!(
                play.screen().contains("strict: at 0:00 Data begins"),
                is_strict
            );
            // Each is gone when there is something else to say.
            for keys in ["<+10s>", "<a-n>", "<a-c>", "<a-c>", "<a-a>"] {
                let screen = play.play(keys).screen();
                assert_eq!(screen.contains(" · strict"), is_strict, "{screen}");
            }
        }
    }
}

#[test]
fn the_brief_is_shown_as_far_as_there_are_rows() {
    for design in ["llm-serving", "search-ranking"] {
        let mut play = start((120, 40), design);
        let screen = play.play("x").screen();
        assert!(screen.contains("  Brief"), "{screen}");
        let is_cut = design == "llm-serving";
        assert_eq!(screen.contains("…  Esc r"), is_cut, "{screen}");
    }
}

#[test]
fn the_brief_of_one_pane_begins_at_its_beginning_and_gives_way_to_notes() {
    for (size, keys) in [((60, 20), ""), ((80, 24), "<esc>z")] {
        let mut play = start(size, "llm-serving");
        let screen = play.play(keys).screen();
        assert!(screen.contains("The brief, until you type."), "{screen}");
        let screen = play.play("first<enter>second").screen();
        assert!(!screen.contains("until you type"), "{screen}");
    }
}

#[test]
fn notes_that_scroll_say_which_lines_are_in_view() {
    let mut play = start((80, 24), "llm-serving");
    let screen = play.play("a line").screen();
    assert!(!screen.contains(" of 30"), "{screen}");
    let screen = play.play(&"<enter>line".repeat(29)).screen();
    assert!(screen.contains(" to 30 of 30 "), "{screen}");
}

#[test]
fn a_line_that_has_more_rows_than_the_pane_says_that_a_part_of_it_is_in_view() {
    let mut play = start((80, 24), "llm-serving");
    let screen = play.play(&"word ".repeat(300)).screen();
    assert!(screen.contains(" part of line 1 "), "{screen}");
    let screen = play.play("<enter>end").screen();
    assert!(screen.contains(" 2 to 2 of 2 "), "{screen}");
}

#[test]
fn in_ascii_the_prompts_say_that_all_can_be_seen_and_a_level_has_no_hole_before_it() {
    let mut play = Play::start((80, 24));
    let screen = play.in_ascii().screen();
    assert!(screen.contains("Prompts . 0/10   Esc Down all"), "{screen}");
    let screen = play.play("a note<a-q>f<enter>").screen();
    assert!(screen.contains("Level so far  1 weak"), "{screen}");
}

#[test]
fn the_finish_explains_every_word_of_the_condition_at_every_size() {
    for size in [(60, 20), (80, 24), (120, 40)] {
        for (strict, quiet) in [(true, false), (false, true), (true, true)] {
            let mut play = Play::start_with(size, |setup| {
                setup.options.strict = strict;
                setup.options.quiet = quiet;
            });
            let screen = play.play("a note<a-q>f<end>").screen();
            let said = [
                (strict, "strict: every stage ended when its time was up."),
                (quiet, "quiet: no follow-up questions interrupted."),
            ];
            for (applies, meaning) in said {
                assert_eq!(screen.contains(meaning), applies, "{size:?}: {screen}");
            }
        }
    }
}

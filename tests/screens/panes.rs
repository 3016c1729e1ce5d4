//! The panes of review and debrief: which one has the keys, what stays in its place, and what a key says that it did.

use ratatui::style::Modifier;

use forty::domain::judging::review::CoachMark;

use crate::coach::{SCORED, debriefed};
use crate::debrief::finished;
use crate::play::Play;

fn assert_has(play: &mut Play, words: &str) {
    let screen = play.screen();
    assert!(screen.contains(words), "no {words}:\n{screen}");
}

/// Whether a row is reversed in the left half of the screen, and in the right half.
fn reversed_halves(play: &mut Play) -> (bool, bool) {
    let buffer = play.buffer();
    let (width, height) = (buffer.area.width, buffer.area.height);
    let is_reversed = |x: u16| {
        let mut rows = 3..height - 2;
        rows.any(|y| buffer[(x, y)].modifier.contains(Modifier::REVERSED))
    };
    (is_reversed(8), is_reversed(width / 2 + 8))
}

#[test]
fn only_the_pane_with_the_keys_has_a_reversed_row_and_a_marked_title() {
    for is_review in [true, false] {
        let mut play = finished((120, 40));
        if is_review {
            play.play("<enter>q").review("coach", "desk").play("J");
        } else {
            play.play("<enter>J");
        }
        assert_eq!(reversed_halves(&mut play), (false, true), "{is_review}");
        for words in ["▸ Rubric · ", "▹"] {
            assert_has(&mut play, words);
        }
        play.play("<tab>");
        assert_eq!(reversed_halves(&mut play), (true, false), "{is_review}");
        for words in ["─ ▸ Notes", "▹"] {
            assert_has(&mut play, words);
        }
    }
}

#[test]
fn the_foot_of_the_rubric_stays_in_its_place_from_item_to_item() {
    for size in [(120, 40), (120, 24)] {
        let mut play = debriefed(size);
        play.review("coach", "desk");
        let rule = |play: &mut Play| {
            let screen = play.screen();
            screen.lines().position(|line| line.contains('├'))
        };
        let first = rule(&mut play);
        assert!(first.is_some(), "{}", play.screen());
        for key in [
            "<down>", "<down>", "J<space>", "-", "<down>", "<down>", "]", "J",
        ] {
            play.play(key);
            assert_eq!(rule(&mut play), first, "{key}:\n{}", play.screen());
        }
    }
}

#[test]
fn enter_asks_before_it_marks_more_than_one_item_as_not_shown() {
    for size in [(60, 20), (80, 24), (120, 40), (200, 60)] {
        let mut play = debriefed(size);
        play.review("coach", "desk");
        assert_has(&mut play, "Enter close stage");
        let is_unmarked = |play: &Play| play.reviews().iter().all(|review| review.marks.is_empty());
        for keys in [
            "<enter>n",
            "<enter><esc><+1s>",
            "<enter>q",
            "<enter><enter><enter>",
        ] {
            play.play(keys);
            assert!(is_unmarked(&play), "{keys}");
        }
        assert_has(&mut play, "Mark 8 items of Setup as not shown?");
        play.play("y");
        assert_has(&mut play, "8 not shown, z undoes it");
        assert!(!is_unmarked(&play));
    }
    // One item is what was asked for, unless a line was missing for it.
    let mut play = debriefed((80, 24));
    play.review("coach", "desk").play("-------<enter>");
    assert_has(&mut play, "1 not shown, z undoes it");
    play.play("[<home>-------<end><space><enter>");
    let is_asked = play.screen().contains("Mark 1 item of Setup as not shown?");
    assert!(is_asked || play.screen().contains("1 of 5 stages scored"));
}

#[test]
fn a_question_says_which_keys_answer_where_another_one_is_pressed() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk").play("J<space>");
    for (open, answers) in [
        ("<enter>", "y mark not shown, n not yet"),
        ("v", "y reveal, recorded, n not yet"),
        ("p", "y publish, n not yet"),
    ] {
        play.play(open);
        let asked = play.screen();
        for wrong in ["t", " ", "<enter>", "<tab>", "<down>"] {
            play.play(wrong);
            assert_has(&mut play, &format!("{answers}: no other key answers"));
        }
        play.play("n");
        assert_ne!(play.screen(), asked);
    }
    let mut home = Play::home((80, 24));
    home.play("d").play("x");
    assert_has(
        &mut home,
        "Enter stage, c cards, Esc back: no other key answers",
    );
    home.play("c");
    assert!(!home.screen().contains("no other key answers"));
}

#[test]
fn esc_at_the_first_screen_does_nothing_and_q_ends() {
    let mut play = debriefed((80, 24));
    play.coach("coach", "desk");
    let first = play.screen();
    play.play("<esc><+1s>");
    assert!(play.orders.is_empty());
    assert_has(&mut play, "This is the first screen: q quits.");
    play.play("/zz<esc><+1s><enter>");
    assert_has(&mut play, "Review");
    play.play("t<+1s>");
    assert_has(&mut play, "Timeline");
    play.play("<esc><+1s><esc><+1s>");
    assert_has(&mut play, "Coach: sessions");
    assert!(first.contains("Coach: sessions"));
    play.play("q");
    assert!(!play.orders.is_empty());
}

#[test]
fn the_first_screen_names_the_key_that_quits_it_also_where_q_is_another_action() {
    let [escape, capital, small] = ["Esc", "Q", "q"].map(|key| [key.to_owned()]);
    for (bound, expected) in [
        (
            vec![("back", &escape[..])],
            "This is the first screen: q quits.",
        ),
        (
            vec![("back", &capital[..]), ("reload", &small[..])],
            "This is the first screen: Q quits.",
        ),
    ] {
        let mut play = debriefed((80, 24));
        play.coach("coach", "desk");
        play.bind(&bound);
        play.play("<esc><+1s>");
        assert_has(&mut play, expected);
    }
}

#[test]
fn a_comment_after_a_mark_is_on_the_line_that_was_marked() {
    let mut play = debriefed((120, 40));
    play.review("coach", "desk").play("J<space>");
    let line = |play: &Play, index: usize| play.reviews()[0].comments[index].anchor.line;
    let marked = play.reviews()[0].mark_of(0, 0).cloned();
    let Some(CoachMark::Shown(evidence)) = marked else {
        panic!("{marked:?}");
    };
    play.play("con what I marked<enter>");
    assert_eq!(line(&play, 0), evidence.line);
    // Also after a mark without a line, and until the user moves.
    play.play("--ctwice<enter>");
    assert_eq!(line(&play, 1), evidence.line);
    play.play("Kcelsewhere<enter>");
    assert_ne!(line(&play, 2), evidence.line);
}

#[test]
fn the_line_of_a_comment_is_the_selected_one_while_it_is_typed() {
    let mut play = debriefed((120, 40));
    play.review("coach", "desk").play("J<space>");
    assert!(play.screen().contains("▸ ·"), "{}", play.screen());
    play.play("c");
    let screen = play.screen();
    assert!(screen.contains("▹ ·"), "the rubric has no keys: {screen}");
    let row = screen.lines().find(|line| line.starts_with('▸'));
    assert!(row.is_some(), "{screen}");
}

#[test]
fn a_saved_comment_says_where_it_is() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk").play("Jcwhose p95<enter>");
    assert_has(&mut play, "Comment saved: good, on line 2 of Setup.");
    play.play("e<c-u><enter>");
    assert_has(&mut play, "comment deleted, z undoes it");
    play.play("<tab><tab>c<tab>thin<enter>");
    assert_has(&mut play, "Comment saved: fix, on the stage Setup.");
}

#[test]
fn the_comments_are_shown_whole_with_their_lines_and_all_are_counted() {
    let mut play = debriefed((120, 40));
    play.review("coach", "desk")
        .play("<tab><home><s-down>c<tab>say whose p95<a-enter>and where<enter>")
        .play(SCORED)
        .play("py");
    play.review("kim", "another desk")
        .play(SCORED)
        .play("v[[[[[<tab><tab><home>cgood start<enter><tab>");
    insta::assert_snapshot!(play.screen());
}

#[test]
fn a_comment_that_is_typed_below_the_panes_ends_the_line_between_them() {
    let mut play = debriefed((120, 24));
    play.review("coach", "desk").play("<tab><home><s-down>cwho");
    insta::assert_snapshot!(play.screen());
}

#[test]
fn the_list_says_that_a_review_is_published() {
    let mut play = debriefed((80, 24));
    play.coach("coach", "desk").play("<enter>").play(SCORED);
    play.play("q");
    assert_has(&mut play, "scored, not published");
    play.play("<enter>pyq");
    assert_has(&mut play, "review published");
    let mut play = debriefed((160, 40));
    play.coach("coach", "desk").play("<enter>");
    play.play(SCORED).play("pyq");
    let screen = play.screen();
    let row = screen.lines().find(|line| line.starts_with('▸'));
    assert!(
        row.is_some_and(|row| row.contains(" published")),
        "{screen}"
    );
}

#[test]
fn an_empty_list_offers_only_keys_that_do_something() {
    for keys in ["h", "v"] {
        let mut play = Play::home((80, 24));
        let screen = play.play(keys).screen();
        let footer = screen.lines().last().unwrap_or_default();
        assert!(footer.contains("q back"), "{screen}");
        for words in ["Enter", "t replay", "Space", "/ filter", "x export"] {
            assert!(!footer.contains(words), "{words}:\n{screen}");
        }
    }
}

#[test]
fn the_tabs_of_a_debrief_with_a_review_stay_at_80_columns() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk").play(SCORED).play("py");
    let screen = play.debrief().screen();
    let title = screen.lines().next().unwrap_or_default();
    for tab in [
        "Setup",
        "Data",
        "Monitor",
        "Interviewer",
        "Summary",
        "Reviews",
    ] {
        assert!(title.contains(tab), "{tab}:\n{screen}");
    }
    let mut play = debriefed((60, 20));
    let screen = play.debrief().screen();
    let title = screen.lines().next().unwrap_or_default();
    let words = "Interviewer  Sums  ▸ Summary · page 8 of 8";
    assert!(title.contains(words), "{screen}");
}

#[test]
fn a_replay_shows_earlier_stages_dim_and_in_a_narrow_window_all_events_by_tab() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk").play("t]]");
    let screen = play.screen();
    let row = screen
        .lines()
        .position(|line| line.contains("alt text for screen-reader"));
    let row = row.unwrap_or_else(|| panic!("no earlier stage:\n{screen}")) as u16;
    assert!(play.buffer()[(8, row)].modifier.contains(Modifier::DIM));
    play.play("<tab>");
    insta::assert_snapshot!(play.screen());
    play.play("<tab>");
    assert_has(&mut play, "─ Notes · ");
}

#[test]
fn a_comment_between_the_notes_has_a_bar_before_each_row_and_is_not_dim() {
    let mut play = debriefed((120, 40));
    let long = "say for whom the number holds, and what happens to those who wait longer";
    play.review("coach", "desk")
        .play(&format!("Jc<tab>{long}<enter>"));
    let screen = play.screen();
    let rows: Vec<usize> = (screen.lines().enumerate())
        .filter(|(_, line)| line.starts_with("      ┃ "))
        .map(|(row, _)| row)
        .collect();
    assert_eq!(rows.len(), 2, "{screen}");
    for row in rows {
        let cell = &play.buffer()[(9, row as u16)];
        assert!(!cell.modifier.contains(Modifier::DIM), "{screen}");
    }
}

#[test]
fn the_palette_of_a_review_says_no_attempts_of_the_coach() {
    let mut play = debriefed((120, 40));
    play.review("coach", "desk").play(":read the reference");
    assert_has(&mut play, "in Study: f at home");
    assert!(!play.screen().contains("after a scored interview"));
}

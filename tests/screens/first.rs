//! Home at the first start: nothing is dropped beside blank rows, and every stage is named.

use crate::play::Play;

#[test]
fn the_first_home_has_the_common_mistake_wherever_rows_are_free() {
    for size in [(80, 24), (90, 26), (120, 40)] {
        let screen = Play::home(size).screen();
        assert!(screen.contains("The common mistake is"), "{screen}");
        assert!(screen.contains("how it is"), "{screen}");
        assert!(screen.contains("t tutor, 90 seconds"), "{screen}");
    }
}

#[test]
fn the_smallest_home_names_every_stage_and_the_key_that_quits() {
    let screen = Play::home((60, 20)).screen();
    let stages = "Setup 5  Data 10  Model 10  Serving 10  Monitor 5 min";
    assert!(screen.contains(stages), "{screen}");
    assert!(screen.contains("q quit"), "{screen}");
}

#[test]
fn a_list_with_more_rows_than_the_screen_says_which_are_in_view() {
    let assigned = [
        ("fraud-detection", 3, ""),
        ("llm-serving", 5, ""),
        ("search-ranking", 7, ""),
    ];
    let screen = Play::home_assigned((60, 20), &assigned).screen();
    let foot = screen.lines().rev().nth(1).unwrap();
    assert!(foot.contains(" of 8 ─"), "{screen}");
}

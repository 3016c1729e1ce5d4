//! The interview at every size: nothing is cut while there is room, and no part covers another.

use crate::play::Play;

const DESIGNS: [&str; 5] = [
    "image-caption-generator",
    "recommendation-system",
    "fraud-detection",
    "search-ranking",
    "llm-serving",
];
const WIDTHS: [u16; 9] = [60, 79, 80, 99, 110, 120, 159, 160, 220];
const HEIGHTS: [u16; 7] = [20, 24, 29, 30, 40, 50, 70];

/// The rows of the left pane, from the head line to the foot line, and the column of the divider.
fn left_pane(screen: &str) -> (Vec<String>, Option<usize>) {
    let rows: Vec<Vec<char>> = screen.lines().map(|line| line.chars().collect()).collect();
    let divider = rows[1].iter().position(|symbol| *symbol == '┬');
    let left = |row: &Vec<char>| row.iter().take(divider.unwrap_or(0)).collect::<String>();
    (rows.iter().map(left).collect(), divider)
}

fn check(screen: &str, width: u16, height: u16) {
    let at = format!("{width}x{height}\n{screen}");
    let lines: Vec<&str> = screen.lines().collect();
    assert_eq!(lines.len(), usize::from(height), "{at}");
    // A long message has more rows, between the foot line and the keys.
    let foot = lines.iter().rposition(|line| line.starts_with('─'));
    let foot = foot.unwrap_or_else(|| panic!("no foot line: {at}"));
    assert!(lines[lines.len() - 1].contains("help"), "no help: {at}");
    let (left, divider) = left_pane(screen);
    let Some(divider) = divider else {
        assert!(width < 80, "one pane: {at}");
        return;
    };
    // What the interviewer said may have a strip over the whole width below both panes.
    let ends = |line: &&str| line.chars().nth(divider) == Some('┴');
    let end = lines.iter().position(ends).unwrap_or(foot);
    for line in &lines[2..end] {
        // Wide characters would move the column; the content has none.
        assert_eq!(line.chars().nth(divider), Some('│'), "{line}: {at}");
    }
    let is_cut = left[2..end].iter().any(|line| line.contains('…'));
    let is_full = !left[end - 1].trim().is_empty();
    assert!(!is_cut || is_full, "cut beside free rows: {at}");
    let chosen = left.iter().position(|line| line.starts_with('▸'));
    assert!(
        chosen.is_none_or(|row| !left[row].contains('…')),
        "the chosen prompt is cut: {at}"
    );
}

#[test]
fn at_every_size_nothing_is_cut_beside_free_rows_and_nothing_overlaps() {
    for design in DESIGNS {
        let mut play = Play::start_with((120, 40), |setup| setup.design = design.into());
        for stage in 0..5 {
            let acts = [
                "<a-down><enter>",
                "<+4m30s>",
                "<a-a>how many users are there?<enter>",
            ];
            for act in acts {
                play.play(act);
                for width in WIDTHS {
                    for height in HEIGHTS {
                        play.play(&format!("<resize {width}x{height}>"));
                        check(&play.screen(), width, height);
                    }
                }
            }
            if stage < 4 {
                play.play("<a-n>");
            }
        }
    }
}

#[test]
fn at_120x40_every_prompt_and_follow_up_of_every_stage_is_in_full() {
    for design in DESIGNS {
        let mut play = Play::start_with((120, 40), |setup| setup.design = design.into());
        for _ in 0..5 {
            play.play("<+4m40s>");
            let screen = play.screen();
            let (left, _) = left_pane(&screen);
            assert!(!left.concat().contains('…'), "{screen}");
            play.play("<a-n>");
        }
    }
}

#[test]
fn help_is_in_every_footer_and_a_pause_can_be_continued() {
    for width in [60, 80, 120] {
        let mut play = Play::start((width, 24));
        play.play("<a-p>");
        let screen = play.screen();
        let last = screen.lines().last().unwrap().to_owned();
        assert!(
            last.contains("p continue") && last.contains("? help"),
            "{last}"
        );
        let text = "Notes are hidden and the clock is stopped.";
        assert!(screen.replace("\n  ", " ").contains(text), "{screen}");
    }
}

//! Candidate and interviewer: questions, follow-ups, and what must stay hidden until the finish.

use forty::content::library::Library;
use forty::domain::content::design::Design;
use forty::domain::session::AskedFollowUp;

use crate::play::Play;

fn design() -> Design {
    Library::new(Vec::new())
        .open("image-caption-generator")
        .unwrap()
        .design
}

#[test]
fn asking_shows_questions_and_never_an_answer() {
    let mut play = Play::start((80, 24));
    play.play("<a-a>how many uploads a day");
    let screen = play.screen();
    insta::assert_snapshot!(screen);
    let words: String = screen.split_whitespace().collect();
    for item in design().clarify {
        let answer: String = item.answer.split_whitespace().take(8).collect();
        assert!(!words.contains(&answer), "{answer}");
    }
}

#[test]
fn an_answer_stays_where_rows_are_free_and_is_recorded_and_the_notes_stay_the_candidates() {
    let mut play = Play::start((80, 24));
    play.play("first line<+30s><a-a>how many uploads a day<enter>more");
    insta::assert_snapshot!(play.screen());
    let record = play.record();
    let asked = &record.stages[0].asked[0];
    let (question, answer) = asked.reply.clone().unwrap();
    assert_eq!(
        (asked.typed.as_str(), asked.at.as_secs()),
        ("how many uploads a day", 30)
    );
    assert_eq!(record.stages[0].notes.to_string(), "first linemore");
    assert!(play.screen().contains("│ About 60"), "{}", play.screen());
    let page = play.files();
    assert!(
        page.contains(&question) && page.contains(answer.trim()),
        "{page}"
    );
    play.play("<a-z><a-z>");
    assert!(play.screen().contains("│ About 60"), "{}", play.screen());
    play.play(&"line<enter>".repeat(20));
    let screen = play.screen();
    let notes = screen.lines().filter(|row| row.ends_with("    line"));
    assert!(notes.count() >= 12, "{screen}");
}

#[test]
fn where_there_is_room_the_newest_answer_stays_in_full_beside_the_prompts() {
    let mut play = Play::start((120, 40));
    play.play("<+30s><a-a>how many uploads a day<enter><a-down><enter>note");
    let screen = play.screen();
    let (_, answer) = play.record().stages[0].asked[0].reply.clone().unwrap();
    let pane: Vec<&str> = screen
        .lines()
        .filter_map(|line| line.strip_prefix("│ ")?.split('│').next())
        .flat_map(str::split_whitespace)
        .collect();
    let answer: Vec<&str> = answer.split_whitespace().collect();
    assert!(pane.join(" ").contains(&answer.join(" ")), "{screen}");
    assert!(
        screen.contains("Prompts · 0 of 10") && !screen.replace("…  Esc r", "").contains('…'),
        "{screen}"
    );
}

#[test]
fn a_question_without_a_match_becomes_an_assumption() {
    let mut play = Play::start((80, 24));
    play.play("<a-a>cat");
    assert!(
        play.screen().contains("No question matches"),
        "{}",
        play.screen()
    );
    play.play("<enter>");
    let record = play.record();
    assert_eq!(record.stages[0].asked[0].reply, None);
    assert!(record.stages[0].notes.is_empty());
    let words = play.screen().split_whitespace().collect::<String>();
    assert!(words.contains("Stateanassumption"), "{}", play.screen());
}

#[test]
fn leaving_the_box_discards_what_was_typed() {
    let mut play = Play::start((80, 24));
    play.play("<a-a>how many<esc><+1s>note<a-a>");
    assert!(!play.screen().contains("how many"), "{}", play.screen());
    play.play("<enter>");
    let record = play.record();
    assert_eq!(record.stages[0].notes.to_string(), "note");
    assert!(record.stages[0].asked.is_empty());
}

#[test]
fn enter_asks_every_part_of_a_compound_question_on_its_own() {
    let mut play = Play::start((120, 40));
    play.play("<a-a>how many images per second, which languages, and do we have a style guide?");
    insta::assert_snapshot!(play.screen());
    play.play("<enter>");
    let record = play.record();
    let asked = record.stages[0].asked.iter();
    let asked: Vec<(&str, bool)> = asked
        .map(|asked| (asked.typed.as_str(), asked.reply.is_some()))
        .collect();
    assert_eq!(
        asked,
        [
            ("how many images per second", true),
            ("which languages", true),
            ("do we have a style guide?", false)
        ]
    );
}

#[test]
fn space_takes_a_part_of_a_compound_question_out() {
    let mut play = Play::start((80, 24));
    play.play("<a-a>how many images per second and which languages<down>");
    assert!(play.screen().contains("ask both"), "{}", play.screen());
    play.play(" <enter>");
    let record = play.record();
    let asked: Vec<&str> = (record.stages[0].asked.iter())
        .map(|asked| asked.typed.as_str())
        .collect();
    assert_eq!(asked, ["how many images per second"]);
}

#[test]
fn one_enter_asks_none_of_the_closest_questions_and_an_arrow_and_enter_asks_one() {
    let typed = "what does a photo editor cost";
    let mut play = Play::start((80, 24));
    play.play("<a-a>").play(typed);
    insta::assert_snapshot!(play.screen());
    play.play("<enter>");
    assert_eq!(play.record().stages[0].asked[0].reply, None);
    play.play("<a-a>").play(typed).play("<down><enter>");
    let record = play.record();
    let asked = &record.stages[0].asked[1];
    assert_eq!(asked.typed, typed);
    assert!(asked.reply.is_some());
}

#[test]
fn a_question_that_was_asked_before_says_when() {
    let mut play = Play::start((120, 40));
    play.play("<+48s><a-a>how many uploads a day<enter><+1m><a-a>uploads per day");
    let screen = play.screen();
    assert!(screen.contains("(asked at 0:48)"), "{screen}");
    play.play("<enter><a-a>what languages");
    assert!(!play.screen().contains("asked at"), "{}", play.screen());
}

#[test]
fn the_box_says_that_the_part_that_was_not_understood_gets_no_answer() {
    for (size, keys) in [
        ((80, 24), "Enter ask 1 of 2   Space mark   Esc leave"),
        ((120, 40), "Enter ask 1, 1 without answer   Space select"),
    ] {
        let mut play = Play::start(size);
        play.play("<a-a>which languages, and do we have a style guide?");
        let screen = play.screen();
        assert!(screen.contains(keys), "{screen}");
        assert!(screen.contains("write your assumption."), "{screen}");
    }
}

#[test]
fn an_answer_stands_before_what_was_not_understood_and_that_is_gone_with_the_next_question() {
    let mut play = Play::start((120, 40));
    play.play("<+30s><a-a>do we have a style guide, and which languages?<enter>");
    let panel = play.screen();
    let answer = panel.find("English at launch").expect("the answer");
    let refused = panel.find("style guide").expect("the refusal");
    assert!(answer < refused, "{panel}");
    play.play("<+30s><a-a>how many uploads a day<enter>");
    assert!(!play.screen().contains("style guide"), "{}", play.screen());
    play.play("<esc><+1s>r<esc><+1s>");
    assert!(!play.screen().contains("style guide"), "{}", play.screen());
}

/// Lets time pass until the first stage has so many follow-ups; returns the newest.
fn wait_for_follow_up(play: &mut Play, count: usize) -> AskedFollowUp {
    for _ in 0..300 {
        let asked = &play.record().stages[0].follow_ups;
        if asked.len() == count {
            return asked[count - 1].clone();
        }
        play.play("<+1s>");
    }
    panic!("no follow-up came");
}

/// The screen without blanks and lines, since it wraps texts.
fn bare(play: &mut Play) -> String {
    play.screen()
        .replace(|c: char| c.is_whitespace() || "│┃".contains(c), "")
}

/// Whether a text is on the screen, whole.
fn shows(play: &mut Play, text: &str) -> bool {
    // The notes stand between the rows of the pane: compare the words of the left pane only.
    let screen = play.screen();
    let words = |text: &str| {
        text.split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let pane: String = screen
        .lines()
        .filter(|line| line.contains('┃'))
        .map(|line| {
            line.split('┃')
                .nth(1)
                .unwrap_or("")
                .split(['│', '└'])
                .next()
                .unwrap_or("")
        })
        .collect::<Vec<_>>()
        .join(" ");
    words(&pane).join(" ").contains(&words(text).join(" "))
}

#[test]
fn a_follow_up_takes_no_key_and_stays_whole_until_it_is_answered() {
    for size in [(60, 20), (80, 24), (120, 40)] {
        let mut play = Play::start(size);
        play.play("typing");
        let asked = wait_for_follow_up(&mut play, 1);
        assert!(shows(&mut play, &asked.ask), "{}", play.screen());
        for keys in [
            " on",
            "<a-down><enter>",
            "<a-h>",
            "<a-r><esc><+1s>",
            "<a-z>",
            "<a-z>",
            "<+5s>",
        ] {
            play.play(keys);
            assert!(shows(&mut play, &asked.ask), "{keys}: {}", play.screen());
        }
        assert!(play.screen().contains('┃'), "{}", play.screen());
        assert_eq!(play.record().stages[0].notes.to_string(), "typing on");
        play.play("<a-m>");
        assert!(!shows(&mut play, &asked.ask), "{}", play.screen());
        assert!(!play.screen().contains("unanswered"), "{}", play.screen());
        let answered = play.record().stages[0].follow_ups[0].answered;
        assert!(answered.unwrap() >= asked.at + std::time::Duration::from_secs(5));
        play.play("<a-m>");
        assert!(shows(&mut play, &asked.ask), "{}", play.screen());
        assert_eq!(play.record().stages[0].follow_ups[0].answered, None);
    }
}

#[test]
fn of_two_follow_ups_both_are_shown_and_each_can_be_answered() {
    let mut play = Play::start((80, 24));
    let first = wait_for_follow_up(&mut play, 1);
    let second = wait_for_follow_up(&mut play, 2);
    assert!(
        shows(&mut play, &first.ask) && shows(&mut play, &second.ask),
        "{}",
        play.screen()
    );
    assert!(play.screen().contains("2 unanswered"), "{}", play.screen());
    play.play("<a-m>");
    assert!(
        shows(&mut play, &first.ask) && !shows(&mut play, &second.ask),
        "{}",
        play.screen()
    );
    play.play("<a-m>");
    let record = play.record();
    assert!(record.stages[0].unanswered().next().is_none());
    insta::assert_snapshot!(play.screen());
}

#[test]
fn new_answers_follow_the_follow_ups_in_full_and_stay_below_a_hint() {
    let mut play = Play::start((80, 24));
    let first = wait_for_follow_up(&mut play, 1);
    let second = wait_for_follow_up(&mut play, 2);
    play.play("<a-a>how many uploads a day and which languages<enter>");
    let screen = play.screen();
    assert!(shows(&mut play, &second.ask), "{screen}");
    let answers = ["│ About 60", "│ English at"];
    let is_whole = answers.iter().all(|words| screen.contains(words));
    assert!(is_whole && !screen.contains(" more: Esc r"), "{screen}");
    // Then the answers are older than the hint, and both follow-ups come before it.
    play.play("<a-h>");
    let screen = play.screen();
    for asked in [first, second] {
        assert!(shows(&mut play, &asked.ask), "{screen}");
    }
    assert!(screen.contains("be enough."), "{screen}");
    assert!(!screen.contains(" more: Esc r"), "{screen}");
}

#[test]
fn a_follow_up_goes_with_its_stage_and_unanswered_follow_ups_survive_a_kill() {
    let mut play = Play::start((80, 24));
    let asked = wait_for_follow_up(&mut play, 1);
    play.play("<kill>p");
    assert!(shows(&mut play, &asked.ask), "{}", play.screen());
    play.play("<a-n>");
    assert!(!shows(&mut play, &asked.ask), "{}", play.screen());
    play.play("<a-m>");
    assert!(
        play.screen().contains("asked nothing in this stage"),
        "{}",
        play.screen()
    );
    play.play("<a-r>");
    assert!(
        bare(&mut play).contains("(unanswered)"),
        "{}",
        play.screen()
    );
    play.play("<esc><+1s><a-g>");
    assert!(shows(&mut play, &asked.ask), "{}", play.screen());
}

#[test]
fn what_was_said_is_read_from_the_newest_and_searched() {
    let mut play = Play::start((80, 24));
    for index in 0..12 {
        play.play(&format!("<+1s><a-a>zebra{index}<enter>"));
    }
    play.play("<a-a>how many uploads a day<enter><a-r>");
    insta::assert_snapshot!(play.screen());
    assert!(!play.screen().contains("Brief"), "{}", play.screen());
    play.play("<home>");
    assert!(play.screen().contains("Brief"), "{}", play.screen());
    play.play("<pgdn>");
    assert!(!play.screen().contains("Brief"), "{}", play.screen());
    play.play("/ZEBRA7");
    assert!(play.screen().contains("zebra7"), "{}", play.screen());
    play.play("<esc><+1s>/zebra<enter>nN<esc><+1s>/nothing like it");
    assert!(
        play.screen().contains("not here: nothing"),
        "{}",
        play.screen()
    );
    play.play("<esc><+1s><end>");
    assert!(
        play.screen().contains("You asked: how many uploads"),
        "{}",
        play.screen()
    );
    play.play("<esc><+1s>typed");
    assert_eq!(play.record().stages[0].notes.to_string(), "typed");
    assert!(play.screen().contains("typed"), "{}", play.screen());
}

#[test]
fn a_change_of_stage_closes_what_was_open() {
    for open in [
        "",
        "<a-h>",
        "<a-a>how many uploads<enter>",
        "<a-r>",
        "<a-down>",
    ] {
        let mut play = Play::start((80, 24));
        play.play(open).play("<a-n>x");
        let screen = play.screen();
        assert!(screen.contains("Prompts · 0 of"), "{open}: {screen}");
        assert_eq!(play.record().stages[1].notes.to_string(), "x", "{open}");
    }
}

#[test]
fn the_same_seed_is_the_same_interview_and_quiet_is_none() {
    let run = |seed: u32, quiet: bool| {
        let mut play = Play::start_with((80, 24), |setup| {
            setup.seed = Some(seed);
            setup.options.quiet = quiet;
        });
        play.play("<+5m><a-n><+10m>x");
        let record = play.record();
        record
            .stages
            .iter()
            .map(|page| page.follow_ups.clone())
            .collect::<Vec<_>>()
    };
    let once = run(7, false);
    assert!(once[0].len() + once[1].len() >= 2);
    assert_eq!(once, run(7, false));
    assert!(run(7, true).iter().all(Vec::is_empty));
}

#[test]
fn find_goes_from_match_to_match() {
    let mut play = Play::start((80, 24));
    play.play("cache a<enter>b<enter>cache c<c-f>cac");
    let first = play.cursor();
    play.play("<enter><esc><+1s>");
    assert_ne!(play.cursor(), first);
    play.play("X");
    let notes = play.record().stages[0].notes.to_string();
    assert_eq!(
        notes.replace('X', ""),
        "cache a\nb\ncache c",
        "typed behind what was found, not over it"
    );
    play.play("<c-f>zebra");
    assert!(
        play.screen().contains("not here: zebra"),
        "{}",
        play.screen()
    );
}

#[test]
fn wide_notes_and_the_calm_clock() {
    let mut play = Play::start((80, 24));
    play.play("<a-z>over the whole width");
    insta::assert_snapshot!(play.screen());
    play.play("<a-z><a-down><esc><+1s><a-c><a-c>");
    assert!(play.screen().contains("clock hidden"), "{}", play.screen());
    play.play("<+5m2s>");
    assert!(play.screen().contains("over"), "{}", play.screen());
}

/// Until the finish, no screen, no notes and no exported text contain rubric, reference, later follow-ups or answers that
/// were not asked for.
#[test]
fn nothing_secret_is_seen_before_the_finish() {
    let design = design();
    let mut play = Play::start((120, 40));
    let mut secrets: Vec<String> = design
        .clarify
        .iter()
        .map(|item| item.answer.clone())
        .collect();
    for stage in &design.stages {
        secrets.extend(stage.rubric.iter().map(|item| item.look_for.clone()));
        secrets.extend(stage.mistakes.iter().cloned());
        secrets.extend(stage.follow_ups.iter().map(|item| item.strong.clone()));
        secrets.extend(
            stage
                .reference
                .lines()
                .filter(|line| line.len() > 30)
                .map(str::to_owned),
        );
    }
    // The screen wraps: compare without blanks, on the first characters of each.
    let bare = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .collect::<String>()
    };
    let secrets: Vec<String> = secrets
        .iter()
        .map(|secret| bare(secret).chars().take(24).collect::<String>())
        // Rules of tables and lines of diagrams have hardly a letter.
        .filter(|secret| secret.chars().count() >= 12)
        .collect();
    let look = |play: &mut Play, secrets: &[String], at: &str| {
        let seen = bare(&play.screen()) + &bare(&play.files());
        for secret in secrets {
            assert!(!seen.contains(secret.as_str()), "{secret} after {at}");
        }
    };
    for step in [
        "notes",
        "<a-down>",
        "<esc><+1s><a-h>",
        "<a-r>",
        "<a-a>traffic",
        "<esc><+1s>",
        "<f1>",
        "<pgdn>",
        "<esc><+1s>",
        "<a-p>",
        "p",
        "<a-z>",
        "<a-z>",
        "<+6m>",
        "<a-n>",
        "<+4m>",
        "<a-r>",
        "<a-q>",
        "s",
        "<a-g>",
        "<kill>",
        "p",
        "<c-c>",
    ] {
        play.play(step);
        look(&mut play, &secrets, step);
    }
}

#[test]
fn a_sum_line_is_computed_with_enter_and_on_command_and_prose_is_left_alone() {
    let table = [
        (
            "= 4e6/day * 500 KB<enter>",
            "= 4e6/day * 500 KB → 2 TB/day\n",
        ),
        (
            "- load = 4e6 / 1 day<enter>x",
            "- load = 4e6 / 1 day → 46.3/s\nx",
        ),
        ("= 70e9 * 2 bytes<esc><+1s>=", "= 70e9 * 2 bytes → 140 GB"),
        (
            "= 100/s * 500 KB * 1 day<a-=>",
            "= 100/s * 500 KB * 1 day → 4.32 TB",
        ),
        (
            "= 2 * 3<a-=><home><right><right><del>4<a-=>",
            "= 4 * 3 → 12",
        ),
        ("latency = low<enter>", "latency = low\n"),
        ("if a == b it is = to c<enter>", "if a == b it is = to c\n"),
        ("= 2 *<enter>", "= 2 *\n"),
    ];
    for (keys, notes) in table {
        let mut play = Play::start((80, 24));
        play.play(keys);
        assert_eq!(play.record().stages[0].notes.to_string(), notes, "{keys}");
    }
}

#[test]
fn a_sum_knows_the_names_of_lines_above_and_of_earlier_stages() {
    let mut play = Play::start((80, 24));
    play.play("users = 10M<enter>size = 1 KB<enter>users = 20M<enter>= users * size<enter>");
    let first = "users = 10M\nsize = 1 KB\nusers = 20M\n= users * size → 20 GB\n";
    assert_eq!(play.record().stages[0].notes.to_string(), first);
    play.play("<a-n>= users * size<enter>size = 2 KB<enter>= users * size<enter>");
    let second = "= users * size → 20 GB\nsize = 2 KB\n= users * size → 40 GB\n";
    assert_eq!(play.record().stages[1].notes.to_string(), second);
    // A later stage defines nothing for an earlier one, nor a line for those above it.
    play.play("<a-g>= users * size<enter>");
    let again = format!("{first}= users * size → 20 GB\n");
    assert_eq!(play.record().stages[0].notes.to_string(), again);
    play.play("= below * 2<enter>below = 3<up><end><enter>");
    let end = format!("{again}= below * 2\n\nbelow = 3");
    assert_eq!(play.record().stages[0].notes.to_string(), end);
}

#[test]
fn enter_computes_only_what_is_certain_and_the_command_says_why_not() {
    let table = [
        ("users = 10M", "users = 10M → 10,000,000", ""),
        ("= 7B + 3B", "= 7B + 3B", "10 B or 10 billion"),
        (
            "= 100 QPS * 86400",
            "= 100 QPS * 86400",
            "is 86400 a time or a count? Write `86400 s`",
        ),
        (
            "= 5 GB + 3 s",
            "= 5 GB + 3 s",
            "bytes and seconds do not add up",
        ),
        (
            "split = 80/10/10",
            "split = 80/10/10",
            "it looks like a list or a ratio: leave the name out",
        ),
        ("y = x * 2", "y = x * 2", "`x` is not understood"),
    ];
    for (line, computed, said) in table {
        let mut play = Play::start((110, 30));
        play.play(line).play("<enter>");
        assert_eq!(
            play.record().stages[0].notes.to_string(),
            format!("{line}\n")
        );
        play.play("<up><end><a-=>");
        assert_eq!(
            play.record().stages[0].notes.to_string(),
            format!("{computed}\n")
        );
        assert!(play.screen().contains(said), "{line}: {}", play.screen());
    }
}

#[test]
fn a_sum_is_one_step_of_undo_and_a_wrong_one_says_so_on_command() {
    let mut play = Play::start((80, 24));
    play.play("= 2 * 3<a-=><c-z>");
    assert_eq!(play.record().stages[0].notes.to_string(), "= 2 * 3");
    play.play("<c-a>= 2 *<a-=>");
    assert!(
        play.screen().contains("not computed: something is missing"),
        "{}",
        play.screen()
    );
    play.play("<c-a>prose<a-=>");
    assert!(play.screen().contains("not a sum"), "{}", play.screen());
}

/// The verdict and the questions of `forty ask` for a text, best first.
fn by_command(typed: &str) -> (String, Vec<String>) {
    let home = tempfile::tempdir().unwrap();
    let output = assert_cmd::Command::cargo_bin("forty")
        .unwrap()
        .env("FORTY_HOME", home.path())
        .args(["ask", "image-caption-generator", "--json", "--", typed])
        .output()
        .unwrap();
    let given: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let asks = given["questions"].as_array().unwrap().iter();
    let asks = asks.map(|question| question["ask"].as_str().unwrap().to_owned());
    (
        given["verdict"].as_str().unwrap().to_owned(),
        asks.collect(),
    )
}

#[test]
fn the_box_and_forty_ask_give_the_same_verdict_and_the_same_questions_in_the_same_order() {
    let typed = [
        "how many uploads a day",
        "latncy",
        "how many uploads and which languages?",
        "may we use face recognition, and what is the budget?",
        "who pays for lunch",
        "can readers complain about it",
        "money",
        "zebra giraffe",
    ];
    let mut verdicts = std::collections::BTreeSet::new();
    for typed in typed {
        let (verdict, asks) = by_command(typed);
        let screen = Play::start((240, 60))
            .play(&format!("<a-a>{typed}"))
            .screen();
        let of_box = if screen.contains("No question matches well. Closest questions:") {
            "closest"
        } else if screen.contains("No question matches.") {
            "none"
        } else {
            "match"
        };
        assert_eq!(verdict, of_box, "{typed}\n{screen}");
        // For a match the box lists other questions below the marked ones.
        let rows = asks.iter().map(|ask| {
            let row = screen.lines().position(|line| line.contains(ask.as_str()));
            row.unwrap_or_else(|| panic!("{typed}: {ask}\n{screen}"))
        });
        let rows: Vec<usize> = rows.collect();
        assert!(rows.is_sorted(), "{typed}: {asks:?}\n{screen}");
        let marked = screen.lines().filter(|line| line.contains('✓')).count();
        let asked = if verdict == "match" { asks.len() } else { 0 };
        assert_eq!(marked, asked, "{typed}\n{screen}");
        verdicts.insert(verdict);
    }
    assert_eq!(verdicts.len(), 3, "{verdicts:?}");
}

#[test]
fn opening_the_commands_moves_nothing_that_stands_above_the_end_of_the_prompts() {
    for size in [(80, 24), (120, 40)] {
        for script in [
            "",
            "x",
            "x<+2m>",
            "x<esc>h",
            "x<esc>ahow many users<enter>",
            "x<esc>n<+6m>",
        ] {
            let mut play = Play::start(size);
            let before = play.play(script).screen();
            let after = play.play("<esc>").screen();
            let left = |line: &str| line.chars().take(30).collect::<String>();
            let mut rows = before.lines().zip(after.lines()).skip(1);
            let moved = rows.find(|(before, after)| left(before) != left(after));
            // There the list ends, or the keys begin.
            let ends = |row: &str| row.trim().is_empty() || row.starts_with('─');
            assert!(
                moved.is_some_and(|(_, after)| ends(&left(after))),
                "{size:?} {script:?}\n{before}\n{after}"
            );
        }
    }
}

#[test]
fn a_long_question_is_whole_while_it_is_typed_and_a_very_long_one_leaves_the_list_its_rows() {
    let typed = "how many pictures do people upload on a usual day, and how many at the peak of \
        a Sunday evening in the summer, when all of them come home from the beach";
    for size in [(80, 24), (120, 40)] {
        let mut play = Play::start(size);
        play.play("<a-a>").burst(typed);
        let rows = |play: &mut Play| -> Vec<String> {
            let screen = play.screen();
            let inside = screen.lines().filter_map(|row| row.split("│ ").last());
            inside
                .map(|row| row.trim_end_matches(['│', ' ']).to_owned())
                .collect()
        };
        assert!(
            rows(&mut play).join(" ").contains(typed),
            "{}",
            play.screen()
        );
        play.burst(&format!(", {typed}").repeat(6));
        let screen = play.screen();
        assert!(screen.contains("uploaded per day"), "{screen}");
        // The end, where the caret is, is in view.
        assert!(
            rows(&mut play)
                .join(" ")
                .contains("come home from the beach"),
            "{screen}"
        );
        let (_, row) = play.cursor();
        let line = screen.lines().nth(usize::from(row)).unwrap();
        assert!(line.contains("beach"), "{screen}");
    }
}

/// The rows of the left pane of a screen of 110 columns, above the foot line.
fn left_rows(screen: &str) -> Vec<String> {
    let rows = screen.lines().skip(2);
    let rows = rows.map(|row| row.chars().take(44).collect::<String>());
    rows.take_while(|row| !row.starts_with('─')).collect()
}

#[test]
fn open_commands_leave_the_cut_brief_and_the_answers_where_they_are() {
    for rows in 42..50 {
        let mut play = Play::start((110, rows));
        play.play("note<a-a>what latency?<enter><a-a>which languages<enter>");
        play.play("<a-a>how many users<enter>more");
        let before = left_rows(&play.screen());
        let beside = left_rows(&play.play("<esc>").screen());
        // The last row that is still shown may be the end of a cut part.
        let same = beside.iter().zip(&before).take(beside.len() - 1);
        for (now, was) in same {
            assert_eq!(now, was, "of {rows} rows\n{}", play.screen());
        }
    }
}

#[test]
fn a_detour_brings_back_the_same_picture() {
    for size in [(60, 20), (80, 24), (110, 45), (120, 40), (160, 50)] {
        let mut play = Play::start(size);
        play.play("note<a-a>how many users and what latency?<enter>");
        let before = play.screen();
        for detour in [
            "<a-down><enter>",
            "<a-r>q",
            "<a-p>p<+6s>",
            "<f1><esc><+1s>",
            "<a-q><esc><+1s>",
            "<a-a><esc><+1s>",
            "<a-z><a-z>",
        ] {
            let after = play.play(detour).screen();
            // All but the rows with the clock and the message.
            let foot = usize::from(size.1) - 2;
            let rows = |screen: &str| {
                let rows = screen.lines().enumerate().skip(1);
                let rows = rows.filter(|(row, _)| *row != foot).map(|(_, row)| row);
                let rows = rows.filter(|row| !row.contains(" left"));
                let rows = rows.filter(|row| !row.contains(['█', '▀', '▄']));
                rows.map(str::to_owned).collect::<Vec<_>>()
            };
            assert_eq!(rows(&after), rows(&before), "{detour} at {size:?}\n{after}");
        }
    }
}

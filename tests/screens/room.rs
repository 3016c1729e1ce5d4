//! Candidate and interviewer: questions, follow-ups, and what must stay hidden until the finish.

use forty::content::library::Library;
use forty::domain::content::design::Design;

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
fn an_answer_is_shown_written_and_on_record() {
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
    let answer = answer.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(
        record.stages[0].notes.to_string(),
        format!("first line\nQ: {question}\nA: {answer}\nmore")
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
    assert!(
        record.stages[0]
            .notes
            .to_string()
            .contains("State an assumption")
    );
}

#[test]
fn leaving_the_question_keeps_what_was_typed() {
    let mut play = Play::start((80, 24));
    play.play("<a-a>how many<esc><+1s>note<a-a>");
    assert!(play.screen().contains("how many"), "{}", play.screen());
    assert_eq!(play.record().stages[0].notes.to_string(), "note");
}

#[test]
fn a_follow_up_comes_at_its_time_takes_no_keys_and_stays_in_the_list() {
    let mut play = Play::start((80, 24));
    play.play("<a-down><esc><+1s>typing");
    let mut waited = 0;
    while play.record().stages[0].follow_ups.is_empty() && waited < 300 {
        play.play("<+1s>");
        waited += 1;
    }
    let (_, ask, at) = play.record().stages[0].follow_ups[0].clone();
    assert!(
        play.screen().contains("The interviewer asks"),
        "{}",
        play.screen()
    );
    play.play(" on").play("<a-down><esc><+1s>");
    assert_eq!(play.record().stages[0].notes.to_string(), "typing on");
    let listed = format!("{}:{:02}", at.as_secs() / 60, at.as_secs() % 60);
    assert!(play.screen().contains(&listed), "{ask}: {}", play.screen());
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
        .map(|secret| bare(secret).chars().take(24).collect())
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
            "a bare number meets a time",
        ),
        (
            "= 5 GB + 3 s",
            "= 5 GB + 3 s",
            "bytes and seconds do not add up",
        ),
        (
            "split = 80/10/10",
            "split = 80/10/10",
            "a list, a ratio or a date is not computed",
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
        play.screen().contains("cannot be computed"),
        "{}",
        play.screen()
    );
    play.play("<c-a>prose<a-=>");
    assert!(play.screen().contains("not a sum"), "{}", play.screen());
}

//! One session in every format: each fact has the same figures everywhere.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use forty::app::debrief;
use forty::domain::interview::ClockReading;
use forty::domain::judging::marks::SelfMark;
use forty::domain::session::event::Evidence;
use forty::domain::session::plan::Minutes;
use forty::store::{Given, Paths, SaveState};

use crate::debrief::KEEP;
use crate::play::Play;

/// Five stages that end between two seconds: 68.6, 130.7, 100.8, 60.9 and 30.3 seconds, 391.3 in total.
///
/// In the second stage nothing is written for 1:10; then its second line is changed, and later its first.
const RUN: &str = "readers first<+68s600ms><esc>n\
    one<enter>two<enter>three<+70s><up><end> again<+5s><up><end> later<+55s700ms><esc>n\
    baseline<+40s><enter>encoder-decoder<+60s800ms><esc>n\
    two lanes<+60s900ms><esc>n\
    panel<+30s300ms><esc>qf";

/// The text of every format and screen that shows a session's facts.
struct Told {
    name: &'static str,
    text: String,
}

/// The output of `forty` with these arguments.
fn printed(play: &Play, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_forty"));
    command.arg("--home").arg(play.home.path()).args(arguments);
    command.env("FORTY_CANDIDATE", play.record().head.candidate);
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

fn told_everywhere() -> Vec<Told> {
    let seconds = [60, 120, 120, 120, 60].map(Duration::from_secs);
    let mut play = Play::start_with((120, 40), |setup| {
        setup.minutes = Minutes::Each(seconds.into());
    });
    play.play(RUN);
    let mut told = Vec::new();
    let mut tell = |name, text| told.push(Told { name, text });
    tell("finished page", play.screen());
    play.play("<enter>");
    for _ in 0..5 {
        play.play(KEEP).play("<enter><enter>");
    }
    tell("debrief summary", play.play("<enter><enter>").screen());
    play.play("<esc>");
    tell("home", play.go_home().screen());
    let history = play.play("h").screen();
    tell("narrow history", play.play("<resize 80x24>").screen());
    play.play("<resize 120x40>");
    tell("history", history);
    for (name, arguments) in [
        ("text", &["show", "last"][..]),
        ("md", &["export", "last", "--format", "md"]),
        ("html", &["export", "last", "--format", "html"]),
        ("json", &["show", "last", "--json"]),
        ("list", &["list"]),
        ("stats", &["stats", "--as", "sam"]),
        ("csv", &["list", "--csv"]),
        ("list json", &["list", "--json"]),
    ] {
        tell(name, printed(&play, arguments));
    }
    tell("notes.md", play.file("notes.md"));
    let review = play.review("coach", "desk").play("]").screen();
    let notes = review.lines().filter_map(|line| line.split('│').next());
    tell("review", notes.collect::<Vec<_>>().join("\n"));
    tell("record", play.play("<tab><tab><tab>").screen());
    told
}

/// A text in which every run of blanks and table lines is one blank.
fn plain(text: &str) -> String {
    let is_rule = |character: char| character.is_whitespace() || "│|".contains(character);
    let words = text.split(is_rule).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn every_format_and_screen_shows_the_same_facts_of_one_session() {
    // What is told, and in which words by whom.
    let table: [(&str, &[(&str, &str)]); 10] = [
        (
            "shown times of the stages sum to the shown total",
            &[
                ("finished page", "finished after 6:31"),
                ("finished page", "Problem Setup 1:00 1:08"),
                ("finished page", "0:08 over"),
                ("finished page", "Data Pipeline 2:00 2:11"),
                ("finished page", "0:11 over"),
                ("finished page", "Model Architecture 2:00 1:41"),
                ("finished page", "0:19 early"),
                ("finished page", "Serving Infrastructure 2:00 1:01"),
                ("finished page", "0:59 early"),
                ("finished page", "Monitoring & Iteration 1:00 0:30"),
                ("finished page", "0:30 early"),
                ("finished page", "Total 8:00 6:31 0:19 over 1:48 early"),
                ("debrief summary", "2 solid 2 of 8 2:00 2:11"),
                ("debrief summary", "2 solid 2 of 8 2:00 1:41"),
                ("debrief summary", "10 of 40 8:00 6:31 0:19 over 1:48 early"),
                ("md", "Data Pipeline 2:00 2:11 0:11 over"),
                ("md", "Model Architecture 2:00 1:41 0:19 early"),
                ("md", "Total 8:00 6:31 0:19 over, 1:48 early"),
                ("notes.md", "Total 8:00 6:31 0:19 over, 1:48 early"),
                ("html", "<td>2:00</td><td>2:11</td><td>0:11 over</td>"),
                (
                    "html",
                    "<td>8:00</td><td>6:31</td><td>0:19 over, 1:48 early</td>",
                ),
                ("text", "Data Pipeline 2:11 of 2:00, 0:11 over"),
                ("text", "Model Architecture 1:41 of 2:00, 0:19 early"),
                ("record", "Data 2:11 of 2:00"),
                ("record", "1:41 of 2:00"),
                ("review", "Data 2:11 of 2:00, 0:11 over"),
                ("json", "\"spent_ms\": 130700"),
                ("json", "\"elapsed_ms\": 391300"),
            ],
        ),
        (
            "over in all is the sum of the stages' overruns",
            &[
                ("text", "0:19 over in all"),
                ("html", "0:19 over in all"),
                ("list", "0:19 over"),
                ("history", "time over levels"),
                ("history", "+0:19"),
                ("narrow history", "time over levels"),
                ("narrow history", "+0:19"),
                ("list json", "\"over_ms\": 19300"),
                ("csv", ",391300,19300,"),
            ],
        ),
        (
            "the worst overrun is that of one stage and called so",
            &[
                ("history", "0:11 1 of 1"),
                ("stats", "Data 2 2 2 2.0 0 0:11 1 of 1"),
                ("csv", "worst_over_ms"),
                ("csv", ",19300,10700,"),
            ],
        ),
        (
            "what paid for an overrun sums to it",
            &[
                (
                    "debrief summary",
                    "Data went 0:11 over. The time came from: 0:11 unused in Model.",
                ),
                ("md", "Data Pipeline went 0:11 over: 0:11 unused in Model"),
                ("html", "Data Pipeline went 0:11 over: 0:11 unused in Model"),
                ("json", "\"ms\": 10600"),
            ],
        ),
        (
            "a silence stands before the line that ended it",
            &[
                ("text", "one later (1:10 of silence from 1:08) two again"),
                ("md", "one later (1:10 of silence from 1:08) 2 two again"),
                ("review", "one later 1:08 silence 1:10 without an edit"),
                ("record", "1:08 silence 1:10 without an edit"),
                ("json", "\"from_ms\": 68600"),
            ],
        ),
        (
            "a level is a digit and a word",
            &[
                ("debrief summary", "Problem Setup ━━ ━━ ╌╌ ╌╌ 2 solid"),
                ("text", "level 2 solid"),
                ("md", "Level: 2 solid"),
                ("md", "Problem Setup 2 solid"),
                ("html", "<td>2 solid</td>"),
                ("json", "\"level\": 2"),
                ("history", "▄2 ▄2 ▄2 ▄2 ▄2"),
                ("stats", "Setup 2 2 2 2.0 0 0:08 1 of 1"),
            ],
        ),
        (
            "next steps are the same, each with its command",
            &[
                (
                    "debrief summary",
                    "1 Raise Setup from 2 solid to 3 strong: 2 more",
                ),
                (
                    "debrief summary",
                    "forty drill image-caption-generator --stage problem-setup 2 Use",
                ),
                (
                    "debrief summary",
                    "2 Use the 2:00 of Serving: the stage ended 0:59",
                ),
                ("home", "1 Raise Setup from 2 solid to 3 strong: 2 more"),
                ("home", "2 Use the 2:00 of Serving: the stage ended 0:59"),
                ("text", "1. Raise Setup from 2 solid to 3 strong: 2 more"),
                (
                    "text",
                    "forty drill image-caption-generator --stage problem-setup 2. Use",
                ),
                ("text", "2. Use the 2:00 of Serving: the stage ended 0:59"),
                ("md", "1. Raise Setup from 2 solid to 3 strong: 2 more"),
                (
                    "md",
                    "Command: forty drill image-caption-generator --stage problem-setup 2. Use",
                ),
                ("html", "<li>Raise Setup from 2 solid to 3 strong: 2 more"),
                (
                    "html",
                    "<code>forty drill image-caption-generator --stage problem-setup</code>",
                ),
                ("html", "<li>Use the 2:00 of Serving: the stage ended 0:59"),
                (
                    "json",
                    "\"kind\": \"level\", \"stage\": \"problem-setup\", \"text\": \"Raise Setup from 2 solid to 3 strong: 2 more",
                ),
                (
                    "json",
                    "\"command\": \"forty drill image-caption-generator --stage problem-setup\"",
                ),
                (
                    "json",
                    "\"kind\": \"pace\", \"stage\": \"serving-infrastructure\", \"text\": \"Use the 2:00",
                ),
                (
                    "json",
                    "\"kind\": \"follow-up\", \"stage\": \"problem-setup\", \"text\": \"Answer the follow-up of 0:21",
                ),
            ],
        ),
        (
            "evidence names its line",
            &[
                ("text", "(Setup line 1)"),
                ("md", "self: shown, Setup line 1: readers first"),
                ("notes.md", "self: shown, Setup line 1: readers first"),
                ("html", "Setup line 1"),
                ("json", "\"line\": 1"),
            ],
        ),
        (
            "a date has the time and the offset of its place",
            &[
                ("text", "started 2026-11-23 14:05 +01:00"),
                ("md", "started: 2026-11-23 14:05 +01:00"),
                ("html", "<dd>2026-11-23 14:05 +01:00</dd>"),
            ],
        ),
        (
            "the condition of the run",
            &[
                ("finished page", "─ scaled ─"),
                ("text", "condition: scaled"),
                ("md", "condition: scaled ("),
                ("html", "scaled"),
                ("list", "scaled"),
                ("csv", "scaled"),
                ("history", "scaled"),
            ],
        ),
    ];
    let told = told_everywhere();
    let mut wrong = Vec::new();
    for (fact, rows) in table {
        for (name, words) in rows {
            let told = told.iter().find(|told| told.name == *name).unwrap();
            let text = plain(&told.text);
            if !text.contains(words.trim_end()) {
                wrong.push(format!("{fact}: no `{words}` in {name}:\n{}", told.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a text says that times differ from their plans, such as `0:08 over`, in its order.
fn differences(text: &str) -> Vec<String> {
    let text = plain(text).replace(['<', '>', ',', '.'], " ");
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let pairs = words.windows(2).filter(|pair| {
        let is_time = pair[0].contains(':') && pair[0].ends_with(|c: char| c.is_ascii_digit());
        is_time && ["over", "early"].contains(&pair[1])
    });
    pairs.map(|pair| pair.join(" ")).collect()
}

/// The seconds of the entries with this word, such as 128 of `2:08 over`.
fn sum_of(entries: &[String], word: &str) -> u64 {
    let times = entries.iter().filter_map(|entry| entry.strip_suffix(word));
    let seconds = times.map(|time| {
        let (minutes, seconds) = time.trim().split_once(':').unwrap();
        minutes.parse::<u64>().unwrap() * 60 + seconds.parse::<u64>().unwrap()
    });
    seconds.sum()
}

#[test]
fn the_rows_of_every_table_of_times_sum_to_its_total_also_where_stages_never_ran() {
    let seconds = [60, 120, 120, 120, 60].map(Duration::from_secs);
    let start = |size| {
        Play::start_with(size, |setup| {
            setup.minutes = Minutes::Each(seconds.into());
        })
    };
    let mut told = Vec::new();
    for (name, size) in [
        ("finished page", (120, 40)),
        ("narrow finished page", (60, 40)),
    ] {
        let mut play = start(size);
        let screen = play
            .play("one<+68s><esc>n<+100s><esc>n<+10s><esc>qf")
            .screen();
        told.push(Told { name, text: screen });
    }
    let mut play = start((120, 40));
    play.play("one<+68s><esc>n<+100s><esc>n<+10s><esc>qf<enter>");
    for _ in 0..12 {
        play.play("<enter>");
        if play.screen().contains("y close stage") {
            play.play("y");
        }
    }
    told.push(Told {
        name: "debrief summary",
        text: play.screen(),
    });
    play.play("<esc>").go_home();
    for (name, arguments) in [
        ("md", &["export", "last", "--format", "md"][..]),
        ("html", &["export", "last", "--format", "html"]),
        ("linear debrief", &["debrief", "last", "--linear"]),
    ] {
        told.push(Told {
            name,
            text: printed(&play, arguments),
        });
    }
    // Two stages never ran, and the total says so: the report has the chart, its words, the table, and a section for each.
    let not_run = [3, 3, 3, 3, 9, 3];
    assert_eq!(told.len(), not_run.len());
    let rows = [
        "0:08 over",
        "0:20 early",
        "1:50 early",
        "0:08 over",
        "2:10 early",
    ];
    for (Told { name, text }, times) in told.iter().zip(&not_run) {
        let heads = ["The same in figures", "planned", "Planned"];
        let from = heads.iter().find_map(|heads| text.find(heads));
        let table = differences(&text[from.unwrap_or(0)..]);
        assert!(
            table.starts_with(&rows.map(str::to_owned)),
            "{name}: {table:?} {text}"
        );
        let (stages, total) = table[..rows.len()].split_at(3);
        let sum = |word: &str| sum_of(stages, word) == sum_of(total, word);
        assert!(sum("over") && sum("early"), "{name}: {table:?}");
        let not_run = plain(text).matches("not run").count();
        assert_eq!(not_run, *times, "{name}: {text}");
        for other in ["0 unspent", "Unspent", "over 0:", "+0:08 over"] {
            assert!(!text.contains(other), "{name} says {other}: {text}");
        }
    }
}

/// The folder of the one session of a run.
fn folder(play: &Play) -> PathBuf {
    let wall = play.record().head.wall;
    forty::store::find(&crate::play::app_context(&play.home).paths, "last", &wall).unwrap()
}

/// The words of a mark that the notes no longer have.
const MARKED: &str = "writers first";

/// Marks the first item as shown by a line with other words than the notes have now, as if the line was rewritten later.
fn mark_words_that_are_gone(play: &Play) {
    let folder = folder(play);
    let wall = play.record().head.wall;
    let given = Given {
        home: Some(play.home.path().to_owned()),
        ..Given::default()
    };
    let paths = Paths::resolve(&given).unwrap();
    let mut open = debrief::open(&folder, &paths, &wall).unwrap();
    let rubric = open.loaded.design.as_ref().unwrap().stages[0]
        .rubric
        .clone();
    let evidence = Evidence {
        look_for: rubric[0].look_for.clone(),
        level: rubric[0].level.word().to_owned(),
        in_stage: 0,
        line: 0,
        text: MARKED.to_owned(),
    };
    open.debrief
        .mark(0, 0, SelfMark::Shown(evidence), &rubric, wall);
    let entries = open.debrief.take_outbox();
    let now = ClockReading {
        awake: Duration::ZERO,
        boot: Duration::ZERO,
        wall,
    };
    let given = Given {
        home: Some(play.home.path().to_owned()),
        ..Given::default()
    };
    let (paths, session) = (Paths::resolve(&given).unwrap(), open.debrief.session());
    open.recording.record(&entries, session, now, &paths);
    let closed = open.recording.close(session, now, &paths, false);
    assert_eq!(closed.state, SaveState::Saved);
}

/// Changes the words of the one mark in the coach's review.
fn change_review(play: &Play) {
    let folder = folder(play);
    let mut files = std::fs::read_dir(folder.join("reviews")).unwrap();
    let file = files.next().unwrap().unwrap().path();
    let text = std::fs::read_to_string(&file).unwrap();
    let changed = text.replace("\"readers first\"", &format!("\"{MARKED}\""));
    assert_ne!(changed, text);
    forty::store::files::replace(&file, changed.as_bytes()).unwrap();
}

#[test]
fn every_screen_and_format_that_shows_a_mark_says_that_its_line_was_changed() {
    let mut play = Play::start((120, 40));
    play.play("readers first<+20s><esc>qf").go_home();
    mark_words_that_are_gone(&play);
    let mut told = Vec::new();
    let mut tell = |name, text| told.push(Told { name, text });
    let debrief = play.debrief().play("k").screen();
    let rubric = debrief.lines().filter_map(|line| line.split('│').nth(1));
    tell("debrief", rubric.collect::<Vec<_>>().join("\n"));
    tell("debrief, another item", play.play("j").screen());
    play.play("-------<enter><enter>");
    for _ in 0..4 {
        play.play("<enter>y<enter>");
    }
    // Once the review is closed, nothing writes to its file any more.
    play.review("coach", "desk").play("J<space>py").go_home();
    change_review(&play);
    tell("review", play.review("coach", "desk").play("k").screen());
    tell("review, another item", play.play("j").screen());
    for (name, arguments) in [
        ("text", &["show", "last"][..]),
        ("md", &["export", "last", "--format", "md"]),
        ("html", &["export", "last", "--format", "html"]),
        ("json", &["show", "last", "--json"]),
    ] {
        tell(name, printed(&play, arguments));
    }
    tell("notes.md", play.file("notes.md"));
    let change = "the line was changed or removed after it was marked";
    let table = [
        ("debrief", 1, change),
        ("review", 1, change),
        ("debrief, another item", 1, "Setup 1 changed"),
        ("review, another item", 1, "Setup 1 changed"),
        ("text", 1, change),
        ("md", 2, change),
        ("html", 2, change),
        ("notes.md", 1, change),
        ("json", 2, "\"changed\": true"),
    ];
    for (name, times, words) in table {
        let told = told.iter().find(|told| told.name == name).unwrap();
        let text = plain(&told.text);
        assert_eq!(text.matches(words).count(), times, "{name}: {}", told.text);
        let has_words = !name.ends_with("another item");
        assert!(!has_words || text.contains(MARKED), "{name}: {}", told.text);
    }
}

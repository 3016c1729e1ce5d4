//! One session in every format: each fact has the same figures everywhere.

use std::process::Command;

use forty::domain::session::plan::Minutes;

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
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

fn told_everywhere() -> Vec<Told> {
    let seconds = [60, 120, 120, 120, 60].map(std::time::Duration::from_secs);
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
    tell("debrief levels", play.screen());
    tell("debrief pace", play.play("<enter><enter>").screen());
    play.play("<enter><esc>");
    tell("history", play.go_home().play("h").screen());
    for (name, arguments) in [
        ("text", &["show", "last"][..]),
        ("md", &["export", "last", "--format", "md"]),
        ("html", &["export", "last", "--format", "html"]),
        ("json", &["show", "last", "--json"]),
        ("list", &["list"]),
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
    let table: [(&str, &[(&str, &str)]); 9] = [
        (
            "shown times of the stages sum to the shown total",
            &[
                ("finished page", "finished after 6:31"),
                ("finished page", "Problem Setup 1:00 1:08 0:08 0:00"),
                ("finished page", "Data Pipeline 2:00 2:11 0:11 0:00"),
                ("finished page", "Model Architecture 2:00 1:41 0:00 0:19"),
                (
                    "finished page",
                    "Serving Infrastructure 2:00 1:01 0:00 0:59",
                ),
                (
                    "finished page",
                    "Monitoring & Iteration 1:00 0:30 0:00 0:30",
                ),
                ("debrief pace", "Data Pipeline 2:00 2:11 0:11 "),
                ("debrief pace", "Model Architecture 2:00 1:41 0:19"),
                ("debrief pace", "In all 8:00 6:31 0:19 1:48"),
                ("md", "Data Pipeline 2:00 2:11 0:11 0:00"),
                ("md", "Model Architecture 2:00 1:41 0:00 0:19"),
                ("md", "In all 8:00 6:31 0:19 1:48"),
                ("notes.md", "In all 8:00 6:31 0:19 1:48"),
                (
                    "html",
                    "<td>2:00</td><td>2:11</td><td>0:11</td><td>0:00</td>",
                ),
                (
                    "html",
                    "<td>8:00</td><td>6:31</td><td>0:19</td><td>1:48</td>",
                ),
                ("text", "Data Pipeline 2:11 of 2:00, 0:11 over"),
                ("text", "Model Architecture 1:41 of 2:00, 0:19 unspent"),
                ("record", "2:11 2:00 +0:11"),
                ("record", "1:41 2:00"),
                ("review", "Data 2:11 of 2:00, +0:11 over"),
                ("json", "\"spent_ms\": 130700"),
                ("json", "\"elapsed_ms\": 391300"),
            ],
        ),
        (
            "over in all is the sum of the stages' overruns",
            &[
                ("text", "0:19 over in all"),
                ("html", "0:19 over in all"),
                ("list", "+0:19 over"),
                ("list json", "\"over_ms\": 19300"),
                ("csv", ",391300,19300,"),
            ],
        ),
        (
            "the worst overrun is that of one stage and called so",
            &[
                ("history", "worst"),
                ("history", "+0:11"),
                ("csv", "worst_over_ms"),
                ("csv", ",19300,10700,"),
            ],
        ),
        (
            "what paid for an overrun sums to it",
            &[
                ("debrief pace", "Data went 0:11 over: 0:11 saved in Model"),
                ("md", "Data Pipeline went 0:11 over: 0:11 saved in Model"),
                ("html", "Data Pipeline went 0:11 over: 0:11 saved in Model"),
                ("json", "\"ms\": 10600"),
            ],
        ),
        (
            "a silence stands before the line that ended it",
            &[
                ("text", "one later (1:10 of silence from 1:08) two again"),
                ("md", "one later (1:10 of silence from 1:08) 2 two again"),
                ("review", "one later · 1:10 of silence from 1:08 two again"),
                ("record", "1:08 1:10 of silence"),
                ("json", "\"from_ms\": 68600"),
            ],
        ),
        (
            "a level is a digit and a word",
            &[
                ("debrief levels", "1 Problem Setup 1 weak"),
                ("text", "level 1 weak"),
                ("md", "Level: 1 weak"),
                ("md", "Problem Setup 1 weak"),
                ("html", "<td>1 weak</td>"),
                ("json", "\"level\": 1"),
                ("history", "11111"),
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
                ("finished page", "condition: scaled"),
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

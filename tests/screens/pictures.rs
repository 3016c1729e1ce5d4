//! The pictures of README and docs: screens that the program draws from key scripts with time, stored in
//! `docs/pictures/`. `FORTY_BLESS=1 cargo test --test screens --test report picture` makes them again, and the tests
//! here fail where the program draws something else.

mod cells;
mod svg;

use std::path::Path;

use chrono::NaiveDate;

use crate::many::{self, Spread};
use crate::mocks;
use crate::play::Play;
use crate::samples;
use svg::Frame;

/// Compares the picture with this name in `docs/pictures/`, or makes it again.
fn compare(name: &str, frames: &[Frame], description: &str) {
    let svg = svg::picture(frames, description);
    let path = format!("docs/pictures/{name}.svg");
    let whole = Path::new(env!("CARGO_MANIFEST_DIR")).join(&path);
    if std::env::var_os("FORTY_BLESS").is_some() {
        forty::store::write_given(&whole, svg.as_bytes(), true).unwrap();
    }
    let kept = std::fs::read_to_string(&whole).unwrap_or_default();
    assert!(
        kept == svg,
        "{path} is not what is drawn now: FORTY_BLESS=1 cargo test --test screens --test report picture makes it again"
    );
}

/// The same for the screen as it is now, which must have these texts, so that the picture shows what it is said to show.
fn screen(play: &mut Play, name: &str, description: &str, texts: &[&str]) {
    must_show(play, name, texts);
    compare(name, &[frame(play, "", 0.0)], description);
}

fn must_show(play: &mut Play, name: &str, texts: &[&str]) {
    let screen = play.screen();
    for text in texts {
        assert!(
            screen.contains(text),
            "{name} does not show {text:?}:\n{screen}"
        );
    }
}

fn frame(play: &mut Play, caption: &'static str, seconds: f32) -> Frame {
    let (buffer, cursor) = play.shown();
    // On a letter it marks a selected row, which has a marker of its own.
    let cursor = cursor.filter(|at| buffer[*at].symbol() == " ");
    Frame {
        buffer,
        cursor,
        caption,
        seconds,
    }
}

#[test]
fn the_pictures_of_the_interview_are_what_is_drawn() {
    let mut play = mocks::fraud((120, 40));
    screen(
        &mut play,
        "interview",
        "The interview: prompts, a follow-up and an answer on the left, notes with their minutes and sums on the right",
        &[
            "Prompts",
            "1 unanswered",
            "200 analysts",
            "volume = 100e6/day * 1 KB → 100 GB/day",
        ],
    );
    let mut play = Play::start((120, 40));
    play.play(OVERRUN);
    screen(
        &mut play,
        "overrun",
        "The interview in overtime: the countdown counts up, and a line says which later stage will have less time",
        &["+0:20 over", "Monitor will have 4:40"],
    );
}

const OVERRUN: &str = "readers: screen-reader users first; a wrong caption is worse than none<enter><+40s>\
    <a-a>how many uploads a day<enter><+50s>uploads = 4e6/day<enter>size = 300 KB<enter>\
    = uploads * size<enter><+55s><a-m>p95 under 1 s for compose, 60 s for alt text<enter><+80s>\
    out of scope: video, translation<enter><+70s><a-down><space><down><space><enter>\
    abstain below a score: <+10s>tags or nothing<enter>error budget 3 %<+15s>";

#[test]
fn the_pictures_of_debrief_review_and_replay_are_what_is_drawn() {
    let mut play = samples::overrun();
    play.play("<resize 120x40>/readers:<enter><space>/p95 under<enter><space>-/p95<enter><space><up><up><up><up>");
    screen(
        &mut play,
        "debrief",
        "The debrief of one stage: the notes with their most likely lines, and the rubric with the marks",
        &["▸ Rubric · Problem Setup", "1 Setup 1"],
    );

    // The pages Interviewer and Sums come before the summary.
    play.play(&samples::overrun_debrief())
        .play("<enter><enter><+1s>");
    screen(
        &mut play,
        "summary",
        "The summary of a debrief: levels and times of every stage, and the next steps",
        &[
            "▸ Summary",
            "Total",
            "38 over",
            "Next steps",
            "Serving Infrastructure",
        ],
    );
    play.review("sample coach", "desk").play(&samples::review());
    play.review("sample coach", "desk");
    screen(
        &mut play,
        "review",
        "A review: the candidate's notes with silences and comments, and the rubric with the coach's marks",
        &["silence", "good: The order of readers", "Rubric · Setup"],
    );
    let mut play = mocks::fraud((120, 40));
    play.play(TO_THE_FINISH);
    screen(
        &mut play,
        "finish",
        "The page after the finish: the time of every stage as a bar against its plan, and where the record is",
        &["Time by stage", "0:48 over", "record "],
    );
    play.review("coach", "desk").play("t/blocked<enter>");
    screen(
        &mut play,
        "replay",
        "A replay: the timeline of edits and marks, the notes as they were at one time, and every event beside them",
        &["Timeline", "`blocked` first appeared at 11:20", "Events"],
    );
}

const TO_THE_FINISH: &str = "<+4m><a-n>rules first, then trees on 200 features<+9m><a-n>one service, answer in 50 ms<+9m>\
    <a-n>drift by merchant and issuer<+4m><a-q>f";

#[test]
fn the_pictures_of_help_and_commands_are_what_is_drawn() {
    let mut play = mocks::fraud((120, 40));
    play.play("<esc>?");
    screen(
        &mut play,
        "help",
        "Help in the interview: every key with what it does now, or why it is not possible",
        &["Help · Interview", "everything is saved"],
    );
    play.play("<esc><+1s><esc>:stage");
    screen(
        &mut play,
        "commands",
        "The list of commands, filtered by a word",
        &["Commands", "> stage", "Go to the next stage"],
    );
}

#[test]
fn the_pictures_of_what_home_opens_are_what_is_drawn() {
    let mut play = many_sessions((16, 2), &["sam"]);
    play.go_home().play("<resize 120x36><down>o<down><down>");
    screen(
        &mut play,
        "options",
        "The options of an interview: minutes, strict mode, seed, follow-ups and clock",
        &["minutes", "strict", "seed", "interruptions", "clock"],
    );
    play.play("<esc><+1s>f<home><down><down>");
    screen(
        &mut play,
        "study",
        "Study: the list of the framework, the concepts and the answers, with the selected entry beside it",
        &["The framework", "▸ Concepts", "Answers", "175 cards"],
    );
    play.play("<esc><+1s>dc<enter>");
    screen(
        &mut play,
        "cards",
        "A concept card with its answer, and the keys that rate how well it was known",
        &["Drill · Concept cards", "Answer", "4 easy"],
    );
}

#[test]
fn the_pictures_of_the_coachs_lists_are_what_is_drawn() {
    let mut play = many_sessions(
        (48, 5),
        &[
            "candidate 01",
            "candidate 02",
            "candidate 03",
            "candidate 04",
            "candidate 05",
            "candidate 06",
        ],
    );
    play.coach("coach", "desk").play("s<home>");
    screen(
        &mut play,
        "sessions",
        "The coach's sessions: unread ones, times, overruns and levels, with the selected session beside them",
        &["Coach: sessions", "13 unread", "First lines"],
    );
    play.play("c<down><down><down><down>");
    screen(
        &mut play,
        "cohort",
        "The cohort: the levels of every candidate by week, gaps and goals",
        &["My levels by week", "gap", "goal"],
    );
}

#[test]
fn the_pictures_of_home_and_history_are_what_is_drawn() {
    let mut play = many_sessions((16, 2), &["sam"]);
    play.go_home().play("<down>");
    screen(
        &mut play,
        "home",
        "Home: the designs with the last levels, the next steps, and the selected design with its attempts",
        &["Designs", "Next steps", "Attempts"],
    );
    play.play("<resize 120x40>h");
    screen(
        &mut play,
        "history",
        "The history: every session with its levels, and the progress over all of them",
        &["newest first", "Progress", "Self against coach"],
    );
    play.play("<space><down><down><space>=");
    screen(
        &mut play,
        "comparison",
        "The comparison of two attempts at one design: levels and times of every stage, and what changed in the notes",
        &[
            "Compare · Fraud Detection",
            "Rubric and prompts",
            "5 lines removed",
        ],
    );
}

/// Home, with so many generated sessions of six weeks by these candidates, most of them reviewed.
fn many_sessions((count, seed): (usize, u64), candidates: &[&str]) -> Play {
    let play = Play::home((120, 36));
    let spread = Spread {
        first: NaiveDate::from_ymd_opt(2026, 10, 12).unwrap(),
        days: 43,
        candidates,
        coach: "coach",
        scored: 90,
        progress: 25,
    };
    let home = play.home.path();
    let (sessions, state) = (home.join("sessions"), home.join("desk"));
    many::write(&sessions, count, seed, Some(&state), &spread).unwrap();
    play
}

#[test]
fn the_tour_of_pictures_is_what_is_drawn() {
    let mut play = Play::home((120, 34));
    let mut frames = Vec::new();
    for (keys, caption, seconds, text) in TOUR {
        play.play(keys);
        must_show(&mut play, caption, &[text]);
        frames.push(frame(&mut play, caption, *seconds));
    }
    compare(
        "tour",
        &frames,
        "A tour: choosing a design, the interview with a computed sum, a question, a follow-up and an overrun, the \
         debrief, and the next steps",
    );
}

/// Keys, what is seen after them, for how many seconds, and a text that is there.
const TOUR: &[(&str, &str, f32, &str)] = &[
    ("", "Choose a design. Enter starts it.", 2.2, "Designs"),
    (
        "<enter>",
        "The clock runs, and your keys go into the notes.",
        1.5,
        "5:00 left",
    ),
    (
        "<+15s>readers: screen-reader users first, then search<enter><+30s>uploads = 4e6/day<enter>size = 300 KB<enter>\
         <+15s>= uploads",
        "A line with a sum …",
        0.9,
        "= uploads",
    ),
    (" * size", "A line with a sum …", 0.7, "= uploads * size"),
    (
        "<enter>",
        "A line with a sum is computed, units included.",
        1.8,
        "→ 1.2 TB/day",
    ),
    (
        "<+9s><a-a>who will",
        "Ask the interviewer in your own words.",
        0.8,
        "who will",
    ),
    (
        " read the captions",
        "Ask the interviewer in your own words.",
        1.2,
        "who will read the captions",
    ),
    (
        "<enter>",
        "Question and answer are recorded.",
        1.8,
        "People with screen readers",
    ),
    (
        "<+50s>p95 under 1 s for compose, 60 s for alt text<enter><+1m20s>out of scope: video<enter><+75s>\
         abstain below a score",
        "The interviewer interrupts with follow-ups.",
        2.2,
        "unanswered",
    ),
    (
        "<enter><+40s>at 10,000/s: a queue, one lane for compose<enter><+25s>",
        "A stage that runs out does not end: a later one will have less time.",
        2.2,
        "Monitor will have",
    ),
    (
        "<a-n><+9m>near-duplicates stay in one split<enter><a-n><+9m>tags first, then an encoder-decoder<enter>\
         <a-n><+8m>three lanes, two pools<enter><a-n><+4m>abstain rate, a panel a week<enter><a-q>f<enter>",
        "After the finish: score your notes with the rubric.",
        2.0,
        "Rubric · Problem Setup",
    ),
    (
        "<space>/= uploads<enter><space><up>",
        "Every mark names the line that shows it.",
        1.6,
        "✓",
    ),
    (
        REST,
        "The summary: levels, times, and what to do next.",
        3.0,
        "Next steps",
    ),
];

/// The keys that mark what is left in the tour's debrief.
const REST: &str = "<down>/p95<enter><space>-/abstain<enter><space>---<enter>y<enter>\
    KKK<space>KKK<space>KKK<space>KKK<space>----<enter><enter>KKK<space>KKK<space>KKK<space>-----<enter><enter>\
    KKK<space>KKK<space>------<enter><enter>KKK<space>KKK<space>KKK<space>-----<enter><enter><enter><enter>";

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

/// The same for the screen as it is now.
fn screen(play: &mut Play, name: &str, description: &str) {
    compare(name, &[frame(play, "", 0.0)], description);
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
    );
    let mut play = Play::start((120, 40));
    play.play(OVERRUN);
    screen(
        &mut play,
        "overrun",
        "The interview in overtime: the countdown counts up, and a line says which later stage will have less time",
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
    );

    play.play(&samples::overrun_debrief()).play("<+1s>");
    screen(
        &mut play,
        "summary",
        "The summary of a debrief: levels and times of every stage, and the next steps",
    );
    play.review("sample coach", "desk").play(&samples::review());
    play.review("sample coach", "desk");
    screen(
        &mut play,
        "review",
        "A review: the candidate's notes with silences and comments, and the rubric with the coach's marks",
    );
    let mut play = mocks::fraud((120, 40));
    play.play(TO_THE_FINISH);
    screen(
        &mut play,
        "finish",
        "The page after the finish: the time of every stage as a bar against its plan, and where the record is",
    );
    play.review("coach", "desk").play("t/blocked<enter>");
    screen(
        &mut play,
        "replay",
        "A replay: the timeline of edits and marks, the notes as they were at one time, and every event beside them",
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
    );
    play.play("<esc><+1s><esc>:stage");
    screen(
        &mut play,
        "commands",
        "The list of commands, filtered by a word",
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
    );
    play.play("<esc><+1s>f<home><down><down>");
    screen(
        &mut play,
        "study",
        "Study: the list of the framework, the concepts and the answers, with the selected entry beside it",
    );
    play.play("<esc><+1s>dc<enter>");
    screen(
        &mut play,
        "cards",
        "A concept card with its answer, and the keys that rate how well it was known",
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
    );
    play.play("c<down><down><down><down>");
    screen(
        &mut play,
        "cohort",
        "The cohort: the levels of every candidate by week, gaps and goals",
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
    );
    play.play("<resize 120x40>h");
    screen(
        &mut play,
        "history",
        "The history: every session with its levels, and the progress over all of them",
    );
    play.play("<space><down><down><space>=");
    screen(
        &mut play,
        "comparison",
        "The comparison of two attempts at one design: levels and times of every stage, and what changed in the notes",
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
    for (keys, caption, seconds) in TOUR {
        play.play(keys);
        frames.push(frame(&mut play, caption, *seconds));
    }
    compare(
        "tour",
        &frames,
        "A tour: choosing a design, the interview with a computed sum, a question, a follow-up and an overrun, the \
         debrief, and the next steps",
    );
}

/// Keys, what is seen after them, and for how many seconds.
const TOUR: &[(&str, &str, f32)] = &[
    ("", "Choose a design. Enter starts it.", 2.2),
    (
        "<enter>",
        "The clock runs, and your keys go into the notes.",
        1.5,
    ),
    (
        "<+15s>readers: screen-reader users first, then search<enter><+30s>uploads = 4e6/day<enter>size = 300 KB<enter>\
         <+15s>= uploads",
        "A line with a sum …",
        0.9,
    ),
    (" * size", "A line with a sum …", 0.7),
    (
        "<enter>",
        "A line with a sum is computed, units included.",
        1.8,
    ),
    (
        "<+9s><a-a>who will",
        "Ask the interviewer in your own words.",
        0.8,
    ),
    (
        " read the captions",
        "Ask the interviewer in your own words.",
        1.2,
    ),
    ("<enter>", "Question and answer are recorded.", 1.8),
    (
        "<+50s>p95 under 1 s for compose, 60 s for alt text<enter><+1m20s>out of scope: video<enter><+75s>\
         abstain below a score",
        "The interviewer interrupts with follow-ups.",
        2.2,
    ),
    (
        "<enter><+40s>at 10,000/s: a queue, one lane for compose<enter><+25s>",
        "A stage that runs out does not end: a later one will have less time.",
        2.2,
    ),
    (
        "<a-n><+9m>near-duplicates stay in one split<enter><a-n><+9m>tags first, then an encoder-decoder<enter>\
         <a-n><+8m>three lanes, two pools<enter><a-n><+4m>abstain rate, a panel a week<enter><a-q>f<enter>",
        "After the finish: score your notes with the rubric.",
        2.0,
    ),
    (
        "<space>/= uploads<enter><space><up>",
        "Every mark names the line that shows it.",
        1.6,
    ),
    (
        REST,
        "The summary: levels, times, and what to do next.",
        3.0,
    ),
];

/// The keys that mark what is left in the tour's debrief.
const REST: &str = "<down>/p95<enter><space>-/abstain<enter><space>---<enter>y<enter>\
    KKK<space>KKK<space>KKK<space>KKK<space>----<enter><enter>KKK<space>KKK<space>KKK<space>-----<enter><enter>\
    KKK<space>KKK<space>------<enter><enter>KKK<space>KKK<space>KKK<space>-----<enter><enter>";

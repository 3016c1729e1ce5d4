//! The interview in plain text, by lines that carry time, and its record beside that of the same acts on the screens.

use std::time::Duration;

use forty::app::start::StartRequest;
use forty::domain::interview::ClockReading;
use forty::domain::interview::setup::Setup;
use forty::domain::judging::report::Report;
use forty::domain::judging::viewer::Viewer;
use forty::domain::session::Session;
use forty::linear::input::InputMessage;
use forty::linear::room::{Ended, Room};
use forty::report::json;
use forty::store;
use serde_json::Value;
use tempfile::TempDir;

use crate::play::{Play, app_context, beginning};

/// An interview in plain text, as its loop would run it.
struct Linear {
    room: Room,
    now: ClockReading,
    printed: String,
    bells: usize,
    ended: Option<Ended>,
    home: TempDir,
}

impl Linear {
    fn start(change: impl FnOnce(&mut Setup)) -> Self {
        let mut setup = Setup::of("image-caption-generator");
        setup.seed = Some(7);
        change(&mut setup);
        let home = tempfile::tempdir().unwrap();
        Self::open(home, &StartRequest::New(setup), beginning())
    }

    fn open(home: TempDir, start: &StartRequest, now: ClockReading) -> Self {
        let room = Room::open(app_context(&home), start, now).unwrap();
        let mut linear = Self {
            room,
            now,
            printed: String::new(),
            bells: 0,
            ended: None,
            home,
        };
        linear.turn(&[]);
        linear
    }

    /// The same session again, an hour later.
    fn resume(self) -> Self {
        let (home, mut now) = (self.home, self.now);
        drop(self.room);
        let hour = Duration::from_secs(3600);
        now.awake += hour;
        now.boot += hour;
        now.wall += hour;
        Self::open(home, &StartRequest::Resume("last".into()), now)
    }

    /// Types lines; `+5m` lets time pass. Returns what was printed.
    fn type_in(&mut self, lines: &[&str]) -> String {
        for line in lines {
            match line.strip_prefix('+') {
                Some(time) => self.pass(humantime::parse_duration(time).unwrap()),
                None => self.turn(&[InputMessage::Line((*line).to_owned())]),
            }
        }
        std::mem::take(&mut self.printed)
    }

    fn pass(&mut self, time: Duration) {
        let mut rest = time;
        while !rest.is_zero() && self.ended.is_none() {
            let step = self.room.wait(self.now).unwrap_or(rest).min(rest);
            let step = step.max(Duration::from_nanos(1));
            self.now.awake += step;
            self.now.boot += step;
            self.now.wall += step;
            self.turn(&[]);
            rest = rest.saturating_sub(step);
        }
    }

    fn turn(&mut self, messages: &[InputMessage]) {
        let turn = self.room.turn(messages, self.now);
        self.printed.push_str(&turn.text);
        self.bells += usize::from(turn.rings);
        self.ended = turn.ended.or(self.ended.take());
    }

    fn record(&self) -> Session {
        let paths = app_context(&self.home).paths;
        let folder = store::find(&paths, "last", &self.now.wall).unwrap();
        store::read(&folder).unwrap().session
    }

    /// The record as `forty show --json` prints it.
    fn json(&self) -> Value {
        let paths = app_context(&self.home).paths;
        let folder = store::find(&paths, "last", &self.now.wall).unwrap();
        let session = store::read(&folder).unwrap().session;
        let log = store::read(&folder).unwrap().log;
        let report = Report::new(&session, None, &log, &[], Viewer::Candidate);
        serde_json::from_str(&json::show(&report, None)).unwrap()
    }
}

#[test]
fn the_same_acts_make_the_same_record_as_on_the_screens() {
    let mut linear = Linear::start(|_| ());
    linear.type_in(&[
        "+10s",
        "users upload 4M images a day",
        "+20s",
        "ingress = 4e6/day * 500 KB",
        "+5s",
        "wrong line",
        "+5s",
        "/undo",
        "/covered 2",
        "/hint 1",
        "+5s",
        "/ask how many uploads per day?",
        "",
        "+4m",
        "+30s",
        "/next",
        "+1m",
        "// a comment",
        "/pause",
        "+10m",
        "/continue",
        "+6m",
        "/answered",
        "+10s",
        "/back",
        "+5s",
        "/next",
        "/next",
        "/next",
        "/next",
        "last words",
        "/next",
        "2",
    ]);
    assert_eq!(
        linear.ended,
        Some(Ended {
            signal: None,
            message: None,
            is_saved: true,
        })
    );
    let mut play = Play::start((80, 24));
    play.play("<+10s>users upload 4M images a day<enter><+20s>ingress = 4e6/day * 500 KB<enter>");
    play.play("<+5s>wrong line<enter><+5s><c-z><c-z><a-down><down><space><up><enter>");
    play.play("<esc>h<+5s><esc>ahow many uploads per day?<enter><+4m><+30s><esc>n<+1m>");
    play.play("/ a comment<enter><esc>p<+10m>p<+6m><esc>m<+10s><esc>g<+5s>");
    play.play("<esc>n<esc>n<esc>n<esc>nlast words<enter><esc>nf");
    let record = play.record();
    assert!(record.is_finished());
    let log = {
        let paths = app_context(&play.home).paths;
        let last = store::find(&paths, "last", &beginning().wall).unwrap();
        store::read(&last).unwrap().log
    };
    let report = Report::new(&record, None, &log, &[], Viewer::Candidate);
    let screens: Value = serde_json::from_str(&json::show(&report, None)).unwrap();
    // The keys of a script take a little time of their own.
    assert_eq!(rounded(linear.json()), rounded(screens));
}

/// A value with its times in whole seconds and without what differs between two runs.
fn rounded(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let fields = fields.into_iter();
            let fields = fields.filter(|(name, _)| !["id", "ended_at"].contains(&name.as_str()));
            let fields = fields.map(|(name, value)| {
                let value = match value.as_f64() {
                    Some(ms) if name.ends_with("ms") => Value::from((ms / 2000.0).round()),
                    _ => rounded(value),
                };
                (name, value)
            });
            fields.collect()
        }
        Value::Array(items) => items.into_iter().map(rounded).collect(),
        other => other,
    }
}

#[test]
fn a_whole_interview_reads_like_this() {
    let mut linear = Linear::start(|_| ());
    let start = linear.type_in(&[]);
    let script = [
        "+2m",
        "ingress = 4e6/day * 500 KB",
        "/time",
        "/covered 1 3",
        "/hint 2",
        "/ask how many uploads per day and which languages?",
        "1",
        "/ask how is the weather?",
        "",
        "/notes",
        "/nxet",
        "/time flies",
        "+4m",
        "/next",
        "+9m",
        "/answered",
        "/read",
        "/pause",
        "not lost silently",
        "/notes",
        "",
        "/quit",
        "3",
        "/back",
        "/back",
        "/finish",
    ];
    let mut text = start;
    for line in script {
        text.extend(["> ", line, "\n", &linear.type_in(&[line])]);
    }
    let home = linear.home.path().display().to_string();
    insta::assert_snapshot!(text.replace(&home, "~"));
    assert_eq!(linear.bells, 1);
}

#[test]
fn half_a_quarter_and_one_minute_left_are_said_and_nothing_else_ticks() {
    let mut linear = Linear::start(|setup| setup.options.quiet = true);
    linear.type_in(&["/next"]);
    let said = linear.type_in(&["+9m", "+59s"]);
    let times: Vec<&str> = said
        .lines()
        .map(|line| line.split_once(" left").unwrap().0)
        .collect();
    let at = |time: &str| format!("Data Pipeline: {time}");
    assert_eq!(times, [at("5:00"), at("2:30"), at("1:00")]);
    let over = linear.type_in(&["+5m"]);
    assert_eq!(over.lines().count(), 1, "{over}");
    assert!(
        over.starts_with("Time is up (total 30:00 left)") && linear.bells == 1,
        "{over}"
    );
}

#[test]
fn a_hidden_clock_says_only_that_the_time_is_up() {
    let mut linear = Linear::start(|setup| {
        setup.options.quiet = true;
        setup.clock = forty::domain::interview::setup::ClockForm::Hidden;
    });
    linear.type_in(&[]);
    assert_eq!(linear.type_in(&["+4m", "+59s"]), "");
    assert!(linear.type_in(&["+2s"]).starts_with("Time is up"));
}

#[test]
fn the_end_of_input_and_signals_save_for_later_and_a_resumed_interview_is_paused() {
    let mut linear = Linear::start(|_| ());
    linear.type_in(&["+2m", "first line"]);
    linear.turn(&[InputMessage::EndOfInput]);
    let saved = "saved at 2:00: `forty resume` continues it";
    let ended = |signal, message: Option<&str>| {
        let message = message.map(str::to_owned);
        Some(Ended {
            signal,
            message,
            is_saved: true,
        })
    };
    assert_eq!(linear.ended, ended(None, Some(saved)));
    let mut linear = linear.resume();
    let text = linear.type_in(&["+1m", "while paused", "", "second line", "+10s"]);
    assert!(
        text.contains("resumed at 2:00") && text.contains("The line was not added"),
        "{text}"
    );
    linear.turn(&[InputMessage::End(15)]);
    assert_eq!(linear.ended, ended(Some(15), None));
    let record = linear.record();
    assert_eq!(
        record.stages[0].notes.to_string(),
        "first line\nsecond line\n"
    );
    assert_eq!(record.at, Duration::from_secs(130));
    let mut linear = linear.resume();
    linear.turn(&[InputMessage::End(2)]);
    assert_eq!(linear.ended.as_ref().unwrap().signal, Some(2));
    assert!(
        linear
            .ended
            .unwrap()
            .message
            .unwrap()
            .starts_with("saved at 2:10")
    );
}

#[test]
fn a_start_by_mistake_leaves_no_session() {
    let mut linear = Linear::start(|_| ());
    linear.type_in(&["+10s", "/save"]);
    let message = linear.ended.clone().unwrap().message.unwrap();
    assert!(message.contains("moved to the trash. `forty"), "{message}");
    assert!(message.ends_with("delete --undo` restores it"), "{message}");
    let sessions = app_context(&linear.home).paths.sessions;
    assert_eq!(std::fs::read_dir(sessions).unwrap().count(), 0);
}

#[test]
fn undo_takes_lines_back_with_their_times_and_redo_brings_them_again() {
    let mut linear = Linear::start(|_| ());
    linear.type_in(&[
        "+1m",
        "one",
        "+1m",
        "load = 10/s",
        "+1m",
        "peak = 3 * load",
        "+1m",
        "/sum 2",
    ]);
    let notes = |linear: &Linear| linear.room.session().stages[0].notes.to_string();
    let touched = |linear: &Linear| -> Vec<u64> {
        let times = linear.room.session().stages[0].notes.touched_times();
        times.iter().map(|time| time.as_secs() / 60).collect()
    };
    let all = "one\nload = 10/s → 10/s\npeak = 3 * load → 30/s\n";
    assert_eq!(notes(&linear), all);
    assert_eq!(touched(&linear)[..3], [1, 4, 3]);
    linear.type_in(&["/undo", "/undo"]);
    assert_eq!(notes(&linear), "one\nload = 10/s\n");
    assert_eq!(touched(&linear)[..2], [1, 2]);
    linear.type_in(&["+1m", "/redo", "/redo"]);
    assert_eq!(notes(&linear), all);
    assert_eq!(touched(&linear)[..3], [1, 4, 3]);
    let none = linear.type_in(&["/redo", "/undo", "/undo", "/undo", "/undo", "/undo"]);
    assert!(
        none.starts_with("Nothing to redo.") && none.ends_with("Nothing to undo.\n"),
        "{none}"
    );
    assert_eq!(notes(&linear), "");
}

#[test]
fn results_that_use_a_changed_line_are_computed_again_and_said_with_the_reason_of_others() {
    let mut linear = Linear::start(|_| ());
    linear.type_in(&["qps = 100/s", "/next", "bw = qps * 2 KB", "+1m", "/back"]);
    let said = linear.type_in(&["qps = 300/s"]);
    assert!(
        said.contains("Computed again: bw = qps * 2 KB → 600 KB/s"),
        "{said}"
    );
    let notes = &linear.room.session().stages[1].notes;
    assert_eq!(notes.to_string(), "bw = qps * 2 KB → 600 KB/s\n");
    assert!(notes.touched(0).as_secs() < 60);
    let said = linear.type_in(&["/next", "/undo"]);
    assert!(said.contains("Undone"), "{said}");
    let notes = &linear.room.session().stages[1].notes;
    assert_eq!(notes.to_string(), "bw = qps * 2 KB → 200 KB/s\n");
    // The next line makes it true again.
    let said = linear.type_in(&["= 5 GB + 3 s", "loss = BCE + 0.1 * KL"]);
    assert_eq!(
        said,
        "Not computed: bytes and seconds do not add up.\nComputed again: bw = qps * 2 KB → 600 KB/s\n"
    );
    linear.type_in(&["/undo", "/undo", "/undo"]);
    let said = linear.type_in(&["a line of prose"]);
    assert_eq!(said, "Computed again: bw = qps * 2 KB → 600 KB/s\n");
}

#[test]
fn a_label_that_is_given_another_value_changes_the_results_that_use_it() {
    let mut linear = Linear::start(|_| ());
    linear.type_in(&["DAU: 30M", "/next", "reads = DAU * 5", "/back"]);
    let said = linear.type_in(&["the rest is prose"]);
    assert_eq!(said, "");
    let said = linear.type_in(&["DAU: 90M"]);
    assert_eq!(said, "Computed again: reads = DAU * 5 → 450,000,000\n");
}

#[test]
fn strict_enters_the_next_stage_and_finishes_by_itself() {
    let mut linear = Linear::start(|setup| {
        setup.options.strict = true;
        setup.options.quiet = true;
    });
    let text = linear.type_in(&["+5m", "data", "+40m"]);
    assert!(
        text.contains("Time is up.\nStage 2 of 5: Data Pipeline."),
        "{text}"
    );
    assert!(text.contains("finished after 40:00"), "{text}");
    assert!(linear.ended.is_some() && linear.record().is_finished());
}

#[test]
fn a_follow_up_that_was_held_back_does_not_move_the_end_of_a_strict_stage() {
    let mut linear = Linear::start(|setup| setup.options.strict = true);
    let asked = linear.type_in(&["data", "/quit", "+4m", "+59s", "+500ms"]);
    assert!(!asked.contains("Interviewer"), "{asked}");
    linear.type_in(&["3", "+20s"]);
    let session = linear.record();
    let timeline = session.timeline_now();
    assert_eq!(timeline.stages[0].spent, Duration::from_secs(300));
    let asked = &session.stages[0].follow_ups;
    assert!(!asked.is_empty(), "no follow-up was held back");
    let end = Duration::from_secs(300);
    assert!(asked.iter().all(|one| one.at < end), "{asked:?}");
}

#[test]
fn leaving_in_the_first_minute_without_notes_says_that_nothing_is_saved() {
    let mut linear = Linear::start(|_| {});
    let asked = linear.type_in(&["/quit"]);
    let trash = "moves the session to the trash, because it has no notes";
    assert!(
        asked.contains(trash) && !asked.contains("save for later"),
        "{asked}"
    );
    let asked = linear.type_in(&["3", "a note", "/quit"]);
    assert!(
        !asked.contains(trash) && asked.contains("save for later"),
        "{asked}"
    );
}

//! Plays key scripts with times on the replay and checks the screens.

mod playing;

use std::time::Duration;

use crossterm::event::KeyCode;
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::Modifier;

use super::*;
use crate::domain::session::event::Event;
use crate::domain::session::log::Log;
use crate::domain::session::log::tests::{
    any_log, edit, enter, entry, finish, follow_up, head, log_of, log_with, wall,
};
use crate::tui::draw_context::DrawContext;
use crate::tui::effect::Route;
use crate::tui::input::Key;
use crate::tui::keys::remap;
use crate::tui::widgets::clicks::Clicks;

/// An open replay with its clock and screen.
struct Scene {
    screen: ReplayScreen,
    terminal: Terminal<TestBackend>,
    now: ClockReading,
    message: Option<String>,
    effects: Vec<Effect>,
}

impl Scene {
    fn of(log: Log, pins: &[CommentPin], size: (u16, u16)) -> Self {
        let replay = Replay::of(log).unwrap();
        let awake = Duration::from_secs(1_000_000);
        Self {
            screen: ReplayScreen::new(replay, Some(pins)),
            terminal: Terminal::new(TestBackend::new(size.0, size.1)).unwrap(),
            now: ClockReading {
                awake,
                boot: awake,
                wall: wall(),
            },
            message: None,
            effects: Vec::new(),
        }
    }

    fn new() -> Self {
        Self::of(interview(), &[], (80, 24))
    }

    fn press(&mut self, code: KeyCode) -> &mut Self {
        self.message = None;
        let effects = self.screen.on(&Input::Key(Key::plain(code)), self.now);
        for effect in effects {
            match effect {
                Effect::Say(words) => self.message = Some(words),
                other => self.effects.push(other),
            }
        }
        self
    }

    /// Presses a key for each character; `⏎` is Enter.
    fn keys(&mut self, keys: &str) -> &mut Self {
        for key in keys.chars() {
            match key {
                '⏎' => self.press(KeyCode::Enter),
                other => self.press(KeyCode::Char(other)),
            };
        }
        self
    }

    /// Lets time pass with the loop's wake-ups, and draws at each.
    fn later(&mut self, time: Duration) -> &mut Self {
        let end = self.now.awake + time;
        while self.now.awake < end {
            let wait = self.screen.wait(self.now).unwrap_or(time);
            self.now.awake = (self.now.awake + wait).min(end);
            self.screen.pass(self.now);
            self.screen();
        }
        self
    }

    fn buffer(&mut self) -> (Buffer, Position) {
        let (screen, message) = (&mut self.screen, self.message.as_deref());
        let context = DrawContext {
            symbols: crate::tui::symbols::Symbols::Unicode,
            now: self.now,
            keys: &remap::NONE,
            clicks: &Clicks::default(),
            message,
            unsaved: None,
            unsaved_for: Duration::ZERO,
            unsynced: None,
        };
        self.terminal
            .draw(|frame| screen.draw(frame, &context))
            .unwrap();
        let cursor = self.terminal.get_cursor_position().unwrap();
        (self.terminal.backend().buffer().clone(), cursor)
    }

    fn screen(&mut self) -> String {
        let (buffer, _) = self.buffer();
        let rows = buffer.area.rows().map(|row| {
            let cells = row.positions().map(|at| buffer[at].symbol().to_owned());
            cells.collect::<String>().trim_end().to_owned()
        });
        rows.collect::<Vec<_>>().join("\n")
    }

    /// The row that contains this text.
    fn row(&mut self, words: &str) -> String {
        let screen = self.screen();
        let row = screen.lines().find(|row| row.contains(words));
        row.unwrap_or_else(|| panic!("`{words}` is not in\n{screen}"))
            .trim()
            .to_owned()
    }

    /// The characters that are shown with a modifier below the first rows.
    fn with(&mut self, modifier: Modifier) -> String {
        let (buffer, _) = self.buffer();
        let body = buffer.area.rows().skip(9).take(12);
        let cells = body.flat_map(ratatui::layout::Rect::positions);
        let cells = cells.filter(|at| buffer[*at].modifier.contains(modifier));
        cells.map(|at| buffer[at].symbol().to_owned()).collect()
    }

    fn at(&self) -> Duration {
        self.screen.replay.at()
    }
}

fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

fn secs(secs: u64) -> Duration {
    Duration::from_secs(secs)
}

const LINES: [&str; 3] = [
    "alt text for screen-reader users first",
    "p95 under 1 s for suggestions, maybe",
    "60 s for alt text",
];

/// Two stages of ten minutes: lines in the first, one of them changed, an overrun, then the second.
fn interview() -> Log {
    let first = format!("{}\n{}\n{}", LINES[0], LINES[1], LINES[2]);
    let (a, b) = (LINES[0].len(), LINES[1].len());
    let data = "sources: uploads 4M/day, 60k user alt texts";
    let gap = secs(130);
    log_of([
        (0, enter(0)),
        (61_000, edit(0, 0, 0, LINES[0])),
        (192_000, edit(0, a, 0, &format!("\n{}", LINES[1]))),
        (193_000, edit(0, a + 1 + b, 0, &first[a + 1 + b..])),
        (194_000, Event::Here),
        (200_000, edit(0, a + 1 + b - 7, 7, ", surely")),
        (205_000, follow_up(0, "What if half of them are wrong?")),
        (
            206_000,
            Event::Covered {
                stage: 0,
                prompt: 0,
            },
        ),
        (
            206_500,
            Event::Hint {
                stage: 0,
                prompt: 1,
            },
        ),
        (
            207_000,
            Event::Asked {
                stage: 0,
                typed: "how many a day".into(),
                question: None,
                answer: None,
                close: Vec::new(),
            },
        ),
        (300_000, Event::Pause { wall: wall() }),
        (300_000, Event::Resume { wall: wall(), gap }),
        (612_000, enter(1)),
        (700_000, edit(1, 0, 0, data)),
        (760_000, edit(1, 0, 9, "")),
        (800_000, finish()),
    ])
}

fn pin(stage: usize, text: &str, label: &str) -> CommentPin {
    let (text, label) = (text.to_owned(), label.to_owned());
    let anchor = Anchor {
        stage,
        line: 0,
        text,
        time: None,
    };
    CommentPin { label, anchor }
}

#[test]
fn at_80x24_the_change_is_shown_in_the_notes_and_described() {
    let mut scene = Scene::new();
    scene.screen.replay.seek(ms(206_000));
    scene.press(KeyCode::Left).press(KeyCode::Right);
    scene.screen.replay.seek(ms(201_500));
    insta::assert_snapshot!(scene.screen());
}

#[test]
fn other_recent_events_are_listed_on_one_line() {
    let mut scene = Scene::of(interview(), &[], (90, 30));
    scene.screen.replay.seek(secs(208));
    insta::assert_snapshot!(scene.screen());
    scene.screen.replay.seek(secs(301));
    assert_eq!(
        scene.row("paused"),
        "5:00 continued after 2:10 · 5:00 paused"
    );
}

#[test]
fn at_60x20_all_of_it_has_room() {
    let mut scene = Scene::of(interview(), &[], (60, 20));
    scene.screen.replay.seek(secs(761));
    insta::assert_snapshot!(scene.screen());
}

#[test]
fn it_opens_stopped_at_the_start_and_sleeps_for_ever() {
    let mut scene = Scene::new();
    assert_eq!(scene.at(), Duration::ZERO);
    assert_eq!(scene.screen.wait(scene.now), None);
    insta::assert_snapshot!(scene.screen());
}

#[test]
fn the_countdown_follows_the_replay_and_changes_at_whole_seconds() {
    let mut scene = Scene::new();
    for (at, words) in [
        (0, "10:00 left of 10:00 · total 20:00 left"),
        (1, "10:00 left of 10:00 · total 20:00 left"),
        (200_000, "6:40 left of 10:00 · total 16:40 left"),
        (200_001, "6:40 left of 10:00 · total 16:40 left"),
        (611_999, "+0:11 over 10:00 · total 9:49 left"),
        (612_000, "10:00 left of 10:00 · total 9:48 left"),
        (800_000, "6:52 left of 10:00 · total 6:40 left, finished"),
    ] {
        scene.screen.replay.seek(ms(at));
        assert!(
            scene.row(" · total").contains(&format!(" {words} ")),
            "at {at} ms"
        );
    }
}

#[test]
fn removed_text_is_struck_out_between_marks_and_inserted_text_is_highlighted() {
    let mut scene = Scene::new();
    scene.screen.replay.seek(secs(200));
    assert_eq!(
        scene.row("p95"),
        "3 p95 under 1 s for suggestions[-, maybe-], surely"
    );
    assert_eq!(scene.row("- \""), "- \", maybe\"  + \", surely\"");
    assert_eq!(scene.with(Modifier::CROSSED_OUT), ", maybe");
    assert_eq!(scene.with(Modifier::UNDERLINED), ", surely");
    let (_, cursor) = scene.buffer();
    let row = scene
        .screen()
        .lines()
        .nth(cursor.y.into())
        .unwrap()
        .to_owned();
    let before: String = row.chars().take(cursor.x.into()).collect();
    assert!(before.ends_with(", surely"), "{row:?} {cursor:?}");
    scene.screen.replay.seek(ms(202_001));
    assert_eq!(scene.row("p95"), "3 p95 under 1 s for suggestions, surely");
    assert_eq!(scene.row("no change"), "no change since 3:20");
    assert_eq!(scene.with(Modifier::UNDERLINED), "");
}

#[test]
fn steps_go_by_edits_and_say_where_there_is_none() {
    let mut scene = Scene::new();
    let mut stops = Vec::new();
    for _ in 0..7 {
        scene.press(KeyCode::Right);
        stops.push(scene.at().as_secs());
    }
    assert_eq!(stops, [61, 192, 193, 200, 700, 760, 760]);
    assert_eq!(scene.message.as_deref(), Some("that was the last edit"));
    scene.press(KeyCode::Left);
    assert_eq!(scene.at(), secs(700));
    scene.press(KeyCode::Home).press(KeyCode::Left);
    assert_eq!(
        scene.message.as_deref(),
        Some("there is no edit before this")
    );
}

#[test]
fn seeking_goes_by_ten_seconds_and_by_the_starts_of_stages() {
    let mut scene = Scene::new();
    scene.keys("..,");
    assert_eq!(scene.at(), secs(10));
    scene.keys(",,");
    assert_eq!(scene.at(), Duration::ZERO);
    scene.keys("]");
    assert_eq!(scene.at(), secs(612));
    assert!(scene.row("Notes ·").contains("Notes · Data "));
    scene.keys("]");
    assert_eq!(
        scene.message.as_deref(),
        Some("no stage was entered after this")
    );
    scene.press(KeyCode::End).keys(".");
    assert_eq!(scene.at(), secs(800));
    scene.keys("[[");
    assert_eq!(scene.at(), Duration::ZERO);
    scene.keys("[");
    assert_eq!(
        scene.message.as_deref(),
        Some("there is no stage before this")
    );
}

#[test]
fn a_word_is_typed_in_the_last_line_and_its_first_appearance_gone_to() {
    let mut scene = Scene::new();
    scene.keys("/P95");
    let row = scene.row("first appearance");
    assert!(row.contains("─ first appearance of: P95"), "{row}");
    assert!(scene.row("Enter go").contains("Esc back"));
    let (_, cursor) = scene.buffer();
    assert_eq!(cursor, Position::new(23 + 3, 22));
    scene.keys("⏎");
    assert_eq!(scene.at(), secs(192));
    assert_eq!(
        scene.message.as_deref(),
        Some("`P95` first appeared at 3:12 in Setup")
    );
    assert!(
        scene
            .screen()
            .contains("`P95` first appeared at 3:12 in Setup")
    );
    scene.keys("/uploads⏎");
    assert_eq!(
        scene.message.as_deref(),
        Some("`uploads` first appeared at 11:40 in Data")
    );
    scene.keys("/quux⏎");
    assert_eq!(scene.message.as_deref(), Some("`quux` never appeared"));
    assert_eq!(scene.at(), secs(700));
    scene.keys("/x").press(KeyCode::Esc);
    assert!(scene.screen().contains("Space play"));
    scene.keys("/⏎");
    assert_eq!((scene.message.clone(), scene.at()), (None, secs(700)));
}

#[test]
fn keys_typed_into_a_word_are_no_commands() {
    let mut scene = Scene::new();
    scene.keys("/q n]");
    assert!(scene.effects.is_empty());
    assert_eq!(scene.at(), Duration::ZERO);
    let paste = Input::Paste(" and\nmore".into());
    scene.screen.on(&paste, scene.now);
    assert!(scene.screen().contains("q n]"));
}

#[test]
fn a_comment_is_shown_where_its_first_line_was_written() {
    let pins = [
        pin(1, "uploads 4M/day, 60k user alt texts", "good: a source"),
        pin(
            0,
            &format!("\n{}\n{}", LINES[1], LINES[2]),
            "fix: name the unit",
        ),
        pin(
            0,
            "p95 under 1 s for suggestions, surely",
            "question: how sure?",
        ),
        pin(0, LINES[1], "fix: maybe\u{1b}[31m"),
        pin(0, "gone", "fix: never there"),
    ];
    let mut scene = Scene::of(interview(), &pins, (80, 24));
    let mut seen = Vec::new();
    for _ in 0..5 {
        scene.keys("n");
        seen.push((scene.at().as_secs(), scene.message.clone().unwrap()));
    }
    let seen: Vec<(u64, &str)> = seen
        .iter()
        .map(|(at, words)| (*at, words.as_str()))
        .collect();
    assert_eq!(
        seen,
        [
            (192, "comment 1 of 4: fix: name the unit"),
            (192, "comment 2 of 4: fix: maybe␛[31m"),
            (200, "comment 3 of 4: question: how sure?"),
            (760, "comment 4 of 4: good: a source"),
            (760, "that was the last comment"),
        ]
    );
    scene.screen.replay.seek(secs(195));
    scene.keys("N");
    assert_eq!(
        scene.message.as_deref(),
        Some("comment 2 of 4: fix: maybe␛[31m")
    );
    scene.keys("NN");
    assert_eq!(
        scene.message.as_deref(),
        Some("there is no comment before this")
    );
    let mut none = Scene::new();
    none.keys("n");
    assert_eq!(
        none.message.as_deref(),
        Some("there are no comments to go to")
    );
}

#[test]
fn the_keys_of_every_screen_work_here_too() {
    let mut scene = Scene::new();
    scene.keys("q").press(KeyCode::Esc);
    let ctrl = |letter| Input::Key(Key::ctrl(letter));
    let mut effects = std::mem::take(&mut scene.effects);
    effects.extend(scene.screen.on(&ctrl('c'), scene.now));
    let back = || Effect::Go(Route::Back);
    assert_eq!(effects, [back(), back(), back()]);
}

#[test]
fn the_view_follows_the_change_and_can_be_scrolled_until_the_next() {
    let text: String = (0..100).fold(String::new(), |text, n| text + &format!("line {n}\n"));
    let log = log_of([
        (0, enter(0)),
        (1000, edit(0, 0, 0, &text)),
        (2000, edit(0, 0, 0, "top ")),
        (3000, edit(0, 200, 0, "!")),
    ]);
    let mut scene = Scene::of(log, &[], (80, 24));
    scene.press(KeyCode::Right);
    assert!(scene.screen().contains("line 99"));
    scene.press(KeyCode::Right);
    assert!(scene.screen().contains("top line 0"));
    scene.press(KeyCode::PageDown);
    assert!(!scene.screen().contains("top line 0"));
    scene.press(KeyCode::PageUp).press(KeyCode::Down);
    assert!(!scene.screen().contains("top line 0"));
    scene.press(KeyCode::Up);
    assert!(scene.screen().contains("top line 0"));
    let wheel = Input::Wheel {
        column: 0,
        row: 9,
        up: false,
    };
    scene.screen.on(&wheel, scene.now);
    assert!(!scene.screen().contains("line 2\n"));
    scene.press(KeyCode::Right);
    assert!(scene.with(Modifier::UNDERLINED) == "!");
}

#[test]
fn the_notes_of_the_stage_in_which_something_changes_are_shown() {
    let log = log_of([
        (0, enter(0)),
        (60_000, enter(1)),
        (61_000, edit(0, 0, 0, "written outside")),
        (90_000, finish()),
    ]);
    let mut scene = Scene::of(log, &[], (80, 24));
    scene.screen.replay.seek(secs(60));
    assert!(scene.row("Notes ·").contains("Notes · Data "));
    scene.screen.replay.seek(secs(61));
    assert!(scene.row("Notes ·").contains("Notes · Setup "));
    assert_eq!(scene.row("+ \""), "+ \"written outside\"");
    scene.screen.replay.seek(secs(64));
    assert!(scene.row("Notes ·").contains("Notes · Data "));
}

#[test]
fn a_gap_in_the_record_is_reported() {
    let mut log = log_of([(0, enter(0)), (1000, edit(0, 0, 0, "a"))]);
    log.mark_gap();
    log.push(entry(9, 2000, edit(0, 1, 0, "b")));
    let mut scene = Scene::of(log, &[], (80, 24));
    scene.press(KeyCode::End);
    assert!(scene.screen().contains("the record has a hole"));
}

#[test]
fn control_characters_are_shown_as_marks() {
    let mut head = head(&["\u{1b}[2J", "Data"]);
    head.design.title = "a\u{202e}b\nc".into();
    let log = log_with(
        head,
        [
            (0, enter(0)),
            (1000, edit(0, 0, 0, "\u{1b}]0;owned\u{7}\r\nsecond\tline")),
            (2000, edit(0, 0, 14, "")),
            (2100, follow_up(0, "\u{1b}[31m\nred")),
        ],
    );
    let mut scene = Scene::of(log, &[], (80, 24));
    scene.press(KeyCode::End);
    let screen = scene.screen();
    let is_rude = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
    assert!(!screen.contains(is_rude), "{screen:?}");
    assert_eq!(scene.row("- \""), "- \"␛]0;owned␇↵se\"");
    assert_eq!(
        scene.row("follow-up \""),
        "0:02 follow-up \"␛[31m↵red\" · 0:00 entered ␛[2J"
    );
}

#[test]
fn a_long_change_is_cut_to_its_line() {
    let (old, new) = ("old ".repeat(100), "new ".repeat(9000));
    let log = log_of([(1000, edit(0, 0, 0, &old)), (2000, edit(0, 0, 400, &new))]);
    let mut scene = Scene::of(log, &[], (60, 20));
    scene.press(KeyCode::End);
    let row = scene.row("- \"");
    assert!(
        row.contains("…\"  + \"new") && row.ends_with("…\""),
        "{row}"
    );
    assert!(row.chars().count() <= 58, "{row}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_log_no_key_and_no_size_breaks_it(
        log in any_log(),
        width in 1..90_u16, height in 1..28_u16,
        keys in prop::collection::vec((prop::sample::select(" ,.[]nN123456/ab⏎?q←→↑↓⇞⇟⌂⇲⎋".chars().collect::<Vec<_>>()), 0..3000_u64), 0..30),
    ) {
        let pins = [pin(0, "ab", "fix: a"), pin(7, "\n", "good: b")];
        let mut scene = Scene::of(log, &pins, (width, height));
        for (key, after) in keys {
            scene.press(match key {
                '⏎' => KeyCode::Enter,
                '←' => KeyCode::Left,
                '→' => KeyCode::Right,
                '↑' => KeyCode::Up,
                '↓' => KeyCode::Down,
                '⇞' => KeyCode::PageUp,
                '⇟' => KeyCode::PageDown,
                '⌂' => KeyCode::Home,
                '⇲' => KeyCode::End,
                '⎋' => KeyCode::Esc,
                other => KeyCode::Char(other),
            });
            scene.later(ms(after));
            let (buffer, cursor) = scene.buffer();
            prop_assert!(buffer.area.contains(cursor), "{cursor:?} in {:?}", buffer.area);
        }
    }
}

#[test]
fn from_100_columns_on_all_events_are_beside_the_notes_and_a_click_on_the_timeline_goes_to_its_time()
 {
    let mut scene = Scene::of(
        interview(),
        &[pin(0, LINES[1], "fix: name the unit")],
        (120, 36),
    );
    scene.keys("]");
    insta::assert_snapshot!(scene.screen());
    let click = Input::Click {
        column: 2 + 8,
        row: 4,
        dragged: false,
    };
    scene.screen.on(&click, scene.now);
    assert_eq!(scene.at(), Duration::ZERO);
}

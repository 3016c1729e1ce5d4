//! Plays key scripts with times on the replay and checks the screens.

mod moving;
mod playing;
mod showing;

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
use crate::tui::effect::{Route, StatusMessage};
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
        let message = self.message.as_deref().map(StatusMessage::from);
        let screen = &mut self.screen;
        let context = DrawContext {
            symbols: crate::domain::symbols::Symbols::Unicode,
            now: self.now,
            keys: &remap::NONE,
            clicks: &Clicks::default(),
            message: message.as_ref(),
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
fn the_rows_that_the_notes_leave_go_to_the_events() {
    let mut scene = Scene::of(interview(), &[], (90, 30));
    scene.screen.replay.seek(secs(208));
    insta::assert_snapshot!(scene.screen());
}

#[test]
fn where_the_notes_leave_no_row_the_recent_events_are_on_one_line() {
    let notes = "a line\n".repeat(30);
    let log = log_of([
        (0, enter(0)),
        (1000, edit(0, 0, 0, &notes)),
        (2000, follow_up(0, "why?")),
    ]);
    let mut scene = Scene::of(log, &[], (90, 24));
    scene.press(KeyCode::End);
    assert_eq!(
        scene.row("follow-up \""),
        "0:02 follow-up \"why?\" · 0:00 entered Setup"
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

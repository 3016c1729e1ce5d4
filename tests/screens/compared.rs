//! The comparison of two attempts: a page made from two sessions.

use crossterm::event::KeyCode;
use forty::content::library::Library;
use forty::domain::compare::Comparison;
use forty::domain::content::design::Design;
use forty::domain::judging::report::Report;
use forty::domain::judging::viewer::Viewer;
use forty::domain::session::Session;
use forty::domain::session::event::{Entry, Event, Evidence, Head};
use forty::domain::session::log::Log;
use forty::domain::session::notes::Edit;
use forty::report::compare;
use forty::tui::effect::{Effect, Route};
use forty::tui::input::{Input, Key};
use forty::tui::screens::compared::ComparedScreen;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::play::{Play, context, named_key, text_of};

/// A finished attempt that was started on a day of November, and its log.
fn attempt(day: u32, notes: &str, shown: &[usize], level: u8) -> (Session, Log, Design) {
    let opened = Library::new(Vec::new());
    let design = opened.open("image-caption-generator").unwrap().design;
    let mut head: Head = Play::start((80, 24)).record().head.clone();
    head.id = format!("202611{day:02}-090000-image-caption-generator-0001");
    head.wall =
        chrono::DateTime::parse_from_rfc3339(&format!("2026-11-{day:02}T09:00:00+01:00")).unwrap();
    let edit = Edit {
        at: 0,
        removed: 0,
        inserted: notes.to_owned(),
    };
    let wall = head.wall;
    let mut session = Session::new(head.clone());
    let mut events = vec![
        (0, Event::Head(Box::new(head))),
        (70, Event::edit(0, edit)),
        (
            80,
            Event::Covered {
                stage: 0,
                prompt: day as usize % 2,
            },
        ),
        (
            330,
            Event::Finish {
                wall,
                by: forty::domain::session::event::FinishedBy::Key,
                notes_crc: Vec::new(),
            },
        ),
    ];
    let evidence = |item: usize| Evidence {
        look_for: design.stages[0].rubric[item].look_for.clone(),
        level: "solid".into(),
        in_stage: 0,
        line: 0,
        text: "words".into(),
    };
    events.extend(shown.iter().map(|item| {
        let (stage, item, evidence) = (0, *item, evidence(*item));
        (
            330,
            Event::ItemShown {
                stage,
                item,
                evidence,
            },
        )
    }));
    events.push((330, Event::StageClosed { stage: 0, level }));
    let mut log = Log::default();
    for (n, (seconds, mut event)) in (1..).zip(events) {
        if let Event::Finish { notes_crc, .. } = &mut event {
            *notes_crc = session.stages.iter().map(|page| page.notes.crc()).collect();
        }
        let entry = Entry {
            n,
            at: std::time::Duration::from_secs(seconds),
            after: session.is_finished().then_some(0),
            event,
        };
        session.apply(&entry);
        log.push(entry);
    }
    (session, log, design)
}

/// The screen without the app.
struct Compared {
    screen: ComparedScreen,
    terminal: Terminal<TestBackend>,
    asked: Vec<Effect>,
}

impl Compared {
    fn open(size: (u16, u16)) -> Self {
        let first = "alt text first\n  - p95 under 1 s *always*\nthe same";
        let second = "alt text first\n  - p95 under 2 s *always*\nCIDEr offline\nthe same";
        let attempts = [
            attempt(9, second, &[0, 1, 2], 2),
            attempt(3, first, &[0], 1),
        ];
        let [a, b] = attempts.each_ref().map(|(session, log, design)| {
            Report::new(session, Some(design), log, &[], Viewer::Candidate)
        });
        let comparison = Comparison::of(&a, &b).unwrap();
        let changes = compare::changes(&comparison);
        let mut compared = Self {
            screen: ComparedScreen::new(comparison, changes),
            terminal: Terminal::new(TestBackend::new(size.0, size.1)).unwrap(),
            asked: Vec::new(),
        };
        compared.draw();
        compared
    }

    fn press(&mut self, keys: &[&str]) -> &mut Self {
        for name in keys {
            let (code, modifiers) = named_key(name);
            self.take(&Input::Key(Key::with(code, modifiers)));
        }
        self
    }

    fn take(&mut self, input: &Input) {
        let effects = self.screen.on(input);
        self.asked.extend(effects);
        self.draw();
    }

    fn draw(&mut self) {
        let screen = &mut self.screen;
        self.terminal
            .draw(|frame| screen.draw(frame, &context(None)))
            .unwrap();
    }

    fn screen(&self) -> String {
        text_of(self.terminal.backend().buffer(), "\0")
    }
}

const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];

#[test]
fn two_attempts_stand_side_by_side() {
    let screens = SIZES.map(|size| Compared::open(size).screen());
    insta::assert_snapshot!(screens.join("\n"));
}

#[test]
fn a_stage_tells_marks_and_what_changed_in_the_notes() {
    let screens = SIZES.map(|size| Compared::open(size).press(&["tab"]).screen());
    insta::assert_snapshot!(screens.join("\n"));
}

#[test]
fn the_arrows_choose_the_stage_whose_changes_are_shown() {
    let mut compared = Compared::open((80, 24));
    let first = compared.screen();
    assert!(first.contains("1 line removed"), "{first}");
    let last = compared.press(&["up"]).screen();
    assert!(last.contains("▸ Monitor "), "{last}");
    assert!(last.contains("0 lines removed"), "{last}");
    assert_eq!(compared.press(&["down"]).screen(), first);
}

#[test]
fn the_levels_come_first_and_stay_at_every_size_and_the_days_of_both_attempts_are_whole() {
    for size in [(60, 20), (80, 24), (120, 40), (200, 60)] {
        let screen = Compared::open(size).screen();
        for words in [
            "▂1 → ▄2    +2 –0    5:30 → 5:30",
            "1 → 1",
            "11-03",
            ", then ",
            "11-09",
        ] {
            assert!(screen.contains(words), "no {words}:\n{screen}");
        }
        assert!(
            !screen.contains("- → "),
            "one dash where both are empty:\n{screen}"
        );
    }
}

#[test]
fn the_keys_that_go_back_ask_for_the_screen_before() {
    for key in [KeyCode::Esc, KeyCode::Enter, KeyCode::Char('q')] {
        let mut compared = Compared::open((80, 24));
        compared.take(&Input::Key(Key::plain(key)));
        assert_eq!(compared.asked, [Effect::Go(Route::Back)], "{key:?}");
    }
}

#[test]
fn no_text_of_a_session_acts_as_markdown_or_drives_the_terminal() {
    let hostile = "# h *b* | c | `d` \u{1b}[31m \u{202e}\n\n\n- x **y\n```\n";
    let (mut old, mut new) = (attempt(3, hostile, &[], 1), attempt(9, "", &[], 1));
    new.0.head.candidate = "*A* | \u{1b}[2J".into();
    old.0.head.plan.stages[0].title = "| *Set*\n## up".into();
    let [a, b] = [&old, &new].map(|(session, log, design)| {
        Report::new(session, Some(design), log, &[], Viewer::Candidate)
    });
    let comparison = Comparison::of(&a, &b).unwrap();
    let changes = compare::changes(&comparison);
    let mut screen = ComparedScreen::new(comparison, changes);
    let mut terminal = Terminal::new(TestBackend::new(100, 200)).unwrap();
    terminal
        .draw(|frame| screen.draw(frame, &context(None)))
        .unwrap();
    let drawn = text_of(terminal.backend().buffer(), "\0");
    for line in [
        "- # h *b* | c | `d` ␛[31m \u{fffd}",
        "- - x **y",
        "- ```",
        "*A* | ␛[2J",
    ] {
        assert!(drawn.contains(line), "{line} in {drawn}");
    }
}

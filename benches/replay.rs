//! What it costs to go to any moment of a long session: 20,000 events, edits in all five stages, whole notes every 200.
//! `cargo bench --bench replay`. A seek must take less than a frame of 16 ms.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::hint::black_box;
use std::time::Duration;

use divan::Bencher;
use forty::clock::Clock;
use forty::content::library::Library;
use forty::content::{Origin, read_design, shipped};
use forty::domain::session::Session;
use forty::domain::session::event::{
    DesignName, EnteredBy, Entry, Event, FORMAT, Head, RunOptions,
};
use forty::domain::session::log::Log;
use forty::domain::session::notes::Edit;
use forty::domain::session::plan::{Minutes, Plan};
use forty::domain::session::replay::Replay;
use forty::tui::draw_context::DrawContext;
use forty::tui::input::{Input, Key};
use forty::tui::screens::replay::ReplayScreen;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

const EVENTS: u64 = 20_000;
const STAGES: u64 = 5;
const MOMENT: Duration = Duration::from_millis(120);

fn main() {
    divan::main();
}

fn head() -> Head {
    let entry = shipped::design("llm-serving").unwrap();
    let (design, _) = read_design(entry.file.name, &entry.file.text(), Origin::Shipped).unwrap();
    let library = Library::new(Vec::new());
    Head {
        format: FORMAT,
        program: "forty 0".into(),
        id: "20261123-140512-a-0000".into(),
        design: DesignName {
            id: design.id.clone(),
            title: design.title.clone(),
        },
        candidate: "sam".into(),
        assignment: None,
        seed: 1,
        options: RunOptions::default(),
        wall: chrono::DateTime::parse_from_rfc3339("2026-11-23T14:05:12+01:00").unwrap(),
        design_crc: None,
        plan: Plan::new(library.framework(), &design, &Minutes::AsFramework).unwrap(),
    }
}

/// Words typed letter by letter at places all over the notes, here and there a letter taken out again.
fn log() -> Log {
    let head = head();
    let mut log = Log::default();
    let mut session = Session::new(head.clone());
    let mut add = |event: Event, session: &mut Session| {
        let n = session.n + 1;
        let entry = Entry {
            n,
            at: MOMENT * n as u32,
            after: None,
            event,
        };
        session.apply(&entry);
        log.push(entry);
    };
    add(Event::Head(Box::new(head)), &mut session);
    let letters = "sources: uploads 4M/day, 60k user alt texts\n";
    for (place, letter) in (0..EVENTS - 1).zip(letters.chars().cycle()) {
        let stage = (place * STAGES / EVENTS) as usize;
        let len = session.stages[stage].notes.rope().len_chars();
        let event = if place % (EVENTS / STAGES) == 0 {
            let by = EnteredBy::Key;
            Event::Entered { stage, by }
        } else if place % 200 == 0 {
            let notes = session.stages[stage].notes.to_string();
            Event::keyframe(stage, notes)
        } else if place % 10 == 0 && len > 0 {
            let at = len - 1;
            edit(stage, at, 1, "")
        } else if place % 500 < 50 {
            edit(stage, len / 3, 0, &letter.to_string())
        } else {
            edit(stage, len, 0, &letter.to_string())
        };
        add(event, &mut session);
    }
    log
}

fn edit(stage: usize, at: usize, removed: usize, inserted: &str) -> Event {
    let inserted = inserted.into();
    let edit = Edit {
        at,
        removed,
        inserted,
    };
    Event::edit(stage, edit)
}

/// Places that follow no order: a full turn through all of them by a step that shares no factor with their number.
fn places() -> impl FnMut() -> usize {
    let mut place = 0;
    move || {
        place = (place + 7919) % EVENTS as usize;
        place
    }
}

#[divan::bench]
fn opening(bencher: Bencher<'_, '_>) {
    let log = log();
    bencher
        .with_inputs(|| log.clone())
        .bench_values(|log| Replay::of(log).unwrap());
}

#[divan::bench(sample_count = 1000)]
fn seeking_anywhere(bencher: Bencher<'_, '_>) {
    let mut replay = Replay::of(log()).unwrap();
    let mut next = places();
    bencher.bench_local(|| {
        replay.seek(MOMENT * next() as u32);
        black_box(replay.position())
    });
}

#[divan::bench(sample_count = 1000)]
fn stepping_back(bencher: Bencher<'_, '_>) {
    let mut replay = Replay::of(log()).unwrap();
    replay.go_to(EVENTS as usize);
    bencher.bench_local(|| black_box(replay.step(true)));
}

/// The last place at which a search can end: the word never stood there.
#[divan::bench]
fn first_appearance_of_what_never_stood(bencher: Bencher<'_, '_>) {
    let replay = Replay::of(log()).unwrap();
    bencher.bench_local(|| black_box(replay.first_appearance("p99")));
}

#[divan::bench]
fn first_lines_of_a_hundred_comments(bencher: Bencher<'_, '_>) {
    let replay = Replay::of(log()).unwrap();
    let wanted = [(4, "a line that never stood anywhere"); 100];
    bencher.bench_local(|| black_box(replay.first_lines(&wanted)));
}

/// Ten seconds on with the key, from the start again at the end, and the screen that shows it.
#[divan::bench(sample_count = 1000)]
fn a_key_and_its_screen(bencher: Bencher<'_, '_>) {
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
    let mut screen = ReplayScreen::new(Replay::of(log()).unwrap(), None);
    let now = Clock::new().read();
    let context = DrawContext {
        now,
        keys: &forty::tui::keys::remap::NONE,
        clicks: &forty::tui::widgets::clicks::Clicks::default(),
        symbols: forty::domain::symbols::Symbols::default(),
        message: None,
        unsaved: None,
        unsaved_for: std::time::Duration::ZERO,
        unsynced: None,
    };
    let mut keys = ['.', '.', '.', ',', ']', '['].iter().cycle();
    bencher.bench_local(|| {
        let key = Key::char(*keys.next().unwrap());
        black_box(screen.on(&Input::Key(key), now));
        terminal.draw(|frame| screen.draw(frame, &context)).unwrap();
    });
}

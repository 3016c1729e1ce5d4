//! What is felt: the first frame, the echo of a key with its write to disk, and a second of the clock.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::time::Duration;

use divan::Bencher;
use forty::app::context::AppContext;
use forty::app::start::StartRequest;
use forty::clock::Clock;
use forty::content::library::Library;
use forty::domain::interview::follow_ups::SplitMix64;
use forty::domain::interview::setup::Setup;
use forty::domain::settings::Settings;
use forty::store::{Given, Paths};
use forty::tui::os_events::LoopMessage;
use forty::tui::router::App;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use tempfile::TempDir;

fn main() {
    divan::main();
}

fn context(home: &TempDir) -> AppContext {
    let given = Given {
        home: Some(home.path().to_owned()),
        ..Given::default()
    };
    AppContext {
        coaches_remark: None,
        is_candidate_named: false,
        paths: Paths::resolve(&given).unwrap(),
        library: Library::new(Vec::new()),
        settings: Settings::default(),
        settings_remark: None,
        program: "forty 0".into(),
        chance: SplitMix64(7),
        rescued: Vec::new(),
    }
}

#[divan::bench]
fn first_frame_of_home(bencher: Bencher<'_, '_>) {
    let home = tempfile::tempdir().unwrap();
    let now = Clock::new().read();
    bencher.bench_local(|| {
        let mut app = App::home(context(&home), now);
        let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
        terminal.draw(|frame| app.draw(frame, now)).unwrap();
    });
}

/// One key: taken in, written to the journal, drawn.
#[divan::bench(args = [0, 10_000, 100_000])]
fn echo_of_a_key(bencher: Bencher<'_, '_>, characters: usize) {
    let home = tempfile::tempdir().unwrap();
    let mut now = Clock::new().read();
    let start = StartRequest::New(Setup::of("image-caption-generator"));
    let mut app = App::interview(context(&home), &start, now).unwrap();
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
    let text = "some words of a note\n".repeat(characters / 21);
    let paste = format!("\x1b[200~{text}\x1b[201~").into_bytes();
    app.turn(&[LoopMessage::Bytes(paste, now.awake)], now);
    bencher.bench_local(|| {
        now.awake += Duration::from_micros(100);
        now.boot += Duration::from_micros(100);
        app.turn(&[LoopMessage::Bytes(b"x".to_vec(), now.awake)], now);
        terminal.draw(|frame| app.draw(frame, now)).unwrap();
        app.wait(now)
    });
}

/// One wake-up of a running clock with nobody typing.
#[divan::bench]
fn second_of_the_clock(bencher: Bencher<'_, '_>) {
    let home = tempfile::tempdir().unwrap();
    let mut now = Clock::new().read();
    let start = StartRequest::New(Setup::of("image-caption-generator"));
    let mut app = App::interview(context(&home), &start, now).unwrap();
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
    bencher.bench_local(|| {
        let wait = app.wait(now).unwrap_or_default();
        now.awake += wait;
        now.boot += wait;
        app.turn(&[], now);
        terminal.draw(|frame| app.draw(frame, now)).unwrap();
    });
}

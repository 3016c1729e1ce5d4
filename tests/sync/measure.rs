//! The figures of `docs/sync.md`: `cargo test --features sync-test --test sync measure -- --ignored --nocapture`. `FORTY_SYNC`
//! names a program that was built for speed.

use std::process::Stdio;
use std::time::Duration;

use forty::clock::Clock;
use forty::sync::keys::{self, Object};

use crate::home::Home;
use crate::server::{Server, Stored};

/// How many sessions are sent and received.
const SENT: usize = 300;
/// How many sessions a season has, and how many of them are new.
const SEASON: usize = 50_000;
const NEW: usize = 10;

/// Runs a command that must succeed: its time in seconds, its requests, and the most memory that it had, in MB.
fn measure(home: &Home, server: &Server, words: &[&str]) -> (f64, usize, f64) {
    server.requests();
    let clock = Clock::new();
    let mut command = home.spawned(words);
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0.0_f64;
    let ended = loop {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
        peak = peak.max(kilobytes.unwrap_or_default() / 1000.0);
        if let Some(ended) = child.try_wait().unwrap() {
            break ended;
        }
        std::thread::park_timeout(Duration::from_millis(2));
    };
    assert!(ended.success(), "{words:?}");
    (clock.awake().as_secs_f64(), server.requests(), peak)
}

fn say(what: &str, (time, requests, peak): (f64, usize, f64)) {
    println!("{what}: {time:.2} s, {requests} requests, at most {peak:.0} MB");
}

/// Puts a season of objects into the store whose bytes nobody looks at, over 120 days up to today.
fn plant(server: &Server, today: chrono::NaiveDate) -> Vec<String> {
    let object = |index: usize| Object::Session {
        day: today - chrono::TimeDelta::days(i64::try_from(index * 120 / SEASON).unwrap()),
        candidate: keys::candidate(&format!("candidate {}", index % 1000)),
        session: format!("20261001-120000-fraud-detection-{index:05}"),
        sha: keys::sha_of(&index.to_be_bytes()),
        is_sealed: false,
    };
    let keys: Vec<String> = (0..SEASON - NEW).map(|index| object(index).key()).collect();
    for key in &keys {
        let stored = Stored {
            bytes: vec![0; 8],
            second: 0,
        };
        server
            .state
            .objects()
            .insert(format!("autumn/{key}"), stored);
    }
    keys
}

#[test]
#[ignore = "it measures"]
fn measure_pushes_and_pulls() {
    let server = Server::start();
    let (sam, ada) = (Home::candidate("sam", SENT, 60), Home::empty());
    sam.init(&server, &["--candidate", "sam"]);
    ada.init(&server, &["--coach"]);
    let sent = sam.finished().len() as f64;
    let pushed = measure(&sam, &server, &["push"]);
    let bytes: usize = server
        .state
        .objects()
        .values()
        .map(|stored| stored.bytes.len())
        .sum();
    say("push", pushed);
    println!(
        "  {:.0} sessions a second, {:.0} bytes a session",
        sent / pushed.0,
        bytes as f64 / sent
    );
    say("the same push again", measure(&sam, &server, &["push"]));
    let pulled = measure(&ada, &server, &["pull"]);
    say("pull", pulled);
    println!("  {:.0} sessions a second", sent / pulled.0);
}

#[test]
#[ignore = "it measures"]
fn measure_a_season() {
    let server = Server::start();
    let now = forty::clock::wall();
    let keys = plant(&server, keys::day(&now));
    let ada = Home::empty();
    ada.init(&server, &["--coach"]);
    say(
        "a first listing of 50,000 sessions",
        measure(&ada, &server, &["pull", "--dry-run"]),
    );
    let log = ada.state().join("sync");
    let log = std::fs::read_dir(log)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let log = log
        .into_iter()
        .find(|path| path.extension().is_some_and(|it| it == "log"))
        .unwrap();
    let mut lines: Vec<String> = keys.iter().map(|key| format!("done {key}")).collect();
    let full = lines.join("\n") + "\n";
    forty::store::files::replace(&log, full.as_bytes()).unwrap();
    say(
        "the whole store, with nothing new",
        measure(&ada, &server, &["pull", "--dry-run"]),
    );
    lines.push(format!("listed {}", keys::day_text(keys::day(&now))));
    lines.push(format!("listed-all {}", now.to_rfc3339()));
    forty::store::files::replace(&log, (lines.join("\n") + "\n").as_bytes()).unwrap();
    let sam = Home::candidate("sam", NEW + 2, 61);
    sam.init(&server, &["--candidate", "sam"]);
    sam.json(&["push"]);
    let new = sam.finished().len();
    say(
        &format!("a pull with {new} of 50,000 new"),
        measure(&ada, &server, &["pull"]),
    );
    assert_eq!(ada.finished().len(), new);
    say("a pull with nothing new", measure(&ada, &server, &["pull"]));
}

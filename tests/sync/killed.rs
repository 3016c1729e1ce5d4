//! A push and a pull that are killed at any moment: nothing is lost and nothing is doubled.

use std::collections::BTreeSet;
use std::process::Stdio;
use std::sync::atomic::Ordering;
use std::time::Duration;

use crate::home::Home;
use crate::server::Server;

/// How often a command is killed.
const KILLS: usize = 25;

/// Starts a command and kills it once the server has had so many more requests.
fn killed_after(home: &Home, server: &Server, words: &[&str], requests: usize) {
    server.requests();
    let mut child = home.spawned(words);
    let mut child = child
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    while server.state.requests.load(Ordering::Relaxed) < requests {
        if child.try_wait().unwrap().is_some() {
            return;
        }
        std::thread::park_timeout(Duration::from_micros(200));
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_push_that_is_killed_again_and_again_sends_every_session_once() {
    let server = Server::start();
    let sam = Home::candidate("sam", 60, 40);
    sam.init(&server, &["--candidate", "sam"]);
    for kill in 0..KILLS {
        killed_after(&sam, &server, &["push"], 1 + kill % 5);
    }
    sam.json(&["push"]);
    let keys = server.keys();
    let sessions: BTreeSet<&str> = keys
        .iter()
        .filter_map(|key| key.split('/').nth(5))
        .collect();
    let finished = sam.finished();
    assert_eq!(sessions.into_iter().collect::<Vec<_>>(), finished);
    assert_eq!(keys.len(), finished.len());
    sam.sync(&["verify"]).assert().success();
}

#[test]
fn a_pull_that_is_killed_again_and_again_receives_every_session_whole() {
    let server = Server::start();
    let (sam, coach) = (Home::candidate("sam", 60, 41), Home::empty());
    sam.init(&server, &["--candidate", "sam"]);
    coach.init(&server, &["--coach"]);
    sam.json(&["push"]);
    for kill in 0..KILLS {
        killed_after(&coach, &server, &["pull"], 1 + kill % 7);
    }
    coach.json(&["pull"]);
    assert_eq!(coach.finished(), sam.finished());
    for id in coach.finished() {
        let packed = |home: &Home| forty::store::pack_record(&home.sessions().join(&id)).unwrap();
        assert_eq!(packed(&coach), packed(&sam));
    }
    // What the killed ones left is cleared.
    let left = std::fs::read_dir(coach.sessions()).unwrap();
    let left = left.filter(|entry| {
        let name = entry.as_ref().unwrap().file_name();
        name.to_string_lossy().starts_with('.')
    });
    assert_eq!(left.count(), 0);
}

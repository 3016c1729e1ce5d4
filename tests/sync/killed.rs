//! A push and a pull that are killed at any moment: nothing is lost and nothing is doubled.

use std::collections::BTreeSet;
use std::process::Stdio;
use std::sync::atomic::Ordering;
use std::time::Duration;

use crate::home::Home;
use crate::server::Server;

/// How often a command is killed.
const KILLS: usize = 25;

/// Starts a command and kills it once the server has had so many more requests. Returns whether it was killed before its end.
fn killed_after(home: &Home, server: &Server, words: &[&str], requests: usize) -> bool {
    server.requests();
    let mut child = home.spawned(words);
    let mut child = child
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    while server.state.requests.load(Ordering::Relaxed) < requests {
        if child.try_wait().unwrap().is_some() {
            return false;
        }
        std::thread::park_timeout(Duration::from_micros(200));
    }
    child.kill().unwrap();
    !child.wait().unwrap().success()
}

#[test]
fn a_push_that_is_killed_again_and_again_sends_every_session_once() {
    let server = Server::start();
    let sam = Home::candidate("sam", 60, 40);
    sam.init(&server, &["--candidate", "sam"]);
    let kills = (0..KILLS).filter(|kill| killed_after(&sam, &server, &["push"], 1 + kill % 5));
    assert!(kills.count() >= 3);
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
fn a_first_push_that_is_killed_after_the_log_was_lost_sends_nothing_twice() {
    let server = Server::start();
    let sam = Home::candidate("sam", 60, 42);
    sam.init(&server, &["--candidate", "sam"]);
    sam.json(&["push"]);
    // Half of them were sent on the day of their start, the others never.
    let mut all = std::mem::take(&mut *server.state.objects()).into_iter();
    while let (Some((key, stored)), _) = (all.next(), all.next()) {
        let mut parts: Vec<String> = key.split('/').map(str::to_owned).collect();
        let start = &parts[5][..8];
        parts[3] = format!("{}-{}-{}", &start[..4], &start[4..6], &start[6..]);
        server.state.objects().insert(parts.join("/"), stored);
    }
    let lose_log = || std::fs::remove_dir_all(sam.state().join("sync")).unwrap();
    lose_log();
    let mut kills = 0;
    // The first request lists, and the ones after it send.
    for kill in 0..KILLS {
        kills += usize::from(killed_after(&sam, &server, &["push"], 1 + kill % 4));
        if kill % 3 == 0 {
            lose_log();
        }
    }
    assert!(kills >= 5);
    sam.json(&["push"]);
    let keys = server.keys();
    let sessions: BTreeSet<&str> = (keys.iter())
        .filter_map(|key| key.split('/').nth(5))
        .collect();
    assert_eq!(sessions.into_iter().collect::<Vec<_>>(), sam.finished());
    assert_eq!(keys.len(), sam.finished().len());
    assert_eq!(sam.json(&["push"])["unchanged"], sam.finished().len());
}

#[test]
fn a_pull_that_is_killed_again_and_again_receives_every_session_whole() {
    let server = Server::start();
    let (sam, coach) = (Home::candidate("sam", 60, 41), Home::empty());
    sam.init(&server, &["--candidate", "sam"]);
    coach.init(&server, &["--coach"]);
    sam.json(&["push"]);
    let kills = (0..KILLS).filter(|kill| killed_after(&coach, &server, &["pull"], 1 + kill % 7));
    assert!(kills.count() >= 3);
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

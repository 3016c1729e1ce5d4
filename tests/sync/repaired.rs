//! Objects of this machine that the store damaged: `verify` finds them, and the next push puts them right.

use predicates::str::contains;

use crate::exchange::encrypted;
use crate::home::{Home, changes, files};
use crate::server::Server;

const NOON: &str = "2026-11-28T12:00:00+01:00";

/// Changes a byte in every object of which the key has this part.
fn damage(server: &Server, part: &str) {
    for (key, stored) in server.state.objects().iter_mut() {
        if key.contains(part) {
            stored.bytes[40] ^= 1;
            stored.second += 1000;
        }
    }
}

/// Moves what was sent today, and what the machine knows of it, to another day.
fn to_another_day(server: &Server, home: &Home, day: &str) {
    let mut objects = server.state.objects();
    let all = std::mem::take(&mut *objects).into_iter();
    let mut today = String::new();
    for (key, stored) in all {
        let mut parts: Vec<&str> = key.split('/').collect();
        parts[3].clone_into(&mut today);
        parts[3] = day;
        objects.insert(parts.join("/"), stored);
    }
    let logs = files(&home.state().join("sync")).into_iter();
    for log in logs.filter(|path| path.extension().is_some_and(|it| it == "log")) {
        let text = std::fs::read_to_string(&log).unwrap();
        let text = text.replace(&format!("/{today}/"), &format!("/{day}/"));
        forty::store::files::replace(&log, text.as_bytes()).unwrap();
    }
}

#[test]
fn a_damaged_session_is_sent_again_under_its_key_also_on_another_day() {
    let server = Server::start();
    let (sam, coach) = (Home::candidate("sam", 4, 80), Home::empty());
    sam.init(&server, &["--candidate", "sam"]);
    coach.init(&server, &["--coach"]);
    sam.json(&["push"]);
    to_another_day(&server, &sam, "2026-10-01");
    let keys = server.keys();
    let id = sam.finished()[0].clone();
    damage(&server, &id);
    let found = sam.sync(&["verify"]).assert().code(1);
    found.stderr(contains("the next push corrects that"));
    assert_eq!(changes(&sam.json(&["push"])), 1);
    assert_eq!(server.keys(), keys);
    sam.sync(&["verify"]).assert().success();
    assert_eq!(changes(&sam.json(&["push"])), 0);
    assert_eq!(changes(&coach.json(&["pull"])), sam.finished().len());
    // Who did not send it says it, and leaves it to its sender.
    damage(&server, &id);
    coach.sync(&["verify"]).assert().code(1);
    assert_eq!(changes(&coach.json(&["push"])), 0);
}

#[test]
fn a_push_that_was_killed_before_it_put_a_session_right_does_so_the_next_time() {
    let server = Server::start();
    let sam = Home::candidate("sam", 3, 81);
    sam.init(&server, &["--candidate", "sam"]);
    sam.json(&["push"]);
    damage(&server, "v1/sessions");
    sam.sync(&["verify"]).assert().code(1);
    // Killed after it wrote down its plan: the damaged object is there, which is no reason to believe it.
    let log = files(&sam.state().join("sync")).into_iter();
    let mut log = log.filter(|path| path.extension().is_some_and(|it| it == "log"));
    let log = log.next().unwrap();
    let text = std::fs::read_to_string(&log).unwrap();
    let pushed: Vec<String> = (text.lines())
        .filter_map(|line| line.strip_prefix("pushed "))
        .map(|rest| format!("planned {rest}\n"))
        .collect();
    forty::store::files::replace(&log, (text.clone() + &pushed.concat()).as_bytes()).unwrap();
    assert_eq!(changes(&sam.json(&["push"])), sam.finished().len());
    sam.sync(&["verify"]).assert().success();
}

#[test]
fn a_damaged_encrypted_object_is_replaced_by_another_and_removed() {
    let server = Server::start();
    let (sam, ada) = (Home::candidate("sam", 3, 82), Home::empty());
    encrypted(&server, &sam, &ada);
    sam.json(&["push"]);
    ada.json(&["pull"]);
    let id = sam.finished()[0].clone();
    ada.review("ada", &id, "a message", NOON);
    ada.json(&["push"]);
    let count = server.keys().len();
    damage(&server, &format!("/{id}/"));
    for home in [&sam, &ada] {
        home.sync(&["verify"]).assert().code(1);
        let said = home.json(&["push"]);
        assert_eq!(changes(&said), 2, "{said}");
        assert_eq!(said["changes"][1]["act"], "removed");
        assert_eq!(changes(&home.json(&["push"])), 0);
    }
    assert_eq!(server.keys().len(), count);
    for home in [&sam, &ada] {
        home.sync(&["verify"]).assert().success();
    }
    assert_eq!(changes(&sam.json(&["pull"])), 1);
    assert_eq!(sam.messages(&id), ["a message"]);
}

#[test]
fn a_damaged_version_of_a_session_that_grew_since_is_removed() {
    let server = Server::start();
    let sam = Home::candidate("sam", 3, 83);
    sam.init(&server, &["--candidate", "sam"]);
    sam.json(&["push"]);
    let id = sam.finished()[0].clone();
    damage(&server, &id);
    sam.grow(&id, "say the peak");
    sam.json(&["push"]);
    sam.sync(&["verify"]).assert().code(1);
    assert_eq!(sam.json(&["push"])["changes"][0]["act"], "removed");
    sam.sync(&["verify"]).assert().success();
}

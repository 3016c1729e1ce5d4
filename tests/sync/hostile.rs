//! A store that lies, fails, is cut short, stale, slow or out of order, and people who put into it what they like: it costs a
//! message, never a session, and nothing is written outside the sessions folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use forty::store;
use forty::sync::keys::{self, Object};
use predicates::prelude::*;
use predicates::str::contains;
use serde_json::Value;

use crate::home::{Home, changes, files};
use crate::server::{BUCKET, Server, Stored};

const ID: &str = "20261123-130512-image-caption-generator-661c";

/// A server with the sessions of one candidate, and a coach who has pulled nothing yet.
fn shared(count: usize, seed: u64) -> (Server, Home, Home) {
    let server = Server::start();
    let (sam, coach) = (Home::candidate("sam", count, seed), Home::empty());
    sam.init(&server, &["--candidate", "sam"]);
    coach.init(&server, &["--coach"]);
    sam.json(&["push"]);
    (server, sam, coach)
}

/// What a command says in JSON, whether it fails or not.
fn said(home: &Home, words: &[&str]) -> Value {
    let output = home.sync(words).arg("--json").assert();
    serde_json::from_slice(&output.get_output().stdout).unwrap()
}

fn count(said: &Value, list: &str) -> usize {
    said[list].as_array().unwrap().len()
}

/// Puts bytes under the key that their hash gives, for a session of this candidate and id.
fn plant(server: &Server, name: &str, id: &str, bytes: &[u8]) -> String {
    let object = Object::Session {
        day: keys::day(&chrono::DateTime::parse_from_rfc3339("2026-11-28T12:00:00Z").unwrap()),
        candidate: keys::candidate(name),
        session: id.to_owned(),
        sha: keys::sha_of(bytes),
        is_sealed: false,
    };
    put(server, &object.key(), bytes);
    object.key()
}

fn put(server: &Server, key: &str, bytes: &[u8]) {
    let stored = Stored {
        bytes: bytes.to_vec(),
        second: 1_000_000,
    };
    let key = format!("autumn/{key}");
    server.state.objects().insert(key, stored);
}

/// Every file of a home folder and its bytes, without what `forty-sync` itself keeps.
fn everything(home: &Home) -> BTreeMap<PathBuf, Vec<u8>> {
    let all = files(home.path()).into_iter();
    let all = all.filter(|path| !path.starts_with(home.state().join("sync")));
    all.map(|path| {
        let bytes = std::fs::read(&path).unwrap();
        (path, bytes)
    })
    .collect()
}

fn sample() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    root.join("tests/kept/sessions").join(ID)
}

#[test]
fn an_object_with_other_bytes_than_its_hash_is_not_taken_until_they_are_right() {
    let (server, sam, coach) = shared(3, 20);
    let all = sam.finished().len();
    let (key, right) = {
        let mut objects = server.state.objects();
        let (key, stored) = objects.iter_mut().next().unwrap();
        let right = stored.bytes.clone();
        stored.bytes[100] ^= 1;
        (key.clone(), right)
    };
    let pulled = said(&coach, &["pull"]);
    assert_eq!((count(&pulled, "failed"), changes(&pulled)), (1, all - 1));
    let why = pulled["failed"][0]["why"].as_str().unwrap();
    assert!(why.contains("not those of the hash"), "{why}");
    sam.sync(&["verify"])
        .assert()
        .code(1)
        .stderr(contains("refused"));
    server.state.objects().get_mut(&key).unwrap().bytes = right;
    assert_eq!(changes(&coach.json(&["pull"])), 1);
    assert_eq!(coach.finished(), sam.finished());
}

#[test]
fn an_object_that_stays_wrong_is_not_fetched_every_minute() {
    let (server, sam, coach) = shared(3, 21);
    let bytes = |(key, stored): (&String, &Stored)| (key.clone(), stored.bytes.clone());
    let right: BTreeMap<String, Vec<u8>> = server.state.objects().iter().map(bytes).collect();
    for stored in server.state.objects().values_mut() {
        stored.bytes.truncate(9);
    }
    for _ in 0..3 {
        assert!(count(&said(&coach, &["pull"]), "failed") > 0);
    }
    server.requests();
    coach.json(&["pull"]);
    assert_eq!(server.requests(), 2, "only the listings");
    assert!(coach.finished().is_empty());
    // Other bytes under the same keys are another try.
    for (key, stored) in server.state.objects().iter_mut() {
        stored.bytes.clone_from(&right[key]);
        stored.second += 100;
    }
    assert_eq!(changes(&coach.json(&["pull"])), right.len());
    assert_eq!(coach.finished(), sam.finished());
}

#[test]
fn objects_that_are_cut_short_are_fetched_again() {
    let (server, sam, coach) = shared(3, 22);
    server.state.is_cut.store(true, Ordering::Relaxed);
    let pulled = said(&coach, &["pull"]);
    assert_eq!(count(&pulled, "failed"), sam.finished().len());
    assert!(coach.finished().is_empty());
    server.state.is_cut.store(false, Ordering::Relaxed);
    coach.json(&["pull"]);
    assert_eq!(coach.finished(), sam.finished());
}

#[test]
fn a_listing_in_another_order_or_without_the_latest_object_loses_nothing() {
    let (server, sam, coach) = shared(5, 23);
    server.state.is_reversed.store(true, Ordering::Relaxed);
    server.state.is_stale.store(true, Ordering::Relaxed);
    let all = sam.finished().len();
    assert_eq!(changes(&coach.json(&["pull"])), all - 1);
    server.state.is_stale.store(false, Ordering::Relaxed);
    assert_eq!(changes(&coach.json(&["pull"])), 1);
    assert_eq!(coach.finished(), sam.finished());
}

#[test]
fn keys_with_path_tricks_are_passed_over_and_hide_no_other_object() {
    let (server, sam, coach) = shared(4, 24);
    let sha = keys::sha_of(b"x");
    for odd in [
        format!("v1/sessions/2026-11-28/sam-0/../../../../{sha}.tar.gz"),
        format!("v1/sessions/2026-11-28/sam-0/..%2f..%2fetc/{sha}.tar.gz"),
        format!("v1/sessions//sam-0/a/{sha}.tar.gz"),
        format!("v1/sessions/2026-11-28/./a/{sha}.tar.gz"),
        "v1/sessions/2026-11-28".to_owned(),
        "v1/sessions/zzz/../zzz".to_owned(),
        "v1/assignments/../../state/coaches.toml".to_owned(),
        "v1/assignments/..toml".to_owned(),
    ] {
        put(&server, &odd, b"x");
    }
    let before = everything(&coach);
    let pulled = coach.json(&["pull"]);
    assert_eq!(changes(&pulled), sam.finished().len());
    assert_eq!(coach.finished(), sam.finished());
    let after = everything(&coach).into_iter();
    let mut new = after.filter(|(path, bytes)| before.get(path) != Some(bytes));
    assert!(new.all(|(path, _)| path.starts_with(coach.sessions())));
    let verified = said(&coach, &["verify"]);
    assert!(count(&verified, "refused") >= 3, "{verified}");
}

#[test]
fn an_archive_that_is_not_what_its_key_says_is_refused_for_good() {
    let (server, _, coach) = shared(2, 25);
    coach.json(&["pull"]);
    let record = store::pack_record(&sample()).unwrap();
    let with_review = {
        let home = Home::empty();
        copy(&sample(), &home.sessions().join(ID));
        home.review("ada", ID, "hello", "2026-11-28T12:00:00+01:00");
        store::pack(&home.sessions().join(ID)).unwrap().bytes
    };
    plant(&server, "sam", "20261123-130512-another-0000", &record);
    plant(&server, "kim", ID, &record);
    plant(&server, "sam", ID, b"no archive");
    plant(&server, "sam", ID, &with_review);
    let before = everything(&coach);
    let pulled = coach.json(&["pull"]);
    assert_eq!(
        (changes(&pulled), count(&pulled, "refused")),
        (0, 4),
        "{pulled}"
    );
    assert_eq!(everything(&coach), before);
    server.requests();
    assert_eq!(count(&coach.json(&["pull"]), "refused"), 0, "said once");
    assert_eq!(server.requests(), 2);
}

#[test]
fn a_session_with_another_history_does_not_replace_the_one_that_is_here() {
    let server = Server::start();
    let (sam, coach, other) = (Home::empty(), Home::empty(), Home::empty());
    for home in [&sam, &other] {
        copy(&sample(), &home.sessions().join(ID));
    }
    coach.init(&server, &["--coach"]);
    sam.init(&server, &["--candidate", "sam"]);
    sam.json(&["push"]);
    coach.json(&["pull"]);
    sam.grow(ID, "say the peak");
    other.grow(ID, "size for the mean");
    sam.json(&["push"]);
    coach.json(&["pull"]);
    let before = everything(&coach);
    let forged = store::pack_record(&other.sessions().join(ID)).unwrap();
    plant(&server, "sam", ID, &forged);
    let pulled = coach.json(&["pull"]);
    assert_eq!((changes(&pulled), count(&pulled, "refused")), (0, 1));
    let why = pulled["refused"][0]["why"].as_str().unwrap();
    assert!(why.contains("differ from event"), "{why}");
    assert_eq!(everything(&coach), before);
}

#[test]
fn a_review_under_a_wrong_key_is_refused_and_the_version_before_it_is_taken() {
    let server = Server::start();
    let (sam, coach) = (Home::empty(), Home::empty());
    copy(&sample(), &sam.sessions().join(ID));
    copy(&sample(), &coach.sessions().join(ID));
    sam.init(&server, &["--candidate", "sam"]);
    coach.init(&server, &["--coach"]);
    let key = coach.review("ada", ID, "hello", "2026-11-28T12:00:00+01:00");
    coach.json(&["push"]);
    let (right, bytes) = {
        let objects = server.state.objects();
        let found = objects.iter().find(|(key, _)| key.contains("v1/reviews/"));
        found
            .map(|(key, stored)| (key.clone(), stored.bytes.clone()))
            .unwrap()
    };
    let review = |coach: &str, bytes: &[u8]| {
        let object = Object::Review {
            session: ID.to_owned(),
            coach: coach.to_owned(),
            changed: "20261129T120000000Z".to_owned(),
            sha: keys::sha_of(bytes),
            is_sealed: false,
        };
        put(&server, &object.key(), bytes);
    };
    let text = String::from_utf8(bytes.clone()).unwrap();
    // Another coach's key, another session, not published, no review at all.
    review(&"0".repeat(32), &bytes);
    review(
        &key,
        text.replace(ID, "20261123-130512-other-0000").as_bytes(),
    );
    review(
        &key,
        text.replace("published_at", "unpublished_at").as_bytes(),
    );
    review(&key, b"\xff\xfe");
    let pulled = sam.json(&["pull"]);
    assert_eq!(
        (changes(&pulled), count(&pulled, "refused")),
        (1, 4),
        "{pulled}"
    );
    assert_eq!(sam.messages(ID), ["hello"]);
    assert!(server.keys().contains(&right));
    // What was refused hides no version that comes later.
    coach.review("ada", ID, "more", "2026-11-28T13:00:00+01:00");
    coach.json(&["push"]);
    assert_eq!(changes(&sam.json(&["pull"])), 1);
    assert_eq!(sam.messages(ID), ["more"]);
}

#[test]
fn forget_finds_a_session_whose_id_has_a_later_day_than_its_object() {
    let (server, sam, _) = shared(2, 29);
    let id = "20990103-130512-image-caption-generator-661c";
    plant(&server, "sam", id, b"sent when the clock was right");
    assert_eq!(changes(&sam.json(&["forget", id])), 1);
    assert!(server.keys().iter().all(|key| !key.contains(id)));
}

#[test]
fn a_service_that_is_busy_for_a_while_takes_everything_in_the_end() {
    let server = Server::start();
    let sam = Home::candidate("sam", 6, 26);
    sam.init(&server, &["--candidate", "sam"]);
    server.state.failing.store(9, Ordering::Relaxed);
    assert_eq!(changes(&sam.json(&["push"])), sam.finished().len());
    assert_eq!(server.keys().len(), sam.finished().len());
}

#[test]
fn an_endpoint_that_refuses_the_network_is_followed_by_the_next() {
    let server = Server::start();
    let sam = Home::candidate("sam", 3, 27);
    // Nothing listens at the first.
    let (url, endpoint) = (format!("s3://{BUCKET}/autumn"), server.endpoint());
    let closed = "http://127.0.0.1:9";
    let words = ["init", &url, "--endpoint", closed, "--endpoint", &endpoint];
    let init = sam
        .sync(&words)
        .args(["--region", "test", "--candidate", "sam"])
        .assert();
    init.success();
    assert_eq!(changes(&sam.json(&["push"])), sam.finished().len());
    sam.sync(&["verify"]).assert().success();
}

#[test]
fn a_store_that_does_not_answer_costs_a_message() {
    let server = Server::start();
    let sam = Home::candidate("sam", 3, 28);
    sam.init(&server, &["--candidate", "sam"]);
    sam.json(&["push"]);
    let before = everything(&sam);
    server.state.is_down.store(true, Ordering::Relaxed);
    let failed = sam.sync(&["pull"]).assert().code(1);
    failed.stderr(contains("hint: nothing is lost"));
    assert_eq!(everything(&sam), before);
    // A service that takes connections and says nothing.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let settings = sam.path().join("sync.toml");
    let text = std::fs::read_to_string(&settings).unwrap();
    let silent = format!("http://{}", silent.local_addr().unwrap());
    let text = text.replace(&server.endpoint(), &silent);
    store::files::replace(&settings, format!("timeout = 1\n{text}").as_bytes()).unwrap();
    let failed = sam.sync(&["pull"]).assert().code(1);
    failed.stderr(contains("no answer within 1 second").or(contains("timed out")));
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for file in files(from) {
        std::fs::copy(&file, to.join(file.file_name().unwrap())).unwrap();
    }
}

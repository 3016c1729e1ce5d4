//! `forty-sync` against a cluster of three nodes. `tests/sync/cluster.sh` runs these tests; they need the program `garage`.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::time::Duration;

use crate::garage::{self, Cluster};
use crate::home::{Home, changes};

const NOON: &str = "2026-11-28T12:00:00+01:00";
/// How often a push is killed.
const KILLS: u64 = 100;
/// The longest time that a push has before it is killed, in microseconds.
const MOST_WAIT: u64 = 700_000;

fn init(home: Home, cluster: &Cluster, first: usize, role: &[&str]) -> Home {
    let home = home.with_access(garage::ID, garage::SECRET);
    let endpoints = cluster.endpoints(first);
    let mut words = vec!["init", "s3://forty/autumn", "--region", "garage"];
    for endpoint in &endpoints {
        words.extend(["--endpoint", endpoint]);
    }
    words.extend(role);
    say(&home, "", &words);
    home
}

/// Runs a command that must succeed, and prints it with what it says.
fn say(home: &Home, who: &str, words: &[&str]) {
    println!("{who}$ forty-sync {}", words.join(" "));
    let output = home.sync(words).output().unwrap();
    for text in [&output.stdout, &output.stderr] {
        print!("{}", String::from_utf8_lossy(text));
    }
    assert!(output.status.success());
}

/// Prints what happens.
fn note(text: &str) {
    println!("\n# {text}");
}

/// Starts a command, and returns it when it has said so many changes.
fn begun(home: &Home, words: &[&str], changes: usize) -> Child {
    let mut command = home.spawned(words);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut lines = lines.map(Result::unwrap);
    let said = lines.by_ref().take(changes).count();
    // The rest is read too, so that the command never waits for a reader.
    std::thread::spawn(move || lines.for_each(drop));
    assert_eq!(said, changes, "it ended too early");
    child
}

fn assert_all_there(sam: &Home) {
    let verified = sam.json(&["verify"]);
    assert_eq!(
        verified["refused"].as_array().unwrap().len(),
        0,
        "{verified}"
    );
    assert_eq!(verified["unchanged"], sam.finished().len());
    assert_eq!(changes(&sam.json(&["push"])), 0);
}

#[test]
#[ignore = "it needs the program garage: tests/sync/cluster.sh"]
fn a_candidate_and_two_coaches_exchange_messages_also_with_a_node_down() {
    let mut cluster = Cluster::start();
    note("three nodes run");
    let sam = init(
        Home::candidate("sam", 6, 50),
        &cluster,
        0,
        &["--candidate", "sam"],
    );
    let ada = init(Home::empty(), &cluster, 1, &["--coach"]);
    let grace = init(Home::empty(), &cluster, 2, &["--coach"]);
    let finished = sam.finished();
    for (round, id) in finished.iter().take(2).enumerate() {
        if round == 1 {
            sam.grow(id, "say the peak");
            cluster.kill(0);
            note("node 0 is killed, the one that sam's machine asks first; sam debriefs");
        }
        say(&sam, "sam", &["push"]);
        for (coach, name) in [(&ada, "ada"), (&grace, "grace")] {
            say(coach, name, &["pull"]);
            coach.review(name, id, &format!("message {round} of {name}"), NOON);
            note(&format!("{name} reviews {id} and publishes"));
            say(coach, name, &["push"]);
        }
        say(&sam, "sam", &["pull"]);
        let messages = sam.messages(id);
        note(&format!("sam reads: {messages:?}"));
        let wanted = ["ada", "grace"].map(|name| format!("message {round} of {name}"));
        assert_eq!(messages, wanted);
    }
    say(&sam, "sam", &["status"]);
    say(&sam, "sam", &["verify"]);
}

#[test]
#[ignore = "it needs the program garage: tests/sync/cluster.sh"]
fn a_node_that_is_killed_in_the_middle_of_a_push_and_of_a_pull_loses_nothing() {
    let mut cluster = Cluster::start();
    let sam = init(
        Home::candidate("sam", 120, 51),
        &cluster,
        0,
        &["--candidate", "sam"],
    );
    let mut push = begun(&sam, &["push"], 20);
    cluster.kill(0);
    note("node 0 is killed after 20 sessions of a push");
    println!("the push ended: {}", push.wait().unwrap());
    say(&sam, "sam", &["push"]);
    cluster.run(0);
    cluster.wait_until_healthy();
    assert_all_there(&sam);
    let ada = init(Home::empty(), &cluster, 1, &["--coach"]);
    let mut pull = begun(&ada, &["pull"], 20);
    cluster.kill(1);
    note("node 1 is killed after 20 sessions of a pull");
    println!("the pull ended: {}", pull.wait().unwrap());
    say(&ada, "ada", &["pull"]);
    assert_eq!(ada.finished(), sam.finished());
}

#[test]
#[ignore = "it needs the program garage: tests/sync/cluster.sh"]
fn a_node_whose_network_says_nothing_is_passed_over() {
    let cluster = Cluster::start();
    let sam = init(
        Home::candidate("sam", 30, 52),
        &cluster,
        1,
        &["--candidate", "sam"],
    );
    cluster.pause(1, true);
    note("node 1 is stopped: connections open and nothing comes");
    let settings = sam.path().join("sync.toml");
    let text = std::fs::read_to_string(&settings).unwrap();
    forty::store::files::replace(&settings, format!("timeout = 3\n{text}").as_bytes()).unwrap();
    say(&sam, "sam", &["push"]);
    cluster.pause(1, false);
    say(&sam, "sam", &["push"]);
    assert_all_there(&sam);
}

#[test]
#[ignore = "it needs the program garage: tests/sync/cluster.sh"]
fn two_coaches_and_a_candidate_push_at_once() {
    let cluster = Cluster::start();
    let sam = init(
        Home::candidate("sam", 40, 53),
        &cluster,
        0,
        &["--candidate", "sam"],
    );
    let finished = sam.finished();
    let coaches =
        ["ada", "grace"].map(|name| (name, init(Home::empty(), &cluster, 1, &["--coach"])));
    say(&sam, "sam", &["push"]);
    for (name, coach) in &coaches {
        say(coach, name, &["pull"]);
        for id in &finished {
            coach.review(name, id, &format!("by {name}"), NOON);
        }
    }
    for id in &finished {
        sam.grow(id, "more");
    }
    note("all three push at once");
    let all = [&coaches[0].1, &coaches[1].1, &sam].map(|home| begun(home, &["push"], 1));
    for mut one in all {
        assert!(one.wait().unwrap().success());
    }
    say(&sam, "sam", &["pull"]);
    for id in &finished {
        assert_eq!(sam.messages(id), ["by ada", "by grace"]);
    }
    say(&coaches[0].1, "ada", &["pull"]);
    say(&sam, "sam", &["verify"]);
}

#[test]
#[ignore = "it needs the program garage: tests/sync/cluster.sh"]
fn a_push_that_is_killed_at_random_a_hundred_times_loses_and_doubles_nothing() {
    let cluster = Cluster::start();
    let sam = init(
        Home::candidate("sam", 300, 54),
        &cluster,
        0,
        &["--candidate", "sam"],
    );
    let mut random = 54_u64;
    let mut ended = 0;
    for _ in 0..KILLS {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let wait = Duration::from_micros((random >> 33) % MOST_WAIT);
        let mut command = sam.spawned(&["push"]);
        let mut push = command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::park_timeout(wait);
        ended += usize::from(push.try_wait().unwrap().is_some());
        push.kill().unwrap();
        push.wait().unwrap();
    }
    note(&format!(
        "{KILLS} pushes were killed, {ended} of them had ended"
    ));
    say(&sam, "sam", &["push"]);
    assert_all_there(&sam);
    let ada = init(Home::empty(), &cluster, 0, &["--coach"]);
    let pulled = ada.json(&["pull"]);
    let ids: BTreeSet<&str> = pulled["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| change["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids.len(), sam.finished().len());
    assert_eq!(pulled["unchanged"], 0, "no session is there twice");
}

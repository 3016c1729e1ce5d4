//! What a candidate and coaches exchange through a store that does what it should.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use predicates::prelude::*;
use predicates::str::contains;

use crate::home::{Home, changes, files};
use crate::server::{BUCKET, KEY, SECRET, Server};

const NOON: &str = "2026-11-28T12:00:00+01:00";
const LATER: &str = "2026-11-28T13:00:00+01:00";

#[test]
fn sessions_go_to_two_coaches_and_both_messages_come_back() {
    let server = Server::start();
    let sam = Home::candidate("sam", 4, 1);
    sam.init(&server, &["--candidate", "sam"]);
    let finished = sam.finished();
    assert!(!finished.is_empty());
    assert_eq!(changes(&sam.json(&["push"])), finished.len());
    let id = &finished[0];
    let coaches = [Home::empty(), Home::empty()];
    for (coach, name) in coaches.iter().zip(["ada", "grace"]) {
        coach.init(&server, &["--coach"]);
        assert_eq!(changes(&coach.json(&["pull"])), finished.len());
        assert_eq!(coach.finished(), finished);
        coach.review(name, id, &format!("message of {name}"), NOON);
        assert_eq!(changes(&coach.json(&["push"])), 1);
    }
    assert_eq!(changes(&sam.json(&["pull"])), 2);
    assert_eq!(sam.messages(id), ["message of ada", "message of grace"]);
    // A changed review replaces the earlier one of its coach alone.
    coaches[0].review("ada", id, "a second message", LATER);
    assert_eq!(changes(&coaches[0].json(&["push"])), 1);
    assert_eq!(changes(&sam.json(&["pull"])), 1);
    assert_eq!(sam.messages(id), ["a second message", "message of grace"]);
    // With `--reviews` coaches see each other's.
    assert_eq!(changes(&coaches[1].json(&["pull", "--reviews"])), 1);
    assert_eq!(
        coaches[1].messages(id),
        ["a second message", "message of grace"]
    );
    let verified = sam.json(&["verify"]);
    assert_eq!(verified["refused"].as_array().unwrap().len(), 0);
}

#[test]
fn a_rescued_session_is_named_by_status_and_brought_back_and_sent_by_push() {
    let server = Server::start();
    let sam = Home::candidate("sam", 4, 1);
    sam.init(&server, &["--candidate", "sam"]);
    let finished = sam.finished();
    let own = sam.sessions().join(&finished[0]);
    let rescued = sam.state().join("rescued").join(&finished[0]);
    std::fs::create_dir_all(rescued.parent().unwrap()).unwrap();
    std::fs::rename(&own, &rescued).unwrap();
    let origin = own.to_str().unwrap().as_bytes();
    forty::store::files::replace(&rescued.join("rescued-from"), origin).unwrap();
    for words in [&["status"][..], &["push", "--dry-run"]] {
        let said = sam.sync(words).assert().success();
        said.stderr(contains("note: rescued to ").and(contains(" resume` moves it back")));
        assert!(rescued.exists());
    }
    let pushed = sam.sync(&["push"]).assert().success();
    pushed.stderr(contains("continues from its rescued copy"));
    assert!(own.exists() && !rescued.exists());
    assert!(server.keys().iter().any(|key| key.contains(&finished[0])));
    assert_eq!(changes(&sam.json(&["push"])), 0);
}

#[test]
fn a_second_push_sends_nothing_and_asks_nothing() {
    let server = Server::start();
    let sam = Home::candidate("sam", 6, 2);
    sam.init(&server, &["--candidate", "sam"]);
    let count = sam.finished().len();
    assert_eq!(changes(&sam.json(&["push"])), count);
    server.requests();
    let again = sam.json(&["push"]);
    assert_eq!(
        (changes(&again), again["unchanged"].as_u64()),
        (0, Some(count as u64))
    );
    assert_eq!(server.requests(), 0);
}

#[test]
fn a_machine_that_lost_its_log_sends_nothing_twice() {
    let server = Server::start();
    let sam = Home::candidate("sam", 6, 3);
    sam.init(&server, &["--candidate", "sam"]);
    sam.json(&["push"]);
    std::fs::remove_dir_all(sam.state().join("sync")).unwrap();
    assert_eq!(changes(&sam.json(&["push"])), 0);
    assert_eq!(server.keys().len(), sam.finished().len());
    // Nor where the first push after that is one of a single session.
    std::fs::remove_dir_all(sam.state().join("sync")).unwrap();
    assert_eq!(changes(&sam.json(&["push", &sam.finished()[0]])), 0);
    assert_eq!(changes(&sam.json(&["push"])), 0);
    let unchanged = sam.json(&["push"])["unchanged"].as_u64();
    assert_eq!(unchanged, Some(sam.finished().len() as u64));
}

#[test]
fn a_coach_pulls_only_what_is_new_with_a_handful_of_requests() {
    let server = Server::start();
    let coach = Home::empty();
    let (sam, kim) = (Home::candidate("sam", 12, 4), Home::candidate("kim", 3, 5));
    coach.init(&server, &["--coach"]);
    for home in [&sam, &kim] {
        let name = if std::ptr::eq(home, &raw const sam) {
            "sam"
        } else {
            "kim"
        };
        home.init(&server, &["--candidate", name]);
    }
    sam.json(&["push"]);
    coach.json(&["pull"]);
    kim.json(&["push"]);
    server.requests();
    let new = kim.finished().len();
    assert_eq!(changes(&coach.json(&["pull"])), new);
    assert_eq!(
        server.requests(),
        new + 2,
        "one listing of sessions, one of assignments"
    );
    assert_eq!(coach.finished().len(), new + sam.finished().len());
}

#[test]
fn sessions_of_other_candidates_and_unpublished_reviews_stay_on_the_machine() {
    let server = Server::start();
    let sam = Home::candidate("sam", 3, 6);
    sam.init(&server, &["--candidate", "kim"]);
    assert_eq!(changes(&sam.json(&["push"])), 0);
    assert_eq!(server.keys().len(), 0);
}

#[test]
fn a_session_that_grew_is_sent_and_received_again() {
    let server = Server::start();
    let (sam, coach) = (Home::empty(), Home::empty());
    let kept = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kept/sessions");
    let id = "20261123-130512-image-caption-generator-661c";
    copy(&kept.join(id), &sam.sessions().join(id));
    sam.init(&server, &["--candidate", "SAM "]);
    coach.init(&server, &["--coach"]);
    assert_eq!(changes(&sam.json(&["push"])), 1);
    assert_eq!(changes(&coach.json(&["pull"])), 1);
    sam.grow(id, "say the peak");
    assert_eq!(changes(&sam.json(&["push"])), 1);
    let said = coach.json(&["pull"]);
    assert_eq!(said["changes"][0]["act"], "continued");
    assert_eq!(server.keys().len(), 2, "the earlier one stays");
    // A coach who comes later receives both in any order, and has the latest.
    let late = Home::empty();
    late.init(&server, &["--coach"]);
    assert_eq!(late.json(&["status"])["sessions_to_pull"], 1);
    late.json(&["pull"]);
    let last = |home: &Home| {
        let session = forty::store::read(&home.sessions().join(id)).unwrap();
        session.session.n
    };
    assert_eq!(last(&late), last(&sam));
    assert_eq!(last(&coach), last(&sam));
}

#[test]
fn forget_removes_every_object_of_a_session_and_it_is_not_sent_again_by_itself() {
    let server = Server::start();
    let sam = Home::candidate("sam", 4, 7);
    sam.init(&server, &["--candidate", "sam"]);
    sam.json(&["push"]);
    let (coach, id) = (Home::empty(), sam.finished()[0].clone());
    coach.init(&server, &["--coach"]);
    coach.json(&["pull"]);
    coach.review("ada", &id, "read", NOON);
    coach.json(&["push"]);
    let before = server.keys().len();
    assert_eq!(changes(&sam.json(&["forget", &id, "--dry-run"])), 2);
    assert_eq!(server.keys().len(), before);
    assert_eq!(changes(&sam.json(&["forget", &id])), 2);
    assert!(server.keys().iter().all(|key| !key.contains(&id)));
    // What is not there is no success.
    let again = sam.sync(&["forget", &id]).assert().failure();
    again.stderr(contains("the store has nothing of session"));
    assert_eq!(changes(&sam.json(&["push"])), 0);
    assert_eq!(changes(&sam.json(&["push", &id])), 1);
    assert_eq!(changes(&sam.json(&["push"])), 0);
}

#[test]
fn a_dry_run_says_what_it_would_do_and_changes_nothing() {
    let server = Server::start();
    let (sam, coach) = (Home::candidate("sam", 4, 8), Home::empty());
    sam.init(&server, &["--candidate", "sam"]);
    coach.init(&server, &["--coach"]);
    let count = sam.finished().len();
    assert_eq!(changes(&sam.json(&["push", "--dry-run"])), count);
    assert_eq!(server.keys().len(), 0);
    let status = sam.json(&["status"]);
    assert_eq!(status["sessions_to_push"], count);
    assert_eq!(status["last_push"], serde_json::Value::Null);
    sam.json(&["push"]);
    assert_eq!(changes(&coach.json(&["pull", "--dry-run"])), count);
    assert!(!coach.sessions().exists());
    assert_eq!(coach.json(&["status"])["sessions_to_pull"], count);
    assert_eq!(changes(&coach.json(&["pull"])), count);
}

#[test]
fn a_shared_folder_is_a_store_too() {
    let share = tempfile::tempdir().unwrap();
    let (sam, coach) = (Home::candidate("sam", 4, 9), Home::empty());
    let url = format!("file://{}/autumn", share.path().display());
    for (home, role) in [
        (&sam, ["--candidate", "sam"]),
        (&coach, ["--coach", "--json"]),
    ] {
        home.sync(&["init", &url]).args(role).assert().success();
    }
    let finished = sam.finished();
    assert_eq!(changes(&sam.json(&["push"])), finished.len());
    assert_eq!(changes(&coach.json(&["pull"])), finished.len());
    assert_eq!(changes(&coach.json(&["pull"])), 0);
    coach.review("ada", &finished[0], "hello", NOON);
    coach.json(&["push"]);
    sam.json(&["pull"]);
    assert_eq!(sam.messages(&finished[0]), ["hello"]);
    sam.sync(&["verify"]).assert().success();
}

#[cfg(target_os = "linux")]
#[test]
fn an_odd_name_in_a_shared_folder_hides_nothing_and_a_folder_that_cannot_be_read_is_said() {
    use std::os::unix::ffi::OsStrExt;
    let share = tempfile::tempdir().unwrap();
    let (sam, coach) = (Home::candidate("sam", 3, 17), Home::empty());
    let url = format!("file://{}", share.path().display());
    let init = sam.sync(&["init", &url, "--candidate", "sam"]).assert();
    init.success();
    sam.json(&["push"]);
    let sessions = share.path().join("v1/sessions");
    let odd = std::ffi::OsStr::from_bytes(b"bad\xff");
    std::fs::create_dir(sessions.join(odd)).unwrap();
    coach.sync(&["init", &url, "--coach"]).assert().success();
    assert_eq!(changes(&coach.json(&["pull"])), sam.finished().len());
    sam.sync(&["verify"]).assert().success();
    // What cannot be listed is not gone.
    std::fs::rename(&sessions, share.path().join("away")).unwrap();
    std::os::unix::fs::symlink("sessions", &sessions).unwrap();
    let id = sam.finished()[0].clone();
    for words in [&["pull"][..], &["forget", &id]] {
        let failed = coach.sync(words).assert().code(1);
        failed.stderr(contains("cannot list the store").and(contains("v1/sessions")));
    }
}

#[test]
fn credentials_come_from_a_profile_and_are_neither_written_nor_shown() {
    let server = Server::start();
    let sam = Home::candidate("sam", 2, 10);
    let aws = sam.path().join(".aws");
    std::fs::create_dir(&aws).unwrap();
    let text = format!("[work]\naws_access_key_id = {KEY}\naws_secret_access_key = {SECRET}\n");
    forty::store::files::replace(&aws.join("credentials"), text.as_bytes()).unwrap();
    let url = format!("s3://{BUCKET}");
    let endpoint = server.endpoint();
    let words = ["init", &url, "--endpoint", &endpoint, "--candidate", "sam"];
    let with_profile = |words: &[&str], profile: &str| {
        let mut command = sam.sync(words);
        command
            .env_remove("AWS_ACCESS_KEY_ID")
            .env_remove("AWS_SECRET_ACCESS_KEY");
        // What says no is no credential, and a token without keys is of no use.
        command
            .env("AWS_SKIP_SIGNATURE", "false")
            .env("AWS_SESSION_TOKEN", "stale");
        command.env("AWS_PROFILE", profile).assert()
    };
    let refused = with_profile(&words, "none").failure().code(2);
    refused.stderr(contains("no credentials for S3").and(contains("AWS_PROFILE")));
    for words in [&words[..], &["push"], &["status"]] {
        let said = with_profile(words, "work").success();
        let said = said.get_output();
        let said = [said.stdout.clone(), said.stderr.clone()].concat();
        let said = String::from_utf8(said).unwrap();
        assert!(!said.contains(SECRET) && !said.contains(KEY), "{said}");
    }
    std::fs::remove_dir_all(&aws).unwrap();
    for file in files(sam.path()) {
        let text = String::from_utf8_lossy(&std::fs::read(&file).unwrap()).into_owned();
        assert!(!text.contains(SECRET), "{}", file.display());
    }
    let wrong = sam
        .sync(&["verify"])
        .env("AWS_SECRET_ACCESS_KEY", "wrong")
        .assert();
    wrong
        .failure()
        .stderr(contains("the store denies it").and(contains("wrong").not()));
}

#[test]
fn an_assignment_reaches_the_candidates_that_it_is_for_and_other_coaches() {
    let server = Server::start();
    let (ada, grace) = (Home::empty(), Home::empty());
    let (sam, kim) = (Home::empty(), Home::empty());
    for (home, role) in [(&ada, &["--coach"][..]), (&grace, &["--coach"])] {
        home.init(&server, role);
    }
    sam.init(&server, &["--candidate", "sam"]);
    kim.init(&server, &["--candidate", "kim"]);
    let words = [
        "assign",
        "fraud-detection",
        "--for",
        "sam",
        "--due",
        "2099-01-01",
    ];
    ada.forty(&words).assert().success();
    assert_eq!(changes(&ada.json(&["push"])), 1);
    assert_eq!(changes(&ada.json(&["push"])), 0);
    for (home, count) in [(&sam, 1), (&grace, 1), (&kim, 0)] {
        assert_eq!(changes(&home.json(&["pull"])), count);
        assert_eq!(changes(&home.json(&["pull"])), 0);
    }
    let listed = sam.forty(&["assign", "--list"]).assert().success();
    listed.stdout(contains("fraud-detection"));
}

/// A file with a new private key of age in a home folder, and its public key.
pub fn identity(home: &Home) -> (String, String) {
    use age::secrecy::ExposeSecret;
    let key = age::x25519::Identity::generate();
    let path = home.path().join("identity.txt");
    let text = key.to_string();
    forty::store::files::replace(&path, text.expose_secret().as_bytes()).unwrap();
    (path.display().to_string(), key.to_public().to_string())
}

/// The text of a cohort with one coach and one candidate.
pub fn cohort(coach: &str, candidate: &str) -> String {
    format!(
        "format = 1\nname = \"Autumn\"\nrecipients = [\"{coach}\"]\n\n\
         [[candidate]]\nname = \"Sam\"\nrecipient = \"{candidate}\"\n"
    )
}

/// Replaces the description of the cohort, as the store's owner can.
fn replace_cohort(server: &Server, text: &str) {
    let mut objects = server.state.objects();
    let stored = objects.get_mut("autumn/v1/cohort.toml").unwrap();
    stored.bytes = text.as_bytes().to_vec();
}

/// Sets up a candidate and a coach with keys. Returns the file of the coach's key, and the public keys of both.
pub fn encrypted(server: &Server, sam: &Home, ada: &Home) -> (String, String, String) {
    let ((sam_file, sam_key), (ada_file, ada_key)) = (identity(sam), identity(ada));
    let file = ada.path().join("autumn.toml");
    let text = cohort(&ada_key, &sam_key);
    forty::store::files::replace(&file, text.as_bytes()).unwrap();
    let file = file.display().to_string();
    let words = ["--coach", "--cohort", &file, "--identity", &ada_file];
    ada.init(server, &words);
    sam.init(server, &["--candidate", "sam", "--identity", &sam_file]);
    (ada_file, ada_key, sam_key)
}

#[test]
fn a_store_that_names_another_key_of_a_candidate_can_read_neither_sessions_nor_reviews() {
    let server = Server::start();
    let (sam, ada, eve) = (Home::candidate("sam", 3, 14), Home::empty(), Home::empty());
    let (_, ada_key, _) = encrypted(&server, &sam, &ada);
    let (eve_file, eve_key) = identity(&eve);
    replace_cohort(&server, &cohort(&ada_key, &eve_key));
    sam.json(&["push"]);
    eve.init(&server, &["--coach", "--identity", &eve_file]);
    eve.sync(&["pull"]).assert().code(1);
    assert!(eve.finished().is_empty());
    ada.json(&["pull"]);
    let id = sam.finished()[0].clone();
    ada.review("ada", &id, "a message", NOON);
    let count = server.keys().len();
    let refused = ada.sync(&["push"]).assert().code(1);
    refused.stderr(contains("another key of candidate `sam`").and(contains("init")));
    assert_eq!(server.keys().len(), count);
}

#[test]
fn a_candidate_who_is_new_in_the_cohort_is_said_and_remembered() {
    let server = Server::start();
    let (sam, ada, eve) = (Home::candidate("sam", 3, 18), Home::empty(), Home::empty());
    let (ada_file, ada_key, sam_key) = encrypted(&server, &sam, &ada);
    let text = format!("format = 1\nrecipients = [\"{ada_key}\"]\n");
    replace_cohort(&server, &text);
    ada.init(&server, &["--coach", "--identity", &ada_file]);
    replace_cohort(&server, &cohort(&ada_key, &sam_key));
    sam.json(&["push"]);
    ada.json(&["pull"]);
    let id = sam.finished()[0].clone();
    ada.review("ada", &id, "a first message", NOON);
    let said = ada.sync(&["push"]).assert().success();
    said.stderr(contains(format!("candidate `sam` has the key {sam_key}")));
    replace_cohort(&server, &cohort(&ada_key, &identity(&eve).1));
    ada.review("ada", &id, "a second message", LATER);
    let refused = ada.sync(&["push"]).assert().code(1);
    refused.stderr(contains("another key of candidate `sam`"));
}

#[test]
fn a_review_that_the_store_lost_is_sent_again() {
    let server = Server::start();
    let (sam, ada) = (Home::candidate("sam", 3, 15), Home::empty());
    encrypted(&server, &sam, &ada);
    sam.json(&["push"]);
    ada.json(&["pull"]);
    let id = sam.finished()[0].clone();
    ada.review("ada", &id, "a message", NOON);
    ada.json(&["push"]);
    let is_kept = |key: &String, _: &mut _| !key.contains("v1/reviews/");
    server.state.objects().retain(is_kept);
    let lost = ada.sync(&["verify"]).assert().code(1);
    lost.stderr(contains("the next push sends it again"));
    assert_eq!(changes(&ada.json(&["push"])), 1);
    assert_eq!(changes(&ada.json(&["push"])), 0);
}

#[test]
fn a_review_of_a_session_that_its_coach_removed_is_sent_again_where_it_is_named() {
    let server = Server::start();
    let (sam, ada) = (Home::candidate("sam", 3, 16), Home::empty());
    sam.init(&server, &["--candidate", "sam"]);
    ada.init(&server, &["--coach"]);
    sam.json(&["push"]);
    ada.json(&["pull"]);
    let id = sam.finished()[0].clone();
    ada.review("ada", &id, "a message", NOON);
    ada.json(&["push"]);
    assert_eq!(changes(&ada.json(&["forget", &id])), 2);
    assert_eq!(changes(&ada.json(&["push"])), 0);
    assert_eq!(changes(&ada.json(&["push", &id])), 1);
    ada.review("ada", &id, "a second message", LATER);
    assert_eq!(changes(&ada.json(&["push"])), 1);
}

#[test]
fn an_assignment_for_a_name_that_was_misspelled_comes_once_the_name_is_right() {
    let server = Server::start();
    let (ada, sam) = (Home::empty(), Home::empty());
    ada.init(&server, &["--coach"]);
    let words = ["assign", "fraud-detection", "--for", "sam"];
    let assigned = ada.forty(&words).args(["--due", "2099-01-01"]).assert();
    assigned.success();
    ada.json(&["push"]);
    sam.init(&server, &["--candidate", "samm"]);
    assert_eq!(changes(&sam.json(&["pull"])), 0);
    sam.init(&server, &["--candidate", "sam"]);
    assert_eq!(changes(&sam.json(&["pull"])), 1);
}

#[test]
fn settings_that_cannot_be_read_are_not_replaced() {
    let share = tempfile::tempdir().unwrap();
    let sam = Home::empty();
    let path = sam.path().join("sync.toml");
    let text = "format = 1\nurl = 1\ntimeout = 60\n";
    forty::store::files::replace(&path, text.as_bytes()).unwrap();
    let url = format!("file://{}", share.path().display());
    let init = sam.sync(&["init", &url, "--candidate", "sam"]).assert();
    init.failure().stderr(contains("move it away"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn with_public_keys_in_the_cohort_nobody_else_can_read_what_is_in_the_store() {
    let server = Server::start();
    let (sam, ada) = (Home::candidate("sam", 3, 12), Home::empty());
    let (ada_file, ..) = encrypted(&server, &sam, &ada);
    sam.json(&["push"]);
    assert_eq!(changes(&sam.json(&["push"])), 0);
    assert_eq!(changes(&ada.json(&["pull"])), sam.finished().len());
    let id = sam.finished()[0].clone();
    ada.review("ada", &id, "a secret message", NOON);
    assert_eq!(changes(&ada.json(&["push"])), 1);
    assert_eq!(changes(&ada.json(&["push"])), 0);
    for (key, stored) in server.state.objects().iter() {
        let is_open = key.ends_with("cohort.toml");
        assert_eq!(
            stored.bytes.starts_with(b"age-encryption.org/v1"),
            !is_open,
            "{key}"
        );
    }
    assert_eq!(changes(&sam.json(&["pull"])), 1);
    assert_eq!(sam.messages(&id), ["a secret message"]);
    sam.sync(&["verify"]).assert().success();
    // A coach whose key is not in the cohort gets messages and no session.
    let eve = Home::empty();
    let (eve_file, _) = identity(&eve);
    eve.init(&server, &["--coach"]);
    let blind = eve.sync(&["pull"]).assert().code(1);
    blind.stderr(contains(
        "name your key with `forty-sync init --identity FILE`",
    ));
    eve.init(&server, &["--coach", "--identity", &eve_file]);
    let blind = eve.sync(&["pull"]).assert().code(1);
    blind.stderr(contains("not encrypted to a key of this machine"));
    assert!(eve.finished().is_empty());
    // It is not fetched again with that key, and is with the right one.
    let wrong = eve.json(&["pull"])["wrong"].as_u64();
    assert_eq!(wrong, Some(sam.finished().len() as u64));
    eve.init(&server, &["--coach", "--identity", &ada_file]);
    assert_eq!(changes(&eve.json(&["pull"])), sam.finished().len());
}

#[test]
fn a_store_that_takes_the_public_keys_away_gets_nothing() {
    let server = Server::start();
    let (sam, ada) = (Home::candidate("sam", 3, 13), Home::empty());
    let (_, key) = identity(&ada);
    let cohort = ada.path().join("autumn.toml");
    let text = format!("format = 1\nrecipients = [\"{key}\"]\n");
    forty::store::files::replace(&cohort, text.as_bytes()).unwrap();
    ada.init(
        &server,
        &["--coach", "--cohort", &cohort.display().to_string()],
    );
    sam.init(&server, &["--candidate", "sam"]);
    server.state.objects().clear();
    let refused = sam.sync(&["push"]).assert().code(1);
    refused.stderr(contains("names other recipients").and(contains("ask the coaches")));
    assert_eq!(server.keys().len(), 0);
}

#[test]
fn watch_says_each_change_once_and_ends_at_an_interrupt() {
    let server = Server::start();
    let (sam, coach) = (Home::candidate("sam", 2, 11), Home::empty());
    sam.init(&server, &["--candidate", "sam"]);
    coach.init(&server, &["--coach"]);
    sam.json(&["push"]);
    let mut watch = coach.spawned(&["watch", "--every", "5"]);
    let mut watch = watch
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(watch.stdout.take().unwrap()).lines();
    let count = sam.finished().len();
    for _ in 0..count {
        assert!(
            lines
                .next()
                .unwrap()
                .unwrap()
                .starts_with("pulled session ")
        );
    }
    // The next round finds what came meanwhile, and nothing else.
    let id = sam.finished()[0].clone();
    sam.grow(&id, "say the peak");
    sam.json(&["push"]);
    let line = lines.next().unwrap().unwrap();
    assert!(
        line.starts_with(&format!("continued session {id}")),
        "{line}"
    );
    let id = Pid::from_raw(i32::try_from(watch.id()).unwrap());
    kill(id, Signal::SIGINT).unwrap();
    assert!(watch.wait().unwrap().success());
    assert!(lines.next().is_none());
}

#[test]
fn watch_brings_rescued_sessions_back_in_every_round() {
    let server = Server::start();
    let sam = Home::candidate("sam", 4, 1);
    sam.init(&server, &["--candidate", "sam"]);
    let ids = sam.finished();
    assert!(ids.len() > 1, "{ids:?}");
    let rescue = |id: &str| {
        let (own, rescued) = (
            sam.sessions().join(id),
            sam.state().join("rescued").join(id),
        );
        std::fs::create_dir_all(rescued.parent().unwrap()).unwrap();
        let origin = own.to_str().unwrap().as_bytes();
        forty::store::files::replace(&own.join("rescued-from"), origin).unwrap();
        std::fs::rename(&own, &rescued).unwrap();
    };
    rescue(&ids[0]);
    let mut watch = sam.spawned(&["watch", "--every", "5"]);
    let mut watch = watch
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(watch.stderr.take().unwrap()).lines();
    let mut said = |id: &str| {
        let wanted = format!("note: `{id}` continues from its rescued copy");
        assert!(lines.any(|line| line.unwrap() == wanted), "{wanted}");
        assert!(sam.sessions().join(id).exists());
    };
    said(&ids[0]);
    rescue(&ids[1]);
    said(&ids[1]);
    let id = Pid::from_raw(i32::try_from(watch.id()).unwrap());
    kill(id, Signal::SIGINT).unwrap();
    assert!(watch.wait().unwrap().success());
}

#[test]
fn an_interrupted_push_says_that_nothing_is_lost() {
    // It takes connections and says nothing.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let server = Server::start();
    let sam = Home::candidate("sam", 2, 19);
    sam.init(&server, &["--candidate", "sam"]);
    let settings = sam.path().join("sync.toml");
    let text = std::fs::read_to_string(&settings).unwrap();
    let address = format!("http://{}", silent.local_addr().unwrap());
    let text = text.replace(&server.endpoint(), &address);
    forty::store::files::replace(&settings, text.as_bytes()).unwrap();
    let mut push = sam.spawned(&["push"]);
    let push = push.stdout(Stdio::null()).stderr(Stdio::piped());
    let push = push.spawn().unwrap();
    silent.accept().unwrap();
    kill(
        Pid::from_raw(i32::try_from(push.id()).unwrap()),
        Signal::SIGINT,
    )
    .unwrap();
    let output = push.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    assert!(String::from_utf8_lossy(&output.stderr).contains("nothing is lost"));
}

#[test]
fn a_command_before_init_says_how_to_begin() {
    let home = Home::empty();
    let failed = home.sync(&["push"]).assert().code(3);
    failed.stderr(contains("no store yet").and(contains("forty-sync init")));
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for file in files(from) {
        std::fs::copy(&file, to.join(file.file_name().unwrap())).unwrap();
    }
}

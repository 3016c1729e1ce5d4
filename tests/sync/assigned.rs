//! Assignments that their coach changes or withdraws.

use predicates::prelude::*;
use predicates::str::contains;
use serde_json::Value;

use crate::home::{Home, changes};
use crate::server::Server;

/// A coach who has assigned a design to two candidates and pushed that, and its id.
fn assigned(server: &Server) -> (Home, String) {
    let ada = Home::empty();
    ada.init(server, &["--coach"]);
    let words = ["assign", "fraud-detection", "--for", "sam", "kim"];
    let said = ada.forty(&words).args(["--due", "2099-01-01"]).assert();
    let said = said.success().get_output().stdout.clone();
    ada.json(&["push"]);
    (ada, String::from_utf8(said).unwrap().trim().to_owned())
}

fn candidate(server: &Server, name: &str) -> Home {
    let home = Home::empty();
    home.init(server, &["--candidate", name]);
    home.json(&["pull"]);
    home
}

/// What the list of assignments of a machine says in JSON.
fn listed(home: &Home) -> Value {
    let said = home.forty(&["assign", "--list", "--json"]).assert();
    let said = said.success().get_output().stdout.clone();
    let mut said: Value = serde_json::from_slice(&said).unwrap();
    said["assignments"].take()
}

#[test]
fn a_withdrawn_assignment_reaches_the_candidates_who_have_it() {
    let server = Server::start();
    let (ada, id) = assigned(&server);
    let (sam, grace) = (candidate(&server, "sam"), Home::empty());
    grace.init(&server, &["--coach"]);
    grace.json(&["pull"]);
    assert_eq!(listed(&sam)[0]["withdrawn"], false);
    let withdrawn = ada.forty(&["assign", "--withdraw", &id[..12]]).assert();
    withdrawn.success().stdout(contains(&id));
    assert_eq!(changes(&ada.json(&["push"])), 1);
    assert_eq!(changes(&ada.json(&["push"])), 0);
    assert_eq!(server.keys().len(), 1);
    for home in [&sam, &grace] {
        let said = home.json(&["pull"]);
        assert_eq!(said["changes"][0]["act"], "withdrawn");
        assert_eq!(listed(home)[0]["withdrawn"], true);
        assert_eq!(listed(home)[0]["candidates"][0]["outcome"], "withdrawn");
        assert_eq!(changes(&home.json(&["pull"])), 0);
    }
    // A coach cannot withdraw what another assigned.
    let refused = grace.forty(&["assign", "--withdraw", &id]).assert();
    refused
        .code(1)
        .stderr(contains("only ").and(contains("can change or withdraw it")));
}

#[test]
fn an_assignment_that_is_for_others_now_is_changed_also_where_it_was() {
    let server = Server::start();
    let (ada, id) = assigned(&server);
    let (sam, kim) = (candidate(&server, "sam"), candidate(&server, "kim"));
    let change = [
        "assign",
        "--change",
        &id,
        "--for",
        "kim",
        "--due",
        "2099-02-02",
    ];
    ada.forty(&change).assert().success();
    ada.json(&["push"]);
    for home in [&sam, &kim] {
        assert_eq!(changes(&home.json(&["pull"])), 1);
        let candidates = listed(home)[0]["candidates"].clone();
        assert_eq!(candidates.as_array().unwrap().len(), 1);
        assert_eq!(candidates[0]["name"], "kim");
        assert_eq!(candidates[0]["due"], "2099-02-02");
    }
}

#[test]
fn a_machine_that_lost_its_log_puts_no_earlier_version_over_a_later_one() {
    let server = Server::start();
    let (ada, id) = assigned(&server);
    let second = Home::empty();
    second.init(&server, &["--coach"]);
    let file = ada.path().join("ada.toml");
    ada.forty(&["coach", "export"])
        .arg(&file)
        .assert()
        .success();
    second
        .forty(&["coach", "import"])
        .arg(&file)
        .assert()
        .success();
    second.json(&["pull"]);
    second
        .forty(&["assign", "--withdraw", &id])
        .assert()
        .success();
    assert_eq!(changes(&second.json(&["push"])), 1);
    std::fs::remove_dir_all(ada.state().join("sync")).unwrap();
    assert_eq!(changes(&ada.json(&["push"])), 0);
    let sam = candidate(&server, "sam");
    assert!(listed(&sam).as_array().unwrap().is_empty() || listed(&sam)[0]["withdrawn"] == true);
    assert_eq!(ada.json(&["pull"])["changes"][0]["act"], "withdrawn");
    assert_eq!(changes(&ada.json(&["push"])), 0);
}

#[test]
fn an_assignment_that_is_spoiled_or_gone_in_the_store_is_found_and_sent_again() {
    let server = Server::start();
    let (ada, id) = assigned(&server);
    let sam = candidate(&server, "sam");
    let mut keys = server.keys().into_iter();
    let key = keys.find(|key| key.contains(&id)).unwrap();
    let verify = |home: &Home| {
        let said = home.sync(&["verify", "--json"]).assert();
        let said = said.get_output().stdout.clone();
        let said: Value = serde_json::from_slice(&said).unwrap();
        said["refused"].as_array().unwrap().len()
    };
    assert_eq!((verify(&ada), verify(&sam)), (0, 0));
    let set = |bytes: &[u8]| {
        let mut objects = server.state.objects();
        objects.get_mut(&key).unwrap().bytes = bytes.to_vec();
    };
    set(b"format = 1");
    // Who received it sees that nothing can be read there; who sent it puts it right.
    assert_eq!((verify(&sam), verify(&ada)), (1, 1));
    assert_eq!(changes(&ada.json(&["push"])), 1);
    assert_eq!((verify(&ada), verify(&sam)), (0, 0));
    server.state.objects().remove(&key);
    assert_eq!(verify(&ada), 1);
    assert_eq!(changes(&ada.json(&["push"])), 1);
    assert_eq!(verify(&ada), 0);
}

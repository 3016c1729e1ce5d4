//! `forty new`: a design file to start from.

use predicates::prelude::*;
use predicates::str::{contains, is_empty};

use super::{forty, home, json};

#[test]
fn a_new_design_is_written_and_check_lists_its_todos() {
    let home = home();
    let path = home.path().join("designs/night-bus.toml");
    let made = forty(&home).args(["new", "night-bus"]).assert().success();
    made.stdout(format!("{}\n", path.display()))
        .stderr(contains("forty check"));
    let checked = forty(&home).arg("check").arg(&path).assert().success();
    checked
        .stdout(is_empty())
        .stderr(contains("`brief` still says TODO").and(contains("\n0 errors, ")));
    // Each kind once, with a count; programs get every place.
    let said = forty(&home).arg("check").arg(&path).assert();
    let said = String::from_utf8(said.get_output().stderr.clone()).unwrap();
    assert_eq!(said.matches("`shows` still says TODO").count(), 1, "{said}");
    assert!(
        said.contains("`shows` still says TODO in 120 places, first here"),
        "{said}"
    );
    let listed = json(forty(&home).args(["check", "--json"]).arg(&path));
    let listed = listed["files"][0]["mistakes"].as_array().unwrap().len();
    assert!(
        said.ends_with(&format!("\n0 errors, {listed} warnings\n")),
        "{said}"
    );
    let designs = forty(&home).arg("designs").assert().success();
    designs.stdout(contains(format!("not ready: {listed} TODO")));
    let listing = json(forty(&home).args(["designs", "--json"]));
    let rows = listing["designs"].as_array().unwrap();
    let row = rows.iter().find(|row| row["id"] == "night-bus").unwrap();
    assert_eq!(
        (&row["title"], &row["source"]),
        (&"Night Bus".into(), &"yours".into())
    );
}

#[test]
fn a_new_design_never_replaces_a_file() {
    let home = home();
    forty(&home).args(["new", "mine"]).assert().success();
    let path = home.path().join("designs/mine.toml");
    std::fs::remove_file(&path).unwrap();
    std::os::unix::fs::symlink("/nowhere", &path).unwrap();
    let refused = forty(&home)
        .args(["new", "mine"])
        .assert()
        .code(1)
        .stdout(is_empty());
    refused.stderr(contains("file already exists").and(contains("hint:")));
    assert!(path.is_symlink());
    let left = std::fs::read_dir(home.path().join("designs"))
        .unwrap()
        .count();
    assert_eq!(left, 1, "nothing half-written stays behind");
}

#[test]
fn a_wrong_id_is_wrong_use_and_creates_nothing() {
    let home = home();
    for (id, said) in [
        ("Night Bus", "forty new night-bus"),
        ("../x", "forty new x"),
        ("", "is not an id"),
        ("-", "is not an id"),
        ("ü", "is not an id"),
        ("framework", "choose another id"),
        (&"x".repeat(60), "up to 59"),
    ] {
        let refused = forty(&home).args(["new", "--", id]).assert().code(2);
        refused.stderr(contains(said));
    }
    assert!(!home.path().join("designs").exists());
}

#[test]
fn a_new_design_with_the_id_of_a_shipped_one_says_that_it_replaces_it() {
    let home = home();
    let made = forty(&home)
        .args(["new", "fraud-detection"])
        .assert()
        .success();
    made.stderr(contains("replaces the shipped `fraud-detection`"));
}

#[test]
fn a_new_design_and_its_check_use_the_framework_in_use() {
    let home = home();
    let folder = home.path().join("designs");
    std::fs::create_dir(&folder).unwrap();
    let good = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/content/good/framework.toml"
    );
    std::fs::copy(good, folder.join("framework.toml")).unwrap();
    forty(&home).args(["new", "mine"]).assert().success();
    let listed = forty(&home).arg("designs").output().unwrap().stdout;
    let listed = String::from_utf8(listed).unwrap();
    let rows: Vec<&str> = listed
        .lines()
        .filter(|row| row.contains("not ready: "))
        .collect();
    assert!(matches!(&rows[..], [row] if row.starts_with("mine ") && row.ends_with(" TODO")));
    let shown = json(forty(&home).args(["designs", "mine", "--json"]));
    assert_eq!(shown["stages"][1]["id"], "data");
    assert_eq!(
        shown["stages"][1]["prompts"]
            .as_array()
            .unwrap()
            .last()
            .unwrap()["ask"],
        "TODO 5"
    );
    let checked = forty(&home)
        .arg("check")
        .arg(folder.join("mine.toml"))
        .assert()
        .success();
    checked.stderr(
        contains("has no stage")
            .not()
            .and(contains("has nothing for").not()),
    );
}

#[test]
fn check_takes_the_id_of_a_design_of_ones_own() {
    let home = home();
    forty(&home).args(["new", "mine"]).assert().success();
    let checked = forty(&home).args(["check", "mine"]).assert().success();
    checked.stderr(contains("mine.toml").and(contains("\n0 errors, ")));
    let refused = forty(&home).args(["check", "nothing"]).assert().code(3);
    refused.stderr(contains("cannot read").and(contains("hint: name a file, or the id")));
}

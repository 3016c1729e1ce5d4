//! `docs/format.md` is enough to write a reader: the one in Python finds the same notes as the program, in every sample
//! and in damaged copies.

use std::path::{Path, PathBuf};
use std::process::Command;

use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::Value;

use crate::fixture::{copy, lines, put};

pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Whether Python is installed. If `CI` is set, it must be.
pub fn has_python() -> bool {
    let version = Command::new("python3").arg("--version").output();
    let has = version.is_ok_and(|out| out.status.success());
    assert!(
        has || std::env::var_os("CI").is_none(),
        "python3 is missing"
    );
    if !has {
        eprintln!("python3 is missing: the independent reader was not tried");
    }
    has
}

/// Notes by stage, and whether the session is damaged, as the Python reader has them.
fn by_document(folder: &Path) -> (Vec<String>, bool) {
    let reader = repository().join("tests/format/reader.py");
    let out = Command::new("python3").arg(reader).arg(folder).output();
    let out = out.unwrap();
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{}: {said}", folder.display());
    let read: Value = serde_json::from_slice(&out.stdout).unwrap();
    let notes = read["notes"].as_array().unwrap().iter();
    let notes = notes.map(|notes| notes.as_str().unwrap().to_owned());
    (notes.collect(), read["damaged"].as_bool().unwrap())
}

/// The same from `forty show`.
fn by_program(folder: &Path) -> (Vec<String>, bool) {
    let home = tempfile::tempdir().unwrap();
    let mut forty = cargo_bin_cmd!("forty");
    forty.arg("--home").arg(home.path());
    let shown = forty.arg("show").arg(folder).arg("--json").assert();
    let shown: Value = serde_json::from_slice(&shown.success().get_output().stdout).unwrap();
    let stages = shown["stages"].as_array().unwrap().iter();
    let notes = stages.map(|stage| stage["notes"].as_str().unwrap().to_owned());
    let conditions = shown["condition"].as_array().unwrap();
    let damaged = conditions.iter().any(|condition| condition == "damaged");
    (notes.collect(), damaged)
}

type Damage = fn(&Path);

/// Ways in which a session's files may be damaged.
const DAMAGES: [(&str, Damage); 8] = [
    ("none", |_| ()),
    ("a torn tail", |folder| {
        let path = folder.join("journal.jsonl");
        let whole = std::fs::read(&path).unwrap();
        put(&path, &whole[..whole.len() - 7]);
    }),
    ("no journal", |folder| {
        std::fs::remove_file(folder.join("journal.jsonl")).unwrap();
    }),
    ("a bad line in the middle", |folder| {
        damage_middle(folder);
    }),
    ("no checkpoint", |folder| {
        std::fs::remove_file(folder.join("checkpoint.jsonl")).unwrap();
    }),
    ("no checkpoint and a bad line in the middle", |folder| {
        std::fs::remove_file(folder.join("checkpoint.jsonl")).unwrap();
        damage_middle(folder);
    }),
    ("a checkpoint without its last line", |folder| {
        let path = folder.join("checkpoint.jsonl");
        let mut lines = lines(&path);
        lines.pop();
        put(&path, &lines.concat());
    }),
    ("a journal cut after a line", |folder| {
        let path = folder.join("journal.jsonl");
        let lines = lines(&path);
        put(&path, &lines[..lines.len() * 2 / 3].concat());
    }),
];

fn damage_middle(folder: &Path) {
    let path = folder.join("journal.jsonl");
    let mut lines = lines(&path);
    let middle = lines.len() / 2;
    lines[middle] = b"\xffnot a line\n".to_vec();
    put(&path, &lines.concat());
}

#[test]
fn a_reader_written_from_the_document_finds_the_notes_of_every_session_damaged_or_not() {
    if !has_python() {
        return;
    }
    let mut read = 0;
    for sessions in ["sessions", "tests/kept/sessions", "tests/golden/v1"] {
        for entry in std::fs::read_dir(repository().join(sessions)).unwrap() {
            let folder = entry.unwrap().path();
            if !folder.is_dir() {
                continue;
            }
            for (what, damage) in DAMAGES {
                let place = tempfile::tempdir().unwrap();
                let copied = copy(&folder, place.path());
                damage(&copied);
                let (here, there) = (by_document(&copied), by_program(&copied));
                assert_eq!(here, there, "{what}: {}", folder.display());
                read += 1;
            }
        }
    }
    assert!(read >= 6 * DAMAGES.len(), "{read}");
}

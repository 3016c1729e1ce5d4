//! Files from strangers: links, pipes, and texts made to be slow or large. Promise 8.

use std::path::Path;
use std::process::Command;

use forty::store::{Recorder, SaveState, StoreError};
use forty::store::{list, read};

use crate::fixture::{Desk, ID, OTHER_ID, copy, notes, put, sealed, wall};

fn pipe(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status().unwrap();
    assert!(made.success());
}

#[test]
fn links_and_pipes_are_refused_at_once_and_the_rest_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let (written, folder) = Desk::finished(dir.path(), ID);
    for name in [
        "journal.jsonl",
        "checkpoint.jsonl",
        "session.toml",
        "design.toml",
        "notes.md",
        "lock",
    ] {
        for kind in ["link", "pipe", "folder", "device"] {
            let place = tempfile::tempdir().unwrap();
            let copied = copy(&folder, place.path());
            let path = copied.join(name);
            std::fs::rename(&path, place.path().join("real")).unwrap();
            match kind {
                "link" => std::os::unix::fs::symlink(place.path().join("real"), &path).unwrap(),
                "pipe" => pipe(&path),
                "folder" => std::fs::create_dir(&path).unwrap(),
                _ => std::os::unix::fs::symlink("/dev/zero", &path).unwrap(),
            }
            let found = read(&copied).unwrap();
            assert_eq!(notes(&found.session), notes(&written), "{name} as a {kind}");
            assert_eq!(list(place.path()).unwrap().sessions.len(), 1);
            if name == "journal.jsonl" {
                let told = found.remarks.join("\n");
                assert!(told.contains("not an ordinary file"), "{told}");
            }
        }
    }
}

/// Promises 4 and 8: a writer that opened such a file could hang or write elsewhere.
#[test]
fn a_link_a_pipe_or_a_folder_in_place_of_a_file_is_set_aside_by_resume_and_debrief() {
    let dir = tempfile::tempdir().unwrap();
    let (finished, folder) = Desk::finished(dir.path(), ID);
    let (killed, _, other) = Desk::killed(dir.path(), OTHER_ID);
    for (folder, written) in [(folder, finished), (other, killed)] {
        for name in [
            "journal.jsonl",
            "checkpoint.jsonl",
            "session.toml",
            "notes.md",
            "lock",
        ] {
            for kind in ["link", "pipe", "folder"] {
                let place = tempfile::tempdir().unwrap();
                let copied = copy(&folder, place.path());
                let (path, real) = (copied.join(name), place.path().join("real"));
                std::fs::rename(&path, &real).unwrap();
                match kind {
                    "link" => std::os::unix::fs::symlink(&real, &path).unwrap(),
                    "pipe" => pipe(&path),
                    _ => std::fs::create_dir(&path).unwrap(),
                }
                let before = std::fs::read(&real).unwrap();
                let (found, mut recorder) = Recorder::open(&copied, &wall())
                    .unwrap_or_else(|why| panic!("{name} as a {kind}: {why}"));
                if name != "journal.jsonl" || written.is_finished() {
                    assert_eq!(notes(&found.session), notes(&written), "{name} as a {kind}");
                }
                let saved = recorder.checkpoint(&found.session, |_| "page".to_owned());
                assert_eq!(saved, SaveState::Saved);
                assert_eq!(recorder.close(), SaveState::Saved, "{name} as a {kind}");
                let aside = copied.join(format!("{name}.aside"));
                assert!(aside.symlink_metadata().is_ok(), "{name} as a {kind}");
                assert_eq!(std::fs::read(&real).unwrap(), before, "{name} as a {kind}");
                let again = read(&copied).unwrap();
                assert_eq!(notes(&again.session), notes(&found.session));
            }
        }
    }
}

#[test]
fn a_design_copy_that_cannot_be_read_is_called_what_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let (_, folder) = Desk::finished(dir.path(), ID);
    let path = folder.join("design.toml");
    let said = || read(&folder).unwrap().design_text.unwrap_err();
    put(&path, b"format = 1\ntitle = \"\xff\"\n");
    assert_eq!(said(), "`design.toml` is not text in UTF-8");
    put(&path, &vec![b'#'; 512 * 1024 + 1]);
    assert!(said().starts_with("larger than 512 KiB"), "{}", said());
    std::fs::remove_file(&path).unwrap();
    assert_eq!(said(), "`design.toml` is missing");
    pipe(&path);
    assert_eq!(said(), "`design.toml` is not an ordinary file");
}

#[test]
fn a_folder_that_is_a_link_is_no_session() {
    let dir = tempfile::tempdir().unwrap();
    let (_, folder) = Desk::finished(dir.path(), ID);
    let elsewhere = tempfile::tempdir().unwrap();
    let link = elsewhere.path().join(ID);
    std::os::unix::fs::symlink(&folder, &link).unwrap();
    assert!(matches!(read(&link), Err(StoreError::NoSession(_))));
}

#[test]
fn a_head_with_impossible_values_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let (_, folder) = Desk::finished(dir.path(), ID);
    std::fs::remove_file(folder.join("checkpoint.jsonl")).unwrap();
    let path = folder.join("journal.jsonl");
    let head = crate::fixture::lines(&path).remove(0);
    let head: serde_json::Value = serde_json::from_slice(&head).unwrap();
    let with = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut head = head.clone();
        head.as_object_mut().unwrap().remove("crc");
        change(&mut head);
        put(&path, &sealed(&head.to_string()));
        read(&folder)
    };
    assert!(with(&|_| ()).is_ok());
    assert!(with(&|head| head["plan"]["stages"] = serde_json::json!([])).is_err());
    assert!(with(&|head| head["plan"]["stages"][0]["budget_ms"] = u64::MAX.into()).is_err());
    assert!(with(&|head| head["id"] = "../../etc".into()).is_err());
    let many = |head: &mut serde_json::Value| {
        let stage = head["plan"]["stages"][0].clone();
        head["plan"]["stages"] = vec![stage; 1000].into();
    };
    assert!(with(&many).is_err());
}

#[test]
fn absurd_numbers_and_times_are_bad_lines() {
    let dir = tempfile::tempdir().unwrap();
    let (written, _, folder) = Desk::killed(dir.path(), ID);
    let path = folder.join("journal.jsonl");
    let good = std::fs::read(&path).unwrap();
    let n = written.n + 1;
    for line in [
        format!(r#"{{"n":{},"ms":1,"kind":"here"}}"#, u64::MAX),
        r#"{"n":0,"ms":1,"kind":"here"}"#.to_owned(),
        format!(r#"{{"n":{n},"ms":{},"kind":"here"}}"#, u64::MAX),
        format!(r#"{{"n":{n},"ms":-1,"kind":"here"}}"#),
        format!(r#"{{"n":{n},"ms":1,"kind":"entered"}}"#),
        format!(r#"{{"n":{n},"ms":1,"kind":"{}"}}"#, "[".repeat(100_000)),
        "[".repeat(100_000) + "}",
    ] {
        let mut bytes = good.clone();
        bytes.extend(sealed(&line));
        put(&path, &bytes);
        let found = read(&folder).unwrap();
        assert!(found.session.n <= n);
        assert_eq!(notes(&found.session), notes(&written));
    }
}

#[test]
fn a_line_over_the_limit_is_skipped() {
    let dir = tempfile::tempdir().unwrap();
    let (written, _, folder) = Desk::killed(dir.path(), ID);
    let path = folder.join("journal.jsonl");
    let mut bytes = std::fs::read(&path).unwrap();
    let (n, ms) = (written.n + 1, written.at.as_millis());
    bytes.extend(vec![b'x'; 5 * 1024 * 1024]);
    bytes.push(b'\n');
    bytes.extend(sealed(&format!(r#"{{"n":{n},"ms":{ms},"kind":"here"}}"#)));
    put(&path, &bytes);
    let found = read(&folder).unwrap();
    assert_eq!(found.session.n, n);
    assert_eq!(notes(&found.session), notes(&written));
}

#[test]
fn a_file_over_the_limit_is_not_opened() {
    let dir = tempfile::tempdir().unwrap();
    let (written, folder) = Desk::finished(dir.path(), ID);
    let path = folder.join("journal.jsonl");
    let file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
    file.set_len(64 * 1024 * 1024 + 1).unwrap();
    let found = read(&folder).unwrap();
    assert_eq!(notes(&found.session), notes(&written));
    let told = found.remarks.join("\n");
    assert!(told.contains("larger than 65536 KiB"), "{told}");
}

//! The commands `pack`, `unpack`, `delete` and `list --csv`.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use forty::domain::judging::marks::Debrief;
use forty::store::Recorder;
use predicates::prelude::*;
use predicates::str::{contains, is_empty};
use tempfile::TempDir;

use super::{forty, home, json, samples};

const ID: &str = "20261123-130512-image-caption-generator-661c";

fn put(path: &Path, bytes: &[u8]) {
    let mut options = OpenOptions::new();
    let file = options.create(true).write(true).truncate(true).open(path);
    file.unwrap().write_all(bytes).unwrap();
}

fn mail(home: &TempDir) -> PathBuf {
    let file = home.path().join("mail.tgz");
    samples(home)
        .args(["pack", "last", "-o"])
        .arg(&file)
        .assert()
        .success();
    file
}

/// A home with the sample session, and the folder of the session.
fn with_session() -> (TempDir, PathBuf) {
    let home = home();
    let file = mail(&home);
    forty(&home).arg("unpack").arg(file).assert().success();
    let folder = home.path().join("sessions").join(ID);
    (home, folder)
}

#[test]
fn a_session_is_packed_mailed_and_unpacked() {
    let home = home();
    let file = home.path().join("mail.tgz");
    let packed = samples(&home)
        .args(["pack", "2026", "-o"])
        .arg(&file)
        .assert();
    let expected = format!("packed: {}\nhint: ", file.display());
    let packed = packed.success().stdout(is_empty());
    packed.stderr(contains(expected).and(contains("`forty unpack mail.tgz`")));
    let unpacked = forty(&home).arg("unpack").arg(&file).assert().success();
    let folder = home.path().join("sessions").join(ID);
    let expected = format!("unpacked: {}\n", folder.display());
    unpacked
        .stdout(format!("{ID}\n"))
        .stderr(contains(expected));
    let sent = json(samples(&home).args(["show", ID, "--json"]));
    assert_eq!(json(forty(&home).args(["show", ID, "--json"])), sent);
    // The same file again is no failure.
    let again = forty(&home).arg("unpack").arg(&file).assert().success();
    let expected = format!(
        "nothing new: the session is here already: {}\nhint: show it with `forty show {ID}`\n",
        folder.display()
    );
    again.stdout(format!("{ID}\n")).stderr(expected);
}

#[test]
fn an_archive_can_be_piped() {
    let home = home();
    let packed = samples(&home).args(["pack", "last", "-o", "-"]).assert();
    let bytes = packed.success().get_output().stdout.clone();
    assert_eq!(bytes, std::fs::read(mail(&home)).unwrap());
    let unpacked = forty(&home)
        .args(["unpack", "-"])
        .write_stdin(bytes)
        .assert();
    unpacked.success().stdout(format!("{ID}\n"));
    let refused = forty(&home)
        .args(["unpack", "-"])
        .write_stdin("what?")
        .assert();
    refused
        .code(4)
        .stderr(contains("standard input").and(contains("hint:")));
}

#[test]
fn pack_needs_an_output_and_replaces_a_file_only_with_force() {
    let home = home();
    samples(&home).args(["pack", "last"]).assert().code(2);
    let file = home.path().join("mail.tgz");
    put(&file, b"mine");
    let pack = || {
        let mut command = samples(&home);
        command.args(["pack", "last", "-o"]).arg(&file);
        command
    };
    pack().assert().code(1).stderr(contains("--force"));
    assert_eq!(std::fs::read(&file).unwrap(), b"mine");
    pack().arg("--force").assert().success();
    forty(&home).arg("unpack").arg(&file).assert().success();
    samples(&home)
        .args(["pack", "x", "-o", "-"])
        .assert()
        .code(3);
}

#[test]
fn a_file_that_is_no_archive_is_invalid_content_and_a_missing_file_is_not_found() {
    let home = home();
    let file = home.path().join("mail.tgz");
    forty(&home).arg("unpack").arg(&file).assert().code(3);
    put(&file, b"no archive");
    let refused = forty(&home).arg("unpack").arg(&file).assert().code(4);
    let expected = format!(
        "cannot be unpacked, it is no whole gzip'd tar file: {}",
        file.display()
    );
    refused.stdout(is_empty()).stderr(contains(expected));
    forty(&home).arg("unpack").arg(home.path()).assert().code(4);
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 1);
}

#[test]
fn a_review_comes_back_by_mail() {
    let (candidate, folder) = with_session();
    let (coach, copy) = with_session();
    let review = |minute: u32| {
        format!(
            "format = 1\ncoach = \"Grace\"\nkey = \"k\"\nchanged = \"2026-11-24T10:{minute}:00Z\"\n\
             published_at = \"2026-11-24T10:00:00Z\"\n\
             [[stage]]\nid = \"problem-setup\"\nmark = [{{ item = 0, mark = \"not-shown\" }}]\n"
        )
    };
    std::fs::create_dir(copy.join("reviews")).unwrap();
    let file = coach.path().join("back.tgz");
    let send_back = |minute| {
        put(
            &copy.join("reviews/grace-00aa.toml"),
            review(minute).as_bytes(),
        );
        let mut pack = forty(&coach);
        pack.args(["pack", ID, "--force", "-o"]).arg(&file);
        pack.assert().success();
        forty(&candidate).arg("unpack").arg(&file).assert()
    };
    let came = send_back(10).success().stdout(format!("{ID}\n"));
    let expected = format!(
        "added: reviews/grace-00aa.toml\nreviews added: {}\n",
        folder.display()
    );
    came.stderr(contains(expected));
    let came = send_back(20).success();
    came.stderr(contains("the earlier one is now").and(contains("grace-00aa.toml.aside\n")));
    let old = send_back(15).success();
    old.stderr(contains("note: left out").and(contains("nothing new")));
    let there = std::fs::read_to_string(folder.join("reviews/grace-00aa.toml")).unwrap();
    assert_eq!(there, review(20));
    let listing = json(forty(&candidate).args(["list", "--json"]));
    assert_eq!(listing["sessions"][0]["reviews"], 1);
}

/// Writes the line "Next time I will" of a session.
fn write(folder: &Path, text: &str) {
    let wall = chrono::DateTime::UNIX_EPOCH.fixed_offset();
    let (found, mut recorder) = Recorder::open(folder, &wall).unwrap();
    let mut debrief = Debrief::of(found.session).unwrap();
    debrief.next_time(text, wall);
    recorder.append(&debrief.take_outbox(), debrief.session());
    recorder.close();
}

#[test]
fn later_events_of_the_candidate_reach_the_coach_by_mail() {
    let (home, folder) = with_session();
    let (coach, copy) = with_session();
    let file = home.path().join("more.tgz");
    write(&folder, "say the peak");
    let mail = |from: &TempDir, to: &TempDir| {
        let mut pack = forty(from);
        pack.args(["pack", ID, "--force", "-o"]).arg(&file);
        pack.assert().success();
        forty(to).arg("unpack").arg(&file).assert()
    };
    let came = mail(&home, &coach).success().stdout(format!("{ID}\n"));
    let expected = format!("continued: 1 more event in {}\n", copy.display());
    came.stderr(predicate::str::starts_with(expected));
    let again = mail(&home, &coach).success();
    again.stderr(contains("nothing new: the session is here already: "));
    let earlier = mail(&with_session().0, &home).success();
    let expected = format!(
        "nothing new: the session here is ahead of the archive by 1 event: {}\nhint: ",
        folder.display()
    );
    earlier.stderr(predicate::str::starts_with(expected));
    write(&folder, "one way");
    write(&copy, "another way");
    let expected = "error: the session here and the archive differ from event ";
    let differs = mail(&home, &coach).code(1).stdout(is_empty());
    differs.stderr(predicate::str::starts_with(expected).and(contains("`forty delete ")));
}

#[test]
fn a_review_that_is_not_published_is_in_no_list_page_or_archive() {
    let (home, folder) = with_session();
    let review = "format = 1\ncoach = \"Grace\"\nkey = \"k\"\n\
        [[stage]]\nid = \"problem-setup\"\nmark = [{ item = 0, mark = \"not-shown\" }]\n";
    std::fs::create_dir(folder.join("reviews")).unwrap();
    put(&folder.join("reviews/grace-00aa.toml"), review.as_bytes());
    let listing = json(forty(&home).args(["list", "--json"]));
    assert_eq!(listing["sessions"][0]["reviews"], 0);
    let shown = json(forty(&home).args(["show", ID, "--json"]));
    assert_eq!(shown["reviews"].as_array().unwrap().len(), 0);
    for format in ["md", "html", "json"] {
        let mut export = forty(&home);
        let page = export.args(["export", ID, "--format", format, "-o", "-"]);
        page.assert().success().stdout(contains("Grace").not());
    }
    let mut pack = forty(&home);
    pack.args(["pack", ID, "-o"])
        .arg(home.path().join("back.tgz"));
    let expected = "note: not packed, because it is not published: reviews/grace-00aa.toml";
    pack.assert().success().stderr(contains(expected));
}

#[test]
fn unpacking_never_replaces_another_session_of_the_same_name() {
    let (home, folder) = with_session();
    let file = home.path().join("mail.tgz");
    put(&folder.join("journal.jsonl"), b"something else\n");
    let refused = forty(&home).arg("unpack").arg(&file).assert().code(1);
    let expected = format!(
        "error: another session has this name: {}\n",
        folder.display()
    );
    refused.stderr(contains(expected).and(contains(format!("`forty delete {ID}`"))));
    assert_eq!(
        std::fs::read(folder.join("journal.jsonl")).unwrap(),
        b"something else\n"
    );
}

#[test]
fn a_deleted_session_is_restored_unchanged() {
    let (home, folder) = with_session();
    let trash = home.path().join("trash").join(ID);
    let deleted = forty(&home).args(["delete", "last"]).assert().success();
    let expected = format!(
        "moved to the trash: {}\nhint: restore it with `forty delete {ID} --undo`\n",
        trash.display()
    );
    deleted.stdout(is_empty()).stderr(expected);
    assert!(trash.is_dir() && !folder.exists());
    forty(&home).args(["delete", ID]).assert().code(3);
    for word in [ID, "2026", "last"] {
        let back = forty(&home).args(["delete", word, "--undo"]).assert();
        back.success()
            .stderr(format!("restored: {}\n", folder.display()));
        forty(&home).args(["delete", ID]).assert().success();
    }
    forty(&home)
        .args(["delete", "last", "--undo"])
        .assert()
        .success();
    for word in ["last", ID] {
        let none = forty(&home).args(["delete", word, "--undo"]).assert();
        none.code(3).stderr(contains("in the trash: "));
    }
    assert!(folder.is_dir());
}

#[test]
fn a_session_in_use_is_not_deleted() {
    let (home, folder) = with_session();
    let mut options = OpenOptions::new();
    let lock = options.create(true).truncate(true).write(true);
    let lock = lock.open(folder.join("lock")).unwrap();
    lock.lock().unwrap();
    let refused = forty(&home).args(["delete", "last"]).assert().code(5);
    refused.stderr(contains("is open in another window").and(contains("`forty show")));
    assert!(folder.is_dir());
    drop(lock);
    forty(&home).args(["delete", "last"]).assert().success();
}

#[test]
fn csv_has_a_row_for_each_session_and_no_formula() {
    let (home, folder) = with_session();
    let csv = || {
        let listed = forty(&home).args(["list", "--csv"]).assert().success();
        String::from_utf8(listed.get_output().stdout.clone()).unwrap()
    };
    let header = "id,design,title,candidate,started_at,ended_at,status,condition,elapsed_ms,over_ms,\
        worst_over_ms,reviews,assignment,level:problem-setup,level:data-pipeline,level:model-architecture,\
        level:serving-infrastructure,level:monitoring-iteration";
    let row = format!(
        "{ID},image-caption-generator,Image Caption Generator,sam,2026-11-23T14:05:12+01:00,\
        2026-11-23T14:45:00+01:00,finished,paused,2208000,49000,49000,0,,,,,,"
    );
    assert_eq!(csv(), format!("{header}\n{row}\n"));
    let path = folder.join("session.toml");
    let checkpoint = std::fs::read_to_string(&path).unwrap();
    let hostile = checkpoint
        .replacen(
            "candidate = \"sam\"",
            "candidate = \" =HYPERLINK(\\\"x\\\")\\u001b\"",
            1,
        )
        .replacen("title = \"Image", "title = \"＋Image", 1)
        .replacen("condition = [", "condition = [\"@x\", ", 1)
        + "\n[levels]\nproblem-setup = 3\n\"-x\" = 1\n";
    put(&path, hostile.as_bytes());
    let shown = csv();
    for cell in [
        ",\"' =HYPERLINK(\"\"x\"\")␛\",",
        ",'＋Image Caption Generator,",
        ",\"'@x, paused\",",
        ",level:-x\n",
        ",3,,,,,1\n",
    ] {
        assert!(shown.contains(cell), "{cell} in {shown}");
    }
    forty(&home)
        .args(["list", "--csv", "--json"])
        .assert()
        .code(2);
    let none = forty(&home)
        .args(["list", "--csv", "--candidate", "x"])
        .assert();
    none.success()
        .stdout(predicate::str::starts_with("id,design,"));
}

#[test]
fn a_hint_repeats_the_flags_that_find_the_session() {
    let home = home();
    let kept = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/kept/sessions")
        .join(ID);
    let elsewhere = home.path().join("some where");
    let folder = elsewhere.join(ID);
    std::fs::create_dir_all(&folder).unwrap();
    for file in [
        "journal.jsonl",
        "checkpoint.jsonl",
        "session.toml",
        "design.toml",
    ] {
        std::fs::copy(kept.join(file), folder.join(file)).unwrap();
    }
    let output = forty(&home)
        .arg("--sessions")
        .arg(&elsewhere)
        .args(["delete", "last"])
        .assert()
        .success();
    let output = String::from_utf8(output.get_output().stderr.clone()).unwrap();
    let hint = format!(
        "`forty --sessions '{}' delete {ID} --undo`",
        elsewhere.display()
    );
    assert!(output.contains(&hint), "{output}");
    assert!(!folder.exists());
    forty(&home)
        .arg("--sessions")
        .arg(&elsewhere)
        .args(["delete", ID, "--undo"])
        .assert()
        .success();
    assert!(folder.exists());
}

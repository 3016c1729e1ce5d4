//! Folders, session ids, and file modes.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use forty::store::{Class, Given, Paths, StoreError, check_id, resolve, session_id};

use crate::fixture::{Desk, ID, OTHER_ID, wall};

fn given() -> Given {
    Given {
        xdg_data_home: Some("/x/data".into()),
        xdg_config_home: Some("/x/config".into()),
        xdg_state_home: Some("/x/state".into()),
        ..Given::default()
    }
}

#[test]
fn xdg_variables_place_the_folders_where_they_are_absolute() {
    let paths = Paths::resolve(&given()).unwrap();
    assert_eq!(paths.data, Path::new("/x/data/forty"));
    assert_eq!(paths.config, Path::new("/x/config/forty"));
    assert_eq!(paths.state, Path::new("/x/state/forty"));
    assert_eq!(paths.sessions, Path::new("/x/data/forty/sessions"));
    assert_eq!(paths.designs, Path::new("/x/data/forty/designs"));
    assert_eq!(paths.trash, Path::new("/x/data/forty/trash"));
    let relative = Given {
        xdg_data_home: Some("data".into()),
        ..given()
    };
    assert_ne!(
        Paths::resolve(&relative).unwrap().data,
        PathBuf::from("data/forty")
    );
}

#[test]
fn a_given_home_moves_data_config_and_state_together() {
    let home = Given {
        home: Some("/h".into()),
        ..given()
    };
    let paths = Paths::resolve(&home).unwrap();
    for folder in [
        &paths.data,
        &paths.config,
        &paths.state,
        &paths.sessions,
        &paths.trash,
    ] {
        assert!(folder.starts_with("/h"), "{}", folder.display());
    }
}

#[test]
fn sessions_and_designs_move_alone() {
    let moved = Given {
        sessions: Some("/s".into()),
        designs: Some("d".into()),
        ..given()
    };
    let paths = Paths::resolve(&moved).unwrap();
    assert_eq!(paths.sessions, Path::new("/s"));
    assert_eq!(paths.designs, std::env::current_dir().unwrap().join("d"));
    assert_eq!(paths.data, Path::new("/x/data/forty"));
}

#[test]
fn an_id_is_the_start_in_utc_the_design_and_four_digits() {
    let id = session_id(&wall(), "caption-generator", 0xaf);
    assert_eq!(id, "20261123-130512-caption-generator-00af");
    assert!(check_id(&id).is_ok());
}

#[test]
fn what_is_no_id_is_refused_before_a_path_is_made_of_it() {
    let long = "a".repeat(97);
    for id in ["", "..", "-a", "a/b", "A", "a_b", "é", "a\0", "a.b", &long] {
        let error = check_id(id).unwrap_err();
        assert_eq!(error.class(), Class::Usage, "{id}");
    }
    assert!(check_id(&"a".repeat(96)).is_ok());
    let dir = tempfile::tempdir().unwrap();
    let mut head = crate::fixture::head(ID);
    head.id = "../escaped".to_owned();
    assert!(forty::store::Recorder::create(dir.path(), &head, "").is_err());
    assert!(!dir.path().join("../escaped").exists());
}

#[test]
fn a_session_is_found_by_id_prefix_path_or_as_the_last() {
    let dir = tempfile::tempdir().unwrap();
    let folders = [ID, OTHER_ID].map(|id| Desk::start(dir.path(), id).folder());
    let sessions = folders[0].parent().unwrap();
    let found = |word: &str| resolve(sessions, word);
    assert_eq!(found(ID).unwrap(), folders[0]);
    assert_eq!(found("20261122").unwrap(), folders[1]);
    assert_eq!(found("last").unwrap(), folders[0]);
    let path = folders[1].to_str().unwrap();
    assert_eq!(found(path).unwrap(), folders[1].canonicalize().unwrap());
    let error = found("2026112").unwrap_err();
    assert_eq!(error.class(), Class::Usage);
    assert_eq!(
        error.to_string(),
        format!("`2026112` fits 2 sessions: `{ID}`, `{OTHER_ID}`")
    );
    for word in ["nothing", "../..", "/", "/nowhere/at-all", "\u{1b}[2J", ""] {
        let error = found(word).unwrap_err();
        assert!(
            matches!(error, StoreError::NoSession(_) | StoreError::BadId(_)),
            "{word}"
        );
    }
}

#[test]
fn of_two_started_within_a_second_the_last_is_the_later() {
    let dir = tempfile::tempdir().unwrap();
    let ids = ["20261123-130512-a-ffff", "20261123-130512-a-0000"];
    for (id, ms) in ids.into_iter().zip([100, 900]) {
        let mut head = crate::fixture::head(id);
        head.wall += chrono::Duration::milliseconds(ms);
        let mut recorder = forty::store::Recorder::create(dir.path(), &head, "").unwrap();
        let session = forty::domain::session::Session::new(head);
        recorder.checkpoint(&session, |_| String::new());
        recorder.flush();
    }
    assert!(resolve(dir.path(), "last").unwrap().ends_with(ids[1]));
}

#[test]
fn without_sessions_there_is_no_last() {
    let dir = tempfile::tempdir().unwrap();
    let error = resolve(&dir.path().join("sessions"), "last").unwrap_err();
    assert_eq!(error.class(), Class::NotFound);
}

#[test]
fn files_are_for_the_owner_alone() {
    let dir = tempfile::tempdir().unwrap();
    let (_, folder) = Desk::finished(dir.path(), ID);
    check_modes(&folder);
}

/// The umask belongs to the process, so the test runs in another process.
#[test]
fn files_are_for_the_owner_alone_whatever_the_umask() {
    let Ok(place) = std::env::var("FORTY_TEST_UMASK") else {
        for umask in ["0", "0277"] {
            let dir = tempfile::tempdir().unwrap();
            let run = "umask $1; exec \"$0\" --exact places::files_are_for_the_owner_alone_whatever_the_umask";
            let mut shell = Command::new("sh");
            shell
                .args(["-c", run])
                .arg(std::env::current_exe().unwrap())
                .arg(umask);
            shell.env("FORTY_TEST_UMASK", dir.path());
            let out = shell.output().unwrap();
            assert!(
                out.status.success(),
                "{umask}: {}",
                String::from_utf8_lossy(&out.stdout)
            );
        }
        return;
    };
    let (_, folder) = Desk::finished(Path::new(&place), ID);
    check_modes(&folder);
}

fn check_modes(folder: &Path) {
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(folder), 0o700);
    assert_eq!(mode(folder.parent().unwrap()), 0o700);
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
        names.push(path.file_name().unwrap().to_str().unwrap().to_owned());
    }
    names.sort();
    let all = [
        "checkpoint.jsonl",
        "design.toml",
        "journal.jsonl",
        "lock",
        "notes.md",
        "session.toml",
    ];
    assert_eq!(names, all);
}

//! Folders, session ids, and file modes.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use forty::domain::session::event::Wall;
use forty::store::{Class, Given, Paths, StoreError, check_id, session_id, write_given};

use crate::fixture::{Desk, ID, OTHER_ID, paths_in, put, wall};

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

/// The session with this name in a sessions folder.
fn find_in(sessions: &Path, word: &str, now: &Wall) -> Result<PathBuf, StoreError> {
    let paths = Paths {
        sessions: sessions.to_owned(),
        ..paths_in(sessions)
    };
    forty::store::find(&paths, word, now)
}

#[test]
fn a_session_is_found_by_id_prefix_path_or_as_the_last() {
    let dir = tempfile::tempdir().unwrap();
    let folders = [ID, OTHER_ID].map(|id| Desk::start(dir.path(), id).folder());
    let sessions = folders[0].parent().unwrap();
    let found = |word: &str| find_in(sessions, word, &wall());
    assert_eq!(found(ID).unwrap(), folders[0]);
    assert_eq!(found("20261122").unwrap(), folders[1]);
    assert_eq!(found("last").unwrap(), folders[0]);
    let path = folders[1].to_str().unwrap();
    assert_eq!(found(path).unwrap(), folders[1].canonicalize().unwrap());
    let error = found("2026112").unwrap_err();
    assert_eq!(error.class(), Class::Usage);
    assert_eq!(
        error.to_string(),
        format!("`2026112` matches 2 sessions: `{ID}`, `{OTHER_ID}`")
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
    assert!(
        find_in(dir.path(), "last", &wall())
            .unwrap()
            .ends_with(ids[1])
    );
}

#[test]
fn a_start_under_a_clock_in_the_future_is_the_last_only_while_that_clock_runs() {
    let dir = tempfile::tempdir().unwrap();
    let later = "20310101-000000-caption-generator-0001";
    for id in [OTHER_ID, ID, later] {
        Desk::killed(dir.path(), id);
    }
    let sessions = dir.path().join("sessions");
    let in_2031 = wall() + chrono::Duration::days(5 * 366);
    let seconds_ago = wall() - chrono::Duration::minutes(9);
    let before_both = wall() - chrono::Duration::days(1);
    for (now, expected) in [
        (wall(), ID),
        (in_2031, later),
        (seconds_ago, ID),
        (before_both, OTHER_ID),
    ] {
        let found = find_in(&sessions, "last", &now).unwrap();
        assert!(found.ends_with(expected), "{now}: {}", found.display());
        let mut newest = forty::store::newest(&sessions, &now, 1).unwrap();
        let first = newest.next().unwrap();
        assert_eq!(first.summary.id, expected, "{now}");
        let listing = forty::store::list(&sessions).unwrap();
        let latest = listing.latest(forty::store::Status::InProgress, &now);
        assert_eq!(latest.unwrap().summary.id, expected, "{now}");
    }
    // The list is by date all the same.
    let listing = forty::store::list(&sessions).unwrap();
    assert_eq!(listing.sessions.len(), 3);
}

/// Every state that a kill or a power cut can leave between the folder's creation and the first line.
#[test]
fn a_start_that_was_killed_before_its_first_line_is_no_session() {
    let dir = tempfile::tempdir().unwrap();
    let (_, folder) = Desk::finished(dir.path(), OTHER_ID);
    let sessions = folder.parent().unwrap();
    let killed = sessions.join(ID);
    let steps: [(&str, &[u8]); 6] = [
        ("lock", b""),
        (
            "lock",
            b"format = 1\npid = 1\nsince = \"2026-11-23T14:05:12+01:00\"\n",
        ),
        ("design.toml", b"format = "),
        ("design.toml", b"format = 1\n"),
        ("journal.jsonl", b""),
        ("journal.jsonl", b"{\"n\":1,\"ms\":0,\"ki"),
    ];
    std::fs::create_dir(&killed).unwrap();
    for step in 0..=steps.len() {
        let last = find_in(sessions, "last", &wall()).unwrap();
        assert_eq!(last, folder, "after step {step}");
        let listing = forty::store::list(sessions).unwrap();
        assert_eq!(listing.sessions.len(), 1);
        assert!(listing.unreadable.is_empty(), "after step {step}");
        if let Some((name, bytes)) = steps.get(step) {
            put(&killed.join(name), bytes);
        }
    }
    // A line that cannot be read is a session that was damaged: it is named and never passed over.
    put(&killed.join("journal.jsonl"), b"{\"n\":1,\"ms\":0,\"ki\n");
    assert_eq!(find_in(sessions, "last", &wall()).unwrap(), killed);
    assert_eq!(forty::store::list(sessions).unwrap().unreadable.len(), 1);
    // So is anything that a start does not write.
    put(&killed.join("journal.jsonl"), b"");
    put(&killed.join("notes.md"), b"");
    assert_eq!(find_in(sessions, "last", &wall()).unwrap(), killed);
}

#[test]
fn where_only_a_killed_start_is_there_is_no_last() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join(ID)).unwrap();
    let error = find_in(dir.path(), "last", &wall()).unwrap_err();
    assert!(matches!(error, StoreError::NoSessions(_)), "{error}");
}

#[test]
fn without_sessions_there_is_no_last() {
    let dir = tempfile::tempdir().unwrap();
    let error = find_in(&dir.path().join("sessions"), "last", &wall()).unwrap_err();
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

#[test]
fn a_given_file_is_replaced_whole_or_not_at_all_and_keeps_its_mode() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("page.html");
    write_given(&path, b"one", false).unwrap();
    assert!(write_given(&path, b"two", false).is_err());
    assert_eq!(std::fs::read(&path).unwrap(), b"one");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    // Who has the old file open reads the old bytes to their end: the file was replaced by a rename.
    let mut reader = std::fs::File::open(&path).unwrap();
    write_given(&path, b"three", true).unwrap();
    let mut old = String::new();
    std::io::Read::read_to_string(&mut reader, &mut old).unwrap();
    assert_eq!(old, "one");
    assert_eq!(std::fs::read(&path).unwrap(), b"three");
    assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o640);
    let link = dir.path().join("link");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    write_given(&link, b"four", true).unwrap();
    assert!(link.symlink_metadata().unwrap().is_symlink());
    assert_eq!(std::fs::read(&path).unwrap(), b"four");
    write_given(Path::new("/dev/null"), b"five", true).unwrap();
    let names = std::fs::read_dir(dir.path()).unwrap().count();
    assert_eq!(names, 2, "no temporary file is left");
}

#[test]
fn the_summary_says_in_its_first_line_that_edits_are_lost() {
    let dir = tempfile::tempdir().unwrap();
    let (_, folder) = Desk::finished(dir.path(), ID);
    let text = std::fs::read_to_string(folder.join("session.toml")).unwrap();
    let first = text.lines().next().unwrap();
    assert!(
        first.starts_with('#') && first.contains("edits here are lost"),
        "{first}"
    );
}

#[test]
fn temporary_files_that_a_kill_left_in_the_state_folder_are_removed_after_an_hour() {
    let dir = tempfile::tempdir().unwrap();
    let given = Given {
        home: Some(dir.path().to_owned()),
        ..Given::default()
    };
    let paths = Paths::resolve(&given).unwrap();
    let minutes = |minutes: u64| SystemTime::from(wall()) - Duration::from_secs(60 * minutes);
    let at = |folder: &Path, name: &str, time: SystemTime| {
        std::fs::create_dir_all(folder).unwrap();
        let path = folder.join(name);
        put(&path, b"x");
        let file = std::fs::OpenOptions::new().write(true).open(&path);
        file.unwrap().set_modified(time).unwrap();
        path
    };
    let folders = [&paths.state, &paths.config, &paths.assignments()].map(Clone::clone);
    let old = folders
        .each_ref()
        .map(|it| at(it, ".replacing-a", minutes(61)));
    let kept = folders
        .each_ref()
        .map(|it| at(it, ".replacing-b", minutes(59)));
    let other = at(&paths.state, "seen-ada-4f2a.toml", minutes(999));
    let future = at(
        &paths.state,
        ".replacing-c",
        minutes(0) + Duration::from_secs(999_999),
    );
    let link = paths.state.join(".replacing-d");
    std::os::unix::fs::symlink(&other, &link).unwrap();
    forty::store::sweep(&paths, &wall());
    assert!(old.iter().all(|path| !path.exists()));
    let left = kept.iter().chain([&other, &future, &link]);
    assert!(left.into_iter().all(|path| path.exists()));
}

//! A session whose folder is lost, or taken by another program, goes on elsewhere and comes back. Promises 5 and 7.

use std::path::{Path, PathBuf};
use std::time::Duration;

use forty::app::cohort::cohort;
use forty::app::context::AppContext;
use forty::app::recording::{Closed, Recording};
use forty::domain::interview::Interview;
use forty::domain::overview::Role;
use forty::domain::session::Session;
use forty::domain::session::notes::Edit;
use forty::domain::settings::Settings;
use forty::store::{
    Coach, Given, Paths, Recorder, ReviewFile, SaveState, Scores, find, list_with_rescued, read,
    reviews, take_back,
};

use crate::fixture::{DESIGN_TEXT, Desk, ID, head, notes, put, reading, wall};

/// A session as the program runs it.
struct Run {
    recording: Recording,
    interview: Interview,
    now: Duration,
    paths: Paths,
}

fn paths(dir: &Path) -> Paths {
    let given = Given {
        home: Some(dir.join("forty")),
        ..Given::default()
    };
    let home = dir.join("home");
    let temporary = dir.join("temporary");
    std::fs::create_dir_all(&home).unwrap();
    std::fs::create_dir_all(&temporary).unwrap();
    Paths {
        user_home: Some(home),
        temporary,
        ..Paths::resolve(&given).unwrap()
    }
}

impl Run {
    fn start(dir: &Path) -> Self {
        let paths = paths(dir);
        let recorder = Recorder::create(&paths.sessions, &head(ID), DESIGN_TEXT).unwrap();
        let mut run = Self {
            recording: Recording::new(recorder),
            interview: Interview::start(head(ID), reading(Duration::ZERO)),
            now: Duration::ZERO,
            paths,
        };
        run.record();
        run
    }

    fn record(&mut self) {
        let entries = self.interview.take_outbox();
        let session = self.interview.session();
        let now = reading(self.now);
        self.recording.record(&entries, session, now, &self.paths);
    }

    /// Types a text at the end of the notes, in the second after the last one.
    fn type_text(&mut self, text: &str) {
        self.now += Duration::from_millis(1100);
        self.insert(text);
    }

    fn insert(&mut self, text: &str) {
        let rope = self.interview.session().stages[0].notes.rope();
        let edit = Edit {
            at: rope.len_chars(),
            removed: 0,
            inserted: text.to_owned(),
        };
        self.interview.edit(0, edit, reading(self.now));
        self.record();
    }

    fn session(&self) -> Session {
        self.interview.session().clone()
    }

    fn folder(&self) -> PathBuf {
        self.paths.sessions.join(ID)
    }

    /// Opens a session as it is on disk.
    fn open(folder: &Path, paths: &Paths) -> Self {
        let (found, recorder) = Recorder::open(folder, &wall()).unwrap();
        let now = reading(Duration::ZERO);
        Self {
            recording: Recording::new(recorder),
            interview: Interview::reopen(found.session, "forty 0".to_owned(), now),
            now: Duration::ZERO,
            paths: paths.clone(),
        }
    }

    fn close(self) -> (Closed, Session) {
        let session = self.session();
        let now = reading(self.now);
        let closed = self.recording.close(&session, now, &self.paths, false);
        (closed, session)
    }
}

/// Checks that a folder has all notes of the session.
fn assert_holds(folder: &Path, session: &Session) {
    let found = read(folder).unwrap();
    assert_eq!(notes(&found.session), notes(session));
    assert_eq!(found.session.n, session.n);
}

/// Removes a folder to which another thread may be writing: what it adds in between goes too.
fn remove(folder: &Path) {
    while folder.exists() {
        let _ = std::fs::remove_dir_all(folder);
    }
}

#[test]
fn with_the_lock_removed_both_writers_keep_all_that_they_wrote() {
    type Act = fn(&Path);
    let acts: [Act; 2] = [
        |lock| std::fs::remove_file(lock).unwrap(),
        |lock| {
            let copy = lock.with_extension("copy");
            put(&copy, b"");
            std::fs::rename(copy, lock).unwrap();
        },
    ];
    for act in acts {
        let dir = tempfile::tempdir().unwrap();
        let mut first = Run::start(dir.path());
        first.type_text("of both ");
        act(&first.folder().join("lock"));
        let (found, recorder) = Recorder::open(&first.folder(), &wall()).unwrap();
        let now = reading(first.now);
        let mut second = Run {
            recording: Recording::new(recorder),
            interview: Interview::reopen(found.session, "forty 0".to_owned(), now),
            now: first.now,
            paths: paths(dir.path()),
        };
        second.record();
        second.type_text("of the second ");
        first.insert("of the first ");
        first.type_text("and on");
        second.type_text("and on");
        let notice = first.recording.take_notice().unwrap();
        assert!(notice.contains("this session continues in"), "{notice}");
        assert_eq!(first.recording.folder(), first.paths.rescued().join(ID));
        assert_eq!(first.recording.save_error(), None);
        let (folder, session) = (second.recording.folder().to_owned(), second.session());
        assert_holds(&folder, &session);
        assert_holds(first.recording.folder(), &first.session());
        let (closed, session) = first.close();
        assert_eq!(closed.state, SaveState::Saved);
        let words = closed.farewell("0:01");
        let rescued = closed.rescued_to.unwrap();
        assert_holds(&rescued, &session);
        // The session is open in its own folder, so that only the path leads to this copy.
        let command = format!("`forty resume {}` continues it", rescued.display());
        assert!(words.ends_with(&command), "{words}");
        let (closed, session) = second.close();
        assert_eq!(closed.state, SaveState::Saved);
        assert_holds(&closed.rescued_to.unwrap_or(folder), &session);
    }
}

#[test]
fn a_removed_or_replaced_session_goes_on_in_a_rescue_folder() {
    type Act = fn(&Path);
    let acts: [(Act, &str); 7] = [
        (
            |folder| std::fs::remove_dir_all(folder).unwrap(),
            "the folder of this session was moved or removed",
        ),
        (
            |folder| {
                let sessions = folder.parent().unwrap();
                std::fs::rename(sessions, sessions.with_extension("moved")).unwrap();
                put(sessions, b"a file");
            },
            "the sessions folder was moved or removed",
        ),
        (
            |folder| std::fs::rename(folder, folder.with_extension("moved")).unwrap(),
            "the folder of this session was moved or removed",
        ),
        (
            |folder| {
                std::fs::rename(folder, folder.with_extension("moved")).unwrap();
                std::fs::create_dir(folder).unwrap();
            },
            "the folder of this session was replaced by another one",
        ),
        (
            |folder| std::fs::remove_file(folder.join("lock")).unwrap(),
            "the lock was removed or replaced by another program",
        ),
        (
            |folder| std::fs::remove_file(folder.join("journal.jsonl")).unwrap(),
            "`journal.jsonl` was removed or replaced by another program",
        ),
        (
            |folder| {
                let journal = folder.join("journal.jsonl");
                std::fs::copy(&journal, folder.join("copy")).unwrap();
                std::fs::rename(folder.join("copy"), journal).unwrap();
            },
            "`journal.jsonl` was removed or replaced by another program",
        ),
    ];
    for (act, why) in acts {
        let dir = tempfile::tempdir().unwrap();
        let mut run = Run::start(dir.path());
        run.type_text("before ");
        act(&run.folder());
        run.type_text("after");
        let folder = run.recording.folder().to_owned();
        assert_eq!(folder, run.paths.rescued().join(ID));
        let notice = run.recording.take_notice();
        let said = format!("{why}: this session continues in {}", folder.display());
        assert_eq!(notice, Some(said));
        assert_eq!(run.recording.save_error(), None);
        assert_holds(&folder, &run.session());
        let found = read(&folder).unwrap();
        assert_eq!(found.design_text.as_deref(), Ok(DESIGN_TEXT));
        let (closed, _) = run.close();
        assert_eq!(closed.rescued_to, Some(folder));
    }
}

/// The signal comes before the check of the next second.
#[test]
fn a_session_that_is_ended_right_after_its_folder_was_removed_is_rescued() {
    let dir = tempfile::tempdir().unwrap();
    let mut run = Run::start(dir.path());
    run.type_text("all of it");
    remove(&run.folder());
    let (closed, session) = run.close();
    assert_eq!(closed.state, SaveState::Saved);
    assert_holds(&closed.rescued_to.unwrap(), &session);
}

#[test]
fn where_one_rescue_folder_cannot_be_written_the_next_is_tried_and_no_link_is_followed() {
    let dir = tempfile::tempdir().unwrap();
    let trap = dir.path().join("trap");
    std::fs::create_dir(&trap).unwrap();
    let link = |path: &Path| {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(&trap, path).unwrap();
    };
    let paths = paths(dir.path());
    let near_home = paths.user_home.as_ref().unwrap();
    let near_home = near_home.join(format!("forty-rescued-{ID}"));
    link(&paths.rescued());
    let mut run = Run::start(dir.path());
    run.type_text("kept");
    remove(&run.folder());
    let (closed, session) = run.close();
    assert_eq!(closed.rescued_to, Some(near_home.join(ID)));
    assert_holds(&near_home.join(ID), &session);

    std::fs::remove_dir_all(&near_home).unwrap();
    link(&near_home);
    let mut run = Run::start(dir.path());
    run.type_text("kept again");
    remove(&run.folder());
    let (closed, session) = run.close();
    let random = closed.rescued_to.unwrap();
    assert_holds(&random, &session);
    let mode = |path: &Path| {
        use std::os::unix::fs::PermissionsExt;
        path.metadata().unwrap().permissions().mode() & 0o777
    };
    let parent = random.parent().unwrap();
    assert_eq!((mode(parent), mode(&random)), (0o700, 0o700));
    assert_eq!(std::fs::read_dir(&trap).unwrap().count(), 0);
    std::fs::remove_dir_all(parent).unwrap();
}

#[test]
fn a_rescued_session_comes_back_and_the_longer_copy_wins() {
    for is_longer in [true, false] {
        let dir = tempfile::tempdir().unwrap();
        let mut run = Run::start(dir.path());
        run.type_text("both ");
        let spare = crate::fixture::copy(&run.folder(), &dir.path().join("spare"));
        remove(&run.folder());
        if is_longer {
            run.type_text("only the rescued one");
        }
        let paths = run.paths.clone();
        let (closed, session) = run.close();
        let rescued = closed.rescued_to.unwrap();
        // What comes back from a backup is no longer, or longer by an hour.
        crate::fixture::copy(&spare, &paths.sessions);
        let own = paths.sessions.join(ID);
        let mut expected = session;
        if !is_longer {
            let mut longer = Run::open(&own, &paths);
            for word in 0..20 {
                longer.type_text(&format!("{word} "));
            }
            expected = longer.close().1;
        }
        let remarks = take_back(&paths);
        assert_eq!(remarks.len(), 1, "{remarks:?}");
        assert_holds(&own, &expected);
        assert!(!rescued.exists());
        assert!(!own.join("rescued-from").exists());
        assert_eq!(std::fs::read_dir(&paths.trash).unwrap().count(), 1);
        assert_eq!(take_back(&paths), Vec::<String>::new());
    }
}

#[test]
fn a_rescued_session_in_use_or_of_another_folder_is_left_where_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let mut run = Run::start(dir.path());
    run.type_text("in use");
    remove(&run.folder());
    run.type_text(" still");
    let folder = run.recording.folder().to_owned();
    assert_eq!(take_back(&run.paths), Vec::<String>::new());
    assert!(folder.exists());
    let other = Paths {
        sessions: dir.path().join("other"),
        ..run.paths.clone()
    };
    run.close();
    assert_eq!(take_back(&other), Vec::<String>::new());
    assert!(folder.exists());
}

/// A session of which the sessions folder has a shorter copy, or none, and its rescued copy.
fn rescued_with(dir: &Path, has_shorter: bool) -> (Paths, PathBuf, Session) {
    let mut run = Run::start(dir);
    run.type_text("both ");
    let spare = crate::fixture::copy(&run.folder(), &dir.join("spare"));
    remove(&run.folder());
    run.type_text("only the rescued one");
    let paths = run.paths.clone();
    let (closed, session) = run.close();
    if has_shorter {
        crate::fixture::copy(&spare, &paths.sessions);
    }
    (paths, closed.rescued_to.unwrap(), session)
}

#[test]
fn a_rescued_session_that_cannot_be_moved_back_is_opened_and_listed_where_it_is() {
    for has_shorter in [true, false] {
        let dir = tempfile::tempdir().unwrap();
        let (paths, rescued, session) = rescued_with(dir.path(), has_shorter);
        let own = paths.sessions.join(ID);
        // It takes the place of the folder to which the copy goes first.
        let obstacle = paths.sessions.join(".rescued");
        put(&obstacle, b"");
        let remarks = take_back(&paths).join("\n");
        let hint = format!("`forty resume {ID}` opens it");
        assert!(remarks.contains(&hint), "{remarks}");
        assert!(remarks.contains(rescued.to_str().unwrap()), "{remarks}");
        assert_eq!(own.exists(), has_shorter);
        assert!(!paths.trash.exists());
        for word in ["last", ID, &ID[..17], rescued.to_str().unwrap()] {
            let found = find(&paths, word, &wall()).unwrap();
            assert_eq!(found.canonicalize().unwrap(), rescued, "{word}");
        }
        assert_holds(&rescued, &session);
        let listed = list_with_rescued(&paths).unwrap().sessions;
        let folders: Vec<&PathBuf> = listed.iter().map(|listed| &listed.folder).collect();
        assert_eq!(folders, [&rescued]);

        // What is written in the meantime comes back too.
        let mut run = Run::open(&rescued, &paths);
        run.type_text(", and on");
        let (closed, session) = run.close();
        assert_eq!(
            closed.farewell("0:04"),
            "saved at 0:04: `forty resume` continues it"
        );
        std::fs::remove_file(obstacle).unwrap();
        assert_eq!(take_back(&paths).len(), 1);
        assert_holds(&own, &session);
        assert_eq!(paths.trash.exists(), has_shorter);
        let found = find(&paths, rescued.to_str().unwrap(), &wall()).unwrap();
        assert_eq!(found, own, "the path of the farewell");
        assert_eq!(take_back(&paths), Vec::<String>::new());
    }
}

#[test]
fn home_and_the_tables_have_a_rescued_session_that_is_not_back() {
    for has_shorter in [true, false] {
        let dir = tempfile::tempdir().unwrap();
        let (paths, rescued, session) = rescued_with(dir.path(), has_shorter);
        put(&paths.sessions.join(".rescued"), b"");
        let settings = Settings {
            candidate: session.head.candidate.clone(),
            coach: "Ada".to_owned(),
            ..Settings::default()
        };
        let context = AppContext::new(paths, settings, None).unwrap();
        assert_eq!(context.rescued.len(), 1, "{:?}", context.rescued);
        let now = wall();
        let home = context.home_data(&now);
        assert_eq!(home.unfinished.unwrap().id, ID);
        assert_eq!(context.latest_unfinished(&now).unwrap(), ID);
        for role in [Role::Candidate, Role::Coach] {
            let table = context.session_table(role, now).unwrap();
            let rows: Vec<&str> = table.rows.iter().map(|row| &*row.id).collect();
            assert_eq!(rows, [ID], "{role:?}");
            assert_eq!(table.rows[0].elapsed, session.at);
        }
        assert_eq!(context.folder_of(ID), rescued);
        assert!(!context.is_finished(ID).unwrap());
        let (cohort, _) = cohort(&context.paths, &context.library, &[], &now).unwrap();
        assert_eq!(cohort.candidates.len(), 1);
    }
}

/// A coach reviewed the session in its folder, and the rescued copy anew while that could not be moved back.
#[test]
fn of_two_reviews_of_one_coach_the_later_counts_and_both_stay_after_the_session_is_taken_back() {
    for (in_own, in_rescued, later) in [(2, 9, "rescued"), (9, 2, "own")] {
        let dir = tempfile::tempdir().unwrap();
        let (paths, rescued, session) = rescued_with(dir.path(), true);
        let own = paths.sessions.join(ID);
        let coach = Coach::of("Ada", &paths.state, 0x4f2a, &wall()).unwrap().0;
        let open = |folder: &Path| {
            let opened = ReviewFile::open(folder, &session, &coach, &paths.state, &wall());
            opened.unwrap()
        };
        for (folder, text, versions) in [(&own, "own", in_own), (&rescued, "rescued", in_rescued)] {
            let (mut review, file, _) = open(folder);
            for version in 1..=versions {
                review.message.summary = format!("{text} {version}");
                file.save(&review, &Scores::default(), true).unwrap();
            }
            file.flush();
        }
        assert_eq!(take_back(&paths).len(), 1);
        assert_holds(&own, &session);
        let (shown, remarks) = reviews(&own, &session);
        assert_eq!(remarks, Vec::<String>::new());
        let summaries: Vec<&str> = shown.iter().map(|it| &*it.review.message.summary).collect();
        assert_eq!(summaries, [format!("{later} 9")]);
        // The coach may merge both.
        let (review, file, _) = open(&own);
        let copies = file.copies().iter().map(|copy| &copy.review);
        let mut texts: Vec<String> = copies.map(|copy| copy.message.summary.clone()).collect();
        texts.push(review.message.summary);
        texts.sort();
        assert_eq!(
            texts,
            [format!("own {in_own}"), format!("rescued {in_rescued}")]
        );
    }
}

#[test]
fn a_kill_while_a_rescued_session_is_taken_back_loses_none_of_its_copies() {
    for has_all in [true, false] {
        let dir = tempfile::tempdir().unwrap();
        let (paths, rescued, session) = rescued_with(dir.path(), !has_all);
        let above = paths.sessions.join(".rescued");
        std::fs::create_dir(&above).unwrap();
        if has_all {
            // The shorter copy is in the trash already.
            std::fs::rename(&rescued, above.join(ID)).unwrap();
        } else {
            // The file that makes it a rescued copy comes last.
            let part = crate::fixture::copy(&rescued, &above);
            std::fs::remove_file(part.join("rescued-from")).unwrap();
            std::fs::remove_file(part.join("journal.jsonl")).unwrap();
        }
        assert_eq!(take_back(&paths).len(), 1);
        assert_holds(&paths.sessions.join(ID), &session);
        assert!(!above.exists() && !rescued.exists());
    }
}

#[test]
fn a_session_that_is_rescued_twice_comes_back() {
    type Act = fn(&Path);
    let acts: [Act; 2] = [remove, |folder| {
        std::fs::remove_file(folder.join("lock")).unwrap();
    }];
    for act in acts {
        let dir = tempfile::tempdir().unwrap();
        let mut run = Run::start(dir.path());
        run.type_text("one");
        std::fs::remove_file(run.folder().join("lock")).unwrap();
        run.type_text(" two");
        let first = run.recording.folder().to_owned();
        assert_ne!(first, run.folder());
        act(&first);
        run.type_text(" three");
        assert_eq!(run.recording.save_error(), None);
        let (paths, own) = (run.paths.clone(), run.folder());
        let (_, session) = run.close();
        let remarks = take_back(&paths);
        assert!(!remarks.is_empty());
        assert_holds(&own, &session);
        assert_eq!(take_back(&paths), Vec::<String>::new());
    }
}

/// Makes the first two rescue folders unusable.
fn block_rescue(paths: &Paths) {
    put(
        &paths
            .user_home
            .as_ref()
            .unwrap()
            .join(format!("forty-rescued-{ID}")),
        b"",
    );
    std::fs::create_dir_all(&paths.state).unwrap();
    put(&paths.rescued(), b"");
}

#[test]
fn a_session_rescued_among_the_temporary_files_comes_back_and_the_farewell_names_its_path() {
    let dir = tempfile::tempdir().unwrap();
    let mut run = Run::start(dir.path());
    run.type_text("kept");
    block_rescue(&run.paths);
    remove(&run.folder());
    let (paths, own) = (run.paths.clone(), run.folder());
    let (closed, session) = run.close();
    let rescued = closed.rescued_to.clone().unwrap();
    assert!(rescued.starts_with(&paths.temporary));
    let place = rescued.display();
    assert_eq!(
        closed.farewell("0:01"),
        format!("rescued at 0:01, written whole to {place}: `forty resume {place}` continues it")
    );
    assert_eq!(take_back(&paths).len(), 1);
    assert_holds(&own, &session);
    let (closed, _) = Run::open(&own, &paths).close();
    assert_eq!(
        closed.farewell("0:01"),
        "saved at 0:01: `forty resume` continues it"
    );
}

#[test]
fn the_farewell_names_the_command_that_opens_the_session_where_it_is() {
    let dir = tempfile::tempdir().unwrap();
    for (is_lost, is_finished) in [(false, true), (true, true), (true, false)] {
        let mut run = Run::start(dir.path());
        if is_finished {
            run.interview.finish(reading(run.now));
            run.record();
        }
        if is_lost {
            remove(&run.folder());
        }
        let (paths, own) = (run.paths.clone(), run.folder());
        let (closed, _) = run.close();
        let words = closed.farewell("0:01");
        let command = if is_finished {
            "`forty debrief` opens it".to_owned()
        } else {
            "`forty resume` continues it".to_owned()
        };
        assert!(words.ends_with(&command), "{words}");
        take_back(&paths);
        assert_eq!(read(&own).unwrap().session.is_finished(), is_finished);
        remove(&own);
    }
    // A folder of which no command knows.
    let mut run = Run::start(dir.path());
    run.type_text("elsewhere");
    let (paths, own) = (run.paths.clone(), run.folder());
    run.close();
    for name in ["a way", "R&D", "$HOME (1)", "it's", "plain"] {
        let away = dir.path().join(name);
        std::fs::create_dir(&away).unwrap();
        let away = crate::fixture::copy(&own, &away);
        let (closed, _) = Run::open(&away, &paths).close();
        let words = closed.farewell("0:01");
        let command = words.split('`').nth(1).unwrap();
        let read = shell_words::split(command).unwrap();
        assert_eq!(read, ["forty", "resume", away.to_str().unwrap()]);
    }
}

/// Promise 7.
#[test]
fn repeated_numbers_with_other_contents_are_damage() {
    let dir = tempfile::tempdir().unwrap();
    let (_, _, folder) = Desk::killed(dir.path(), ID);
    let path = folder.join("journal.jsonl");
    let mut lines = crate::fixture::lines(&path);
    let at = lines
        .iter()
        .rposition(|line| line.windows(6).any(|part| part == b"\"edit\""))
        .unwrap();
    let text = String::from_utf8(lines[at].clone()).unwrap();
    let other = text.replace("\"stage\":2", "\"stage\":1");
    assert_ne!(other, text);
    let open = other.split(",\"crc\"").next().unwrap();
    lines.push(crate::fixture::sealed(&format!("{open}}}")));
    put(&path, &lines.concat());
    let found = read(&folder).unwrap();
    assert!(found.session.damaged);
    let remark = found
        .remarks
        .iter()
        .any(|remark| remark.contains("twice with different content"));
    assert!(remark, "{:?}", found.remarks);
}

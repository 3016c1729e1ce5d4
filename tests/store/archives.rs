//! Archives: a packed session is unpacked unchanged, and a coach's review is added to the candidate's copy.

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use forty::store::{Arrived, Class, Fate, StoreError, Unpacked};
use forty::store::{list, read};
use forty::store::{pack, unpack};

use crate::fixture::{Desk, ID, OTHER_ID, copy, put, tree};

const REVIEW: &str = "reviews/grace-00aa.toml";

fn review(key: &str, changed: &str) -> String {
    format!(
        "format = 1\ncoach = \"Grace\"\nkey = \"{key}\"\nchanged = \"{changed}\"\n\
         published_at = \"{changed}\"\n[[stage]]\nid = \"one\"\nmark = [{{ item = 0, mark = \"not-shown\" }}]\n"
    )
}

fn put_review(folder: &Path, name: &str, text: &str) {
    std::fs::create_dir_all(folder.join("reviews")).unwrap();
    put(&folder.join(name), text.as_bytes());
}

fn take_in(bytes: &[u8], sessions: &Path) -> Result<Unpacked, StoreError> {
    unpack(
        bytes,
        Path::new("mail.tgz"),
        sessions,
        &crate::fixture::wall(),
    )
}

fn packed(folder: &Path) -> Vec<u8> {
    pack(folder).unwrap().bytes
}

/// A finished session in the candidate's folder, and a copy in the coach's.
fn at_both(dir: &Path) -> (PathBuf, PathBuf) {
    let (_, folder) = Desk::finished(dir, ID);
    let coach = copy(&folder, &dir.join("coach"));
    (folder, coach)
}

fn fates(unpacked: &Unpacked) -> &[(String, Fate)] {
    match &unpacked.arrived {
        Arrived::Merged(merged) => &merged.reviews,
        Arrived::Session => panic!("it was there"),
    }
}

#[test]
fn a_packed_session_is_unpacked_with_the_same_bytes() {
    let dir = tempfile::tempdir().unwrap();
    let (_, folder) = Desk::finished(dir.path(), ID);
    put_review(&folder, REVIEW, &review("k", "2026-11-24T10:00:00Z"));
    put(&folder.join("journal.2.jsonl"), b"");
    put(&folder.join("journal.torn"), b"torn");
    put(&folder.join("journal.torn.2"), b"again");
    let elsewhere = dir.path().join("elsewhere/sessions");
    let unpacked = take_in(&packed(&folder), &elsewhere).unwrap();
    assert_eq!(
        (unpacked.id.as_str(), &unpacked.arrived),
        (ID, &Arrived::Session)
    );
    assert_eq!(unpacked.folder, elsewhere.join(ID));
    let mut sent = tree(&folder);
    sent.remove(Path::new("lock"));
    let got = tree(&unpacked.folder);
    assert!(got.keys().eq(sent.keys()));
    for (name, (kind, mode, bytes)) in &got {
        assert_eq!(
            (kind, bytes),
            (&sent[name].0, &sent[name].2),
            "{}",
            name.display()
        );
        let own = if *kind == "folder" { 0o700 } else { 0o600 };
        assert_eq!(*mode, own, "{}", name.display());
    }
    assert_eq!(got.len(), 10);
    let alone: Vec<_> = std::fs::read_dir(&elsewhere).unwrap().collect();
    assert_eq!(alone.len(), 1);
    assert_eq!(list(&elsewhere).unwrap().sessions[0].review_files.len(), 1);
}

#[test]
fn the_same_contents_give_the_same_archive() {
    let dir = tempfile::tempdir().unwrap();
    let (folder, coach) = at_both(dir.path());
    assert_eq!(packed(&folder), packed(&coach));
}

#[test]
fn only_the_files_of_a_session_are_packed_and_no_links() {
    let dir = tempfile::tempdir().unwrap();
    let (_, folder) = Desk::finished(dir.path(), ID);
    let before = packed(&folder);
    put(&folder.join("secret.txt"), b"x");
    put(&folder.join("checkpoint.jsonl.aside"), b"x");
    put(&folder.join(".replacing-x"), b"x");
    put(&dir.path().join("outside"), b"x");
    symlink(dir.path().join("outside"), folder.join("journal.torn")).unwrap();
    put_review(&folder, "reviews/notes.txt", "x");
    symlink(dir.path().join("outside"), folder.join("reviews/a.toml")).unwrap();
    assert_eq!(packed(&folder), before);
    put_review(&folder, "reviews/Grace (copy).toml", "x");
    let packed = pack(&folder).unwrap();
    assert_eq!(packed.bytes, before);
    assert_eq!(packed.left_out, ["reviews/Grace (copy).toml"]);
    std::fs::remove_dir_all(folder.join("reviews")).unwrap();
    std::fs::create_dir(dir.path().join("there")).unwrap();
    put(&dir.path().join("there/a.toml"), b"x");
    symlink(dir.path().join("there"), folder.join("reviews")).unwrap();
    assert_eq!(pack(&folder).unwrap().bytes, before);
}

#[test]
fn a_session_can_be_packed_while_it_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let mut desk = Desk::start(dir.path(), ID);
    desk.work();
    let bytes = packed(&desk.folder());
    desk.type_text("more");
    let unpacked = take_in(&bytes, &dir.path().join("elsewhere")).unwrap();
    let found = read(&unpacked.folder).unwrap();
    assert!(found.remarks.is_empty(), "{:?}", found.remarks);
    assert!(found.session.n < desk.interview.session().n);
}

#[test]
fn a_session_over_the_limits_of_an_archive_is_not_packed() {
    let dir = tempfile::tempdir().unwrap();
    let (_, folder) = Desk::finished(dir.path(), ID);
    let path = folder.join("notes.md");
    let file = std::fs::OpenOptions::new().write(true).open(path).unwrap();
    file.set_len(4 * 1024 * 1024 + 1).unwrap();
    let error = pack(&folder).unwrap_err();
    assert_eq!(error.class(), Class::InvalidContent);
}

#[test]
fn a_review_is_added_to_a_session_that_continued() {
    let dir = tempfile::tempdir().unwrap();
    let (folder, coach) = at_both(dir.path());
    put_review(&coach, REVIEW, &review("k", "2026-11-24T10:00:00Z"));
    put(&folder.join("notes.md"), b"the candidate went on");
    let before = tree(&folder);
    let sessions = folder.parent().unwrap();
    let unpacked = take_in(&packed(&coach), sessions).unwrap();
    assert_eq!(fates(&unpacked), [(REVIEW.to_owned(), Fate::Added)]);
    let mut after = tree(&folder);
    assert_eq!(after.remove(Path::new("reviews")).unwrap().1, 0o700);
    let (_, mode, bytes) = after.remove(Path::new(REVIEW)).unwrap();
    assert_eq!(
        (mode, bytes),
        (0o600, std::fs::read(coach.join(REVIEW)).unwrap())
    );
    assert_eq!(after, before);
    assert_eq!(std::fs::read_dir(sessions).unwrap().count(), 1);
    let again = take_in(&packed(&coach), sessions).unwrap();
    assert_eq!(fates(&again), [(REVIEW.to_owned(), Fate::There)]);
}

#[test]
fn a_review_that_is_not_published_is_not_packed() {
    let dir = tempfile::tempdir().unwrap();
    let (_, folder) = Desk::finished(dir.path(), ID);
    let whole = review("k", "2026-11-24T10:00:00Z");
    let own = whole
        .lines()
        .filter(|line| !line.starts_with("published_at"));
    let empty = whole.lines().take_while(|line| *line != "[[stage]]");
    let names = ["reviews/a-0000.toml", "reviews/b-0000.toml", REVIEW];
    put_review(&folder, names[0], &own.collect::<Vec<_>>().join("\n"));
    put_review(&folder, names[1], &empty.collect::<Vec<_>>().join("\n"));
    put_review(&folder, names[2], &whole);
    let packed = pack(&folder).unwrap();
    assert_eq!(packed.unpublished, names[..2]);
    let elsewhere = dir.path().join("elsewhere/sessions");
    let unpacked = take_in(&packed.bytes, &elsewhere).unwrap();
    let there = std::fs::read_dir(unpacked.folder.join("reviews")).unwrap();
    assert_eq!(there.count(), 1);
}

#[test]
fn a_later_review_of_the_same_coach_replaces_the_earlier_and_sets_it_aside() {
    let dir = tempfile::tempdir().unwrap();
    let (folder, coach) = at_both(dir.path());
    let sessions = folder.parent().unwrap();
    let mut old = review("k", "2026-11-24T10:00:00+01:00");
    put_review(&folder, REVIEW, &old);
    for (changed, aside) in [
        ("2026-11-24T09:30:00Z", "grace-00aa.toml.aside"),
        ("2026-11-24T09:31:00Z", "grace-00aa.toml.aside.2"),
    ] {
        let new = review("k", changed);
        put_review(&coach, REVIEW, &new);
        let unpacked = take_in(&packed(&coach), sessions).unwrap();
        let aside = folder.join("reviews").join(aside);
        assert_eq!(
            fates(&unpacked),
            [(REVIEW.to_owned(), Fate::Replaced(aside.clone()))]
        );
        assert_eq!(std::fs::read_to_string(aside).unwrap(), old);
        assert_eq!(std::fs::read_to_string(folder.join(REVIEW)).unwrap(), new);
        old = new;
    }
    assert_eq!(list(sessions).unwrap().sessions[0].review_files.len(), 1);
}

#[test]
fn any_other_review_with_an_existing_name_is_left_out() {
    let late = "2027-01-01T00:00:00Z";
    let ours = review("k", "2026-11-24T10:00:00Z");
    let theirs = [
        review("k", "2026-11-24T09:59:59Z"),
        review("k", "2026-11-24T11:00:00+01:00") + "\n",
        review("other", late),
        review("k", "tomorrow"),
        review("k", late).replace("format = 1", "format = 2"),
        review("k", late).replace("format = 1", ""),
        review("k", late).replace("key", "kee"),
        "not TOML".to_owned(),
        "= ".repeat(1000),
        String::new(),
    ];
    let cases = theirs.map(|theirs| (ours.clone(), theirs));
    let newer = ours.replace("format = 1", "format = 2");
    let others = [newer, "not TOML".to_owned()].map(|ours| (ours, review("k", late)));
    for (ours, theirs) in cases.into_iter().chain(others) {
        let dir = tempfile::tempdir().unwrap();
        let (folder, coach) = at_both(dir.path());
        put_review(&folder, REVIEW, &ours);
        put_review(&coach, REVIEW, &theirs);
        let before = tree(folder.parent().unwrap());
        let unpacked = take_in(&packed(&coach), folder.parent().unwrap()).unwrap();
        assert_eq!(
            fates(&unpacked),
            [(REVIEW.to_owned(), Fate::LeftOut)],
            "{theirs}"
        );
        assert_eq!(tree(folder.parent().unwrap()), before, "{theirs}");
    }
}

#[test]
fn a_review_of_a_newer_format_is_packed_and_unpacked() {
    let dir = tempfile::tempdir().unwrap();
    let (folder, coach) = at_both(dir.path());
    put_review(&coach, REVIEW, "format = 9\n\u{1b}");
    let unpacked = take_in(&packed(&coach), folder.parent().unwrap()).unwrap();
    assert_eq!(fates(&unpacked), [(REVIEW.to_owned(), Fate::Added)]);
}

#[test]
fn no_review_goes_through_a_link_or_over_one() {
    let dir = tempfile::tempdir().unwrap();
    let (folder, coach) = at_both(dir.path());
    put_review(&coach, REVIEW, &review("k", "2027-01-01T00:00:00Z"));
    let bytes = packed(&coach);
    let outside = dir.path().join("outside");
    std::fs::create_dir(&outside).unwrap();
    symlink(&outside, folder.join("reviews")).unwrap();
    assert!(take_in(&bytes, folder.parent().unwrap()).is_err());
    assert_eq!(std::fs::read_dir(&outside).unwrap().count(), 0);
    std::fs::remove_file(folder.join("reviews")).unwrap();
    std::fs::create_dir(folder.join("reviews")).unwrap();
    for target in ["there", "nowhere"] {
        put(
            &outside.join("there"),
            review("k", "2026-01-01T00:00:00Z").as_bytes(),
        );
        symlink(outside.join(target), folder.join(REVIEW)).unwrap();
        let before = tree(dir.path());
        let unpacked = take_in(&bytes, folder.parent().unwrap()).unwrap();
        assert_eq!(fates(&unpacked), [(REVIEW.to_owned(), Fate::LeftOut)]);
        assert_eq!(tree(dir.path()), before);
        std::fs::remove_file(folder.join(REVIEW)).unwrap();
    }
}

#[test]
fn another_session_of_the_same_name_is_never_touched() {
    let dir = tempfile::tempdir().unwrap();
    let (_, folder) = Desk::finished(dir.path(), ID);
    put_review(&folder, REVIEW, &review("k", "2026-11-24T10:00:00Z"));
    let bytes = packed(&folder);
    let other = tempfile::tempdir().unwrap();
    let mut head = crate::fixture::head(ID);
    head.seed = 1;
    let mut recorder = forty::store::Recorder::create(other.path(), &head, "").unwrap();
    let session = forty::domain::session::Session::new(head);
    recorder.checkpoint(&session, |_| String::new());
    recorder.flush();
    drop(recorder);
    for spoil in [
        "nothing",
        "no journal",
        "a file",
        "a link",
        "an empty folder",
    ] {
        let place = other.path().join(ID);
        match spoil {
            "nothing" => {}
            "no journal" => std::fs::remove_file(place.join("journal.jsonl")).unwrap(),
            _ if place.is_dir() && !place.is_symlink() => std::fs::remove_dir_all(&place).unwrap(),
            _ => std::fs::remove_file(&place).unwrap(),
        }
        match spoil {
            "a file" => put(&place, b"x"),
            "a link" => symlink(&folder, &place).unwrap(),
            "an empty folder" => std::fs::create_dir(&place).unwrap(),
            _ => {}
        }
        let before = (tree(other.path()), tree(&folder));
        let error = take_in(&bytes, other.path()).unwrap_err();
        assert!(matches!(error, StoreError::Exists(_)), "{spoil}: {error}");
        assert_eq!(error.class(), Class::Failed);
        assert_eq!((tree(other.path()), tree(&folder)), before, "{spoil}");
    }
}

#[test]
fn the_next_unpacking_removes_what_a_killed_one_left() {
    let dir = tempfile::tempdir().unwrap();
    let (_, folder) = Desk::finished(dir.path(), OTHER_ID);
    let elsewhere = dir.path().join("elsewhere");
    let rooms = ["left", "held"].map(|name| elsewhere.join(format!(".unpacking-{name}")));
    for room in &rooms {
        std::fs::create_dir_all(room.join(OTHER_ID)).unwrap();
        put(&room.join("half"), b"x");
    }
    let held = std::fs::File::open(&rooms[1]).unwrap();
    held.lock().unwrap();
    assert!(list(&elsewhere).unwrap().sessions.is_empty());
    take_in(&packed(&folder), &elsewhere).unwrap();
    assert_eq!(rooms.map(|room| room.exists()), [false, true]);
}

#[test]
fn many_archives_are_unpacked_at_once_into_a_folder_that_is_new() {
    let dir = tempfile::tempdir().unwrap();
    let packed = packed(&at_both(dir.path()).0);
    for _ in 0..20 {
        let home = tempfile::tempdir().unwrap();
        let sessions = home.path().join("sessions");
        let unpacked = || take_in(&packed, &sessions);
        std::thread::scope(|scope| {
            let all: Vec<_> = (0..8).map(|_| scope.spawn(unpacked)).collect();
            for one in all {
                one.join().unwrap().unwrap();
            }
        });
        assert_eq!(std::fs::read_dir(&sessions).unwrap().count(), 1);
    }
}

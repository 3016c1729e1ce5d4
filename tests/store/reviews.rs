//! Reviews in a session's folder: they are read as written, and each coach writes one file and no other.

use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use chrono::{DateTime, FixedOffset};
use forty::domain::judging::anchor::Anchor;
use forty::domain::judging::message::{GoalOutcome, Message};
use forty::domain::judging::report::is_published;
use forty::domain::judging::review::{
    CoachMark, Comment, CommentKind, Draft, Published, Revealed, Review,
};
use forty::domain::session::Session;
use forty::domain::session::event::{Evidence, Wall};
use forty::store::read;
use forty::store::{
    Class, Coach, Glance, ReviewFile, Scores, StoreError, glance, receive_review, reviews,
};
use proptest::prelude::*;

use crate::fixture::{Desk, ID, OTHER_ID, put, wall};

/// A finished session and a coach's machine.
struct Room {
    dir: tempfile::TempDir,
    session: Session,
    folder: PathBuf,
}

/// Random numbers with the same last digits.
const CHANCE: u64 = 0x1234_5678_9abc_4f2a;
const OTHER_CHANCE: u64 = 0x8765_4321_0fed_4f2a;

impl Room {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let (session, folder) = Desk::finished(dir.path(), ID);
        Self {
            dir,
            session,
            folder,
        }
    }

    fn state(&self, machine: &str) -> PathBuf {
        self.dir.path().join(machine)
    }

    fn coach(&self, machine: &str, chance: u64) -> Coach {
        let coach = Coach::of("Ada", &self.state(machine), chance, &wall());
        coach.unwrap().0
    }

    fn open_as(&self, machine: &str) -> Result<(Review, ReviewFile, Option<String>), StoreError> {
        let chance = if machine == "here" {
            CHANCE
        } else {
            OTHER_CHANCE
        };
        let coach = self.coach(machine, chance);
        let state = self.state(machine);
        ReviewFile::open(&self.folder, &self.session, &coach, &state, &wall())
    }

    fn open(&self) -> (Review, ReviewFile, Option<String>) {
        self.open_as("here").unwrap()
    }

    fn place(&self, name: &str) -> PathBuf {
        self.folder.join("reviews").join(name)
    }

    /// Writes a file into the folder of reviews.
    fn put(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.place(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        put(&path, text.as_ref());
        path
    }

    fn read(&self) -> (Vec<Review>, Vec<String>) {
        let (kept, remarks) = reviews(&self.folder, &self.session);
        (kept.into_iter().map(|kept| kept.review).collect(), remarks)
    }
}

/// The bytes of every file below a folder, by relative path.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(contents(&path));
        } else {
            let bytes = std::fs::read(&path).unwrap();
            found.insert(path, bytes);
        }
    }
    found
}

fn said(text: &str) -> Review {
    let mut review = Review::new("Ada");
    review.mark(1, 0, CoachMark::NotShown, wall());
    let anchor = Anchor {
        stage: 1,
        line: 0,
        text: "every word".to_owned(),
        time: None,
    };
    review.draft = Some(Draft {
        replaces: None,
        kind: CommentKind::Fix,
        anchor,
        text: text.to_owned(),
    });
    review.save_draft(wall());
    review
}

fn save(file: &ReviewFile, review: &Review) {
    file.save(review, &Scores::default(), false).unwrap();
    file.flush();
}

fn any_wall() -> impl Strategy<Value = Wall> {
    (0i64..4_000_000_000, 0u32..1_000_000_000, -720i32..840).prop_map(|(at, nanos, east)| {
        let east = FixedOffset::east_opt(east * 60).unwrap();
        let at = DateTime::from_timestamp(at, nanos).unwrap();
        at.with_timezone(&east)
    })
}

fn hostile() -> impl Strategy<Value = String> {
    r#"(\PC|["'\\\r\n\t\[\]=#]|\p{Cc}|\p{Cf}){0,30}"#
}

fn any_kind() -> impl Strategy<Value = CommentKind> {
    prop::sample::select(CommentKind::ALL.to_vec())
}

fn any_anchor() -> impl Strategy<Value = Anchor> {
    let time = prop::option::of((0u64..9_999_999).prop_map(Duration::from_millis));
    let parts = (0usize..3, 0usize..9999, hostile(), time);
    parts.prop_map(|(stage, line, text, time)| Anchor {
        stage,
        line,
        text,
        time,
    })
}

fn any_mark() -> impl Strategy<Value = CoachMark> {
    let evidence = (hostile(), hostile(), 0usize..3, 0usize..9999, hostile());
    let shown = evidence.prop_map(|(look_for, level, in_stage, line, text)| {
        CoachMark::Shown(Evidence {
            look_for,
            level,
            in_stage,
            line,
            text,
        })
    });
    prop_oneof![
        shown,
        Just(CoachMark::NotShown),
        Just(CoachMark::NotAssessed)
    ]
}

fn any_comment() -> impl Strategy<Value = Comment> {
    let some_wall = || prop::option::of(any_wall());
    let parts = (
        any_kind(),
        any_anchor(),
        hostile(),
        any_wall(),
        some_wall(),
        some_wall(),
    );
    parts.prop_map(|(kind, anchor, text, at, edited, resolved)| Comment {
        kind,
        anchor,
        text,
        at,
        edited,
        resolved,
    })
}

fn any_review() -> impl Strategy<Value = Review> {
    let marks = prop::collection::btree_map(0usize..12, any_mark(), 1..5);
    let marks = prop::collection::btree_map(0usize..3, marks, 0..4);
    let notes = prop::collection::btree_map(0usize..12, hostile(), 1..3);
    let notes = prop::collection::btree_map(0usize..3, notes, 0..3);
    let marks = (marks, notes);
    let comments = prop::collection::vec(any_comment(), 0..4);
    let draft = (
        prop::option::of(0usize..4),
        any_kind(),
        any_anchor(),
        hostile(),
    );
    let revealed = prop::option::of((any_wall(), any::<bool>()));
    let after = prop::collection::btree_set(0usize..3, 0..3);
    let changed = prop::option::of(any_wall());
    let published = prop::option::of((any_wall(), any::<bool>()));
    let fixes = prop::collection::vec(hostile(), 0..4);
    let outcome = prop::sample::select(vec![
        None,
        Some(GoalOutcome::Met),
        Some(GoalOutcome::Missed),
    ]);
    let message = (hostile(), fixes, hostile(), outcome);
    let message = message.prop_map(|(summary, fixes, goal, earlier_goal)| Message {
        summary,
        fixes,
        goal,
        earlier_goal,
    });
    let parts = (
        hostile(),
        changed,
        marks,
        comments,
        prop::option::of(draft),
        revealed,
        after,
        published,
        message,
    );
    parts.prop_map(
        |(
            coach,
            changed,
            (marks, item_notes),
            comments,
            draft,
            revealed,
            after,
            published,
            message,
        )| {
            let count = comments.len();
            Review {
                coach,
                changed,
                marks,
                item_notes,
                comments,
                draft: draft.map(|(of, kind, anchor, text)| Draft {
                    replaces: of.filter(|of| *of < count),
                    kind,
                    anchor,
                    text,
                }),
                message,
                revealed: revealed.map(|(at, early)| Revealed { at, early }),
                marked_after_reveal: after,
                published: published.map(|(at, is_changed)| Published { at, is_changed }),
            }
        },
    )
}

#[test]
fn any_review_is_read_as_it_was_written() {
    let room = Room::new();
    let (_, file, _) = room.open();
    let config = ProptestConfig {
        cases: 128,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |(review in any_review())| {
        save(&file, &review);
        let (found, remarks) = room.read();
        prop_assert_eq!(remarks, Vec::<String>::new());
        // A list reads less of the file, and says the same.
        let seen = glance(&room.folder, "ada-4f2a.toml").unwrap();
        prop_assert_eq!(seen.goal.as_deref(), review.message.goal());
        prop_assert_eq!(seen.earlier_goal, review.message.earlier_goal);
        prop_assert_eq!(seen.revealed, review.revealed.is_some());
        prop_assert_eq!(seen.is_public, is_published(&review));
        prop_assert_eq!(found, vec![review]);
    });
}

#[test]
fn a_review_is_found_again_when_it_is_opened() {
    let room = Room::new();
    let (new, file, remark) = room.open();
    assert_eq!((new, remark), (Review::new("Ada"), None));
    assert!(!room.folder.join("reviews").exists());
    let review = said("why?");
    for synced in [false, true] {
        file.save(&review, &Scores::default(), synced).unwrap();
        assert_eq!(room.read(), (vec![review.clone()], Vec::new()));
    }
    assert_eq!(file.path(), room.place("ada-4f2a.toml"));
    drop(file);
    let (found, _, remark) = room.open();
    assert_eq!((found, remark), (review, None));
}

#[test]
fn reviews_are_for_their_owner_alone() {
    let room = Room::new();
    let (_, file, _) = room.open();
    save(&file, &said("why?"));
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o7777;
    assert_eq!(mode(file.path()), 0o600);
    for folder in [
        room.folder.join("reviews"),
        room.state("here"),
        room.state("here/reviewing"),
    ] {
        assert_eq!(mode(&folder), 0o700, "{}", folder.display());
    }
    assert_eq!(mode(&room.state("here/coaches.toml")), 0o600);
}

#[test]
fn a_list_needs_the_file_alone() {
    let room = Room::new();
    let (mut review, file, _) = room.open();
    let key = room.coach("here", 0).key;
    let scores = |complete| Scores {
        levels: BTreeMap::from([("data-pipeline".to_owned(), 3)]),
        complete,
    };
    file.save(&review, &scores(false), false).unwrap();
    let look = || glance(&room.folder, "ada-4f2a.toml").unwrap();
    let seen = |key: &str, complete, revealed| Glance {
        key: key.to_owned(),
        coach: "Ada".to_owned(),
        complete,
        revealed,
        is_public: false,
        published: None,
        age: look().age,
        levels: BTreeMap::from([("data-pipeline".to_owned(), 3)]),
        goal: None,
        earlier_goal: None,
    };
    assert_eq!(look(), seen(&key, false, false));
    review.reveal(true, wall());
    file.save(&review, &scores(true), false).unwrap();
    file.flush();
    assert_eq!(look(), seen(&key, true, true));
    let text = std::fs::read_to_string(file.path()).unwrap();
    assert!(text.contains("[levels]\ndata-pipeline = 3\n"), "{text}");
    assert!(glance(&room.folder, "grace-0000.toml").is_err());
    let odd = text.replace(
        "data-pipeline = 3",
        "data-pipeline = 5\na = \"x\"\nb = -1\nc = 4",
    );
    forty::store::files::replace(file.path(), odd.as_bytes()).unwrap();
    assert_eq!(look().levels, BTreeMap::from([("c".to_owned(), 4)]));
}

#[test]
fn a_review_is_public_once_it_is_published_and_as_long_as_it_says_something() {
    let room = Room::new();
    let (_, file, _) = room.open();
    let is_public = |review: &Review| {
        save(&file, review);
        glance(&room.folder, "ada-4f2a.toml").unwrap().is_public
    };
    let mut review = said("why?");
    assert!(!is_public(&review));
    review.publish(wall());
    assert!(is_public(&review));
    review.marks.clear();
    assert!(is_public(&review));
    review.comments.clear();
    assert!(!is_public(&review));
}

#[test]
fn unknown_keys_are_kept_when_a_review_is_replaced() {
    let room = Room::new();
    let (_, file, _) = room.open();
    let mut review = said("why?");
    review.mark(1, 4, CoachMark::NotAssessed, wall());
    save(&file, &review);
    let path = file.path().to_owned();
    drop(file);
    let text = std::fs::read_to_string(&path).unwrap();
    let at = wall().to_rfc3339();
    let text = text
        .replace(
            "complete = false\n",
            "complete = false\nmood = \"good\"\n[later]\na = 1\n",
        )
        .replace(
            "id = \"data-pipeline\"\n",
            "id = \"data-pipeline\"\nweight = 2\n",
        )
        .replace("item = 4\n", "item = 4\nwhy = \"no time\"\n")
        // The same time in another notation.
        .replace(&at, "2026-11-23T13:05:12.000Z")
        .replace("kind = \"fix\"\n", "kind = \"fix\"\ncolor = \"red\"\n");
    put(&path, text.as_bytes());
    let (mut review, file, remark) = room.open();
    assert_eq!(remark, None);
    // The indexes change, and each unknown key stays with its entry.
    review.mark(0, 0, CoachMark::NotShown, wall());
    review.mark(1, 2, CoachMark::NotShown, wall());
    let mut other = review.comments[0].clone();
    other.anchor.text = "other".to_owned();
    review.comments.insert(0, other);
    save(&file, &review);
    let table: toml::Table = std::fs::read_to_string(&path).unwrap().parse().unwrap();
    assert_eq!(table["mood"].as_str(), Some("good"));
    assert_eq!(table["later"]["a"].as_integer(), Some(1));
    assert_eq!(table["stage"][1]["weight"].as_integer(), Some(2));
    assert!(table["stage"][0].get("weight").is_none());
    assert_eq!(
        table["stage"][1]["mark"][2]["why"].as_str(),
        Some("no time")
    );
    assert!(table["stage"][1]["mark"][1].get("why").is_none());
    assert_eq!(table["comment"][1]["color"].as_str(), Some("red"));
    assert!(table["comment"][0].get("color").is_none());
    assert_eq!(room.read().0, [review]);
}

#[test]
fn a_newer_format_is_refused_by_both_numbers_and_left_as_it_is() {
    let room = Room::new();
    let newer = "format = 2\nwhat = [\"this\", 1]\n";
    let path = room.put("ada-4f2a.toml", newer);
    let error = room.open_as("here").unwrap_err();
    assert_eq!(error.class(), Class::InvalidContent);
    let told = error.to_string();
    assert!(
        told.starts_with("format 2, this program reads up to 1: "),
        "{told}"
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), newer);
    let (found, remarks) = room.read();
    assert_eq!((found.len(), remarks), (0, vec![told]));
}

#[test]
fn an_unreadable_file_of_the_coach_is_set_aside_with_a_remark() {
    let whole = vec![b'#'; 1024 * 1024 + 1];
    let many = format!("format = 1\na = [{}", "1,".repeat(200_000));
    let other = format!("format = 1\ncoach = \"Ada\"\nsession = \"{OTHER_ID}\"\n");
    let cases: [(&[u8], &str); 6] = [
        (b"format = 1\ncoach = ", "line 2: "),
        (b"", "missing field `format`"),
        (b"format = 1\ncoach = \"\xff\"\n", "not text in UTF-8"),
        (&whole, "larger than 1024 KiB"),
        (many.as_bytes(), "line 2: "),
        (other.as_bytes(), OTHER_ID),
    ];
    for (bytes, why) in cases {
        let room = Room::new();
        room.put("ada-4f2a.toml", bytes);
        let (review, file, remark) = room.open();
        let remark = remark.unwrap();
        assert!(
            remark.starts_with("set aside") && remark.contains(why),
            "{remark}"
        );
        assert!(review.says_nothing());
        // Neither a draft nor a reveal of the other file is taken over.
        assert!(review.draft.is_none() && review.revealed.is_none());
        save(&file, &said("again"));
        assert_eq!(
            std::fs::read(room.place("ada-4f2a.toml.aside")).unwrap(),
            bytes
        );
        assert_eq!(room.read(), (vec![said("again")], Vec::new()));
    }
}

#[test]
fn a_review_that_could_not_be_read_again_is_not_written() {
    let room = Room::new();
    let (_, file, _) = room.open();
    save(&file, &said("small"));
    let error = file.save(&said(&"x".repeat(1024 * 1024)), &Scores::default(), false);
    assert!(matches!(error, Err(StoreError::TooLarge { .. })));
    assert_eq!(room.read(), (vec![said("small")], Vec::new()));
}

/// Promises 1 and 2: after a kill the later version is there, after a power cut the one before it.
#[test]
fn the_unsynced_version_of_a_review_counts_where_it_is_whole_and_later() {
    let room = Room::new();
    let (_, file, _) = room.open();
    save(&file, &said("one"));
    let one = std::fs::read_to_string(file.path()).unwrap();
    save(&file, &said("two"));
    let two = std::fs::read_to_string(file.path()).unwrap();
    let path = file.path().to_owned();
    drop(file);
    let unsynced = room.place(".ada-4f2a.toml.unsynced");
    assert!(!unsynced.exists());
    let stranger = two.replace(&room.coach("here", 0).key, "another");
    for (synced, later, expected) in [
        (Some(&one), two.as_bytes(), "two"),
        (Some(&two), one.as_bytes(), "two"),
        (Some(&two), two.as_bytes(), "two"),
        (Some(&one), b"", "one"),
        (Some(&one), &two.as_bytes()[..two.len() / 2], "one"),
        (Some(&one), &vec![0; 300], "one"),
        (Some(&one), stranger.as_bytes(), "one"),
        (None, two.as_bytes(), "two"),
    ] {
        match synced {
            Some(text) => put(&path, text.as_bytes()),
            None => std::fs::remove_file(&path).unwrap(),
        }
        put(&unsynced, later);
        let (found, remarks) = room.read();
        assert_eq!((found, remarks), (vec![said(expected)], Vec::new()));
        assert!(glance(&room.folder, "ada-4f2a.toml").is_ok());
        assert_eq!(room.open().0, said(expected));
    }
    // What is saved next is later than both.
    put(&path, one.as_bytes());
    put(&unsynced, two.as_bytes());
    let (_, file, _) = room.open();
    save(&file, &said("three"));
    drop(file);
    assert_eq!(room.open().0, said("three"));
}

/// Promise 7.
#[test]
fn two_of_the_same_name_write_two_files_even_with_the_same_digits_and_folders_merge_by_copy() {
    let room = Room::new();
    let (_, here, _) = room.open();
    save(&here, &said("from here"));
    let own = std::fs::read(here.path()).unwrap();
    let there = {
        let (review, there, remark) = room.open_as("there").unwrap();
        assert_eq!((review, remark), (Review::new("Ada"), None));
        save(&there, &said("from there"));
        there.path().to_owned()
    };
    assert_eq!(there, room.place("ada-4f2b.toml"));
    assert_eq!(std::fs::read(here.path()).unwrap(), own);
    assert_eq!(
        room.read(),
        (vec![said("from here"), said("from there")], Vec::new())
    );
    // The second coach's file is found by its key, also when an earlier name is free.
    std::fs::remove_file(here.path()).unwrap();
    let (found, file, _) = room.open_as("there").unwrap();
    assert_eq!((found, file.path()), (said("from there"), &*there));

    // The same coaches in two copies of the session's folder, with other digits.
    let [left, right] = [Room::new(), Room::new()];
    let second = right.coach("there", 7);
    let state = right.state("there");
    let (_, file, _) =
        ReviewFile::open(&right.folder, &right.session, &second, &state, &wall()).unwrap();
    save(&file, &said("right"));
    save(&left.open().1, &said("left"));
    std::fs::copy(file.path(), left.place("ada-0007.toml")).unwrap();
    assert_eq!(left.read(), (vec![said("right"), said("left")], Vec::new()));
}

#[test]
fn a_review_that_arrives_gets_a_name_that_its_coach_finds_again() {
    let room = Room::new();
    let (_, here, _) = room.open();
    save(&here, &said("from here"));
    let key = format!("{}4f2a{}", "0".repeat(12), "1".repeat(16));
    let text = std::fs::read_to_string(here.path()).unwrap();
    let own = text
        .lines()
        .find(|line| line.starts_with("key = "))
        .unwrap();
    let arrived = text.replace(
        own,
        &format!("key = \"{key}\"\npublished_at = \"2026-11-28T12:00:00+01:00\""),
    );
    let taken = receive_review(&room.folder, &key, arrived.as_bytes(), Path::new("mail"));
    assert_eq!(taken.unwrap().0, "Ada");
    // The first name is that of another coach with the same digits.
    assert!(room.place("ada-4f2b.toml").exists());
}

/// Promise 7.
#[test]
fn a_second_window_on_the_same_review_is_told_who_has_it() {
    let room = Room::new();
    let first = room.open();
    let error = room.open_as("here").unwrap_err();
    assert_eq!(error.class(), Class::InUse);
    let pid = format!("process {}", std::process::id());
    assert!(error.to_string().contains(&pid), "{error}");
    // Another coach may write at the same time.
    room.open_as("there").unwrap();
    drop(first);
    room.open();
}

#[test]
fn a_coach_changes_no_file_but_the_own_one() {
    let room = Room::new();
    save(&room.open_as("there").unwrap().1, &said("not mine"));
    room.put("ada-4f2b.toml", "damaged, and maybe somebody else's");
    room.put("notes.txt", "by hand");
    let before = contents(&room.folder);
    let (_, file, _) = room.open();
    assert_eq!(contents(&room.folder), before);
    for text in ["one", "two"] {
        save(&file, &said(text));
    }
    drop(file);
    let (_, file, _) = room.open();
    file.save(&said("three"), &Scores::default(), true).unwrap();
    file.flush();
    let mut after = contents(&room.folder);
    assert!(after.remove(file.path()).is_some());
    assert_eq!(after, before);
    assert!(read(&room.folder).unwrap().remarks.is_empty());
}

/// Promise 8.
#[test]
fn a_folder_of_reviews_that_is_a_link_is_neither_read_nor_written() {
    for to_a_folder in [true, false] {
        let room = Room::new();
        let elsewhere = tempfile::tempdir().unwrap();
        put(&elsewhere.path().join("ada-4f2a.toml"), b"somebody's");
        let target = if to_a_folder {
            elsewhere.path().to_owned()
        } else {
            "gone".into()
        };
        symlink(target, room.folder.join("reviews")).unwrap();
        let (found, remarks) = room.read();
        assert_eq!(found.len(), 0);
        assert!(remarks.len() == 1 && remarks[0].starts_with("not a folder"));
        let error = room.open_as("here").unwrap_err();
        assert!(matches!(error, StoreError::NotAFolder(_)));
        assert!(glance(&room.folder, "ada-4f2a.toml").is_err());
        assert_eq!(contents(elsewhere.path()).len(), 1);
    }
    // A link that appears later is not followed either.
    let room = Room::new();
    let elsewhere = tempfile::tempdir().unwrap();
    let (_, file, _) = room.open();
    symlink(elsewhere.path(), room.folder.join("reviews")).unwrap();
    assert!(file.save(&said("x"), &Scores::default(), false).is_err());
    assert!(contents(elsewhere.path()).is_empty());
}

/// Promise 8.
#[test]
fn an_entry_that_is_not_a_regular_file_is_skipped_with_a_remark() {
    for kind in ["link", "pipe", "folder"] {
        let room = Room::new();
        room.put("grace-0001.toml", "format = 1\ncoach = \"Grace\"\n");
        let secret = room.dir.path().join("secret");
        put(&secret, b"format = 1\ncoach = \"secret\"\n");
        let path = room.place("ada-4f2a.toml");
        match kind {
            "link" => symlink(&secret, &path).unwrap(),
            "pipe" => assert!(
                Command::new("mkfifo")
                    .arg(&path)
                    .status()
                    .unwrap()
                    .success()
            ),
            _ => std::fs::create_dir(&path).unwrap(),
        }
        let (_, file, _) = room.open();
        save(&file, &said("safe"));
        assert_eq!(file.path(), room.place("ada-4f2b.toml"), "{kind}");
        drop(file);
        assert_eq!(room.open().0, said("safe"), "{kind}");
        let (found, remarks) = room.read();
        assert_eq!(found, [said("safe"), Review::new("Grace")], "{kind}");
        assert_eq!(remarks.len(), 1, "{remarks:?}");
        assert!(
            remarks[0].starts_with("not an ordinary file: "),
            "{remarks:?}"
        );
        assert_eq!(
            std::fs::read(&secret).unwrap(),
            b"format = 1\ncoach = \"secret\"\n"
        );
    }
}

/// Promise 8.
#[test]
fn strange_files_cost_a_remark_each_and_no_other_review() {
    let room = Room::new();
    save(&room.open().1, &said("whole"));
    room.put("b.toml", vec![b'#'; 2 * 1024 * 1024]);
    room.put("c.toml", b"format = 1\ncoach = \"\xff\"\n");
    room.put("d.toml", "format = 1\n\"\u{1b}[31m\u{202e}\" = \n");
    room.put(
        "e.toml",
        format!("format = 1\ncoach = \"e\"\nsession = \"{OTHER_ID}\"\n"),
    );
    for passed_by in [".toml", ".f.toml", ".replacing-x", "g.toml.aside", "h.txt"] {
        room.put(passed_by, "anything");
    }
    let (found, remarks) = room.read();
    assert_eq!(found, [said("whole")]);
    assert_eq!(remarks.len(), 4, "{remarks:?}");
    for (remark, why) in remarks.iter().zip(["larger", "UTF-8", "line 2", OTHER_ID]) {
        assert!(remark.contains(why), "{remark}");
        assert!(!remark.contains(['\u{1b}', '\u{202e}', '\n']), "{remark}");
    }
}

#[test]
fn what_is_said_of_a_stage_that_the_session_lacks_is_left_out_and_nothing_takes_its_place() {
    let room = Room::new();
    let mut review = said("lost");
    for text in ["kept", "kept too"] {
        review.comments.extend(said(text).comments);
    }
    review.draft = Some(Draft {
        replaces: Some(2),
        kind: CommentKind::Fix,
        anchor: review.comments[0].anchor.clone(),
        text: "kept two".to_owned(),
    });
    let (_, file, _) = room.open();
    save(&file, &review);
    let text = std::fs::read_to_string(file.path()).unwrap();
    let lost = text.replacen(
        "kind = \"fix\"\nstage = \"data-pipeline\"",
        "kind = \"fix\"\nstage = \"unknown\"",
        1,
    );
    assert_ne!(text, lost);
    put(file.path(), lost.as_bytes());
    drop(file);
    let (mut found, ..) = room.open();
    assert_eq!(found.draft.as_ref().unwrap().replaces, Some(1));
    found.save_draft(wall());
    let texts: BTreeSet<&str> = found
        .comments
        .iter()
        .map(|comment| &*comment.text)
        .collect();
    assert_eq!(texts, BTreeSet::from(["kept", "kept two"]));
}

#[test]
fn saving_does_not_bring_back_a_session_that_was_moved_away() {
    let room = Room::new();
    let (_, file, _) = room.open();
    std::fs::rename(&room.folder, room.dir.path().join("moved")).unwrap();
    assert!(file.save(&said("x"), &Scores::default(), false).is_err());
    assert!(!room.folder.exists());
}

#[test]
fn the_review_that_the_format_shows_is_one() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/format/review.toml");
    let example = std::fs::read_to_string(example).unwrap();
    // Its comments explain the keys, and no program writes them.
    let lines = example.split_inclusive('\n');
    let example: String = lines.filter(|line| !line.starts_with('#')).collect();
    let room = Room::new();
    let id = "20261123-130512-image-caption-generator-4f2a";
    let text = example.replace(id, ID);
    let path = room.put("ada-lovelace-4f2a.toml", &text);
    let state = room.state("here");
    put_coach(&state, &text);
    let coach = Coach::of("Ada Lovelace", &state, 0, &wall()).unwrap().0;
    let (review, file, remark) =
        ReviewFile::open(&room.folder, &room.session, &coach, &state, &wall()).unwrap();
    assert_eq!(remark, None);
    let scores = Scores {
        levels: BTreeMap::from([("problem-setup".to_owned(), 2)]),
        complete: false,
    };
    file.save(&review, &scores, false).unwrap();
    file.flush();
    let next = text.replace("revision = 8", "revision = 9");
    assert_ne!(next, text);
    assert_eq!(std::fs::read_to_string(path).unwrap(), next);
}

/// Adds the coach of a review file to the coaches of a machine.
fn put_coach(state: &Path, review: &str) {
    std::fs::create_dir_all(state).unwrap();
    let table: toml::Table = review.parse().unwrap();
    let (name, key) = (&table["coach"], &table["key"]);
    let text = format!("format = 1\n[[coach]]\nname = {name}\ndigits = \"4f2a\"\nkey = {key}\n");
    put(&state.join("coaches.toml"), text.as_bytes());
}

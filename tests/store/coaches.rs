//! The coaches of a machine, what each has read, and their phrases.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use forty::domain::judging::phrase::Phrase;
use forty::domain::judging::review::CoachMark;
use forty::store::{Coach, ReviewFile, Scores, Seen, Which, keep_phrases, known_coaches, phrases};

use crate::fixture::{Desk, ID, OTHER_ID, put, wall};

#[test]
fn a_coach_gets_digits_and_a_key_once() {
    let dir = tempfile::tempdir().unwrap();
    let state = dir.path().join("a/state");
    let of = |name: &str, chance| Coach::of(name, &state, chance, &wall()).unwrap().0;
    assert_eq!(known_coaches(&state, Which::All), (Vec::new(), None));
    let ada = of("Ada", 0x4f2a);
    assert_eq!((ada.name.as_str(), ada.digits.as_str()), ("Ada", "4f2a"));
    for same in ["Ada", "ada", " A da"] {
        assert_eq!(of(same, 1), ada, "{same}");
    }
    // Each name gets different digits, whatever the random number is; after ffff comes 0000.
    let grace = of("Grace \"\u{202e}\n", 0x4f2a);
    assert_eq!(grace.digits, "4f2b");
    assert_eq!(
        [of("c", 0xffff).digits, of("d", 0xffff).digits],
        ["ffff", "0000"]
    );
    assert_eq!(known_coaches(&state, Which::All).0[..2], [ada, grace]);
}

#[test]
fn two_draws_have_two_keys() {
    let dir = tempfile::tempdir().unwrap();
    let key = |machine: &str, chance| {
        let coach = Coach::of("Ada", &dir.path().join(machine), chance, &wall());
        coach.unwrap().0.key
    };
    let [one, other] = [key("a", 0x1_4f2a), key("b", 0x2_4f2a)];
    assert_ne!(one, other);
    assert_eq!((one.len(), other.len()), (32, 32));
}

type Damage = fn(&Path);

/// What a file of the state folder may have become.
fn lost_files() -> [(&'static str, Damage); 7] {
    [
        ("empty", |path| put(path, b"")),
        ("cut", |path| put(path, b"format = 1\n[[coach]]\nname = ")),
        ("zeroed", |path| put(path, &[0; 300])),
        ("not UTF-8", |path| put(path, b"format = 1\n# \xff\n")),
        ("newer", |path| put(path, b"format = 2\ncoach = 7\n")),
        ("a folder", |path| std::fs::create_dir(path).unwrap()),
        ("a link", |path| {
            std::os::unix::fs::symlink("/etc/passwd", path).unwrap();
        }),
    ]
}

#[test]
fn a_list_of_coaches_that_cannot_be_read_is_set_aside_with_one_remark_and_a_new_one_begins() {
    for (what, damage) in lost_files() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("coaches.toml");
        damage(&path);
        if what == "newer" {
            let refused = Coach::of("Ada", dir.path(), 1, &wall()).unwrap_err();
            assert_eq!(refused.hint().as_deref(), Some("update forty"));
            assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
            continue;
        }
        let before = path.symlink_metadata().unwrap().len();
        let (coach, remark) = Coach::of("Ada", dir.path(), 1, &wall()).unwrap();
        let remark = remark.unwrap();
        assert!(remark.contains("coaches.toml.aside"), "{what}: {remark}");
        assert!(!remark.contains(char::is_control), "{what}: {remark}");
        let aside = dir.path().join("coaches.toml.aside");
        assert_eq!(aside.symlink_metadata().unwrap().len(), before, "{what}");
        let again = Coach::of("Ada", dir.path(), 2, &wall()).unwrap();
        assert_eq!(again, (coach, None), "{what}");
    }
}

#[test]
fn of_a_damaged_list_the_coaches_that_can_be_read_keep_their_keys() {
    type Open = fn(&Path) -> Option<String>;
    let opens: [Open; 3] = [
        |state| Coach::of("Ada", state, 9, &wall()).unwrap().1,
        |state| Coach::of("New", state, 9, &wall()).unwrap().1,
        |state| {
            // Who only reads leaves the list to the next writer.
            let read = known_coaches(state, Which::All);
            assert_eq!(read, known_coaches(state, Which::All));
            read.1
        },
    ];
    for (damage, open) in [
        "\n[[coach]]\nname = \"Gra",
        "\n[[coach]]\nname = 7\n\0",
        "\nx = \u{ff}",
    ]
    .iter()
    .flat_map(|damage| opens.map(|open| (damage, open)))
    {
        let dir = tempfile::tempdir().unwrap();
        let state = dir.path();
        let ada = Coach::of("Ada", state, 1, &wall()).unwrap().0;
        let sam = Coach::of("Sam", state, 2, &wall()).unwrap().0;
        let path = state.join("coaches.toml");
        let mut bytes = std::fs::read(&path).unwrap();
        bytes.extend(damage.chars().map(|symbol| symbol as u8));
        put(&path, &bytes);
        let remark = open(state).unwrap();
        // A key after the last table belongs to that table.
        let kept: &[&Coach] = if damage.contains("x =") {
            &[&ada]
        } else {
            &[&ada, &sam]
        };
        let names: Vec<&str> = kept.iter().map(|coach| coach.name.as_str()).collect();
        let words = format!("kept: {}; for any other coach", names.join(", "));
        assert!(remark.contains(&words), "{remark}");
        for coach in kept {
            let found = Coach::of(&coach.name, state, 5, &wall()).unwrap().0;
            assert_eq!(found, **coach);
        }
        let aside = state.join("coaches.toml.aside");
        assert_eq!(std::fs::read(aside).unwrap(), bytes);
        assert_eq!(known_coaches(state, Which::All).1, None);
    }
}

#[test]
fn commands_that_only_read_go_on_without_coaches_and_leave_a_newer_list_to_its_program() {
    for (what, damage) in lost_files() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("coaches.toml");
        damage(&path);
        let (coaches, remark) = known_coaches(dir.path(), Which::All);
        assert!(coaches.is_empty() && remark.is_some(), "{what}");
        let is_left = path.symlink_metadata().is_ok();
        assert_eq!(is_left, what == "newer", "{what}");
        let (coaches, remark) = known_coaches(dir.path(), Which::All);
        assert_eq!((coaches.len(), remark.is_some()), (0, is_left), "{what}");
    }
}

#[test]
fn a_name_becomes_part_of_a_files_name() {
    let slug = |name: &str| {
        let coach = Coach {
            name: name.to_owned(),
            digits: String::new(),
            key: String::new(),
        };
        coach.slug()
    };
    assert_eq!(slug("Ada Lovelace"), "ada-lovelace");
    assert_eq!(slug("  J. R. -- R. 2nd!"), "j-r-r-2nd");
    assert_eq!(slug("../../etc/passwd\0"), "etc-passwd");
    assert_eq!(slug("José"), "jos");
    for none in ["", "日本", "…", "\u{202e}/"] {
        assert_eq!(slug(none), "coach");
    }
    assert_eq!(slug(&"x".repeat(99)), "x".repeat(32));
    assert_eq!(slug(&format!("{} z", "x".repeat(31))), "x".repeat(31));
}

#[test]
fn a_session_stays_read_until_it_has_a_later_event() {
    let dir = tempfile::tempdir().unwrap();
    let state = dir.path().join("state");
    let coach = Coach::of("日本", &state, 0x4f2a, &wall()).unwrap().0;
    let mut seen = Seen::of(&coach, &state);
    assert!(!seen.is_read(ID, 0));
    seen.open(ID, 20, &coach, &state).unwrap();
    seen.open(OTHER_ID, 7, &coach, &state).unwrap();
    seen.open(ID, 19, &coach, &state).unwrap();
    let kept = Seen::of(&coach, &state);
    assert_eq!(kept, seen);
    assert!(kept.is_read(ID, 20) && !kept.is_read(ID, 21) && kept.is_read(OTHER_ID, 7));
    let path = state.join("seen-coach-4f2a.toml");
    assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    put(&path, b"rubbish");
    let mut lost = Seen::of(&coach, &state);
    assert_eq!(lost, Seen::default());
    lost.open(ID, 20, &coach, &state).unwrap();
    let aside = state.join("seen-coach-4f2a.toml.aside");
    assert_eq!(std::fs::read(aside).unwrap(), b"rubbish");
}

#[test]
fn a_first_use_writes_phrases_to_begin_with_and_an_older_list_is_read_on() {
    let dir = tempfile::tempdir().unwrap();
    let config = dir.path().join("config");
    assert_eq!(phrases(&config).unwrap(), Phrase::first());
    let file = config.join("phrases.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("\n    \"good: "), "{text}");
    put(&file, b"format = 1\nphrases = [\"name the unit\"]\n");
    let read = phrases(&config).unwrap();
    assert_eq!(read, [Phrase::parse("name the unit")]);
    assert_eq!(read[0].kind, None);
}

#[test]
fn phrases_are_read_as_they_were_written() {
    let dir = tempfile::tempdir().unwrap();
    let config = dir.path().join("config");
    let some = [
        "name a number",
        "fix: why \"that\"?\nand \\ this\u{1b}[31m",
        "",
    ];
    for kept in [some.map(Phrase::parse).to_vec(), Vec::new()] {
        keep_phrases(&config, &kept).unwrap();
        assert_eq!(phrases(&config).unwrap(), kept);
    }
    put(
        &config.join("phrases.toml"),
        b"format = 1\nphrases = [\"a\", ",
    );
    let told = phrases(&config).unwrap_err().to_string();
    assert!(told.contains("line 2"), "{told}");
}

#[test]
fn a_coach_who_gets_another_name_keeps_the_reviews_and_what_was_read() {
    let home = tempfile::tempdir().unwrap();
    let state = home.path().join("state");
    let (session, folder) = Desk::finished(home.path(), ID);
    let ada = Coach::of("Ada", &state, 0x4f2a, &wall()).unwrap().0;
    let open = |coach: &Coach| ReviewFile::open(&folder, &session, coach, &state, &wall()).unwrap();
    let (mut review, file, _) = open(&ada);
    review.mark(0, 0, CoachMark::NotShown, wall());
    file.save(&review, &Scores::default(), true).unwrap();
    let path = file.path().to_owned();
    drop(file);
    Seen::of(&ada, &state).open(ID, 20, &ada, &state).unwrap();
    let grace = Coach {
        name: "Grace H".into(),
        ..ada.clone()
    };
    grace.import(&state, false, &wall()).unwrap();
    assert_eq!(
        known_coaches(&state, Which::All).0,
        std::slice::from_ref(&grace)
    );
    let (found, file, remark) = open(&grace);
    assert_eq!((found.marks, remark), (review.marks, None));
    assert_eq!(file.path(), path);
    assert!(file.copies().is_empty());
    assert!(Seen::of(&grace, &state).is_read(ID, 20));
}

#[test]
fn a_coach_is_a_reviewer_once_that_is_noted_or_the_list_is_older() {
    let home = tempfile::tempdir().unwrap();
    let reviewers = || known_coaches(home.path(), Which::Reviewers).0;
    let ada = Coach::of("Ada", home.path(), 1, &wall()).unwrap().0;
    assert_eq!(
        known_coaches(home.path(), Which::All).0,
        std::slice::from_ref(&ada)
    );
    assert_eq!(reviewers(), []);
    ada.set_reviewer(home.path(), &wall()).unwrap();
    assert_eq!(reviewers(), std::slice::from_ref(&ada));
    // A list of a program that did not note it.
    let text = format!(
        "format = 1\n[[coach]]\nname = \"Ada\"\ndigits = \"{}\"\nkey = \"{}\"\n",
        ada.digits, ada.key
    );
    put(&home.path().join("coaches.toml"), text.as_bytes());
    assert_eq!(reviewers(), [ada]);
}

use super::*;

/// An assignment as a coach's program writes it.
pub const TEXT: &str = r#"# An assignment for Forty: `forty unpack FILE` adds it.
format = 1
kind = "assignment"
id = "20261128-101500-fraud-detection-4f2a"
due = "2026-12-05"
coach = "Grace"
key = "0123456789abcdef0123456789abcdef"
changed = "2026-11-28T11:15:00+01:00"
message = '''
Write the label delay first.
Then the features.
'''
seed = 4711
total_ms = 1800000
for = [
    "Ada L",
    "Bob",
]

[design]
id = "fraud-detection"
title = "Fraud Detection"
crc = 2186493187

[framework]
id = "ml-system-design"
title = "ML system design"
crc = 7
"#;

fn parse(text: &str) -> Result<Assignment, StoreError> {
    parse_assignment(text.as_bytes(), Path::new("it.toml"))
}

#[test]
fn the_example_of_the_document_is_read() {
    let example = include_str!("../../../docs/format/assignment.toml");
    let assignment = parse(example).unwrap();
    assert_eq!(assignment.minutes_for(5), assignment.minutes);
    assert!(assignment.is_for("bob") && is_assignment(example.as_bytes()));
    assert_eq!(parse(&assignment_text(&assignment)).unwrap(), assignment);
}

#[test]
fn an_assignment_is_written_as_it_was_read() {
    let assignment = parse(TEXT).unwrap();
    assert_eq!(
        assignment.minutes,
        Minutes::Total(Duration::from_secs(1800))
    );
    let written = assignment_text(&assignment);
    assert_eq!(parse(&written).unwrap(), assignment);
    assert_eq!(
        written.lines().take(8).collect::<Vec<_>>(),
        TEXT.lines().take(8).collect::<Vec<_>>()
    );
    let each = TEXT.replace("total_ms = 1800000", "stages_ms = [300000, 60000]");
    let each = parse(&each).unwrap();
    let times = [300, 60].map(Duration::from_secs).to_vec();
    assert_eq!(each.minutes, Minutes::Each(times));
    assert_eq!(parse(&assignment_text(&each)).unwrap(), each);
}

#[test]
fn a_withdrawn_one_says_so_and_takes_the_place_of_the_one_before() {
    let home = tempfile::tempdir().unwrap();
    let add = |text: &str| add_assignment(home.path(), text.as_bytes(), Path::new("mail.toml"));
    let before = add(TEXT).unwrap().0;
    assert!(!before.is_withdrawn && !assignment_text(&before).contains("withdrawn"));
    let mut withdrawn = before;
    withdrawn.is_withdrawn = true;
    withdrawn.changed += chrono::TimeDelta::milliseconds(1);
    let text = assignment_text(&withdrawn);
    assert!(text.contains("\nwithdrawn = true\n"), "{text}");
    assert_eq!(add(&text).unwrap(), (withdrawn, AddedAssignment::Replaced));
    assert_eq!(add(TEXT).unwrap().1, AddedAssignment::Older);
}

#[test]
fn a_file_is_known_by_what_it_says_and_not_by_its_name() {
    assert!(is_assignment(TEXT.as_bytes()));
    assert!(is_assignment(b"format = 1\r\nkind  =  'assignment'\r\n"));
    for other in [
        &b"kind = \"design\"\n"[..],
        b"# kind = \"assignment\"\n",
        b"",
        b"\x1f\x8b\x08kind = \"assignment\"\n\xff",
    ] {
        assert!(!is_assignment(other), "{other:?}");
    }
}

#[test]
fn a_file_that_is_no_assignment_is_refused_with_its_reason() {
    let without = |line: &str| {
        let lines = TEXT.lines().filter(|it| !it.starts_with(line));
        lines.collect::<Vec<_>>().join("\n")
    };
    for (text, why) in [
        (TEXT.replace("format = 1", "format = 2"), "format 2"),
        (TEXT.replace("\"assignment\"", "\"design\""), "`kind`"),
        (TEXT.replace("2026-12-05", "2026-12-35"), "line 5: "),
        (without("due"), "missing field `due`"),
        (TEXT.replace("4711", "-1"), "line 13: "),
        (TEXT.replace("20261128-10", "../"), "`id` is no id"),
        (TEXT.replace("seed", "stages_ms = [1]\nseed"), "both"),
        (TEXT.replace("1800000", "0"), "zero or more than a day"),
        (TEXT.replace("1800000", "9999999999999999"), "a day"),
        (TEXT[..100].to_owned(), "line "),
        (
            format!("{TEXT}#{}", "x".repeat(262_144)),
            "larger than 256 KiB",
        ),
    ] {
        let refused = parse(&text).unwrap_err().to_string();
        assert!(refused.contains(why), "{why}: {refused}");
    }
}

#[test]
fn the_bytes_are_stored_as_they_came_and_a_repeat_changes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("assignments");
    let text = format!("new_key = 1\n{TEXT}");
    let add = || add_assignment(&folder, text.as_bytes(), Path::new("mail.toml"));
    assert_eq!(add().unwrap().1, AddedAssignment::New);
    assert_eq!(add().unwrap().1, AddedAssignment::Same);
    let stored = folder.join("20261128-101500-fraud-detection-4f2a.toml");
    assert_eq!(std::fs::read_to_string(stored).unwrap(), text);
    let (all, unreadable) = assignments(&folder).unwrap();
    assert_eq!((all.len(), unreadable.len()), (1, 0));
}

#[test]
fn of_two_versions_the_later_stays_and_another_coach_cannot_replace_it() {
    let home = tempfile::tempdir().unwrap();
    let add = |text: &str| add_assignment(home.path(), text.as_bytes(), Path::new("mail.toml"));
    let later = TEXT
        .replace("11:15:00", "12:00:00")
        .replace("12-05", "12-12");
    assert_eq!(add(TEXT).unwrap().1, AddedAssignment::New);
    assert_eq!(add(&later).unwrap().1, AddedAssignment::Replaced);
    let (kept, added) = add(TEXT).unwrap();
    assert_eq!(
        (kept.due.to_string().as_str(), added),
        ("2026-12-12", AddedAssignment::Older)
    );
    let stranger = later.replace("0123456789abcdef", "ffffffffffffffff");
    assert!(matches!(add(&stranger), Err(StoreError::Exists(_))));
    // A change without a later time is no version of its own.
    assert!(add(&later.replace("4711", "1")).is_err());
}

#[test]
fn a_file_that_cannot_be_read_hides_no_other() {
    let home = tempfile::tempdir().unwrap();
    add_assignment(home.path(), TEXT.as_bytes(), Path::new("mail.toml")).unwrap();
    for (name, text) in [
        ("broken.toml", "format = 1"),
        ("renamed.toml", TEXT),
        (".hidden.toml", ""),
        ("notes.md", ""),
    ] {
        files::replace(&home.path().join(name), text.as_bytes()).unwrap();
    }
    let (all, unreadable) = assignments(home.path()).unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!(unreadable.len(), 2);
    for (why, name) in unreadable.iter().zip(["broken.toml", "renamed.toml"]) {
        let why = why.with_cause();
        assert!(why.contains(name), "{why}");
    }
    assert!(assignments(&home.path().join("none")).unwrap().0.is_empty());
}

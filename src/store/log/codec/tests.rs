//! The lines of a journal match `docs/format.md` and its examples.

use super::*;
use crate::domain::session::Session;

const PAGE: &str = include_str!("../../../../docs/format.md");
const EXAMPLES: &str = include_str!("../../../../docs/format/lines.jsonl");

fn examples() -> Vec<Entry> {
    EXAMPLES
        .lines()
        .map(|line| match decode(line.as_bytes()) {
            JournalLine::Entry(entry) => {
                let written = encode(&entry);
                assert_eq!(String::from_utf8_lossy(&written), format!("{line}\n"));
                *entry
            }
            other => panic!("{line}: {other:?}"),
        })
        .collect()
}

/// A new kind does not compile until it is named here, and then the next test fails until it has an example.
fn word(event: &Event) -> &'static str {
    match event {
        Event::Head(_) => "head",
        Event::Entered { .. } => "entered",
        Event::Edit { .. } => "edit",
        Event::Keyframe { .. } => "keyframe",
        Event::Covered { .. } => "covered",
        Event::Uncovered { .. } => "uncovered",
        Event::Hint { .. } => "hint",
        Event::Asked { .. } => "asked",
        Event::FollowUp { .. } => "follow-up",
        Event::FollowUpAnswered { .. } => "follow-up-answered",
        Event::FollowUpReopened { .. } => "follow-up-reopened",
        Event::Computed { .. } => "computed",
        Event::EditorOpened { .. } => "editor-opened",
        Event::EditorClosed { .. } => "editor-closed",
        Event::Pause { .. } => "pause",
        Event::Resume { .. } => "resume",
        Event::Stopped { .. } => "stopped",
        Event::Left { .. } => "left",
        Event::Opened { .. } => "opened",
        Event::Here => "here",
        Event::Finish { .. } => "finish",
        Event::ItemShown { .. } => "item-shown",
        Event::ItemNotShown { .. } => "item-not-shown",
        Event::StageClosed { .. } => "stage-closed",
        Event::ReferenceOpened { .. } => "reference-opened",
        Event::NextTime { .. } => "next-time",
        Event::Reply { .. } => "reply",
        Event::MessageOpened { .. } => "message-opened",
        Event::Repaired { .. } => "repaired",
        Event::Checkpoint { .. } => "checkpoint",
        Event::Unknown => "unknown",
    }
}

#[test]
fn every_kind_has_an_example_that_is_a_line_and_a_row_on_the_page() {
    let examples = examples();
    let words: Vec<&str> = examples.iter().map(|entry| word(&entry.event)).collect();
    let mut once = words.clone();
    once.dedup();
    assert_eq!((words.len(), once.len()), (30, 30), "{words:?}");
    for word in words {
        assert!(PAGE.contains(&format!("**{word}**")), "{word}");
    }
}

#[test]
fn the_examples_are_a_session_and_the_line_on_the_page_is_one_of_them() {
    let examples = examples();
    let shown = PAGE.lines().find(|line| line.starts_with("{\"n\":"));
    assert!(EXAMPLES.lines().any(|line| Some(line) == shown));
    let Event::Head(head) = &examples[0].event else {
        panic!("the first is the head");
    };
    let mut session = Session::new((**head).clone());
    let (last, events) = examples.split_last().unwrap();
    assert!(matches!(last.event, Event::Checkpoint { lines: 28, .. }));
    for (index, entry) in events.iter().enumerate() {
        assert_eq!(entry.n, index as u64 + 1);
        assert_eq!(entry.after.is_some(), session.is_finished(), "{entry:?}");
        session.apply(entry);
    }
    assert!(session.is_finished() && !session.damaged && !session.edited_later);
}

#[test]
fn one_wrong_bit_anywhere_makes_a_bad_line() {
    let line = encode(&examples()[2]);
    let line = &line[..line.len() - 1];
    for bit in 0..line.len() * 8 {
        let mut flipped = line.to_vec();
        flipped[bit / 8] ^= 1 << (bit % 8);
        assert!(matches!(decode(&flipped), JournalLine::Bad), "bit {bit}");
    }
}

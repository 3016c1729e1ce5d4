//! Whatever bytes change in a session's files, reading returns and does not panic. Promise 8.

use std::path::PathBuf;
use std::sync::OnceLock;

use forty::store::{Recorder, visit};
use forty::store::{list, read};
use proptest::prelude::*;

use crate::fixture::{Desk, ID, copy, put, wall};

/// One session for all cases.
fn session() -> &'static PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap().keep();
        let mut desk = Desk::start(&dir, ID);
        desk.type_text("short \"words\"\n");
        desk.act(forty::domain::interview::Interview::finish);
        desk.checkpoint();
        desk.folder()
    })
}

#[derive(Debug, Clone)]
enum Change {
    Flip(u8),
    Zeros(usize),
    Cut,
    Insert(Vec<u8>),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (0u8..8).prop_map(Change::Flip),
        (1usize..600).prop_map(Change::Zeros),
        Just(Change::Cut),
        proptest::collection::vec(any::<u8>(), 1..20).prop_map(Change::Insert),
    ]
}

fn applied(bytes: &mut Vec<u8>, place: f64, change: Change) {
    let length = bytes.len();
    let at = ((length as f64 * place) as usize).min(length.saturating_sub(1));
    match change {
        _ if length == 0 => {}
        Change::Flip(bit) => bytes[at] ^= 1 << bit,
        Change::Zeros(many) => bytes[at..(at + many).min(length)].fill(0),
        Change::Cut => bytes.truncate(at),
        Change::Insert(new) => drop(bytes.splice(at..at, new)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn random_damage_of_all_files_never_panics(
        changes in proptest::collection::vec((0usize..5, 0.0f64..1.0, change()), 1..12)
    ) {
        let place = tempfile::tempdir().unwrap();
        let copied = copy(session(), place.path());
        let names = [
            "journal.jsonl",
            "checkpoint.jsonl",
            "session.toml",
            "design.toml",
            "lock",
        ];
        for (file, at, change) in changes {
            let path = copied.join(names[file]);
            let mut bytes = std::fs::read(&path).unwrap();
            applied(&mut bytes, at, change);
            put(&path, &bytes);
        }
        let _ = list(place.path());
        let _ = visit(&copied, |_| ());
        let before = read(&copied);
        let opened = Recorder::open(&copied, &wall());
        prop_assert_eq!(before.is_ok(), opened.is_ok());
        if let (Ok(before), Ok((_, recorder))) = (before, opened) {
            drop(recorder);
            let after = read(&copied).unwrap();
            prop_assert_eq!(
                crate::fixture::notes(&before.session),
                crate::fixture::notes(&after.session)
            );
        }
    }
}

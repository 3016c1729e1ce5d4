//! The generated sessions for measuring lists are valid sessions.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::path::Path;

use forty::app::context::AppContext;
use forty::domain::session::Session;
use forty::domain::settings::Settings;
use forty::store::{self, Given, Paths, Status, Summary};

#[path = "../examples/many/mod.rs"]
mod many;

fn made(count: usize, seed: u64) -> tempfile::TempDir {
    let sessions = tempfile::tempdir().unwrap();
    many::write(sessions.path(), count, seed, None, &many::Spread::default()).unwrap();
    sessions
}

fn summaries(sessions: &Path) -> Vec<Summary> {
    let listing = store::list(sessions).unwrap();
    assert!(listing.unreadable.is_empty(), "{:?}", listing.unreadable);
    listing
        .sessions
        .into_iter()
        .map(|listed| listed.summary)
        .collect()
}

/// The sessions read from their journals; asserts that there is no remark.
fn read(sessions: &Path) -> Vec<Session> {
    let listed = store::list(sessions).unwrap().sessions.into_iter();
    let found = listed.map(|listed| store::read(&listed.folder).unwrap());
    found
        .map(|found| {
            assert_eq!(found.remarks, Vec::<String>::new());
            found.session
        })
        .collect()
}

#[test]
fn made_up_sessions_are_read_and_listed_alike_and_without_remarks() {
    let sessions = made(30, 1);
    let listed = summaries(sessions.path());
    let read = read(sessions.path());
    assert_eq!(listed.len(), 30);
    for (summary, session) in listed.iter().zip(&read) {
        assert_eq!(*summary, Summary::of(session, summary.journal_bytes));
        assert!((40..=2_500).contains(&session.n), "{}", session.n);
    }
}

#[test]
fn made_up_sessions_are_as_different_as_real_ones() {
    let sessions = made(30, 1);
    let listed = summaries(sessions.path());
    let conditions = listed.iter().flat_map(|summary| &summary.condition);
    let conditions: BTreeSet<&str> = conditions.map(String::as_str).collect();
    assert!(conditions.is_superset(&["clean", "paused", "resumed", "strict", "scaled"].into()));
    let designs: BTreeSet<&str> = listed.iter().map(|one| one.design.id.as_str()).collect();
    assert_eq!(designs.len(), 5);
    let count = |holds: fn(&Summary) -> bool| listed.iter().filter(|one| holds(one)).count();
    assert!((1..15).contains(&count(|one| one.status == Status::InProgress)));
    assert!((5..30).contains(&count(|one| !one.over.is_zero())));
    assert!((5..30).contains(&count(|one| !one.levels.is_empty())));
    let years = listed[0].started_at - listed[29].started_at;
    assert!(years.num_days() > 680, "{years}");
}

#[test]
fn the_same_seed_makes_the_same_sessions_and_another_others() {
    let [one, same, other] = [1, 1, 2].map(|seed| made(3, seed));
    let [one, same, other] = [&one, &same, &other].map(|sessions| summaries(sessions.path()));
    assert_eq!(one, same);
    assert!(one.iter().all(|summary| !other.contains(summary)));
}

#[test]
fn a_folder_that_holds_sessions_is_left_alone() {
    let sessions = made(1, 1);
    let error = many::write(sessions.path(), 5, 2, None, &many::Spread::default())
        .unwrap_err()
        .to_string();
    assert!(error.contains("holds sessions already"), "{error}");
    assert_eq!(summaries(sessions.path()).len(), 1);
}

#[test]
fn home_counts_sessions_of_others_only_if_it_has_read_all() {
    for (count, is_counted) in [(3, true), (210, false)] {
        let home = tempfile::tempdir().unwrap();
        let given = Given {
            home: Some(home.path().to_owned()),
            ..Given::default()
        };
        let paths = Paths::resolve(&given).unwrap();
        let spread = many::Spread {
            candidates: &["Ana"],
            ..many::Spread::default()
        };
        many::write(&paths.sessions, count, 1, None, &spread).unwrap();
        let now = summaries(&paths.sessions)[0].started_at;
        let context = AppContext::new(paths, Settings::default(), None).unwrap();
        let words = context.home_data(&now).others.describe(80);
        let number = if is_counted { "3 " } else { "" };
        assert_eq!(words, format!("{number}sessions of Ana: forty --as Ana"));
    }
}

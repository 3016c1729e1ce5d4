//! `cards.toml` in the state folder: what is remembered of each concept card.
//!
//! It has a table `[card.ID]`, with the id of the framework's concept, for each card that was rated at least once; a card
//! without a table is new. [`CardState`] has its keys. The file is replaced at each rating, under the lock `cards.lock`, and
//! only the rated card changes. That does not wait for the disk: `.cards.toml.synced` is the last version that was synced, for a
//! file that a power cut emptied. Where cards cannot be read, or the whole file, it is renamed to `*.aside`, and a file with
//! the cards that can be read takes its place; one with a higher `format` is left alone.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::files;
use super::session::lock::Lock;
use super::soon::{replace_soon, synced};
use super::toml_file;
use crate::domain::cards::{CardChanges, CardState, Schedule};
use crate::domain::sanitize;
use crate::domain::session::event::{FORMAT, Wall};

const NAME: &str = "cards.toml";
const LOCK: &str = "cards.lock";

#[derive(Default, Serialize, Deserialize)]
struct CardsFile {
    format: u32,
    #[serde(default)]
    card: BTreeMap<String, CardState>,
    /// Unknown keys of the file.
    #[serde(flatten)]
    other: toml::Table,
}

/// The schedule of the cards, empty where there is no file. A damaged file is set aside, and its good cards are kept, which
/// the remark says; `now` is written into the lock that this takes.
///
/// # Errors
/// When the file cannot be read or belongs to a newer program, or it is damaged and another program is writing; it is then
/// left as it is.
pub fn card_schedule(state: &Path, now: &Wall) -> Result<(Schedule, Option<String>), StoreError> {
    let path = state.join(NAME);
    let (file, remark) = match toml_file::read(&path) {
        Err(StoreError::Unreadable { .. } | StoreError::NotText(_)) => {
            // Another program may replace the file meanwhile, so it is read again under the lock.
            let _lock = Lock::take_state(&state.join(LOCK), now)?;
            read(&path)?
        }
        file => (file?, None),
    };
    Ok((Schedule { cards: file.card }, remark))
}

/// Changes the states of some cards and leaves all others as the file has them, so that two programs do not overwrite each
/// other's ratings.
///
/// # Errors
/// When the file cannot be read, locked or replaced; nothing has changed then.
pub fn save_cards(state: &Path, changes: &CardChanges, now: &Wall) -> Result<(), StoreError> {
    files::make_folders(state)?;
    let _lock = Lock::take_state(&state.join(LOCK), now)?;
    let path = state.join(NAME);
    let (mut file, _) = read(&path)?;
    file.format = FORMAT;
    for (id, change) in changes {
        match change {
            Some(state) => _ = file.card.insert(id.clone(), state.clone()),
            None => _ = file.card.remove(id),
        }
    }
    replace_soon(&path, toml_file::write(&file).as_bytes()).map(drop)
}

/// Reads the file; who calls it holds the lock, because a damaged file is replaced.
fn read(path: &Path) -> Result<(CardsFile, Option<String>), StoreError> {
    match toml_file::read(path) {
        Ok(file) => Ok((file, None)),
        Err(StoreError::Unreadable { .. } | StoreError::NotText(_)) => match good_part(path) {
            Some((file, lost)) => keep_good_part(path, file, &lost),
            None => Ok(last_synced(path).unwrap_or_else(|| toml_file::read_or_set_aside(path))),
        },
        Err(why) => Err(why),
    }
}

/// The version of the file before a power cut emptied it. What is left of the file is set aside, which the remark says.
fn last_synced(path: &Path) -> Option<(CardsFile, Option<String>)> {
    let file: CardsFile = toml_file::read(&synced(path)).ok()?;
    if file.card.is_empty() {
        return None;
    }
    let aside = files::set_aside(path).ok()?;
    let remark = format!(
        "{} could not be read, as after a power cut: the version before it is used; the file is now {}",
        path.display(),
        aside.display()
    );
    Some((file, Some(sanitize::line(&remark))))
}

/// The cards of a damaged file that can be read one by one, and the ids of the others; `None` where what stands before
/// the first card cannot be read, or no card can.
fn good_part(path: &Path) -> Option<(CardsFile, Vec<String>)> {
    let text = files::read_text(path, toml_file::LIMIT).ok()?;
    let (before, cards) = toml_file::tables(&text, "[card.");
    let mut file = toml_file::parse::<CardsFile>(path, before).ok()?;
    let mut lost = Vec::new();
    for block in cards {
        match toml::from_str::<OneCard>(block) {
            Ok(one) => file.card.extend(one.card),
            Err(_) => lost.push(id_in(block)),
        }
    }
    (!file.card.is_empty()).then_some((file, lost))
}

/// One table of the file with its header.
#[derive(Deserialize)]
struct OneCard {
    card: BTreeMap<String, CardState>,
}

/// The id in the header of a card that cannot be read.
fn id_in(block: &str) -> String {
    let header = block.lines().next().unwrap_or_default();
    let id = header
        .trim_start_matches("[card.")
        .trim()
        .trim_end_matches(']');
    id.trim_matches(['"', '\'']).to_owned()
}

/// Sets the whole damaged file aside, since it has the text of the bad cards, and writes the good ones in its place. The
/// remark names the others.
fn keep_good_part(
    path: &Path,
    mut file: CardsFile,
    lost: &[String],
) -> Result<(CardsFile, Option<String>), StoreError> {
    let aside = files::set_aside(path)?;
    file.format = FORMAT;
    files::replace(path, toml_file::write(&file).as_bytes())?;
    let cards = match lost {
        [one] => format!("the card {one} cannot be read and begins again"),
        more => format!(
            "{} cards cannot be read and begin again: {}",
            more.len(),
            more.join(", ")
        ),
    };
    let remark = format!(
        "{}: {cards}; the file as it was is now {}",
        path.display(),
        aside.display()
    );
    Ok((file, Some(sanitize::line(&remark))))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::domain::cards::Rating;

    fn now() -> Wall {
        DateTime::parse_from_rfc3339("2026-11-28T12:00:00+01:00").unwrap()
    }

    fn rated(id: &str) -> CardChanges {
        let state = Schedule::default().rated(id, Rating::Good, &now());
        CardChanges::from([(id.to_owned(), Some(state))])
    }

    #[test]
    fn a_rating_is_read_as_it_was_written_and_leaves_other_cards_alone() {
        let home = tempfile::tempdir().unwrap();
        save_cards(home.path(), &rated("a"), &now()).unwrap();
        save_cards(home.path(), &rated("b"), &now()).unwrap();
        let (schedule, remark) = card_schedule(home.path(), &now()).unwrap();
        assert_eq!(remark, None);
        assert_eq!(Some(schedule.cards["a"].clone()), rated("a")["a"]);
        let undone = CardChanges::from([("a".to_owned(), None)]);
        save_cards(home.path(), &undone, &now()).unwrap();
        let (schedule, _) = card_schedule(home.path(), &now()).unwrap();
        assert_eq!(schedule.cards.keys().collect::<Vec<_>>(), ["b"]);
    }

    #[test]
    fn a_file_that_a_power_cut_emptied_gives_way_to_the_version_before_it() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join(NAME);
        save_cards(home.path(), &rated("a"), &now()).unwrap();
        std::fs::copy(&path, synced(&path)).unwrap();
        files::replace(&path, b"").unwrap();
        let (schedule, remark) = card_schedule(home.path(), &now()).unwrap();
        assert_eq!(schedule.cards.keys().collect::<Vec<_>>(), ["a"]);
        let remark = remark.unwrap();
        assert!(remark.contains("the version before it is used"), "{remark}");
    }

    #[test]
    fn one_bad_card_does_not_take_the_others_with_it() {
        // A wrong value, a missing one, and a line that is no TOML.
        for bad in ["phase = \"none\"\n", "", "phase = = 3\n\"\n"] {
            let home = tempfile::tempdir().unwrap();
            for id in ["a", "b", "kv-cache"] {
                save_cards(home.path(), &rated(id), &now()).unwrap();
            }
            let path = home.path().join(NAME);
            let text = std::fs::read_to_string(&path).unwrap();
            let bad = format!("[card.b]\n{bad}");
            let (before, rest) = text.split_once("[card.b]").unwrap();
            let after = rest.split_once("[card.kv-cache]").unwrap().1;
            let damaged = format!("{before}{bad}\n[card.kv-cache]{after}");
            files::replace(&path, damaged.as_bytes()).unwrap();
            let (schedule, remark) = card_schedule(home.path(), &now()).unwrap();
            assert_eq!(schedule.cards.keys().collect::<Vec<_>>(), ["a", "kv-cache"]);
            let remark = remark.unwrap();
            assert!(remark.contains("the card b cannot be read"), "{remark}");
            let aside = std::fs::read_to_string(home.path().join("cards.toml.aside")).unwrap();
            assert_eq!(aside, damaged);
            // What is left is a whole file.
            let (again, remark) = card_schedule(home.path(), &now()).unwrap();
            assert_eq!((again, remark), (schedule, None));
        }
    }

    #[test]
    fn a_damaged_file_stays_as_it_is_while_another_program_writes() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join(NAME);
        files::replace(&path, b"rubbish").unwrap();
        let lock = Lock::take_state(&home.path().join(LOCK), &now()).unwrap();
        let refused = card_schedule(home.path(), &now()).unwrap_err();
        assert_eq!(refused.class(), crate::store::Class::InUse);
        let words = refused.to_string();
        assert!(words.contains("is writing to the state folder"), "{words}");
        assert!(!words.contains("session"), "{words}");
        assert_eq!(std::fs::read(&path).unwrap(), b"rubbish");
        drop(lock);
        assert!(card_schedule(home.path(), &now()).unwrap().1.is_some());
    }

    #[test]
    fn a_damaged_file_is_set_aside_whole_with_a_remark() {
        let home = tempfile::tempdir().unwrap();
        let damaged = "format = 1\n[card.a]\nphase = \"review\"\n";
        files::replace(&home.path().join(NAME), damaged.as_bytes()).unwrap();
        let (schedule, remark) = card_schedule(home.path(), &now()).unwrap();
        assert_eq!(schedule, Schedule::default());
        let remark = remark.unwrap();
        assert!(remark.contains("aside"), "{remark}");
        let names = std::fs::read_dir(home.path()).unwrap();
        let names = names.map(|entry| entry.unwrap().path());
        let aside: Vec<_> = names.filter(|path| !path.ends_with(LOCK)).collect();
        assert_eq!(aside.len(), 1);
        assert_eq!(std::fs::read_to_string(&aside[0]).unwrap(), damaged);
    }

    #[test]
    fn a_file_of_a_newer_program_stays_as_it_is() {
        let home = tempfile::tempdir().unwrap();
        let newer = "format = 99\n";
        files::replace(&home.path().join(NAME), newer.as_bytes()).unwrap();
        assert!(card_schedule(home.path(), &now()).is_err());
        assert!(save_cards(home.path(), &rated("a"), &now()).is_err());
        let text = std::fs::read_to_string(home.path().join(NAME)).unwrap();
        assert_eq!(text, newer);
    }
}

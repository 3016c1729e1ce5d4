//! What one file to mail may hold: which files of a session, how large each and how many, the same for packing and
//! unpacking. It opens nothing.

pub(super) mod pack;
pub(super) mod unpack;

use std::collections::BTreeSet;

use super::log::{checkpoint, codec, scan};
use super::session::id;
use super::session::open::TORN;
use super::session::read::{DESIGN, DESIGN_LIMIT, NOTES};
use super::session::summary;

/// Everything in it unpacked, the archive's own blocks too.
pub(super) const LIMIT: u64 = 256 * MIB;
/// What a tar file is made of.
pub(super) const BLOCK: u64 = 512;
/// What follows its last file at most.
pub(super) const END: u64 = MIB;
/// The folder of the reviews, in the session's.
pub(super) const REVIEWS: &str = "reviews";
pub(super) const REVIEW_LIMIT: u64 = MIB;
const MOST_REVIEWS: usize = 1000;
/// What the name field of an archive's block takes.
const NAME_LIMIT: usize = 100;
const MIB: u64 = 1024 * 1024;

/// What has gone into an archive, or come out of it.
#[derive(Debug, Default)]
pub(super) struct Load {
    names: BTreeSet<String>,
    journal: u64,
    reviews: usize,
}

impl Load {
    /// Takes one more file, by its name below the session's folder and its length.
    ///
    /// # Errors
    /// In words, when no session has such a file, or not so much of it.
    pub fn add(&mut self, name: &str, bytes: u64) -> Result<(), String> {
        let limit = limit(name).ok_or_else(|| format!("`{name}` is no file of a session"))?;
        if bytes > limit {
            return Err(format!("`{name}` is larger than {} KiB", limit / 1024));
        }
        if !self.names.insert(name.to_owned()) {
            return Err(format!("`{name}` is in it twice"));
        }
        if is_journal(name) {
            self.journal += bytes;
        }
        self.reviews += usize::from(is_review(name));
        if self.journal > scan::TOTAL_LIMIT {
            let most = scan::TOTAL_LIMIT / MIB;
            return Err(format!("the journal in it is larger than {most} MiB"));
        }
        if self.reviews > MOST_REVIEWS {
            return Err(format!("more than {MOST_REVIEWS} reviews are in it"));
        }
        Ok(())
    }
}

/// Why an archive past the limit is refused.
pub(super) fn too_much() -> String {
    format!("more than {} MiB are in it", LIMIT / MIB)
}

/// How large the file of this name below a session's folder may be; none where no session has one.
pub(super) fn limit(name: &str) -> Option<u64> {
    match name {
        checkpoint::NAME => Some(checkpoint::LIMIT),
        summary::NAME => Some(summary::LIMIT),
        NOTES => Some(4 * MIB),
        DESIGN => Some(DESIGN_LIMIT),
        _ if is_journal(name) => Some(codec::FILE_LIMIT),
        _ if is_review(name) => Some(REVIEW_LIMIT),
        _ => None,
    }
}

/// A journal file or the torn end of one.
fn is_journal(name: &str) -> bool {
    codec::number_of(name).is_some() || is_torn(name)
}

fn is_torn(name: &str) -> bool {
    let Some(rest) = name.strip_prefix(TORN) else {
        return false;
    };
    let number = rest.strip_prefix('.').and_then(|rest| rest.parse().ok());
    rest.is_empty()
        || number.is_some_and(|n: u16| (2..1000).contains(&n) && rest == format!(".{n}"))
}

fn is_review(name: &str) -> bool {
    let review = name
        .strip_prefix(REVIEWS)
        .and_then(|rest| rest.strip_prefix('/'));
    let stem = review.and_then(|review| review.strip_suffix(".toml"));
    stem.is_some_and(|stem| id::check_id(stem).is_ok())
        && review.is_some_and(|review| review.len() <= NAME_LIMIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_a_session_are_known_by_their_exact_names() {
        for name in [
            "journal.jsonl",
            "journal.2.jsonl",
            "journal.99.jsonl",
            "journal.torn",
            "journal.torn.2",
            "checkpoint.jsonl",
            "session.toml",
            "notes.md",
            "design.toml",
            "reviews/ada-4f2a.toml",
        ] {
            assert!(limit(name).is_some(), "{name}");
        }
        for name in [
            "",
            "lock",
            "journal",
            "journal.1.jsonl",
            "journal.02.jsonl",
            "journal.100.jsonl",
            "journal.torn.",
            "journal.torn.1",
            "journal.torn.+2",
            "journal.torn.02",
            "journal.torn.1000",
            "checkpoint.jsonl.aside",
            "checkpoint.2.jsonl",
            "Notes.md",
            "notes.md/",
            ".replacing-a",
            "reviews",
            "reviews/",
            "reviews/.toml",
            "reviews/ada-4f2a.toml.aside",
            "reviews/ada/4f2a.toml",
            "reviews//ada.toml",
            "reviews/../ada.toml",
            "reviews/Ada.toml",
            "other/ada.toml",
        ] {
            assert_eq!(limit(name), None, "{name}");
        }
        let long = format!("reviews/{}.toml", "a".repeat(96));
        assert_eq!(limit(&long), None);
    }

    #[test]
    fn a_load_has_no_more_than_any_session_holds() {
        let mut load = Load::default();
        for number in 2..5 {
            let name = format!("journal.{number}.jsonl");
            assert_eq!(load.add(&name, codec::FILE_LIMIT), Ok(()));
        }
        assert!(load.add("journal.jsonl", 1).is_err());
        let mut load = Load::default();
        for number in 0..MOST_REVIEWS {
            let name = format!("reviews/ada-{number}.toml");
            assert_eq!(load.add(&name, 1), Ok(()));
        }
        assert!(load.add("reviews/one-more.toml", 1).is_err());
        let mut load = Load::default();
        assert!(load.add("notes.md", 4 * MIB + 1).is_err());
        assert_eq!(load.add("notes.md", 4 * MIB), Ok(()));
        assert!(load.add("notes.md", 1).is_err());
    }
}

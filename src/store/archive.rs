//! Which files an archive of a session may hold, how large and how many. Packing and unpacking share these limits.

pub(super) mod merge;
pub(super) mod pack;
pub(super) mod unpack;

use std::collections::BTreeSet;

use super::log::{checkpoint, codec, scan};
use super::reviews;
use super::session::id;
use super::session::open::TORN;
use super::session::read::{DESIGN, DESIGN_LIMIT, NOTES};
use super::session::summary;

/// The unpacked size of an archive, its own blocks included, in bytes.
pub(super) const LIMIT: u64 = 256 * MIB;
/// The block size of a tar file, in bytes.
pub(super) const BLOCK: u64 = 512;
/// The most bytes that may follow the last file.
pub(super) const END: u64 = MIB;
const MOST_REVIEWS: usize = 1000;
/// The size of the name field in a tar header, in bytes.
const NAME_LIMIT: usize = 100;
const NOTES_LIMIT: u64 = 4 * MIB;
const MIB: u64 = 1024 * 1024;

/// The files of an archive so far.
#[derive(Debug, Default)]
pub(super) struct Contents {
    names: BTreeSet<String>,
    journal: u64,
    reviews: usize,
}

impl Contents {
    /// Adds a file by its name relative to the session's folder, and its size in bytes.
    ///
    /// # Errors
    /// When a session has no such file, or the size or the count is over a limit.
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

/// Why an archive over `LIMIT` is refused.
pub(super) fn too_much() -> String {
    format!("more than {} MiB are in it", LIMIT / MIB)
}

/// The largest size of a file by its name relative to the session's folder, in bytes; `None` if a session has no such
/// file.
pub(super) fn limit(name: &str) -> Option<u64> {
    match name {
        checkpoint::NAME => Some(checkpoint::LIMIT),
        summary::NAME => Some(summary::LIMIT),
        NOTES => Some(NOTES_LIMIT),
        DESIGN => Some(DESIGN_LIMIT),
        _ if is_journal(name) => Some(codec::FILE_LIMIT),
        _ if is_review(name) => Some(reviews::LIMIT),
        _ => None,
    }
}

/// Whether the name is that of a journal file or of its torn tail.
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
        .strip_prefix(reviews::FOLDER)
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
    fn an_archive_has_no_more_than_any_session_holds() {
        let mut contents = Contents::default();
        for number in 2..5 {
            let name = format!("journal.{number}.jsonl");
            assert_eq!(contents.add(&name, codec::FILE_LIMIT), Ok(()));
        }
        assert!(contents.add("journal.jsonl", 1).is_err());
        let mut contents = Contents::default();
        for number in 0..MOST_REVIEWS {
            let name = format!("reviews/ada-{number}.toml");
            assert_eq!(contents.add(&name, 1), Ok(()));
        }
        assert!(contents.add("reviews/one-more.toml", 1).is_err());
        let mut contents = Contents::default();
        assert!(contents.add("notes.md", 4 * MIB + 1).is_err());
        assert_eq!(contents.add("notes.md", 4 * MIB), Ok(()));
        assert!(contents.add("notes.md", 1).is_err());
    }
}

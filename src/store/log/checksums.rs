//! The events of a session by their checksums, to compare two copies of it.

use std::collections::BTreeMap;
use std::path::Path;

use super::checkpoint;
use super::scan::{self, ScanStep};
use crate::domain::session::event::Event;
use crate::store::error::StoreError;

/// The checksum of each event's line by the event's number.
type Checksums = BTreeMap<u64, u32>;

/// The checksum of each event's line by the event's number, from what can be read of the journal and the checkpoint.
pub(in crate::store) fn checksums(folder: &Path, id: &str) -> Checksums {
    of_lines(folder, id, |_| true).0
}

/// The same without keyframes, which repeat what the events before them say and may be written again for each copy.
///
/// # Errors
/// When the journal or the checkpoint cannot be read, so that there may be more events.
pub(in crate::store) fn changes(folder: &Path, id: &str) -> Result<Checksums, StoreError> {
    let is_keyframe = |event: &Event| matches!(event, Event::Keyframe { .. });
    match of_lines(folder, id, |event| !is_keyframe(event)) {
        (changes, None) => Ok(changes),
        (_, Some(why)) => Err(why),
    }
}

/// The wanted events, and why there may be more.
fn of_lines(
    folder: &Path,
    id: &str,
    is_wanted: impl Fn(&Event) -> bool,
) -> (Checksums, Option<StoreError>) {
    let mut events = Checksums::new();
    let mut add = |n, line: &[u8]| {
        events.entry(n).or_insert_with(|| crc32fast::hash(line));
    };
    let scan = scan::scan(folder, id, |step, line| match step {
        ScanStep::Entry(entry) if is_later_head(&entry.event, entry.n) => {}
        ScanStep::Entry(entry) if is_wanted(&entry.event) => add(entry.n, line),
        _ => {}
    });
    let mut unread = scan.unread;
    match checkpoint::read(folder, id) {
        Ok(checkpoint) => {
            for (n, line) in checkpoint.compacted.events() {
                add(*n, line);
            }
        }
        Err(why @ StoreError::Io { .. }) if !why.is_missing() => {
            unread.get_or_insert(why);
        }
        Err(_) => {}
    }
    (events, unread)
}

/// Whether it is the head of a later journal file, which is no event.
fn is_later_head(event: &Event, n: u64) -> bool {
    matches!(event, Event::Head(_)) && n != 1
}

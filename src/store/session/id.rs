//! Session ids: creating them, and checking them before they become part of a path.

use crate::domain::session::event::Wall;
use crate::store::error::StoreError;

/// The length of the start time in an id.
pub(in crate::store) const STAMP: usize = "20261123-140512".len();

/// The id of a session that starts at `wall` with this design; `random` becomes four hex digits.
pub fn session_id(wall: &Wall, design: &str, random: u16) -> String {
    format!("{}-{design}-{random:04x}", stamp(wall))
}

/// The start time in an id: UTC, to the second.
pub(in crate::store) fn stamp(wall: &Wall) -> String {
    wall.to_utc().format("%Y%m%d-%H%M%S").to_string()
}

/// Checks that an id matches `[a-z0-9][a-z0-9-]{0,95}`.
///
/// # Errors
/// When it does not.
pub fn check_id(id: &str) -> Result<&str, StoreError> {
    if is_id(id) {
        Ok(id)
    } else {
        Err(StoreError::BadId(id.to_owned()))
    }
}

pub(in crate::store) fn is_id(id: &str) -> bool {
    let mut bytes = id.bytes();
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    bytes.next().is_some_and(plain)
        && bytes.all(|byte| plain(byte) || byte == b'-')
        && id.len() <= 96
}

/// Whether an id begins with a start time.
pub(in crate::store) fn is_stamped(id: &str) -> bool {
    let stamp = id.as_bytes().get(..=STAMP).unwrap_or_default();
    stamp.iter().enumerate().all(|(index, byte)| match index {
        8 | STAMP => *byte == b'-',
        _ => byte.is_ascii_digit(),
    }) && !stamp.is_empty()
}

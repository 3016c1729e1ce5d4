//! What the user can do where a system call failed.

use std::io;

use super::GIVEN;

/// What kind of system call failed, by the first word of what was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Find,
    Open,
    Read,
    Make,
    Pack,
    Hold,
    Other,
}

impl Act {
    fn of(doing: &str) -> Self {
        match doing.split(' ').next().unwrap_or_default() {
            "find" => Self::Find,
            "open" => Self::Open,
            "read" | "list" => Self::Read,
            "create" | "write" => Self::Make,
            "pack" => Self::Pack,
            "lock" | "sync" => Self::Hold,
            _ => Self::Other,
        }
    }
}

/// What the user can do where a system call failed.
pub(super) fn hint_of(doing: &str, why: &io::Error) -> Option<String> {
    use io::ErrorKind::{
        AlreadyExists, NotFound, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull,
    };
    // A file that the user named, and not one of the program's folders.
    let is_given = [GIVEN, "pack"].contains(&doing);
    let elsewhere = if is_given {
        "name a file in another folder"
    } else {
        "choose another folder with `--sessions DIR` or `--home DIR`"
    };
    let hint = match (Act::of(doing), why.kind()) {
        (Act::Find, _) => "run it from a folder that exists".to_owned(),
        (Act::Open | Act::Read, PermissionDenied) => {
            "give yourself the right to read it: `chmod u+rX`".to_owned()
        }
        // A file that is opened to write, as the lock of a session.
        (Act::Open, ReadOnlyFilesystem) => elsewhere.to_owned(),
        (Act::Open, StorageFull | QuotaExceeded) => format!("free some space, or {elsewhere}"),
        (Act::Open | Act::Read, _) => return None,
        (Act::Make | Act::Pack, AlreadyExists) if is_given => return None,
        (Act::Make | Act::Pack, NotFound) if is_given => {
            "create its folder first, or name a file in another one".to_owned()
        }
        (_, StorageFull | QuotaExceeded) => format!("free some space, or {elsewhere}"),
        (Act::Hold, kind) if ![NotFound, PermissionDenied, ReadOnlyFilesystem].contains(&kind) => {
            format!("some network folders cannot do this: {elsewhere}")
        }
        _ => elsewhere.to_owned(),
    };
    Some(hint)
}

/// Whether a file or folder was to be made or written.
pub(super) fn is_made(doing: &str) -> bool {
    Act::of(doing) == Act::Make
}

//! The errors of the store: what failed, the cause, and a hint what to do.

use std::io;
use std::path::{Path, PathBuf};

use crate::domain::session::event::{FORMAT, Wall};

/// What failed where all bytes are written and only the sync fails.
pub(super) const SYNC: &str = "sync";

/// What failed where the user named the file.
pub(super) const GIVEN: &str = "write the file";

/// The exit codes of failed commands, as `--help` lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    Failed = 1,
    Usage = 2,
    NotFound = 3,
    InvalidContent = 4,
    InUse = 5,
}

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("cannot {doing}: {}", .path.display())]
    Io {
        doing: &'static str,
        path: PathBuf,
        #[source]
        why: io::Error,
    },
    #[error("no home folder is known")]
    NoHome,
    #[error("`{0}` is not the id of a session")]
    BadId(String),
    #[error("no session `{0}`")]
    NoSession(String),
    #[error("no sessions yet: {}", .0.display())]
    NoSessions(PathBuf),
    #[error("no session `{word}` in the trash: {}", .trash.display())]
    NotInTrash { word: String, trash: PathBuf },
    #[error("`{word}` matches {} sessions: {}", .ids.len(), shorten(.ids))]
    Ambiguous { word: String, ids: Vec<String> },
    #[error("session `{id}` is open in another window or program{}: close it there first", holder(*.pid, .since.as_ref()))]
    InUse {
        id: String,
        pid: Option<u32>,
        /// When that process opened the session.
        since: Option<Wall>,
    },
    /// Another program writes to the state folder; `path` is the file of its lock.
    #[error("another program{} is writing to the state folder and holds {}", holder(*.pid, .since.as_ref()), .path.display())]
    StateInUse {
        path: PathBuf,
        pid: Option<u32>,
        /// When that process took the lock.
        since: Option<Wall>,
    },
    #[error("there is a session of this name already: {}", .0.display())]
    Exists(PathBuf),
    /// Two records of one session, of which neither continues the other.
    #[error("the session here and the archive differ from event {from} on: {}", .folder.display())]
    Differs { folder: PathBuf, from: u64 },
    #[error("not an ordinary file: {}", .0.display())]
    NotAFile(PathBuf),
    #[error("not a folder: {}", .0.display())]
    NotAFolder(PathBuf),
    #[error("larger than {} KiB: {}", .limit / 1024, .path.display())]
    TooLarge { path: PathBuf, limit: u64 },
    #[error("not text in UTF-8: {}", .0.display())]
    NotText(PathBuf),
    #[error("format {found}, this program reads up to {FORMAT}: {}", .path.display())]
    Newer { path: PathBuf, found: u64 },
    /// `why` is sanitized and short.
    #[error("cannot be read, {why}: {}", .path.display())]
    Unreadable { path: PathBuf, why: String },
    /// An archive that cannot be packed or unpacked; `why` is sanitized and short.
    #[error("cannot be {doing}, {why}: {}", .path.display())]
    Unfit {
        doing: &'static str,
        why: String,
        path: PathBuf,
    },
    #[error("the folder is named `{named}`, the session in it `{id}`: {}", .folder.display())]
    Misnamed {
        folder: PathBuf,
        named: String,
        id: String,
    },
    #[error("neither the journal nor the checkpoint of session `{id}` can be read: {}", .folder.display())]
    Lost {
        id: String,
        folder: PathBuf,
        /// What is wrong with each file.
        reasons: Vec<String>,
        /// The path of `notes.md`, if the file exists.
        notes: Option<PathBuf>,
    },
}

impl StoreError {
    pub fn class(&self) -> Class {
        match self {
            Self::Io { why, .. } if why.kind() == io::ErrorKind::NotFound => Class::NotFound,
            Self::Io { .. } | Self::NoHome | Self::Exists(_) | Self::Differs { .. } => {
                Class::Failed
            }
            Self::BadId(_) | Self::Ambiguous { .. } => Class::Usage,
            Self::NoSession(_) | Self::NoSessions(_) | Self::NotInTrash { .. } => Class::NotFound,
            Self::InUse { .. } | Self::StateInUse { .. } => Class::InUse,
            _ => Class::InvalidContent,
        }
    }

    /// What the user can do about the error.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Io { doing, why, .. } => return hint_of(doing, why),
            Self::NoHome => "say where with `--home DIR`".to_owned(),
            Self::BadId(_) | Self::NoSession(_) => "see all with `forty list`".to_owned(),
            Self::NoSessions(_) => "begin one with `forty start`".to_owned(),
            Self::Ambiguous { .. } => "give more of the id".to_owned(),
            Self::InUse { .. } => {
                "leave it there first, or look at it with `forty show`".to_owned()
            }
            Self::StateInUse { .. } => "try again when it is done".to_owned(),
            Self::Newer { .. } => "update forty".to_owned(),
            Self::Unfit {
                doing: "unpacked", ..
            } => "have it made again with `forty pack`".to_owned(),
            Self::Misnamed { id, .. } => format!("name the folder `{id}`"),
            Self::Lost { notes, reasons, .. } => match notes {
                Some(page) => format!("the notes can still be read as a page: {}", page.display()),
                None => reasons.first()?.clone(),
            },
            _ => return None,
        };
        Some(hint)
    }

    /// The command of the hint is for the machine of whoever made the file.
    pub fn is_for_others(&self) -> bool {
        matches!(
            self,
            Self::Unfit {
                doing: "unpacked",
                ..
            }
        )
    }

    /// Makes an I/O error with what was done and the path it was done to.
    pub(super) fn io<'a>(
        doing: &'static str,
        path: &'a Path,
    ) -> impl FnOnce(io::Error) -> Self + 'a {
        move |why| Self::Io {
            doing,
            path: path.to_owned(),
            why,
        }
    }

    /// The message with the system's reason, if there is one.
    pub fn with_cause(&self) -> String {
        match self {
            Self::Io { why, .. } => format!("{self}: {}", describe(why)),
            other => other.to_string(),
        }
    }

    /// For the line of a screen, where a long path would take the room of the hint: what cannot be made, why, and the hint.
    pub fn short(&self) -> Option<String> {
        let Self::Io { doing, why, .. } = self else {
            return None;
        };
        let is_made = Act::of(doing) == Act::Make;
        let hint = hint_of(doing, why).filter(|_| is_made)?;
        Some(format!("cannot {doing}: {}; {hint}", describe_shortly(why)))
    }

    /// The system's reason alone, or the message where there is none.
    pub(super) fn cause(&self) -> String {
        match self {
            Self::Io { why, .. } => describe(why),
            other => other.to_string(),
        }
    }

    /// Everything is written, and only the sync failed.
    pub(super) fn is_sync(&self) -> bool {
        matches!(self, Self::Io { doing, .. } if *doing == SYNC)
    }

    /// The file does not exist.
    pub(super) fn is_missing(&self) -> bool {
        matches!(self, Self::Io { why, .. } if why.kind() == io::ErrorKind::NotFound)
    }

    /// The name is taken. Some file systems report a folder as not empty instead.
    pub(super) fn is_taken(&self) -> bool {
        use io::ErrorKind::{AlreadyExists, DirectoryNotEmpty};
        matches!(self, Self::Io { why, .. } if matches!(why.kind(), AlreadyExists | DirectoryNotEmpty))
    }
}

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
fn hint_of(doing: &str, why: &io::Error) -> Option<String> {
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

/// The reason of a failed write in a few words.
pub(super) fn describe(why: &io::Error) -> String {
    match why.kind() {
        io::ErrorKind::StorageFull => NO_SPACE.to_owned(),
        _ => why.to_string(),
    }
}

/// The same without the number of the error.
fn describe_shortly(why: &io::Error) -> String {
    let reason = describe(why);
    let number = why.raw_os_error();
    let number = number.map(|number| format!(" (os error {number})"));
    let short = number.and_then(|number| reason.strip_suffix(&number).map(str::to_owned));
    short.unwrap_or(reason)
}

/// The reason of a write that took fewer bytes than it was given.
pub(super) const NO_SPACE: &str = "no space left on the disk";

fn shorten(ids: &[String]) -> String {
    let shown: Vec<String> = ids.iter().take(5).map(|id| format!("`{id}`")).collect();
    let more = if ids.len() > shown.len() { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}

fn holder(pid: Option<u32>, since: Option<&Wall>) -> String {
    let pid = pid.map(|pid| format!("process {pid}"));
    let since = since.map(|since| format!("since {}", since.format("%Y-%m-%d %H:%M")));
    let known: Vec<String> = pid.into_iter().chain(since).collect();
    if known.is_empty() {
        String::new()
    } else {
        format!(" ({})", known.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use io::ErrorKind::{
        AlreadyExists, NotFound, Other, PermissionDenied, ReadOnlyFilesystem, StorageFull,
        Unsupported,
    };

    use super::*;

    const ELSEWHERE: &str = "choose another folder with `--sessions DIR` or `--home DIR`";
    const NETWORK: &str = "some network folders cannot do this: choose another folder";
    const FULL: &str = "free some space, or choose another folder with `--sessions DIR`";

    fn hint(doing: &'static str, kind: io::ErrorKind) -> Option<String> {
        StoreError::io(doing, Path::new("/a/b"))(kind.into()).hint()
    }

    #[test]
    fn whatever_cannot_be_written_has_a_hint_that_names_the_way_on() {
        let own = [
            "create",
            "create the folder",
            "create a folder in",
            "write",
            "sync",
            "sync the folder",
            "start the sync of",
            "lock",
            "move",
            "move a session to",
            "set aside",
            "remove the folder",
            "keep the torn tail of",
            "cut the torn tail of",
        ];
        for doing in own {
            let is_network = doing.starts_with("sync") || doing == "lock";
            let other = if is_network { NETWORK } else { ELSEWHERE };
            for (kind, words) in [
                (NotFound, ELSEWHERE),
                (StorageFull, FULL),
                (PermissionDenied, ELSEWHERE),
                (ReadOnlyFilesystem, ELSEWHERE),
                (Unsupported, other),
                (Other, other),
            ] {
                let hint = hint(doing, kind).unwrap();
                assert!(hint.starts_with(words), "{doing}, {kind}: {hint}");
            }
        }
        for doing in [GIVEN, "pack"] {
            for (kind, words) in [
                (NotFound, Some("create its folder first")),
                (
                    StorageFull,
                    Some("free some space, or name a file in another folder"),
                ),
                (PermissionDenied, Some("name a file in another folder")),
                (ReadOnlyFilesystem, Some("name a file in another folder")),
                // The command says how to replace it.
                (AlreadyExists, None),
            ] {
                let hint = hint(doing, kind);
                let is_right = match (&hint, words) {
                    (Some(hint), Some(words)) => hint.starts_with(words),
                    (hint, words) => hint.is_none() && words.is_none(),
                };
                assert!(is_right, "{doing}, {kind}: {hint:?}");
            }
        }
        for doing in ["open", "read", "list the folder"] {
            assert_eq!(hint(doing, NotFound), None);
            let allow = hint(doing, PermissionDenied).unwrap();
            assert!(allow.contains("chmod"), "{allow}");
        }
        assert_eq!(hint("open", ReadOnlyFilesystem).as_deref(), Some(ELSEWHERE));
        assert!(hint("open", StorageFull).unwrap().starts_with(FULL));
        let gone = hint("find the folder", NotFound).unwrap();
        assert_eq!(gone, "run it from a folder that exists");
    }

    /// Each act that the source names has its hint in the table above.
    #[test]
    fn the_table_of_hints_has_every_act() {
        fn acts(folder: &Path, found: &mut Vec<String>) {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    acts(&path, found);
                    continue;
                }
                let source = std::fs::read_to_string(path).unwrap();
                let parts = source.split("StoreError::io(\"").skip(1);
                found.extend(parts.filter_map(|part| Some(part.split_once('"')?.0.to_owned())));
            }
        }
        let store = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store");
        let table = std::fs::read_to_string(store.join("error.rs")).unwrap();
        let mut found = Vec::new();
        acts(&store, &mut found);
        assert!(found.len() > 20);
        for act in found {
            assert!(table.contains(&format!("\"{act}\"")), "no hint for `{act}`");
        }
    }
}

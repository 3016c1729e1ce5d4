//! The errors of the store: what failed, the cause, and a hint what to do.

mod hints;

use std::io;
use std::path::{Path, PathBuf};

use crate::domain::session::event::{FORMAT, Wall};
use hints::hint_of;

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
        let is_made = hints::is_made(doing);
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
mod tests;

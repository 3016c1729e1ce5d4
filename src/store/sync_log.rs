//! What this machine knows of its object store: the address in `sync.toml` of the config folder, and in the state folder a
//! log of what was sent and received, one line each. The log may be lost: then the store is listed once more.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::files;
use super::session::lock::Lock;
use super::toml_file;
use crate::domain::session::event::{FORMAT, Wall};

const SETTINGS: &str = "sync.toml";
/// The folder in the state folder.
const FOLDER: &str = "sync";
/// The largest log that is read, in bytes.
const LIMIT: u64 = 1024 * 1024 * 1024;

/// Where the object store is, and who uses it on this machine. There are no credentials in it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SyncSettings {
    format: u32,
    /// `s3://bucket/prefix` or `file:///folder`.
    pub url: String,
    /// The addresses of an S3 service other than that of AWS. One that fails is followed by the next.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub endpoints: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The candidate whose sessions are sent from this machine; nobody's where it is empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub candidate: String,
    /// Whether the sessions of all candidates are received on this machine.
    #[serde(default)]
    pub coach: bool,
    /// The public keys of the coaches as they were when this machine was set up: a store that names others later is
    /// refused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<String>,
    /// The file of this machine's private key, for what is encrypted to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<String>,
    /// How many seconds an answer may take; 30 where it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout: Option<u64>,
    /// The public keys of the candidates as they were when this machine first saw them, by the key of their names: reviews
    /// are not encrypted to another key later.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub candidates: BTreeMap<String, String>,
    #[serde(flatten)]
    other: toml::Table,
}

impl SyncSettings {
    /// Reads the file in the config folder; `None` if there is none.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(config: &Path) -> Result<Option<Self>, StoreError> {
        let settings: Self = toml_file::read(&Self::path(config))?;
        Ok(Some(settings).filter(|settings| !settings.url.is_empty()))
    }

    /// Writes the file in the config folder.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, config: &Path) -> Result<(), StoreError> {
        let settings = Self {
            format: FORMAT,
            ..self.clone()
        };
        files::make_folders(config)?;
        files::replace(&Self::path(config), toml_file::write(&settings).as_bytes())
    }

    /// The path of the file.
    pub fn path(config: &Path) -> PathBuf {
        config.join(SETTINGS)
    }
}

/// The log of one object store, open for appending by this process alone.
#[derive(Debug)]
pub struct SyncLog {
    path: PathBuf,
    file: File,
    /// The last line is cut off, so that the next one has to begin with a line end.
    is_torn: bool,
    _lock: Lock,
}

impl SyncLog {
    /// Opens the log of the store with this name and gives each whole line to `read`, in order.
    ///
    /// # Errors
    /// When another process has it open, or it cannot be read or created.
    pub fn open(
        state: &Path,
        name: &str,
        now: &Wall,
        mut read: impl FnMut(&str),
    ) -> Result<Self, StoreError> {
        let folder = state.join(FOLDER);
        files::make_folders(&folder)?;
        let lock = Lock::take_file(&folder.join(format!("{name}.lock")), name, now)?;
        let path = folder.join(format!("{name}.log"));
        if path.symlink_metadata().is_err() {
            files::create_new(&path)?;
        }
        let mut is_torn = false;
        let mut lines = BufReader::new(files::open(&path, LIMIT)?);
        let mut line = Vec::new();
        loop {
            line.clear();
            let read_bytes = lines.read_until(b'\n', &mut line);
            if read_bytes.map_err(StoreError::io("read", &path))? == 0 {
                break;
            }
            is_torn = line.pop_if(|byte| *byte == b'\n').is_none();
            // A line that a kill cut off says nothing: what it was about is done again.
            if !is_torn && let Ok(line) = std::str::from_utf8(&line) {
                read(line);
            }
        }
        Ok(Self {
            file: files::open_to_append(&path)?,
            path,
            is_torn,
            _lock: lock,
        })
    }

    /// Appends a line. It does not wait for the disk: a line that a power cut takes costs a request, nothing else.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn append(&mut self, line: &str) -> Result<(), StoreError> {
        let start = if self.is_torn { "\n" } else { "" };
        let written = self.file.write_all(format!("{start}{line}\n").as_bytes());
        self.is_torn = written.is_err();
        written.map_err(StoreError::io("write", &self.path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(state: &Path) -> (SyncLog, Vec<String>) {
        let now = chrono::DateTime::parse_from_rfc3339("2026-11-23T14:05:12+01:00").unwrap();
        let mut lines = Vec::new();
        let log = SyncLog::open(state, "store", &now, |line| lines.push(line.to_owned()));
        (log.unwrap(), lines)
    }

    #[test]
    fn a_line_that_a_kill_cut_off_is_not_read_and_spoils_no_later_one() {
        let state = tempfile::tempdir().unwrap();
        let (mut log, none) = lines(state.path());
        assert!(none.is_empty());
        log.append("first").unwrap();
        log.file.write_all(b"sec").unwrap();
        drop(log);
        let (mut log, read) = lines(state.path());
        assert_eq!(read, ["first"]);
        log.append("third").unwrap();
        drop(log);
        assert_eq!(lines(state.path()).1, ["first", "sec", "third"]);
    }

    #[test]
    fn one_process_at_a_time_has_the_log_open() {
        let state = tempfile::tempdir().unwrap();
        let (_log, _) = lines(state.path());
        let now = chrono::DateTime::parse_from_rfc3339("2026-11-23T14:05:12+01:00").unwrap();
        let second = SyncLog::open(state.path(), "store", &now, |_| {});
        assert!(matches!(second, Err(StoreError::InUse { .. })));
    }
}

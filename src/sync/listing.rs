//! Lists the keys of the store page by page. One object with an odd key must not hide all others: whoever may write to the
//! bucket could put one there.

use std::io;
use std::time::UNIX_EPOCH;

use object_store::list::{PaginatedListOptions, PaginatedListResult, PaginatedListStore};
use object_store::path::{Error as PathError, Path};

use super::error::RemoteError;
use super::remote::{Backend, Remote};

/// The most keys of a page, as S3 has it.
const PAGE: usize = 1000;
/// The most keys of one listing; a listing without an end is cut there.
const MOST: usize = 5_000_000;

/// The most slashes in the key of a folder: links in a circle must not be followed without end.
const MOST_PARTS: usize = 5;

/// An object of the listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedObject {
    /// The key without the prefix of the store.
    pub key: String,
    /// In bytes, as the store says.
    pub size: u64,
    /// When it was written, as the store says, in milliseconds since 1970.
    pub modified: i64,
    /// What the store calls this version of the bytes; empty where it has no name for it.
    pub version: String,
}

/// A page, or the key that no client can name.
type ListingPage = Result<PaginatedListResult, String>;

impl Remote {
    /// Gives every object to `each` whose key begins with `prefix` and, with `after`, is later than that in the order of
    /// bytes. The order in which they come is that of the store.
    ///
    /// # Errors
    /// When a page cannot be read.
    pub async fn list(
        &self,
        prefix: &str,
        after: Option<&str>,
        mut each: impl FnMut(ListedObject),
    ) -> Result<(), RemoteError> {
        let mut left = MOST;
        let mut checked = |entry: ListedObject| {
            left = left.saturating_sub(1);
            let is_wanted = entry.key.starts_with(prefix)
                && after.is_none_or(|after| entry.key.as_str() > after);
            if is_wanted && left > 0 {
                each(entry);
            }
            left > 0
        };
        if self.is_folder() {
            self.list_folder(prefix, after, &mut checked).await
        } else {
            self.list_pages(prefix, after, &mut checked).await
        }
    }

    /// All objects below a prefix.
    ///
    /// # Errors
    /// When a page cannot be read.
    pub async fn all(&self, prefix: &str) -> Result<Vec<ListedObject>, RemoteError> {
        let mut entries = Vec::new();
        self.list(prefix, None, |entry| entries.push(entry)).await?;
        Ok(entries)
    }

    async fn list_pages(
        &self,
        prefix: &str,
        after: Option<&str>,
        each: &mut impl FnMut(ListedObject) -> bool,
    ) -> Result<(), RemoteError> {
        let prefix = format!("{}{prefix}", self.prefix());
        let mut offset = after.map(|after| format!("{}{after}", self.prefix()));
        let (mut token, mut size) = (None, PAGE);
        loop {
            let options = PaginatedListOptions {
                offset: offset.clone(),
                max_keys: Some(size),
                page_token: token.clone(),
                ..PaginatedListOptions::default()
            };
            match self.page(&prefix, &options).await? {
                Ok(page) => {
                    for object in page.result.objects {
                        // After a page that could not be read, pages begin behind the last key that could.
                        let key = object.location.as_ref();
                        offset = offset.max(Some(key.to_owned()));
                        if !self.entry(&object).is_none_or(&mut *each) {
                            return Err(RemoteError::Failed("the listing does not end".to_owned()));
                        }
                    }
                    if page.page_token.is_none() || page.page_token == token {
                        return Ok(());
                    }
                    token = if size == PAGE { page.page_token } else { None };
                    size = if token.is_none() {
                        (size * 2).min(PAGE)
                    } else {
                        size
                    };
                }
                // The page is read in smaller parts until the key stands alone, and that one is passed over.
                Err(_) if size > 1 => (token, size) = (None, size / 2),
                Err(odd) => {
                    if offset.as_ref().is_some_and(|offset| *offset >= odd) {
                        return Err(RemoteError::Failed(
                            "the listing does not continue".to_owned(),
                        ));
                    }
                    (offset, token) = (Some(odd), None);
                }
            }
        }
    }

    async fn page(
        &self,
        prefix: &str,
        options: &PaginatedListOptions,
    ) -> Result<ListingPage, RemoteError> {
        let read = async |backend: &Backend| {
            let Backend::S3(store) = backend else {
                return Err(object_store::Error::NotImplemented {
                    operation: "list".to_owned(),
                    implementer: "folder".to_owned(),
                });
            };
            match store.list_paginated(Some(prefix), options.clone()).await {
                Err(object_store::Error::InvalidPath {
                    source: PathError::EmptySegment { path } | PathError::BadSegment { path, .. },
                }) => Ok(Err(path)),
                page => page.map(Ok),
            }
        };
        self.with_each(0, read).await
    }

    /// Walks a shared folder, one folder at a time: each has a time limit of its own, since there may be many on a slow disk.
    async fn list_folder(
        &self,
        prefix: &str,
        after: Option<&str>,
        each: &mut impl FnMut(ListedObject) -> bool,
    ) -> Result<(), RemoteError> {
        let mut open = vec![prefix.trim_end_matches('/').to_owned()];
        while let Some(key) = open.pop() {
            let found = self.with_each(0, async |backend| {
                let Backend::Folder(store) = backend else {
                    return Ok(Vec::new());
                };
                let folder = store.path_to_filesystem(&Path::from(key.as_str()))?;
                let read = tokio::task::spawn_blocking(move || files_of(&folder));
                let found = read.await.map_err(io::Error::from).flatten();
                found.map_err(|why| object_store::Error::Generic {
                    store: "folder",
                    source: format!("cannot read {key}: {why}").into(),
                })
            });
            for found in found.await? {
                let key = format!("{key}/{}", found.name);
                let Some((size, nanoseconds)) = found.file else {
                    let is_wanted =
                        after.is_none_or(|after| *key > *after || after.starts_with(&key));
                    if is_wanted && key.matches('/').count() < MOST_PARTS {
                        open.push(key);
                    }
                    continue;
                };
                let entry = ListedObject {
                    key,
                    size,
                    modified: nanoseconds / 1_000_000,
                    version: nanoseconds.to_string(),
                };
                if !each(entry) {
                    return Err(RemoteError::Failed("the listing does not end".to_owned()));
                }
            }
        }
        Ok(())
    }

    fn entry(&self, object: &object_store::ObjectMeta) -> Option<ListedObject> {
        let key = object.location.as_ref().strip_prefix(self.prefix())?;
        Some(ListedObject {
            key: key.to_owned(),
            size: object.size,
            modified: object.last_modified.timestamp_millis(),
            version: object.e_tag.clone().unwrap_or_default(),
        })
    }
}

/// What a folder holds.
#[derive(Debug)]
struct Found {
    name: String,
    /// The size of a file in bytes, and when it was written in nanoseconds since 1970; `None` for a folder.
    file: Option<(u64, i64)>,
}

/// The files and folders in a folder whose names may be part of a key; none where it is missing.
///
/// # Errors
/// When something cannot be read: what is missing from a listing would count as removed.
fn files_of(folder: &std::path::Path) -> io::Result<Vec<Found>> {
    let is_gone = |why: &io::Error| why.kind() == io::ErrorKind::NotFound;
    let listed = match std::fs::read_dir(folder) {
        Err(why) if is_gone(&why) => return Ok(Vec::new()),
        listed => listed?,
    };
    let mut found = Vec::new();
    for entry in listed {
        let entry = entry?;
        let name = entry.file_name().into_string();
        // Others are not ours, and a file that is being written has a name with `#` until it is whole.
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
        let Some(name) = name.ok().filter(|name| name.bytes().all(is_plain)) else {
            continue;
        };
        let facts = match std::fs::metadata(entry.path()) {
            // It was removed meanwhile, or is a link that leads nowhere.
            Err(why) if is_gone(&why) || entry.path().is_symlink() => continue,
            facts => facts?,
        };
        if facts.is_dir() {
            found.push(Found { name, file: None });
        } else if facts.is_file() {
            let modified = facts.modified()?.duration_since(UNIX_EPOCH);
            let modified = modified.map_or(0, |time| time.as_nanos());
            let modified = i64::try_from(modified).unwrap_or(i64::MAX);
            let file = Some((facts.len(), modified));
            found.push(Found { name, file });
        }
    }
    Ok(found)
}

#[cfg(all(test, unix))]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_name_that_no_key_has_hides_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let odd = [
            &b"bad\xff"[..],
            b"a b",
            b"half#1",
            b"2026-11-28",
            b".hidden",
        ];
        for name in odd {
            std::fs::create_dir(folder.path().join(OsStr::from_bytes(name))).unwrap();
        }
        symlink("nowhere", folder.path().join("link")).unwrap();
        symlink("circle", folder.path().join("circle")).unwrap();
        let mut names: Vec<String> = files_of(folder.path())
            .unwrap()
            .into_iter()
            .map(|found| found.name)
            .collect();
        names.sort();
        assert_eq!(names, [".hidden", "2026-11-28"]);
    }

    #[test]
    fn a_folder_that_cannot_be_read_is_not_an_empty_one() {
        let folder = tempfile::tempdir().unwrap();
        assert!(files_of(&folder.path().join("missing")).unwrap().is_empty());
        let circle = folder.path().join("circle");
        symlink("circle", &circle).unwrap();
        assert!(files_of(&circle).is_err());
    }
}

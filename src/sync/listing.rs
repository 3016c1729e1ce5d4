//! Lists the keys of the store page by page. One object with an odd key must not hide all others: whoever may write to the
//! bucket could put one there.

use futures_util::StreamExt;
use object_store::ObjectStore;
use object_store::list::{PaginatedListOptions, PaginatedListResult, PaginatedListStore};
use object_store::path::{Error as PathError, Path};

use super::remote::{Backend, Remote, RemoteError};

/// The most keys of a page, as S3 has it.
const PAGE: usize = 1000;
/// The most keys of one listing; a store that goes on without end is left.
const MOST: usize = 5_000_000;

/// An object of the listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
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
type Page = Result<PaginatedListResult, String>;

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
        mut each: impl FnMut(Entry),
    ) -> Result<(), RemoteError> {
        let mut left = MOST;
        let mut checked = |entry: Entry| {
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
    pub async fn all(&self, prefix: &str) -> Result<Vec<Entry>, RemoteError> {
        let mut entries = Vec::new();
        self.list(prefix, None, |entry| entries.push(entry)).await?;
        Ok(entries)
    }

    async fn list_pages(
        &self,
        prefix: &str,
        after: Option<&str>,
        each: &mut impl FnMut(Entry) -> bool,
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
                            return Err(RemoteError::Failed("the listing has no end".to_owned()));
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
                        return Err(RemoteError::Failed("the listing does not go on".to_owned()));
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
    ) -> Result<Page, RemoteError> {
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

    /// A folder is walked by its own folders. What cannot be named in it is passed over.
    async fn list_folder(
        &self,
        prefix: &str,
        after: Option<&str>,
        each: &mut impl FnMut(Entry) -> bool,
    ) -> Result<(), RemoteError> {
        let read = async |backend: &Backend| {
            let Backend::Folder(store) = backend else {
                return Ok(Vec::new());
            };
            let folder = Path::from(prefix);
            let below = store.list_with_delimiter(Some(&folder)).await?;
            let mut found = below.objects;
            let folders = below.common_prefixes.into_iter();
            // A folder that begins `after` has keys behind it.
            let folders = folders.filter(|folder| {
                after.is_none_or(|after| {
                    folder.as_ref() > after || after.starts_with(folder.as_ref())
                })
            });
            for folder in folders {
                let objects = store.list(Some(&folder));
                found.extend(
                    objects
                        .filter_map(async |object| object.ok())
                        .collect::<Vec<_>>()
                        .await,
                );
            }
            Ok(found)
        };
        for object in self.with_each(0, read).await? {
            if !self.entry(&object).is_none_or(&mut *each) {
                return Err(RemoteError::Failed("the listing has no end".to_owned()));
            }
        }
        Ok(())
    }

    fn entry(&self, object: &object_store::ObjectMeta) -> Option<Entry> {
        let key = object.location.as_ref().strip_prefix(self.prefix())?;
        Some(Entry {
            key: key.to_owned(),
            size: object.size,
            modified: object.last_modified.timestamp_millis(),
            version: object.e_tag.clone().unwrap_or_default(),
        })
    }
}

//! The object store: four operations on keys, each with limits of time and size, on S3 with one or more endpoints or on a
//! shared folder. Only this file, `clients`, `credentials` and `listing` know
//! the crate that does it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::StreamExt;
use object_store::aws::AmazonS3;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};

use super::address::Address;
use super::clients::{self, Used};
use super::error::{RemoteError, reason};
use crate::app::failure::{Code, Failure};
use crate::store::{Paths, SyncSettings};

/// How long the service has for a request where the settings do not say, before its size counts, in seconds.
const REQUEST_TIME: u64 = 30;
/// The slowest transfer that is waited for, in bytes a second.
const SLOWEST: u64 = 16 * 1024;
/// How often all endpoints are tried.
const ROUNDS: u32 = 4;
/// The wait before all endpoints are tried again.
const PAUSE: Duration = Duration::from_millis(700);

/// One address of the store.
#[derive(Debug)]
pub(super) enum Backend {
    S3(Box<AmazonS3>),
    Folder(LocalFileSystem),
}

impl Backend {
    fn store(&self) -> &dyn ObjectStore {
        match self {
            Self::S3(store) => &**store,
            Self::Folder(store) => store,
        }
    }
}

/// An object store that is open.
#[derive(Debug)]
pub struct Remote {
    backends: Vec<Backend>,
    /// The index of the backend that answered last.
    current: AtomicUsize,
    /// What comes before every key: empty, or with a slash at its end.
    prefix: String,
    /// How long an answer may take, before its size counts.
    time: Duration,
    used: Arc<Used>,
}

impl Remote {
    /// Opens the store of the settings. Nothing is sent yet.
    ///
    /// # Errors
    /// When the address is none, or there are no credentials.
    pub fn open(settings: &SyncSettings, paths: &Paths) -> Result<Self, Failure> {
        let used = Arc::new(Used::default());
        let time = Duration::from_secs(settings.timeout.unwrap_or(REQUEST_TIME).max(1));
        let (backends, prefix) = match Address::parse(&settings.url)? {
            Address::Folder(folder) => {
                let store = LocalFileSystem::new_with_prefix(&folder).map_err(|why| {
                    Failure::new(
                        Code::NotFound,
                        format!("cannot open {}: {}", folder.display(), reason(&why)),
                    )
                    .hint("mount the shared folder, or name another with `forty-sync init`")
                })?;
                (vec![Backend::Folder(store.with_fsync(true))], String::new())
            }
            Address::Bucket(bucket, prefix) => {
                let clients = clients::of_bucket(settings, paths, &bucket, time, &used)?;
                let backends = clients.into_iter().map(Box::new).map(Backend::S3);
                (backends.collect(), prefix)
            }
        };
        Ok(Self {
            backends,
            current: AtomicUsize::new(0),
            prefix,
            time,
            used,
        })
    }

    pub fn used(&self) -> &Used {
        &self.used
    }

    /// Whether the store is a folder, which is listed by its own folders.
    pub fn is_folder(&self) -> bool {
        matches!(self.backends.first(), Some(Backend::Folder(_)))
    }

    pub(super) fn prefix(&self) -> &str {
        &self.prefix
    }

    fn path(&self, key: &str) -> Path {
        Path::from(format!("{}{key}", self.prefix))
    }

    /// Writes an object. Writing the same bytes again changes nothing.
    ///
    /// # Errors
    /// When no endpoint takes it.
    pub async fn put(&self, key: &str, bytes: Vec<u8>) -> Result<(), RemoteError> {
        let path = self.path(key);
        let bytes = bytes::Bytes::from(bytes);
        let size = bytes.len() as u64;
        self.with_each(size, async |backend| {
            backend.store().put(&path, bytes.clone().into()).await
        })
        .await?;
        self.used.sent.fetch_add(size, Ordering::Relaxed);
        Ok(())
    }

    /// Reads an object of at most `limit` bytes.
    ///
    /// # Errors
    /// When it is missing or larger, or no endpoint sends it whole.
    pub async fn get(&self, key: &str, limit: u64) -> Result<Vec<u8>, RemoteError> {
        let path = self.path(key);
        let read = async |backend: &Backend| {
            let found = backend.store().get(&path).await?;
            let mut bytes = Vec::new();
            if found.meta.size > limit {
                return Ok(None);
            }
            let mut stream = found.into_stream();
            while let Some(part) = stream.next().await {
                bytes.extend_from_slice(&part?);
                if bytes.len() as u64 > limit {
                    return Ok(None);
                }
            }
            Ok(Some(bytes))
        };
        let bytes = self.with_each(limit, read).await?;
        let bytes = bytes.ok_or(RemoteError::TooLarge(limit))?;
        self.used
            .received
            .fetch_add(bytes.len() as u64, Ordering::Relaxed);
        Ok(bytes)
    }

    /// Whether the object exists.
    ///
    /// # Errors
    /// When no endpoint answers.
    pub async fn exists(&self, key: &str) -> Result<bool, RemoteError> {
        let path = self.path(key);
        let head = self.with_each(0, async |backend| backend.store().head(&path).await);
        match head.await {
            Ok(_) => Ok(true),
            Err(RemoteError::NotFound) => Ok(false),
            Err(why) => Err(why),
        }
    }

    /// Removes an object; one that is missing is removed.
    ///
    /// # Errors
    /// When no endpoint does it.
    pub async fn delete(&self, key: &str) -> Result<(), RemoteError> {
        let path = self.path(key);
        let done = self.with_each(0, async |backend| backend.store().delete(&path).await);
        match done.await {
            Err(RemoteError::NotFound) => Ok(()),
            done => done,
        }
    }

    /// Runs an operation on the endpoint that answered last, and on the others in turn where it fails for a reason that
    /// another endpoint may not have.
    pub(super) async fn with_each<T>(
        &self,
        size: u64,
        act: impl AsyncFn(&Backend) -> object_store::Result<T>,
    ) -> Result<T, RemoteError> {
        let time = self.time + Duration::from_secs(size / SLOWEST);
        let mut last = RemoteError::Failed("no endpoint is named".to_owned());
        for round in 0..ROUNDS {
            if round > 0 {
                tokio::time::sleep(PAUSE * round).await;
            }
            let first = self.current.load(Ordering::Relaxed);
            for step in 0..self.backends.len() {
                let index = (first + step) % self.backends.len();
                let backend = &self.backends[index];
                if self.is_folder() {
                    self.used.requests.fetch_add(1, Ordering::Relaxed);
                }
                match tokio::time::timeout(time, act(backend)).await {
                    Ok(Ok(done)) => {
                        self.current.store(index, Ordering::Relaxed);
                        return Ok(done);
                    }
                    Ok(Err(why)) => last = RemoteError::of(&why),
                    Err(_) => {
                        last = RemoteError::Failed(format!(
                            "no answer within {} seconds",
                            time.as_secs()
                        ));
                    }
                }
                if !matches!(last, RemoteError::Failed(_)) {
                    return Err(last);
                }
            }
            if self.is_folder() {
                break;
            }
        }
        Err(last)
    }
}

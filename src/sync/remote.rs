//! The object store: four operations on keys, each with limits of time and size, on S3 with one or more endpoints or on a
//! shared folder. Only this file and `credentials` and `listing` know the crate that does it.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::StreamExt;
use object_store::aws::AmazonS3;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpRequest, HttpResponse, HttpService, ReqwestConnector,
};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{BackoffConfig, ClientOptions, ObjectStore, ObjectStoreExt, RetryConfig};

use crate::app::failure::{Code, Failure};
use crate::domain::sanitize;
use crate::store::{Paths, SyncSettings};
use crate::sync::credentials;

/// How long the service has for a request where the settings do not say, before its size counts, in seconds.
const REQUEST_TIME: u64 = 30;
/// The slowest transfer that is waited for, in bytes a second.
const SLOWEST: u64 = 16 * 1024;
/// How long a connection may take.
const CONNECT_TIME: Duration = Duration::from_secs(5);
/// How often all endpoints are tried.
const ROUNDS: u32 = 4;
/// The wait before all endpoints are tried again.
const PAUSE: Duration = Duration::from_millis(700);
/// The longest reason that is shown, in characters.
const REASON_LIMIT: usize = 300;

/// What comes before the answer of a service in an error.
const ANSWER: &str = "Server returned non-2xx status code: ";

/// Why an operation failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RemoteError {
    NotFound,
    /// The credentials are wrong or do not allow it.
    Denied(String),
    /// The object is larger than it may be.
    TooLarge(u64),
    /// Anything else: the network, the service, the disk. The reason is sanitized and short.
    Failed(String),
}

impl fmt::Display for RemoteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("there is no such object"),
            Self::Denied(why) => write!(f, "the store denies it: {why}"),
            Self::TooLarge(limit) => write!(f, "it is larger than {} KiB", limit / 1024),
            Self::Failed(why) => f.write_str(why),
        }
    }
}

impl RemoteError {
    pub(super) fn of(error: &object_store::Error) -> Self {
        use object_store::Error::{NotFound, PermissionDenied, Unauthenticated};
        match error {
            NotFound { .. } => Self::NotFound,
            PermissionDenied { .. } | Unauthenticated { .. } => Self::Denied(reason(error)),
            _ => match reason(error) {
                why if why.starts_with("401 ") || why.starts_with("403 ") => Self::Denied(why),
                why => Self::Failed(why),
            },
        }
    }

    /// The failure of a command that cannot go on.
    pub fn failure(&self, doing: &str) -> Failure {
        let failure = Failure::new(Code::Failed, format!("cannot {doing}: {self}"));
        match self {
            Self::Denied(_) => failure.hint(
                "check the credentials in the environment or the profile, and the rights of their key",
            ),
            Self::NotFound => failure.hint("check bucket, prefix and endpoint with `forty-sync status`"),
            Self::TooLarge(_) => failure,
            Self::Failed(_) => failure.hint("nothing is lost: run the command again later"),
        }
    }
}

/// The reason of an error on one line: what the service answered, or why it could not be asked.
fn reason(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut below = error.source();
    while let Some(error) = below {
        let more = error.to_string();
        if !text.contains(&more) {
            text.push_str(": ");
            text.push_str(&more);
        }
        below = error.source();
    }
    let text = sanitize::line(&text);
    let text = match text.split_once(ANSWER) {
        Some((_, answer)) => of_answer(answer),
        // What comes before is the address and the number of tries.
        None => (text.rsplit_once(" - ").map_or(&*text, |(_, why)| why)).to_owned(),
    };
    match text.char_indices().nth(REASON_LIMIT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// The status and the code of an answer, without the XML around it.
fn of_answer(answer: &str) -> String {
    let (status, rest) = answer.split_once(": ").unwrap_or((answer, ""));
    let code = rest.split_once("<Code>");
    let code = code.and_then(|(_, code)| code.split_once("</Code>"));
    match code {
        Some((code, _)) => format!("{status}: {code}"),
        None => status.to_owned(),
    }
}

/// What was used of the store so far.
#[derive(Debug, Default)]
pub struct Used {
    pub requests: AtomicU64,
    pub sent: AtomicU64,
    pub received: AtomicU64,
}

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
            Address::Bucket(bucket, prefix) => (buckets(settings, paths, &bucket, &used)?, prefix),
        };
        Ok(Self {
            backends,
            current: AtomicUsize::new(0),
            prefix,
            time: request_time(settings),
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

fn request_time(settings: &SyncSettings) -> Duration {
    Duration::from_secs(settings.timeout.unwrap_or(REQUEST_TIME).max(1))
}

/// One S3 client for each endpoint.
fn buckets(
    settings: &SyncSettings,
    paths: &Paths,
    bucket: &str,
    used: &Arc<Used>,
) -> Result<Vec<Backend>, Failure> {
    // A second call changes nothing, which is right.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let profile = credentials::profile(paths.user_home.as_deref());
    let endpoints = settings
        .endpoints
        .iter()
        .map(|endpoint| Some(endpoint.as_str()));
    let endpoints: Vec<Option<&str>> = match settings.endpoints.len() {
        0 => vec![None],
        _ => endpoints.collect(),
    };
    let client = |endpoint: Option<&str>| {
        let mut builder = credentials::builder(&profile)?
            .with_bucket_name(bucket)
            .with_retry(RetryConfig {
                backoff: BackoffConfig::default(),
                max_retries: if settings.endpoints.len() > 1 { 1 } else { 3 },
                retry_timeout: request_time(settings),
            })
            // Not every service removes many objects at once.
            .with_disable_bulk_delete(true)
            .with_http_connector(Counting {
                used: Arc::clone(used),
            });
        let is_plain = endpoint.is_some_and(|endpoint| endpoint.starts_with("http://"));
        builder = builder.with_client_options(
            ClientOptions::new()
                .with_timeout_disabled()
                .with_connect_timeout(CONNECT_TIME)
                .with_allow_http(is_plain),
        );
        if let Some(endpoint) = endpoint {
            builder = builder.with_endpoint(endpoint);
        }
        let region = settings.region.as_ref().or_else(|| profile.get("region"));
        if let Some(region) = region {
            builder = builder.with_region(region);
        }
        let store = builder.build().map_err(|why| {
            Failure::new(Code::Usage, format!("cannot use S3: {}", reason(&why)))
                .hint("`forty-sync init --help` has examples of addresses")
        })?;
        Ok(Backend::S3(Box::new(store)))
    };
    endpoints.into_iter().map(client).collect()
}

/// Where a store is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    Folder(PathBuf),
    /// The bucket, and what comes before every key: empty, or with a slash at its end.
    Bucket(String, String),
}

impl Address {
    /// Reads `file:///folder` or `s3://bucket/prefix`.
    ///
    /// # Errors
    /// When the text is neither.
    pub fn parse(url: &str) -> Result<Self, Failure> {
        let wrong = |why: &str| {
            let message = format!("`{}` is no address of a store: {why}", sanitize::line(url));
            Failure::new(Code::Usage, message)
                .hint("write `s3://bucket/prefix`, or `file:///folder` for a shared folder")
        };
        if let Some(folder) = url.strip_prefix("file://") {
            if !folder.starts_with('/') {
                return Err(wrong("a folder begins with `/`"));
            }
            return Ok(Self::Folder(folder.into()));
        }
        let rest = url
            .strip_prefix("s3://")
            .ok_or_else(|| wrong("it begins with neither `s3://` nor `file://`"))?;
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
        if bucket.is_empty() || !bucket.bytes().all(is_plain) {
            return Err(wrong("a bucket has letters, digits, `-`, `.` and `_`"));
        }
        let prefix = prefix.trim_matches('/');
        let is_part = |part: &str| {
            !part.is_empty() && !part.bytes().all(|byte| byte == b'.') && part.bytes().all(is_plain)
        };
        if !prefix.is_empty() && !prefix.split('/').all(is_part) {
            return Err(wrong("a prefix has letters, digits, `-`, `.`, `_` and `/`"));
        }
        let prefix = match prefix {
            "" => String::new(),
            prefix => format!("{prefix}/"),
        };
        Ok(Self::Bucket(bucket.to_owned(), prefix))
    }
}

/// Makes HTTP clients that count their requests.
#[derive(Debug)]
struct Counting {
    used: Arc<Used>,
}

impl HttpConnector for Counting {
    fn connect(&self, options: &ClientOptions) -> object_store::Result<HttpClient> {
        let client = ReqwestConnector::default().connect(options)?;
        let used = Arc::clone(&self.used);
        Ok(HttpClient::new(CountingClient { client, used }))
    }
}

#[derive(Debug)]
struct CountingClient {
    client: HttpClient,
    used: Arc<Used>,
}

#[async_trait::async_trait]
impl HttpService for CountingClient {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        self.used.requests.fetch_add(1, Ordering::Relaxed);
        self.client.execute(request).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_bucket_or_a_folder() {
        let bucket =
            |bucket: &str, prefix: &str| Some(Address::Bucket(bucket.into(), prefix.into()));
        for (url, wanted) in [
            ("s3://forty", bucket("forty", "")),
            ("s3://forty/", bucket("forty", "")),
            ("s3://forty/2026/autumn/", bucket("forty", "2026/autumn/")),
            (
                "file:///mnt/forty",
                Some(Address::Folder("/mnt/forty".into())),
            ),
            ("file://mnt/forty", None),
            ("s3://", None),
            ("s3://a b", None),
            ("s3://forty/a/../b", None),
            ("s3://forty/a//b", None),
            ("https://host/forty", None),
            ("", None),
        ] {
            assert_eq!(Address::parse(url).ok(), wanted, "{url}");
        }
    }
}

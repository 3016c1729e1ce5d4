//! The S3 clients: one for each endpoint, with the credentials of this machine, and each request is counted.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use object_store::aws::AmazonS3;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpRequest, HttpResponse, HttpService, ReqwestConnector,
};
use object_store::{BackoffConfig, ClientOptions, RetryConfig};

use super::credentials;
use super::error::reason;
use crate::app::failure::{Code, Failure};
use crate::store::{Paths, SyncSettings};

/// How long a connection may take.
const CONNECT_TIME: Duration = Duration::from_secs(5);

/// What was used of the store so far.
#[derive(Debug, Default)]
pub struct Used {
    pub requests: AtomicU64,
    pub sent: AtomicU64,
    pub received: AtomicU64,
}

/// One client for each endpoint; a request is tried again for as long as `time`.
///
/// # Errors
/// When there are no credentials, or an address cannot be used.
pub(super) fn of_bucket(
    settings: &SyncSettings,
    paths: &Paths,
    bucket: &str,
    time: Duration,
    used: &Arc<Used>,
) -> Result<Vec<AmazonS3>, Failure> {
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
                retry_timeout: time,
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
        builder.build().map_err(|why| {
            Failure::new(Code::Usage, format!("cannot use S3: {}", reason(&why)))
                .hint("`forty-sync init --help` has examples of addresses")
        })
    };
    endpoints.into_iter().map(client).collect()
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

//! An S3 server on loopback in this process. Protocol and signatures are those of the crate `s3s`, the objects are a map
//! that a test can look into and disturb.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, mpsc};
use std::time::{Duration, SystemTime};

use futures_util::StreamExt;
use hyper::Response;
use hyper::body::Incoming;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::dto::{
    DeleteObjectInput, DeleteObjectOutput, ETag, GetObjectInput, GetObjectOutput, HeadObjectInput,
    HeadObjectOutput, ListObjectsV2Input, ListObjectsV2Output, Object, PutObjectInput,
    PutObjectOutput, StreamingBlob,
};
use s3s::service::S3ServiceBuilder;
use s3s::{S3, S3Request, S3Response, S3Result, s3_error};

/// The bucket of the tests.
pub const BUCKET: &str = "forty";
pub const KEY: &str = "test-key-id";
pub const SECRET: &str = "test-secret-never-shown";

/// An object and the second in which it was written, counted from the first.
#[derive(Debug, Clone)]
pub struct Stored {
    pub bytes: Vec<u8>,
    pub second: u64,
}

/// What a server holds, counts and does wrong.
#[derive(Debug, Default)]
pub struct State {
    objects: Mutex<BTreeMap<String, Stored>>,
    pub requests: AtomicUsize,
    /// How often an object was written.
    pub writes: AtomicUsize,
    /// So many of the next requests are answered with 503.
    pub failing: AtomicUsize,
    /// Every connection is closed.
    pub is_down: AtomicBool,
    /// Listings do not have what was written last.
    pub is_stale: AtomicBool,
    /// Listings are in reverse order.
    pub is_reversed: AtomicBool,
    /// Objects come cut short, with the length that they have.
    pub is_cut: AtomicBool,
}

impl State {
    pub fn objects(&self) -> MutexGuard<'_, BTreeMap<String, Stored>> {
        self.objects.lock().unwrap()
    }

    fn stored(&self, key: &str) -> S3Result<Stored> {
        let found = self.objects().get(key).cloned();
        found.ok_or_else(|| s3_error!(NoSuchKey))
    }
}

pub struct Server {
    pub state: Arc<State>,
    address: SocketAddr,
    // The server ends with this sender.
    _stop: tokio::sync::oneshot::Sender<()>,
}

impl Server {
    pub fn start() -> Self {
        let state = Arc::new(State::default());
        let (stop, stopped) = tokio::sync::oneshot::channel();
        let (started, address) = mpsc::channel();
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            runtime.unwrap().block_on(async {
                tokio::select! {
                    () = serve(shared, started) => {}
                    _ = stopped => {}
                }
            });
        });
        Self {
            state,
            address: address.recv().unwrap(),
            _stop: stop,
        }
    }

    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The keys of all objects.
    pub fn keys(&self) -> Vec<String> {
        self.state.objects().keys().cloned().collect()
    }

    /// How many requests were made since the last call.
    pub fn requests(&self) -> usize {
        self.state.requests.swap(0, Ordering::Relaxed)
    }
}

/// The operations that `forty-sync` uses.
struct Memory(Arc<State>);

fn time(second: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_000_000 + second)
}

fn tag(second: u64) -> ETag {
    ETag::Strong(format!("{second:032x}"))
}

#[async_trait::async_trait]
impl S3 for Memory {
    async fn put_object(
        &self,
        request: S3Request<PutObjectInput>,
    ) -> S3Result<S3Response<PutObjectOutput>> {
        let input = request.input;
        let mut bytes = Vec::new();
        if let Some(mut body) = input.body {
            while let Some(part) = body.next().await {
                bytes.extend_from_slice(&part.map_err(|_| s3_error!(IncompleteBody))?);
            }
        }
        let second = self.0.writes.fetch_add(1, Ordering::Relaxed) as u64;
        self.0.objects().insert(input.key, Stored { bytes, second });
        Ok(S3Response::new(PutObjectOutput {
            e_tag: Some(tag(second)),
            ..PutObjectOutput::default()
        }))
    }

    async fn get_object(
        &self,
        request: S3Request<GetObjectInput>,
    ) -> S3Result<S3Response<GetObjectOutput>> {
        let mut found = self.0.stored(&request.input.key)?;
        if self.0.is_cut.load(Ordering::Relaxed) {
            found.bytes.truncate(found.bytes.len() / 2);
        }
        Ok(S3Response::new(GetObjectOutput {
            content_length: i64::try_from(found.bytes.len()).ok(),
            last_modified: Some(time(found.second).into()),
            e_tag: Some(tag(found.second)),
            body: Some(StreamingBlob::from(s3s::Body::from(found.bytes))),
            ..GetObjectOutput::default()
        }))
    }

    async fn head_object(
        &self,
        request: S3Request<HeadObjectInput>,
    ) -> S3Result<S3Response<HeadObjectOutput>> {
        let found = self.0.stored(&request.input.key)?;
        Ok(S3Response::new(HeadObjectOutput {
            content_length: i64::try_from(found.bytes.len()).ok(),
            last_modified: Some(time(found.second).into()),
            e_tag: Some(tag(found.second)),
            ..HeadObjectOutput::default()
        }))
    }

    async fn delete_object(
        &self,
        request: S3Request<DeleteObjectInput>,
    ) -> S3Result<S3Response<DeleteObjectOutput>> {
        self.0.objects().remove(&request.input.key);
        Ok(S3Response::new(DeleteObjectOutput::default()))
    }

    async fn list_objects_v2(
        &self,
        request: S3Request<ListObjectsV2Input>,
    ) -> S3Result<S3Response<ListObjectsV2Output>> {
        let input = request.input;
        let prefix = input.prefix.unwrap_or_default();
        let after = input
            .continuation_token
            .or(input.start_after)
            .unwrap_or_default();
        let most = usize::try_from(input.max_keys.unwrap_or(1000)).unwrap();
        let objects = self.0.objects();
        let newest = objects.values().map(|stored| stored.second).max();
        let is_stale = self.0.is_stale.load(Ordering::Relaxed);
        let is_shown = |stored: &Stored| !is_stale || Some(stored.second) != newest;
        let mut listed: Vec<(&String, &Stored)> = objects
            .iter()
            .filter(|(key, stored)| key.starts_with(&prefix) && **key > after && is_shown(stored))
            .collect();
        let has_more = listed.len() > most;
        listed.truncate(most);
        let next = listed
            .last()
            .filter(|_| has_more)
            .map(|(key, _)| (*key).clone());
        if self.0.is_reversed.load(Ordering::Relaxed) {
            listed.reverse();
        }
        let contents = listed.into_iter().map(|(key, stored)| Object {
            key: Some(key.clone()),
            size: i64::try_from(stored.bytes.len()).ok(),
            last_modified: Some(time(stored.second).into()),
            e_tag: Some(tag(stored.second)),
            ..Object::default()
        });
        Ok(S3Response::new(ListObjectsV2Output {
            name: Some(input.bucket),
            prefix: Some(prefix),
            contents: Some(contents.collect()),
            is_truncated: Some(has_more),
            next_continuation_token: next,
            ..ListObjectsV2Output::default()
        }))
    }
}

async fn serve(state: Arc<State>, started: mpsc::Sender<SocketAddr>) {
    let service = {
        let mut builder = S3ServiceBuilder::new(Memory(Arc::clone(&state)));
        builder.set_auth(SimpleAuth::from_single(KEY, SECRET));
        builder.build()
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    started.send(listener.local_addr().unwrap()).unwrap();
    loop {
        let (socket, _) = listener.accept().await.unwrap();
        if state.is_down.load(Ordering::Relaxed) {
            continue;
        }
        let (service, state) = (service.clone(), Arc::clone(&state));
        let disturbed = service_fn(move |request: hyper::Request<Incoming>| {
            state.requests.fetch_add(1, Ordering::Relaxed);
            let fails = state
                .failing
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                    left.checked_sub(1)
                });
            let answer = fails.is_err().then(|| Service::call(&service, request));
            async move {
                match answer {
                    Some(answer) => answer.await,
                    None => Ok(Response::builder()
                        .status(503)
                        .body(s3s::Body::empty())
                        .unwrap()),
                }
            }
        });
        tokio::spawn(async move {
            let connection = Builder::new(TokioExecutor::new());
            // A client that goes away is no failure.
            let _ = connection
                .serve_connection(TokioIo::new(socket), disturbed)
                .await;
        });
    }
}

//! What the commands share: the open store, what is known of it, and the sessions of this machine.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::error::RemoteError;
use super::keys::{self, Object};
use super::knowledge::Knowledge;
use super::outcome::{SyncOutcome, SyncOutput};
use super::remote::Remote;
use super::seal::{COHORT_LIMIT, CohortFile, Identities};
use crate::app::failure::{Code, Failure};
use crate::cli;
use crate::clock;
use crate::domain::names;
use crate::domain::sanitize;
use crate::domain::session::event::Wall;
use crate::store::{self, Coach, Listed, Paths, Status, SyncSettings, Which};

/// How many objects are on the way at once.
pub const PARALLEL: usize = 16;
/// Objects over this size come one after another, so that a few of them cannot fill the memory.
pub const LARGE: u64 = 2 * 1024 * 1024;
/// After so many failures in a row nothing more is tried: the store cannot be reached.
const MOST_FAILURES: usize = 24;

/// An exchange with the store.
#[derive(Debug)]
pub struct SyncExchange {
    pub paths: Paths,
    pub settings: SyncSettings,
    pub(super) remote: Remote,
    knowledge: Mutex<Knowledge>,
    pub(super) output: SyncOutput,
    pub now: Wall,
    pub is_dry: bool,
    failures: Mutex<usize>,
    /// The private keys, once something encrypted came.
    identities: OnceLock<Result<Arc<Identities>, String>>,
}

/// The settings that `init` wrote.
///
/// # Errors
/// When there are none, or they cannot be read.
pub fn settings(paths: &Paths) -> Result<SyncSettings, Failure> {
    SyncSettings::read(&paths.config)?.ok_or_else(|| {
        Failure::new(Code::NotFound, "this machine has no store yet")
            .hint("name one: `forty-sync init s3://bucket/prefix`")
    })
}

impl SyncExchange {
    /// Opens the store and what is known of it.
    ///
    /// # Errors
    /// When the store has a wrong address or no credentials, or another process uses it.
    pub(super) fn open(
        paths: Paths,
        settings: SyncSettings,
        output: SyncOutput,
        is_dry: bool,
    ) -> Result<Self, Failure> {
        let now = clock::wall();
        Ok(Self {
            remote: Remote::open(&settings, &paths)?,
            knowledge: Mutex::new(Knowledge::open(&settings, &paths, now, is_dry)?),
            paths,
            settings,
            output,
            now,
            is_dry,
            failures: Mutex::new(0),
            identities: OnceLock::new(),
        })
    }

    pub(super) fn known(&self) -> MutexGuard<'_, Knowledge> {
        // No code under this lock can panic between related changes, so a poisoned state is still valid.
        self.knowledge
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Records when a command ended, if it did all it had to.
    ///
    /// # Errors
    /// When the state folder cannot be written.
    pub(super) fn end(&self, outcome: &SyncOutcome) -> Result<(), Failure> {
        if outcome.failed.is_empty() {
            self.known().ended(outcome.command)?;
        }
        Ok(())
    }

    /// An outcome of this exchange, to be filled.
    pub(super) fn outcome(&self, command: &'static str) -> SyncOutcome {
        SyncOutcome::new(command, self.is_dry, self.remote.used())
    }

    /// The finished sessions of the candidate of this machine, newest first.
    ///
    /// # Errors
    /// When the sessions folder cannot be listed.
    pub fn own_sessions(&self) -> Result<Vec<Listed>, Failure> {
        let name = &self.settings.candidate;
        if name.is_empty() {
            return Ok(Vec::new());
        }
        // One after another: a machine with many sessions need not hold the summaries of all.
        let all = store::newest(&self.paths.sessions, &self.now, usize::MAX)?;
        let own = all.filter(|listed| names::is_same(&listed.summary.candidate, name));
        Ok(own
            .filter(|listed| listed.summary.status == Status::Finished)
            .collect())
    }

    /// The coaches of this machine.
    pub fn coaches(&self) -> Vec<Coach> {
        store::known_coaches(&self.paths.state, Which::All).0
    }

    /// The folder of a session of this id on this machine.
    pub fn folder(&self, session: &str) -> PathBuf {
        self.paths.sessions.join(session)
    }

    /// Where an object is, for messages.
    pub fn place(&self, key: &str) -> PathBuf {
        PathBuf::from(format!("{}/{key}", self.settings.url.trim_end_matches('/')))
    }

    /// Whether so many operations failed that the store cannot be reached.
    pub fn has_given_up(&self) -> bool {
        *self.failures.lock().unwrap_or_else(PoisonError::into_inner) >= MOST_FAILURES
    }

    /// Counts failures in a row.
    pub fn count(&self, is_success: bool) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        *failures = if is_success { 0 } else { *failures + 1 };
    }

    /// The private keys of this machine.
    ///
    /// # Errors
    /// When there are none that can be used.
    pub(super) fn identities(&self) -> Result<Arc<Identities>, String> {
        let read = || Identities::read(&self.settings).map(Arc::new);
        self.identities.get_or_init(read).clone()
    }

    /// Who is in the cohort, if what is sent must be encrypted.
    ///
    /// # Errors
    /// When it cannot be fetched, or names other public keys than when this machine was set up: whoever owns the store could
    /// add one, or take the file away so that nothing is encrypted.
    pub(super) async fn cohort(&self) -> Result<Option<CohortFile>, Failure> {
        let cohort = fetch_cohort(&self.remote, &self.place(keys::COHORT)).await?;
        let named = cohort.as_ref().map_or(&[][..], |cohort| &cohort.recipients);
        if named != self.settings.recipients {
            let message = "the store names other recipients than when this machine was set up";
            return Err(Failure::new(Code::Failed, message).hint(
                "ask the coaches whether they changed `cohort.toml`, then run `forty-sync init` again",
            ));
        }
        Ok(cohort.filter(|cohort| !cohort.recipients.is_empty()))
    }

    /// Compares the candidates' keys of the cohort with those that this machine remembers, before something is encrypted to
    /// them. A name that is new is remembered and said.
    ///
    /// # Errors
    /// When a candidate has another key than before, or `sync.toml` cannot be written.
    pub(super) fn check_candidates(&self, cohort: &CohortFile) -> Result<(), Failure> {
        let mut settings = self.settings.clone();
        for (name, key) in cohort.candidates() {
            let shown = sanitize::line(&name);
            match settings.candidates.get(&name) {
                Some(before) if *before == key => {}
                Some(_) => {
                    let message = format!("the store names another key of candidate `{shown}`");
                    return Err(Failure::new(Code::Failed, message).hint(
                        "ask the candidate whether the key was changed, then run `forty-sync init` again",
                    ));
                }
                None => {
                    cli::say(&format!("note: candidate `{shown}` has the key {key}"));
                    settings.candidates.insert(name, key);
                }
            }
        }
        if settings != self.settings && !self.is_dry {
            settings.write(&self.paths.config)?;
        }
        Ok(())
    }

    /// Fetches an object and compares it with its hash. `Ok(None)` if the bytes are others.
    ///
    /// # Errors
    /// When it cannot be fetched.
    pub(super) async fn fetch(
        &self,
        object: &Object,
        limit: u64,
    ) -> Result<Option<Vec<u8>>, RemoteError> {
        let key = object.key();
        let got = self.remote.get(&key, limit).await;
        self.count(!matches!(
            got,
            Err(RemoteError::Failed(_) | RemoteError::Denied(_))
        ));
        let bytes = got?;
        let hash = object.sha().map(str::to_owned);
        let hashed = tokio::task::spawn_blocking(move || (keys::sha_of(&bytes), bytes)).await;
        let (found, bytes) = hashed.map_err(|why| RemoteError::Failed(why.to_string()))?;
        if hash.is_some_and(|hash| hash != found) {
            return Ok(None);
        }
        Ok(Some(bytes))
    }
}

/// The description of the cohort in the store, if there is one.
///
/// # Errors
/// When it cannot be fetched or read.
pub(super) async fn fetch_cohort(
    remote: &Remote,
    place: &Path,
) -> Result<Option<CohortFile>, Failure> {
    match remote.get(keys::COHORT, COHORT_LIMIT).await {
        Ok(bytes) => CohortFile::parse(&bytes, place).map(Some),
        Err(RemoteError::NotFound) => Ok(None),
        Err(why) => Err(why.failure("fetch the description of the cohort")),
    }
}

/// Runs a function that reads or writes files without holding up the transfers.
///
/// # Errors
/// When it panicked.
pub async fn on_disk<T: Send + 'static>(
    act: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Failure> {
    let done = tokio::task::spawn_blocking(act).await;
    done.map_err(|why| Failure::new(Code::Failed, format!("an internal error: {why}")))
}

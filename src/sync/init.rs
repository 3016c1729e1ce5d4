//! `forty-sync init URL`: writes where the store is, after it answered.

use std::path::Path;
use std::process::ExitCode;

use super::address::Address;
use super::args::InitArgs;
use super::outcome::SyncOutput;
use super::remote::Remote;
use super::seal::{CohortFile, Identities};
use super::{credentials, exchange, keys};
use crate::app::failure::{Code, Failure};
use crate::cli;
use crate::domain::names;
use crate::domain::sanitize;
use crate::store::{self, Paths, SyncSettings};

pub async fn run(
    paths: &Paths,
    candidate: &str,
    args: &InitArgs,
    output: &SyncOutput,
) -> Result<ExitCode, Failure> {
    let mut settings = settings(paths, candidate, args)?;
    if let Address::Folder(folder) = Address::parse(&settings.url)? {
        // Only the last folder is made: a shared folder that is not mounted must not become a local one.
        match std::fs::create_dir(&folder) {
            Err(why) if !folder.is_dir() => {
                let message = format!("cannot create {}: {why}", folder.display());
                return Err(
                    Failure::new(Code::Failed, message).hint("is the shared folder mounted?")
                );
            }
            _ => {}
        }
    }
    let remote = Remote::open(&settings, paths)?;
    let mut objects = 0_usize;
    if let Some(file) = &args.cohort {
        let text = store::read_given(file)?;
        CohortFile::parse(text.as_bytes(), file)?;
        let written = remote.put(keys::COHORT, text.into_bytes()).await;
        written.map_err(|why| why.failure("write the description of the cohort"))?;
    }
    let place = format!("{}/{}", settings.url, keys::COHORT);
    let cohort = exchange::fetch_cohort(&remote, Path::new(&place)).await?;
    let cohort = cohort.unwrap_or_default();
    settings.candidates = cohort.candidates();
    settings.recipients = cohort.recipients;
    let day = keys::day_text(keys::day(&crate::clock::wall()));
    let after = format!("{}{day}", keys::SESSIONS);
    let listed = remote.list(keys::SESSIONS, Some(&after), |_| objects += 1);
    listed.await.map_err(|why| why.failure("list the store"))?;
    settings.write(&paths.config)?;
    let path = SyncSettings::path(&paths.config);
    say_notes(&settings, candidate);
    cli::say(&format!("written: {}", path.display()));
    cli::say("hint: `forty-sync status` says what a push and a pull would do");
    output.value(&format!("{}\n", settings.url), &settings)
}

/// Says what is worth knowing of the settings; `candidate` is the name with which `forty` practices here.
fn say_notes(settings: &SyncSettings, candidate: &str) {
    for endpoint in settings
        .endpoints
        .iter()
        .filter(|it| it.starts_with("http://"))
    {
        cli::say(&format!(
            "note: {} has no TLS: anybody on the way can read what is sent",
            sanitize::line(endpoint)
        ));
    }
    say_keys(settings);
    if !settings.coach && !names::is_same(&settings.candidate, candidate) {
        let (own, other) = (
            sanitize::line(&settings.candidate),
            sanitize::line(candidate),
        );
        cli::say(&format!(
            "note: `forty` practices as {other} here: only sessions of {own} are sent, and home offers nothing assigned to {own}"
        ));
        cli::say("hint: set `candidate` in your settings (`forty config init`)");
    }
}

/// Says to whom everything is encrypted, so that people can compare the keys by another way.
fn say_keys(settings: &SyncSettings) {
    let keys = &settings.recipients;
    if keys.is_empty() {
        cli::say("note: nothing is encrypted: whoever can read the store can read the sessions");
        return;
    }
    let count = keys.len();
    cli::say(&format!("encrypted to {count} public keys of coaches:"));
    for key in keys {
        cli::say(&format!("  {key}"));
    }
    if !settings.candidates.is_empty() {
        cli::say("reviews also to the key of their candidate:");
    }
    for (name, key) in &settings.candidates {
        cli::say(&format!("  {}: {key}", sanitize::line(name)));
    }
}

fn settings(paths: &Paths, candidate: &str, args: &InitArgs) -> Result<SyncSettings, Failure> {
    let old = SyncSettings::read(&paths.config).map_err(|why| {
        // A new file would lose what the old one says: the key file, the time limit, keys of a newer version.
        let path = SyncSettings::path(&paths.config);
        Failure::from(why).hint(format!("correct it, or move it away: {}", path.display()))
    })?;
    let mut settings = old.unwrap_or_default();
    args.url.trim_end_matches('/').clone_into(&mut settings.url);
    let profile = credentials::profile(paths.user_home.as_deref());
    let variable = |name| credentials::variable(name)?.into_string().ok();
    settings.endpoints.clone_from(&args.endpoint);
    if settings.endpoints.is_empty() && settings.url.starts_with("s3:") {
        let standard = variable("AWS_ENDPOINT_URL_S3")
            .or_else(|| variable("AWS_ENDPOINT_URL"))
            .or_else(|| profile.get("endpoint_url").cloned());
        settings.endpoints.extend(standard);
    }
    for endpoint in &settings.endpoints {
        let is_url = endpoint.starts_with("https://") || endpoint.starts_with("http://");
        // A name and password in an address would be written to the file.
        if !is_url || endpoint.contains('@') {
            let message = "an endpoint begins with `https://` or `http://` and holds no password";
            return Err(Failure::new(Code::Usage, message));
        }
    }
    settings.region = (args.region.clone())
        .or_else(|| variable("AWS_REGION"))
        .or_else(|| variable("AWS_DEFAULT_REGION"))
        .or_else(|| profile.get("region").cloned());
    if args.cohort.is_some() && !args.coach {
        return Err(
            Failure::new(Code::Usage, "only a coach describes the cohort").hint("add `--coach`"),
        );
    }
    if let Some(file) = &args.identity {
        Identities::of_file(file).map_err(|why| Failure::new(Code::InvalidContent, why))?;
        let whole = std::path::absolute(file).unwrap_or_else(|_| file.clone());
        settings.identity = Some(whole.to_string_lossy().into_owned());
    }
    settings.coach = args.coach;
    settings.candidate = match &args.candidate {
        Some(name) => name.trim().to_owned(),
        None if args.coach => String::new(),
        None => candidate.to_owned(),
    };
    if !args.coach && names::key(&settings.candidate).is_empty() {
        return Err(Failure::new(Code::Usage, "a candidate needs a name")
            .hint("give it with `--candidate NAME`"));
    }
    Ok(settings)
}

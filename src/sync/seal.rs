//! Encryption to the members of the cohort, by the format age: `v1/cohort.toml` says to whom. The store's owner then sees
//! keys, sizes and times, and no content. Hashes are those of the encrypted bytes, so that anybody can verify them.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::keys::sha_of;
use crate::app::failure::{Code, Failure};
use crate::domain::names;
use crate::domain::sanitize;
use crate::domain::session::event::FORMAT;
use crate::store::{self, SyncSettings};

/// The largest description of a cohort, in bytes.
pub const COHORT_LIMIT: u64 = 1024 * 1024;
/// The most recipients of one object.
const MOST_RECIPIENTS: usize = 200;

/// What `v1/cohort.toml` says.
#[derive(Debug, Default, Deserialize)]
pub struct CohortFile {
    #[serde(default)]
    format: u64,
    /// The public keys of the coaches: `age1…`, `ssh-ed25519 …` or `ssh-rsa …`.
    #[serde(default)]
    pub recipients: Vec<String>,
    #[serde(default)]
    candidate: Vec<Member>,
}

/// A candidate and the public key that reviews of this candidate's sessions are encrypted to.
#[derive(Debug, Deserialize)]
struct Member {
    name: String,
    recipient: String,
}

impl CohortFile {
    /// Reads the file; `from` is its place for error messages.
    ///
    /// # Errors
    /// When it is no description of a cohort, or a public key in it is none.
    pub fn parse(bytes: &[u8], from: &Path) -> Result<Self, Failure> {
        let wrong = |why: &str| {
            let message = format!(
                "cannot be read, {}: {}",
                sanitize::line(why),
                from.display()
            );
            Failure::new(Code::InvalidContent, message)
                .hint("`docs/sync.md` has an example of the file of a cohort")
        };
        let text = std::str::from_utf8(bytes).map_err(|_| wrong("it is not UTF-8"))?;
        let cohort: Self = toml::from_str(text).map_err(|why| wrong(why.message()))?;
        if cohort.format > u64::from(FORMAT) {
            return Err(wrong("its format is newer").hint("update forty"));
        }
        if cohort.recipients.len() > MOST_RECIPIENTS {
            return Err(wrong("it names too many recipients"));
        }
        let candidates = cohort.candidate.iter().map(|member| &member.recipient);
        for key in cohort.recipients.iter().chain(candidates) {
            recipient(key).map_err(|why| wrong(&why))?;
        }
        // Of two keys for one name only one could be compared with the key that is remembered.
        if cohort.candidates().len() < cohort.candidate.len() {
            return Err(wrong("it names a candidate twice"));
        }
        if cohort.recipients.is_empty() && !cohort.candidate.is_empty() {
            return Err(wrong("it names candidates' keys and no `recipients`"));
        }
        Ok(cohort)
    }

    /// The public keys that reviews of this candidate's sessions are encrypted to: those of the coaches and the candidate's
    /// own. Sessions are encrypted to the coaches alone: the candidate has them.
    ///
    /// # Errors
    /// When the candidate has none.
    pub fn for_reviews_of(&self, name: &str) -> Result<Vec<String>, String> {
        let mut members = self.candidate.iter();
        let own = members.find(|member| names::is_same(&member.name, name));
        let own = own.ok_or_else(|| {
            let name = sanitize::line(name);
            format!("the cohort names no key of candidate `{name}`, who could not read it")
        })?;
        let coaches = self.recipients.iter().cloned();
        Ok(coaches.chain([own.recipient.clone()]).collect())
    }

    /// The public keys of the candidates by the key of their names.
    pub fn candidates(&self) -> BTreeMap<String, String> {
        let pairs = self.candidate.iter();
        pairs
            .map(|member| (names::key(&member.name), member.recipient.clone()))
            .collect()
    }
}

/// A public key.
fn recipient(text: &str) -> Result<Box<dyn age::Recipient>, String> {
    let text = text.trim();
    let wrong = || format!("`{}` is no public key of age or SSH", sanitize::line(text));
    if text.starts_with("ssh-") {
        let key = text.parse::<age::ssh::Recipient>().map_err(|_| wrong())?;
        return Ok(Box::new(key));
    }
    let key = text
        .parse::<age::x25519::Recipient>()
        .map_err(|_| wrong())?;
    Ok(Box::new(key))
}

/// Encrypts bytes so that each of the public keys' owners can read them.
///
/// # Errors
/// When a public key is none.
pub fn seal(bytes: &[u8], recipients: &[String]) -> Result<Vec<u8>, String> {
    let keys = recipients.iter().map(|text| recipient(text));
    let keys: Vec<Box<dyn age::Recipient>> = keys.collect::<Result<_, _>>()?;
    let keys = keys.iter().map(|key| &**key);
    let failed = |why: &dyn fmt::Display| format!("cannot encrypt: {why}");
    let encryptor = age::Encryptor::with_recipients(keys).map_err(|why| failed(&why))?;
    let mut sealed = Vec::with_capacity(bytes.len() + 1024);
    let mut writer = encryptor
        .wrap_output(&mut sealed)
        .map_err(|why| failed(&why))?;
    writer.write_all(bytes).map_err(|why| failed(&why))?;
    writer.finish().map_err(|why| failed(&why))?;
    Ok(sealed)
}

/// The private keys of this machine. They are never shown.
pub struct Identities {
    keys: Vec<Box<dyn age::Identity + Send + Sync>>,
    /// Tells them from others: a hash of their public keys.
    mark: String,
}

impl fmt::Debug for Identities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identities({})", self.keys.len())
    }
}

impl Identities {
    /// Reads the file that the settings name: one of `age-keygen`, or a private key of SSH without a passphrase.
    ///
    /// # Errors
    /// When none is named, or it cannot be read or used.
    pub fn read(settings: &SyncSettings) -> Result<Self, String> {
        let path = settings.identity.as_ref().map(PathBuf::from);
        let path =
            path.ok_or("it is encrypted: name your key with `forty-sync init --identity FILE`")?;
        Self::of_file(&path)
    }

    /// Reads a file of private keys.
    ///
    /// # Errors
    /// When it cannot be read or used.
    pub fn of_file(path: &Path) -> Result<Self, String> {
        let text = store::read_given(path).map_err(|why| why.with_cause())?;
        let shown = path.display();
        if text.starts_with("-----BEGIN") {
            let key = age::ssh::Identity::from_buffer(text.as_bytes(), None);
            return match key {
                Ok(key @ age::ssh::Identity::Unencrypted(_)) => {
                    let public = age::ssh::Recipient::try_from(key.clone());
                    let public = public.map_or(String::new(), |public| public.to_string());
                    Ok(Self {
                        keys: vec![Box::new(key)],
                        mark: mark(public.as_bytes()),
                    })
                }
                Ok(age::ssh::Identity::Encrypted(_)) => Err(format!(
                    "the key has a passphrase, which cannot be asked for here: {shown}"
                )),
                _ => Err(format!("not a private key that age knows: {shown}")),
            };
        }
        let keys = age::IdentityFile::from_buffer(text.as_bytes());
        let keys = keys.map_err(|_| format!("not a file of `age-keygen`: {shown}"))?;
        let mut public = Vec::new();
        // Writing to a vector cannot fail, and these are no keys of plugins, which alone have no public ones.
        let _ = keys.write_recipients_file(&mut public);
        let keys = keys.into_identities();
        keys.map(|keys| Self {
            keys,
            mark: mark(&public),
        })
        .map_err(|_| format!("not a file of `age-keygen`: {shown}"))
    }

    /// What the log calls these keys.
    pub fn mark(&self) -> &str {
        &self.mark
    }

    /// Decrypts bytes of at most `limit` bytes.
    ///
    /// # Errors
    /// When no key of this machine opens them, they were changed, or hold more.
    pub fn open(&self, sealed: &[u8], limit: u64) -> Result<Vec<u8>, String> {
        let keys = self.keys.iter().map(|key| &**key as &dyn age::Identity);
        let reader = age::Decryptor::new_buffered(sealed).and_then(|it| it.decrypt(keys));
        let reader = reader.map_err(|why| match why {
            age::DecryptError::NoMatchingKeys => {
                "it is not encrypted to a key of this machine".to_owned()
            }
            why => format!("cannot decrypt: {}", sanitize::line(&why.to_string())),
        })?;
        let mut bytes = Vec::new();
        let read = reader.take(limit + 1).read_to_end(&mut bytes);
        read.map_err(|why| format!("cannot decrypt: {}", sanitize::line(&why.to_string())))?;
        if bytes.len() as u64 > limit {
            return Err(format!("it holds more than {} KiB", limit / 1024));
        }
        Ok(bytes)
    }
}

fn mark(public: &[u8]) -> String {
    sha_of(public)[..16].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADA: &str = "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq";

    #[test]
    fn a_cohort_with_a_key_that_is_none_is_refused() {
        for text in [
            format!("format = 1\nrecipients = [\"{ADA}x\"]"),
            "format = 1\nrecipients = [\"ssh-ed25519 AAAA\"]".to_owned(),
            "format = 99".to_owned(),
            "recipients = 1".to_owned(),
            "\u{0}".to_owned(),
        ] {
            assert!(
                CohortFile::parse(text.as_bytes(), Path::new("cohort.toml")).is_err(),
                "{text}"
            );
        }
        let plain = CohortFile::parse(b"format = 1\nname = \"Autumn\"", Path::new("cohort.toml"));
        assert!(plain.unwrap().recipients.is_empty());
    }

    #[test]
    fn a_cohort_names_each_candidate_once() {
        let key = age::x25519::Identity::generate().to_public();
        let with = |name: &str| {
            let text = format!(
                "recipients = [\"{key}\"]\n[[candidate]]\nname = \"Sam L\"\nrecipient = \"{key}\"\n\
                 [[candidate]]\nname = \"{name}\"\nrecipient = \"{key}\"\n"
            );
            CohortFile::parse(text.as_bytes(), Path::new("cohort.toml"))
        };
        // Of two keys only one could be compared with the one that is remembered.
        assert!(with("saml").is_err());
        let cohort = with("Kim").unwrap();
        let names: Vec<String> = cohort.candidates().into_keys().collect();
        assert_eq!(names, ["kim", "saml"]);
        assert_eq!(cohort.for_reviews_of("kim").unwrap().len(), 2);
        assert!(cohort.for_reviews_of("ada").is_err());
    }

    #[test]
    fn what_is_sealed_is_opened_by_its_recipients_alone() {
        let folder = tempfile::tempdir().unwrap();
        let identity = |name: &str| {
            use age::secrecy::ExposeSecret;
            let key = age::x25519::Identity::generate();
            let path = folder.path().join(name);
            let text = key.to_string();
            store::files::replace(&path, text.expose_secret().as_bytes()).unwrap();
            (
                key.to_public().to_string(),
                Identities::of_file(&path).unwrap(),
            )
        };
        let ((ada, ada_key), (_, eve_key)) = (identity("ada"), identity("eve"));
        let mut sealed = seal(b"notes", &[ada]).unwrap();
        assert_eq!(ada_key.open(&sealed, 5).unwrap(), b"notes");
        assert!(ada_key.open(&sealed, 4).unwrap_err().contains("more than"));
        assert!(eve_key.open(&sealed, 5).is_err());
        *sealed.last_mut().unwrap() ^= 1;
        assert!(ada_key.open(&sealed, 5).is_err());
    }
}

//! Credentials and settings for S3 from the standard environment variables and profile files. They are read, used and
//! forgotten: nothing of them is written or shown.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey as Key};

use crate::app::failure::{Code, Failure};

/// What a profile says, with the keys of the files: `aws_access_key_id`, `region`, `endpoint_url`.
pub type Profile = BTreeMap<String, String>;

/// The environment variables that say where, not who. That is in `sync.toml`, so that no variable leads a push elsewhere.
const PLACES: [&str; 3] = ["AWS_ENDPOINT", "AWS_BUCKET", "AWS_ALLOW_HTTP"];

/// The environment variables that name another source of credentials, which the S3 client asks itself, or none.
const SERVICES: [&str; 5] = [
    "AWS_SKIP_SIGNATURE",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_METADATA_ENDPOINT",
];

/// A builder with the credentials of the environment, or else of the profile.
///
/// # Errors
/// When there are none; the hint says where they are looked for.
pub fn builder(profile: &Profile) -> Result<AmazonS3Builder, Failure> {
    let mut builder = AmazonS3Builder::new();
    let names = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];
    let has_keys = names.iter().all(|name| variable(name).is_some());
    for (name, value) in std::env::vars_os() {
        let (Some(name), Some(value)) = (name.to_str(), value.to_str()) else {
            continue;
        };
        let key = name.to_ascii_lowercase().parse::<Key>();
        let is_place = PLACES.iter().any(|place| name.starts_with(place));
        // The token of other keys would spoil those of the profile.
        let is_stale = matches!(key, Ok(Key::Token)) && !has_keys;
        let is_ours = name.starts_with("AWS_") && !is_place && !is_stale && !value.is_empty();
        if let (true, Ok(key)) = (is_ours, key) {
            builder = builder.with_config(key, value);
        }
    }
    let has = |key| builder.get_config_value(&key).is_some();
    let is_service = SERVICES.iter().any(|name| {
        let value = variable(name);
        value.is_some_and(|value| !value.eq_ignore_ascii_case("false") && value != "0")
    });
    if has(Key::AccessKeyId) && has(Key::SecretAccessKey) || is_service {
        return Ok(builder);
    }
    let id = profile.get("aws_access_key_id");
    let secret = profile.get("aws_secret_access_key");
    let (Some(id), Some(secret)) = (id, secret) else {
        return Err(Failure::new(Code::Usage, "no credentials for S3").hint(
            "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or write a profile to \
             ~/.aws/credentials and name it in AWS_PROFILE",
        ));
    };
    builder = builder
        .with_access_key_id(id)
        .with_secret_access_key(secret);
    if let Some(token) = profile.get("aws_session_token") {
        builder = builder.with_token(token);
    }
    Ok(builder)
}

/// The profile that `AWS_PROFILE` names, `default` without it, from the credentials and the config file.
pub fn profile(home: Option<&Path>) -> Profile {
    let name = variable("AWS_PROFILE").unwrap_or_else(|| "default".into());
    let name = name.to_string_lossy();
    let file = |from: &str, otherwise: &str| {
        let path = variable(from).map(PathBuf::from);
        let path = path.or_else(|| Some(home?.join(".aws").join(otherwise)));
        path.and_then(|path| crate::store::read_given(&path).ok())
            .unwrap_or_default()
    };
    let mut profile = section(
        &file("AWS_CONFIG_FILE", "config"),
        &[&format!("profile {name}"), &name],
    );
    profile.extend(section(
        &file("AWS_SHARED_CREDENTIALS_FILE", "credentials"),
        &[&name],
    ));
    profile
}

/// An environment variable; an empty one counts as not set.
pub fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// The keys of the sections with one of these names in an INI file. A value that goes on in indented lines is left out.
fn section(text: &str, names: &[&str]) -> Profile {
    let mut found = Profile::new();
    let mut is_inside = false;
    for line in text.lines() {
        if let Some(name) = line.trim().strip_prefix('[') {
            let name = name.split(']').next().unwrap_or_default();
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            is_inside = names.contains(&name.as_str());
        } else if is_inside && !line.starts_with([' ', '\t', '#', ';']) {
            let pair = line.split_once('=');
            let pair = pair.map(|(key, value)| (key.trim(), value.trim()));
            if let Some((key, value)) = pair.filter(|(_, value)| !value.is_empty()) {
                found.insert(key.to_ascii_lowercase(), value.to_owned());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_the_section_of_its_name_alone() {
        let text = "[default]\nregion=one\n[profile  work]\n# c\nregion = two\ns3 =\n  region = three\n\
                    endpoint_url = http://h:1\n[other]\nregion = four\n";
        let work = section(text, &["profile work", "work"]);
        assert_eq!(work.get("region").map(String::as_str), Some("two"));
        assert_eq!(
            work.get("endpoint_url").map(String::as_str),
            Some("http://h:1")
        );
        assert_eq!(work.len(), 2);
        assert_eq!(
            section(text, &["default"])
                .get("region")
                .map(String::as_str),
            Some("one")
        );
        assert!(section(text, &["none"]).is_empty());
    }
}

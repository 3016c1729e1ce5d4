//! The address of a store: a bucket with a prefix, or a shared folder.

use std::path::PathBuf;

use crate::app::failure::{Code, Failure};
use crate::domain::sanitize;

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

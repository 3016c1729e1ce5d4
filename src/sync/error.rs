//! Why an operation on the store failed, in a few clean words.

use std::fmt;

use crate::app::failure::{Code, Failure};
use crate::domain::sanitize;

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

    /// The failure of a command that cannot continue.
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
pub(super) fn reason(error: &dyn std::error::Error) -> String {
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

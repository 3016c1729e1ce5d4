//! Checks the form of ids and links, and finds the known name that is nearest to a misspelled one.

use super::limits;

/// The known name that is nearest to an unknown one; `None` where none is near.
pub fn nearest<'k>(unknown: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let unknown = unknown.to_lowercase();
    let length = unknown.chars().count();
    if length > limits::NAME {
        return None;
    }
    let distance = |name: &str| strsim::damerau_levenshtein(&unknown, name);
    known
        .into_iter()
        .map(|name| (distance(name), name))
        .filter(|(distance, name)| *distance <= (length.max(name.chars().count()) / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// Whether a text matches `[a-z0-9][a-z0-9-]{0,58}`.
pub fn is_id(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    text.len() <= limits::ID
        && text.bytes().next().is_some_and(is_plain)
        && text.bytes().all(|byte| is_plain(byte) || byte == b'-')
}

/// An id made from the letters and digits of a text; empty where it has none.
pub fn id_like(text: &str) -> String {
    let words: Vec<_> = text
        .to_lowercase()
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let mut id = words.join("-");
    id.truncate(limits::ID);
    id.trim_end_matches('-').to_owned()
}

/// Why a text is not a web address; `None` where its form is right. Nothing is fetched.
pub fn link_fault(link: &str) -> Option<&'static str> {
    let Some(rest) = link
        .strip_prefix("https://")
        .or_else(|| link.strip_prefix("http://"))
    else {
        return Some("it must begin with `https://` or `http://`");
    };
    let is_wrong = |letter: char| {
        letter.is_whitespace() || letter.is_control() || "<>\"`{}|\\^".contains(letter)
    };
    if link.contains(is_wrong) {
        return Some("it contains a space or a character that no address has");
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
    let (host, port) = authority.split_once(':').unwrap_or((authority, "0"));
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .chars()
                .all(|letter| letter.is_alphanumeric() || letter == '-')
    };
    if host.is_empty() {
        Some("the host is missing")
    } else if !host.split('.').all(is_label) {
        Some("the host is not a host name")
    } else if port.parse::<u16>().is_err() {
        Some("the port is not a number below 65536")
    } else {
        None
    }
}

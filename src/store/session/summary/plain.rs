//! `[summary]` read line by line as `Summary::write` writes it, some twenty times as fast as any TOML. It must not
//! guess: what is written in any other way, it leaves to the parser.

use std::collections::BTreeMap;

use super::SummaryForm;
use crate::domain::session::event::Wall;

const START: &str = "format = 1\n\n[summary]\n";

/// The summary at a checkpoint's start; `None` where it is not written the plain way, or not up to the next table.
pub(in crate::store) fn read(start: &str) -> Option<SummaryForm> {
    let mut lines = Lines {
        rest: start.strip_prefix(START)?,
    };
    let form = SummaryForm {
        id: text(lines.value("id")?)?,
        design: text(lines.value("design")?)?,
        title: text(lines.value("title")?)?,
        candidate: text(lines.value("candidate")?)?,
        started_at: wall(lines.value("started_at")?)?,
        ended_at: match lines.value("ended_at") {
            Some(value) => Some(wall(value)?),
            None => None,
        },
        status: match lines.value("status")? {
            "\"in-progress\"" => crate::store::session::summary::Status::InProgress,
            "\"finished\"" => crate::store::session::summary::Status::Finished,
            _ => return None,
        },
        condition: list(lines.value("condition")?, text)?,
        elapsed_ms: number(lines.value("elapsed_ms")?)?,
        over_ms: number(lines.value("over_ms")?)?,
        event: number(lines.value("event")?)?,
        journal_bytes: number(lines.value("journal_bytes")?)?,
        stages: list(lines.value("stages").unwrap_or("[]"), text)?,
        planned_ms: list(lines.value("planned_ms").unwrap_or("[]"), number)?,
        spent_ms: list(lines.value("spent_ms").unwrap_or("[]"), number)?,
        levels: levels(lines.value("levels").unwrap_or("{}"))?,
    };
    lines.rest.starts_with("\n[").then_some(form)
}

struct Lines<'a> {
    rest: &'a str,
}

impl<'a> Lines<'a> {
    /// The value of the next line where that is this key's; else the line stays the next.
    fn value(&mut self, key: &str) -> Option<&'a str> {
        let line = self.rest.strip_prefix(key)?.strip_prefix(" = ")?;
        let (value, rest) = line.split_once('\n')?;
        self.rest = rest;
        Some(value)
    }
}

/// A text without anything that has to be written in another way.
fn plain(value: &str) -> Option<&str> {
    let text = value.strip_prefix('"')?.strip_suffix('"')?;
    let is_plain = |byte: u8| !byte.is_ascii_control() && byte != b'"' && byte != b'\\';
    text.bytes().all(is_plain).then_some(text)
}

fn text(value: &str) -> Option<String> {
    plain(value).map(str::to_owned)
}

fn wall(value: &str) -> Option<Wall> {
    plain(value)?.parse().ok()
}

fn number(value: &str) -> Option<u64> {
    let is_plain = value.bytes().all(|byte| byte.is_ascii_digit());
    let is_led = value.len() > 1 && value.starts_with('0');
    // Eighteen digits are a number in TOML for sure.
    (is_plain && !is_led && value.len() <= 18)
        .then(|| value.parse().ok())
        .flatten()
}

fn list<T>(value: &str, each: fn(&str) -> Option<T>) -> Option<Vec<T>> {
    match value.strip_prefix('[')?.strip_suffix(']')? {
        "" => Some(Vec::new()),
        values => values.split(", ").map(each).collect(),
    }
}

fn levels(value: &str) -> Option<BTreeMap<String, u8>> {
    let mut levels = BTreeMap::new();
    let value = value.strip_prefix('{')?.strip_suffix('}')?;
    for pair in value.split(", ").filter(|_| !value.is_empty()) {
        let (id, level) = pair.split_once(" = ")?;
        let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
        let is_plain = !id.is_empty() && id.bytes().all(is_bare);
        let level = u8::try_from(number(level)?).ok()?;
        if !is_plain || levels.insert(id.to_owned(), level).is_some() {
            return None;
        }
    }
    Some(levels)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::session::summary::{Window, up_to_next_table};

    const WRITTEN: &str = r#"format = 1

[summary]
id = "20261123-130512-fraud-detection-661c"
design = "fraud-detection"
title = "Fraud, 日本"
candidate = "candidate 017"
started_at = "2026-11-23T14:05:12+01:00"
ended_at = "2026-11-23T14:45:00.5+01:00"
status = "finished"
condition = ["paused", "strict"]
elapsed_ms = 2208000
over_ms = 0
event = 3178
journal_bytes = 233588
stages = ["problem-setup", "data-pipeline"]
planned_ms = [300000, 600000]
spent_ms = [349000, 521000]
levels = {problem-setup = 2, data-pipeline = 4}

[session]
"#;

    /// What the parser makes of it.
    fn parsed(text: &str) -> Option<SummaryForm> {
        let window: Window = toml::from_str(up_to_next_table(text)?).ok()?;
        Some(window.summary)
    }

    #[test]
    fn what_is_written_plainly_is_read_as_the_parser_reads_it() {
        let open = WRITTEN.replace("finished", "in-progress");
        let bare = WRITTEN.lines().filter(|line| !line.contains("[3"));
        let bare = bare.collect::<Vec<_>>().join("\n");
        for text in [WRITTEN, &open, &bare] {
            assert!(read(text).is_some(), "{text}");
            assert_eq!(read(text), parsed(text));
        }
    }

    #[test]
    fn any_other_writing_is_left_to_the_parser() {
        for (from, to) in [
            ("format = 1", "format = 2"),
            ("format = 1\n", "format = 1\nown = 1\n"),
            ("017", "\\u0041"),
            ("017", "\t"),
            ("\"candidate 017\"", "'candidate 017'"),
            ("event = 3178", "event = 3_178"),
            ("event = 3178", "event = 3178 # events"),
            ("event = 3178\n", ""),
            ("event = 3178\n", "event = 3178\nevent = 3178\n"),
            ("2208000", "02208000"),
            ("[300000, 600000]", "[300000,600000]"),
            ("[300000, 600000]", "[\n300000, 600000]"),
            ("problem-setup = 2", "\"problem-setup\" = 2"),
            ("data-pipeline = 4", "problem-setup = 2"),
            ("problem-setup = 2", "problem-setup = 256"),
            ("}\n\n", "}\nown = 1\n\n"),
            ("\n[session]", ""),
        ] {
            let text = WRITTEN.replacen(from, to, 1);
            assert_ne!(text, WRITTEN);
            assert_eq!(read(&text), None, "{from} -> {to}");
        }
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_read_the_parser_reads_alike(at in 0..WRITTEN.len(), new in r#"["\\\[\]{}=,. \n\t0-9a-c#'_+-]{0,3}"#, gone in 0..3_usize) {
            let mut text = WRITTEN.to_owned();
            let end = (at + gone).min(text.len());
            if text.is_char_boundary(at) && text.is_char_boundary(end) {
                text.replace_range(at..end, &new);
            }
            if let Some(form) = read(&text) {
                proptest::prop_assert_eq!(Some(form), parsed(&text), "{}", text);
            }
        }
    }
}

//! The time and memory of the slowest files that a stranger could send. Run by hand, because a busy machine gives wrong
//! figures.

use std::path::Path;

use forty::store::read;

use crate::fixture::{Desk, ID, put, sealed};

type Line<'a> = Box<dyn FnMut(u64) -> String + 'a>;

/// Sixty MiB of valid lines.
fn long_journal(folder: &Path, mut line: impl FnMut(u64) -> String) {
    let path = folder.join("journal.jsonl");
    let mut bytes = crate::fixture::lines(&path)[..2].concat();
    let mut n = 3;
    while bytes.len() < 60 * 1024 * 1024 {
        bytes.extend(sealed(&line(n)));
        n += 1;
    }
    put(&path, &bytes);
    std::fs::remove_file(folder.join("checkpoint.jsonl")).unwrap();
}

#[test]
#[ignore = "a measurement: cargo test --release --test store -- --ignored --nocapture slow"]
fn the_slowest_files_are_read_within_two_seconds() {
    let edit = |n: u64, at: u64, removed: u64, text: &str| {
        format!(
            r#"{{"n":{n},"ms":{n},"kind":"edit","stage":0,"at":{at},"removed":{removed},"inserted":"{text}"}}"#
        )
    };
    let keyframe = |n: u64, text: &str| {
        format!(r#"{{"n":{n},"ms":{n},"kind":"keyframe","stage":0,"notes":"{text}"}}"#)
    };
    let wide = "x".repeat(200_000);
    let tall = "\\n".repeat(200_000);
    let files: Vec<(&str, Line)> = vec![
        (
            "typing",
            Box::new(|n| edit(n, (n - 3) % 2000, u64::from(n > 2003), "a")),
        ),
        ("growing", Box::new(|n| edit(n, 0, 0, "ab\\n"))),
        (
            "one long line",
            Box::new(|n| {
                if n == 3 {
                    keyframe(n, &wide)
                } else {
                    edit(n, 100_000, n % 2, "a")
                }
            }),
        ),
        (
            "many lines",
            Box::new(|n| {
                if n == 3 {
                    keyframe(n, &tall)
                } else {
                    edit(n, 1, n % 2, "\\n")
                }
            }),
        ),
        (
            "big keyframes",
            Box::new(|n| keyframe(n, if n % 2 == 0 { &wide } else { &tall })),
        ),
        ("big edits", Box::new(|n| edit(n, 0, 0, &tall))),
        (
            "heres",
            Box::new(|n| format!(r#"{{"n":{n},"ms":{n},"kind":"here"}}"#)),
        ),
        (
            "gaps",
            Box::new(|n| format!(r#"{{"n":{},"ms":{n},"kind":"here"}}"#, n * 2)),
        ),
        (
            "finishes",
            Box::new(|n| {
                if n == 3 {
                    keyframe(n, &wide)
                } else {
                    format!(
                        r#"{{"n":{n},"ms":{n},"kind":"finish","wall":"2026-11-23T14:05:12+01:00","by":"key","notes_crc":[1]}}"#
                    )
                }
            }),
        ),
        (
            "unknown",
            Box::new(|n| {
                format!(
                    r#"{{"n":{n},"ms":{n},"kind":"x","a":[{}0]}}"#,
                    "0,".repeat(900_000)
                )
            }),
        ),
    ];
    for (name, line) in files {
        let dir = tempfile::tempdir().unwrap();
        let (_, _, folder) = Desk::killed(dir.path(), ID);
        long_journal(&folder, line);
        let before = memory();
        let start = clock();
        let found = read(&folder).unwrap();
        println!(
            "{name}: {:?}, {} MB, {} remarks",
            clock() - start,
            memory() - before,
            found.remarks.len()
        );
    }
    let parts = [
        ("tables", "[[a]]\n"),
        ("marks", "[[stage.mark]]\n"),
        ("arrays", "[],"),
        ("tables in a row", "{},"),
        ("numbers", "1,"),
    ];
    let filled = parts.map(|(name, part)| {
        let text = part.repeat(1024 * 1024 / part.len() - 20);
        let is_list = part.ends_with(',');
        let text = if is_list {
            format!("a = [{text}]")
        } else {
            text
        };
        (name, text)
    });
    let numbered = [
        ("keys", many(90_000, |n| format!("a{n}=0\n"))),
        ("dots", many(70_000, |n| format!("a.b{n}.c=0\n"))),
    ];
    for (name, toml) in filled.into_iter().chain(numbered) {
        let dir = tempfile::tempdir().unwrap();
        let (session, folder) = Desk::finished(dir.path(), ID);
        std::fs::create_dir(folder.join("reviews")).unwrap();
        let text = format!("format = 1\ncoach = \"a\"\n{toml}");
        put(&folder.join("reviews/a-0000.toml"), text.as_bytes());
        let before = memory();
        let start = clock();
        let (found, remarks) = forty::store::reviews(&folder, &session);
        println!(
            "review of {name}: {:?}, {} MB, {} read, {remarks:.80?}",
            clock() - start,
            memory() - before,
            found.len()
        );
    }
}

fn many(many: u64, line: impl Fn(u64) -> String) -> String {
    (0..many).map(line).collect::<Vec<String>>().concat()
}

/// The highest resident set so far, in MB.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|peak| peak.split_whitespace().next()?.parse::<u64>().ok());
    peak.unwrap_or(0) / 1024
}

#[expect(
    clippy::disallowed_methods,
    reason = "this measures the program itself"
)]
fn clock() -> std::time::Instant {
    std::time::Instant::now()
}

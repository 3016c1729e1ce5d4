//! What a command takes at most with the files of a stranger: 150 MB. Its time is printed and not asserted, because a busy
//! machine gives wrong figures. Promise 8.

use std::fs::OpenOptions;
use std::io::{Read, repeat};
use std::path::PathBuf;
use std::process::Command;
use std::thread;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use forty::app::context::AppContext;
use forty::domain::settings::Settings;
use forty::store::{Given, Paths};
use forty::tui::os_events::LoopMessage;
use forty::tui::router::{App, Order};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use tar::{Builder, Header};

use crate::fixture::{Desk, ID, OTHER_ID, put, sealed};
use crate::format::{has_python, repository};

const MIB: u64 = 1024 * 1024;
/// The most resident memory of a command, in KiB.
const MOST: u64 = 150 * 1024;

/// A folder of the program's files, and what to do with it.
struct Case {
    name: &'static str,
    home: tempfile::TempDir,
    commands: Vec<Vec<String>>,
}

fn words(command: &str) -> Vec<String> {
    command.split(' ').map(str::to_owned).collect()
}

/// Runs each command; asserts its memory and prints what it took.
fn measure(case: &Case) {
    for arguments in &case.commands {
        if arguments[0] == "replay" {
            measure_replay(case);
            continue;
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_forty"));
        command.arg("--home").arg(case.home.path()).args(arguments);
        let code = measure_one(case.name, &arguments[0], &command);
        // No signal, and no panic.
        let command = &arguments[0];
        assert!((0..=5).contains(&code), "{}: {command}: {code}", case.name);
    }
}

/// Runs a command; asserts its memory, prints what it took, and returns its exit code.
fn measure_one(case: &str, words: &str, command: &Command) -> i64 {
    let variables = command.get_envs();
    let output = Command::new("python3")
        .arg(repository().join("tests/measure.py"))
        .arg(command.get_program())
        .args(command.get_args())
        .envs(variables.filter_map(|(name, value)| Some((name, value?))))
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let figures: Vec<i64> = said
        .split_whitespace()
        .map(|figure| figure.parse().unwrap())
        .collect();
    let [code, milliseconds, peak] = figures[..] else {
        panic!("{}", String::from_utf8_lossy(&output.stderr));
    };
    println!(
        "{case}: {words}: exit code {code}, {milliseconds} ms, {} MB",
        peak / 1024
    );
    let peak = u64::try_from(peak).unwrap();
    assert!(peak <= MOST, "{case}: {words} took {peak} KiB");
    code
}

/// The variable with the home of the session to replay.
const REPLAYED: &str = "FORTY_TEST_REPLAYED";

/// Measures [`what_a_review_and_its_replay_hold`] in a process of its own.
fn measure_replay(case: &Case) {
    let mut test = Command::new(std::env::current_exe().unwrap());
    test.args(["--exact", "room::what_a_review_and_its_replay_hold"]);
    let code = measure_one(
        case.name,
        "review and replay",
        test.env(REPLAYED, case.home.path()),
    );
    assert_eq!(code, 0, "{}", case.name);
}

/// Does nothing unless a folder is given: the test above it measures the process.
#[test]
fn what_a_review_and_its_replay_hold() {
    let Some(folder) = std::env::var_os(REPLAYED) else {
        return;
    };
    let home = PathBuf::from(folder);
    let given = Given {
        home: Some(home),
        ..Given::default()
    };
    let paths = Paths::resolve(&given).unwrap();
    let settings = Settings {
        candidate: "somebody".to_owned(),
        coach: "Ada".to_owned(),
        ..Settings::default()
    };
    let context = AppContext::new(paths, settings, None).unwrap();
    let now = crate::fixture::reading(Duration::from_secs(1));
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
    let mut draw = |app: &mut App| {
        terminal.draw(|frame| app.draw(frame, now)).unwrap();
        terminal.backend().to_string()
    };
    let mut app = App::sessions(context, now).unwrap();
    draw(&mut app);
    // The list asks for a preview, Enter opens the review, and t its replay, which then goes to its end and back.
    let mut screens = String::new();
    for keys in ["", "\r", "t", "\x1b[F", "\x1b[H", "]", "[", "/zebra\r"] {
        let bytes = LoopMessage::Bytes(keys.as_bytes().to_vec(), now.awake);
        for order in app.turn(&[bytes], now) {
            if let Order::LoadPreview(job) = order {
                let number = job.number;
                let preview = thread::spawn(move || job.run()).join().unwrap();
                app.turn(&[LoopMessage::Preview(number, preview)], now);
            }
        }
        screens += &draw(&mut app);
    }
    assert!(screens.contains("Replay ·"), "{screens}");
}

/// A killed session without a checkpoint, in a home of its own, and the end of its journal.
fn killed() -> (tempfile::TempDir, PathBuf, Vec<u8>) {
    let home = tempfile::tempdir().unwrap();
    let (_, _, folder) = Desk::killed(home.path(), ID);
    std::fs::remove_file(folder.join("checkpoint.jsonl")).unwrap();
    let journal = crate::fixture::lines(&folder.join("journal.jsonl"));
    (home, folder, journal[..2].concat())
}

fn exports() -> Vec<Vec<String>> {
    [
        "list",
        "show last",
        "show last --json",
        "export last --format html -o -",
        "debrief last",
        "repair last",
        "replay",
        "replay",
    ]
    .map(words)
    .into()
}

/// An archive with three journals of 60 MiB of line feeds, a few hundred KB in all.
fn line_feeds() -> Case {
    let home = tempfile::tempdir().unwrap();
    let (_, session) = Desk::finished(home.path(), OTHER_ID);
    let archive = home.path().join("mail.tgz");
    let mut options = OpenOptions::new();
    let file = options.write(true).create_new(true).open(&archive);
    let zip = GzEncoder::new(file.unwrap(), Compression::fast());
    let mut tar = Builder::new(zip);
    for name in ["design.toml", "journal.jsonl", "notes.md", "session.toml"] {
        tar.append_path_with_name(session.join(name), format!("{OTHER_ID}/{name}"))
            .unwrap();
    }
    for number in 2..5 {
        let mut header = Header::new_ustar();
        header.set_size(60 * MIB);
        header.set_mode(0o600);
        let name = format!("{OTHER_ID}/journal.{number}.jsonl");
        let feeds = repeat(b'\n').take(60 * MIB);
        tar.append_data(&mut header, name, feeds).unwrap();
    }
    tar.into_inner().unwrap().finish().unwrap();
    std::fs::remove_dir_all(session).unwrap();
    let unpack = vec!["unpack".to_owned(), archive.display().to_string()];
    let mut commands = vec![unpack];
    commands.extend(exports());
    Case {
        name: "three times 60 MiB of line feeds",
        home,
        commands,
    }
}

/// A session with so many questions to the interviewer.
fn questions(count: u64) -> Case {
    let (home, folder, mut journal) = killed();
    let question = "How many images are uploaded at the busiest time of the day?";
    for n in 3..3 + count {
        let line = format!(
            r#"{{"n":{n},"ms":{n},"kind":"asked","stage":0,"typed":"{question}","question":"{question}","answer":"{question}"}}"#
        );
        journal.extend(sealed(&line));
    }
    put(&folder.join("journal.jsonl"), &journal);
    Case {
        name: "60,000 questions",
        home,
        commands: exports(),
    }
}

/// A session with so many reviews, each as large as a review may be.
fn reviews(count: usize) -> Case {
    let home = tempfile::tempdir().unwrap();
    let (_, session) = Desk::finished(home.path(), ID);
    let folder = session.join("reviews");
    std::fs::create_dir(&folder).unwrap();
    let message = "words of a coach ".repeat(60 * 1024);
    let text = format!(
        "format = 1\ncoach = \"a\"\npublished_at = \"2026-11-23T14:05:12+01:00\"\nmessage = \"{message}\"\n"
    );
    for number in 0..count {
        put(&folder.join(format!("a-{number:04}.toml")), text.as_bytes());
    }
    Case {
        name: "999 large reviews",
        home,
        commands: exports(),
    }
}

/// A session with 60 MiB of these lines in its journal.
fn journal(name: &'static str, line: &dyn Fn(u64) -> String) -> Case {
    let (home, folder, mut journal) = killed();
    let mut n = 3;
    while (journal.len() as u64) < 60 * MIB {
        journal.extend(sealed(&line(n)));
        n += 1;
    }
    put(&folder.join("journal.jsonl"), &journal);
    Case {
        name,
        home,
        commands: exports(),
    }
}

/// A session with so many of these lines in its journal, to repair and to replay.
fn many(name: &'static str, count: u64, line: &dyn Fn(u64) -> String) -> Case {
    let mut case = lines(name, (3..3 + count).map(line));
    case.commands = ["repair last", "replay"].map(words).into();
    case
}

/// A session with these lines in its journal.
fn lines(name: &'static str, lines: impl Iterator<Item = String>) -> Case {
    let (home, folder, mut journal) = killed();
    for line in lines {
        journal.extend(sealed(&line));
    }
    put(&folder.join("journal.jsonl"), &journal);
    Case {
        name,
        home,
        commands: vec![words("show last")],
    }
}

fn follow_up(n: u64) -> String {
    format!(r#"{{"n":{n},"ms":{n},"kind":"follow-up","stage":0,"follow_up":0,"ask":"Why?"}}"#)
}

/// So many follow-ups about notes of 240 KB.
fn follow_ups_on_long_notes(count: u64) -> Case {
    let notes = "ab ".repeat(80_000);
    let notes = format!(r#"{{"n":3,"ms":3,"kind":"keyframe","stage":0,"notes":"{notes}"}}"#);
    let asked = (4..4 + count).map(follow_up);
    lines(
        "follow-ups on long notes",
        std::iter::once(notes).chain(asked),
    )
}

/// So many follow-ups, and then as many edits that change no word.
fn edits_after_follow_ups(count: u64) -> Case {
    let edits = (3 + count..3 + 2 * count).map(|n| {
        format!(r#"{{"n":{n},"ms":{n},"kind":"edit","stage":0,"at":0,"removed":0,"inserted":" "}}"#)
    });
    lines(
        "edits after follow-ups",
        (3..3 + count).map(follow_up).chain(edits),
    )
}

#[test]
fn many_follow_ups_stay_below_150_mb() {
    if has_python() {
        measure(&follow_ups_on_long_notes(400));
        measure(&edits_after_follow_ups(20_000));
    }
}

#[test]
fn a_small_archive_of_long_files_and_a_long_conversation_stay_below_150_mb() {
    if !has_python() {
        return;
    }
    measure(&line_feeds());
    let mut long = questions(60_000);
    // The command that takes the most; the others are measured by hand.
    // The list begins with the session that was not read yet: both are replayed.
    let commands = [
        "export last --format html -o -",
        "repair last",
        "replay",
        "replay",
    ];
    long.commands = commands.map(words).into();
    measure(&long);
}

fn here(n: u64) -> String {
    format!(r#"{{"n":{n},"ms":{n},"kind":"here"}}"#)
}

/// A letter at a time at the end of the notes, and a line end now and then.
fn letter(n: u64) -> String {
    let at = n - 3;
    let text = if n.is_multiple_of(40) { "\\n" } else { "a" };
    format!(
        r#"{{"n":{n},"ms":{n},"kind":"edit","stage":0,"at":{at},"removed":0,"inserted":"{text}"}}"#
    )
}

#[test]
fn the_repair_and_the_replay_of_the_longest_journals_stay_below_150_mb() {
    if has_python() {
        measure(&many("500,000 seconds", 499_990, &here));
        measure(&many("30,000 edits", 30_000, &letter));
    }
}

#[test]
#[ignore = "a measurement: cargo test --release --test store -- --ignored --nocapture room"]
fn the_largest_hostile_files_stay_below_150_mb() {
    let tall = "\\n".repeat(200_000);
    let wide = "x".repeat(200_000);
    let edit = |n: u64, at: u64, text: &str| {
        format!(
            r#"{{"n":{n},"ms":{n},"kind":"edit","stage":0,"at":{at},"removed":0,"inserted":"{text}"}}"#
        )
    };
    let keyframe = |n: u64| {
        let notes = if n.is_multiple_of(2) { &wide } else { &tall };
        format!(r#"{{"n":{n},"ms":{n},"kind":"keyframe","stage":0,"notes":"{notes}"}}"#)
    };
    let hint = |n: u64| format!(r#"{{"n":{n},"ms":{n},"kind":"hint","stage":0,"prompt":{n}}}"#);
    let unknown = |n: u64| {
        let zeros = "0,".repeat(900_000);
        format!(r#"{{"n":{n},"ms":{n},"kind":"x","a":[{zeros}0]}}"#)
    };
    measure(&line_feeds());
    measure(&questions(60_000));
    measure(&reviews(999));
    measure(&follow_ups_on_long_notes(20_000));
    measure(&edits_after_follow_ups(200_000));
    measure(&journal("short edits", &|n| edit(n, 0, "ab\\n")));
    measure(&journal("large edits", &|n| edit(n, 0, &tall)));
    measure(&journal("large keyframes", &keyframe));
    measure(&journal("seconds", &here));
    measure(&journal("hints", &hint));
    measure(&journal("unknown events", &unknown));
}

#[test]
#[ignore = "a measurement: cargo test --release --test store -- --ignored --nocapture longest"]
fn repair_and_replay_of_the_longest_journals() {
    let other = |n: u64| format!(r#"{{"n":{n},"ms":{n},"kind":"later"}}"#);
    measure(&many("500,000 seconds", 499_990, &here));
    measure(&many("100,000 events of an unknown kind", 99_990, &other));
    measure(&many("300,000 edits", 300_000, &letter));
    measure(&questions(60_000));
}

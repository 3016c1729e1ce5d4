//! The readers of designs, journals, checkpoints, reviews, archives and assignments with mutated files: they return, never panic, and what
//! they return can be shown. The mutations follow from a seed, so a run can be repeated. Promise 8.
//!
//! ```text
//! cargo test --release --test fuzz -- --ignored --nocapture      100,000 files
//! FORTY_FUZZ=500000 FORTY_SEED=7 …                               other numbers
//! ```
//!
//! A file that made a reader panic goes into `found/`, named by its kind; the normal run reads all of these.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod mutate;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use forty::app::load::LoadedSession;
use forty::app::reader::Reader;
use forty::content::{self, Origin};
use forty::domain::interview::follow_ups::SplitMix64;
use forty::domain::session::replay::Replay;
use forty::report::{html, json, markdown, plain};
use forty::store;

use mutate::{mutated, sealed_again, tar_with_checksums};

/// Mutated files of each kind in the normal run.
const FEW: u64 = 150;
/// Mutated files of all kinds together in the long run.
const MANY: u64 = 100_000;

const KINDS: [&str; 6] = [
    "design",
    "journal",
    "checkpoint",
    "review",
    "archive",
    "assignment",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The text files of the repository that mutations begin with.
struct Seeds {
    designs: Vec<Vec<u8>>,
    /// A journal and a checkpoint with every kind of event, from the examples of the format.
    journal: Vec<u8>,
    reviews: Vec<Vec<u8>>,
    assignment: Vec<u8>,
    /// A tar file, not compressed.
    archive: Vec<u8>,
    id: String,
}

impl Seeds {
    fn read() -> Self {
        let example =
            |name| std::fs::read_to_string(root().join("docs/format").join(name)).unwrap();
        let journal: String = example("lines.jsonl");
        let head: serde_json::Value =
            serde_json::from_str(journal.lines().next().unwrap()).unwrap();
        let designs = files(&root().join("designs"), "toml");
        let samples = std::fs::read_dir(root().join("sessions")).unwrap();
        let samples: Vec<PathBuf> = samples.map(|entry| entry.unwrap().path()).collect();
        let samples = samples.iter().filter(|path| path.is_dir());
        let mut reviews = vec![example("review.toml").into_bytes()];
        let mut packed = Vec::new();
        for sample in samples {
            reviews.extend(files(&sample.join("reviews"), "toml"));
            packed = store::pack(sample).unwrap().bytes;
        }
        let mut archive = Vec::new();
        let mut unzip = flate2::read::GzDecoder::new(&*packed);
        std::io::Read::read_to_end(&mut unzip, &mut archive).unwrap();
        Self {
            designs,
            journal: journal.into_bytes(),
            reviews,
            assignment: example("assignment.toml").into_bytes(),
            archive,
            id: head["id"].as_str().unwrap().to_owned(),
        }
    }

    fn pick<'a>(&'a self, kind: &str, chance: &mut SplitMix64) -> &'a [u8] {
        let some = match kind {
            "design" => &self.designs,
            "review" => &self.reviews,
            "archive" => return &self.archive,
            "assignment" => return &self.assignment,
            _ => return &self.journal,
        };
        &some[chance.below(some.len() as u64) as usize]
    }
}

fn files(folder: &Path, ending: &str) -> Vec<Vec<u8>> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let paths = entries.map(|entry| entry.unwrap().path());
    let paths = paths.filter(|path| path.extension().is_some_and(|it| it == ending));
    paths.map(|path| std::fs::read(path).unwrap()).collect()
}

/// A folder in memory where there is one, since archives are synced.
fn place() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").unwrap_or_else(|_| tempfile::tempdir().unwrap())
}

/// Reads one file of this kind as the program does, and shows what was read.
fn read(kind: &str, bytes: &[u8], seeds: &Seeds, place: &Path) {
    let folder = place.join(&seeds.id);
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let mut options = std::fs::OpenOptions::new();
        let file = options.create(true).write(true).truncate(true).open(path);
        std::io::Write::write_all(&mut file.unwrap(), bytes).unwrap();
    };
    match kind {
        "design" => {
            let text = String::from_utf8_lossy(bytes);
            for origin in [Origin::Own, Origin::Copy] {
                if let Err(mistakes) = content::read_design("design.toml", &text, origin) {
                    content::render_all(&mistakes, "design.toml", &text);
                }
            }
            let _ = content::read_framework(&text, Origin::Own);
        }
        "journal" => {
            put("journal.jsonl", bytes);
            put("design.toml", &seeds.designs[0]);
            show(&folder);
        }
        "checkpoint" => {
            put("checkpoint.jsonl", bytes);
            show(&folder);
        }
        "review" => {
            put("journal.jsonl", &seeds.journal);
            put("reviews/ada-4f2a.toml", bytes);
            let _ = store::glance(&folder, "ada-4f2a.toml");
            show(&folder);
        }
        "assignment" => {
            let folder = place.join("assignments");
            store::is_assignment(bytes);
            if store::add_assignment(&folder, bytes, Path::new("mail.toml")).is_ok() {
                let (all, unreadable) = store::assignments(&folder).unwrap();
                assert_eq!((all.len(), unreadable.len()), (1, 0));
                assert!(
                    store::parse_assignment(
                        store::assignment_text(&all[0]).as_bytes(),
                        Path::new("again.toml")
                    )
                    .is_ok_and(|again| again == all[0])
                );
                let _ = std::fs::remove_dir_all(&folder);
            }
        }
        _ => {
            let sessions = place.join("unpacked");
            let _ = store::unpack(
                bytes,
                Path::new("mail.tgz"),
                &sessions,
                &chrono::DateTime::UNIX_EPOCH.fixed_offset(),
            );
            let _ = store::list(&sessions);
            let _ = std::fs::remove_dir_all(&sessions);
        }
    }
}

/// Reads a session and writes every page of it.
fn show(folder: &Path) {
    if let Ok(loaded) = LoadedSession::read(folder, &Reader::Candidate) {
        let report = loaded.report();
        plain::show(&report, None);
        json::show(&report, None);
        markdown::report(&report);
        html::page(&report);
        if let Some(mut replay) = Replay::of(loaded.log.clone()) {
            replay.go_to(usize::MAX);
        }
    }
    let _ = store::list(folder.parent().unwrap());
}

/// The mutated file with this number.
fn case(kind: &str, number: u64, seed: u64, seeds: &Seeds) -> Vec<u8> {
    let mut chance = SplitMix64(seed ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let other = seeds.pick(KINDS[chance.below(4) as usize], &mut chance);
    let mut bytes = mutated(seeds.pick(kind, &mut chance), other, &mut chance);
    // Most files have right checksums, since what lies behind them is to be tried.
    let is_sealed = chance.below(4) > 0;
    match kind {
        "journal" | "checkpoint" if is_sealed => sealed_again(&bytes),
        "archive" => {
            if is_sealed {
                tar_with_checksums(&mut bytes);
            }
            let mut zipped = Vec::new();
            let level = flate2::Compression::fast();
            let mut zip = flate2::write::GzEncoder::new(&mut zipped, level);
            std::io::Write::write_all(&mut zip, &bytes).unwrap();
            zip.finish().unwrap();
            if chance.below(8) == 0 {
                zipped = mutated(&zipped, other, &mut chance);
            }
            zipped
        }
        _ => bytes,
    }
}

/// Reads mutated files of each kind; a file that makes a reader panic is written down and named.
fn fuzz(each: u64, seed: u64) {
    let seeds = Seeds::read();
    for kind in KINDS {
        for number in 0..each {
            let place = place();
            let bytes = case(kind, number, seed, &seeds);
            let read = || read(kind, &bytes, &seeds, place.path());
            if catch_unwind(AssertUnwindSafe(read)).is_err() {
                let path =
                    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{kind}-{seed}-{number}"));
                forty::store::files::replace(&path, &bytes).unwrap();
                panic!(
                    "{} makes a reader panic: move it into tests/fuzz/found",
                    path.display()
                );
            }
        }
        println!("{kind}: {each} files, seed {seed}, no panic");
    }
}

#[test]
fn some_mutated_files_of_each_kind_are_read_without_a_panic() {
    fuzz(FEW, 1);
}

#[test]
#[ignore = "takes minutes: cargo test --release --test fuzz -- --ignored --nocapture"]
fn a_hundred_thousand_mutated_files_are_read_without_a_panic() {
    let number = |name: &str, default| {
        let value = std::env::var(name).ok();
        value.map_or(default, |value| value.parse().unwrap())
    };
    fuzz(
        number("FORTY_FUZZ", MANY) / KINDS.len() as u64,
        number("FORTY_SEED", 2),
    );
}

#[test]
fn every_file_that_was_found_is_read_without_a_panic() {
    let seeds = Seeds::read();
    let found = std::fs::read_dir(root().join("tests/fuzz/found")).unwrap();
    for path in found.map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Some(kind) = KINDS.iter().find(|kind| name.starts_with(*kind)) else {
            continue;
        };
        read(kind, &std::fs::read(&path).unwrap(), &seeds, place().path());
    }
}

#[test]
fn the_files_that_mutations_begin_with_are_good() {
    let seeds = Seeds::read();
    let place = place();
    for kind in ["journal", "checkpoint"] {
        read(kind, &seeds.journal, &seeds, place.path());
    }
    read("review", &seeds.reviews[0], &seeds, place.path());
    let loaded = LoadedSession::read(&place.path().join(&seeds.id), &Reader::Candidate).unwrap();
    assert!(loaded.session.is_finished() && loaded.reviews.len() == 1);
    // A file with checksums made again is the same file.
    assert_eq!(sealed_again(&seeds.journal), seeds.journal);
}

//! What Forty costs in a real terminal, beside the least that a program of its kind can cost (`examples/floor.rs`):
//! first frames, processor time and system calls a key, a second of the running clock, memory, size.
//!
//! `cargo bench --bench terminal` measures this build; with the path of a program after `--` it measures that one.
//! Runs of the two programs alternate and medians are printed. Linux only: costs are read from `/proc`.
#![allow(
    clippy::unwrap_used,
    reason = "a measurement that cannot go on has failed"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "a measurement reads the time itself"
)]

#[cfg(target_os = "linux")]
mod program;

#[cfg(target_os = "linux")]
fn main() {
    linux::main();
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("the costs are read from /proc, which only Linux has");
}

#[cfg(target_os = "linux")]
mod linux {
    use std::env;
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::process::Command;
    use std::time::Duration;

    use tempfile::TempDir;

    use crate::program::{Program, Running, pause};

    const RUNS: usize = 7;
    const STARTS: usize = 25;
    const KEYS: usize = 100;
    const SECONDS: u64 = 5;
    const LONG_TEXT: usize = 100_000;

    /// One line of the table: a figure of both programs, one value a run.
    struct Row {
        name: &'static str,
        floor: Vec<f64>,
        forty: Vec<f64>,
    }

    pub fn main() {
        let given = env::args().skip(1).find(|word| !word.starts_with("--"));
        let forty = given.unwrap_or_else(|| env!("CARGO_BIN_EXE_forty").to_owned());
        let floor = Program {
            name: "floor",
            words: vec![build_floor().display().to_string()],
        };
        let home = Program {
            name: "forty",
            words: vec![forty.clone()],
        };
        let interview = Program {
            name: "forty start",
            words: vec![forty.clone(), "start".to_owned()],
        };
        println!("{:44} {:>10} {:>10} {:>7}", "", "floor", "forty", "ratio");
        let first_frame = |running: &mut Running| vec![milliseconds(running.first_frame)];
        print(&compare(
            &["first frame of home, ms"],
            STARTS,
            [&floor, &home],
            first_frame,
        ));
        print(&compare(
            &["first frame of an interview, ms"],
            STARTS,
            [&floor, &interview],
            first_frame,
        ));
        print(&compare(
            &[
                "processor time a key, empty notes, ms",
                "bytes written a key, empty notes",
                "processor time a key, 100 KB, ms",
                "bytes written a key, 100 KB",
                "a second of the clock, processor time, ms",
                "a second of the clock, bytes",
                "resident memory, MB",
                "of it not the program file's, MB",
            ],
            RUNS,
            [&floor, &interview],
            cost_of_use,
        ));
        print(&system_calls(&floor, &interview));
        let size = |path: &str| fs::metadata(path).unwrap().len() as f64 / 1e6;
        print(&[Row {
            name: "size of the program, MB",
            floor: vec![size(&floor.words[0])],
            forty: vec![size(&forty)],
        }]);
    }

    /// Builds the floor program as Forty itself was built.
    fn build_floor() -> PathBuf {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let built = Command::new(cargo)
            .args(["build", "--quiet", "--release", "--example", "floor"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .status()
            .unwrap();
        assert!(built.success(), "the floor program does not build");
        let forty = Path::new(env!("CARGO_BIN_EXE_forty"));
        forty.with_file_name("examples").join("floor")
    }

    /// Runs both programs in turn, each in a home folder of its own, and takes the named figures of each run.
    fn compare(
        names: &[&'static str],
        runs: usize,
        programs: [&Program; 2],
        measure: impl Fn(&mut Running) -> Vec<f64>,
    ) -> Vec<Row> {
        let row = |name: &&'static str| Row {
            name,
            floor: Vec::new(),
            forty: Vec::new(),
        };
        let mut rows: Vec<Row> = names.iter().map(row).collect();
        for _ in 0..runs {
            for (index, program) in programs.iter().enumerate() {
                let home = home_folder();
                let values = measure(&mut Running::start(program, home.path()));
                for (row, value) in rows.iter_mut().zip(values) {
                    let column = [&mut row.floor, &mut row.forty];
                    column.into_iter().nth(index).unwrap().push(value);
                }
            }
        }
        rows
    }

    /// Types into empty and into long notes, then lets the clock run.
    fn cost_of_use(running: &mut Running) -> Vec<f64> {
        running.settle();
        let empty = cost_of_keys(running);
        let line = "some words of a long note that goes on and on\n";
        let text = line.repeat(LONG_TEXT / line.len());
        running.send(&format!("\x1b[200~{text}\x1b[201~"));
        running.settle();
        let long = cost_of_keys(running);
        running.settle();
        let (bytes, spent) = (running.bytes(), running.processor_time());
        pause(Duration::from_secs(SECONDS));
        let spent = running.processor_time() - spent;
        let bytes = running.bytes() - bytes;
        let (resident, own) = running.memory();
        vec![
            empty.0,
            empty.1,
            long.0,
            long.1,
            milliseconds(spent) / SECONDS as f64,
            bytes as f64 / SECONDS as f64,
            resident as f64 / 1e3,
            own as f64 / 1e3,
        ]
    }

    /// Milliseconds of processor time and bytes written a key, each typed once the frame of the last one is there.
    fn cost_of_keys(running: &mut Running) -> (f64, f64) {
        let (bytes, spent) = (running.bytes(), running.processor_time());
        for _ in 0..KEYS {
            running.type_text("x");
            // What a key leaves to be done after its frame belongs to it.
            pause(Duration::from_millis(20));
        }
        let spent = running.processor_time() - spent;
        let bytes = running.bytes() - bytes;
        (
            milliseconds(spent) / KEYS as f64,
            bytes as f64 / KEYS as f64,
        )
    }

    /// System calls a key, by kind. Nothing where `strace` is not installed.
    fn system_calls(floor: &Program, forty: &Program) -> Vec<Row> {
        let kinds = [
            ("poll calls a key", &["poll(", "ppoll(", "select("][..]),
            ("read calls a key", &["read("][..]),
            ("write calls a key", &["write(", "writev(", "send"][..]),
            ("all calls a key", &["("][..]),
        ];
        if Command::new("strace").arg("-V").output().is_err() {
            return Vec::new();
        }
        let count = |program: &Program| -> Vec<f64> {
            let home = home_folder();
            let log = home.path().join("calls");
            let mut words = ["/usr/bin/strace", "-f", "-qq", "-o"]
                .map(str::to_owned)
                .to_vec();
            words.push(log.display().to_string());
            words.extend(program.words.iter().cloned());
            let traced = Program {
                name: program.name,
                words,
            };
            let mut running = Running::start(&traced, home.path());
            running.settle();
            let before = fs::read_to_string(&log).unwrap().len();
            cost_of_keys(&mut running);
            let text = fs::read_to_string(&log).unwrap();
            let calls = |of_kind: &&[&str]| {
                let is_call = |line: &&str| {
                    let call = line
                        .split_once(' ')
                        .map_or("", |(_, call)| call.trim_start());
                    !call.starts_with('<')
                        && of_kind.iter().any(|name| {
                            call.contains(name) && (call.starts_with(name) || *name == "(")
                        })
                };
                text[before..].lines().filter(is_call).count() as f64 / KEYS as f64
            };
            kinds.iter().map(|(_, names)| calls(names)).collect()
        };
        let (floor, forty) = (count(floor), count(forty));
        let rows = kinds.iter().zip(floor.iter().zip(&forty));
        rows.map(|((name, _), (floor, forty))| Row {
            name,
            floor: vec![*floor],
            forty: vec![*forty],
        })
        .collect()
    }

    /// On the disk, so that syncs cost what they cost.
    fn home_folder() -> TempDir {
        tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
    }

    fn print(rows: &[Row]) {
        for row in rows {
            let (floor, forty) = (median(&row.floor), median(&row.forty));
            println!(
                "{:44} {floor:>10.2} {forty:>10.2} {:>7.2}",
                row.name,
                forty / floor
            );
        }
    }

    fn median(values: &[f64]) -> f64 {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        sorted[sorted.len() / 2]
    }

    fn milliseconds(time: Duration) -> f64 {
        time.as_secs_f64() * 1e3
    }
}

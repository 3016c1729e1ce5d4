//! Measures Forty in a real terminal, compared with a minimal program of its kind (`examples/floor.rs`): time to the
//! first frame, processor time and system calls per key, cost of the running clock per second, memory, size.
//!
//! `cargo bench --bench terminal` measures this build, or the program whose path follows `--`. Runs of the two programs
//! alternate and medians are printed. It works on Linux only, since costs are read from `/proc`.
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
    const KEYS: u32 = 100;
    const SECONDS: u32 = 8;
    const LONG_TEXT: usize = 100_000;

    /// One line of the table: a figure of both programs, with one value per run.
    struct Figure {
        name: &'static str,
        floor: Vec<f64>,
        forty: Vec<f64>,
    }

    pub fn main() {
        let given = env::args().skip(1).find(|word| !word.starts_with("--"));
        let forty = given.unwrap_or_else(|| env!("CARGO_BIN_EXE_forty").to_owned());
        let floor = Program {
            words: vec![build_floor().display().to_string()],
        };
        let home = Program {
            words: vec![forty.clone()],
        };
        let interview = Program {
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
                "a second of the clock, processor time, ms",
                "a second of the clock, bytes",
                "a key in empty notes, processor time, ms",
                "a key in empty notes, bytes",
                "a key in 100 KB, processor time, ms",
                "a key in 100 KB, bytes",
                "resident memory, MB",
                "of it anonymous, MB",
            ],
            RUNS,
            [&floor, &interview],
            cost_of_use,
        ));
        print(&system_calls(&floor, &interview));
        let size = |path: &str| fs::metadata(path).unwrap().len() as f64 / 1e6;
        print(&[Figure {
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

    /// Runs both programs alternately, each in a new home folder, and collects the named figures of each run.
    fn compare(
        names: &[&'static str],
        runs: usize,
        programs: [&Program; 2],
        measure: impl Fn(&mut Running) -> Vec<f64>,
    ) -> Vec<Figure> {
        let row = |name: &&'static str| Figure {
            name,
            floor: Vec::new(),
            forty: Vec::new(),
        };
        let mut rows: Vec<Figure> = names.iter().map(row).collect();
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

    /// Lets the clock run, then types into empty and into long notes.
    fn cost_of_use(running: &mut Running) -> Vec<f64> {
        running.settle();
        let second = cost(running, SECONDS, |_| pause(Duration::from_secs(1)));
        let empty = cost(running, KEYS, type_a_key);
        let line = "some words of a long note that goes on and on\n";
        let text = line.repeat(LONG_TEXT / line.len());
        running.send(&format!("\x1b[200~{text}\x1b[201~"));
        running.settle();
        let long = cost(running, KEYS, type_a_key);
        [second, empty, long, running.memory()].concat()
    }

    fn type_a_key(running: &mut Running) {
        running.type_text("x");
        // Work that a key causes after its frame counts too.
        pause(Duration::from_millis(20));
    }

    /// Milliseconds of processor time and bytes written per call of `act`.
    fn cost(running: &mut Running, times: u32, act: fn(&mut Running)) -> [f64; 2] {
        let (bytes, spent) = (running.bytes(), running.processor_time());
        for _ in 0..times {
            act(running);
        }
        let spent = running.processor_time() - spent;
        let bytes = running.bytes() - bytes;
        [spent / f64::from(times), bytes as f64 / f64::from(times)]
    }

    /// System calls per key, by kind; none if `strace` is not installed.
    fn system_calls(floor: &Program, forty: &Program) -> Vec<Figure> {
        const KINDS: [(&str, &[&str]); 4] = [
            (
                "poll calls a key",
                &[
                    "poll",
                    "ppoll",
                    "select",
                    "pselect6",
                    "epoll_wait",
                    "epoll_pwait",
                ],
            ),
            ("read calls a key", &["read", "readv"]),
            ("write calls a key", &["write", "writev"]),
            ("other calls a key", &[]),
        ];
        if Command::new("strace").arg("-V").output().is_err() {
            return Vec::new();
        }
        let (floor, forty) = (calls_of_keys(floor), calls_of_keys(forty));
        let others = |calls: &[String]| {
            let is_named = |call: &&String| {
                let mut names = KINDS.iter().flat_map(|(_, names)| *names);
                !names.any(|name| name == call)
            };
            calls.iter().filter(is_named).count()
        };
        let count = |calls: &[String], names: &[&str]| {
            let count = match names {
                [] => others(calls),
                _ => calls
                    .iter()
                    .filter(|call| names.contains(&call.as_str()))
                    .count(),
            };
            vec![count as f64 / f64::from(KEYS)]
        };
        let rows = KINDS.iter().map(|(name, names)| Figure {
            name,
            floor: count(&floor, names),
            forty: count(&forty, names),
        });
        rows.collect()
    }

    /// The names of the system calls during some keys.
    fn calls_of_keys(program: &Program) -> Vec<String> {
        let home = home_folder();
        let log = home.path().join("calls");
        let strace = ["strace", "-f", "-qq", "-o"].map(str::to_owned);
        let words = strace.into_iter().chain([log.display().to_string()]);
        let traced = Program {
            words: words.chain(program.words.iter().cloned()).collect(),
        };
        let mut running = Running::start(&traced, home.path());
        running.settle();
        let before = fs::read(&log).unwrap().len();
        cost(&mut running, KEYS, type_a_key);
        let text = fs::read(&log).unwrap();
        let text = String::from_utf8_lossy(&text[before..]).into_owned();
        // A line is `123 read(0, ...`. A resumed call was counted when it began.
        let calls = text.lines().filter_map(|line| {
            let (_, call) = line.split_once(' ')?;
            let (name, _) = call.trim_start().split_once('(')?;
            (!name.starts_with('<')).then(|| name.to_owned())
        });
        calls.collect()
    }

    /// A folder on the disk, so that syncs have their real cost.
    fn home_folder() -> TempDir {
        tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
    }

    fn print(rows: &[Figure]) {
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

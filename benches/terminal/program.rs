//! A program in a pseudoterminal: its output, its processor time and its memory.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// A wait that takes this long has failed.
const DEADLINE: Duration = Duration::from_secs(20);
/// The last bytes of every frame, in both programs.
pub const FRAME_END: &[u8] = b"\x1b[?2026l";

/// A command line.
pub struct Program {
    pub words: Vec<String>,
}

/// A running program.
pub struct Running {
    keys: Box<dyn Write + Send>,
    written: Arc<(Mutex<Vec<u8>>, Condvar)>,
    child: Box<dyn Child + Send + Sync>,
    /// Closing it would end the program.
    _master: Box<dyn MasterPty + Send>,
    /// The time from the start of the program to the end of its first frame.
    pub first_frame: Duration,
    /// The process id of the program, which under `strace` is a child.
    process: u32,
}

impl Running {
    /// Starts a program with its files in `home` and waits for its first frame.
    pub fn start(program: &Program, home: &Path) -> Self {
        let size = PtySize {
            rows: 24,
            cols: 80,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(&program.words[0]);
        command.args(&program.words[1..]);
        command.env_clear();
        command.env("PATH", "/usr/bin:/bin");
        command.env("TERM", "xterm-256color");
        command.env("TZ", "UTC");
        command.env("USER", "sam");
        command.env("FORTY_HOME", home);
        // The temporary folder of this machine may be large, and is searched for rescued sessions.
        command.env("TMPDIR", home);
        let written = Arc::new((Mutex::new(Vec::new()), Condvar::new()));
        let mut output = pair.master.try_clone_reader().unwrap();
        let theirs = Arc::clone(&written);
        thread::spawn(move || {
            let mut bytes = vec![0; 64 * 1024];
            while let Ok(read @ 1..) = output.read(&mut bytes) {
                theirs.0.lock().unwrap().extend_from_slice(&bytes[..read]);
                theirs.1.notify_all();
            }
        });
        let keys = pair.master.take_writer().unwrap();
        let started = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap();
        let process = child.process_id().unwrap();
        let mut running = Self {
            keys,
            written,
            child,
            _master: pair.master,
            first_frame: Duration::ZERO,
            process,
        };
        running.wait_for_frame_after(0);
        running.first_frame = started.elapsed();
        if program.words[0] == "strace" {
            let path = format!("/proc/{process}/task/{process}/children");
            let children = fs::read_to_string(path).unwrap();
            running.process = children.trim().parse().unwrap();
        }
        running
    }

    /// Bytes written so far.
    pub fn bytes(&self) -> usize {
        self.written.0.lock().unwrap().len()
    }

    /// Types a text and waits for the next frame.
    pub fn type_text(&mut self, text: &str) {
        let before = self.bytes();
        self.send(text);
        self.wait_for_frame_after(before);
    }

    pub fn send(&mut self, text: &str) {
        self.keys.write_all(text.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Waits until less than a kilobyte is written in 0.7 s, which leaves time for the second of the running clock.
    pub fn settle(&self) {
        let mut before = usize::MAX;
        while before != self.bytes() {
            before = self.bytes();
            pause(Duration::from_millis(700));
            if self.bytes() - before < 1024 {
                return;
            }
        }
    }

    fn wait_for_frame_after(&self, start: usize) {
        let guard = self.written.0.lock().unwrap();
        let lacks_frame = |written: &mut Vec<u8>| {
            let mut frames = written[start..].windows(FRAME_END.len());
            !frames.any(|bytes| bytes == FRAME_END)
        };
        let waited = self
            .written
            .1
            .wait_timeout_while(guard, DEADLINE, lacks_frame);
        assert!(!waited.unwrap().1.timed_out(), "no frame came");
    }

    /// Milliseconds of processor time of all threads, user and system.
    pub fn processor_time(&self) -> f64 {
        let threads = fs::read_dir(format!("/proc/{}/task", self.process)).unwrap();
        let milliseconds = threads.map(|thread| {
            let text = fs::read_to_string(thread.unwrap().path().join("schedstat")).unwrap();
            let nanoseconds: u64 = text.split(' ').next().unwrap().parse().unwrap();
            nanoseconds as f64 / 1e6
        });
        milliseconds.sum()
    }

    /// Resident memory in megabytes: all of it, and the anonymous part, which is not mapped from a file.
    pub fn memory(&self) -> [f64; 2] {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process)).unwrap();
        let megabytes = |name: &str| {
            let line = status.lines().find(|line| line.starts_with(name)).unwrap();
            let kilobytes: u32 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
            f64::from(kilobytes) / 1e3
        };
        ["VmRSS:", "RssAnon:"].map(megabytes)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Waits while the program runs.
#[expect(clippy::disallowed_methods, reason = "this time is what is measured")]
pub fn pause(time: Duration) {
    thread::sleep(time);
}

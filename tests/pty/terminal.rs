//! The real program in a real terminal of our own: bytes in, a screen out. Everything waits for what it wants to see,
//! with a deadline; nothing sleeps.

use std::io::{Read, Write};
use std::sync::mpsc;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

/// Nothing that is waited for takes this long.
const DEADLINE: Duration = Duration::from_secs(20);

#[derive(Default)]
struct Seen {
    bytes: Vec<u8>,
    /// The window is being closed: the next bytes are the last that are taken.
    closing: bool,
}

pub struct Terminal {
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Box<dyn Write + Send>>,
    seen: Arc<(Mutex<(vt100::Parser, Seen)>, Condvar)>,
    child: Option<Box<dyn Child + Send + Sync>>,
    pub process: i32,
    /// The terminal's modes before anything ran in it.
    pub modes_before: String,
}

impl Terminal {
    /// Starts `forty` with these words in a terminal of this size, its files in `home`.
    pub fn start(home: &TempDir, words: &[&str], size: (u16, u16)) -> Self {
        Self::start_with(home, words, size, &[])
    }

    /// The same with more variables in its environment.
    pub fn start_with(
        home: &TempDir,
        words: &[&str],
        (columns, rows): (u16, u16),
        variables: &[(&str, &str)],
    ) -> Self {
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let program = env!("CARGO_BIN_EXE_forty");
        // A shell that sets something up and then becomes the program, or the program itself.
        let mut command = if let ["sh", script] = words {
            let mut shell = CommandBuilder::new("/bin/sh");
            shell.args(["-c", &format!("{script}; exec {program} start")]);
            shell
        } else {
            let mut command = CommandBuilder::new(program);
            command.args(words);
            command
        };
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("TZ", "UTC");
        command.env("FORTY_HOME", home.path());
        command.env("USER", "sam");
        for (name, value) in variables {
            command.env(name, value);
        }
        let modes_before = format!("{:?}", pair.master.get_termios());
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut output = pair.master.try_clone_reader().unwrap();
        let parser = vt100::Parser::new(rows, columns, 0);
        let seen = Arc::new((Mutex::new((parser, Seen::default())), Condvar::new()));
        let theirs = Arc::clone(&seen);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            loop {
                let read = output.read(&mut bytes).unwrap_or(0);
                let mut guard = theirs.0.lock().unwrap();
                guard.0.process(&bytes[..read]);
                guard.1.bytes.extend_from_slice(&bytes[..read]);
                theirs.1.notify_all();
                if read == 0 || guard.1.closing {
                    break;
                }
            }
        });
        Self {
            modes_before,
            process: child.process_id().unwrap().try_into().unwrap(),
            keys: Some(pair.master.take_writer().unwrap()),
            master: Some(pair.master),
            seen,
            child: Some(child),
        }
    }

    pub fn send(&mut self, bytes: &str) -> &mut Self {
        let keys = self.keys.as_mut().unwrap();
        keys.write_all(bytes.as_bytes()).unwrap();
        keys.flush().unwrap();
        self
    }

    /// Waits until the screen holds these words.
    pub fn wait_for(&mut self, words: &str) -> &mut Self {
        self.wait_until(words, |screen| screen.contains(words))
    }

    pub fn wait_until(&mut self, what: &str, holds: impl Fn(&str) -> bool) -> &mut Self {
        let guard = self.seen.0.lock().unwrap();
        let still = |seen: &mut (vt100::Parser, Seen)| !holds(&seen.0.screen().contents());
        let (guard, late) = self
            .seen
            .1
            .wait_timeout_while(guard, DEADLINE, still)
            .unwrap();
        assert!(
            !late.timed_out(),
            "waited in vain for `{what}` on\n{}",
            guard.0.screen().contents()
        );
        drop(guard);
        self
    }

    /// Waits until these bytes were written somewhere after the first `after` bytes.
    pub fn wait_for_bytes(&mut self, bytes: &[u8], after: usize) -> &mut Self {
        self.wait_until_written(&String::from_utf8_lossy(bytes), |written| {
            let written = &written[after.min(written.len())..];
            written.windows(bytes.len()).any(|window| window == bytes)
        });
        self
    }

    /// Waits until all that was written holds to something.
    pub fn wait_until_written(&self, what: &str, holds: impl Fn(&[u8]) -> bool) {
        let guard = self.seen.0.lock().unwrap();
        let still = |seen: &mut (vt100::Parser, Seen)| !holds(&seen.1.bytes);
        let (guard, late) = self
            .seen
            .1
            .wait_timeout_while(guard, DEADLINE, still)
            .unwrap();
        assert!(!late.timed_out(), "waited in vain for bytes {what:?}");
        drop(guard);
    }

    pub fn screen(&self) -> String {
        self.seen.0.lock().unwrap().0.screen().contents()
    }

    /// Everything that was written so far.
    pub fn written(&self) -> Vec<u8> {
        self.seen.0.lock().unwrap().1.bytes.clone()
    }

    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.seen
            .0
            .lock()
            .unwrap()
            .0
            .screen_mut()
            .set_size(rows, columns);
        self.master
            .as_ref()
            .unwrap()
            .resize(size(columns, rows))
            .unwrap();
    }

    /// Somebody sets the terminal to the modes of a shell.
    pub fn cook(&self) {
        let name = self.master.as_ref().unwrap().tty_name().unwrap();
        let done = std::process::Command::new("stty")
            .arg("-F")
            .arg(name)
            .arg("sane")
            .status()
            .unwrap();
        assert!(done.success());
    }

    /// Waits until the terminal has these modes; each frame of the running clock is a look.
    pub fn wait_for_modes(&mut self, modes: &str) -> &mut Self {
        self.wait_until_written("the modes", |_| self.modes() == modes);
        self
    }

    /// The terminal's modes now.
    pub fn modes(&self) -> String {
        format!("{:?}", self.master.as_ref().unwrap().get_termios())
    }

    pub fn signal(&self, signal: i32) {
        let process = rustix::process::Pid::from_raw(self.process).unwrap();
        let signal = rustix::process::Signal::from_named_raw(signal).unwrap();
        rustix::process::kill_process(process, signal).unwrap();
    }

    /// The window is closed: nobody types any more, and nobody reads once the running clock has been drawn again.
    pub fn close(&mut self) {
        self.seen.0.lock().unwrap().1.closing = true;
        self.keys = None;
        self.master = None;
    }

    /// Waits until the process is stopped.
    pub fn stopped(&self) {
        let process = rustix::process::Pid::from_raw(self.process);
        let (_, status) = rustix::process::waitpid(process, rustix::process::WaitOptions::UNTRACED)
            .unwrap()
            .unwrap();
        assert!(status.stopped(), "{status:?}");
    }

    /// Waits until the process has ended.
    pub fn ended(&mut self) -> ExitStatus {
        let mut child = self.child.take().unwrap();
        let (sender, ended) = mpsc::channel();
        thread::spawn(move || sender.send(child.wait().unwrap()));
        ended
            .recv_timeout(DEADLINE)
            .unwrap_or_else(|_| panic!("still running:\n{}", self.screen()))
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}
